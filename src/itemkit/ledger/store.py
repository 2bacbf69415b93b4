"""Carrying out what was decided: the ledger first, then the files, one program at a time.

Killed at any moment, the ledger is whole, each file is whole, and what the ledger has and the files lack is completed
by the next run (`itemkit.ledger.assign`).
"""

import shutil
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from itemkit.findings import Message, Pointer, msg
from itemkit.ledger.ledger import Ledger, write_ledger
from itemkit.source.catalog import Catalog, CatalogError
from itemkit.source.edit import EditRefused, add_text, set_value
from itemkit.source.parallel import process_count, run_chunks
from itemkit.source.private import private_folder
from itemkit.source.write import write_many_atomically

_CHUNK = 2048


@dataclass(frozen=True, slots=True)
class Edit:
    """Texts to be put into a file, by key at the top; a key that is not there comes behind ``name``."""

    path: str
    texts: tuple[tuple[str, str], ...]
    known: bytes = b""
    """The `fingerprint` of what the file holds, if it has none of these keys."""


@contextmanager
def locked(catalog: Catalog, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """The codes of a catalog for oneself: whoever else wants to write them waits until the ``with`` ends.

    The lock belongs to the process: one that is killed holds nobody up.

    Args:
        catalog: the catalog.
        waiting: called once, if another process is at work.

    Raises:
        CatalogError: nothing can be written there.
    """
    try:
        lock = FileLock(private_folder(catalog.root) / "codes.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting()
            lock.acquire()
    except OSError as error:
        raise CatalogError(msg("{path} 不能写：{reason}", path=catalog.root, reason=error.strerror)) from None
    try:
        yield
    finally:
        lock.release()


def carry_out(
    catalog: Catalog, before: Ledger, after: Ledger, edits: Sequence[Edit], *, jobs: int | None = None
) -> dict[str, Message]:
    """Write the ledger, if it is another, then the files.

    Args:
        catalog: the catalog; `locked` by the caller.
        before: the ledger as it is.
        after: the ledger as it will be.
        edits: what is to be put into which file.
        jobs: how many processes; see `process_count`.

    Returns:
        The files that could not be changed, with the reason. The next run tries again.

    Raises:
        CatalogError: the ledger can't be written; then no file was changed.
    """
    if after.rows != before.rows or not before.exists:
        try:
            write_ledger(catalog.root, after)
        except OSError as error:
            raise CatalogError(msg("编码登记册写不进去，什么也没有改：{reason}", reason=error.strerror)) from None
    if not edits:
        return {}
    failed: dict[str, Message] = {}
    processes = process_count(jobs, len(edits))
    with _staging(catalog.root) as staging:
        for some in run_chunks(_edit_all, (catalog.root, staging), list(edits), processes=processes, size=_CHUNK):
            failed.update(some)
    return failed


@contextmanager
def _staging(root: Path) -> Iterator[Path]:
    """A folder for files in the making; what a run that was killed has left there goes."""
    folder = private_folder(root) / "staged"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _edit_all(folders: tuple[Path, Path], edits: Sequence[Edit]) -> dict[str, Message]:
    root, staging = folders
    refused: dict[str, Message] = {}

    def changed() -> Iterator[tuple[Path, bytes]]:
        for edit in edits:
            path = root / edit.path
            try:
                yield path, _edited(path.read_bytes(), edit)
            except (EditRefused, UnicodeDecodeError):
                refused[edit.path] = msg("不能只改这一处：请手工写上 {texts}", texts=_shown(edit))
            except OSError as error:
                refused[edit.path] = msg("打不开：{reason}", reason=error.strerror)

    for path, error in write_many_atomically(changed(), staging).items():
        refused[path.relative_to(root).as_posix()] = msg("写不进去：{reason}", reason=error.strerror)
    return refused


def _edited(raw: bytes, edit: Edit) -> bytes:
    mark = BOM_UTF8 if raw.startswith(BOM_UTF8) else b""
    text = raw.removeprefix(mark).decode()
    for key, value in edit.texts:
        try:
            text = add_text(text, key, value, after="name", known=edit.known)
        except EditRefused:
            text = set_value(text, Pointer.of(key), value, after="name")
    return mark + text.encode()


def _shown(edit: Edit) -> str:
    return ", ".join(f'{key}: "{value}"' for key, value in edit.texts)
