"""The comparison in long form, a line for each cell: for spreadsheets that filter and count by themselves."""

from collections.abc import Iterator

from itemkit.language import _
from itemkit.regions.matrix.facts import Cell
from itemkit.regions.matrix.matrix import Matrix, Row
from itemkit.regions.matrix.measures import Measure, Number
from itemkit.regions.matrix.words import STAR, name_of, not_a_number, titled

Detail = tuple[str | Number, ...]


def columns() -> tuple[tuple[str, int], ...]:
    """The headings, each with a width in characters."""
    return (
        (_("标准编码"), 15),
        (_("标准事项"), 32),
        (_("办理项"), 32),
        (_("办理情形"), 10),
        (_("区划代码"), 10),
        (_("地方"), 16),
        (_("事项数"), 8),
        *((titled(measure), 12) for measure in Measure),
        (_("承诺时限原文"), 14),
        (_("收费原文"), 30),
        (_("最少的"), 24),
        (_("领跑"), 6),
        (_("文件"), 50),
    )


def each_detail(matrix: Matrix) -> Iterator[Detail]:
    """The cells, row by row; what is not stated is an empty text."""
    names = {column.code: column.name for column in matrix.columns}
    for row in matrix.rows:
        for cell, firsts in zip(row.cells, row.firsts, strict=True):
            yield _detail(row, cell, firsts, names[cell.region])


def _detail(row: Row, cell: Cell, firsts: frozenset[Measure], region: str) -> Detail:
    stated, separator = cell.stated, _("、")
    tariff = not_a_number(cell, Measure.FEE) if stated.is_by_tariff else ""
    return (
        row.standard.code, row.standard.name, row.handling, row.action, cell.region, region, len(cell.paths),
        *(stated.numbers.get(one, tariff if one is Measure.FEE else "") for one in Measure),
        stated.promised, stated.charges, separator.join(name_of(one) for one in Measure if one in firsts),
        STAR if cell.region in row.leaders else "", _("；").join(cell.paths),
    )  # fmt: skip
