"""Where the templates of offices run: they are files that somebody sent, and get no more than the guide's words.

Templates see plain data only (texts, numbers, lists, mappings), reach the keys of a mapping but never the methods or
the inside of an object, and can't make text without measure.
"""

from collections.abc import Mapping
from typing import Any

from jinja2 import ChainableUndefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from itemkit.guides import words
from itemkit.pages import clean

_MOST = 10_000
"""The longest list or text that multiplication may make."""
_DIGITS = "零一二三四五六七八九"
_HIGHEST = 99


class Sandbox(ImmutableSandboxedEnvironment):
    """Runs the templates; whatever they print is text, harmless in XML."""

    def __init__(self) -> None:
        self.intercepted_binops = frozenset({"*", "**"})
        super().__init__(autoescape=True, finalize=in_xml, undefined=ChainableUndefined)
        self.globals = {"range": self.globals["range"]}
        self.filters["join"] = joined
        self.filters["hanzi"] = hanzi
        for name in _NO_FILTERS:
            del self.filters[name]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The value under a key, or of ``loop``; nothing of any other object.

        What is missing prints as nothing: a check has seen before that it is something that may be there.
        """
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute) if isinstance(obj, LoopContext) else self.undefined(name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """As `getattr`, where a template writes it with brackets; the entries of a list."""
        return self.getattr(obj, argument) if isinstance(argument, str) else super().getitem(obj, argument)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply, within measure.

        Raises:
            SecurityError: the result would be without measure.
        """
        if operator == "**" or not all(isinstance(one, int | float) for one in (left, right)):
            raise SecurityError(f"{operator} is for small numbers only")
        made = super().call_binop(context, operator, left, right)
        if abs(made) > _MOST:
            raise SecurityError(f"{operator} made too large a number")
        return made


_NO_FILTERS = ("attr", "center", "indent", "pprint", "safe", "tojson", "urlize", "wordwrap", "xmlattr", "format")
"""Those that reach into objects, that make markup or room without measure, or that are for other papers."""


def said(value: object) -> str:
    """A value in words, as ``{{ … }}`` prints it.

    Nothing for what is missing; lists a line each; a text of the guide with the address that it leads to, if that is
    not what it says; 是 and 否.
    """
    match value:
        case {"text": str(text), "href": href}:
            is_hidden = isinstance(href, str) and href.startswith(("http://", "https://")) and href != text
            return f"{text}（{href}）" if is_hidden else text
        case Mapping():
            return "\n".join(map(said, value.values()))
        case list() | tuple():
            return "\n".join(map(said, value))
        case bool() | int() | float():
            return words.yes_or_no(value) if isinstance(value, bool) else words.number(value)
        case _:
            return "" if value is None else str(value)


def in_xml(value: object) -> object:
    """What is printed: words, escaped, and nothing that XML forbids or that docxtpl takes for a sign of its own."""
    if hasattr(value, "__html__"):
        return value
    return Markup(str(escape(clean(said(value)))).replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704 (escaped)


def joined(values: list[object], separator: str = "、") -> str:
    """The filter ``join``: a list in one line."""
    return separator.join(map(said, values))


def hanzi(number: int) -> str:
    """The filter ``hanzi``: a number from 1 to 99 as in 一、 二、 … 十、 十一、; others in digits."""
    tens, ones = divmod(number, 10)
    if not 1 <= number <= _HIGHEST:
        return str(number)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
