"""Tables that are downloaded: every value in each format, no cell a formula, the same bytes each time."""

import csv
import io
import json
import random
import string
import zipfile
from collections.abc import Mapping

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from itemkit.guides.site.data import csv_, items_json
from itemkit.guides.site.data.columns import (
    CERTIFICATE_COLUMNS,
    COLUMNS,
    Names,
    cells_of,
    each_certificate,
    values_of,
)
from itemkit.guides.site.data.schema import items_schema
from itemkit.guides.site.data.workbook import Sheet, workbook
from itemkit.guides.site.rows import Days, ItemRow, Need

NAMES = Names({"11440100007482620J": "=甲局"}, {"440100": "广州市"}, "https://zwfw.example.gov.cn/")
FULL = ItemRow(
    "items/a.yaml", "i/A1.html", "+甲", "A1", "440123004000", "行政许可", "新办", "暂停", "11440100007482620J", "440100",
    "市级", ("自然人", "企业法人"), ("准入准营",), ("就业",), ("一", "二"), "j", "承诺件", Days(20, "工作日"),
    Days(5, "自然日"), 3, 2, 1, 0, True, "全市", (Need("营业执照", True, False),), ("许可证",), 2, "2026-01-01",
    "2026-02-01", b"",
)  # fmt: skip
BARE = ItemRow(
    "items/b.yaml", "i/b-0.html", "乙", "", "", "", "", "", "", "", "", (), (), (), (), "y", "", None, None, -1, 0, -1, -1,
    False, "", (), (), 0, "", "", b"",
)  # fmt: skip
FORMULAS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1", "'=1", "''@x", "=cmd|' /C calc'!A0",
)  # fmt: skip
PLAIN = (
    "甲",
    "a,b",
    'say "x"',
    "two\nlines",
    "tab\tinside",
    "cr\rinside",
    "'quoted'",
    "00123",
    "1e5",
    "",
    "#N/A",
    "𠮷",
)


def as_map(row: ItemRow) -> Mapping[str, object]:
    return dict(zip([one.key for one in COLUMNS], values_of(row, NAMES), strict=True))


def test_every_value_of_a_full_item() -> None:
    assert as_map(FULL) == {
        "code": "A1", "name": "+甲", "aliases": ("一", "二"), "type": "行政许可", "action": "新办", "status": "暂停",
        "standard": "440123004000", "organ": "11440100007482620J", "organ_name": "=甲局", "region": "440100",
        "region_name": "广州市", "level": "市级", "audience": ("自然人", "企业法人"), "themes": ("准入准营",),
        "stages": ("就业",), "handling": "承诺件", "reach": "全市", "statutory_days": 20, "statutory_unit": "工作日",
        "promised_days": 5, "promised_unit": "自然日", "materials": 3, "materials_from_everybody": 2, "visits": 1,
        "fees": 0, "online": True, "version": 2, "effective_from": "2026-01-01", "assured_on": "2026-02-01",
        "page": "https://zwfw.example.gov.cn/i/A1.html", "data": "https://zwfw.example.gov.cn/i/A1.json",
    }  # fmt: skip


def test_what_is_not_stated_is_none_and_an_empty_cell() -> None:
    said = {key: value for key, value in as_map(BARE).items() if value not in (None, ())}
    assert said == {
        "name": "乙", "status": "在用", "online": False, "page": "https://zwfw.example.gov.cn/i/b-0.html",
        "data": "https://zwfw.example.gov.cn/i/b-0.json",
    }  # fmt: skip
    assert "".join(map(str, cells_of(values_of(BARE, NAMES)))) == (
        "乙在用否https://zwfw.example.gov.cn/i/b-0.htmlhttps://zwfw.example.gov.cn/i/b-0.json"
    )


def test_certificates_that_an_item_needs_and_gives() -> None:
    assert [cells_of(one) for one in each_certificate(FULL)] == [
        ["A1", "+甲", "需要", "营业执照", "是", "否"],
        ["A1", "+甲", "发给", "许可证", "", ""],
    ]
    assert each_certificate(BARE) == ()
    assert {len(one) for one in each_certificate(FULL)} == {len(CERTIFICATE_COLUMNS)}


