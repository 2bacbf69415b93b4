"""Which region does a thing best: first in the most measures; what decides where several are.

Nobody is best by keeping silent: what is not stated comes last. Where no region is first in anything, none is best.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import inf

from itemkit.model.regions import stem_of
from itemkit.regions.matrix.facts import Cell
from itemkit.regions.matrix.matrix import Row
from itemkit.regions.matrix.measures import Measure, Number, Stated


class By(Enum):
    """What puts the best region before the next."""

    WISH = "wish"
    """It asks least in the measure that counts most."""
    STARS = "stars"
    """It is first in more measures."""
    DAYS = "days"
    MATERIALS = "materials"
    VISITS = "visits"
    FEE = "fee"
    PLACE = "place"
    """Nothing but its level and code: the next is as good."""

    @property
    def measure(self) -> Measure | None:
        """The measure that breaks a tie, if one does."""
        return Measure(self.value) if self in _TIES else None


_TIES = (By.DAYS, By.MATERIALS, By.VISITS, By.FEE)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The regions of a row, the best first."""

    cells: tuple[Cell, ...]
    stars: tuple[int, ...]
    """For each in how many measures it is first."""
    by: By | None
    """What decided; None: no region is best, or there is only one."""
    equals: tuple[str, ...] = ()
    """Regions that are as good as the best in every respect."""

    @property
    def best(self) -> Cell | None:
        """The best region."""
        return self.cells[0] if self.by is not None else None


def ranking_of(row: Row, wish: Measure | None) -> Ranking:
    """Rank the regions of a row.

    Args:
        row: what is compared.
        wish: the measure that counts before all else; None: being first in the most counts.
    """
    placed = sorted(
        ((_rank(cell, len(firsts), wish), cell) for cell, firsts in zip(row.cells, row.firsts, strict=True)),
        key=lambda one: one[0],
    )
    cells = tuple(cell for _rank_of, cell in placed)
    stars = tuple(-int(rank[1]) for rank, _cell in placed)
    if len(placed) == 1 or not any(stars):
        return Ranking(cells, stars, None)
    best, second = placed[0][0], placed[1][0]
    by = next(by for by, one, other in zip(By, best, second, strict=False) if one != other or by is By.PLACE)
    equals = tuple(cell.region for rank, cell in placed[1:] if rank[: len(By) - 1] == best[: len(By) - 1])
    return Ranking(cells, stars, by, equals)


def lightness(stated: Stated, wish: Measure | None) -> tuple[Number, ...]:
    """By what to put the lighter first: the measure that counts most, then all in their order."""
    wished = 0 if wish is None else stated.numbers.get(wish, inf)
    return (wished, *(stated.numbers.get(measure, inf) for measure in Measure))


def _rank(cell: Cell, stars: int, wish: Measure | None) -> tuple[Number, ...]:
    """In the order of `By`, then the code: no two are equal."""
    wished, *measures = lightness(cell.stated, wish)
    return (wished, -stars, *measures, len(stem_of(cell.region)), int(cell.region))


def lightest(paths: Sequence[str], figures: Mapping[str, Stated], wish: Measure | None) -> str:
    """The item to learn from, of several of one region."""
    return min(paths, key=lambda path: (lightness(figures[path], wish), path))
