"""From a resolved item to its page: the one function that the site, and later other formats, ask for a page."""

from collections.abc import Mapping
from typing import Any

from itemkit.guides.context import GuideContext
from itemkit.guides.illustrative import illustrative
from itemkit.guides.jsonld import structured
from itemkit.guides.lead import action, lead, notices
from itemkit.guides.names import page_name
from itemkit.guides.page import COMPLETE, Fact, Lines, Page, Section, SiteLink, Value
from itemkit.guides.sections import each_section
from itemkit.guides.uncoded import WATERMARK
from itemkit.model.item import Item

NAMELESS = "未命名事项"


def page_of(item: Item, context: GuideContext, edition: str = COMPLETE) -> Page:
    """The guide (办事指南) of an item.

    Args:
        item: the item, already merged with the standard that it implements.
        context: the catalog around it.
        edition: ``complete`` (完整版) or ``concise`` (简版).
    """
    data = item.as_data()
    sections = tuple(each_section(item, context, edition))
    is_illustrative = bool(illustrative(data))
    return opening(data, context, edition, is_illustrative=is_illustrative, answers=lead(data), sections=sections)


def opening(
    data: Mapping[str, Any],
    context: GuideContext,
    edition: str,
    other: SiteLink | None = None,
    *,
    is_illustrative: bool,
    answers: tuple[Fact, ...],
    sections: tuple[Section, ...] = (),
) -> Page:
    """The page of an item, of whose sections nothing is known here.

    Args:
        data: the item, resolved with its standard, as plain data.
        context: the catalog around it.
        edition: which one.
        other: the page of the other edition.
        is_illustrative: whether some of it was made up.
        answers: its `lead`.
        sections: them, where somebody wants them in it.
    """
    get = data.get
    code = get("code", "")
    organ = context.organs.get(get("organ", ""))
    region = get("region") or (organ.region if organ else None) or ""
    named = context.region_name(region)
    who = context.organ_link(get("organ"))
    where: Value = SiteLink(named, page_name("region", region)) if context.has_site and region else named
    return Page(
        edition=edition,
        title=title_of(data),
        code=code,
        subtitle=tuple(one for one in (who, named, get("type", "")) if one),
        watermark="" if code else WATERMARK,
        notices=notices(get("status", ""), is_illustrative=is_illustrative, context=context),
        lead=answers,
        action=action(data),
        crumbs=_with_pages(where, who),
        structured=structured(data, context, named),
        sections=sections,
        other=other,
    )


def _with_pages(*above: Value) -> Lines:
    return tuple(one for one in above if isinstance(one, SiteLink))


def title_of(data: Mapping[str, Any]) -> str:
    """What an item is called on its page and wherever it is named."""
    return data.get("name") or data.get("code") or NAMELESS


def title_of_page(item: Item) -> str:
    """The same of an item as an object."""
    return item.name or item.code or NAMELESS
