"""The folder that a site is published into: what we wrote there is ours to replace and remove, nothing else is.

The file ``.itemkit-site`` in it lists what publishing wrote, so that a page whose item is gone can be removed later. A
name is listed before its file is written: a run that was broken off leaves nothing that the next one doesn't know.
"""

import os
import re
import stat
import sys
from pathlib import Path
from typing import Self

from itemkit.findings import Message, msg
from itemkit.source.write import write_atomically

MANIFEST = ".itemkit-site"
_FIRST_LINE = "itemkit.site/1"
_NAME = re.compile(r"(?:[a-z][a-z0-9]*/)?[^\s./\\:*?\"<>|\x00-\x1f\x7f][^/\\:*?\"<>|\x00-\x1f\x7f]*\.(?:html|css)")
"""A file at the top or one folder down. Leaving the folder can't be written in this form."""


class FolderError(Exception):
    """The output folder can't be used as it is; nothing that was in it has been changed."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class SiteFolder:
    """An output folder that is being written.

    Use `open`, then `write` for each file, then `finish`.
    """

    def __init__(self, root: Path, owned: frozenset[str]) -> None:
        """``owned`` are the names that earlier runs wrote."""
        self.root = root
        self._owned = owned
        self._written: set[str] = set()

    @classmethod
    def open(cls, root: Path) -> Self:
        """Get a folder ready: a new or empty one, or one that earlier runs wrote.

        Raises:
            FolderError: it is no folder, it holds files without our list, or the list is not as we write it.
        """
        if root.exists() and not root.is_dir():
            raise FolderError(msg("{path} 不是文件夹：换一个文件夹来放网页", path=root))
        manifest = root / MANIFEST
        if manifest.is_file() and not manifest.is_symlink():
            return cls(root, _read_manifest(manifest))
        if root.exists() and any(root.iterdir()):
            raise FolderError(
                msg(
                    "{path} 里已有别的文件，又没有 {manifest} 说明哪些是发布的网页：换一个空文件夹，或先把它清空",
                    path=root,
                    manifest=MANIFEST,
                )
            )
        root.mkdir(parents=True, exist_ok=True)
        write_atomically(manifest, _FIRST_LINE + "\n")
        return cls(root, frozenset())

    def write(self, name: str, text: str) -> bool:
        """Make the file ``name`` hold ``text``; True if that changed anything.

        Args:
            name: relative to the folder, with ``/``; each name once.
            text: the whole content.

        Raises:
            ValueError: ``name`` is of no form that a site has, or was written already.
            FolderError: somebody else's file or a link is in the way.
        """
        if not _NAME.fullmatch(name) or name in self._written:
            raise ValueError(f"not a new file name of a site: {name!r}")
        path = self._place(name)
        self._written.add(name)
        content = text.encode()
        if name in self._owned and path.is_file() and path.read_bytes() == content:
            return False
        if name not in self._owned:
            with (self.root / MANIFEST).open("a", encoding="utf-8", newline="\n") as listing:
                listing.write(name + "\n")
        path.parent.mkdir(exist_ok=True)
        write_atomically(path, text)
        return True

    def finish(self) -> tuple[str, ...]:
        """Remove what earlier runs wrote and this one did not; returns the names removed, sorted."""
        gone = []
        for name in sorted(self._owned - self._written):
            path = self._place(name)
            if path.is_file():
                path.unlink()
                gone.append(name)
        for folder in sorted({(self.root / name).parent for name in gone} - {self.root}):
            if not any(folder.iterdir()):
                folder.rmdir()
        write_atomically(self.root / MANIFEST, "\n".join([_FIRST_LINE, *sorted(self._written)]) + "\n")
        return tuple(gone)

    def _place(self, name: str) -> Path:
        path = self.root / name
        for part in (path.parent, path) if path.parent != self.root else (path,):
            if _leads_away(part):
                raise FolderError(msg("{path} 是链接，会写到文件夹外面去：先把它移走", path=part))
        if name not in self._owned and os.path.lexists(path):
            raise FolderError(msg("{path} 不是发布写的文件，不能覆盖：先把它移走", path=path))
        return path


def _leads_away(path: Path) -> bool:
    """Whether this is a link of any kind, a junction of Windows too."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return False
    if sys.platform == "win32":  # pragma: no cover
        return bool(status.st_file_attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT)
    return stat.S_ISLNK(status.st_mode)


def _read_manifest(path: Path) -> frozenset[str]:
    # A last line without its end was cut off while it was written; its file was not written yet.
    first, *names = path.read_bytes().decode("utf-8", "replace").split("\n")[:-1] or [""]
    wrong = first if first != _FIRST_LINE else next((name for name in names if not _NAME.fullmatch(name)), None)
    if wrong is not None:
        raise FolderError(
            msg("{path} 不是发布写成的样子（{line}）：换一个空文件夹", path=path, line=wrong[:80] or _FIRST_LINE)
        )
    return frozenset(names)
