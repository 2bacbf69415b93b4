"""``itemkit regions best``: whole outputs on a small catalog, in each format, and which standard is meant."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from jsonschema import Draft202012Validator

from command_line import Told, itemkit
from itemkit.cli.schema import schema_named
from itemkit.regions.best import page
from itemkit.regions.best.learning import Teacher
from itemkit.regions.best.words import to_change
from itemkit.regions.policy import Uniformity
from itemkit.source.catalog import Catalog
from itemkit.source.trees import DiskTree
from itemkit.source.wholes import Reader

Maker = Callable[[Mapping[str, str | bytes]], Path]

BASE, SECOND, THIRD = "440123004000", "440109002001", "440131013000"
STANDARD = f"""\
code: "{BASE}"
name: 公共场所卫生许可
type: 行政许可
conditions: [选址合理]
materials:
  - {{name: 申请表, original: 1}}
  - {{name: 检测报告, original: 1}}
time_limit: {{statutory: {{days: 20, unit: 工作日}}, promised: {{days: 15, unit: 工作日}}}}
visits: 1
"""
FILES = {
    "itemkit.toml": '[catalog]\nname = "甲<b>省</b>"\n\n[regions]\n"440100" = "甲市"\n"440200" = "乙<i>市</i>"\n',
    "standards/a.yaml": STANDARD,
    "items/a1.yaml": f"""\
code: "11440100007482620J344012300400001"
standard: "{BASE}"
region: "440100"
time_limit: {{promised: {{days: 5, unit: 工作日}}}}
materials:
  - {{name: 检测报告, access: 共享}}
fees: []
channels: [窗口办理, 网上办理]
""",
    "items/b1.yaml": f"""\
standard: "{BASE}"
region: "440200"
time_limit: {{promised: {{days: 14, unit: 自然日}}}}
visits: 0
fees: [{{name: 检测费, amount: 80.5}}]
channels: [窗口办理]
contact: {{consult: 020-12345}}
""",
    "items/c1.yaml": f"""\
standard: "{BASE}"
region: "440300"
time_limit: {{statutory: {{days: 30, unit: 工作日}}}}
conditions: [选址符合城市规划要求]
""",
    "items/草稿.yaml": f"{{standard: '{BASE}', region: '440300', status: 草稿}}\n",
    "items/a2.yaml": f"""\
name: 专职律师（首次）
type: 行政许可
standard: "{SECOND}"
region: "440100"
visits: 2
""",
    "items/a3.yaml": f"""\
name: 专职律师（重新）
type: 行政许可
standard: "{SECOND}"
region: "440100"
time_limit: {{promised: {{days: 9, unit: 工作日}}}}
visits: 2
""",
    "items/b2.yaml": f"""\
name: 专职律师(重新)
type: 行政许可
standard: "{SECOND}"
region: "440200"
time_limit: {{promised: {{days: 10, unit: 工作日}}}}
visits: 1
""",
    "items/b3.yaml": f"""\
name: 专职律师（重新）
type: 行政许可
standard: "{SECOND}"
region: "440200"
time_limit: {{promised: {{days: 12, unit: 工作日}}}}
visits: 3
""",
    "items/d1.yaml": "{name: 无码证明, type: 公共服务, region: '440100', visits: 0}\n",
    "items/d2.yaml": "{name: 《无码》证明, type: 公共服务, region: '440200', visits: 1}\n",
    "items/e1.yaml": f"{{name: 丙, type: 公共服务, standard: '{THIRD}', region: '440100', visits: 1}}\n",
    "items/e2.yaml": f"{{name: 丙, type: 公共服务, standard: '{THIRD}', region: '440200', visits: 1}}\n",
    "items/e3.yaml": "{name: 丙, type: 公共服务, standard: '440131013001', region: '440200'}\n",
}
WHOLE = """\
440123004000 公共场所卫生许可

