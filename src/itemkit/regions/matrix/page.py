"""The comparison as one page of HTML that needs nothing else: no script, no request, the plot as SVG.

All four measures are in the table; which of them are seen is chosen by the style alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from itemkit.language import _, current
from itemkit.pages import NOTHING_ELSE, Figure, environment, figures_style
from itemkit.regions.matrix import words
from itemkit.regions.matrix.facts import Cell
from itemkit.regions.matrix.matrix import Column, Matrix, Row, Standard
from itemkit.regions.matrix.measures import Measure
from itemkit.regions.matrix.sheets import ranked

if TYPE_CHECKING:
    import jinja2

_MOST_CELLS = 20_000
"""More than that no browser shows with ease, and nobody reads."""
_MOST_BARS = 20
_MOST_MISSING = 200
"""Standards that a region lacks and that are told one by one."""
_MOST_ALONE = 1000
"""Rows of one region that are told one by one."""
_ROW, _BAR = 46, 10


@dataclass(frozen=True, slots=True)
class Bar:
    """How often a region is first."""

    label: str
    text: str
    y: int
    """Of the top of its text, in pixels."""
    width: str
    """In percent of the whole width."""


@dataclass(frozen=True, slots=True)
class Value:
    """One measure of a cell."""

    measure: str
    text: str
    is_first: bool
    is_known: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell; without values the region has not got it."""

    values: tuple[Value, ...] = ()
    several: str = ""
    leads: bool = False
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row with a cell for every region."""

    row: Row
    cells: tuple[Shown, ...]
    spreads: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a region lacks."""

    column: Column
    shown: tuple[Standard, ...]
    hidden: int


def page(matrix: Matrix) -> str:
    """The page."""
    shared = matrix.shared or matrix.rows
    alone = tuple(row for row in matrix.rows if len(row.cells) == 1) if matrix.shared else ()
    shown = shared[: max(1, _MOST_CELLS // max(1, len(matrix.columns)))]
    lines = [_line(matrix, row) for row in shown]
    names = {one.code: one.name for one in matrix.columns}
    return _template().render(
        language="zh-CN" if current() == "zh" else "en",
        policy=NOTHING_ELSE,
        style=_style(),
        matrix=matrix,
        figures=_figures(matrix),
        bars=_bars(matrix),
        ranked=ranked(matrix),
        is_long=len(matrix.columns) > _MOST_BARS,
        lines=lines,
        legend=words.legend(_each_text(lines)),
        hidden=len(shared) - len(shown),
        alone=[(row, names[row.cells[0].region]) for row in alone[:_MOST_ALONE]],
        alone_count=len(alone),
        lacking=list(_each_lacking(matrix)),
        words=words,
    )


def _figures(matrix: Matrix) -> list[Figure]:
    shared = matrix.shared
    differing = sum(any(spread.has_first for spread in row.spreads.values()) for row in shared)
    led = sum(bool(row.leaders) for row in shared)
    return [
        Figure(
            _("地方"), len(matrix.columns), _("{count} 个事项").format(count=sum(one.items for one in matrix.columns))
        ),
        Figure(_("行数"), len(matrix.rows), _("标准事项，或者分出的办理项")),
        Figure(_("可以比的"), len(shared), _("至少两个地方有")),
        Figure(_("轻重不同的"), differing, _("有一项各地不一样")),
        Figure(_("有领跑的"), led, _("一个地方各项都最少")),
    ]


def _bars(matrix: Matrix) -> list[Bar]:
    shown = ranked(matrix)[:_MOST_BARS]
    most = max((one.all_firsts for one in shown), default=0)
    if not most:
        return []
    return [
        Bar(one.name, str(one.all_firsts), number * _ROW, f"{100 * one.all_firsts / most:.2f}%")
        for number, one in enumerate(shown)
    ]


def _line(matrix: Matrix, row: Row) -> Line:
    cells = {
        cell.region: Shown(_values(cell, firsts), words.several(cell), cell.region in row.leaders)
        for cell, firsts in zip(row.cells, row.firsts, strict=True)
    }
    elsewhere = set(row.elsewhere)
    return Line(
        row,
        tuple(cells.get(one.code) or Shown(is_elsewhere=one.code in elsewhere) for one in matrix.columns),
        tuple(
            Value(one.value, words.span_in_words(row.spreads.get(one), one), False, one in row.spreads)
            for one in Measure
        ),
    )


def _values(cell: Cell, firsts: frozenset[Measure]) -> tuple[Value, ...]:
    known = cell.stated.numbers
    return tuple(Value(one.value, words.in_words(cell, one), one in firsts, one in known) for one in Measure)


def _each_text(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        for cell in line.cells:
            yield words.elsewhere() if cell.is_elsewhere else "" if cell.values else words.NOT_THERE
            for one in cell.values:
                yield words.STAR + one.text if one.is_first else one.text
        yield from (one.text for one in line.spreads)


def _each_lacking(matrix: Matrix) -> Iterator[Lacking]:
    for one in matrix.columns:
        if one.missing:
            yield Lacking(one, one.missing[:_MOST_MISSING], max(0, len(one.missing) - _MOST_MISSING))


@cache
def _style() -> str:
    return figures_style() + "\n" + (files("itemkit.regions.matrix") / "templates" / "matrix.css").read_text("utf-8")


@cache
def _template() -> "jinja2.Template":
    made = environment("itemkit.regions.matrix")
    made.globals |= {"_": _, "row_height": _ROW, "bar_height": _BAR, "measures": list(Measure)}
    return made.get_template("matrix.html")
