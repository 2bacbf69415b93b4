"""A difference as a comment on a merge request: whole texts, what a hostile file can't do, what does not fit."""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

import html5lib
import pytest
from differences import alone, both, entry, hostile, nothing, report, sample, side, written
from markdown_it import MarkdownIt

from itemkit.diff.compare import compare
from itemkit.diff.effect import Effect
from itemkit.diff.kinds import KINDS
from itemkit.diff.making import made
from itemkit.findings import ROOT, msg
from itemkit.report.difference.elements import ELEMENTS, element_of
from itemkit.report.difference.interface import DifferenceReport
from itemkit.report.difference.markdown import write
from itemkit.source.wholes import Unread

SAMPLE = r"""### 办事差异：<code>v1</code> → <code>v2</code>

**对办事人：加重 3 处、减轻 3 处、待核 1 处；另有 1 处不影响办事人；已接受 1 处。**

没有通过：有 3 处要改掉，或者写进接受的清单并说明理由。

有 1 个文件没有比：

- <code>v2\:items/丁\.yaml</code> 读不了

| 要素 | 加重 | 减轻 |
|---|---|---|
| 申请材料 | 1 处（+1 份材料） |  |
| 承诺时限 | 1 处（+5 工作日） |  |
| 法定时限 |  | 1 处（−5 工作日） |
| 到场次数 |  | 1 处（−1 次） |
| 事项增减 | 1 处 | 1 处 |

**公共场所卫生许可** <code>v1\:items/甲\.yaml</code> → <code>v2\:items/甲\.yaml</code>

|  | 变化 | 原来 | 现在 | 行号 |
|---|---|---|---|---|
| 加重 | 材料多了：检测报告<br>**+1 份材料** | 没有 | 来源渠道：中介机构出具；复印件份数：2 | 15 |
| 加重 | 承诺办结时限由 5 个工作日延为 10 个工作日<br>**+5 工作日** | 5 个工作日 | 10 个工作日 | 12 → 15 |
| 待核 | 受理条件由“…”变为“…” | 经营场所的选址、设计和装修都符合<del>国家</del>规定的卫生标准和要求 | 经营场所的选址、设计和装修都符合<ins>地方</ins>规定的卫生标准和要求 | 12 → 15 |

**原有、现在没有**

| | 事项 | 在哪里 |
|---|---|---|
| 加重 | 老年人优待证 | <code>v1\:items/乙\.yaml</code> |

<details>
<summary>减轻的 3 处</summary>

**公共场所卫生许可** <code>v1\:items/甲\.yaml</code> → <code>v2\:items/甲\.yaml</code>

|  | 变化 | 原来 | 现在 | 行号 |
|---|---|---|---|---|
| 减轻 | 法定办结时限由 20 个工作日缩为 21 个自然日<br>**−5 工作日**<br>按 7 个自然日合 5 个工作日折算，不计法定节假日 | 20 个工作日 | 21 个自然日 | 12 → 15 |
| 减轻 | 到办事现场由 2 次减为 1 次<br>**−1 次** | 2 次 | 1 次 | 12 → 15 |

**新有**

| | 事项 | 在哪里 |
|---|---|---|
| 减轻 | 残疾人证 | <code>v2\:items/丙\.yaml</code> |

</details>

<details>
<summary>已接受的 1 处</summary>

**公共场所卫生许可** <code>v1\:items/甲\.yaml</code> → <code>v2\:items/甲\.yaml</code>

|  | 变化 | 原来 | 现在 | 行号 |
|---|---|---|---|---|
| 加重 | “证书工本费”由 5 元涨为 10 元<br>**+5 元**<br>接受的理由：成本上涨，市发改委已批复 | 5 元 | 10 元 | 12 → 15 |

</details>

<details>
<summary>不影响办事人的 1 处</summary>

**公共场所卫生许可** <code>v1\:items/甲\.yaml</code> → <code>v2\:items/甲\.yaml</code>

|  | 变化 | 原来 | 现在 | 行号 |
|---|---|---|---|---|
| 不影响 | 常见问题“可以委托吗？”的问法或回答不同 | 回答：可以。 | 回答：可以，带委托书。 | 12 → 15 |

</details>
"""

NASTY = [
    "a | b ``` $x$ `c` **d** ![f](g) www.h.cn ~~i~~ \\| &lt; http://h.cn <!-- x",
    '@all @某人 #123 !45 &6 $7 ~label ~"a label" %1 %"v 1" GH-9 gh-9 org/repo#1 a@b.cn',
    "</code></details></summary><script>alert(1)</script><img src=x onerror=alert(1)>",
    "[点我](javascript:alert(1)) [x]: y <javascript:alert(1)>",
    "第一行\r\n\r\n# 标题\n- 单子\n| --- |\x00\x1b[31m\u202e\ud800",
]


@pytest.fixture(autouse=True)
def _in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ITEMKIT_LANG", raising=False)


def comment(told: DifferenceReport) -> str:
    return written(write, told)


def tree_of(text: str) -> Element:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    tree: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return tree


def test_a_comment() -> None:
    assert comment(replace(sample(), fail_on=Effect.BURDEN)) == SAMPLE


def test_nothing_changed() -> None:
    assert (
        comment(nothing()) == "### 办事差异：<code>v1</code> → <code>v2</code>\n\n**没有差异：比了 3 个，都一样。**\n"
    )


