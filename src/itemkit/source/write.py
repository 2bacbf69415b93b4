"""Writing a file so that nobody ever sees half of it.

Catalog files are edited by people, read by editors that watch the folder, and kept in git. A writer that is killed
must leave either the old file or the new one, whole: the content goes to a temporary file in the same folder, is forced
to the disk, and takes the file's name in one step.
"""

import contextlib
import os
import secrets
import stat
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
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(whole)
            file.flush()
            with contextlib.suppress(FileNotFoundError):
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


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
