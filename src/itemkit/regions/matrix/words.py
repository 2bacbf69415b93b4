"""How the comparison is told: names of measures, what stands in a cell, and what a reader has to know."""

from collections.abc import Iterable, Sequence

from itemkit.language import _, mark
from itemkit.regions.matrix.facts import Cell
from itemkit.regions.matrix.matrix import Matrix, Row
from itemkit.regions.matrix.measures import Measure, Number, Spread

_NAMES = {
    Measure.DAYS: mark("承诺时限"),
    Measure.MATERIALS: mark("申请材料"),
    Measure.VISITS: mark("到现场次数"),
    Measure.FEE: mark("收费"),
}
_UNITS = {
    Measure.DAYS: mark("工作日"), Measure.MATERIALS: mark("份"), Measure.VISITS: mark("次"), Measure.FEE: mark("元"),
}  # fmt: skip
_TOLD = {
    Measure.DAYS: mark("{number} 工作日"),
    Measure.MATERIALS: mark("{number} 份"),
    Measure.VISITS: mark("{number} 次"),
    Measure.FEE: mark("{number} 元"),
}
STAR = "★"
ABOUT = "≈"
NOT_THERE = "—"


def name_of(measure: Measure) -> str:
    """What a measure is called."""
    return _(_NAMES[measure])


def titled(measure: Measure) -> str:
    """Its name with the unit."""
    return _("{name}（{unit}）").format(name=name_of(measure), unit=_(_UNITS[measure]))


def not_a_number(cell: Cell, measure: Measure) -> str:
    """What stands where there is no number: a tariff, or that nothing is stated."""
    is_tariff = measure is Measure.FEE and cell.stated.is_by_tariff
    return _("按标准") if is_tariff else _("未写")


def number_of(cell: Cell, measure: Measure) -> str:
    """The number of a cell, or what stands in its place."""
    number = cell.stated.numbers.get(measure)
    if number is None:
        return not_a_number(cell, measure)
    return f"{ABOUT}{number}" if is_about(cell, measure) else str(number)


def is_about(cell: Cell, measure: Measure) -> bool:
    """Whether the number is worked out from calendar days."""
    return measure is Measure.DAYS and cell.stated.is_converted


def in_words(cell: Cell, measure: Measure) -> str:
    """The number of a cell with its unit."""
    number = cell.stated.numbers.get(measure)
    if number is None:
        return _("{measure}{state}").format(measure=name_of(measure), state=not_a_number(cell, measure))
    if measure is Measure.FEE and number == 0:
        return _("不收费")
    return _(_TOLD[measure]).format(number=number_of(cell, measure))


def several(cell: Cell) -> str:
    """How many items the cell stands for; empty for one."""
    return _("（{count} 项）").format(count=len(cell.paths)) if len(cell.paths) > 1 else ""


def elsewhere() -> str:
    """What stands where a region has the standard, only not this handling item."""
    return _("另分")


def span(spread: Spread | None) -> str:
    """From the least to the most; a dash where there are not two to compare."""
    if spread is None or not spread.is_comparison:
        return NOT_THERE
    return str(spread.least) if spread.difference == 0 else f"{spread.least}–{spread.most}"


def span_in_words(spread: Spread | None, measure: Measure) -> str:
    """From the least to the most with the unit; a dash where there are not two to compare."""
    told = span(spread)
    if measure is Measure.FEE and told == "0":
        return _("不收费")
    return told if told == NOT_THERE else _(_TOLD[measure]).format(number=told)


def difference(spread: Spread | None) -> Number | str:
    """From the least to the most; a dash where there are not two to compare."""
    return spread.difference if spread is not None and spread.is_comparison else NOT_THERE


def listed(names: Sequence[str], most: int) -> str:
    """Some names, and how many more."""
    shown = _("、").join(names[:most])
    return shown if len(names) <= most else _("{names}等 {count} 个").format(names=shown, count=len(names))


def firsts_in(row: Row, measure: Measure) -> list[str]:
    """The codes of the regions that are first in a measure."""
    return [cell.region for cell, measures in zip(row.cells, row.firsts, strict=True) if measure in measures]


def legend(texts: Iterable[str]) -> str:
    """What the marks mean that come in some texts."""
    whole = "\n".join(texts)
    known = (
        (STAR, _("★ 最少的")),
        (ABOUT, _("≈ 由自然日折算（7 自然日 = 5 工作日）")),
        (_("未写"), _("未写：有这个事项，没有写这一项")),
        (_("按标准"), _("按标准：收费没有写成金额")),
        (elsewhere(), _("另分：有这个标准，没有分出这个办理项")),
        (NOT_THERE, _("— 没有，或者没有两个可以比")),
    )
    return _("；").join(told for sign, told in known if sign in whole)


def notes(matrix: Matrix) -> tuple[str, ...]:
    """How it was compared, and what is in no row."""
    return (
        _(
            "一行是一个标准事项（基本编码）；有的地方把它分成几个名称不同的办理项的，一个办理项一行；只差标点的名称算相同。"
        ),
        _("承诺时限按工作日比，自然日按 7 自然日 = 5 工作日折算，标 ≈。"),
        _(
            "材料是申请人要拿来的份数：不算非必要的和共享的，任选其一的算一份，只在某种情形下才要的也算；"
            "一份也没有写的算未写。"
        ),
        _("收费是各项金额之和，不看按什么计；有一项没有写金额（人民币）的算按标准，和金额不比，但不收费总是更少。"),
        _("同一格有几个事项的，每一项取最少的。"),
        _("★ 给最少的地方；写明的都一样时谁也没有。没有写的不算最少。"),
        _("领跑：有人写明的每一项都最少，并且至少有一项得 ★。"),
        *left_out(matrix),
    )


def left_out(matrix: Matrix) -> tuple[str, ...]:
    """What is in no row."""
    left, told = matrix.left_out, list[str]()
    if left.inactive:
        told.append(_("取消的和草稿没有列入：{count} 个事项。").format(count=left.inactive))
    if left.nowhere:
        told.append(_("没有区划、实施主体也没有区划的没有列入：{count} 个事项。").format(count=left.nowhere))
    if left.alone:
        told.append(
            _("既没有标准、也没有编码，名称又只有一个地方用的没有列入：{count} 个事项。").format(count=left.alone)
        )
    return tuple(told)
