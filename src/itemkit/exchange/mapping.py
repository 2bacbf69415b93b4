"""One source record put through a plan: what goes where in the item, and what is left over.

Nothing of a record is dropped unless it says nothing (an empty text, a word such as ``无``), unless the profile calls
it technical, or unless the same is said by another field. All else is either placed or left over with the reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from itemkit.exchange import paths
from itemkit.exchange.paths import Where
from itemkit.exchange.plan import APPEND, Plan, Rule, Step
from itemkit.exchange.transforms import clean
from itemkit.model.vocabulary import Vocabularies


class Reason(Enum):
    """Why a value stays under ``extra.source``."""

    UNMAPPED = "unmapped"
    """The profile has no place for the field."""
    UNPARSABLE = "unparsable"
    """The transform could not read it, or the model refuses what it means."""
    DIFFERS = "differs"
    """Its place holds something else: another field of the record, or the catalog, says it otherwise."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value of a record."""

    where: Where
    value: Any

    @property
    def field(self) -> str:
        """The field's name, as a profile writes it."""
        return paths.written(paths.generic(self.where))


@dataclass(frozen=True, slots=True)
class Placed:
    """A value in its place."""

    pointer: Where
    value: Any
    leaf: Leaf | None
    """Where it is from; None if it was derived beside or is a constant, so that nothing is lost without it."""


@dataclass(slots=True)
class Mapped:
    """A record after mapping."""

    record: Any
    """The record in the shape that the profile speaks of."""
    placed: dict[Where, Placed] = field(default_factory=dict)
    """The values of the item by pointer; indexes of a list may have gaps."""
    organ: dict[str, Placed] = field(default_factory=dict)
    """What the record says of its organ, by key of organs.yaml."""
    region_name: Placed | None = None
    left: dict[Leaf, Reason] = field(default_factory=dict)
    technical: int = 0
    """How many values were dropped because the profile calls them technical."""

    def text(self, key: str) -> str:
        """The item's text at a top-level key; empty if it has none."""
        found = self.placed.get((key,))
        return found.value if found and isinstance(found.value, str) else ""


def map_record(record: Mapping[str, Any], plan: Plan, vocabularies: Vocabularies) -> Mapped:
    """Put a record through a plan."""
    mapped = Mapped(plan.shape.fit(dict(record), plan.absent))
    by_field = _values(mapped, plan)
    for pointer, value in plan.constants.items():
        mapped.placed[pointer] = Placed(pointer, value, None)
    said = {path for path, leaves in by_field.items() if _is_said(plan, path, leaves, mapped.record)}
    settled = said | {rule.source for rule in plan.rules if not rule.derived}
    mapping = _Mapping(mapped, vocabularies)
    for rule in plan.rules:
        if rule.derived or rule.source not in said:
            for leaf in by_field.get(rule.source, ()):
                mapping.apply(rule, leaf)
    for path, leaves in by_field.items():
        if path not in settled:
            mapped.left.update(dict.fromkeys(leaves, Reason.UNMAPPED))
    return mapped


def _values(mapped: Mapped, plan: Plan) -> dict[paths.Path, list[Leaf]]:
    """The values that say something, by field; what the profile calls technical is only counted."""
    by_field: dict[paths.Path, list[Leaf]] = {}
    for where, value in paths.leaves(mapped.record):
        if value is None or (isinstance(value, str) and clean(value) in plan.absent):
            continue
        path = paths.generic(where)
        if plan.is_technical(path):
            mapped.technical += 1
        else:
            by_field.setdefault(path, []).append(Leaf(where, value))
    return by_field


def _is_said(plan: Plan, path: paths.Path, leaves: Iterable[Leaf], record: Any) -> bool:
    """Whether the order of a list or another field says the same as these values."""
    reference = plan.repeats.get(path)
    if reference is None:
        return plan.orders_by(path)
    said = reference.text_in(record)
    return all(str(leaf.value) == said for leaf in leaves)


