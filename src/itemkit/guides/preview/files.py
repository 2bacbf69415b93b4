"""From the path that a browser asks for to a file of the site; nothing that lies elsewhere has a path here.

What is asked for is taken apart and put together again, so that no spelling of ``..``, of a drive or of a link leads
out. Names that begin with a dot are not served: they are ours, or somebody's secret.
"""

from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote_to_bytes

INDEX = "index.html"

_BINARY = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".ico": "image/x-icon",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
_NEVER_IN_A_NAME = frozenset('\\:*?"<>|\x7f') | {chr(code) for code in range(32)}


def parts_of(target: str) -> tuple[str, ...] | None:
    """The names on the way to what a request is for; None if it can be no name of a site.

    Args:
        target: the path of a request, as it was sent, without query; a slash at the end stands for the folder's index.
    """
    try:
        path = unquote_to_bytes(target).decode("utf-8")
    except UnicodeDecodeError:
        return None
    if not path.startswith("/"):
        return None
    parts = path[1:].split("/")
    if not parts[-1]:
        parts[-1] = INDEX
    wrong = any(not part or part.startswith(".") or not _NEVER_IN_A_NAME.isdisjoint(part) for part in parts)
    return None if wrong else tuple(parts)


def file_at(root: Path, parts: tuple[str, ...]) -> Path | None:
    """The file of a site at these names; None if there is none, or a link leads elsewhere."""
    try:
        real = root.joinpath(*parts).resolve(strict=True)
        inside = real.is_relative_to(root.resolve(strict=True))
    except (OSError, RuntimeError):  # RuntimeError: links in a circle
        return None
    return real if inside and real.is_file() else None


def folder_at(root: Path, parts: tuple[str, ...]) -> str | None:
    """The path to send somebody to who left out the slash after a folder that has an index; else None."""
    return f"/{quote('/'.join(parts))}/" if file_at(root, (*parts, INDEX)) else None


def content_type(name: str) -> str:
    """What a file is, by its name; not what this machine believes, but what the web calls it."""
    return _TYPES.get(PurePosixPath(name).suffix.lower(), _BINARY)
