"""The files of a site's trees: their names, written one by one, shared between two trees by hard links."""

import contextlib
import errno
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

FOLDER_NAME = ".{name}.itemkit"
"""What the folder beside a site is called."""

NAME = re.compile(
    r"(?:[a-z][a-z0-9]*/){0,2}[^\s./\\:*?\"<>|\x00-\x1f\x7f][^/\\:*?\"<>|\x00-\x1f\x7f]*\.(?:html|css|js|json|csv|xlsx|xml|txt|svg)"
)
"""A file at the top or at most two folders down. Leaving the folder can't be written in this form."""

_LARGE = 1 << 20
"""Bytes of a file that is written anew without looking: that takes no longer than reading it."""
_NO_LINKS = frozenset({errno.EPERM, errno.EXDEV, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS})


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes files of a site into a tree."""

    tree: Path
    names: frozenset[str]
    """The files that may be there already."""
    twin: Path | None = None
    """A second tree that gets each of the files too: sharing one at once costs less than all of them in the end."""

    def write(self, name: str, content: bytes) -> bool:
        """Make the file ``name`` hold ``content``; True if that changes anything.

        Raises:
            ValueError: ``name`` is of no form that a site has.
        """
        if not NAME.fullmatch(name):
            raise ValueError(f"not a file name of a site: {name!r}")
        has_changed = put(self.tree, name, content, is_there=name in self.names)
        if self.twin is not None and has_changed:
            _share_new(f"{self.tree}/{name}", f"{self.twin}/{name}")
        return has_changed


def put(tree: Path, name: str, content: bytes, *, is_there: bool) -> bool:
    """Make a file hold ``content``; True if that changes anything. Another tree that shares the old file keeps it.

    Args:
        tree: the root.
        name: a `NAME`.
        content: all of it.
        is_there: False: the file is known not to exist.
    """
    path = f"{tree}/{name}"
    if is_there:
        with contextlib.suppress(OSError):
            if os.stat(path).st_size == len(content) <= _LARGE:  # noqa: PTH116 (for every file)
                with open(path, "rb") as file:  # noqa: PTH123
                    if file.read() == content:
                        return False
    _create(path, content)
    return True


def _create(path: str, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    while True:
        try:
            descriptor = os.open(path, flags, 0o644)
            break
        except FileExistsError:
            os.unlink(path)  # noqa: PTH108 (never written into: another tree may share it)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
    try:
        done = 0
        while done < len(content):
            done += os.write(descriptor, content[done:] if done else content)
    finally:
        os.close(descriptor)


def share(source: Path, target: Path, names: Iterable[str]) -> None:
    """Have files of one tree in another one too, in the place of what is there; links to elsewhere stay links."""
    made: set[str] = set()
    for name in names:
        folder = os.path.dirname(name)  # noqa: PTH120
        if folder not in made:
            (target / folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        _share(f"{source}/{name}", f"{target}/{name}")


def _share_new(source: str, target: str) -> None:
    """As `_share`, into a folder that may not be there yet."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
        _share(source, target)


def _share(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        os.unlink(target)  # noqa: PTH108
        _share(source, target)
    except FileNotFoundError:
        return  # somebody took it out of the site; the new one does without, or writes it
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(source, target, follow_symlinks=False)


def strangers_in(tree: Path, known: frozenset[str]) -> set[str]:
    """Every file below a tree, and every link, that is not among the known ones; relative with ``/``."""
    found: set[str] = set()
    folders = [""]
    while folders:
        folder = folders.pop()
        with contextlib.suppress(FileNotFoundError):
            inside = {folder + name for name in os.listdir(f"{tree}/{folder}")}  # noqa: PTH208 (of very many)
            for one in inside - known:
                path = f"{tree}/{one}"
                if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114 (it may just have gone)
                    folders.append(f"{one}/")
                else:
                    found.add(one)
    return found


def remove_empty_folders(tree: Path, names: Iterable[str]) -> None:
    """Remove the folders that these files were in, where nothing is left in them."""
    folders = {parent for name in names for parent in PurePosixPath(name).parents if parent != PurePosixPath()}
    for folder in sorted(folders, key=lambda one: -len(one.parts)):
        with contextlib.suppress(OSError):
            (tree / folder).rmdir()


def is_link(path: Path) -> bool:
    """Whether this is a link of any kind, a junction of Windows too."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return False
    if sys.platform == "win32":  # pragma: no cover
        return bool(status.st_file_attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT)
    return stat.S_ISLNK(status.st_mode)
