"""The comments of a YAML text, told apart from number signs inside values."""

import re
from collections.abc import Iterator

from itemkit.source.events import YamlError, events

_SIGN = re.compile(r"(?:(?<=[ \t\r\n])|\A)#")
_LINE_END = re.compile(r"\r\n|\r|\n|\Z")


def comments(text: str) -> Iterator[tuple[int, int, str]]:
    """Line, column (both from 1) and text, from its ``#`` to the end of the line, of every comment.

    A text that is no YAML has none.
    """
    signs = [found.start() for found in _SIGN.finditer(text)]
    if not signs:
        return
    try:
        values = [(event.start.index, event.end.index) for event in events(text) if event.kind == "scalar"]
    except YamlError:
        return
    following = iter(values)
    beyond = (len(text), len(text) + 1)
    start, end = next(following, beyond)
    done = 0
    for offset in signs:
        while end <= offset:
            start, end = next(following, beyond)
        if done <= offset < start:
            done = _end_of_line(text, offset)
            before = text[:offset]
            line = len(re.findall(r"\r\n|\r|\n", before)) + 1
            yield line, offset - max(before.rfind("\n"), before.rfind("\r")), text[offset:done]


def _end_of_line(text: str, offset: int) -> int:
    found = _LINE_END.search(text, offset)
    return found.start() if found else len(text)
