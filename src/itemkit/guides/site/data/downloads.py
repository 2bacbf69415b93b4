"""The files that can be downloaded, and when they have to be made again.

Tables are made region by region. Those of the whole catalog are put together of the tables of regions, of which all but
the ones with something new in them are taken from the site that is there: after an edit nearly nothing is made again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TypeVar

import msgspec

from itemkit.guides.names import page_name
from itemkit.guides.site.data import csv_, items_json
from itemkit.guides.site.data.columns import (
    CERTIFICATE_COLUMNS,
    COLUMNS,
    Column,
    Names,
    Shown,
    Value,
    cells_of,
    each_certificate,
    values_of,
)
from itemkit.guides.site.data.page import DATA_PAGE, SCHEMA_FILE, Tables, data_page
from itemkit.guides.site.data.schema import items_schema
from itemkit.guides.site.data.workbook import Sheet, workbook
from itemkit.guides.site.rows import ItemRow
from itemkit.guides.site.shared import DOWNLOADS, SharedPage, Site, key_of
from itemkit.guides.site.table import Rows

Made = TypeVar("Made")

MOST_IN_WORKBOOK = 5000
"""Items: a workbook of more takes long to make and long to open; there is CSV for that."""
_FOLDER = f"{DOWNLOADS}regions/"
_NO_REGION = "none"
_ENDS = _CSV, _CERTIFICATES, _JSON = ".csv", "-certificates.csv", ".json"
"""Of the names of tables."""


def each_download(site: Site) -> Iterator[SharedPage]:
    """All downloads of a site, and the page about them."""
    return _Downloads(site).each()


@dataclass(frozen=True)
class _Region:
    """The items of a region."""

    code: str
    """Empty: of those whose region is not known."""
    rows: Rows
    key: str
    """Of all that its tables are made of."""

    @property
    def stem(self) -> str:
        """What its files are called, without their ends."""
        page = page_name("region", self.code) if self.code else f"r/{_NO_REGION}.html"
        return _FOLDER + page.removeprefix("r/").removesuffix(".html")


@dataclass(frozen=True)
class _Downloads:
    """The downloads of a run."""

    site: Site
    made: dict[str, bytes] = field(default_factory=dict)
    """Tables of regions by name, which those of the whole catalog are put together of."""
    valued: dict[str, Sequence[tuple[Value, ...]]] = field(default_factory=dict)
    shown: dict[str, Sequence[Sequence[Shown]]] = field(default_factory=dict)
    """Values and cells of the last region that was asked for, by its code."""

    @cached_property
    def names(self) -> Names:
        """What stands behind codes."""
        return Names.of(self.site.around.context, self.site.options.base_url)

    @cached_property
    def regions(self) -> tuple[_Region, ...]:
        """All regions, by code; what has none comes last."""
        by_code = self.site.rows.by("region")
        # A row depends on its path, its name, what its digest is of, and the organs and certificates that it names.
        around = key_of(*(f"{name} {digest}" for name, digest in sorted(self.site.around.digests.items())))
        made = []
        for code in sorted(by_code, key=lambda one: (not one, one)):
            rows = by_code[code]
            named = ("\n".join(rows.each(name)) for name in ("path", "name"))
            made.append(_Region(code, rows, key_of(around, b"".join(rows.each("digest")), *named)))
        return tuple(made)

    @cached_property
    def key(self) -> str:
        """Of all regions."""
        return key_of(*(f"{one.code} {one.key}" for one in self.regions))

    def each(self) -> Iterator[SharedPage]:
        """All of them."""
        for region in self.regions:
            for end in _ENDS:
                yield SharedPage(region.stem + end, region.key, partial(self.table, region, end))
            if _fits(region.rows):
                yield SharedPage(f"{region.stem}.xlsx", region.key, partial(self.workbook, [region]))
        rows = self.site.rows
        yield SharedPage(f"{DOWNLOADS}items.csv", self.key, partial(self.whole_csv, COLUMNS, _CSV))
        certificates = partial(self.whole_csv, CERTIFICATE_COLUMNS, _CERTIFICATES)
        yield SharedPage(f"{DOWNLOADS}certificates.csv", self.key, certificates)
        yield SharedPage(f"{DOWNLOADS}items.json", self.key, self.whole_json)
        if _fits(rows):
            yield SharedPage(f"{DOWNLOADS}items.xlsx", self.key, partial(self.workbook, self.regions))
        yield SharedPage(SCHEMA_FILE, "", lambda: msgspec.json.format(msgspec.json.encode(items_schema()), indent=2))
        regions = [(one.code, len(one.rows)) for one in self.regions]
        shown = regions, values_of(rows[0], self.names), bool(self.site.registered.retired)
        yield SharedPage(DATA_PAGE, key_of(repr(shown)), self.page)

    def table(self, region: _Region, end: str) -> bytes:
        """A table of a region, by the end of its file's name."""
        name = region.stem + end
        if name not in self.made:
            self.made[name] = self.site.kept(name, region.key) or self._table(region, end)
        return self.made[name]

    def _table(self, region: _Region, end: str) -> bytes:
        if end == _CSV:
            return _headed(COLUMNS, csv_.lines(self.cells(region)))
        if end == _CERTIFICATES:
            rows = (cells_of(one) for row in region.rows for one in each_certificate(row))
            return _headed(CERTIFICATE_COLUMNS, csv_.lines(rows))
        items = zip(region.rows, self.values(region), strict=True)
        return self.head(region.code) + items_json.lines(items) + items_json.TAIL

    def workbook(self, regions: Iterable[_Region]) -> bytes:
        """A workbook of the items of some regions, with a sheet that explains the columns."""
        cells = [row for region in regions for row in self.cells(region)]
        notes = [(one.title, one.key, one.note) for one in COLUMNS]
        return workbook(
            [
                Sheet("事项", [(one.title, one.width) for one in COLUMNS], cells),
                Sheet("说明", [("列", 24), ("英文名", 28), ("说明", 60)], notes),
            ]
        )

    def whole_csv(self, columns: Sequence[Column], end: str) -> bytes:
        """A table of the whole catalog, out of those of its regions."""
        begin = len(_headed(columns, b""))
        tables = (memoryview(self.table(one, end)) for one in self.regions)
        return b"".join([_headed(columns, b""), *(table[begin:] for table in tables)])

    def whole_json(self) -> bytes:
        """The same as JSON."""
        parts: list[bytes | memoryview] = [self.head("")]
        for one in self.regions:
            table = memoryview(self.table(one, _JSON))
            parts += [table[len(self.head(one.code)) : -len(items_json.TAIL)], items_json.BETWEEN]
        return b"".join([*parts[:-1], items_json.TAIL])

    def page(self) -> bytes:
        """The page about all of this."""
        regions = [
            Tables(self._called(one.code), one.stem, len(one.rows), has_workbook=_fits(one.rows))
            for one in self.regions
        ]
        rows = self.site.rows
        whole = Tables("全部事项", f"{DOWNLOADS}items", len(rows), has_workbook=_fits(rows))
        return data_page(self.site, whole, regions, values_of(rows[0], self.names))

    def _called(self, region: str) -> str:
        """What a region is called."""
        return self.names.regions.get(region, region) or "没有写区划的"

    def cells(self, region: _Region) -> Sequence[Sequence[Shown]]:
        """The cells of the items of a region."""
        return self._remembered(self.shown, region, lambda: [cells_of(one) for one in self.values(region)])

    def values(self, region: _Region) -> Sequence[tuple[Value, ...]]:
        """The values of the items of a region."""
        return self._remembered(self.valued, region, lambda: [values_of(row, self.names) for row in region.rows])

    @staticmethod
    def _remembered(known: dict[str, Made], region: _Region, make: Callable[[], Made]) -> Made:
        """What is made for the tables of a region, which are made one after the other."""
        if region.code not in known:
            known.clear()
            known[region.code] = make()
        return known[region.code]

    def head(self, region: str) -> bytes:
        """What stands before the items of a region, or of all."""
        frame = self.site.frame
        return items_json.head(frame.name, frame.publisher, region, self.names)


def _fits(rows: Sequence[ItemRow]) -> bool:
    return len(rows) <= MOST_IN_WORKBOOK


def _headed(columns: Sequence[Column], content: bytes) -> bytes:
    return csv_.MARK + csv_.lines([[one.title for one in columns]]) + content
