"""Materials: what has to be brought, matched by what they are, with alternatives as one requirement.

An entry of the list is a requirement: one material, or several of which one is enough. A single material is a
requirement with one alternative, so that a second way to meet it is an ease, not another material.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from itemkit.diff.change import Change
from itemkit.diff.effect import Effect, Measure
from itemkit.diff.likeness import canonical, likeness, matched
from itemkit.diff.making import Data, made
from itemkit.diff.material import compare_material
from itemkit.diff.words import when_in_words
from itemkit.findings import Pointer
from itemkit.model.material_core import core
from itemkit.model.plain import plain_name

_SAME_MATERIAL = 0.7
_NEEDS = {"非必要": 0, "容缺后补": 1, "必要": 2}
_ONE = 1


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of the comparison: its requirements and the questions that they refer to."""

    entries: Sequence[Data]
    situations: Mapping[str, Data]

    @classmethod
    def of(cls, item: Data) -> "_Side":
        return cls(item["materials"], {one["id"]: one for one in item.get("situations", ())})

    def when(self, *several: Data) -> dict[str, list[str]] | None:
        """Under which answers something applies, in words that another item's questions can be compared with."""
        whens = [one["when"] for one in several if "when" in one]
        if not whens:
            return None
        told: dict[str, list[str]] = {}
        for when in whens:
            for key, options in when.items():
                asked = self.situations.get(key, {})
                texts = asked.get("options", {})
                named = {options} if isinstance(options, str) else set(options)
                answers = {plain_name(texts.get(one, one)) for one in named}
                question = plain_name(asked.get("question", key))
                told[question] = sorted(answers & set(told.get(question, answers)))
        return told

    def told(self, entry: Data) -> object:
        """Under which answers an entry applies, in the words of the questions."""
        return when_in_words(entry.get("when"), self.situations)


def compare_materials(a: Data, b: Data) -> Iterator[Change]:
    """What has changed in ``materials``."""
    before, after = a.get("materials"), b.get("materials")
    whole = Pointer.of("materials")
    if before is None or after is None:
        if after:
            yield made("materials-stated", whole, whole, None, _names(after), count=len(after))
        elif before:
            yield made("materials-unstated", whole, whole, _names(before), None, count=len(before))
        return
    first, second = _Side.of(a), _Side.of(b)
    pairs = matched(before, after, (_names_key, _certificates_key, _cores_key), _alike, _SAME_MATERIAL)
    for i, j in pairs:
        yield from _compare_entries(first, second, i, j)
    gone = set(range(len(before))) - {i for i, _j in pairs}
    new = set(range(len(after))) - {j for _i, j in pairs}
    for i in sorted(gone):
        count = -_counts(before[i])
        effect, when = Effect.EASE if count else Effect.NEUTRAL, first.told(before[i])
        yield made("material-removed", whole / i, whole, before[i], None, name=name_of(before[i]),
            effect=effect, measure=_measure(count), when=when)  # fmt: skip
    for j in sorted(new):
        count = _counts(after[j])
        effect, when = Effect.BURDEN if count else Effect.NEUTRAL, second.told(after[j])
        yield made("material-added", whole, whole / j, None, after[j], name=name_of(after[j]),
            effect=effect, measure=_measure(count), when=when)  # fmt: skip


def name_of(entry: Data) -> str:
    """What an entry of ``materials`` is called."""
    name = entry.get("name")
    return str(name) if name else "／".join(one["name"] for one in entry["any_of"])


def alternatives(entry: Data) -> list[Data]:
    """The materials of which one is enough; of a single material itself."""
    ways: list[Data] = entry.get("any_of", [entry])
    return ways


def burdens(entry: Data) -> bool:
    """Whether the applicant has to bring something: the office can't fetch it, and it must not be left out."""
    return bool(_counts(entry))


def _names(entries: Sequence[Data]) -> list[str]:
    return [name_of(one) for one in entries]


def _need(entry: Data) -> str:
    ways = alternatives(entry)
    stated = entry.get("need") or (ways[0].get("need") if len(ways) == _ONE else None)
    return str(stated or "必要")


def _counts(entry: Data) -> int:
    is_fetched = any(one.get("access") == "共享" for one in alternatives(entry))
    return 0 if is_fetched or _need(entry) == "非必要" else 1


def _measure(count: int) -> Measure | None:
    return Measure(count, "份材料") if count else None


def _names_key(entry: Data) -> Any:
    return frozenset(plain_name(one["name"]) for one in alternatives(entry))


def _certificates_key(entry: Data) -> Any:
    named = frozenset(one.get("certificate") for one in alternatives(entry))
    return None if None in named else named


def _cores_key(entry: Data) -> Any:
    return frozenset(plain_name(core(one["name"])) for one in alternatives(entry))


def _alike(one: Data, other: Data) -> float:
    """How alike two requirements are: as their likest alternatives, or as the names of the groups."""
    best = max(_alike_ways(x, y) for x in alternatives(one) for y in alternatives(other))
    if "any_of" in one and "any_of" in other and "name" in one and "name" in other:
        best = max(best, likeness(one["name"], other["name"]))
    return best


def _alike_ways(one: Data, other: Data) -> float:
    if "certificate" in one and one.get("certificate") == other.get("certificate"):
        return 1.0
    return likeness(core(one["name"]), core(other["name"]))


