"""The way of a person who starts with nothing to an item: which items to go through first, in which order.

`itemkit.certificates.graph` says what each item needs and gives, `itemkit.certificates.paths.plan` finds the quickest
order. Here it is decided what counts: the requirements of those who apply for the first time, or those under answers
that were chosen; and of several items that issue the same certificate those that are there for people of the region.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from itemkit.certificates.cases import Alternative, Case, needs_of
from itemkit.certificates.graph import Graph, Sort, graph_of
from itemkit.certificates.obtain import Need, Obtained, Way, obtain, unmet_needs
from itemkit.certificates.paths.blocked import Blocked, blocked
from itemkit.certificates.paths.nearby import Issuer, nearby
from itemkit.certificates.paths.plan import Plan, Task, quickest
from itemkit.certificates.questions import options_of, questions_in
from itemkit.certificates.sql import ASKED
from itemkit.index.database import Index

Chosen = Mapping[str, str]
"""Answers of the person: by situation the option."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants and has."""

    file: int
    """The number of the item's file."""
    chosen: Chosen = field(default_factory=dict)
    """Answers to the questions of the item; those that are not answered count with all of their options."""
    had: frozenset[str] = frozenset()
    """Certificates, by their names."""


@dataclass(frozen=True, slots=True)
class PathStep:
    """An item that the person goes through."""

    issuer: Issuer
    takes: tuple[tuple[str, int], ...]
    """The certificates that it needs of other steps, each with the step, counted from 0."""
    start: int
    """The working days after which it can begin."""
    end: int
    own: tuple[str, ...] = ()
    """Certificates that it asks for although it is to issue them for the first time (rule G104)."""
    is_first: bool = False
    """What it asks only of those who hold its certificate already is left out."""
    others: tuple[Issuer, ...] = ()
    """Some items as near that issue the same, which may be the right ones for this person; the quickest first."""


@dataclass(frozen=True, slots=True)
class Path:
    """The quickest way to an item; the item is the last step."""

    wish: Wish
    steps: tuple[PathStep, ...]
    critical: tuple[int, ...]
    """The steps, counted from 0, that decide how long it takes."""
    issued: frozenset[str]
    """The certificates that some item of the catalog issues to those who have none."""

    @property
    def days(self) -> int:
        """Working days from nothing to the end of the item."""
        return self.steps[-1].end

    @property
    def visits(self) -> int:
        """How often one has to go to an office."""
        return sum(step.issuer.visits or 0 for step in self.steps)

    @property
    def critical_visits(self) -> int:
        """How often of these on the critical path."""
        return sum(self.steps[place].issuer.visits or 0 for place in self.critical)

    def wanted_by(self, place: int) -> tuple[tuple[str, int], ...]:
        """For which certificates a step is there, each with the step that needs it."""
        return tuple(
            (certificate, later)
            for later, step in enumerate(self.steps)
            for certificate, giver in step.takes
            if giver == place
        )


def path_to(index: Index, wish: Wish) -> Path | Blocked:
    """The quickest way of somebody who has nothing but what he says to an item, or why there is none.

    Args:
        index: the catalog.
        wish: the item, and what is known of the person. The item must not be cancelled.
    """
    graph = graph_of(index)
    obtained = obtain(graph.ways, wish.had) if wish.had else graph.obtained
    issued = frozenset(certificate for way in graph.ways for certificate in way.gives)
    number = next((number for number, sort in enumerate(graph.sorts) if wish.file in sort.files), None)
    sort = graph.sorts[number] if number is not None else _NO_SORT
    needs = list(_needs(index, wish, sort, issued))
    if unmet := unmet_needs(needs, obtained.certificates):
        return blocked(index, graph, obtained, wish.file, unmet)
    reached = _reached(graph, obtained, needs)
    issuers = nearby(index, wish.file, {way: graph.sorts[graph.sort_of[way]].files for way in reached}, _MOST)
    (goal,) = issuers.pop(_GOAL)
    choices = [_Choice(way, graph.ways[way], issuer) for way, several in sorted(issuers.items()) for issuer in several]
    choices.append(_Choice(_GOAL, Way(tuple(needs)), goal))
    plan = _plan(choices, wish.had)
    return Path(wish, tuple(_steps(plan, choices, graph, sort)), plan.critical, issued)


_MOST = 5
"""Of items of one sort that are equally near; the others need not be told of."""
_GOAL = -1
"""Stands for the way through the item that is wanted."""
_NO_SORT = Sort((), Way(()), (), ())
"""An item that needs and gives nothing."""


class _Choice(NamedTuple):
    """A way that can be gone, with an item of its sort."""

    number: int
    way: Way
    issuer: Issuer


_MATERIALS = f"""
WITH {ASKED} SELECT entry, called, cases,
    coalesce(need, '必要') = '必要' AND coalesce(holder, '申请人') = '申请人'
FROM asked WHERE file = $file ORDER BY entry, length(pointer), pointer
"""


