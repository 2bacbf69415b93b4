"""The site: a page an item, two lists that lead there, a stylesheet. It works from a folder as well as from a server.

Publishing the same catalog twice gives the same bytes: no time stands on a page, and every list has one order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from itemkit.guides.build import page_of
from itemkit.guides.context import GuideContext
from itemkit.guides.folder import SiteFolder
from itemkit.guides.index import IndexRow, by_region, by_type
from itemkit.guides.names import PageNames
from itemkit.guides.render import INDEX, STYLESHEET, TYPES, Frame, guide_html, list_html, stylesheet
from itemkit.model.item import Item


@dataclass(frozen=True, slots=True)
class PublishSummary:
    """What publishing did."""

    index: Path
    """Where to begin reading."""
    pages: int
    """Guide pages of the site, one an item."""
    changed: int
    """Files that were written because they are new or differ from what was there."""
    removed: tuple[str, ...]
    """Files of earlier runs that are no longer wanted, relative to the folder, sorted."""


def publish(items: Iterable[tuple[str, Item]], context: GuideContext, out: Path) -> PublishSummary:
    """Write the site of a catalog.

    Args:
        items: each resolved item with its file, relative to the catalog with ``/``, in the order of the paths. They are
            taken one by one, so that a large catalog need not be in memory.
        context: the catalog around the items.
        out: the folder to write: new, empty, or written by an earlier run.

    Raises:
        FolderError: ``out`` holds something that is not ours. Pages written before it was found stay.
    """
    folder = SiteFolder.open(out)
    frame, names, rows, changed = Frame.of(context), PageNames(), [], 0
    for path, item in items:
        name, page = names.name(path, item.code), page_of(item, context)
        changed += folder.write(name, guide_html(page, frame))
        rows.append(IndexRow.of(name, page.title, item, context))
    for name, text in _each_shared_file(rows, context, frame):
        changed += folder.write(name, text)
    return PublishSummary(out / INDEX, len(rows), changed, folder.finish())


def _each_shared_file(rows: list[IndexRow], context: GuideContext, frame: Frame) -> Iterator[tuple[str, str]]:
    yield INDEX, list_html(INDEX, by_region(rows, context), frame)
    yield TYPES, list_html(TYPES, by_type(rows, context), frame)
    yield STYLESHEET, stylesheet()
