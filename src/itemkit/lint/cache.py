"""What lint remembers of a catalog from run to run: which content each file had, and the rows that came of it.

The folder ``.itemkit/cache`` holds a manifest and segments (`itemkit.index.segments`). A segment never changes; the
manifest is replaced in one step when everything that it names is on disk, so a run that is killed leaves the previous
state, and of two runs at once the later one wins whole. Nothing is believed that does not add up: a manifest of
another version, a segment whose digests differ, a number out of place, and the whole cache is thrown away.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pydantic_core import PydanticSerializationError, to_json

from itemkit.index.segments import Digests, digests_of
from itemkit.source.write import write_atomically

FOLDER = ".itemkit/cache"
_FORMAT = 1
_MANIFEST = "manifest.json"
_SEGMENTS = "segments"
_RACY = 2_000_000_000
"""Nanoseconds: a file as young as that when a run began may change again without its times telling."""
_FORGOTTEN = 3600
"""Seconds after which what no manifest names is surely no other run's work in progress."""

Stat = tuple[int, int, int, int]
"""Size, time of modification, time of change (nanoseconds), inode."""
NO_STAT: Stat = (-1, 0, 0, 0)
"""Of no file, and not what `stat_of` says: what is remembered with it is looked at again."""


class Entry(NamedTuple):
    """A file as it was when it was examined. There are hundreds of thousands; tuples are made fastest."""

    stat: Stat
    digest: str
    """Of its bytes."""
    code: str
    """Of a standard: its own; of an item: that of its standard."""
    standard: str
    """The digest of the standard that the item was resolved with; empty without one."""
    number: int
    segment: int
    """Where its rows are: an index into `State.segments`."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A segment that is remembered."""

    name: str
    digests: Digests
    first: int
    """The files in it have numbers from this one …"""
    end: int
    """… up to, not including, this one."""


@dataclass
class State:
    """Everything that is remembered."""

    entries: dict[str, Entry] = field(default_factory=dict)
    """By path."""
    segments: list[Kept] = field(default_factory=list)
    next_number: int = 0
    damaged: bool = False
    """True: something was there, and could not be believed."""

    def dead(self, segment: int) -> list[int]:
        """The numbers of those files in a segment that no entry names any more."""
        kept = self.segments[segment]
        alive = {one.number for one in self.entries.values() if one.segment == segment}
        return [] if len(alive) == kept.end - kept.first else sorted(set(range(kept.first, kept.end)) - alive)


def stat_of(path: str) -> Stat:
    """What the file system says of a file; of one that is not there, what none has that is."""
    try:
        there = os.stat(path)  # noqa: PTH116 (for every file)
    except OSError:
        return (-1, -1, -1, -1)
    return (there.st_size, there.st_mtime_ns, there.st_ctime_ns, there.st_ino)


