"""Where each value of a resolved item stands: in the item's own file, or in that of its standard.

Whoever is told of a mistake must be sent to the file that says it, or mends nothing; whoever looks at an item wants to
know what of it is local. Nothing of this is recorded while items are resolved, which happens for every file: it is
worked out when somebody asks, from the two records.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from itemkit.findings import Pointer
from itemkit.model.overlay_materials import Made, Path, entry_at, pointer_to
from itemkit.model.resolve import Inherited

_JOINED = ("sources", "illustrative")
"""Keys of ``extra`` that `itemkit.model.resolve.resolve` takes from both."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value stands."""

    inherited: bool
    """True: in the standard's file; False: in the item's own."""
    pointer: Pointer
    """Where, in that file."""


class EntryOf(NamedTuple):
    """The entry of the materials, or the member of a group, that a pointer leads into."""

    is_merged: bool
    """True: the item and the standard both say something of it."""
    rest: tuple[str | int, ...]
    """The parts of the pointer below it."""


class Origins:
    """Where the values of one resolved item stand."""

    def __init__(
        self,
        standard: Mapping[str, Any] | None,
        item: Mapping[str, Any],
        *,
        inherited: Inherited | None = None,
    ) -> None:
        """Take both records as their files have them.

        Args:
            standard: the standard; None: the item has none, or it is not known.
            item: the item.
            inherited: what comes of the standard, if somebody has it already.
        """
        self._item = item
        self._inherited = inherited or (Inherited(standard) if standard is not None else None)

    def of(self, pointer: Pointer) -> Origin:
        """Where the value at ``pointer`` stands.

        A value that does not exist belongs to whoever says its nearest existing ancestor, and its pointer stays as long
        as it was asked for. What both say, such as a mapping that is merged, is the item's own. So is the list of
        materials as a whole, and an entry of it if the item says anything of it; but a name by which the item only
        tells which of the standard's entries it means is the standard's.

        Args:
            pointer: into the resolved item.
        """
        if self._inherited is None or not pointer:
            return Origin(False, pointer)
        key = pointer[0]
        if key == "extra":
            return Origin(self._is_joined(pointer), pointer)
        if key == "materials" and self._item.get(key):
            return self._of_material(pointer)
        below: Any = self._inherited.content
        own: Any = self._item
        for part in pointer:
            if not (isinstance(own, Mapping) and isinstance(below, Mapping)):
                break
            if part not in own or part not in below:
                return Origin(part in below and part not in own, pointer)
            below, own = below[part], own[part]
        return Origin(False, pointer)

    def entry_of(self, pointer: Pointer) -> EntryOf | None:
        """Which entry of the materials that the item's file speaks of a pointer leads into; None if into none."""
        if not self._item.get("materials") or pointer[:1] != ("materials",):
            return None
        made, rest = self._made_at(pointer)
        return EntryOf(made.inherited is not None and made.own is not None, rest) if made else None

    def _is_joined(self, pointer: Pointer) -> bool:
        """Whether a list under ``extra`` is there because the standard has it, and for nothing else."""
        own = self._item.get("extra", {})
        below = self._inherited.extra if self._inherited else {}
        return len(pointer) > 1 and pointer[1] in _JOINED and pointer[1] not in own and pointer[1] in below

    @cached_property
    def _made(self) -> list[Made]:
        return self._inherited.materials.plan(self._item["materials"]).made if self._inherited else []

    def _made_at(self, pointer: Pointer) -> tuple[Made | None, tuple[str | int, ...]]:
        """What the entry or member at a pointer is made of, and the parts of the pointer below it."""
        index = pointer[1] if len(pointer) > 1 else None
        if not isinstance(index, int) or index >= len(self._made):
            return None, ()
        made, rest = self._made[index], pointer[2:]
        number = rest[1] if rest[:1] == ("any_of",) and len(rest) > 1 else None
        if made.members is not None and isinstance(number, int) and number < len(made.members):
            return made.members[number], rest[2:]
        return made, rest

    def _of_material(self, pointer: Pointer) -> Origin:
        """Of the list of materials, if the item has any."""
        made, rest = self._made_at(pointer)
        if made is None:
            return Origin(False, pointer)
        if made.members is None or rest[:1] != ("any_of",):
            return self._of_row(made, rest)
        is_own = made.own is not None and "any_of" in self._own_row(made.own)
        return _at(made.own if is_own else made.inherited, rest, inherited=not is_own)

    def _of_row(self, made: Made, rest: tuple[str | int, ...]) -> Origin:
        if made.own is None:
            return _at(made.inherited, rest, inherited=True)
        key = str(rest[0]) if rest else ""
        if made.inherited is None or self._inherited is None or not made.takes(key):
            return _at(made.own, rest, inherited=False)
        own, below = self._own_row(made.own), entry_at(self._inherited.materials.rows, made.inherited)
        is_inherited = key in below and (key not in own or (key == "name" and own[key] == below[key]))
        return _at(made.inherited if is_inherited else made.own, rest, inherited=is_inherited)

    def _own_row(self, path: Path) -> Mapping[str, Any]:
        row: Mapping[str, Any] = entry_at(self._item["materials"], path)
        return row


def _at(path: Path | None, rest: tuple[str | int, ...], *, inherited: bool) -> Origin:
    return Origin(inherited, Pointer((*pointer_to(path or (0,)), *rest)))
