"""Administrative regions by code: what GB/T 2260 calls a code now, or called it while it was in force.

Items, organs and credit codes carry region codes, and many of those were given when a district was still a county. So
the table (data/regions.csv, explained in docs/regions.md) keeps the codes abolished since 1980 beside those in
force: an old code is information, an unknown one is a mistake.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

NATION = "100000"
"""The code of the nation, which GB/T 2260 does not have; credit codes use it (国发〔2015〕33号)."""

GROUP = "汇总"
"""The kind of codes that stand for a group of regions, such as 市辖区."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the table, in force or abolished."""

    code: str
    """Six digits."""
    name: str
    """Its name alone, such as ``灵山县``; of an abolished code the last one."""
    level: str
    """The word of the vocabulary ``level``: 国家级, 省级, 市级 or 县级, told by the form of the code."""
    parent: str
    """The code of the region that it is part of, never a group; an abolished code may be part of an abolished one.
    Empty for the nation."""
    until: str
    """The year in which the code was abolished; empty while it is in force. Told by the first list without it, so it
    is exact to the year where the lists are."""
    kind: str
    """Empty for a region of GB/T 2260; ``汇总`` for a group of them (市辖区, 省直辖县级行政区划), which GB/T 2260 has
    too; ``统计`` for what only the statistical divisions have (development zones); ``登记`` for the nation."""


def region_of(code: str) -> Region | None:
    """The region of a code, in force or abolished.

    Sources: the list of the Ministry of Civil Affairs, older lists of GB/T 2260, statistical divisions; the first lines
    of the table name them with their dates.

    Args:
        code: six digits, or twelve (with town and village), of which the first six count.

    Returns:
        ``None`` if it is no region code or no list has had it since 1980.
    """
    row = _rows().get(code[:6]) if len(code) in {6, 12} and code.isascii() and code.isdecimal() else None
    return _region(code[:6], *row) if row else None


def regions() -> Iterator[Region]:
    """All rows of the table, by code."""
    return (_region(code, *row) for code, row in _rows().items())


def province_of(two_digits: str) -> Region | None:
    """The province of the two digits that begin its codes, such as ``44``; ``None`` if there is none."""
    found = region_of(two_digits + "0000")
    return found if found and found.level == "省级" else None


def full_name(code: str) -> str | None:
    """The name with those of all regions above but the nation's, such as ``广西壮族自治区钦州市灵山县``.

    Groups are left out above a region: ``110101`` is ``北京市东城区``. Regions above an abolished code are called by
    their present names, or their last ones.

    Args:
        code: as for `region_of`.

    Returns:
        ``None`` where `region_of` gives ``None``.
    """
    region = region_of(code)
    if region is None:
        return None
    above = full_name(region.parent) if region.parent not in {"", NATION} else ""
    return f"{above}{region.name}"


def stem_of(region: str) -> str:
    """The digits that all regions within a region begin with.

    >>> stem_of("440000"), stem_of("440100"), stem_of("440110"), stem_of("440103001000"), stem_of("100000")
    ('44', '4401', '440110', '440103001', '')
    """
    stem = re.sub("(?:000)+$", "", region[6:]) if len(region) > 6 else ""  # noqa: PLR2004 (towns and villages, GB/T 10114)
    if stem:
        return region[:6] + stem
    return "" if region[:6] in {"000000", "100000"} else re.sub("(?:0000|00)$", "", region[:6])


def as_of() -> str:
    """The day of the facts, ``YYYY-MM-DD``: what came into force later is not in the table."""
    return _table().partition(" as of ")[2][: len("2026-09-11")]


def _region(code: str, name: str, until: str, kind: str) -> Region:
    if code == NATION:
        return Region(code, name, "国家级", "", until, kind)
    if code.endswith("0000"):
        return Region(code, name, "省级", NATION, until, kind)
    city, province = code[:4] + "00", code[:2] + "0000"
    if city == code:
        return Region(code, name, "市级", province, until, kind)
    row = _rows().get(city)
    within_city = row is not None and row[2] != GROUP
    return Region(code, name, "县级", city if within_city else province, until, kind)


@cache
def _rows() -> dict[str, tuple[str, str, str]]:
    """Code → name, until, kind."""
    lines = (line for line in _table().splitlines() if not line.startswith("#"))
    return {code: (name, until, kind) for code, name, until, kind in islice(csv.reader(lines), 1, None)}


def _table() -> str:
    return (files("itemkit.data") / "regions.csv").read_text("utf-8")
