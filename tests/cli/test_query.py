"""``itemkit query`` as people run it: formats, files, limits, and what is said when something is wrong."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from itemkit.cli.app import app
from itemkit.cli.schema import schema_named
from itemkit.index.tables import TABLES

Maker = Callable[[Mapping[str, str | bytes]], Path]
RUN = CliRunner()
ITEMS = {
    "items/a.yaml": "{name: 公共场所卫生许可（新办）, type: 行政许可, visits: 0, effective: {from: 2026-01-01}, fees: []}\n",
    "items/b.yaml": "{name: 生育登记, type: 公共服务, visits: 2}\n",
    "items/c.yaml": "{name: '=1+1', type: 公共服务}\n",
    "items/d.yaml": '{name: "红\\e[31m字\\n下一行", type: 公共服务, visits: 10}\n',
    "items/e.yaml": "name: [\n",
}


@pytest.fixture
def root(make_catalog: Maker) -> Path:
    return make_catalog(ITEMS)


def query(root: Path, *arguments: str, **more: str) -> Result:
    return RUN.invoke(app, ["query", *arguments, "--catalog", str(root), "--jobs", "1"], env={"COLUMNS": "60"}, **more)


def test_a_table(root: Path) -> None:
    done = query(root, "SELECT name, visits, free FROM items")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "name                       visits   free\n"
        "─────────────────────────────────────────\n"
        "公共场所卫生许可（新办）        0   true\n"
        "生育登记                        2   false\n"
        "=1+1                                false\n"
        "红␛[31m字                      10   false\n"
        "下一行\n"
    )


def test_a_wide_table_wraps(root: Path) -> None:
    done = query(root, "SELECT name, name || name || name AS long, visits FROM items WHERE visits = 0")
    assert done.stdout == (
        "name                       long                       visits\n"
        "────────────────────────────────────────────────────────────\n"
        "公共场所卫生许可（新办）   公共场所卫生许可（新办）        0\n"
        "                           公共场所卫生许可（新办）\n"
        "                           公共场所卫生许可（新办）\n"
    )


def test_a_table_with_too_many_columns_is_shown_in_blocks(root: Path) -> None:
    done = query(root, "SELECT * FROM items WHERE visits < 3")
    lines = done.stdout.splitlines()
    assert lines[:3] == ["── 1 ──────────────", "file            1", "path            items/a.yaml"]
    assert "name            公共场所卫生许可（新办）" in lines
    assert "effective_from  2026-01-01" in lines
    assert lines.index("── 2 ──────────────") == 1 + len(TABLES["items"].columns)


def test_no_rows_is_an_answer(root: Path) -> None:
    done = query(root, "SELECT name, visits FROM items WHERE visits > 99")
    assert (done.exit_code, done.stdout) == (0, "name   visits\n─────────────\n")
    assert query(root, "SELECT name FROM items WHERE false", "-f", "csv").stdout == "name\n"
    assert json.loads(query(root, "SELECT name FROM items WHERE false", "-f", "json").stdout)["rows"] == []


def test_csv(root: Path) -> None:
    done = query(root, "SELECT name, visits, effective_from AS day, free, [visits] AS list FROM items", "-f", "csv")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "name,visits,day,free,list\n"
        "公共场所卫生许可（新办）,0,2026-01-01,true,[0]\n"
        "生育登记,2,,false,[2]\n"
        "'=1+1,,,false,[null]\n"
        '"红\x1b[31m字\n下一行",10,,false,[10]\n'
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_formulas_are_made_harmless_in_csv(start: str, root: Path) -> None:
    done = query(
        root, f"SELECT chr({ord(start)}) || 'x' AS \"=a\", -5 AS n, 'a' || chr({ord(start)}) AS b", "-f", "csv"
    )
    first = done.stdout.removeprefix("'=a,n,b\n")
    assert first.lstrip('"').startswith(f"'{start}x")
    assert ",-5," in first


def test_json(root: Path) -> None:
    sql = (
        "SELECT name, visits, effective_from AS day, 1.5::DECIMAL(4, 2) AS decimal, 'nan'::DOUBLE AS nan, {'a': [1]} AS s, "
        "INTERVAL 1 DAY AS i FROM items WHERE visits = 0"
    )
    done = query(root, sql, "-f", "json")
    assert (done.exit_code, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told == {
        "schema": "itemkit.query/1",
        "columns": [
            {"name": "name", "type": "VARCHAR"},
            {"name": "visits", "type": "INTEGER"},
            {"name": "day", "type": "DATE"},
            {"name": "decimal", "type": "DECIMAL(4,2)"},
            {"name": "nan", "type": "DOUBLE"},
            {"name": "s", "type": "STRUCT(a INTEGER[])"},
            {"name": "i", "type": "INTERVAL"},
        ],
        "rows": [["公共场所卫生许可（新办）", 0, "2026-01-01", 1.5, None, {"a": [1]}, "1 day, 0:00:00"]],
    }
    Draft202012Validator(schema_named("query")).validate(told)


def test_a_limit(root: Path) -> None:
    note = "只列出了前 2 行：--limit 0 列出全部，-f csv -o FILE 写到文件\n"
    assert query(root, "FROM range(5)", "--limit", "2").stdout == f"range\n─────\n    0\n    1\n{note}"
    assert query(root, "FROM range(2)", "--limit", "2").stdout == "range\n─────\n    0\n    1\n"
    assert query(root, "FROM range(200)").stdout.endswith(note.replace("2 行", "100 行"))
    assert len(query(root, "FROM range(200)", "--limit", "0").stdout.splitlines()) == 202
    assert query(root, "FROM range(200)", "--limit", "2", "-f", "csv").stdout == "range\n0\n1\n"
    assert len(query(root, "FROM range(200)", "-f", "csv").stdout.splitlines()) == 201


def test_the_query_comes_from_a_file_or_from_standard_input(root: Path, tmp_path: Path) -> None:
    (tmp_path / "q.sql").write_text("\ufeff-- 有多少\nSELECT count(*) AS n\nFROM items;\n", "utf-8")
    expected = "n\n4\n"
    assert query(root, "--file", str(tmp_path / "q.sql"), "-f", "csv").stdout == expected
    assert query(root, "-", "-f", "csv", input="SELECT count(*) AS n FROM items").stdout == expected  # type: ignore[arg-type]


def test_the_answer_goes_to_a_file(root: Path, tmp_path: Path) -> None:
    for name, start in (("csv", b"\xef\xbb\xbfn\n4\n"), ("json", b'{\n"schema"'), ("table", b"n\n")):
        done = query(root, "SELECT count(*) AS n FROM items", "-f", name, "-o", str(tmp_path / "out"))
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
        assert (tmp_path / "out").read_bytes().startswith(start)


def test_a_failed_query_leaves_the_old_file(root: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("旧", "utf-8")
    done = query(root, "SELECT CAST(name AS INT) FROM items", "-f", "csv", "-o", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert (tmp_path / "out").read_text("utf-8") == "旧"


def test_the_tables_are_listed_without_a_catalog(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["query", "--tables", "-f", "csv", "--catalog", str(tmp_path / "none")])
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[:3] == [
        "table,column,type,title",
        "files,,,读了的文件",
        "files,file,INTEGER,文件的编号；同一目录的各表用它连接",
    ]
    assert "items,visits,INTEGER,到办事现场次数" in lines
    assert [line for line in lines if line.startswith("_")] == []


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["SELECT nam FROM items"], 2, "itemkit: SQL 第 1 行第 8 列：没有“nam”这一列：是不是 name？\n"),
        (["SELECT '\x1b[31m"], 2, "itemkit: SQL 第 1 行第 8 列：写到“'␛[31m”这里不对\n"),
        (["DROP TABLE items"], 2, "itemkit: 只能查询：写 SELECT、FROM、WITH、DESCRIBE、SUMMARIZE 或 EXPLAIN 加查询\n"),
        (["FROM read_text('/etc/hostname')"], 2, "itemkit: 查询只能读目录的表：不能读写文件、上网、装扩展或改设置\n"),
        (
            ["FROM _findings"],
            2,
            "itemkit: SQL 第 1 行第 6 列：没有“_findings”这张表：itemkit query --tables 列出全部\n",
        ),
    ],
)
def test_mistakes(arguments: list[str], code: int, told: str, root: Path) -> None:
    done = query(root, *arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (code, "", told)


@pytest.mark.parametrize(
    "arguments", [[], ["SELECT 1", "--file", "x.sql"], ["SELECT 1", "-f", "xml"], ["SELECT 1", "--limit", "-1"]]
)
def test_wrong_usage(arguments: list[str], root: Path) -> None:
    assert query(root, *arguments).exit_code == 2


def test_an_empty_catalog_matches_nothing(make_catalog: Maker) -> None:
    assert query(make_catalog({}), "SELECT 1").exit_code == 3


def test_what_has_changed_is_seen_with_and_without_the_cache(root: Path) -> None:
    sql = "SELECT sum(visits) AS n FROM items"
    assert query(root, sql, "--no-cache", "-f", "csv").stdout == "n\n12\n"
    assert not (root / ".itemkit").exists()
    assert query(root, sql, "-f", "csv").stdout == "n\n12\n"
    assert (root / ".itemkit").is_dir()
    (root / "items/b.yaml").write_text("{name: 生育登记, type: 公共服务, visits: 30}\n", "utf-8")
    (root / "items/d.yaml").unlink()
    assert query(root, sql, "-f", "csv").stdout == "n\n30\n"


def test_the_command_itself(root: Path) -> None:
    """In a process of its own: nothing but the answer is printed, and no file appears where it runs."""
    before = sorted(path.name for path in root.iterdir())
    done = subprocess.run(
        [sys.executable, "-m", "itemkit", "query", "SELECT name FROM items WHERE visits = 2", "--no-cache"],
        cwd=root, env={**os.environ, "ITEMKIT_LANG": "en"}, capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "name\n────────\n生育登记\n", "")
    assert sorted(path.name for path in root.iterdir()) == before
