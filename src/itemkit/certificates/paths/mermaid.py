"""The way to an item as a Mermaid flowchart: an arrow is the way of a certificate, a thick one is critical."""

from collections.abc import Iterator
from itertools import pairwise

from itemkit.certificates.drawing.mermaid import quoted
from itemkit.certificates.paths.route import Route
from itemkit.language import _


def mermaid(route: Route) -> str:
    """The steps of a way, from left to right."""
    return "\n".join(("flowchart LR", *(f"  {line}" for line in _statements(route)), ""))


def _statements(route: Route) -> Iterator[str]:
    steps = route.path.steps
    for place, step in enumerate(steps):
        days = _("{count} 个工作日").format(count=step.end - step.start)
        begin, end = ("[[", "]]") if place == len(steps) - 1 else ("[", "]")
        yield f"s{place + 1}{begin}{quoted(route.of(place).name, days)}{end}"
    critical = set(pairwise(route.path.critical))
    for place, step in enumerate(steps):
        for certificate, giver in step.takes:
            arrow = "==>" if (giver, place) in critical else "-->"
            yield f"s{giver + 1} {arrow}|{quoted(certificate)}| s{place + 1}"
