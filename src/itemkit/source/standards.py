"""The standard items of a catalog as plain data, for those who resolve many items."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from itemkit.model.kinds import STANDARD_KIND
from itemkit.source.catalog import Catalog
from itemkit.source.read import load, read_bytes

Contents = Mapping[str, bytes | None]
"""What some files hold instead of what is on disk, by path; None: there is no such file."""


class StandardFile(NamedTuple):
    """A well-formed standard, and where it is."""

    path: str
    data: dict[str, Any]


def standards_in(catalog: Catalog, paths: Sequence[str], contents: Contents) -> dict[str, Any]:
    """The well-formed standards among some files, by code; of several with one code the first."""
    return {code: one.data for code, one in standard_files(catalog, paths, contents).items()}


def standard_files(catalog: Catalog, paths: Sequence[str], contents: Contents) -> dict[str, StandardFile]:
    """The same as `standards_in`, each with its path."""
    checker = catalog.checker(STANDARD_KIND)
    found: dict[str, StandardFile] = {}
    for path in paths:
        raw = contents.get(path)
        loaded = raw if raw is not None else load(f"{catalog.root}/{path}", catalog.limit)
        document = read_bytes(loaded) if isinstance(loaded, bytes) else loaded
        if document.usable and checker.accepts(document.data) and "code" in document.data:
            found.setdefault(document.data["code"], StandardFile(path, document.data))
    return found
