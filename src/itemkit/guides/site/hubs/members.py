"""What a bundle (一件事) is made of: the published items that its entries mean.

An entry names an item by its code or its file, or it names a standard item and means whatever items the places have of
it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from itemkit.guides.site.rows import ItemRow
from itemkit.guides.site.table import Rows
from itemkit.model.records import Bundle, BundleItem
from itemkit.model.regions import stem_of


@dataclass(frozen=True, slots=True)
class Member:
    """An entry of a bundle and the items that it means."""

    entry: BundleItem
    rows: tuple[ItemRow, ...]
    """In the order of their paths; empty where none is published."""


def members_of(bundles: Mapping[str, Bundle], rows: Rows) -> dict[str, tuple[Member, ...]]:
    """The members of each bundle, in its order, by its path.

    A standard item stands for its items within the bundle's region, everywhere if it names none.
    """
    entries = [entry for bundle in bundles.values() for entry in bundle.items]
    if not entries:
        return {}
    codes = {entry.code for entry in entries if entry.code}
    paths = {entry.path for entry in entries if entry.path}
    standards = {entry.standard for entry in entries if entry.standard}
    named = {"path": paths, "code": codes, "standard": standards}
    by_name = {
        (name, value): found for name, some in named.items() for value, found in rows.by(name).items() if value in some
    }
    return {
        path: tuple(Member(entry, tuple(_rows_of(entry, bundle, by_name))) for entry in bundle.items)
        for path, bundle in bundles.items()
    }


def _rows_of(
    entry: BundleItem, bundle: Bundle, by_name: Mapping[tuple[str, str], Sequence[ItemRow]]
) -> Iterator[ItemRow]:
    if entry.path:
        yield from by_name.get(("path", entry.path), ())
    elif entry.code:
        yield from by_name.get(("code", entry.code), ())[:1]  # a code that comes up twice means the first file
    else:
        stem = stem_of(bundle.region) if bundle.region else ""
        for row in by_name.get(("standard", entry.standard or ""), ()):
            if row.region.startswith(stem) and (not entry.action or row.action == entry.action):
                yield row


def each_row(members: Iterable[Member]) -> Iterator[ItemRow]:
    """The published items of a bundle, each once."""
    found = {row.path: row for member in members for row in member.rows}
    yield from found.values()
