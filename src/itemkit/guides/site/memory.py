"""What a run of publishing leaves for the next one, which reads it before it does anything else."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple, Self

import msgspec

from itemkit.guides.site.rows import ItemRow
from itemkit.guides.site.table import Column, Table, WrittenTable, written_as
from itemkit.source.stat import Stat, in_fours

_FORMAT = 3
_EACH = 4
"""Numbers of a `Stat`."""
NOTHING = msgspec.Raw(b"\xc0")
"""As MessagePack."""

Certificates = tuple[str, ...]
"""The names of certificates that the pages of an item depend on, whether the catalog knows them or not."""


class Refused(NamedTuple):
    """A file whose item has no page, because it has no code."""

    stat: Stat
    name: str
    """Of the item."""
    status: str


class Entry(NamedTuple):
    """A file whose item has a page."""

    stat: Stat
    """As it was when the page was made."""
    row: ItemRow
    certificates: Certificates


@dataclass
class Files:
    """What is known of the files of items, in the order of their paths."""

    table: Table = field(default_factory=lambda: Table.of([]))
    """A row for each that has a page."""
    stats: "array[int]" = field(default_factory=lambda: array("q"))
    """As they were when these pages were made, one number after the other."""
    certificates: Column[Certificates] = field(default_factory=lambda: Column([]))
    refused: Mapping[str, Refused] = field(default_factory=dict)
    """The others, by path."""

    @classmethod
    def of(cls, entries: Sequence[Entry], refused: Mapping[str, Refused]) -> Self:
        """Of files that are at hand."""
        return cls(
            Table.of([one.row for one in entries]),
            array("q", [number for one in entries for number in one.stat]),
            Column.of([one.certificates for one in entries]),
            refused,
        )

    @classmethod
    def joined(cls, several: Sequence["Files"]) -> Self:
        """Of several runs of files, one behind the other."""
        if not several:
            return cls()
        stats = array("q")
        for one in several:
            stats.extend(one.stats)
        return cls(
            Table.joined([one.table for one in several]),
            stats,
            Column.joined([one.certificates for one in several]),
            {path: refused for one in several for path, refused in one.refused.items()},
        )

    @property
    def paths(self) -> list[str]:
        """Those that have a page."""
        return self.table.each("path")

    def each_stat(self) -> Iterator[Stat]:
        """As they were, for each that has a page."""
        return in_fours(self.stats)

    def titles(self, paths: AbstractSet[str]) -> dict[str, tuple[str, str]]:
        """The title of some of them and the initials of that, by path."""
        columns = self.paths, self.table.each("title"), self.table.each("initials")
        return {path: (title, initials) for path, title, initials in zip(*columns, strict=True) if path in paths}

    def has_same(self, *names: str, of: "Files") -> bool:
        """Whether these fields of all rows are those of other files, from which these were `changed`."""
        return all(self.table.columns[name] is of.table.columns[name] for name in names)

    def depending(self, names: AbstractSet[str]) -> Iterator[str]:
        """The paths of those that depend on something around them; see `Surroundings.digests`.

        What got no page depends on anything, as it is looked at in no time.
        """
        if not names:
            return
        yield from self.refused
        standards, organs = self.table.each("standard"), self.table.each("organ")
        columns = self.paths, standards, organs, self.certificates.each()
        for path, standard, organ, certificates in zip(*columns, strict=True):
            own = (f"standard:{standard}", f"organ:{organ}", *map("certificate:{}".format, certificates))
            if not names.isdisjoint(own):
                yield path

    def changed(self, paths: Sequence[str], new: "Files") -> "Files":
        """What is known now.

        Args:
            paths: all files that can be read, in their order.
            new: what is new of some of them.
        """
        known = {path: number for number, path in enumerate(self.paths)}
        made = {path: number for number, path in enumerate(new.paths)}
        with_page = [path for path in paths if path in made or (path in known and path not in new.refused)]
        refused = {
            path: new.refused.get(path) or self.refused[path]
            for path in (paths if len(with_page) < len(paths) else ())
            if path not in made and (path in new.refused or path not in known)
        }
        if not known:
            return Files(new.table, new.stats, new.certificates, refused)
        order = None if with_page == self.paths else [known.get(path, 0) for path in with_page]
        places = {place: made[path] for place, path in enumerate(with_page) if path in made}
        rows = dict(zip(places, new.table.rows(list(places.values())), strict=True))
        stats = list(self.each_stat())
        stats = stats if order is None else [stats[number] for number in order]
        certificates, others = new.certificates.each(), list(new.each_stat())
        for place, number in places.items():
            stats[place] = others[number]
        return Files(
            self.table.changed(order, rows),
            array("q", chain.from_iterable(stats)),
            self.certificates.changed(order, {place: certificates[number] for place, number in places.items()}),
            refused,
        )


class _Written(msgspec.Struct, frozen=True, array_like=True):
    """All of it as it is written."""

    format: int
    general: str
    digests: dict[str, str]
    table: WrittenTable  # type: ignore[valid-type]
    stats: bytes
    certificates: written_as(Certificates)  # type: ignore[valid-type]
    refused: dict[str, Refused]
    shared: msgspec.Raw


@dataclass(frozen=True, slots=True)
class State:
    """What is remembered."""

    general: str = ""
    """Digest of what every page depends on."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """Of what some pages depend on; see `Surroundings.digests`."""
    files: Files = field(default_factory=Files)
    shared: msgspec.Raw = field(default_factory=lambda: NOTHING)
    """What the pages that are made of rows leave."""

    def encoded(self) -> bytes:
        """As MessagePack."""
        files = self.files
        form = _Written(
            _FORMAT,
            self.general,
            dict(self.digests),
            files.table.written(),
            files.stats.tobytes(),
            files.certificates.written(),
            dict(files.refused),
            self.shared,
        )
        return msgspec.msgpack.encode(form)

    @classmethod
    def decoded(cls, raw: bytes | msgspec.Raw) -> Self | None:
        """The other way round; None for what no run of this version has left."""
        try:
            form = msgspec.msgpack.decode(raw, type=_Written)
            if form.format != _FORMAT:
                return None
            stats = array("q", form.stats)
            rows = len(stats) // _EACH
            table, certificates = Table.read(form.table, rows), Column.read(form.certificates, rows)
        except (msgspec.DecodeError, ValueError):
            return None
        return cls(form.general, form.digests, Files(table, stats, certificates, form.refused), form.shared)
