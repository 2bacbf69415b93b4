"""The search in a real browser: it finds what a plain look at every row finds, from a folder and from a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from accessibility import violations
from browser import DARK, DESKTOP, NO_SCRIPT, PHONE, SMALL_PHONE, Chromium, Stop, Window
from itemkit.guides.search import Findable, initials
from searching import Oracle, Question, made_rows, questions, write_site
from sites import Site, Traffic, served

pytestmark = pytest.mark.slow

MANY = 200_000
_ASK = """async (questions) => {
    const site = await itemkitFind.open(), found = [];
    for (const [text, filters] of questions) {
        const rows = await site.search(text, filters).next(1e9);
        found.push(rows.map((row) => row.href));
    }
    return found;
}"""
_NONE = "没有找到。少输几个字，或者去掉筛选再试。"
_MARKED = "all => all.map((one) => one.innerHTML)"
_FOUND = [
    Findable("i/a.html", "公共场所卫生许可（新办）", "ggcswsxkxb", "事项", (), "11440100007482620J344012300400001", "440100", "11440100000000000J", "行政许可", ("经营主体",)),
    Findable("i/b.html", "公共场所卫生许可", "ggcswsxk", "标准事项", ("卫生证",), "440123004000", "", "", "行政许可", ("经营主体",)),
    Findable("i/c.html", "重庆银行𠮷林分行", "cqyhlfh", "机构", (), "11440300000000000J", "440300", "11440300000000000J"),
    Findable("i/d.html", "Ｍ字签证（延期）", "mzqzyq", "事项", ("访问签证",), "", "440300", "11440300000000000J", "公共服务", ("个人",), ("出境入境",)),
    Findable("i/e.html", "办理签证与公共场所检查", "blqzyggcsjc", "一件事", (), "", "440100", "", "", ("个人", "经营主体"), ("出境入境",)),
]  # fmt: skip

_SHOWN: list[tuple[str, list[str], str | None]] = [
    ("场所卫生", ["公共场所卫生许可", "公共场所卫生许可（新办）"], "公共<mark>场所卫生</mark>许可"),
    ("公共场所", ["公共场所卫生许可", "公共场所卫生许可（新办）", "办理签证与公共场所检查"], "<mark>公共场所</mark>卫生许可"),
    ("许可 新办", ["公共场所卫生许可（新办）"], "公共场所卫生<mark>许可</mark>（<mark>新办</mark>）"),
    ("许可新办", ["公共场所卫生许可（新办）"], "公共场所卫生<mark>许可（新办</mark>）"),
    ("cqyh", ["重庆银行𠮷林分行"], "重庆银行𠮷林分行"),
    ("𠮷", ["重庆银行𠮷林分行"], "重庆银行<mark>𠮷</mark>林分行"),
    ("GGcs", ["公共场所卫生许可", "公共场所卫生许可（新办）", "办理签证与公共场所检查"], "<mark>公共场所</mark>卫生许可"),
    ("mz", ["Ｍ字签证（延期）"], "<mark>Ｍ字</mark>签证（延期）"),
    ("访问", ["Ｍ字签证（延期）"], "Ｍ字签证（延期）"),
    ("2620", ["公共场所卫生许可（新办）"], "公共场所卫生许可（新办）"),
    ("４４０１２３００４０００", ["公共场所卫生许可", "公共场所卫生许可（新办）"], "公共场所卫生许可"),
    ("广市 签证", ["办理签证与公共场所检查"], "办理<mark>签证</mark>与公共场所检查"),
    ("珠市公安 m", [], None),

]  # fmt: skip
"""What is typed, the names that are found, the first of them with what is marked in it."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Five rows that one can keep in mind, with their pages."""
    return Site.on_disk(write_site(tmp_path_factory.mktemp("站点 #1"), _FOUND, pages=True))


@pytest.fixture(scope="module")
def medium(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site.on_disk(write_site(tmp_path_factory.mktemp("medium"), made_rows(5000)))


@pytest.fixture(scope="module")
def large_rows() -> list[Findable]:
    return made_rows(MANY)


@pytest.fixture(scope="module")
def large(large_rows: list[Findable], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Traffic]]:
    with served(write_site(tmp_path_factory.mktemp("large"), large_rows)) as site:
        yield site


def answers(window: Window, asked: list[Question]) -> list[list[str]]:
    """The addresses of all that is found, the best first."""
    return list(window.ask(_ASK, [[one.text, dict(one.filters)] for one in asked]))


