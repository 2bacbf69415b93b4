"""Tables as a workbook (ECMA-376), written as text into a zip file.

A catalog may have very many rows, and of each only texts and numbers are said: written so it takes a small part of the
time that a library for all that a workbook can do would need, and it is there wherever itemkit is. Every text is stored
as a text, so that nothing becomes a formula; the same rows give the same bytes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from itemkit.guides.site.data.columns import Shown
from itemkit.pages import clean

# Excel's specifications and limits
_MOST_ROWS = 1_048_576
_LONGEST = 32_767
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can say."""
_FAST = 3
"""How hard zlib tries: twice as fast as usual, a tenth larger."""

_HEADING, _TEXT, _NUMBER = 1, 2, 3
"""Styles, by their place in ``_STYLES``."""
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel would read as the beginning of a character's number (ECMA-376 part 1, 22.4.2.4)."""


_Texts = dict[Shown, int]
"""All texts of a workbook; cells name them by their numbers, since most come up again and again."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a heading that stays in sight with a filter, and rows."""

    title: str
    columns: Sequence[tuple[str, int]]
    """Headings, each with its width in characters."""
    rows: Sequence[Sequence[Shown]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """A workbook of these sheets.

    Raises:
        ValueError: a sheet has more rows than a sheet can have.
    """
    if any(len(one.rows) >= _MOST_ROWS for one in sheets):
        raise ValueError("too many rows for a sheet")
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=_FAST) as package:
        for name, parts in _each_file(sheets):
            entry = ZipInfo(name, _FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # else it tells Windows from the others
            package.writestr(entry, "".join(parts), compresslevel=_FAST)
    return out.getvalue()


def _each_file(sheets: Sequence[Sheet]) -> Iterator[tuple[str, Iterable[str]]]:
    numbers = range(1, len(sheets) + 1)
    types = (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/>'
    )
    sheet_types = (
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for number in numbers
    )
    yield "[Content_Types].xml", (types, *sheet_types, "</Types>")
    yield "_rels/.rels", (_relations([("rId1", "officeDocument", "xl/workbook.xml")]),)
    yield "xl/workbook.xml", _workbook(sheets)
    targets = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    targets += [("rIdStyles", "styles", "styles.xml"), ("rIdTexts", "sharedStrings", "sharedStrings.xml")]
    yield "xl/_rels/workbook.xml.rels", (_relations(targets),)
    yield "xl/styles.xml", (_STYLES,)
    texts: _Texts = {}
    for number, sheet in zip(numbers, sheets, strict=True):
        yield f"xl/worksheets/sheet{number}.xml", _each_part(sheet, texts)
    yield "xl/sharedStrings.xml", _each_text(texts)


def _relations(several: Iterable[tuple[str, str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for name, kind, target in several
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def _workbook(sheets: Sequence[Sheet]) -> Iterator[str]:
    yield f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    for number, sheet in enumerate(sheets, 1):
        yield f'<sheet name="{_escaped(sheet.title)}" sheetId="{number}" r:id="rId{number}"/>'
    yield "</sheets><definedNames>"
    for number, sheet in enumerate(sheets):
        where = f"$A$1:${_letters(len(sheet.columns))}${len(sheet.rows) + 1}"
        filtered = f"'{_escaped(sheet.title)}'!{where}"
        yield f'<definedName name="_xlnm._FilterDatabase" localSheetId="{number}" hidden="1">{filtered}</definedName>'
    yield "</definedNames></workbook>"


def _each_part(sheet: Sheet, texts: _Texts) -> Iterator[str]:
    letters = [_letters(number) for number in range(1, len(sheet.columns) + 1)]
    yield (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>'
    )
    for number, (_title, width) in enumerate(sheet.columns, 1):
        yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
    yield '</cols><sheetData><row r="1">'
    for letter, (title, _width) in zip(letters, sheet.columns, strict=True):
        yield f'<c r="{letter}1" s="{_HEADING}" t="s"><v>{texts.setdefault(title, len(texts))}</v></c>'
    yield "</row>"
    for number, row in enumerate(sheet.rows, 2):
        yield _row(number, row, letters, texts)
    yield f'</sheetData><autoFilter ref="A1:{letters[-1]}{len(sheet.rows) + 1}"/></worksheet>'


def _row(number: int, row: Sequence[Shown], letters: Sequence[str], texts: _Texts) -> str:
    made = [
        f'<c r="{letter}{number}" s="{_NUMBER}"><v>{value}</v></c>'
        if type(value) is int
        else f'<c r="{letter}{number}" s="{_TEXT}" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
        for letter, value in zip(letters, row, strict=True)
        if value != ""
    ]
    return f'<row r="{number}">{"".join(made)}</row>'


def _each_text(texts: _Texts) -> Iterator[str]:
    yield f'{_XML}<sst xmlns="{_MAIN}" uniqueCount="{len(texts)}">'
    for text in texts:
        yield f'<si><t xml:space="preserve">{_escaped(str(text))}</t></si>'
    yield "</sst>"


def _escaped(text: str) -> str:
    shown = _ESCAPE.sub("_x005F_", str(clean(text)))
    shown = shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
    return escape(shown).replace("\r", "&#13;")


def _letters(number: int) -> str:
    """What a column is called: A, B, …, Z, AA, …; from 1."""
    before, last = divmod(number - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + last)


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FONT = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
_TOP = '<alignment vertical="top" wrapText="1"/>'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    f'<fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFD9E2F3"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4"><xf xfId="0"/>'
    f'<xf xfId="0" fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1">{_TOP}</xf>'
    f'<xf xfId="0" quotePrefix="1" applyAlignment="1">{_TOP}</xf>'  # stays a text also when somebody edits the cell
    f'<xf xfId="0" applyAlignment="1">{_TOP}</xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
