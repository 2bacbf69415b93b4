"""Where the content of a resolved item is from: its ``extra.sources`` and ``extra.illustrative`` with the standard's.

``illustrative`` are pointers to what was made up, each into the record that it stands in. In the resolved item the
materials have other places than in either file, so the pointers move with them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
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
        self._of_item: dict[Path, str] = {}
        """Where an entry of the item's list has come to stand."""
        self._of_standard: defaultdict[Path, list[tuple[str, Made]]] = defaultdict(list)
        for index, one in enumerate(standard.plan(own).made):
            place = f"/materials/{index}"
            for number, member in enumerate(one.members or ()):
                self._note(f"{place}/any_of/{number}", member)
            self._note(place, one)

    def _note(self, place: str, made: Made) -> None:
        if made.own is not None:
            self._of_item.setdefault(made.own, place)
        if made.inherited is not None:
            self._of_standard[made.inherited].append((place, made))

    def from_item(self, text: str) -> str:
        """Of what the item says."""
        if not _is_of_material(text):
            return text
        places = (place + rest for path, rest, _key in _paths_in(text) if (place := self._of_item.get(path)))
        return next(places, "")

    def from_standard(self, text: str) -> str:
        """Of what the standard says and the item does not restate."""
        for path, rest, key in _paths_in(text):
            for place, made in self._of_standard.get(path, ()):
                if not self._is_restated(made, key):
                    return place + rest
        return ""

    def _is_restated(self, made: Made, key: str) -> bool:
        return made.own is not None and (not key or not made.takes(key) or key in entry_at(self._own, made.own))


@lru_cache(maxsize=20_000)  # places make up the same things
def _paths_in(text: str) -> tuple[tuple[Path, str, str], ...]:
    """The materials that a pointer leads through, the member of a group before the group.

    With each what follows in the pointer, as it is written, and the key that this begins with.
    """
    found: list[tuple[Path, str, str]] = []
    raw, parts = text.split("/")[2:], Pointer.parse(text)[1:]
    match parts:
        case [int(index), "any_of", int(member), *rest]:
            found.append(((index, member), _joined(raw[3:]), str(next(iter(rest), ""))))
    match parts:
        case [int(index), *rest]:
            found.append(((index,), _joined(raw[1:]), str(next(iter(rest), ""))))
    return tuple(found)


def _joined(parts: Sequence[str]) -> str:
    return "".join(f"/{one}" for one in parts)


def _texts(extra: Mapping[str, Any], key: str) -> list[str]:
    listed = extra.get(key)
    return [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []


def _is_of_material(pointer: str) -> bool:
    return pointer.startswith("/materials/")


def _top(pointer: str) -> str:
    return pointer.removeprefix("/").partition("/")[0]
