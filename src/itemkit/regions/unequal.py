"""Which differences break uniformity where a field must be equal, and which look like a burden and are none.

Less than any difference: what the standard leaves open an item may say, and what is a matter of the place alone (who in
the office does a step, on which of the promised days) is nobody else's.
"""

from collections.abc import Mapping
from typing import Any

from itemkit.diff.change import Change
from itemkit.diff.kinds import Direction
from itemkit.model.plain import plain_name

_OF_THE_PLACE = frozenset(
    {
        "steps-more", "steps-fewer",  # which they are is told by step-added and step-removed
        "step-longer", "step-shorter", "step-limit-changed", "step-details-changed",
        "statutory-note-changed", "promised-note-changed",
        "result-delivery-added", "result-delivery-removed",
        "material-guidance-changed", "material-form-offered", "material-form-withdrawn",
    }
)  # fmt: skip
_COUNTED = {"result-details-changed": ("kind", "certificate")}
"""Of kinds that are about several keys at once: those that count."""


def breaks_uniformity(change: Change) -> bool:
    """Whether a difference from the standard means that the item says something else."""
    kind = change.kind
    if kind.detail or kind.id in _OF_THE_PLACE or kind.id.endswith("-stated"):
        return False
    if kind.direction is Direction.CHANGED:
        before, after = change.before, change.after
        if kind.id in _COUNTED and before:
            before = {key: before[key] for key in _COUNTED[kind.id] if key in before}
        return _contradicts(before, after)
    return True


def _contradicts(before: Any, after: Any) -> bool:
    """Whether ``after`` says something else than ``before``, and not only more."""
    if before is None:
        return False
    if isinstance(before, Mapping):
        told = after if isinstance(after, Mapping) else {}
        return any(_contradicts(value, told.get(key)) for key, value in before.items())
    if isinstance(before, str) and isinstance(after, str):
        return plain_name(before) != plain_name(after)
    return bool(before != after)


def stands_for(added: Mapping[str, Any], gone: Mapping[str, Any]) -> bool:
    """Whether a form that an item asks for is the one of its standard that it leaves out, by a shorter or longer name.

    ``申请表`` for ``公共场所卫生许可申请表``: so places call the one form of an item.
    """
    if "any_of" in added or "any_of" in gone or not added.get("kind") == gone.get("kind") == _FORM:
        return False
    name, other = plain_name(added["name"]), plain_name(gone["name"])
    return name.endswith(other) or other.endswith(name)


_FORM = "申请表格文书"
