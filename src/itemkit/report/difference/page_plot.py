"""The plot of a difference: for each element a bar to the left for what is eased, one to the right for burdens.

Bars are as long as there are changes; materials, days and yuan have no common measure. Lengths are shares of the
width, so that the plot fits any screen while its texts keep their size.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from itemkit.diff.effect import Effect, Measure
from itemkit.language import _
from itemkit.report.difference.elements import Tally

ROW, BAR, TOP = 50, 12, 30
"""Heights in pixels: of a row, of a bar, of the heading."""
_WIDTH = 44
"""Of the texts in a row, a Han character counting two: a telephone has no more room."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the plot."""

    label: str
    eased: str
    """The text on the left."""
    burdened: str
    y: int
    """Of the top of the row, in pixels."""
    x: str
    """Where the left bar begins, in percent of the width; it ends in the middle."""
    left: str
    """How long it is."""
    right: str


def bars(tallies: Sequence[Tally]) -> list[Bar]:
    """The rows, for each element of which something is eased or heavier."""
    shown = [one for one in tallies if one.counts[Effect.EASE] or one.counts[Effect.BURDEN]]
    most = max((max(one.counts[Effect.EASE], one.counts[Effect.BURDEN]) for one in shown), default=1)
    return [_bar(one, number, most) for number, one in enumerate(shown)]


def _bar(one: Tally, number: int, most: int) -> Bar:
    eased, burdened = one.counts[Effect.EASE], one.counts[Effect.BURDEN]
    texts = _text(eased, one.eases), _text(burdened, one.burdens)
    if cell_len(one.element.title) + sum(map(cell_len, texts)) > _WIDTH:
        texts = _text(eased, ()), _text(burdened, ())
    left, right = 50 * eased / most, 50 * burdened / most
    return Bar(one.element.title, *texts, TOP + number * ROW, f"{50 - left:.2f}%", f"{left:.2f}%", f"{right:.2f}%")


def _text(count: int, measures: Sequence[Measure]) -> str:
    """``12 处，−133 工作日``: of several measures the most frequent; the table has all."""
    if not count:
        return ""
    if not measures:
        return _("{count} 处").format(count=count)
    return _("{count} 处，{measure}").format(count=count, measure=measures[0])
