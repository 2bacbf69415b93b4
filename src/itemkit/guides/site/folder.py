"""The folder that a site is published into: readers see the old site or the new one, never something between.

Beside the folder ``site`` stands ``.site.itemkit`` with all that publishing needs: a lock, what is remembered of the
last run, and a second tree (the spare) that shares the files of the site by hard links. A run brings the spare up to
date, writes what has changed into it, and exchanges the two trees in one step. What it then has in hand is the site
before, which the next run brings up to date by the changes of this one alone.

The file ``.itemkit-site`` in the site lists what publishing wrote; whatever else lies in the folder is somebody else's
and is carried over from tree to tree.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from itemkit.findings import Message, msg
from itemkit.guides.site.exchange import exchange
from itemkit.guides.site.files import (
    FOLDER_NAME,
    NAME,
    Writer,
    is_link,
    remove_empty_folders,
    share,
    strangers_in,
)

MANIFEST = ".itemkit-site"
_FORMAT = "itemkit.site/2"
_FORMERLY = "itemkit.site/1"
_MOST_SHOWN = 80


class FolderError(Exception):
    """The output folder can't be used as it is; nothing that was in it has been changed."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class _Memory(msgspec.Struct, frozen=True):
    """What a run leaves for the next one."""

    generation: str
    """Of the site that it published; another site than this one has nothing to do with it."""
    before: str
    """Of the site that the spare holds since then."""
    written: list[str]
    """What differs between the two: files that are new or changed …"""
    removed: list[str]
    """… and files that are gone."""
    strangers: list[str]
    """The files in either that are somebody else's."""
    listing: bytes
    """Digest of the list in the site: one that is known needs no looking at."""
    payload: msgspec.Raw
    """Whatever the run wants to know next time."""


