"""The page of the report on certificates: well formed, by itself, every number of its plot in a table, nothing that runs."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from across import index_of
from browser import Chromium
from itemkit.certificates.report import contents_of, page
from itemkit.certificates.report.to_cut import ToCut
from itemkit.certificates.report.verdicts import Verdict
from itemkit.certificates.report.words import bound

LAW = {"law": "某某条例", "kind": "行政法规", "article": "第三条"}


def ask(certificate: str, **more: Any) -> dict[str, Any]:
    return {"name": certificate, "certificate": certificate, "source": "政府部门核发", **more}


def item(name: str, *materials: dict[str, Any], gives: str = "") -> dict[str, Any]:
    results = [{"name": gives, "certificate": gives}] if gives else []
    return {"name": name, "type": "行政许可", "materials": list(materials), "results": results}


FILES = {
    "certificates/a.yaml": {"name": "年龄证明", "kind": "证明", "proves": ["出生日期"]},
    "certificates/b.yaml": {"name": "营业执照", "kind": "证照", "sharing": "全国"},
    "certificates/c.yaml": {"name": "经历证明", "kind": "证明", "commitment": True},
    "certificates/d.yaml": {"name": "有据证明", "kind": "证明", "basis": [LAW]},
    "items/a.yaml": item("办甲证<b>", ask("乙证"), ask("年龄证明"), ask("经历证明"), gives="甲证"),
    "items/b.yaml": item("办乙证", ask("甲证"), ask("营业执照"), gives="乙证"),
    "items/c.yaml": item("丙事", ask("有据证明"), ask("无类证明"), ask("营业执照", holder="其他主体")),
}


def html_of(files: Mapping[str, Any] = FILES, **options: Any) -> str:
    return page(contents_of(index_of(files), catalog="甲<b>县</b>", **options))


def tree_of(html: str) -> Element:
    tree: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return tree


def section(tree: Element, name: str) -> Element:
    return next(one for one in tree.iter("section") if one.get("aria-labelledby") == name)


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def rows(element: Element) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in element.iter("tr")]


def test_it_is_well_formed_and_stands_alone() -> None:
    html = html_of(certificate="甲证", most=None)
    html5lib.HTMLParser(strict=True).parse(html)
    assert "甲&lt;b&gt;县&lt;/b&gt;" in html
    assert "办甲证&lt;b&gt;" in html
    assert "<b>" not in html
    assert re.findall(r"<script|<link|<img|@import|url\(|src=|href=|https?://", html) == []
    assert "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;" in html
    tree = tree_of(html)
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for one in tree.iter():
        assert set((one.get("aria-labelledby") or "").split()) <= set(ids)


def test_the_figures() -> None:
    facts = [[words(part) for part in one] for one in section(tree_of(html_of()), "overview").iter("div")]
    assert facts == [
        ["证照种数", "7"],
        ["要求的处数", "8", "8 处要申请人提交或者出示"],
        ["可以减少的材料", "4", "涉及 3 个事项"],
        ["其中取消", "2", "其中 1 份写得出依据就保留"],
        ["其中共享核验", "1", "涉及 1 个事项"],
        ["其中告知承诺", "1", "涉及 1 个事项"],
        ["办不成的事项", "2", "最少改 1 处"],
    ]


def test_the_plot_and_its_table_say_the_same() -> None:
    criteria = section(tree_of(html_of()), "criteria")
    texts = [part for part in criteria.iter() if part.tag.endswith("text")]
    plotted = [(one.text, other.text) for one, other in zip(texts[::2], texts[1::2], strict=True)]
    assert plotted == [
        ("取消：②身份证、户口簿、护照已经证明", "1"),
        ("共享核验：⑤窗口可以共享调取", "1"),
        ("告知承诺：③可以告知承诺", "1"),
        ("取消或写依据：①没有写法律、法规依据", "1"),
        ("保留：写了依据的证明", "1"),
        ("保留：不是证明：批文、报告，或者没有写类别", "2"),
        ("保留：别人的，或者不只这一份证照", "1"),
    ]
    table = rows(criteria)
    assert table[0] == ["处理方式", "清理标准", "证照种数", "要求", "减少材料", "减少事项"]
    assert [(row[0], row[3]) for row in table[1:]] == [
        ((label or "").partition("：")[0], count) for label, count in plotted
    ]


def test_the_list() -> None:
    told = rows(section(tree_of(html_of()), "list"))
    assert [row[:4] for row in told[1:]] == [
        ["1", "年龄证明证明", "取消", "②身份证、户口簿、护照已经证明"],
        ["2", "无类证明", "取消或写依据", "①没有写法律、法规依据"],
        ["3", "营业执照证照", "共享核验共享核验 1，保留 1", "⑤窗口可以共享调取"],
        ["4", "经历证明证明", "告知承诺", "③可以告知承诺"],
        ["5", "乙证", "保留", "不是证明：批文、报告，或者没有写类别"],
        ["6", "有据证明证明", "保留", "写了依据的证明"],
        ["7", "甲证", "保留", "不是证明：批文、报告，或者没有写类别"],
    ]
    only = rows(section(tree_of(html_of(verdict=Verdict.PROMISE)), "list"))
    assert [row[1] for row in only[1:]] == ["经历证明证明"]
    by_alias = rows(section(tree_of(html_of(certificate="工商营业执照")), "list"))
    assert [row[1] for row in by_alias[1:]] == ["营业执照证照"]


def test_what_to_cut() -> None:
    knots = section(tree_of(html_of()), "knots")
    assert words(next(iter(knots.iter("p")))) == "有 2 个事项办不成；改 1 处就全部办得成，已证明这是最少的。"
    assert rows(knots) == [
        ["序号", "事项", "要的证照", "可以改为", "改后办得成的事项"],
        [
            "1",
            "办甲证<b>items/a.yaml:/materials/0/certificate",
            "乙证",
            "先受理，容缺后补只在某种情形下才要的，写 when",
            "2",
        ],
    ]
    circles = [words(one) for one in next(iter(knots.iter("ol")))]
    chain = "办“办甲证<b>”要乙证 → 乙证由“办乙证”核发 → 办“办乙证”要甲证 → 甲证由“办甲证<b>”核发"
    assert circles == [f"{chain}items/a.yaml:/materials/0/certificateitems/b.yaml:/materials/0/certificate"]


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        (ToCut((), (), 0, 0, 0), "没有死结：目录里发的证照，什么都没有的人都能按某个先后顺序办到。"),
        (ToCut((), (), 4, 4, 9), "有 9 个事项办不成；改 4 处就全部办得成，已证明这是最少的。"),
        (ToCut((), (), 4, 3, 9), "有 9 个事项办不成；改这里的 4 处就全部办得成，至少要改 3 处。"),
    ],
)
def test_how_good_the_set_of_changes_is(cut: ToCut, said: str) -> None:
    assert bound(cut) == said


def test_more_deadlocks_than_anybody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(page.__globals__, "_MOST_CIRCLES", 1)
    files = {
        f"items/{number}{side}.yaml": item(f"{number}{side}", ask(f"{number}{other}"), gives=f"{number}{side}")
        for number in range(3)
        for side, other in (("甲", "乙"), ("乙", "甲"))
    }
    knots = section(tree_of(html_of(files)), "knots")
    assert len(next(iter(knots.iter("ol")))) == 1
    assert "另有 2 个死结没有列出，itemkit lint --select G101 全部列出" in words(knots)
    assert [row[0] for row in rows(knots)[1:]] == ["1", "2", "3"]


def test_nothing_to_tell() -> None:
    html = html_of({"items/a.yaml": item("甲事")})
    html5lib.HTMLParser(strict=True).parse(html)
    tree = tree_of(html)
    assert words(section(tree, "list")) == "证明事项清单 没有。"
    assert "没有死结" in words(section(tree, "knots"))


@pytest.mark.slow
def test_a_browser_finds_nothing_to_complain_of(chromium: Chromium, tmp_path: Path) -> None:
    page = tmp_path / "清理.html"
    page.write_text(html_of(certificate="甲证", most=None), "utf-8")
    assert "要求明细" in chromium.look(page)
