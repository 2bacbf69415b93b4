"""``itemkit certificates report``: whole outputs on small catalogs, in each format, and names that mean harm."""

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from command_line import Told, itemkit
from itemkit.cli.certificates import report as command
from itemkit.cli.schema import schema_named

Maker = Callable[[Mapping[str, str | bytes]], Path]

ORGAN = "11440100007482620J"
KNOT = {
    "itemkit.toml": '[catalog]\nname = "甲<b>县</b>"\n',
    "organs.yaml": f"- {{uscc: {ORGAN}, name: 甲县某局}}\n",
    "certificates/甲证.yaml": "{name: 甲证, kind: 证照, issuer_kind: 政府部门, sharing: 全省, commitment: true}\n",
    "certificates/年龄证明.yaml": "{name: 年龄证明, kind: 证明, issuer_kind: 政府部门, proves: [出生日期]}\n",
    "items/a.yaml": f"""\
name: 甲证核发
type: 行政许可
organ: {ORGAN}
materials: [{{name: 乙证, certificate: 乙证, source: 政府部门核发}}]
results: [{{name: 甲证, certificate: 甲证}}]
""",
    "items/b.yaml": """\
name: 乙证核发
type: 行政许可
materials:
  - {name: 甲证, certificate: 甲证, source: 政府部门核发}
  - {name: 年龄证明, certificate: 年龄证明, source: 政府部门核发}
results: [{name: 乙证, certificate: 乙证}]
""",
    "items/c.yaml": """\
name: 丙事
type: 公共服务
materials:
  - {name: 甲证, certificate: 甲证, source: 政府部门核发}
  - {name: 无违法证明, certificate: 无违法证明, source: 政府部门核发, issuer: 派出所}
  - {name: 鉴定报告, source: 中介机构出具}
""",
}
TABLE = """\
证明事项清单

证照         处理方式        各处要求     事项   减少材料   索要单位           开具单位   证明什么
──────────────────────────────────────────────────────────────────────────────────────────────────
年龄证明     取消②           取消 1          1          1   没有写实施主体的   政府部门   出生日期
无违法证明   取消或写依据①   取消 1          1          1   没有写实施主体的   派出所
甲证         共享核验⑤       共享核验 2      2          2   没有写实施主体的   政府部门
乙证         保留            保留 1          1          0   甲县某局           不详

按清理标准

处理方式       清理标准                               证照种数   要求   减少材料   减少事项
───────────────────────────────────────────────────────────────────────────────────────────
取消           ②身份证、户口簿、护照已经证明                 1      1          1          1
共享核验       ⑤窗口可以共享调取                             1      2          2          2
取消或写依据   ①没有写法律、法规依据                         1      1          1          1
保留           不是证明：批文、报告，或者没有写类别          1      1          0          0
合计                                                         4      5          4          2

死结与最少改动

有 3 个事项办不成；改 1 处就全部办得成，已证明这是最少的。

最少改动

序号   事项       要的证照   可以改为                                                                                                           改后办得成的事项   位置
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
   1   乙证核发   甲证       由部门之间核验甲证（全省共享），不等申请人拿到它；以告知承诺代替甲证；先受理，容缺后补；只在某种情形下才要的，写                  3   items/b.yaml:/materials/0/certificate
                             when

死结：办“甲证核发”要乙证 → 乙证由“乙证核发”核发 → 办“乙证核发”要甲证 → 甲证由“甲证核发”核发
"""


@pytest.fixture
def root(make_catalog: Maker) -> Path:
    return make_catalog(KNOT)


def report(root: Path, *arguments: str) -> Told:
    return itemkit(root, "certificates", "report", "--jobs", "1", *arguments)


def data(root: Path, *arguments: str) -> dict[str, Any]:
    told = report(root, "-f", "json", *arguments)
    assert (told.code, told.err) == (0, "")
    read: dict[str, Any] = json.loads(told.out)
    Draft202012Validator(schema_named("certificates")).validate(read)
    return read


def test_a_table(root: Path) -> None:
    assert report(root) == Told(0, TABLE, "")


def test_as_many_rows_as_asked_for(root: Path) -> None:
    few = report(root, "--limit", "1").out
    assert "年龄证明" in few
    assert "无违法证明" not in few
    assert "…… 另有 3 行，--all 全部列出\n" in few
    assert report(root, "--limit", "1", "--all").out == report(root, "--limit", "0").out == TABLE


