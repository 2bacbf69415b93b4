"""The schema of items, twofold: an item that stands by itself is whole, one with a standard is a patch.

Only a patch may say that something is not there: a key with null, a material with ``drop``. The published schema says
both in one, as JSON Schema can: whatever a patch may say is allowed, and ``else`` forbids it where there is no
``standard``. To check and to explain, the two are taken apart again, so that neither costs more or speaks of the other.
"""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from itemkit.model.kinds import ITEM_KIND
from itemkit.model.schema import Schema, each_node, schema_of
from itemkit.model.vocabulary import Vocabularies

_IF_OVERLAY = {"required": ["standard"]}
_PATCH_KEYS = {"Material": "drop", "Alternatives": "drop"}
"""By definition: the key that only a patch has."""


def is_overlay(data: object) -> bool:
    """Whether a record of the kind item is a patch for a standard."""
    return isinstance(data, dict) and "standard" in data


def with_overlay(schema: Schema, nulls: Mapping[str, Iterable[str]]) -> Schema:
    """The published schema of items.

    Args:
        schema: of items, with the keys that only a patch has, but without null.
        nulls: the keys that a patch may give as null, by definition; ``""`` for those at the top.
    """
    made = copy.deepcopy(schema)
    for name, keys in nulls.items():
        properties = (made["$defs"][name] if name else made)["properties"]
        properties.update({key: _or_null(properties[key]) for key in keys})
    members = made["$defs"]["Alternatives"]["properties"]["any_of"]
    members["items"] = {**members["items"], "not": {"required": ["drop"]}}
    stated = _stated(schema, schema, nulls, "")
    return {**made, "if": _IF_OVERLAY, "else": {**stated, "required": schema["else"]["required"]}}


def without_patch_keys(schema: Schema) -> Schema:
    """The schema of another kind of record, without the keys that only a patch has."""
    for name, key in _PATCH_KEYS.items():
        schema["$defs"][name]["properties"].pop(key, None)
    return schema


def whole_schema_of(name: str, vocabularies: Vocabularies | None = None) -> Schema:
    """The schema of a kind of file as `itemkit.model.schema.schema_of` gives it, without what only a patch may say.

    Raises:
        KeyError: there is no schema of that name.
    """
    schema = schema_of(name, vocabularies)
    return of_whole(schema) if name == ITEM_KIND.name else schema


def of_whole(schema: Schema) -> Schema:
    """What the published schema says of items without a standard."""
    made = _apart(schema)
    made["required"] = schema["else"]["required"]
    for node in each_node(made):
        if node.get("if") == {"type": "null"}:
            inner = node.pop("else")
            del node["if"]
            node.update(inner)
        elif "null" in node.get("type", ()):
            left = [one for one in node["type"] if one != "null"]
            node["type"] = left[0] if len(left) == 1 else left
            if "enum" in node:
                node["enum"] = [one for one in node["enum"] if one is not None]
    return without_patch_keys(made)


def of_overlay(schema: Schema) -> Schema:
    """What the published schema says of items with a standard."""
    made = _apart(schema)
    definitions = made["$defs"]
    members = definitions["Alternatives"]["properties"]["any_of"]
    properties = definitions["Material"]["properties"]
    definitions["Member"] = {
        **definitions["Material"],
        "properties": {key: value for key, value in properties.items() if key != _PATCH_KEYS["Material"]},
    }
    members["items"] = {"$ref": "#/$defs/Member"}
    return made


def _apart(schema: Schema) -> Schema:
    made = copy.deepcopy(schema)
    del made["if"], made["else"]
    made["$defs"]["Alternatives"]["properties"]["any_of"]["items"].pop("not", None)
    return made


def _or_null(node: Schema) -> Schema:
    if "$ref" in node:
        told = {key: value for key, value in node.items() if key != "$ref"}
        return {**told, "if": {"type": "null"}, "else": {"$ref": node["$ref"]}}
    types = node["type"] if isinstance(node["type"], list) else [node["type"]]
    more = {"enum": [*node["enum"], None]} if "enum" in node else {}
    return {**node, "type": [*types, "null"], **more}


def _stated(root: Schema, node: Schema, nulls: Mapping[str, Iterable[str]], name: str) -> Schema:
    """What forbids all that only a patch may say, in a definition and below it."""
    told: dict[str, Any] = {}
    may_be_null = frozenset(nulls.get(name, ()))
    for key, inner in node["properties"].items():
        below = _below(root, inner, nulls)
        if key == _PATCH_KEYS.get(name):
            told[key] = False
        elif key in may_be_null:
            told[key] = {"type": inner.get("type", "object"), **below}
        elif below:
            told[key] = below
    return {"properties": told} if told else {}


def _below(root: Schema, node: Schema, nulls: Mapping[str, Iterable[str]]) -> Schema:
    if "items" in node:
        items = _below(root, node["items"], nulls)
        return {"items": items} if items else {}
    if "then" in node:
        several = [_below(root, node[key], nulls) for key in ("then", "else")]
        return {"properties": several[0]["properties"] | several[1]["properties"]}
    name = node.get("$ref", "").rpartition("/")[2]
    return _stated(root, root["$defs"][name], nulls, name) if name and name in nulls else {}