def test_two_regions_are_called_by_their_names() -> None:
    told = report(
        both("甲", compare({"name": "甲", "visits": 0}, {"name": "甲", "visits": 1})),
        alone("乙", Effect.NEUTRAL, "items/乙.yaml", added=True, organ="广州市司法局"),
        sides=(side("440000", region="440000"), side("440100", region="440100")),
    )
    lines = comment(told).splitlines()
    assert lines[0] == "### 办事差异：<code>广东省（440000）</code> → <code>广州市（440100）</code>"
    assert lines[2] == "**对办事人：加重 1 处；另有 1 处不影响办事人，其中 1 处是只有一边有的事项。**"
    assert "|  | 变化 | 广东省（440000） | 广州市（440100） | 行号 |" in lines
    assert "**只有广州市（440100）有**" in lines
    assert "| 不影响 | 乙 | <code>广州市司法局</code> |" in lines


def test_a_place_in_the_file_of_a_standard_has_its_path() -> None:
    changed = both("甲", compare({"name": "甲", "visits": 0}, {"name": "甲", "visits": 1}))
    told = report(replace(changed, b=entry("甲", "items/乙.yaml")))
    assert r"| 0 次 | 1 次 | 12 → <code>v2\:items/甲\.yaml\:15</code> |" in comment(told)


def test_the_most_burdened_items_come_first() -> None:
    more, twice = {"visits": 1}, {"visits": 1, "time_limit": {"promised": {"days": 2, "unit": "工作日"}}}
    less = {"visits": 0, "time_limit": {"promised": {"days": 1, "unit": "工作日"}}}
    told = report(
        both("甲", compare(less, more | {"time_limit": less["time_limit"]}), "a.yaml"),
        both("乙", compare(less, twice), "b.yaml"),
    )
    assert re.findall(r"^\*\*(甲|乙)\*\*", comment(told), re.MULTILINE) == ["乙", "甲"]


@pytest.mark.parametrize("text", NASTY)
def test_no_text_of_a_file_becomes_markup_or_calls_anybody(text: str) -> None:
    tree = tree_of(comment(hostile(text)))
    tags = {one.tag for one in tree.iter()}
    allowed = "html head body h3 p strong code table thead tbody tr th td details summary br del ins span ul li"
    assert tags <= set(allowed.split())
    assert [one.attrib for one in tree.iter() if one.attrib] == []
    heard = [part for part in _each_text(tree) if re.search(r'[@#!~$&][\w"]|%[\w"]|\bGH-\d', part, re.IGNORECASE)]
    assert heard == []
    rows = [["".join(cell.itertext()) for cell in row] for row in tree.iter("tr")]
    assert {len(row) for row in rows} == {3, 5}


def _each_text(element: Element) -> Iterator[str]:
    """All texts in which a forge looks for names and numbers, each as it stands between two tags."""
    if element.tag != "code":
        yield element.text or ""
        for one in element:
            yield from _each_text(one)
            yield one.tail or ""


def test_what_does_not_fit_is_left_out_and_counted() -> None:
    long = "|*_" * 60
    told = report(
        *(
            both(
                f"事项 {number}",
                [
                    made("faq-changed", ROOT, ROOT, long, long + "x", name=long),
                    made("visits-more", ROOT, ROOT, 1, 2),
                ],
                f"items/{number}.yaml",
            )
            for number in range(250)
        )
    )
    text = comment(told)
    assert 55_000 < len(text) <= 60_000
    assert text.count("到办事现场由 1 次增为 2 次") == 250
    told_neutral = text.count("| 不影响 |")
    assert 0 < told_neutral < 250
    assert f"还有没有写进来的：不影响 {250 - told_neutral} 处。itemkit diff -f html 有全部。" in text
    assert text.count("<details>") == text.count("</details>") == 1


def test_when_not_even_the_burdens_fit() -> None:
    text = comment(report(*(alone("长" * 400, Effect.BURDEN, f"{n}.yaml", added=False) for n in range(1000))))
    assert len(text) <= 60_000
    told = text.count("| 加重 | 长")
    assert f"还有没有写进来的：加重 {1000 - told} 处。" in text


def test_many_unread_files() -> None:
    told = report(unread=[("a", Unread(f"{number}.yaml", msg("读不了"))) for number in range(12)])
    lines = comment(told).splitlines()
    assert lines[4:7] == ["有 12 个文件没有比：", "", r"- <code>v1\:0\.yaml</code> 读不了"]
    assert lines[-1] == "- 另有 2 个没有列出"


def test_every_kind_of_change_belongs_to_an_element() -> None:
    others = {kind.field for kind in KINDS.values() if element_of(kind) is ELEMENTS[-1]}
    assert others == {
        "aliases", "action", "assured", "basis", "code", "contact", "content", "department", "department_name",
        "effective", "entrusted_by", "extra", "faq", "hall", "joint_organs", "level", "levels", "local_code", "name",
        "organ", "parent", "power_source", "region", "remedy", "scope", "situations", "source_url", "stages",
        "standard", "themes", "type", "version", "windows",
    }  # fmt: skip
    fields = {kind.field for kind in KINDS.values()}
    known = fields | {field.partition(".")[0] for field in fields}
    assert {field for one in ELEMENTS for field in one.fields} - known == set()
