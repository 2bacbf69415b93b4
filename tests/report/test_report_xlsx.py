"""The workbook, opened again: every cell with its type, links, limits, and bytes that are the same everywhere."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from itemkit.findings import Finding, Fix, Place, Pointer, Severity, Span, Suppression, msg
from itemkit.report import Located, Report, xlsx

RenderBytes = Callable[[str, Report], bytes]
HEADINGS = [
    "严重程度",
    "规则编号",
    "规则名",
    "问题",
    "文件",
    "行",
    "列",
    "位置",
    "事项",
    "自动修复",
    "已忽略",
    "忽略的理由",
]


@pytest.fixture
def opened(render_bytes: RenderBytes) -> Iterator[Callable[[Report], openpyxl.Workbook]]:
    books = []

    def open_again(report: Report) -> openpyxl.Workbook:
        book = openpyxl.load_workbook(io.BytesIO(render_bytes("xlsx", report)))
        books.append(book)
        return book

    yield open_again
    for book in books:
        book.close()


Opened = Callable[[Report], openpyxl.Workbook]


def rows(sheet: Any) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_a_row_for_each_finding(sample: Report, opened: Opened) -> None:
    book = opened(sample)
    assert book.sheetnames == ["检查结果", "按规则"]
    sheet = book["检查结果"]
    assert rows(sheet) == [
        HEADINGS,
        ["错误", "S104", "not-in-vocabulary", "甲 不在词表里", "items/b.yaml", 4, 3, "/themes/0", None, None, "注释", "等待新词表（到 2027-01-01 为止）"],
        ["错误", "S104", "not-in-vocabulary", "甲 不在词表里", "items/b.yaml", 5, 3, "/themes/0", None, None, "基线", None],
        ["警告", "M201", "material-vague", "材料名称不确定：其他材料", "items/吉.yaml", 9, 5, "/materials/1", "示例事项", None, None, None],
        ["错误", "S104", "not-in-vocabulary", "许可 不在词表里：是不是 行政许可？", "items/吉.yaml", 12, 9, "/type", "示例事项", "可以", None, None],
    ]  # fmt: skip
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:L5")
    links = {cell.coordinate: cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    item = "catalog/items/吉.yaml"
    assert links == {"E2": "catalog/items/b.yaml", "E3": "catalog/items/b.yaml", "E4": item, "E5": item}
    assert sheet.column_dimensions["D"].width == 60
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_a_row_for_each_rule(sample: Report, opened: Opened) -> None:
    sheet = opened(sample)["按规则"]
    closing = "查了 66 个文件、60 个事项：1 个错误、1 个警告（另有 2 个已忽略或已记入基线）"
    assert rows(sheet) == [
        ["规则编号", "规则名", "错误", "警告", "提示", "已忽略", "说明"],
        ["M201", "material-vague", 0, 1, 0, 0, "材料名称用了兜底说法。"],
        ["S104", "not-in-vocabulary", 1, 0, 0, 2, "写的词不在词表里。"],
        [None] * 7,
        [None] * 6 + [closing],
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:G3")


def test_nothing_found(clean: Report, opened: Opened) -> None:
    book = opened(clean)
    assert rows(book["检查结果"]) == [HEADINGS]
    assert rows(book["按规则"])[-1][-1] == "查了 66 个文件、60 个事项：没有发现问题"


@pytest.mark.parametrize(
    "text",
    ["=1+1", '=HYPERLINK("http://example.org")', "+1", "-1", "@SUM(A1)", "=", "#N/A", "#REF!", "1", "2027-01-01", "TRUE", " 空 ", "'=1"],
)  # fmt: skip
def test_a_text_stays_a_text(text: str, clean: Report, opened: Opened) -> None:
    suppressed = Suppression("in_source", text)
    finding = Finding(
        "S104", Severity.ERROR, text, Place(Pointer.of(text)), msg("{t}", t=text), text, suppressed=suppressed
    )
    sheet = opened(replace(clean, findings=[Located(finding, Span.at(7, 1))]))["检查结果"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [
        ("错误", "s"),
        ("S104", "s"),
        ("not-in-vocabulary", "s"),
        (text, "s"),
        (text, "s"),
        (7, "n"),
        (1, "n"),
        ("/" + text.replace("~", "~0").replace("/", "~1"), "s"),
        (text, "s"),
        (None, "n"),
        ("注释", "s"),
        (text, "s"),
    ]
    assert all(cell.quotePrefix for cell in (sheet["D2"], sheet["E2"], sheet["I2"], sheet["L2"]))


def test_what_xml_can_not_say_is_shown(hostile: Report, opened: Opened) -> None:
    sheet = opened(hostile)["检查结果"]
    shown = 'a␍␊b%0A,: ␛[31m</failure>]]>&"<U+202E>🏳️‍🌈𠮷<U+D800>[点我](http://example.org){0}␀'
    assert sheet["D3"].value == f"不认识 {shown}"
    assert sheet["L2"].value == shown
    assert sheet["E2"].value == "items/甲,乙:丙%0A␊.yaml"
    assert sheet["E2"].hyperlink.target == "items/甲,乙%3A丙%250A%0A.yaml"


def test_what_excel_would_read_as_a_character_is_escaped(clean: Report, render_bytes: RenderBytes) -> None:
    finding = Finding("S104", Severity.ERROR, "a", Place(), msg("_x0041_ _x004_ _xZZZZ_ __x000d_"))
    stored = render_bytes("xlsx", replace(clean, findings=[Located(finding, Span.at(1, 1))]))
    with zipfile.ZipFile(io.BytesIO(stored)) as archive:
        assert b"<t>_x005F_x0041_ _x004_ _xZZZZ_ __x005F_x000d_</t>" in archive.read("xl/worksheets/sheet1.xml")


def test_a_text_that_is_too_long_is_cut_visibly(clean: Report, opened: Opened) -> None:
    finding = Finding("S104", Severity.ERROR, "a", Place(), msg("{t}", t="长" * 40_000))
    sheet = opened(replace(clean, findings=[Located(finding, Span.at(1, 1))]))["检查结果"]
    assert sheet["D2"].value == "长" * 32_764 + "..."


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("items/440100/公共场所卫生许可（新办）.yaml", "items/440100/公共场所卫生许可（新办）.yaml"),
        ("items/a b#c?d.yaml", "items/a%20b%23c%3Fd.yaml"),
        ("javascript:alert(1)", "javascript%3Aalert(1)"),
        ("\\\\server\\share", "%5C%5Cserver%5Cshare"),
        ("items/\udcff.yaml", "items/%FF.yaml"),
        ("items/\u202e.yaml", "items/%E2%80%AE.yaml"),
    ],
)
def test_a_link_leads_to_a_file_and_nowhere_else(path: str, link: str, clean: Report, opened: Opened) -> None:
    finding = Finding("S104", Severity.ERROR, path, Place(), msg("字"))
    sheet = opened(replace(clean, findings=[Located(finding, Span.at(1, 1))], root="../目录/"))["检查结果"]
    assert sheet["E2"].hyperlink.target == f"../目录/{link}"


@pytest.mark.parametrize(("safe", "told"), [(True, "可以"), (False, "要确认")])
def test_a_fix_that_needs_a_look_is_told_apart(
    safe: bool, told: str, located: dict[str, Located], clean: Report, opened: Opened
) -> None:
    found = located["unknown_word"]
    assert found.finding.fix is not None
    fix = Fix(found.finding.fix.message, found.finding.fix.changes, safe=safe)
    found = replace(found, finding=replace(found.finding, fix=fix))
    book = opened(replace(clean, findings=[found, replace(found, edits=())]))
    assert [row[9] for row in rows(book["检查结果"])] == ["自动修复", told, None]


def test_what_a_sheet_can_not_hold_is_counted(
    located: dict[str, Located], clean: Report, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "_MOST_ROWS", 5)
    monkeypatch.setattr(xlsx, "_MOST_LINKS", 2)
    found = [located["known"], located["vague"], located["vague"], located["vague"], located["unknown_word"]]
    book = opened(replace(clean, findings=found, hidden=1))
    assert [row[:4] for row in rows(book["检查结果"])][1:] == [
        ["警告", "M201", "material-vague", "材料名称不确定：其他材料"],
        ["警告", "M201", "material-vague", "材料名称不确定：其他材料"],
        ["错误", "S104", "not-in-vocabulary", "许可 不在词表里：是不是 行政许可？"],
        [None, None, None, "另有 3 条没有列出"],
    ]
    assert book["检查结果"].auto_filter.ref == "A1:L4"
    assert [bool(row[4].hyperlink) for row in book["检查结果"].iter_rows()] == [False, True, True, False, False]
    counts = rows(book["按规则"])
    assert [row[:6] for row in counts[1:3]] == [
        ["M201", "material-vague", 0, 3, 0, 0],
        ["S104", "not-in-vocabulary", 1, 0, 0, 1],
    ]
    assert [row[-1] for row in counts[4:]] == [
        "查了 66 个文件、60 个事项：没有发现问题",
        "另有 3 条没有列出",
        "Excel 一张表最多 2 个链接，后 1 行没有",
    ]


def test_no_clock_gets_in(sample: Report, render_bytes: RenderBytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def of(stored: bytes) -> tuple[set[object], str, str]:
        with zipfile.ZipFile(io.BytesIO(stored)) as archive:
            dates = {entry.date_time for entry in archive.infolist()}
            properties = archive.read("docProps/core.xml").decode()
        book = openpyxl.load_workbook(io.BytesIO(stored))
        created = book.properties.created
        assert created is not None
        assert created == book.properties.modified
        assert book.properties.creator == "itemkit"
        return dates, created.isoformat(), properties

    first_day = (1980, 1, 1, 0, 0, 0)
    assert of(render_bytes("xlsx", sample))[:2] == ({first_day}, "1980-01-01T00:00:00")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    assert of(render_bytes("xlsx", sample))[:2] == ({first_day}, "2026-11-18T11:06:40")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert of(render_bytes("xlsx", sample))[:2] == ({first_day}, "1980-01-01T00:00:00")


MANY = """
import sys
sys.path.insert(0, sys.argv[1])
from dataclasses import replace
from pathlib import Path
from conftest import RULES, UNKNOWN_WORD
from itemkit.report import BINARY_FORMATS, Report, Summary

report = Report([UNKNOWN_WORD] * int(sys.argv[3]), Summary(1, 1, 1, 0, 0, 0), RULES, "")
with Path(sys.argv[2]).open("wb") as out:
    BINARY_FORMATS["xlsx"].write(report, out)
print(next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line))
"""


def in_a_process(file: Path, count: int, **environment: str) -> int:
    """Write a workbook of ``count`` findings to ``file``; how much memory that took, in KiB."""
    done = subprocess.run(
        [sys.executable, "-c", MANY, Path(__file__).parent, file, str(count)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return int(done.stdout)


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai")):
        in_a_process(tmp_path / f"{seed}.xlsx", 3, PYTHONHASHSEED=seed, TZ=zone)
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


@pytest.mark.slow(seconds=20)
def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    few, many = (in_a_process(file, count) for count in (1_000, 100_000))
    assert many - few < 100 * 1024
    with zipfile.ZipFile(file) as archive, archive.open("xl/worksheets/sheet1.xml") as sheet:
        written = sheet.read()
    assert (written.count(b"<row "), written.count(b"<hyperlink ")) == (100_001, 65_530)