class SiteFolder:
    """An output folder that is being written; made by `site_folder`."""

    def __init__(self, root: Path, side: Path, listed: "_Listed") -> None:
        """``root`` is the site, with what its list says; ``side`` is the folder beside it."""
        self.root = root
        self.names = listed.names
        """The files of the site as it is."""
        self._listed = listed
        self._generation = listed.generation
        self._memory = listed.memory
        self._side = side
        self.spare = side / "spare"
        self._twin = side / "twin"
        """Where there is no site yet: the tree that will be the spare when the spare has become the site."""
        self._is_first = not root.exists()
        self.written: list[str] = []
        """The files that this run has made new or other than they were."""
        self._is_ready = False

    @property
    def is_new(self) -> bool:
        """Whether there is no site yet."""
        return not self.names

    @property
    def payload(self) -> msgspec.Raw | None:
        """What the run that published the site has left; None where nothing is known of it."""
        return self._memory.payload if self._memory else None

    @property
    def writer(self) -> Writer:
        """What writes into the spare, in this process or another one; the spare must be prepared."""
        return Writer(self.spare, self.names, self._twin if self._is_first else None)

    def prepare(self) -> None:
        """Make the spare a tree like the site, for writing; once is enough."""
        if self._is_ready:
            return
        self._refuse_strange_trees()
        memory, spare = self._memory, self.spare
        is_last = memory is not None and spare.is_dir() and _generation_of(spare) == memory.before != ""
        (spare / MANIFEST).unlink(missing_ok=True)  # from here on it is no site until it is done
        if memory is not None and is_last:
            for name in memory.removed:
                (spare / name).unlink(missing_ok=True)
            remove_empty_folders(spare, memory.removed)
            share(self.root, spare, memory.written)
        else:
            for tree in (spare, self._twin):
                shutil.rmtree(tree, ignore_errors=True)
            spare.mkdir(parents=True)
            if not self.is_new:
                share(self.root, spare, self.names)
        self._is_ready = True

    def write(self, name: str, content: bytes) -> bool:
        """Make the file ``name`` of the new site hold ``content``; True if that changes anything."""
        self.prepare()
        has_changed = self.writer.write(name, content)
        if has_changed:
            self.written.append(name)
        return has_changed

    def add_written(self, names: Iterable[str]) -> None:
        """Take note of files that somebody else has changed in the spare."""
        self.written += names

    def begin_to_save(self) -> None:
        """Have what is written so far brought to the disk while other things are done; `publish` waits for the rest."""
        if hasattr(os, "sync"):
            threading.Thread(target=os.sync, daemon=True).start()

    def publish(self, names: Collection[str], payload: bytes) -> tuple[str, ...]:
        """Put the spare in the place of the site; returns the names of the files that are gone, sorted.

        Args:
            names: all files of the new site.
            payload: what the next run will want to know (JSON or MessagePack).

        Raises:
            FolderError: the trees can't be exchanged, as where the site is the root of a file system.
        """
        wanted = frozenset(names)
        removed = sorted(self.names - wanted)
        if not removed and not self.written:
            self._keep(payload)
            return ()
        self.prepare()
        for name in removed:
            (self.spare / name).unlink(missing_ok=True)
        remove_empty_folders(self.spare, removed)
        generation = secrets.token_hex(16)
        strangers = self._carry_over(wanted)
        body = self._listed.body
        if not body or wanted != self.names:
            body = "".join([f"{name}\n" for name in sorted(wanted)]).encode()
        listing = f"{_FORMAT} {generation}\n".encode() + body
        (self.spare / MANIFEST).write_bytes(listing)
        memory = _Memory(
            generation,
            self._generation,
            self.written,
            removed,
            sorted(strangers),
            _digest(listing),
            msgspec.Raw(payload),
        )
        self._write_memory(memory, "next")
        if hasattr(os, "sync"):
            os.sync()  # of a machine that loses its power the site must not be empty files with the right names
        is_first = not self.root.exists()
        try:
            exchange(self.spare, self.root)
        except OSError as error:
            raise FolderError(
                msg("{path} 换不成新的网页（{error}）：换到它下面的一个文件夹", path=self.root, error=error.strerror)
            ) from None
        (self._side / "next").replace(self._side / "memory")
        if is_first:
            self._twin.rename(self.spare)
            self._match(memory)
        return tuple(removed)

    def _keep(self, payload: bytes) -> None:
        """Leave the site as it is, and only remember something else of it."""
        if self._memory is None:
            memory = _Memory(self._generation, "", [], [], [], self._listed.digest, msgspec.Raw(payload))
        else:
            memory = msgspec.structs.replace(self._memory, payload=msgspec.Raw(payload))
        if self._is_ready:
            self._match(memory)
        else:
            self._write_memory(memory, "memory")

    def _match(self, memory: _Memory) -> None:
        """Take note that the spare is a tree like the site."""
        self._write_memory(msgspec.structs.replace(memory, before=memory.generation, written=[], removed=[]), "memory")
        shutil.copyfile(self.root / MANIFEST, self.spare / MANIFEST)

    def _write_memory(self, memory: _Memory, name: str) -> None:
        made = self._side / "made"
        made.write_bytes(msgspec.msgpack.encode(memory))
        made.replace(self._side / name)

    def _refuse_strange_trees(self) -> None:
        if self.spare.is_symlink() or (self.spare.exists() and not self.spare.is_dir()):
            raise FolderError(msg("{path} 是链接，会写到文件夹外面去：先把它移走", path=self.spare))
        for one in [] if self.is_new else self.root.iterdir():
            if is_link(one) and any(name.startswith(f"{one.name}/") for name in self.names):
                raise FolderError(msg("{path} 是链接，会写到文件夹外面去：先把它移走", path=one))

    def _carry_over(self, wanted: frozenset[str]) -> set[str]:
        """Bring other people's files along, and give their names; they are not touched."""
        if self.is_new:
            return set()
        strangers = strangers_in(self.root, self.names) - {MANIFEST}
        for name in strangers & wanted:
            raise FolderError(msg("{path} 不是发布写的文件，不能覆盖：先把它移走", path=self.root / name))
        old = {*self.written, *(self._memory.strangers if self._memory else ())} - wanted - strangers
        for name in old:
            (self.spare / name).unlink(missing_ok=True)
        remove_empty_folders(self.spare, old)
        share(self.root, self.spare, strangers)
        return strangers


