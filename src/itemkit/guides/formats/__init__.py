"""A single guide as a file: one module a format, all of them made of the same page.

The modules are imported when they are needed: some of them bring much with them.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from itemkit.guides.formats.interface import Format, FormatError, Sheet

__all__ = ["FORMATS", "Format", "FormatError", "Sheet", "format_of"]


def _of(module: str) -> Callable[[Sheet], bytes]:
    """The function ``write`` of a module of this package."""

    def write(sheet: Sheet) -> bytes:
        written: bytes = import_module(f"{__name__}.{module}").write(sheet)
        return written

    return write


FORMATS = {
    "md": Format(_of("markdown"), (".md", ".markdown")),
    "html": Format(_of("html_"), (".html", ".htm")),
    "json": Format(_of("json_"), (".json",)),
    "docx": Format(_of("docx"), (".docx",), is_text=False, package="docxtpl"),
    "pdf": Format(_of("pdf"), (".pdf",), is_text=False, package="weasyprint"),
}
"""The formats by name. The first is that of the terminal."""


def format_of(path: Path) -> str | None:
    """The name of the format that a file is in by its suffix; None if that tells nothing."""
    return next((name for name, one in FORMATS.items() if path.suffix.lower() in one.suffixes), None)
