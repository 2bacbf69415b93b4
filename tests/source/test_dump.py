"""The house style of new files, and that two parsers read back exactly what was written."""

import math
from typing import Any

import pytest
import yaml_rs
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from itemkit.source.dump import dump

ITEM = {
    "name": "公共场所卫生许可（新办）",
    "code": "11440100007482620J344012300400001",
    "version": 3,
    "effective": {"from": "2026-01-01"},
    "audience": ["企业法人", "非法人企业"],
    "basis": [{"law": "公共场所卫生管理条例", "number": "国务院令第714号", "article": "第四条"}],
    "conditions": ["场所选址、设计符合卫生标准；", "从业人员健康。"],
    "content": "一、受理：当场\n\n  二、决定 # 五日",
    "materials": [
        {"name": "申请表", "original": 1, "copies": 0, "format": "A4"},
        {
            "name": "公共场所卫生检测报告，由有资质的检测机构在最近一年以内出具",
            "certificate": "公共场所卫生检测报告",
            "source": "中介机构出具",
        },
        {"any_of": [{"name": "营业执照", "copies": 1}, {"name": "法人证书"}]},
    ],
    "time_limit": {"statutory": {"days": 20, "unit": "工作日"}, "promised": {"days": 5, "unit": "工作日"}},
    "fees": [],
    "online": {"url": "https://example.gov.cn/apply?a=1", "pay": False},
    "contact": {"consult": "020-12345"},
    "extra": {"source": {"空": "", "号": "007", "行": ["是", "yes"], "组": {}, "列": [["a", 1.5], [{"b": None}]]}},
}

TEXT = """\
# 第一行
# 第二行
name: 公共场所卫生许可（新办）
code: "11440100007482620J344012300400001"
version: 3
effective: {from: "2026-01-01"}
audience: [企业法人, 非法人企业]
basis:
  - {law: 公共场所卫生管理条例, number: 国务院令第714号, article: 第四条}
conditions:
  - 场所选址、设计符合卫生标准；
  - 从业人员健康。
content: |-
  一、受理：当场

    二、决定 # 五日
materials:
  - {name: 申请表, original: 1, copies: 0, format: A4}
  - name: 公共场所卫生检测报告，由有资质的检测机构在最近一年以内出具
    certificate: 公共场所卫生检测报告
    source: 中介机构出具
  - any_of:
      - {name: 营业执照, copies: 1}
      - {name: 法人证书}
time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 5, unit: 工作日}}
fees: []
online: {url: https://example.gov.cn/apply?a=1, pay: false}
contact: {consult: "020-12345"}
extra:
  source:
    空: ""
    号: "007"
    行: [是, "yes"]
    组: {}
    列:
      - [a, 1.5]
      -
        - {b: null}
"""


def read_fast(text: str) -> Any:
    return yaml_rs.loads(text, parse_datetime=False)


def read_slow(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def test_house_style() -> None:
    assert dump(ITEM, header="第一行\n第二行") == TEXT
    assert read_fast(TEXT) == read_slow(TEXT) == ITEM


def test_a_list_at_the_top() -> None:
    assert dump([{"uscc": "11440100007482575H", "name": "甲"}, {}, []]) == (
        '- {uscc: "11440100007482575H", name: 甲}\n- {}\n- []\n'
    )


@pytest.mark.parametrize(("value", "text"), [({}, "{}\n"), ([], "[]\n")])
def test_nothing(value: Any, text: str) -> None:
    assert dump(value) == text


@pytest.mark.parametrize(
    "text",
    [
        "1_000", "0b11", "0o17", "0x1F", "012", "1e3", "1.5", ".inf", "-.inf", ".nan", "+1", "-1", "1:30", "12:30:45", "190:20:30",
        "yes", "No", "ON", "off", "y", "n", "true", "False", "null", "NULL", "~", "=", "<<", "none",
        "2026-01-01", "2026-01-01T00:00:00Z", "2026-1-1", "---", "...", "--- a", "", " ", " a", "a ", "a\n", "\na", "a\n\n", "\n",
        "- a", "? a", ": a", "a: b", "a:", "a #b", "#a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "'a'", '"a"', "[a]", "{a}",
        "a, b", "a,b", "a]", "a}", "\t", "a\tb", "a\r\nb", "a\rb", "\0", "\x07", "\x1b", "\x7f", "\x85", "a\x85b", "\xa0", "\u2028", "\u2029",
        "\ufeff", "\ufeffa", "a\ufeff", "\u200b", "\u202e", "\u3000", "\u3000一", "一\u3000", "\ud7ff", "\ue000", "\ufffd", "😀", "a😀", "\U0010ffff",
        "一\n二", "一\n 二\n", " 一\n二", "一 \n二", "一\n\n二", "一\r\n二", "一\n\t二", "一\n# 二", "一\n---\n二", "\\", "\\n", '"', "'",
        "3天", "1_000天", "0x1F号", "11440100007482575H", "TE4507211000000003", "G-000007", "A4", "x" * 5000, "一" * 5000,
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "shape",
    [lambda one: [one], lambda one: {"k": one}, lambda one: {"k": {one: 1}}, lambda one: [[one, 1], {"k": [one]}]],
)
def test_text_stays_text(text: str, shape: Any) -> None:
    data = shape(text)
    written = dump(data)
    assert read_fast(written) == data
    assert read_slow(written) == data


CHARACTERS = st.one_of(
    st.characters(exclude_categories=["Cs"]),
    st.sampled_from(
        list("\n\n\t\r\0\x85\u2028\u2029\ufeff\u3000 :#-?,[]{}&*!|>'\"%@`\\天证（）：；。0123456789abcXYZ._")
    ),
)
TEXTS = st.text(CHARACTERS, max_size=12)
LEAVES = st.one_of(
    TEXTS, st.integers(-(2**70), 2**70), st.floats(allow_nan=False), st.booleans(), st.none(), st.dates().map(str)
)
DATA = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)


@given(st.dictionaries(TEXTS, DATA, max_size=5) | st.lists(DATA, max_size=5))
def test_two_parsers_read_back_what_was_written(data: Any) -> None:
    text = dump(data)
    assert same(read_fast(text), data)
    assert same(read_slow(text), data)


def same(read: Any, wanted: Any) -> bool:
    """Equal, and of the same types: 1 is neither 1.0 nor True."""
    if type(read) is not type(wanted):
        return False
    if isinstance(wanted, dict):
        return list(read) == list(wanted) and all(same(read[key], wanted[key]) for key in wanted)
    if isinstance(wanted, list):
        return len(read) == len(wanted) and all(map(same, read, wanted))
    return bool(read == wanted)


def test_numbers() -> None:
    data = [0, -1, 2**63, 1.0, 1e16, 1.5e-7, -0.0, math.inf, -math.inf]
    text = dump({"k": data})
    assert text == "k: [0, -1, 9223372036854775808, 1.0, 1.0e+16, 1.5e-07, -0.0, .inf, -.inf]\n"
    assert same(read_fast(text), {"k": data})
    assert same(read_slow(text), {"k": data})
    assert math.isnan(read_fast(dump([math.nan]))[0])


@given(DATA)
def test_no_line_ends_in_a_space(data: Any) -> None:
    assert all(line == line.rstrip(" ") for line in dump({"k": data}).split("\n"))


@pytest.mark.parametrize("data", [{"k": object()}, {1: "a"}, {"k": b"x"}, {"k": {1}}])
def test_what_yaml_has_no_place_for(data: Any) -> None:
    with pytest.raises(TypeError):
        dump(data)
