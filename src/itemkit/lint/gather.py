"""The examine stage of lint: each file by itself, in any number of processes, to rows.

What a file gives depends on its bytes, on the standard that it implements, and on what the whole catalog has agreed on
(`context`): nothing else may be looked at here, because that is what the cache goes by.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from itemkit.findings import Finding, Hit, Pointer
from itemkit.index.citations import each_citation
from itemkit.index.facts import Rows, add_origins, add_record, no_rows
from itemkit.index.segments import Lines
from itemkit.index.tables import TABLES, Column, Table
from itemkit.language import mark
from itemkit.lint.examine import explain
from itemkit.lint.ignores import each_ignore
from itemkit.lint.inherited import Heir, StandardSide, Told
from itemkit.lint.overlays import Beside
from itemkit.lint.readings import Piece, Reading
from itemkit.lint.rules.kinds import ItemRule
from itemkit.lint.rules.tool import rule_crashed
from itemkit.lint.stored import dumped
from itemkit.lint.view import View
from itemkit.model.digest import content_digest
from itemkit.model.kinds import ITEM_KIND, KINDS, STANDARD_KIND
from itemkit.model.resolve import NOTHING, inherited_from, overlaid
from itemkit.regions.overlay import OverlayRule
from itemkit.regions.policy import Uniformity
from itemkit.source.catalog import Catalog
from itemkit.source.parallel import in_chunks
from itemkit.source.read import Document, load, read_bytes
from itemkit.source.standards import Contents
from itemkit.source.stat import Stat, stat_of

_FILE = TABLES["files"].columns[0]
LINT_TABLES: Mapping[str, Table] = {
    **TABLES,
    "_findings": Table("_findings", mark("各文件自己的发现"), (_FILE, Column("finding", "VARCHAR", mark("JSON")))),
    "_ignores": Table(
        "_ignores",
        mark("忽略注释"),
        (
            _FILE,
            Column("line", "INTEGER", mark("所在的行")),
            Column("col", "INTEGER", mark("所在的列")),
            Column("length", "INTEGER", mark("长度")),
            Column("target", "INTEGER", mark("所说的行")),
            Column("rules", "VARCHAR", mark("规则")),
            Column("reason", "VARCHAR", mark("理由")),
            Column("until", "VARCHAR", mark("有效到哪天")),
            Column("mistake", "VARCHAR", mark("写错了什么")),
        ),
    ),
}
"""The tables of the index, and those that only lint asks."""

_MOST_PIECES = 50_000
_MOST_CHARACTERS = 8_000_000
"""What each group of rules remembers of pieces at most, in number and in characters (of texts) or bytes (of rows)."""
_AT_ONCE = 8
"""Files that are read, then examined, then forgotten: to do the same for a while is quicker than to change about, and
memory that was used a moment ago is quicker than other memory."""
_WITH_STANDARD = {STANDARD_KIND: "code", ITEM_KIND: "standard"}
"""The key with the code of the standard that a record is, or implements."""
_NOTHING_ASKED = frozenset({"草稿", "取消"})


class Task(NamedTuple):
    """A file to examine. There are hundreds of thousands, and they go from process to process."""

    number: int
    path: str
    kind: str
    """The name of its `Kind`."""


class Done(NamedTuple):
    """What must be remembered of a file that was examined."""

    number: int
    stat: Stat
    """As it was before the file was read."""
    digest: str
    """Of the bytes that were read; empty if none could be."""
    code: str
    """Of a well-formed standard: its code. Of an item: the code of the standard that it names. Else empty."""


class _Read(NamedTuple):
    """A file as it was found."""

    stat: Stat
    digest: str
    document: Document
    is_well_formed: bool


class Gatherer:
    """Examines files of one catalog and leaves the rows in a folder."""

    def __init__(
        self, catalog: Catalog, standards: Mapping[str, Any], rules: Sequence[ItemRule | OverlayRule], folder: Path,
        contents: Contents | None = None, *, digests: bool = False, standard_paths: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Remember what files are examined against.

        Args:
            catalog: where the files are.
            standards: the well-formed standards, by code.
            rules: the rules of one file, and of an item beside its standard.
            folder: where processes leave their rows.
            contents: what some files hold, by path, instead of what is on disk; None: there is no such file.
            digests: whether the content of each item is wanted as a digest, to be compared with the ledger's.
            standard_paths: where the standards are, by code.
        """
        self.catalog = catalog
        self.standards = standards
        self.folder = folder
        self.contents = contents or {}
        self.digests = digests
        self.standard_paths = standard_paths or {}
        self.rules = tuple(rules)
        self._inherited = {code: inherited_from(standard) for code, standard in standards.items()}
        self._sides = {
            code: StandardSide(self.standard_paths[code], standard, self._told)
            for code, standard in standards.items()
            if code in self.standard_paths
        }
        alone = [rule for rule in rules if isinstance(rule, ItemRule)]
        self._asked = {
            (kind, asked): _asked_together(rule for rule in alone if kind in rule.kinds and (asked or not rule.missing))
            for kind in KINDS
            for asked in (True, False)
        }
        self._beside = Beside(
            [rule for rule in rules if isinstance(rule, OverlayRule)],
            Uniformity(catalog.settings.get("uniformity", {})),
            self.standard_paths,
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """For processes that are not forked."""
        return partial(Gatherer, digests=self.digests, standard_paths=self.standard_paths), (
            self.catalog, self.standards, self.rules, self.folder, self.contents,
        )  # fmt: skip

    def examine_all(self, tasks: Sequence[Task]) -> list[Done]:
        """Examine several files; their rows are with the operating system when this returns."""
        done = []
        lines = Lines()
        for several in in_chunks(tasks, _AT_ONCE):
            rows: Rows = {**no_rows(), "_findings": [], "_ignores": []}
            read = [self._read(task) for task in several]
            done += [self._examine(task, one, rows) for task, one in zip(several, read, strict=True)]
            lines.add(rows)
        lines.append_to(self.folder)
        return done

    def _read(self, task: Task) -> "_Read":
        kind = KINDS[task.kind]
        raw = self.contents.get(task.path)
        place = f"{self.catalog.root}/{task.path}"
        stat = stat_of(place)
        loaded = raw if raw is not None else load(place, self.catalog.limit_of(kind))
        if not isinstance(loaded, bytes):
            return _Read(stat, "", loaded, is_well_formed=False)
        document = read_bytes(loaded)
        is_well_formed = document.usable and self.catalog.checker(kind).accepts(document.data)
        return _Read(stat, digest_of(loaded), document, is_well_formed)

    def _examine(self, task: Task, read: "_Read", rows: Rows) -> Done:
        kind, document, number = KINDS[task.kind], read.document, task.number
        data = document.data
        subject = kind.subject(data)
        rows["files"].append((number, task.path, kind.name, subject or None, read.is_well_formed))
        findings: list[Finding] = []
        code = ""
        if document.problems or not read.is_well_formed:
            findings += explain(document, kind, self.catalog.checker(kind), task.path)
        if read.is_well_formed:
            if kind in _WITH_STANDARD:
                code = data.get(_WITH_STANDARD[kind], "")
            findings += self._content(task, data, code, subject, rows)
        if document.usable:
            rows["citations"] += [(number, *citation) for citation in each_citation(kind.name, document.data)]
        if read.digest:
            self._note_ignores(document, number, rows)
        rows["_findings"] += [(number, dumped(one, task.path)) for one in findings]
        return Done(number, read.stat, read.digest, code)

    def _content(self, task: Task, own: Any, code: str, subject: str, rows: Rows) -> list[Finding]:
        """What the rules say of a well-formed file; its rows are added."""
        findings: list[Finding] = []
        data, heir, is_item = own, None, task.kind == ITEM_KIND.name
        if is_item and code:
            inherited = self._inherited.get(code, NOTHING)
            data = overlaid(inherited, own)
            heir = Heir(own, inherited, self._sides.get(code), task.path, subject)
            if inherited is not NOTHING:
                findings += self._beside.findings(inherited, own, data, task.path, subject)
                add_origins(rows, task.number, inherited, own)
        if self._asked[task.kind, True]:
            findings += self._found(View(data, own, task.kind), task.path, subject, heir)
        add_record(rows, task.kind, task.number, task.path, data)
        if self.digests and is_item:
            rows["contents"].append((task.number, content_digest(own)))
        return findings

    def _found(self, view: View, path: str, subject: str, heir: Heir | None) -> list[Finding]:
        findings: list[Finding] = []
        for several in self._asked[view.kind, view.status not in _NOTHING_ASKED]:
            seen: View = view
            new: Sequence[Piece] = ()
            if several.reading is not None:
                seen, new = several.reading.unseen(view, several.silent)
                if not new:
                    continue
            is_silent = True
            for rule, check in several.rules:
                try:
                    for hit in check(seen):
                        is_silent = False
                        if heir is None:
                            findings += rule.findings([hit], path, subject)
                        elif (finding := heir.finding(rule, hit)) is not None:
                            findings.append(finding)
                except Exception as error:  # noqa: BLE001 (whatever it is, the run goes on)
                    is_silent = False
                    findings += rule_crashed.findings(rule_crashed(rule.code, error), path, subject)
            if is_silent and new:
                several.remember(new)
        return findings

    def _told(self, standard: Mapping[str, Any]) -> Told:
        """What a standard's own file is told of."""
        view = View(standard, kind=STANDARD_KIND.name)
        found: set[tuple[str, Pointer]] = set()
        for several in self._asked[view.kind, view.status not in _NOTHING_ASKED]:
            for rule, check in several.rules:
                with contextlib.suppress(Exception):  # whatever it is, the standard's own file is told of it
                    found.update((rule.code, hit.place.pointer) for hit in check(view))
        return frozenset(found)

    def _note_ignores(self, document: Document, number: int, rows: Rows) -> None:
        for one in each_ignore(document.text):
            rows["_ignores"].append(
                (
                    number, one.line, one.column, one.length, one.target, ",".join(one.rules) or None,
                    one.reason or None, one.until.isoformat() if one.until else None, one.mistake or None,
                )
            )  # fmt: skip


class _Asked:
    """Rules that go by the same pieces of an item, and pieces that they had nothing to say of."""

    def __init__(self, reading: Reading | None) -> None:
        self.reading = reading
        self.rules: list[tuple[ItemRule, Callable[[View], Iterator[Hit]]]] = []
        self.silent: set[Piece] = set()
        self._size = 0

    def remember(self, pieces: Sequence[Piece]) -> None:
        """Not ask about these again, for as long as there is room; catalogs may be as large as they like."""
        size = sum(map(len, pieces))
        if len(self.silent) + len(pieces) > _MOST_PIECES or self._size + size > _MOST_CHARACTERS:
            self.silent.clear()
            self._size = 0
        if size <= _MOST_CHARACTERS:
            self.silent.update(pieces)
            self._size += size


def _asked_together(rules: Iterable[ItemRule]) -> list[_Asked]:
    by_reading: dict[Reading | None, _Asked] = {}
    for rule in rules:
        by_reading.setdefault(rule.reads, _Asked(rule.reads)).rules.append((rule, rule.check))
    return list(by_reading.values())


def digest_of(raw: bytes) -> str:
    """What tells one content of a file from another."""
    return hashlib.blake2b(raw, digest_size=16).hexdigest()
