"""Rules of the catalog's own that are SQL over the index: files that ``[lint] sql`` in ``itemkit.toml`` names.

Such a file comes with the catalog, perhaps from somebody who only proposes a change to it. So it may ask the tables of
the index and nothing else: it must be one SELECT, in which no function opens a file, and that an empty database without
access to files can make sense of. That is found out before anything is asked.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itemkit.findings import Message, Place, Pointer, Severity, msg
from itemkit.index.database import Index
from itemkit.index.engine import engine
from itemkit.index.mistakes import SqlError, explained
from itemkit.index.rules import AcrossRule, HitIn
from itemkit.index.segments import no_rows_of
from itemkit.index.tables import TABLES
from itemkit.lint.own_text import mistakes_in, page_of, shown

if TYPE_CHECKING:
    import duckdb

_HEADER = re.compile(r"--\s*([a-z]+)\s*[:：]\s*(.*?)\s*")
_DEMANDED = ("code", "name", "message")
_CODE = re.compile("[A-Z][0-9]{3}")
_NAME = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_END = re.compile(r";\s*(?:--[^\n]*\s*)*\Z")
"""The end of a statement, with the comments behind it."""
_GIVEN = frozenset({"path", "pointer"})
_TABLE_FUNCTIONS = frozenset({"unnest", "range", "generate_series"})
"""Those that make rows of their arguments; all others read files, or settings, or run text as SQL."""


@dataclass(frozen=True, slots=True)
class SqlCheck:
    """What an SQL rule asks: a function of an `Index`."""

    query: str
    columns: tuple[str, ...]
    message: str

    def __call__(self, index: Index) -> Iterator[HitIn]:
        """A hit for each row, in order of path and pointer.

        Raises:
            ValueError: a row names no file of the catalog, or no pointer.
        """
        rows = [dict(zip(self.columns, row, strict=True)) for row in index.rows(f"SELECT * FROM (\n{self.query}\n)")]
        paths = sorted({str(row["path"]) for row in rows})
        subjects: dict[str, str | None] = dict(
            index.rows("SELECT path, subject FROM files WHERE list_contains($paths, path)", {"paths": paths})
            if paths
            else ()
        )
        for row in sorted(rows, key=_order):
            path = str(row["path"])
            if path not in subjects:
                raise ValueError(str(msg("查询给出的 path 不是目录里的文件：{path}", path=path)))
            message = Message(self.message, {name: shown(value) for name, value in row.items()})
            place = Place(Pointer.parse(row["pointer"] or ""))
            yield HitIn(place, message, path=path, subject=subjects[path] or "")


def _order(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (str(row["path"]), str(row["pointer"]), *(str(value) for value in row.values()))


def sql_rule(
    file: Path, name: str, database: "duckdb.DuckDBPyConnection", mistakes: list[Message]
) -> AcrossRule | None:
    """The rule in an SQL file; None, and the reasons in ``mistakes``, if there is none.

    Args:
        file: where it is.
        name: its path relative to the catalog.
        database: an `empty_index`.
        mistakes: where to say what is wrong with it.
    """
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        mistakes.append(msg("{path} 不是 UTF-8：另存为 UTF-8", path=name))
        return None
    except OSError as error:
        mistakes.append(msg("{path} 打不开：{reason}", path=name, reason=error.strerror))
        return None
    header = header_of(text)
    found = _mistakes_in_header(header, name)
    query, columns = "", tuple[str, ...]()
    try:
        query, columns = checked(text, database)
    except SqlError as error:
        found.append(msg("{where}：{why}", where=name, why=error.message))
    else:
        missing = tuple(sorted(_GIVEN - set(columns)))
        if missing:
            found.append(msg("{where}：查询要给出 {columns} 列", where=name, columns=missing))
        elif "message" in header:
            found += mistakes_in(header["message"], columns, name)
    mistakes += found
    if found:
        return None
    page = page_of(header["message"], header.get("why", ""), name)
    check = SqlCheck(query, columns, header["message"])
    return AcrossRule(header["code"], header["name"], Severity(header.get("severity", "warning")), check, page)


def header_of(text: str) -> dict[str, str]:
    """What the comment lines at the top of an SQL file say: ``-- code: Z910`` and so on."""
    header = {}
    for line in text.splitlines():
        stripped = line.strip()
        if stripped and not stripped.startswith("--"):
            break
        found = _HEADER.fullmatch(stripped)
        if found:
            header[found[1]] = found[2]
    return header


def _mistakes_in_header(header: Mapping[str, str], where: str) -> list[Message]:
    found = [msg("{where}：开头要有一行 -- {key}: …", where=where, key=key) for key in _DEMANDED if not header.get(key)]
    if header.get("code") and not _CODE.fullmatch(header["code"]):
        found.append(msg("{where}：code 是一个大写字母和三位数字，如 Z910", where=where))
    if header.get("name") and not _NAME.fullmatch(header["name"]):
        found.append(msg("{where}：name 写小写英文，用 - 连接", where=where))
    if header.get("severity", "info") not in {one.value for one in Severity}:
        found.append(msg("{where}：severity 写 error、warning 或 info", where=where))
    return found


def checked(text: str, database: "duckdb.DuckDBPyConnection") -> tuple[str, tuple[str, ...]]:
    """A query that asks the index and nothing else, with the names of its columns.

    Args:
        text: what somebody wrote.
        database: an `empty_index`.

    Raises:
        SqlError: it is more than one SELECT, reaches beyond the index, or is wrong.
    """
    import duckdb

    try:
        statements = database.extract_statements(text)
        (tree,) = database.execute("SELECT json_serialize_sql($text::VARCHAR)", {"text": text}).fetchall()[0]
        parsed = json.loads(tree)
        if parsed["error"] or len(statements) != 1:
            raise SqlError(msg("只能写一条 SELECT 查询"))
        for function in _each_table_function(parsed):
            if function not in _TABLE_FUNCTIONS:
                raise SqlError(msg("不能用 {function}：查询只能问索引里的表", function=function))
        asked = database.execute(text)
    except duckdb.Error as error:
        raise SqlError(explained(error, text)) from None
    return _END.sub("", statements[0].query), tuple(column[0] for column in asked.description or ())


def _each_table_function(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") == "TABLE_FUNCTION":
            yield str(node["function"].get("function_name", "")).lower()
        for inner in node.values():
            yield from _each_table_function(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _each_table_function(inner)


@contextmanager
def empty_index() -> "Iterator[duckdb.DuckDBPyConnection]":
    """The tables of the index without rows, in a database that can't open files and has no threads of its own.

    Threads would be lost when processes are forked.
    """
    with engine() as connection:
        for table in TABLES.values():
            connection.execute(f'CREATE VIEW "{table.name}" AS {no_rows_of(table)}')
        for setting in (
            "threads = 1",
            "errors_as_json = true",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            connection.execute(f"SET {setting}")
        connection.execute("BEGIN TRANSACTION READ ONLY")
        yield connection
