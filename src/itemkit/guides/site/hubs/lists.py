"""Lists of items and of things with counts, as HTML. These run for each of the many links of a site: plain functions.

A list that is short stands open; a longer one is folded by group; a very long one only counts what each organ has and
leads to the organs' pages, so that no page grows with the catalog.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from itemkit.guides.html import text
from itemkit.guides.names import href
from itemkit.guides.site.hubs.grouped import Grouped, in_order, organ_page, region_page
from itemkit.guides.site.hubs.hub import groups_of
from itemkit.guides.site.rows import ItemRow
from itemkit.guides.uncoded import MARK

OPEN = 60
"""Items that stand open; more are folded."""
FOLDED = 400
"""Items that are folded; of more only the numbers are told."""
_MOST_LINES = 1200
"""Organs that are counted on one page; where there are more only their regions are."""

Tags = Callable[[ItemRow], Sequence[str]]
"""What is to be said beside an item."""


PREVIEW = f'<span class="mark">{MARK}</span>'
"""Said beside an item without a code."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Something with a page of its own, and how much there is of it."""

    title: str
    name: str
    """Its page."""
    count: int
    """-1: nothing is said of it."""
    aside: str = ""
    """What else is good to know, in a few words."""
    unit: str = "项"


def items(number: int) -> str:
    """How many items."""
    return f"{number:,} 项"


def link_html(said: str, name: str, top: str) -> str:
    """A link to a page of the site."""
    return f'<a href="{href(name, top)}">{text(said)}</a>'


def counted_html(things: Iterable[Counted], top: str, kind: str = "in-columns") -> str:
    """Things with their counts: ``in-columns``, ``in-lines`` (short names), or as ``tiles`` (few that matter most)."""
    rows = "".join(map(_counted(top), things))
    return f'<ul class="items counted {kind}" role="list">\n{rows}</ul>\n' if rows else ""


def _counted(top: str) -> Callable[[Counted], str]:
    def line(one: Counted) -> str:
        aside = f' <span class="aside">{text(one.aside)}</span>' if one.aside else ""
        count = f' <span class="count">{one.count:,} {one.unit}</span>' if one.count >= 0 else ""
        return f"<li>{link_html(one.title, one.name, top)}{aside}{count}</li>\n"

    return line


def rows_html(rows: Iterable[ItemRow], where: Callable[[ItemRow], str] | None = None, tags: Tags | None = None) -> str:
    """A list of items in their order, on a page one folder down.

    Args:
        rows: the items.
        where: which organ or region to say of each.
        tags: what else to say.
    """
    return f'<ul class="items rows" role="list">\n{"".join(_row(one, where, tags) for one in rows)}</ul>\n'


def _row(row: ItemRow, where: Callable[[ItemRow], str] | None, tags: Tags | None) -> str:
    said = [f'<span class="tag">{text(one)}</span>' for one in (tags(row) if tags else ())]
    if row.status:
        said.append(f'<span class="tag">{text(row.status)}</span>')
    if not row.code:
        said.append(PREVIEW)
    if where is not None:
        said = [f'<span class="where">{text(where(row))} {" ".join(said)}</span>']
    return f'<li><a href="{href(row.name, "../")}">{text(row.title)}</a> {" ".join(said)}</li>\n'


def named_first(key: str) -> tuple[bool, str]:
    """The order of organs and regions: by code, what names none at the end."""
    return not key, key


def folded_html(title: str, count: str, inner: str) -> str:
    """Something that opens when it is asked for."""
    return f'<details><summary>{text(title)} <span class="count">{text(count)}</span></summary>\n{inner}</details>\n'


def grouped_html(grouped: Grouped, rows: Sequence[ItemRow], tags: Tags | None = None) -> str:
    """Items by region, by organ where all are in one region; as open as their number allows.

    Args:
        grouped: the catalog around them.
        rows: the items, in any order.
        tags: what to say beside each.
    """
    if len(rows) > FOLDED:
        return _counts_html(grouped, rows)
    regions = {row.region for row in rows}
    by_region = len(regions) > 1
    name, page = (grouped.region_name, region_page) if by_region else (grouped.organ_name, organ_page)
    groups = groups_of(in_order(rows), lambda row: row.region if by_region else row.organ)
    where = (lambda row: grouped.organ_name(row.organ)) if by_region else None
    is_open = len(rows) <= OPEN
    made = []
    for key in sorted(groups, key=named_first):
        some = groups[key]
        inner = rows_html(some, where, tags)
        if is_open or len(groups) == 1:
            count = f'<span class="count">{items(len(some))}</span>'
            made.append(f"<h3>{link_html(name(key), page(key), '../')} {count}</h3>\n{inner}")
        else:
            made.append(folded_html(name(key), items(len(some)), inner))
    return "".join(made)


def _counts_html(grouped: Grouped, rows: Sequence[ItemRow]) -> str:
    """How many items there are in each region and of each organ, the regions' organs folded."""
    by_place = Counter((row.region, row.organ) for row in rows)
    by_region = Counter(row.region for row in rows)
    regions = sorted(by_region, key=named_first)
    if len(by_place) > _MOST_LINES:
        return counted_html(
            (Counted(grouped.region_name(code), region_page(code), by_region[code]) for code in regions), "../"
        )
    organs: dict[str, list[Counted]] = {}
    for region, organ in sorted(by_place, key=lambda place: named_first(place[1])):
        one = Counted(grouped.organ_name(organ), organ_page(organ), by_place[region, organ])
        organs.setdefault(region, []).append(one)
    note = '<p class="note">事项很多，这里按部门列出数目，点部门看它的全部事项。</p>\n'
    if len(regions) == 1:
        return note + counted_html(organs[regions[0]], "../")
    return note + "".join(
        folded_html(grouped.region_name(code), items(by_region[code]), counted_html(organs[code], "../"))
        for code in regions
    )
