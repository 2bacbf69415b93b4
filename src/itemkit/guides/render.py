"""From the page model to HTML: jinja2 with autoescape always on, no script, nothing loaded from elsewhere."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from itemkit.guides.context import GuideContext
from itemkit.guides.index import Group
from itemkit.guides.lead import catalog_notices
from itemkit.guides.page import Choice, LinkText, Page
from itemkit.pages import environment

if TYPE_CHECKING:
    import jinja2

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
STYLESHEET = "style.css"
INDEX, TYPES = "index.html", "types.html"
LISTS = {INDEX: "按地区和机构", TYPES: "按事项类型"}
"""The lists of all items, by file name, as they are called in the navigation."""


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


@cache
def _template(name: str) -> "jinja2.Template":
    return _environment().get_template(name)


@cache
def _environment() -> "jinja2.Environment":
    made = environment("itemkit.guides")
    made.globals |= {"policy": CONTENT_SECURITY_POLICY, "stylesheet": STYLESHEET, "lists": LISTS}
    made.tests["link"] = lambda value: isinstance(value, LinkText)
    made.tests["choice"] = lambda value: isinstance(value, Choice)
    return made
