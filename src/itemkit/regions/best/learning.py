"""What an item would have to change to be as light as another, where in its file, and what that would save.

Only what eases is to be adopted. Where the other is heavier it is no model, and may itself learn. What must be the same
everywhere, such as the statutory limit, is no matter of learning: there one of the two is wrong. And where nobody can
tell without reading, the changes are counted and left to `itemkit diff`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from itemkit.diff.change import Change
from itemkit.diff.compare import compare
from itemkit.diff.effect import Effect
from itemkit.diff.limits import working_days
from itemkit.findings import Message, Place, Pointer
from itemkit.model.durations import CALENDAR
from itemkit.model.kinds import ITEM_KIND
from itemkit.model.plain import plain_name
from itemkit.regions.matrix.measures import Measure, Number, whole
from itemkit.regions.policy import Uniformity
from itemkit.source.locate import Spans
from itemkit.source.trees import Tree
from itemkit.source.wholes import Reader, Record, Unread

Savings = Mapping[Measure, Number]
"""By how much less is asked; what is not saved is not in it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something has to be changed."""

    path: str
    pointer: Pointer
    inherited: bool
    """True: it stands in the standard's file."""
    line: int | None
    """From 1; None: the file says nothing of the kind yet."""


@dataclass(frozen=True, slots=True)
class Step:
    """A difference between an item and the best one."""

    change: Change
    """From the item to the best one."""
    there: Spot
    """In the item's file or its standard's."""
    model: Spot
    """The same in the best item's."""


@dataclass(frozen=True, slots=True)
class Learner:
    """An item beside the best one."""

    region: str
    path: str
    lighter: tuple[Step, ...] = ()
    """What to adopt, the weightiest first."""
    heavier: tuple[Step, ...] = ()
    """Where the best item asks more: nothing to adopt."""
    unequal: tuple[Step, ...] = ()
    """What must be the same everywhere and is lighter in one of the two."""
    unclear: int = 0
    """Changes that a person has to read."""
    names: tuple[str, str] | None = None
    """Its name and that of the best item, where they differ in more than marks: perhaps they are two things."""
    unread: Message | None = None
    """Why it was not compared."""

    @property
    def savings(self) -> Savings:
        """What it would ask less if it adopted everything."""
        return saved(step.change for step in self.lighter)


class Teacher:
    """The best item, and what others can learn from it."""

    def __init__(self, reader: Reader, path: str, policy: Uniformity) -> None:
        """Read the best item from the reader's tree; ``policy`` says what must be the same everywhere."""
        self._reader = reader
        self._policy = policy
        self._path = path
        self._texts: dict[str, str] = {}
        self._best = self._read(path)

    def learner(self, region: str, path: str) -> Learner:
        """What the item of a region would have to change."""
        own = self._read(path)
        for one in (own, self._best):
            if isinstance(one, Unread):
                return Learner(region, path, unread=one.reason)
        assert isinstance(own, Record)  # noqa: S101 (what is unread has left already)
        assert isinstance(self._best, Record)  # noqa: S101
        changes = [one for one in compare(own.whole, self._best.whole) if not one.kind.detail]
        unclear = sum(one.effect is Effect.UNCLEAR for one in changes)
        weighed = sorted((one for one in changes if one.effect in _WEIGHED), key=_weight)
        sorts: dict[Effect | None, list[Step]] = {Effect.EASE: [], Effect.BURDEN: [], None: []}
        for step in self._steps(own, self._best, weighed):
            must_be_equal = self._policy.judged.get(step.change.kind.field) == "equal"
            sorts[None if must_be_equal else step.change.effect].append(step)
        lighter, heavier, unequal = map(tuple, sorts.values())
        return Learner(region, path, lighter, heavier, unequal, unclear, _names(own.whole, self._best.whole))

    def _read(self, path: str) -> Record | Unread:
        (found,) = self._reader.records(ITEM_KIND.name, [path])
        return found

    def _steps(self, own: Record, best: Record, changes: Sequence[Change]) -> Iterator[Step]:
        sides = ((own, [one.a for one in changes]), (best, [one.b for one in changes]))
        there, model = ([record.origin(one) for one in pointers] for record, pointers in sides)
        wanted: dict[str, list[Pointer]] = {}
        for path, pointer, _inherited in (*there, *model):
            wanted.setdefault(path, []).append(pointer)
        spans = {path: Spans(self._text(path), pointers) for path, pointers in wanted.items()}
        for change, one, other in zip(changes, there, model, strict=True):
            yield Step(change, _spot(own, spans, *one), _spot(best, spans, *other))

    def _text(self, path: str) -> str:
        if path not in self._texts:
            self._texts[path] = text_in(self._reader.tree, path)
        return self._texts[path]


