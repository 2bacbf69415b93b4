"""What the records of a catalog call each other by, and which of these names lead nowhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from itemkit.findings import Finding, Message, Place, Pointer, msg
from itemkit.model.near import nearest
from itemkit.model.rules import reference_unknown

_MOST_CANDIDATES = 5_000  # looking for a near name among more takes longer than it helps


@dataclass
class Names:
    """The names that a catalog's records can be referred to by. A kind that is None is not checked."""

    organs: set[str] | None = None
    """Credit codes."""
    certificates: set[str] | None = None
    """Names and aliases."""
    standards: set[str] | None = None
    """Base codes."""
    items: set[str] | None = None
    """Item codes, at least those that bundles ask for."""
    root: Path | None = None
    """Where paths start."""

    def near(self, kind: str, name: str) -> str | None:
        """A known name that ``name`` is probably a slip of."""
        candidates: set[str] | None = getattr(self, kind)
        if not candidates or len(candidates) > _MOST_CANDIDATES:
            return None
        return nearest(
            name, sorted(candidates), cutoff=0.75 if kind == "certificates" else 0.9
        )  # of codes, one character


def all_known(data: Mapping[str, Any], names: Names) -> bool:
    """Whether a well-formed item or standard refers to nothing unknown: the quick answer for nearly all of them."""
    if names.organs is not None and "organ" in data and data["organ"] not in names.organs:
        return False
    if names.standards is not None and "standard" in data and data["standard"] not in names.standards:
        return False
    certificates = names.certificates
    if certificates is None:
        return True
    for material in data.get("materials", ()):
        if "any_of" in material:
            for one in material["any_of"]:
                if "certificate" in one and one["certificate"] not in certificates:
                    return False
        elif "certificate" in material and material["certificate"] not in certificates:
            return False
    return all(one["certificate"] in certificates for one in data.get("results", ()) if "certificate" in one)


def unknown_references(kind: str, data: Mapping[str, Any], names: Names, path: str, subject: str) -> Iterator[Finding]:
    """A finding for each reference in a well-formed record that the catalog can't answer."""
    each = {"item": _in_item, "standard": _in_content, "bundle": _in_bundle}.get(kind)
    if each is None:
        return
    for pointer, what, name in each(data):
        known = getattr(names, what)
        if known is None or name in known:
            continue
        hits = reference_unknown(Place(pointer), _WHAT[what], name, names.near(what, name))
        yield from reference_unknown.findings(hits, path, subject)
    if kind == "bundle" and names.root is not None:
        for index, item in enumerate(data["items"]):
            target = item.get("path")
            if target is not None and not _is_inside(names.root, target):
                hits = reference_unknown(Place(Pointer.of("items", index, "path")), msg("文件"), target, None)
                yield from reference_unknown.findings(hits, path, subject)


_WHAT: Mapping[str, Message] = {
    "organs": msg("机构"),
    "certificates": msg("证照"),
    "standards": msg("标准事项"),
    "items": msg("事项"),
}

Reference = tuple[Pointer, str, str]
"""Where it stands, which set of `Names` must have it, and the name."""


def _in_item(data: Mapping[str, Any]) -> Iterator[Reference]:
    if "organ" in data:
        yield Pointer.of("organ"), "organs", data["organ"]
    if "standard" in data:
        yield Pointer.of("standard"), "standards", data["standard"]
    yield from _in_content(data)


def _in_content(data: Mapping[str, Any]) -> Iterator[Reference]:
    for index, material in enumerate(data.get("materials", ())):
        if "certificate" in material:
            yield Pointer.of("materials", index, "certificate"), "certificates", material["certificate"]
        for inner, one in enumerate(material.get("any_of", ())):
            if "certificate" in one:
                yield Pointer.of("materials", index, "any_of", inner, "certificate"), "certificates", one["certificate"]
    for index, result in enumerate(data.get("results", ())):
        if "certificate" in result:
            yield Pointer.of("results", index, "certificate"), "certificates", result["certificate"]


def _in_bundle(data: Mapping[str, Any]) -> Iterator[Reference]:
    if "lead" in data:
        yield Pointer.of("lead"), "organs", data["lead"]
    for index, partner in enumerate(data.get("partners", ())):
        yield Pointer.of("partners", index), "organs", partner
    for index, item in enumerate(data["items"]):
        if "code" in item:
            yield Pointer.of("items", index, "code"), "items", item["code"]
        elif "standard" in item:
            yield Pointer.of("items", index, "standard"), "standards", item["standard"]


def _is_inside(root: Path, target: str) -> bool:
    path = root / target
    return path.is_file() and path.resolve().is_relative_to(root.resolve())
