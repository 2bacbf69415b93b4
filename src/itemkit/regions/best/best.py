"""Who does a standard best, and what the others would have to change: each row of the comparison with its lesson."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from itemkit.index.database import Index
from itemkit.model.plain import plain_name
from itemkit.model.uniformity import Judgement
from itemkit.regions.best.learning import Learner, Savings, Teacher, added
from itemkit.regions.best.ranking import Ranking, lightest, ranking_of
from itemkit.regions.best.which import Meant
from itemkit.regions.matrix.facts import Choice, LeftOut, each_item
from itemkit.regions.matrix.matrix import Column, Matrix, Row, matrix_of
from itemkit.regions.matrix.measures import Measure, Stated
from itemkit.regions.policy import Uniformity
from itemkit.source.trees import Tree
from itemkit.source.wholes import Reader


@dataclass(frozen=True, slots=True)
class Lesson:
    """A row of the comparison: who is best in it, and what the others can learn."""

    row: Row
    ranking: Ranking
    model: str
    """The file of the best region's item; of several the lightest. Empty where no region is best."""
    learners: tuple[Learner, ...]
    """All other items of the row, by region in the order of the ranking."""

    @property
    def steps(self) -> int:
        """How much there is to learn, all together."""
        return sum(len(one.lighter) for one in self.learners)

    @property
    def savings(self) -> Savings:
        """What is saved if all learn."""
        return added(one.savings for one in self.learners)


@dataclass(frozen=True, slots=True)
class Total:
    """What a region can learn in all rows."""

    region: str
    items: int
    """How many of its items have something to change."""
    steps: int
    savings: Savings


@dataclass(frozen=True, slots=True)
class Best:
    """Who does a standard best."""

    catalog: str
    """Its name; may be empty."""
    standard: Meant
    wish: Measure | None
    """The measure that counts before all else."""
    columns: tuple[Column, ...]
    """The regions that were looked at."""
    lessons: tuple[Lesson, ...]
    left_out: LeftOut
    names: Mapping[str, str]
    """What the regions are called, by code."""

    @property
    def lacking(self) -> tuple[str, ...]:
        """Regions that have nothing of the standard."""
        having = {cell.region for one in self.lessons for cell in one.row.cells}
        return tuple(one.code for one in self.columns if one.code not in having)

    @property
    def totals(self) -> tuple[Total, ...]:
        """What each region can learn; those with nothing to change are left out."""
        found: dict[str, list[Learner]] = {}
        for lesson in self.lessons:
            for one in lesson.learners:
                if one.lighter:
                    found.setdefault(one.region, []).append(one)
        return tuple(
            Total(region, len(several), sum(len(one.lighter) for one in several), added(one.savings for one in several))
            for region, several in sorted(found.items())
        )

    @property
    def savings(self) -> Savings:
        """What is saved if all learn everything."""
        return added(one.savings for one in self.lessons)


def best_of(
    index: Index,
    tree: Tree,
    standard: Meant,
    choice: Choice,
    *,
    wish: Measure | None = None,
    catalog: str = "",
    regions: Mapping[str, str] | None = None,
    uniformity: Mapping[str, Judgement] | None = None,
) -> Best:
    """Find the best of each row of a standard, and what the others would have to change.

    Args:
        index: the catalog.
        tree: its files.
        standard: which standard.
        choice: which regions; its standards do not count.
        wish: the measure that counts before all else; None: being first in the most counts.
        catalog: its name.
        regions: names of regions by code, before those of GB/T 2260.
        uniformity: how fields are judged, before the defaults: what must be equal is not to be learned.
    """
    chosen = replace(choice, standards=(standard.code,) if standard.code else ())
    matrix = matrix_of(index, chosen, catalog=catalog, regions=regions)
    figures = dict(each_item(index))
    reader, policy = Reader(tree), Uniformity(uniformity or {})
    lessons = tuple(_lesson(row, figures, reader, policy, wish) for row in _rows(matrix, standard))
    left_out = matrix.left_out if standard.code else LeftOut(0, 0, 0)
    names = {one.code: one.name for one in matrix.columns}
    return Best(catalog, standard, wish, matrix.columns, lessons, left_out, names)


def _rows(matrix: Matrix, standard: Meant) -> Iterator[Row]:
    plain = plain_name(standard.name)
    for row in matrix.rows:
        if row.standard.code == standard.code and (standard.code or plain_name(row.standard.name) == plain):
            yield row


def _lesson(
    row: Row, figures: Mapping[str, Stated], reader: Reader, policy: Uniformity, wish: Measure | None
) -> Lesson:
    ranking = ranking_of(row, wish)
    if ranking.best is None:
        return Lesson(row, ranking, "", ())
    model = lightest(ranking.best.paths, figures, wish)
    teacher = Teacher(reader, model, policy)
    learners = tuple(
        teacher.learner(cell.region, path) for cell in ranking.cells for path in cell.paths if path != model
    )
    return Lesson(row, ranking, model, learners)
