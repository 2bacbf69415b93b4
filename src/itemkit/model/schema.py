"""JSON Schemas out of the model: 2020-12 for checking, draft-07 for editors."""

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from itemkit.model.base import RecordSchema
from itemkit.model.config import Config
from itemkit.model.kinds import KINDS
from itemkit.model.vocabulary import Vocabularies

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
EDITOR_DIALECT = "http://json-schema.org/draft-07/schema#"
MODELS: dict[str, type[BaseModel]] = {**{name: kind.model for name, kind in KINDS.items()}, "config": Config}
"""The models that have a schema, by the name that ``itemkit schema`` takes."""


def schema_of(name: str, vocabularies: Vocabularies | None = None) -> Schema:
    """The JSON Schema 2020-12 of a kind of file, with a catalog's own words if ``vocabularies`` has them.

    Raises:
        KeyError: there is no model of that name.
    """
    raw = MODELS[name].model_json_schema(schema_generator=RecordSchema, by_alias=True)
    schema = {"$schema": DIALECT, "$id": f"urn:itemkit:schema:{name}", **raw}
    words = vocabularies or Vocabularies.builtin()
    for node in _nodes(schema):
        vocabulary = node.get("x-vocabulary")
        if vocabulary:
            node["enum"] = list(words[vocabulary].words)
        if node.get("description") == node.get("title"):
            node.pop("description", None)
    return schema


def editor_schema_of(name: str, vocabularies: Vocabularies | None = None) -> Schema:
    """The same schema in draft-07, which is what most editors understand."""
    schema = schema_of(name, vocabularies)
    definitions = schema.pop("$defs", {})
    schema["$schema"] = EDITOR_DIALECT
    schema["$id"] += ":editor"
    if definitions:
        schema["definitions"] = definitions
    for node in _nodes(schema):
        reference = node.get("$ref")
        if isinstance(reference, str):
            node["$ref"] = reference.replace("#/$defs/", "#/definitions/")
            beside = {key: value for key, value in node.items() if key != "$ref"}
            if beside:  # draft-07 ignores what stands beside $ref
                node.clear()
                node.update(beside | {"allOf": [{"$ref": reference.replace("#/$defs/", "#/definitions/")}]})
    return schema


def walk(schema: Schema, path: list[str | int]) -> Iterator[Schema]:
    """The mappings that lie on a path of keywords through ``schema``, references followed, the innermost last."""
    node: Any = schema
    for part in path:
        node = node.get(part) if isinstance(node, dict) else node[int(part)]
        if isinstance(node, dict):
            if "$ref" in node and str(node["$ref"]).startswith("#/$defs/"):
                yield node
                node = schema["$defs"][node["$ref"].removeprefix("#/$defs/")]
            yield node


def _nodes(schema: Schema) -> Iterator[Schema]:
    yield schema
    for value in list(schema.values()):
        if isinstance(value, dict):
            yield from _nodes(value)
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, dict):
                    yield from _nodes(one)


SchemaOf = Callable[[str], Schema]
