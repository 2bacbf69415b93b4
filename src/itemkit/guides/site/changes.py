"""What has happened in a catalog, by what it says itself: codes given and retired, versions in force, contents checked.

The ledger and the items say on which day; no clock and no history is asked. Where very much happened on one day, as
when a catalog begins, it is told as one thing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from itemkit.guides.site.registered import Registered
from itemkit.guides.site.rows import ItemRow

MANY = 20
"""More of one kind on one day are told together."""


class Happening(Enum):
    """What happened; of one day they are told in this order."""

    RETIRED = "retired"
    ASSIGNED = "assigned"
    VERSION = "version"
    CHANGED = "changed"
    ASSURED = "assured"


class Event(NamedTuple):
    """Something that happened to one item."""

    day: str
    """ISO 8601."""
    what: Happening
    region: str
    """The region's code; empty: not known."""
    code: str
    title: str
    page: str
    """Its page below the site; empty: it has none."""
    version: int = 0
    said: tuple[str, ...] = ()
    """What more there is to say, in sentences."""


@dataclass(frozen=True, slots=True)
class Group:
    """What happened on one day, of one kind."""

    day: str
    what: Happening
    events: Sequence[Event]
    """By code."""

    @property
    def is_one(self) -> bool:
        """Whether it is told as one thing."""
        return len(self.events) > MANY


def each_event(rows: Mapping[str, ItemRow], registered: Registered, regions: Mapping[str, str]) -> Iterator[Event]:
    """All that happened by what the catalog says itself, in no order.

    Args:
        rows: the items by code.
        registered: the ledger.
        regions: the code of the region of each organ, by credit code.
    """
    for code, row in rows.items():
        if row.effective_from:
            yield Event(row.effective_from, Happening.VERSION, row.region, code, row.title, row.name, row.version)
        if row.assured_on:
            yield Event(row.assured_on, Happening.ASSURED, row.region, code, row.title, row.name)
    for code, day in registered.assigned.items():
        known = rows.get(code)
        if known:
            yield Event(day, Happening.ASSIGNED, known.region, code, known.title, known.name)
    for gone in registered.retired.values():
        if gone.kind == "item" and gone.retired:
            region = regions.get(gone.code[:_ORGAN], "")
            reason = (f"原因：{gone.reason}",) if gone.reason else ()
            yield Event(gone.retired, Happening.RETIRED, region, gone.code, gone.name or gone.code, "", said=reason)


_ORGAN = 18
"""An implementation code begins with the credit code of its organ (GB 32100: 18 characters)."""
_ORDER = {one: number for number, one in enumerate(Happening)}


def grouped(events: Iterable[Event]) -> Iterator[Group]:
    """Events by day and kind, the newest first."""
    found: dict[tuple[str, Happening], list[Event]] = {}
    for one in events:
        found.setdefault((one.day, one.what), []).append(one)
    by_kind = sorted(found, key=lambda one: _ORDER[one[1]])
    for day, what in sorted(by_kind, key=lambda one: one[0], reverse=True):
        yield Group(day, what, sorted(found[day, what], key=lambda one: one.code))
