"""Surgical edits: nothing but the edited value changes, whatever the layout of the file."""

import random
import textwrap

import pytest
import yaml_rs
from hypothesis import given
from hypothesis import strategies as st

from itemkit.findings import ROOT, Pointer
from itemkit.source.compose import compose
from itemkit.source.dump import scalar
from itemkit.source.edit import EditRefused, insert, remove, set_value

ITEM = textwrap.dedent("""\
    # 公共场所卫生许可
    name: 公共场所卫生许可   # 全称

    type: '行政许可'
    materials:   # 材料
      # 表格
      - {name: 申请表, copies: 1}   # 一份
      - name: 营业执照
        # 副本也行
        copies: 2
      - any_of:
          - {name: 身份证}
          - {name: 护照}
    fees: []
    time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 5, unit: 工作日}}
    note: |
      第一行
      第二行

    # 结尾
    """)


@pytest.mark.parametrize(
    ("pointer", "value", "old", "new"),
    [
        ("/name", "卫生许可", "name: 公共场所卫生许可   # 全称", "name: 卫生许可   # 全称"),
        ("/type", "01", "type: '行政许可'", 'type: "01"'),
        ("/time_limit/promised/days", 3, "promised: {days: 5,", "promised: {days: 3,"),
        ("/time_limit/promised/note", "快", "{days: 5, unit: 工作日}}", "{days: 5, unit: 工作日, note: 快}}"),
        ("/materials/1/copies", 0, "    copies: 2", "    copies: 0"),
        ("/materials/1/source", "申请人自备", "    copies: 2\n", "    copies: 2\n    source: 申请人自备\n"),
        ("/materials/2/any_of/1/name", "港澳通行证", "      - {name: 护照}", "      - {name: 港澳通行证}"),
        ("/fees", [{"name": "工本费"}], "fees: []", "fees: [{name: 工本费}]"),
        ("/note", "一行", "note: |\n  第一行\n  第二行\n", "note: 一行\n"),
        ("/visits", 1, "  第二行\n", "  第二行\nvisits: 1\n"),
        (
            "/materials/2/any_of",
            [{"name": "身份证"}],
            "      - {name: 身份证}\n      - {name: 护照}\n",
            "      - {name: 身份证}\n",
        ),
    ],
)
def test_set_changes_one_place(pointer, value, old, new):
    assert ITEM.count(old) == 1
    assert set_value(ITEM, Pointer.parse(pointer), value) == ITEM.replace(old, new)


def test_a_new_key_goes_behind_the_key_that_is_named():
    edited = set_value(ITEM, Pointer.of("code"), "000104002000", after="name")
    assert edited == ITEM.replace("   # 全称\n", '   # 全称\ncode: "000104002000"\n')


@pytest.mark.parametrize(
    ("pointer", "value", "old", "new"),
    [
        ("/materials/0", {"name": "照片"}, "  - {name: 申请表", "  - {name: 照片}\n  - {name: 申请表"),
        ("/materials/1", {"name": "照片"}, "   # 一份\n", "   # 一份\n  - {name: 照片}\n"),
        ("/materials/3", {"name": "照片"}, "{name: 护照}\n", "{name: 护照}\n  - {name: 照片}\n"),
        ("/fees/0", "x", "fees: []", "fees: [x]"),
    ],
)
def test_insert_puts_a_row_into_a_list(pointer, value, old, new):
    assert ITEM.count(old) == 1
    assert insert(ITEM, Pointer.parse(pointer), value) == ITEM.replace(old, new)


@pytest.mark.parametrize(
    ("pointer", "old", "new"),
    [
        ("/type", "type: '行政许可'\n", ""),
        ("/materials/0", "  - {name: 申请表, copies: 1}   # 一份\n", ""),
        ("/materials/0/name", "{name: 申请表, copies: 1}", "{copies: 1}"),
        ("/materials/0/copies", "{name: 申请表, copies: 1}", "{name: 申请表}"),
        ("/materials/1/name", "  - name: 营业执照\n    # 副本也行\n    copies: 2", "  - # 副本也行\n    copies: 2"),
        ("/materials/1/copies", "    copies: 2\n", ""),
        ("/materials/2/any_of/0", "      - {name: 身份证}\n", ""),
        ("/time_limit/statutory", "{statutory: {days: 20, unit: 工作日}, promised", "{promised"),
        ("/note", "note: |\n  第一行\n  第二行\n", ""),
    ],
)
def test_remove_takes_one_entry(pointer, old, new):
    assert ITEM.count(old) == 1
    assert remove(ITEM, Pointer.parse(pointer)) == ITEM.replace(old, new)


def test_line_ends_stay():
    text = "name: a\r\nlist:\r\n  - x\r\n"
    assert set_value(text, Pointer.of("code"), "b") == "name: a\r\nlist:\r\n  - x\r\ncode: b\r\n"
    assert insert(text, Pointer.of("list", 1), "z") == "name: a\r\nlist:\r\n  - x\r\n  - z\r\n"


