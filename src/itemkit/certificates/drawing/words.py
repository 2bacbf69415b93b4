"""What the drawings say in words: the same in DOT, Mermaid and on the page, so that nothing is told by colour alone."""

import re

from itemkit.certificates.drawing.contents import Ask, Certificate, Group, Issue, Manner
from itemkit.certificates.drawing.standing import Standing
from itemkit.language import _

_NOT_TO_SHOW = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Controls, line breaks, marks that turn the direction of writing, and what no file can hold."""


def clean(text: str) -> str:
    """Text on one line, without characters that must not stand in a picture; each becomes U+FFFD."""
    return _NOT_TO_SHOW.sub("\ufffd", text)


def group_name(group: Group) -> str:
    """What a group is called: the item, or one of its items and how many they are."""
    count = len(group.files)
    return group.name if count == 1 else _("{item}等 {count} 个事项").format(item=group.name, count=count)


def standing_word(one: Certificate) -> str:
    """The standing of a certificate as a word beside its name; empty: it can be obtained."""
    return {
        Standing.GIVEN: _("人人都有"),
        Standing.MADE: _("申请人自备") if one.issuer_kind == "申请人" else _("中介机构出具"),
        Standing.UNKNOWN: _("哪里办不明"),
        Standing.OBTAINABLE: "",
        Standing.BLOCKED: _("办不成"),
        Standing.DEADLOCK: _("死结"),
    }[one.standing]


def standing_sentence(one: Certificate) -> str:
    """Whether a certificate can be obtained, and why not."""
    return {
        Standing.GIVEN: _("人人都有，不用办。"),
        Standing.MADE: _("申请人自己准备，不用办。")
        if one.issuer_kind == "申请人"
        else _("中介机构出具，不在目录里办。"),
        Standing.UNKNOWN: _("目录里没有首次核发它的事项，当作办得到。"),
        Standing.OBTAINABLE: _("办得到：什么证照都没有的人，也能一步步办下来。"),
        Standing.BLOCKED: _("办不成：{why}。").format(why=one.why),
        Standing.DEADLOCK: _("办不成，是死结：{why}。").format(why=one.why),
    }[one.standing]


def group_word(group: Group) -> str:
    """Whether the items of a group can be completed, as a word beside their name; empty: they can."""
    return _("办不成") if group.is_blocked else ""


def manner_word(manner: Manner) -> str:
    """How a certificate is asked for; empty: it must be handed in."""
    return {
        Manner.REQUIRED: "",
        Manner.CONDITIONAL: _("某些情形才要"),
        Manner.ALTERNATIVE: _("任选其一"),
        Manner.LATER: _("容缺后补"),
        Manner.OPTIONAL: _("非必要"),
    }[manner]


def ask_words(ask: Ask) -> tuple[str, ...]:
    """What there is to say of an edge from a certificate to those who ask for it; nothing: it must be handed in."""
    others = _("其他主体的") if ask.is_others else ""
    shared = _("共享") if ask.is_shared else ""
    return tuple(filter(None, (manner_word(ask.manner), others, shared)))


def or_else_words(ask: Ask) -> str:
    """What will do instead of a certificate; empty: nothing."""
    if not ask.or_else:
        return ""
    others = [name or _("证照以外的材料") for name in sorted(ask.or_else, key=lambda name: (not name, name))]
    return _("也可以交{others}").format(others=_("、").join(others))


def issue_words(issue: Issue) -> tuple[str, ...]:
    """What there is to say of an edge to a certificate; nothing: it is issued to those who don't have it."""
    return () if issue.is_first else (_("只发给已有的人"),)
