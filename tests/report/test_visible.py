import pytest

from itemkit.report.visible import encodable, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("许可 abc𠮷", "许可 abc𠮷"),
        ("👨‍👩‍👧 🏳️‍🌈", "👨‍👩‍👧 🏳️‍🌈"),
        ("a\nb\r\tc\x00", "a␊b␍␉c␀"),
        ("\x1b[2J\x7f", "␛[2J␡"),
        ("\x9b31m\x85", "<U+009B>31m<U+0085>"),
        ("\u202eabc\u2066\u200f\u061c", "<U+202E>abc<U+2066><U+200F><U+061C>"),
        ("甲\u200b乙\ufeff\u2060\xad", "甲<U+200B>乙<U+FEFF><U+2060><U+00AD>"),
        ("a\u2028b\u2029", "a<U+2028>b<U+2029>"),
        ("\ud800\uffff", "<U+D800><U+FFFF>"),
    ],
    ids=["text", "emoji", "controls", "escape", "c1", "bidi", "no width", "line separators", "no character"],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_some_may_be_kept() -> None:
    assert visible("a\nb\x00", keep="\n") == "a\nb␀"


def test_encodable_touches_only_what_utf8_cannot_say() -> None:
    assert encodable("甲\udcff\x00𠮷") == "甲\ufffd\x00𠮷"
    assert encodable("甲\u202e") == "甲\u202e"
