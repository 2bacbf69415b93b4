import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from itemkit.findings import Position, Span
from itemkit.report import FORMATS, Located, Report

Render = Callable[[str, Report], str]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_findings_that_count_then_the_sum(sample: Report, render: Render) -> None:
    assert render("text", sample) == (
        "catalog/items/吉.yaml:9:5 警告 M201 material-vague 材料名称不确定：其他材料\n"
        "  9 |   - name: 其他材料\n"
        "    |     ^^^^^^^^^^^^^^\n"
        " 10 |     copies: 1\n"
        "    |     ^^^^^^^^^\n"
        "\n"
        "catalog/items/吉.yaml:12:9 错误 S104 not-in-vocabulary 许可 不在词表里：是不是 行政许可？\n"
        " 12 | name𠮷: {许可: 1}\n"
        "    |          ^^^^\n"
        "   另见 catalog/standards/𠮷.yaml:3:7：标准写的是 行政许可\n"
        "\n"
        "查了 66 个文件、60 个事项：1 个错误、1 个警告（另有 2 个已忽略或已记入基线）\n"
    )


def test_nothing_found(clean: Report, render: Render) -> None:
    assert render("text", clean) == "查了 66 个文件、60 个事项：没有发现问题\n"


def test_what_is_not_listed_is_said_with_the_remedy(clean: Report, render: Render) -> None:
    report = replace(clean, hidden=7, summary=replace(clean.summary, error=3, warning=3, info=1))
    assert render("text", report) == (
        "还有 7 条没有列出：--limit 0 列出全部，-f json=FILE 把全部写入文件\n"
        "查了 66 个文件、60 个事项：3 个错误、3 个警告、1 个提示\n"
    )


def test_without_source_lines_only_the_sentence_is_shown(
    located: dict[str, Located], clean: Report, render: Render
) -> None:
    report = replace(clean, findings=[replace(located["vague"], excerpt=())])
    assert render("text", report) == (
        "items/吉.yaml:9:5 警告 M201 material-vague 材料名称不确定：其他材料\n\n"
        "查了 66 个文件、60 个事项：没有发现问题\n"
    )


def test_a_span_longer_than_the_excerpt_ends_in_dots(
    located: dict[str, Located], clean: Report, render: Render
) -> None:
    long = replace(located["vague"], span=Span(Position(9, 5), Position(30, 3)))
    assert render("text", replace(clean, findings=[long])).splitlines()[1:8] == [
        "  9 |   - name: 其他材料",
        "    |     ^^^^^^^^^^^^^^",
        " 10 |     copies: 1",
        "    |     ^^^^^^^^^",
        " 11 | steps:",
        "    | ^^^^^^",
        "    | ...",
    ]


def test_nothing_in_a_file_moves_the_cursor_or_the_lines(hostile: Report, render: Render) -> None:
    shown = 'a␍␊b%0A,: ␛[31m</failure>]]>&"<U+202E>🏳️‍🌈𠮷<U+D800>[点我](http://example.org){0}␀'
    assert render("text", hostile) == (
        f"items/甲,乙:丙%0A␊.yaml:1:1 错误 S104 not-in-vocabulary 不认识 {shown}\n"
        " 1 | ␛[31m<U+202E>名: x\n"
        "   | ^^^\n"
        f"   另见 items/甲,乙:丙%0A␊.yaml:2:1：又见 {shown}\n"
        "\n"
        "查了 1 个文件、1 个事项：1 个错误（另有 1 个已忽略或已记入基线）\n"
    )


def test_colours_only_on_a_terminal(sample: Report, monkeypatch: pytest.MonkeyPatch, render: Render) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    terminal = Terminal()
    FORMATS["text"](sample, terminal)
    assert terminal.getvalue().splitlines()[6:10] == [
        (
            "\x1b[1mcatalog/items/吉.yaml:12:9\x1b[0m \x1b[1;31m错误\x1b[0m \x1b[35mS104 not-in-vocabulary\x1b[0m"
            " 许可 不在词表里：是不是 行政许可？"
        ),
        "\x1b[34m 12 | \x1b[0mname𠮷: {许可: 1}",
        "\x1b[34m    | \x1b[0m         \x1b[1;31m^^^^\x1b[0m",
        "   另见 catalog/standards/𠮷.yaml:3:7：标准写的是 行政许可",
    ]
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    FORMATS["text"](sample, terminal)
    assert terminal.getvalue() == render("text", sample)


def test_lines_are_cut_to_the_terminal(
    located: dict[str, Located], clean: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    line = "说明: " + "甲" * 100
    long = replace(located["vague"], span=Span.at(9, 5, 2), excerpt=(line,))
    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    FORMATS["text"](replace(clean, findings=[long]), terminal)
    assert terminal.getvalue().splitlines()[1:3] == [
        "  9 | 说明: " + "甲" * 12 + "...",
        "    |       ^^^^",
    ]