class _Mapping:
    """Applies rules to the values of one record."""

    def __init__(self, mapped: Mapped, vocabularies: Vocabularies) -> None:
        self._mapped = mapped
        self._vocabularies = vocabularies
        self._holders: set[Where] = set()
        """Pointers below which something is placed."""

    def apply(self, rule: Rule, leaf: Leaf) -> None:
        """Place one value, or leave it over."""
        raw = leaf.value
        text = clean(raw if isinstance(raw, str) else str(raw).lower() if isinstance(raw, bool) else str(raw))
        source = None if rule.derived else leaf
        target, value = rule.target, None
        if text not in rule.absent:
            try:
                value = self._run(rule.steps, text, rule.absent)
            except ValueError:
                if rule.otherwise is None:
                    self._leave(source, Reason.UNPARSABLE)
                    return
                target, value = rule.otherwise, text
        if value is None:
            return
        if target.part == "item":
            placed = self._place(target.at(leaf.where), value, source)
        else:
            placed = self._claim(target.part, str(target.steps[0]), value, source)
        if not placed:
            self._leave(source, Reason.DIFFERS)

    def _leave(self, leaf: Leaf | None, reason: Reason) -> None:
        if leaf is not None:
            self._mapped.left[leaf] = reason

    def _run(self, steps: tuple[Step, ...], text: str, absent: frozenset[str]) -> Any:
        value: Any = text
        for step in steps:
            if isinstance(value, list):
                results = [step.apply(_text(one), self._vocabularies) for one in value]
                flat = [one for result in results for one in (result if isinstance(result, list) else [result])]
                value = [
                    one for one in flat if one is not None and not (isinstance(one, str) and one in absent)
                ] or None
            else:
                value = step.apply(_text(value), self._vocabularies)
            if value is None or (isinstance(value, str) and value in absent and not step.is_lookup):
                return None
        return value

    def _place(self, pointer: Where, value: Any, leaf: Leaf | None) -> bool:
        """Put a value in place, its parts one by one; False, and nothing done, if something else is there."""
        if pointer[-1] == APPEND:
            for one in value if isinstance(value, list) else [value]:
                self._append(pointer[:-1], one, leaf)
            return True
        parts = {(*pointer, key): one for key, one in value.items()} if isinstance(value, dict) else {pointer: value}
        if not all(self._is_free(at, one) for at, one in parts.items()):
            return False
        for at, one in parts.items():
            self._set(at, one, leaf)
        return True

    def _append(self, pointer: Where, value: Any, leaf: Leaf | None) -> None:
        """Put a value at the end of a list that does not have it yet."""
        taken = [at for at in self._mapped.placed if at[:-1] == pointer]
        if all(self._mapped.placed[at].value != value for at in taken):
            self._set((*pointer, 1 + max((int(at[-1]) for at in taken), default=-1)), value, leaf)

    def _is_free(self, pointer: Where, value: Any) -> bool:
        there = self._mapped.placed.get(pointer)
        if there is not None:
            return bool(there.value == value)
        above = (pointer[:length] for length in range(1, len(pointer)))
        return pointer not in self._holders and not any(one in self._mapped.placed for one in above)

    def _set(self, pointer: Where, value: Any, leaf: Leaf | None) -> None:
        there = self._mapped.placed.get(pointer)
        if there is None or there.leaf is None:
            self._mapped.placed[pointer] = Placed(pointer, value, leaf)
            self._holders.update(pointer[:length] for length in range(1, len(pointer)))

    def _claim(self, part: str, key: str, value: Any, leaf: Leaf | None) -> bool:
        claim = Placed((key,), value, leaf)
        if part == "region":
            there = self._mapped.region_name
            self._mapped.region_name = there or claim
        else:
            there = self._mapped.organ.get(key)
            self._mapped.organ.setdefault(key, claim)
        return there is None or there.value == value


def _text(value: Any) -> str:
    """A step reads text; what the step before made out of it may be a number."""
    if not isinstance(value, str):
        raise ValueError(value)
    return value
