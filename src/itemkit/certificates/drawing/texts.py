"""What the script of the page says; it fills in what stands in braces."""

from itemkit.certificates.drawing.contents import Manner
from itemkit.certificates.drawing.words import manner_word
from itemkit.language import _


def script_texts() -> dict[str, str | list[str]]:
    """All of it by the names that the script uses."""
    return {
        "manners": [manner_word(manner) for manner in Manner],
        "shared": _("共享"),
        "others": _("其他主体的"),
        "later": _("只发给已有的人"),
        "blocked": _("办不成"),
        "many": _("{item}等 {count} 个事项"),
        "certificate": _("证照"),
        "item": _("事项"),
        "found": _("找到 {count} 个"),
        "found_more": _("找到 {count} 个，列出前 {shown} 个"),
        "found_none": _("没有找到"),
        "more": _("另有 {count} 个，再列出 {more} 个"),
        "needs_of_issuers": _("办这些事项要的证照"),
        "issuers": _("核发它的事项"),
        "this_certificate": _("这个证照"),
        "askers": _("要它的事项"),
        "issued_by_askers": _("这些事项核发的证照"),
        "issuers_of_needs": _("核发这些证照的事项"),
        "needs": _("它要的证照"),
        "this_item": _("这个事项"),
        "these_items": _("这些事项"),
        "issues": _("核发的证照"),
        "askers_of_issues": _("又要这些证照的事项"),
        "nobody_issues": _("目录里没有"),
        "nobody_asks": _("没有"),
        "nothing": _("没有"),
        "for": _("“{item}”要"),
        "by": _("“{item}”核发"),
        "issues_it": _("核发“{item}”"),
        "asks_it": _("要“{item}”"),
        "which_items": _("是哪些事项"),
        "some_items": _("{count} 个事项，要的和发的证照都相同；其中 {shown} 个："),
        "all_items": _("{count} 个事项，要的和发的证照都相同："),
        "possible": _("办得成：什么证照都没有的人，也能一步步办下来。"),
        "impossible": _("什么证照都没有的人办不成：要的证照里有办不成的，或者在死结里。"),
        "comma": _("，"),
    }
