"""Where places are in a text, and what stands there: for findings and for differences alike."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from itemkit.findings import Place, Span

_EXCERPT_LINES = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """A place in a file, and what is there."""

    span: Span
    excerpt: tuple[str, ...] = ()
    """Source lines from ``span.start.line`` on, at most 3."""


def look_up(text: str | None, places: Sequence[Place]) -> list[Seen]:
    """Each of the places in ``text``, which is read once; the first character where there is no text."""
    from itemkit.source.locate import Spans, line_excerpt

    if text is None:
        return [Seen(place.span or Span.at(1, 1)) for place in places]
    spans = Spans(text, [place.pointer for place in places if place.span is None])
    lines = _lines(text)
    found = []
    for place in places:
        span = spans.of(place)
        found.append(Seen(span, line_excerpt(lines, span, _EXCERPT_LINES)))
    return found


def _lines(text: str) -> list[str]:
    """The lines as YAML counts them; `str.splitlines` knows more line ends."""
    return re.split(r"\r\n|\r|\n", text) if "\r" in text else text.split("\n")
