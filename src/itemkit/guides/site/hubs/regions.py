"""Regions: the tree of them, and a page for each with its organs and their items."""

from collections.abc import Iterator, Mapping, Sequence

from itemkit.guides.names import page_name
from itemkit.guides.page import Fact, SiteLink
from itemkit.guides.site.feeds import feed_link
from itemkit.guides.site.hubs.grouped import NO_REGION, Grouped, in_order, organ_page, region_page
from itemkit.guides.site.hubs.hub import Crumb, Hub, Part, groups_of, hub_page
from itemkit.guides.site.hubs.lists import OPEN, Counted, counted_html, items, link_html, named_first, rows_html
from itemkit.guides.site.hubs.organs import counted_organs, region_of_organ
from itemkit.guides.site.rows import ItemRow
from itemkit.guides.site.shared import SharedPage, key_of
from itemkit.model.regions import stem_of

NAME, TITLE = "regions.html", "地区"
_MOST_LISTED = 1000
"""Regions on the list of all; of more only those at the top and those right below them are listed."""


class RegionTree:
    """The regions that have items or organs, each below the nearest one that contains it."""

    def __init__(self, grouped: Grouped) -> None:
        """Of the catalog's regions."""
        self.organs = groups_of(
            sorted({*grouped.context.organs, *grouped.organs}), lambda uscc: region_of_organ(grouped, uscc)
        )
        """Organs by region."""
        self.codes = sorted({*grouped.regions, *self.organs} - {""})
        stems = {stem_of(code): code for code in self.codes}
        self.parents = {code: _nearest(stem_of(code), stems) for code in self.codes}
        """The region above each, empty at the top."""
        self.below: Mapping[str, Sequence[str]] = groups_of(self.codes, self.parents.__getitem__)
        """The regions right below each."""

    def above(self, code: str) -> list[str]:
        """The regions that contain one, the largest first."""
        found: list[str] = []
        while parent := self.parents.get(code, ""):
            found.insert(0, parent)
            code = parent
        return found


def _nearest(stem: str, stems: Mapping[str, str]) -> str:
    shorter = (stems[stem[:length]] for length in range(len(stem) - 1, -1, -1) if stem[:length] in stems)
    return next(shorter, "")


def each_region_page(grouped: Grouped, tree: RegionTree) -> Iterator[SharedPage]:
    """The list of regions and their pages."""
    counts = "\n".join(f"{code} {len(grouped.regions.get(code, ()))}" for code in tree.codes)
    none = str(len(grouped.regions.get("", ())))
    yield hub_page(grouped.site, NAME, key_of(counts, none), lambda: _list(grouped, tree))
    for code in (*tree.codes, *([""] if "" in grouped.regions else [])):
        rows = grouped.regions.get(code, ())
        bundles = _bundles(grouped, code)
        own = repr([(uscc, len(grouped.organs.get(uscc, ()))) for uscc in tree.organs.get(code, ())])
        below = repr([(one, len(grouped.regions.get(one, ()))) for one in tree.below.get(code, ()) if code])
        key = key_of(grouped.mark(rows), grouped.names_key, own, below, repr(tree.above(code)), repr(bundles))

        def make(code: str = code, rows: Sequence[ItemRow] = rows) -> Hub:
            return _region(grouped, tree, code, rows)

        yield hub_page(grouped.site, region_page(code), key, make)


def chief_regions(grouped: Grouped, tree: RegionTree, number: int) -> list[Counted]:
    """So many of the regions with items, the larger ones before those within them, in the order of the codes."""
    known = sorted(
        (code for code in tree.codes if code in grouped.regions), key=lambda code: (len(tree.above(code)), code)
    )
    return [_counted(grouped, code) for code in sorted(known[:number])]


def _counted(grouped: Grouped, code: str) -> Counted:
    return Counted(grouped.region_name(code), region_page(code), len(grouped.regions.get(code, ())))


