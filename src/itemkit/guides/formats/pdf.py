"""A guide as a PDF for counters and files: A4, page numbers, bookmarks, the name and the code on every page.

WeasyPrint (the extra ``pdf``) is imported when a PDF is made; it needs the library Pango of the system. Nothing is
loaded from anywhere, whatever a page says.
"""

import re
from importlib.resources import files

from itemkit.findings import msg
from itemkit.guides.formats.html_ import document
from itemkit.guides.formats.interface import FormatError, Sheet
from itemkit.pages import clean

_LONGEST = 40
"""Characters of a name at the edge of a page, which has one line."""

_OPENED = re.compile(r'<svg class="flow"[^>]*>')
_DRAWN = """
rect, circle { fill: #ffffff; stroke: #333333 }
path { fill: none; stroke: #333333 }
.dot, .bar, .head { fill: #333333 }
.dashed { stroke-dasharray: 4 3 }
text { font-family: "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; font-size: 15px }
.small { font-size: 13px }
.number { fill: #ffffff }
"""
"""The style of the drawn process: WeasyPrint asks a drawing for its own style and does not heed that of the page."""


def write(sheet: Sheet) -> bytes:
    """A guide as a PDF; the same guide makes the same bytes, with the same WeasyPrint, Pango and typefaces.

    Raises:
        FormatError: Pango is missing.
        ImportError: the extra ``pdf`` is not installed.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:  # WeasyPrint loads the library when it is imported
        raise FormatError(
            msg("做 PDF 要用系统的 Pango 库，这里没有；Debian 和 Ubuntu 上装 libpango-1.0-0 和 libpangoft2-1.0-0")
        ) from error
    nothing_else = URLFetcher(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=True)
    text = _OPENED.sub(rf"\g<0><style>{_DRAWN}</style>", document(sheet, _style(sheet)))
    printed = HTML(string=text, url_fetcher=nothing_else)
    return bytes(printed.write_pdf(pdf_identifier=b"itemkit.guide/1", pdf_tags=True))


def _style(sheet: Sheet) -> str:
    """The style sheet, with what stands at the edges of the pages of this guide."""
    style = (files("itemkit.guides.formats") / "templates" / "print.css").read_text("utf-8")
    edges = {"top-left": sheet.page.title, "top-right": sheet.page.code, "bottom-left": sheet.catalog}
    rules = "".join(f"@{place} {{ content: {_string(text)}; }}\n" for place, text in edges.items())
    return f"{style}\n@page {{\n{rules}}}\n"


def _string(text: str) -> str:
    """A text as a string of CSS in which every character is escaped, cut to the length of a line."""
    line = " ".join(str(clean(text)).split())
    shown = line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
    return '"' + "".join(f"\\{ord(one):06x}" for one in shown) + '"'
