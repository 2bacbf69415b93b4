"""New YAML files in the house style, out of plain data.

The style is that of a file that a person would write: a block mapping at the top, one row a line in flow style where it
fits, text of several lines as a literal block, and double quotes around codes and whatever a parser could take for
something else. It is a small emitter of its own: ruamel.yaml's decides per node type, not by whether a row fits,
folds long text, and takes ten times as long. What is written here is read back as the same data by yaml-rs and by
ruamel.yaml alike; property tests hold it to that.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

WIDTH = 110
"""Columns that a line of a row should not pass; a Chinese character takes two."""

_KEY_LIMIT = 256
"""Longer keys are written with ``?``; YAML allows 1,024 characters before the colon of a simple one."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\u3005\u3007"
_CJK_MARKS = (
    "\u3001\u3002\u3008-\u3011\u3014-\u3017\uff01-\uff5e"
    "\u2018\u2019\u201c\u201d\u2014\u2026\u00b7\u00d7\ufe5d\ufe5e\u2460-\u2473"
)
_PLAIN = re.compile(
    rf"(?:[A-Za-z{_HAN}{_CJK_MARKS}]|[0-9]+(?=[^0-9]*[{_HAN}]))"
    rf"(?:[A-Za-z0-9_.()/+=&;?~@$%\-{_HAN}{_CJK_MARKS}]| (?=[^ #])|:(?=[^\s,\[\]{{}}]))*"
)
_WORDS = frozenset(
    {"true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity", "nil", "none"}
)
_CODE = re.compile(r"(?=.*[0-9])[A-Z0-9.\-]{6,}")
_SENTENCE_ENDS = ("。", "；", "：")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_WIDE = re.compile("[\u1100-\uffff\U00010000-\U0010ffff]")


def dump(data: Mapping[str, Any] | list[Any], *, header: str = "") -> str:
    """``data`` as the text of a YAML file, ending in a line feed.

    Args:
        data: mappings with text keys, lists, text, integers, floats, booleans and None.
        header: what to say first, as comment lines.

    Raises:
        TypeError: there is a value of another type, or a key that is no text.
    """
    comment = "".join(f"# {line}".rstrip() + "\n" for line in header.splitlines())
    return comment + "\n".join(_block(data, 0)) + "\n"


def _block(value: Mapping[str, Any] | list[Any], indent: int) -> Iterator[str]:
    """The lines of a mapping or a list in block style."""
    margin = " " * indent
    if not value:
        yield margin + ("{}" if isinstance(value, Mapping) else "[]")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            name = scalar(_text_key(key))
            start = f"{margin}{name}:" if len(name) <= _KEY_LIMIT else f"{margin}? {name}\n{margin}:"
            yield from _entry(start, inner, indent, is_row=False)
    else:
        for inner in value:
            yield from _entry(f"{margin}-", inner, indent, is_row=True)


def _entry(start: str, value: Any, indent: int, *, is_row: bool) -> Iterator[str]:
    """``start`` (a key with its colon, or a dash) and its value, on one line where the value has a place there."""
    if isinstance(value, str) and _is_literal(value):
        yield f"{start} {'|' if value.endswith(chr(10)) else '|-'}"
        margin = " " * (indent + 2)
        for line in value.removesuffix("\n").split("\n"):
            yield margin + line if line else ""
    elif not isinstance(value, Mapping | list):
        yield f"{start} {scalar(value)}"
    elif (flow := _flow(value, WIDTH - _width(start) - 1)) is not None:
        yield f"{start} {flow}"
    elif isinstance(value, Mapping) and is_row:
        first, *others = _block(value, indent + 2)
        yield start + " " + first[indent + 2 :]
        yield from others
    else:
        yield start
        yield from _block(value, indent + 2)


def _flow(value: Mapping[str, Any] | list[Any], room: int) -> str | None:
    """``value`` in flow style if it belongs on one line and fits there; else None."""
    if not value:
        return "{}" if isinstance(value, Mapping) else "[]"
    if isinstance(value, list) and any(_stands_alone(one) for one in value):
        return None
    parts: list[str] = []
    for key, inner in value.items() if isinstance(value, Mapping) else (("", one) for one in value):
        if isinstance(inner, Mapping | list):
            part = _flow(inner, room)
        else:
            part = None if isinstance(inner, str) and "\n" in inner else scalar(inner)
        if part is None:
            return None
        parts.append(f"{scalar(_text_key(key))}: {part}" if isinstance(value, Mapping) else part)
        room -= len(parts[-1])
        if room < 0:
            return None
    flow = "{" + ", ".join(parts) + "}" if isinstance(value, Mapping) else "[" + ", ".join(parts) + "]"
    return flow if _width(flow) <= WIDTH and room - _wide_columns(flow) - 2 * len(parts) >= 0 else None


def _stands_alone(value: object) -> bool:
    """Whether an element of a list takes a line of its own: a row, or a sentence."""
    return isinstance(value, Mapping | list) or (isinstance(value, str) and value.endswith(_SENTENCE_ENDS))


def scalar(value: object) -> str:
    """One value as YAML on one line: bare where nobody could misread it, else in double quotes.

    Raises:
        TypeError: ``value`` is neither text nor a number, boolean or None.
    """
    match value:
        case str():
            return value if _is_plain(value) else _quoted(value)
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return _number(value)
        case _:
            raise TypeError(f"YAML has no place for a {type(value).__name__}")


def _is_plain(text: str) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and not text.endswith(" ")
        and text.lower() not in _WORDS
        and not _CODE.fullmatch(text)
    )


def _is_literal(text: str) -> bool:
    """Whether a literal block holds ``text`` exactly, with no spaces that an editor would strip."""
    body = text.removesuffix("\n")
    return (
        "\n" in body
        and all(one in {"\n", "\u3000"} or one.isprintable() for one in body)
        and not body.startswith((" ", "\n"))
        and not body.endswith("\n")
        and all(line == line.rstrip() for line in body.split("\n"))
    )


def _quoted(text: str) -> str:
    return '"' + "".join(_escaped(one) for one in text) + '"' if not _needs_no_escape(text) else f'"{text}"'


def _needs_no_escape(text: str) -> bool:
    return text.isprintable() and '"' not in text and "\\" not in text


def _escaped(one: str) -> str:
    if one in _ESCAPES:
        return _ESCAPES[one]
    if one.isprintable() or one == "\u3000":
        return one
    code = f"{ord(one):X}"
    return f"\\x{code:0>2}" if len(code) <= 2 else f"\\u{code:0>4}" if len(code) <= 4 else f"\\U{code:0>8}"  # noqa: PLR2004 (digits)


def _number(value: float) -> str:
    if value != value:  # noqa: PLR0124 (the one number that is not itself)
        return ".nan"
    if value in {float("inf"), float("-inf")}:
        return ".inf" if value > 0 else "-.inf"
    text = repr(value)
    return text if "." in text or "e" not in text else text.replace("e", ".0e")


def _text_key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key must be text, not {type(key).__name__}")
    return key


def _width(text: str) -> int:
    return len(text) + _wide_columns(text)


def _wide_columns(text: str) -> int:
    """The second columns of the wide characters in ``text``."""
    return len(_WIDE.findall(text)) if not text.isascii() else 0
