"""Standard items (标准事项): the list of them, and a page for each with what is the same everywhere and what is not."""

from collections.abc import Iterator, Sequence

from itemkit.guides import words
from itemkit.guides.fields import fact, facts, title_of
from itemkit.guides.html import block_html
from itemkit.guides.materials import count
from itemkit.guides.names import page_name
from itemkit.guides.page import Bullets, Entries, Entry, Fact, Lines
from itemkit.guides.site.hubs.comparison import Comparison, table_html
from itemkit.guides.site.hubs.grouped import Grouped
from itemkit.guides.site.hubs.hub import Hub, Part, groups_of, turned_pages, within
from itemkit.guides.site.hubs.lists import Counted, counted_html
from itemkit.guides.site.hubs.origin import origin_parts
from itemkit.guides.site.shared import SharedPage, key_of
from itemkit.model.content import Content, Limit
from itemkit.model.records import Standard

NAME, TITLE = "standards.html", "标准事项"
_AT_ONCE = 1000
"""Standard items on one page of the list."""
_SIDE_BY_SIDE = 120
"""Items in one table."""
_NO_DEPARTMENT = "没有写明主管部门"


def each_standard_page(grouped: Grouped) -> Iterator[SharedPage]:
    """The list of standard items and their pages: of those that the catalog has."""
    known = dict(sorted(grouped.context.standards.items()))
    counts = "\n".join(f"{code} {grouped.digest('standard', code)} {_regions(grouped, code)}" for code in known)

    def list_of(start: int, end: int) -> Hub:
        return _list(grouped, list(known.values()), start, end)

    yield from turned_pages(grouped.site, NAME, key_of(counts), len(known), _AT_ONCE, list_of)
    for code, standard in known.items():
        rows = grouped.standards.get(code, ())
        parent = known.get(standard.parent or "")
        key = key_of(
            grouped.mark(rows),
            grouped.names_key,
            grouped.digest("standard", code),
            (parent.name or "") if parent else "",
        )

        compared = Comparison(rows)

        def make(start: int, end: int, standard: Standard = standard, compared: Comparison = compared) -> Hub:
            return _standard(grouped, standard, compared, start, end)

        yield from turned_pages(grouped.site, page_name("standard", code), key, len(rows), _SIDE_BY_SIDE, make)


def _regions(grouped: Grouped, code: str) -> int:
    rows = grouped.standards.get(code)
    return len(set(rows.each("region")) - {""}) if rows else 0


def _list(grouped: Grouped, standards: Sequence[Standard], start: int, end: int) -> Hub:
    by_department = groups_of(standards, _department)
    order = sorted(
        by_department, key=lambda name: (name == _NO_DEPARTMENT, by_department[name][0].department or "", name)
    )
    parts = tuple(
        Part(
            f"department-{order.index(name) + 1}",
            name,
            counted_html((_counted(grouped, one) for one in some), ""),
            f"{len(by_department[name]):,} 项",
        )
        for name, some in within(((name, by_department[name]) for name in order), start, end)
    )
    intro: Lines = (
        f"共 {len(standards):,} 项标准事项。各地办的是同一件事，名称、依据、材料应当一致；点开看各地有什么不同。"
        if standards
        else "目录里没有标准事项。",
    )
    return Hub(TITLE, intro=intro, parts=parts)


def _department(standard: Standard) -> str:
    if standard.department_name:
        return standard.department_name
    return f"部门码 {standard.department}" if standard.department else _NO_DEPARTMENT


def _counted(grouped: Grouped, standard: Standard) -> Counted:
    code = standard.code or ""
    return Counted(standard.name or code, page_name("standard", code), _regions(grouped, code), unit="个地区")


def _standard(grouped: Grouped, standard: Standard, compared: Comparison, start: int, end: int) -> Hub:
    code = standard.code or ""
    rows = compared.rows
    regions = len({row.region for row in rows} - {""})
    told = f"{regions:,} 个地区的 {len(rows):,} 项事项按它办理。" if rows else "还没有按它办理的已发布事项。"
    parts = []
    if rows:
        caption = f"{standard.name}：各地对照"
        spread = "；".join(compared.ranges)
        note = f'<p class="note">{spread}。</p>\n' if spread else ""
        table = table_html(grouped, rows[start:end], compared.best, caption)
        parts.append(Part("regions", "各地对照", note + table, f"{len(rows):,} 项"))
    if not start:
        parts += _common_parts(standard)
    return Hub(
        standard.name or code,
        ((TITLE, NAME),),
        subtitle=tuple(one for one in (standard.type or "", standard.department_name or "") if one),
        code=("基本编码", code),
        intro=(told,),
        facts=tuple(_facts(grouped, standard)) if not start else (),
        parts=tuple(parts),
        is_wide=True,
    )


def _facts(grouped: Grouped, standard: Standard) -> Iterator[Fact]:
    """What is the same everywhere, in short."""
    yield from fact(standard.time_limit, "statutory", _limit)
    if standard.materials is not None:
        yield Fact(title_of(Content, "materials"), (count(standard.as_data()["materials"]),))
    if standard.fees is not None:
        yield Fact(title_of(Content, "fees"), ("、".join(one.name for one in standard.fees) or "不收费",))
    yield from fact(standard, "results", lambda several: "、".join(one.name for one in several))
    yield from facts(standard, "visits", "handling", "levels", "audience", "aliases", "themes")
    yield from fact(standard, "parent", lambda code: _parent(grouped, code))


def _limit(value: Limit) -> Lines:
    return (words.limit(value.days, value.unit), *([value.note] if value.note else []))


def _parent(grouped: Grouped, code: str) -> Lines:
    parent = grouped.context.standards.get(code)
    name = f"{parent.name}（{code}）" if parent else code
    return (grouped.context.link(name, "standard", code),)


def _common_parts(standard: Standard) -> Iterator[Part]:
    if standard.conditions:
        yield Part("conditions", title_of(Content, "conditions"), block_html(Bullets(tuple(standard.conditions)), ""))
    if standard.basis:
        entries = tuple(
            Entry(words.citation_link(one), facts(one, "organ", "text"), (one.kind,) if one.kind else ())
            for one in standard.basis
        )
        yield Part("basis", title_of(Content, "basis"), block_html(Entries(entries), ""))
    yield from origin_parts(standard, standard.extra)
