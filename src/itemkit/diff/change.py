"""What a change is: one difference between two items that means one thing to the people who read it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from itemkit.diff.effect import Effect, Measure
from itemkit.diff.kinds import KINDS, ChangeKind
from itemkit.findings import Message, Pointer, Severity


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between side A (before) and side B (after) of one item."""

    id: str
    """Of its `ChangeKind`."""
    a: Pointer
    """Where in the resolved item of side A; where A has nothing of the kind, where it would be."""
    b: Pointer
    """The same in side B."""
    before: Any
    """Plain data; None where A says nothing."""
    after: Any
    effect: Effect
    measure: Measure | None = None
    name: str = ""
    """What the changed thing is called, if it has a name: of a material, a step, a fee; B's name for it."""
    words: Mapping[str, object] = field(default_factory=dict, hash=False)
    """What the kind's message wants to know beside ``name``: ``before`` and ``after`` in words, and more."""
    assumed: Message | None = None
    """Under which assumption the two sides could be compared."""

    @property
    def kind(self) -> ChangeKind:
        """Its row in the table of kinds."""
        return KINDS[self.id]

    @property
    def level(self) -> Severity:
        """How it counts."""
        return self.effect.level

    @property
    def message(self) -> Message:
        """The change in one sentence."""
        return Message(self.kind.text, {"name": self.name, **self.words})

    @property
    def pointer(self) -> Pointer:
        """Where to look: in B, or in A if B has nothing of the kind."""
        return self.b if self.after is not None else self.a

    def fingerprint(self, item: str) -> str:
        """32 hexadecimal digits for this very change of an item: what it is about, from what, to what; no places.

        Args:
            item: the item's code, or its name if it has none.
        """
        told = json.dumps([self.before, self.after], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        what = f"{self.id}\0{item}\0{self.name}\0{told}"
        return hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()[:32]
