"""What goes wrong in the files of a broken catalog: one mistake a file, of the kinds that people make.

Most are mistakes of form, which only the schema check meets; one file in twenty is no YAML or has a key twice, which is
what the exact reader is for.
"""

from collections.abc import Callable, Iterator

from itemkit.findings import Pointer
from templates import Original, Patch

RARE = 20
"""One file in so many is one that the fast parser refuses."""

_WORDS = ("level", "handling", "status", "action", "power_source", "kind", "source", "need", "unit")
_NUMBERS = ("visits", "days", "original", "copies")
_NEEDED = {"materials": "name", "steps": "name", "results": "name", "windows": "place", "basis": "law", "faq": "q"}


def mistakes(original: Original, turn: int) -> list[Patch]:
    """A mistake of each common kind, as far as the item has a place for it.

    Args:
        original: the item.
        turn: which of the possible places to choose.
    """
    return _one_each(original, turn, (_unknown_key, _word_not_known, _wrong_type, _no_such_day, _missing_key))


def rare_mistakes(original: Original, turn: int) -> list[Patch]:
    """The same for what is no YAML."""
    return _one_each(original, turn, (_open_bracket, _key_twice, _open_quote))


def _one_each(original: Original, turn: int, kinds: tuple[Callable[[Original], Iterator[Patch]], ...]) -> list[Patch]:
    each = [list(kind(original)) for kind in kinds]
    return [places[turn % len(places)] for places in each if places]


def _unknown_key(original: Original) -> Iterator[Patch]:
    for name, key in zip(original.tree.names, original.tree.keys, strict=True):
        if name not in {"name", "type", "standard", "extra"}:
            middle = len(name) // 2
            swapped = name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :]
            if swapped != name:
                yield Patch(key.start, key.end, swapped)


def _word_not_known(original: Original) -> Iterator[Patch]:
    for pointer, node in original.each_scalar():
        word = original.text[node.start : node.end]
        if pointer[-1] in _WORDS and pointer[0] != "extra" and not word.startswith(('"', "'")):
            yield Patch(node.start, node.end, word[:-1])


def _wrong_type(original: Original) -> Iterator[Patch]:
    for pointer, node in original.each_scalar():
        if pointer == Pointer.of("region"):
            yield Patch(node.start, node.end, original.data["region"])  # without its quotes a number
        elif pointer[-1] in _NUMBERS and pointer[0] != "extra":
            yield Patch(node.start, node.end, "三")


def _no_such_day(original: Original) -> Iterator[Patch]:
    at = original.second_line
    if "effective" not in original.data:
        yield Patch(at, at, "effective: {from: 2026-02-30}\n")
    if "assured" not in original.data:
        yield Patch(at, at, "assured: {by: 监督科, on: 2026年3月1日}\n")


def _missing_key(original: Original) -> Iterator[Patch]:
    for field, name in _NEEDED.items():
        rows = original.tree.child(field)
        for row in rows.children if rows else ():
            if "any_of" not in row.names and row.names.index(name) + 1 < len(row.names):
                place = row.names.index(name)
                yield Patch(row.keys[place].start, row.keys[place + 1].start, "")


def _open_bracket(original: Original) -> Iterator[Patch]:
    yield Patch(original.second_line, original.second_line, "themes: [准入准营\n")


def _key_twice(original: Original) -> Iterator[Patch]:
    yield Patch(original.second_line, original.second_line, "level: 县级\n")


def _open_quote(original: Original) -> Iterator[Patch]:
    yield Patch(original.second_line, original.second_line, 'local_code: "4401\n')
