"""Where the content of a resolved item is from: its ``extra.sources`` and ``extra.illustrative`` with the standard's.

``illustrative`` are pointers to what was made up, each into the record that it stands in. In the resolved item the
materials have other places than in either file, so the pointers move with them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from itemkit.findings import Pointer
from itemkit.model.overlay_materials import Entry, Made, Path, StandardMaterials, entry_at


def provenance(inherited: Mapping[str, Any], materials: StandardMaterials, item: Mapping[str, Any]) -> dict[str, Any]:
    """The item's ``extra`` with what the standard says of where its content is from.

    ``sources`` are joined; of ``illustrative`` those that the item does not restate.

    Args:
        inherited: the standard's ``extra``.
        materials: the standard's materials.
        item: the item, as its file has it.
    """
    extra = dict(item.get("extra", {}))
    own, below = _texts(extra, "illustrative"), _texts(inherited, "illustrative")
    kept = [one for one in below if _top(one) not in item]
    if item.get("materials"):
        moved = _Moved(materials, item["materials"])
        own = [moved.from_item(one) for one in own]
        kept += [moved.from_standard(one) for one in below if _is_of_material(one)]
    sources = [*_texts(extra, "sources"), *_texts(inherited, "sources")]
    for key, joined in (("sources", sources), ("illustrative", [*own, *kept])):
        if joined or isinstance(extra.get(key), list):
            extra[key] = [one for one in dict.fromkeys(joined) if one]
    return extra


class _Moved:
    """Pointers to materials, as they are in the resolved item; empty for what is not in it."""

    def __init__(self, standard: StandardMaterials, own: Sequence[Entry]) -> None:
        self._own = own
        self._each: list[tuple[Pointer, Made]] = []
        """What each entry and member is made of; members first."""
        for index, one in enumerate(standard.plan(own).made):
            pointer = Pointer.of("materials", index)
            self._each += [(pointer / "any_of" / number, member) for number, member in enumerate(one.members or ())]
            self._each.append((pointer, one))

    def from_item(self, text: str) -> str:
        """Of what the item says."""
        return self._moved(text, lambda made, _rest: made.own) if _is_of_material(text) else text

    def from_standard(self, text: str) -> str:
        """Of what the standard says and the item does not restate."""
        return self._moved(text, self._inherited)

    def _inherited(self, made: Made, rest: tuple[str | int, ...]) -> Path | None:
        if made.own is None:
            return made.inherited
        key = str(rest[0]) if rest else ""
        is_restated = not key or not made.takes(key) or key in entry_at(self._own, made.own)
        return None if is_restated else made.inherited

    def _moved(self, text: str, side: Callable[[Made, tuple[str | int, ...]], Path | None]) -> str:
        parts = Pointer.parse(text)[1:]
        for length in (3, 1):
            head, rest = parts[:length], parts[length:]
            is_member = length > 1 and head[1:2] == ("any_of",)
            path = tuple(one for one in head if isinstance(one, int))
            if len(path) != (2 if is_member else 1) or (length > 1) != is_member:
                continue
            for pointer, made in self._each:
                if side(made, rest) == path:
                    return str(Pointer((*pointer, *rest)))
        return ""


def _texts(extra: Mapping[str, Any], key: str) -> list[str]:
    listed = extra.get(key)
    return [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []


def _is_of_material(pointer: str) -> bool:
    return pointer.startswith("/materials/")


def _top(pointer: str) -> str:
    return pointer.removeprefix("/").partition("/")[0]