def start(window: Window, site: Site, more: str = "") -> None:
    window.open(site, "search.html", more)
    window.page.locator("#search-form").wait_for()


def results(window: Window, text: str, status: str) -> list[str]:
    """The names that are shown once the status is this."""
    window.page.get_by_role("searchbox").fill(text)
    return shown(window, status)


def shown(window: Window, status: str) -> list[str]:
    window.page.get_by_role("status").get_by_text(status, exact=True).wait_for()
    return window.texts("#search-results a")


def test_what_is_found_among_5000_from_a_folder(chromium: Chromium, medium: Site) -> None:
    rows = made_rows(5000)
    oracle = Oracle(rows, is_indexed=False)
    asked = list(questions(rows, 140))
    with chromium.window() as window:
        start(window, medium)
        found = answers(window, asked)
    assert [sorted(one) for one in found] == [oracle.found(one) for one in asked]
    assert sum(map(len, found)) > 5_000


def test_what_is_found_by_the_index_from_a_folder(chromium: Chromium, tmp_path: Path) -> None:
    rows = made_rows(5500)
    oracle = Oracle(rows, is_indexed=True)
    asked = list(questions(rows, 140, seed=3))
    with chromium.window() as window:
        start(window, Site.on_disk(write_site(tmp_path, rows)))
        found = answers(window, asked)
    assert [sorted(one) for one in found] == [oracle.found(one) for one in asked]
    assert sum(map(len, found)) > 5_000