def test_headings_and_keys_are_unique() -> None:
    for columns in (COLUMNS, CERTIFICATE_COLUMNS):
        assert len({one.key for one in columns}) == len({one.title for one in columns}) == len(columns)


def test_csv_cells_are_never_formulas() -> None:
    read = csv.reader(io.StringIO(csv_.lines([[one] for one in FORMULAS]).decode(), newline=""))
    assert [row[0] for row in read] == [f"'{one}" for one in FORMULAS]


@pytest.mark.parametrize("seed", range(40))
def test_csv_reads_back_whatever_stands_in_a_cell(seed: int) -> None:
    rand = random.Random(seed)
    letters = string.ascii_letters + ",\"'\t\n\r=+-@＝ 甲𠮷"
    texts = ["".join(rand.choices(letters, k=rand.randrange(6))) for _ in range(5)]
    rows = [[*texts, rand.randrange(100)], [*PLAIN[:6]]]
    read = list(csv.reader(io.StringIO(csv_.lines(rows).decode(), newline="")))
    guarded = [
        f"'{one}" if one.lstrip("'")[:1] and one.lstrip("'")[0] in "=+-@\t\r\n＝＋－＠" else one for one in texts
    ]
    assert read == [[*guarded, str(rows[0][5])], [*PLAIN[:6]]]


def test_csv_shows_control_characters() -> None:
    assert csv_.lines([["a\x00b\x1b", "\u202eevil", 7]]) == "a\ufffdb\ufffd,\ufffdevil,7\r\n".encode()


def test_workbook_reads_back_as_text_and_numbers() -> None:
    rows = [[text, number] for number, text in enumerate((*FORMULAS, *PLAIN, "_x0041_", "<b>&amp;", "x" * 40_000))]
    content = workbook([Sheet("事项&", [("名称", 20), ("数", 5)], rows), Sheet("说明", [("列", 9)], [])])
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["事项&", "说明"]
    sheet = book["事项&"]
    assert [cell.value for cell in sheet[1]] == ["名称", "数"]
    read = [(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=2)]
    assert read[:-1] == [(text or None, number) for text, number in rows[:-1]]
    assert read[-1] == ("x" * 32_766 + "…", len(rows) - 1)
    assert {row[0].data_type for row in sheet.iter_rows(min_row=2) if row[0].value} == {"s"}
    assert all(row[0].quotePrefix for row in sheet.iter_rows(min_row=2) if row[0].value)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:B{len(rows) + 1}")


def test_workbook_says_nothing_of_when_and_where_it_was_made() -> None:
    content = workbook([Sheet("事项", [("名称", 20)], [["甲"]])])
    assert content == workbook([Sheet("事项", [("名称", 20)], [["甲"]])])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("docProps" in one for one in package.namelist())


def test_a_workbook_has_columns_beyond_z() -> None:
    content = workbook([Sheet("事项", [(f"列{number}", 5) for number in range(60)], [list(range(60))])])
    sheet = openpyxl.load_workbook(io.BytesIO(content))["事项"]
    assert [cell.value for cell in sheet[2]] == list(range(60))


def test_json_is_as_the_schema_says() -> None:
    schema = items_schema()
    Draft202012Validator.check_schema(schema)
    for region, rows in (("440100", [FULL]), ("", [FULL, BARE])):
        body = items_json.lines((row, values_of(row, NAMES)) for row in rows)
        content = items_json.head("目录", "", region, NAMES) + body + items_json.TAIL
        told = json.loads(content)
        Draft202012Validator(schema).validate(told)
        assert [one["name"] for one in told["items"]] == [row.title for row in rows]
        assert told["region"] == ({"code": "440100", "name": "广州市"} if region else None)
        assert told["items"][0]["needs"] == [{"certificate": "营业执照", "is_certain": True, "is_fetched": False}]
        assert content.count(b"\n") == len(rows) + 2
