"""Which elements of two lists are the same thing: matched by what they say, never by where they stand.

Everything here is symmetric, so that a comparison in the other direction matches the same pairs, and does not depend on
the order of either list.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise, product
from typing import Any

from itemkit.model.plain import plain_name

_REMEMBERED = 1 << 14
_MOST_PAIRS = 40_000
"""How many pairs of elements are compared at most: no item that people wrote has lists of 200 elements."""


def likeness(one: str, other: str) -> float:
    """How alike two texts are: the share of pairs of neighbouring characters that both have (Dice's coefficient).

    Marks, spaces and width count for nothing. From 0, nothing in common, to 1.

    >>> likeness("《食品经营许可证》正本", "食品经营许可证（正本）")
    1.0
    """
    first, second = _pairs(one), _pairs(other)
    if first == second:
        return 1.0
    size = first.total() + second.total()
    return 2 * (first & second).total() / size if size else 0.0


@lru_cache(_REMEMBERED)
def _pairs(text: str) -> Counter[str]:
    plain = plain_name(text)
    return Counter(map("".join, pairwise(plain))) if len(plain) > 1 else Counter([plain])


def canonical(value: Any) -> str:
    """What tells plain data from other plain data, whatever the order of keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


Pairs = list[tuple[int, int]]


def matched(
    a: Sequence[Any],
    b: Sequence[Any],
    keys: Sequence[Callable[[Any], Hashable | None]],
    alike: Callable[[Any, Any], float],
    least: float,
) -> Pairs:
    """Which element of ``a`` goes with which of ``b``, as pairs of indexes in the order of ``a``.

    First those that are equal, then those with the same key, the keys one after the other, and of what is left those
    that are most alike.

    Args:
        a: the elements of one list, as plain data.
        b: those of the other.
        keys: what names an element; None: this key does not say. Of several with one key the most alike go together.
        alike: how alike two elements are, from 0 to 1; must be symmetric.
        least: from which likeness on elements may be the same thing.
    """
    if not a or not b:
        return []
    matching = _Matching(a, b, alike)
    matching.by(lambda side, index: matching.texts[side][index])
    for key in keys:
        matching.by(lambda side, index, key=key: key(matching.lists[side][index]))  # type: ignore[misc]
    matching.by_likeness(least)
    return sorted(matching.found)


class _Matching:
    """What is matched so far, and what is left."""

    def __init__(self, a: Sequence[Any], b: Sequence[Any], alike: Callable[[Any, Any], float]) -> None:
        self.lists = a, b
        self.texts = [canonical(one) for one in a], [canonical(one) for one in b]
        self.left = set(range(len(a))), set(range(len(b)))
        self.found: Pairs = []
        self._alike = alike

    def by(self, key: Callable[[int, int], Hashable | None]) -> None:
        """Match those with the same key: a function of the side (0 or 1) and the index."""
        if not all(self.left):
            return
        groups: dict[Hashable, tuple[list[int], list[int]]] = {}
        for side in (0, 1):
            for index in self.left[side]:
                named = key(side, index)
                if named is not None:
                    groups.setdefault(named, ([], []))[side].append(index)
        self._take(
            (self._likeness_of_contents(i, j) if len(first) * len(second) > 1 else 1.0, i, j)
            for first, second in groups.values()
            for i, j in _all_pairs(first, second)
        )

    def by_likeness(self, least: float) -> None:
        """Match those that are alike enough."""
        if all(self.left):
            scored = ((self._alike(self.lists[0][i], self.lists[1][j]), i, j) for i, j in _all_pairs(*self.left))
            self._take(one for one in scored if one[0] >= least)

    def _likeness_of_contents(self, i: int, j: int) -> float:
        return likeness(self.texts[0][i], self.texts[1][j]) + self._alike(self.lists[0][i], self.lists[1][j])

    def _take(self, candidates: Iterable[tuple[float, int, int]]) -> None:
        def rank(one: tuple[float, int, int]) -> tuple[Any, ...]:
            score, i, j = one
            return (-score, *sorted((self.texts[0][i], self.texts[1][j])), i + j, i)

        for _score, i, j in sorted(candidates, key=rank):
            if i in self.left[0] and j in self.left[1]:
                self.left[0].discard(i)
                self.left[1].discard(j)
                self.found.append((i, j))


def _all_pairs(first: Collection[int], second: Collection[int]) -> Iterable[tuple[int, int]]:
    """Every pair; of too many only those that stand at the same place."""
    if len(first) * len(second) > _MOST_PAIRS:
        return zip(sorted(first), sorted(second), strict=False)
    return product(first, second)
