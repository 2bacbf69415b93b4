"""What a report about a difference is made of.

Places are already found here, and what was accepted is marked, so that no format opens a file or decides anything.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from itemkit.diff.accepted import Accepted
from itemkit.diff.change import Change
from itemkit.diff.effect import Effect, Measure
from itemkit.diff.whole import Compared, Difference, Spot
from itemkit.findings import Span


@dataclass(frozen=True, slots=True)
class At:
    """A place in a file of one side, for showing."""

    spot: Spot
    shown: str
    """What a person would type to see the file: a path from the working directory, or ``REV:path``."""
    span: Span
    excerpt: tuple[str, ...] = ()
    """Source lines from ``span.start.line`` on, at most 3."""


@dataclass(frozen=True, slots=True)
class Located:
    """A change with its item, its places, and whether it was accepted."""

    compared: Compared
    change: Change
    fingerprint: str
    a: At | None
    """None where side A has no such item."""
    b: At | None
    accepted: str = ""
    """The reason for which it was accepted; empty: it was not."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What all changes together do to applicants. Accepted ones are not among them."""

    counts: Mapping[Effect, int]
    """How many changes of each effect."""
    burdens: Sequence[Measure]
    """All that is more, a measure for each unit, in the order of how often it occurs."""
    eases: Sequence[Measure]
    """All that is less."""
    accepted: int


@dataclass(frozen=True)
class DifferenceReport:
    """Everything that a format needs."""

    difference: Difference
    changes: Sequence[Located]
    """By item; within an item in the order of the table of kinds."""
    root: str
    """Leads from the working directory to the catalog of side B, ends in ``/`` or is empty; for what forges open."""
    fail_on: Effect | None = None
    """From this effect on a change is a failure (burden > unclear > neutral, ease); None: nothing is."""
    unused: Sequence[str] = field(default_factory=tuple)
    """Fingerprints of the file of accepted changes that no change has."""
    kept: Accepted = field(default_factory=Accepted)
    """The list of accepted changes as it is, to be continued."""

    def by_item(self) -> Iterator[tuple[Compared, list[Located]]]:
        """The changes of each item."""
        for _key, group in groupby(self.changes, key=lambda one: id(one.compared)):
            several = list(group)
            yield several[0].compared, several

    @property
    def failures(self) -> list[Located]:
        """The changes for which the run fails."""
        if self.fail_on is None:
            return []
        return [one for one in self.changes if not one.accepted and one.change.level >= self.fail_on.level]

    def sums(self) -> Sums:
        """What it comes to."""
        counted = [one for one in self.changes if not one.accepted]
        counts = {effect: sum(one.change.effect is effect for one in counted) for effect in Effect}
        accepted = len(self.changes) - len(counted)
        changes = [one.change for one in counted]
        return Sums(counts, totals(changes, Effect.BURDEN), totals(changes, Effect.EASE), accepted)


def totals(changes: Iterable[Change], effect: Effect) -> list[Measure]:
    """What changes of all elements come to, as `added_up`; the statutory limit is not what people wait for."""
    return added_up((one for one in changes if one.kind.field != "time_limit.statutory"), effect)


def added_up(changes: Iterable[Change], effect: Effect) -> list[Measure]:
    """The measures of the changes with one effect, a sum for each unit, in the order of how often it occurs.

    A burden because there is less of something good (time to hand in what is missing) is no part of what is more.
    """
    totals: dict[str, list[float]] = {}
    for one in changes:
        if one.effect is effect and one.measure is not None and (one.measure.amount > 0) == (effect is Effect.BURDEN):
            totals.setdefault(one.measure.unit, []).append(one.measure.amount)
    ranked = sorted(totals.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Measure(round(sum(amounts), 2), unit) for unit, amounts in ranked]
