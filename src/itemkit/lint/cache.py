"""What lint remembers of a catalog from run to run: which content each file had, and the rows that came of it.

The folder ``.itemkit/cache`` holds a manifest (`itemkit.lint.manifest`) and segments (`itemkit.index.segments`). A
segment never changes; the manifest, or what has changed since, is replaced in one step when everything that it names is
on disk, so a run that is killed leaves the previous state, and of two runs at once the later one wins whole. Nothing is
believed that does not add up: a manifest of another version, a segment whose digests differ, a number out of place, and
the whole cache is thrown away.
"""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from itemkit.index.segments import digests_of
from itemkit.lint.manifest import Entry, State, read_manifest, written, written_changes
from itemkit.source.private import FOLDER as _PRIVATE
from itemkit.source.private import private_folder
from itemkit.source.stat import NO_STAT, RACY
from itemkit.source.write import write_atomically

FOLDER = f"{_PRIVATE}/cache"
_MANIFEST = "manifest.json"
_CHANGES = "changes.json"
_SEGMENTS = "segments"
_FORGOTTEN = 3600
"""Seconds after which what no manifest names is surely no other run's work in progress."""


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
            raw = _there(self._kept / _MANIFEST)
            if raw is None:
                return State()
            state = read_manifest(raw, self._context, _there(self._kept / _CHANGES) or b"")
            for one in state.segments:
                if digests_of(self.segment(one.name), self._tables) != one.digests:
                    raise ValueError("a segment is not what it was")
        except (ValueError, OSError):
            if self._temporary is None:
                _take_away(self._kept / _MANIFEST)
                _take_away(self._kept / _CHANGES)
            return State(damaged=True)
        return state

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

    def save(self, state: State, before: State) -> None:
        """Remember ``state`` from now on, if that can be done. What it names must be on disk.

        Args:
            state: what is now.
            before: what was loaded.
        """
        if self._temporary is not None:
            return
        changes = state.changes_since(before)
        with contextlib.suppress(OSError):
            if changes is None:
                state.entries = {path: self._to_trust(one) for path, one in state.entries.items()}
                write_atomically(self._work / _MANIFEST, written(state, self._context))
                (self._work / _CHANGES).unlink(missing_ok=True)
            else:
                changes = {path: one and self._to_trust(one) for path, one in changes.items()}
                write_atomically(self._work / _CHANGES, written_changes(state, before.base, changes))
        self._clean({one.name for one in state.segments})

    def _to_trust(self, entry: Entry) -> Entry:
        """An entry as the next run may believe it: a file as young as that may change again unseen."""
        is_old = max(entry.stat[1], entry.stat[2]) < self.began - RACY
        return entry if is_old else msgspec.structs.replace(entry, stat=NO_STAT)

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


def _there(path: Path) -> bytes | None:
    """What is in a file; nothing if it is not there.

    Raises:
        OSError: it is there and can't be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
