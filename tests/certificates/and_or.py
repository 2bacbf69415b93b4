"""Small random AND–OR graphs, and what is true of them by looking at everything."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random

from itemkit.certificates.obtain import Need, Way

Edge = tuple[int, Need, str, int]
"""A way needs, by one of its needs, a certificate that a way gives."""


def random_ways(rng: Random, *, most: int = 7) -> list[Way]:
    """Some ways; every certificate that is needed is given by one."""
    names = [f"证{number}" for number in range(rng.randint(1, most))]
    gives = [tuple(sorted(rng.sample(names, rng.randint(0, min(2, len(names)))))) for _ in range(rng.randint(1, most))]
    given = sorted({name for some in gives for name in some})
    ways = []
    for some in gives:
        needs = [
            Need(tuple(sorted(rng.sample(given, rng.randint(1, min(3, len(given)))))), is_met=rng.random() < 0.1)
            for _ in range(rng.randint(0, 3) if given else 0)
        ]
        ways.append(Way(tuple(dict.fromkeys(needs)), some))
    return ways


def had_in_any_order(ways: Sequence[Way]) -> frozenset[str]:
    """All that can be had, by trying every order of steps."""
    best: frozenset[str] = frozenset()
    seen = {best}
    waiting = [best]
    while waiting:
        had = waiting.pop()
        best |= had
        for way in ways:
            if all(need.is_met or had & set(need.any_of) for need in way.needs):
                more = had | set(way.gives)
                if more not in seen:
                    seen.add(more)
                    waiting.append(more)
    return best


def each_circle(edges: Sequence[Edge], start: int) -> Iterator[tuple[Edge, ...]]:
    """Every circle through a way that goes through no other way twice."""

    def follow(path: tuple[Edge, ...]) -> Iterator[tuple[Edge, ...]]:
        here = path[-1][3] if path else start
        for edge in edges:
            if edge[0] == here:
                if edge[3] == start:
                    yield (*path, edge)
                elif all(edge[3] != one[3] for one in path):
                    yield from follow((*path, edge))

    return follow(())


def fewest_to_cut(ways: Sequence[Way]) -> int:
    """How many needs must go so that everything can be had, by trying all sets of needs, the small ones first."""
    everything = {name for way in ways for name in way.gives}
    places = [(number, place) for number, way in enumerate(ways) for place in range(len(way.needs))]
    for size in range(len(places) + 1):
        for gone in combinations(places, size):
            left = [
                Way(tuple(need for place, need in enumerate(way.needs) if (number, place) not in gone), way.gives)
                for number, way in enumerate(ways)
            ]
            if had_in_any_order(left) == everything:
                return size
    raise AssertionError("without any need everything can be had")
