"""The published catalog in a real browser, a page of each kind: from a folder and from a server, with script and without,
by keys alone, on a phone and on paper, and what axe finds wrong in each mode."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from accessibility import IN_EVERY_MODE, found_by_axe
from browser import DARK, DESKTOP, LARGE, NO_SCRIPT, PAPER, PHONE, SMALL_PHONE, Chromium, Mode, Stop, Window
from command_line import itemkit
from sites import Site, served

pytestmark = pytest.mark.slow

CODE = "TE45072110000000034450708001W01"
GUIDE = f"i/{CODE}.html"
"""An item with situations, alternatives, steps and everything else that a guide has."""
STANDARD = "s/440109002004.html"
"""A standard with a table of what the regions made of it."""
NOT_FOUND = "404.html"
"""Its addresses begin at the root of the server, since it is shown in the place of any page."""
LARGE_AND_DARK = Mode(360, 740, dark=True, tick="大字版")
IN_LARGE = (*IN_EVERY_MODE, "color-contrast-enhanced")
_STYLESHEETS = "[...document.styleSheets].map(one => one.href)"


@pytest.fixture(scope="module")
def published(own_catalog: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalog that comes with the project, published."""
    out = tmp_path_factory.mktemp("published") / "站点 #1"
    arguments = ("--catalog", own_catalog, "--allow-uncoded", "--base-url", "https://example.org/")
    assert itemkit(own_catalog, "publish", out, *arguments).code == 0
    return out


def by_kind(published: Path) -> dict[str, list[str]]:
    """All pages of each kind, the smallest first: a page at the top is one by itself, items have two editions."""
    found: dict[str, list[str]] = {}
    for page in sorted(published.rglob("*.html"), key=lambda one: one.stat().st_size):
        name = page.relative_to(published).as_posix()
        folder, slash, rest = name.partition("/")
        found.setdefault(f"{folder} {rest.endswith('-concise.html')}" if slash else name, []).append(name)
    return found


@pytest.fixture(scope="module")
def kinds(published: Path) -> tuple[str, ...]:
    """A page of each kind, the largest, but for the one that is only for a server."""
    largest = {several[-1] for several in by_kind(published).values()}
    return tuple(sorted((largest | {GUIDE, STANDARD}) - {NOT_FOUND}))


