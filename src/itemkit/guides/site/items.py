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
from itemkit.guides.site.options import PublishOptions
from itemkit.guides.site.rows import IN_FORCE, ItemRow, row_of
from itemkit.guides.site.surroundings import Surroundings
from itemkit.model.kinds import ITEM_KIND
from itemkit.source.stat import Stat, stat_of
from itemkit.source.wholes import Record, Unread


class Task(NamedTuple):
    """A file of an item whose pages are to be made."""

    path: str
    stat: Stat | None
    """As it was before it was read; None: nobody has asked yet."""
    before: tuple[str, str] = ("", "")
    """The title of the item when its pages were made last, and the initials of that."""


class Made(NamedTuple):
    """What came of a file."""

    path: str
    stat: Stat
    """As it was before it was read."""
    is_read: bool
    """False: it gave no record."""
    needs: tuple[str, ...] = ()
    row: ItemRow | None = None
    """None: it got no page, because it has no code."""
    uncoded: tuple[str, str] = ("", "")
    """Its name and status then."""
    written: tuple[str, ...] = ()
    """The files that are new or other than they were."""


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

    @cached_property
    def pages(self) -> GuidePages:
        """Made in each process, since it remembers what it has made."""
        context = self.around.context
        return GuidePages(
            context, self.around.reader.tree.catalog.vocabularies, Frame.of(context, self.options.base_url)
        )

    def made(self, task: Task, stat: Stat, record: Record | Unread, name: str = "") -> Made:
        """Make the pages of an item.

        Args:
            task: its file.
            stat: as it was before it was read.
            record: what is in it.
            name: its page below the site; empty: by its code or its path.
        """
        if isinstance(record, Unread):
            return Made(task.path, stat, is_read=False)
        data = record.whole
        code = data.get("code", "")
        if not code and not self.options.allow_uncoded:
            told = (data.get("name", ""), data.get("status", IN_FORCE))
            return Made(task.path, stat, is_read=True, uncoded=told)
        name = name or PageNames().name(task.path, code)
        editions = self.options.editions
        names = {edition: edition_name(name, edition, editions) for edition in editions}
        files = {one: text.encode() for one, text in self.pages.pages(data, names).items()}
        files[data_name(name)] = msgspec.json.format(msgspec.json.encode(data), indent=1)
        written = tuple(one for one, content in files.items() if self.writer.write(one, content))
        row = row_of(task.path, name, data, record.digest, self.around.context, task.before)
        return Made(task.path, stat, is_read=True, needs=self.around.needs_of(data), row=row, written=written)

    def remade(self, stat: Stat, path: str, name: str) -> Made:
        """Make the pages of one item under the name that is its own."""
        (record,) = self.around.reader.records(ITEM_KIND.name, [path])
        return self.made(Task(path, stat), stat, record, name)


def make_items(work: Work, tasks: Sequence[Task]) -> list[Made]:
    """Make the pages of some items."""
    root = work.around.reader.tree.catalog.root
    stats = [task.stat or stat_of(f"{root}/{task.path}") for task in tasks]
    records = work.around.reader.records(ITEM_KIND.name, [task.path for task in tasks])
    return [work.made(*each) for each in zip(tasks, stats, records, strict=True)]
