"""Which of several items that are alike one would go to: those that are there for one's region, then the quickest.

An item serves its region and all regions in it. Where no such item issues a certificate, one within the region of the
item that is wanted is nearer than one elsewhere.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from itemkit.index.database import Index
from itemkit.model.regions import stem_of

SERVES, WITHIN, ELSEWHERE = range(3)
"""How far an item is from a region: it is there for it, lies in it, or neither."""
CALENDAR = "自然日"


@dataclass(frozen=True, slots=True)
class Issuer:
    """An item, with what it costs to go through it."""

    file: int
    path: str
    region: str | None
    """Its region, or that of its organ."""
    distance: int
    days: int
    """Working days; of calendar days five sevenths, rounded up; 0 if it is not known."""
    visits: int | None
    limit: int | None
    """Its time limit as it stands in the file, the promised one or else the statutory one."""
    unit: str | None
    is_promised: bool


_REGION = "coalesce(items.region, organ.region)"
_ITEMS = f"""
SELECT items.*, {_REGION} AS place, coalesce(promised_days, statutory_days) AS days,
    CASE WHEN promised_days IS NULL THEN statutory_unit ELSE promised_unit END AS unit
FROM items LEFT JOIN (SELECT uscc, min(region) AS region FROM organs GROUP BY uscc) AS organ ON items.organ = organ.uscc
"""
_PLACES = f"""
SELECT DISTINCT place FROM ({_ITEMS}) SEMI JOIN (SELECT unnest($files::INTEGER[]) AS file) USING (file) ORDER BY place
"""
_PLACE = f"SELECT place FROM ({_ITEMS}) WHERE file = $file"
_BEST = f"""
WITH wanted AS (SELECT unnest($groups::INTEGER[]) AS number, unnest($files::INTEGER[]) AS file),
distances AS (SELECT unnest($places::VARCHAR[]) AS place, unnest($distances::INTEGER[]) AS distance),
known AS (
    SELECT number, file, path, place, coalesce(distance, {SERVES}) AS distance,
        coalesce(CASE WHEN unit = '{CALENDAR}' THEN (days::BIGINT * 5 + 6) // 7 ELSE days END, 0) AS working,
        visits, days, unit, promised_days IS NOT NULL AS is_promised
    FROM wanted JOIN ({_ITEMS}) USING (file) LEFT JOIN distances USING (place)
)
SELECT * FROM known
QUALIFY row_number() OVER (PARTITION BY number, distance ORDER BY working, coalesce(visits, 0), path) <= $most
ORDER BY number, distance, working, coalesce(visits, 0), path
"""


def nearby(index: Index, goal: int, groups: Mapping[int, Sequence[int]], most: int = 1) -> dict[int, list[Issuer]]:
    """Of each group of items the best at each distance from the region of an item, the nearest and best first.

    Args:
        index: the catalog.
        goal: the number of the item's file; it is a group of its own, by the number -1.
        groups: files by the number of the group.
        most: how many at each distance.
    """
    pairs = [(-1, goal), *((number, file) for number, files in groups.items() for file in files)]
    ((home,),) = index.rows(_PLACE, {"file": goal})
    files = [file for _number, file in pairs]
    places = [place for (place,) in index.rows(_PLACES, {"files": files}) if place is not None]
    values = {
        "groups": [number for number, _file in pairs],
        "files": files,
        "places": places,
        "distances": [distance_of(place, home) for place in places],
        "most": most,
    }
    best: dict[int, list[Issuer]] = defaultdict(list)
    for number, *row in index.rows(_BEST, values):
        best[number].append(Issuer(*row))
    return dict(best)


def distance_of(region: str, home: str | None) -> int:
    """How far an item of a region is from another region; an item that serves nobody knows whom serves everybody.

    >>> [distance_of(region, "440100") for region in ("440100", "440000", "440103", "450721")]
    [0, 0, 1, 2]
    """
    if home is None:
        return SERVES
    stem, own = stem_of(region), stem_of(home)
    return SERVES if own.startswith(stem) else WITHIN if stem.startswith(own) else ELSEWHERE
