"""What an applicant has to bear, in four numbers, and who asks least of him.

What is not stated is unknown: it is neither nothing nor much, and nobody is first by keeping silent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

Number = int | float


class Measure(Enum):
    """Something that can be counted, the less the better."""

    DAYS = "days"
    """The promised limit, in working days."""
    MATERIALS = "materials"
    """Materials that the applicant has to bring."""
    VISITS = "visits"
    FEE = "fee"
    """In yuan."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What the items of one region state."""

    numbers: Mapping[Measure, Number]
    """A measure that is not among them is unknown, or is no number."""
    promised: str = ""
    """The promised limit as it is written, such as ``30自然日``; empty: not stated."""
    is_converted: bool = False
    """Whether the promised limit is written in calendar days."""
    charges: str = ""
    """The fees as they are written; empty: free, or not stated."""

    @property
    def is_by_tariff(self) -> bool:
        """Whether there is a fee that cannot be told in yuan."""
        return bool(self.charges) and Measure.FEE not in self.numbers


@dataclass(frozen=True, slots=True)
class Spread:
    """How far apart regions are."""

    regions: int
    """How many state a number."""
    least: Number
    most: Number
    by_tariff: int = 0
    """How many more have a fee that is no number."""

    @property
    def difference(self) -> Number:
        """From the least to the most."""
        return whole(self.most - self.least)

    @property
    def is_comparison(self) -> bool:
        """Whether there are two numbers at least."""
        return self.regions > 1

    @property
    def has_first(self) -> bool:
        """Whether there is a first place: not all are equal, and what is no number cannot be less."""
        return self.least == 0 if self.by_tariff else self.difference > 0


def whole(number: Number) -> Number:
    """A number to two decimals, without any where it has none.

    >>> whole(10.0), whole(10 / 7)
    (10, 1.43)
    """
    rounded = round(number, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def spreads(several: Iterable[Stated]) -> dict[Measure, Spread]:
    """How far some regions are apart, in every measure of which at least one states a number."""
    listed = list(several)
    by_tariff = sum(one.is_by_tariff for one in listed)
    found = {}
    for measure in Measure:
        numbers = [one.numbers[measure] for one in listed if measure in one.numbers]
        if numbers:
            others = by_tariff if measure is Measure.FEE else 0
            found[measure] = Spread(len(numbers), min(numbers), max(numbers), others)
    return found


def firsts(one: Stated, among: Mapping[Measure, Spread]) -> frozenset[Measure]:
    """In which measures a region is first: asks least where not all ask the same."""
    return frozenset(
        measure for measure, spread in among.items() if spread.has_first and one.numbers.get(measure) == spread.least
    )


def to_lead(several: Iterable[Stated]) -> frozenset[Measure]:
    """In which measures a region must ask least to lead: all that anybody states, but for one tariff that all have."""
    listed = list(several)
    found = frozenset[Measure]().union(*(one.numbers for one in listed))
    tariffs = {one.charges if one.is_by_tariff else "" for one in listed}
    return found if len(tariffs) <= 1 else found | {Measure.FEE}


def asks_least(one: Stated, among: Mapping[Measure, Spread], measures: frozenset[Measure]) -> bool:
    """Whether nobody asks less in any of some measures.

    Args:
        one: what a region states.
        among: the spreads over all regions.
        measures: what `to_lead` gives.
    """
    return all(_asks_least(one, measure, among.get(measure)) for measure in measures)


def _asks_least(one: Stated, measure: Measure, spread: Spread | None) -> bool:
    if spread is None or one.numbers.get(measure) != spread.least:
        return False
    return not spread.by_tariff or spread.least == 0
