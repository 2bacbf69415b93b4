"""Lines of a terminal out of coloured pieces of text: folded, and laid side by side, by cells.

A Han character takes two cells and a line may break behind any of them, but no line begins with a comma or a closing
bracket, nor ends with an opening one. Texts come from files: whatever could play tricks is made visible first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from itemkit.report.block import Paint
from itemkit.report.excerpt import cells
from itemkit.report.visible import visible


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with the looks of one rich style."""

    text: str
    style: str = ""
    whole: bool = False
    """True: no line breaks in it."""


Line = Sequence[Piece]

_TOKEN = re.compile(r"[^\s\u1100-\U0010ffff]+|\s+|.", re.DOTALL)
"""A word of a script that has words, a gap, or one wide character."""
_NOT_FIRST = frozenset("，。；：、！？）】》〉”’」』％,.;:!?)]}%")
_NOT_LAST = frozenset("（【《〈“‘「『([{")


def folded(pieces: Sequence[Piece], width: int) -> list[Line]:
    """The pieces in lines of at most ``width`` cells; at least one line."""
    lines: list[list[Piece]] = [[]]
    room = width
    for token in _each_token(pieces, max(2, width)):
        size = cells(token.text)
        if size > room and lines[-1]:
            carried = _carried(lines[-1], token)
            lines.append(carried)
            room = width - sum(cells(one.text) for one in carried)
            if token.text.isspace():
                continue
        lines[-1].append(token)
        room -= size
    return [_joined(_trimmed(line)) for line in lines]


def _each_token(pieces: Sequence[Piece], width: int) -> Iterator[Piece]:
    for piece in pieces:
        if piece.whole:
            yield Piece(visible(piece.text), piece.style)
            continue
        for found in _TOKEN.finditer(visible(piece.text)):
            word = found[0]
            while len(word) > width:  # what has no gap is cut where the line ends
                yield Piece(word[:width], piece.style)
                word = word[width:]
            yield Piece(word, piece.style)


def _carried(line: list[Piece], token: Piece) -> list[Piece]:
    """What goes from the end of a full line to the next one, so that neither begins or ends wrongly."""
    carried: list[Piece] = []
    if token.text[0] in _NOT_FIRST and len(line) > 1:
        carried.insert(0, line.pop())
    while len(line) > 1 and line[-1].text[-1] in _NOT_LAST:
        carried.insert(0, line.pop())
    return carried


def _trimmed(line: list[Piece]) -> list[Piece]:
    while line and line[-1].text.isspace():
        line = line[:-1]
    return line


def _joined(line: list[Piece]) -> Line:
    """Neighbours of one style as one piece."""
    joined: list[Piece] = []
    for piece in line:
        if joined and joined[-1].style == piece.style:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.style)
        else:
            joined.append(piece)
    return joined


def width_of(line: Line) -> int:
    """How many cells a line takes."""
    return sum(cells(piece.text) for piece in line)


def painted(line: Line, paint: Paint) -> str:
    """A line with its colours."""
    return "".join(paint(piece.text, piece.style) if piece.style else piece.text for piece in line)


def hanging(lead: Line, pieces: Sequence[Piece], width: int) -> list[Line]:
    """``lead`` and the pieces behind it; the lines that follow are as far in as the first one's text."""
    inset = width_of(lead)
    first, *others = folded(pieces, max(2, width - inset))
    margin = Piece(" " * inset)
    return [[*lead, *first], *([margin, *line] for line in others)]


def side_by_side(left: Sequence[Line], right: Sequence[Line], width: int, between: Piece) -> list[Line]:
    """Two columns, the left one ``width`` cells wide."""
    rows: list[Line] = []
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else []
        other = right[number] if number < len(right) else []
        rows.append([*one, Piece(" " * (width - width_of(one))), between, *other])
    return rows
