"""The figures themselves, asked of the index: counts of items, and those by which the reform is measured.

Each figure says of how many items it is made, because what an item does not state cannot be counted: an average of
three items out of a thousand is no average of the catalog.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from itemkit.findings import Finding, Severity
from itemkit.index.database import Index

KEYS = ("type", "level", "region", "organ", "status")
"""By what items are counted."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of some items."""

    part: int
    of: int
    """Those that state it."""

    @property
    def ratio(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.part / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Spread:
    """Numbers in short."""

    items: int
    """Of how many items."""
    mean: float | None
    median: float | None


@dataclass(frozen=True, slots=True)
class Compression:
    """How much of the statutory limits the promised ones leave out (压缩率), over items that have both in one unit."""

    items: int
    statutory: int
    """The sum of the statutory limits, in days."""
    promised: int

    @property
    def ratio(self) -> float | None:
        """1 - promised / statutory; None where there is nothing to compare."""
        return 1 - self.promised / self.statutory if self.statutory else None


@dataclass(frozen=True, slots=True)
class Limits:
    """Time limits in one unit."""

    unit: str
    statutory: Spread
    promised: Spread
    compression: Compression


@dataclass(frozen=True, slots=True)
class Figures:
    """What the reform is measured by, of some items."""

    items: int
    instant: Share
    """Done at once (即办件), of the items with a kind of handling."""
    limits: tuple[Limits, ...]
    """By unit, the most frequent first."""
    compression: Compression
    """Over all units; working days and calendar days are added as they are."""
    materials: Spread
    visits: Spread
    no_visit: Share
    one_visit: Share
    """At most one visit, of the items that state how many."""
    online: Share
    free: Share


@dataclass(frozen=True, slots=True)
class Count:
    """How many items have a value."""

    value: str | None
    """A word or a code; None: not stated."""
    name: str
    """What the code stands for; else the value itself; empty: not stated."""
    items: int


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of the items with one value."""

    value: str | None
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule found something."""

    code: str
    severity: Severity
    findings: int


@dataclass(frozen=True, slots=True)
class Stats:
    """A catalog in figures."""

    catalog: str
    """Its name; may be empty."""
    figures: Figures
    counts: Mapping[str, tuple[Count, ...]]
    """By key of `KEYS`; the largest first."""
    materials: tuple[tuple[int, int], ...]
    """Number of materials, and how many items have so many."""
    visits: tuple[tuple[int, int], ...]
    rules: tuple[RuleCount, ...]
    """The most severe first, then the most frequent; what is suppressed is left out."""
    suppressed: int
    by: str = ""
    """The key of the groups; empty without."""
    groups: tuple[Group, ...] = ()


_ITEMS = """
    CREATE OR REPLACE TEMP TABLE stats_items AS
    SELECT items.* REPLACE (coalesce(items.region, organs.region) AS region)
    FROM items LEFT JOIN (SELECT uscc, min(region) AS region FROM organs GROUP BY uscc) AS organs
    ON items.organ = organs.uscc
"""
_COUNTS = "SELECT {key}, count(*) AS items FROM stats_items GROUP BY 1 ORDER BY items DESC, 1 NULLS LAST"
_DISTRIBUTION = "SELECT {column}, count(*) FROM stats_items WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY 1"
_FIGURES = """
    SELECT {key} AS value, count(*),
        count(*) FILTER (handling = '即办件'), count(handling),
        avg(materials), median(materials), count(visits), avg(visits), median(visits),
        count(*) FILTER (visits = 0), count(*) FILTER (visits <= 1),
        count(*) FILTER (online), count(*) FILTER (free)
    FROM stats_items GROUP BY value
"""
_LIMITS = """
    SELECT {key} AS value, {which}_unit AS unit, count(*), avg({which}_days), median({which}_days)
    FROM stats_items WHERE {which}_days IS NOT NULL GROUP BY value, unit
"""
_COMPRESSION = """
    SELECT {key} AS value, statutory_unit AS unit, count(*), sum(statutory_days)::BIGINT, sum(promised_days)::BIGINT
    FROM stats_items WHERE statutory_days IS NOT NULL AND promised_unit = statutory_unit GROUP BY value, unit
"""


def stats_of(
    index: Index,
    findings: Iterable[Finding],
    *,
    catalog: str = "",
    regions: Mapping[str, str] | None = None,
    by: str = "",
) -> Stats:
    """The figures of a catalog.

    Args:
        index: its facts.
        findings: what lint says of it.
        catalog: its name.
        regions: names of regions by code.
        by: one of `KEYS`: the reform's figures also for each of its values.
    """
    index.connection.execute(_ITEMS)
    organs = dict(index.rows("SELECT uscc, min(name) FROM organs GROUP BY uscc"))
    names: Mapping[str, Mapping[str, str]] = {"region": regions or {}, "organ": organs}
    told = list(findings)
    every = _figures(index, "NULL::VARCHAR").get(None, _NOTHING)
    groups = _figures(index, by) if by else {}
    counts = {key: _counts(index, key, names.get(key, {})) for key in KEYS}
    return Stats(
        catalog,
        every,
        counts,
        _distribution(index, "materials"),
        _distribution(index, "visits"),
        _rules(told),
        sum(one.suppressed is not None for one in told),
        by,
        tuple(Group(one.value, one.name, groups[one.value]) for one in counts[by]) if by else (),
    )


def _counts(index: Index, key: str, names: Mapping[str, str]) -> tuple[Count, ...]:
    rows = index.rows(_COUNTS.format(key=key))
    return tuple(Count(value, names.get(value, value) if value else "", items) for value, items in rows)


def _distribution(index: Index, column: str) -> tuple[tuple[int, int], ...]:
    rows = index.rows(_DISTRIBUTION.format(column=column))
    return tuple((value, items) for value, items in rows)


def _figures(index: Index, key: str) -> dict[str | None, Figures]:
    """The figures of the items with each value of a column."""
    limits = _limits(index, key)
    found = {}
    for row in index.rows(_FIGURES.format(key=key)):
        value, items, instant, handled, materials, materials_median, visited, visits, visits_median = row[:9]
        no_visit, one_visit, online, free = row[9:]
        units = limits.get(value, ())
        found[value] = Figures(
            items,
            Share(instant, handled),
            units,
            summed(one.compression for one in units),
            Spread(items, materials, materials_median),
            Spread(visited, visits, visits_median),
            Share(no_visit, visited),
            Share(one_visit, visited),
            Share(online, items),
            Share(free, items),
        )
    return found


def _limits(index: Index, key: str) -> dict[str | None, tuple[Limits, ...]]:
    parts: dict[str, dict[tuple[str | None, str], Any]] = {}
    for which in ("statutory", "promised"):
        rows = index.rows(_LIMITS.format(key=key, which=which))
        parts[which] = {(value, unit): Spread(items, mean, median) for value, unit, items, mean, median in rows}
    rows = index.rows(_COMPRESSION.format(key=key))
    both = {(value, unit): Compression(items, *days) for value, unit, items, *days in rows}
    found: dict[str | None, list[Limits]] = {}
    for value, unit in sorted({*parts["statutory"], *parts["promised"]}, key=lambda one: (one[0] or "", one[1])):
        statutory, promised = (parts[which].get((value, unit), _NO_SPREAD) for which in ("statutory", "promised"))
        compression = both.get((value, unit), _NO_COMPRESSION)
        found.setdefault(value, []).append(Limits(unit, statutory, promised, compression))
    return {
        value: tuple(sorted(several, key=lambda one: -one.statutory.items - one.promised.items))
        for value, several in found.items()
    }


def summed(several: Iterable[Compression]) -> Compression:
    """Several as one: days are added, whatever their units."""
    listed = list(several)
    return Compression(
        sum(one.items for one in listed), sum(one.statutory for one in listed), sum(one.promised for one in listed)
    )


def _rules(findings: Sequence[Finding]) -> tuple[RuleCount, ...]:
    counted = Counter((one.code, one.severity) for one in findings if one.suppressed is None)
    rows = (RuleCount(code, severity, number) for (code, severity), number in counted.items())
    return tuple(sorted(rows, key=lambda one: (-one.severity.rank, -one.findings, one.code)))


_NO_SPREAD = Spread(0, None, None)
_NO_COMPRESSION = Compression(0, 0, 0)
_NO_SHARE = Share(0, 0)
_NOTHING = Figures(
    0, _NO_SHARE, (), _NO_COMPRESSION, _NO_SPREAD, _NO_SPREAD, _NO_SHARE, _NO_SHARE, _NO_SHARE, _NO_SHARE
)
