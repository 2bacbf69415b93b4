"""Which number comes next: every number once, in the scheme's order, none that is taken."""

import re
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itemkit.codes import BASE_CODE, HANDLING_NUMBERS, Sequence, numbers
from itemkit.codes.sequence import LETTERS

ALL = list(numbers(3))


def test_letters_are_those_of_the_scheme() -> None:
    assert "".join(sorted(set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") - set("IOSVZ"))) == LETTERS


def test_digits_come_first_then_letters_from_the_left() -> None:
    """Said once more, as plainly as can be."""
    expected = [f"{number:03}" for number in range(1, 1000)]
    expected += [f"{a}{number:02}" for a in LETTERS for number in range(1, 100)]
    expected += [f"{a}{b}{number}" for a in LETTERS for b in LETTERS for number in range(1, 10)]
    expected += [f"{a}{b}{c}" for a in LETTERS for b in LETTERS for c in LETTERS]
    assert expected == ALL


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("001", "002"), ("099", "100"), ("999", "A01"), ("A99", "B01"), ("H99", "J01"), ("N99", "P01"), ("R99", "T01"),
        ("U99", "W01"), ("Y99", "AA1"), ("AA9", "AB1"), ("AY9", "BA1"), ("YY9", "AAA"), ("AAY", "ABA"), ("AYY", "BAA"),
    ],
)  # fmt: skip
def test_what_follows_what(before: str, after: str) -> None:
    assert (before, after) in set(pairwise(ALL))


def test_each_once_and_each_of_the_grammar() -> None:
    assert (ALL[0], ALL[-1]) == ("001", "YYY")
    assert len(ALL) == len(set(ALL)) == 999 + 21 * 99 + 441 * 9 + 9261
    wrong = [one for one in ALL if not re.fullmatch(BASE_CODE, f"440123{one}000")]
    assert wrong == []
    assert [one for one in ALL if re.search("[IOSVZ]", one)] == []


@pytest.mark.parametrize(
    ("width", "first", "last", "many"), [(1, "1", "Y", 9 + 21), (2, "01", "YY", 99 + 21 * 9 + 441)]
)
def test_other_widths(width: int, first: str, last: str, many: int) -> None:
    found = list(numbers(width))
    assert (found[0], found[-1], len(found), len(set(found))) == (first, last, many, many)
    assert {len(one) for one in found} == {width}


def test_handling_items_have_digits_only() -> None:
    assert [f"{number:02}" for number in range(1, 100)] == list(HANDLING_NUMBERS)


def test_a_sequence_ends() -> None:
    sequence = Sequence("x", {"x2"}, iter("123"))
    assert [sequence.next() for _ in range(5)] == ["x1", "x3", None, None, None]
    assert Sequence("", {"a"}, iter("a")).next() is None
    assert Sequence("", (), iter("")).next() is None


def test_a_sequence_sees_what_is_taken_meanwhile() -> None:
    taken: set[str] = set()
    sequence = Sequence("x", taken, iter("1234"))
    assert sequence.next() == "x1"
    taken.update({"x2", "x3"})
    assert sequence.next() == "x4"
    assert sequence.next() is None


@given(st.sets(st.sampled_from(ALL[:40])), st.integers(0, 50), st.sets(st.sampled_from(ALL[:40])))
def test_only_what_is_free_in_order(taken: set[str], many: int, later: set[str]) -> None:
    prefix = "440123"
    held = {prefix + one for one in taken}
    sequence = Sequence(prefix, held, islice(numbers(3), 40))
    got = [sequence.next() for _ in range(many)]
    free = [prefix + one for one in ALL[:40] if one not in taken]
    assert got == [*free, *[None] * many][:many]
    held |= {prefix + one for one in later}
    rest = [one for one in free[many:] if one not in held]
    assert sequence.next() == (rest[0] if rest else None)
