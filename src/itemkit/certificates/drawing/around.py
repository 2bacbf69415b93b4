"""Parts of a drawing: what is around a certificate or an item, and what goes in circles."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from itemkit.certificates.circles import deadlocks, loops
from itemkit.certificates.drawing.contents import Drawing
from itemkit.certificates.graph import Graph
from itemkit.certificates.sql import ASKED, ISSUED
from itemkit.index.database import Index
from itemkit.model.near import nearest
from itemkit.model.plain import plain_name

_ALIKE = 0.6
_MEANT = """
SELECT file FROM items WHERE code = $name OR local_code = $name OR path = $name OR name = $name OR plain_name = $plain
ORDER BY path
"""
_CALLED = f"""
WITH {ASKED}, {ISSUED}, names AS (
    SELECT name, certificate AS called FROM named UNION SELECT called, called FROM asked
    UNION SELECT called, called FROM issued
)
SELECT name, called FROM names WHERE called IS NOT NULL ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name stands for; several things may share it."""

    certificates: frozenset[str]
    files: tuple[int, ...]
    """The numbers of items' files."""


def meant_by(name: str, index: Index) -> Meant:
    """The certificates that have a name or alias, and the items that have a name, code or path.

    Brackets, quotes and widths do not matter in names.
    """
    plain = plain_name(name)
    certificates = frozenset(called for known, called in index.rows(_CALLED) if plain_name(known) == plain)
    files = tuple(file for (file,) in index.rows(_MEANT, {"name": name, "plain": plain}))
    return Meant(certificates, files)


def near_name(name: str, drawing: Drawing) -> str | None:
    """What may have been meant by a name that nothing has."""
    names = [*(one.name for one in drawing.certificates), *(group.name for group in drawing.groups)]
    return nearest(name, names, _ALIKE)


def around(drawing: Drawing, certificates: Collection[str], files: Collection[int], steps: int) -> Drawing:
    """What somebody needs for some certificates and items, and what needs them, over so many edges.

    Only what lies before and what lies behind: not what others need who need the same.

    Args:
        drawing: all of it.
        certificates: where to begin, by name.
        files: where else to begin: the groups of these items.
        steps: how many edges to go, each way.
    """
    before: dict[_Node, set[_Node]] = defaultdict(set)
    behind: dict[_Node, set[_Node]] = defaultdict(set)
    for number, group in enumerate(drawing.groups):
        for ask in group.asks:
            before[number].add(ask.certificate)
            behind[ask.certificate].add(number)
        for issue in group.issues:
            before[issue.certificate].add(number)
            behind[number].add(issue.certificate)
    start: set[_Node] = {*certificates, *_groups_with(drawing, files)}
    return _only(drawing, _reached(start, before, steps) | _reached(start, behind, steps))


def in_circles(drawing: Drawing, graph: Graph) -> Drawing:
    """The deadlocks and the loops, and what leads out of the loops."""
    certificates: set[str] = set()
    files: set[int] = set()
    for deadlock in deadlocks(graph):
        certificates.update(step.certificate for step in deadlock.steps)
        files.update(step.file for step in deadlock.steps)
    for loop in loops(graph):
        if loop.by_another or loop.by_alternative:
            certificates.update(step.certificate for step in loop.steps)
            files.update(step.file for step in loop.steps)
            files.update(file for _certificate, file in loop.by_another)
    return _only(drawing, {*certificates, *_groups_with(drawing, files)})


_Node = str | int
"""A certificate by its name, a group by its number."""


def _groups_with(drawing: Drawing, files: Collection[int]) -> set[int]:
    wanted = frozenset(files)
    return {number for number, group in enumerate(drawing.groups) if not wanted.isdisjoint(group.files)}


def _reached(start: Iterable[_Node], edges: Mapping[_Node, Iterable[_Node]], steps: int) -> set[_Node]:
    reached = set(start)
    fresh = reached
    for _step in range(steps):
        fresh = {other for node in fresh for other in edges.get(node, ())} - reached
        if not fresh:
            break
        reached = reached | fresh
    return reached


def _only(drawing: Drawing, nodes: Collection[_Node]) -> Drawing:
    """The nodes that are meant, with the edges between them."""
    certificates = tuple(one for one in drawing.certificates if one.name in nodes)
    groups = tuple(
        replace(
            group,
            asks=tuple(ask for ask in group.asks if ask.certificate in nodes),
            issues=tuple(issue for issue in group.issues if issue.certificate in nodes),
        )
        for number, group in enumerate(drawing.groups)
        if number in nodes
    )
    return Drawing(certificates, groups)
