"""Credit codes: real ones pass, made-up ones and slips don't."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itemkit.codes import expected_check_character, is_credit_code, is_organ_code

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: no I, O, S, V, Z
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def check_character(text: str) -> str:
    total = sum(ALPHABET.index(char) * weight for char, weight in zip(text, WEIGHTS, strict=False))
    return ALPHABET[-total % 31]


@pytest.mark.parametrize(
    "text",
    ["11450721MB15580811", "11450721348531435D", "11440300MB2C94128A", "12441500196720244T", "11440100007482575H"],
)
def test_real_ones(text: str) -> None:
    assert is_credit_code(text)
    assert is_organ_code(text)
    assert expected_check_character(text) == text[17]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11440300MB2C91648P", "3"),
        ("11440300MB2C923879", None),
        ("11440300MB2C92051N", None),
        ("11440300695559836P", None),
    ],
)
def test_made_up_ones(text: str, expected: str | None) -> None:
    assert not is_credit_code(text)
    assert not is_organ_code(text)
    assert expected_check_character(text) == (expected or check_character(text)) != text[17]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "11511301452259996u",  # a real slip: lower case
        "11440100007482575",
        "11440100007482575H\n",
        "11440100007482575H ",
        "１1440100007482575H",
        "114401OO007482575H",
        "083372204",  # a code of the old kind, 9 digits
    ],
)
def test_what_has_not_the_form(text: str) -> None:
    assert not is_credit_code(text)
    assert not is_organ_code(text)


@pytest.mark.parametrize("text", ["TE5116020105116050", "TEZZZZZZZZZZZZZZZZ"])
def test_placeholders_name_an_organ_but_are_no_credit_code(text: str) -> None:
    assert is_organ_code(text)
    assert not is_credit_code(text)


@pytest.mark.parametrize(
    "text", ["TE", "TE511602010511605", "TE51160201051160500", "te5116020105116050", "TE511602010511605 "]
)
def test_placeholders_have_18_characters(text: str) -> None:
    assert not is_organ_code(text)


@given(
    st.tuples(
        st.text(ALPHABET, min_size=2, max_size=2),
        st.text("0123456789", min_size=6, max_size=6),
        st.text(ALPHABET, min_size=9, max_size=9),
    ).map("".join)
)
def test_exactly_one_check_character_is_right(start: str) -> None:
    assert [char for char in ALPHABET if is_credit_code(start + char)] == [check_character(start)]


def test_the_real_codes_of_a_district(shared_data: Path) -> None:
    """All credit codes inside the item codes of Sichuan's records are right, but for the one in lower case."""
    wrong = set()
    for line in (shared_data / "sichuan.jsonl").read_text("utf-8").splitlines():
        for part in json.dumps(json.loads(line)).replace('"', "-").replace("=", "-").replace("&", "-").split("-"):
            if len(part) == 18 and part[:2] in {"11", "12", "TE"} and part.isalnum() and not is_organ_code(part):
                wrong.add(part)
    assert wrong == {"11511301452259996u"}
