"""The page that tells what can be downloaded, what is in it, and whose it is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from itemkit.guides import render
from itemkit.guides.site.data.columns import CERTIFICATE_COLUMNS, COLUMNS, Value
from itemkit.guides.site.shared import Site

DATA_PAGE = "data.html"
SCHEMA_FILE = "data/items.schema.json"
_SHOWN = (
    "code", "name", "type", "organ", "organ_name", "audience", "promised_days", "promised_unit", "visits", "online",
    "page",
)  # fmt: skip
"""What the example says of an item: something of each kind."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a region, or of the whole catalog."""

    title: str
    stem: str
    """What the files are called below the site, without their ends."""
    items: int
    has_workbook: bool


def data_page(site: Site, whole: Tables, regions: Sequence[Tables], example: Sequence[Value]) -> bytes:
    """The page.

    Args:
        site: the site.
        whole: the tables of the whole catalog.
        regions: those of its regions.
        example: the values of an item, one for each of `COLUMNS`.
    """
    said = {column.key: value for column, value in zip(COLUMNS, example, strict=True) if column.key in _SHOWN}
    return render.page_html(
        "data.html",
        DATA_PAGE,
        site.frame,
        whole=whole,
        regions=regions,
        columns=COLUMNS,
        certificate_columns=CERTIFICATE_COLUMNS,
        example=json.dumps(said, ensure_ascii=False, indent=1),
        schema=SCHEMA_FILE,
        has_workbooks=whole.has_workbook or any(one.has_workbook for one in regions),
        has_feed=bool(site.options.base_url),
        has_retired=bool(site.registered.retired),
    ).encode()
