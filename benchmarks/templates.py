"""A shipped item as a template: its own text, with slots where one item differs from the next.

The text is kept as a person wrote it, comments and layout included, because that is what a parser has to cope with;
only the values at some pointers are replaced.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from itemkit.findings import Pointer
from itemkit.model.vocabulary import Vocabularies
from itemkit.source.read import read_bytes
from itemkit.source.tree import Node, tree_of
from places import Organ

_SUFFIXES = ("", "", "", "（本人签字）", "（加盖公章）", "（按栏目填写）", "（字迹清楚）")
_LOCAL = frozenset({"place", "address", "review", "litigation", "scope", "note"})
_PHONES = frozenset({"phone", "consult", "complain"})
_NO_STANDARD = 900
"""The numbers of main items (主项) from here on are those of no shipped standard."""
_IDENTITY = ("code", "organ", "region", "level")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a template that each item fills in its own way."""

    kind: str
    text: str
    """What the shipped file has there, quotes included."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A piece of a template's text that is replaced; where ``start`` is ``end``, something is inserted."""

    start: int
    """Code points from the start of the text."""
    end: int
    new: str | Slot


@dataclass(frozen=True, slots=True)
class Template:
    """A text with slots."""

    parts: tuple[str | Slot, ...]
    places: tuple[str, ...]
    """The names of places that stand for the item's own region."""
    base: str
    """The base code that every item of this template has; empty: each organ has its own."""
    type_number: str
    slack: int = 0
    """How many days the promised limit, and the slowest step, may be longer by."""

    def fill(self, organ: Organ, number: int, rng: Random) -> str:
        """The text of the organ's item with this number, from 1 to 99."""
        more_days = rng.randrange(self.slack + 1)
        base = self.base or f"{organ.region.code[:2]}{self.type_number}{organ.department}{_NO_STANDARD + number}000"
        level = Vocabularies.builtin()["level"].entry(organ.region.level)
        fixed = {
            "code": f'"{organ.uscc}{level.number if level else 7}{base}{number:02}"',
            "organ": f'"{organ.uscc}"' if organ.uscc.isdigit() else organ.uscc,
            "region": f'"{organ.region.code}"',
            "level": organ.region.level,
        }
        return "".join(
            part if isinstance(part, str) else fixed.get(part.kind) or self._value(part, organ, number, more_days, rng)
            for part in self.parts
        )

    def _value(self, slot: Slot, organ: Organ, number: int, more_days: int, rng: Random) -> str:
        if slot.kind in {"name", "situation"}:  # no two of an organ's items have the same
            before, within = (organ.region.name, "") if slot.kind == "name" else ("", organ.region.name)
            return _around(slot.text, before, f"（{within}{number}类）")
        if slot.kind == "material":
            return _around(slot.text, "", rng.choice(_SUFFIXES))
        if slot.kind == "phone":
            return f"0{rng.randrange(310, 999)}-{rng.randrange(2_000_000, 8_999_999)}"
        if slot.kind == "days":
            return str(int(slot.text) + more_days)
        if slot.kind == "count":
            return str(rng.randrange(1, 4))
        text = slot.text
        for place in self.places:
            text = text.replace(place, organ.region.name)
        return text


@dataclass(frozen=True, slots=True)
class Original:
    """A shipped item, read."""

    text: str
    data: dict[str, Any]
    tree: Node

    @classmethod
    def read(cls, raw: bytes) -> "Original":
        """The item in the bytes of a file.

        Raises:
            ValueError: they are no mapping.
        """
        document = read_bytes(raw)
        tree = tree_of(document.text)
        if tree is None or not isinstance(document.data, dict):
            raise ValueError("an item is a mapping")
        return cls(document.text, document.data, tree)

    @property
    def second_line(self) -> int:
        """Where a line can be put in at the top level."""
        return self.tree.keys[min(1, len(self.tree.keys) - 1)].start

    def text_at(self, pointer: Pointer) -> str:
        """The text of the value at ``pointer``, as it stands in the file; empty if there is none."""
        node = self.tree.at(pointer)
        return self.text[node.start : node.end] if node else ""

    def each_scalar(self) -> Iterator[tuple[Pointer, Node]]:
        """Every scalar value with its pointer."""
        yield from _each_scalar(self.tree, Pointer())


