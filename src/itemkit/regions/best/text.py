"""What a terminal shows, as lines and tables in turn: the figures, who is best, and what each other must change."""

from collections.abc import Callable, Iterator

from itemkit.language import _
from itemkit.regions.best import words as told
from itemkit.regions.best.best import Best, Lesson
from itemkit.regions.best.learning import Learner, Step
from itemkit.regions.matrix import words
from itemkit.regions.matrix.measures import Measure
from itemkit.regions.matrix.sheets import Sheet, Value

Shown = Callable[[str], str]
"""From a path in the catalog to what a person would type."""


def each_part(best: Best, shown: Shown) -> Iterator[str | Sheet]:
    """Lines and tables, in order; an empty line is an empty text, never two of them and none at the end.

    Args:
        best: who is best.
        shown: how paths are told.
    """
    is_apart = False
    for part in _each(best, shown):
        if part == "":
            is_apart = True
            continue
        if is_apart:
            yield ""
        is_apart = False
        yield part


def _each(best: Best, shown: Shown) -> Iterator[str | Sheet]:
    yield told.titled(best)
    yield ""
    texts: list[str] = []
    for number, lesson in enumerate(best.lessons, 1):
        if len(best.lessons) > 1:
            yield f"── {number}/{len(best.lessons)} {lesson.row.title}"
            yield ""
        sheet = figures(best, lesson)
        texts += [str(value) for row in sheet.rows for value in row]
        yield sheet
        yield ""
        yield from _verdict(best, lesson, shown)
        yield from _each_learner(best, lesson, shown)
    yield from _totals(best)
    yield ""
    yield from filter(None, (words.legend(texts), *told.notes(best)))


def figures(best: Best, lesson: Lesson) -> Sheet:
    """The regions of a row with their figures, the best first."""
    firsts = dict(zip((cell.region for cell in lesson.row.cells), lesson.row.firsts, strict=True))
    columns = ((_("地方"), 18), *((words.titled(measure), 12) for measure in Measure), (words.STAR, 4))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            best.names[cell.region] + words.several(cell),
            *(
                (f"{words.STAR} " if measure in firsts[cell.region] else "") + words.number_of(cell, measure)
                for measure in Measure
            ),
            stars,
        )
        for cell, stars in zip(lesson.ranking.cells, lesson.ranking.stars, strict=True)
    )
    return Sheet(lesson.row.title, columns, rows, texts=1)


def _verdict(best: Best, lesson: Lesson, shown: Shown) -> Iterator[str]:
    yield told.verdict(best, lesson)
    if shared := told.shared_out(best, lesson):
        yield shared
    if lesson.row.elsewhere:
        yield told.elsewhere(best, lesson)
    if lesson.model:
        yield told.model_of(shown(lesson.model))
    yield ""


def _each_learner(best: Best, lesson: Lesson, shown: Shown) -> Iterator[str | Sheet]:
    same = [one for one in lesson.learners if told.is_alike(one)]
    for one in lesson.learners:
        if one not in same:
            yield from _learner(best, lesson, one, shown)
    if same:
        names = dict.fromkeys(best.names[one.region] for one in same)
        yield told.nothing_to_change(told.of(list(names)))
        yield ""


def _learner(best: Best, lesson: Lesson, one: Learner, shown: Shown) -> Iterator[str | Sheet]:
    yield _("▶ {name}：{told}").format(name=best.names[one.region], told=told.to_change(one))
    yield shown(one.path)
    for path in told.standards_of(one):
        yield _("标准：{path}").format(path=shown(path))
    if doubt := told.doubt(one):
        yield doubt
    yield ""
    if one.lighter:
        yield _steps(one.lighter, is_model=False)
        yield ""
    if one.heavier:
        yield told.heavier(best, lesson, one)
        yield ""
        yield _steps(one.heavier, is_model=True)
        yield ""
    if one.unequal:
        yield told.unequal(one)
        yield ""
        yield _steps(one.unequal, is_model=False)
        yield ""
    if one.unclear:
        yield told.unclear(one, told.command(shown(one.path), shown(lesson.model)))
        yield ""


def _steps(steps: tuple[Step, ...], *, is_model: bool) -> Sheet:
    """Some steps, with the lines of the file to change, or of the best item's."""
    columns = ((_("变化"), 14), (_("内容"), 60), (_("范本的位置") if is_model else _("在哪里"), 14))
    rows = tuple(
        (told.by_how_much(one), told.what(one), told.line_of(one.model if is_model else one.there)) for one in steps
    )
    return Sheet("", columns, rows, texts=3)


def _totals(best: Best) -> Iterator[str | Sheet]:
    totals = best.totals
    if len(best.lessons) > 1:
        rows = tuple(told.overview_row(best, number, one) for number, one in enumerate(best.lessons, 1))
        yield "── " + _("汇总")
        yield ""
        yield Sheet(_("汇总"), told.overview_columns(), rows, texts=5)
        yield ""
    if len(totals) > 1:
        columns = told.total_columns()
        sums = (*(told.total_row(best, one) for one in totals), told.total_sum(best))
        yield "── " + _("若都做到")
        yield ""
        yield Sheet(_("若都做到"), columns, sums, texts=1)
        yield ""
    if any(lesson.ranking.best is not None for lesson in best.lessons):
        yield told.total(best)
