"""What a person who starts with nothing can obtain: the least fixed point of an AND–OR graph of certificates.

It is the question whether a Horn formula follows (Dowling and Gallier 1984, Journal of Logic Programming 1:267–284),
answered as there: each certificate and each alternative is looked at once, so the time is linear in their number.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Answers = tuple[tuple[str, str], ...]
"""Situations, each with the option that is chosen."""


class Need(NamedTuple):
    """A requirement: one of several certificates must be had (an OR)."""

    any_of: tuple[str, ...]
    answers: Answers = ()
    """Under which answers it is a requirement; empty: under all."""
    is_met: bool = False
    """There is an alternative that everybody has or can make; the certificates are another way to meet it."""


class Way(NamedTuple):
    """What somebody needs all of (an AND) to complete an item, and which certificates that gives."""

    needs: tuple[Need, ...]
    gives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Obtained:
    """What can be obtained by some ways, and what can't."""

    certificates: frozenset[str]
    unmet: dict[int, tuple[Need, ...]]
    """The ways that nobody can go, by their number, with those of their needs that nobody can meet."""


def obtain(ways: Sequence[Way], had: Collection[str] = ()) -> Obtained:
    """What somebody who has nothing but ``had`` can obtain.

    A certificate that no way gives can't be.
    """
    certificates = set(had)
    alone: dict[str, list[int]] = defaultdict(list)
    """By certificate the ways that need it and nothing else will do, once for each need."""
    among: dict[str, list[list[int]]] = defaultdict(list)
    """By certificate the needs that it would meet among others: each a list of its way, emptied when it is met."""
    missing = [_wait(number, way, certificates, alone, among) for number, way in enumerate(ways)]
    fresh = [certificate for way, count in zip(ways, missing, strict=True) if not count for certificate in way.gives]
    while fresh:
        certificate = fresh.pop()
        if certificate in certificates:
            continue
        certificates.add(certificate)
        met = alone.pop(certificate, [])
        met += [waiting.pop() for waiting in among.pop(certificate, ()) if waiting]
        for number in met:
            missing[number] -= 1
            if not missing[number]:
                fresh += ways[number].gives
    unmet = {
        number: tuple(unmet_needs(ways[number].needs, certificates)) for number, count in enumerate(missing) if count
    }
    return Obtained(frozenset(certificates), unmet)


def _wait(
    number: int, way: Way, had: Collection[str], alone: dict[str, list[int]], among: dict[str, list[list[int]]]
) -> int:
    """Have the needs of a way wait for what would meet them; how many do."""
    count = 0
    for certificates, _answers, is_met in way.needs:
        if is_met or (had and any(one in had for one in certificates)):
            continue
        count += 1
        if len(certificates) == 1:
            alone[certificates[0]].append(number)
        else:
            waiting = [number]
            for certificate in certificates:
                among[certificate].append(waiting)
    return count


def unmet_needs(needs: Iterable[Need], had: Collection[str]) -> list[Need]:
    """The needs that nothing in ``had`` meets."""
    return [need for need in needs if not need.is_met and not any(one in had for one in need.any_of)]
