"""One question in SQL to the index, by a user: only reading, only the tables, and mistakes in plain words.

The query is somebody's text, perhaps from a pull request. Before it runs, the tables that it names are brought into
memory; then files, network, extensions and settings are shut off and the transaction can only read. The rows stand in
the order of the paths, whatever the cache looks like, so that the same catalog gives the same answer.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from itemkit.findings import msg
from itemkit.index.database import HIDDEN, Index
from itemkit.index.mistakes import ONLY_ASK, SqlError, explained
from itemkit.index.tables import TABLES, Table

if TYPE_CHECKING:
    import duckdb

_ROWS_AT_ONCE = 1000
_EXPLAIN = re.compile(r"\s*explain(?:\s+analyze|\s*\([^)]*\))*(?=[\s(])", re.IGNORECASE)
_BY_NAME = re.compile(r"\bquery(?:_table)?\s*\(", re.IGNORECASE)
"""Functions that make a table's name out of text: then any table may be meant."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gives."""

    columns: tuple[tuple[str, str], ...]
    """Name and type of each column; the types are DuckDB's."""
    rows: Iterator[tuple[Any, ...]]
    """As they come out of the database; a failure on the way raises `SqlError`."""


def answer(index: Index, sql: str) -> Answer:
    """What ``sql`` gives: exactly one statement that only asks.

    The index serves for this one query, and for no other afterwards. Tables whose names begin with ``_`` are not there.

    Raises:
        SqlError: it is not one statement, is not a query, is wrong, or wants something that it must not have.
    """
    connection = index.connection
    sql = sql.encode(errors="replace").decode()
    connection.execute("SET errors_as_json = true")
    with _told(sql):
        _check(connection, sql)
        _confine(index, sql)
        connection.execute(sql)
    columns = tuple((name, str(type_)) for name, type_, *_rest in connection.description or ())
    return Answer(columns, _each_row(connection, sql))


def table_rows() -> Answer:
    """All tables with their columns, types and titles, as an answer."""
    rows = (
        (name, column, type_, str(msg(title)))
        for name, table in TABLES.items()
        for column, type_, title in [("", "", table.title), *((c.name, c.type, c.title) for c in table.columns)]
    )
    return Answer(tuple((name, "VARCHAR") for name in ("table", "column", "type", "title")), iter(rows))


def _each_row(connection: "duckdb.DuckDBPyConnection", sql: str) -> Iterator[tuple[Any, ...]]:
    with _told(sql):
        while some := connection.fetchmany(_ROWS_AT_ONCE):
            yield from some


@contextmanager
def _told(sql: str) -> Iterator[None]:
    """What the database says, as `SqlError`; an interruption as Python has it."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        raise SqlError(explained(error, sql)) from None
    except RuntimeError as error:
        if "interrupt" in str(error).lower():
            raise KeyboardInterrupt from None
        raise


def _check(connection: "duckdb.DuckDBPyConnection", sql: str) -> None:
    """Refuse all but one statement that asks."""
    import duckdb

    asking = {duckdb.StatementType.SELECT, duckdb.StatementType.MULTI}  # a PIVOT is made of several
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise SqlError(msg("要写一条查询，这里有 {count} 条", count=len(statements)))
    prefix = _EXPLAIN.match(sql) if statements[0].type == duckdb.StatementType.EXPLAIN else None
    if prefix:
        statements = connection.extract_statements(sql[prefix.end() :])
    if statements[0].type not in asking:
        raise SqlError(ONLY_ASK)


def _confine(index: Index, sql: str) -> None:
    """Take the tables that a query may mean into memory, and shut off everything else."""
    connection, lowered = index.connection, sql.lower()
    connection.execute("SET preserve_insertion_order = true")
    connection.execute(
        f"CREATE TABLE {HIDDEN}.numbers AS "
        "SELECT file, (row_number() OVER (ORDER BY path))::INTEGER AS number FROM files"
    )
    every = _BY_NAME.search(sql) is not None
    for name, table in index.tables.items():
        if name.startswith("_"):
            connection.execute(f'DROP VIEW "{name}"')
        elif every or name in lowered:
            connection.execute(
                f'CREATE TABLE "_{name}" AS SELECT rows.* REPLACE (numbers.number AS file) FROM "{name}" AS rows '
                f"LEFT JOIN {HIDDEN}.numbers AS numbers USING (file) ORDER BY numbers.number, {_order_of(table)}"
            )
            connection.execute(f'DROP VIEW "{name}"')
            connection.execute(f'ALTER TABLE "_{name}" RENAME TO "{name}"')
    connection.execute(f"DROP SCHEMA {HIDDEN} CASCADE")
    connection.execute("SET threads = 1")  # or the order of groups would be another one each time
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    connection.execute("BEGIN TRANSACTION READ ONLY")


def _order_of(table: Table) -> str:
    """Within a file: as it stands there, ``/steps/2`` before ``/steps/10``; else by all columns."""
    is_pointed = "pointer" in table.types
    return "length(rows.pointer), rows.pointer" if is_pointed else ", ".join(f'rows."{one}"' for one in table.types)
