"""Tables on a terminal: columns that line up though Han characters are twice as wide, and no text that plays tricks.

Where so many columns do not fit, each row is shown as a block with a line for each column.
"""

import shutil
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TextIO

from itemkit.report.visible import visible

_WIDTH = 120
"""Columns of a terminal that does not say how many it has, and of a file."""
_NARROW = 8
"""A column that is wrapped to less than that can't be read."""
_BETWEEN = 2
"""Spaces between columns."""


def write_table(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], out: TextIO, right: Sequence[bool] | None = None
) -> None:
    """Write rows below the names of their columns; texts are wrapped where need be.

    Args:
        columns: the names.
        rows: the values.
        out: where to.
        right: for each column whether it is set to the right; None: those of numbers are.
    """
    from rich.cells import cell_len

    shown = [[_text(value) for value in row] for row in rows]
    names = [visible(name) for name in columns]
    width = shutil.get_terminal_size((_WIDTH, 24)).columns
    widest = [max(map(cell_len, texts)) for texts in zip(names, *shown, strict=True)]
    if sum(min(_NARROW, one) + _BETWEEN for one in widest) - _BETWEEN > width:
        _write_blocks(names, shown, out)
        return
    if right is None:
        right = [_is_number([row[place] for row in rows]) for place in range(len(columns))]
    _write_rows(names, shown, right, width, out)


def _write_rows(
    names: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], width: int, out: TextIO
) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1))
    for name, is_right in zip(names, right, strict=True):
        table.add_column(Text(name), justify="right" if is_right else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(table)
    out.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def _write_blocks(names: Sequence[str], rows: Sequence[Sequence[str]], out: TextIO) -> None:
    from rich.cells import cell_len

    room = max(map(cell_len, names), default=0)
    for number, row in enumerate(rows, 1):
        out.write(f"{'─' * 2} {number} {'─' * room}\n")
        pairs = zip(names, row, strict=True)
        out.writelines(f"{name}{' ' * (room - cell_len(name))}  {text}".rstrip() + "\n" for name, text in pairs)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return visible(str(value), keep="\n")


def _is_number(values: Sequence[Any]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(isinstance(one, int | float | Decimal) and not isinstance(one, bool) for one in known)