地方          承诺时限（工作日）   申请材料（份）   到现场次数（次）   收费（元）   ★
─────────────────────────────────────────────────────────────────────────────────────
甲市                         ★ 5              ★ 1                  1          ★ 0   3
乙<i>市</i>                  ≈10                2                ★ 0         80.5   1
深圳市                        15                2                  1         未写   0

最好的是甲市：最少的项最多，3 项。
没有一个地方各项都最少：承诺时限、申请材料、收费最少的是甲市，到现场次数最少的是乙<i>市</i>。
范本：items/a1.yaml

▶ 乙<i>市</i>：要改 4 处，−5 工作日、−1 份材料、−80.5 元
items/b1.yaml
标准：standards/a.yaml

变化        内容                                                                                          在哪里
─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
−5 工作日   承诺办结时限由 14 个自然日缩为 5 个工作日（按 7 个自然日合 5 个工作日折算，不计法定节假日）   第 3 行
−1 份材料   材料“检测报告”的取得方式由提交减为共享                                                        标准第 7 行
−80.5 元    收费项目少了：检测费（80.5 元）                                                               第 5 行
            办理形式多了网上办理                                                                          第 6 行

甲市反而更重的 1 处，不要照搬，倒可以照这里的改：

变化    内容                         范本的位置
────────────────────────────────────────────────
+1 次   到办事现场由 0 次增为 1 次   标准第 9 行

▶ 深圳市：要改 2 处，−10 工作日、−1 份材料
items/c1.yaml
标准：standards/a.yaml

变化         内容                                        在哪里
────────────────────────────────────────────────────────────────────
−10 工作日   承诺办结时限由 15 个工作日缩为 5 个工作日   标准第 8 行
−1 份材料    材料“检测报告”的取得方式由提交减为共享      标准第 7 行

各地应当一致却不一样的 3 处，先按依据核对：

变化         内容                                         在哪里
─────────────────────────────────────────────────────────────────
−10 工作日   法定办结时限由 30 个工作日缩为 20 个工作日   第 3 行
             受理条件多了：选址合理                       第 4 行
             受理条件少了：选址符合城市规划要求           第 4 行

轻重要人读了才知道的 1 处：itemkit diff items/c1.yaml items/a1.yaml

── 若都做到

地方          事项数   要改几处   承诺时限（工作日）   申请材料（份）   到现场次数（次）   收费（元）
─────────────────────────────────────────────────────────────────────────────────────────────────────
乙<i>市</i>        1          4                   −5               −1                  —        −80.5
深圳市             1          2                  −10               −1                  —            —
合计               2          6                  −15               −2                  —        −80.5

若都做到（6 处）：−15 工作日、−2 份材料、−80.5 元。

★ 最少的；≈ 由自然日折算（7 自然日 = 5 工作日）；未写：有这个事项，没有写这一项
写在标准里的，在自己的文件里写得更轻就行；改标准，沿用它的地方都跟着改。
取消的和草稿没有列入：1 个事项。
"""
HANDLING = """\
440109002001 专职律师（重新）

── 1/2 专职律师（重新）

地方                  承诺时限（工作日）   申请材料（份）   到现场次数（次）   收费（元）   ★
─────────────────────────────────────────────────────────────────────────────────────────────
甲市                                 ★ 9             未写                  2         未写   1
乙<i>市</i>（2 项）                   10             未写                ★ 1         未写   1

最好的是甲市：★ 一样多，取承诺时限少的。
没有一个地方各项都最少：承诺时限最少的是甲市，到现场次数最少的是乙<i>市</i>。
范本：items/a3.yaml

▶ 乙<i>市</i>：要改 1 处，−1 工作日
items/b2.yaml

变化        内容                                        在哪里
───────────────────────────────────────────────────────────────
−1 工作日   承诺办结时限由 10 个工作日缩为 9 个工作日   第 5 行

甲市反而更重的 1 处，不要照搬，倒可以照这里的改：