def test_a_file_without_a_last_line_end_can_be_edited():
    assert set_value("name: a", Pointer.of("code"), "b") == "name: a\ncode: b"
    assert remove("name: a\ncode: b", Pointer.of("code")) == "name: a"


@pytest.mark.parametrize("other", ["1", '"\\ud83d\\ude00"'], ids=["libyaml", "ruamel.yaml"])
def test_an_empty_value_is_filled_in_behind_its_colon(other):
    text = f"x:\n  a:  # 说明\n\n  # 以下：\n  b: {other}\n"
    assert set_value(text, Pointer.of("x", "a"), "v") == text.replace("a:  #", "a: v  #")
    assert set_value(f"a:\nb: {other}\n", Pointer.of("a"), "v") == f"a: v\nb: {other}\n"


def test_an_empty_value_is_filled_in():
    assert set_value("name:\ncode: x\n", Pointer.of("name"), "a") == "name: a\ncode: x\n"


def test_the_last_entry_leaves_an_empty_collection():
    assert remove("a:\n  - x\nb: 1\n", Pointer.of("a", 0)) == "a:\n    []\nb: 1\n"
    assert remove("a: {b: 1}\n", Pointer.of("a", "b")) == "a: {}\n"


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("a: &x [1]\nb: *x\n", "/a"),  # the alias would lose its anchor
        ("a: [1\n", "/a"),
        ("a: 1\na: 2\n---\nb: 1\n", "/a"),
        ("a: 1\n", "/b/c"),
        ("a: 1\n", "/a/b"),
        ("a: [1]\n", "/a/3"),
        ("a: 1\n", ""),
    ],
)
def test_what_would_change_more_is_refused(text, pointer):
    with pytest.raises(EditRefused):
        set_value(text, Pointer.parse(pointer), 1)


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=8)
SCALARS = st.one_of(
    TEXTS, st.integers(-999, 999), st.booleans(), st.none(), st.sampled_from(["a: b", "# x", "007", "第一条"])
)
KEYS = st.sampled_from(["name", "code", "materials", "any_of", "名称", "a b", "007"])
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(KEYS, DATA, min_size=1, max_size=5)


def written(data, choose, indent=0, flow=False):
    """``data`` as lines in some layout: block or flow, with comments and blank lines strewn in."""
    margin = " " * indent
    comment = choose(["", "  # 注", ""]) if not flow else ""
    if isinstance(data, dict) and data and not flow and choose([True, True, False]):
        lines = []
        for key, value in data.items():
            lines += choose([[], [], [margin + "# 说明"], [""]])
            lines += entry(margin + scalar(key) + ":", value, choose, indent)
        return lines
    if isinstance(data, list) and data and not flow and choose([True, True, False]):
        lines = []
        for value in data:
            lines += choose([[], [], [margin + "# 说明"]])
            lines += entry(margin + "-", value, choose, indent)
        return lines
    return [margin + inline(data, choose) + comment]


def entry(start, value, choose, indent):
    step = choose([2, 4])
    lines = written(value, choose, indent + step)
    if isinstance(value, dict | list) and value and not lines[0].lstrip().startswith(("{", "[")):
        return [start + choose(["", "  # 注"]), *lines]
    return [start + " " + lines[0].lstrip(), *lines[1:]]


def inline(data, choose):
    gap = choose(["", " "])
    if isinstance(data, dict):
        return (
            "{" + gap + ", ".join(f"{scalar(key)}: {inline(value, choose)}" for key, value in data.items()) + gap + "}"
        )
    if isinstance(data, list):
        return "[" + gap + ", ".join(inline(value, choose) for value in data) + gap + "]"
    return scalar(data) if choose([True, True, False]) or not isinstance(data, str) else quoted(data)


def quoted(text):
    single = "'" + text.replace("'", "''") + "'"
    return single if text.isprintable() else scalar(text)


def places(data, pointer=ROOT):
    if isinstance(data, dict):
        for key, value in data.items():
            yield pointer / key, data
            yield from places(value, pointer / key)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield pointer / index, data
            yield from places(value, pointer / index)


def comments(text):
    return [line[line.index("#") :] for line in text.split("\n") if line.lstrip().startswith("#")]


@given(DOCUMENTS, DATA, st.randoms(use_true_random=False))
def test_any_value_in_any_layout(data, value, chance: random.Random):
    text = "\n".join(written(data, chance.choice)) + "\n"
    assert compose(text).data == data
    pointer, parent = chance.choice(list(places(data)))
    edited = set_value(text, pointer, value)
    assert yaml_rs.loads(edited, parse_datetime=False) is not None
    if isinstance(parent, list):
        row = insert(text, pointer, value)
        assert compose(row).data != data
        assert [one for one in comments(text) if one not in comments(row)] == []
    if isinstance(parent, dict):
        added = set_value(text, pointer.parent / "neu", value)
        assert comments(added) == comments(text)
    assert len(comments(remove(text, pointer))) <= len(comments(text))
