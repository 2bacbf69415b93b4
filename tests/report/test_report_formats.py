from collections.abc import Callable

import pytest

from itemkit.report import BINARY_FORMATS, FORMATS, Report

Render = Callable[[str, Report], str]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("report", ["sample", "clean", "hostile", "many"])
def test_a_report_is_the_same_each_time(name: str, report: str, render: Render, request: pytest.FixtureRequest) -> None:
    what = request.getfixturevalue(report)
    assert render(name, what) == render(name, what)


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lets_a_control_character_out(name: str, hostile: Report, render: Render) -> None:
    loose = [character for character in render(name, hostile) if character < " " and character != "\n"]
    assert loose == []


@pytest.mark.parametrize("name", BINARY_FORMATS)
@pytest.mark.parametrize("report", ["sample", "clean", "hostile", "many"])
def test_a_file_has_the_same_bytes_each_time(
    name: str, report: str, render_bytes: Callable[[str, Report], bytes], request: pytest.FixtureRequest
) -> None:
    what = request.getfixturevalue(report)
    assert render_bytes(name, what) == render_bytes(name, what)


def test_no_name_stands_for_two_formats() -> None:
    assert FORMATS.keys() & BINARY_FORMATS.keys() == set()
