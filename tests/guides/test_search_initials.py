"""Pinyin initials, as people type them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itemkit.guides.search import initials


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("公共场所卫生许可（新办）", "ggcswsxkxb"),
        ("重庆银行行政会计", "cqyhxzkj"),
        ("重大事项变更", "zdsxbg"),
        ("社会团体成立登记", "shttcldj"),
        ("社会保险参保登记", "shbxcbdj"),
        ("行业协会商会", "hyxhsh"),
        ("省级调解、调查、调出", "sjtjdcdc"),
        ("校车驾驶资格", "xcjszg"),
        ("生育津贴给付", "syjtjf"),
        ("高龄长者津贴", "glzzjt"),
        ("长途汽车，增长", "ctqczz"),
        ("办理Ｍ字签证（２次）", "blmzqz2c"),
        ("C1 驾驶证", "c1jsz"),
        ("𠮷野家", "yj"),
        ("〇号", "lh"),
        ("café", "caf"),
        ("<script>", "script"),
        ("（ 、）", ""),
        ("", ""),
    ],
)
def test_initials(title: str, expected: str) -> None:
    assert initials(title) == expected


@given(st.text())
def test_any_text_has_initials_of_letters_and_digits(title: str) -> None:
    assert re.fullmatch("[a-z0-9]*", initials(title))


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)))
def test_every_common_character_has_one(title: str) -> None:
    assert len(initials(title)) == len(title)
