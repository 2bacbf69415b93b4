"""The files that carry codes, or should: what is asked of each to give it a code, to check it, to release it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from itemkit.model.digest import content_digest
from itemkit.model.kinds import ITEM_KIND, KINDS, STANDARD_KIND
from itemkit.model.resolve import NOTHING, Inherited, inherited_from, overlaid
from itemkit.source.catalog import Catalog, Found
from itemkit.source.edit import fingerprint
from itemkit.source.parallel import process_count, run_chunks
from itemkit.source.read import read
from itemkit.source.standards import standards_in

_CHUNK = 256
CANCELLED = "取消"
"""The status of an item that is no more; it keeps its file and its code, and the code may be retired."""


class Carrier(NamedTuple):
    """What an item or a standard says of itself; an item's name, type and so on may be its standard's."""

    path: str
    kind: str
    """``item`` or ``standard``."""
    well_formed: bool
    """False: only path, kind and code are known, and the code only if it could be read."""
    code: str
    name: str = ""
    type: str = ""
    status: str = "在用"
    version: int | None = None
    organ: str = ""
    level: str = ""
    standard: str = ""
    """The base code that an item names."""
    department: str = ""
    parent: str = ""
    """The base code of a standard's main item."""
    digest: str = ""
    """Of the content that the file itself holds (`content_digest`), where it was asked for."""
    fingerprint: bytes = b""
    """Of all that a file without a code holds (`itemkit.source.edit.fingerprint`)."""


@dataclass(frozen=True)
class Carriers:
    """All carriers of a catalog: standards by path, then items by path."""

    each: Sequence[Carrier]

    @cached_property
    def by_code(self) -> Mapping[str, list[Carrier]]:
        """The carriers of each code."""
        found: dict[str, list[Carrier]] = defaultdict(list)
        for one in self.each:
            if one.code:
                found[one.code].append(one)
        return found

    @cached_property
    def by_path(self) -> Mapping[str, Carrier]:
        """Each carrier by its path."""
        return {one.path: one for one in self.each}


def carriers_of(catalog: Catalog, found: Found, *, digests: bool = False, jobs: int | None = None) -> Carriers:
    """Read every item and standard of a catalog.

    Args:
        catalog: the catalog.
        found: all of its files.
        digests: whether the digest of each content is wanted.
        jobs: how many processes; see `process_count`.
    """
    each: list[Carrier] = []
    standards = found.files[STANDARD_KIND.name]
    inherited = {code: inherited_from(one) for code, one in standards_in(catalog, standards, {}).items()}
    reader = _Reader(catalog, inherited, digests)
    for kind in (STANDARD_KIND, ITEM_KIND):
        catalog.checker(kind)  # compiled before processes are forked, not in each
        tasks = [(kind.name, path) for path in found.files[kind.name]]
        for several in run_chunks(
            _Reader.read_all, reader, tasks, processes=process_count(jobs, len(tasks)), size=_CHUNK
        ):
            each += several
    return Carriers(each)


@dataclass(frozen=True)
class _Reader:
    catalog: Catalog
    inherited: Mapping[str, Inherited]
    digests: bool

    def read_all(self, tasks: Iterable[tuple[str, str]]) -> list[Carrier]:
        return [self._read(kind, path) for kind, path in tasks]

    def _read(self, kind: str, path: str) -> Carrier:
        document = read(f"{self.catalog.root}/{path}", self.catalog.limit)
        data = document.data
        if not (document.usable and self.catalog.checker(KINDS[kind]).accepts(data)):
            code = data.get("code") if isinstance(data, dict) else None
            return Carrier(path, kind, well_formed=False, code=code if isinstance(code, str) else "")
        code, digest = data.get("code", ""), content_digest(data) if self.digests else ""
        whole = overlaid(self.inherited.get(data["standard"], NOTHING), data) if "standard" in data else data
        get = whole.get
        return Carrier(
            path, kind, True, code, " ".join(get("name", "").split()), get("type", ""), get("status", "在用"),
            get("version"), get("organ", ""), get("level", ""), get("standard", ""), get("department", ""),
            get("parent", ""), digest, b"" if code else fingerprint(data),
        )  # fmt: skip
