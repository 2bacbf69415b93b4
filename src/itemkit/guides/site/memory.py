"""What a run of publishing leaves for the next one, which reads it before it does anything else.

It is kept in columns: one of numbers is read in no time, and what many items depend on is written once.
"""

from array import array
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple, Self

import msgspec

from itemkit.guides.site.rows import ItemRow
from itemkit.source.stat import Stat, in_fours

_FORMAT = 2
NOTHING = msgspec.Raw(b"\xc0")
"""As MessagePack."""


class Entry(NamedTuple):
    """A file of an item as it was when its pages were made."""

    stat: Stat
    needs: tuple[str, ...]
    """What its pages depend on; see `Surroundings.digests`."""
    row: ItemRow | None
    """None: it has no page, because it has no code."""
    uncoded: tuple[str, str] = ("", "")
    """Its name and status then."""


class _Columns(msgspec.Struct, frozen=True, array_like=True):
    """The same as it is written."""

    format: int
    general: str
    digests: dict[str, str]
    paths: list[str]
    stats: bytes
    """Four numbers of eight bytes a path."""
    several_needs: list[tuple[str, ...]]
    needs: list[int]
    """Which of them a path has."""
    rows: list[ItemRow | None]
    uncoded: dict[str, tuple[str, str]]
    shared: msgspec.Raw


@dataclass(frozen=True, slots=True)
class State:
    """What is remembered."""

    general: str = ""
    """Digest of what every page depends on."""
    digests: dict[str, str] = field(default_factory=dict)
    """Of what some pages depend on; see `Surroundings.digests`."""
    entries: dict[str, Entry] = field(default_factory=dict)
    """By path."""
    shared: msgspec.Raw = field(default_factory=lambda: NOTHING)
    """What the pages that are made of rows leave."""

    def encoded(self) -> bytes:
        """As MessagePack."""
        entries = self.entries.values()
        numbers: dict[tuple[str, ...], int] = {}
        columns = _Columns(
            _FORMAT,
            self.general,
            self.digests,
            list(self.entries),
            array("q", chain.from_iterable([one.stat for one in entries])).tobytes(),
            needs=[numbers.setdefault(one.needs, len(numbers)) for one in entries],
            several_needs=list(numbers),
            rows=[one.row for one in entries],
            uncoded={path: one.uncoded for path, one in self.entries.items() if one.row is None},
            shared=self.shared,
        )
        return msgspec.msgpack.encode(columns)

    @classmethod
    def decoded(cls, raw: bytes | msgspec.Raw) -> Self | None:
        """The other way round; None for what no run of this version has left."""
        try:
            columns = msgspec.msgpack.decode(raw, type=_Columns)
            if columns.format != _FORMAT:
                return None
            needs = map(columns.several_needs.__getitem__, columns.needs)
            each = map(Entry, in_fours(array("q", columns.stats)), needs, columns.rows)
            entries = dict(zip(columns.paths, each, strict=True))
            for path, uncoded in columns.uncoded.items():
                entries[path] = entries[path]._replace(uncoded=uncoded)
        except (msgspec.DecodeError, LookupError, ValueError):
            return None
        return cls(columns.general, columns.digests, entries, columns.shared)
