"""A drawing for programs, by a published schema: nodes with identifiers, edges between them."""

from typing import Any

from itemkit import __version__
from itemkit.certificates.drawing.contents import Drawing, Manner
from itemkit.certificates.drawing.standing import Standing

SCHEMA = "itemkit.graph/1"

Schema = dict[str, Any]


def as_data(drawing: Drawing, catalog: str) -> dict[str, Any]:
    """A drawing as plain data.

    Args:
        drawing: what is drawn.
        catalog: the name of the catalog; may be empty.
    """
    names = {one.name: f"c{number}" for number, one in enumerate(drawing.certificates, 1)}
    numbered = [(f"i{number}", group) for number, group in enumerate(drawing.groups, 1)]
    return {
        "schema": SCHEMA,
        "tool": {"name": "itemkit", "version": __version__},
        "catalog": catalog,
        "certificates": [
            {
                "id": names[one.name],
                "name": one.name,
                "aliases": list(one.aliases),
                "path": one.path or None,
                "kind": one.kind or None,
                "issuer_kind": one.issuer_kind or None,
                "proves": list(one.facts),
                "standing": one.standing.value,
                "why": str(one.why) if one.why else None,
            }
            for one in drawing.certificates
        ],
        "items": [
            {
                "id": number,
                "name": group.name,
                "count": len(group.files),
                "blocked": group.is_blocked,
                "examples": [{"name": one.name, "code": one.code, "path": one.path} for one in group.examples],
            }
            for number, group in numbered
        ],
        "needs": [
            {
                "item": number,
                "certificate": names[ask.certificate],
                "manner": ask.manner.value,
                "shared": ask.is_shared,
                "others": ask.is_others,
                "or_else": [name or None for name in ask.or_else],
            }
            for number, group in numbered
            for ask in group.asks
        ],
        "issues": [
            {"item": number, "certificate": names[issue.certificate], "first": issue.is_first}
            for number, group in numbered
            for issue in group.issues
        ],
    }


def graph_schema() -> Schema:
    """The JSON Schema 2020-12 of `as_data`."""
    text: Schema = {"type": "string"}
    texts: Schema = {"type": "array", "items": text}
    maybe: Schema = {"type": ["string", "null"]}
    flag: Schema = {"type": "boolean"}
    certificate = {
        "id": text,
        "name": text,
        "aliases": {**texts, "title": "别名"},
        "path": {**maybe, "title": "证照文件；null 为没有"},
        "kind": {**maybe, "title": "类别"},
        "issuer_kind": {**maybe, "title": "出具方"},
        "proves": {**texts, "title": "证明的事实"},
        "standing": {
            "enum": [one.value for one in Standing],
            "title": "人人都有、自备或中介出具、核发的事项不明、办得到、办不成、死结",
        },
        "why": {**maybe, "title": "为什么办不成"},
    }
    item = {
        "id": text,
        "name": {**text, "title": "其中一个的名称"},
        "count": {"type": "integer", "minimum": 1, "title": "要的和发的证照都相同的事项有几个"},
        "blocked": {**flag, "title": "什么证照都没有的人办不成"},
        "examples": {
            "type": "array",
            "minItems": 1,
            "items": _object({"name": text, "code": {**text, "title": "编码；可以为空"}, "path": text}),
        },
    }
    need = {
        "item": text,
        "certificate": text,
        "manner": {"enum": [one.value for one in Manner], "title": "必要、某些情形才要、任选其一、容缺后补、非必要"},
        "shared": {**flag, "title": "由窗口自行调取"},
        "others": {**flag, "title": "其他主体的"},
        "or_else": {"type": "array", "items": maybe, "title": "也可以交的证照；null 为证照以外的材料"},
    }
    issue = {"item": text, "certificate": text, "first": {**flag, "title": "发给还没有的人"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:itemkit:schema:graph",
        "title": "证照图",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "tool": _object({"name": {"const": "itemkit"}, "version": text}),
                "catalog": {**text, "title": "目录的名称；可以为空"},
                "certificates": {"type": "array", "items": _object(certificate)},
                "items": {"type": "array", "items": _object(item)},
                "needs": {"type": "array", "items": _object(need)},
                "issues": {"type": "array", "items": _object(issue)},
            }
        ),
    }


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
