"""Chains of certificates as people read them: which item needs what, who issues it, and where each of it stands.

The deadlocks of a catalog (`deadlocks`) are circles from which nothing leads out; loops (`loops`) are circles that one
leaves by an alternative or by another item that issues the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from itemkit.certificates.graph import Graph
from itemkit.certificates.knots import Chain, Dependencies
from itemkit.certificates.obtain import Answers, Need

_MOST_LOOKED_AT = 3_000_000
"""Needs that are looked at for chains in one catalog, so that a huge knot takes no more than some seconds."""


@dataclass(frozen=True, slots=True)
class Step:
    """An item needs a certificate, which the item of the next step issues."""

    file: int
    """The number of the item's file."""
    certificate: str
    answers: Answers
    """Under which answers it needs it."""


@dataclass(frozen=True, slots=True)
class Deadlock:
    """A circle from which nothing leads out; the first item issues what the last one needs."""

    steps: tuple[Step, ...]
    knot: tuple[str, ...]
    """All certificates that need each other."""
    is_closed: bool = True
    """False: the knot is so large that the steps only lead into it."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A circle that can be left."""

    steps: tuple[Step, ...]
    by_another: tuple[tuple[str, int], ...]
    """Certificates of the circle that an item outside of it issues too, each with the number of one's file."""
    by_alternative: tuple[int, ...]
    """The steps at which something else will do, counted from 0."""


def deadlocks(graph: Graph, most_looked_at: int = _MOST_LOOKED_AT) -> Iterator[Deadlock]:
    """The circles of the items that nobody can complete, a shortest one for each item in a knot, none twice."""
    dependencies = Dependencies(graph.ways, graph.obtained.unmet)
    told: set[frozenset[tuple[int, str]]] = set()
    left = most_looked_at
    for knot in dependencies.knots():
        within, members = frozenset(knot), tuple(knot)
        for way in sorted({way for certificate in knot for way in dependencies.given_by[certificate]}):
            chain: Chain = ()
            if left > 0:
                chain, looked = dependencies.shortest_chain(way, within, left)
                left -= looked
            for file in graph.sorts[graph.sort_of[way]].files:
                found = _deadlock(graph, chain, file, members) if chain else None
                if found is None and left <= 0:
                    found = _entrance(dependencies.needs[way], file, members, within)
                key = frozenset((step.file, step.certificate) for step in found.steps) if found else None
                if found and key and key not in told:
                    told.add(key)
                    yield found


def _deadlock(graph: Graph, chain: Chain, file: int, knot: tuple[str, ...]) -> Deadlock:
    files = [file, *(graph.sorts[graph.sort_of[hop.way]].files[0] for hop in chain[1:])]
    return Deadlock(_steps(chain, files), knot)


def _entrance(needs: Iterable[Need], file: int, knot: tuple[str, ...], within: frozenset[str]) -> Deadlock | None:
    """The step by which an item leads into its knot."""
    for need in needs:
        for certificate in need.any_of:
            if certificate in within:
                return Deadlock((Step(file, certificate, need.answers),), knot, is_closed=False)
    return None


def loops(graph: Graph, most_looked_at: int = _MOST_LOOKED_AT) -> Iterator[Loop]:
    """The circles among what can be obtained: a shortest one for each certificate on any, none twice."""
    needs = {way: graph.ways[way].needs for way in range(graph.giving) if way not in graph.obtained.unmet}
    dependencies = Dependencies(graph.ways, needs)
    left = most_looked_at
    for knot in dependencies.knots():
        within, covered = frozenset(knot), set[str]()
        for certificate in knot:
            for way in dependencies.given_by[certificate]:
                if certificate in covered or left <= 0:
                    break
                chain, looked = dependencies.shortest_chain(way, within, left)
                left -= looked
                if chain:  # one item that gives several answers' certificates may be its own way out
                    covered |= {hop.certificate for hop in chain}
                    yield _loop(graph, dependencies, chain)


def _loop(graph: Graph, dependencies: Dependencies, chain: Chain) -> Loop:
    sorts = [graph.sort_of[hop.way] for hop in chain]
    others = []
    for hop in chain:
        outside = [way for way in dependencies.given_by[hop.certificate] if graph.sort_of[way] not in sorts]
        if outside:
            others.append((hop.certificate, graph.sorts[graph.sort_of[outside[0]]].files[0]))
    free = tuple(place for place, hop in enumerate(chain) if hop.need.is_met or len(hop.need.any_of) > 1)
    return Loop(_steps(chain, [graph.sorts[sort].files[0] for sort in sorts]), tuple(others), free)


def _steps(chain: Chain, files: Sequence[int]) -> tuple[Step, ...]:
    return tuple(Step(file, hop.certificate, hop.need.answers) for file, hop in zip(files, chain, strict=True))
