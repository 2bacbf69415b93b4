"""What a catalog says now, as an index: every file examined, or remembered from an earlier run that saw the same.

A file is examined again when its bytes have changed, or those of the standard that it implements, or anything that
the whole catalog depends on (`context_of`). Nothing else can change what comes of a file.
"""

import hashlib
import platform
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache as cached
from pathlib import Path

from itemkit.index.database import Index, Part
from itemkit.index.segments import copy_segment, write_segment
from itemkit.lint.cache import NO_STAT, Cache, Entry, Kept, State, stat_of
from itemkit.lint.gather import LINT_TABLES, Contents, Gatherer, Task, digest_of, standards_in
from itemkit.lint.rules.kinds import ItemRule
from itemkit.lint.run import Progress
from itemkit.model.kinds import KINDS, STANDARD_KIND
from itemkit.source.catalog import CONFIG_NAME, Catalog, Found
from itemkit.source.parallel import process_count, run_chunks
from itemkit.source.read import load

_MOST_SEGMENTS = 12
_CHUNK = 512
_TO_COME = Entry(NO_STAT, "", "", "", -1, -1)
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


@contextmanager
def survey(
    catalog: Catalog,
    found: Found,
    rules: Sequence[ItemRule],
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
        rules: the rules of one file.
        folder: where the cache is; None: nothing is remembered.
        extra_context: what else the rules depend on.
        contents: what some files hold instead of what is on disk. What comes of it is not remembered.
        jobs: how many processes; see `process_count`.
        progress: told about files done.
    """
    context = context_of(catalog, rules, extra_context)
    cache = Cache(folder, context, LINT_TABLES, remember=not contents)
    try:
        work = _Work(catalog, found, rules, cache, contents or {}, jobs, progress)
        state = work.run()
        parts = [Part(cache.segment(kept.name), state.dead(number)) for number, kept in enumerate(state.segments)]
        with Index(parts, LINT_TABLES) as index:
            paths = {entry.number: path for path, entry in state.entries.items()}
            yield Survey(index, paths, work.examined, work.thrown_away)
    finally:
        cache.close()


def context_of(catalog: Catalog, rules: Sequence[ItemRule], extra: str = "") -> str:
    """What all that is remembered depends on, as a digest: this version of itemkit, the rules, the configuration."""
    config = catalog.root / CONFIG_NAME
    parts = [_own_digest(), platform.python_version(), extra, *(f"{rule.code} {rule.name}" for rule in rules)]
    parts.append(config.read_text("utf-8") if config.is_file() else "")
    parts.append(repr(catalog.extra_schema))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@cached
def _own_digest() -> str:
    """Of all that itemkit itself consists of: while it is being written, the version alone does not tell."""
    root = Path(__file__).parents[1]
    files = [one for one in root.rglob("*") if one.suffix in {".py", ".toml", ".json"}]
    parts = (f"{one.relative_to(root)} {one.stat().st_size} {one.stat().st_mtime_ns}" for one in sorted(files))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class _Work:
    """One run: from what is remembered and what is there now to what will be remembered."""

    def __init__(
        self, catalog: Catalog, found: Found, rules: Sequence[ItemRule], cache: Cache, contents: Contents,
        jobs: int | None, progress: Progress,
    ) -> None:  # fmt: skip
        self.catalog = catalog
        self.found = found
        self.rules = rules
        self.cache = cache
        self.contents = contents
        self.jobs = jobs
        self.progress = progress
        self.examined = 0
        self.thrown_away = False
        self.has_new_times = False
        """Files were the same, but their times were not to be trusted; the next run will trust them."""

    def run(self) -> State:
        before = self.cache.load()
        self.thrown_away = before.damaged
        state = State({}, list(before.segments), before.next_number)
        folder = self.cache.new_folder()
        try:
            first = state.next_number
            standards = self._known(STANDARD_KIND.name, before, state, {})
            self._examine(standards, state, folder, {})
            digests = {one.code: one.digest for one in self._standards(state)}
            rest = [
                task
                for kind in self.found.files
                if kind != STANDARD_KIND.name
                for task in self._known(kind, before, state, digests)
            ]
            self._examine(rest, state, folder, digests)
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
            self.cache.save(state)
        return state

    def _known(self, kind: str, before: State, state: State, standards: Mapping[str, str]) -> list[Task]:
        """Take over what is remembered of the files of a kind; give those that must be examined."""
        tasks: list[Task] = []
        entries, root, limit = state.entries, self.catalog.root, self.catalog.limit_of(KINDS[kind])
        files = self.found.files[kind]
        for path in files:
            entry = before.entries.get(path)
            if (
                entry is not None
                and path not in self.contents
                and (kind != "item" or standards.get(entry.code, "") == entry.standard)
            ):
                stat = stat_of(f"{root}/{path}")
                if stat == entry.stat:
                    entries[path] = entry
                    continue
                raw = load(f"{root}/{path}", limit) if entry.digest else b""
                if isinstance(raw, bytes) and entry.digest and digest_of(raw) == entry.digest:
                    entries[path] = entry._replace(stat=stat)
                    self.has_new_times = True
                    continue
            entries[path] = _TO_COME
            tasks.append(Task(state.next_number, path, kind))
            state.next_number += 1
        self.progress(len(files) - len(tasks))
        return tasks

    def _examine(self, tasks: Sequence[Task], state: State, folder: Path, standards: Mapping[str, str]) -> None:
        if not tasks:
            return
        needed = standards_in(self.catalog, self.found.files["standard"], self.contents) if standards else {}
        for kind in {task.kind for task in tasks}:
            self.catalog.checker(KINDS[kind])  # compiled before processes are forked, not in each
        gatherer = Gatherer(self.catalog, needed, self.rules, folder, self.contents)
        paths = {task.number: task.path for task in tasks}
        processes = process_count(self.jobs, len(tasks))
        for several in run_chunks(Gatherer.examine_all, gatherer, tasks, processes=processes, size=_CHUNK):
            for done in several:
                entry = Entry(
                    done.stat, done.digest, done.code, standards.get(done.code, ""), done.number, len(state.segments)
                )
                state.entries[paths[done.number]] = entry
            self.progress(len(several))

    def _standards(self, state: State) -> Iterator[Entry]:
        """The entries of standards with a code; of several with one code the first is named last, and so wins."""
        for path in reversed(self.found.files["standard"]):
            if state.entries[path].code:
                yield state.entries[path]

    def _merge(self, state: State) -> None:
        """Make one segment of all."""
        name = self.cache.new_segment()
        parts = [Part(self.cache.segment(kept.name), state.dead(number)) for number, kept in enumerate(state.segments)]
        with Index(parts, LINT_TABLES) as index:
            made = copy_segment(index.connection, self.cache.segment(name), LINT_TABLES)
        state.entries = {path: entry._replace(segment=0) for path, entry in state.entries.items()}
        state.segments = [Kept(name, made, state.segments[0].first, state.next_number)]
