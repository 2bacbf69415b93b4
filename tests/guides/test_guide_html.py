"""The pages as HTML: well-formed, accessible, and harmless whatever the texts say."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib
import pytest
from msgspec.structs import replace

from itemkit.guides import GuideContext, page_of
from itemkit.guides.frame import Frame
from itemkit.guides.html import entry_html, picker_html, when_html
from itemkit.guides.navigation import ABOUT, NAVIGATION
from itemkit.guides.opening import other_edition
from itemkit.guides.page import COMPLETE, CONCISE, Asked, Entry
from itemkit.guides.render import ACCESSIBILITY, CONTENT_SECURITY_POLICY, guide_html, page_html, parts_of
from itemkit.model.config import Config
from itemkit.model.item import Item

BASE = "https://example.gov.cn/%E7%9B%AE%E5%BD%95/"
PAGES = {page for page, _ in (*NAVIGATION, *ABOUT)}
SCRIPTS = ["../site.js", "../guide.js"]


def written(item: Item, context: GuideContext, name: str, edition: str = COMPLETE, base_url: str = "") -> str:
    """The page of an item, as it stands on a site."""
    page = page_of(item, context, edition)
    return guide_html(page, parts_of(page), Frame.of(context, base_url), f"i/{name}.html")


@pytest.fixture
def site(full_item: Item, hostile_item: Item, item, context: GuideContext, tmp_path: Path) -> Path:
    """Both editions of a full item, one with hostile texts, and one that says nothing; half of them with an address."""
    items = {"full": full_item, "hostile": hostile_item, "least": item()}
    for name, one in items.items():
        for edition, suffix, base in ((COMPLETE, "", BASE), (CONCISE, "-concise", "")):
            target = tmp_path / "i" / f"{name}{suffix}.html"
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(written(one, context, name, edition, base).encode())
    accessibility = page_html(ACCESSIBILITY, ACCESSIBILITY, Frame.of(context))
    (tmp_path / ACCESSIBILITY).write_bytes(accessibility.encode())
    return tmp_path


def parse(text: str) -> Element:
    """The document; any error that an HTML parser would have to mend fails the test."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def each_page(site: Path) -> Iterator[tuple[str, Element]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), parse(path.read_text("utf-8"))


def text(element: Element) -> str:
    return "".join(element.itertext())


def test_every_page_is_well_formed_and_has_its_landmarks(site: Path) -> None:
    frame = [
        ("a", "skip"),
        ("header", "site-header"),
        ("nav", "crumbs frame"),
        ("main", "frame"),
        ("footer", "site-footer"),
    ]
    for name, page in each_page(site):
        assert page.get("lang") == "zh-CN"
        body = page.find("body")
        tops = [(one.tag, one.get("class") or one.get("id")) for one in body if one.tag != "aside"]
        assert tops == frame, name
        assert body[0].get("href") == "#main"
        assert len(page.findall(".//main")) == 1
        assert text(page.find("head/title")).strip()
        menu = page.findall(".//details[@class='menu']//a")
        top = "../" if "/" in name else ""
        assert [(one.get("href"), text(one)) for one in menu] == [(top + file, said) for file, said in NAVIGATION]


def test_headings_begin_with_one_h1_and_skip_no_level(site: Path) -> None:
    for name, page in each_page(site):
        levels = [int(one.tag[1]) for one in page.iter() if re.fullmatch("h[1-6]", str(one.tag))]
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        assert all(later <= before + 1 for before, later in pairwise(levels)), (name, levels)


def test_ids_are_unique_and_everything_that_refers_to_one_finds_it(site: Path) -> None:
    for name, page in each_page(site):
        ids = Counter(one.get("id") for one in page.iter() if one.get("id"))
        assert set(ids.values()) <= {1}, name
        wanted = {one.get("aria-labelledby") for one in page.iter() if one.get("aria-labelledby")}
        wanted |= {one.get("href")[1:] for one in page.iter("a") if one.get("href").startswith("#")}
        assert wanted <= set(ids), name


def test_every_region_and_table_is_named(site: Path) -> None:
    for name, page in each_page(site):
        for region in page.iter():
            if region.tag in {"nav", "section", "aside"}:
                assert region.get("aria-label") or region.get("aria-labelledby"), name
        for table in page.iter("table"):
            assert text(table.find("caption"))
            assert {one.get("scope") for one in table.findall("thead/tr/th")} == {"col"}
            for row in table.findall("tbody/tr"):
                assert [one.get("scope") for one in row if one.tag == "th"] == ["row"]
                labels = [text(one) for one in table.findall("thead/tr/th")]
                assert [one.get("data-label") for one in row if one.tag == "td"] == labels[1:]


