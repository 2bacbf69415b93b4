"""Whether a certificate can be had, and why not: what stands beside its name in a drawing."""

from collections import defaultdict, deque
from collections.abc import Iterable
from enum import StrEnum

from itemkit.certificates.circles import Deadlock, Step, deadlocks
from itemkit.certificates.graph import Graph
from itemkit.certificates.told import Told, files_of
from itemkit.findings import Message, msg
from itemkit.index.database import Index


class Standing(StrEnum):
    """Whether somebody who starts with nothing can have a certificate."""

    GIVEN = "given"
    """Everybody has it."""
    MADE = "made"
    """The applicant makes it, or an intermediary does."""
    UNKNOWN = "unknown"
    """No item of the catalog issues it to those who don't have it; it is taken as obtainable."""
    OBTAINABLE = "obtainable"
    """There is an order of steps that ends with it."""
    BLOCKED = "blocked"
    """There is none, because something that it takes is in a deadlock."""
    DEADLOCK = "deadlock"
    """There is none, because it is needed, over some steps, for itself."""


def unobtainable(index: Index, graph: Graph) -> dict[str, tuple[Standing, Message]]:
    """The certificates that nobody who starts with nothing can obtain, each with the reason."""
    tied = _tied(deadlocks(graph))
    steps = _steps_to(tied, graph)
    told = Told(index, [*files_of(one.steps for one in tied.values()), *(step.file for step in steps.values())])
    reasons = {certificate: (Standing.DEADLOCK, _reason(one, told)) for certificate, one in tied.items()}
    for certificate, step in steps.items():
        why = msg("{step}，而{certificate}也办不成", step=told.needs(step), certificate=step.certificate)
        reasons[certificate] = (Standing.BLOCKED, why)
    return reasons


def _tied(found: Iterable[Deadlock]) -> dict[str, Deadlock]:
    """The certificates that are in a deadlock, each with a circle through it, or else with one of its knot."""
    through: dict[str, Deadlock] = {}
    beside: dict[str, Deadlock] = {}
    for one in found:
        for step in one.steps:
            through.setdefault(step.certificate, one)
        for certificate in one.knot:
            beside.setdefault(certificate, one)
    return {certificate: through.get(certificate, one) for certificate, one in beside.items()}


def _reason(one: Deadlock, told: Told) -> Message:
    if one.is_closed:
        return told.chain(one.steps)
    return msg("{step}，而它在 {count} 种证照互相要求的死结里", step=told.needs(one.steps[0]), count=len(one.knot))


def _steps_to(tied: Iterable[str], graph: Graph) -> dict[str, Step]:
    """By certificate that merely needs others of which nobody has one: the step on a shortest way into a deadlock."""
    needed: dict[str, list[tuple[int, Step]]] = defaultdict(list)
    """By certificate the ways that need it."""
    for way, needs in graph.obtained.unmet.items():
        for need in needs if graph.ways[way].gives else ():
            for certificate in need.any_of:
                file = graph.sorts[graph.sort_of[way]].files[0]
                needed[certificate].append((way, Step(file, certificate, need.answers)))
    steps: dict[str, Step] = {}
    seen = set(tied)
    queue = deque(sorted(seen))
    while queue:
        for way, step in needed[queue.popleft()]:
            for certificate in graph.ways[way].gives:
                if certificate not in seen and certificate not in graph.obtained.certificates:
                    seen.add(certificate)
                    steps[certificate] = step
                    queue.append(certificate)
    return steps
