"""``itemkit certificates path`` as people run it: the whole output, how it ends, and the published schema."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from command_line import Told, itemkit
from itemkit.cli.schema import schema_named

Maker = Callable[[Mapping[str, str | bytes]], Path]
HEAD = "type: 行政许可\n"
FILES = {
    "itemkit.toml": '[regions]\n"440100" = "广州"\n"450721" = "灵山"\n',
    "organs.yaml": "- {uscc: 11440100007482620J, name: 甲局, region: '440100'}\n",
    "certificates/身份证.yaml": "{name: 身份证, aliases: [居民身份证], kind: 证照, issuer_kind: 政府部门, given: true}\n",
    "items/a.yaml": f"""\
name: 甲许可
{HEAD}organ: 11440100007482620J
time_limit: {{statutory: {{days: 10, unit: 自然日}}}}
visits: 1
materials:
  - {{name: 申请表, source: 申请人自备}}
  - {{name: 本人身份证, certificate: 居民身份证, source: 政府部门核发, access: 核验}}
fees: [{{name: 工本费, amount: 10, per: 本}}]
results: [{{name: 甲证, certificate: 甲证, kind: 证照}}]
""",
    "items/b.yaml": f"""\
name: 乙许可
{HEAD}region: "450721"
time_limit: {{promised: {{days: 3, unit: 工作日}}}}
special: [{{name: 现场核查, days: 5, counted: false}}]
fees: []
results: [{{name: 乙证, certificate: 乙证, kind: 证照}}]
""",
    "items/c.yaml": f"""\
name: 丙许可
code: "11440100007482620J3440123004001"
{HEAD}region: "440100"
situations: [{{id: k, question: 哪一种？, options: {{x: 一, "y": 二}}}}]
time_limit: {{promised: {{days: 2, unit: 工作日}}}}
visits: 0
materials:
  - {{name: 甲证, certificate: 甲证, source: 政府部门核发}}
  - {{name: 乙证, certificate: 乙证, source: 政府部门核发, when: {{k: x}}}}
  - any_of:
      - {{name: 检测报告, source: 中介机构出具, issuer: 检测机构}}
      - {{name: 老证, certificate: 老证, source: 政府部门核发, need: 容缺后补}}
""",
    "items/d1.yaml": f"name: 丁许可\n{HEAD}results: [{{name: 丁证, certificate: 丁证, kind: 证照}}]\n"
    "materials: [{name: 戊证, certificate: 戊证, source: 政府部门核发}]\n",
    "items/e.yaml": f"name: 戊许可\n{HEAD}results: [{{name: 戊证, certificate: 戊证, kind: 证照}}]\n"
    "materials: [{name: 丁证, certificate: 丁证, source: 政府部门核发}]\n",
    "items/f1.yaml": f"name: 同名\n{HEAD}",
    "items/f2.yaml": f"name: 同名\n{HEAD}status: 取消\n",
}  # fmt: skip


@pytest.fixture
def root(make_catalog: Maker) -> Path:
    return make_catalog(FILES)


def path(root: Path, *arguments: str) -> Told:
    return itemkit(root, "certificates", "path", *arguments, "--jobs", "1")


TABLE = """\
从头办到“丙许可”：最快 10 个工作日，办 3 个事项，到现场 1 次

步    办什么   哪里办   第几天       为了         到现场
────────────────────────────────────────────────────────
1     乙许可   灵山     第 1–3 天    乙证
2 ●   甲许可   甲局     第 1–8 天    甲证           1 次
3 ●   丙许可   广州     第 9–10 天   要办的事项     0 次

● 关键路径 2 → 3：10 个工作日，到现场 1 次；其中哪一步慢了，全程就慢。

要带的

要带的                         从哪来                                           哪几步用   说明
───────────────────────────────────────────────────────────────────────────────────────────────
检测报告 或 老证（可以后补）   中介机构出具（检测机构） 或 目录里没有核发事项   3
本人身份证                     人人都有                                         2          出示
申请表                         自备                                             2

要知道的