def test_no_script_of_others_and_nothing_from_elsewhere(site: Path) -> None:
    for name, page in each_page(site):
        tags = {one.tag for one in page.iter() if isinstance(one.tag, str)}
        assert not tags & {"style", "iframe", "object", "embed", "form", "base", "b"}, name
        for one in page.iter():
            assert not [key for key in one.attrib if key.lower().startswith("on") or key == "style"], name
        is_guide = "/" in name
        assert [one.get("src") for one in page.iter("script") if "src" in one.attrib] == (
            SCRIPTS if is_guide else ["site.js"]
        )
        data = [one for one in page.iter("script") if "src" not in one.attrib]
        assert [one.attrib for one in data] == [{"type": "application/ld+json"}] * is_guide
        assert all(one.get("src").startswith("data:image/png;base64,") for one in page.iter("img"))
        policies = [one.get("content") for one in page.iter("meta") if one.get("http-equiv")]
        assert policies == [CONTENT_SECURITY_POLICY]
        styles = [one.get("href") for one in page.iter("link") if one.get("rel") == "stylesheet"]
        assert styles == ["../style.css" if is_guide else "style.css"]


def test_links_lead_to_pages_of_the_site_or_to_safe_addresses(site: Path) -> None:
    for name, page in each_page(site):
        for link in page.iter("a"):
            href = link.get("href")
            if not re.match(r"(?:https?://|mailto:|tel:|#)[^\s<>\"]+$", href):
                assert unquote(href).removeprefix("../") in PAGES, (name, href)


def test_hostile_texts_are_shown_as_texts(site: Path, hostile_texts: tuple[str, ...]) -> None:
    page = (site / "i" / "hostile.html").read_bytes().decode("utf-8")
    shown = text(parse(page))
    for hostile in hostile_texts:
        assert re.sub("[\x00-\x1f\x7f-\x9f\u202a-\u2069\uffff]", "\ufffd", hostile) in shown
    assert "half \ufffd" in shown
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
    assert "passwd" in page


def test_what_applies_under_a_condition_says_so_as_data() -> None:
    when = (("premises", ("leased", "lent")), ("a;b=c,d", ('"<>', "是 否")))
    said = "premises=leased,lent;a%3Bb%3Dc%2Cd=%22%3C%3E,%E6%98%AF%20%E5%90%A6"
    assert when_html(when) == f' data-when="{said}"'
    assert when_html(()) == ""
    asked = picker_html([Asked("a;b=c,d", "<哪种>？", (('"<>', "<甲>"),))])
    assert 'name="a%3Bb%3Dc%2Cd" value="%22%3C%3E"' in asked
    assert "<legend>&lt;哪种&gt;？</legend>" in asked
    assert "<span>&lt;甲&gt;</span>" in asked
    assert when_html((("half \ud800", ("x",)),)) == ' data-when="half%20%3F=x"'


@pytest.mark.parametrize(("duty", "has_box"), [("", True), ("later", True), ("optional", True), ("fetched", False)])
def test_what_is_to_be_brought_has_a_box_to_tick(duty, has_box) -> None:
    made = entry_html(Entry("甲", duty=duty), tickable=True)
    assert ('<input type="checkbox"' in made) == has_box
    assert (f'data-duty="{duty}"' in made) == bool(duty)
    assert "<input" not in entry_html(Entry("甲", duty=duty))


def test_without_a_script_no_control_is_dead(site: Path) -> None:
    """What only a script can answer is hidden; what works by itself is not."""
    for name, page in each_page(site):
        shown = [one.get("type") for one in page.iter("input") if "hidden" not in one.attrib]
        deadlines = page.findall(".//div[@class='deadline']")
        assert set(shown) - {"date"} <= {"checkbox"}, name
        assert all("hidden" in one.attrib for one in deadlines), name
        assert len([one for one in shown if one == "date"]) == len(deadlines)
        assert all("hidden" in one.attrib for one in page.iter("input") if one.get("type") == "radio")
        assert [one for one in page.iter() if one.tag in {"button", "select"}] == []


def test_an_example_catalog_says_so_on_every_page(full_item: Item) -> None:
    context = GuideContext(Config.model_validate({"catalog": {"example": True, "notice": "只作演示 <i>"}}))
    for edition in (COMPLETE, CONCISE):
        page = parse(written(full_item, context, "full", edition))
        notices = [text(one) for one in page.findall(".//aside//p")]
        assert notices[:2] == ["示例目录：内容含示意，不能据以办事。", "只作演示 <i>"]
        assert [one.get("content") for one in page.iter("meta") if one.get("name") == "robots"] == ["noindex"]


def test_a_catalog_that_is_no_example_may_be_found(context: GuideContext, coded) -> None:
    html = written(coded(), context, "x")
    assert "noindex" not in html
    assert "<aside" not in html