@pytest.fixture(scope="module")
def samples(published: Path) -> tuple[str, ...]:
    """A page of each kind, of middling size: the same look with fewer lines."""
    middling = {several[len(several) // 2] for several in by_kind(published).values()}
    return tuple(sorted((middling | {GUIDE, STANDARD}) - {NOT_FOUND}))


@pytest.fixture
def site(published: Path) -> Site:
    return Site.on_disk(published)


def each_opened(window: Window, site: Site, names: tuple[str, ...]) -> Iterator[str]:
    """Open one page after the other."""
    for name in names:
        window.open(site, name)
        yield name


def test_every_kind_of_page_is_looked_at(kinds: tuple[str, ...]) -> None:
    top = {name for name in kinds if "/" not in name}
    assert {"index.html", "search.html", "data.html", "standards.html", "certificates.html"} <= top
    assert [name.partition("/")[0] for name in kinds if "/" in name] == [
        "b",
        "c",
        "g",
        "i",
        "i",
        "i",
        "o",
        "r",
        "s",
        "t",
    ]


# where it comes from


def test_from_a_server(chromium: Chromium, published: Path, kinds: tuple[str, ...]) -> None:
    with served(published) as (site, traffic), chromium.window() as window:
        for name in each_opened(window, site, kinds):
            assert window.text("h1"), name
        assert [one for one in traffic.requests if one[0] not in "23"] == []
        open_nothing(window, site)
        assert window.text("h1") == "没有这个网页"
        assert [one.startswith(f"{site.base}style") for one in window.ask(_STYLESHEETS)] == [True]
        assert [one for one in traffic.requests if one[0] not in "23"] == ["404 /i/none.html"]


def open_nothing(window: Window, site: Site) -> None:
    """Open a page that is not there; the browser may complain of that, and of nothing else."""
    window.open(site, "i/none.html")
    assert [one.partition(":")[2][:24] for one in window.complaints] == [" Failed to load resource"]
    window.complaints.clear()


@pytest.mark.parametrize(
    ("mode", "rules"),
    [
        (SMALL_PHONE, IN_EVERY_MODE), (PHONE, ()), (DESKTOP, IN_EVERY_MODE), (DARK, IN_EVERY_MODE), (LARGE, IN_LARGE),
        (LARGE_AND_DARK, IN_LARGE), (PAPER, IN_EVERY_MODE),
    ],
    ids=["320", "360", "1280", "dark", "large", "large dark", "paper"],
)  # fmt: skip
def test_where_nothing_is_found(mode: Mode, rules: tuple[str, ...], chromium: Chromium, published: Path) -> None:
    with served(published) as (site, _traffic), chromium.window(mode, bypass_csp=True) as window:
        open_nothing(window, site)
        assert (window.text("h1"), window.sideways()) == ("没有这个网页", [])
        assert found_by_axe(window, only=rules) == []


def test_where_nothing_is_found_without_script(chromium: Chromium, published: Path) -> None:
    with served(published) as (site, _traffic), chromium.window(NO_SCRIPT) as window:
        open_nothing(window, site)
        assert window.text("h1") == "没有这个网页"
        assert len(window.text("main")) > 40


@pytest.mark.parametrize("mode", [SMALL_PHONE, PHONE, DESKTOP, LARGE], ids=["320", "360", "1280", "large"])
def test_from_a_folder_nobody_scrolls_sideways(
    mode: Mode, chromium: Chromium, site: Site, kinds: tuple[str, ...]
) -> None:
    with chromium.window(mode) as window:
        assert {name: window.sideways() for name in each_opened(window, site, kinds)} == {name: [] for name in kinds}


def test_without_script_every_page_says_what_it_says(chromium: Chromium, site: Site, kinds: tuple[str, ...]) -> None:
    with chromium.window(NO_SCRIPT) as window:
        for name in each_opened(window, site, kinds):
            assert window.text("h1"), name
            assert len(window.text("main")) > 40, name


# what it looks like, and to whom


def test_axe_finds_nothing_by_day(chromium: Chromium, site: Site, kinds: tuple[str, ...]) -> None:
    with chromium.window(bypass_csp=True) as window:
        found = {name: found_by_axe(window) for name in each_opened(window, site, kinds)}
    assert {name: several for name, several in found.items() if several} == {}


@pytest.mark.parametrize("mode", [DARK, LARGE, LARGE_AND_DARK, PAPER], ids=["dark", "large", "large dark", "paper"])
def test_axe_finds_nothing_in_other_modes(mode: Mode, chromium: Chromium, site: Site, samples: tuple[str, ...]) -> None:
    rules = IN_LARGE if mode.tick == "大字版" else IN_EVERY_MODE
    with chromium.window(mode, bypass_csp=True) as window:
        found = {name: found_by_axe(window, only=rules) for name in each_opened(window, site, samples)}
    assert {name: several for name, several in found.items() if several} == {}


@pytest.mark.parametrize("system_is_dark", [False, True], ids=["darker", "lighter"])
def test_colours_chosen_by_hand_are_those_of_the_system(system_is_dark: bool, chromium: Chromium, site: Site) -> None:
    by_hand = Mode(dark=system_is_dark, tick="浅色" if system_is_dark else "深色")
    seen = []
    for mode in (Mode(dark=not system_is_dark), by_hand):
        with chromium.window(mode) as window:
            window.open(site, GUIDE)
            seen.append(window.ask(_COLOURS))
    assert len(seen[0]) > 100
    assert seen[0] == seen[1]


_COLOURS = """[...document.querySelectorAll("main, main *")].map((one) => {
    const { color, backgroundColor, borderTopColor } = getComputedStyle(one);
    return [one.tagName, color, backgroundColor, borderTopColor].join(" ");
})"""


def test_by_keys_alone(chromium: Chromium, site: Site, samples: tuple[str, ...]) -> None:
    wrong = {}
    with chromium.window() as window:
        for name in each_opened(window, site, samples):
            stops = list(window.walk())
            assert stops[0] == (Stop("link", "跳到正文"), True), name
            wrong[name] = [stop for stop, is_seen in stops if not stop.name or not is_seen]
    assert wrong == {name: [] for name in wrong}


def test_the_way_around_the_navigation_leads_to_the_text(chromium: Chromium, site: Site) -> None:
    with chromium.window() as window:
        window.open(site, GUIDE)
        window.page.keyboard.press("Tab")
        window.page.keyboard.press("Enter")
        assert window.ask("document.activeElement.id") == "main"


# situations


def materials(window: Window) -> list[str]:
    """The first line of each material that is listed."""
    return [one.split("\n")[0] for one in window.texts(".checklist > li")]


def test_answers_leave_only_the_materials_that_apply(chromium: Chromium, site: Site) -> None:
    with chromium.window(PHONE) as window:
        window.open(site, GUIDE)
        whole = materials(window)
        assert [len(whole), window.text(".picked [role=status]")] == [10, "还要带 4 项；4 项看情形；2 项可不带"]
        window.page.get_by_role("radio", name="生父母").check()
        some = materials(window)
        assert set(some) < set(whole)
        assert len(some) == 8
        assert window.text(".picked [role=status]") == "还要带 6 项；2 项可不带"
        link = window.page.url
        assert link.endswith(f"{CODE}.html?ground=birth")

    with chromium.window() as window:  # somebody else opens the link
        window.open(site, GUIDE, "?ground=birth")
        assert window.page.get_by_role("radio", name="生父母").is_checked()
        assert materials(window) == some


def test_without_script_all_situations_are_listed_with_their_conditions(chromium: Chromium, site: Site) -> None:
    with chromium.window(NO_SCRIPT) as window:
        window.open(site, GUIDE)
        assert len(materials(window)) == 10
        conditions = re.findall("仅当：.*", window.text("#materials"))
        assert (
            conditions
            == ["仅当：依据谁的民族成份？——生父母"] * 2 + ["仅当：依据谁的民族成份？——继父（母）或养父（母）"] * 2
        )


def test_situations_by_keys_alone(chromium: Chromium, site: Site) -> None:
    with chromium.window() as window:
        window.open(site, GUIDE)
        window.page.get_by_role("radio").first.focus()
        window.page.keyboard.press("Space")
        assert len(materials(window)) == 8
        window.page.keyboard.press("ArrowDown")
        assert window.page.url.endswith("?ground=step")
        assert len(materials(window)) == 8


# search


@pytest.mark.parametrize("from_server", [False, True], ids=["folder", "server"])
@pytest.mark.parametrize("asked", ["民族成份变更", "gmmzcf", CODE], ids=["substring", "initials", "code"])
def test_an_item_is_found(asked: str, from_server: bool, chromium: Chromium, published: Path) -> None:
    with served(published) as (server, _traffic), chromium.window(PHONE) as window:
        window.open(server if from_server else Site.on_disk(published), "search.html")
        window.page.get_by_role("searchbox").fill(asked)
        found = window.page.locator("#search-results a").first
        found.filter(has_text="公民民族成份变更初审").wait_for()
        found.click()
        window.page.wait_for_url(f"**/{GUIDE}*")
        assert window.text("h1") == "公民民族成份变更初审"


# paper


_HEADINGS = """[...document.querySelectorAll("main h1, main h2")]
    .filter((one) => one.offsetWidth > 1 && !one.closest("nav")).map((one) => one.innerText.trim())"""


def test_what_is_printed(chromium: Chromium, site: Site, tmp_path: Path) -> None:
    with chromium.window() as window:
        window.open(site, GUIDE)
        headings = window.ask(_HEADINGS)
        pages = window.printed(tmp_path).split("\f")[:-1]
    text = re.sub(r"\s+", "", "".join(pages))
    assert [f"第{number}页，共{len(pages)}页" in re.sub(r"\s+", "", one) for number, one in enumerate(pages, 1)] == [
        True
    ] * len(pages)
    assert len(headings) > 10
    told = (
        CODE,
        "公民变更民族成份申请审批表",
        "仅当：依据谁的民族成份？——生父母",
        "要求依据",
        "二楼综合窗口11",
        *headings,
    )
    assert [one for one in told if re.sub(r"\s+", "", one) not in text] == []
    assert [one for one in ("本页内容", "看简版", "跳到正文", "大字版") if one in text] == []
