"""A guide as one HTML file: well-formed, complete, with nothing that is loaded or run."""

import base64
import hashlib
import re
from xml.etree.ElementTree import Element

import html5lib
import pytest
from sheets import CODE, each_text, sheet, sheet_of, without_space

from itemkit.guides.formats import html_
from itemkit.guides.formats.data import guide_data
from itemkit.guides.qr import Codes
from itemkit.pages import clean


def parsed(text: str) -> Element:
    """The document; any error that an HTML parser would have to mend fails the test."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def written(one) -> tuple[str, Element]:
    text = html_.write(one).decode()
    return text, parsed(text)


def test_it_needs_nothing_beside_itself() -> None:
    text, page = written(sheet())
    policy = next(one.get("content") for one in page.iter("meta") if one.get("http-equiv"))
    (style,) = page.iter("style")
    digest = base64.b64encode(hashlib.sha256(str(style.text).encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert {one.tag for one in page.iter()} & {"script", "link", "iframe", "object", "embed", "base", "form"} == set()
    assert [one.get("src") for one in page.iter() if one.get("src")] == [
        Codes().data_uri(f"https://example.gov.cn/zwfw/i/{CODE}.html")
    ]
    assert not any(name.startswith("on") or name == "style" for one in page.iter() for name in one.attrib)
    assert not re.search(r"url\((?!\"?data:)|@import", str(style.text))
    assert html_.write(sheet()) == text.encode()


def test_without_an_address_there_is_no_picture() -> None:
    _text, page = written(sheet(site=""))
    assert list(page.iter("img")) == []


def test_links_lead_where_the_page_leads() -> None:
    _text, page = written(sheet(site=""))
    ids = {one.get("id") for one in page.iter() if one.get("id")}
    inside = {one.get("href") for one in page.iter("a") if one.get("href").startswith("#")}
    assert inside - {"#illustrative"} == {"#main", *(f"#{name}" for name in (
        "basic", "fees", "time", "situations", "faq", "conditions", "content", "materials", "steps", "windows"
    ))}  # fmt: skip
    assert inside - {"#illustrative"} <= {f"#{name}" for name in ids}


@pytest.mark.parametrize("edition", ["complete", "concise"])
def test_every_text_is_there_and_hostile_ones_are_only_text(edition, full_item, hostile_item, context) -> None:
    for item in (full_item, hostile_item):
        one = sheet_of(item, context, edition)
        text, page = written(one)
        shown = without_space("".join(page.itertext()))
        wanted = [without_space(str(clean(said))) for said in each_text(guide_data(one)) if said != "选项"]
        assert [said for said in wanted if said not in shown] == []
        assert not re.search(r"<script|<img (?!class)|javascript:[^<]*\"", text)
        assert {one.get("href").partition(":")[0] for one in page.iter("a") if "#" not in one.get("href")} <= {
            "https", "http", "mailto", "tel",
        }  # fmt: skip