def make(original: Original, name: str, places: Iterable[str], change: Patch | None = None) -> Template:
    """A template of a shipped item.

    Args:
        original: the item.
        name: its name, which may be its standard's.
        places: names of places to exchange for the item's own region.
        change: a change of the text that every item of the template shall have; it takes the place of slots there.
    """
    patches = [*_slots(original), *_missing(original, name)]
    if change is not None:
        patches = [one for one in patches if one.end <= change.start or one.start >= change.end]
        patches.append(change)
    parts: list[str | Slot] = []
    done = 0
    for patch in sorted(patches, key=lambda one: (one.start, one.end)):
        parts += [original.text[done : patch.start], patch.new]
        done = patch.end
    parts.append(original.text[done:])
    data = original.data
    code = data.get("code") or ""
    entry = Vocabularies.builtin()["type"].entry(data.get("type", ""))
    number = entry.number if entry and entry.number else "20"
    return Template(tuple(parts), tuple(places), data.get("standard") or code[19:31], number, _slack(data))


def _slack(data: dict[str, Any]) -> int:
    """By how much the law lets the promise be longer: what the law says is the same for all."""
    limits = data.get("time_limit", {})
    if not {"statutory", "promised"} <= limits.keys() or limits["statutory"]["unit"] != limits["promised"]["unit"]:
        return 0
    return min(5, max(0, limits["statutory"]["days"] - limits["promised"]["days"])) if limits["promised"]["days"] else 0


def _slots(original: Original) -> Iterator[Patch]:
    slowest, is_overlay = _slowest_step(original.data), "standard" in original.data
    limits = original.data.get("time_limit", {})
    at_once = not all(limit["days"] for limit in limits.values())
    for pointer, node in original.each_scalar():
        kind = _of_an_overlay(pointer, _kind(pointer, slowest)) if is_overlay else _kind(pointer, slowest)
        text = original.text[node.start : node.end]
        if kind == "days" and at_once:
            continue  # what is done at once stays so
        if kind == "count" and text == "0":
            continue
        if kind and not text.startswith(("|", ">")):
            yield Patch(node.start, node.end, Slot(kind, text))


def _kind(pointer: Pointer, slowest: int | None) -> str:
    """Which slot the value at ``pointer`` is; empty if it stays as it is."""
    last = pointer[-1]
    if pointer[0] == "extra":
        return ""
    if len(pointer) == 1 and last in {"name", *_IDENTITY}:
        return str(last)
    if last in _PHONES:
        return "phone"
    if pointer[0] == "materials" and last in {"name", "original", "copies"}:
        return "material" if last == "name" else "count"
    if last == "days" and (
        pointer[:2] == ("time_limit", "promised") or pointer == Pointer.of("steps", slowest or 0, "days")
    ):
        return "days"
    return "local" if last in _LOCAL else ""


def _of_an_overlay(pointer: Pointer, kind: str) -> str:
    """Which slot it is in an item with a standard: what tells of which material it speaks, and how many, stays."""
    if len(pointer) == 1 and kind == "name":
        return "situation"
    return "" if kind in {"material", "count"} else kind


def _slowest_step(data: dict[str, Any]) -> int | None:
    """The step that takes longest: where the days go that a limit is longer by."""
    days = [step.get("days", 0) for step in data.get("steps", ())]
    return days.index(max(days)) if days else None


def _missing(original: Original, name: str) -> Iterator[Patch]:
    """Lines for what tells one item from another, where the shipped item is without."""
    for key in ("name", *_IDENTITY):
        if key not in original.data:
            at = original.second_line
            yield Patch(at, at, f"{key}: ")
            yield Patch(at, at, Slot("situation", name) if key == "name" else Slot(key, ""))
            yield Patch(at, at, "\n")


def _around(text: str, before: str, after: str) -> str:
    """``text`` with something more before and after, inside its quotes if it has any."""
    quote = text[0] if text[0] in "\"'" else ""
    inner = text[len(quote) : len(text) - len(quote)]
    return f"{quote}{before}{inner}{after}{quote}"


def _each_scalar(node: Node, pointer: Pointer) -> Iterator[tuple[Pointer, Node]]:
    if node.kind == "scalar":
        yield pointer, node
    names: Iterable[str | int] = node.names or range(len(node.children))
    for part, child in zip(names, node.children, strict=True):
        yield from _each_scalar(child, pointer / part)
