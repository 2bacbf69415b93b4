"""Writing a file so that nobody ever sees half of it.

Catalog files are edited by people, read by editors that watch the folder, and kept in git. A writer that is killed
must leave either the old file or the new one, whole: the content goes to a temporary file in the same folder, is forced
to the disk, and takes the file's name in one step.
"""

import contextlib
import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterable
from pathlib import Path


def write_atomically(path: Path, content: str | bytes) -> None:
    """Make ``path`` hold exactly ``content``; text in UTF-8, with its line ends as they are.

    The mode of an existing file is kept. Where ``path`` is a link, the file that it leads to is replaced and the link
    stays. On failure the old file is untouched and nothing is left behind; a process that is killed leaves at most
    a hidden file ending in ``.tmp``.

    Args:
        path: the file; its folder must exist.
        content: all that the file will hold.

    Raises:
        OSError: the folder is missing or can't be written to.
        UnicodeEncodeError: the text has half of a surrogate pair.
    """
    whole = content.encode() if isinstance(content, str) else content
    target = Path(os.path.realpath(path))
    temporary = target.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        _write(temporary, whole, target, is_forced=True)
        temporary.replace(target)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename == str(temporary):  # a name that nobody has given
            error.filename = str(path if target.parent.is_dir() else path.parent)
        raise
    _sync_folder(target.parent)


def write_many_atomically(contents: Iterable[tuple[Path, bytes]], staging: Path) -> dict[Path, OSError]:
    """As `write_atomically`, for many files: each is whole at any time, and all are on the disk in the end.

    All are written in a folder of their own first, forced to the disk together, and then take their names one by one.
    In the folders that they are for, some file systems take long to make a file where others have just gone.

    Args:
        contents: the files; their folders must exist.
        staging: a folder for this alone; a process that is killed leaves files in it.

    Returns:
        The files that could not be written, with the reason; the others are written all the same.
    """
    failed: dict[Path, OSError] = {}
    staged: list[tuple[Path, bytes, Path]] = []
    for number, (path, content) in enumerate(contents):
        temporary = staging / f"{os.getpid()}-{number}"
        try:
            _write(temporary, content, path, is_forced=not _SYNC_WAITS)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            failed[path] = error
        else:
            staged.append((path, content, temporary))
    if _SYNC_WAITS:
        os.sync()
    folders = set()
    for path, content, temporary in staged:
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        try:
            _take_place(temporary, target, content)
        except OSError as error:
            failed[path] = error
        folders.add(target.parent)
    for folder in folders:
        _sync_folder(folder)
    return failed


def _take_place(temporary: Path, target: Path, content: bytes) -> None:
    """Give a file that was staged its name; one on another file system is written anew beside its place."""
    try:
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        if error.errno != errno.EXDEV:
            raise
        write_atomically(target, content)


_SYNC_WAITS = sys.platform == "linux"
"""Elsewhere `os.sync` comes back before everything is on the disk."""


def _write(temporary: Path, content: bytes, target: Path, *, is_forced: bool) -> None:
    """Write a new file with the mode of the one whose place it will take."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(temporary, flags, 0o666), "wb") as file:
        file.write(content)
        file.flush()
        with contextlib.suppress(FileNotFoundError):
            mode = stat.S_IMODE(target.stat().st_mode)
            if mode != stat.S_IMODE(os.fstat(file.fileno()).st_mode):
                temporary.chmod(mode)
        if is_forced:
            os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Force the new name to the disk; some file systems can't, and then the file is whole all the same."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
