"""Publishing: from a catalog to its site, with no more work than what has changed.

Items are read and their pages made in processes, which write into the spare tree of the site; each gives back a row.
All other pages, search and downloads are made of rows. What an earlier run has made is taken over where nothing that it
depends on has changed. In the end the finished site takes the place of the old one in one step.

The same catalog gives the same bytes: no time of the run stands on a page, every list has one order.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

import msgspec

from itemkit.guides.names import PageNames
from itemkit.guides.render import INDEX
from itemkit.guides.site.folder import SiteFolder, site_folder
from itemkit.guides.site.items import Made, Task, Work, make_items, names_of
from itemkit.guides.site.memory import Entry, State
from itemkit.guides.site.options import PublishOptions
from itemkit.guides.site.rows import ItemRow
from itemkit.guides.site.shared import Site, make_shared
from itemkit.guides.site.surroundings import Surroundings
from itemkit.guides.uncoded import Uncoded
from itemkit.model.kinds import ITEM_KIND
from itemkit.source.catalog import Catalog, Found
from itemkit.source.parallel import begin, process_count, run_chunks, without_collector
from itemkit.source.stat import NO_STAT, RACY, Stat, in_fours, stats_of

_CHUNK = 128

Progress = Callable[[int], None]
"""Told how many more items are done."""


@dataclass(frozen=True, slots=True)
class PublishSummary:
    """What publishing did."""

    index: Path | None
    """Where to begin reading; None if there was no item to publish: then nothing was written or removed."""
    pages: int = 0
    """Items that have a page."""
    previews: int = 0
    """Those among them whose page is only a preview, because the item has no code."""
    made: int = 0
    """Items whose pages were made in this run; the others had not changed."""
    changed: int = 0
    """Files that are new or other than they were."""
    removed: tuple[str, ...] = ()
    """Files of the site before that are gone, relative to the folder, sorted."""
    refused: tuple[Uncoded, ...] = ()
    """Items that were left out because they have no code, in the order of their paths."""
    skipped: tuple[str, ...] = ()
    """Files that could not be read or don't agree with their schema, in the order of their paths."""


def publish(
    catalog: Catalog,
    out: Path,
    options: PublishOptions | None = None,
    progress: Progress = lambda _: None,
    found: Found | None = None,
) -> PublishSummary:
    """Write the site of a catalog.

    Args:
        catalog: the catalog.
        out: the folder to write: new, empty, or written by an earlier run.
        options: what to make.
        progress: told about items done.
        found: the files of the catalog, if they are known.

    Raises:
        FolderError: ``out`` can't be used; nothing in it has been changed.
    """
    with without_collector(), site_folder(out) as folder:
        return _Run(catalog, folder, options or PublishOptions(), progress).run(out, found or catalog.find())


