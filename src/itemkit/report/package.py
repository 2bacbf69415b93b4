"""Stores a workbook so that the same content gives the same bytes.

openpyxl writes the time of day into the properties of the workbook and into every entry of the zip file. Here it is the
first day that a zip file can say; for the workbook, which people see, what ``SOURCE_DATE_EPOCH`` says, if it is set.
"""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from itemkit.report.words import TOOL

if TYPE_CHECKING:
    from openpyxl import Workbook

_FIRST_DAY = (1980, 1, 1)


def save(book: "Workbook", out: BinaryIO) -> None:
    """Write ``book`` to ``out``."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.creator = TOOL
    book.properties.created = book.properties.modified = _made()
    ExcelWriter(book, _Timeless(out, "w", ZIP_DEFLATED)).save()


def _made() -> datetime:
    """When the workbook was made, in UTC; openpyxl can't leave it out."""
    try:
        return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return datetime(*_FIRST_DAY, tzinfo=UTC)


class _Timeless(ZipFile):
    """A zip file whose entries say nothing of when, where and by whom they were written."""

    def writestr(self, name: str | ZipInfo, data: Any, *_options: Any) -> None:
        super().writestr(_entry(str(name)), data)

    def write(self, filename: Any, arcname: Any = None, *_options: Any) -> None:
        entry = _entry(str(arcname))
        entry.file_size = Path(filename).stat().st_size  # tells whether it needs the form for large files
        with Path(filename).open("rb") as source, self.open(entry, "w") as target:
            shutil.copyfileobj(source, target)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, (*_FIRST_DAY, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0  # else it tells Windows from the others
    return entry
