"""What holds for every code: apart and together again, no slip in a credit code unnoticed, every real code understood."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itemkit.codes import BaseCode, ItemCode, MaterialCode, expected_check_character, is_credit_code, is_organ_code
from itemkit.codes.apart import parts_of
from itemkit.codes.grammar import BASE_CODE, CREDIT_CODE, ITEM_CODE, MATERIAL_CODE
from itemkit.codes.parts import CodeKind

SCHEME = "0123456789ABCDEFGHJKLMNPQRTUWXY"
Parse = Callable[[str], BaseCode | ItemCode | MaterialCode]


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


def characters(count: int) -> st.SearchStrategy[str]:
    return st.text(SCHEME, min_size=count, max_size=count)


CREDIT_CODES = st.from_regex(CREDIT_CODE, fullmatch=True).map(lambda text: text[:17] + expected_check_character(text))
ORGANS = CREDIT_CODES | st.from_regex("TE[0-9A-Z]{16}", fullmatch=True)
BASES = st.builds(BaseCode, digits(2), digits(2), characters(2), characters(3), characters(3))
ITEMS = st.builds(ItemCode, ORGANS, st.sampled_from("1234567"), BASES)
HANDLED = st.builds(ItemCode, ORGANS, st.sampled_from("1234567"), BASES, digits(2))
MATERIALS = st.builds(MaterialCode, ITEMS | HANDLED, digits(3))


@pytest.mark.parametrize(
    ("codes", "parse", "lengths"),
    [
        pytest.param(BASES, BaseCode.parse, {12}, id="base"),
        pytest.param(ITEMS, ItemCode.parse, {31}, id="item"),
        pytest.param(HANDLED, ItemCode.parse, {33}, id="handling"),
        pytest.param(MATERIALS, MaterialCode.parse, {34, 36}, id="material"),
    ],
)
@given(st.data())
def test_a_code_that_is_written_is_read_back(
    codes: st.SearchStrategy[Any], parse: Parse, lengths: set[int], data: st.DataObject
) -> None:
    code = data.draw(codes)
    assert parse(str(code)) == code
    assert len(str(code)) in lengths
    assert parts_of(str(code)).mismatches == ()


@pytest.mark.parametrize(
    ("pattern", "parse"),
    [(BASE_CODE, BaseCode.parse), (ITEM_CODE, ItemCode.parse), (MATERIAL_CODE, MaterialCode.parse)],
)
@given(st.data())
def test_a_code_that_is_read_is_written_back(pattern: str, parse: Parse, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern, fullmatch=True))
    assert str(parse(text)) == text


def corruptions(code: str) -> Iterator[str]:
    """``code`` with one character changed to any other of the scheme: 18 × 30 texts."""
    for place, right in enumerate(code):
        for wrong in SCHEME:
            if wrong != right:
                yield code[:place] + wrong + code[place + 1 :]


def test_every_slip_in_one_character_of_a_real_credit_code_is_noticed() -> None:
    code = "11450721MB15580811"
    corrupted = list(corruptions(code))
    assert len(corrupted) == 18 * 30
    assert [text for text in corrupted if is_credit_code(text) or is_organ_code(text)] == []
    assert [text for text in corrupted if not parts_of(text).mismatches] == []


@given(CREDIT_CODES)
def test_every_slip_in_one_character_of_any_credit_code_is_noticed(code: str) -> None:
    """The weights are powers of 3, none of which is 0 modulo the prime 31: no change of one character can cancel out.

    Only what comes to begin with TE is taken for a placeholder, which has no check character. No registration
    authority has the T and no category the E, so that a real credit code is two slips away from that.
    """
    assert is_credit_code(code)
    assert [text for text in corruptions(code) if is_credit_code(text)] == []
    assert [text for text in corruptions(code) if is_organ_code(text) and not text.startswith("TE")] == []


@given(CREDIT_CODES, st.integers(0, 17), st.integers(0, 17))
def test_two_characters_that_changed_places_are_noticed(code: str, one: int, other: int) -> None:
    """The weights differ among each other, except that the first character counts as much as the check character."""
    swapped = list(code)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    text = "".join(swapped)
    assert is_credit_code(text) == (text == code or {one, other} == {0, 17})


def records(file: Path) -> Iterator[Any]:
    for line in file.read_text("utf-8").splitlines():
        yield json.loads(line)


def test_every_code_of_guangdong(shared_data: Path) -> None:
    """All but two are right; those are of one body, whose check character would be A. Placeholders have none."""
    codes = [record["TASK_CODE"] for record in records(shared_data / "guangdong.jsonl")]
    assert {code: [str(one) for one in parts_of(code).mismatches] for code in codes if parts_of(code).mismatches} == {
        "13440000515356094L2442199644000": ["校验码不对：按前 17 位应为 A，写的是 L；也可能是前 17 位写错了"],
        "13440000515356094L2442199645000": ["校验码不对：按前 17 位应为 A，写的是 L；也可能是前 17 位写错了"],
    }
    assert {code for code in codes if code.startswith("TE")} == {
        "TE440000GD030003VV2442199374000",
        "TE440000GD030003VV2442199730000",
    }
    for code in codes:
        assert str(ItemCode.parse(code)) == code
        assert parts_of(code).kind is (CodeKind.HANDLING if len(code) == 33 else CodeKind.ITEM)


def test_what_the_records_of_guangdong_say_of_themselves_is_in_their_codes(shared_data: Path) -> None:
    for record in records(shared_data / "guangdong.jsonl"):
        parts = parts_of(record["TASK_CODE"])
        assert (parts.value_of("base"), parts.value_of("base.type")) == (record["CATAID"], record["TASK_TYPE"])


def test_every_code_of_guangxi(shared_data: Path) -> None:
    """Items, handling items and materials of the national exchange form: all are right; one body has a placeholder."""
    found = {
        kind: {code for record in records(shared_data / "guangxi.jsonl") for code in values(record, key)}
        for kind, key in {
            CodeKind.BASE: "catalog_code",
            CodeKind.ORGAN: "dept_code",
            CodeKind.ITEM: "task_code",
            CodeKind.HANDLING: "ywcode",
            CodeKind.MATERIAL: "materialcode",
        }.items()
    }
    assert all(found.values())
    wrong = {
        code: (parts.kind, parts.mismatches)
        for kind, codes in found.items()
        for code in codes
        if (parts := parts_of(code)).mismatches or parts.kind is not kind
    }
    assert wrong == {"TE4507211000000003": (CodeKind.PLACEHOLDER, ())}
    for parse, kinds in (
        (ItemCode.parse, {CodeKind.ITEM, CodeKind.HANDLING}),
        (MaterialCode.parse, {CodeKind.MATERIAL}),
    ):
        assert all(str(parse(code)) == code for kind in kinds for code in found[kind])


def values(data: Any, key: str) -> Iterator[str]:
    """Every text that is not empty under ``key``, however deep."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name == key and isinstance(value, str) and value:
                yield value
            yield from values(value, key)
    elif isinstance(data, list):
        for one in data:
            yield from values(one, key)