@dataclass
class _Run:
    """One run of publishing."""

    catalog: Catalog
    folder: SiteFolder
    options: PublishOptions
    progress: Progress
    entries: dict[str, Entry] = field(default_factory=dict)
    """What is known of each item now, by path."""
    skipped: list[str] = field(default_factory=list)
    made: int = 0
    has_other_names: bool = False
    """Whether a page that was made is called otherwise than before."""

    def run(self, out: Path, found: Found) -> PublishSummary:
        began = time.time_ns()
        paths = found.files[ITEM_KIND.name]
        jobs = process_count(self.options.jobs, len(paths))
        payload = None if self.options.fresh else self.folder.payload
        ask = None if payload is None else begin(stats_of, self.catalog.root, paths, processes=jobs)
        around = Surroundings.of(self.catalog, found, self.options)
        before = self._remembered(payload, around)
        stats = in_fours(ask()) if ask is not None else repeat(None)
        todo = self._take_over(paths, stats, before, around)
        self.skipped += around.skipped
        work = Work(around, self.options, self.folder.writer)
        if todo:
            self.folder.prepare()
        self._make(work, todo, jobs, began, before.entries)
        rows = self._settled(work, paths)
        if not rows:
            return PublishSummary(None, refused=self._refused(paths), skipped=self._told())
        shared = make_shared(Site(self.catalog, around, self.options, rows), self.folder, before.shared, jobs)
        names = self.folder.names
        if self.has_other_names or self.entries.keys() != before.entries.keys() or not shared.has_same_names:
            ends = [name.removeprefix("x") for name in names_of("x.html", self.options)]
            names = shared.names.union(f"{row.name.removesuffix('.html')}{end}" for row in rows for end in ends)
        state = State(around.general, dict(around.digests), self.entries, shared.remembered)
        written = len(self.folder.written)
        removed = self.folder.publish(names, state.encoded())
        previews = sum(not row.has_code for row in rows)
        return PublishSummary(
            out / INDEX, len(rows), previews, self.made, written, removed, self._refused(paths), self._told()
        )

    def _remembered(self, payload: msgspec.Raw | None, around: Surroundings) -> State:
        """What the last run has left, if it still means anything."""
        state = State.decoded(payload) if payload is not None else None
        return state if state is not None and state.general == around.general else State()

    def _take_over(
        self, paths: Sequence[str], stats: Iterable[Stat | None], before: State, around: Surroundings
    ) -> list[Task]:
        """Take over what is known of items that have not changed; give the others, with what tells them now."""
        changed = {name for name, _digest in before.digests.items() ^ around.digests.items()}
        todo = []
        for path, stat in zip(paths, stats, strict=False):
            entry = before.entries.get(path)
            if entry is None or entry.stat != stat or not changed.isdisjoint(entry.needs):
                row = entry.row if entry else None
                todo.append(Task(path, stat, (row.title, row.initials)) if row else Task(path, stat))
            else:
                self.entries[path] = entry
        return todo

    def _make(self, work: Work, todo: Sequence[Task], jobs: int, began: int, before: Mapping[str, Entry]) -> None:
        processes = min(jobs, process_count(self.options.jobs, len(todo))) if todo else 1
        for several in run_chunks(make_items, work, todo, processes=processes, size=_CHUNK):
            for made in several:
                self._take(made, began)
                known = before.get(made.path)
                self.has_other_names |= known is None or _name_of(known.row) != _name_of(made.row)
            self.progress(len(several))

    def _take(self, made: Made, began: int) -> None:
        path = made.path
        if not made.is_read:
            self.skipped.append(path)
            return
        is_young = made.stat[1] > began - RACY or made.stat[2] > began - RACY
        stat = NO_STAT if is_young else made.stat
        self.entries[path] = Entry(stat, made.needs, made.row, made.uncoded)
        self.folder.add_written(made.written)
        self.made += made.row is not None

    def _settled(self, work: Work, paths: Iterable[str]) -> list[ItemRow]:
        """All rows, in the order of the paths, each page under the one name that it has by right.

        A name goes by the code. Where a code comes up twice the first file keeps it, which is known only now.
        """
        settled = [entry.row for path in paths if (entry := self.entries.get(path)) and entry.row]
        if len({row.name for row in settled}) == len(settled) and all(
            row.name == f"i/{row.code}.html" for row in settled
        ):
            return settled
        given = PageNames()
        rows = {path: entry.row for path in paths if (entry := self.entries.get(path)) and entry.row}
        names = {path: given.name(path, row.code) for path, row in rows.items()}
        for path, row in rows.items():
            if names[path] != row.name or (self.made and given.is_shared(row.code)):
                self.folder.prepare()
                self.has_other_names = True
                self._take(work.remade(self.entries[path].stat, path, names[path]), 0)
        return [made for path in names if (made := self.entries[path].row)]

    def _refused(self, paths: Iterable[str]) -> tuple[Uncoded, ...]:
        found = ((path, self.entries.get(path)) for path in paths)
        return tuple(Uncoded(path, *one.uncoded) for path, one in found if one is not None and one.row is None)

    def _told(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.skipped)))


def _name_of(row: ItemRow | None) -> str:
    return row.name if row else ""
