"""From a resolved item to its page: the one function that the site, and later other formats, ask for a page."""

from itemkit.guides.context import GuideContext
from itemkit.guides.lead import action, lead, notices
from itemkit.guides.page import Page
from itemkit.guides.sections import each_section
from itemkit.guides.uncoded import watermark
from itemkit.model.item import Item


def page_of(item: Item, context: GuideContext) -> Page:
    """The complete guide (办事指南完整版) of an item.

    Args:
        item: the item, already merged with the standard that it implements.
        context: the catalog around it.
    """
    subtitle = (context.organ_name(item.organ), context.region_name(context.region_of(item)), item.type or "")
    return Page(
        title=title_of_page(item),
        code=item.code or "",
        subtitle=tuple(one for one in subtitle if one),
        watermark=watermark(item),
        notices=notices(item, context),
        lead=lead(item),
        action=action(item),
        sections=tuple(each_section(item, context)),
    )


def title_of_page(item: Item) -> str:
    """What an item is called on its page and wherever it is named."""
    return item.name or item.code or "未命名事项"
