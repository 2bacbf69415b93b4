"""The pages of items, from their files to the spare tree, in processes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import msgspec

from itemkit.guides.frame import Frame
from itemkit.guides.names import PageNames
from itemkit.guides.page import COMPLETE
from itemkit.guides.site.files import Writer
from itemkit.guides.site.guides import GuidePages
from itemkit.guides.site.memory import Entry, Files, Refused
from itemkit.guides.site.options import PublishOptions
from itemkit.guides.site.rows import IN_FORCE, row_of
from itemkit.guides.site.surroundings import Surroundings
from itemkit.model.kinds import ITEM_KIND
from itemkit.source.stat import NO_STAT, RACY, Stat, stat_of
from itemkit.source.wholes import Record, Unread


class Task(NamedTuple):
    """A file of an item whose pages are to be made."""

    path: str
    stat: Stat | None
    """As it was before it was read; None: nobody has asked yet."""
    before: tuple[str, str] = ("", "")
    """The title of the item when its pages were made last, and the initials of that."""
    name: str = ""
    """Its page below the site; empty: by its code or its path."""


class Made(NamedTuple):
    """What came of some files."""

    files: Files
    unread: tuple[str, ...]
    """Those that gave no record."""
    written: tuple[str, ...]
    """The files of the site that are new or other than they were."""
    tried: int
    """How many there were."""


def names_of(name: str, options: PublishOptions) -> tuple[str, ...]:
    """The files of an item whose page is called ``name``."""
    editions = options.editions
    return (*(edition_name(name, edition, editions) for edition in editions), data_name(name))


def edition_name(name: str, edition: str, editions: Sequence[str]) -> str:
    """The page of an edition; the complete one, or the only one, has the name of the item's page itself."""
    is_main = edition == COMPLETE or len(editions) == 1
    return name if is_main else f"{name.removesuffix('.html')}-{edition}.html"


def data_name(name: str) -> str:
    """The item as data."""
    return f"{name.removesuffix('.html')}.json"


@dataclass
class Work:
    """How pages of items are made; shared by processes."""

    around: Surroundings
    options: PublishOptions
    writer: Writer
    began: int
    """When the run began, in nanoseconds."""

    @cached_property
    def pages(self) -> GuidePages:
        """Made in each process, since it remembers what it has made."""
        context = self.around.context
        return GuidePages(
            context, self.around.reader.tree.catalog.vocabularies, Frame.of(context, self.options.base_url)
        )

    def _settled(self, stat: Stat) -> Stat:
        """What to remember of a file: nothing, if it is so young that it may change again without its times telling."""
        latest = self.began - RACY
        return NO_STAT if stat[1] > latest or stat[2] > latest else stat

    def page(self, task: Task, stat: Stat, record: Record) -> tuple[Entry | Refused, list[str]]:
        """Make the pages of an item; gives what is to be known of it, and which files of the site have changed.

        Args:
            task: its file.
            stat: as it was before it was read.
            record: what is in it.
        """
        data = record.whole
        code = data.get("code", "")
        if not code and not self.options.allow_uncoded:
            return Refused(self._settled(stat), data.get("name", ""), data.get("status", IN_FORCE)), []
        name = task.name or PageNames().name(task.path, code)
        editions = self.options.editions
        names = {edition: edition_name(name, edition, editions) for edition in editions}
        files = {one: text.encode() for one, text in self.pages.pages(data, names).items()}
        files[data_name(name)] = msgspec.json.format(msgspec.json.encode(data), indent=1)
        written = [one for one, content in files.items() if self.writer.write(one, content)]
        row = row_of(task.path, name, data, record.digest, self.around.context, task.before)
        return Entry(self._settled(stat), row, self.around.certificates_of(data)), written


def make_items(work: Work, tasks: Sequence[Task]) -> Made:
    """Make the pages of some items."""
    root = work.around.reader.tree.catalog.root
    stats = [task.stat or stat_of(f"{root}/{task.path}") for task in tasks]
    records = work.around.reader.records(ITEM_KIND.name, [task.path for task in tasks])
    entries, refused, unread, written = [], {}, [], []
    for task, stat, record in zip(tasks, stats, records, strict=True):
        if isinstance(record, Unread):
            unread.append(task.path)
            continue
        one, changed = work.page(task, stat, record)
        written += changed
        if isinstance(one, Refused):
            refused[task.path] = one
        else:
            entries.append(one)
    return Made(Files.of(entries, refused), tuple(unread), tuple(written), len(tasks))
