"""Two rules, a small catalog's findings, and a hostile one, for every format alike."""

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from itemkit.findings import (
    Change,
    Edit,
    Finding,
    Fix,
    Hit,
    Place,
    Pointer,
    Position,
    Related,
    Rule,
    Severity,
    Span,
    Suppression,
    msg,
    rule,
)
from itemkit.report import BINARY_FORMATS, FORMATS, Located, Report, Summary

HOSTILE = 'a\r\nb%0A,: \x1b[31m</failure>]]>&"\u202e🏳️‍🌈𠮷\ud800[点我](http://example.org){0}\x00'
HOSTILE_KEY = HOSTILE.replace("\ud800", "")
HOSTILE_PATH = "items/甲,乙:丙%0A\n.yaml"


@rule("S104", "not-in-vocabulary", Severity.ERROR)
def not_in_vocabulary() -> Iterator[Hit]:
    """写的词不在词表里。

    ## 为什么
    同一件事用同一个词，
    各地的目录才能比较。

    ## 怎么改
    用提示的词，如 `{type: 行政许可}`。
    """
    yield from ()


@rule("M201", "material-vague", Severity.WARNING)
def material_vague() -> Iterator[Hit]:
    """材料名称用了兜底说法。"""
    yield from ()


@rule("X001", "rule-crashed", Severity.ERROR)
def rule_crashed() -> Iterator[Hit]:
    """规则自己出了错。"""
    yield from ()


RULES: dict[str, Rule[Any]] = {one.code: one for one in (not_in_vocabulary, material_vague, rule_crashed)}

VAGUE = Located(
    Finding(
        "M201",
        Severity.WARNING,
        "items/吉.yaml",
        Place(Pointer.of("materials", 1)),
        msg("材料名称不确定：{name}", name="其他材料"),
        subject="示例事项",
    ),
    Span(Position(9, 5), Position(11, 1)),
    excerpt=("  - name: 其他材料", "    copies: 1", "steps:"),
)
UNKNOWN_WORD = Located(
    Finding(
        "S104",
        Severity.ERROR,
        "items/吉.yaml",
        Place(Pointer.of("type")),
        msg("{word} 不在词表里：是不是 {near}？", word="许可", near="行政许可"),
        subject="示例事项",
        related=(Related(msg("标准写的是 {word}", word="行政许可"), Place(Pointer.of("type")), "standards/𠮷.yaml"),),
        fix=Fix(msg("改成 {near}", near="行政许可"), (Change(Pointer.of("type"), "行政许可"),)),
    ),
    Span.at(12, 9, 2),
    edits=(Edit(Span.at(12, 9, 2), "行政许可"),),
    related=(Span.at(3, 7, 4),),
    excerpt=("name𠮷: {许可: 1}",),
)
IGNORED = Located(
    Finding(
        "S104",
        Severity.ERROR,
        "items/b.yaml",
        Place(Pointer.of("themes", 0), on_key=True),
        msg("{word} 不在词表里", word="甲"),
        suppressed=Suppression("in_source", "等待新词表", date(2027, 1, 1)),
    ),
    Span.at(4, 3),
)
KNOWN = Located(replace(IGNORED.finding, suppressed=Suppression("external")), Span.at(5, 3))


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "ITEMKIT_LANG",
        "SOURCE_DATE_EPOCH",
        "NO_COLOR",
        "FORCE_COLOR",
        "TTY_COMPATIBLE",
        "TTY_INTERACTIVE",
        "COLUMNS",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def located() -> dict[str, Located]:
    """The findings of the sample by what they are about."""
    return {"vague": VAGUE, "unknown_word": UNKNOWN_WORD, "ignored": IGNORED, "known": KNOWN}


@pytest.fixture
def sample() -> Report:
    """A warning over two lines, an error with a related place and a fix, and two suppressed with one fingerprint."""
    return Report(
        [IGNORED, KNOWN, VAGUE, UNKNOWN_WORD],
        Summary(files=66, items=60, error=1, warning=1, info=0, suppressed=2),
        RULES,
        "catalog/",
    )


@pytest.fixture
def clean() -> Report:
    """Nothing found."""
    return Report([], Summary(files=66, items=60, error=0, warning=0, info=0, suppressed=0), RULES, "")


@pytest.fixture
def hostile() -> Report:
    """Every text that a file can put into a report tries to break out."""
    finding = Finding(
        "S104",
        Severity.ERROR,
        HOSTILE_PATH,
        Place(Pointer.of(HOSTILE_KEY)),
        msg("不认识 {word}", word=HOSTILE),
        subject=HOSTILE_KEY,
        related=(Related(msg("又见 {word}", word=HOSTILE), Place()),),
    )
    ignored = replace(finding, code="M201", suppressed=Suppression("in_source", HOSTILE))
    return Report(
        [
            Located(ignored, Span.at(1, 1), (Span.at(1, 1),)),
            Located(finding, Span.at(1, 1, 3), (Span.at(2, 1),), ("\x1b[31m\u202e名: x\r\n",)),
        ],
        Summary(files=1, items=1, error=1, warning=0, info=0, suppressed=1),
        RULES,
        "",
    )


@pytest.fixture
def many(sample: Report) -> Report:
    """Twelve warnings, then twelve errors, then eleven hints; three more errors are hidden."""
    found = []
    for code, severity, count in (
        ("M201", Severity.WARNING, 12),
        ("S104", Severity.ERROR, 12),
        ("S104", Severity.INFO, 11),
    ):
        for number in range(count):
            finding = Finding(code, severity, f"items/{number:02}.yaml", Place(), msg("第 {n} 个", n=number))
            found.append(Located(finding, Span.at(1, 1)))
    return Report(found, Summary(files=12, items=12, error=15, warning=12, info=11, suppressed=0), RULES, "", hidden=3)


@pytest.fixture
def render() -> Callable[[str, Report], str]:
    """What a format writes; fails if it could not be stored as UTF-8."""

    def rendered(name: str, report: Report) -> str:
        out = io.StringIO()
        FORMATS[name](report, out)
        return out.getvalue().encode().decode()

    return rendered


@pytest.fixture
def render_bytes() -> Callable[[str, Report], bytes]:
    """What a format of bytes writes."""

    def rendered(name: str, report: Report) -> bytes:
        out = io.BytesIO()
        BINARY_FORMATS[name].write(report, out)
        return out.getvalue()

    return rendered


@pytest.fixture
def shared_reference() -> Path:
    """The folder of published schemas beside the project."""
    folder = Path(__file__).parents[2] / "../shared/reference"
    if not folder.is_dir():
        reason = "the folder ../shared/reference is not here"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
