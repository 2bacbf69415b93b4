"""Publishing: from a catalog to its site, with no more work than what has changed.

Items are read and their pages made in processes, which write into the spare tree of the site; each gives back a row.
All other pages, search and downloads are made of rows. What an earlier run has made is taken over where nothing that it
depends on has changed. In the end the finished site takes the place of the old one in one step.

The same catalog gives the same bytes: no time of the run stands on a page, every list has one order.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import eq
from pathlib import Path

import msgspec

from itemkit.guides.names import PageNames
from itemkit.guides.render import INDEX
from itemkit.guides.site.folder import SiteFolder, site_folder
from itemkit.guides.site.items import Made, Task, Work, make_items, names_of
from itemkit.guides.site.memory import Files, State
from itemkit.guides.site.options import PublishOptions
from itemkit.guides.site.shared import Site, make_shared
from itemkit.guides.site.surroundings import Surroundings
from itemkit.guides.site.table import Rows
from itemkit.guides.uncoded import Uncoded
from itemkit.model.kinds import ITEM_KIND
from itemkit.source.catalog import Catalog, Found
from itemkit.source.parallel import begin, process_count, run_chunks, without_collector
from itemkit.source.stat import Stat, in_fours, stats_of

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
    skipped: set[str] = field(default_factory=set)
    """Files that gave no record."""
    made: int = 0

    def run(self, out: Path, found: Found) -> PublishSummary:
        began = time.time_ns()
        paths = found.files[ITEM_KIND.name]
        jobs = process_count(self.options.jobs, len(paths))
        payload = None if self.options.fresh else self.folder.payload
        ask = None if payload is None else begin(stats_of, self.catalog.root, paths, processes=jobs)
        around = Surroundings.of(self.catalog, found, self.options)
        before = self._remembered(payload, around)
        stats = in_fours(ask()) if ask is not None else repeat(None)
        todo = list(_each_task(zip(paths, stats, strict=False), before, around))
        work = Work(around, self.options, self.folder.writer, began)
        made = self._made(work, todo, jobs)
        paths = [path for path in paths if path not in self.skipped]
        files = before.files.changed(paths, made)
        if not files.has_same("name", "code", of=before.files):
            files = self._settled(work, files, paths)
        self.skipped.update(around.skipped)
        refused = tuple(Uncoded(path, one.name, one.status) for path, one in files.refused.items())
        if not files.paths:
            return PublishSummary(None, refused=refused, skipped=tuple(sorted(self.skipped)))
        rows = Rows(files.table, range(len(files.table)))
        site = Site(self.catalog, around, self.options, rows)
        shared = make_shared(site, self.folder, before.shared, jobs, is_as_before=files.table is before.files.table)
        names = self.folder.names
        if not (files.has_same("name", of=before.files) and shared.has_same_names):
            ends = [name.removeprefix("x") for name in names_of("x.html", self.options)]
            stems = [name.removesuffix(".html") for name in rows.each("name")]
            names = shared.names.union(f"{stem}{end}" for stem in stems for end in ends)
        written = len(self.folder.written)
        state = State(around.general, around.digests, files, shared.remembered)
        removed = self.folder.publish(names, state.encoded())
        return PublishSummary(
            out / INDEX,
            len(rows),
            sum(not code for code in rows.each("code")),
            self.made,
            written,
            removed,
            refused,
            tuple(sorted(self.skipped)),
        )

    def _remembered(self, payload: msgspec.Raw | None, around: Surroundings) -> State:
        """What the last run has left, if it still means anything."""
        state = State.decoded(payload) if payload is not None else None
        return state if state is not None and state.general == around.general else State()

    def _made(self, work: Work, todo: Sequence[Task], jobs: int) -> Files:
        """Make the pages of some items; gives what is to be known of them."""
        if todo:
            self.folder.prepare()
        processes = min(jobs, process_count(self.options.jobs, len(todo))) if todo else 1
        new = []
        for made in run_chunks(make_items, work, todo, processes=processes, size=_CHUNK):
            new.append(self._noted(made))
            self.progress(made.tried)
        return Files.joined(new)

    def _noted(self, made: Made) -> Files:
        self.skipped.update(made.unread)
        self.folder.add_written(made.written)
        self.made += len(made.files.paths)
        return made.files

    def _settled(self, work: Work, files: Files, paths: Sequence[str]) -> Files:
        """The same with each page under the one name that it has by right.

        A name goes by the code. Where a code comes up twice the first file keeps it, which is known only now.
        """
        names, codes = files.table.each("name"), files.table.each("code")
        if len(set(names)) == len(names) and all(map(eq, names, map("i/{}.html".format, codes))):
            return files
        given = PageNames()
        right = list(map(given.name, files.paths, codes))
        wrong = [
            Task(path, stat, name=name)
            for path, stat, code, name, known in zip(files.paths, files.each_stat(), codes, right, names, strict=True)
            if name != known or (self.made and given.is_shared(code))
        ]
        if not wrong:
            return files
        self.folder.prepare()
        return files.changed(paths, self._noted(make_items(work, wrong)))


def _each_task(files: Iterable[tuple[str, Stat | None]], before: State, around: Surroundings) -> Iterator[Task]:
    """What is to be made of files, by what they are now: of those that are not, or not like that, known from before."""
    known = before.files
    stats = {path: one.stat for path, one in known.refused.items()}
    stats.update(zip(known.paths, known.each_stat(), strict=True))
    changed = {name for name, _digest in before.digests.items() ^ around.digests.items()}
    stale = set(known.depending(changed))
    other = [(path, stat) for path, stat in files if stat is None or stats.get(path) != stat or path in stale]
    titles = known.titles({path for path, _stat in other})
    for path, stat in other:
        yield Task(path, stat, titles.get(path, ("", "")))
