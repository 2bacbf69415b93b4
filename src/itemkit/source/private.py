"""The folder ``.itemkit`` of a catalog: what itemkit keeps for itself there is nobody's to commit."""

from pathlib import Path

FOLDER = ".itemkit"


def private_folder(root: Path) -> Path:
    """The folder, made if need be, with the line that keeps it out of git.

    Raises:
        OSError: it can't be made.
    """
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", "utf-8")
    return folder