def test_the_page_of_an_item_without_a_code_says_that_it_is_a_preview(item, context: GuideContext) -> None:
    page = parse(written(item(local_code="LOCAL-1", status="待审"), context, "x", base_url=BASE))
    assert [one.get("content") for one in page.iter("meta") if one.get("name") == "robots"] == ["noindex"]
    assert page.find("body").get("class") == "preview"
    assert [(one.get("class"), text(one)) for one in page.findall(".//aside//p")] == [
        ("watermark", "预览：没有编码，不能据以办事"),
        (None, "待审：内容还没有审定，不能据以办事。"),
    ]
    assert page.findall(".//p[@class='code']") == page.findall(".//img") == []


def test_the_page_of_an_item_with_a_code_says_no_such_thing(coded, context: GuideContext) -> None:
    html = written(coded(), context, "x")
    assert not re.search("preview|watermark|预览|noindex", html)
    assert f'<p class="code">编码 <span>{coded().code}</span></p>' in html


def test_a_page_with_an_address_says_it_to_telephones_programs_and_paper(coded, context: GuideContext) -> None:
    address = f"{BASE}i/x.html"
    page = parse(written(coded(name="甲"), context, "x", base_url=BASE))
    assert [one.get("href") for one in page.iter("link") if one.get("rel") == "canonical"] == [address]
    told = {one.get("property"): one.get("content") for one in page.iter("meta") if one.get("property")}
    assert (told["og:url"], told["og:title"], told["og:site_name"]) == (address, "甲", "市级目录")
    assert json.loads(text(next(one for one in page.iter("script") if one.get("type"))))["url"] == address
    assert len(page.findall(".//img")) == 1
    assert f"网址 {address}" in text(page.find("body"))


def test_without_an_address_nothing_is_made_up(coded, context: GuideContext) -> None:
    page = parse(written(coded(), context, "x"))
    assert [one for one in page.iter("link") if one.get("rel") == "canonical"] == page.findall(".//img") == []
    assert "url" not in json.loads(text(next(one for one in page.iter("script") if one.get("type"))))


def test_editions_lead_to_each_other_and_the_complete_one_is_the_one_to_be_found(coded, context: GuideContext) -> None:
    names = {COMPLETE: "i/x.html", CONCISE: "i/x-concise.html"}
    for edition, other, said in ((COMPLETE, "x-concise.html", "看简版"), (CONCISE, "x.html", "看完整版")):
        page = page_of(coded(), context, edition)
        linked = replace(page, other=other_edition(edition, names))
        made = parse(guide_html(linked, parts_of(page), Frame.of(context, BASE), names[edition]))
        links = made.findall(".//a[@class='other-edition']")
        assert [(one.get("href"), text(one)) for one in links] == [(other, said)]
        assert [one.get("href") for one in made.iter("link") if one.get("rel") == "canonical"] == [f"{BASE}i/x.html"]
        structured = [one for one in made.iter("script") if one.get("type") == "application/ld+json"]
        assert len(structured) == (edition == COMPLETE)
    assert other_edition(COMPLETE, {COMPLETE: "i/x.html"}) is None


def test_the_whole_of_a_small_page(item, context: GuideContext) -> None:
    html = written(item(fees=[{"name": "费", "amount": 5}]), context, "x")
    main = html[html.index("<main") : html.index("</main>")]
    assert main.splitlines() == [
        '<main id="main" class="frame" tabindex="-1">',
        '<div class="opening">',
        "<h1>事项</h1>",
        '<ul class="subtitle" role="list"><li>行政许可</li></ul>',
        '<section class="lead" aria-labelledby="lead-title">',
        '<h2 id="lead-title" class="visually-hidden">办事要点</h2>',
        '<dl class="facts">',
        "<div><dt>多少钱</dt><dd>费：5 元</dd></div>",
        "</dl>",
        "</section>",
        "</div>",
        '<div class="body">',
        '<nav class="contents" aria-labelledby="contents-title">',
        '<h2 id="contents-title">本页内容</h2>',
        '<ol role="list">',
        '<li><a href="#basic">基本信息</a></li>',
        '<li><a href="#fees">收费</a></li>',
        "</ol>",
        "</nav>",
        '<div class="sections">',
        '<section id="basic" aria-labelledby="basic-title">',
        '<h2 id="basic-title">基本信息</h2>',
        '<dl class="facts">',
        "<div><dt>事项类型</dt><dd>行政许可</dd></div>",
        "</dl>",
        "</section>",
        '<section id="fees" aria-labelledby="fees-title">',
        '<h2 id="fees-title">收费</h2>',
        '<table role="table" aria-labelledby="fees-table-1">',
        '<caption id="fees-table-1" class="visually-hidden">收费</caption>',
        '<thead role="rowgroup">',
        '<tr role="row"><th role="columnheader" scope="col">收费项目</th><th role="columnheader" scope="col">金额</th></tr>',
        "</thead>",
        '<tbody role="rowgroup">',
        '<tr role="row"><th role="rowheader" scope="row">费</th><td role="cell" data-label="金额">5 元</td></tr>',
        "</tbody>",
        "</table>",
        "</section>",
        "</div>",
        "</div>",
    ]