def _compare_entries(first: _Side, second: _Side, i: int, j: int) -> list[Change]:
    entry, other = first.entries[i], second.entries[j]
    if canonical(entry) == canonical(other) and "when" not in canonical(entry):
        return []
    a, b = Pointer.of("materials", i), Pointer.of("materials", j)
    changes = [
        *_compare_needs(entry, other, a, b),
        *_compare_groups(first, second, entry, other, (a, b)),
        *_compare_alternatives(first, second, entry, other, (a, b)),
    ]
    return _measured(changes, _counts(other) - _counts(entry))


_DECIDES = ("material-need", "material-access", "alternative")
"""What may make an applicant bring something, or spare it; the first that has changed carries the measure."""


def _stem(change: Change) -> str:
    return change.id.rpartition("-")[0]


def _measured(changes: list[Change], count: int) -> list[Change]:
    """The changes of one entry; if it has come to be brought, or no longer has to be, one of them says so."""

    def rank(change: Change) -> tuple[Any, ...]:
        return _DECIDES.index(_stem(change)), *sorted(map(canonical, (change.before, change.after)))

    wanted = Effect.BURDEN if count > 0 else Effect.EASE
    deciding = [one for one in changes if one.effect is wanted and _stem(one) in _DECIDES]
    if not count or not deciding:
        return changes
    first = min(deciding, key=rank)
    return [replace(one, measure=_measure(count)) if one is first else one for one in changes]


def _compare_groups(
    first: _Side, second: _Side, entry: Data, other: Data, places: tuple[Pointer, Pointer]
) -> Iterator[Change]:
    """What two groups of alternatives say of themselves."""
    if "any_of" not in entry or "any_of" not in other:
        return
    a, b = places
    name = name_of(other)
    if _several(entry, other):
        yield from _compare_when((first.when(entry), second.when(other)), (entry, other), (first, second), places, name)
    if entry.get("name") != other.get("name"):
        yield made("material-renamed", a, b, entry.get("name"), other.get("name"), name=name)
    if entry.get("note") != other.get("note"):
        yield made("material-guidance-changed", a / "note", b / "note", entry.get("note"), other.get("note"), name=name)


def _several(entry: Data, other: Data) -> bool:
    """Whether both are groups of several, so that what the groups say is told once and not for each alternative."""
    return all("any_of" in one and len(one["any_of"]) > _ONE for one in (entry, other))


def _compare_alternatives(
    first: _Side, second: _Side, entry: Data, other: Data, places: tuple[Pointer, Pointer]
) -> Iterator[Change]:
    """What has changed among the materials of which one is enough."""
    a, b = places
    name, ways, others = name_of(other), alternatives(entry), alternatives(other)
    pairs = matched(ways, others, (_names_key, _certificates_key, _cores_key), _alike_ways, _SAME_MATERIAL)
    if not pairs and len(ways) == len(others) == _ONE:  # they were matched as groups, by the groups' names
        pairs = [(0, 0)]
    for x, y in pairs:
        spots = _way(entry, a, x), _way(other, b, y)
        groups = ([], []) if _several(entry, other) else ([entry], [other])
        whens = first.when(*groups[0], ways[x]), second.when(*groups[1], others[y])
        yield from compare_material(ways[x], others[y], *spots)
        yield from _compare_when(whens, (ways[x], others[y]), (first, second), spots, others[y]["name"])
    for x in sorted(set(range(len(ways))) - {x for x, _y in pairs}):
        yield made("alternative-removed", _way(entry, a, x), b, ways[x], None, name=name)
    for y in sorted(set(range(len(others))) - {y for _x, y in pairs}):
        yield made("alternative-added", a, _way(other, b, y), None, others[y], name=name)


def _way(entry: Data, place: Pointer, index: int) -> Pointer:
    return place / "any_of" / index if "any_of" in entry else place


def _compare_needs(entry: Data, other: Data, a: Pointer, b: Pointer) -> Iterator[Change]:
    before, after = _need(entry), _need(other)
    if before != after:
        direction = "stricter" if _NEEDS[after] > _NEEDS[before] else "looser"
        yield made(f"material-need-{direction}", a / "need", b / "need", before, after, name=name_of(other))


def _compare_when(
    whens: tuple[dict[str, list[str]] | None, dict[str, list[str]] | None],
    entries: tuple[Data, Data],
    sides: tuple[_Side, _Side],
    places: tuple[Pointer, Pointer],
    name: str,
) -> Iterator[Change]:
    before, after = whens
    if before == after:
        return
    is_wider, is_narrower = _covers(after, before), _covers(before, after)
    id = f"material-when-{'wider' if is_wider else 'narrower'}" if is_wider != is_narrower else "material-when-changed"
    said, now = (side.told(entry) for entry, side in zip(entries, sides, strict=True))
    a, b = (place / "when" for place in places)
    yield made(id, a, b, before, after, name=name, said=(said, now))


def _covers(one: dict[str, list[str]] | None, other: dict[str, list[str]] | None) -> bool:
    """Whether ``one`` applies wherever ``other`` does."""
    if one is None:
        return True
    return other is not None and all(
        question in other and set(other[question]) <= set(answers) for question, answers in one.items()
    )