def _needs(index: Index, wish: Wish, sort: Sort, issued: Collection[str]) -> Iterator[Need]:
    """What the item asks of those who apply for the first time, or under the answers that were chosen."""
    known = {(need.any_of, need.is_met): need for way in sort.firsts for need in way.needs}
    if not wish.chosen:
        yield from known.values() if sort.firsts else sort.whole.needs
        return
    gives = {certificate for way in sort.firsts for certificate in way.gives}
    questions = questions_in(index, [wish.file])[wish.file]
    situations = options_of({situation: one for situation, one in questions.items() if situation not in wish.chosen})
    for entry, is_chosen in _entries(index, wish, issued):
        for need in needs_of(entry, situations):
            others = need._replace(any_of=tuple(one for one in need.any_of if one not in gives))
            if is_chosen or not sort.firsts:
                yield need
            elif (others.any_of, others.is_met) in known:  # else it is asked of holders alone
                yield others


def _entries(index: Index, wish: Wish, issued: Collection[str]) -> Iterator[tuple[list[Alternative], bool]]:
    """What remains of the list of materials under the answers, and whether it does because of one."""
    entries: dict[int, list[Alternative]] = defaultdict(list)
    is_chosen: set[int] = set()
    for number, called, cases, is_wanted in index.rows(_MATERIALS, {"file": wish.file}):
        case = case_of(cases)
        if is_possible(case, wish.chosen):
            rest = {situation: options for situation, options in case.items() if situation not in wish.chosen}
            entries[number].append(Alternative(called if is_wanted and called in issued else None, rest))
            if len(rest) < len(case):
                is_chosen.add(number)
    return ((entry, number in is_chosen) for number, entry in entries.items())


def case_of(cases: str | None) -> Case:
    """Under which answers something applies, as the tables of the index have it."""
    import json

    case: Case = json.loads(cases) if cases else {}
    return case


def is_possible(case: Case, chosen: Chosen) -> bool:
    """Whether something can still apply to somebody who has answered some of the questions."""
    return all(option in case[situation] for situation, option in chosen.items() if situation in case)


def _reached(graph: Graph, obtained: Obtained, needs: Iterable[Need]) -> set[int]:
    """The ways that somebody can go and that may matter."""
    givers: dict[str, list[int]] = defaultdict(list)
    for number, way in enumerate(graph.ways):
        if number not in obtained.unmet:
            for certificate in way.gives:
                givers[certificate].append(number)
    reached: set[int] = set()
    open_ = list(needs)
    while open_:
        need = open_.pop()
        for certificate in () if need.is_met else need.any_of:
            for giver in givers.pop(certificate, ()):
                if giver not in reached:
                    reached.add(giver)
                    open_ += graph.ways[giver].needs
    return reached


def _plan(choices: Sequence[_Choice], had: Collection[str]) -> Plan:
    """The quickest plan by the items that are nearest; where these need each other, by any."""
    distance: dict[str, int] = {}
    for choice in choices:
        for certificate in choice.way.gives:
            distance[certificate] = min(choice.issuer.distance, distance.get(certificate, choice.issuer.distance))
    nearest = [
        _task(choice, [one for one in choice.way.gives if distance[one] == choice.issuer.distance])
        for choice in choices
    ]  # fmt: skip
    plan = quickest(nearest, len(choices) - 1, had)
    if plan is None:
        plan = quickest([_task(choice, choice.way.gives) for choice in choices], len(choices) - 1, had)
    assert plan is not None  # noqa: S101 (all that these ways need can be obtained by them)
    return plan


def _task(choice: _Choice, gives: Sequence[str]) -> Task:
    needs = tuple(need.any_of for need in choice.way.needs if not need.is_met)
    issuer = choice.issuer
    return Task(needs, tuple(gives), issuer.days, issuer.visits or 0, issuer.path)


def _steps(plan: Plan, choices: Sequence[_Choice], graph: Graph, sort: Sort) -> Iterator[PathStep]:
    wanted = {place: certificate for step in plan.steps for certificate, place in step.takes}
    for place, step in enumerate(plan.steps):
        choice = choices[step.task]
        of = sort if choice.number == _GOAL else graph.sorts[graph.sort_of[choice.number]]
        own = tuple(dict.fromkeys(certificate for need in of.own for certificate in need.any_of))
        others = tuple(_others(choices, choice, wanted[place])) if place in wanted else ()
        yield PathStep(choice.issuer, step.takes, step.start, step.end, own, bool(of.firsts), others)


def _others(choices: Iterable[_Choice], chosen: _Choice, certificate: str) -> list[Issuer]:
    found = {
        one.issuer.file: one.issuer
        for one in choices
        if certificate in one.way.gives and one.issuer.distance == chosen.issuer.distance
    }
    found.pop(chosen.issuer.file, None)
    return sorted(found.values(), key=lambda one: (one.days, one.visits or 0, one.path))
