"""``itemkit codes show``: whole answers for good codes and bad ones, with a catalog around and without."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from itemkit.cli.app import app

Maker = Callable[[Mapping[str, str | bytes]], Path]
RUN = CliRunner()

ORGAN = "11440100007482575H"
ITEM = f"{ORGAN}3440118009000"
LEDGER = f"""\
code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason
{ITEM},item,items/a.yaml,甲证核发,active,2,,2026-03-01,,,
440118009000,standard,standards/甲.yaml,甲证核发,active,,,2026-02-01,,,
440118010000,standard,standards/乙.yaml,乙证核发,retired,1,,2026-02-01,2026-05-01,440118009000,并入甲证核发
"""
CATALOG = {
    "itemkit.toml": '[vocabulary.type]\n"政府内部审批" = "30"\n',
    "organs.yaml": f"- {{uscc: {ORGAN}, name: 甲市水务局, region: '440100'}}\n",
    "standards/甲.yaml": 'name: 甲证核发\ncode: "440118009000"\ndepartment: "18"\ndepartment_name: 水利部\ntype: 行政许可\n',
    "items/a.yaml": f'name: 甲证核发\ncode: "{ITEM}"\nstandard: "440118009000"\n',
    "items/b.yaml": f"name: 乙证核发  # 不是 {ITEM}\nlocal_code: 1A-02-003\ntype: 行政许可\n",
    "codes/ledger.csv": LEDGER,
}


@pytest.fixture
def root(make_catalog: Maker) -> Path:
    return make_catalog(CATALOG)


def show(*arguments: str, width: int = 120) -> Result:
    return RUN.invoke(app, ["codes", "show", *arguments], env={"COLUMNS": str(width)})


GOOD = """\
11440100007482575H3440118009000  实施编码，31 位

部分             字符                 含义
────────────────────────────────────────────────────────────────────
机构             11440100007482575H   统一社会信用代码
  登记管理部门   1                    机构编制
  机构类别       1                    机关
  登记机关区划   440100               广东省广州市
  主体标识码     007482575            组织机构代码
  校验码         H                    相符
行使层级         3                    市级
基本编码         440118009000
  目录区划       44                   广东省
  事项类型       01                   行政许可
  业务指导部门   18                   水利部
  主项顺序码     009                  这一区划、类型、部门里的顺序号
  子项           000                  没有子项

合乎编码的规则。

目录里的           内容
──────────────────────────────────────────────────
机构               甲市水务局
标准事项           standards/甲.yaml  甲证核发
用这个编码的文件   items/a.yaml  甲证核发
编码登记册         11440100007482575H3440118009000
  状态             在用
  种类             事项
  登记的文件       items/a.yaml
  登记的名称       甲证核发
  版本             2
  赋码日期         2026-03-01
"""

BAD = """\
11440300MB2C91648P 4 44O111002000  实施编码，31 位

部分             字符                 含义
────────────────────────────────────────────────────────────────────
机构             11440300MB2C91648P   统一社会信用代码
  登记管理部门   1                    机构编制
  机构类别       1                    机关
  登记机关区划   440300               广东省深圳市
  主体标识码     MB2C91648            组织机构代码
  校验码         P                    不符，应为 3
行使层级         4                    县级
基本编码         44O111002000
  目录区划       44                   广东省
  事项类型       O1
  业务指导部门   11
  主项顺序码     002                  这一区划、类型、部门里的顺序号
  子项           000                  没有子项

  11440300MB2C91648P 4 44O111002000
                   ^
校验码不对：按前 17 位应为 3，写的是 P；也可能是前 17 位写错了

  11440300MB2C91648P 4 44O111002000
                    ^ ^
编码里没有空格：去掉以后是 11440300MB2C91648P444O111002000

  11440300MB2C91648P 4 44O111002000
                         ^
