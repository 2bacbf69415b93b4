"""The home page: search first, then the ways in that people know: stages, bundles, themes, places, offices.

It names few of each and leads to the rest, so that it is as calm with two hundred thousand items as with one; a way in
that leads nowhere isn't shown.
"""

from collections.abc import Iterator, Sequence

from itemkit.guides import render
from itemkit.guides.html import text
from itemkit.guides.site.feeds import feed_link
from itemkit.guides.site.hubs import bundles, certificates, organs, regions, standards, topics
from itemkit.guides.site.hubs.grouped import Grouped
from itemkit.guides.site.hubs.hub import Part
from itemkit.guides.site.hubs.lists import Counted, counted_html, items, link_html
from itemkit.guides.site.hubs.regions import RegionTree
from itemkit.guides.site.shared import SharedPage, key_of

_MOST = 12
_FEW = 8


def home_page(grouped: Grouped, tree: RegionTree) -> SharedPage:
    """The page."""
    parts = tuple(_parts(grouped, tree))
    summary = _summary(grouped, tree)

    def make() -> bytes:
        html = render.page_html(
            "home.html",
            render.INDEX,
            grouped.site.frame,
            parts=parts,
            summary=summary,
            feed=feed_link(grouped.site),
        )
        return html.encode("utf-8", "replace")

    return SharedPage(render.INDEX, key_of(repr(parts), summary), make)


def _summary(grouped: Grouped, tree: RegionTree) -> str:
    """How much there is."""
    rows = grouped.site.rows
    previews = sum(not code for code in rows.each("code"))
    counts = (
        (len(grouped.organs.keys() - {""}), "个部门"),
        (len([code for code in tree.codes if code in grouped.regions]), "个地区"),
    )
    said = "，".join((f"{items(len(rows))}事项", *(f"{number:,} {what}" for number, what in counts if number)))
    return said + (f"；其中 {items(previews)}没有编码，只供预览" if previews else "")


def _parts(grouped: Grouped, tree: RegionTree) -> Iterator[Part]:
    if stages := _stages(grouped):
        yield Part("stages", "按阶段找", stages, page=topics.STAGES)
    every = (one for stage in (*topics.all_stages(grouped), None) for one in topics.bundles_of(grouped, stage))
    if made := _first(list(every), _MOST, bundles.NAME, "件一件事", "tiles"):
        yield Part("bundles", bundles.TITLE, made)
    if made := _first(topics.counted_themes(grouped), _MOST, topics.THEMES, "个主题", "in-lines"):
        yield Part("themes", "按主题找", made)
    if made := _first(
        regions.chief_regions(grouped, tree, _MOST), _MOST, regions.NAME, "个地区", "in-lines", total=len(tree.codes)
    ):
        yield Part("regions", "按地区找", made)
    largest = sorted(grouped.organs.keys() - {""}, key=lambda uscc: (-len(grouped.organs[uscc]), uscc))
    known = len({*grouped.context.organs, *grouped.organs} - {""})
    chosen = list(organs.counted_organs(grouped, largest[:_FEW]))
    if made := _first(chosen, _FEW, organs.NAME, "个部门", total=known):
        yield Part("organs", "按部门找", made)
    if made := _first(
        certificates.most_asked(grouped, _FEW), _FEW, certificates.NAME, "种证照", total=len(grouped.certificates)
    ):
        yield Part("certificates", "常要的证照", made)
    if known_standards := len(grouped.context.standards):
        link = link_html(f"{known_standards:,} 项标准事项", standards.NAME, "")
        yield Part("standards", "各地对照", f'<p class="text">同一件事在各地要多久、带什么，{link}逐地对照。</p>\n')


def _stages(grouped: Grouped) -> str:
    """The stages in two groups, and what belongs to none."""
    made = "".join(
        f"<div><h3>{text(group)}</h3>\n{counted_html(stages, '')}</div>\n"
        for group, stages in topics.stage_groups(grouped).items()
    )
    return f'<div class="groups">\n{made}</div>\n{topics.unstaged_note(grouped, "")}' if made else ""


def _first(
    things: Sequence[Counted], most: int, name: str, what: str, kind: str = "in-columns", *, total: int = 0
) -> str:
    """The first few things, and a link to the page with all of them."""
    if not things:
        return ""
    number = total or len(things)
    more = f'<p class="more">{link_html(f"全部 {number:,} {what}", name, "")}</p>\n' if number > 1 else ""
    return counted_html(things[:most], "", kind) + more
