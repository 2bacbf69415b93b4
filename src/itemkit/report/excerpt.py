"""Draws source lines with carets under what is meant.

Carets are counted in terminal cells, two for a Han character. Lines that are too long are cut around the span, with
``...``: the one-character ellipsis is two cells wide in some terminals and one in others.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from itemkit.report.interface import Located
from itemkit.report.visible import visible

_TAB = 4
_CUT = "..."


@dataclass(frozen=True, slots=True)
class Drawn:
    """A source line ready to show."""

    number: int
    """Its line number in the file, from 1."""
    text: str
    """At most as wide as was asked for."""
    before: int
    """Cells in front of the first caret."""
    carets: int
    """How many carets, at least 1."""


def each_line(located: Located, room: int) -> Iterator[Drawn]:
    """The lines of the excerpt that the span touches, each at most ``room`` cells wide."""
    start, end = located.span.start, located.span.end
    for number, raw in enumerate(located.excerpt, start.line):
        if number > located.last_line:
            return
        line = raw.rstrip("\r\n")
        content = line.rstrip()
        first = start.column - 1 if number == start.line else len(content) - len(content.lstrip())
        stop = end.column - 1 if number == end.line else len(content)
        yield _draw(number, line, first, max(first, stop), room)


def _draw(number: int, line: str, first: int, stop: int, room: int) -> Drawn:
    # No code point that is shown needs to be further than `room` from the span: a line of a megabyte costs no more.
    left = max(0, first - room)
    before = _shown(line[left:first], 0)
    marked = _shown(line[first:stop][: room + 1], cells(before))
    after = _shown(line[stop : stop + room + 1], cells(before) + cells(marked))
    if left == 0 and cells(before + marked + after) <= room:
        return Drawn(number, before + marked + after, cells(before), max(1, cells(marked)))
    if left or cells(before + marked) > room - len(_CUT):
        lead = max(room // 4, room - cells(marked + after) - len(_CUT))
        if left or cells(before) > lead:
            before = _CUT + _tail(before, lead - len(_CUT))
    remaining = room - cells(before)
    rest = marked + after
    if cells(rest) > remaining:
        rest = _head(rest, remaining - len(_CUT)) + _CUT
    return Drawn(number, before + rest, cells(before), max(1, min(cells(marked), remaining)))


def _shown(text: str, column: int) -> str:
    if "\t" not in text:
        return visible(text)
    shown = ""
    for index, part in enumerate(text.split("\t")):
        if index:
            shown += " " * (_TAB - (column + cells(shown)) % _TAB)
        shown += visible(part)
    return shown


def _head(text: str, room: int) -> str:
    """The longest beginning of ``text`` that is no wider than ``room``."""
    for index, character in enumerate(text):
        room -= cells(character)
        if room < 0:
            return text[:index]
    return text


def _tail(text: str, room: int) -> str:
    """The longest end of ``text`` that is no wider than ``room``."""
    for index in range(len(text) - 1, -1, -1):
        room -= cells(text[index])
        if room < 0:
            return text[index + 1 :]
    return text


def cells(text: str) -> int:
    """How many cells of a terminal ``text`` takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
