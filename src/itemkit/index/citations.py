"""What a record refers to by name or code: organs, certificates, standards, items, files.

The record need not be well-formed: what is not text where a name should be is passed over, the schema tells of it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Citation = tuple[str, str, str]
"""Where it stands (a JSON Pointer); what is referred to: ``organs``, ``certificates``, ``standards``, ``items`` or
``files``; and by which name."""


def each_citation(kind: str, data: Any) -> Iterator[Citation]:
    """What a record of this kind refers to, in the order of the model."""
    if isinstance(data, dict) and kind in _CITED:
        yield from _CITED[kind](data)


def _in_item(data: Mapping[str, Any]) -> Iterator[Citation]:
    for key, what in (("organ", "organs"), ("standard", "standards")):
        name = data.get(key)
        if isinstance(name, str):
            yield f"/{key}", what, name
    yield from _in_content(data)


def _in_content(data: Mapping[str, Any]) -> Iterator[Citation]:
    for number, material in _rows(data, "materials"):
        name = material.get("certificate")
        if isinstance(name, str):
            yield f"/materials/{number}/certificate", "certificates", name
        if "any_of" in material:
            for index, one in _rows(material, "any_of"):
                name = one.get("certificate")
                if isinstance(name, str):
                    yield f"/materials/{number}/any_of/{index}/certificate", "certificates", name
    for number, result in _rows(data, "results"):
        name = result.get("certificate")
        if isinstance(name, str):
            yield f"/results/{number}/certificate", "certificates", name


def _in_bundle(data: Mapping[str, Any]) -> Iterator[Citation]:
    lead, partners = data.get("lead"), data.get("partners")
    if isinstance(lead, str):
        yield "/lead", "organs", lead
    for number, partner in enumerate(partners if isinstance(partners, list) else ()):
        if isinstance(partner, str):
            yield f"/partners/{number}", "organs", partner
    for number, item in _rows(data, "items"):
        for key, what in (("code", "items"), ("standard", "standards"), ("path", "files")):
            name = item.get(key)
            if isinstance(name, str):
                yield f"/items/{number}/{key}", what, name


def _rows(record: Mapping[str, Any], key: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The mappings in the list under ``key``, each with its index."""
    rows = record.get(key)
    if isinstance(rows, list):
        for number, row in enumerate(rows):
            if isinstance(row, dict):
                yield number, row


_CITED = {"item": _in_item, "standard": _in_content, "bundle": _in_bundle}
