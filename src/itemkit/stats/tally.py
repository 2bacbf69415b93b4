"""The same figures as `itemkit.stats.figures`, counted from items that are at hand instead of asked of an index.

Publishing has a small row of every item already, and no index; making one for a page would cost more than counting.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple, Protocol

from itemkit.stats.figures import KEYS, Compression, Count, Figures, Limits, Share, Spread, Stats, summed

_INSTANT = "即办件"


class Length(Protocol):
    """A time limit."""

    @property
    def days(self) -> int:
        """How many."""

    @property
    def unit(self) -> str:
        """Of what: working days or natural days."""


class Counted(NamedTuple):
    """What is counted of an item. A text is empty, a number -1, a limit None where the item does not state it."""

    type: str
    level: str
    region: str
    organ: str
    status: str
    handling: str
    statutory: Length | None
    promised: Length | None
    materials: int
    visits: int
    fees: int
    is_online: bool


def tallied(items: Sequence[Counted], *, catalog: str, names: Mapping[str, Mapping[str, str]], status: str) -> Stats:
    """The figures of some items, without what rules find in them.

    Args:
        items: the items.
        catalog: the name of their catalog.
        names: what codes stand for, by key of `KEYS`: of regions and organs.
        status: what the status of an item is that states none.
    """
    counts = {
        "type": Counter([one.type for one in items]),
        "level": Counter([one.level for one in items]),
        "region": Counter([one.region for one in items]),
        "organ": Counter([one.organ for one in items]),
        "status": Counter([one.status or status for one in items]),
    }
    materials = Counter([max(one.materials, 0) for one in items])
    visits = Counter([one.visits for one in items if one.visits >= 0])
    return Stats(
        catalog,
        _figures(items, materials, visits),
        {key: _counts(counts[key], names.get(key, {})) for key in KEYS},
        tuple(sorted(materials.items())),
        tuple(sorted(visits.items())),
        (),
        0,
    )


def _counts(counted: Counter[str], names: Mapping[str, str]) -> tuple[Count, ...]:
    ordered = sorted(counted.items(), key=lambda one: (-one[1], not one[0], one[0]))
    return tuple(Count(value or None, names.get(value, value), number) for value, number in ordered)


def _figures(items: Sequence[Counted], materials: Counter[int], visits: Counter[int]) -> Figures:
    handling = Counter([one.handling for one in items if one.handling])
    limits = _limits(items)
    stated = visits.total()
    return Figures(
        len(items),
        Share(handling[_INSTANT], handling.total()),
        limits,
        summed(one.compression for one in limits),
        _spread(materials),
        _spread(visits),
        Share(visits[0], stated),
        Share(visits[0] + visits[1], stated),
        Share(sum([one.is_online for one in items]), len(items)),
        Share(sum([one.fees == 0 for one in items]), len(items)),
    )


def _limits(items: Sequence[Counted]) -> tuple[Limits, ...]:
    pairs = Counter([(one.statutory, one.promised) for one in items])
    statutory: dict[str, Counter[int]] = {}
    promised: dict[str, Counter[int]] = {}
    both: dict[str, Counter[tuple[int, int]]] = {}
    for (one, other), number in pairs.items():
        if one:
            statutory.setdefault(one.unit, Counter())[one.days] += number
        if other:
            promised.setdefault(other.unit, Counter())[other.days] += number
        if one and other and one.unit == other.unit:
            both.setdefault(one.unit, Counter())[one.days, other.days] += number
    made = (
        Limits(
            unit,
            _spread(statutory.get(unit, Counter())),
            _spread(promised.get(unit, Counter())),
            _compression(both.get(unit, Counter())),
        )
        for unit in sorted({*statutory, *promised})
    )
    return tuple(sorted(made, key=lambda one: -one.statutory.items - one.promised.items))


def _compression(pairs: Counter[tuple[int, int]]) -> Compression:
    return Compression(
        pairs.total(),
        sum(statutory * number for (statutory, _promised), number in pairs.items()),
        sum(promised * number for (_statutory, promised), number in pairs.items()),
    )


def _spread(counted: Counter[int]) -> Spread:
    items = counted.total()
    if not items:
        return Spread(0, None, None)
    whole = sum(value * number for value, number in counted.items())
    return Spread(items, whole / items, float(median(counted.elements())))
