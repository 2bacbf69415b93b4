"""Positions: from a pointer to the lines and columns of keys and values."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from yaml_texts import yaml_texts

from itemkit.findings import Place, Pointer, Position, Span
from itemkit.source.events import exact_events
from itemkit.source.locate import Spans, _Finder, line_excerpt
from itemkit.source.read import read_bytes

TEXT = """\
# 说明
name: 公共场所卫生许可（新办）  # 全称
materials:
- name: 申请表
  copies: 1
- any_of: [{name: 营业执照, copies: 2}, {name: "身份证"}]
time_limit:
  statutory: {days: 20,
              unit: 工作日}

"note": |
  第一行
  第二行
faq:
"""


def span_of(text: str, pointer: str, *, on_key: bool = False) -> str:
    """``line:column-line:column`` of a place."""
    where = Pointer.parse(pointer)
    span = Spans(text, [where]).of(Place(where, on_key=on_key))
    return f"{span.start.line}:{span.start.column}-{span.end.line}:{span.end.column}"


@pytest.mark.parametrize(
    ("pointer", "value", "key"),
    [
        ("/name", "2:7-2:19", "2:1-2:5"),
        ("/materials/0/name", "4:9-4:12", "4:3-4:7"),
        ("/materials/0/copies", "5:11-5:12", "5:3-5:9"),
        ("/materials/1/any_of/0/name", "6:19-6:23", "6:13-6:17"),
        ("/materials/1/any_of/0/copies", "6:33-6:34", "6:25-6:31"),
        ("/materials/1/any_of/1/name", "6:44-6:49", "6:38-6:42"),
        ("/materials/1/any_of/1", "6:37-6:50", "6:37-6:50"),
        ("/materials/1/any_of", "6:11-6:51", "6:3-6:9"),
        ("/materials/0", "4:3-5:12", "4:3-5:12"),
        ("/materials", "4:1-6:51", "3:1-3:10"),
        ("/time_limit/statutory", "8:14-9:25", "8:3-8:12"),
        ("/time_limit/statutory/unit", "9:21-9:24", "9:15-9:19"),
        ("/note", "11:9-14:1", "11:1-11:7"),
        ("/faq", "14:5-14:5", "14:1-14:4"),
    ],
)
def test_values_and_keys(pointer: str, value: str, key: str) -> None:
    assert span_of(TEXT, pointer) == value
    assert span_of(TEXT, pointer, on_key=True) == key


@pytest.mark.parametrize(
    ("pointer", "nearest"),
    [
        ("", "2:1-2:2"),
        ("/type", "2:1-2:2"),
        ("/type/0/x", "2:1-2:2"),
        ("/materials/0/source", "4:3-4:4"),
        ("/materials/7", "3:1-3:10"),
        ("/materials/1/any_of/1/source", "6:37-6:50"),
        ("/time_limit/statutory/note", "8:3-8:12"),
        ("/name/0", "2:1-2:5"),
        ("/faq/0", "14:1-14:4"),
    ],
)
def test_what_is_missing_is_shown_at_its_parent(pointer: str, nearest: str) -> None:
    assert span_of(TEXT, pointer) == nearest
    assert span_of(TEXT, pointer, on_key=True) == nearest


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_of_other_systems_do_not_move_anything(newline: str) -> None:
    text = TEXT.replace("\n", newline)
    for pointer in ("/name", "/materials/1/any_of/1/name", "/time_limit/statutory/unit", "/note", "/faq"):
        assert span_of(text, pointer) == span_of(TEXT, pointer)


def test_columns_count_code_points() -> None:
    text = "'𠮷😀e\u0301': {一: 二, 三: \"四\u2028五\"}\nb: 1\n"
    assert span_of(text, "/𠮷😀e\u0301/三") == "1:19-1:24"
    assert span_of(text, "/b", on_key=True) == "2:1-2:2"
    assert span_of("a: '\x85'\n# \u2028\nb: c\n", "/b") == "3:4-3:5"


def test_many_places_in_one_reading() -> None:
    pointers = [Pointer.parse(one) for one in ("/faq", "/name", "/materials/0", "/materials/0/name", "/none", "")]
    spans = Spans(TEXT, pointers)
    alone = [Spans(TEXT, [one]).of(Place(one)) for one in pointers]
    assert [spans.of(Place(one)) for one in pointers] == alone


def test_the_span_that_a_place_brings_along_is_kept() -> None:
    span = Span(Position(3, 1), Position(4, 2))
    assert Spans("a: b", []).of(Place(Pointer.of("a"), span=span)) == span


@pytest.mark.parametrize("text", ["", "a: [", "# nothing", "a: 'x\n", "\x00", "a: b", "%YAML 1.2\n---\na: ["])
def test_a_text_without_the_value_gives_its_top(text: str) -> None:
    where = Pointer.parse("/b/0")
    start = Spans(text, [where]).of(Place(where)).start
    assert start == Position(text[: text.rfind("a") + 1].count("\n") + 1, 1)


def test_what_libyaml_refuses_is_located_exactly() -> None:
    text = "a: {b: 1,\tc: 2}\n"
    assert span_of(text, "/a/c") == "1:14-1:15"
    assert span_of("%YAML 1.3\n---\na: {b: 1, c: 2}\n", "/a/c") == "1:1-1:2"


def test_a_text_that_libyaml_refuses_half_way_is_located_from_the_start() -> None:
    text = 'a: {b: 1, c: "\\ud83d\\ude00"}\nd: 2\n'
    spans = Spans(text, [Pointer.of("a", "b"), Pointer.of("a", "c"), Pointer.of("d")])
    assert [spans.of(Place(Pointer.of(*parts))) for parts in (("a", "b"), ("a", "c"), ("d",))] == [
        Span.at(1, 8),
        Span.at(1, 14, 14),
        Span.at(2, 4),
    ]


def test_the_text_of_a_value_is_as_the_file_has_it() -> None:
    text = "code: 000104002000\nname: 'it''s'\nlist: [0x1F, \"a\\tb\"]\n"
    wanted = {
        "/code": "000104002000",
        "/name": "'it''s'",
        "/list/0": "0x1F",
        "/list/1": '"a\\tb"',
        "/list": '[0x1F, "a\\tb"]',
        "/x": None,
        "/code/y": None,
    }
    assert {one: Spans(text, [Pointer.parse(one)]).text_of(Pointer.parse(one)) for one in wanted} == wanted


ESCAPED = '"\\ud83d\\ude00"'
"""One character in two escapes, which libyaml refuses and YAML 1.2 takes."""


@pytest.mark.parametrize("other", ["1", ESCAPED], ids=["libyaml", "ruamel.yaml"])
@pytest.mark.parametrize(
    ("text", "pointer", "expected"),
    [
        ("a:\nb: {}\n", "/a", "1:3-1:3"),
        ("a:   \n\n# a: b\nb: {}\n", "/a", "1:3-1:3"),
        ("a:  # 说明\nb: {}\n", "/a", "1:3-1:3"),
        ("b: {}\na :\n", "/a", "2:4-2:4"),
        ("b: {}\nx:\n- a:\n- 1\n", "/x/0/a", "3:5-3:5"),
        ("b: {}\nx:\n- a:\n- 1\n", "/x/0", "3:3-3:5"),
        ("b: {}\nx:\n-\n- 1\n", "/x/0", "3:2-3:2"),
        ("b: {}\r\n'a':  \r\n\r\nc: 1\r\n", "/a", "2:5-2:5"),
        ("? a  # : x\n\n:\n? b\n: {}\n", "/a", "3:2-3:2"),
        ("x: {{a: , b: {}}}\n", "/x/a", "1:7-1:7"),
        ("x: {{a:  # 说明：\n  , b: {}}}\n", "/x/a", "1:7-1:7"),
        ("x: {{b: {}, ? a\n  # : 说明\n  : }}\n", "/x/a", "3:4-3:4"),
        ("x: [a:\n  , b: {}]\n", "/x/0/a", "1:7-1:7"),
        ("x: {{a, b: {}}}\n", "/x/a", "1:6-1:6"),
    ],
)
def test_an_empty_value_is_behind_its_colon(text: str, pointer: str, expected: str, other: str) -> None:
    text = text.format(other)
    assert read_bytes(text.encode()).problems == ()
    assert span_of(text, pointer) == expected


@pytest.mark.parametrize(
    ("text", "second", "first"),
    [
        ("a: 1\nb: 2\na: 3\n", Span.at(3, 1), Span.at(1, 1)),
        ("x:\n  - {名: 1, b: 2, '名': 3}\n", Span.at(2, 18, 3), Span.at(2, 6)),
        ("? a\n: 1\n? a\n: 2\n", Span.at(3, 3), Span.at(1, 3)),
    ],
)
def test_a_key_that_is_there_twice_is_shown_twice(text: str, second: Span, first: Span) -> None:
    (problem,) = read_bytes(text.encode()).problems
    assert (problem.kind, problem.span, problem.other) == ("duplicate", second, first)


def test_an_excerpt_has_the_lines_of_the_span_and_not_too_many() -> None:
    lines = ["一", "二", "三", "四", "五"]
    assert line_excerpt(lines, Span.at(2, 1)) == ("二",)
    assert line_excerpt(lines, Span(Position(1, 1), Position(5, 1))) == ("一", "二", "三")
    assert line_excerpt(lines, Span(Position(4, 1), Position(6, 1))) == ("四", "五")
    assert line_excerpt([], Span.at(1, 1)) == ()


def each_value(data: Any, pointer: Pointer) -> Iterator[tuple[Pointer, Any]]:
    """Every value below keys that are text, with its pointer."""
    yield pointer, data
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(key, str):
                yield from each_value(value, pointer / key)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from each_value(value, pointer / index)


def _is_comparable(text: str, data: Any) -> bool:
    """Whether a value's own text says by itself what it is, and no two keys look alike."""
    return not any(char in text for char in "&*!\t%\u2028\x85") and _has_text_keys(data)


