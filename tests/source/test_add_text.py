"""A text under a new key at the top: the quick way gives what the thorough one gives, and adds whole lines only."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml_texts import yaml_mappings, yaml_texts

from itemkit.findings import Pointer
from itemkit.source.compose import compose
from itemkit.source.edit import EditRefused, add_text, set_value
from itemkit.source.read import read_bytes

CODE = "11440100007482620J344012300400001"
LINE = f'code: "{CODE}"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: 甲\n", f"name: 甲\n{LINE}\n"),
        ("name: 甲   # 名称\ntype: 乙\n", f"name: 甲   # 名称\n{LINE}\ntype: 乙\n"),
        ("# 开头\n\n---\ntype: 乙\nname: '甲'\n", f"# 开头\n\n---\ntype: 乙\nname: '甲'\n{LINE}\n"),
        ("name: 甲\r\ntype: 乙\r\n", f"name: 甲\r\n{LINE}\r\ntype: 乙\r\n"),
        ("type: 乙\nname: 甲", f"type: 乙\nname: 甲\n{LINE}"),
        ("name: 甲\ntype: 乙", f"name: 甲\n{LINE}\ntype: 乙"),
        ("# 开头\ntype: 乙\norgan: x\n", f"# 开头\n{LINE}\ntype: 乙\norgan: x\n"),
        ("{name: 甲, type: 乙}\n", f"{{name: 甲, {LINE}, type: 乙}}\n"),
        ('"name": 甲\ntype: 乙\n', f'"name": 甲\n{LINE}\ntype: 乙\n'),
        ("name : 甲\ntype: 乙\n", f"name : 甲\n{LINE}\ntype: 乙\n"),
        ("  name: 甲\n  type: 乙\n", f"  name: 甲\n  {LINE}\n  type: 乙\n"),
        ("name:\n  甲\ntype: 乙\n", f"name:\n  甲\n{LINE}\ntype: 乙\n"),
        ("name: 甲\n  乙\ntype: 乙\n", f"name: 甲\n  乙\n{LINE}\ntype: 乙\n"),
        ("name: |\n  甲\n  code: x\ntype: 乙\n", f"name: |\n  甲\n  code: x\n{LINE}\ntype: 乙\n"),
        ("name: >-\n  甲\n\n  乙\n\ntype: 乙\n", f"name: >-\n  甲\n\n  乙\n{LINE}\n\ntype: 乙\n"),
        ("name: '甲\n\n  乙'\ntype: 乙\n", f"name: '甲\n\n  乙'\n{LINE}\ntype: 乙\n"),
        ("note:\n  name: 丙\nname: 甲\n", f"note:\n  name: 丙\nname: 甲\n{LINE}\n"),
        ("note: '\nname: 丙\n  '\nname: 甲\n", None),
        ("name: 甲\n\n# 说明\ntype: 乙\n", f"name: 甲\n{LINE}\n\n# 说明\ntype: 乙\n"),
        ("name: 甲\nextra: {code: x}\n", f"name: 甲\n{LINE}\nextra: {{code: x}}\n"),
        ("? name\n: 甲\n", None),
        ("name: &x 甲\nnote: *x\n", f"name: &x 甲\n{LINE}\nnote: *x\n"),
        ("name: 甲\n...\n", f"name: 甲\n{LINE}\n...\n"),
        ("名称: 甲\n", f"名称: 甲\n{LINE}\n"),
    ],
)
def test_where_the_line_goes(text: str, expected: str | None) -> None:
    if expected is None:
        assert outcome(text, CODE) == outcome(text, CODE, thorough=True)
    else:
        assert add_text(text, "code", CODE, after="name") == expected


@pytest.mark.parametrize(
    "text",
    ["name: 甲\ncode: x\n", "code:\n", '"code": x\n', "{code: x}\n", "", "# x\n", "甲\n", "- name: 甲\n", "[]\n", "name: [\n",
     "name: 甲\n---\nname: 乙\n", "\tname: 甲\n"],
)  # fmt: skip
def test_what_is_refused(text: str) -> None:
    with pytest.raises(EditRefused):
        add_text(text, "code", CODE, after="name")


@pytest.mark.parametrize("text", ["name: 甲\nname: 乙\n", "name: 甲\ntype: a\ntype: b\n", "name: 甲\nnote: *x\n"])
def test_a_text_with_mistakes_is_refused(text: str) -> None:
    with pytest.raises(EditRefused):
        add_text(text, "code", CODE, after="name")


def outcome(text: str, value: str, *, thorough: bool = False) -> str | None:
    try:
        if thorough:
            return set_value(text, Pointer.of("code"), value, after="name")
        return add_text(text, "code", value, after="name")
    except EditRefused:
        return None


STYLES = [
    "name: {}\n", "name:   {}   # 名称\n", "name: '{}'\n", 'name: "{}"\n', "'name': {}\n", "name: {}\r\n", "# 前\nname: {}\n\n",
    "name:\n  {}\n", "name: {}\n  更多\n", "name: |\n  {}\n", "name: >\n  {}\n\n", "", "--- # x\nname: {}\n",
]  # fmt: skip
VALUES = st.sampled_from(
    [CODE, "440123004000", "000104002000", "440123A01000", "1e5", "true", "", "甲: 乙", "a\nb", "'"]
)


def is_right(text: str) -> bool:
    """Whether both readers take a text; one of them alone takes some, such as {a: 0:}."""
    composed = compose(text)
    has_no_key = isinstance(composed.data, dict) and None in composed.data
    return not composed.problems and not has_no_key and read_bytes(text.encode()).usable


@st.composite
def records(draw: st.DrawFn) -> str:
    """A right file, without a byte order mark, whose first key is often a name, in one style or other, among whatever else.

    What would make it wrong is left out of it, so that no file has to be given up.
    """
    name = draw(st.sampled_from(STYLES)).format(draw(st.sampled_from(["甲", "公共场所卫生许可（新办）", "x y", "12"])))
    more = draw(st.sampled_from(["", "", "- x\n", "type: 行政许可\nnote: |\n  name: 乙\n  code: x\n"]))
    whole = draw(yaml_texts()).removeprefix("\ufeff")
    if not name and is_right(whole):
        return whole
    text = ""
    others = draw(st.lists(yaml_mappings(), max_size=3))
    before = draw(st.integers(0, len(others)))
    for part in (*others[:before], name + more, *others[before:]):
        text = text + part if is_right(text + part) else text
    text = text or "name: 甲\n"
    start, end = (
        draw(st.sampled_from(["", "", "---\n", "# 前\n", "\n", "%YAML 1.2\n---\n"])),
        draw(st.sampled_from(["", "", "# 后", "...\n", "\n  \n"])),
    )
    last = draw(st.sampled_from(["\n", "\n", "\n", ""]))
    surrounded = ((start + text + end).removesuffix("\n") + last).replace(
        "\n", draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    )
    return surrounded if is_right(surrounded) else text


@given(records(), VALUES)
def test_as_the_thorough_way(text: str, value: str) -> None:
    quick, thorough = outcome(text, value), outcome(text, value, thorough=True)
    before = compose(text)
    assert is_right(text)
    if not isinstance(before.data, dict) or "code" in before.data:
        assert quick is None
        return
    if thorough is not None:
        assert quick is not None
    if quick is None:
        return
    after = compose(quick)
    assert after.usable
    assert {key: repr(one) for key, one in after.data.items()} == {
        key: repr(one) for key, one in {**before.data, "code": value}.items()
    }
    if "name" in before.data:
        keys = list(before.data)
        keys.insert(keys.index("name") + 1, "code")
        assert list(after.data) == keys
    if quick != thorough:
        assert_one_line_more(text, quick)


def assert_one_line_more(text: str, edited: str) -> None:
    old, new = (re.split("(?<=\n)", one) for one in (text, edited))
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(old))
    assert new[same].startswith("code: ")
    assert new[:same] + new[same + 1 :] == old
