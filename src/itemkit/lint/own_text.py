"""What the rules of a catalog's own say: their sentences, with places for values, and their pages.

A sentence comes from a file that anybody may have written. It may name its values and nothing else: no attributes, no
indexes, no formats.
"""

from collections.abc import Collection
from string import Formatter

from itemkit.findings import Message, msg
from itemkit.language import _

_LONGEST = 60


def fields_of(template: str) -> frozenset[str]:
    """The values that a sentence names.

    Raises:
        ValueError: a brace is open, or between braces is more than a name.
    """
    found = set()
    for _text, name, form, conversion in Formatter().parse(template):
        if name is not None:
            if form or conversion or not name.isidentifier():
                raise ValueError(template)
            found.add(name)
    return frozenset(found)


def mistakes_in(template: str, known: Collection[str], where: Message | str) -> list[Message]:
    """What keeps a sentence from being said.

    Args:
        template: the sentence.
        known: the values that it may name.
        where: which rule says it.
    """
    try:
        unknown = sorted(fields_of(template) - set(known))
    except ValueError:
        return [msg("{where}：message 的花括号里只写一个值的名称，花括号本身写成 {open} 和 {close}",
                    where=where, open="{{", close="}}")]  # fmt: skip
    names = tuple(sorted(known))
    return [
        msg("{where}：message 用的 {name} 不是这条规则给出的值；可以用 {names}", where=where, name=name, names=names)
        for name in unknown
    ]


def shown(value: object) -> str:
    """A value of any kind as it stands in a sentence: short, nothing for nothing."""
    text = "" if value is None else str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def page_of(message: str, why: str, source: str) -> str:
    """The page of a rule that has none: what `itemkit explain` and SARIF say of it, in the language at hand.

    Args:
        message: the rule's sentence.
        why: the reason, if one is given.
        source: where the rule is written.
    """
    summary = message.format_map(dict.fromkeys(fields_of(message), "…")).strip()
    sections = (
        (_("为什么"), why or _("这个目录自己的规定。")),
        (_("依据"), _("这个目录自己的规则，写在 {source}。").format(source=source)),
        (_("怎么改"), summary),
    )
    return "\n\n".join([summary, *(f"## {heading}\n{text}" for heading, text in sections)])
