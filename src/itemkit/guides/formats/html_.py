"""A guide as one HTML file that needs nothing beside itself: to be sent, kept on a stick, opened anywhere.

It has the sections and the look of the page on the site, with the style inside and no script.
"""

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from markupsafe import Markup

from itemkit.guides import html as parts
from itemkit.guides.formats.interface import Sheet
from itemkit.guides.page import EDITIONS
from itemkit.guides.qr import Codes
from itemkit.guides.render import stylesheet
from itemkit.pages import environment

if TYPE_CHECKING:
    import jinja2

_QR_SIDE = 96
"""CSS pixels."""
_OWN_STYLE = """
.qr {
  float: right;
  margin: 0 0 1rem 1rem;
  image-rendering: pixelated;
}
"""
"""What the style of the site lacks."""


def write(sheet: Sheet) -> bytes:
    """A guide as an HTML file in UTF-8."""
    return document(sheet, stylesheet() + _OWN_STYLE).encode()


def document(sheet: Sheet, style: str) -> str:
    """A guide as HTML.

    Args:
        sheet: the guide.
        style: its style sheet, of ours: it stands in the page as it is.
    """
    digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
    return _template().render(
        sheet=sheet,
        page=sheet.page,
        edition=EDITIONS[sheet.page.edition],
        qr=_picture(sheet.address),
        qr_side=_QR_SIDE,
        style=Markup(style),  # noqa: S704 (ours)
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'",
    )


def _picture(address: str) -> str:
    try:
        return Codes().data_uri(address) if address else ""
    except ValueError:  # longer than any code holds
        return ""


def _marked(make: Callable[..., str]) -> Callable[..., Markup]:
    """What makes HTML, for templates, which escape everything else."""
    return lambda *values: Markup(make(*values))  # noqa: S704 (escaped there)


@cache
def _template() -> "jinja2.Template":
    made = environment("itemkit.guides.formats")
    made.globals |= {
        "value": _marked(parts.value_html), "facts": _marked(parts.facts_html), "whole": _marked(parts.section_html),
    }  # fmt: skip
    return made.get_template("sheet.html")
