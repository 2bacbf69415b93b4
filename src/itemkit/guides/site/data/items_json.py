"""The table of items as JSON: an object an item, a line each, by a published schema."""

from collections.abc import Iterable, Mapping

import msgspec

from itemkit.guides.site.data.columns import COLUMNS, Names, Value
from itemkit.guides.site.rows import ItemRow

SCHEMA = "itemkit.items/1"
BETWEEN = b",\n"
"""Between two items."""
_KEYS = tuple(one.key for one in COLUMNS)


def lines(rows: Iterable[tuple[ItemRow, tuple[Value, ...]]]) -> bytes:
    """Items, with what is between them.

    Args:
        rows: of each its row and its values, one for each of `COLUMNS`.
    """
    return BETWEEN.join(msgspec.json.encode(_item(row, values)) for row, values in rows)


def _item(row: ItemRow, values: tuple[Value, ...]) -> Mapping[str, object]:
    made: dict[str, object] = dict(zip(_KEYS, values, strict=True))
    made["needs"] = [
        {"certificate": one.certificate, "is_certain": one.is_certain, "is_fetched": one.is_fetched}
        for one in row.needs
    ]
    made["gives"] = row.gives
    return made


def head(catalog: str, publisher: str, region: str, names: Names) -> bytes:
    """What stands before the items.

    Args:
        catalog: its name.
        publisher: who publishes it; may be empty.
        region: the code of the region that the items are of; empty: all are there.
        names: the names of regions.
    """
    about = {
        "schema": SCHEMA,
        "catalog": catalog,
        "publisher": publisher or None,
        "region": {"code": region, "name": names.regions.get(region)} if region else None,
    }
    return msgspec.json.encode(about)[:-1] + b',"items":[\n'


TAIL = b"\n]}\n"
