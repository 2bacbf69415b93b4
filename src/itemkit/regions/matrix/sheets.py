"""The comparison as tables: for the terminal, and for a workbook that officers pass round."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from itemkit.language import _
from itemkit.regions.matrix import words
from itemkit.regions.matrix.details import columns as detail_columns
from itemkit.regions.matrix.details import each_detail
from itemkit.regions.matrix.matrix import Column, Matrix, Row
from itemkit.regions.matrix.measures import Measure, Number

_MOST_COLUMNS = 6
"""More regions than that do not fit beside each other on a terminal."""
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Marked:
    """A number with a mark before it that is no part of it: in a workbook it can still be added up."""

    number: Number
    mark: str = ""
    """``★``, ``≈`` or both."""
    is_first: bool = False


Value = str | Number | Marked


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table."""

    title: str
    columns: tuple[tuple[str, int], ...]
    """Each with its width in characters."""
    rows: tuple[tuple[Value, ...], ...]
    fixed: int = 0
    """How many columns stay in sight."""
    texts: int = 0
    """How many of the first columns are texts; those behind are numbers, be there words in their place."""
    last_is_text: bool = False

    @property
    def is_right(self) -> list[bool]:
        """For each column whether it is set to the right."""
        last = len(self.columns) - 1
        return [place >= self.texts and not (self.last_is_text and place == last) for place in range(len(self.columns))]


def matrix_sheet(matrix: Matrix, rows: tuple[Row, ...], measure: Measure) -> Sheet:
    """Some rows for a terminal: a column for each region if they are few, else the least, the most and where."""
    is_short = len(matrix.columns) > _MOST_COLUMNS
    columns, told = (_in_short if is_short else _beside)(matrix, rows, measure)
    head = ((_("编码"), 12), (_("事项"), 30))
    return Sheet(words.titled(measure), (*head, *columns), tuple(told), texts=len(head), last_is_text=is_short)


def regions_sheet(matrix: Matrix) -> Sheet:
    """The regions, those that are first most often first."""
    columns = (
        (_("地方"), 18),
        (_("区划代码"), 10),
        (_("事项数"), 8),
        (_("行数"), 8),
        (_("缺"), 8),
        *((words.name_of(measure), 12) for measure in Measure),
        (_("合计"), 8),
        (_("领跑"), 8),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (one.name, one.code, one.items, one.rows, len(one.missing), *one.firsts.values(), one.all_firsts, one.led)
        for one in ranked(matrix)
    )
    return Sheet(_("各地汇总"), columns, rows, fixed=1, texts=2)


def ranked(matrix: Matrix) -> list[Column]:
    """The regions, those that are first most often first."""
    return sorted(matrix.columns, key=lambda one: (-one.all_firsts, -one.led, one.code))


def book_of(matrix: Matrix, most: int) -> Iterator[Sheet]:
    """All tables for a workbook: the regions, one for each measure, all cells, what is missing, notes.

    Args:
        matrix: the comparison.
        most: how many rows a sheet may have.
    """
    yield regions_sheet(matrix)
    for measure in Measure:
        yield _measure_sheet(matrix, measure, most)
    yield Sheet(_("明细"), detail_columns(), tuple(islice(each_detail(matrix), most)), fixed=2)
    missing = ((one.name, one.code, lacked.code, lacked.name) for one in matrix.columns for lacked in one.missing)
    columns = ((_("地方"), 18), (_("区划代码"), 10), (_("缺的标准"), 15), (_("标准事项"), 50))
    yield Sheet(_("缺项"), columns, tuple(islice(missing, most)))
    told = tuple((number, note) for number, note in enumerate(words.notes(matrix), 1))
    yield Sheet(_("说明"), ((_("序号"), 7), (_("说明"), 110)), told)


Columns = tuple[tuple[str, int], ...]
Rows = Iterator[tuple[Value, ...]]


def _beside(matrix: Matrix, rows: tuple[Row, ...], measure: Measure) -> tuple[Columns, Rows]:
    def told(row: Row) -> tuple[Value, ...]:
        return (
            row.standard.code,
            row.title,
            *_each_text(matrix, row, measure),
            words.difference(row.spreads.get(measure)),
        )

    return (*((one.name, 10) for one in matrix.columns), (_("相差"), 8)), map(told, rows)


def _in_short(matrix: Matrix, rows: tuple[Row, ...], measure: Measure) -> tuple[Columns, Rows]:
    names = {one.code: one.name for one in matrix.columns}

    def told(row: Row) -> tuple[Value, ...]:
        spread = row.spreads.get(measure)
        firsts = [names[one] for one in words.firsts_in(row, measure)]
        return (
            row.standard.code, row.title, len(row.cells), words.span(spread), words.difference(spread),
            words.listed(firsts, _MOST_NAMES),
        )  # fmt: skip

    return ((_("地方数"), 6), (_("最少–最多"), 12), (_("相差"), 8), (_("最少的地方"), 30)), map(told, rows)


def _each_text(matrix: Matrix, row: Row, measure: Measure) -> Iterator[str]:
    cells = {cell.region: (cell, measures) for cell, measures in zip(row.cells, row.firsts, strict=True)}
    for column in matrix.columns:
        if column.code in cells:
            cell, measures = cells[column.code]
            star = words.STAR + " " if measure in measures else ""
            yield star + words.number_of(cell, measure) + words.several(cell)
        else:
            yield words.elsewhere() if column.code in row.elsewhere else words.NOT_THERE


def _measure_sheet(matrix: Matrix, measure: Measure, most: int) -> Sheet:
    columns = (
        (_("编码"), 15),
        (_("事项"), 36),
        (_("地方数"), 8),
        (_("相差"), 8),
        *((one.name, 12) for one in matrix.columns),
    )
    places = {one.code: number for number, one in enumerate(matrix.columns)}
    rows = tuple(_measure_row(row, measure, places) for row in islice(matrix.rows, most))
    return Sheet(words.name_of(measure), columns, rows, fixed=2)


def _measure_row(row: Row, measure: Measure, places: Mapping[str, int]) -> tuple[Value, ...]:
    told: list[Value] = [""] * len(places)
    for region in row.elsewhere:
        told[places[region]] = words.elsewhere()
    for cell, measures in zip(row.cells, row.firsts, strict=True):
        number = cell.stated.numbers.get(measure)
        is_first = measure in measures
        signs = (words.STAR if is_first else "") + (words.ABOUT if words.is_about(cell, measure) else "")
        told[places[cell.region]] = (
            words.not_a_number(cell, measure)
            if number is None
            else Marked(number, signs, is_first)
            if signs
            else number
        )
    return (row.standard.code, row.title, len(row.cells), words.difference(row.spreads.get(measure)), *told)
