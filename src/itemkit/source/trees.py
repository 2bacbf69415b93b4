"""Where the files of a catalog are: on disk, or in a commit of git. Who reads a tree need not know which."""

import hashlib
import os
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from itemkit.findings import msg
from itemkit.model.kinds import KINDS, STANDARD_KIND, kind_of
from itemkit.source.catalog import CONFIG_NAME, Catalog, CatalogError, Found
from itemkit.source.git import blobs, commit_of, git
from itemkit.source.problems import Problem
from itemkit.source.read import Document, load

_LINK = "120000"
_FILE = ("100644", "100755")
_SHA1 = 40  # hexadecimal digits; a repository made with SHA-256 has 64


class Tree(ABC):
    """The files of one catalog in one state."""

    catalog: Catalog
    """With the configuration of that state."""

    @abstractmethod
    def find(self) -> Found:
        """All files of the catalog."""

    @abstractmethod
    def contents(self, paths: Sequence[str]) -> list[bytes | Document]:
        """What files hold; a document without content that says why, where that can't be had."""

    @abstractmethod
    def digests(self, paths: Sequence[str]) -> list[str]:
        """What tells one content of a file from another: the name that git has for it; empty if it can't be read."""

    @abstractmethod
    def shown(self, path: str) -> str:
        """What a person would type to see the file."""

    @property
    @abstractmethod
    def folder(self) -> Path:
        """Where the catalog is on disk, or would be if the commit were checked out."""


class DiskTree(Tree):
    """Files on disk, as they are now."""

    def __init__(self, catalog: Catalog, given: Mapping[str, bytes] | None = None, found: Found | None = None) -> None:
        """Look at ``catalog``; some files may be ``given`` with another content than on disk.

        Args:
            catalog: where the files are.
            given: what some files hold instead, by path.
            found: all files, if they are known.
        """
        self.catalog = catalog
        self._given = given or {}
        self._found = found

    def find(self) -> Found:
        """All files of the catalog."""
        return self._found or self.catalog.find()

    def contents(self, paths: Sequence[str]) -> list[bytes | Document]:
        """What files hold now."""
        return [self._given[path] if path in self._given else self._load(path) for path in paths]

    def digests(self, paths: Sequence[str]) -> list[str]:
        """As git would call the bytes that are there, whatever it does to line ends when it stores them."""
        return [blob_name(raw) if isinstance(raw, bytes) else "" for raw in self.contents(paths)]

    def shown(self, path: str) -> str:
        """The path from the working directory."""
        return os.path.relpath(self.catalog.root / path)

    @property
    def folder(self) -> Path:
        """Its root."""
        return self.catalog.root

    def _load(self, path: str) -> bytes | Document:
        kind = kind_of(path)
        limit = self.catalog.limit if kind is None else self.catalog.limit_of(kind)
        return load(f"{self.catalog.root}/{path}", limit)


class GivenTree(DiskTree):
    """One file with a content of its own, beside the other files of a catalog as they are on disk."""

    def __init__(self, catalog: Catalog, path: str, content: bytes, lead: str, standards: Sequence[str]) -> None:
        """Look at ``path`` (in ``catalog``) with this content.

        Args:
            catalog: where it belongs.
            path: relative to the catalog.
            content: its bytes.
            lead: goes before the path when it is shown: ``a/``, as in a diff of git.
            standards: the files of those standards that may lend something to it.
        """
        super().__init__(catalog, {path: content})
        self._path = path
        self._lead = lead
        self._standards = standards

    def find(self) -> Found:
        """The file, and the standards."""
        found = Found({name: [] for name in KINDS})
        kind = kind_of(self._path)
        found.files[STANDARD_KIND.name] += self._standards
        if kind is not None and self._path not in found.files[kind.name]:
            found.files[kind.name].append(self._path)
        return found

    def shown(self, path: str) -> str:
        """As git calls it; a standard by its path."""
        return f"{self._lead}{path}" if path == self._path or not path else super().shown(path)


