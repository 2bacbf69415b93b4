"""What a catalog knows of a code: its organ, its standard, the files that carry it, its row of the ledger."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from itemkit.codes.parts import CodeKind, Parts
from itemkit.ledger.ledger import Row, peek
from itemkit.model.kinds import ITEM_KIND, ORGANS_KIND, STANDARD_KIND
from itemkit.source.catalog import Catalog, Found
from itemkit.source.read import load, read, read_bytes

SCHEMA = "itemkit.code/1"


@dataclass
class Known:
    """What a catalog knows of a code."""

    organ: str = ""
    """The name of the organ whose credit code is in it."""
    department: str = ""
    """The name of the department, as the first standard has it that names it."""
    standard: tuple[str, str, str] | None = None
    """Code, name and path of the standard whose base code is in it."""
    files: list[tuple[str, str, str]] = field(default_factory=list)
    """Path, kind and name of every file that carries it."""
    ledger: list[Row] = field(default_factory=list)
    """Its rows of the ledger: more than one only after a merge of two branches that gave the same code."""


def known_in(catalog: Catalog, found: Found, parts: Parts) -> Known:
    """What the files of a catalog and its ledger say of a code.

    Args:
        catalog: the catalog.
        found: all of its files.
        parts: the code, taken apart.
    """
    known = Known()
    organ, base, department = (parts.value_of(name) for name in ("organ", "base", "base.department"))
    codes = {code for code in (parts.text, parts.meant, _without_material(parts)) if code and not is_organ(parts)}
    for path in found.files[ORGANS_KIND.name]:
        listed = read(catalog.root / path, catalog.limit_of(ORGANS_KIND)).data
        records = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        known.organ = next((_text(one, "name") for one in records if organ and one.get("uscc") == organ), "")
    for kind, path, data in _each_with(catalog, found, codes | {base}, department):
        if kind == STANDARD_KIND.name:
            if not known.department and data.get("department") == department:
                known.department = _text(data, "department_name")
            if base and known.standard is None and data.get("code") == base:
                known.standard = (base, _text(data, "name"), path)
        if not codes.isdisjoint({_text(data, "code"), _text(data, "local_code")}):
            known.files.append((path, kind, _text(data, "name")))
    known.ledger = [row for row in peek(catalog.root).rows if row.code in codes]
    return known


def _each_with(
    catalog: Catalog, found: Found, codes: set[str], department: str
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The standards and items whose text has one of some codes, or which name a department."""
    sought = [code.encode("utf-8", "surrogatepass") for code in codes if code]
    named = [b"department_name", department.encode("utf-8", "surrogatepass")]
    for kind in (STANDARD_KIND, ITEM_KIND) if sought else ():
        for path in found.files[kind.name]:
            raw = load(f"{catalog.root}/{path}", catalog.limit)
            if not isinstance(raw, bytes):
                continue
            names_department = kind is STANDARD_KIND and department and all(one in raw for one in named)
            if names_department or any(one in raw for one in sought):  # most files are never parsed
                data = read_bytes(raw).data
                if isinstance(data, dict):
                    yield kind.name, path, data


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _without_material(parts: Parts) -> str:
    """The code of the item that a material belongs to; what is no material is its own."""
    return parts.meant.removesuffix(parts.value_of("material"))


def is_organ(parts: Parts) -> bool:
    """Whether it is the code of an organ alone: no file and no ledger has it as its own."""
    return parts.kind.value in {"organ", "placeholder"}


def as_data(parts: Parts, meanings: Mapping[str, str], known: Known | None) -> dict[str, Any]:
    """A code and all that is known of it, as ``itemkit codes show -f json`` gives it (``itemkit schema code``)."""
    each = [
        (one, {"name": one.name, "start": one.start, "end": one.end, "text": one.text}) for one in parts.each_part()
    ]
    return {
        "schema": SCHEMA,
        "code": parts.text,
        "kind": parts.kind.value,
        "parts": [{**data, "meaning": meanings[one.name]} for one, data in each],
        "mismatches": [{"message": str(one), "start": one.start, "end": one.end} for one in parts.mismatches],
        "known": known and _known_data(known, parts),
    }


def _known_data(known: Known, parts: Parts) -> dict[str, Any]:
    return {
        "organ": {"code": parts.value_of("organ"), "name": known.organ} if known.organ else None,
        "standard": known.standard and dict(zip(("code", "name", "path"), known.standard, strict=True)),
        "files": [dict(zip(("path", "kind", "name"), one, strict=True)) for one in known.files],
        "ledger": [row._asdict() for row in known.ledger],
    }


def code_schema() -> dict[str, Any]:
    """The JSON Schema 2020-12 of what `as_data` gives."""
    text = {"type": "string"}
    offset = {"type": "integer", "minimum": 0, "title": "位置；从 0 数，按字符数"}
    place = {"start": offset, "end": {**offset, "title": "到这里为止，不含"}}
    named = {"name": text, "path": text}
    known = {
        "organ": {"oneOf": [_object({"code": text, "name": text}), {"type": "null"}]},
        "standard": {"oneOf": [_object({"code": text, **named}), {"type": "null"}]},
        "files": {"type": "array", "items": _object({**named, "kind": text})},
        "ledger": {"type": "array", "items": _object(dict.fromkeys(Row._fields, text))},
    }
    part = _object({"name": text, **place, "text": text, "meaning": {"type": "string", "title": "含义；不知道的为空"}})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:itemkit:schema:code",
        "title": "一个编码",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "code": text,
                "kind": {"enum": [one.value for one in CodeKind]},
                "parts": {"type": "array", "items": part},
                "mismatches": {"type": "array", "items": _object({"message": text, **place})},
                "known": {"oneOf": [_object(known), {"type": "null", "title": "没有目录"}]},
            }
        ),
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
