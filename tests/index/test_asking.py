"""A query can only ask: of the tables, in one statement, and its mistakes are told in plain words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from on_disk import append_rows

from itemkit.index.database import Index, Part
from itemkit.index.facts import no_rows
from itemkit.index.mistakes import SqlError
from itemkit.index.query import answer, table_rows
from itemkit.index.segments import write_segment
from itemkit.index.tables import TABLES, Column, Table

ALL = {**TABLES, "_secret": Table("_secret", "", (Column("file", "INTEGER", ""), Column("x", "VARCHAR", "")))}
TYPES = list(TABLES["items"].types)


def item(file: int, **values: Any) -> tuple[Any, ...]:
    told = {"file": file, **values}
    return tuple(told.get(name) for name in TYPES)


@pytest.fixture
def segment(tmp_path: Path) -> Path:
    rows = no_rows()
    # the numbers of files say nothing of their order: they are given anew to what has changed
    rows["files"] = [(5, "items/a.yaml", "item", "甲", True), (2, "items/b.yaml", "item", "乙", True)]
    rows["items"] = [
        item(2, path="items/b.yaml", name="乙", visits=1),
        item(5, path="items/a.yaml", name="甲", visits=0),
    ]
    rows["steps"] = [(2, f"/steps/{number}", f"第{number}步", 1, None, None) for number in (10, 2, 0)]
    rows["steps"] += [(5, "/steps/0", "受理", None, None, None)]
    (tmp_path / "rows").mkdir()
    append_rows(tmp_path / "rows", {**rows, "_secret": [(2, "x")]})
    write_segment(tmp_path / "rows", tmp_path / "segment", ALL)
    return tmp_path / "segment"


@pytest.fixture
def index(segment: Path) -> Iterator[Index]:
    with Index([Part(segment)], ALL) as opened:
        yield opened


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT name FROM items", [("甲",), ("乙",)]),
        ("SELECT file, name FROM items;", [(1, "甲"), (2, "乙")]),
        ("FROM items SELECT name WHERE visits = 1", [("乙",)]),
        ('SELECT name FROM "ITEMS" -- 注释', [("甲",), ("乙",)]),
        ("/* 注释 */ WITH one AS (SELECT 1 AS n) FROM one", [(1,)]),
        ("VALUES (1), (2)", [(1,), (2,)]),
        ("SELECT path, pointer FROM steps JOIN files USING (file)",
         [("items/a.yaml", "/steps/0"), ("items/b.yaml", "/steps/0"), ("items/b.yaml", "/steps/2"), ("items/b.yaml", "/steps/10")]),
        ("SELECT name FROM query_table('it' || 'ems')", [("甲",), ("乙",)]),
        ("SELECT count(*) FROM organs", [(0,)]),
        ("SELECT name FROM items WHERE false", []),
        ("SELECT name FROM (SHOW TABLES) ORDER BY name", [(name,) for name in sorted(TABLES)]),
        ("PIVOT (SELECT name, visits FROM items) ON name USING sum(visits)", [(1, 0)]),
    ],
)  # fmt: skip
def test_what_a_query_gives(sql: str, rows: list[tuple[Any, ...]], index: Index) -> None:
    assert list(answer(index, sql).rows) == rows


@pytest.mark.parametrize(
    "sql", ["DESCRIBE items", "SHOW items", "SUMMARIZE items", "EXPLAIN SELECT 1", "EXPLAIN ANALYZE FROM items"]
)
def test_what_else_asks(sql: str, index: Index) -> None:
    assert list(answer(index, sql).rows) != []


def test_the_columns_have_types(index: Index) -> None:
    found = answer(index, "SELECT name, visits, count(*) AS n, visits / 2.0 AS half FROM items GROUP BY ALL")
    assert found.columns == (("name", "VARCHAR"), ("visits", "INTEGER"), ("n", "BIGINT"), ("half", "DOUBLE"))


ONLY_ASK = "只能查询：写 SELECT、FROM、WITH、DESCRIBE、SUMMARIZE 或 EXPLAIN 加查询"
FORBIDDEN = "查询只能读目录的表：不能读写文件、上网、装扩展或改设置"


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("", "要写一条查询，这里有 0 条"),
        ("-- 没有", "要写一条查询，这里有 0 条"),
        ("SELECT 1; SELECT 2", "要写一条查询，这里有 2 条"),
        ("SELECT 1; DROP TABLE items", "要写一条查询，这里有 2 条"),
        ("DELETE FROM items", ONLY_ASK),
        ("DROP VIEW items", ONLY_ASK),
        ("CREATE TABLE t (i INT)", ONLY_ASK),
        ("SET threads = 1", ONLY_ASK),
        ("SET enable_external_access = true", ONLY_ASK),
        ("PRAGMA version", ONLY_ASK),
        ("CALL pragma_version()", ONLY_ASK),
        ("ATTACH 'x.db'", ONLY_ASK),
        ("INSTALL httpfs", ONLY_ASK),
        ("COPY items TO 'x.csv'", ONLY_ASK),
        ("EXPLAIN ANALYZE DELETE FROM items", ONLY_ASK),
        ("EXPLAIN ANALYZE COPY items TO 'x.csv'", ONLY_ASK),
        ("WITH x AS (DELETE FROM items RETURNING *) FROM x", ONLY_ASK),
        ("WITH x AS (COPY items TO '{folder}/x.csv' (USE_TMP_FILE false)) FROM x", FORBIDDEN),
        ("FROM read_text('{folder}/itemkit.toml')", FORBIDDEN),
        ("FROM glob('{folder}/*')", FORBIDDEN),
        ("FROM read_parquet('{folder}/segment/items.parquet')", FORBIDDEN),
        ("FROM read_csv('https://example.com/x.csv')", FORBIDDEN),
        ("FROM '{folder}/x.csv'", FORBIDDEN),
        ("FROM _secret", "SQL 第 1 行第 6 列：没有“_secret”这张表：itemkit query --tables 列出全部"),
        ("FROM itms", "SQL 第 1 行第 6 列：没有“itms”这张表：是不是 items？"),
        ("FROM 一件事", "SQL 第 1 行第 6 列：没有“一件事”这张表：是不是 bundles？"),
        ("SELECT nam FROM items", "SQL 第 1 行第 8 列：没有“nam”这一列：是不是 name？"),
        ("SELECT items.nam FROM items", "SQL 第 1 行第 8 列：没有“nam”这一列：是不是 name？"),
        ("SELECT '中文',\n  区划 FROM items", "SQL 第 2 行第 3 列：没有“区划”这一列：是不是 region？"),
        ("SELECT 名称 FROM items", "SQL 第 1 行第 8 列：没有“名称”这一列：是不是 name、plain_name、name_key？"),
        ("SELECT 没有的 FROM items", "SQL 第 1 行第 8 列：没有“没有的”这一列"),
        ("SELEC 1", "SQL 第 1 行第 1 列：写到“SELEC”这里不对"),
        ("SELECT '没有完", "SQL 第 1 行第 8 列：写到“'没有完”这里不对"),
        ("SELECT foo(1)", "SQL 第 1 行第 8 列：没有函数 foo"),
        ("SELECT name, count(*) FROM items", "SQL 第 1 行第 8 列：name 要写进 GROUP BY，或者放进 count、max 这样的函数"),
        ("SELECT CAST(name AS INT) FROM items", "SQL 第 1 行第 8 列：Could not convert string '甲' to INT32 when casting from source column name"),
        ("SELECT error('说不行')", "SQL 不能执行：说不行"),
    ],
)  # fmt: skip
def test_what_is_refused(sql: str, told: str, index: Index, tmp_path: Path) -> None:
    (tmp_path / "itemkit.toml").touch()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(SqlError) as refused:
        list(answer(index, sql.replace("{folder}", str(tmp_path))).rows)
    assert str(refused.value) == told.replace("{folder}", str(tmp_path))
    assert sorted(tmp_path.rglob("*")) == before


def test_variables_of_the_program_are_no_tables(index: Index) -> None:
    rows = [(1,)]
    with pytest.raises(SqlError, match="没有“rows”这张表"):
        answer(index, 'FROM "rows"')
    assert rows


def test_half_of_a_surrogate_pair_in_a_query_is_replaced(index: Index) -> None:
    assert list(answer(index, "SELECT '\ud800'").rows) == [("?",)]


def test_the_same_answer_from_other_numbers(segment: Path, tmp_path: Path) -> None:
    """A file that was edited gets a new number and stands in another segment; the answer stays as it was."""
    rows = no_rows()
    rows["files"] = [(9, "items/a.yaml", "item", "甲", True)]
    rows["items"] = [item(9, path="items/a.yaml", name="甲", visits=0)]
    rows["steps"] = [(9, "/steps/0", "受理", None, None, None)]
    (tmp_path / "later").mkdir()
    append_rows(tmp_path / "later", rows)
    write_segment(tmp_path / "later", tmp_path / "edited", ALL)
    found = []
    for parts in ([Part(segment)], [Part(segment, [5]), Part(tmp_path / "edited")]):
        with Index(parts, ALL) as opened:
            found.append(list(answer(opened, "SELECT * FROM items JOIN steps USING (file)").rows))
    assert found[0] == found[1]
    assert len(found[0]) == 4


def test_all_tables_and_columns_are_listed() -> None:
    listed = table_rows()
    assert [name for name, _type in listed.columns] == ["table", "column", "type", "title"]
    rows = list(listed.rows)
    assert rows[:2] == [
        ("files", "", "", "读了的文件"),
        ("files", "file", "INTEGER", "文件的编号；同一目录的各表用它连接"),
    ]
    assert [(row[0], row[1]) for row in rows] == [
        (name, column) for name, table in TABLES.items() for column in ("", *table.types)
    ]
