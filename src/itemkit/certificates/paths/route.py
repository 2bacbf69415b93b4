"""A way to an item as people and programs are told of it: each step with its name, organ, fees, and what to bring."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from itemkit.certificates.paths.bring import Condition, Entry, Lists
from itemkit.certificates.paths.search import Path, PathStep
from itemkit.index.database import Index


class Fee(NamedTuple):
    """A fee of an item."""

    name: str
    amount: float | None
    currency: str
    per: str
    standard: str
    """How it is reckoned, where it is no single amount; may be empty."""


class Special(NamedTuple):
    """A procedure that the time limit of its item does not count."""

    name: str
    days: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class Details:
    """An item."""

    path: str
    code: str | None
    name: str
    organ: str
    """The name of its organ, or its code; may be empty."""
    is_free: bool
    fees: tuple[Fee, ...]
    """Empty and not free: it does not say."""
    special: tuple[Special, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A way with all that is told of it."""

    path: Path
    details: Mapping[int, Details]
    """The items of the steps, and those that could take their place, by the numbers of their files."""
    conditions: Mapping[tuple[int, str], tuple[Condition, ...]]
    """By step and certificate that it needs of another the answers under which it does; only where it depends."""
    bring: tuple[Entry, ...]

    def of(self, place: int) -> Details:
        """The item of a step."""
        return self.details[self.step(place).issuer.file]

    def step(self, place: int) -> PathStep:
        """A step."""
        return self.path.steps[place]

    @property
    def item(self) -> Details:
        """The item that it leads to."""
        return self.of(-1)


_FILES = "SEMI JOIN (SELECT unnest($files::INTEGER[]) AS file) USING (file)"
_ITEMS = f"""
SELECT file, path, code, coalesce(items.name, path), coalesce(organs.name, organ, ''), coalesce(free, false)
FROM items {_FILES} LEFT JOIN (SELECT uscc, min(name) AS name FROM organs GROUP BY uscc) AS organs ON uscc = organ
"""
_FEES = f"""
SELECT file, name, amount, coalesce(currency, 'CNY'), coalesce(per, ''), coalesce(standard, '')
FROM fees {_FILES} ORDER BY file, length(pointer), pointer
"""
_SPECIAL = f"""
SELECT file, name, days, coalesce(unit, '工作日') FROM special {_FILES}
WHERE NOT coalesce(counted, true) ORDER BY file, length(pointer), pointer
"""


def route_of(index: Index, path: Path) -> Route:
    """What is told of a way."""
    lists = Lists(index, path)
    asked = {
        (place, certificate): lists.when(place, certificate)
        for place, step in enumerate(path.steps)
        for certificate, _giver in step.takes
    }
    conditions = {key: several for key, several in asked.items() if several}
    return Route(path, _details(index, path), conditions, tuple(lists.each_entry()))


def _details(index: Index, path: Path) -> dict[int, Details]:
    issuers = (issuer for step in path.steps for issuer in (step.issuer, *step.others))
    values = {"files": sorted({issuer.file for issuer in issuers})}
    fees: dict[int, list[Fee]] = defaultdict(list)
    for file, *row in index.rows(_FEES, values):
        fees[file].append(Fee(*row))
    special: dict[int, list[Special]] = defaultdict(list)
    for file, *row in index.rows(_SPECIAL, values):
        special[file].append(Special(*row))
    return {
        file: Details(where, code, name, organ, is_free, tuple(fees[file]), tuple(special[file]))
        for file, where, code, name, organ, is_free in index.rows(_ITEMS, values)
    }
