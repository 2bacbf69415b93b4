"""The site: a page an item, two lists that lead there, a stylesheet. It works from a folder as well as from a server.

Publishing the same catalog twice gives the same bytes: no time stands on a page, and every list has one order.
An item without a code is left out unless a preview is asked for, and is never left out in silence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from itemkit.guides.build import page_of, title_of_page
from itemkit.guides.context import GuideContext
from itemkit.guides.folder import SiteFolder
from itemkit.guides.index import IN_FORCE, IndexRow, by_region, by_type
from itemkit.guides.names import PageNames
from itemkit.guides.render import INDEX, STYLESHEET, TYPES, Frame, guide_html, list_html, stylesheet
from itemkit.guides.uncoded import Uncoded
from itemkit.model.item import Item


@dataclass(frozen=True, slots=True)
class PublishSummary:
    """What publishing did."""

    index: Path | None
    """Where to begin reading; None if there was no item to publish: then nothing was written or removed."""
    pages: int = 0
    """Guide pages of the site, one an item."""
    previews: int = 0
    """Those among them that are only a preview, because the item has no code."""
    changed: int = 0
    """Files that were written because they are new or differ from what was there."""
    removed: tuple[str, ...] = ()
    """Files of earlier runs that are no longer wanted, relative to the folder, sorted."""
    refused: tuple[Uncoded, ...] = ()
    """Items that were left out because they have no code, in the order in which they came."""


def publish(
    items: Iterable[tuple[str, Item]], context: GuideContext, out: Path, *, allow_uncoded: bool = False
) -> PublishSummary:
    """Write the site of a catalog.

    Args:
        items: each resolved item with its file, relative to the catalog with ``/``, in the order of the paths. They are
            taken one by one, so that a large catalog need not be in memory.
        context: the catalog around the items.
        out: the folder to write: new, empty, or written by an earlier run.
        allow_uncoded: whether items without a code get a page too, one that says that it is a preview. The pages of
            the other items do not depend on it.

    Raises:
        FolderError: ``out`` holds something that is not ours. Pages written before it was found stay.
    """
    refused: list[Uncoded] = []
    admitted = iter(items) if allow_uncoded else _each_coded(items, refused)
    first = next(admitted, None)
    if first is None:
        return PublishSummary(None, refused=tuple(refused))
    folder = SiteFolder.open(out)
    frame, names, rows, changed = Frame.of(context), PageNames(), [], 0
    for path, item in chain([first], admitted):
        name, page = names.name(path, item.code), page_of(item, context)
        changed += folder.write(name, guide_html(page, frame))
        rows.append(IndexRow.of(name, page.title, item, context))
    for name, text in _each_shared_file(rows, context, frame):
        changed += folder.write(name, text)
    previews = sum(not row.has_code for row in rows)
    return PublishSummary(out / INDEX, len(rows), previews, changed, folder.finish(), tuple(refused))


def _each_coded(items: Iterable[tuple[str, Item]], refused: list[Uncoded]) -> Iterator[tuple[str, Item]]:
    """The items that have a code; the others are added to ``refused``."""
    for path, item in items:
        if item.code:
            yield path, item
        else:
            refused.append(Uncoded(path, title_of_page(item), item.status or IN_FORCE))


def _each_shared_file(rows: list[IndexRow], context: GuideContext, frame: Frame) -> Iterator[tuple[str, str]]:
    yield INDEX, list_html(INDEX, by_region(rows, context), frame)
    yield TYPES, list_html(TYPES, by_type(rows, context), frame)
    yield STYLESHEET, stylesheet()
