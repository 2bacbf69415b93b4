from dataclasses import replace

import pytest

from itemkit.findings import Position, Span
from itemkit.report import Located
from itemkit.report.excerpt import Drawn, cells, each_line


def lines(located: Located, span: Span, *excerpt: str, room: int = 40) -> list[Drawn]:
    return list(each_line(replace(located, span=span, excerpt=excerpt), room))


@pytest.fixture
def some(located: dict[str, Located]) -> Located:
    return located["vague"]


def test_carets_count_cells_not_characters(some: Located) -> None:
    assert lines(some, Span.at(3, 5, 2), "许可 ：行政许可") == [Drawn(3, "许可 ：行政许可", 7, 4)]


@pytest.mark.parametrize(
    ("text", "width"),
    [("a", 1), ("甲", 2), ("𠮷", 2), ("ﾊ", 1), ("Ａ", 2), ("🏳️‍🌈", 2), ("e\u0301", 1)],
    ids=["ascii", "han", "supplementary han", "half-width kana", "full-width latin", "emoji", "combining"],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


def test_tabs_go_to_the_next_stop(some: Located) -> None:
    assert lines(some, Span.at(1, 4, 2), "甲\t:\t乙\tx") == [Drawn(1, "甲  :   乙  x", 5, 5)]


def test_an_empty_span_still_has_a_caret(some: Located) -> None:
    assert lines(some, Span.at(1, 6, 0), "name:") == [Drawn(1, "name:", 5, 1)]


def test_a_place_past_the_end_of_the_line(some: Located) -> None:
    assert lines(some, Span.at(1, 6, 3), "name:") == [Drawn(1, "name:", 5, 1)]


def test_a_span_over_lines_leaves_indents_out(some: Located) -> None:
    span = Span(Position(7, 3), Position(9, 4))
    assert lines(some, span, "- {a: 1,\r\n", "   b: 2,  \r\n", "   }\r\n") == [
        Drawn(7, "- {a: 1,", 2, 6),
        Drawn(8, "   b: 2,  ", 3, 5),
        Drawn(9, "   }", 3, 1),
    ]


def test_lines_after_the_span_are_not_drawn(some: Located) -> None:
    assert lines(some, Span.at(1, 1, 4), "name: 甲", "type: 乙", "") == [Drawn(1, "name: 甲", 0, 4)]


def test_a_span_that_ends_where_a_line_begins_has_no_part_in_it(some: Located) -> None:
    assert lines(some, Span(Position(1, 1), Position(2, 1)), "name: 甲", "type: 乙") == [Drawn(1, "name: 甲", 0, 8)]


def test_hidden_characters_are_drawn_and_measured_as_shown(some: Located) -> None:
    assert lines(some, Span.at(1, 3, 1), "a\x1b甲\u202e乙") == [Drawn(1, "a␛甲<U+202E>乙", 2, 2)]


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        (1, 2, Drawn(1, "零一二三四五六七...", 0, 4)),
        (6, 2, Drawn(1, "零一二三四五六七...", 10, 4)),
        (11, 1, Drawn(1, "...九零一二三四五...", 5, 2)),
        (21, 10, Drawn(1, "...九零一二三四五...", 5, 15)),
        (29, 2, Drawn(1, "...三四五六七八九", 13, 4)),
    ],
    ids=["at the start", "near the start", "in the middle", "longer than the room", "at the end"],
)
def test_a_long_line_is_cut_around_the_span(some: Located, start: int, length: int, expected: Drawn) -> None:
    assert lines(some, Span.at(1, start, length), "零一二三四五六七八九" * 3, room=20) == [expected]


@pytest.mark.parametrize("room", range(20, 70))
def test_no_line_is_wider_than_the_room(some: Located, room: int) -> None:
    line = "a甲\t𠮷\x1b\u202e" * 12
    for start in range(1, len(line) + 1):
        for length in (0, 1, 5, 60):
            (drawn,) = lines(some, Span.at(1, start, length), line, room=room)
            assert cells(drawn.text) <= room
            assert drawn.before <= room


def test_a_line_of_a_million_characters_is_cut_too(some: Located) -> None:
    (drawn,) = lines(some, Span.at(1, 500_001, 3), "甲乙丙丁戊" * 200_000, room=24)
    assert drawn == Drawn(1, "...戊甲乙丙丁戊甲乙丙...", 5, 6)