def _has_text_keys(data: Any) -> bool:
    if isinstance(data, dict):
        return all(isinstance(key, str) and _has_text_keys(value) for key, value in data.items())
    return not isinstance(data, list) or all(map(_has_text_keys, data))


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(yaml_texts())
def test_the_text_at_a_located_value_is_that_value(text: str) -> None:
    read = read_bytes(text.encode())
    assume(not read.problems and _is_comparable(text, read.data))
    for pointer, value in each_value(read.data, Pointer()):
        spans = Spans(read.text, [pointer])
        found = spans.text_of(pointer)
        assert found is not None
        span = spans.of(Place(pointer)) if pointer else Span.at(1, 1)
        start = _index(read.text, span.start)
        if pointer:
            assert read.text[start : start + len(found)] == found
        if isinstance(value, str) and ("\n" in found or "\r" in found or found.endswith(":")):
            continue  # what is around it decides what it means
        indented = " " * (span.start.column - 1 if isinstance(value, dict | list) else 0) + found
        again = read_bytes(f"\n{indented}".encode()).data if found else None
        assert repr(again) == repr(value), (pointer, found)


def _index(text: str, position: Position) -> int:
    lines = text.replace("\r\n", "\n\n").replace("\r", "\n").split("\n")
    if "\r\n" in text:
        lines = [line + "\r" for line in text.split("\r\n")]
    return sum(len(line) + 1 for line in lines[: position.line - 1]) + position.column - 1


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(yaml_texts())
def test_both_parsers_locate_the_same(text: str) -> None:
    read = read_bytes(text.encode())
    assume(not read.problems and "\t" not in text and _has_text_keys(read.data))
    values = dict(each_value(read.data, Pointer()))
    pointers = list(values)
    fast = Spans(read.text, pointers)
    exact = Spans("", [])
    exact._root = Spans("", pointers)._root
    _Finder(exact_events(read.text), exact._root).find()
    for pointer in pointers:
        for on_key in (False, True):
            one, other = fast.of(Place(pointer, on_key=on_key)), exact.of(Place(pointer, on_key=on_key))
            assert one.start == other.start, (pointer, on_key)
            is_key = on_key and bool(pointer) and isinstance(pointer[-1], str)
            if is_key or not isinstance(values[pointer], dict | list):
                assert one.end == other.end, (pointer, on_key)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(yaml_texts())
@example('\n- 0\n\n- .:\n- "\\ud83d\\ude00"\n')
def test_reading_from_a_key_on_finds_what_reading_from_the_top_finds(text: str) -> None:
    read = read_bytes(text.encode())
    assume(not read.problems and _has_text_keys(read.data))
    for pointer, _value in each_value(read.data, Pointer()):
        missing = pointer / "not there"
        near, whole = Spans(read.text, [pointer, missing]), Spans(read.text, [Pointer(), pointer, missing])
        for place in (Place(pointer), Place(pointer, on_key=True), Place(missing, on_key=True)):
            if pointer:
                assert near.of(place) == whole.of(place)
        assert not pointer or near.text_of(pointer) == whole.text_of(pointer)
