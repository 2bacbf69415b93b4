"""The pages as HTML: well-formed, accessible, and harmless whatever the texts say."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib
import pytest

from itemkit.guides import GuideContext, page_of, publish
from itemkit.guides.names import slug
from itemkit.guides.render import CONTENT_SECURITY_POLICY, Frame, guide_html
from itemkit.model.config import Config
from itemkit.model.item import Item

FULL, HOSTILE_PATH, LEAST = "items/full.yaml", "items/hostile.yaml", "items/least.yaml"


@pytest.fixture
def site(full_item: Item, hostile_item: Item, item, context: GuideContext, tmp_path: Path) -> Path:
    items = [(FULL, full_item), (HOSTILE_PATH, hostile_item), (LEAST, item())]
    publish(items, context, tmp_path / "site", allow_uncoded=True)
    return tmp_path / "site"


def parse(text: str) -> Element:
    """The document; any error that an HTML parser would have to mend fails the test."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def each_page(site: Path) -> Iterator[tuple[str, Element]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), parse(path.read_text("utf-8"))


def text(element: Element) -> str:
    return "".join(element.itertext())


def test_every_page_is_well_formed_and_has_its_landmarks(site: Path) -> None:
    names = []
    for name, page in each_page(site):
        names.append(name)
        assert page.get("lang") == "zh-CN"
        body = page.find("body")
        tops = [(one.tag, one.get("class") or one.get("id")) for one in body if one.tag != "aside"]
        frame = [("a", "skip"), ("header", "site-header"), ("main", "frame"), ("footer", "site-footer")]
        assert tops == frame, name
        assert body[0].get("href") == "#main"
        assert len(page.findall(".//main")) == 1
        assert text(page.find("head/title")).strip()
    assert names == sorted(
        [
            "i/11440100007482620J344012300400001.html",
            f"i/{slug(HOSTILE_PATH)}.html",
            f"i/{slug(LEAST)}.html",
            "index.html",
            "types.html",
        ]
    )


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


def test_no_script_and_nothing_from_elsewhere(site: Path) -> None:
    for name, page in each_page(site):
        tags = {one.tag for one in page.iter() if isinstance(one.tag, str)}
        assert not tags & {"script", "style", "img", "iframe", "object", "embed", "form", "base", "svg", "b"}, name
        for one in page.iter():
            assert not [key for key in one.attrib if key.lower().startswith("on") or key == "style"], name
        policies = [one.get("content") for one in page.iter("meta") if one.get("http-equiv")]
        assert policies == [CONTENT_SECURITY_POLICY]
        assert [one.get("href") for one in page.iter("link")] == ["../style.css" if "/" in name else "style.css"]


def test_links_lead_to_pages_of_the_site_or_to_safe_addresses(site: Path) -> None:
    for name, page in each_page(site):
        for link in page.iter("a"):
            href = link.get("href")
            if not re.match(r"(?:https?://|mailto:|tel:|#)[^\s<>\"]+$", href):
                assert re.fullmatch(r"(?:\.\./)?(?:i/)?[^/:]+\.html", href), (name, href)
                assert ((site / name).parent / unquote(href)).resolve().is_file(), (name, href)


def test_hostile_texts_are_shown_as_texts(site: Path, hostile_texts: tuple[str, ...]) -> None:
    page = (site / "i" / f"{slug(HOSTILE_PATH)}.html").read_bytes().decode("utf-8")
    shown = text(parse(page))
    for hostile in hostile_texts:
        assert re.sub("[\x00-\x1f\x7f-\x9f\u202a-\u2069\uffff]", "\ufffd", hostile) in shown
    assert "half \ufffd" in shown
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
    assert "passwd" in page


def test_an_example_catalog_says_so_on_every_page(full_item: Item, tmp_path: Path) -> None:
    config = Config.model_validate({"catalog": {"example": True, "notice": "只作演示 <i>"}})
    publish([(FULL, full_item)], GuideContext(config), tmp_path)
    for name, page in each_page(tmp_path):
        notices = [text(one) for one in page.findall(".//aside//p")]
        assert notices[:2] == ["示例目录：内容含示意，不能据以办事。", "只作演示 <i>"], name
        assert [one.get("content") for one in page.iter("meta") if one.get("name") == "robots"] == ["noindex"]


def test_a_catalog_that_is_no_example_may_be_found(context: GuideContext, coded) -> None:
    html = guide_html(page_of(coded(), context), Frame.of(context))
    assert "noindex" not in html
    assert "<aside" not in html


def test_the_page_of_an_item_without_a_code_says_that_it_is_a_preview(item, context: GuideContext) -> None:
    page = parse(guide_html(page_of(item(local_code="LOCAL-1", status="待审"), context), Frame.of(context)))
    assert [one.get("content") for one in page.iter("meta") if one.get("name") == "robots"] == ["noindex"]
    assert page.find("body").get("class") == "preview"
    assert [(one.get("class"), text(one)) for one in page.findall(".//aside//p")] == [
        ("watermark", "预览：没有编码，不能据以办事"),
        (None, "待审：内容还没有审定，不能据以办事。"),
    ]
    assert page.find(".//p[@class='code']") is None


def test_the_page_of_an_item_with_a_code_says_no_such_thing(coded, context: GuideContext) -> None:
    html = guide_html(page_of(coded(), context), Frame.of(context))
    assert not re.search("preview|watermark|预览|noindex", html)
    assert f'<p class="code">编码 <span>{coded().code}</span></p>' in html


def test_the_lists_mark_items_without_a_code_and_may_be_found(site: Path) -> None:
    for name in ("index.html", "types.html"):
        page = parse((site / name).read_text("utf-8"))
        marked = [
            text(one.find("a"))
            for one in page.findall(".//ul[@class='items']/li")
            if one.find("span[@class='tag']") is not None
        ]
        assert sorted(marked) == ["<script>alert(1)</script></title></style></script><b>bold</b>", "事项"], name
        assert {text(one) for one in page.findall(".//span[@class='tag']")} == {"预览：没有编码"}
        assert [one for one in page.iter("meta") if one.get("name") == "robots"] == []


def test_the_whole_of_a_small_page(item, context: GuideContext) -> None:
    html = guide_html(page_of(item(fees=[{"name": "费", "amount": 5}]), context), Frame.of(context))
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
