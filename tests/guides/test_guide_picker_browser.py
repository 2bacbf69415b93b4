"""What the script of a guide does, in a real browser: situations, the checklist, the last day; and all of it without."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from browser import DESKTOP, NO_SCRIPT, PHONE, Chromium, Mode, Window
from itemkit.guides import GuideContext, page_of
from itemkit.guides.frame import Frame
from itemkit.guides.opening import other_edition
from itemkit.guides.page import COMPLETE, CONCISE
from itemkit.guides.render import (
    GUIDE_SCRIPT,
    SCRIPT,
    STYLESHEET,
    guide_html,
    guide_script,
    parts_of,
    script,
    stylesheet,
)
from itemkit.guides.workdays import chinese_calendar, last_day
from itemkit.model.item import Item
from sites import Site, served

pytestmark = pytest.mark.slow

LEASED, FIRST, AGENT = {"premises": ["leased"]}, {"kind": ["首次", "renew"]}, {"agent": ["yes"]}
ITEM: dict[str, Any] = {
    "name": "开店",
    "type": "行政许可",
    "code": "11440100007482620J344012300400002",
    "situations": [
        {"id": "premises", "question": "自有还是租赁？", "options": {"owned": "自有", "leased": "租赁"}},
        {"id": "kind", "question": "第几次办？", "options": {"首次": "首次", "renew": "延续", "change": "变更"}},
        {"id": "agent", "question": "委托他人办？", "options": {"yes": "是", "no": "否"}},
    ],
    "materials": [
        {"name": "申请表", "mistakes": ["漏填日期"]},
        {"name": "租赁合同", "when": LEASED, "need": "容缺后补"},
        {"name": "营业执照", "access": "共享"},
        {
            "name": "身份证明",
            "any_of": [{"name": "身份证", "access": "核验"}, {"name": "委托书", "when": AGENT}],
        },
        {
            "any_of": [
                {"name": "旧证", "when": {"kind": ["change"]}},
                {"name": "遗失声明", "when": {"kind": ["change"]}},
            ]
        },
        {"name": "体检报告", "when": FIRST | LEASED},
        {"name": "平面图", "need": "非必要"},
    ],
    "fees": [{"name": "租赁核查费", "amount": 10, "when": LEASED}],
    "results": [{"name": "许可证"}, {"name": "变更通知", "when": {"kind": ["change"]}}],
    "steps": [{"name": "受理", "days": 1}],
    "time_limit": {"promised": {"days": 5, "unit": "工作日"}, "statutory": {"days": 30, "unit": "自然日"}},
}
PAGE = "i/x.html"
NAMES = {COMPLETE: PAGE, CONCISE: "i/x-concise.html"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one item in both editions."""
    root = tmp_path_factory.mktemp("picker") / "站点 #1"
    (root / "i").mkdir(parents=True)
    files = {STYLESHEET: stylesheet(), SCRIPT: script(), GUIDE_SCRIPT: guide_script()}
    item, context = Item.model_validate(ITEM), GuideContext()
    for edition, name in NAMES.items():
        page = page_of(item, context, edition)
        linked = replace(page, other=other_edition(edition, NAMES))
        files[name] = guide_html(linked, parts_of(page), Frame.of(context), name)
    for name, content in files.items():
        (root / name).write_bytes(content.encode())
    return root


@pytest.fixture
def site(folder: Path) -> Site:
    return Site.on_disk(folder)


def test_the_first_screen_of_a_telephone_answers_what_everybody_asks(
    chromium: Chromium, folder: Path, full_item: Item, context: GuideContext
) -> None:
    page = page_of(full_item, context)
    (folder / "i" / "full.html").write_text(guide_html(page, parts_of(page), Frame.of(context), "i/full.html"), "utf-8")
    with chromium.window(PHONE) as window:
        window.open(Site.on_disk(folder), "i/full.html")
        assert window.texts(".lead dt") == ["谁能办", "在哪办", "带什么", "要多久", "多少钱", "跑几次"]
        assert window.ask("document.querySelector('.lead .button').getBoundingClientRect().bottom") <= PHONE.height


def listed(window: Window) -> list[str]:
    """The materials that are to be seen, those inside a choice too."""
    return window.texts("#materials .entry-name")


def pick(window: Window, *answers: str) -> None:
    for answer in answers:
        window.page.get_by_role("radio", name=answer, exact=True).check()