变化    内容                         范本的位置
───────────────────────────────────────────────
+1 次   到办事现场由 1 次增为 2 次   第 6 行

▶ 乙<i>市</i>：要改 2 处，−3 工作日、−1 次
items/b3.yaml

变化        内容                                        在哪里
───────────────────────────────────────────────────────────────
−3 工作日   承诺办结时限由 12 个工作日缩为 9 个工作日   第 5 行
−1 次       到办事现场由 3 次减为 2 次                  第 6 行

── 2/2 专职律师（首次）

地方   承诺时限（工作日）   申请材料（份）   到现场次数（次）   收费（元）   ★
──────────────────────────────────────────────────────────────────────────────
甲市                 未写             未写                  2         未写   0

只有甲市有，没有可以比的。
没有分出这个办理项的：乙<i>市</i>。

── 汇总

序号   事项               最好的   要改几处   若都做到
──────────────────────────────────────────────────────────────
1      专职律师（重新）   甲市     3          −4 工作日、−1 次
2      专职律师（首次）   —        0          —

若都做到（3 处）：−4 工作日、−1 次。

★ 最少的；未写：有这个事项，没有写这一项
没有这个事项的：深圳市。
"""
NONE = """\
440131013000 丙

地方          承诺时限（工作日）   申请材料（份）   到现场次数（次）   收费（元）   ★
─────────────────────────────────────────────────────────────────────────────────────
甲市                        未写             未写                  1         未写   0
乙<i>市</i>                 未写             未写                  1         未写   0

分不出最好的：没有一项是哪个地方最少——都一样，或者写明的不到两个地方。

