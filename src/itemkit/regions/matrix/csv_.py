"""The comparison as CSV, a line for each cell."""

from typing import TextIO

from itemkit.index.answers import write_csv as write_answer
from itemkit.index.query import Answer
from itemkit.regions.matrix.details import columns, each_detail
from itemkit.regions.matrix.matrix import Matrix


def write_csv(matrix: Matrix, out: TextIO) -> None:
    """Write the cells; no text in them can become a formula."""
    headings = tuple((name, "VARCHAR") for name, _width in columns())
    write_answer(Answer(headings, each_detail(matrix)), out)
