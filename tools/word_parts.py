"""What python-docx lacks for the Word template: typefaces of Chinese, rows that repeat by a tag, fields, borders."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from docx.document import Document as DocumentObject
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

SONG, HEI, FANG = "宋体", "黑体", "仿宋"
_LATIN = "Times New Roman"
_ENGLISH_NAMES = {SONG: "SimSun", HEI: "SimHei", FANG: "FangSong"}
"""What the typefaces are called where the system is not Chinese."""
INK, QUIET = RGBColor(0, 0, 0), RGBColor(0x44, 0x4C, 0x55)
_LINE, _GROUND = "A6AFB8", "EEF2F6"
_KEPT = frozenset({"Normal", "Title", "heading 1", "heading 2", "header", "footer"})
_UNWANTED = ("thumbnail", "stylesWithEffects", "customXml", "numbering")
"""What python-docx puts into every document and a guide has no use for, by the end of the type of relation."""


def leave_out_unused(document: DocumentObject) -> None:
    """Leave out what is not used: most of what a new document of python-docx holds."""
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(_UNWANTED)]:
            relations.pop(key)
    for style in list(document.styles.element.findall(qn("w:style"))):
        name = style.find(qn("w:name")).get(qn("w:val"))
        is_ours = style.get(qn("w:customStyle")) is not None and not name.isascii()
        if not (is_ours or name in _KEPT or style.get(qn("w:default")) is not None):
            style.getparent().remove(style)
        elif (link := style.find(qn("w:link"))) is not None:
            style.remove(link)


def name_typefaces(document: DocumentObject) -> None:
    """Tell word processors what else the typefaces are called."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table = parse_xml(part.blob)
    for font in list(table):
        table.remove(font)
    for name, other in (*_ENGLISH_NAMES.items(), (_LATIN, "")):
        font = OxmlElement("w:font")
        font.set(qn("w:name"), name)
        parts = [("altName", other)] if other else []
        parts += [("charset", "86" if other else "00"), ("family", "roman"), ("pitch", "variable")]
        for tag, value in parts:
            one = OxmlElement(f"w:{tag}")
            one.set(qn("w:val"), value)
            font.append(one)
        table.append(font)
    part._blob = serialize_part_xml(table)  # noqa: SLF001 (python-docx has no typefaces)


def set_style(
    document: DocumentObject, name: str, face: str, size: float, *, before: float = 0, after: float = 0,
    color: RGBColor = INK,
) -> None:  # fmt: skip
    """Say how a style looks: the typeface of Chinese, the size and the room before and after in points."""
    style: Any = document.styles[name]
    style.font.name, style.font.size, style.font.bold, style.font.color.rgb = _LATIN, Pt(size), False, color
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in [one for one in fonts.attrib if one.endswith("Theme")]:
        del fonts.attrib[attribute]
    for attribute, value in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", face)):
        fonts.set(qn(f"w:{attribute}"), value)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), 1.25
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        border.getparent().remove(border)


def set_border(properties: Any) -> None:
    """Draw a frame around the paragraphs with these properties."""
    border = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        border.append(line)
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field that the word processor fills in."""
    for kind in ("begin", "code", "separate", "shown", "end"):
        run: Any = paragraph.add_run("1" if kind == "shown" else "")._r  # noqa: SLF001 (python-docx has no fields)
        if kind == "code":
            part: Any = OxmlElement("w:instrText")
            part.text = f" {code} "
            run.append(part)
        elif kind != "shown":
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
            run.append(part)


def add_tag(document: DocumentObject, tag: str) -> None:
    """A paragraph that is nothing but a tag, and goes with it."""
    document.add_paragraph(f"{{%{tag} %}}", "说明")


def add_tag_row(table: Table, over: str | None, tag: str | None = None) -> None:
    """A row that is nothing but a tag: the beginning of a loop, its end without ``over``, or another tag."""
    text = tag or (f"for {over}" if over else "endfor")
    add_line(next_row(table)[0], f"{{%tr {text} %}}", "表格", is_first=True)


def repeat_row(table: Table, over: str, write: Callable[[Sequence[_Cell]], None]) -> None:
    """A table in which one row is repeated."""
    add_tag_row(table, over)
    write(next_row(table))
    add_tag_row(table, None)


def next_row(table: Table) -> list[_Cell]:
    """The cells of the next row, which pages do not divide; the first row of a table without a head comes first."""
    first = table.rows[0]
    is_free = len(table.rows) == 1 and not any(cell.text for cell in first.cells)
    row = first if is_free else table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 (python-docx has no such rows)
    return list(row.cells)


def add_line(cell: _Cell, text: str, style: str, *, is_first: bool = False) -> Paragraph:
    """Add a paragraph to a cell; the first one of a cell is there already."""
    paragraph: Paragraph = cell.paragraphs[0] if is_first else cell.add_paragraph()
    paragraph.style = style
    paragraph.add_run(text)
    return paragraph


def add_table(
    document: DocumentObject, widths: Sequence[float], *, head: Sequence[str] = (), has_lines: bool = True
) -> Table:
    """A table with one row: the head, or an empty one.

    Args:
        document: what it is added to.
        widths: of the columns, in millimetres.
        head: what the columns are called; repeated on every page.
        has_lines: whether lines are drawn.
    """
    table: Table = document.add_table(1, len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        column.cells[0].width = Mm(width)
    if has_lines:
        _lines(table)
    for cell, text in zip(table.rows[0].cells, head, strict=False):
        add_line(cell, text, "标签", is_first=True)
        ground = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", _GROUND)):
            ground.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(ground)  # noqa: SLF001 (python-docx has no shading)
    if head:
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 (nor repeated heads)
    return table


def _lines(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = table._tbl.tblPr  # noqa: SLF001 (python-docx has no borders)
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def saved(document: DocumentObject) -> bytes:
    """A document as the bytes of a file."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
