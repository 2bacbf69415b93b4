"""Who is best and what the others have to change, as one page of HTML: no script, no request, nothing else needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from itemkit.language import _, current
from itemkit.pages import NOTHING_ELSE, Figure, environment, figures_style
from itemkit.regions.best import words as told
from itemkit.regions.best.best import Best, Lesson
from itemkit.regions.best.learning import Learner, Step
from itemkit.regions.best.text import figures
from itemkit.regions.matrix import words
from itemkit.regions.matrix.measures import Measure
from itemkit.regions.matrix.sheets import Sheet

if TYPE_CHECKING:
    import jinja2

_MOST_LEARNERS = 300
"""Items that are told one by one; more than that nobody reads on a page."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps of one sort."""

    heading: str
    steps: tuple[Step, ...]
    is_model: bool = False
    """Whether the places are those in the best item's file."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """An item with all that is told of it."""

    learner: Learner
    name: str
    several: tuple[Steps, ...]
    unclear: str


@dataclass(frozen=True, slots=True)
class Part:
    """A row of the comparison."""

    lesson: Lesson
    id: str
    sheet: Sheet
    pupils: tuple[Pupil, ...]
    alike: str
    """The regions with nothing to change."""


def page(best: Best) -> str:
    """The page."""
    parts, hidden = _parts(best)
    several = len(best.lessons) > 1
    overview = [told.overview_row(best, number, one) for number, one in enumerate(best.lessons, 1)] if several else []
    totals = [told.total_row(best, one) for one in best.totals]
    return _template().render(
        language="zh-CN" if current() == "zh" else "en",
        policy=NOTHING_ELSE,
        style=_style(),
        best=best,
        figures=list(_figures(best)),
        parts=parts,
        hidden=hidden,
        overview=list(zip(parts, overview, strict=False)),
        totals=[*totals, told.total_sum(best)] if len(totals) > 1 else [],
        notes=[*filter(None, (words.legend(_texts(parts)), *told.notes(best)))],
        told=told,
        star=words.STAR,
    )


def _figures(best: Best) -> Iterator[Figure]:
    regions = {cell.region for lesson in best.lessons for cell in lesson.row.cells}
    items = sum(len(cell.paths) for lesson in best.lessons for cell in lesson.row.cells)
    yield Figure(_("地方"), str(len(regions)), _("{count} 个事项").format(count=items))
    steps = sum(one.steps for one in best.lessons)
    yield Figure(_("要改几处"), str(steps), _("{count} 个事项").format(count=sum(one.items for one in best.totals)))
    for measure in Measure:
        if measure in best.savings:
            yield Figure(words.titled(measure), f"−{best.savings[measure]}", _("若都做到"))


def _parts(best: Best) -> tuple[list[Part], int]:
    """The rows, and how many items are not told one by one."""
    room, hidden, parts = _MOST_LEARNERS, 0, []
    for number, lesson in enumerate(best.lessons, 1):
        different = [one for one in lesson.learners if not told.is_alike(one)]
        alike = dict.fromkeys(best.names[one.region] for one in lesson.learners if told.is_alike(one))
        shown = different[:room]
        room -= len(shown)
        hidden += len(different) - len(shown)
        pupils = tuple(_pupil(best, lesson, one) for one in shown)
        parts.append(Part(lesson, f"row-{number}", figures(best, lesson), pupils, told.of(list(alike))))
    return parts, hidden


def _pupil(best: Best, lesson: Lesson, one: Learner) -> Pupil:
    several = (
        Steps("", one.lighter),
        Steps(told.heavier(best, lesson, one), one.heavier, is_model=True),
        Steps(told.unequal(one), one.unequal),
    )
    unclear = told.command(one.path, lesson.model) if one.unclear else ""
    return Pupil(one, best.names[one.region], tuple(some for some in several if some.steps), unclear)


def _texts(parts: list[Part]) -> Iterator[str]:
    return (str(value) for part in parts for row in part.sheet.rows for value in row)


@cache
def _style() -> str:
    return figures_style() + "\n" + (files("itemkit.regions.best") / "templates" / "best.css").read_text("utf-8")


@cache
def _template() -> "jinja2.Template":
    made = environment("itemkit.regions.best")
    made.globals |= {"_": _}
    return made.get_template("best.html")