EVERYTHING = [
    "申请表", "租赁合同", "营业执照", "身份证明：以下任选其一", "身份证", "委托书", "以下任选其一", "旧证", "遗失声明", "体检报告", "平面图",
]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "query", "left", "said", "hidden"),
    [
        ([], "", EVERYTHING, "还要带 3 项；2 项看情形；1 项可不带；另有 1 项由窗口调取", ""),
        (
            ["自有"],
            "?premises=owned",
            [one for one in EVERYTHING if one not in {"租赁合同", "体检报告"}],
            "还要带 3 项；1 项可不带；另有 1 项由窗口调取",
            "按所选情形隐去了 3 处不适用的内容",
        ),
        (
            ["租赁", "首次", "否"],
            "?premises=leased&kind=%E9%A6%96%E6%AC%A1&agent=no",
            ["申请表", "租赁合同", "营业执照", "身份证明：以下任选其一", "身份证", "体检报告", "平面图"],
            "还要带 4 项，其中 1 项可后补；1 项可不带；另有 1 项由窗口调取",
            "按所选情形隐去了 4 处不适用的内容",
        ),
    ],
)
def test_answers_leave_what_applies(
    answers: list[str], query: str, left: list[str], said: str, hidden: str, chromium: Chromium, site: Site
) -> None:
    with chromium.window(PHONE) as window:
        window.open(site, PAGE)
        pick(window, *answers)
        assert listed(window) == left
        assert window.page.get_by_role("status").all_inner_texts()[-1] == said
        assert window.text(".picked .count") == hidden
        assert window.ask("location.search") == query
        lead = window.text('.lead a[href="#materials"]')
        assert (lead == said) == bool(answers)
        window.open(site, PAGE, query)  # as somebody opens it who was sent the link
        assert listed(window) == left
        assert window.text(".picked .count-left") == said


def test_lists_of_which_nothing_is_left_say_so_and_the_reset_brings_everything_back(
    chromium: Chromium, site: Site
) -> None:
    with chromium.window() as window:
        window.open(site, PAGE, "?from=%E5%BE%AE%E4%BF%A1&premises=owned#fees")
        assert window.text("#fees") == "收费\n\n按所选情形，这里没有适用的内容。"
        assert "自有还是租赁？——自有" in window.text(".chosen")
        window.page.get_by_role("button", name="清除所选情形").click()
        assert listed(window) == EVERYTHING
        assert "租赁核查费" in window.text("#fees")
        assert window.texts(".chosen") == []
        assert window.ask("location.search + location.hash") == "?from=%E5%BE%AE%E4%BF%A1#fees"


def test_answers_outlive_going_elsewhere_and_follow_into_the_other_edition(chromium: Chromium, site: Site) -> None:
    with chromium.window() as window:
        window.open(site, PAGE)
        pick(window, "自有")
        before = listed(window)
        window.page.get_by_role("link", name="看简版").click()
        assert window.ask("location.href").endswith("i/x-concise.html?premises=owned")
        assert listed(window) == before
        window.page.go_back()
        assert listed(window) == before


@pytest.mark.parametrize("query", ["?premises=nothing&kind=&x", "?premises", "?%E0%A4%A=%&premises=%"])
def test_answers_that_nobody_asked_for_change_nothing(query: str, chromium: Chromium, site: Site) -> None:
    with chromium.window() as window:
        window.open(site, PAGE, query)
        assert listed(window) == EVERYTHING


def test_by_keys_alone(chromium: Chromium, site: Site) -> None:
    with chromium.window() as window:
        window.open(site, PAGE)
        window.page.get_by_role("radio", name="自有").focus()
        window.page.keyboard.press("ArrowRight")
        assert "租赁合同" in listed(window)
        assert window.ask("location.search") == "?premises=leased"
        window.page.keyboard.press("Tab")
        window.page.keyboard.press("Space")
        assert window.ask("location.search") == "?premises=leased&kind=%E9%A6%96%E6%AC%A1"


def test_without_a_script_everything_is_listed_with_its_condition(chromium: Chromium, site: Site) -> None:
    with chromium.window(NO_SCRIPT) as window:
        window.open(site, PAGE, "?premises=owned")
        assert listed(window) == EVERYTHING
        assert window.texts("#situations legend") == ["自有还是租赁？", "第几次办？", "委托他人办？"]
        assert window.texts("#situations label") == ["自有", "租赁", "首次", "延续", "变更", "是", "否"]
        assert window.texts("#materials .condition")[0] == "仅当：自有还是租赁？——租赁"
        shown = window.page.locator("input:visible, button:visible, select:visible")
        assert {one.get_attribute("type") for one in shown.all()} == {"checkbox"}


