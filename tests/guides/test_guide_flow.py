"""The drawing of a process: everything that it must show, harmless and within its width."""

import re
from xml.etree.ElementTree import Element, fromstring

import pytest

from itemkit.guides.flow import drawing, wrapped
from itemkit.guides.html import text
from itemkit.guides.page import Process, Stage, Term

STAGES = (Stage("受理", "当场"), Stage("审查", "3 个工作日"), Stage("决定", ""))


def drawn(process: Process) -> Element:
    return fromstring(drawing(process, text))


def said(svg: Element, kind: str = "") -> list[str]:
    return [one.text or "" for one in svg.iter("text") if one.get("class", "") == kind]


def test_steps_days_branches_and_totals() -> None:
    terms = (Term("各环节合计", 3, "工作日"), Term("法定办结时限", 12, "工作日"))
    svg = drawn(Process((), STAGES, (Stage("听证", "20 个工作日，不计入办结时限"),), terms))
    assert said(svg) == ["受理", "审查", "听证", "决定"]
    assert said(svg, "days") == ["当场", "3 个工作日", "3 个工作日", "12 个工作日"]
    assert said(svg, "small") == ["需要时，中间另有：", "20 个工作日，不计入办结时限", "各环节合计", "法定办结时限"]
    assert said(svg, "number") == ["1", "2", "3"]
    bars = [int(one.get("width", "")) for one in svg.iter("rect") if one.get("class") == "bar"]
    assert bars == [72, 288]
    assert (svg.get("aria-hidden"), svg.get("focusable")) == ("true", "false")


def test_limits_in_different_units_have_no_bars() -> None:
    svg = drawn(Process((), STAGES, (), (Term("承诺办结时限", 5, "工作日"), Term("法定办结时限", 20, "自然日"))))
    assert [one for one in svg.iter("rect") if one.get("class") == "bar"] == []
    assert said(svg, "days")[-2:] == ["5 个工作日", "20 个自然日"]


def test_a_single_step_has_its_branches_after_it() -> None:
    assert said(drawn(Process((), STAGES[:1], (Stage("听证", ""),)))) == ["受理", "听证"]


def test_nothing_to_draw() -> None:
    assert drawing(Process(()), text) == ""


@pytest.mark.parametrize("name", ["长" * 300, "W" * 300, "<script>alert(1)</script>", "\x07\u202e", " "])
def test_everything_stays_within_the_drawing(name: str) -> None:
    made = drawing(Process((), (Stage(name, name),) * 2, (Stage(name, name),)), text)
    svg = fromstring(made)
    width, height = map(int, svg.get("viewBox", "").split()[2:])
    for one in svg.iter("rect"):
        left, top, wide, high = (float(one.get(key, "")) for key in ("x", "y", "width", "height"))
        assert 0 <= left <= left + wide <= width
        assert 0 <= top <= top + high <= height
    assert not re.search("[\x07\u202e]|style=", made)
    assert "script" not in {one.tag for one in svg.iter()}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("受理", ["受理"]),
        ("", [""]),
        ("一二三四五", ["一二三四", "五"]),
        ("一二三四。五", ["一二三四。", "五"]),
        ("abcdefgh", ["abcdef", "gh"]),
        ("一" * 30, ["一二三四"[:1] * 4] * 3 + ["一一一…"]),
    ],
)
def test_names_are_wrapped(words: str, expected: list[str]) -> None:
    assert wrapped(words, 40, 10) == expected
