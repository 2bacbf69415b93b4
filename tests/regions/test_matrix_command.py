"""``itemkit regions matrix``: whole outputs on a small catalog, in each format, and names that mean harm."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from command_line import Told, itemkit
from itemkit.cli.regions import matrix as command
from itemkit.cli.schema import schema_named
from itemkit.regions.matrix import Measure

Maker = Callable[[Mapping[str, str | bytes]], Path]

BASE, SECOND, THIRD = "440123004000", "440109002001", "440131013000"
FILES = {
    "itemkit.toml": '[catalog]\nname = "甲<b>省</b>"\n\n[regions]\n"440100" = "=甲市"\n"440200" = "乙<i>市</i>"\n',
    "standards/a.yaml": f'code: "{BASE}"\nname: 公共场所卫生许可\ntype: 行政许可\n',
    "items/a1.yaml": f"""\
standard: "{BASE}"
region: "440100"
time_limit: {{promised: {{days: 5, unit: 工作日}}}}
materials: [{{name: 甲}}, {{name: 乙}}]
visits: 0
fees: []
""",
    "items/b1.yaml": f"""\
standard: "{BASE}"
region: "440200"
time_limit: {{promised: {{days: 9, unit: 自然日}}}}
materials: [{{name: 甲}}, {{name: 乙}}]
visits: 1
fees: [{{name: 卫生检测费, standard: =按面积}}]
""",
    "items/c1.yaml": f"""\
standard: "{BASE}"
region: "440300"
time_limit: {{promised: {{days: 20, unit: 工作日}}}}
visits: 1
""",
    "items/a2.yaml": f"""\
name: '@专职律师（首次）'
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
visits: 2
""",
    "items/b2.yaml": f"""\
name: 专职律师(重新)
type: 行政许可
standard: "{SECOND}"
region: "440200"
visits: 1
""",
    "items/b3.yaml": f"""\
name: 专职律师（重新）
type: 行政许可
standard: "{SECOND}"
region: "440200"
visits: 3
""",
    "items/c3.yaml": f"""\
name: 只有丙市有
type: 公共服务
standard: "{THIRD}"
region: "440300"
""",
    "items/d.yaml": "{name: 草稿, type: 公共服务, region: '440300', status: 草稿}\n",
    "items/e.yaml": "{name: 无码, type: 公共服务, region: '440300'}\n",
    "items/f.yaml": "{name: 无处, type: 公共服务}\n",
}
REGIONS = """\
各地汇总

地方          区划代码   事项数   行数   缺   承诺时限   申请材料   到现场次数   收费   合计   领跑
───────────────────────────────────────────────────────────────────────────────────────────────────
=甲市         440100          3      3    1          1          0            1      1      3      1
乙<i>市</i>   440200          3      2    1          0          0            1      0      1      1
深圳市        440300          2      2    1          0          0            0      0      0      0

取消的和草稿没有列入：1 个事项。
没有区划、实施主体也没有区划的没有列入：1 个事项。
既没有标准、也没有编码，名称又只有一个地方用的没有列入：1 个事项。
"""
TABLE = f"""\
承诺时限（工作日）

编码           事项               =甲市    乙<i>市</i>   深圳市   相差
──────────────────────────────────────────────────────────────────────
440109002001   专职律师（重新）    未写   未写（2 项）        —      —
440123004000   公共场所卫生许可     ★ 5          ≈6.43       20     15

★ 最少的；≈ 由自然日折算（7 自然日 = 5 工作日）；未写：有这个事项，没有写这一项；— 没有，或者没有两个可以比
另有 2 行只有一个地方有，--all 全部列出

{REGIONS}"""
VISITS = f"""\
到现场次数（次）

编码           事项                =甲市   乙<i>市</i>   深圳市   相差
──────────────────────────────────────────────────────────────────────
440109002001   @专职律师（首次）       2          另分        —      —
440109002001   专职律师（重新）        2   ★ 1（2 项）        —      1
440123004000   公共场所卫生许可      ★ 0             1        1      1
440131013000   只有丙市有              —             —     未写      —

★ 最少的；未写：有这个事项，没有写这一项；另分：有这个标准，没有分出这个办理项；— 没有，或者没有两个可以比

