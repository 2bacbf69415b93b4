"""The figures as sheets: a title, rows, and what of them can be drawn. The terminal and the page show the same ones."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from itemkit.findings import Severity
from itemkit.language import _, current, mark
from itemkit.model.vocabulary import Vocabularies
from itemkit.stats.figures import Compression, Count, Figures, Limits, Share, Spread, Stats

Cell = str | int

_MOST_MATERIALS = 12
_MOST_VISITS = 5
"""From so many on, one column of the plot stands for all."""
TITLES = {
    "type": mark("事项类型"),
    "level": mark("行使层级"),
    "region": mark("区划"),
    "organ": mark("实施主体"),
    "status": mark("事项状态"),
}
"""What each key of `figures.KEYS` is called."""
_SEVERITIES = {Severity.ERROR: mark("错误"), Severity.WARNING: mark("警告"), Severity.INFO: mark("提示")}


class Plot(Enum):
    """How a sheet is drawn."""

    NONE = "none"
    BARS = "bars"
    """A bar for each row."""
    COLUMNS = "columns"
    """A histogram."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn of one value."""

    label: str
    value: int
    share: float | None = None
    """Of all, from 0 to 1; None: it means nothing here."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, and perhaps a plot of it."""

    name: str
    """Stays the same in every language."""
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    plot: Plot = Plot.NONE
    marks: tuple[Mark, ...] = ()
    note: str = ""

    @property
    def is_numeric(self) -> tuple[bool, ...]:
        """For each column whether it has only numbers, and dashes in the place of numbers."""
        return tuple(all(_is_numeric(row[place]) for row in self.rows) for place in range(len(self.columns)))


def sheets_of(stats: Stats, rules: Mapping[str, tuple[str, str]]) -> tuple[Sheet, ...]:
    """All sheets, in the order in which they are read.

    Args:
        stats: the figures.
        rules: name and first line of each rule, by code.
    """
    sheets = [_overview(stats.figures), _limits(stats.figures)]
    if stats.by:
        sheets.append(_groups(stats))
    sheets += [_counts(key, several) for key, several in stats.counts.items()]
    sheets.append(_histogram("materials", _("申请材料的份数"), _("份数"), stats.materials, _MOST_MATERIALS))
    sheets.append(_histogram("visits", _("到办事现场次数"), _("次数"), stats.visits, _MOST_VISITS))
    sheets.append(_rules(stats, rules))
    return tuple(sheets)


def percent(ratio: float | None) -> str:
    """A ratio as people read it; a dash where there is none."""
    return "–" if ratio is None else f"{ratio:.1%}"


def number(value: float | None) -> str:
    """A number with at most one decimal; a dash where there is none."""
    return "–" if value is None else f"{value:.1f}".removesuffix(".0")


def _is_numeric(cell: Cell) -> bool:
    return isinstance(cell, int) or re.fullmatch(r"–|-?[0-9.]+%?", cell) is not None


def _overview(figures: Figures) -> Sheet:
    rows = [
        (_("事项数"), str(figures.items), ""),
        (_("即办件占比"), *_of(figures.instant, _("写明办件类型的"))),
        (_("承诺时限压缩率"), *_compressed(figures.compression)),
        (_("平均每个事项的材料"), *_average(figures.materials)),
        (_("平均到现场次数"), *_average(figures.visits)),
        (_("不用到现场的占比"), *_of(figures.no_visit, _("写明到现场次数的"))),
        (_("至多到现场一次的占比"), *_of(figures.one_visit, _("写明到现场次数的"))),
        (_("可以网上办的占比"), *_of(figures.online, _("全部"))),
        (_("写明不收费的占比"), *_of(figures.free, _("全部"))),
    ]
    return Sheet("overview", _("总览"), (_("指标"), _("数值"), _("怎样算的")), tuple(rows))


def _of(share: Share, whole: str) -> tuple[str, str]:
    return percent(share.ratio), _("{part} / {of}，分母是{whole}").format(part=share.part, of=share.of, whole=whole)


def _average(spread: Spread) -> tuple[str, str]:
    return number(spread.mean), _("{items} 个事项，中位数 {median}").format(
        items=spread.items, median=number(spread.median)
    )


def _compressed(one: Compression) -> tuple[str, str]:
    how = _("1 − {promised} / {statutory} 天，{items} 个事项的法定和承诺时限单位相同")
    return percent(one.ratio), how.format(promised=one.promised, statutory=one.statutory, items=one.items)


def _limits(figures: Figures) -> Sheet:
    columns = (
        _("单位"), _("法定：事项"), _("法定：平均"), _("法定：中位数"),
        _("承诺：事项"), _("承诺：平均"), _("承诺：中位数"), _("两者都有的事项"), _("压缩率"),
    )  # fmt: skip
    return Sheet("limits", _("办结时限"), columns, tuple(_limit_row(one) for one in figures.limits))


