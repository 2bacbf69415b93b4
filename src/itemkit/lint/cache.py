"""What lint remembers of a catalog from run to run: which content each file had, and the rows that came of it.

The folder ``.itemkit/cache`` holds a manifest and segments (`itemkit.index.segments`). A segment never changes; the
manifest is replaced in one step when everything that it names is on disk, so a run that is killed leaves the previous
state, and of two runs at once the later one wins whole. Nothing is believed that does not add up: a manifest of
another version, a segment whose digests differ, a number out of place, and the whole cache is thrown away.
"""

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from itemkit.index.segments import Digests, digests_of
from itemkit.source.parallel import run_chunks
from itemkit.source.private import FOLDER as _PRIVATE
from itemkit.source.private import private_folder
from itemkit.source.write import write_atomically

FOLDER = f"{_PRIVATE}/cache"
_FORMAT = 2
_MANIFEST = "manifest.json"
_SEGMENTS = "segments"
_RACY = 2_000_000_000
"""Nanoseconds: a file as young as that when a run began may change again without its times telling."""
_FORGOTTEN = 3600
"""Seconds after which what no manifest names is surely no other run's work in progress."""

Stat = tuple[int, int, int, int]
"""Size, time of modification, time of change (nanoseconds), inode."""
_LARGEST = (1 << 63) - 1
NO_STAT: Stat = (-1, 0, 0, 0)
"""Of no file, and not what `stat_of` says: what is remembered with it is looked at again."""


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as it was when it was examined. There are hundreds of thousands."""

    stat: Stat
    digest: str
    """Of its bytes."""
    code: str
    """Of a standard: its own; of an item: that of its standard."""
    number: int
    segment: int
    """Where its rows are: an index into `State.segments`."""


class Kept(msgspec.Struct, frozen=True):
    """A segment that is remembered."""

    name: str
    digests: Digests
    first: int
    """The files in it have numbers from this one …"""
    end: int
    """… up to, not including, this one."""


class _Header(msgspec.Struct, frozen=True):
    """By which a manifest is known; what else it says depends on that."""

    format: int
    context: str


class _Manifest(msgspec.Struct, frozen=True):
    """What is written down of a `State`."""

    format: int
    context: str
    next: int
    segments: list[Kept]
    standards: dict[str, str]
    files: dict[str, Entry]


@dataclass
class State:
    """Everything that is remembered."""

    entries: dict[str, Entry] = field(default_factory=dict)
    """By path."""
    standards: dict[str, str] = field(default_factory=dict)
    """By code the digest of the standard that items were resolved with."""
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
    return (there.st_size, there.st_mtime_ns, there.st_ctime_ns, there.st_ino & _LARGEST)


def each_stat(root: Path, paths: Sequence[str], processes: int) -> Iterator[Stat]:
    """`stat_of` each path below ``root``, in order; several processes are at work from the first one on."""
    size = -(-len(paths) // processes) or 1  # as many parts as processes: what they are handed at once they do at once
    for part in run_chunks(_stats, root, paths, processes=processes, size=size):
        yield from zip(part[0::4], part[1::4], part[2::4], part[3::4], strict=True)


def _stats(root: Path, paths: Sequence[str]) -> "array[int]":
    return array("q", [one for path in paths for one in stat_of(f"{root}/{path}")])


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

    def has_any(self) -> bool:
        """Whether anything is remembered; it may still turn out to be of no use."""
        return self._kept is not None and (self._kept / _MANIFEST).exists()

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
        except (ValueError, OSError):
            if self._temporary is None:
                _take_away(self._kept / _MANIFEST)
            return State(damaged=True)

    def _read(self, raw: bytes) -> State:
        body, _newline, digest = raw.rpartition(b"\n")
        if _digest(body) != digest.decode("ascii"):
            raise ValueError("the manifest's own digest differs")
        if msgspec.json.decode(body, type=_Header) != _Header(_FORMAT, self._context):
            return State()  # of another version or configuration: that is no damage
        kept = msgspec.json.decode(body, type=_Manifest)
        for one in kept.segments:
            if digests_of(self.segment(one.name), self._tables) != one.digests:
                raise ValueError("a segment is not what it was")
        return State(kept.files, kept.standards, kept.segments, kept.next)

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
        files = {
            path: one if max(one.stat[1], one.stat[2]) < racy else msgspec.structs.replace(one, stat=NO_STAT)
            for path, one in state.entries.items()
        }
        made = _Manifest(_FORMAT, self._context, state.next_number, state.segments, state.standards, files)
        body = _encoded(made)
        with contextlib.suppress(OSError):
            write_atomically(self._work / _MANIFEST, b"%b\n%b" % (body, _digest(body).encode()))
        self._clean({one.name for one in state.segments})

    def _clean(self, named: set[str]) -> None:
        """Take away what earlier runs have left and no manifest names."""
        others = [one for one in (self._work / _SEGMENTS).iterdir() if one.name not in named]
        for one in [*others, *self._work.glob("rows-*")]:
            with contextlib.suppress(OSError):
                if time.time() - one.stat().st_mtime > _FORGOTTEN:
                    _take_away(one)


def _is_writable(folder: Path) -> bool:
    """Whether rows can be kept there; the folder is made, and kept out of git."""
    try:
        private_folder(folder.parent.parent)
        (folder / _SEGMENTS).mkdir(parents=True, exist_ok=True)
        Path(tempfile.mkdtemp(prefix="rows-", dir=folder)).rmdir()
    except OSError:
        return False
    return True


def _take_away(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _encoded(manifest: _Manifest) -> bytes:
    """As JSON. A path that is no UTF-8 can't be said in it: such a file is examined in every run."""
    try:
        return msgspec.json.encode(manifest)
    except UnicodeEncodeError:
        said = {path: one for path, one in manifest.files.items() if path.encode("utf-8", "replace").decode() == path}
        return msgspec.json.encode(msgspec.structs.replace(manifest, files=said))


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
