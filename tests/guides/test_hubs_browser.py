"""The pages about more than one item in a real browser: nothing for axe to find on a phone, tables, the way to the search.

``test_guide_browser`` looks at a page of each kind, these among them, in every other mode.
"""

from pathlib import Path

import pytest

from accessibility import found_by_axe
from browser import DESKTOP, NO_SCRIPT, PHONE, Chromium, Mode
from itemkit.guides.names import page_name
from itemkit.guides.site import PublishOptions, publish
from itemkit.source.catalog import Catalog
from sites import Site

pytestmark = pytest.mark.slow

STANDARD = "s/440109002004.html"
PAGES = (
    "index.html", "regions.html", "organs.html", "themes.html", "stages.html", "standards.html", "certificates.html",
    "bundles.html", "404.html", "r/440100.html", "o/11450721MB15580811.html", STANDARD, page_name("theme", "证件办理"),
    page_name("stage", "就业"), page_name("certificate", "居民身份证"), page_name("bundle", "bundles/开办餐饮店.yaml"),
)  # fmt: skip


@pytest.fixture(scope="module")
def site(own_catalog: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    out = tmp_path_factory.mktemp("hubs") / "site"
    publish(Catalog(own_catalog), out, PublishOptions(allow_uncoded=True))
    return Site.on_disk(out)


def test_axe_finds_nothing(chromium: Chromium, site: Site) -> None:
    with chromium.window(PHONE, bypass_csp=True) as window:
        wrong = {}
        for name in PAGES:
            window.open(site, name)
            wrong[name] = found_by_axe(window)
    assert {name: several for name, several in wrong.items() if several} == {}


_SCROLLS = """() => new Promise(tell => {
    const table = document.querySelector(".side-by-side");
    const look = () => table.scrollLeft > 0 ? tell(true) : requestAnimationFrame(look);
    setTimeout(() => tell(false), 10000);
    look();
})"""
"""Whether the table scrolls within ten seconds; the policy of the page keeps Playwright's own way of waiting out."""


def test_the_table_of_regions_scrolls_by_itself_and_by_keys(chromium: Chromium, site: Site) -> None:
    with chromium.window(Mode(700, 800)) as window:
        window.open(site, STANDARD)
        table = window.page.get_by_role("region", name="律师执业变更审核：各地对照")
        table.focus()
        window.page.keyboard.press("ArrowRight")
        assert window.ask(_SCROLLS)
        first = window.page.get_by_role("rowheader").first
        assert (first.inner_text(), first.is_visible()) == ("广东省", True)
        assert window.sideways() == []


def test_on_a_phone_each_cell_of_the_table_says_what_it_is(chromium: Chromium, site: Site) -> None:
    with chromium.window(PHONE) as window:
        window.open(site, STANDARD)
        said = window.ask("getComputedStyle(document.querySelectorAll('tbody td')[2], '::before').content")
        assert said == '"承诺办结时限"'
        assert window.texts("strong.best")[0] == "最少"


@pytest.mark.parametrize("mode", [DESKTOP, NO_SCRIPT], ids=["script", "no script"])
def test_the_search_of_the_home_page_leads_to_the_search(chromium: Chromium, site: Site, mode: Mode) -> None:
    with chromium.window(mode) as window:
        window.open(site)
        window.page.get_by_role("searchbox", name="找要办的事").fill("律师")
        window.page.keyboard.press("Enter")
        window.page.wait_for_url("**/search.html?q=*")
        assert window.page.url == site.address("search.html", "?q=%E5%BE%8B%E5%B8%88")
