"""The figures as one page of HTML that needs nothing else: no script, no request, plots as SVG, a table under each.

Lengths in the plots are shares of the width, so that they fit any screen while their texts keep their size.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from itemkit.language import _, current
from itemkit.pages import NOTHING_ELSE, environment, figures_style
from itemkit.stats.sheets import Mark, Plot, Sheet, percent

if TYPE_CHECKING:
    import jinja2

_MOST_BARS = 20
"""More bars than that say nothing; the table has all."""
_WIDTH = 38
"""Of label and number above a bar, a Han character counting two: a telephone has no more room."""
_LONG_TABLE = 12
"""A table of more rows is folded; on paper it is open."""
_ROW, _BAR = 46, 10
_COLUMN_HEIGHT = 120
LENGTHS: Mapping[str, int] = {"bar": _BAR, "base": _COLUMN_HEIGHT + 20}
"""What the templates of plots must know: how thick a bar is, where columns stand; in pixels."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a plot; lengths in percent of the width."""

    label: str
    text: str
    """The number beside it."""
    y: int
    """Of the top of its text, in pixels."""
    width: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a histogram; across in percent of the width, up and down in pixels."""

    label: str
    text: str
    x: str
    middle: str
    width: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Section:
    """A sheet and its plot."""

    sheet: Sheet
    bars: tuple[Bar, ...] = ()
    columns: tuple[Column, ...] = ()
    height: int = 0
    hidden: int = 0
    """Rows that have no bar."""
    is_long: bool = False


def page(title: str, sheets: tuple[Sheet, ...]) -> str:
    """The page.

    Args:
        title: the name of the catalog; may be empty.
        sheets: what is on it; the first is shown as figures, the others as plots and tables.
    """
    facts, *rest = sheets
    return _template().render(
        language="zh-CN" if current() == "zh" else "en",
        policy=NOTHING_ELSE,
        style=figures_style(),
        title=title,
        facts=facts,
        sections=[section_of(one) for one in rest],
        lengths=LENGTHS,
    )


def section_of(sheet: Sheet) -> Section:
    """A sheet as it is drawn."""
    is_long = len(sheet.rows) > _LONG_TABLE
    if sheet.plot is Plot.BARS:
        shown = sheet.marks[:_MOST_BARS]
        most = max((one.value for one in shown), default=1)
        bars = tuple(_bar(one, number, most) for number, one in enumerate(shown))
        return Section(sheet, bars, (), len(bars) * _ROW, len(sheet.marks) - len(shown), is_long)
    if sheet.plot is Plot.COLUMNS:
        return Section(sheet, (), _columns(sheet.marks), _COLUMN_HEIGHT + 44, 0, is_long)
    return Section(sheet, is_long=is_long)


def _bar(one: Mark, number: int, most: int) -> Bar:
    text = str(one.value) if one.share is None else f"{one.value} ({percent(one.share)})"
    room = _WIDTH - cell_len(text)
    label = one.label if cell_len(one.label) <= room else set_cell_size(one.label, room - 2).rstrip() + "…"
    return Bar(label, text, number * _ROW, f"{100 * one.value / most:.2f}%")


def _columns(marks: tuple[Mark, ...]) -> tuple[Column, ...]:
    most = max((one.value for one in marks), default=0) or 1
    step = 100 / max(len(marks), 1)
    return tuple(
        Column(
            one.label,
            str(one.value) if one.value else "",
            f"{step * (number + 0.1):.2f}%",
            f"{step * (number + 0.5):.2f}%",
            f"{step * 0.8:.2f}%",
            round(20 + _COLUMN_HEIGHT * (1 - one.value / most), 1),
            round(_COLUMN_HEIGHT * one.value / most, 1),
        )
        for number, one in enumerate(marks)
    )


@cache
def _template() -> "jinja2.Template":
    made = environment("itemkit.stats")
    made.globals |= {"_": _}
    return made.get_template("stats.html")
