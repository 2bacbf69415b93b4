"""What to cut: the fewest requirements without which everything can be obtained.

It is enough to open one way to a certificate that many ways give, and what that gives may meet the needs of others. So
the question is in which order to force ways open so that the needs that are not met by then are fewest: a shortest path
over the sets of certificates that can be had, found by Dijkstra's algorithm, knot by knot.

The problem contains that of the fewest edges to take out of a directed graph so that no circle is left, which is
NP-hard (Karp 1972). So the search of a large knot may be given up; then a good set is told and how many are proved to
be necessary.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple

from itemkit.certificates.knots import Dependencies
from itemkit.certificates.obtain import Need, Obtained, Way, obtain, unmet_needs

_MOST_LOOKED_AT = 2_000_000
"""Needs that are looked at for one knot before the search is given up: some seconds."""


Effort = Callable[[Need], int]
"""How hard it is to do without a requirement, compared with others."""
_Cost = tuple[int, int]
"""How many requirements, and how hard it is to do without them all."""


class Cut(NamedTuple):
    """A way some of whose requirements are to be taken out, or to be met by something else."""

    way: int
    needs: tuple[Need, ...]
    opened: int
    """How much more can be gone once this cut and those before it are made: the weights of the ways, added up."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """A set of requirements without which everything can be obtained."""

    cuts: tuple[Cut, ...]
    """The one that opens most first."""
    count: int
    """How many requirements they take out."""
    at_least: int
    """That many are proved to be necessary; if it is ``count``, no smaller set exists."""


class _Found(NamedTuple):
    """What was found for a knot: the ways to force, with their needs, and how many needs are necessary."""

    forced: list[tuple[int, tuple[Need, ...]]]
    at_least: int


def cuts_of(
    ways: Sequence[Way],
    obtained: Obtained,
    weights: Mapping[int, int],
    effort: Effort = lambda _need: 0,
    most_looked_at: int = _MOST_LOOKED_AT,
) -> Cuts:
    """The fewest requirements whose removal makes every certificate that some way gives obtainable.

    Args:
        ways: all ways.
        obtained: what can be obtained by them as they are.
        weights: how much each way counts in what a cut opens, such as the number of its items; not told: 1.
        effort: of sets that are equally small the one is taken that is easiest to do without.
        most_looked_at: how many needs to look at in each knot before the search is given up.
    """
    dependencies = Dependencies(ways, obtained.unmet)
    forced: list[tuple[int, tuple[Need, ...]]] = []
    at_least = 0
    for knot in dependencies.knots():
        found = _Knot(dependencies, frozenset(knot), effort).opened(most_looked_at)
        forced += found.forced
        at_least += found.at_least
    cuts = tuple(_by_effect(ways, obtained, forced, weights))
    return Cuts(cuts, sum(len(cut.needs) for cut in cuts), at_least)


class _Knot:
    """Certificates that depend on each other; everything on which they depend beside that can be had."""

    def __init__(self, dependencies: Dependencies, knot: frozenset[str], effort: Effort) -> None:
        self.knot = knot
        self.effort = effort
        several: dict[Way, int] = {}
        for number in sorted({way for one in knot for way in dependencies.given_by[one]}):
            needs = tuple(need for need in dependencies.needs[number] if knot.issuperset(need.any_of))
            gives = tuple(one for one in dependencies.gives[number] if one in knot)
            several.setdefault(Way(needs, gives), number)
        self.ways = list(several)
        self.numbers = list(several.values())
        self.size = sum(len(way.needs) for way in self.ways) or 1

    def opened(self, most_looked_at: int) -> _Found:
        """How to obtain all of the knot."""
        start = self._closure(frozenset())
        queue: list[tuple[_Cost, int, frozenset[str]]] = [((0, 0), 0, start)]
        best: dict[frozenset[str], _Cost] = {start: (0, 0)}
        came: dict[frozenset[str], tuple[frozenset[str], int]] = {}
        looked = turn = 0
        while queue:
            cost, _turn, had = heappop(queue)
            if had == self.knot:
                return _Found(self._forced(came, had), cost[0])
            if cost > best[had]:
                continue
            if looked > most_looked_at:
                return _Found([*self._forced(came, had), *self._greedily(had)], cost[0])
            for place, (more, harder) in self._openings(had):
                looked += self.size
                reached = self._closure(had.union(self.ways[place].gives))
                total = (cost[0] + more, cost[1] + harder)
                if reached not in best or total < best[reached]:
                    best[reached] = total
                    came[reached] = (had, place)
                    turn += 1
                    heappush(queue, (total, turn, reached))
        raise AssertionError("a knot can always be opened by force")

    def _openings(self, had: frozenset[str]) -> Iterator[tuple[int, _Cost]]:
        """The ways that give something new, and what it takes to do without those of their needs that are not met."""
        for place, way in enumerate(self.ways):
            if not had.issuperset(way.gives):
                unmet = unmet_needs(way.needs, had)
                yield place, (len(unmet), sum(map(self.effort, unmet)))

    def _closure(self, had: frozenset[str]) -> frozenset[str]:
        return obtain(self.ways, had).certificates

    def _forced(
        self, came: Mapping[frozenset[str], tuple[frozenset[str], int]], had: frozenset[str]
    ) -> list[tuple[int, tuple[Need, ...]]]:
        forced = []
        while had in came:
            had, place = came[had]
            forced.append(self._cut(place, had))
        return forced[::-1]

    def _greedily(self, had: frozenset[str]) -> Iterator[tuple[int, tuple[Need, ...]]]:
        """Not the fewest, but found at once: always the way that lacks least, and of those the one most wait for."""
        waiting: dict[str, int] = defaultdict(int)
        for way in self.ways:
            for need in way.needs:
                for certificate in need.any_of:
                    waiting[certificate] += 1
        while had != self.knot:
            place, _ = min(
                self._openings(had),
                key=lambda one: (one[1], -sum(waiting[given] for given in self.ways[one[0]].gives), one[0]),
            )
            yield self._cut(place, had)
            had = self._closure(had.union(self.ways[place].gives))

    def _cut(self, place: int, had: frozenset[str]) -> tuple[int, tuple[Need, ...]]:
        return self.numbers[place], tuple(unmet_needs(self.ways[place].needs, had))


def _by_effect(
    ways: Sequence[Way], obtained: Obtained, forced: Sequence[tuple[int, tuple[Need, ...]]], weights: Mapping[int, int]
) -> Iterator[Cut]:
    """The cuts, the one that opens most by itself first, each with what it opens after those before it."""
    numbers = list(obtained.unmet)
    left = [Way(obtained.unmet[number], ways[number].gives) for number in numbers]

    def opened(had: frozenset[str]) -> tuple[frozenset[str], int]:
        now = obtain(left, had)
        return now.certificates, sum(
            weights.get(number, 1) for place, number in enumerate(numbers) if place not in now.unmet
        )

    alone = {way: opened(obtained.certificates.union(ways[way].gives))[1] for way, _needs in forced}
    had, before = obtained.certificates, 0
    for way, needs in sorted(forced, key=lambda one: -alone[one[0]]):
        had, now = opened(had.union(ways[way].gives))
        yield Cut(way, needs, now - before)
        before = now
