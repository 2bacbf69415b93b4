"""Rows go to disk and come back as they were, whatever their texts hold and however many processes write them."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from on_disk import append_rows

from itemkit.index import engine, segments
from itemkit.index.database import Index, Part
from itemkit.index.segments import copy_segment, digests_of, write_segment
from itemkit.index.tables import TABLES, Column, Table

TEXTS = Table(
    "texts", "texts", (Column("file", "INTEGER", "file"), Column("a", "VARCHAR", "a"), Column("b", "VARCHAR", "b"))
)
VALUES = Table(
    "values",
    "values",
    (
        Column("file", "INTEGER", "file"),
        Column("flag", "BOOLEAN", "flag"),
        Column("amount", "DOUBLE", "amount"),
        Column("day", "DATE", "day"),
    ),
)
TWO = {"texts": TEXTS, "values": VALUES}
NASTY = [
    "a\nb", "a\r\nb", "a\rb", "\r", "\n", '"', '""', 'a"b', "a,b", "'", "''", "\\", "\\n", "\\u0000", "a\0b", "\0", "\x01\x02",
    "\x1a", "\x1b[31m", "\x7f", "\x85", "\u2028\u2029", "\u200b", "\ufeff", "\ufeffx", "\ufffe\uffff", "\U0010ffff", "😀",
    "👩‍👩‍👧", "NULL", "null", "\\N", "true", "1", "-", "=1+1", "#", "\t", " a", "a ", "", "字" * 70_000, "x\n" * 300_000,
]  # fmt: skip


def read_back(tmp_path: Path, rows: Sequence[tuple[Any, ...]], table: str = "texts") -> list[tuple[Any, ...]]:
    number = len(list(tmp_path.iterdir()))
    source, target = tmp_path / f"rows{number}", tmp_path / f"segment{number}"
    source.mkdir()
    append_rows(source, {"texts": [], "values": [], table: rows})
    write_segment(source, target, TWO)
    with Index([Part(target)], TWO) as index:
        return index.rows(f'FROM "{table}" ORDER BY file')


@pytest.mark.parametrize("text", NASTY, ids=lambda text: ascii(text)[:20])
def test_a_nasty_text_comes_back(text: str, tmp_path: Path) -> None:
    rows = [(1, text, "z"), (2, text, None), (3, None, text), (4, "k", text)]
    assert read_back(tmp_path, rows) == rows


def test_all_nasty_texts_at_once(tmp_path: Path) -> None:
    rows = [(number, text, NASTY[-1 - number]) for number, text in enumerate(NASTY)]
    assert read_back(tmp_path, rows) == rows


@settings(max_examples=40)
@given(st.lists(st.tuples(st.text(), st.none() | st.text()), max_size=8))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str | None]]) -> None:
    rows = [(number, *pair) for number, pair in enumerate(pairs)]
    assert read_back(tmp_path_factory.mktemp("any"), rows) == rows


def test_half_of_a_surrogate_pair_is_kept_as_its_escape(tmp_path: Path) -> None:
    rows = [(1, "a\ud800b", "\udcff"), (2, "好", "\ud83d\ude00")]
    assert read_back(tmp_path, rows) == [(1, "a\\ud800b", "\\udcff"), (2, "好", "\\ud83d\\ude00")]


def test_other_values_come_back(tmp_path: Path) -> None:
    from datetime import date

    rows = [
        (0, None, None, None),
        (1, True, 0.1, "2026-02-28"),
        (2, False, 1_000_000_000_000, "0001-01-01"),
        (3, None, 3, None),
    ]
    assert read_back(tmp_path, rows, "values") == [
        (0, None, None, None),
        (1, True, 0.1, date(2026, 2, 28)),
        (2, False, 1e12, date(1, 1, 1)),
        (3, None, 3.0, None),
    ]


def test_a_whole_number_may_be_written_with_a_point(tmp_path: Path) -> None:
    assert read_back(tmp_path, [(1.0, "a", "b")]) == [(1, "a", "b")]


@pytest.mark.parametrize("longest", [1, 60, 200, 10_000])
def test_long_lines_are_divided(longest: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "_LONG", longest)
    rows = [(number, "字" * (number % 7), "\n" * number) for number in range(100)]
    assert read_back(tmp_path, rows) == rows


def test_one_row_may_be_longer_than_any_line_should_be(tmp_path: Path) -> None:
    rows = [(1, "字" * 9_000_000, None), (2, "a", "b")]
    assert read_back(tmp_path, rows) == rows


def test_what_is_appended_later_is_added(tmp_path: Path) -> None:
    for number in range(5):
        append_rows(tmp_path, {"texts": [(number, "a", "b")]})
    write_segment(tmp_path, tmp_path / "segment", TWO)
    with Index([Part(tmp_path / "segment")], TWO) as index:
        assert index.rows("SELECT file FROM texts ORDER BY file") == [(0,), (1,), (2,), (3,), (4,)]


def test_rows_of_several_processes_come_together(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from itemkit.index.segments import Lines; lines = Lines()\n"
        "for number in range(50): lines.add({'texts': [(number, sys.argv[2], None)] * 20})\n"
        "lines.append_to(Path(sys.argv[1]))"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in ("甲", "乙", "丙")]
    assert [one.wait(60) for one in started] == [0, 0, 0]
    assert len(list(tmp_path.glob("texts.*.json"))) == 3
    write_segment(tmp_path, tmp_path / "segment", TWO)
    with Index([Part(tmp_path / "segment")], TWO) as index:
        found = index.rows("SELECT a, count(*), count(DISTINCT file), sum(file)::INT FROM texts GROUP BY a ORDER BY a")
    assert found == [(name, 1000, 50, 20 * sum(range(50))) for name in ("丙", "乙", "甲")]


def test_empty_tables_have_their_columns(tmp_path: Path) -> None:
    write_segment(tmp_path, tmp_path / "segment", TABLES)
    for parts in ([Part(tmp_path / "segment")], []):
        with Index(parts, TABLES) as index:
            for name, table in TABLES.items():
                assert index.rows(f"FROM {name}") == []
                described = {row[0]: row[1] for row in index.rows(f"DESCRIBE {name}")}
                assert described == table.types


def test_files_that_no_longer_count_are_left_out(tmp_path: Path) -> None:
    parts = []
    for number, rows in enumerate(([(0, "a", ""), (1, "b", ""), (2, "c", "")], [(3, "B", ""), (4, "d", "")])):
        source = tmp_path / f"rows{number}"
        source.mkdir()
        append_rows(source, {"texts": rows})
        write_segment(source, tmp_path / f"segment{number}", TWO)
        parts.append(Part(tmp_path / f"segment{number}", dead=[[1, 2], []][number]))
    with Index(parts, TWO) as index:
        assert index.rows("SELECT file, a FROM texts ORDER BY file") == [(0, "a"), (3, "B"), (4, "d")]
        copy_segment(index.connection, tmp_path / "copy", TWO)
    with Index([Part(tmp_path / "copy")], TWO) as index:
        assert index.rows("SELECT file, a FROM texts ORDER BY file") == [(0, "a"), (3, "B"), (4, "d")]


def test_the_digests_tell_of_every_change(tmp_path: Path) -> None:
    append_rows(tmp_path, {"texts": [(1, "a", "b")]})
    made = write_segment(tmp_path, tmp_path / "segment", TWO)
    assert digests_of(tmp_path / "segment", TWO) == made
    path = tmp_path / "segment/texts.parquet"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    after = digests_of(tmp_path / "segment", TWO)
    assert {name for name in TWO if after[name] != made[name]} == {"texts"}
    path.unlink()
    with pytest.raises(OSError):
        digests_of(tmp_path / "segment", TWO)


def test_nothing_is_left_where_the_user_happens_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(engine, "MEMORY", "200MB")
    with Index([], TWO) as index:
        overflow = Path(index.rows("SELECT current_setting('temp_directory')")[0][0])
        assert not overflow.exists()
        index.rows("CREATE TABLE large AS SELECT i FROM range(20000000) t(i) ORDER BY hash(i)")
        assert list(overflow.iterdir()) != []
    assert not overflow.exists()
    assert list((tmp_path / "here").iterdir()) == []


def test_variables_of_python_are_no_tables(tmp_path: Path) -> None:
    import duckdb

    rows = [(1,)]
    with Index([], TWO) as index, pytest.raises(duckdb.CatalogException):
        index.rows("FROM rows")
    assert rows