def test_what_is_found_among_200000_from_a_server(
    chromium: Chromium, large: tuple[Site, Traffic], large_rows: list[Findable]
) -> None:
    row, oracle = large_rows[MANY // 2], Oracle(large_rows, is_indexed=True)
    place = (("region", row.region),)
    asked = [
        Question("会计师事务所注销（C1）"), Question("kjsswszxC1"), Question("没有的事情"), Question(row.code), Question(row.code[:29]),
        Question(row.code[19:31]), Question(f"{row.title} {row.code[:18]}"), Question(row.aliases[0], (*place, ("theme", "准入准营"))),
        Question("ｊｍｓｆｚ　变更　个人", place), Question("林木", (("kind", "标准事项"), ("audience", "个人"), *place)),
    ]  # fmt: skip
    site, _traffic = large
    with chromium.window() as window:
        start(window, site)
        found = answers(window, asked)
    assert [sorted(one) for one in found] == [oracle.found(one) for one in asked]
    assert [bool(one) for one in found].count(False) == 1


def test_a_search_among_200000_loads_little(chromium: Chromium, large: tuple[Site, Traffic]) -> None:
    site, traffic = large
    for text, status, first in (
        ("11440500000000000J3440270100000", "找到 1 条。", "音像制品注销（遗失补办）"),
        ("440270100000", "找到 1 条。", "音像制品注销（遗失补办）"),
        ("会计师事务所注销（C1）", "找到 54 条，显示前 20 条。", "会计师事务所注销（C1）"),
        ("烧烤店", _NONE, None),
    ):
        with chromium.window() as window:
            traffic.clear()
            start(window, site)
            assert traffic.sent["/search/directory.js"] < 60_000
            assert not [path for path in traffic.sent if path.startswith(("/search/b", "/search/g"))]
            traffic.clear()
            assert next(iter(results(window, text, status)), None) == first
            assert 0 < traffic.bytes < 600_000


def test_a_wide_search_among_200000_shows_the_first_and_then_more(
    chromium: Chromium, large: tuple[Site, Traffic]
) -> None:
    site, traffic = large
    with chromium.window() as window:
        start(window, site)
        traffic.clear()
        window.page.get_by_role("searchbox").fill("许可")
        window.page.get_by_text("条以上，显示前 20 条。").wait_for()
        assert len(window.texts("#search-results li")) == 20
        assert traffic.bytes < 600_000
        window.page.get_by_role("button", name="再显示 20 条").click()
        window.page.get_by_text("条以上，显示前 40 条。").wait_for()
        assert len(window.texts("#search-results li")) == 40


def test_organs_are_offered_for_a_region(chromium: Chromium, large: tuple[Site, Traffic]) -> None:
    with chromium.window() as window:
        start(window, large[0])
        window.page.locator("summary").click()
        organ = window.page.get_by_label("机构", exact=True)
        assert organ.is_disabled()
        window.page.get_by_label("地区").select_option("揭市")
        window.page.locator("#search-organ:enabled").wait_for()
        assert organ.inner_text().split()[:3] == ["全部", "揭市卫生健康局", "揭市市场监督管理局"]


def test_what_is_shown(chromium: Chromium, small: Site) -> None:
    with chromium.window() as window:
        start(window, small)
        for text, names, html in _SHOWN:
            results(window, "", "共 5 条可查。")
            assert results(window, text, f"找到 {len(names)} 条。" if names else _NONE) == names
            assert window.page.locator("#search-results a").evaluate_all(_MARKED)[:1] == ([html] if html else [])
            assert window.page.get_by_role("navigation", name="从目录里找").is_visible() == (not names)


def test_an_alias_and_a_code_are_shown_where_they_were_found(chromium: Chromium, small: Site) -> None:
    with chromium.window() as window:
        start(window, small)
        results(window, "访问签", "找到 1 条。")
        about = window.page.locator("#search-results p")
        assert about.evaluate_all(_MARKED) == [
            "事项 · 公共服务 · 珠市 · 珠市卫生健康局",
            "又称：<mark>访问签</mark>证",
        ]
        results(window, "2620J344", "找到 1 条。")
        assert about.evaluate_all(_MARKED)[1:] == ["编码：1144010000748<mark>2620J344</mark>012300400001"]


def test_the_address_keeps_what_was_asked(chromium: Chromium, small: Site) -> None:
    with chromium.window() as window:
        start(window, small)
        page = window.page
        assert shown(window, "共 5 条可查。") == []
        page.get_by_role("searchbox").press_sequentially("签证")
        assert shown(window, "找到 2 条。") == ["Ｍ字签证（延期）", "办理签证与公共场所检查"]
        page.get_by_text("筛选").click()
        page.get_by_label("服务对象").select_option("经营主体")
        assert shown(window, "找到 1 条。") == ["办理签证与公共场所检查"]
        assert page.url.endswith("search.html?q=%E7%AD%BE%E8%AF%81&audience=%E7%BB%8F%E8%90%A5%E4%B8%BB%E4%BD%93")
        page.get_by_role("link", name="办理签证与公共场所检查").click()
        assert page.url.endswith("/i/e.html")
        page.go_back()
        assert shown(window, "找到 1 条。") == ["办理签证与公共场所检查"]
        page.go_back()
        assert len(shown(window, "找到 2 条。")) == 2
        assert page.get_by_label("服务对象").input_value() == ""
        page.go_back()
        assert shown(window, "共 5 条可查。") == []
        assert page.get_by_role("searchbox").input_value() == ""
        page.go_forward()
        assert len(shown(window, "找到 2 条。")) == 2


def test_filters_alone_list_what_they_choose(chromium: Chromium, small: Site) -> None:
    with chromium.window() as window:
        start(window, small, "?region=440100&large=1")
        assert shown(window, "找到 2 条。") == ["公共场所卫生许可（新办）", "办理签证与公共场所检查"]
        window.page.get_by_text("筛选（已选 1 项）", exact=True).click()
        window.page.get_by_label("主题").select_option("出境入境")
        assert shown(window, "找到 1 条。") == ["办理签证与公共场所检查"]
        window.page.wait_for_url("**/search.html?large=1&region=440100&theme=*")
        window.page.get_by_role("button", name="清除").click()
        assert shown(window, "共 5 条可查。") == []
        assert window.page.url.endswith("search.html?large=1")


def test_an_organ_of_another_region_is_no_longer_chosen(chromium: Chromium, small: Site) -> None:
    with chromium.window() as window:
        start(window, small, "?organ=11440300000000000J")
        assert shown(window, "找到 2 条。") == ["Ｍ字签证（延期）", "重庆银行𠮷林分行"]
        assert window.page.get_by_label("机构", exact=True).locator("option").all_text_contents()[0] == "全部"
        window.page.locator("summary").click()
        window.page.get_by_label("地区").select_option("440100")
        assert len(shown(window, "找到 2 条。")) == 2
        window.page.wait_for_url("**/search.html?region=440100")


def test_one_comes_back_to_as_many_results(chromium: Chromium, medium: Site) -> None:
    with chromium.window() as window:
        start(window, medium, "?q=ggcs")
        shown(window, "找到 139 条，显示前 20 条。")
        for count in (40, 60):
            window.page.get_by_role("button", name="再显示 20 条").click()
            shown(window, f"找到 139 条，显示前 {count} 条。")
        focused = window.ask("document.activeElement === document.querySelectorAll('#search-results a')[40]")
        assert focused
        window.page.reload()
        assert len(shown(window, "找到 139 条，显示前 60 条。")) == 60


def test_with_the_keyboard_alone(chromium: Chromium, small: Site) -> None:
    with chromium.window(PHONE) as window:
        start(window, small, "?q=公共场所")
        shown(window, "找到 3 条。")
        assert window.unseen_focus() == []
        assert window.tab_stops() == [
            Stop("searchbox", "名称、别名、拼音首字母或编码"),
            Stop("button", "搜索"),
            Stop("DisclosureTriangle", "筛选"),
            Stop("link", "公共场所卫生许可"),
            Stop("link", "公共场所卫生许可（新办）"),
            Stop("link", "办理签证与公共场所检查"),
        ]
        keyboard = window.page.keyboard
        window.page.get_by_role("searchbox").focus()
        keyboard.press("ControlOrMeta+A")
        keyboard.type("qz")
        keyboard.press("Enter")
        shown(window, "找到 2 条。")
        for _stop in range(3):
            keyboard.press("Tab")
        keyboard.press("Enter")
        window.page.wait_for_url("**/i/d.html")


def test_hostile_names_are_text(chromium: Chromium, tmp_path: Path) -> None:
    texts = (
        "<script>document.title='run'</script>", "</script><img src=x onerror=\"document.title='run'\">", "\"'`${1}&amp;<!--",
        "a\u2028b\u2029c\u202ed\u2066e\x00f", "__proto__", "constructor", "javascript:document.title='run'", "长" * 3000,
    )  # fmt: skip
    rows = [
        Findable(f"i/{number}.html", text, initials(text), text, (text,), text, text, text, text, (text,), (text,))
        for number, text in enumerate(texts)
    ]
    site = Site.on_disk(write_site(tmp_path, rows))
    with chromium.window(SMALL_PHONE) as window:
        for text, name in (
            ("<script>", texts[0]),
            ("img src", texts[1]),
            ("&amp;", texts[2]),
            ("b\u2029c", "a\u2028b\u2029c\ufffdd\ufffde\ufffdf"),
            ("__proto__", texts[4]),
            ("constructor", texts[5]),
            ("javascript:", texts[6]),
            ("长长", texts[7]),
        ):
            start(window, site, "")
            results(window, text, "找到 1 条。" if text != "<script>" else "找到 3 条。")
            names = window.page.locator("#search-results a").evaluate_all("all => all.map((one) => one.textContent)")
            assert name in names
            assert window.sideways() == []
        window.open(site, "search.html", "?q=%3Cimg+src%3Dx%3E&region=%3Cscript%3E&kind=__proto__")
        assert shown(window, _NONE) == []
        assert window.page.title() == "搜索"
        assert window.ask("document.querySelectorAll('main script, main img').length") == 0


def test_without_script_the_lists_are_there(chromium: Chromium, small: Site) -> None:
    with chromium.window(NO_SCRIPT) as window:
        window.open(small, "search.html")
        assert window.text("main").split("\n\n") == [
            "搜索", "搜索要用脚本；浏览器不运行脚本时，请从目录里找。", "从目录里找\n按地区和机构",
        ]  # fmt: skip


def test_files_that_are_missing_are_told_of(chromium: Chromium, tmp_path: Path) -> None:
    folder = write_site(tmp_path, _FOUND)
    for file in folder.glob("search/b*.js"):
        file.unlink()
    with chromium.window() as window:
        start(window, Site.on_disk(folder), "?q=签证")
        assert shown(window, "搜索用的文件没有读全，请稍后再试，或者从目录里找。") == []
        assert window.page.get_by_role("link", name="按地区和机构").is_visible()
        assert [one for one in window.complaints if "ERR_FILE_NOT_FOUND" not in one] == []
        window.complaints.clear()


@pytest.mark.parametrize("mode", [DESKTOP, PHONE, DARK], ids=["desktop", "phone", "dark"])
def test_axe_has_nothing_to_say(chromium: Chromium, small: Site, mode: object) -> None:
    assert violations(chromium, small, "search.html", mode, more="?q=公共&region=440100") == []


def test_nothing_is_wider_than_a_small_phone(chromium: Chromium, small: Site) -> None:
    with chromium.window(SMALL_PHONE) as window:
        start(window, small, "?q=公共&region=440100")
        shown(window, "找到 2 条。")
        assert window.sideways() == []
