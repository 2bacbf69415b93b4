"""Find the lines and columns of findings just before they are shown, each file read once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from itemkit.findings import Finding, Place, Span
from itemkit.report.interface import Located
from itemkit.source.parallel import process_count, run_chunks
from itemkit.source.read import text_of

_EXCERPT_LINES = 3


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in a file, and what is there."""

    span: Span
    excerpt: tuple[str, ...] = ()


_Request = tuple[str, list[Place]]


def locate(findings: Sequence[Finding], root: Path, *, jobs: int | None = None) -> list[Located]:
    """The findings with their places, in the same order.

    Args:
        findings: findings with paths relative to ``root``.
        root: the catalog.
        jobs: how many processes; see `process_count`.
    """
    places: dict[str, list[Place]] = defaultdict(list)
    for finding in findings:
        places[finding.path].append(finding.place)
        for other in finding.related:
            places[other.path or finding.path].append(other.place)
    requests = list(places.items())
    spots: dict[str, list[_Spot]] = {}
    for part in run_chunks(_look_up_all, root, requests, processes=process_count(jobs, len(requests)), size=128):
        spots.update(part)
    each = {path: iter(found) for path, found in spots.items()}
    located = []
    for finding in findings:
        spot = next(each[finding.path])
        related = tuple(next(each[one.path or finding.path]).span for one in finding.related)
        located.append(Located(finding, spot.span, related, spot.excerpt))
    return located


def _look_up_all(root: Path, requests: Iterable[_Request]) -> list[tuple[str, list[_Spot]]]:
    return [(path, _look_up(root / path, places)) for path, places in requests]


def _look_up(path: Path, places: list[Place]) -> list[_Spot]:
    from itemkit.source.locate import Spans, line_excerpt

    text = None if path.is_symlink() else text_of(path)  # a link may lead out of the catalog
    if text is None:
        return [_Spot(place.span or Span.at(1, 1)) for place in places]
    spans = Spans(text, [place.pointer for place in places if place.span is None])
    lines = _lines(text)
    found = []
    for place in places:
        span = spans.of(place)
        found.append(_Spot(span, line_excerpt(lines, span, _EXCERPT_LINES)))
    return found


def _lines(text: str) -> list[str]:
    """The lines as YAML counts them; `str.splitlines` knows more line ends."""
    return re.split(r"\r\n|\r|\n", text) if "\r" in text else text.split("\n")