class Cache:
    """The cache of one catalog, or a folder that stands in for it and is gone afterwards."""

    def __init__(self, folder: Path | None, context: str, tables: Iterable[str], *, remember: bool = True) -> None:
        """Use ``folder``; without one, nothing is remembered.

        Args:
            folder: ``.itemkit/cache`` of a catalog.
            context: what all of the cache depends on; one of another context is of no use.
            tables: the tables of a segment.
            remember: False: what is there is used, but nothing is added.
        """
        self._kept = folder
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        if folder is not None and remember and _is_writable(folder):
            self._work = folder
        else:
            self._temporary = tempfile.TemporaryDirectory(prefix="itemkit-")
            self._work = Path(self._temporary.name)
            (self._work / _SEGMENTS).mkdir()
        self._context = context
        self._tables = tuple(tables)
        self._made: set[str] = set()
        self.began = time.time_ns()

    def close(self) -> None:
        """Leave nothing behind that nobody will use."""
        if self._temporary is not None:
            self._temporary.cleanup()

    def load(self) -> State:
        """What is remembered; nothing, with a note, if it does not add up."""
        if self._kept is None:
            return State()
        try:
            raw = (self._kept / _MANIFEST).read_bytes()
        except FileNotFoundError:
            return State()
        except OSError:
            raw = b""
        try:
            return self._read(raw)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError):
            if self._temporary is None:
                _take_away(self._kept / _MANIFEST)
            return State(damaged=True)

    def _read(self, raw: bytes) -> State:
        body, _newline, digest = raw.rpartition(b"\n")
        if _digest(body) != digest.decode("ascii"):
            raise ValueError("the manifest's own digest differs")
        kept = json.loads(body)
        if (kept["format"], kept["context"]) != (_FORMAT, self._context):
            return State()  # of another version or configuration: that is no damage
        segments = [Kept(*one) for one in kept["segments"]]
        for one in segments:
            if digests_of(self.segment(one.name), self._tables) != one.digests:
                raise ValueError("a segment is not what it was")
        columns = [kept["files"][name] for name in _COLUMNS]
        if len({*map(len, columns)}) != 1:
            raise ValueError("the columns differ in length")
        paths, *stats, digests, codes, standards, numbers, which = columns
        stat_of_each = zip(*stats, strict=True)
        rows = zip(stat_of_each, digests, codes, standards, numbers, which, strict=True)
        entries = dict(zip(paths, map(Entry._make, rows), strict=True))
        return State(entries, segments, kept["next"])

    def segment(self, name: str) -> Path:
        """Where the segment of that name is."""
        folder = self._work if name in self._made or self._kept is None else self._kept
        return folder / _SEGMENTS / name

    def new_folder(self) -> Path:
        """A new folder for rows in the making, on the same disk."""
        return Path(tempfile.mkdtemp(prefix="rows-", dir=self._work))

    def new_segment(self) -> str:
        """A name for a segment that no other run uses."""
        name = f"{self.began:x}-{os.getpid():x}-{len(self._made)}"
        self._made.add(name)
        return name

    def save(self, state: State) -> None:
        """Remember ``state`` from now on, if that can be done. What it names must be on disk."""
        if self._temporary is not None:
            return
        racy = self.began - _RACY
        each = state.entries.values()
        stats = [one.stat if max(one.stat[1], one.stat[2]) < racy else NO_STAT for one in each]
        columns: list[Sequence[object]] = [
            list(state.entries),
            *([stat[number] for stat in stats] for number in range(len(NO_STAT))),
            *([one[number] for one in each] for number in range(1, len(Entry._fields))),
        ]
        body = _encoded(
            {
                "format": _FORMAT,
                "context": self._context,
                "next": state.next_number,
                "segments": [(one.name, one.digests, one.first, one.end) for one in state.segments],
                "files": dict(zip(_COLUMNS, columns, strict=True)),
            }
        )
        with contextlib.suppress(OSError):
            write_atomically(self._work / _MANIFEST, f"{body.decode()}\n{_digest(body)}")
        self._clean({one.name for one in state.segments})

    def _clean(self, named: set[str]) -> None:
        """Take away what earlier runs have left and no manifest names."""
        others = [one for one in (self._work / _SEGMENTS).iterdir() if one.name not in named]
        for one in [*others, *self._work.glob("rows-*")]:
            with contextlib.suppress(OSError):
                if time.time() - one.stat().st_mtime > _FORGOTTEN:
                    _take_away(one)


_COLUMNS = ("path", "size", "modified", "changed", "inode", "digest", "code", "standard", "number", "segment")


def _is_writable(folder: Path) -> bool:
    """Whether rows can be kept there; the folder is made, and kept out of git."""
    try:
        (folder / _SEGMENTS).mkdir(parents=True, exist_ok=True)
        ignored = folder.parent / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", "utf-8")
        Path(tempfile.mkdtemp(prefix="rows-", dir=folder)).rmdir()
    except OSError:
        return False
    return True


def _take_away(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _encoded(manifest: Mapping[str, object]) -> bytes:
    """As JSON; a path that is no UTF-8 takes the longer way, which has escapes for it."""
    try:
        return to_json(manifest)
    except PydanticSerializationError:
        return json.dumps(manifest).encode()


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
