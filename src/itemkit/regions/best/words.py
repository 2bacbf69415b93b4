"""How it is told who is best and what the others have to change: sentences that the terminal and the page share."""

import shlex
from collections.abc import Iterator, Sequence

from itemkit.findings import Message
from itemkit.language import _, mark
from itemkit.regions.best.best import Best, Lesson, Total
from itemkit.regions.best.learning import Learner, Savings, Spot, Step, amount_of
from itemkit.regions.best.ranking import By, Ranking
from itemkit.regions.matrix import words
from itemkit.regions.matrix.facts import level_of
from itemkit.regions.matrix.measures import Measure

_LESS = {
    Measure.DAYS: mark("−{number} 工作日"),
    Measure.MATERIALS: mark("−{number} 份材料"),
    Measure.VISITS: mark("−{number} 次"),
    Measure.FEE: mark("−{number} 元"),
}
_MOST_NAMES = 8
_MOST_TEXT = 60
_CUT = 30
"""Characters that stay of a value where a sentence would be too long."""
_ELLIPSIS = "…"


def titled(best: Best) -> str:
    """The standard with its code."""
    return " ".join(filter(None, (best.standard.code, best.standard.name)))


def of(names: Sequence[str]) -> str:
    """Some regions, and how many more."""
    return words.listed(names, _MOST_NAMES)


def verdict(best: Best, lesson: Lesson) -> str:
    """Who is best, and why; or that nobody is."""
    ranking, names = lesson.ranking, best.names
    if len(ranking.cells) == 1:
        return _("只有{name}有，没有可以比的。").format(name=names[ranking.cells[0].region])
    if ranking.best is None:
        return _("分不出最好的：没有一项是哪个地方最少——都一样，或者写明的不到两个地方。")
    name = names[ranking.best.region]
    if ranking.best.region in lesson.row.leaders:
        told = _("最好的是{name}：写明的每一项都最少（领跑）").format(name=name)
    else:
        told = _("最好的是{name}：{reason}").format(name=name, reason=_reason(ranking, best.wish))
    equals = [names[one] for one in ranking.equals]
    if equals:
        told += _("；{names}和它并列，取层级高的，再取编码小的").format(names=of(equals))
    return _("{told}。").format(told=told)


def _reason(ranking: Ranking, wish: Measure | None) -> str:
    by = ranking.by
    if by is By.WISH and wish is not None:
        return _("按要求先看{measure}，它最少").format(measure=words.name_of(wish))
    if by is By.STARS or by is None:
        return _("最少的项最多，{count} 项").format(count=ranking.stars[0])
    if by.measure is not None:
        return _("★ 一样多，取{measure}少的").format(measure=words.name_of(by.measure))
    return _("最少的项有 {count} 项").format(count=ranking.stars[0])


def shared_out(best: Best, lesson: Lesson) -> str:
    """Which region asks least in what, where none does in all; else empty."""
    if lesson.ranking.best is None or lesson.row.leaders:
        return ""
    measures: dict[tuple[str, ...], list[str]] = {}
    for measure in Measure:
        if firsts := tuple(words.firsts_in(lesson.row, measure)):
            measures.setdefault(firsts, []).append(words.name_of(measure))
    parts = (
        _("{measure}最少的是{names}").format(measure=_("、").join(some), names=of([best.names[one] for one in firsts]))
        for firsts, some in measures.items()
    )
    return _("没有一个地方各项都最少：{parts}。").format(parts=_("，").join(parts))


def less(savings: Savings) -> str:
    """``−5 工作日、−1 份材料``; empty where nothing is saved that is counted."""
    return _("、").join(_(_LESS[measure]).format(number=number) for measure, number in savings.items())


def is_alike(learner: Learner) -> bool:
    """Whether there is nothing to say of an item: it is as the best one, as far as applicants are concerned."""
    return not (
        learner.lighter or learner.heavier or learner.unequal or learner.unclear or learner.names or learner.unread
    )


def to_change(learner: Learner) -> str:
    """How much an item has to change, and what that saves."""
    if learner.unread is not None:
        return _("没有比：{reason}").format(reason=learner.unread)
    if not learner.lighter:
        return _("没有要改的")
    told = _("要改 {count} 处").format(count=len(learner.lighter))
    saved = less(learner.savings)
    return _("{told}，{saved}").format(told=told, saved=saved) if saved else told


def doubt(learner: Learner) -> str:
    """That an item and the best one go by different names; empty where they do not."""
    if learner.names is None:
        return ""
    own, best = learner.names
    return _("它叫“{own}”，范本叫“{best}”：先看是不是一回事。").format(own=own, best=best)


def by_how_much(step: Step) -> str:
    """The measure of a step; of calendar days what they come to as well."""
    return "" if step.change.measure is None else str(step.change.measure)


def what(step: Step) -> str:
    """The step in a sentence of bearable length."""
    change = step.change
    told = str(change.message)
    if len(told) > _MOST_TEXT:
        values = {key: _shortened(value) for key, value in change.message.values.items()}
        told = str(Message(change.message.text, values))
    return _("{told}（{assumed}）").format(told=told, assumed=change.assumed) if change.assumed else told


def _shortened(value: object) -> object:
    told = str(Message("{value}", {"value": value}))
    return value if len(told) <= _CUT else told[: _CUT - 1] + _ELLIPSIS


