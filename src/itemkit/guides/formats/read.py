"""Reads what the guide of one item takes: its file, and the little that it refers to."""

from itemkit.findings import Message
from itemkit.guides.build import page_of
from itemkit.guides.context import GuideContext
from itemkit.guides.formats.interface import Sheet
from itemkit.model.item import Item
from itemkit.model.kinds import ITEM_KIND, KINDS
from itemkit.model.records import Organ, Standard
from itemkit.source.catalog import Catalog, Found
from itemkit.source.records import Records
from itemkit.source.trees import DiskTree
from itemkit.source.wholes import Reader, Unread


def sheet_of(catalog: Catalog, path: str, edition: str, site: str | None = None) -> Sheet | Message:
    """The sheet of the item in a file, or why the file gives none.

    Args:
        catalog: where it is.
        path: the file, relative to the catalog, with ``/``.
        edition: ``complete`` or ``concise``.
        site: the address of the site, if another than ``itemkit.toml`` says; empty for none.
    """
    tree = _Beside(catalog)
    reader = Reader(tree)
    (record,) = reader.records(ITEM_KIND.name, [path])
    if isinstance(record, Unread):
        return record.reason
    words = catalog.vocabularies
    item = Item.model_validate(record.whole, context=words)
    organ = reader.organs.get(item.organ or "")
    context = GuideContext.of(
        catalog.config,
        [Organ.model_validate(organ, context=words)] if organ else [],
        Records(catalog, tree.find()).certificates.values(),
        [Standard.model_validate(record.standard.data, context=words)] if record.standard else [],
    )
    return Sheet.of(page_of(item, context, edition), item, context, site)


class _Beside(DiskTree):
    """The files of a catalog beside its items; to look for those is what takes long where there are very many."""

    def find(self) -> Found:
        """All files but items."""
        places = [self.catalog.root / kind.place for kind in KINDS.values() if kind is not ITEM_KIND]
        there = [place for place in places if place.exists()]
        return self.catalog.find(there) if there else Found({name: [] for name in KINDS})
