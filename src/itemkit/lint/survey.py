"""What a catalog says now, as an index: every file examined, or remembered from an earlier run that saw the same.

A file is examined again when its bytes have changed, or those of the standard that it implements, or anything that
the whole catalog depends on (`context_of`). Nothing else can change what comes of a file.
"""

import hashlib
import platform
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from msgspec.structs import replace

from itemkit.index.database import Index, Part
from itemkit.index.segments import Lines, copy_segment, write_segment
from itemkit.ledger.ledger import LEDGER_PATH, Ledger, peek
from itemkit.lint.cache import Cache
from itemkit.lint.gather import LINT_TABLES, Gatherer, Task, digest_of
from itemkit.lint.manifest import Entry, Kept, State
from itemkit.lint.rules.kinds import ItemRule
from itemkit.lint.run import Progress
from itemkit.model.kinds import ITEM_KIND, KINDS, STANDARD_KIND
from itemkit.regions.overlay import OverlayRule
from itemkit.source.catalog import CONFIG_NAME, Catalog, Found
from itemkit.source.digests import own_digest
from itemkit.source.parallel import process_count, run_chunks
from itemkit.source.read import load
from itemkit.source.standards import Contents, standard_files
from itemkit.source.stat import NO_STAT, Stat, each_stat

_MOST_SEGMENTS = 12
_CHUNK = 512
_TO_COME = Entry(NO_STAT, "", "", -1, -1)
"""What stands for a file, in its place among the others, until it is examined."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A catalog, examined."""

    index: Index
    paths: Mapping[int, str]
    """Every file, by the number that it has in the index."""
    examined: int
    """How many files were examined in this run; the others are remembered."""
    thrown_away: bool
    """True: there was a cache that could not be believed."""
    ledger: Ledger
    """The ledger of codes; its rows are in the index."""


@contextmanager
def survey(
    catalog: Catalog,
    found: Found,
    rules: Sequence[ItemRule | OverlayRule],
    *,
    folder: Path | None,
    extra_context: str = "",
    contents: Contents | None = None,
    jobs: int | None = None,
    progress: Progress = lambda _: None,
) -> Iterator[Survey]:
    """Examine what must be examined, remember it, and open the index.

    Args:
        catalog: the catalog.
        found: all of its files.
        rules: the rules of one file, and of an item beside its standard.
        folder: where the cache is; None: nothing is remembered.
        extra_context: what else the rules depend on.
        contents: what some files hold instead of what is on disk. What comes of it is not remembered.
        jobs: how many processes; see `process_count`.
        progress: told about files done.
    """
    ledger = _ledger(catalog, contents or {})
    context = context_of(catalog, rules, f"{extra_context}\0{ledger.exists}")
    cache = Cache(folder, context, LINT_TABLES, remember=not contents)
    try:
        work = _Work(catalog, found, rules, cache, contents or {}, jobs, progress, digests=ledger.exists)
        state = work.run()
        parts = [Part(cache.segment(kept.name), state.dead(number)) for number, kept in enumerate(state.segments)]
        with _ledger_part(ledger, state, cache) as part, Index([*parts, *part], LINT_TABLES) as index:
            paths = {entry.number: path for path, entry in state.entries.items()}
            yield Survey(index, paths, work.examined, work.thrown_away, ledger)
    finally:
        cache.close()


def _ledger(catalog: Catalog, contents: Contents) -> Ledger:
    """The ledger as it is, or as ``contents`` has it; there may be none."""
    if LEDGER_PATH in contents:
        raw = contents[LEDGER_PATH]
        return peek(catalog.root, raw) if raw is not None else Ledger()
    return peek(catalog.root)


