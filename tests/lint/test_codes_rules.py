"""Family C: what is told of codes and regions, and what looks wrong and is right."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml_rs
from examples import findings_in, merged

from across import Files, found_across
from itemkit.findings import Hit, Severity
from itemkit.lint.rules.codes import CODES_ACROSS_RULES, CODES_RULES
from itemkit.lint.run import validate
from itemkit.lint.view import View
from itemkit.model.regions import as_of
from itemkit.source.catalog import Catalog

HEALTH, POLICE = "11440100007482620J", "11440100007482575H"
BASE = "440123004000"
CODE = f"{HEALTH}3{BASE}"
ITEM = {"name": "公共场所卫生许可", "type": "行政许可"}


def said(hit: Hit) -> tuple[str, str, list[str]]:
    return str(hit.place.pointer), str(hit.message), [str(one.place.pointer) for one in hit.related]


def hits(data: Mapping[str, Any], kind: str = "item") -> list[tuple[str, ...]]:
    found = [(rule.code, *said(hit)) for rule in CODES_RULES for hit in rule.check(View(data, kind=kind))]
    return [one[:-1] if one[0] == "C101" else one for one in found]


def told(files: Files) -> list[tuple[str, str, str]]:
    return [(one.code, one.path, str(one.place.pointer)) for one in found_across(CODES_ACROSS_RULES, files)]


ITEM_UNCODED = "在用的事项没有实施编码：先赋码，或者把状态写成草稿、待审"
STANDARD_UNCODED = "在用的标准事项没有基本编码：先赋码，或者把状态写成草稿、待审"


@pytest.mark.parametrize(
    ("kind", "status", "expected"),
    [
        ("item", "在用", ITEM_UNCODED),
        ("item", None, ITEM_UNCODED),
        ("standard", "在用", STANDARD_UNCODED),
        ("standard", None, STANDARD_UNCODED),
        *((kind, status, "") for kind in ("item", "standard") for status in ("草稿", "待审", "暂停", "取消")),
    ],
)
def test_who_must_have_a_code(kind: str, status: str | None, expected: str) -> None:
    data = yaml_rs.loads(merged(f"code: null\nstatus: {status or 'null'}\n", kind), parse_datetime=False)
    assert hits(data, kind) == ([("C101", "/code", expected)] if expected else [])


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"organ": HEALTH, "level": "市级", "type": "行政许可", "standard": BASE}, []),
        ({}, []),
        ({"organ": POLICE}, [f"/organ 编码里的机构是 {HEALTH}，organ 写的是 {POLICE}：查清哪一个对"]),
        ({"level": "县级"}, ["/level 编码里的行使层级是 3（市级），level 写的是 4（县级）：查清哪一个对"]),
        ({"level": "分级管理"}, ["/level 编码里的行使层级是 3（市级），level 写的是 7（分级管理）：查清哪一个对"]),
        ({"type": "公共服务"}, ["/type 编码里的事项类型是 01（行政许可），type 写的是 20（公共服务）：查清哪一个对"]),
        ({"standard": "440123005000"},
         ["/standard 编码里的基本编码是 440123004000，standard 写的是 440123005000：查清哪一个对"]),
        (
            {"organ": POLICE, "level": "省级", "type": "行政确认", "standard": "440123004001"},
            [
                f"/organ 编码里的机构是 {HEALTH}，organ 写的是 {POLICE}：查清哪一个对",
                "/level 编码里的行使层级是 3（市级），level 写的是 2（省级）：查清哪一个对",
                "/type 编码里的事项类型是 01（行政许可），type 写的是 07（行政确认）：查清哪一个对",
                "/standard 编码里的基本编码是 440123004000，standard 写的是 440123004001：查清哪一个对",
            ],
        ),
        # words of the catalog's own have numbers that only the catalog knows
        ({"level": "开发区级", "type": "政府内部审批"}, []),
        # types that a province has numbered in its own way
        ({"code": f"{HEALTH}3442123004000", "type": "公共服务"}, []),
        ({"code": f"{HEALTH}3441123004000", "type": "公共服务"}, []),
        ({"code": f"{HEALTH}3440023004000", "type": "行政许可"}, []),
        ({"code": f"{HEALTH}3442023004000", "type": "其他行政权力"}, []),
        ({"code": f"{HEALTH}3442023004000", "type": "行政许可"},
         ["/type 编码里的事项类型是 20（公共服务），type 写的是 01（行政许可）：查清哪一个对"]),
        ({"code": f"{HEALTH}3441023004000", "type": "公共服务"},
         ["/type 编码里的事项类型是 10（其他行政权力），type 写的是 20（公共服务）：查清哪一个对"]),
        # a handling item, a placeholder
        ({"code": f"{CODE}02", "organ": HEALTH, "standard": BASE}, []),
        ({"code": f"TE45072100000000033{BASE}", "organ": "TE4507210000000003", "level": "市级"}, []),
        # department is a key of standards
        ({"department": "99"}, []),
    ],
)  # fmt: skip
def test_an_item_and_its_code(item: dict[str, Any], expected: list[str]) -> None:
    assert hits({"name": "甲", "code": CODE} | item) == [("C203", *one.split(" ", 1), ["/code"]) for one in expected]


@pytest.mark.parametrize(
    ("standard", "expected"),
    [
        ({"department": "23"}, []),
        ({}, []),
        ({"department": "24"}, ["/department 编码里的业务指导部门是 23，department 写的是 24：查清哪一个对"]),
        ({"type": "公共服务"}, ["/type 编码里的事项类型是 01（行政许可），type 写的是 20（公共服务）：查清哪一个对"]),
        ({"code": "442123004000", "type": "公共服务"}, []),
        ({"code": "440120010000", "department": "20"}, []),
        ({"code": "440120010000", "department": "10"},
         ["/department 编码里的业务指导部门是 20，department 写的是 10：查清哪一个对"]),
    ],
)  # fmt: skip
def test_a_standard_and_its_code(standard: dict[str, Any], expected: list[str]) -> None:
    assert hits(ITEM | {"code": BASE} | standard, "standard") == [
        ("C203", *one.split(" ", 1), ["/code"]) for one in expected
    ]


def test_what_is_inherited_is_told_once(tmp_path: Path) -> None:
    files = (
        f'# standards/一.yaml\ncode: "{BASE}"\ntype: 公共服务\n---\n'
        f'# items/一.yaml\ncode: "{CODE}"\nstandard: "{BASE}"\ntype: null\n'
    )
    found = [one for one in findings_in(tmp_path, files) if one.code[0] == "C"]
    assert [(one.code, one.path, str(one.place.pointer)) for one in found] == [("C203", "standards/一.yaml", "/type")]


def items(*several: dict[str, Any]) -> dict[str, Any]:
    return {f"items/{letter}.yaml": ITEM | one for letter, one in zip("abcdef", several, strict=False)}


@pytest.mark.parametrize(
    ("several", "expected"),
    [
        ([{}, {}], []),
        ([{"code": CODE}, {"code": CODE}], [("C302", "items/b.yaml", "/code")]),
        ([{"code": CODE}, {"code": CODE, "name": "公共场所卫生许可证"}], [("C301", "items/b.yaml", "/code")]),
        ([{"code": CODE}, {"code": CODE, "organ": POLICE}], [("C302", "items/b.yaml", "/code")]),
        (
            [{"code": CODE, "name": "甲"}, {"code": CODE, "name": "乙"}, {"code": CODE, "name": "甲"}],
            [("C301", "items/b.yaml", "/code"), ("C302", "items/c.yaml", "/code")],
        ),
        ([{"code": CODE, "status": "取消"}, {"code": CODE, "name": "乙"}], [("C301", "items/b.yaml", "/code")]),
        ([{"code": CODE, "name": "甲"}, {"code": CODE + "01", "name": "乙"}], []),  # an item and its handling item
        ([{"code": CODE + "01", "name": "甲"}, {"code": CODE + "02", "name": "乙"}], []),
    ],
)
def test_items_of_one_code(several: list[dict[str, Any]], expected: Any) -> None:
    assert told(items(*several)) == expected


def standards(*codes: str | None) -> dict[str, Any]:
    return {
        f"standards/{letter}.yaml": ITEM | {"name": f"许可{letter}"} | ({"code": code} if code else {})
        for letter, code in zip("abcdef", codes, strict=False)
    }


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([BASE, "440123005000", BASE, None, None], [("C303", "standards/c.yaml", "/code")]),
        ([BASE, "440123004001"], [("C204", "standards/a.yaml", "/code")]),
        (["440123004002", "440123004001", BASE], [("C204", "standards/c.yaml", "/code")]),
        ([BASE, "44012300400Y"], [("C204", "standards/a.yaml", "/code")]),
        (["44012300400Y", "440123004001", "440123004002"], []),
        ([BASE, "440123005001", "450123004001", "440223004001"], []),
        (["440123004001", "440123004002"], []),
    ],
)
def test_standards(codes: list[str | None], expected: Any) -> None:
    assert told(standards(*codes)) == expected


def test_a_main_item_that_is_cancelled() -> None:
    files = standards(BASE, "440123004001")
    assert told({**files, "standards/a.yaml": files["standards/a.yaml"] | {"status": "取消"}}) == []


@pytest.mark.parametrize("retired", [BASE, "440123004001"])
def test_a_main_item_of_which_one_code_is_retired(retired: str, tmp_path: Path) -> None:
    files = (
        f'# standards/a.yaml\ncode: "{BASE}"\n---\n# standards/b.yaml\ncode: "440123004001"\n---\n'
        "# codes/ledger.csv\ncode,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason\n"
        f"{retired},standard,standards/x.yaml,许可,retired,,,2026-01-01,2026-02-01,,拆分\n"
    )
    assert "C204" not in {one.code for one in findings_in(tmp_path, files)}


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("440100", ""),
        ("440118", ""),
        ("100000", ""),
        ("450721000000", ""),
        ("450721101203", ""),  # towns and villages are not in the table, their county is
        ("110100", ""),  # 市辖区
        ("440183", "440183 是广东省广州市增城市，这个代码到 2014 年已经撤销：改成现在的区划"),
        ("440183104000", "440183104000 是广东省广州市增城市，这个代码到 2014 年已经撤销：改成现在的区划"),
        ("440199", f"区划代码表（{as_of()}）里没有 440199：写错了就改正，开发区自用的可以不改"),
    ],
)
def test_regions(region: str, expected: str) -> None:
    organ = {"uscc": HEALTH, "name": "甲", "region": region}
    files = {"organs.yaml": [{"uscc": POLICE, "name": "乙"}, organ], **items({"region": region}, {}, {"code": CODE})}
    found = [
        (one.code, one.path, str(one.place.pointer), str(one.message), one.subject, one.severity)
        for one in found_across(CODES_ACROSS_RULES, files)
    ]
    assert found == (
        [
            ("C401", "items/a.yaml", "/region", expected, ITEM["name"], Severity.INFO),
            ("C401", "organs.yaml", "/1/region", expected, HEALTH, Severity.INFO),
        ]
        if expected
        else []
    )


def test_whole_sentences_and_the_other_place() -> None:
    files = {
        **items({"code": CODE}, {"code": CODE, "name": "别的许可"}, {"code": CODE}),
        **standards(BASE, "440123004002", "440123004001", "440123004001"),
    }
    found = {
        (one.code, one.path, one.subject): (
            str(one.message),
            [(str(more.message), more.path, str(more.place.pointer)) for more in one.related],
        )
        for one in found_across(CODES_ACROSS_RULES, files)
    }
    assert found == {
        ("C204", "standards/a.yaml", BASE): (
            f"{BASE} 以 000 结尾，表示没有子项，同一主项却有 440123004001：有子项的主项以 00Y 结尾",
            [("同一主项的 440123004001", "standards/c.yaml", "/code")],
        ),
        ("C301", "items/b.yaml", CODE): (
            f"{CODE} 已是 公共场所卫生许可 的编码：给 别的许可 另赋一个",
            [("编码已用于 公共场所卫生许可", "items/a.yaml", "/code")],
        ),
        ("C302", "items/c.yaml", CODE): (
            f"{CODE} 有两个文件：合并到一个，删去另一个",
            [("同一个事项的另一个文件", "items/a.yaml", "/code")],
        ),
        ("C303", "standards/d.yaml", "440123004001"): (
            "440123004001 已是 许可c 的基本编码：合并，或者给 许可d 另赋一个",
            [("编码已用于 许可c", "standards/c.yaml", "/code")],
        ),
    }


WRONG_FORMS = [
    ("items/x.yaml", {"code": "1144"}, "/code",
     "C201 “1144”不对：实施编码为 31 位，业务办理项编码为 33 位，这里有 4 位；地方自有的编码写在 local_code"),
    ("items/x.yaml", {"code": BASE}, "/code",
     f"C201 “{BASE}”不对：实施编码为 31 位，业务办理项编码为 33 位，这里有 12 位；地方自有的编码写在 local_code"),
    ("items/x.yaml", {"code": f"{HEALTH}3440123004O00"}, "/code",
     f"C201 “{HEALTH}3440123004O00”第 29 位不对，编码不用字母 I、O、S、V、Z，写的是 O，多半是 0"),
    ("items/x.yaml", {"code": f"{HEALTH}8{BASE}"}, "/code",
     f"C201 “{HEALTH}8{BASE}”第 19 位不对，行使层级只有 1 到 7，写的是 8"),
    ("items/x.yaml", {"code": f"{HEALTH.lower()}3{BASE}"}, "/code",
     f"C201 “{HEALTH.lower()}3{BASE}”第 18 位不对，编码里的字母要大写：改正以后是 {CODE}"),
    ("items/x.yaml", {"code": f"{CODE}A1"}, "/code", f"C201 “{CODE}A1”第 32 位不对，这里只能是数字，写的是 A"),
    ("items/x.yaml", {"code": f"{HEALTH} 3{BASE}"}, "/code",
     f"C201 “{HEALTH} 3{BASE}”第 19 位不对，编码里没有空格：去掉以后是 {CODE}"),
    ("items/x.yaml", {"code": f"{HEALTH[:-1]}K3{BASE}"}, "/code",
     f"C202 “{HEALTH[:-1]}K3{BASE}”不对：统一社会信用代码的第 18 位是校验码，应为 J，写的是 K：请核对前 17 位"),
    ("items/x.yaml", {"code": f"{HEALTH[:-1]}K3{BASE}01"}, "/code",
     f"C202 “{HEALTH[:-1]}K3{BASE}01”不对：统一社会信用代码的第 18 位是校验码，应为 J，写的是 K：请核对前 17 位"),
    ("items/x.yaml", {"standard": "44012300400"}, "/standard",
     "C201 “44012300400”不对：基本编码为 12 位：2 位区划、2 位类型、2 位部门、3 位顺序、3 位子项"),
    ("items/x.yaml", {"standard": "44012300400S"}, "/standard",
     "C201 “44012300400S”第 12 位不对，编码不用字母 I、O、S、V、Z，写的是 S，多半是 5"),
    ("items/x.yaml", {"standard": CODE}, "/standard",
     f"C201 “{CODE}”不对：基本编码为 12 位：2 位区划、2 位类型、2 位部门、3 位顺序、3 位子项"),
    ("standards/x.yaml", {"code": "4401"}, "/code",
     "C201 “4401”不对：基本编码为 12 位：2 位区划、2 位类型、2 位部门、3 位顺序、3 位子项"),
    ("standards/x.yaml", {"parent": "AA0123004000"}, "/parent",
     "C201 “AA0123004000”第 1 位不对，这里只能是数字，写的是 AA"),
    ("bundles/x.yaml", {"items": [{"code": f"{HEALTH[:-1]}K3{BASE}"}]}, "/items/0/code",
     f"C202 “{HEALTH[:-1]}K3{BASE}”不对：统一社会信用代码的第 18 位是校验码，应为 J，写的是 K：请核对前 17 位"),
    ("bundles/x.yaml", {"items": [{"standard": "44"}]}, "/items/0/standard",
     "C201 “44”不对：基本编码为 12 位：2 位区划、2 位类型、2 位部门、3 位顺序、3 位子项"),
    # codes of other things, and codes that are no text
    ("items/x.yaml", {"organ": f"{HEALTH[:-1]}K"}, "/organ",
     f"S105 “{HEALTH[:-1]}K”不对：统一社会信用代码的第 18 位是校验码，应为 J，写的是 K：请核对前 17 位"),
    ("items/x.yaml", {"code": 440123004000}, "/code", 'S103 code 会被读成数字：加上引号，写成 "440123004000"'),
    ("standards/x.yaml", {"department": "2"}, "/department", "S105 “2”不对：业务指导部门写基本编码中的 2 位部门码"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "more", "pointer", "expected"), WRONG_FORMS)
def test_wrong_forms(
    path: str, more: dict[str, Any], pointer: str, expected: str, make_catalog: Callable[[Mapping[str, str]], Path]
) -> None:
    data = ({"name": "甲"} if path.startswith("bundles") else ITEM) | more
    catalog = Catalog(make_catalog({path: yaml_rs.dumps(data)}))
    found = validate(catalog, catalog.find(), jobs=1).findings
    assert [(f"{one.code} {one.message}", str(one.place.pointer)) for one in found] == [(expected, pointer)]
    assert all(one.severity is Severity.ERROR for one in found)