def _list(grouped: Grouped, tree: RegionTree) -> Hub:
    depth = 2 if len(tree.codes) > _MOST_LISTED else len(tree.codes)
    parts = [Part("all", "全部地区", _below(grouped, tree, "", depth))] if tree.codes else []
    if "" in grouped.regions:
        parts.append(Part("none", NO_REGION, counted_html([_counted(grouped, "")], "")))
    is_tree = len(tree.below) > 1
    intro = f"共 {len(tree.codes):,} 个地区。" + ("地区后面是它本级的事项数，不含下级地区的。" if is_tree else "")
    return Hub(TITLE, intro=(intro,), parts=tuple(parts))


def _below(grouped: Grouped, tree: RegionTree, code: str, depth: int) -> str:
    """The regions below one, so many levels of them; those at the top for an empty one."""
    several = tree.below.get(code, ())
    if not several or not depth:
        return ""
    if not any(one in tree.below for one in several):
        return counted_html([_counted(grouped, one) for one in several], "")
    rows = []
    for one in several:
        count = items(len(grouped.regions.get(one, ())))
        link = link_html(grouped.region_name(one), region_page(one), "")
        inner = _below(grouped, tree, one, depth - 1)
        rows.append(f'<li>{link} <span class="count">{count}</span>\n{inner}</li>\n')
    return f'<ul class="items tree" role="list">\n{"".join(rows)}</ul>\n'


def _region(grouped: Grouped, tree: RegionTree, code: str, rows: Sequence[ItemRow]) -> Hub:
    parts = []
    below = tree.below.get(code, ()) if code else ()
    if below:
        parts.append(
            Part(
                "below",
                "下级地区",
                counted_html([_counted(grouped, one) for one in below], "../"),
                f"{len(below):,} 个",
            )
        )
    if bundles := _bundles(grouped, code):
        links = "".join(f"<li>{link_html(name, page, '../')}</li>\n" for name, page in bundles)
        parts.append(Part("bundles", "一件事", f'<ul class="items" role="list">\n{links}</ul>\n'))
    parts += _organ_parts(grouped, tree, code, rows)
    crumbs: list[Crumb] = [(TITLE, NAME), *((grouped.region_name(one), region_page(one)) for one in tree.above(code))]
    organs = len({row.organ for row in rows} - {""})
    said = f"共 {items(len(rows))}事项，由 {organs:,} 个部门办理。" if rows else "这一级还没有发布的事项。"
    said = f"共 {items(len(rows))}事项。" if rows and not organs else said
    feed = feed_link(grouped.site, code) if code and rows else None
    return Hub(
        grouped.region_name(code),
        tuple(crumbs),
        code=("区划代码", code) if code else None,
        intro=(said,),
        parts=tuple(parts),
        facts=(Fact("订阅", (SiteLink("目录变更（Atom）", feed.name),)),) if feed else (),
        feed=feed,
    )


def _organ_parts(grouped: Grouped, tree: RegionTree, code: str, rows: Sequence[ItemRow]) -> Iterator[Part]:
    """The organs of a region: with their items where those are few, else with links to the organs' pages."""
    by_organ = groups_of(in_order(rows), lambda row: row.organ)
    organs = sorted({*by_organ, *(one for one in tree.organs.get(code, ()) if one)}, key=named_first)
    if len(rows) > OPEN or not rows:
        if organs:
            yield Part("organs", "部门", counted_html(counted_organs(grouped, organs), "../"), f"{len(organs):,} 个")
        return
    for number, uscc in enumerate(organs, 1):
        if some := by_organ.get(uscc):
            name = grouped.organ_name(uscc)
            yield Part(f"organ-{number}", name, rows_html(some), items(len(some)), organ_page(uscc))
    if idle := [uscc for uscc in organs if uscc not in by_organ]:
        yield Part("others", "其他部门", counted_html(counted_organs(grouped, idle), "../"), f"{len(idle):,} 个")


def _bundles(grouped: Grouped, code: str) -> list[tuple[str, str]]:
    found = (
        (bundle.name, page_name("bundle", path)) for path, bundle in grouped.bundles.items() if bundle.region == code
    )
    return sorted(found) if code else []
