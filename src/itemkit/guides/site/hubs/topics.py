"""Themes (主题) and stages of a life or a business (全生命周期): for people who don't know yet what it is called."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from itemkit.guides.names import page_name
from itemkit.guides.page import Lines
from itemkit.guides.site.hubs.grouped import Grouped
from itemkit.guides.site.hubs.hub import Hub, Part, hub_page
from itemkit.guides.site.hubs.lists import FOLDED, OPEN, Counted, counted_html, grouped_html, items, link_html
from itemkit.guides.site.hubs.members import each_row
from itemkit.guides.site.rows import BUSINESS, PERSON, ItemRow
from itemkit.guides.site.shared import SharedPage, key_of
from itemkit.model.records import Bundle
from itemkit.model.vocabulary import Vocabularies

THEMES, THEMES_TITLE = "themes.html", "主题"
STAGES, STAGES_TITLE = "stages.html", "人生阶段和经营阶段"
OTHERS = "其他"
_STAGES = {
    PERSON: ("出生", "教育", "就业", "生活", "置业", "出行", "就医", "救助", "养老", "身后"),
    BUSINESS: ("准入准营", "招聘用工", "纳税缴费", "经营发展", "工程建设", "注销退出"),
}
"""Whose stages they are (国办发〔2025〕24号)."""


def each_topic_page(grouped: Grouped) -> Iterator[SharedPage]:
    """The lists of themes and of stages, and the pages of each."""
    themes = sorted(grouped.themes)
    key = key_of(_counts_key(grouped.themes), str(grouped.unthemed))
    yield hub_page(grouped.site, THEMES, key, lambda: _themes(grouped))
    rows: Sequence[ItemRow]
    for theme in themes:
        rows = grouped.themes[theme]

        def theme_hub(theme: str = theme, rows: Sequence[ItemRow] = rows) -> Hub:
            return _theme(grouped, theme, rows)

        key = key_of(grouped.mark(rows), grouped.names_key)
        yield hub_page(grouped.site, page_name("theme", theme), key, theme_hub)
    stages = {stage: bundles_of(grouped, stage) for stage in all_stages(grouped)}
    key = key_of(_counts_key(grouped.stages), str(grouped.unstaged), repr(stages))
    yield hub_page(grouped.site, STAGES, key, lambda: _stages(grouped))
    for stage, bundles in stages.items():
        rows = grouped.stages.get(stage, ())

        def stage_hub(stage: str = stage, rows: Sequence[ItemRow] = rows, bundles: Sequence[Counted] = bundles) -> Hub:
            return _stage(grouped, stage, rows, bundles)

        key = key_of(grouped.mark(rows), grouped.names_key, repr(bundles))
        yield hub_page(grouped.site, page_name("stage", stage), key, stage_hub)


def _counts_key(groups: Mapping[str, Sequence[ItemRow]]) -> str:
    return key_of("\n".join(f"{name}\t{len(groups[name])}" for name in sorted(groups)))


def counted_themes(grouped: Grouped) -> list[Counted]:
    """The themes, those of most items first, 其他 at the end."""
    made = (Counted(theme, page_name("theme", theme), len(rows)) for theme, rows in grouped.themes.items())
    return sorted(made, key=lambda one: (one.title == OTHERS, -one.count, one.title))


def all_stages(grouped: Grouped) -> list[str]:
    """The stages that have items or bundles, in the order of the vocabulary."""
    found = {*grouped.stages, *(bundle.stage for bundle in grouped.bundles.values() if bundle.stage)}
    order = {word: number for number, word in enumerate(Vocabularies.builtin()["stage"].words)}
    return sorted(found, key=lambda stage: (order.get(stage, len(order)), stage))


def stage_groups(grouped: Grouped) -> dict[str, list[Counted]]:
    """The stages with the numbers of their items, by whose they are: 个人, 经营主体, 其他; no group is empty."""
    whose = {stage: group for group, stages in _STAGES.items() for stage in stages}
    found: dict[str, list[Counted]] = {group: [] for group in (*_STAGES, OTHERS)}
    for stage in all_stages(grouped):
        count = len(grouped.stages.get(stage, ()))
        found[whose.get(stage, OTHERS)].append(Counted(stage, page_name("stage", stage), count))
    return {group: stages for group, stages in found.items() if stages}


def bundles_of(grouped: Grouped, stage: str | None) -> list[Counted]:
    """The bundles of a stage with the numbers of their published items, by name."""
    made = [
        Counted(
            bundle.name, page_name("bundle", path), len(list(each_row(grouped.members[path]))), _which(grouped, bundle)
        )
        for path, bundle in grouped.bundles.items()
        if bundle.stage == stage
    ]
    return sorted(made, key=lambda one: (one.title, one.aside, one.name))


def _which(grouped: Grouped, bundle: Bundle) -> str:
    """What tells a bundle from others of its name: where it is and on which list."""
    where = grouped.region_name(bundle.region) if bundle.region else ""
    return " ".join(one for one in (where, bundle.list_ or "") if one)


def unstaged_note(grouped: Grouped, top: str) -> str:
    """What belongs to no stage, and how to find it; empty where there is nothing."""
    if not grouped.unstaged:
        return ""
    ways = [link_html("部门", "organs.html", top), link_html("地区", "regions.html", top)]
    if grouped.themes:
        ways.insert(0, link_html("主题", THEMES, top))
    said = f"另有 {items(grouped.unstaged)}事项没有写明属于哪个阶段，可以按{'、'.join(ways)}找，或者搜索。"
    return f'<p class="note">{said}</p>\n'


def _themes(grouped: Grouped) -> Hub:
    themes = counted_themes(grouped)
    intro = f"共 {len(themes):,} 个主题，一个事项可以属于几个主题。" if themes else "事项都没有写主题。"
    more = f"另有 {items(grouped.unthemed)}事项没有写主题。" if grouped.unthemed and themes else ""
    parts = (Part("all", "全部主题", counted_html(sorted(themes, key=lambda one: one.title), "")),) if themes else ()
    return Hub(THEMES_TITLE, intro=tuple(one for one in (intro, more) if one), parts=parts)


def _theme(grouped: Grouped, theme: str, rows: Sequence[ItemRow]) -> Hub:
    lead = ""
    if len(rows) > FOLDED:
        lead = f'<p class="note"><a href="../search.html?theme={quote(theme, safe="")}">在搜索里只看这个主题</a></p>\n'
    part = Part("items", "事项", lead + grouped_html(grouped, rows), items(len(rows)))
    return Hub(theme, ((THEMES_TITLE, THEMES),), intro=(_how_many(rows),), parts=(part,))


def _how_many(rows: Sequence[ItemRow]) -> str:
    regions, organs = {row.region for row in rows if row.region}, {row.organ for row in rows if row.organ}
    said = "，".join(f"{len(one):,} 个{what}" for one, what in ((regions, "地区"), (organs, "部门")) if one)
    return f"共 {items(len(rows))}事项" + (f"，涉及 {said}。" if said else "。")


def _stages(grouped: Grouped) -> Hub:
    parts = [
        Part(f"group-{number}", group, counted_html(stages, ""))
        for number, (group, stages) in enumerate(stage_groups(grouped).items(), 1)
    ]
    if note := unstaged_note(grouped, ""):
        parts.append(Part("none", "没有写明阶段的", note))
    staged = len(grouped.site.rows) - grouped.unstaged
    intro: Lines = (f"{items(staged)}事项写明了属于哪个阶段，或者在某个阶段的一件事里。",) if staged else ()
    return Hub(STAGES_TITLE, intro=intro, parts=tuple(parts))


def _stage(grouped: Grouped, stage: str, rows: Sequence[ItemRow], bundles: Sequence[Counted]) -> Hub:
    parts = []
    if len(bundles) > OPEN:
        link = link_html(f"这个阶段有 {len(bundles):,} 件一件事", "bundles.html", "../")
        parts.append(Part("bundles", "一件事", f'<p class="text">{link}</p>\n'))
    elif bundles:
        parts.append(Part("bundles", "一件事", counted_html(bundles, "../", "tiles")))
    if rows:
        parts.append(Part("items", "事项", grouped_html(grouped, rows), items(len(rows))))
    intro = (_how_many(rows),) if rows else ("这个阶段的一件事里还没有已发布的事项。",)
    return Hub(stage, ((STAGES_TITLE, STAGES),), intro=intro, parts=tuple(parts))