def test_one_certificate_with_each_of_its_requirements(root: Path) -> None:
    told = report(root, "--certificate", "甲证").out
    assert (
        told.partition("\n按清理标准")[0]
        == """\
证明事项清单

证照   处理方式    各处要求     事项   减少材料   索要单位           开具单位   证明什么
────────────────────────────────────────────────────────────────────────────────────────
甲证   共享核验⑤   共享核验 2      2          2   没有写实施主体的   政府部门

要求明细

证明名称   处理方式   清理标准            现在   事项       索要单位   材料名称   文件           位置
─────────────────────────────────────────────────────────────────────────────────────────────────────────────
甲证       共享核验   ⑤窗口可以共享调取   提交   乙证核发              甲证       items/b.yaml   /materials/0
甲证       共享核验   ⑤窗口可以共享调取   提交   丙事                  甲证       items/c.yaml   /materials/0
"""
    )
    assert [one["path"] for one in data(root, "--certificate", "甲证")["requirements"]] == [
        "items/b.yaml",
        "items/c.yaml",
    ]
    assert data(root, "--certificate", "年龄证明")["deadlocks"]["changes"] == []


def test_one_verdict(root: Path) -> None:
    def names(verdict: str) -> list[str]:
        return [one["name"] for one in data(root, "--verdict", verdict)["certificates"]]

    found = {verdict: names(verdict) for verdict in command.VERDICTS}
    assert found == {"cut": ["年龄证明", "无违法证明"], "share": ["甲证"], "promise": [], "keep": ["乙证"]}


def test_the_data(root: Path) -> None:
    told = data(root)
    assert told["catalog"] == "甲<b>县</b>"
    assert told["summary"] == {
        "certificates": 4,
        "requirements": 5,
        "states": {"handed": 5, "shown": 0, "fetched": 0, "promise": 0, "optional": 0},
        "freed": {"materials": 4, "items": 2},
        "unfounded": {"materials": 1, "items": 1},
        "verdicts": [
            {"verdict": "cut", "certificates": 2, "requirements": 2, "freed": {"materials": 2, "items": 2}},
            {"verdict": "share", "certificates": 1, "requirements": 2, "freed": {"materials": 2, "items": 2}},
            {"verdict": "promise", "certificates": 0, "requirements": 0, "freed": {"materials": 0, "items": 0}},
            {"verdict": "keep", "certificates": 1, "requirements": 1, "freed": {"materials": 0, "items": 0}},
        ],
        "criteria": [
            {
                "verdict": verdict, "criterion": criterion, "case": case, "conditional": conditional, "certificates": 1,
                "requirements": requirements, "freed": {"materials": freed, "items": freed},
            }
            for verdict, criterion, case, conditional, requirements, freed in (
                ("cut", "held", "②", False, 1, 1),
                ("share", "shared", "⑤", False, 2, 2),
                ("cut", "unfounded", "①", True, 1, 1),
                ("keep", "other", "", False, 1, 0),
            )
        ],
        "unlinked": 1,
    }  # fmt: skip
    assert told["certificates"][1] == {
        "name": "无违法证明", "path": None, "kind": None, "verdict": "cut", "criterion": "unfounded", "case": "①",
        "conditional": True, "requirements": 1, "burdens": 1,
        "verdicts": {"cut": 1, "share": 0, "promise": 0, "keep": 0}, "items": 1, "freed": {"materials": 1, "items": 1},
        "asked_by": [{"name": None, "items": 1}], "issued_by": "派出所", "issuing": {"items": 0, "names": []},
        "proves": [], "basis": [],
    }  # fmt: skip
    assert told["requirements"] is None
    assert told["deadlocks"] == {
        "blocked": 3,
        "circles": [
            {
                "message": "办“甲证核发”要乙证 → 乙证由“乙证核发”核发 → 办“乙证核发”要甲证 → 甲证由“甲证核发”核发",
                "certificates": ["乙证", "甲证"],
                "steps": [
                    {"item": "甲证核发", "path": "items/a.yaml", "pointer": "/materials/0/certificate"},
                    {"item": "乙证核发", "path": "items/b.yaml", "pointer": "/materials/0/certificate"},
                ],
            }
        ],
        "count": 1,
        "at_least": 1,
        "changes": [
            {
                "number": 1, "item": "乙证核发", "alike": 0, "certificates": ["甲证"], "answers": [],
                "path": "items/b.yaml", "pointer": "/materials/0/certificate",
                "instead": [
                    "由部门之间核验甲证（全省共享），不等申请人拿到它", "以告知承诺代替甲证", "先受理，容缺后补",
                    "只在某种情形下才要的，写 when",
                ],
                "opened": 3,
            }
        ],
    }  # fmt: skip


