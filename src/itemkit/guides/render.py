"""From pages to whole HTML files: jinja2 for the frame that all share, `itemkit.guides.html` for what is inside.

Every page loads one stylesheet and its scripts from the site itself, and nothing from anywhere else.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from itemkit.guides import html
from itemkit.guides.frame import Frame
from itemkit.guides.navigation import ABOUT, NAVIGATION
from itemkit.guides.opening import Blanks, Part, Shape, blanks_of, opening_blanks, shape_of
from itemkit.guides.page import EDITIONS, Page, Value
from itemkit.guides.workdays import chinese_calendar
from itemkit.pages import environment, plots_style

if TYPE_CHECKING:
    import jinja2

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
)
STYLESHEET, SCRIPT, GUIDE_SCRIPT = "style.css", "site.js", "guide.js"
INDEX, ACCESSIBILITY = "index.html", "accessibility.html"
_SHAPES = 4096
_BLANK = re.compile("\0([a-z_]+)\0")


def parts_of(page: Page) -> tuple[Part, ...]:
    """The sections of a page."""
    return tuple(Part(one.id, one.title, html.section_html(one)) for one in page.sections)


def guide_html(page: Page, parts: Sequence[Part], frame: Frame, name: str, opening: Blanks | None = None) -> str:
    """A guide page.

    There are very many of these, so the template is rendered once for each *shape* that pages have, with blanks for
    what is other on each page; a page is that with its blanks filled in.

    Args:
        page: its opening; its sections are of no account.
        parts: its sections.
        frame: what all pages share.
        name: its file name below the site.
        opening: what both editions have in common, where it is made already.
    """
    top = "../" * name.count("/")
    made = _skeleton("guide.html", shape_of(page, parts), frame, top)
    if opening is None:
        opening = opening_blanks(page, frame, name, "".join(map(html.fact_html, page.lead)))
    blanks = blanks_of(page, parts, opening)
    filled = made.copy()
    filled[1::2] = [blanks[one] for one in made[1::2]]
    return "".join(filled)


@lru_cache(_SHAPES)
def _skeleton(template: str, shape: Shape, frame: Frame, top: str) -> list[str]:
    """A template rendered with blanks: constant text and names of blanks in turns."""
    is_hidden = frame.example or bool(shape.watermark)
    rendered = _template(template).render(
        shape=shape, frame=frame, name="", top=top, is_hidden=is_hidden, blank=_Blanks(), contents=shape.contents
    )
    return _BLANK.split(rendered)


class _Blanks:
    """``{{ blank.title }}`` in a template leaves a blank of that name."""

    def __getattr__(self, name: str) -> Markup:
        return Markup(f"\0{name}\0")  # noqa: S704 (no text of anybody's; clean text has no such character)


def page_html(
    template: str, name: str, frame: Frame, *, is_hidden: bool = False, top: str | None = None, **values: Any
) -> str:
    """A page of the site.

    Args:
        template: which template; it extends ``base.html``.
        name: the page's file name below the site.
        frame: what all pages share.
        is_hidden: whether search engines are to stay away from it.
        top: what leads from the page to the top of the site; None: its name tells.
        values: what the template asks for.
    """
    top = "../" * name.count("/") if top is None else top
    return _template(template).render(frame=frame, name=name, top=top, is_hidden=is_hidden or frame.example, **values)


def stylesheet() -> str:
    """The text of the one stylesheet."""
    own = (_resource(name) for name in ("style.css", "search.css", "hubs.css", "data.css"))
    return "\n".join((*own, plots_style()))


def script() -> str:
    """The text of the script that all pages load."""
    return _resource(SCRIPT)


def guide_script() -> str:
    """The text of the script of guides: situations, checklist, the last day by the calendar of holidays."""
    calendar = f"const CALENDAR = {chinese_calendar().as_script()};\n"
    return "".join(["{\n", calendar, _resource("deadline.js"), _resource("picker.js"), "}\n"])


@cache
def _resource(name: str) -> str:
    found = files("itemkit.guides") / "templates" / name
    return found.read_text("utf-8") if found.is_file() else ""


def _at(top: str) -> Callable[[Value], Markup]:
    """Values as HTML on a page from which ``top`` leads to the top of the site."""
    return lambda value: Markup(html.value_html(value, top))  # noqa: S704 (escaped there)


@cache
def _template(name: str) -> "jinja2.Template":
    return _environment().get_template(name)


@cache
def _environment() -> "jinja2.Environment":
    made = environment("itemkit.guides")
    shared: Mapping[str, object] = {
        "policy": CONTENT_SECURITY_POLICY,
        "stylesheet": STYLESHEET,
        "script": SCRIPT,
        "guide_script": GUIDE_SCRIPT,
        "index": INDEX,
        "editions": EDITIONS,
        "navigation": NAVIGATION,
        "about": ABOUT,
        "value_at": _at,
        "facts": lambda rows: Markup(html.facts_html(rows)),  # noqa: S704 (escaped there)
    }
    made.globals |= shared
    made.filters["path"] = quote
    return made