@contextmanager
def site_folder(out: Path) -> Iterator[SiteFolder]:
    """Open the folder of a site for one run: a new or empty one, or one that an earlier run wrote.

    Raises:
        FolderError: it is no folder, it holds files without our list, the list is not as we write it, or another run is
            at work on it.
    """
    root = Path(os.path.realpath(out))
    if root.exists() and not root.is_dir():
        raise FolderError(msg("{path} 不是文件夹：换一个文件夹来放网页", path=out))
    if root.is_dir() and not (root / MANIFEST).is_file() and any(root.iterdir()):
        raise FolderError(
            msg(
                "{path} 里已有别的文件，又没有 {manifest} 说明哪些是发布的网页：换一个空文件夹，或先把它清空",
                path=out,
                manifest=MANIFEST,
            )
        )
    side = root.parent / FOLDER_NAME.format(name=root.name)
    if is_link(side):
        raise FolderError(msg("{path} 是链接，会写到文件夹外面去：先把它移走", path=side))
    has_site = root.is_dir()
    listed = _read_manifest(root, side)
    side.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(side / "lock", timeout=0):
            if not has_site or not any(root.iterdir()):
                with contextlib.suppress(FileNotFoundError):
                    root.rmdir()  # an empty one: the new tree takes its place
            yield SiteFolder(root, side, listed)
    except Timeout:
        raise FolderError(msg("另一个发布正在写 {path}：等它结束", path=out)) from None


def _generation_of(tree: Path) -> str:
    with contextlib.suppress(OSError, UnicodeDecodeError), (tree / MANIFEST).open(encoding="utf-8") as file:
        return file.readline().removeprefix(_FORMAT).strip()
    return ""


@dataclass(frozen=True, slots=True)
class _Listed:
    """What a site says of itself, and what is remembered of it."""

    generation: str = ""
    names: frozenset[str] = frozenset()
    body: bytes = b""
    """The names as they are listed; empty where the list is not as a run left it."""
    digest: bytes = b""
    """Of the whole list."""
    memory: _Memory | None = None


def _read_manifest(root: Path, side: Path) -> _Listed:
    """The list of a site; one that is not as the run left it that wrote it is looked at line by line."""
    path = root / MANIFEST
    if not path.is_file() or path.is_symlink():
        return _Listed()
    raw = path.read_bytes()
    # A last line without its end was cut off while it was written.
    first, *names = raw.decode("utf-8", "replace").split("\n")[:-1] or [""]
    form, _, generation = first.partition(" ")
    digest, memory = _digest(raw), _remembered(side, generation)
    is_known = memory is not None and memory.listing == digest
    if not is_known:
        is_ours = form in {_FORMAT, _FORMERLY}
        wrong = next((name for name in names if not NAME.fullmatch(name)), None) if is_ours else first
        if wrong is not None:
            shown = wrong[:_MOST_SHOWN] or _FORMAT
            raise FolderError(msg("{path} 不是发布写成的样子（{line}）：换一个空文件夹", path=path, line=shown))
    return _Listed(generation, frozenset(names), raw.partition(b"\n")[2] if is_known else b"", digest, memory)


def _digest(listing: bytes) -> bytes:
    return hashlib.blake2b(listing, digest_size=16).digest()


def _remembered(side: Path, generation: str) -> _Memory | None:
    """What the run that made this very site has left."""
    for name in ("memory", "next"):  # the second one, where a run was killed after it had exchanged the trees
        with contextlib.suppress(OSError, msgspec.DecodeError):
            found = msgspec.msgpack.decode((side / name).read_bytes(), type=_Memory)
            if found.generation == generation != "":
                return found
    return None
