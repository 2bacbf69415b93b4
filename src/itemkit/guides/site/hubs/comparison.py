"""The same standard item, all regions side by side: one row an item, the best of each column said in words.

What is best is told of the whole table, also where it goes on over several pages. A limit in working days and one by
the calendar can't be compared, so a column that has both says nothing of the best; what an item doesn't state is 没写,
which is never best. Nor does any number of fees tell what is to be paid, so nothing is best there.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from itemkit.guides import words
from itemkit.guides.html import text
from itemkit.guides.names import href
from itemkit.guides.site.hubs.grouped import Grouped, organ_page, region_page
from itemkit.guides.site.hubs.lists import PREVIEW, link_html
from itemkit.guides.site.rows import Days, ItemRow

UNKNOWN = "没写"
_UNKNOWN_HTML = f'<span class="quiet">{UNKNOWN}</span>'

Measure = Callable[[ItemRow], int | None]


@dataclass(frozen=True, slots=True)
class Column:
    """Something that is compared."""

    title: str
    say: Callable[[ItemRow], str]
    """Plain text; empty: not stated."""
    measure: Measure | None = None
    """Less is better for the applicant; None: not stated."""
    ends: tuple[str, str] = ("最少", "最多")
    """What the least and the most are called."""
    unit: Callable[[ItemRow], str] | None = None
    """What the measure is in; those of several units aren't compared."""


def _said_days(days: Days | None) -> str:
    if days is None:
        return ""
    return words.limit(days.days, days.unit)


def _number(number: int, unit: str) -> str:
    return f"{number} {unit}" if number >= 0 else ""


def _stated(number: int) -> int | None:
    return number if number >= 0 else None


def _brought(row: ItemRow) -> int:
    return row.bring if row.materials >= 0 else -1


def _fee(row: ItemRow) -> str:
    return "不收费" if row.fees == 0 else f"{row.fees} 项收费" if row.fees > 0 else ""


def _unit(days: Days | None) -> str:
    return days.unit if days and days.days else ""


def _days(title: str, limit: Callable[[ItemRow], Days | None]) -> Column:
    def measure(row: ItemRow) -> int | None:
        found = limit(row)
        return found.days if found else None

    return Column(title, lambda row: _said_days(limit(row)), measure, ("最短", "最长"), lambda row: _unit(limit(row)))


COLUMNS = (
    _days("承诺办结时限", lambda row: row.promised),
    _days("法定办结时限", lambda row: row.statutory),
    Column("材料", lambda row: _number(row.materials, "项"), lambda row: _stated(row.materials)),
    Column("要带", lambda row: _number(_brought(row), "项"), lambda row: _stated(_brought(row))),
    Column("到现场", lambda row: _number(row.visits, "次"), lambda row: _stated(row.visits)),
    Column("收费", _fee),
    Column("网上办", lambda row: "能" if row.is_online else ""),
)


def order(row: ItemRow) -> tuple[object, ...]:
    """By region code; those that name no region at the end."""
    return (not row.region, row.region, row.organ, row.title, row.name)


def best_of(rows: Sequence[ItemRow]) -> list[int | None]:
    """The best of each column; None where there is none, or where all are alike."""
    return [_best(column, rows) for column in COLUMNS]


def _best(column: Column, rows: Sequence[ItemRow]) -> int | None:
    if column.measure is None:
        return None
    measures = {found for row in rows if (found := column.measure(row)) is not None}
    units = {unit for row in rows if (unit := column.unit(row))} if column.unit else set()
    return min(measures) if len(measures) > 1 and len(units) <= 1 else None


class Comparison:
    """All items of a standard item beside each other; worked out once for all pages that its table takes."""

    def __init__(self, rows: Sequence[ItemRow]) -> None:
        """Of these rows, in any order."""
        self._rows = rows

    @cached_property
    def rows(self) -> Sequence[ItemRow]:
        """In the order of the table."""
        return sorted(self._rows, key=order)

    @cached_property
    def best(self) -> Sequence[int | None]:
        """See `best_of`."""
        return best_of(self._rows)

    @cached_property
    def ranges(self) -> Sequence[str]:
        """How far apart the rows are, for each column where they differ: 材料最少 3 项，最多 7 项."""
        return list(self._each_range())

    def _each_range(self) -> Iterator[str]:
        for column, best in zip(COLUMNS, self.best, strict=True):
            if column.measure is not None and best is not None:
                stated = {measure: row for row in self.rows if (measure := column.measure(row)) is not None}
                least, most = column.say(stated[min(stated)]), column.say(stated[max(stated)])
                yield f"{column.title}{column.ends[0]} {least}，{column.ends[1]} {most}"


def table_html(grouped: Grouped, rows: Sequence[ItemRow], best: Sequence[int | None], caption: str) -> str:
    """The table of some rows.

    Args:
        grouped: the catalog around them.
        rows: the rows to show, in their order.
        best: what `best_of` says of all rows of the standard item.
        caption: what the table is called.
    """
    titles = ["地区", "部门", "事项", *(column.title for column in COLUMNS)]
    head = "".join(f'<th role="columnheader" scope="col">{text(title)}</th>' for title in titles)
    body = "".join(_row(grouped, row, best) for row in rows)
    return (
        '<div class="side-by-side" role="region" aria-labelledby="comparison-caption" tabindex="0">\n'
        '<table class="comparison" role="table" aria-labelledby="comparison-caption">\n'
        f'<caption id="comparison-caption" class="visually-hidden">{text(caption)}</caption>\n'
        f'<thead role="rowgroup">\n<tr role="row">{head}</tr>\n</thead>\n'
        f'<tbody role="rowgroup">\n{body}</tbody>\n</table>\n</div>\n'
    )


def _row(grouped: Grouped, row: ItemRow, best: Sequence[int | None]) -> str:
    marks = f' <span class="tag">{text(row.status)}</span>' if row.status else ""
    marks += "" if row.code else f" {PREVIEW}"
    region = link_html(grouped.region_name(row.region), region_page(row.region), "../")
    cells = [
        f'<th role="rowheader" scope="row">{region}</th>',
        _cell("部门", link_html(grouped.organ_name(row.organ), organ_page(row.organ), "../")),
        _cell("事项", f'<a href="{href(row.name, "../")}">{text(row.title)}</a>{marks}'),
    ]
    for column, least in zip(COLUMNS, best, strict=True):
        said = column.say(row)
        is_best = least is not None and column.measure is not None and column.measure(row) == least
        mark = f' <strong class="best">{column.ends[0]}</strong>' if is_best else ""
        cells.append(_cell(column.title, (text(said) if said else _UNKNOWN_HTML) + mark))
    return f'<tr role="row">{"".join(cells)}</tr>\n'


def _cell(label: str, inner: str) -> str:
    return f'<td role="cell" data-label="{label}"><span>{inner}</span></td>'
