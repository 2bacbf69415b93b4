"""What the records of a catalog call each other by, and which of these names lead nowhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from itemkit.findings import Finding, Message, Place, Pointer, msg
from itemkit.index.citations import each_citation
from itemkit.model.near import nearest
from itemkit.model.rules import reference_unknown
from itemkit.regions.rules import standard_unknown

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

    def has(self, kind: str, name: str) -> bool:
        """Whether there is something of that name, or nobody can tell; ``files`` are looked for on disk."""
        if kind == "files":
            return self.root is None or _is_inside(self.root, name)
        known: set[str] | None = getattr(self, kind)
        return known is None or name in known

    def near(self, kind: str, name: str) -> str | None:
        """A known name that ``name`` is probably a slip of."""
        candidates: set[str] | None = None if kind == "files" else getattr(self, kind)
        if not candidates or len(candidates) > _MOST_CANDIDATES:
            return None
        return nearest(
            name, sorted(candidates), cutoff=0.75 if kind == "certificates" else 0.9
        )  # of codes, one character


def all_known(data: Mapping[str, Any], names: Names) -> bool:
    """Whether an item or standard surely refers to nothing unknown: the quick answer for nearly all of them.

    Where a record is not well-formed, the answer may be no although nothing is unknown.
    """
    try:
        return _all_known(data, names)
    except (AttributeError, KeyError, TypeError):
        return False


def _all_known(data: Mapping[str, Any], names: Names) -> bool:
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
        if "certificate" in material and material["certificate"] not in certificates:
            return False
    return all(one["certificate"] in certificates for one in data.get("results", ()) if "certificate" in one)


def unknown_references(kind: str, data: Mapping[str, Any], names: Names, path: str, subject: str) -> Iterator[Finding]:
    """A finding for each reference that the catalog can't answer; the record need not be well-formed."""
    for pointer, what, name in each_citation(kind, data):
        if not names.has(what, name):
            yield from unknown(what, name, names.near(what, name), Pointer.parse(pointer), path, subject)


def unknown(what: str, name: str, near: str | None, pointer: Pointer, path: str, subject: str) -> Iterator[Finding]:
    """What is said of a name that leads nowhere: of the standard of an item more than of any other.

    Args:
        what: the name of its set in `Names`.
        name: the name.
        near: a known name that was probably meant.
        pointer: where the name stands.
        path: in which file.
        subject: what the record is called.
    """
    if pointer == _OWN_STANDARD:
        yield from standard_unknown.findings(standard_unknown(name, near), path, subject)
    else:
        yield from reference_unknown.findings(reference_unknown(Place(pointer), WHAT[what], name, near), path, subject)


_OWN_STANDARD = Pointer.of("standard")
WHAT: Mapping[str, Message] = {
    "organs": msg("机构"),
    "certificates": msg("证照"),
    "standards": msg("标准事项"),
    "items": msg("事项"),
    "files": msg("文件"),
}
"""What can be referred to, in words, by the name of its set in `Names`."""


def _is_inside(root: Path, target: str) -> bool:
    path = root / target
    return path.is_file() and path.resolve().is_relative_to(root.resolve())