def _limit_row(limits: Limits) -> tuple[Cell, ...]:
    statutory, promised, compression = limits.statutory, limits.promised, limits.compression
    return (
        word_of("time_unit", limits.unit),
        statutory.items, number(statutory.mean), number(statutory.median),
        promised.items, number(promised.mean), number(promised.median),
        compression.items, percent(compression.ratio),
    )  # fmt: skip


def _groups(stats: Stats) -> Sheet:
    unit = stats.figures.limits[0].unit if stats.figures.limits else ""
    columns = (
        _(TITLES[stats.by]), _("事项数"), _("即办件"), _("法定平均"), _("承诺平均"), _("压缩率"),
        _("材料"), _("到现场"), _("不到现场"), _("至多一次"), _("网上办"), _("不收费"),
    )  # fmt: skip
    rows = tuple(_group_row(_full_name(stats.by, one.value, one.name), one.figures, unit) for one in stats.groups)
    note = _("法定平均和承诺平均的单位是{unit}。").format(unit=word_of("time_unit", unit)) if unit else ""
    title = _("各项指标，按{key}").format(key=_(TITLES[stats.by]))
    return Sheet("by", title, columns, rows, note=note)


def _group_row(name: str, figures: Figures, unit: str) -> tuple[Cell, ...]:
    limits = next((one for one in figures.limits if one.unit == unit), None)
    return (
        name,
        figures.items,
        percent(figures.instant.ratio),
        number(limits.statutory.mean if limits else None),
        number(limits.promised.mean if limits else None),
        percent(figures.compression.ratio),
        number(figures.materials.mean),
        number(figures.visits.mean),
        percent(figures.no_visit.ratio),
        percent(figures.one_visit.ratio),
        percent(figures.online.ratio),
        percent(figures.free.ratio),
    )


def _counts(key: str, counts: Sequence[Count]) -> Sheet:
    whole = sum(one.items for one in counts)
    marks = tuple(Mark(_name(key, one.value, one.name), one.items, one.items / whole) for one in counts)
    rows = tuple((_full_name(key, one.value, one.name), one.items, percent(one.items / whole)) for one in counts)
    title = _("按{key}").format(key=_(TITLES[key]))
    return Sheet(key, title, (_(TITLES[key]), _("事项数"), _("占比")), rows, Plot.BARS, marks)


def _histogram(name: str, title: str, axis: str, counted: Sequence[tuple[int, int]], most: int) -> Sheet:
    whole = sum(items for _value, items in counted)
    rows = tuple((value, items, percent(items / whole)) for value, items in counted)
    by_value = dict(counted)
    highest = max(by_value, default=-1)
    marks = [Mark(str(value), by_value.get(value, 0)) for value in range(min(highest, most - 1) + 1)]
    if highest >= most:
        marks.append(Mark(f"≥{most}", sum(items for value, items in counted if value >= most)))
    return Sheet(name, title[:1].upper() + title[1:], (axis, _("事项数"), _("占比")), rows, Plot.COLUMNS, tuple(marks))


def _rules(stats: Stats, rules: Mapping[str, tuple[str, str]]) -> Sheet:
    rows = tuple((one.code, *rules[one.code], _(_SEVERITIES[one.severity]), one.findings) for one in stats.rules)
    by_number = sorted(stats.rules, key=lambda one: -one.findings)
    marks = tuple(Mark(f"{one.code} {rules[one.code][0]}", one.findings) for one in by_number)
    note = _("另有 {count} 处发现已被忽略或记入基线。").format(count=stats.suppressed) if stats.suppressed else ""
    columns = (_("编号"), _("规则"), _("说明"), _("级别"), _("发现"))
    return Sheet("rules", _("检查发现，按规则"), columns, rows, Plot.BARS, marks, note)


def _name(key: str, value: str | None, name: str) -> str:
    """What a value is called: a word in the current language, a code by its name."""
    if value is None:
        return _("没有写")
    return name if name != value else word_of(key, value)


def _full_name(key: str, value: str | None, name: str) -> str:
    """The same, with the code: two organs may have one name."""
    short = _name(key, value, name)
    return f"{short} {value}" if value is not None and name != value else short


def word_of(vocabulary: str, word: str) -> str:
    """A word of a vocabulary in the current language; a catalog's own stays as it is."""
    known = Vocabularies.builtin().get(vocabulary)
    entry = known.entry(word) if known is not None and current() == "en" else None
    return entry.english if entry is not None and entry.english else word