class CommitTree(Tree):
    """Files as a commit has them; nothing is checked out."""

    def __init__(self, catalog: Catalog, repository: Path, commit: str, prefix: str, revision: str) -> None:
        """Look at the files below ``prefix`` (with ``/`` at its end, or nothing) in ``commit`` of ``repository``."""
        self.catalog = catalog
        self._repository = repository
        self._commit = commit
        self._prefix = prefix
        self._revision = revision
        self._entries = _entries(repository, commit, prefix)

    def find(self) -> Found:
        """All files of the catalog; a link in a commit is a problem, because it is not followed."""
        found = Found({name: [] for name in KINDS}, whole=True)
        for path, (mode, _name) in sorted(self._entries.items()):
            kind = kind_of(path)
            if kind is None or any(part.startswith(".") for part in path.split("/")):
                continue
            if mode in _FILE:
                found.files[kind.name].append(path)
            else:
                found.problems.append((path, Problem("link", detail=msg("提交里的链接").text)))
        return found

    def contents(self, paths: Sequence[str]) -> list[bytes | Document]:
        """What files held in the commit."""
        names = [self._entries[path][1] if path in self._entries else "" for path in paths]
        raws = iter(blobs(self._repository, [name for name in names if name]))
        return [self._checked(path, next(raws) if name else None) for path, name in zip(paths, names, strict=True)]

    def digests(self, paths: Sequence[str]) -> list[str]:
        """The names of the blobs: nothing is read."""
        known = [self._entries[path][1] if path in self._entries else "" for path in paths]
        if all(len(name) in {0, _SHA1} for name in known):
            return known
        return [blob_name(raw) if isinstance(raw, bytes) else "" for raw in self.contents(paths)]

    def shown(self, path: str) -> str:
        """Revision and path, as ``git show`` takes them."""
        return f"{self._revision}:{self._prefix}{path}"

    @property
    def folder(self) -> Path:
        """The same folder of the work tree."""
        return Path(git(self._repository, "rev-parse", "--show-toplevel").decode().rstrip("\n")) / self._prefix

    def _checked(self, path: str, raw: bytes | None) -> bytes | Document:
        kind = kind_of(path)
        limit = self.catalog.limit if kind is None else self.catalog.limit_of(kind)
        if raw is None:
            return Document("", None, (Problem("unreadable", detail=str(msg("提交里没有这个文件"))),))
        return raw if len(raw) <= limit else Document("", None, (Problem("large", detail=str(limit)),))


def blob_name(raw: bytes) -> str:
    """The name that git gives to some bytes (SHA-1 of ``blob``, their number, and themselves)."""
    return hashlib.sha1(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()


def _entries(repository: Path, commit: str, prefix: str) -> dict[str, tuple[str, str]]:
    """Path below the prefix → mode and name of the object."""
    listed = git(repository, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *([prefix] if prefix else []))
    entries = {}
    for line in listed.split(b"\0"):
        if line:
            about, _tab, path = line.partition(b"\t")
            mode, _type, name = about.decode().split(" ")
            entries[path.decode("utf-8", "surrogateescape")[len(prefix) :]] = (mode, name)
    return entries


@contextmanager
def tree_at(repository: Path, revision: str, place: str) -> Iterator[tuple[CommitTree, str]]:
    """The catalog around ``place`` at a revision, and where ``place`` is in it.

    Args:
        repository: any folder in the work tree of the repository.
        revision: as git understands it.
        place: a file or folder, from the top of the repository, with ``/``; empty: the top.

    Raises:
        CatalogError: git is not there, or there is no such revision or no such place in it.
    """
    commit = commit_of(repository, revision)
    below = git(repository, "ls-tree", "-z", "--full-tree", commit, "--", place) if place else b"\0"
    if not below:
        raise CatalogError(msg("{revision} 里没有 {path}", revision=revision, path=place))
    prefix = _catalog_around(repository, commit, PurePosixPath(place))
    with tempfile.TemporaryDirectory(prefix="itemkit-") as folder:
        root = Path(folder)
        _write_configuration(root, repository, commit, prefix)
        relative = place[len(prefix) :] if place.startswith(prefix) else ""
        yield CommitTree(Catalog(root), repository, commit, prefix, revision), relative


def _catalog_around(repository: Path, commit: str, place: PurePosixPath) -> str:
    """The folder of the catalog that a place lies in, by the rules of `Catalog.around`."""
    folders = [place, *place.parents]
    names = [str(folder / CONFIG_NAME) for folder in folders]
    there = git(repository, "ls-tree", "-z", "--full-tree", "--name-only", commit, "--", *names)
    known = {one.decode("utf-8", "surrogateescape") for one in there.split(b"\0")}
    places = {kind.place for kind in KINDS.values()}
    for folder, name in zip(folders, names, strict=True):
        if name in known:
            return _as_prefix(folder)
    for folder in folders:
        if folder.name in places:
            return _as_prefix(folder.parent)
    return _as_prefix(place.parent if place.suffix in {".yaml", ".yml"} else place)


def _as_prefix(folder: PurePosixPath) -> str:
    return "" if str(folder) == "." else f"{folder}/"


def _write_configuration(root: Path, repository: Path, commit: str, prefix: str) -> None:
    """Put what the catalog says of itself in a commit where `Catalog` can read it."""
    entries = _entries(repository, commit, f"{prefix}{CONFIG_NAME}")
    name = next((name for _mode, name in entries.values()), "")
    if not name:
        return
    (raw,) = blobs(repository, [name])
    (root / CONFIG_NAME).write_bytes(raw or b"")
    schema = Catalog(root).settings.get("schemas", {}).get("extra")
    if schema and not Path(schema).is_absolute() and ".." not in Path(schema).parts:
        (raw,) = blobs(repository, [f"{commit}:{prefix}{schema}"])
        if raw is not None:
            (root / schema).parent.mkdir(parents=True, exist_ok=True)
            (root / schema).write_bytes(raw)
