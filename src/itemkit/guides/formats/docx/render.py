"""From a guide and a template to a Word document: docxtpl in the sandbox, and what Word is strict about put right."""

import io
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

import jinja2
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from lxml import etree

from itemkit.findings import Message, msg
from itemkit.guides.formats.data import Data, guide_data
from itemkit.guides.formats.docx.check import Problem, check
from itemkit.guides.formats.docx.package import is_small, reproducible
from itemkit.guides.formats.docx.sandbox import Sandbox
from itemkit.guides.formats.interface import FormatError, Sheet
from itemkit.guides.qr import Codes

_QR_SIDE = 26
"""Millimetres."""
_QR_SCALE = 6
"""Pixels a module: word processors blur what they enlarge."""
_LONGEST_PROPERTY = 255
"""Characters that a property of a document may have (python-docx refuses more)."""


def problems_of(template: bytes) -> list[Problem]:
    """What is wrong with a template; nothing if any guide can be rendered with it.

    Raises:
        FormatError: it is no Word document.
    """
    opened, environment = _opened(template), Sandbox()
    return [problem for source in opened.each_source() for problem in check(source, environment)]


def render(sheet: Sheet, template: bytes) -> bytes:
    """A guide as a Word document.

    Args:
        sheet: the guide.
        template: a template without problems, see `problems_of`.

    Raises:
        FormatError: the template is no Word document, or its tags stand so that what comes out is none.
    """
    opened = _opened(template)
    try:
        opened.render(_context(sheet, opened), Sandbox(), autoescape=True)
    except (jinja2.TemplateError, etree.XMLSyntaxError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise FormatError(_not_rendered(error)) from error
    stream = io.BytesIO()
    opened.save(stream)
    return reproducible(stream.getvalue())


def _not_rendered(error: Exception) -> Message:
    where = " ".join(str(one).strip() for one in getattr(error, "docx_context", ()))[:200].strip()
    text = msg("用这个模板做不成文件：{error}", error=str(error) or type(error).__name__)
    return msg("{text}（“{where}”附近）", text=text, where=where) if where else text


def _opened(template: bytes) -> "_Template":
    if not is_small(template):
        raise FormatError(msg("模板不是 docx 文件，或者太大"))
    opened = _Template(io.BytesIO(template))
    try:
        opened.init_docx()
    except (OpcError, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise FormatError(msg("模板不是 docx 文件：{error}", error=str(error))) from error
    return opened


def _context(sheet: Sheet, template: "_Template") -> Data:
    """What the names of `itemkit.guides.formats.docx.names` stand for."""
    guide = guide_data(sheet)
    blocks: list[Data] = [block for section in guide["sections"] for block in section["blocks"]]
    listed = {kind: [one for block in blocks if block["kind"] == kind for one in block["entries"]] for kind in _LISTS}
    return guide | {
        "section": {one["id"]: one for one in guide["sections"]},
        "materials": listed["checklist"],
        "steps": listed["steps"],
        "item": sheet.record,
        "qr": _picture(sheet.address, template) if sheet.address else None,
    }


_LISTS = ("checklist", "steps")


def _picture(address: str, template: "_Template") -> "InlineImage | None":
    try:
        drawn = Codes().png(address, _QR_SCALE)
    except ValueError:  # longer than any code holds
        return None
    return InlineImage(template, io.BytesIO(drawn), width=Mm(_QR_SIDE))


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl, but strict: what it would mend by leaving something out is an error."""

    def each_source(self) -> Iterator[str]:
        """The Jinja source of each part, with a line for each paragraph and each tag."""
        parts = [self.get_xml()]
        parts += [
            self.get_part_xml(part)
            for uri in (self.HEADER_URI, self.FOOTER_URI)
            for _, part in self.get_headers_footers(uri)
        ]
        parts += [part.blob.decode("utf-8") for part in self.docx.part.package.iter_parts() if _is_footnotes(part)]
        for xml in parts:
            yield _BEGINS.sub("\n", self.patch_xml(xml))
        properties = self.docx.core_properties
        yield from (getattr(properties, name) for name in _PROPERTIES)

    def fix_tables(self, xml: str) -> Any:
        """The rendered body.

        Raises:
            XMLSyntaxError: tags cross paragraphs, cells or rows.
        """
        etree.fromstring(xml.encode())
        tree = super().fix_tables(xml)
        _complete(tree)
        return tree

    def render_properties(self, context: Mapping[str, Any], jinja_env: Sandbox | None = None) -> None:
        """The properties of the document, cut where they are longer than a document may have them."""
        environment, properties = jinja_env or Sandbox(), self.docx.core_properties
        for name in _PROPERTIES:
            rendered = environment.from_string(getattr(properties, name)).render(context)
            setattr(properties, name, unescape(rendered)[:_LONGEST_PROPERTY])


def _is_footnotes(part: Any) -> bool:
    return str(part.content_type).endswith(".wordprocessingml.footnotes+xml")


_BEGINS = re.compile("(?=<w:p[ >]|{%)")
_PROPERTIES = ("title", "subject", "author", "comments", "keywords", "category")


def _complete(tree: Any) -> None:
    """Put right what Word is strict about and loops leave behind: cells without text, rows and tables without cells."""
    for cell in tree.iter(qn("w:tc")):
        if len(cell) == 0 or cell[-1].tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))
    for outer, inner in (("w:tr", "w:tc"), ("w:tbl", "w:tr")):
        for one in [one for one in tree.iter(qn(outer)) if one.find(qn(inner)) is None]:
            one.getparent().remove(one)
    for table in list(tree.iter(qn("w:tbl"))):
        following = table.getnext()
        if following is None or following.tag != qn("w:p"):  # tables that touch become one
            table.addnext(OxmlElement("w:p"))
