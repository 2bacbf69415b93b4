"""Why an item can't be completed: the shortest chain of needs into a knot of certificates, and the circle there."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from itemkit.certificates.circles import Step
from itemkit.certificates.graph import Graph
from itemkit.certificates.knots import Dependencies, Hop
from itemkit.certificates.obtain import Need, Obtained
from itemkit.certificates.paths.nearby import nearby
from itemkit.certificates.places import Spot
from itemkit.certificates.told import Told
from itemkit.findings import Message, msg
from itemkit.index.database import Index


@dataclass(frozen=True, slots=True)
class Blocked:
    """An item that nobody can complete."""

    lead: tuple[Step, ...]
    """From the item into the circle; empty if it is on it."""
    circle: tuple[Step, ...]
    """The first item issues what the last one needs."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Half a step of the chain: an item needs a certificate, or it issues it."""

    is_issue: bool
    item: str
    certificate: str
    text: Message
    spot: Spot


def blocked(index: Index, graph: Graph, obtained: Obtained, file: int, needs: Sequence[Need]) -> Blocked:
    """Why an item can't be completed.

    Args:
        index: the catalog.
        graph: its ways.
        obtained: what can be obtained.
        file: the number of the item's file.
        needs: its needs that nobody can meet, at least one.
    """
    dependencies = Dependencies(graph.ways, obtained.unmet)
    knot_of = {certificate: frozenset(knot) for knot in dependencies.knots() for certificate in knot}
    lead, circle = _own_circle(graph, dependencies, knot_of, file) or _chain(dependencies, knot_of, needs)
    ways = [hop.way for hop in (*lead, *circle) if hop.way != _ITEM]
    best = nearby(index, file, {way: graph.sorts[graph.sort_of[way]].files for way in ways})
    files = {way: file if _is_of(graph, way, file) else best[way][0].file for way in ways} | {_ITEM: file}
    steps = [Step(files[hop.way], hop.certificate, hop.need.answers) for hop in (*lead, *circle)]
    return Blocked(tuple(steps[: len(lead)]), tuple(steps[len(lead) :]))


_ITEM = -1
"""Stands for the way through the item itself."""
_Knots = Mapping[str, frozenset[str]]
_Found = tuple[tuple[Hop, ...], tuple[Hop, ...]]
"""The hops into the circle, and those of the circle."""


def _is_of(graph: Graph, way: int, file: int) -> bool:
    return file in graph.sorts[graph.sort_of[way]].files


def _own_circle(graph: Graph, dependencies: Dependencies, knot_of: _Knots, file: int) -> _Found | None:
    """The shortest circle on which the item itself is."""
    circles = [
        circle
        for way in dependencies.needs
        if dependencies.gives[way] and _is_of(graph, way, file) and (circle := _circle(dependencies, knot_of, way))
    ]
    return ((), min(circles, key=len)) if circles else None


def _circle(dependencies: Dependencies, knot_of: _Knots, way: int) -> tuple[Hop, ...]:
    """The shortest circle on which a way is; no hops if it is on none."""
    knots = {knot_of[certificate] for certificate in dependencies.gives[way] if certificate in knot_of}
    circles = [dependencies.shortest_chain(way, knot)[0] for knot in sorted(knots, key=sorted)]
    return min(filter(None, circles), key=len, default=())


def _chain(dependencies: Dependencies, knot_of: _Knots, needs: Sequence[Need]) -> _Found:
    """The shortest chain to a circle; there is one, since whatever can't be obtained needs something that can't."""
    came: dict[int, Hop] = {}
    queue: deque[tuple[int, Sequence[Need]]] = deque([(_ITEM, needs)])
    while True:
        way, wanted = queue.popleft()
        for need in wanted:
            for certificate in need.any_of:
                for giver in dependencies.given_by[certificate]:
                    if giver in came:
                        continue
                    came[giver] = Hop(way, need, certificate)
                    if circle := _circle(dependencies, knot_of, giver):
                        return tuple(_lead(came, giver)), circle
                    queue.append((giver, dependencies.needs[giver]))


def _lead(came: Mapping[int, Hop], way: int) -> list[Hop]:
    hops = []
    while way != _ITEM:
        hops.append(came[way])
        way = came[way].way
    return hops[::-1]


def reasons(index: Index, why: Blocked) -> Iterator[Reason]:
    """The chain hop by hop: 办A要X，X由B核发，办B要Y，Y由A核发。"""
    steps = (*why.lead, *why.circle)
    told = Told(index, (step.file for step in steps))
    for step, issuer in zip(steps, (*steps[1:], why.circle[0]), strict=True):
        certificate = step.certificate
        spot = told.material(step.file, certificate)
        yield Reason(False, told.name(step.file), certificate, told.needs(step), spot)
        item = told.name(issuer.file)
        text = msg("{certificate}由“{item}”核发", certificate=certificate, item=item)
        yield Reason(True, item, certificate, text, told.result(issuer.file, certificate))