编码不用字母 I、O、S、V、Z，写的是 O，多半是 0
"""


def test_a_good_code_and_what_the_catalog_knows_of_it(root: Path) -> None:
    done = show(ITEM, "--catalog", str(root))
    assert (done.exit_code, done.stderr, done.stdout) == (0, "", GOOD)


def test_a_bad_code_where_there_is_no_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = show("11440300MB2C91648P 4 44O111002000", width=80)
    assert (done.exit_code, done.stderr, done.stdout) == (1, "", BAD)


def known(text: str) -> str:
    return text[text.index("目录里的") :]


def test_a_code_that_nobody_has(root: Path) -> None:
    assert known(show("11440100007482620J3440118010001", "--catalog", str(root)).stdout) == (
        "目录里的           内容\n"
        "───────────────────────\n"
        "机构               没有\n"
        "标准事项           没有\n"
        "用这个编码的文件   没有\n"
        "编码登记册         没有\n"
    )


def test_an_organ(root: Path) -> None:
    done = show(ORGAN, "--catalog", str(root))
    assert done.exit_code == 0
    assert known(done.stdout) == "目录里的   内容\n─────────────────────\n机构       甲市水务局\n"


def test_a_retired_code(root: Path) -> None:
    done = show("440118010000", "--catalog", str(root))
    assert done.exit_code == 0
    assert known(done.stdout) == (
        "目录里的           内容\n"
        "────────────────────────────────────\n"
        "标准事项           没有\n"
        "用这个编码的文件   没有\n"
        "编码登记册         440118010000\n"
        "  状态             已退役\n"
        "  种类             标准事项\n"
        "  登记的文件       standards/乙.yaml\n"
        "  登记的名称       乙证核发\n"
        "  版本             1\n"
        "  赋码日期         2026-02-01\n"
        "  退役日期         2026-05-01\n"
        "  接替的编码       440118009000\n"
        "  原因             并入甲证核发\n"
    )


def test_a_local_code(root: Path) -> None:
    done = show("1A-02-003", "--catalog", str(root))
    assert done.exit_code == 1
    assert done.stdout == (
        "1A-02-003  不是国家规定的编码，7 位\n"
        "\n"
        "  1A-02-003\n"
        "  ^^^^^^^^^\n"
        "有 7 位，不像哪一种编码（12、18、31、33、34、36 位）：地方自有的编码写在 local_code\n"
        "\n"
        "目录里的           内容\n"
        "─────────────────────────────────────────\n"
        "用这个编码的文件   items/b.yaml  乙证核发\n"
        "编码登记册         没有\n"
    )


def test_carets_are_as_wide_as_what_they_are_under(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = show("４40118\u200b00９000")
    assert done.stdout.endswith(
        "\n"
        "  ４40118<U+200B>00９000\n"
        "  ^^               ^^\n"
        "编码用半角字符：改正以后是 440118009000\n"
        "\n"
        "  ４40118<U+200B>00９000\n"
        "         ^^^^^^^^\n"
        "这里有看不见的字符：去掉以后是 440118009000\n"
    )


def as_json(*arguments: str) -> Any:
    return json.loads(show(*arguments, "-f", "json").stdout)


def test_json(root: Path) -> None:
    found = as_json("11440100007482575H34401180090001A", "--catalog", str(root))
    assert found == {
        "schema": "itemkit.code/1",
        "code": "11440100007482575H34401180090001A",
        "kind": "handling",
        "parts": [
            {"name": name, "start": start, "end": end, "text": text, "meaning": meaning}
            for name, start, end, text, meaning in [
                ("organ", 0, 18, "11440100007482575H", "统一社会信用代码"),
                ("organ.registration", 0, 1, "1", "机构编制"),
                ("organ.category", 1, 2, "1", "机关"),
                ("organ.region", 2, 8, "440100", "广东省广州市"),
                ("organ.body", 8, 17, "007482575", "组织机构代码"),
                ("organ.check", 17, 18, "H", "相符"),
                ("level", 18, 19, "3", "市级"),
                ("base", 19, 31, "440118009000", ""),
                ("base.region", 19, 21, "44", "广东省"),
                ("base.type", 21, 23, "01", "行政许可"),
                ("base.department", 23, 25, "18", "水利部"),
                ("base.main", 25, 28, "009", "这一区划、类型、部门里的顺序号"),
                ("base.sub", 28, 31, "000", "没有子项"),
                ("handling", 31, 33, "1A", ""),
            ]
        ],
        "mismatches": [{"message": "这里只能是数字，写的是 A", "start": 32, "end": 33}],
        "known": {
            "organ": {"code": ORGAN, "name": "甲市水务局"},
            "standard": {"code": "440118009000", "name": "甲证核发", "path": "standards/甲.yaml"},
            "files": [],
            "ledger": [],
        },
    }


def test_json_of_what_the_catalog_knows(root: Path) -> None:
    found = as_json(f"{ITEM}001", "--catalog", str(root))
    assert (found["kind"], found["mismatches"]) == ("material", [])
    assert found["known"]["files"] == [{"path": "items/a.yaml", "kind": "item", "name": "甲证核发"}]
    assert found["known"]["ledger"] == [
        {
            "code": ITEM,
            "kind": "item",
            "path": "items/a.yaml",
            "name": "甲证核发",
            "status": "active",
            "version": "2",
            "digest": "",
            "assigned": "2026-03-01",
            "retired": "",
            "replaced_by": "",
            "reason": "",
        }
    ]


def test_json_without_a_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert as_json("TE5116020105116050") == {
        "schema": "itemkit.code/1",
        "code": "TE5116020105116050",
        "kind": "placeholder",
        "parts": [
            {"name": "organ", "start": 0, "end": 18, "text": "TE5116020105116050", "meaning": "没有统一社会信用代码的机构，用占位码"},
            {"name": "organ.mark", "start": 0, "end": 2, "text": "TE", "meaning": ""},
            {"name": "organ.number", "start": 2, "end": 18, "text": "5116020105116050", "meaning": "各地自编"},
        ],
        "mismatches": [],
        "known": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "part", "meaning"),
    [
        ("000104002000", "base.region", "国家目录"),
        ("990104002000", "base.region", "没有这个省级区划"),
        ("440104002000", "base.type", "行政许可"),
        ("443004002000", "base.type", "政府内部审批"),  # a word of the catalog's own
        ("447704002000", "base.type", "事项类型表里没有，可能是地方扩展的类型"),
        ("4A0104002000", "base.region", ""),
        ("44O104002000", "base.type", ""),
        ("114A0000MB15580811", "organ.region", ""),
        ("440104002000", "base.department", ""),  # no standard here names the department
        ("44010400200Y", "base.sub", "分为子项，这是主项"),
        ("440104002012", "base.sub", "第 12 个子项"),
        ("440104002A01", "base.sub", ""),
        ("12441500196720244T3442199806003", "organ.category", "事业单位"),
        ("13440000515356094A2442199644000", "organ.category", "群众团体"),
        ("11450721MB15580811400014100500002", "handling", "第 2 个业务办理项"),
        ("11450721MB15580811400014100500002003", "material", "第 3 份材料"),
        ("11999900MB15580811", "organ.region", "区划表里没有"),
        ("114401820074825", "organ.region", ""),
        ("1144018200748257H", "organ.body", ""),  # a character is missing, perhaps here
        ("11440121007482575H", "organ.region", "广东省广州市花县（1993 年起停用）"),
    ],
)
def test_meanings(root: Path, code: str, part: str, meaning: str) -> None:
    found = as_json(code, "--catalog", str(root))
    assert next((one["meaning"] for one in found["parts"] if one["name"] == part), "") == meaning


def test_a_ledger_that_was_merged_from_two_branches_that_gave_one_code(make_catalog: Maker) -> None:
    header, item, *_others = LEDGER.splitlines(keepends=True)
    root = make_catalog({"codes/ledger.csv": header + item + item.replace("items/a.yaml", "items/z.yaml")})
    assert [row["path"] for row in as_json(ITEM, "--catalog", str(root))["known"]["ledger"]] == [
        "items/a.yaml",
        "items/z.yaml",
    ]


def test_files_that_cannot_be_read_stand_in_nobodys_way(make_catalog: Maker) -> None:
    root = make_catalog(
        {
            "organs.yaml": "- [\n",
            "items/list.yaml": f'["{ITEM}"]\n',
            "items/torn.yaml": f'code: "{ITEM}"\nname: [\n',
            "codes/ledger.csv": b"\xff\xfe",
        }
    )
    done = show(ITEM, "--catalog", str(root))
    assert done.exit_code == 0
    assert known(done.stdout).endswith("用这个编码的文件   没有\n编码登记册         没有\n")


@pytest.mark.parametrize("code", ["", " ", "\x1b[31m", "中" * 40, "'; --", "0" * 10_000])
def test_whatever_is_asked_is_answered(root: Path, code: str) -> None:
    done = show("--catalog", str(root), "--", code)
    assert (done.exit_code, done.stderr) == (1, "")
    assert "\x1b" not in done.stdout
    found = json.loads(show("-f", "json", "--catalog", str(root), "--", code).stdout)
    assert (found["code"], len(found["mismatches"])) == (code, 1)


def test_a_format_that_there_is_not() -> None:
    assert show(ITEM, "-f", "yaml").exit_code == 2
