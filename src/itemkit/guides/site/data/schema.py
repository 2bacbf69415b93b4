"""The published shapes of what can be downloaded as JSON."""

from typing import Any

from itemkit.guides.site.data.columns import CERTIFICATE_COLUMNS, COLUMNS, Column, Kind
from itemkit.guides.site.data.items_json import SCHEMA
from itemkit.guides.site.registered import SCHEMA as RETIRED_SCHEMA

Schema = dict[str, Any]

_ALWAYS = ("name", "status", "online", "page", "data")
"""What every item states."""
_SHAPES: dict[Kind, Schema] = {
    Kind.TEXT: {"type": "string"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.NUMBER: {"type": "integer", "minimum": 0},
    Kind.YES: {"type": "boolean"},
    Kind.LIST: {"type": "array", "items": {"type": "string"}},
}


def items_schema() -> Schema:
    """The JSON Schema 2020-12 of ``data/items.json`` and of the same of a region."""
    needs = {one.key: _of(one) for one in CERTIFICATE_COLUMNS if one.key.startswith("is_")}
    need = _object({"certificate": {"type": "string", "title": "证照"}} | needs)
    item = {one.key: _of(one) for one in COLUMNS} | {
        "needs": {"type": "array", "items": need, "title": "需要的证照"},
        "gives": {"type": "array", "items": {"type": "string"}, "title": "发给的证照"},
    }
    or_null = {"type": ["string", "null"]}
    region = _object({"code": {"type": "string"}, "name": or_null})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:itemkit:schema:items",
        "title": "事项表",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "catalog": {"type": "string", "title": "目录名称"},
                "publisher": {**or_null, "title": "发布单位；null 为没有写"},
                "region": {"anyOf": [{"type": "null"}, region], "title": "只有这个区划的事项；null 为全部"},
                "items": {"type": "array", "items": _object(item), "title": "事项，按区划和文件的路径排列"},
            }
        ),
    }


def retired_schema() -> Schema:
    """The JSON Schema 2020-12 of ``data/retired.json``."""
    text: Schema = {"type": "string"}
    code = {
        "code": {**text, "title": "停用的编码"},
        "kind": {"enum": ["item", "standard"], "title": "种类：事项或标准事项"},
        "name": {**text, "title": "名称；可以为空"},
        "retired": {**text, "title": "停用日期；可以为空"},
        "replaced_by": {**text, "title": "接替的编码；空的没有接替"},
        "reason": {**text, "title": "原因；可以为空"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:itemkit:schema:retired",
        "title": "停用的编码",
        **_object(
            {
                "schema": {"const": RETIRED_SCHEMA},
                "codes": {"type": "array", "items": _object(code), "title": "按编码排列"},
            }
        ),
    }


def _of(column: Column) -> Schema:
    shape = dict(_SHAPES[column.kind])
    if column.kind is not Kind.LIST and column.kind is not Kind.YES and column.key not in _ALWAYS:
        shape["type"] = [shape["type"], "null"]
    return shape | {"title": column.title} | ({"description": column.note} if column.note else {})


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
