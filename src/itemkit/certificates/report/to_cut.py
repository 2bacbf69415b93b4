"""What to cut, in words and places: the deadlocks of a catalog, and the fewest changes that undo them all.

A requirement need not be dropped: the offices may ask each other, the applicant may promise or bring it later, or
another certificate may do. Which of these is open depends on the certificate and is told with each change.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from itemkit.certificates.circles import Deadlock, deadlocks
from itemkit.certificates.cut import cuts_of
from itemkit.certificates.facts import exchangeable_facts
from itemkit.certificates.graph import Graph
from itemkit.certificates.obtain import Need
from itemkit.certificates.places import Spot
from itemkit.certificates.told import Told, files_of
from itemkit.certificates.twice.covered import Stating
from itemkit.findings import Message, msg
from itemkit.index.database import Index

_BEING = "主体资格"
"""The word of the vocabulary ``fact`` for what a body is; it is registered as one thing and not as another."""
_MOST_INSTEAD = 3
"""Other certificates that are named for one."""
_RULES = "SELECT name, sharing, coalesce(commitment, false) FROM certificates"


@dataclass(frozen=True, slots=True)
class Circle:
    """A deadlock as people read it."""

    message: Message
    items: tuple[str, ...]
    """The items that it goes through."""
    certificates: tuple[str, ...]
    """All certificates that need each other."""
    spots: tuple[Spot, ...]
    """Where each item asks for the certificate of the next."""


@dataclass(frozen=True, slots=True)
class Change:
    """A requirement that is to go, or to be met by something else."""

    number: int
    """Changes with one number only help together; the one that opens most is 1."""
    item: str
    alike: int
    """How many other items ask for and issue the same; those can stay as they are."""
    certificates: tuple[str, ...]
    """One of these is asked for."""
    answers: tuple[str, ...]
    """Under which answers to the item's questions it is."""
    spot: Spot
    instead: tuple[Message, ...]
    """What could take its place."""
    opened: int
    """How many items become possible by all changes of this number, after those before."""


@dataclass(frozen=True, slots=True)
class ToCut:
    """The deadlocks of a catalog and what undoes them."""

    circles: tuple[Circle, ...]
    changes: tuple[Change, ...]
    """Those that open most first."""
    count: int
    """How many changes undo all deadlocks."""
    at_least: int
    """So many are proved to be necessary."""
    blocked: int
    """How many items nobody who starts with nothing can complete."""

    @property
    def is_least(self) -> bool:
        """Whether it is proved that no fewer changes do."""
        return self.count == self.at_least


def to_cut(index: Index, graph: Graph, by_name: Mapping[str, Stating]) -> ToCut:
    """What stands in the way of certificates, and the fewest changes that undo it.

    Args:
        index: the catalog.
        graph: its items and certificates.
        by_name: what certificates prove, by every name.
    """
    found = list(deadlocks(graph))
    replacing = _Replacing(index, graph, by_name)
    cuts = cuts_of(graph.ways, graph.obtained, graph.weights(), replacing.effort)
    sorts = [graph.sorts[graph.sort_of[cut.way]] for cut in cuts.cuts]
    told = Told(index, [*files_of(one.steps for one in found), *(sort.files[0] for sort in sorts)])
    changes = [
        Change(
            number, told.name(sort.files[0]), len(sort.files) - 1, need.any_of,
            told.answers(sort.files[0], need.answers), told.material(sort.files[0], need.any_of[0]),
            tuple(replacing.each(need)), cut.opened,
        )
        for number, (cut, sort) in enumerate(zip(cuts.cuts, sorts, strict=True), 1)
        for need in cut.needs
    ]  # fmt: skip
    blocked = sum(len(sort.files) for sort in graph.blocked)
    return ToCut(tuple(_circle(one, told) for one in found), tuple(changes), cuts.count, cuts.at_least, blocked)


def _circle(one: Deadlock, told: Told) -> Circle:
    message = (
        told.chain(one.steps)
        if one.is_closed
        else msg("{step}，而它在 {count} 种证照互相要求的死结里", step=told.needs(one.steps[0]), count=len(one.knot))
    )
    spots = tuple(told.material(step.file, step.certificate) for step in one.steps)
    return Circle(message, tuple(told.name(step.file) for step in one.steps), one.knot, spots)


class _Replacing:
    """What could take the place of a certificate."""

    def __init__(self, index: Index, graph: Graph, by_name: Mapping[str, Stating]) -> None:
        self._rules = {name: (sharing, commitment) for name, sharing, commitment in index.rows(_RULES)}
        self._by_name = by_name
        given = {certificate for way in graph.ways for certificate in way.gives}
        self._blocked = given - graph.obtained.certificates

    def effort(self, need: Need) -> int:
        """0 if an office can find it out or a promise will do, else 1."""
        rules = (self._rules.get(certificate, (None, False)) for certificate in need.any_of)
        return int(not any((sharing or "不共享") != "不共享" or commitment for sharing, commitment in rules))

    def each(self, need: Need) -> Iterator[Message]:
        for certificate in need.any_of:
            sharing, commitment = self._rules.get(certificate, (None, False))
            if (sharing or "不共享") != "不共享":
                yield msg("由部门之间核验{certificate}（{sharing}共享），不等申请人拿到它",
                          certificate=certificate, sharing=sharing)  # fmt: skip
            if commitment:
                yield msg("以告知承诺代替{certificate}", certificate=certificate)
            others = tuple(self._others(certificate))[:_MOST_INSTEAD]
            if others:
                yield msg("写成任选其一，也可以交{others}", others=others)
        yield msg("先受理，容缺后补")
        if not need.answers:
            yield msg("只在某种情形下才要的，写 when")

    def _others(self, certificate: str) -> Iterable[str]:
        """Certificates that can be had and prove all that this one proves of the person or the body."""
        one = self._by_name.get(certificate)
        if one is None or not one.facts or _BEING in one.facts or not one.facts <= exchangeable_facts():
            return ()
        names = {other.name for other in self._by_name.values() if other.name != one.name and one.facts <= other.facts}
        return sorted(name for name in names if name in self._rules and name not in self._blocked)
