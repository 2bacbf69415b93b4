"""What a record becomes in the tables: every column filled once, whole rows compared."""

from typing import Any

import pytest
import yaml_rs

from itemkit.index.facts import Rows, add_record, no_rows
from itemkit.index.tables import TABLES
from itemkit.model.check import Checker

ITEM = """
name: 公共场所卫生许可（新办）
code: "11440100007482620J344012300400001"
local_code: GZ-1
standard: "440123004000"
type: 行政许可
action: 新办
status: 在用
version: 3
effective: {from: 2026-01-01, to: 2027-12-31}
organ: 11440100007482620J
region: "440100"
level: 市级
power_source: 法定本级行使
handling: 承诺件
basis:
  - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}
  - {law: 中华人民共和国行政许可法}
materials:
  - {name: 申请表, kind: 申请表格文书, source: 申请人自备, need: 必要, original: 1, copies: 0}
  - any_of:
      - {name: 营业执照, certificate: 营业执照, issuer: 市场监督管理部门, access: 共享, holder: 申请人}
      - {name: 登记证书, copies: 2, need: 非必要}
    need: 容缺后补
    when: {premises: leased}
  - {name: 检测报告, when: {premises: [owned, leased]}, basis: {law: 公共场所卫生管理条例实施细则, article: 第二十三条}}
steps:
  - {name: 受理, days: 1, unit: 自然日, by: 综合窗口}
  - {name: 决定}
special:
  - {name: 现场核查, days: 10, unit: 工作日, counted: false, basis: {law: 某办法}}
time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 5, unit: 自然日}}
fees:
  - {name: 工本费, amount: 12.5, currency: CNY, per: 本, standard: 每本12.5元, basis: {law: 收费文件, number: 某价〔2020〕1号}}
results: [{name: 卫生许可证, certificate: 公共场所卫生许可证, kind: 证照, valid_for: P4Y, when: {premises: owned}}]
situations: [{id: premises, question: 自有还是租赁？, options: {owned: 自有, leased: 租赁}}]
visits: 1
reach: 全市
online: {url: "https://example.gov.cn/apply"}
windows: [{place: 大厅}, {place: 分厅}]
assured: {by: 监督处, on: 2026-11-01}
"""

EXPECTED_OF_ITEM = {
    "items": [
        (
            7, "items/a.yaml", "11440100007482620J344012300400001", "GZ-1", "440123004000", "公共场所卫生许可（新办）",
            "公共场所卫生许可新办", "公共办卫可场新生许 ", "行政许可", "新办", "新办", "在用", 3, "11440100007482620J", "440100", "市级", "承诺件",
            "法定本级行使", "全市", 1, 20, "工作日", 5, "自然日", "2026-01-01", "2027-12-31", "2026-11-01", True, 2, 3, 2,
            False,
        )
    ],
    "materials": [
        (7, "/materials/0", 0, "申请表", None, "申请表格文书", "申请人自备", None, "必要", None, None, 1, 0, None),
        (
            7, "/materials/1/any_of/0", 1, "营业执照", "营业执照", None, None, "市场监督管理部门", "容缺后补", "共享", "申请人",
            None, None, '{"premises":["leased"]}',
        ),
        (7, "/materials/1/any_of/1", 1, "登记证书", None, None, None, None, "非必要", None, None, None, 2, '{"premises":["leased"]}'),
        (7, "/materials/2", 2, "检测报告", None, None, None, None, None, None, None, None, None, '{"premises":["leased","owned"]}'),
    ],
    "basis": [
        (7, "/materials/2/basis", "公共场所卫生管理条例实施细则", None, None, "第二十三条"),
        (7, "/basis/0", "公共场所卫生管理条例", "行政法规", "国务院令第714号", "第四条"),
        (7, "/basis/1", "中华人民共和国行政许可法", None, None, None),
        (7, "/special/0/basis", "某办法", None, None, None),
        (7, "/fees/0/basis", "收费文件", None, "某价〔2020〕1号", None),
    ],
    "steps": [(7, "/steps/0", "受理", 1, "自然日", "综合窗口"), (7, "/steps/1", "决定", None, None, None)],
    "special": [(7, "/special/0", "现场核查", 10, "工作日", False)],
    "fees": [(7, "/fees/0", "工本费", 12.5, "CNY", "本", "每本12.5元")],
    "results": [(7, "/results/0", "卫生许可证", "公共场所卫生许可证", "证照", "P4Y", '{"premises":["owned"]}')],
    "situations": [
        (7, "/situations/0", "premises", "自有还是租赁？", '{"owned":"自有","leased":"租赁"}'),
    ],
}  # fmt: skip

