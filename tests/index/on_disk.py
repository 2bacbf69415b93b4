"""Rows on disk, as processes leave them."""

from pathlib import Path
from typing import Any

from itemkit.index.segments import Lines


def append_rows(folder: Path, rows: dict[str, Any]) -> None:
    lines = Lines()
    lines.add(rows)
    lines.append_to(folder)
