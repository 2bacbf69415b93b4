"""A workbook that is written row by row: every text is stored as a text, so that nothing in it becomes a formula.

A sheet has a heading that stays in sight and a filter. The same rows give the same bytes.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from itemkit.report.visible import visible

os.environ.setdefault("OPENPYXL_LXML", "False")
# Read when openpyxl is imported: with lxml, which others bring, it writes other bytes and keeps each link in memory.

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell

# Excel's specifications and limits
MOST_ROWS = 1_048_576
_LONGEST = 32_767

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel would read as the beginning of a character's number (ECMA-376 part 1, 22.4.2.4)."""
_HEADING_FILL = "D9E2F3"
_STANDING_OUT_FILL = "E2EFDA"
_LINK_INK = "0563C1"


@dataclass(frozen=True, slots=True)
class Marked:
    """A number with a mark before it that is no part of it: it can still be added up."""

    number: float
    mark: str = ""
    """Such as ``★``; no quotes."""
    stands_out: bool = False


Row = tuple[str | float | Marked, ...]


class Sheet:
    """A sheet with a fixed heading and a filter, to which rows are appended.

    A cell is an object that is written at once and used again in the next row: one for each column and style.
    """

    def __init__(
        self,
        book: "Workbook",
        title: str,
        columns: Iterable[tuple[str, int]],
        rows: int,
        inks: Iterable[str] = (),
        fixed: int = 0,
    ) -> None:
        """Begin a sheet.

        Args:
            book: the workbook, write-only.
            title: the name of the sheet.
            columns: headings, each with its width in characters.
            rows: how many rows will come that can be filtered.
            inks: the colours that first cells may have, as six hexadecimal digits.
            fixed: how many columns stay in sight, beside the headings.
        """
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, PatternFill
        from openpyxl.utils import get_column_letter

        headings = list(columns)
        self._sheet = book.create_sheet(title)
        self._sheet.freeze_panes = f"{get_column_letter(fixed + 1)}2"
        for number, (_heading, width) in enumerate(headings, 1):
            self._sheet.column_dimensions[get_column_letter(number)].width = width
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{rows + 1}"

        def cell(*, quoted: bool = False, **look: Any) -> "Cell":
            made = WriteOnlyCell(self._sheet)
            made.alignment = Alignment(vertical="top", wrap_text=True)
            made.font = Font(name="Calibri", size=11, family=2, scheme="minor", **look)
            made.quotePrefix = quoted  # stays a text also when somebody edits the cell
            return made

        heading = cell(bold=True)
        heading.fill = PatternFill("solid", fgColor=_HEADING_FILL)
        self._number = cell()
        self._marked: dict[tuple[str, bool], Cell] = {}
        self._cell = cell
        self._text = cell(quoted=True)
        self._inks: dict[str, Cell] = {ink: cell(color=ink, bold=True) for ink in inks}
        self._linked = cell(quoted=True, color=_LINK_INK, underline="single")
        self._write(_filled(heading, text) for text, _width in headings)

    def append(self, row: Row, ink: str = "", link: str | None = None, linked: int = 0) -> None:
        """Add a row.

        Args:
            row: texts and numbers; an empty text leaves its cell empty.
            ink: the colour of the first cell, one of those named at the beginning; empty: that of all others.
            link: where the cell in the column ``linked`` leads.
            linked: the number of a column, from 0.
        """
        self._write(self._each_cell(row, ink, link, linked))

    def _each_cell(self, row: Row, ink: str, link: str | None, linked: int) -> Iterator["Cell | None"]:
        for number, value in enumerate(row):
            if value == "":
                yield None
            elif isinstance(value, Marked):
                yield _filled(self._marked_like(value), value.number)
            elif isinstance(value, int | float):
                yield _filled(self._number, value)
            elif number == 0 and ink:
                yield _filled(self._inks[ink], value)
            elif number == linked and link is not None:
                self._linked.hyperlink = link
                yield _filled(self._linked, value)
            else:
                yield _filled(self._text, value)

    def _marked_like(self, value: Marked) -> "Cell":
        from openpyxl.styles import PatternFill

        look = (value.mark, value.stands_out)
        if look not in self._marked:
            made = self._marked[look] = self._cell(bold=value.stands_out)
            made.number_format = f'"{value.mark} "General' if value.mark else "General"
            if value.stands_out:
                made.fill = PatternFill("solid", fgColor=_STANDING_OUT_FILL)
        return self._marked[look]

    def _write(self, cells: Iterator["Cell | None"]) -> None:
        self._sheet.append(cells)


def _filled(cell: "Cell", value: str | float) -> "Cell":
    if isinstance(value, str):
        shown = _ESCAPE.sub("_x005F_", visible(value))
        cell.value = shown if len(shown) <= _LONGEST else shown[: _LONGEST - 3] + "..."
        cell.data_type = "s"  # openpyxl takes "=1" for a formula and "#N/A" for an error
    else:
        cell.value = value
    return cell


def write_sheets(sheets: Iterable[tuple[str, Sequence[tuple[str, int]], Sequence[Row]]], out: BinaryIO) -> None:
    """Write a workbook.

    Args:
        sheets: of each its title, its columns with their widths in characters, and its rows.
        out: where to.
    """
    from openpyxl import Workbook

    from itemkit.report.package import save

    book = Workbook(write_only=True)
    for title, columns, rows in sheets:
        sheet = Sheet(book, title, columns, rows=len(rows))
        for row in rows:
            sheet.append(row)
    save(book, out)
