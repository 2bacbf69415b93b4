"""Which words of two long sentences differ, so that nobody has to compare them by eye.

Han characters are compared one by one, letters and digits as words. Texts of which little is the same are not marked:
a sentence with every other character marked says less than two plain ones. What both share over a long stretch is cut
down to its edges, and what is still too long is cut off with a note of how much.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from itemkit.language import _

_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+(?:\.[0-9]+)?|\s+|.[\u0300-\u036f\ufe00-\ufe0f\u200d]*", re.DOTALL)
_SHORT = 12
"""Texts that are both shorter are seen at a glance."""
_ALIKE = 0.35
"""The share of the longer text that must be in both, else nothing is marked."""
_ISLAND = 2
"""As many equal characters between two marks are marked with them."""
_EDGE = 24
"""Characters of a long equal stretch that stay beside what differs."""
_MOST_WORK = 250_000
"""Pairs of tokens that are compared at most; longer middles differ as a whole."""
_ELLIPSIS = "……"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text."""

    text: str
    is_marked: bool = False


Parts = tuple[Part, ...]


def marked(before: str, after: str, most: int) -> tuple[Parts, Parts]:
    """The two texts in stretches, with what differs marked.

    Args:
        before: one text.
        after: the other.
        most: characters of each that are shown.
    """
    if before == after or max(len(before), len(after)) < _SHORT:
        return shortened((Part(before),), most), shortened((Part(after),), most)
    first, second, shared = _compared(_TOKEN.findall(before), _TOKEN.findall(after))
    if shared < _ALIKE * max(len(before), len(after)):
        return shortened((Part(before),), most), shortened((Part(after),), most)
    return shortened(first, most), shortened(second, most)


def _compared(before: Sequence[str], after: Sequence[str]) -> tuple[Parts, Parts, int]:
    """Both texts in stretches, and how many characters they share."""
    sides: tuple[list[Part], list[Part]] = [], []
    shared = 0
    for is_equal, one, other in _joined(_each_stretch(before, after)):
        if is_equal:
            shared += len(one)
        for side, text in zip(sides, (one, other), strict=True):
            if text:
                side.append(Part(text, not is_equal))
    return tuple(sides[0]), tuple(sides[1]), shared


def _each_stretch(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    """Equal and other stretches in turn. What is equal at both ends need not be searched for."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    first, second = before[start : len(before) - end], after[start : len(after) - end]
    head, tail = "".join(before[:start]), "".join(before[len(before) - end :])
    if head:
        yield True, head, head
    if len(first) * len(second) > _MOST_WORK:
        yield False, "".join(first), "".join(second)
    else:
        for tag, i, j, x, y in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
            yield tag == "equal", "".join(first[i:j]), "".join(second[x:y])
    if tail:
        yield True, tail, tail


def _joined(stretches: Iterator[tuple[bool, str, str]]) -> Iterator[tuple[bool, str, str]]:
    """The stretches without islands: a single equal character between two marks is chance."""
    every = list(stretches)
    held = "", ""
    for number, (is_equal, one, other) in enumerate(every):
        is_island = is_equal and len(one) <= _ISLAND and 0 < number < len(every) - 1
        if not is_equal or is_island:
            held = held[0] + one, held[1] + other
            continue
        if any(held):
            yield False, *held
        held = "", ""
        yield True, one, other
    if any(held):
        yield False, *held


def shortened(parts: Parts, most: int) -> Parts:
    """The parts of a text, cut down to about ``most`` characters; short texts stay whole."""
    if sum(len(one.text) for one in parts) <= most:
        return parts
    if any(one.is_marked for one in parts):
        parts = tuple(_cut(one, number, len(parts)) for number, one in enumerate(parts))
    kept: list[Part] = []
    room = most
    for number, one in enumerate(parts):
        if len(one.text) > room:
            left = sum(len(part.text) for part in parts[number:]) - room
            if room:
                kept.append(replace(one, text=one.text[:room]))
            return (*kept, Part(_("……（另有 {count} 字）").format(count=left)))
        kept.append(one)
        room -= len(one.text)
    return tuple(kept)


def _cut(part: Part, number: int, count: int) -> Part:
    """A long equal stretch as its edges: those that touch something that differs."""
    if part.is_marked or len(part.text) <= 2 * _EDGE + len(_ELLIPSIS):
        return part
    head = part.text[:_EDGE] if number else ""
    tail = part.text[-_EDGE:] if number < count - 1 else ""
    return Part(f"{head}{_ELLIPSIS}{tail}")
