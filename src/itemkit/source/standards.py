"""The standard items of a catalog as plain data, for those who resolve many items."""

from collections.abc import Mapping, Sequence
from typing import Any

from itemkit.model.kinds import STANDARD_KIND
from itemkit.source.catalog import Catalog
from itemkit.source.read import load, read_bytes

Contents = Mapping[str, bytes | None]
"""What some files hold instead of what is on disk, by path; None: there is no such file."""


def standards_in(catalog: Catalog, paths: Sequence[str], contents: Contents) -> dict[str, Any]:
    """The well-formed standards among some files, by code; of several with one code the first."""
    checker = catalog.checker(STANDARD_KIND)
    found: dict[str, Any] = {}
    for path in paths:
        raw = contents.get(path)
        loaded = raw if raw is not None else load(f"{catalog.root}/{path}", catalog.limit)
        document = read_bytes(loaded) if isinstance(loaded, bytes) else loaded
        if document.usable and checker.accepts(document.data) and "code" in document.data:
            found.setdefault(document.data["code"], document.data)
    return found
