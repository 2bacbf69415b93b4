"""The codes of service items: real ones come apart rightly, and together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itemkit.codes import BaseCode, ItemCode
from itemkit.codes.grammar import BASE_CODE, ITEM_CODE, ORGAN_CODE, REGION_CODE

REAL = {
    "11450721MB155808114000104002000": ItemCode("11450721MB15580811", "4", BaseCode("00", "01", "04", "002", "000")),
    "11450721348531435D4001033002000": ItemCode("11450721348531435D", "4", BaseCode("00", "10", "33", "002", "000")),
    "11440300MB2C94128A3440217281000": ItemCode("11440300MB2C94128A", "3", BaseCode("44", "02", "17", "281", "000")),
    "12441500196720244T3442199806003": ItemCode("12441500196720244T", "3", BaseCode("44", "21", "99", "806", "003")),
    # well-formed, though its credit code is made up
    "11440300MB2C91648P444011100200001": ItemCode(
        "11440300MB2C91648P", "4", BaseCode("44", "01", "11", "002", "000"), "01"
    ),
    "11450721MB15580811400014100500001": ItemCode(
        "11450721MB15580811", "4", BaseCode("00", "01", "41", "005", "000"), "01"
    ),
    "TE51160201051160503440118009000": ItemCode("TE5116020105116050", "3", BaseCode("44", "01", "18", "009", "000")),
}


@pytest.mark.parametrize("text", REAL)
def test_real_codes_come_apart(text: str) -> None:
    assert ItemCode.parse(text) == REAL[text]
    assert str(REAL[text]) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "000104002000",
        "11450721MB15580811400010400200",  # 30
        "11450721MB1558081140001040020000",  # 32
        "11450721MB1558081140001040020000001",  # 34: the code of a material
        "11450721MB155808118000104002000",  # there is no level 8
        "11450721MB155808110000104002000",
        "11450721mb155808114000104002000",
        "11450721MB155808114000104O02000",  # letter O
        "11450721MB155808114000104002000\n",
        " 11450721MB155808114000104002000",
        "11450721MB15580811400010400200０",  # full-width digit
        "11450721MB15580811400010400200٠",  # Arabic digit
        "511A0138000000-511602000000-000-115113010833722043-1-00",  # the form of Sichuan
    ],
)
def test_what_is_no_item_code(text: str) -> None:
    with pytest.raises(ValueError, match="not an item code"):
        ItemCode.parse(text)


@pytest.mark.parametrize("text", ["", "00010400200", "0001040020000", "000104002O00", "AA0104002000", "000104002000\n"])
def test_what_is_no_base_code(text: str) -> None:
    with pytest.raises(ValueError, match="not a base code"):
        BaseCode.parse(text)


@given(st.from_regex(BASE_CODE, fullmatch=True))
def test_base_codes_come_apart_and_together(text: str) -> None:
    code = BaseCode.parse(text)
    assert str(code) == text
    assert [len(part) for part in (code.region, code.type, code.department, code.main, code.sub)] == [2, 2, 2, 3, 3]


@given(st.from_regex(ITEM_CODE, fullmatch=True))
def test_item_codes_come_apart_and_together(text: str) -> None:
    code = ItemCode.parse(text)
    assert str(code) == text
    assert (len(code.organ), len(code.level), len(code.handling)) == (18, 1, len(text) - 31)
    assert ItemCode.parse(str(code)) == code


@given(st.from_regex(f"(?:{ORGAN_CODE})|(?:{REGION_CODE})", fullmatch=True))
def test_a_part_alone_is_no_item_code(text: str) -> None:
    with pytest.raises(ValueError, match="not an item code"):
        ItemCode.parse(text)