- 时限是承诺的最长时间；前一步办成的当天接着办下一步，互不相干的同时办。
- 按自然日的时限，每 7 天折算成 5 个工作日，向上取整：第 2 步 10 天。
- 没有承诺时限，按法定时限算：第 2 步。
- 没有写到现场次数，按 0 次算：第 1 步。
- 第 1 步是别的地区（灵山）的：目录里没有本地的事项核发它。
- 第 1 步如有现场核查，另计时限 5 个工作日。
- 第 3 步要乙证，仅当：哪一种？一。
- 第 2 步收费：工本费 10 元/本。
- 没有写收不收费：第 3 步。
"""


def test_the_way_is_shown(root: Path) -> None:
    assert path(root, "丙许可") == (0, TABLE, "")
    assert path(root, "丙许可", "-o", "x.txt") == (0, "", "")
    assert (root / "x.txt").read_text("utf-8") == TABLE


def test_json(root: Path) -> None:
    done = path(root, "items/c.yaml", "-f", "json")
    told = json.loads(done.out)
    Draft202012Validator(schema_named("path")).validate(told)
    assert (told["item"]["path"], told["way"]["days"], told["way"]["visits"], told["blocked"]) == (
        "items/c.yaml",
        10,
        1,
        None,
    )
    assert told["way"]["critical"] == {"steps": [2, 3], "days": 10, "visits": 1}
    assert [(one["path"], one["start"], one["end"], one["elsewhere"]) for one in told["way"]["steps"]] == [
        ("items/b.yaml", 0, 3, True),
        ("items/a.yaml", 0, 8, False),
        ("items/c.yaml", 8, 10, False),
    ]
    assert told["way"]["steps"][2]["needs"] == [
        {"certificate": "乙证", "step": 1, "when": {"k": ["x"]}},
        {"certificate": "甲证", "step": 2, "when": {}},
    ]


def test_json_of_what_can_not_be_completed(root: Path) -> None:
    done = path(root, "丁许可", "-f", "json")
    told = json.loads(done.out)
    Draft202012Validator(schema_named("path")).validate(told)
    assert (done.code, told["way"]) == (1, None)
    assert told["blocked"]["back_to"] == 1
    assert [(one["does"], one["item"], one["certificate"], one["path"], one["pointer"]) for one in told["blocked"]["chain"]] == [
        ("needs", "丁许可", "戊证", "items/d1.yaml", "/materials/0/certificate"),
        ("issues", "戊许可", "戊证", "items/e.yaml", "/results/0/certificate"),
        ("needs", "戊许可", "丁证", "items/e.yaml", "/materials/0/certificate"),
        ("issues", "丁许可", "丁证", "items/d1.yaml", "/results/0/certificate"),
    ]  # fmt: skip


DEADLOCK = """\
“丁许可”办不成：要的证照互相等着，没有办得成的先后顺序

环   为什么               在哪里
────────────────────────────────────────────
 1   办“丁许可”要戊证     items/d1.yaml:4:37
 2   戊证由“戊许可”核发   items/e.yaml:3:35
 3   办“戊许可”要丁证     items/e.yaml:4:37
 4   丁证由“丁许可”核发   items/d1.yaml:3:35

又回到第 1 环：要办“丁许可”。去掉环上的一个要求就解开；改哪几处最少，见 itemkit certificates report。
"""


def test_a_deadlock_is_explained(root: Path) -> None:
    assert path(root, "丁许可") == (1, DEADLOCK, "")
    assert path(root, "丁许可", "-f", "mermaid", "-o", "x.mmd") == (1, "", DEADLOCK)
    assert not (root / "x.mmd").exists()
    assert path(root, "丁许可", "--having", "戊证").code == 0


def test_mermaid(root: Path) -> None:
    drawn = """\
flowchart LR
  s1["乙许可<br>3 个工作日"]
  s2["甲许可<br>8 个工作日"]
  s3[["丙许可<br>2 个工作日"]]
  s1 -->|"乙证"| s3
  s2 ==>|"甲证"| s3
"""
    assert path(root, "丙许可", "-f", "mermaid") == (0, drawn, "")
    assert path(root, "丙许可", "-f", "mermaid", "-o", "x.mmd") == (0, "", "")
    assert (root / "x.mmd").read_text("utf-8") == drawn


@pytest.mark.parametrize("text", ["11440100007482620J3440123004001", "丙许可", " (丙)许可", "items/c.yaml"])
def test_an_item_by_its_path_code_or_name(root: Path, text: str) -> None:
    assert json.loads(path(root, text, "-f", "json").out)["item"]["path"] == "items/c.yaml"


def test_no_item_several_and_a_cancelled_one(root: Path) -> None:
    assert path(root, "丙许可证") == (3, "", "itemkit: 目录里没有“丙许可证”这个事项；是不是：丙许可？\n")
    assert path(root, "完全不是") == (3, "", "itemkit: 目录里没有“完全不是”这个事项\n")
    assert path(root, "同名") == (
        2, "", "itemkit: “同名”有 2 个事项，用文件或编码指明是哪一个：\n  items/f1.yaml\n  items/f2.yaml\n",
    )  # fmt: skip
    assert path(root, "items/f2.yaml") == (1, "", "itemkit: “同名”已经取消，不再办理\n")


def test_answers_and_certificates_in_hand(root: Path) -> None:
    def steps(*arguments: str) -> list[str]:
        told = json.loads(path(root, "丙许可", "-f", "json", *arguments).out)
        return [one["path"] for one in told["way"]["steps"]]

    assert steps("--when", "k=y") == ["items/a.yaml", "items/c.yaml"]
    assert steps("--when", "k=x", "--having", "甲证") == ["items/b.yaml", "items/c.yaml"]
    assert steps("--having", "甲证", "--having", "乙证", "--having", "居民身份证") == ["items/c.yaml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--when", "k=z"], "可以答：k=x、k=y"),
        (["--when", "k"], "可以答：k=x、k=y"),
        (["--when", "k=x", "--when", "k=y"], "“k”答了两次"),
        (["--having", "甲正"], "目录里没有“甲正”这种证照"),
        (["-f", "dot"], "可用 table、json、mermaid"),
    ],
)
def test_wrong_usage(root: Path, arguments: list[str], said: str) -> None:
    done = path(root, "丙许可", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err.replace("\n", "")
