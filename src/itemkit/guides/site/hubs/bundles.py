"""Bundles (一件事): the list of them by stage, and a page for each with its items in order and when they apply."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from itemkit.guides import words
from itemkit.guides.fields import fact, facts, title_of
from itemkit.guides.html import block_html, text
from itemkit.guides.names import page_name
from itemkit.guides.page import Entries, Entry, Fact, Facts, Lines, SiteLink, Steps, Value
from itemkit.guides.site.hubs.grouped import Grouped, in_order, region_page
from itemkit.guides.site.hubs.hub import Hub, Part, hub_page, turned_pages, within
from itemkit.guides.site.hubs.lists import PREVIEW, Counted, counted_html, items
from itemkit.guides.site.hubs.members import Member, each_row
from itemkit.guides.site.hubs.origin import origin_parts
from itemkit.guides.site.hubs.topics import all_stages, bundles_of
from itemkit.guides.site.rows import ItemRow
from itemkit.guides.site.shared import SharedPage, key_of
from itemkit.guides.uncoded import MARK
from itemkit.model.records import Bundle, Figures

NAME, TITLE = "bundles.html", "一件事"
_AT_ONCE = 600
"""Bundles on one page of the list."""
_MOST_ROWS = 12
"""Items of the places for one standard item; where there are more, its own page has them."""
_NO_STAGE = "没有写明阶段"


def each_bundle_page(grouped: Grouped) -> Iterator[SharedPage]:
    """The list of bundles and their pages."""
    every = {stage: bundles_of(grouped, stage) for stage in (*all_stages(grouped), None)}
    by_stage = {stage or _NO_STAGE: several for stage, several in every.items() if several}

    def list_of(start: int, end: int) -> Hub:
        return _list(by_stage, start, end)

    yield from turned_pages(grouped.site, NAME, key_of(repr(by_stage)), len(grouped.bundles), _AT_ONCE, list_of)
    for path, bundle in grouped.bundles.items():
        members = grouped.members[path]
        standards = repr([_standard_name(grouped, one) for one in members])
        rows = [row for member in members for row in member.rows]
        split = repr([len(member.rows) for member in members])
        known = str(bundle.region in grouped.regions)
        key = key_of(grouped.digest("bundle", path), grouped.mark(rows), split, standards, grouped.names_key, known)

        def make(bundle: Bundle = bundle, members: Sequence[Member] = members) -> Hub:
            return _bundle(grouped, bundle, members)

        yield hub_page(grouped.site, page_name("bundle", path), key, make)


def _list(by_stage: Mapping[str, Sequence[Counted]], start: int, end: int) -> Hub:
    order = list(by_stage)
    parts = tuple(
        Part(f"stage-{order.index(stage) + 1}", stage, counted_html(some, "", "tiles"), f"{len(by_stage[stage]):,} 件")
        for stage, some in within(by_stage.items(), start, end)
    )
    number = sum(map(len, by_stage.values()))
    intro = (
        f"共 {number:,} 件。一件事把几个事项合在一起办：一次告知、一表申请、一套材料。"
        if number
        else "目录里没有一件事。"
    )
    return Hub(TITLE, intro=(intro,), parts=parts)


def _bundle(grouped: Grouped, bundle: Bundle, members: Sequence[Member]) -> Hub:
    found = sum(1 for _ in each_row(members))
    missing = sum(not member.rows for member in members)
    said = f"由 {len(members)} 项事项组成。" + (f"其中 {missing} 项没有发布。" if missing else "")
    listed = " ".join(one for one in (bundle.list_ or "", f"{bundle.year} 年" if bundle.year else "") if one)
    return Hub(
        bundle.name,
        ((TITLE, NAME),),
        subtitle=tuple(one for one in (listed, bundle.batch or "") if one),
        intro=(said,) if found else (said, "还没有已发布的事项可以看。"),
        facts=tuple(_facts(grouped, bundle)),
        parts=tuple(_parts(grouped, bundle, members)),
    )


def _facts(grouped: Grouped, bundle: Bundle) -> Iterator[Fact]:
    if bundle.stage:
        yield Fact("阶段", (SiteLink(bundle.stage, page_name("stage", bundle.stage)),))
    if bundle.region:
        yield Fact("地区", (_region(grouped, bundle.region),))
    yield from fact(bundle, "lead", grouped.context.organ_link)
    yield from fact(bundle, "partners", lambda several: tuple(map(grouped.context.organ_link, several)))
    yield from facts(bundle, "audience", "note")


def _region(grouped: Grouped, code: str) -> Value:
    """A region, leading to its page if it has one: one without items and organs has none."""
    known = code in grouped.regions or any(organ.region == code for organ in grouped.context.organs.values())
    name = grouped.region_name(code)
    return SiteLink(name, region_page(code)) if known else name


def _parts(grouped: Grouped, bundle: Bundle, members: Sequence[Member]) -> Iterator[Part]:
    entries = tuple(_entry(grouped, bundle, member) for member in members)
    steps = block_html(Steps(entries), "").replace(f'<span class="tag">{MARK}</span>', PREVIEW)  # looks as on lists
    yield Part("items", title_of(Bundle, "items"), steps, items(len(entries)))
    if bundle.situations:
        asked = tuple(
            Entry(one.question, (*fact(one, "options", lambda options: tuple(options.values())), *facts(one, "note")))
            for one in bundle.situations
        )
        yield Part("situations", title_of(Bundle, "situations"), block_html(Entries(asked), ""), f"{len(asked)} 问")
    if bundle.order:
        lines = "".join(f"<li>{' → '.join(map(text, row))}</li>\n" for row in bundle.order)
        note = '<p class="note">法律要求先办前面的，才能办后面的；没有列出的可以同时办。</p>\n'
        yield Part("order", title_of(Bundle, "order"), f'{note}<ul class="lines orders" role="list">\n{lines}</ul>\n')
    if figures := _figures(bundle):
        yield Part("figures", "减了多少", figures)
    if agreed := facts(bundle.overrides, "shared_window", "joint_inspection", "note"):
        yield Part("agreed", title_of(Bundle, "overrides"), block_html(Facts(agreed), ""))
    yield from origin_parts(bundle, bundle.extra)


def _entry(grouped: Grouped, bundle: Bundle, member: Member) -> Entry:
    """An entry of the bundle: a published item as a link, what is not published by whatever name is known."""
    entry = member.entry
    when = words.condition(entry.when, bundle.situations)
    more = (*facts(entry, "action"), *facts(entry, "note"))
    if entry.standard:
        return Entry(_standard_link(grouped, entry.standard), (*_places(grouped, member), *more), condition=when)
    if not member.rows:
        name = entry.code or PurePosixPath(entry.path or "").stem
        return Entry(name, more, ("没有发布",), when)
    row = member.rows[0]
    return Entry(SiteLink(row.title, row.name), (*_organ(grouped, row), *more), _tags(row), when)


def _tags(row: ItemRow) -> tuple[str, ...]:
    return tuple(one for one in (row.status, "" if row.code else MARK) if one)


def _organ(grouped: Grouped, row: ItemRow) -> tuple[Fact, ...]:
    return (Fact("部门", (grouped.context.organ_link(row.organ),)),) if row.organ else ()


def _standard_link(grouped: Grouped, code: str) -> Value:
    standard = grouped.context.standards.get(code)
    return grouped.context.link((standard.name if standard else None) or code, "standard", code)


def _standard_name(grouped: Grouped, member: Member) -> str:
    standard = grouped.context.standards.get(member.entry.standard or "")
    return (standard.name or "") if standard else ""


def _places(grouped: Grouped, member: Member) -> tuple[Fact, ...]:
    """The items of the places for a standard item."""
    rows = in_order(member.rows)
    if not rows:
        return (Fact("各地的事项", ("没有发布",)),)
    if len(rows) > _MOST_ROWS:
        return (Fact("各地的事项", (f"{items(len(rows))}，在标准事项的页面上对照",)),)
    lines: Lines = tuple(SiteLink(_place(grouped, row), row.name) for row in rows)
    return (Fact("各地的事项", lines),)


def _place(grouped: Grouped, row: ItemRow) -> str:
    marks = "".join(f"（{one}）" for one in _tags(row))
    return f"{grouped.region_name(row.region)}：{row.title}{marks}"


def _figures(bundle: Bundle) -> str:
    """What it took before and what it takes now, as far as the bundle states it."""
    columns = [(title_of(Bundle, name), getattr(bundle, name)) for name in ("before", "promised")]
    stated = [(title, figures) for title, figures in columns if figures is not None]
    if not stated:
        return ""
    return "".join(
        f"<h3>{text(title)}</h3>\n{block_html(Facts(facts(figures, *Figures.model_fields)), '')}"
        for title, figures in stated
    )
