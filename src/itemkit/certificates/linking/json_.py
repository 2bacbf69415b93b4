"""Links for programs, by a published schema."""

from collections import Counter
from typing import Any

from itemkit import __version__
from itemkit.certificates.linking.apply import Written
from itemkit.certificates.linking.links import KINDS, Links

SCHEMA = "itemkit.links/1"

Schema = dict[str, Any]


def as_data(links: Links, written: Written | None) -> dict[str, Any]:
    """All proposals as plain data.

    Args:
        links: the proposals.
        written: what came of writing; None: nothing was to be written.
    """
    counted = Counter((one.kind, one.certain) for one in links.proposals)
    return {
        "schema": SCHEMA,
        "tool": {"name": "itemkit", "version": __version__},
        "summary": {kind: {"certain": counted[kind, True], "uncertain": counted[kind, False]} for kind in KINDS},
        "proposals": [
            {
                "kind": one.kind,
                "path": one.path,
                "pointer": str(one.pointer),
                "text": one.text,
                "certificate": one.certificate,
                "certain": one.certain,
                "reason": str(one.reason),
                "holder": one.holder or None,
            }
            for one in links.proposals
        ],
        "certificates": [{"path": one.path, "content": dict(one.data)} for one in links.drafts.values()],
        "written": None if written is None else _written(written),
    }


def _written(written: Written) -> dict[str, Any]:
    return {
        "links": written.links,
        "files": sorted(written.files),
        "certificates": sorted(written.drafts),
        "failed": [{"path": path, "reason": str(reason)} for path, reason in sorted(written.failed.items())],
    }


def links_schema() -> Schema:
    """The JSON Schema 2020-12 of `as_data`."""
    text: Schema = {"type": "string"}
    count: Schema = {"type": "integer", "minimum": 0}
    path: Schema = {**text, "title": "相对目录根的路径"}
    proposal = {
        "kind": {"enum": list(KINDS), "title": "材料、结果、新的结果、新的证照文件"},
        "path": path,
        "pointer": {**text, "title": "JSON Pointer；新的证照文件为空"},
        "text": {**text, "title": "写着的名称"},
        "certificate": {**text, "title": "证照"},
        "certain": {"type": "boolean", "title": "true：--write 会写上"},
        "reason": {**text, "title": "为什么"},
        "holder": {"type": ["string", "null"], "title": "看来是谁的；null 为申请人的，或者看不出"},
    }
    written = {
        "links": {**count, "title": "写上了几处"},
        "files": {"type": "array", "items": path, "title": "改了的文件"},
        "certificates": {"type": "array", "items": path, "title": "新的证照文件"},
        "failed": {"type": "array", "items": _object({"path": path, "reason": text}), "title": "没有写进的文件"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:itemkit:schema:links",
        "title": "证照关联",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "tool": _object({"name": {"const": "itemkit"}, "version": text}),
                "summary": _object({kind: _object({"certain": count, "uncertain": count}) for kind in KINDS}),
                "proposals": {"type": "array", "items": _object(proposal)},
                "certificates": {
                    "type": "array",
                    "items": _object({"path": path, "content": {"type": "object", "title": "文件的内容"}}),
                },
                "written": {"anyOf": [{"type": "null"}, _object(written)]},
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
