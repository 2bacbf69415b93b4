"""What the page shows of a difference, and in which order: the worst first, and not more than a browser bears."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from itemkit.diff.effect import Effect
from itemkit.diff.pairing import Entry
from itemkit.diff.sides import Side
from itemkit.diff.whole import Compared
from itemkit.model.kinds import STANDARD_KIND
from itemkit.report.difference.interface import At, DifferenceReport, Located
from itemkit.report.difference.marks import Part, Parts, marked, shortened
from itemkit.report.difference.values import lines
from itemkit.report.difference.words import WORST_FIRST, only_in, sentence, whereabouts

_MOST_CHANGES = 3000
"""Changes that are told one by one. At about 1 kB each that is a page that opens on a telephone."""
_MOST_ROWS = 2000
"""Items in the table."""
_MOST_ALONE = 1000
"""Items of one side alone that are listed."""
_MOST_UNREAD = 100
_LONGEST = 600
"""Characters of a value."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side says."""

    parts: Parts
    line: int
    """Where; 0: the side has nothing of the kind."""
    path: str
    """Of the file, if it is not the item's own: that of its standard."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A change."""

    effect: Effect
    sentence: str
    measure: str
    assumed: str
    a: Cell
    b: Cell
    reason: str
    """For which it was accepted; empty: it was not."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an item goes by on one side; all empty if the side has not got it."""

    organ: str
    code: str
    path: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item that both sides have, and its changes."""

    id: str
    name: str
    is_standard: bool
    facts: tuple[Facts, ...]
    """On either side."""
    counts: Mapping[Effect, int]
    told: tuple[Shown, ...]
    """What matters to the applicant."""
    folded: tuple[Shown, ...]
    """What does not."""
    left_out: int

    @property
    def is_told(self) -> bool:
        """Whether any of its changes is on the page."""
        return bool(self.told or self.folded)


@dataclass(frozen=True, slots=True)
class Alone:
    """An item that one side alone has."""

    name: str
    is_standard: bool
    effect: Effect
    place: str


@dataclass(frozen=True, slots=True)
class AloneList:
    """All items that one side alone has."""

    title: str
    count: int
    shown: tuple[Alone, ...]


@dataclass(frozen=True, slots=True)
class AcceptedItem:
    """The accepted changes of an item."""

    name: str
    is_standard: bool
    facts: tuple[Facts, ...]
    changes: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything on the page but the sums."""

    items: tuple[ShownItem, ...]
    """Those in the table, the most burdened first."""
    hidden_items: int
    left_out: Mapping[Effect, int]
    """Changes that are not told one by one."""
    alone: tuple[AloneList, ...]
    accepted: tuple[AcceptedItem, ...]
    hidden_accepted: int
    unread: tuple[tuple[str, str], ...]
    """Files that were not compared, with the reason."""
    hidden_unread: int


def contents_of(report: DifferenceReport) -> Contents:
    """What to show of a report."""
    both: list[tuple[Compared, list[Located]]] = []
    accepted: list[tuple[Compared, list[Located]]] = []
    alone: tuple[list[Located], list[Located]] = [], []
    for compared, changes in report.by_item():
        if agreed := [one for one in changes if one.accepted]:
            accepted.append((compared, agreed))
        if rest := [one for one in changes if not one.accepted]:
            if compared.a is None or compared.b is None:
                alone[compared.a is None].extend(rest)
            else:
                both.append((compared, rest))
    both.sort(key=lambda one: [-sum(change.change.effect is effect for change in one[1]) for effect in WORST_FIRST])
    listed = both[:_MOST_ROWS]
    told = _chosen(one for _compared, changes in listed for one in changes)
    sides = report.difference.a, report.difference.b
    unread = [(sides["ab".index(side)].shown(one.path), str(one.reason)) for side, one in report.difference.unread]
    return Contents(
        tuple(_item(report, f"item-{number}", *one, told) for number, one in enumerate(listed, 1)),
        len(both) - len(listed),
        _left_out((one for _compared, changes in both for one in changes), told),
        tuple(_alone(report, *one) for one in zip(sides, alone, strict=True)) if any(alone) else (),
        tuple(_accepted(report, *one) for one in accepted[:_MOST_ALONE]),
        sum(len(some) for _compared, some in accepted[_MOST_ALONE:]),
        tuple(unread[:_MOST_UNREAD]),
        max(0, len(unread) - _MOST_UNREAD),
    )


