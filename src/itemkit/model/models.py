"""All models that have a file of their own, and the JSON Schemas made from them.

What is made here is written to data/schemas.json by tools/write_generated.py: checking files needs no models.
"""

from typing import Any

from pydantic import BaseModel

from itemkit.model.base import RecordSchema
from itemkit.model.config import Config
from itemkit.model.content import Alternatives, Effective, Limit, Material, TimeLimit
from itemkit.model.item import Item
from itemkit.model.overlay_schema import with_overlay, without_patch_keys
from itemkit.model.records import Bundle, Certificate, Organs, Standard
from itemkit.model.schema import DIALECT, Schema, each_node

MODELS: dict[str, type[BaseModel]] = {
    "item": Item,
    "standard": Standard,
    "certificate": Certificate,
    "bundle": Bundle,
    "organs": Organs,
    "config": Config,
}
"""The models by the name that ``itemkit schema`` takes."""

_PATCHED = (Effective, TimeLimit, Limit, Material, Alternatives)
"""The records in an item of which a patch may say a part."""


def make_schema(name: str) -> Schema:
    """The JSON Schema 2020-12 of a model, with the built-in words.

    Raises:
        KeyError: there is no model of that name.
    """
    raw: dict[str, Any] = MODELS[name].model_json_schema(schema_generator=RecordSchema, by_alias=True)
    schema = {"$schema": DIALECT, "$id": f"urn:itemkit:schema:{name}", **raw}
    for node in each_node(schema):
        if "x-title" in node:
            node["title"] = node.pop("x-title")
        if node.get("description") == node.get("title"):
            node.pop("description", None)
    if name == "item":
        return with_overlay(schema, {"": Item.may_be_null, **{one.__name__: one.may_be_null for one in _PATCHED}})
    return without_patch_keys(schema) if name == "standard" else schema
