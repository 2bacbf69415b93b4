"""The process of an item as a drawing: steps from top to bottom, special procedures aside, the total beside the limits.

It is an SVG in the page, 288 units wide, so that it stands on the narrowest telephone as it is. All looks come from the
stylesheet. Readers of screens are not told of it: the list of the steps and the sentence below it say the same.
"""

from collections.abc import Callable, Iterator, Sequence
from unicodedata import east_asian_width

from itemkit.guides.page import Process, Stage, Term

Escape = Callable[[str], str]
"""Makes text harmless between tags."""

_WIDTH = 288
_LEFT, _INSIDE = 34, 14
_LINE, _GAP, _PAD = 21, 20, 11
_CHARACTER = 15
"""The size of the letters, as the stylesheet has it."""
_SMALL = 13
_BAR = 10
_MOST_LINES = 4


def drawing(process: Process, escape: Escape) -> str:
    """The drawing, as SVG; empty where there is nothing to draw.

    Args:
        process: what happens.
        escape: makes text harmless.
    """
    if not process.stages:
        return ""
    parts: list[str] = []
    at = 2
    last = len(process.stages) - 1
    for number, stage in enumerate(process.stages):
        if number:
            begin = at
            at = _branches(process.branches, at + _GAP // 2, parts, escape) if number == last else at
            at += _GAP
            parts.append(_arrow(begin, at))
        at = _box(number + 1, stage, at, parts, escape)
    if not last:
        at = _branches(process.branches, at + _GAP // 2, parts, escape)
    at = _totals(process.terms, at, parts, escape)
    return (
        f'<svg class="flow" viewBox="0 0 {_WIDTH} {at + 4}" width="{_WIDTH}" height="{at + 4}" aria-hidden="true" '
        f'focusable="false">\n{"".join(parts)}</svg>\n'
    )


def _box(number: int, stage: Stage, at: int, parts: list[str], escape: Escape) -> int:
    lines = wrapped(stage.name, _WIDTH - _LEFT - 2 * _INSIDE, _CHARACTER)
    beside = stage.says and _width(lines[-1] + stage.says, _CHARACTER) + 24 <= _WIDTH - _LEFT - 2 * _INSIDE
    rows = len(lines) + (1 if stage.says and not beside else 0)
    height = rows * _LINE + 2 * _PAD
    parts.append(f'<rect class="box" x="{_LEFT}" y="{at}" width="{_WIDTH - _LEFT - 1}" height="{height}" rx="4"/>\n')
    middle = at + height // 2
    parts.append(f'<circle class="dot" cx="14" cy="{middle}" r="12"/>')
    parts.append(f'<text class="number" x="14" y="{middle + 5}" text-anchor="middle">{number}</text>\n')
    for row, line in enumerate(lines):
        parts.append(_text(_LEFT + _INSIDE, at + _PAD + row * _LINE + 16, line, escape))
    if stage.says:
        parts.append(_text(_WIDTH - _INSIDE, at + _PAD + rows * _LINE - 5, stage.says, escape, "days", is_end=True))
    return at + height


def _branches(branches: Sequence[Stage], at: int, parts: list[str], escape: Escape) -> int:
    """Special procedures, off the line on which the steps stand, before the last of them, the decision."""
    if not branches:
        return at - _GAP // 2
    parts.append(_text(_LEFT + _INSIDE, at + 14, "需要时，中间另有：", escape, "small"))
    at += 24
    left = _LEFT + 22
    for stage in branches:
        lines = wrapped(stage.name, _WIDTH - left - 2 * 10, _CHARACTER)
        more = wrapped(stage.says, _WIDTH - left - 2 * 10, _SMALL) if stage.says else []
        height = len(lines) * _LINE + len(more) * 18 + 14
        parts.append(f'<rect class="aside" x="{left}" y="{at}" width="{_WIDTH - left - 1}" height="{height}" rx="4"/>')
        parts.append(f'<path class="line dashed" d="M14 {at + height // 2}H{left}"/>\n')
        for row, line in enumerate(lines):
            parts.append(_text(left + 10, at + 7 + row * _LINE + 15, line, escape))
        for row, line in enumerate(more):
            parts.append(_text(left + 10, at + 7 + len(lines) * _LINE + row * 18 + 12, line, escape, "small"))
        at += height + 8
    return at - 8


def _arrow(begin: int, end: int) -> str:
    """A line in the column of the numbers, down to the next one."""
    return f'<path class="line" d="M14 {begin}V{end - 1}"/><path class="head" d="M9 {end - 5}h10l-5 7z"/>\n'


def _totals(terms: Sequence[Term], at: int, parts: list[str], escape: Escape) -> int:
    """Bars to one scale; without a common unit only words."""
    if not terms:
        return at
    at += 18
    is_common = len({one.unit for one in terms}) == 1
    most = max(one.days for one in terms) if is_common else 0
    for one in terms:
        parts.append(_text(0, at + 13, one.name, escape, "small"))
        said = f"{one.days} 个{one.unit}" if one.days else "当场"
        parts.append(_text(_WIDTH, at + 13, said, escape, "days", is_end=True))
        at += 20
        if most:
            length = max(2, round(_WIDTH * one.days / most))
            parts.append(f'<rect class="track" x="0" y="{at}" width="{_WIDTH}" height="{_BAR}" rx="2"/>')
            parts.append(f'<rect class="bar" x="0" y="{at}" width="{length}" height="{_BAR}" rx="2"/>\n')
            at += _BAR + 8
    return at


def _text(x: int, y: int, text: str, escape: Escape, kind: str = "", *, is_end: bool = False) -> str:
    attributes = (f' class="{kind}"' if kind else "") + (' text-anchor="end"' if is_end else "")
    return f'<text x="{x}" y="{y}"{attributes}>{escape(text)}</text>\n'


def wrapped(text: str, width: int, size: int) -> list[str]:
    """Text in lines, the last of the most that there may be with an ellipsis; at least one.

    Args:
        text: any text.
        width: how wide a line may be.
        size: of the letters, in the same measure.
    """
    lines = list(_each_line(" ".join(text.split()), width, size)) or [""]
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][:-1] + "…"]
    return lines


def _each_line(text: str, width: int, size: int) -> Iterator[str]:
    line, used = "", 0.0
    for one in text:
        wide = size * _em(one)
        if line and used + wide > width and one not in "，。、；：！？）》”":
            yield line
            line, used = "", 0.0
        line += one
        used += wide
    if line:
        yield line


def _width(text: str, size: int) -> float:
    return sum(map(_em, text)) * size


def _em(one: str) -> float:
    return 1.0 if one >= "\u2e80" or east_asian_width(one) in "WFA" else 0.62
