"""Why something can't be obtained: certificates that need each other (knots), and the shortest chains through them.

A certificate depends on another if a way that gives it needs the other. What can't be obtained depends, over some
steps, on something that depends on itself; that is the knot, and what merely needs a certificate of it is not.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from itemkit.certificates.obtain import Need, Way


class Hop(NamedTuple):
    """A step of a chain: a way needs a certificate, which the way of the next hop gives."""

    way: int
    need: Need
    certificate: str


Chain = tuple[Hop, ...]
"""Steps in a circle: the first way gives what the last one needs."""


class Dependencies:
    """Which way gives what, and which needs of each way count."""

    def __init__(self, ways: Sequence[Way], needs: Mapping[int, Sequence[Need]]) -> None:
        """Look at some ways.

        Args:
            ways: all ways.
            needs: by the number of a way the needs that count; a way that is not in it is left out.
        """
        self.needs = needs
        self.gives = {number: ways[number].gives for number in needs}
        self.given_by: dict[str, list[int]] = defaultdict(list)
        for number in needs:
            for certificate in ways[number].gives:
                self.given_by[certificate].append(number)

    def knots(self) -> list[list[str]]:
        """The certificates that depend on themselves, in groups of those that depend on each other.

        A group comes after those on which it depends.
        """
        edges = {
            certificate: {
                one for way in ways for need in self.needs[way] for one in need.any_of if one in self.given_by
            }
            for certificate, ways in self.given_by.items()
        }
        return [sorted(group) for group in strong_components(edges) if len(group) > 1 or group[0] in edges[group[0]]]

    def shortest_chain(self, start: int, within: frozenset[str], most: int | None = None) -> tuple[Chain, int]:
        """The shortest chain from a way back to itself, and how many needs were looked at; no hops if there is none.

        Of several that are equally short it is always the same.

        Args:
            start: the way.
            within: the certificates of its knot; others lead nowhere.
            most: to give up after so many needs.
        """
        own = frozenset(self.gives[start])
        came: dict[int, Hop] = {}
        """By way the step that led to it."""
        seen: set[str] = set()
        queue, looked = deque([start]), 0
        while queue and (most is None or looked < most):
            way = queue.popleft()
            for need in self.needs[way]:
                looked += 1
                for certificate in need.any_of:
                    if certificate in seen or certificate not in within:
                        continue
                    hop = Hop(way, need, certificate)
                    if certificate in own:
                        return _chain(came, start, hop), looked
                    seen.add(certificate)
                    for giver in self.given_by[certificate]:
                        if giver != start and giver not in came:
                            came[giver] = hop
                            queue.append(giver)
        return (), looked


def _chain(came: Mapping[int, Hop], start: int, last: Hop) -> Chain:
    hops = [last]
    while hops[-1].way != start:
        hops.append(came[hops[-1].way])
    return tuple(reversed(hops))


def strong_components(edges: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The strongly connected components of a directed graph, each after those that it leads to.

    Tarjan 1972 (SIAM Journal on Computing 1:146–160), without recursion; linear in nodes and edges.

    Args:
        edges: where each node leads to; every node is a key.
    """
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: list[str] = []
    is_open: set[str] = set()
    components: list[list[str]] = []
    for root in edges:
        if root in order:
            continue
        order[root] = low[root] = len(order)
        open_.append(root)
        is_open.add(root)
        path = [(root, iter(edges[root]))]
        while path:
            node, following = path[-1]
            for other in following:
                if other not in order:
                    order[other] = low[other] = len(order)
                    open_.append(other)
                    is_open.add(other)
                    path.append((other, iter(edges[other])))
                    break
                if other in is_open:
                    low[node] = min(low[node], order[other])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == order[node]:
                    component = [open_.pop()]
                    while component[-1] != node:
                        component.append(open_.pop())
                    is_open.difference_update(component)
                    components.append(component)
    return components