未写：有这个事项，没有写这一项
没有这个事项的：深圳市。
"""


@pytest.fixture
def root(make_catalog: Maker) -> Path:
    return make_catalog(FILES)


def best(root: Path, *arguments: str) -> Told:
    return itemkit(root, "regions", "best", "--jobs", "1", *arguments)


def test_a_standard(root: Path) -> None:
    assert best(root, BASE) == Told(0, WHOLE, "")
    assert best(root, "items/c1.yaml") == Told(0, WHOLE, "")


def test_handling_items_and_several_items_in_one_region(root: Path) -> None:
    assert best(root, SECOND) == Told(0, HANDLING, "")


def test_where_nobody_is_best(root: Path) -> None:
    assert best(root, THIRD) == Told(0, NONE, "")


def test_items_without_code_go_by_their_name(root: Path) -> None:
    told = best(root, "无码证明")
    assert (told.code, told.err) == (0, "")
    assert "▶ 乙<i>市</i>：要改 1 处，−1 次\nitems/d2.yaml\n" in told.out


def test_the_measure_that_counts_most(root: Path) -> None:
    lines = best(root, BASE, "--measure", "visits").out.splitlines()
    assert [line for line in lines if line.startswith(("最好的", "范本", "▶", "若都做到"))] == [
        "最好的是乙<i>市</i>：按要求先看到现场次数，它最少。",
        "范本：items/b1.yaml",
        "▶ 甲市：要改 1 处，−1 次",
        "▶ 深圳市：要改 2 处，−5 工作日、−1 次",
        "若都做到（3 处）：−5 工作日、−2 次。",
    ]


def test_only_some_regions(root: Path) -> None:
    lines = best(root, BASE, "--region", "440300", "--region", "440200", "--region", "440400").out.splitlines()
    assert [line for line in lines if line.startswith(("最好的", "▶", "没有这个"))] == [
        "最好的是乙<i>市</i>：写明的每一项都最少（领跑）。",
        "▶ 深圳市：要改 2 处，−5 工作日、−1 次",
        "没有这个事项的：珠海市。",
    ]


def test_items_that_may_be_two_things(make_catalog: Maker) -> None:
    root = make_catalog(
        {
            f"items/{number}.yaml": f"name: {name}\ntype: 行政许可\nstandard: '{BASE}'\nregion: '440{number}00'\n"
            f"visits: {number}\n"
            for number, name in ((1, "甲许可"), (2, "甲许可的注销"), (3, "《甲》许可"))
        }
    )
    lines = best(root, BASE).out.splitlines()
    assert [line for line in lines if line.startswith(("▶", "它叫"))] == [
        "▶ 韶关市：要改 1 处，−1 次",
        "它叫“甲许可的注销”，范本叫“甲许可”：先看是不是一回事。",
        "▶ 深圳市：要改 1 处，−2 次",
    ]


def test_none_or_several_standards(root: Path) -> None:
    several = "itemkit：“丙”有 2 个标准事项，用编码指明是哪一个：\n  440131013000  丙\n  440131013001  丙\n"
    assert best(root, "丙") == Told(2, "", several)
    near = "itemkit：目录里没有“公共场所”这个标准事项；相近的：\n  440123004000  公共场所卫生许可\n"
    assert best(root, "公共场所") == Told(3, "", near)
    assert best(root, "\x1b") == Told(3, "", "itemkit：目录里没有“␛”这个标准事项\n")
    assert best(root, BASE, "--level", "县级") == Told(
        3, "", "itemkit：没有可以比的事项：看 --region、--within、--level 写得对不对\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--within", "44"), "区划写 6 位或 12 位数字：44"),
        (("--level", "地级"), "没有这种写法：地级；可用 国家级、省级、市级、县级、镇级、村级"),
        (("--measure", "time"), "没有这种写法：time；可用 days、materials、visits、fee"),
        (("-f", "xlsx"), "没有这种写法：xlsx；可用 table、json、html"),
    ],
)
def test_wrong_usage(root: Path, arguments: tuple[str, ...], said: str) -> None:
    told = best(root, BASE, *arguments)
    assert (told.code, told.out) == (2, "")
    assert said in told.err


def data(root: Path, *arguments: str) -> dict[str, Any]:
    told = best(root, *arguments, "-f", "json")
    assert (told.code, told.err) == (0, "")
    read: dict[str, Any] = json.loads(told.out)
    Draft202012Validator(schema_named("regions_best")).validate(read)
    return read


def test_the_data(root: Path) -> None:
    told = data(root, BASE)
    assert (told["schema"], told["catalog"], told["measure"]) == ("itemkit.regions.best/1", "甲<b>省</b>", None)
    assert (told["standard"], told["lacking"]) == ({"code": BASE, "name": "公共场所卫生许可"}, [])
    (row,) = told["rows"]
    assert row["best"] == {
        "region": "440100", "path": "items/a1.yaml", "stars": 3, "decided_by": "stars", "equals": [],
    }  # fmt: skip
    assert row["ranking"] == ["440100", "440200", "440300"]
    assert [cell["first"] for cell in row["row"]["cells"]] == [["days", "materials", "fee"], ["visits"], []]
    first, second = row["learners"]
    assert first["lighter"][1] == {
        "id": "material-access-lighter",
        "effect": "ease",
        "measure": {"amount": -1, "unit": "份材料"},
        "message": "材料“检测报告”的取得方式由提交减为共享",
        "assumed": None,
        "before": "提交",
        "after": "共享",
        "there": {"path": "standards/a.yaml", "pointer": "/materials/1/access", "line": 7, "inherited": True},
        "model": {"path": "items/a1.yaml", "pointer": "/materials/0/access", "line": 6, "inherited": False},
    }
    assert [step["id"] for step in first["heavier"]] == ["visits-more"]
    assert [step["id"] for step in second["unequal"]] == [
        "statutory-shorter", "condition-added", "condition-removed",
    ]  # fmt: skip
    assert (second["unclear"], second["names"], second["unread"]) == (1, None, None)
    assert second["savings"] == {"days": 10, "materials": 1, "visits": 0, "fee": 0}
    assert told["totals"][0] == {
        "region": "440200", "items": 1, "steps": 4, "savings": {"days": 5, "materials": 1, "visits": 0, "fee": 80.5},
    }  # fmt: skip
    assert told["savings"] == {"days": 15, "materials": 2, "visits": 0, "fee": 80.5}
    assert [one["best"] for one in data(root, THIRD)["rows"]] == [None]
    assert data(root, "无码证明", "--measure", "days")["standard"] == {"code": None, "name": "《无码》证明"}


def html_of(root: Path, text: str) -> str:
    assert best(root, text, "-f", "html", "-o", "最好.html") == Told(0, "", "")
    return (root / "最好.html").read_text("utf-8")


def words(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_the_page(root: Path) -> None:
    html = html_of(root, BASE)
    html5lib.HTMLParser(strict=True).parse(html)
    assert re.findall(r"<script|<link|<img|@import|url\(|src=|https?://", html) == []
    assert "乙&lt;i&gt;市&lt;/i&gt;" in html
    assert "<i>" not in html
    tree: Element = html5lib.parse(html, namespaceHTMLElements=False)
    assert [words(one) for one in tree.iter() if one.tag in {"h1", "h2", "h3", "h4"}] == [
        "公共场所卫生许可", "总览", "若都做到", "公共场所卫生许可",
        "乙<i>市</i>：要改 4 处，−5 工作日、−1 份材料、−80.5 元",
        "甲市反而更重的 1 处，不要照搬，倒可以照这里的改：",
        "深圳市：要改 2 处，−10 工作日、−1 份材料",
        "各地应当一致却不一样的 3 处，先按依据核对：",
        "说明",
    ]  # fmt: skip
    tables = [[[words(cell) for cell in row] for row in table.iter("tr")] for table in tree.iter("table")]
    assert tables[0][-1] == ["合计", "2", "6", "−15", "−2", "—", "−80.5"]
    assert tables[1][1] == ["甲市", "★ 5", "★ 1", "1", "★ 0", "3"]
    assert [row[::2] for row in tables[4]][1:] == [
        ["−10 工作日", "standards/a.yaml:8（标准）"],
        ["−1 份材料", "standards/a.yaml:7（标准）"],
    ]
    assert "itemkit diff items/c1.yaml items/a1.yaml" in html


def test_the_page_of_handling_items(root: Path) -> None:
    html = html_of(root, SECOND)
    html5lib.HTMLParser(strict=True).parse(html)
    tree: Element = html5lib.parse(html, namespaceHTMLElements=False)
    links = [(one.get("href"), words(one)) for one in tree.iter("a")]
    assert links == [("#row-1", "专职律师（重新）"), ("#row-2", "专职律师（首次）")]
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {"row-1", "row-2"} <= set(ids)


def test_more_than_anybody_reads(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(page.__globals__, "_MOST_LEARNERS", 1)
    html = html_of(root, BASE)
    assert "深圳市：要改" not in html
    assert "另有 1 个事项没有列出" in html


def test_a_file_that_can_not_be_read_any_more(root: Path) -> None:
    teacher = Teacher(Reader(DiskTree(Catalog(root))), "items/a1.yaml", Uniformity({}))
    (root / "items/b1.yaml").write_text("name: [", "utf-8")
    told = teacher.learner("440200", "items/b1.yaml")
    assert (told.lighter, told.heavier, told.savings) == ((), (), {})
    assert to_change(told).startswith("没有比：读不了（")


def test_what_the_document_shows_is_what_is_printed(own_catalog: Path) -> None:
    page = (own_catalog.parent / "docs/regions-best.md").read_text("utf-8")
    line, shown = re.search(r"```\n\$ itemkit (.*?)\n(.*?)```", page, re.DOTALL).groups()  # type: ignore[union-attr]
    told = itemkit(own_catalog.parent, *line.split(), "--no-cache", "--jobs", "1")
    assert (told.code, told.out) == (0, shown)
