"""Standards beside regions (各地对照): who has what, how heavy it is for the applicant, who does it best."""

from itemkit.regions.matrix.csv_ import write_csv
from itemkit.regions.matrix.facts import Choice, LeftOut
from itemkit.regions.matrix.json_ import as_data, matrix_schema
from itemkit.regions.matrix.matrix import Matrix, matrix_of
from itemkit.regions.matrix.measures import Measure
from itemkit.regions.matrix.page import page
from itemkit.regions.matrix.sheets import Marked, Sheet, book_of, matrix_sheet, regions_sheet

__all__ = [
    "Choice", "LeftOut", "Marked", "Matrix", "Measure", "Sheet", "as_data", "book_of", "matrix_of", "matrix_schema",
    "matrix_sheet", "page", "regions_sheet", "write_csv",
]  # fmt: skip
