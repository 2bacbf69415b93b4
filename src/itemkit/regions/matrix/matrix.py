"""The comparison itself: rows, columns, first places, and who lacks what."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from itemkit.index.database import Index
from itemkit.language import _
from itemkit.model.regions import full_name, region_of
from itemkit.regions.matrix.facts import Cell, Choice, Facts, Key, LeftOut, facts_of, level_of
from itemkit.regions.matrix.measures import Measure, Spread, asks_least, firsts, spreads, to_lead


@dataclass(frozen=True, slots=True)
class Standard:
    """What regions have or lack."""

    code: str
    """Its base code; empty: items without code that go by their name."""
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """Something that can be compared: a standard, or one of its handling items."""

    standard: Standard
    handling: str
    """The name of the handling item; empty where no region splits the standard."""
    action: str
    """What for, where items of one name differ in it; else empty."""
    cells: tuple[Cell, ...]
    """Of the regions that have it, in their order."""
    spreads: Mapping[Measure, Spread]
    firsts: tuple[frozenset[Measure], ...]
    """For each cell in which measures it is first."""
    leaders: tuple[str, ...]
    """The regions that lead (领跑者): they ask least in all that anybody states."""
    elsewhere: tuple[str, ...]
    """Regions that have the standard, only not this handling item."""

    @property
    def title(self) -> str:
        """The name of the row."""
        name = self.handling or self.standard.name
        return _("{name}（{action}）").format(name=name, action=self.action) if self.action else name


@dataclass(frozen=True, slots=True)
class Column:
    """A region."""

    code: str
    name: str
    level: str
    """A word of the vocabulary ``level``."""
    items: int
    rows: int
    firsts: Mapping[Measure, int]
    """How many first places it has."""
    led: int
    """How many rows it leads (领跑次数)."""
    missing: tuple[Standard, ...]
    """What others have and it has not."""

    @property
    def all_firsts(self) -> int:
        """First places in all measures."""
        return sum(self.firsts.values())


@dataclass(frozen=True, slots=True)
class Matrix:
    """Standards beside regions."""

    catalog: str
    """Its name; may be empty."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    left_out: LeftOut

    @property
    def shared(self) -> tuple[Row, ...]:
        """The rows that at least two regions have."""
        return tuple(row for row in self.rows if len(row.cells) > 1)


def matrix_of(index: Index, choice: Choice, *, catalog: str = "", regions: Mapping[str, str] | None = None) -> Matrix:
    """Compare.

    Args:
        index: the catalog.
        choice: which part of it.
        catalog: its name.
        regions: names of regions by code, before those of GB/T 2260.
    """
    facts = facts_of(index, choice)
    standards = _standards(facts)
    having: dict[tuple[str, bool], set[str]] = {}
    for key, cell in facts.cells:
        having.setdefault(key[:2], set()).add(cell.region)
    rows = tuple(
        _row(key, [cell for _key, cell in several], standards, facts.names[key][1], having)
        for key, several in groupby(facts.cells, key=lambda one: one[0])
    )
    return Matrix(catalog, tuple(_columns(facts.regions, rows, standards, having, regions or {})), rows, facts.left_out)


def _standards(facts: Facts) -> dict[tuple[str, bool], Standard]:
    return {key[:2]: Standard("" if key.by_name else key.subject, title) for key, (title, _name) in facts.names.items()}


def _row(
    key: Key,
    cells: Sequence[Cell],
    standards: Mapping[tuple[str, bool], Standard],
    name: str,
    having: Mapping[tuple[str, bool], set[str]],
) -> Row:
    among = spreads(cell.stated for cell in cells)
    measures = to_lead(cell.stated for cell in cells)
    first = tuple(firsts(cell.stated, among) for cell in cells)
    return Row(
        standards[key[:2]],
        name if key.handling else "",
        key.action,
        tuple(cells),
        among,
        first,
        tuple(
            cell.region
            for cell, measured in zip(cells, first, strict=True)
            if measured and asks_least(cell.stated, among, measures)
        ),
        tuple(sorted(having[key[:2]] - {cell.region for cell in cells})),
    )


def _columns(
    codes: Sequence[str],
    rows: Iterable[Row],
    standards: Mapping[tuple[str, bool], Standard],
    having: Mapping[tuple[str, bool], set[str]],
    names: Mapping[str, str],
) -> Iterator[Column]:
    items, counted, led = Counter[str](), Counter[str](), Counter[str]()
    first = Counter[tuple[str, Measure]]()
    for row in rows:
        led.update(row.leaders)
        for cell, measures in zip(row.cells, row.firsts, strict=True):
            items[cell.region] += len(cell.paths)
            counted[cell.region] += 1
            first.update((cell.region, measure) for measure in measures)
    called = _called(codes, names)
    for code in codes:
        yield Column(
            code,
            called[code],
            level_of(code),
            items[code],
            counted[code],
            {measure: first[code, measure] for measure in Measure},
            led[code],
            tuple(standard for key, standard in standards.items() if code not in having[key]),
        )


def _called(codes: Sequence[str], names: Mapping[str, str]) -> dict[str, str]:
    """What to call each region: as the catalog does, else by its own name, with those above where two have it."""
    short = {code: names.get(code) or (region.name if (region := region_of(code)) else code) for code in codes}
    count = Counter(short.values())
    return {
        code: name if count[name] == 1 or code in names else full_name(code) or code for code, name in short.items()
    }
