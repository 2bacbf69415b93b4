"""The quickest way to get something done, where things can be done side by side.

What must be had before a task can begin is had in parallel, so a task is done its own days after the last of its needs
is met, and a need is met by that alternative which is had first. That is the problem of Knuth 1977 (A generalization of
Dijkstra's algorithm, Information Processing Letters 6:1–5): what takes least is settled first, and what is settled
stays so. The number of days is exact; among what takes equally long the choice falls on fewer visits, then on fewer
tasks, then by name, so that the answer is always the same.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple


class Task(NamedTuple):
    """Something that can be done."""

    needs: tuple[tuple[str, ...], ...]
    """One of each must be had before it can begin."""
    gives: tuple[str, ...]
    days: int
    visits: int
    name: str
    """Decides between tasks that are alike otherwise."""


@dataclass(frozen=True, slots=True)
class Step:
    """A task of a plan."""

    task: int
    """Its number among the tasks."""
    start: int
    """The days after which it can begin."""
    end: int
    takes: tuple[tuple[str, int], ...]
    """What it needs, each with the step that gives it, counted from 0."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, in which order."""

    steps: tuple[Step, ...]
    """By the day on which they can begin, each after those that it depends on; the goal is the last."""
    critical: tuple[int, ...]
    """The steps, counted from 0, each of which waits for the one before it: a day lost there is lost for the goal."""

    @property
    def days(self) -> int:
        """The days until the goal is reached."""
        return self.steps[-1].end


class _Cost(NamedTuple):
    """What a task takes with all that it needs; what several needs share is counted for each, but for the days."""

    days: int
    visits: int
    tasks: int
    name: str
    task: int


def quickest(tasks: Sequence[Task], goal: int, had: Collection[str] = ()) -> Plan | None:
    """The quickest plan for a task.

    Args:
        tasks: all that can be done.
        goal: the number of the task that matters; what it gives does not.
        had: what is there to begin with.

    Returns:
        None if there is no order in which the goal can be reached.
    """
    search = _Search(tasks, had)
    for task in search.settled():
        if task == goal:
            return _plan(search, goal)
    return None


class _Search:
    """The tasks, in the order of what they take."""

    def __init__(self, tasks: Sequence[Task], had: Collection[str]) -> None:
        self.tasks = tasks
        self.costs: dict[int, _Cost] = {}
        """Of the tasks that are settled, in the order in which they were."""
        self.takes: list[list[tuple[str, int]]] = [[] for _task in tasks]
        """By task what meets its needs, each with the task that gives it."""
        self._given = set(had)
        self._waiting: dict[str, list[list[int]]] = defaultdict(list)
        """By what is needed the needs that it would meet: each a list of its task, emptied when it is met."""
        self._missing = [self._wait(number, task) for number, task in enumerate(tasks)]
        self._ready: list[_Cost] = []

    def _wait(self, number: int, task: Task) -> int:
        needs = [need for need in task.needs if self._given.isdisjoint(need)]
        for need in needs:
            waiting = [number]
            for one in need:
                self._waiting[one].append(waiting)
        return len(needs)

    def settled(self) -> Iterator[int]:
        """The tasks that can be done, those that take least first."""
        for number, missing in enumerate(self._missing):
            if not missing:
                heappush(self._ready, self._cost(number))
        while self._ready:
            cost = heappop(self._ready)
            self.costs[cost.task] = cost
            yield cost.task
            for one in self.tasks[cost.task].gives:
                if one not in self._given:
                    self._given.add(one)
                    self._meet(one, cost.task)

    def _meet(self, one: str, giver: int) -> None:
        for waiting in self._waiting.pop(one, ()):
            if waiting:
                number = waiting.pop()
                self.takes[number].append((one, giver))
                self._missing[number] -= 1
                if not self._missing[number]:
                    heappush(self._ready, self._cost(number))

    def _cost(self, number: int) -> _Cost:
        task = self.tasks[number]
        before = [self.costs[giver] for giver in {giver for _one, giver in self.takes[number]}]
        return _Cost(
            task.days + max((cost.days for cost in before), default=0),
            task.visits + sum(cost.visits for cost in before),
            1 + sum(cost.tasks for cost in before),
            task.name,
            number,
        )


def _plan(search: _Search, goal: int) -> Plan:
    wanted, open_ = {goal}, [goal]
    while open_:
        fresh = {giver for _one, giver in search.takes[open_.pop()]} - wanted
        wanted |= fresh
        open_ += fresh
    ends = {task: search.costs[task].days for task in search.costs if task in wanted}
    starts = {task: end - search.tasks[task].days for task, end in ends.items()}
    order = sorted(ends, key=starts.__getitem__)  # equal starts stay in the order in which they were settled
    places = {task: place for place, task in enumerate(order)}
    steps = tuple(
        Step(task, starts[task], ends[task], tuple(sorted((one, places[giver]) for one, giver in search.takes[task])))
        for task in order
    )
    critical = [len(steps) - 1]
    while takes := steps[critical[-1]].takes:
        critical.append(max((place for _one, place in takes), key=lambda place: (steps[place].end, -place)))
    return Plan(steps, tuple(reversed(critical)))