OTHERS = {
    "standard": (
        (
            "{name: 公共场所卫生许可, code: '440123004000', type: 行政许可, department: '23', status: 在用, "
            "time_limit: {statutory: {days: 20, unit: 工作日}}}"
        ),
        {
            "standards": [
                (7, "standards/a.yaml", "440123004000", "公共场所卫生许可", "行政许可", "23", "在用", 20, "工作日")
            ]
        },
    ),
    "certificate": (
        (
            "{name: 营业执照, aliases: [工商营业执照, 执照, 执照], kind: 证照, issuer_kind: 政府部门, sharing: 全国, given: true, "
            "commitment: true, issuers: [登记机关, 审批局], proves: [主体资格, 经营范围], "
            "basis: [{law: 某条例, kind: 行政法规, number: 国务院令第1号, article: 第二条}]}"
        ),
        {
            "certificates": [
                (7, "certificates/a.yaml", "营业执照", "证照", "政府部门", "全国", True, True, "登记机关、审批局")
            ],
            "certificate_names": [
                (7, "营业执照", "营业执照"),
                (7, "营业执照", "工商营业执照"),
                (7, "营业执照", "执照"),
            ],
            "certificate_facts": [(7, "营业执照", "主体资格"), (7, "营业执照", "经营范围")],
            "basis": [(7, "/basis/0", "某条例", "行政法规", "国务院令第1号", "第二条")],
        },
    ),
    "organs": (
        (
            "[{uscc: 11440100007482620J, name: 广州市卫生健康委员会, region: '440100', level: 市级, department: '23'}, "
            "{uscc: 11440100007482575H, name: 广州市公安局}]"
        ),
        {
            "organs": [
                (7, "/0", "11440100007482620J", "广州市卫生健康委员会", "440100", "市级", "23"),
                (7, "/1", "11440100007482575H", "广州市公安局", None, None, None),
            ]
        },
    ),
    "bundle": (
        (
            "{name: 开办餐饮店, list: 年度清单, year: 2024, stage: 生活, lead: 11440100007482620J, region: '440100', "
            "items: [{code: '11440100007482620J344012300400001'}, {standard: '440123004000', action: 新办, when: {premises: leased}}, {path: items/a.yaml}]}"
        ),
        {
            "bundles": [(7, "bundles/a.yaml", "开办餐饮店", "年度清单", 2024, "生活", "11440100007482620J", "440100")],
            "bundle_items": [
                (7, "/items/0", "11440100007482620J344012300400001", None, None, None, None),
                (7, "/items/1", None, "440123004000", None, "新办", '{"premises":["leased"]}'),
                (7, "/items/2", None, None, "items/a.yaml", None, None),
            ],
        },
    ),
}
PLACES = {"item": "items/a.yaml", "organs": "organs.yaml"}


def rows_of(kind: str, text: str) -> Rows:
    rows = no_rows()
    data = yaml_rs.loads(text, parse_datetime=False)
    add_record(rows, kind, 7, PLACES.get(kind, f"{kind}s/a.yaml"), data)
    return {name: several for name, several in rows.items() if several}


def test_a_full_item() -> None:
    assert rows_of("item", ITEM) == EXPECTED_OF_ITEM


@pytest.mark.parametrize("kind", OTHERS)
def test_other_records(kind: str) -> None:
    text, expected = OTHERS[kind]
    assert rows_of(kind, text) == expected


def test_the_examples_are_well_formed() -> None:
    texts = {"item": ITEM} | {kind: text for kind, (text, _expected) in OTHERS.items()}
    refused = [
        kind for kind, text in texts.items() if not Checker(kind).accepts(yaml_rs.loads(text, parse_datetime=False))
    ]
    assert refused == []


def test_every_column_is_filled_once() -> None:
    expected: dict[str, list[Any]] = dict(EXPECTED_OF_ITEM)
    for _text, rows in OTHERS.values():
        expected |= rows
    # filled by the examine stage: for files that are not well-formed too, of an item and its standard, from the ledger
    elsewhere = {"files", "citations", "origins", "contents", "ledger"}
    empty = [
        f"{name}.{column.name}"
        for name, table in TABLES.items()
        if name not in elsewhere
        for place, column in enumerate(table.columns)
        if all(row[place] is None for row in expected[name])
    ]
    assert empty == []


def test_every_row_has_all_columns() -> None:
    expected: dict[str, list[Any]] = dict(EXPECTED_OF_ITEM)
    for _text, rows in OTHERS.values():
        expected |= rows
    assert {name: {len(row) for row in rows} for name, rows in expected.items()} == {
        name: {len(TABLES[name].columns)} for name in expected
    }


def test_an_item_that_says_nearly_nothing() -> None:
    (row,) = rows_of("item", "{name: 甲, type: 行政许可, fees: []}")["items"]
    told = {name: value for name, value in zip(TABLES["items"].types, row, strict=True) if value is not None}
    assert told == {
        "file": 7, "path": "items/a.yaml", "name": "甲", "plain_name": "甲", "name_key": "甲 ", "type": "行政许可", "online": False,
        "windows": 0, "materials": 0, "steps": 0, "free": True,
    }  # fmt: skip


def test_an_item_without_a_name_has_rows_too() -> None:
    """Its standard may be missing; then nothing gives it a name."""
    (row,) = rows_of("item", "{standard: '440123004000'}")["items"]
    assert row[5:8] == (None, None, None)
