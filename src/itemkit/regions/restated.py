"""What an item says although its standard says it already: of each, where it stands, so that it can be taken out.

Whether something is restated is not argued but tried: it is left out, and the item must come out the same. So whatever
the rules are by which the two are put together, what is told here can go.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from itemkit.findings import Pointer
from itemkit.model.overlay_materials import Made, pointer_to
from itemkit.model.resolve import Inherited, overlaid, resolve

Data = Mapping[str, Any]
_MERGED = frozenset({"effective", "time_limit"})
"""Mappings of which an item may say a part."""


@dataclass(frozen=True, slots=True)
class Restated:
    """Something that an item need not say."""

    pointer: Pointer
    """In the item's own file."""
    there: Pointer | None
    """In the standard's, where it says the same; None: it says nothing of it, and the item by null or ``drop`` that
    there is nothing of it."""
    can_go: bool
    """Whether the resolved item stays the same in everything, ``extra`` too, when all goes that can."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Something in an item that may be restated, and its parts in case that it is not as a whole."""

    pointer: Pointer
    there: Pointer | None
    parts: "tuple[_Part, ...]" = ()
    is_whole: bool = True
    """False: it can't go by itself."""


def restated(inherited: Inherited, own: Data) -> list[Restated]:
    """What an item says although its standard does, in the order of the item. All of it can go together.

    Args:
        inherited: what comes of the standard.
        own: what the item's file says, well-formed.
    """
    trial = _Trial(inherited, own)
    trial.try_all(_each_part(inherited, own))
    return trial.found[::-1]


class _Trial:
    """Leaves out one thing after the other, the last in the file first: so that in lists nothing moves."""

    def __init__(self, inherited: Inherited, own: Data) -> None:
        self._inherited = inherited
        self._content = overlaid(inherited, own)
        self._whole = resolve(inherited, own)
        self._left = self._kept = own
        self.found: list[Restated] = []

    def try_all(self, parts: Iterable[_Part]) -> None:
        for part in reversed(list(parts)):
            without = left_out(self._left, part.pointer) if part.is_whole else None
            if without is not None and overlaid(self._inherited, without) == self._content:
                self._left = without
                rest = left_out(self._kept, part.pointer)
                can_go = resolve(self._inherited, rest) == self._whole
                self._kept = rest if can_go else self._kept
                self.found.append(Restated(part.pointer, part.there, can_go))
            else:
                self.try_all(part.parts)


def _each_part(inherited: Inherited, own: Data) -> Iterator[_Part]:
    below = inherited.content
    for key, value in own.items():
        place = Pointer.of(key)
        there = place if key in below else None
        if key in _MERGED and value is not None:
            yield _Part(place, there, tuple(_of_mapping(below.get(key, {}), value, place)))
        elif key == "materials" and value and key in below:
            yield _Part(place, there, tuple(_of_materials(inherited, value)))
        elif value is None or below.get(key) == value:
            yield _Part(place, there)


def _of_mapping(below: Data, own: Data, place: Pointer) -> Iterator[_Part]:
    """The parts of a mapping that is merged key by key."""
    for key, value in own.items():
        there = place / key if key in below else None
        if isinstance(value, Mapping) and "note" in value:  # a limit is only ever said whole, but for its note
            has_note = there is not None and "note" in below[key]
            yield _Part(place / key, there, (_Part(place / key / "note", place / key / "note" if has_note else None),))
        elif value is None or there is not None:
            yield _Part(place / key, there)


def _of_materials(inherited: Inherited, own: Sequence[Data]) -> Iterator[_Part]:
    there = dict(_each_match(inherited.materials.plan(own).made))
    for index, entry in enumerate(own):
        match, place = there.get((index,)), Pointer.of("materials", index)
        parts = [] if "drop" in entry else list(_of_entry(inherited, entry, place, match))
        for number, member in enumerate(entry.get("any_of", ())):
            inner = place / "any_of" / number
            keys = _of_entry(inherited, member, inner, there.get((index, number)))
            parts.append(_Part(inner, None, tuple(keys), is_whole=False))
        yield _Part(place, match, tuple(parts))


def _of_entry(inherited: Inherited, entry: Data, place: Pointer, match: Pointer | None) -> Iterator[_Part]:
    """The keys of a material or a group; what it is called stays."""
    below: Any = inherited.content
    for part in match or ():
        below = below[part]
    said = below if match is not None else {}
    for key, value in entry.items():
        if key == "name" or (key == "any_of" and "name" not in entry):
            continue
        if value is None or said.get(key) == value:
            yield _Part(place / key, match / key if match is not None and key in said else None)


def _each_match(made: Iterable[Made]) -> Iterator[tuple[tuple[int, ...], Pointer]]:
    """Which of the standard's materials each of the item's speaks of."""
    for one in made:
        if one.own is not None and one.inherited is not None:
            yield one.own, pointer_to(one.inherited)
        yield from _each_match(one.members or ())


def left_out(own: Any, pointer: Pointer) -> Any:
    """Plain data without the key or the element at ``pointer``; what is given stays as it is."""
    first, rest = pointer[0], Pointer(pointer[1:])
    if isinstance(own, Mapping):
        if rest:
            return {**own, first: left_out(own[first], rest)}
        return {key: value for key, value in own.items() if key != first}
    if rest:
        return [left_out(one, rest) if index == first else one for index, one in enumerate(own)]
    return [one for index, one in enumerate(own) if index != first]
