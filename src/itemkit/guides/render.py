"""From the page model to HTML: jinja2 with autoescape always on, no script, nothing loaded from elsewhere."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from itemkit.guides.context import GuideContext
from itemkit.guides.index import Group
from itemkit.guides.lead import catalog_notices
from itemkit.guides.page import Choice, LinkText, Page

if TYPE_CHECKING:
    import jinja2

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
STYLESHEET = "style.css"
INDEX, TYPES = "index.html", "types.html"
LISTS = {INDEX: "按地区和机构", TYPES: "按事项类型"}
"""The lists of all items, by file name, as they are called in the navigation."""

_NOT_FOR_HTML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""What HTML forbids (control characters, halves of surrogate pairs, non-characters), and marks that turn the direction
of writing, which can make a text read as another one."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same on every page of a site."""

    name: str
    publisher: str
    notices: tuple[str, ...]
    """What stands at the top of every page."""
    example: bool
    """Whether search engines are asked to stay away, so that nobody takes an example for the real thing."""

    @classmethod
    def of(cls, context: GuideContext) -> "Frame":
        """The frame of a catalog."""
        catalog = context.catalog
        return cls(context.name, catalog.publisher or "", catalog_notices(context), bool(catalog.example))


def guide_html(page: Page, frame: Frame) -> str:
    """A guide page, one folder below the top of the site."""
    hidden = frame.example or bool(page.watermark)
    return _template("guide.html").render(page=page, frame=frame, hidden=hidden, current="", top="../")


def list_html(name: str, groups: tuple[Group, ...], frame: Frame) -> str:
    """A list of all items, at the top of the site.

    Args:
        name: the list's file name, one of `LISTS`.
        groups: the items.
        frame: what all pages share.
    """
    count = sum(group.count for group in groups)
    return _template("list.html").render(
        current=name, groups=groups, count=count, frame=frame, hidden=frame.example, top=""
    )


def stylesheet() -> str:
    """The text of the one stylesheet."""
    return (files("itemkit.guides") / "templates" / STYLESHEET).read_text("utf-8")


def clean(value: object) -> object:
    """Text without the characters that must not stand in HTML; each becomes U+FFFD."""
    return _NOT_FOR_HTML.sub("\ufffd", value) if type(value) is str else value


@cache
def _template(name: str) -> "jinja2.Template":
    return _environment().get_template(name)


@cache
def _environment() -> "jinja2.Environment":
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("itemkit.guides"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=clean,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"policy": CONTENT_SECURITY_POLICY, "stylesheet": STYLESHEET, "lists": LISTS}
    environment.tests["link"] = lambda value: isinstance(value, LinkText)
    environment.tests["choice"] = lambda value: isinstance(value, Choice)
    return environment
