"""The examine stage of lint: each file by itself, in any number of processes, to rows.

What a file gives depends on its bytes, on the standard that it implements, and on what the whole catalog has agreed on
(`context`): nothing else may be looked at here, because that is what the cache goes by.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from itemkit.findings import Finding, Hit, Place, Pointer
from itemkit.index.citations import each_citation
from itemkit.index.facts import Rows, add_record, no_rows
from itemkit.index.segments import Lines
from itemkit.index.tables import TABLES, Column, Table
from itemkit.language import mark
from itemkit.lint.cache import stat_of
from itemkit.lint.examine import explain
from itemkit.lint.ignores import each_ignore
from itemkit.lint.manifest import Stat
from itemkit.lint.readings import Piece, Reading
from itemkit.lint.rules.kinds import ItemRule
from itemkit.lint.rules.tool import rule_crashed
from itemkit.lint.stored import dumped
from itemkit.lint.view import View
from itemkit.model.digest import content_digest
from itemkit.model.kinds import ITEM_KIND, KINDS, STANDARD_KIND
from itemkit.model.resolve import inherited_from, overlaid
from itemkit.source.catalog import Catalog
from itemkit.source.parallel import in_chunks
from itemkit.source.read import Document, load, read_bytes
from itemkit.source.standards import Contents

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
        self, catalog: Catalog, standards: Mapping[str, Any], rules: Sequence[ItemRule], folder: Path,
        contents: Contents | None = None, *, digests: bool = False,
    ) -> None:  # fmt: skip
        """Remember what files are examined against.

        Args:
            catalog: where the files are.
            standards: the well-formed standards, by code.
            rules: the rules of one file.
            folder: where processes leave their rows.
            contents: what some files hold, by path, instead of what is on disk; None: there is no such file.
            digests: whether the content of each item is wanted as a digest, to be compared with the ledger's.
        """
        self.catalog = catalog
        self.standards = standards
        self.folder = folder
        self.contents = contents or {}
        self.digests = digests
        self.rules = tuple(rules)
        self._inherited = {code: inherited_from(standard) for code, standard in standards.items()}
        self._asked = {
            (kind, asked): _asked_together(rule for rule in rules if kind in rule.kinds and (asked or not rule.missing))
            for kind in KINDS
            for asked in (True, False)
        }

    def __reduce__(self) -> tuple[Any, ...]:
        """For processes that are not forked."""
        return partial(Gatherer, digests=self.digests), (
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
        if document.problems or not read.is_well_formed:
            findings += explain(document, kind, self.catalog.checker(kind), task.path)
        code = ""
        if read.is_well_formed:
            code = data.get("code", "") if kind is STANDARD_KIND else ""
            if kind is ITEM_KIND:
                code = data.get("standard", "")
                inherited = self._inherited.get(code)
                data = overlaid(inherited, data) if inherited is not None else data
            if self._asked[kind.name, True]:
                findings += self._found(View(data, document.data, kind.name), task.path, subject)
            add_record(rows, kind.name, number, task.path, data)
            if self.digests and kind is ITEM_KIND:
                rows["contents"].append((number, content_digest(document.data)))
        if document.usable:
            rows["citations"] += [(number, *citation) for citation in each_citation(kind.name, document.data)]
        if read.digest:
            self._note_ignores(document, number, rows)
        rows["_findings"] += [(number, dumped(one)) for one in findings]
        return Done(number, read.stat, read.digest, code)

    def _found(self, view: View, path: str, subject: str) -> list[Finding]:
        findings: list[Finding] = []
        inherits = view.own is not view.data
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
                        own = _in_own_file(hit, view, rule) if inherits else hit
                        if own is not None:
                            findings += rule.findings([own], path, subject)
                except Exception as error:  # noqa: BLE001 (whatever it is, the run goes on)
                    is_silent = False
                    findings += rule_crashed.findings(rule_crashed(rule.code, error), path, subject)
            if is_silent and new:
                several.remember(new)
        return findings

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


def _in_own_file(hit: Hit, view: View, rule: ItemRule) -> Hit | None:
    """A hit in a resolved item as its own file can show it; None if the standard's own file is told."""
    pointer = hit.place.pointer
    there = _existing(view.data, pointer)
    if _existing(view.own, pointer) == there:
        return hit
    if STANDARD_KIND.name in rule.kinds:
        return None
    return replace(hit, place=Place(Pointer.of("standard")), fix=None)


def _existing(data: Any, pointer: Pointer) -> int:
    """How many parts of a pointer lead somewhere."""
    for depth, part in enumerate(pointer):
        is_index = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if not is_index and not (isinstance(data, Mapping) and part in data):
            return depth
        data = data[part]
    return len(pointer)
