"""What git knows of a catalog: asked through its command line, never changed."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from itemkit.findings import msg
from itemkit.source.catalog import CatalogError


def git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git prints when it is asked in the folder ``root``.

    Raises:
        CatalogError: git is not there, or refuses.
    """
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(root), *arguments],  # noqa: S607
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise CatalogError(msg("这要用 git，这里没有装")) from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [str(done.returncode)]
        raise CatalogError(msg("git 说：{reason}", reason=reason[0]))
    return done.stdout


def commit_of(root: Path, revision: str) -> str:
    """The full name of the commit that a revision stands for.

    Raises:
        CatalogError: git is not there, ``root`` is in no repository, or there is no such revision.
    """
    return git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()


def date_of(root: Path, commit: str) -> str:
    """When a commit was made, as ISO 8601 with the committer's offset: ``2026-11-23T18:09:44+08:00``."""
    return git(root, "show", "--no-patch", "--format=%cI", commit, "--").decode().strip()


def prefix_of(root: Path) -> str:
    """Where ``root`` is in its repository: a path with ``/`` at its end, or nothing."""
    top = Path(git(root, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
    prefix = root.resolve().relative_to(top.resolve()).as_posix()
    return "" if prefix == "." else f"{prefix}/"


def contents_at(root: Path, commit: str, paths: Sequence[str]) -> list[bytes | None]:
    """What files held at a commit; None where there was no such file.

    Args:
        root: the catalog.
        commit: its full name.
        paths: relative to the catalog, with ``/`` and without line breaks.
    """
    prefix = prefix_of(root)
    return blobs(root, [f"{commit}:{prefix}{path}" for path in paths])


def blobs(root: Path, names: Sequence[str]) -> list[bytes | None]:
    """What blobs hold; None where there is no such blob.

    Args:
        root: any folder in the work tree of the repository.
        names: of blobs, or ``commit:path`` with the path from the top; without line breaks.
    """
    asked = "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")
    told = git(root, "cat-file", "--batch", given=asked)
    contents: list[bytes | None] = []
    at = 0
    for _name in names:
        end = told.index(b"\n", at)
        words = told[at:end].rsplit(b" ", 2)
        at = end + 1
        if words[-1] == b"missing":
            contents.append(None)
            continue
        size = int(words[-1])
        contents.append(told[at : at + size] if words[1] == b"blob" else None)
        at += size + 1
    return contents