def _names(own: Mapping[str, Any], best: Mapping[str, Any]) -> tuple[str, str] | None:
    names = str(own.get("name", "")), str(best.get("name", ""))
    return names if plain_name(names[0]) != plain_name(names[1]) else None


def text_in(tree: Tree, path: str) -> str:
    """What a file holds, for finding places in it; nothing if it can't be read any more."""
    (loaded,) = tree.contents([path])
    return loaded.decode("utf-8-sig", "replace") if isinstance(loaded, bytes) else loaded.text


def saved(changes: Iterable[Change]) -> Savings:
    """What some changes save. A material that becomes lighter in two ways is still one material."""
    totals: dict[Measure, Number] = {}
    materials = set[Pointer]()
    for one in changes:
        measure, amount = amount_of(one)
        if measure is None or amount >= 0:
            continue
        entry = Pointer(one.a[:2])
        if measure is not Measure.MATERIALS or entry not in materials:
            totals[measure] = totals.get(measure, 0) - amount
        if measure is Measure.MATERIALS:
            materials.add(entry)
    return {measure: whole(totals[measure]) for measure in Measure if measure in totals}


def added(several: Iterable[Savings]) -> Savings:
    """What several items save together."""
    totals: dict[Measure, Number] = {}
    for one in several:
        for measure, number in one.items():
            totals[measure] = totals.get(measure, 0) + number
    return {measure: whole(totals[measure]) for measure in Measure if measure in totals}


def amount_of(change: Change) -> tuple[Measure | None, Number]:
    """By how much a change alters one of the four measures, calendar days as working days; none if it does not."""
    if change.measure is None:
        return None, 0
    amount, unit, field = change.measure.amount, change.measure.unit, change.kind.field
    if field == "time_limit.promised":
        return Measure.DAYS, working_days(amount, unit) if unit == CALENDAR else amount
    for measure, (key, counted) in _COUNTED.items():
        if (key, counted) == (field, unit):
            return measure, amount
    return None, 0


_WEIGHED = (Effect.EASE, Effect.BURDEN)
_COUNTED = {
    Measure.MATERIALS: ("materials", "份材料"), Measure.VISITS: ("visits", "次"), Measure.FEE: ("fees", "元"),
}  # fmt: skip
"""Under which key and in which unit a change says that it is about a measure."""
_ORDER = {measure: number for number, measure in enumerate(Measure)}


def _weight(change: Change) -> tuple[int, float]:
    """The four measures first, then what else can be counted, each the most first; then the rest."""
    measure, amount = amount_of(change)
    if measure is not None:
        return _ORDER[measure], -abs(amount)
    return len(_ORDER) + (change.measure is None), 0


def _spot(record: Record, spans: Mapping[str, Spans], path: str, pointer: Pointer, inherited: bool) -> Spot:
    said = record.standard.data if inherited and record.standard else record.own
    is_there = pointer[:1] != () and pointer[0] in said
    return Spot(path, pointer, inherited, spans[path].of(Place(pointer)).start.line if is_there else None)