{REGIONS}"""
CELLS = """\
标准编码,标准事项,办理项,办理情形,区划代码,地方,事项数,承诺时限（工作日）,申请材料（份）,到现场次数（次）,收费（元）,承诺时限原文,收费原文,最少的,领跑,文件
440109002001,专职律师（重新）,'@专职律师（首次）,,440100,'=甲市,1,,,2,,,,,,items/a2.yaml
440109002001,专职律师（重新）,专职律师（重新）,,440100,'=甲市,1,,,2,,,,,,items/a3.yaml
440109002001,专职律师（重新）,专职律师（重新）,,440200,乙<i>市</i>,2,,,1,,,,到现场次数,★,items/b2.yaml；items/b3.yaml
440123004000,公共场所卫生许可,,,440100,'=甲市,1,5,2,0,0,5工作日,,承诺时限、到现场次数、收费,★,items/a1.yaml
440123004000,公共场所卫生许可,,,440200,乙<i>市</i>,1,6.43,2,1,按标准,9自然日,卫生检测费 =按面积,,,items/b1.yaml
440123004000,公共场所卫生许可,,,440300,深圳市,1,20,,1,,20工作日,,,,items/c1.yaml
440131013000,只有丙市有,,,440300,深圳市,1,,,,,,,,,items/c3.yaml
"""


@pytest.fixture
def root(make_catalog: Maker) -> Path:
    return make_catalog(FILES)


def matrix(root: Path, *arguments: str) -> Told:
    return itemkit(root, "regions", "matrix", "--jobs", "1", *arguments)


def test_a_table(root: Path) -> None:
    assert matrix(root) == Told(0, TABLE, "")
    assert matrix(root, "--measure", "visits", "--all") == Told(0, VISITS, "")


def test_as_many_rows_as_asked_for(root: Path) -> None:
    told = matrix(root, "--measure", "fee", "--limit", "1").out
    assert (
        told.partition("\n各地汇总")[0]
        == """\
收费（元）

编码           事项               =甲市    乙<i>市</i>   深圳市   相差
──────────────────────────────────────────────────────────────────────
440109002001   专职律师（重新）    未写   未写（2 项）        —      —
…… 另有 1 行，--all 全部列出

未写：有这个事项，没有写这一项；— 没有，或者没有两个可以比
另有 2 行只有一个地方有，--all 全部列出
"""
    )


def test_many_regions_are_told_in_short(make_catalog: Maker) -> None:
    root = make_catalog(
        {
            f"items/{number}.yaml": f"name: 甲许可\ntype: 行政许可\nstandard: '{BASE}'\nregion: '440{number}00'\n"
            f"time_limit: {{promised: {{days: {5 + number // 5}, unit: 工作日}}}}\n"
            for number in range(1, 9)
        }
    )
    assert (
        matrix(root).out.partition("\n各地汇总")[0]
        == """\
承诺时限（工作日）

编码           事项     地方数   最少–最多   相差   最少的地方
─────────────────────────────────────────────────────────────────────────────────
440123004000   甲许可        8         5–6      1   广州市、韶关市、深圳市等 4 个
"""
    )


def test_one_region_alone(root: Path) -> None:
    told = matrix(root, "--region", "440300").out
    assert (
        told.partition("\n各地汇总")[0]
        == """\
承诺时限（工作日）

编码           事项               深圳市   相差
───────────────────────────────────────────────
440123004000   公共场所卫生许可       20      —
440131013000   只有丙市有           未写      —