def book_of(root: Path, *arguments: str) -> dict[str, list[tuple[Any, ...]]]:
    out = root / "清理.xlsx"
    assert report(root, "-f", "xlsx", "-o", str(out), *arguments) == Told(0, "", "")
    book = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_a_workbook(root: Path) -> None:
    book = book_of(root)
    assert list(book) == ["证明事项清单", "要求明细", "死结与最少改动", "按清理标准", "说明"]
    heading, *rows = book["证明事项清单"]
    assert heading == (
        "序号", "证明名称", "类别", "设定依据", "索要单位", "开具单位", "办理指南", "处理方式", "清理标准", "清理依据", "证明什么", "涉及事项",
        "要求", "取消", "共享核验", "告知承诺", "保留", "减少材料", "减少事项",
    )  # fmt: skip
    assert rows[0] == (
        1, "年龄证明", "证明", None, "没有写实施主体的", "政府部门", None, "取消", "②身份证、户口簿、护照已经证明",
        "公通字〔2016〕21号；司法部2018年“六个一律取消”", "出生日期", 1, 1, 1, 0, 0, 0, 1, 1,
    )  # fmt: skip
    assert [row[1] for row in rows] == ["年龄证明", "无违法证明", "甲证", "乙证"]
    assert book["要求明细"][1] == (
        "年龄证明", "取消", "②身份证、户口簿、护照已经证明", "提交", "乙证核发", None, "年龄证明", "items/b.yaml", "/materials/1",
    )  # fmt: skip
    assert len(book["要求明细"]) == 6
    assert [row[:4] for row in book["死结与最少改动"]] == [
        ("种类", "序号", "事项", "要的证照"), (None, None, None, None), ("死结", 1, "甲证核发", "乙证、甲证"),
        ("改动", 1, "乙证核发", "甲证"),
    ]  # fmt: skip
    assert book["按清理标准"][-1] == ("合计", None, 4, 5, 4, 2)
    assert [row[0] for row in book["说明"]] == ["序号", *range(1, 9)]


HOSTILE = {
    "certificates/x.yaml": '{name: "=cmd|\'/C calc\'!A0", kind: 证明, issuers: ["@SUM(1)"], proves: [亲子关系]}\n',
    "certificates/y.yaml": '{name: "<script>alert(1)</script>", kind: 证照, sharing: 全国}\n',
    "items/a.yaml": """\
name: "<img src=x onerror=alert(1)>\\e[31m\\u202e"
type: 行政许可
materials:
  - {name: "+1", certificate: "=cmd|'/C calc'!A0", source: 其他, original: 1}
  - {name: "[bold]x", certificate: "<script>alert(1)</script>", source: 政府部门核发}
results: [{name: "</title><script>", certificate: "</title><script>"}]
""",
    "items/b.yaml": """\
name: 乙
type: 行政许可
materials: [{name: "</title><script>", certificate: "</title><script>", source: 政府部门核发}]
results: [{name: "<script>alert(1)</script>", certificate: "<script>alert(1)</script>"}]
""",
}


def test_names_that_mean_harm(make_catalog: Maker) -> None:
    root = make_catalog(HOSTILE)
    for arguments in ([], ["--certificate", "<script>alert(1)</script>"]):
        told = report(root, *arguments).out
        assert "\x1b" not in told
        assert "\u202e" not in told
        page = report(root, "-f", "html", *arguments).out
        assert "<script" not in page
        assert "<img" not in page
        assert "\x1b" not in page
        assert "\u202e" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        data(root, *arguments)
    out = root / "x.xlsx"
    assert report(root, "-f", "xlsx", "-o", str(out)).code == 0
    cells = [cell for sheet in openpyxl.load_workbook(out) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    assert "=cmd|'/C calc'!A0" in {cell.value for cell in cells}


def test_the_same_bytes_each_time(root: Path, tmp_path: Path) -> None:
    for format in command.FORMATS:
        outs = [tmp_path / f"{number}.{format}" for number in range(2)]
        for out, more in zip(outs, ([], ["--no-cache"]), strict=True):
            assert report(root, "-f", format, "-o", str(out), *more) == Told(0, "", "")
        assert outs[0].read_bytes() == outs[1].read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-f", "pdf"], "没有这种写法：pdf；可用 table、json、xlsx、html"),
        (["--verdict", "留"], "没有这种写法：留；可用 cut、share、promise、keep"),
        (["-f", "xlsx"], "xlsx 要用 -o 写明文件"),
        (["--certificate", "丁证"], "没有事项要这种证照：丁证"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str, root: Path) -> None:
    told = report(root, *arguments)
    assert (told.code, told.out) == (2, "")
    assert said in told.err


def test_a_catalog_without_certificates(make_catalog: Maker) -> None:
    root = make_catalog({"items/a.yaml": "{name: 甲, type: 行政许可}\n"})
    assert report(root).out.startswith("证明事项清单\n\n没有。\n\n按清理标准\n")
    assert data(root)["certificates"] == []
    assert report(root, "-f", "html").code == 0
    assert len(book_of(root)["要求明细"]) == 1


def test_an_empty_catalog_matches_nothing(make_catalog: Maker) -> None:
    assert report(make_catalog({})).code == 3
