"""An item beside the standard that it implements: what the rules of one item and its standard look at.

Made for one item in a thousand and not for each: whoever lints asks first whether the item says anything that its
standard says too.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any

from itemkit.diff.change import Change
from itemkit.diff.compare import compare
from itemkit.findings import Hit, Place, Pointer, Related, Rule, Severity, msg
from itemkit.model.origin import Origins
from itemkit.model.resolve import Inherited
from itemkit.regions.policy import Uniformity, is_handling_item

Data = Mapping[str, Any]


class Overlay:
    """An item, the standard that it implements, and how it is judged by it."""

    def __init__(self, inherited: Inherited, path: str, own: Data, whole: Data, uniformity: Uniformity) -> None:
        """Put an item beside its standard.

        Args:
            inherited: what comes of the standard.
            path: of the standard's file, relative to the catalog.
            own: what the item's file says.
            whole: the content of both, merged.
            uniformity: how it is judged.
        """
        self.inherited = inherited
        self.path = path
        self.own = own
        self.whole = whole
        self.uniformity = uniformity

    @property
    def standard(self) -> Data:
        """The content of the standard."""
        return self.inherited.content

    @cached_property
    def is_handling_item(self) -> bool:
        """Whether the item is a further division of the standard."""
        return is_handling_item(self.whole["name"], self.standard["name"])

    @cached_property
    def changes(self) -> list[Change]:
        """The differences from the standard to the item, in what the item says itself and is judged by."""
        keys = self.uniformity.keys_of(self.own)
        return compare(self.standard, self.whole, keys) if keys else []

    def judged(self, judgement: str) -> list[Change]:
        """Those of the `changes` that are in fields with this judgement: ``equal`` or ``tighten``."""
        of = self.uniformity.judgement_of
        return [one for one in self.changes if of(one.kind.field, is_handling_item=self.is_handling_item) == judgement]

    def place_of(self, change: Change) -> Place:
        """Where the item's file says what makes the difference; the key, if it is in no one place."""
        origin = self._origins.of(change.b)
        if not origin.inherited and len(origin.pointer) > 1:
            return Place(origin.pointer)
        key = str(change.b[0])
        return Place(Pointer.of(key), on_key=True)

    def beside(self, pointer: Pointer) -> Related:
        """Where the standard's file says it; ``pointer`` as in the standard."""
        return Related(msg("标准事项“{name}”在这里写", name=self.standard["name"]), Place(pointer), self.path)

    @cached_property
    def _origins(self) -> Origins:
        return Origins(None, self.own, inherited=self.inherited)


@dataclass(frozen=True, eq=False)
class OverlayRule(Rule[[Overlay]]):
    """A rule of one item beside its standard."""

    def __reduce__(self) -> tuple[Any, ...]:
        """For processes that are not forked: it is found there again by its name."""
        return _named, (self.check.__module__, self.check.__name__)


def _named(module: str, name: str) -> Any:
    return getattr(import_module(module), name)


def overlay_rule(
    code: str, name: str, severity: Severity
) -> Callable[[Callable[[Overlay], Iterator[Hit]]], OverlayRule]:
    """Make a function an `OverlayRule`; its docstring is the rule's page."""

    def decorate(check: Callable[[Overlay], Iterator[Hit]]) -> OverlayRule:
        return OverlayRule(code, name, severity, check, inspect.getdoc(check) or "")

    return decorate
