"""How a standard and a local item make one item: JSON Merge Patch (RFC 7386), standard ⊕ item.

All but ``materials`` is merged as the RFC has it; the lists of materials by entry (`itemkit.model.overlay_materials`).
"""

from collections.abc import Mapping
from typing import Any

from itemkit.model.overlay_materials import StandardMaterials, all_stated
from itemkit.model.provenance import provenance

NOT_INHERITED = frozenset(
    {"code", "department", "department_name", "parent", "levels", "extra", "status", "version", "assured"}
)
"""Keys that speak of the standard itself; the item has its own or none."""
MAPPINGS = ("effective", "time_limit")
"""The keys that a standard hands down and that hold a mapping; a test holds this to the model."""


class Inherited:
    """What items take over from one standard, ready to be put under any number of them."""

    __slots__ = ("_materials", "content", "extra")

    def __init__(self, standard: Mapping[str, Any]) -> None:
        """Take a well-formed standard."""
        self.content = {key: value for key, value in standard.items() if key not in NOT_INHERITED}
        self.extra: Mapping[str, Any] = standard.get("extra", {})
        self._materials: StandardMaterials | None = None

    @property
    def materials(self) -> StandardMaterials:
        """The standard's materials; what is needed to match others with them is worked out when first asked for."""
        if self._materials is None:
            self._materials = StandardMaterials(self.content.get("materials", ()))
        return self._materials


NOTHING = Inherited({})
"""What an item takes over whose standard is not known."""


def inherited_from(standard: Mapping[str, Any]) -> Inherited:
    """What an item takes over from its standard."""
    return Inherited(standard)


def resolve(standard: Mapping[str, Any] | Inherited, item: Mapping[str, Any]) -> dict[str, Any]:
    """The whole content of an item that implements ``standard``, as plain data.

    Mappings are merged key by key, materials entry by entry; everything else that the item says replaces what the
    standard says. Null takes out what the standard says.
    """
    inherited = standard if isinstance(standard, Inherited) else Inherited(standard)
    merged = overlaid(inherited, item)
    extra = provenance(inherited.extra, inherited.materials, item)
    return merged | {"extra": extra} if extra else merged


def overlaid(inherited: Inherited, item: Mapping[str, Any]) -> dict[str, Any]:
    """The content of an item over what it inherits; where the content is from (``extra``) is the item's own alone.

    For those who do this often: of what one side alone has nothing is copied.
    """
    content = inherited.content
    merged = {**content, **item}
    for key in MAPPINGS:
        if isinstance(item.get(key), dict):  # even if the standard has none: what is null is not there
            merged[key] = merge_patch(content.get(key), item[key])
    if None in item.values():
        merged = {key: value for key, value in merged.items() if value is not None}
    own = item.get("materials")
    if own:
        merged["materials"] = inherited.materials.merged(own) if "materials" in content else all_stated(own)
    return merged


def merge_patch(target: Any, patch: Any) -> Any:
    """``patch`` applied to ``target`` (RFC 7386, section 2); neither is changed.

    >>> merge_patch({"a": {"b": 1, "c": 2}}, {"a": {"b": None}, "d": [3]})
    {'a': {'c': 2}, 'd': [3]}
    """
    if not isinstance(patch, Mapping):
        return patch
    merged = dict(target) if isinstance(target, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = merge_patch(merged.get(key), value)
    return merged
