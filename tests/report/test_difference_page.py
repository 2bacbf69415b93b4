"""The page of a difference: well formed, by itself, every number of its plot in a table, nothing that runs."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from differences import AFTER, BEFORE, alone, both, hostile, nothing, report, sample, side, written

from itemkit.diff.compare import compare
from itemkit.diff.effect import Effect
from itemkit.diff.making import made
from itemkit.findings import ROOT, Pointer
from itemkit.report.difference import page_contents
from itemkit.report.difference.interface import DifferenceReport
from itemkit.report.difference.marks import Part, marked, shortened
from itemkit.report.difference.page import write
from itemkit.report.difference.values import lines

NASTY = [
    "</script><script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</style></title><b>粗</b>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}{0}{name}",
    "甲\u202e乙\u2066\x00\x1b[31m\x85\ufffe\ud800\r\n丙",
]


@pytest.fixture(autouse=True)
def _in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ITEMKIT_LANG", raising=False)


def html_of(told: DifferenceReport) -> str:
    return written(write, told)


def tree_of(html: str) -> Element:
    tree: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return tree


def section(tree: Element, name: str) -> Element:
    return next(one for one in tree.iter("section") if one.get("aria-labelledby") == name)


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def rows(element: Element) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in element.iter("tr")]


def changes(element: Element) -> list[list[str]]:
    """Of each change the effect, the sentence with its measure, and both sides with their lines."""
    told = [one for one in element.iter("ul") if one.get("class") == "changes"]
    return [
        [words(one[0]), words(one[1]), *(" ".join(words(part) for part in cell) for cell in one[2])]
        for several in told
        for one in several
    ]


@pytest.mark.parametrize("told", [sample(), nothing(), hostile("甲")])
def test_it_is_well_formed_and_stands_alone(told: DifferenceReport) -> None:
    html = html_of(told)
    html5lib.HTMLParser(strict=True).parse(html)
    assert re.findall(r"<script|<link|<img|@import|url\(|src=|https?://", html) == []
    assert "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;" in html
    tree = tree_of(html)
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for one in tree.iter():
        named = f"{one.get('aria-labelledby') or ''} {one.get('aria-describedby') or ''}".split()
        assert set(named) <= set(ids)
        assert (one.get("href") or "#")[1:] in {*ids, ""}
    levels = [int(one.tag[1]) for one in tree.iter() if one.tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in tree.iter("table"):
        assert table[0].tag == "caption"
        assert all(one.get("scope") in {"col", "row"} for one in table.iter("th"))


def test_what_is_compared_and_what_it_comes_to() -> None:
    tree = tree_of(html_of(replace(sample(), fail_on=Effect.BURDEN, unused=("f",))))
    assert words(next(tree.iter("title"))) == "办事差异 - v1 → v2"
    assert words(next(tree.iter("h1"))) == "v1 → v2"
    overview = section(tree, "overview")
    verdict = "对办事人：加重 3 处、减轻 3 处、待核 1 处；另有 1 处不影响办事人；已接受 1 处。"
    assert [words(one) for one in overview if one.tag == "p"] == [
        f"{verdict}没有通过：有 3 处要改掉，或者写进接受的清单并说明理由。",
        "接受的清单里有 1 条已经不对应任何差异，可以删去。",
    ]
    warning = next(one for one in overview.iter("div") if one.get("class") == "warning")
    assert words(warning) == "有 1 个文件没有比 v2:items/丁.yaml 读不了"
    facts = next(one for one in overview.iter("dl"))
    assert [[words(part) for part in one] for one in facts] == [
        ["加重", "3", "+1 份材料、+5 工作日"],
        ["减轻", "3", "−1 次"],
        ["待核", "1"],
        ["不影响", "1"],
        ["已接受", "1"],
    ]


def test_the_plot_and_its_table_say_the_same() -> None:
    elements = section(tree_of(html_of(sample())), "elements")
    texts = [part.text or "" for part in elements.iter() if part.tag.endswith("text")]
    assert texts[:2] == ["← 减轻", "加重 →"]
    assert list(zip(texts[2::3], texts[3::3], texts[4::3], strict=True)) == [
        ("申请材料", "", "1 处，+1 份材料"),
        ("承诺时限", "", "1 处，+5 工作日"),
        ("法定时限", "1 处，−5 工作日", ""),
        ("到场次数", "1 处，−1 次", ""),
        ("事项增减", "1 处", "1 处"),
    ]
    assert rows(elements) == [
        ["要素", "加重", "减轻", "待核", "不影响"],
        ["申请材料", "1+1 份材料", "0", "0", "0"],
        ["承诺时限", "1+5 工作日", "0", "0", "0"],
        ["法定时限", "0", "1−5 工作日", "0", "0"],
        ["到场次数", "0", "1−1 次", "0", "0"],
        ["受理条件", "0", "0", "1", "0"],
        ["事项增减", "1", "1", "0", "0"],
        ["其他", "0", "0", "0", "1"],
    ]


def test_the_bars_are_as_long_as_there_are_changes() -> None:
    told = report(
        both("甲", [made("visits-more", ROOT, ROOT, 0, 1), made("visits-fewer", ROOT, ROOT, 1, 0)] * 2),
        both("乙", [made("promised-longer", ROOT, ROOT, {"days": 1, "unit": "工作日"}, {"days": 2, "unit": "工作日"})]),
    )
    elements = section(tree_of(html_of(told)), "elements")
    bars = {
        kind: [(one.get("x"), one.get("width")) for one in elements.iter() if one.get("class") == kind]
        for kind in ("ease", "burden")
    }
    assert bars == {
        "ease": [("50.00%", "0.00%"), ("0.00%", "50.00%")],
        "burden": [("50%", "25.00%"), ("50%", "50.00%")],
    }


def test_item_by_item() -> None:
    tree = tree_of(html_of(sample()))
    assert rows(section(tree, "items")) == [
        ["事项", "加重", "减轻", "待核", "不影响"],
        ["公共场所卫生许可", "2", "2", "1", "1"],
    ]
    (item,) = section(tree, "changes").iter("article")
    (head,) = [one for one in item if one.get("class") == "head"]
    assert words(head) == "公共场所卫生许可 原来 市卫生健康局 v1:items/甲.yaml 现在 市卫生健康局 v2:items/甲.yaml"
    assert changes(item) == [
        ["加重", "材料多了：检测报告 +1 份材料", "原来 没有", "现在 来源渠道：中介机构出具；复印件份数：2 第 15 行"],
        ["加重", "承诺办结时限由 5 个工作日延为 10 个工作日 +5 工作日", "原来 5 个工作日 第 12 行", "现在 10 个工作日 第 15 行"],
        [
            "待核",
            "受理条件由“…”变为“…”",
            "原来 经营场所的选址、设计和装修都符合国家规定的卫生标准和要求 第 12 行",
            "现在 经营场所的选址、设计和装修都符合地方规定的卫生标准和要求 第 15 行",
        ],
        [
            "减轻",
            "法定办结时限由 20 个工作日缩为 21 个自然日 −5 工作日 按 7 个自然日合 5 个工作日折算，不计法定节假日",
            "原来 20 个工作日 第 12 行",
            "现在 21 个自然日 第 15 行",
        ],
        ["减轻", "到办事现场由 2 次减为 1 次 −1 次", "原来 2 次 第 12 行", "现在 1 次 第 15 行"],
        ["不影响", "常见问题“可以委托吗？”的问法或回答不同", "原来 回答：可以。 第 12 行", "现在 回答：可以，带委托书。 第 15 行"],
    ]  # fmt: skip
    assert [words(one) for one in item.iter("summary")] == ["不影响办事人的 1 处"]
    assert [[words(one) for one in item.iter(tag)] for tag in ("del", "ins")] == [["国家"], ["地方"]]


def test_what_was_accepted_and_what_one_side_has() -> None:
    tree = tree_of(html_of(sample()))
    assert changes(section(tree, "accepted")) == [
        [
            "加重",
            "“证书工本费”由 5 元涨为 10 元 +5 元 接受的理由：成本上涨，市发改委已批复",
            "原来 5 元 第 12 行",
            "现在 10 元 第 15 行",
        ]
    ]
    columns = next(one for one in section(tree, "alone").iter("div"))
    assert [words(one) for one in columns] == [
        "原有、现在没有1 个 加重 老年人优待证v1:items/乙.yaml",
        "新有1 个 减轻 残疾人证v2:items/丙.yaml",
    ]


def test_nothing_changed() -> None:
    tree = tree_of(html_of(nothing()))
    assert [one.get("aria-labelledby") for one in tree.iter("section")] == ["overview"]
    assert words(section(tree, "overview")) == "总览 没有差异：比了 3 个，都一样。"


def test_two_regions() -> None:
    told = report(
        both("甲", compare({"name": "甲", "visits": 0}, {"name": "甲", "visits": 1})),
        alone("乙", Effect.NEUTRAL, "items/乙.yaml", added=True, organ="广州市司法局"),
        sides=(side("440000", region="440000"), side("440100", region="440100")),
    )
    tree = tree_of(html_of(told))
    assert words(next(tree.iter("h1"))) == "广东省（440000） → 广州市（440100）"
    assert "其中 1 处是只有一边有的事项" in words(section(tree, "overview"))
    assert {words(one) for one in section(tree, "changes").iter("dt")} == {"广东省（440000）", "广州市（440100）"}
    columns = next(one for one in section(tree, "alone").iter("div"))
    assert [words(one) for one in columns] == [
        "只有广东省（440000）有0 个 没有。",
        "只有广州市（440100）有1 个 乙广州市司法局",
    ]


def test_a_place_in_the_file_of_a_standard_has_its_path() -> None:
    (compared,) = report(both("甲", compare(BEFORE, AFTER))).difference.compared
    assert compared.a is not None
    told = report(replace(compared, a=replace(compared.a, path="items/乙.yaml")))
    assert changes(tree_of(html_of(told)))[1][2] == "原来 5 个工作日 v1:items/甲.yaml 第 12 行"


def test_when_there_is_too_much_the_neutral_ones_are_left_out_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_contents, "_MOST_CHANGES", 4)
    monkeypatch.setattr(page_contents, "_MOST_ROWS", 2)
    monkeypatch.setattr(page_contents, "_MOST_ALONE", 1)
    faq, visits = made("faq-changed", ROOT, ROOT, "a", "b", name="问"), made("visits-more", ROOT, ROOT, 0, 1)
    told = report(
        both("丙", [faq], "c.yaml"),
        both("甲", [faq, visits, visits], "a.yaml"),
        both("乙", [faq, visits], "b.yaml"),
        *(alone(f"只有{n}", Effect.UNCLEAR, f"{n}.yaml", added=True) for n in range(3)),
    )
    tree = tree_of(html_of(told))
    assert [row[0] for row in rows(section(tree, "items"))] == ["事项", "甲", "乙"]
    assert "另有 1 个事项没有列出" in words(section(tree, "items"))
    listed = section(tree, "changes")
    assert [words(one) for one in listed if one.tag == "p"] == [
        "差异太多，没有逐处列出的：不影响 2 处。itemkit diff -f json 有全部。"
    ]
    assert [[row[0] for row in changes(one)] for one in listed.iter("article")] == [
        ["加重", "加重", "不影响"],
        ["加重"],
    ]
    assert words(list(listed.iter("article"))[1]).endswith("另有 1 处没有列出")
    assert words(section(tree, "alone")).endswith("新有3 个 待核 只有0v2:0.yaml 另有 2 个没有列出")


@pytest.mark.parametrize("text", NASTY)
def test_no_text_of_a_file_becomes_markup(text: str) -> None:
    html, plain = html_of(hostile(text)), html_of(hostile("甲"))
    html5lib.HTMLParser(strict=True).parse(html)
    allowed = {one.tag for one in tree_of(plain).iter()} | {"del", "ins"}
    assert {one.tag for one in tree_of(html).iter()} <= allowed
    attributes = {name for one in tree_of(html).iter() for name in one.attrib}
    assert attributes == {name for one in tree_of(plain).iter() for name in one.attrib}
    assert {one.get("href") for one in tree_of(html).iter("a")} == {"#item-1"}
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html) is None


@pytest.mark.parametrize(
    ("before", "after", "first", "second"),
    [
        ("20 个工作日", "28 个自然日", "20 个工作日", "28 个自然日"),
        ("经营场所的选址应当符合国家的规定", "经营场所的选址应当符合规定", "经营场所的选址应当符合[国家的]规定", "经营场所的选址应当符合规定"),
        ("申请人须年满 16 周岁，有本市户籍", "申请人须年满 18 周岁，有本省户籍", "申请人须年满 [16] 周岁，有本[市]户籍", "申请人须年满 [18] 周岁，有本[省]户籍"),
        ("由县级人民政府批准后公布", "经营者应当持有食品经营许可证", "由县级人民政府批准后公布", "经营者应当持有食品经营许可证"),
        ("甲乙丙丁戊己庚辛壬癸子丑", "甲乙丙丁一二庚三四癸子丑", "甲乙丙丁[戊己庚辛壬]癸子丑", "甲乙丙丁[一二庚三四]癸子丑"),
    ],
)  # fmt: skip
def test_the_words_that_differ_are_marked(before: str, after: str, first: str, second: str) -> None:
    shown = [
        "".join(f"[{one.text}]" if one.is_marked else one.text for one in side) for side in marked(before, after, 99)
    ]
    assert shown == [first, second]


def test_long_texts_are_cut_to_what_differs_and_at_last_cut_off() -> None:
    before, after = "同" * 300 + "甲" + "同" * 300, "同" * 300 + "乙" + "同" * 300
    edge = "同" * 24
    assert marked(before, after, 100)[0] == (Part(f"……{edge}"), Part("甲", True), Part(f"{edge}……"))
    assert shortened((Part("长" * 30),), 10) == (Part("长" * 10), Part("……（另有 20 字）"))
    assert marked("甲" * 30_000, "乙" * 30_000, 5)[1] == (Part("乙" * 5), Part("……（另有 29995 字）"))


@pytest.mark.parametrize(
    ("id", "before", "after", "more", "told"),
    [
        ("step-details-changed", {"by": "甲", "note": "同"}, {"by": "乙", "note": "同"}, {"name": "受理"}, ("办理人：甲", "办理人：乙")),
        ("step-added", None, {"name": "审查", "days": 3, "by": "丙"}, {"name": "审查"}, ("没有", "环节时限：3；办理人：丙")),
        ("step-added", None, {"name": "审查"}, {"name": "审查"}, ("没有", "审查")),
        ("steps-more", 2, 3, {}, ("2", "3")),
        ("hall-changed", None, True, {}, ("（没有写）", "是")),
        ("aliases-changed", ["甲", "乙"], ["丙"], {}, ("甲\n乙", "丙")),
        ("contact-changed", {"consult": "1"}, {"consult": "2"}, {}, ("咨询电话：1", "咨询电话：2")),
        ("extra-changed", {"x": {"y": 1}}, None, {}, ("1", "（没有写）")),
        ("material-added", None, {"any_of": [{"name": "甲"}, {"name": "乙"}], "when": {"kind": ["a"]}}, {"name": "甲／乙"},
         ("没有", "任选其一：甲、乙；适用情形：kind=a")),
    ],
)  # fmt: skip
def test_what_either_side_says(id: str, before: Any, after: Any, more: dict[str, str], told: tuple[str, str]) -> None:
    change = made(id, Pointer(), Pointer(), before, after, **more)
    assert tuple("\n".join(one) for one in lines(change)) == told
