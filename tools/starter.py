"""Makes the template that guides are written with where an office has none of its own; offices may begin with it.

It is shipped as a file, so that printing a guide does not depend on how python-docx makes a
document today. The look follows GB/T 9704-2012 where a guide is like an official document: 黑体 for headings, 仿宋 for
text, numbered 一、二、三、; tables are set in 宋体.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from word_parts import (
    FANG,
    HEI,
    INK,
    QUIET,
    SONG,
    add_field,
    add_line,
    add_table,
    add_tag,
    add_tag_row,
    leave_out_unused,
    name_typefaces,
    next_row,
    repeat_row,
    saved,
    set_border,
    set_style,
)

from itemkit.guides.formats.docx.package import reproducible

_WIDTH = 164
"""Millimetres between the margins of A4."""


def starter() -> bytes:
    """The template, as a file: the same bytes with any zlib."""
    document = Document()
    _styles(document)
    section = document.sections[0]
    _paper(section)
    _running_head(section)
    _opening(document)
    _sections(document)
    _closing(document)
    leave_out_unused(document)
    name_typefaces(document)
    properties = document.core_properties
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    properties.last_modified_by, properties.revision = "itemkit", 1
    properties.title, properties.author, properties.language = "{{ title }}", "{{ publisher }}", "zh-CN"
    properties.subject, properties.comments = "办事指南（{{ edition_title }}）", ""
    return reproducible(saved(document), compressed=False)


def _styles(document: DocumentObject) -> None:
    set_style(document, "Normal", FANG, 12, after=3)
    set_style(document, "Title", HEI, 22, after=2)
    set_style(document, "Heading 1", HEI, 15, before=14, after=5)
    set_style(document, "Heading 2", HEI, 12, before=8, after=3)
    for name in ("Header", "Footer"):
        set_style(document, name, SONG, 9)
        document.styles[name].paragraph_format.tab_stops.clear_all()
    for name, size, color in (("表格", 10.5, INK), ("标签", 10.5, QUIET), ("说明", 10.5, QUIET)):
        document.styles.add_style(name, 1).base_style = document.styles["Normal"]
        set_style(document, name, SONG, size, before=1, after=1, color=color)
    document.styles.add_style("提示", 1).base_style = document.styles["Normal"]
    set_style(document, "提示", HEI, 12, before=3, after=3)
    set_border(document.styles["提示"].element.get_or_add_pPr())
    defaults = document.styles.element.find(qn("w:docDefaults")).find(".//" + qn("w:lang"))
    for name, language in (("val", "en-US"), ("eastAsia", "zh-CN")):
        defaults.set(qn(f"w:{name}"), language)


def _paper(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)
    section.left_margin, section.right_margin = Mm(24), Mm(22)
    section.header_distance, section.footer_distance = Mm(13), Mm(12)


def _running_head(section: Section) -> None:
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (head, foot):
        paragraph.paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    head.add_run('{{ title|truncate(34, True, "…", 0) }}\t{{ code }}')
    foot.add_run('{{ catalog|truncate(34, True, "…", 0) }}\t第 ')
    add_field(foot, "PAGE")
    foot.add_run(" 页，共 ")
    add_field(foot, "NUMPAGES")
    foot.add_run(" 页")


def _opening(document: DocumentObject) -> None:
    """Name, code, what must be known before all else, and the questions that everybody asks."""
    table = add_table(document, (_WIDTH - 32, 32), has_lines=False)
    left, right = table.rows[0].cells
    left.paragraphs[0].style = document.styles["Title"]
    left.paragraphs[0].add_run("{{ title }}")
    add_line(left, '{{ subtitle|join(" · ") }}', "说明")
    add_line(left, "{% if code %}编码 {{ code }}　{% endif %}{{ edition_title }}", "说明")
    right.paragraphs[0].add_run("{{ qr }}")
    right.paragraphs[0].alignment = 2
    add_tag(document, "p if watermark")
    document.add_paragraph("{{ watermark }}", "提示")
    add_tag(document, "p endif")
    add_tag(document, "p for notice in notices")
    document.add_paragraph("{{ notice.text }}", "提示")
    add_tag(document, "p endfor")
    document.add_paragraph(style="说明")
    lead = add_table(document, (30, _WIDTH - 30))
    repeat_row(lead, "fact in lead", lambda row: _fact(row, "fact", "Normal"))
    add_tag(document, "p if start")
    document.add_paragraph("{{ start.text }}：{{ start.href }}")
    add_tag(document, "p endif")


def _sections(document: DocumentObject) -> None:
    """All sections, whatever they hold: a part for each kind of block."""
    add_tag(document, "p for part in sections")
    document.add_paragraph("{{ loop.index|hanzi }}、{{ part.title }}", "Heading 1")
    add_tag(document, "p for block in part.blocks")
    for number, (kind, write) in enumerate(_BLOCKS.items()):
        add_tag(document, f'p {"elif" if number else "if"} block.kind == "{kind}"')
        write(document)
    add_tag(document, "p endif")
    add_tag(document, "p endfor")
    add_tag(document, "p endfor")


def _facts(document: DocumentObject) -> None:
    repeat_row(add_table(document, (36, _WIDTH - 36)), "fact in block.rows", lambda row: _fact(row, "fact"))


def _paragraphs(document: DocumentObject) -> None:
    add_tag(document, "p for text in block.texts")
    document.add_paragraph("{{ text }}").paragraph_format.first_line_indent = Pt(24)
    add_tag(document, "p endfor")


def _bullets(document: DocumentObject) -> None:
    add_tag(document, "p for line in block.lines")
    document.add_paragraph("{{ loop.index }}. {{ line }}")
    add_tag(document, "p endfor")


def _note(document: DocumentObject) -> None:
    document.add_paragraph("{{ block.text }}", "说明")


def _checklist(document: DocumentObject) -> None:
    table = add_table(document, (14, 54, _WIDTH - 82, 14), head=("序号", "材料", "要求", "备齐"))
    add_tag_row(table, "entry in block.entries")
    add_tag_row(table, None, "set number = loop.index")
    _entry(table, "entry", "{{ number }}", is_ticked=True)
    add_tag_row(table, "inner in entry.any_of")
    _entry(table, "inner", "{{ number }}.{{ loop.index }}", is_ticked=True)
    add_tag_row(table, None)
    add_tag_row(table, None)


def _steps(document: DocumentObject) -> None:
    table = add_table(document, (14, 44, _WIDTH - 58), head=("序号", "环节", "时限和说明"))
    add_tag_row(table, "entry in block.entries")
    _entry(table, "entry", "{{ loop.index }}")
    add_tag_row(table, None)


def _entries(document: DocumentObject) -> None:
    table = add_table(document, (_WIDTH,))
    add_tag_row(table, "entry in block.entries")
    (cell,) = next_row(table)
    _named(cell, "entry")
    _detailed(cell, "entry")
    add_tag_row(table, None)


def _questions(document: DocumentObject) -> None:
    add_tag(document, "p for pair in block.pairs")
    document.add_paragraph("问：{{ pair.question }}", "Heading 2")
    document.add_paragraph("答：{{ pair.answer }}")
    add_tag(document, "p endfor")


def _rows(document: DocumentObject) -> None:
    """A table of any number of columns."""
    table = add_table(
        document, (_WIDTH / 3,) * 3, head=("{%tc for label in block.head %}", "{{ label }}", "{%tc endfor %}")
    )
    add_tag_row(table, "row in block.rows")
    cells = next_row(table)
    for cell, text in zip(cells, ("{%tc for cell in row.cells %}", "{{ cell }}", "{%tc endfor %}"), strict=True):
        add_line(cell, text, "表格", is_first=True)
    add_tag_row(table, None)


_BLOCKS = {
    "facts": _facts,
    "paragraphs": _paragraphs,
    "bullets": _bullets,
    "note": _note,
    "checklist": _checklist,
    "steps": _steps,
    "entries": _entries,
    "questions": _questions,
    "table": _rows,
}


def _closing(document: DocumentObject) -> None:
    document.add_paragraph("{{ catalog }}{% if publisher %}，{{ publisher }}发布{% endif %}", "说明")
    add_tag(document, "p if address")
    document.add_paragraph("网页：{{ address }}", "说明")
    add_tag(document, "p endif")


def _fact(cells: Sequence[_Cell], name: str, style: str = "表格") -> None:
    add_line(cells[0], f"{{{{ {name}.label }}}}", "标签", is_first=True)
    add_line(cells[1], f"{{{{ {name}.lines }}}}", style, is_first=True)
    add_line(cells[1], f"{{%p if {name}.aside %}}", "说明")
    add_line(cells[1], f"{{{{ {name}.aside }}}}", "说明")
    add_line(cells[1], "{%p endif %}", "说明")


def _entry(table: Table, name: str, number: str, *, is_ticked: bool = False) -> None:
    """A row for an entry: its number, its name, its details, and a box to tick unless the office fetches it."""
    cells = next_row(table)
    add_line(cells[0], number, "表格", is_first=True)
    _named(cells[1], name)
    _detailed(cells[2], name, is_first=True)
    if is_ticked:
        box = f'{{% if {name}.duty == "fetched" %}}免交{{% else %}}□{{% endif %}}'
        add_line(cells[3], box, "表格", is_first=True)


def _named(cell: _Cell, name: str) -> None:
    """The name of an entry, with its marks and when it applies below it."""
    add_line(cell, f"{{{{ {name}.title }}}}", "表格", is_first=True).runs[0].bold = True
    marks, condition = f'【{{{{ {name}.tags|join("】【") }}}}】', f"{{{{ {name}.condition }}}}"
    for part, shown in (("tags", marks), ("condition", condition)):
        add_line(cell, f"{{%p if {name}.{part} %}}", "说明")
        add_line(cell, shown, "说明")
        add_line(cell, "{%p endif %}", "说明")


def _detailed(cell: _Cell, name: str, *, is_first: bool = False) -> None:
    """What is to be known of an entry, a line each."""
    aside = '{% if fact.aside %}；{{ fact.aside|join("；") }}{% endif %}'
    add_line(cell, f"{{%p for fact in {name}.facts %}}", "表格", is_first=is_first)
    add_line(cell, f'{{{{ fact.label }}}}：{{{{ fact.lines|join("；") }}}}{aside}', "表格")
    add_line(cell, "{%p endfor %}", "表格")
