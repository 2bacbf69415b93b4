"""The items and standards of a tree, each whole and with the origin of its values; nothing is lost in silence."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from itemkit.findings import Message, Pointer, msg
from itemkit.model.kinds import ITEM_KIND, KINDS, ORGANS_KIND, STANDARD_KIND, Kind
from itemkit.model.origin import Origins
from itemkit.model.resolve import Inherited, inherited_from, resolve
from itemkit.source.read import Document, read_bytes
from itemkit.source.trees import Tree

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that gives no record, and why."""

    path: str
    reason: Message


@dataclass(frozen=True)
class Standard:
    """A standard as items inherit it."""

    path: str
    data: Data
    digest: bytes
    """Of its file."""

    @cached_property
    def inherited(self) -> Inherited:
        """What items take over from it."""
        return inherited_from(self.data)


@dataclass(frozen=True)
class Record:
    """An item or a standard."""

    path: str
    own: Data
    """What its file says."""
    standard: Standard | None
    """The standard that it implements."""
    digest: bytes
    """Of its file and that of its standard: records with the same digest say the same."""

    @cached_property
    def whole(self) -> Data:
        """What it says, with what it inherits."""
        return self.own if self.standard is None else resolve(self.standard.inherited, self.own)

    def get(self, key: str) -> Any:
        """What it says under a key at the top, perhaps inherited: quicker than asking the whole."""
        if key in self.own or self.standard is None:
            return self.own.get(key)
        return self.standard.data.get(key)

    def origin(self, pointer: Pointer) -> tuple[str, Pointer, bool]:
        """In which file a value of the whole stands, where there, and whether it is inherited."""
        if self.standard is None:
            return self.path, pointer, False
        found = self._origins.of(pointer)
        return self.standard.path if found.inherited else self.path, found.pointer, found.inherited

    @cached_property
    def _origins(self) -> Origins:
        return Origins(self.standard.data if self.standard else None, self.own)


class Reader:
    """Reads the records of one tree; the standards and organs once."""

    def __init__(self, tree: Tree) -> None:
        """Read from ``tree``."""
        self.tree = tree

    @cached_property
    def standards(self) -> dict[str, Standard]:
        """The well-formed standards by code; of several with one code the first."""
        found: dict[str, Standard] = {}
        paths = self.tree.find().files[STANDARD_KIND.name]
        for path, (data, digest) in zip(paths, self._read(STANDARD_KIND, paths), strict=True):
            if not isinstance(data, Message) and "code" in data:
                found.setdefault(data["code"], Standard(path, data, digest))
        return found

    @cached_property
    def organs(self) -> dict[str, Data]:
        """The organs by credit code."""
        paths = self.tree.find().files[ORGANS_KIND.name]
        return {
            organ["uscc"]: organ
            for data, _digest in self._read(ORGANS_KIND, paths)
            if not isinstance(data, Message)
            for organ in data
        }

    def records(self, kind: str, paths: Sequence[str]) -> list[Record | Unread]:
        """The records in some files of one kind."""
        return [
            Unread(path, data) if isinstance(data, Message) else self._record(kind, path, data, digest)
            for path, (data, digest) in zip(paths, self._read(KINDS[kind], paths), strict=True)
        ]

    def _read(self, kind: Kind, paths: Sequence[str]) -> list[tuple[Any, bytes]]:
        """The content of each file, or why it can't be had; and what tells the file from others."""
        checker = self.tree.catalog.checker(kind)
        read: list[tuple[Any, bytes]] = []
        for loaded in self.tree.contents(paths):
            document = read_bytes(loaded) if isinstance(loaded, bytes) else loaded
            digest = hashlib.blake2b(loaded, digest_size=16).digest() if isinstance(loaded, bytes) else b""
            if not document.usable:
                read.append((_reason(document), digest))
            elif not checker.accepts(document.data):
                read.append((msg("不合乎模式：用 itemkit validate 看错在哪里"), digest))
            else:
                read.append((document.data, digest))
        return read

    def _record(self, kind: str, path: str, data: Data, digest: bytes) -> Record:
        standard = self.standards.get(data.get("standard", "")) if kind == ITEM_KIND.name else None
        return Record(path, data, standard, digest if standard is None else digest + standard.digest)


def _reason(document: Document) -> Message:
    problem = next(one for one in document.problems if one.fatal)
    return msg("读不了（{problem}）：用 itemkit validate 看错在哪里", problem=problem.detail or problem.kind)
