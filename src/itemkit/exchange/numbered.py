"""Conditions that stand in one text under numbers: 1. … 2. …, or （一）… （二）….

Only the outermost numbering is split, and only where it counts from one without a gap: numbers inside a sentence, in
dates and in names of laws must not tear it apart.
"""

import re
from collections.abc import Iterator

from itemkit.model.numerals import NUMERAL, whole_number

_BEFORE = r"(?:^|(?<=[\s：:；;。，,]))"
_STYLES = tuple(
    re.compile(_BEFORE + pattern)
    for pattern in (
        rf"({NUMERAL})、\s*",
        rf"[（(]({NUMERAL})[）)]\s*、?\s*",
        r"([0-9０-９]{1,2})[.．](?![0-9０-９])\s*",
        r"([0-9０-９]{1,2})[）)]\s*",
        r"第([一二三四五六七八九十]+)[，、,]\s*",
    )
)


def split(text: str) -> list[str]:
    """The parts of ``text``, each without its number: first what stands before the numbers, if anything does.

    A text without numbers from one to at least two is a list of one.
    """
    ways = [marks for style in _STYLES if len(marks := list(_counted(style, text))) > 1]
    if not ways:
        return [text.strip()]
    marks = min(ways, key=lambda one: one[0].start())
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    parts = [text[: marks[0].start()], *(text[mark.end() : end] for mark, end in zip(marks, ends, strict=True))]
    return [bare for part in parts if (bare := part.strip())]


def _counted(style: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The marks of one style that count 1, 2, 3 …; others are part of the text."""
    expected = 1
    for mark in style.finditer(text):
        if _value(mark[1]) == expected:
            expected += 1
            yield mark


def _value(numeral: str) -> int:
    try:
        return whole_number(numeral)
    except ValueError:
        return -1