未写：有这个事项，没有写这一项；— 没有，或者没有两个可以比
"""
    )


def test_nothing_to_compare_is_nothing_matched(root: Path) -> None:
    for arguments in (("--region", "110000"), ("--within", "110000"), ("--level", "县级"), ("--standard", "0" * 12)):
        told = matrix(root, *arguments)
        assert (told.code, told.out) == (3, ""), arguments
        assert told.err == "itemkit：没有可以对照的事项：看 --region、--within、--level、--standard 写得对不对\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--region", "甲市"), "区划写 6 位或 12 位数字：甲市"),
        (("--within", "44"), "区划写 6 位或 12 位数字：44"),
        (("--standard", "\x1b"), "标准事项写 12 位基本编码，或者 31、33 位实施编码：␛"),
        (("--level", "地级"), "没有这种写法：地级；可用 国家级、省级、市级、县级、镇级、村级"),
        (("--measure", "time"), "没有这种写法：time；可用 days、materials、visits、fee"),
        (("-f", "xml"), "没有这种写法：xml；可用 table、json、csv、xlsx、html"),
        (("-f", "xlsx"), "xlsx 要用 -o 写明文件"),
    ],
)
def test_wrong_usage(root: Path, arguments: tuple[str, ...], said: str) -> None:
    told = matrix(root, *arguments)
    assert (told.code, told.out) == (2, "")
    assert said in told.err


def test_the_words_of_the_command_are_those_of_the_room() -> None:
    assert [one.value for one in Measure] == list(command.MEASURES)


def data(root: Path, *arguments: str) -> dict[str, Any]:
    told = matrix(root, "-f", "json", *arguments)
    assert (told.code, told.err) == (0, "")
    read: dict[str, Any] = json.loads(told.out)
    Draft202012Validator(schema_named("regions_matrix")).validate(read)
    return read


def test_the_data(root: Path) -> None:
    told = data(root)
    assert (told["schema"], told["catalog"]) == ("itemkit.regions.matrix/1", "甲<b>省</b>")
    assert told["left_out"] == {"inactive": 1, "nowhere": 1, "alone": 1}
    assert told["regions"][0] == {
        "code": "440100", "name": "=甲市", "level": "市级", "items": 3, "rows": 3,
        "first": {"days": 1, "materials": 0, "visits": 1, "fee": 1}, "led": 1,
        "missing": [{"code": THIRD, "name": "只有丙市有"}],
    }  # fmt: skip
    split, _again, whole, _alone = told["rows"]
    assert split == {
        "standard": {"code": SECOND, "name": "专职律师（重新）"},
        "handling": "@专职律师（首次）",
        "action": None,
        "cells": [
            {
                "region": "440100", "paths": ["items/a2.yaml"], "days": None, "materials": None, "visits": 2, "fee": None,
                "promised": None, "converted": False, "charges": None, "first": [],
            }
        ],
        "spread": {
            "days": None, "materials": None, "fee": None,
            "visits": {"regions": 1, "least": 2, "most": 2, "difference": 0, "by_tariff": 0},
        },
        "leaders": [],
        "elsewhere": ["440200"],
    }  # fmt: skip
    assert whole["cells"][1] == {
        "region": "440200", "paths": ["items/b1.yaml"], "days": 6.43, "materials": 2, "visits": 1, "fee": None,
        "promised": "9自然日", "converted": True, "charges": "卫生检测费 =按面积", "first": [],
    }  # fmt: skip
    assert (whole["cells"][0]["first"], whole["leaders"]) == (["days", "visits", "fee"], ["440100"])
    assert whole["spread"] == {
        "days": {"regions": 3, "least": 5, "most": 20, "difference": 15, "by_tariff": 0},
        "materials": {"regions": 2, "least": 2, "most": 2, "difference": 0, "by_tariff": 0},
        "visits": {"regions": 3, "least": 0, "most": 1, "difference": 1, "by_tariff": 0},
        "fee": {"regions": 1, "least": 0, "most": 0, "difference": 0, "by_tariff": 1},
    }


def test_the_cells_as_csv(root: Path) -> None:
    assert matrix(root, "-f", "csv") == Told(0, CELLS, "")
    assert matrix(root, "-f", "csv", "-o", "对照.csv") == Told(0, "", "")
    written = (root / "对照.csv").read_text("utf-8")
    assert written == "\ufeff" + CELLS
    cells = [cell for row in csv.reader(io.StringIO(CELLS)) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_a_workbook(root: Path) -> None:
    assert matrix(root, "-f", "xlsx", "-o", "对照.xlsx") == Told(0, "", "")
    book = openpyxl.load_workbook(root / "对照.xlsx")
    assert book.sheetnames == ["各地汇总", "承诺时限", "申请材料", "到现场次数", "收费", "明细", "缺项", "说明"]
    rows = {
        sheet.title: [
            tuple(cell or 0 if cell == 0 else cell for cell in row) for row in sheet.iter_rows(values_only=True)
        ]
        for sheet in book
    }
    assert rows["收费"] == [
        ("编码", "事项", "地方数", "相差", "=甲市", "乙<i>市</i>", "深圳市"),
        (SECOND, "@专职律师（首次）", 1, "—", "未写", "另分", None),
        (SECOND, "专职律师（重新）", 2, "—", "未写", "未写", None),
        (BASE, "公共场所卫生许可", 3, "—", 0, "按标准", "未写"),
        (THIRD, "只有丙市有", 1, "—", None, None, "未写"),
    ]
    days = book["承诺时限"]
    first, converted, plain = days["E4"], days["F4"], days["G4"]
    assert [(one.value, one.number_format, one.font.bold) for one in (first, converted, plain)] == [
        (5, '"★ "General', True),
        (6.43, '"≈ "General', False),
        (20, "General", False),
    ]
    assert first.fill.fgColor.rgb == "00E2EFDA"
    assert [sheet.freeze_panes for sheet in book] == ["B2", "C2", "C2", "C2", "C2", "C2", "A2", "A2"]
    assert {cell.data_type for sheet in book for row in sheet for cell in row} == {"s", "n"}
    assert rows["明细"][4][4:12] == ("440100", "=甲市", 1, 5, 2, 0, 0, "5工作日")
    assert rows["缺项"][1:] == [
        ("=甲市", "440100", THIRD, "只有丙市有"),
        ("乙<i>市</i>", "440200", THIRD, "只有丙市有"),
        ("深圳市", "440300", SECOND, "专职律师（重新）"),
    ]
    again = (root / "对照.xlsx").read_bytes()
    matrix(root, "-f", "xlsx", "-o", "对照.xlsx")
    assert (root / "对照.xlsx").read_bytes() == again


def test_what_the_document_shows_is_what_is_printed(own_catalog: Path) -> None:
    page = (own_catalog.parent / "docs/regions-matrix.md").read_text("utf-8")
    line, shown = re.search(r"```\n\$ itemkit (.*?)\n(.*?)```", page, re.DOTALL).groups()  # type: ignore[union-attr]
    told = itemkit(own_catalog.parent, *line.split(), "--no-cache", "--jobs", "1")
    assert (told.code, told.out[: len(shown)]) == (0, shown)