def _chosen(changes: Iterable[Located]) -> set[int]:
    """Which changes are told: all if they are not too many, else the worst; by the ids of the objects."""
    ranked = sorted(changes, key=lambda one: WORST_FIRST.index(one.change.effect))
    return {id(one) for one in ranked[:_MOST_CHANGES]}


def _left_out(changes: Iterable[Located], told: set[int]) -> dict[Effect, int]:
    counts = dict.fromkeys(WORST_FIRST, 0)
    for one in changes:
        counts[one.change.effect] += id(one) not in told
    return {effect: count for effect, count in counts.items() if count}


def _item(
    report: DifferenceReport, anchor: str, compared: Compared, changes: Sequence[Located], told: set[int]
) -> ShownItem:
    kept = sorted((one for one in changes if id(one) in told), key=lambda one: WORST_FIRST.index(one.change.effect))
    return ShownItem(
        anchor,
        compared.entry.name,
        _is_standard(compared),
        _facts(report, compared),
        {effect: sum(one.change.effect is effect for one in changes) for effect in Effect},
        tuple(_shown(one) for one in kept if one.change.effect is not Effect.NEUTRAL),
        tuple(_shown(one) for one in kept if one.change.effect is Effect.NEUTRAL),
        len(changes) - len(kept),
    )


def _accepted(report: DifferenceReport, compared: Compared, changes: Sequence[Located]) -> AcceptedItem:
    return AcceptedItem(
        compared.entry.name, _is_standard(compared), _facts(report, compared), tuple(map(_shown, changes))
    )


def _is_standard(compared: Compared) -> bool:
    return compared.entry.kind == STANDARD_KIND.name


def _facts(report: DifferenceReport, compared: Compared) -> tuple[Facts, ...]:
    sides = (report.difference.a, compared.a), (report.difference.b, compared.b)
    return tuple(
        Facts(one.organ_name, one.code, side.shown(one.path)) if one else Facts("", "", "") for side, one in sides
    )


def _shown(one: Located) -> Shown:
    change = one.change
    first, second = ("\n".join(some) for some in lines(change))
    if change.before is None or change.after is None:
        parts = shortened((Part(first),), _LONGEST), shortened((Part(second),), _LONGEST)
    else:
        parts = marked(first, second, _LONGEST)
    return Shown(
        change.effect,
        sentence(change),
        str(change.measure or ""),
        str(change.assumed or ""),
        _cell(parts[0], one.a if change.before is not None else None, one.compared.a),
        _cell(parts[1], one.b if change.after is not None else None, one.compared.b),
        one.accepted,
    )


def _cell(parts: Parts, at: At | None, entry: Entry | None) -> Cell:
    if at is None:
        return Cell(parts, 0, "")
    is_own = entry is not None and at.spot.path == entry.path
    return Cell(parts, at.span.start.line, "" if is_own else at.shown)


def _alone(report: DifferenceReport, side: Side, changes: Sequence[Located]) -> AloneList:
    ranked = sorted(changes, key=lambda one: WORST_FIRST.index(one.change.effect))
    shown = tuple(
        Alone(
            one.compared.entry.name,
            _is_standard(one.compared),
            one.change.effect,
            whereabouts(report, side, one.compared.entry),
        )
        for one in ranked[:_MOST_ALONE]
    )
    return AloneList(only_in(report, side), len(changes), shown)
