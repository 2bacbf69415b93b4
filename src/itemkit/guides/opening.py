"""What the template of a guide is given: the shape of a page, and what fills its blanks.

Everything that a template asks about (``{% if … %}``, ``{% for … %}``) or that is the same on many pages belongs to the
shape. Everything that is other on each page is a blank: HTML that the template puts somewhere and knows nothing of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from itemkit.guides.frame import Frame
from itemkit.guides.html import facts_of, text, value_html
from itemkit.guides.names import href
from itemkit.guides.page import COMPLETE, EDITIONS, Lines, Page, SiteLink

if TYPE_CHECKING:
    from itemkit.guides.qr import Codes


Blanks = Mapping[str, str]
"""What fills the blanks of a page, as HTML, by their names."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a guide, as HTML."""

    id: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What pages have in common that come from one rendering of the template."""

    edition: str
    watermark: str
    notices: Lines
    has_subtitle: bool
    has_code: bool
    has_lead: bool
    has_action: bool
    has_structured: bool
    other: str
    """What the other edition is called; empty where there is none."""
    contents: tuple[tuple[str, str], ...]
    """Id and title of each section."""


def shape_of(page: Page, parts: Sequence[Part]) -> Shape:
    """The shape of a page."""
    return Shape(
        page.edition, page.watermark, page.notices, bool(page.subtitle), bool(page.code), bool(page.lead),
        page.action is not None, bool(page.structured) and _is_main(page),
        page.other.text if page.other else "", tuple([(one.id, one.title) for one in parts]),
    )  # fmt: skip


def other_edition(edition: str, names: Mapping[str, str]) -> SiteLink | None:
    """The page of the other edition, if an item has one.

    Args:
        edition: the one that looks for the other.
        names: the file name below the site of each edition.
    """
    found = (SiteLink(EDITIONS[one], name) for one, name in names.items() if one != edition)
    return next(found, None)


def blanks_of(page: Page, parts: Sequence[Part], opening: Blanks) -> Blanks:
    """What fills the blanks of a page, as HTML.

    Args:
        page: its opening.
        parts: its sections.
        opening: what both editions have in common, see `opening_blanks`.
    """
    other = page.other.name if page.other else ""
    return {
        **opening,
        "other": href(other.rpartition("/")[2]),
        "sections": "".join([one.html for one in parts]),
    }


def opening_blanks(page: Page, frame: Frame, name: str, answers: str) -> Blanks:
    """What fills the blanks above the sections, the same in both editions of an item.

    Args:
        page: one of them.
        frame: what all pages share.
        name: its file name below the site.
        answers: its lead.
    """
    title = text(page.title)
    main = page.other.name if page.other and not _is_main(page) else name
    address = href(main, frame.base_url) if frame.base_url else ""
    return {
        "title": title,
        "subtitle": "".join([f"<li>{value_html(one)}</li>" for one in page.subtitle]),
        "summary": "，".join([text(_said(one)) for one in page.subtitle]),
        "crumbs": "".join([f"<li>{value_html(one)}</li>\n" for one in page.crumbs]),
        "code": text(page.code),
        "lead": facts_of(answers) if answers else "",
        "action_href": text(page.action.href) if page.action else "",
        "action_text": text(page.action.text) if page.action else "",
        "address": text(address),
        "scan": _scan(address) if address and page.code else "",
        "structured": _placed(page.structured, address),
    }


def _is_main(page: Page) -> bool:
    """Whether it is the page to be found: the complete edition, or the only one."""
    return page.edition == COMPLETE or page.other is None


def _said(value: object) -> str:
    return value if isinstance(value, str) else getattr(value, "text", "")


def _placed(structured: str, address: str) -> str:
    """JSON-LD with the address of the page."""
    return f'{{"url":"{address}",{structured[1:]}' if address and structured else structured


@lru_cache(2)
def _scan(address: str) -> str:
    """The picture of an address; both editions of an item have the same."""
    return _codes().data_uri(address)


@cache
def _codes() -> "Codes":
    from itemkit.guides.qr import Codes

    return Codes()
