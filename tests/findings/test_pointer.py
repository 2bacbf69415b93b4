"""JSON Pointers: written and read back, and in one order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itemkit.findings import ROOT, Pointer

# RFC 6901, section 5: the pointers of the example document and what they lead to.
RFC_DOCUMENT = {
    "foo": ["bar", "baz"],
    "": 0,
    "a/b": 1,
    "c%d": 2,
    "e^f": 3,
    "g|h": 4,
    "i\\j": 5,
    'k"l': 6,
    " ": 7,
    "m~n": 8,
}
RFC_EXAMPLES = {
    "": RFC_DOCUMENT,
    "/foo": ["bar", "baz"],
    "/foo/0": "bar",
    "/": 0,
    "/a~1b": 1,
    "/c%d": 2,
    "/e^f": 3,
    "/g|h": 4,
    "/i\\j": 5,
    '/k"l': 6,
    "/ ": 7,
    "/m~0n": 8,
}


@pytest.mark.parametrize("text", RFC_EXAMPLES)
def test_the_examples_of_the_rfc(text: str) -> None:
    value: object = RFC_DOCUMENT
    for part in Pointer.parse(text):
        value = value[part]  # type: ignore[index]
    assert value == RFC_EXAMPLES[text]
    assert str(Pointer.parse(text)) == text


def _looks_like_an_index(text: str) -> bool:
    return text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")


keys = st.text(max_size=5).filter(lambda text: not _looks_like_an_index(text)) | st.sampled_from(
    ["~", "/", "~0", "~1", "~01", "", "01", "００", "²", "-1", "材料"]
)
parts = keys | st.integers(min_value=0, max_value=10**6)
pointers = st.lists(parts, max_size=5).map(Pointer)


@given(pointers)
def test_written_and_read_back_it_is_the_same(pointer: Pointer) -> None:
    assert Pointer.parse(str(pointer)) == pointer


@given(st.text(max_size=8))
def test_any_text_that_starts_with_a_slash_is_a_pointer(text: str) -> None:
    escaped = "/" + text.replace("~", "~0")
    assert str(Pointer.parse(escaped)) == escaped


@pytest.mark.parametrize("text", ["materials", "0", " /a", "#/a"])
def test_what_does_not_start_with_a_slash_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="starts with '/'"):
        Pointer.parse(text)


def test_it_grows_and_shrinks() -> None:
    name = Pointer() / "materials" / 2 / "name"
    assert name == Pointer.of("materials", 2, "name")
    assert str(name) == "/materials/2/name"
    assert isinstance(name, Pointer)
    assert name.parent == Pointer.of("materials", 2)
    assert isinstance(name.parent, Pointer)
    assert ROOT.parent == ROOT == Pointer()


def test_the_order_is_by_index_and_by_code_point_parents_first() -> None:
    ordered = ["", "/a", "/a/2", "/a/2/z", "/a/10", "/a/b", "/b", "/名称", "/材料/0"]
    shuffled = [Pointer.parse(text) for text in reversed(ordered)]
    assert [str(one) for one in Pointer.sorted(shuffled)] == ordered


@given(st.lists(pointers, max_size=6))
def test_any_pointers_can_be_ordered(some: list[Pointer]) -> None:
    ordered = Pointer.sorted(some)
    assert Pointer.sorted(list(reversed(ordered))) == ordered
    assert sorted(map(str, ordered)) == sorted(map(str, some))
