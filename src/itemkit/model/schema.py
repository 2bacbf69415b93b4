"""JSON Schemas of catalog files: 2020-12 for checking, draft-07 for editors.

They are made from the models (`itemkit.model.models`) and shipped as data: reading them takes a fraction of the time
that building the models takes, and checking a file needs nothing else.
"""

import copy
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from itemkit.model.vocabulary import Vocabularies

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
EDITOR_DIALECT = "http://json-schema.org/draft-07/schema#"


def schema_of(name: str, vocabularies: Vocabularies | None = None) -> Schema:
    """The JSON Schema 2020-12 of a kind of file, with a catalog's own words if ``vocabularies`` has them.

    Raises:
        KeyError: there is no schema of that name.
    """
    schema: Schema = copy.deepcopy(_shipped()[name])
    for node in each_node(schema):
        vocabulary = node.get("x-vocabulary")
        if vocabulary and vocabularies is not None:
            node["enum"] = [*vocabularies[vocabulary].words, *(one for one in node["enum"] if one is None)]
    return schema


@cache
def _shipped() -> dict[str, Schema]:
    """All schemas as they were made from the models."""
    made: dict[str, Schema] = json.loads((files("itemkit.data") / "schemas.json").read_bytes())
    return made


def editor_schema_of(name: str, vocabularies: Vocabularies | None = None) -> Schema:
    """The same schema in draft-07, which is what most editors understand."""
    schema = schema_of(name, vocabularies)
    definitions = schema.pop("$defs", {})
    schema["$schema"] = EDITOR_DIALECT
    schema["$id"] += ":editor"
    if definitions:
        schema["definitions"] = definitions
    for node in each_node(schema):
        reference = node.get("$ref")
        if isinstance(reference, str):
            node["$ref"] = reference.replace("#/$defs/", "#/definitions/")
            beside = {key: value for key, value in node.items() if key != "$ref"}
            if beside:  # draft-07 ignores what stands beside $ref
                node.clear()
                node.update(beside | {"allOf": [{"$ref": reference.replace("#/$defs/", "#/definitions/")}]})
    return schema


def each_node(schema: Schema) -> Iterator[Schema]:
    """The schema and every mapping in it, from the outside in."""
    yield schema
    for value in list(schema.values()):
        if isinstance(value, dict):
            yield from each_node(value)
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, dict):
                    yield from each_node(one)