@contextmanager
def _ledger_part(ledger: Ledger, state: State, cache: Cache) -> Iterator[list[Part]]:
    """The rows of the ledger as a part of the index, for as long as the ``with`` lasts."""
    if not ledger.rows:
        yield []
        return
    table = LINT_TABLES["ledger"]
    folder = cache.new_folder()
    try:
        lines = Lines()
        lines.add({table.name: list(_ledger_rows(ledger, state))})
        lines.append_to(folder)
        write_segment(folder, folder / "segment", {table.name: table})
        yield [Part(folder / "segment", only=table.name)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _ledger_rows(ledger: Ledger, state: State) -> Iterator[tuple[object, ...]]:
    """As the table has them: with the number of the file, if it is still there, and None for what is not known."""
    for line, row in zip(ledger.lines, ledger.rows, strict=True):
        there = state.entries.get(row.path)
        version = int(row.version) if row.version else None
        values = (one or None for one in row._replace(version=""))
        code, kind, path, name, status, _version, *rest = values
        yield (there.number if there else None, line, code, kind, path, name, status, version, *rest)


def context_of(catalog: Catalog, rules: Sequence[ItemRule | OverlayRule], extra: str = "") -> str:
    """What all that is remembered depends on, as a digest: this version of itemkit, the rules, the configuration."""
    config = catalog.root / CONFIG_NAME
    parts = [own_digest(), platform.python_version(), extra, *(f"{rule.code} {rule.name}" for rule in rules)]
    parts.append(config.read_text("utf-8") if config.is_file() else "")
    parts.append(repr(catalog.extra_schema))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


class _Work:
    """One run: from what is remembered and what is there now to what will be remembered."""

    def __init__(
        self, catalog: Catalog, found: Found, rules: Sequence[ItemRule | OverlayRule], cache: Cache, contents: Contents,
        jobs: int | None, progress: Progress, *, digests: bool,
    ) -> None:  # fmt: skip
        self.catalog = catalog
        self.found = found
        self.rules = rules
        self.cache = cache
        self.contents = contents
        self.jobs = jobs
        self.progress = progress
        self.digests = digests
        self.stats: Iterator[Stat] = repeat(NO_STAT)
        """Of the items, in their order; of no use where nothing is remembered."""
        self.examined = 0
        self.thrown_away = False
        self.has_new_times = False
        """Files were the same, but their times were not to be trusted; the next run will trust them."""

    def run(self) -> State:
        items = self.found.files[ITEM_KIND.name]
        if self.cache.has_any():  # the processes are at work while the manifest is read
            self.stats = each_stat(self.catalog.root, items, process_count(self.jobs, len(items)))
        before = self.cache.load()
        self.thrown_away = before.damaged
        state = State({}, {}, list(before.segments), before.next_number)
        folder = self.cache.new_folder()
        try:
            first = state.next_number
            standards = self._known(STANDARD_KIND.name, before, state, frozenset())
            self._examine(standards, state, folder)
            state.standards.update(self._each_standard(state))
            changed = frozenset(dict(before.standards.items() ^ state.standards.items()))
            rest = [
                task
                for kind in self.found.files
                if kind != STANDARD_KIND.name
                for task in self._known(kind, before, state, changed)
            ]
            self._examine(rest, state, folder)
            self.examined = state.next_number - first
            if self.examined:
                name = self.cache.new_segment()
                made = write_segment(folder, self.cache.segment(name), LINT_TABLES)
                state.segments.append(Kept(name, made, first, state.next_number))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        if len(state.segments) > _MOST_SEGMENTS:
            self._merge(state)
        has_changed = self.examined or self.has_new_times or state.entries.keys() != before.entries.keys()
        if has_changed or before.damaged:
            self.cache.save(state, before)
        return state

    def _known(self, kind: str, before: State, state: State, changed: Collection[str]) -> list[Task]:
        """Take over what is remembered of the files of a kind; give those that must be examined.

        Args:
            kind: the name of the kind.
            before: what is remembered.
            state: what will be.
            changed: the codes of standards that are not what they were.
        """
        tasks: list[Task] = []
        entries, root, limit = state.entries, self.catalog.root, self.catalog.limit_of(KINDS[kind])
        files = self.found.files[kind]
        is_item = kind == ITEM_KIND.name
        stats = self.stats if is_item else each_stat(root, files, 1)
        for path, stat in zip(files, stats, strict=not is_item):
            entry = before.entries.get(path)
            if entry is not None and path not in self.contents and not (is_item and entry.code in changed):
                if stat == entry.stat:
                    entries[path] = entry
                    continue
                raw = load(f"{root}/{path}", limit) if entry.digest else b""
                if isinstance(raw, bytes) and entry.digest and digest_of(raw) == entry.digest:
                    entries[path] = replace(entry, stat=stat)
                    self.has_new_times = True
                    continue
            entries[path] = _TO_COME
            tasks.append(Task(state.next_number, path, kind))
            state.next_number += 1
        self.progress(len(files) - len(tasks))
        return tasks

    def _examine(self, tasks: Sequence[Task], state: State, folder: Path) -> None:
        if not tasks:
            return
        paths = self.found.files[STANDARD_KIND.name] if state.standards else ()
        files = standard_files(self.catalog, paths, self.contents)
        for kind in {task.kind for task in tasks}:
            self.catalog.checker(KINDS[kind])  # compiled before processes are forked, not in each
        gatherer = Gatherer(
            self.catalog,
            {code: one.data for code, one in files.items()},
            self.rules,
            folder,
            self.contents,
            digests=self.digests,
            standard_paths={code: one.path for code, one in files.items()},
        )
        path_of = {task.number: task.path for task in tasks}
        segment = len(state.segments)
        processes = process_count(self.jobs, len(tasks))
        for several in run_chunks(Gatherer.examine_all, gatherer, tasks, processes=processes, size=_CHUNK):
            for number, stat, digest, code in several:
                state.entries[path_of[number]] = Entry(stat, digest, code, number, segment)
            self.progress(len(several))

    def _each_standard(self, state: State) -> Iterator[tuple[str, str]]:
        """What items depend on of each standard: what it says and where it is, by code.

        Of several with one code the first is named last, and so wins.
        """
        for path in reversed(self.found.files["standard"]):
            entry = state.entries[path]
            if entry.code:
                yield entry.code, f"{entry.digest} {path}"

    def _merge(self, state: State) -> None:
        """Make one segment of all."""
        name = self.cache.new_segment()
        parts = [Part(self.cache.segment(kept.name), state.dead(number)) for number, kept in enumerate(state.segments)]
        with Index(parts, LINT_TABLES) as index:
            made = copy_segment(index.connection, self.cache.segment(name), LINT_TABLES)
        state.entries = {path: replace(entry, segment=0) for path, entry in state.entries.items()}
        state.segments = [Kept(name, made, state.segments[0].first, state.next_number)]