def line_of(spot: Spot) -> str:
    """On which line of its file, or of the standard's, something has to be changed."""
    if spot.line is None:
        return _("还没有写")
    told = _("标准第 {line} 行") if spot.inherited else _("第 {line} 行")
    return told.format(line=spot.line)


def place_of(spot: Spot) -> str:
    """``items/a.yaml:12``: where it has to be changed, as editors and terminals open it."""
    if spot.line is None:
        return _("{path}（还没有写）").format(path=spot.path)
    place = f"{spot.path}:{spot.line}"
    return _("{place}（标准）").format(place=place) if spot.inherited else place


def model_of(path: str) -> str:
    """Which item to learn from."""
    return _("范本：{path}").format(path=path)


def elsewhere(best: Best, lesson: Lesson) -> str:
    """Regions that have the standard, only not this handling item."""
    return _("没有分出这个办理项的：{names}。").format(names=of([best.names[one] for one in lesson.row.elsewhere]))


def nothing_to_change(names: str) -> str:
    """Regions that are as light as the best."""
    return _("没有要改的：{names}。").format(names=names)


def heavier(best: Best, lesson: Lesson, learner: Learner) -> str:
    """A heading for what the best region asks more."""
    assert lesson.ranking.best is not None  # noqa: S101 (who learns, learns of somebody)
    name = best.names[lesson.ranking.best.region]
    return _("{name}反而更重的 {count} 处，不要照搬，倒可以照这里的改：").format(name=name, count=len(learner.heavier))


def unequal(learner: Learner) -> str:
    """A heading for what must be the same everywhere."""
    return _("各地应当一致却不一样的 {count} 处，先按依据核对：").format(count=len(learner.unequal))


def unclear(learner: Learner, command: str) -> str:
    """How many changes a person has to read, and how to see them."""
    return _("轻重要人读了才知道的 {count} 处：{command}").format(count=learner.unclear, command=command)


def command(own: str, model: str) -> str:
    """What shows all differences of two files."""
    return shlex.join(("itemkit", "diff", own, model))


def standards_of(learner: Learner) -> list[str]:
    """The files of standards in which something stands that has to be changed."""
    return sorted({step.there.path for step in learner.lighter if step.there.inherited})


def notes(best: Best) -> Iterator[str]:
    """What a reader has to know."""
    names = best.names
    steps = [step for lesson in best.lessons for one in lesson.learners for step in one.lighter]
    if any(step.there.inherited for step in steps):
        yield _("写在标准里的，在自己的文件里写得更轻就行；改标准，沿用它的地方都跟着改。")
    if any(amount_of(step.change)[0] is Measure.MATERIALS for step in steps) and any(
        amount_of(step.change)[0] is Measure.MATERIALS
        for lesson in best.lessons
        for one in lesson.learners
        for step in one.heavier
    ):
        yield _("减下来的材料和更重的材料可能是同一件事的两种写法，先对一下再改。")
    if len({level_of(cell.region) for lesson in best.lessons for cell in lesson.row.cells}) > 1:
        yield _("比的地方层级不同，办的可能是不同的环节；只比同级的用 --level。")
    if best.lacking:
        yield _("没有这个事项的：{names}。").format(names=of([names[one] for one in best.lacking]))
    if best.left_out.inactive:
        yield _("取消的和草稿没有列入：{count} 个事项。").format(count=best.left_out.inactive)


def total(best: Best) -> str:
    """What it comes to if all learn, in a sentence."""
    steps = sum(one.steps for one in best.lessons)
    if not steps:
        return _("没有要改的。")
    saved = less(best.savings)
    if not saved:
        return _("若都做到（{count} 处）：四项的数不变，办起来更方便。").format(count=steps)
    return _("若都做到（{count} 处）：{saved}。").format(count=steps, saved=saved)


def overview_columns() -> tuple[tuple[str, int], ...]:
    """The headings of the table of rows, where there are several."""
    return ((_("序号"), 6), (_("事项"), 40), (_("最好的"), 16), (_("要改几处"), 8), (_("若都做到"), 30))


def overview_row(best: Best, number: int, lesson: Lesson) -> tuple[str | int, ...]:
    """A row of that table."""
    first = lesson.ranking.best
    name = words.NOT_THERE if first is None else best.names[first.region]
    return number, lesson.row.title, name, lesson.steps, less(lesson.savings) or words.NOT_THERE


def total_columns() -> tuple[tuple[str, int], ...]:
    """The headings of the table of what regions can learn."""
    measures = ((words.titled(measure), 12) for measure in Measure)
    return ((_("地方"), 18), (_("事项数"), 8), (_("要改几处"), 8), *measures)


def total_row(best: Best, one: Total) -> tuple[str | int, ...]:
    """A row of that table."""
    return (best.names[one.region], one.items, one.steps, *_saved_each(one.savings))


def total_sum(best: Best) -> tuple[str | int, ...]:
    """The last row of that table."""
    totals = best.totals
    return (
        _("合计"), sum(one.items for one in totals), sum(one.steps for one in totals), *_saved_each(best.savings),
    )  # fmt: skip


def _saved_each(savings: Savings) -> Iterator[str]:
    for measure in Measure:
        yield f"−{savings[measure]}" if measure in savings else words.NOT_THERE
