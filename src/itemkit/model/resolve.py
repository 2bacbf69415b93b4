"""How a standard and a local item make one item: JSON Merge Patch (RFC 7386), standard ⊕ item."""

from collections.abc import Mapping
from typing import Any

_NOT_INHERITED = frozenset(
    {"code", "department", "department_name", "parent", "levels", "extra", "status", "version", "assured"}
)
"""Keys that speak of the standard itself; the item has its own or none."""


def resolve(standard: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    """The whole content of an item that implements ``standard``, as plain data.

    Mappings are merged key by key; everything else that the item says replaces what the standard says.
    """
    merged = overlaid(inherited_from(standard), item)
    extra = _provenance(standard, item)
    return merged | {"extra": extra} if extra else merged


def inherited_from(standard: Mapping[str, Any]) -> dict[str, Any]:
    """What an item takes over from its standard."""
    return {key: value for key, value in standard.items() if key not in _NOT_INHERITED}


def overlaid(inherited: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    """The content of an item over what it inherits; where the content is from (``extra``) is the item's own alone.

    For those who do this often: of what one side alone has nothing is copied.
    """
    merged = {**inherited, **item}
    for key in inherited.keys() & item.keys():
        if isinstance(item[key], dict):
            merged[key] = merge_patch(inherited[key], item[key])
    if None in item.values():
        merged = {key: value for key, value in merged.items() if value is not None}
    return merged


def _provenance(standard: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    """The item's ``extra`` with what the standard says of where its content is from.

    ``sources`` are joined; of ``illustrative`` (pointers to what was made up) those that the item does not restate.
    """
    extra = dict(item.get("extra", {}))
    inherited = standard.get("extra", {})
    pointers = [one for one in _texts(inherited, "illustrative") if _top(one) not in item]
    for key, more in (("sources", _texts(inherited, "sources")), ("illustrative", pointers)):
        joined = list(dict.fromkeys([*_texts(extra, key), *more]))
        if joined:
            extra[key] = joined
    return extra


def _texts(extra: Mapping[str, Any], key: str) -> list[str]:
    listed = extra.get(key)
    return [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []


def _top(pointer: str) -> str:
    return pointer.removeprefix("/").partition("/")[0]


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
