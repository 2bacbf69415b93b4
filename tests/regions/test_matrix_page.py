"""The page of the comparison: well formed, by itself, nothing in it that runs, first places told in words."""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from across import index_of
from itemkit.regions.matrix import Choice, matrix_of, page

BASE, SECOND, THIRD = "440123004000", "440109002001", "440131013000"


def item(name: str, standard: str, region: str, days: int, **more: Any) -> dict[str, Any]:
    limit = {"promised": {"days": days, "unit": "工作日"}}
    return {"name": name, "type": "行政许可", "standard": standard, "region": region, "time_limit": limit, **more}


FILES = {
    "items/a.yaml": item("甲许可<b>", BASE, "440100", 5, visits=0, fees=[]),
    "items/b.yaml": item("甲许可<b>", BASE, "440200", 7, visits=0, fees=[{"name": "费", "amount": 10}]),
    "items/b2.yaml": item("甲许可<b>", BASE, "440200", 8),
    "items/c.yaml": item("乙（一）", SECOND, "440100", 1),
    "items/d.yaml": item("乙（二）", SECOND, "440100", 1),
    "items/e.yaml": item("乙（二）", SECOND, "440200", 1),
    "items/f.yaml": item("丙", THIRD, "440200", 1),
}


def html_of(files: Mapping[str, Any] = FILES) -> str:
    names = {"440200": '乙市"<script>'}
    return page(matrix_of(index_of(files), Choice(), catalog="甲<b>省</b>", regions=names))


def section(html: str, name: str) -> Element:
    tree: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return next(one for one in tree.iter("section") if one.get("aria-labelledby") == name)


def words(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def rows(element: Element) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in element.iter("tr")]


def test_it_is_well_formed_and_stands_alone() -> None:
    html = html_of()
    html5lib.HTMLParser(strict=True).parse(html)
    assert "甲&lt;b&gt;省&lt;/b&gt;" in html
    assert "甲许可&lt;b&gt;" in html
    assert "<b>" not in html
    assert re.findall(r"<script|<link|<img|@import|url\(|src=|href=|https?://", html) == []
    assert "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;" in html
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {one for several in re.findall(r'aria-labelledby="([^"]+)"', html) for one in several.split()} <= set(ids)


def test_the_figures() -> None:
    facts = [words(one) for one in section(html_of(), "overview").iter("div")]
    assert facts == [
        "地方 2 7 个事项",
        "行数 4 标准事项，或者分出的办理项",
        "可以比的 2 至少两个地方有",
        "轻重不同的 1 有一项各地不一样",
        "有领跑的 1 一个地方各项都最少",
    ]


def test_the_plot_and_its_table_say_the_same() -> None:
    regions = section(html_of(), "regions")
    texts = [part.text for part in regions.iter() if part.tag.endswith("text")]
    assert texts == ["广州市", "2", '乙市"<script>', "0"]
    assert rows(regions)[2:] == [
        ["广州市 440100", "3", "1", "1", "0", "0", "1", "2", "1"],
        ['乙市"<script> 440200', "3", "0", "0", "0", "0", "0", "0", "0"],
    ]


def test_the_table() -> None:
    assert rows(section(html_of(), "matrix")) == [
        ["事项", "广州市", '乙市"<script>', "最少–最多"],
        ["乙（二） 440109002001", *["1 工作日 申请材料未写 到现场次数未写 收费未写"] * 2, "1 工作日 — — —"],
        [
            "甲许可<b> 440123004000",
            "★ 5 工作日 申请材料未写 0 次 ★ 不收费 领跑",
            "7 工作日 申请材料未写 0 次 10 元 （2 项）",
            "5–7 工作日 — 0 次 0–10 元",
        ],
    ]  # fmt: skip


def test_what_is_missing_and_what_only_one_has() -> None:
    html = html_of()
    assert words(section(html, "missing")).endswith("用 --level 只比同级的。 广州市缺 1 个 丙 440131013000")
    assert rows(section(html, "alone"))[1:] == [
        ["乙（一） 440109002001", "广州市"],
        ["丙 440131013000", '乙市"<script>'],
    ]


def test_more_than_anybody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(page.__globals__, "_MOST_CELLS", 2)
    monkeypatch.setitem(page.__globals__, "_MOST_ALONE", 1)
    html = html_of()
    assert [row[0] for row in rows(section(html, "matrix"))] == ["事项", "乙（二） 440109002001"]
    assert "另有 1 行没有列出" in words(section(html, "matrix"))
    assert "2 行" in words(section(html, "alone"))
    assert "另有 1 个没有列出" in words(section(html, "alone"))


def test_one_region_alone() -> None:
    html = html_of({"items/a.yaml": FILES["items/a.yaml"]})
    html5lib.HTMLParser(strict=True).parse(html)
    assert rows(section(html, "matrix"))[1][:2] == ["甲许可<b> 440123004000", "5 工作日 申请材料未写 0 次 不收费"]
    assert 'id="missing"' not in html
    assert 'id="alone"' not in html
    assert "<svg" not in html
