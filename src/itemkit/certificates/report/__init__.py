"""The report on certificates (证明事项清理) for those who decide: as tables, JSON and a page."""

from itemkit.certificates.report.contents import Contents, contents_of
from itemkit.certificates.report.json_ import as_data, certificates_schema
from itemkit.certificates.report.page import page
from itemkit.certificates.report.sheets import Sheet, list_sheet, sheets_of
from itemkit.certificates.report.words import notes

__all__ = [
    "Contents", "Sheet", "as_data", "certificates_schema", "contents_of", "list_sheet", "notes", "page", "sheets_of",
]  # fmt: skip
