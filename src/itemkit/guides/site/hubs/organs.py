"""Organs (实施主体): the list of them, and a page for each with all that it carries out.

Every item of a catalog stands on the page of its organ, however many there are; the pages about themes, stages and
certificates may lead here instead of listing them again.
"""

from collections.abc import Iterator, Sequence

from itemkit.guides import words
from itemkit.guides.fields import fact, facts
from itemkit.guides.names import page_name
from itemkit.guides.page import Fact
from itemkit.guides.site.hubs.grouped import Grouped, in_order, organ_page, region_page
from itemkit.guides.site.hubs.hub import Hub, Part, groups_of, hub_page, turned_pages, within
from itemkit.guides.site.hubs.lists import Counted, counted_html, items, link_html, named_first, rows_html
from itemkit.guides.site.rows import ItemRow
from itemkit.guides.site.shared import SharedPage, key_of
from itemkit.model.records import Bundle
from itemkit.model.vocabulary import Vocabularies

NAME, TITLE = "organs.html", "部门"
_AT_ONCE = 500
"""Items on one page."""
_MOST_LISTED = 1200
"""Organs on the list of all; of more only their regions are listed."""
_NO_TYPE = "没有写明类型"


def each_organ_page(grouped: Grouped) -> Iterator[SharedPage]:
    """The list of organs and their pages: of those that the catalog knows, and of those that items name."""
    organs = sorted({*grouped.context.organs, *grouped.organs}, key=named_first)
    counts = "\n".join(
        f"{uscc} {region_of_organ(grouped, uscc)} {len(grouped.organs.get(uscc, ()))}" for uscc in organs
    )
    yield hub_page(grouped.site, NAME, key_of(grouped.names_key, counts), lambda: _list(grouped, organs))
    bundles = {path: grouped.digest("bundle", path) for path in grouped.bundles}
    for uscc in organs:
        rows = grouped.organs.get(uscc, ())
        concerned = [path for path, bundle in grouped.bundles.items() if uscc and _roles(bundle, uscc)]
        known = [text for path in concerned for text in (path, bundles[path])]
        key = key_of(grouped.mark(rows), grouped.digest("organ", uscc), _parent_name(grouped, uscc), *known)

        def make(start: int, end: int, uscc: str = uscc, rows: Sequence[ItemRow] = rows) -> Hub:
            return _organ(grouped, uscc, rows, start, end)

        yield from turned_pages(grouped.site, organ_page(uscc), key, len(rows), _AT_ONCE, make)


def region_of_organ(grouped: Grouped, uscc: str) -> str:
    """The region of an organ; where the catalog does not know the organ, that of its items."""
    organ = grouped.context.organs.get(uscc)
    if organ is not None:
        return organ.region or ""
    rows = grouped.organs.get(uscc)
    region: str = rows.each("region")[0] if uscc and rows else ""
    return region


def counted_organs(grouped: Grouped, organs: Sequence[str]) -> Iterator[Counted]:
    """Organs with the numbers of their items."""
    for uscc in organs:
        yield Counted(grouped.organ_name(uscc), organ_page(uscc), len(grouped.organs.get(uscc, ())))


def _list(grouped: Grouped, organs: Sequence[str]) -> Hub:
    by_region = groups_of(organs, lambda uscc: region_of_organ(grouped, uscc))
    codes = sorted(by_region, key=named_first)
    told = sum(map(bool, organs))
    intro = (f"共 {told:,} 个部门。",)
    if len(organs) > _MOST_LISTED:
        regions = [
            Counted(grouped.region_name(code), region_page(code), len(by_region[code]), unit="个部门") for code in codes
        ]
        return Hub(TITLE, intro=intro, parts=(Part("regions", "按地区找部门", counted_html(regions, "")),))
    parts = tuple(
        Part(
            f"r{code}",
            grouped.region_name(code),
            counted_html(counted_organs(grouped, by_region[code]), ""),
            f"{len(by_region[code]):,} 个",
            region_page(code) if code else "",
        )
        for code in codes
    )
    return Hub(TITLE, intro=intro, parts=parts)


def _organ(grouped: Grouped, uscc: str, rows: Sequence[ItemRow], start: int, end: int) -> Hub:
    organ = grouped.context.organs.get(uscc)
    region = region_of_organ(grouped, uscc)
    types = Vocabularies.builtin()["type"].words
    by_type = groups_of(in_order(rows), lambda row: row.type)
    known = [name for name in types if name in by_type]
    order = [*known, *sorted(by_type.keys() - set(known))]
    parts = [
        Part(f"type-{order.index(name) + 1}", name or _NO_TYPE, rows_html(some), items(len(by_type[name])))
        for name, some in within(((name, by_type[name]) for name in order), start, end)
    ]
    if not start and (bundles := _bundles(grouped, uscc)):
        parts.append(Part("bundles", "参加的一件事", bundles))
    return Hub(
        grouped.organ_name(uscc),
        ((TITLE, NAME), *(((grouped.region_name(region), region_page(region)),) if region else ())),
        subtitle=tuple(one for one in (organ.kind or "", organ.level or "") if one) if organ else (),
        code=("统一社会信用代码", uscc) if uscc else None,
        intro=(f"共 {items(len(rows))}事项。" if rows else "还没有发布的事项。",),
        facts=tuple(_facts(grouped, uscc)) if not start else (),
        parts=tuple(parts),
    )


def _facts(grouped: Grouped, uscc: str) -> Iterator[Fact]:
    organ = grouped.context.organs.get(uscc)
    yield from facts(organ, "address")
    yield from fact(organ, "phone", words.telephone)
    yield from fact(organ, "url", words.address)
    yield from fact(organ, "parent", grouped.context.organ_link)
    yield from facts(organ, "aliases", "note")


def _parent_name(grouped: Grouped, uscc: str) -> str:
    organ = grouped.context.organs.get(uscc)
    return grouped.context.organ_name(organ.parent) if organ else ""


def _roles(bundle: Bundle, uscc: str) -> str:
    """What an organ does in a bundle; empty: nothing."""
    if bundle.lead == uscc:
        return "牵头"
    return "配合" if uscc in (bundle.partners or ()) else ""


def _bundles(grouped: Grouped, uscc: str) -> str:
    found = sorted(
        (bundle.name, page_name("bundle", path), role)
        for path, bundle in grouped.bundles.items()
        if uscc and (role := _roles(bundle, uscc))
    )
    rows = "".join(
        f'<li>{link_html(name, page, "../")} <span class="tag">{role}</span></li>\n' for name, page, role in found
    )
    return f'<ul class="items" role="list">\n{rows}</ul>\n' if rows else ""