def test_ticks_are_kept_and_counted(chromium: Chromium, folder: Path) -> None:
    with served(folder) as (site, _), chromium.window() as window:
        window.open(site, PAGE)
        window.page.get_by_role("checkbox", name="申请表").check()
        window.page.get_by_role("checkbox", name="身份证").check()
        said = "还要带 1 项；2 项看情形；1 项可不带；另有 1 项由窗口调取；已备好 2 项"
        assert window.text(".picked .count-left") == said
        window.open(site, PAGE)
        assert window.text(".picked .count-left") == said
        assert window.page.get_by_role("checkbox", name="申请表").is_checked()
        assert window.page.get_by_role("checkbox", name="营业执照").count() == 0


def test_paper_has_the_chosen_situation_and_empty_boxes(chromium: Chromium, site: Site, tmp_path: Path) -> None:
    with chromium.window() as window:
        window.open(site, PAGE, "?premises=owned")
        printed = window.printed(tmp_path)
    assert "按所选情形列出：自有还是租赁？——自有" in printed
    assert "租赁合同" not in printed
    assert "第 1 页，共" in printed
    assert "清除所选情形" not in printed
    assert "最晚哪天办结" not in printed


def test_large_and_dark_need_no_script_and_are_remembered_with_one(chromium: Chromium, folder: Path) -> None:
    look = "[getComputedStyle(document.documentElement).fontSize, getComputedStyle(document.body).backgroundColor]"
    for mode, ground in ((DESKTOP, "rgb(18, 23, 29)"), (Mode(dark=True), "rgb(255, 255, 255)")):
        with served(folder) as (site, _), chromium.window(mode) as window:
            window.open(site, PAGE)
            window.page.get_by_role("checkbox", name="大字版").check()
            window.page.get_by_role("checkbox", name="浅色" if mode.dark else "深色").check()
            for name in (PAGE, NAMES[CONCISE]):
                window.open(site, name)
                assert window.ask(look) == ["22.72px", ground]
    with chromium.window(NO_SCRIPT) as window:
        window.open(Site.on_disk(folder), PAGE)
        window.page.get_by_role("checkbox", name="大字版").check()
        window.page.get_by_role("checkbox", name="深色").check()
        assert window.page.locator("html").evaluate(f"() => {look}") == ["22.72px", "rgb(18, 23, 29)"]


COUNT = """([starts, days, units]) => {
    const input = document.querySelector(".deadline input"), rows = [...document.querySelectorAll("[data-days]")];
    const output = rows[0].querySelector("output"), doubt = document.querySelector(".doubt");
    return starts.map((start, number) => {
        for (const row of rows) {
            row.dataset.days = days[number % days.length];
            row.dataset.unit = units[number % units.length];
        }
        input.value = start;
        input.dispatchEvent(new Event("input"));
        return [output.dataset.day, doubt.textContent === ""];
    });
}"""


def test_the_page_counts_days_as_the_library_does(chromium: Chromium, site: Site) -> None:
    calendar = chinese_calendar()
    first = date(calendar.years.start - 1, 11, 1)
    days, units = [1, 3, 5, 10, 20, 45, 0], ["工作日", "自然日"]
    starts = [first + timedelta(days=one) for one in range(365 * 5)]
    expected = []
    for number, start in enumerate(starts):
        found = last_day(start, days[number % len(days)], units[number % 2], calendar)
        expected.append([found.day.isoformat(), found.is_certain])
    with chromium.window() as window:
        window.open(site, PAGE)
        counted = window.ask(COUNT, [[one.isoformat() for one in starts], days, units])
    assert counted == expected
    assert {is_certain for _, is_certain in counted} == {True, False}


def test_what_the_page_says_of_days_that_nobody_knows_yet(chromium: Chromium, site: Site) -> None:
    last = chinese_calendar().years.stop - 1
    with chromium.window() as window:
        window.open(site, PAGE)
        fill = window.page.get_by_label("受理日期")
        fill.fill(f"{last}-03-02")
        assert window.texts(".doubt") in ([], [""])
        fill.fill(f"{last}-12-30")
        assert window.text(".doubt") == f"{last + 1} 年的放假安排还没有公布，按周末推算，可能有出入。"
        fill.fill("")
        assert window.texts(".deadline output") == ["—", "—"]
