"""Rows on disk: written by many processes at once as JSON, then made into one immutable segment of Parquet files.

A line of JSON holds a block of rows, column by column. Unlike CSV, in which DuckDB does not read every line break and
cannot tell empty text from none, it gives back every text as it was; and it is written and read faster.

A segment is a folder with a file for each table. It is never changed after it has been made, and what is in it can be
told by the digests of its files; that is what a cache can be built on.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticSerializationError, to_json

from itemkit.index.engine import engine
from itemkit.index.tables import Table

if TYPE_CHECKING:
    import duckdb

Tables = Mapping[str, Table]
Digests = dict[str, str]
"""SHA-256 of a segment's files, by table."""
Rows = Sequence[Sequence[Any]]

_LONG = 8_000_000
"""Bytes that a line of several rows may have: DuckDB keeps twice the longest line in memory for each core."""


class Lines:
    r"""Rows on their way to disk, as lines of JSON by table.

    Text may hold any character. Half of a surrogate pair, which UTF-8 cannot say, is kept as its escape (``\ud800``).
    """

    def __init__(self) -> None:
        """No rows yet."""
        self._by_file: dict[str, list[bytes]] = {}

    def add(self, rows: Mapping[str, Rows]) -> None:
        """Add rows; they may be forgotten afterwards.

        Args:
            rows: by table; in each the values of all columns, in their order: text, numbers, booleans, None. A date is
                text (``2026-01-31``).
        """
        for name, several in rows.items():
            if several:
                for line in _lines(several):
                    mark = ".long" if len(line) > _LONG else ""
                    self._by_file.setdefault(f"{name}.{os.getpid()}{mark}.json", []).append(line)

    def append_to(self, folder: Path) -> None:
        """Append them to this process's own files in ``folder``; then they are with the operating system."""
        for name, lines in self._by_file.items():
            with (folder / name).open("ab") as file:
                file.write(b"\n".join([*lines, b""]))


def _lines(rows: Rows) -> Iterator[bytes]:
    line = _encoded(rows)
    if len(line) > _LONG and len(rows) > 1:
        middle = len(rows) // 2
        yield from _lines(rows[:middle])
        yield from _lines(rows[middle:])
    else:
        yield line


def _encoded(rows: Rows) -> bytes:
    columns = zip(*rows, strict=True)
    try:
        return to_json(dict(zip(map(str, count()), columns, strict=False)))
    except PydanticSerializationError:
        return _encoded([[_encodable(value) for value in row] for row in rows])


def _encodable(value: Any) -> Any:
    return value.encode(errors="backslashreplace").decode() if isinstance(value, str) else value


def write_segment(source: Path, target: Path, tables: Tables) -> Digests:
    """Make the rows in ``source`` into a segment in the new folder ``target``.

    Args:
        source: where processes have appended rows.
        target: the folder to make.
        tables: all tables; one without rows gets a file too.
    """
    target.mkdir(parents=True)
    with engine() as connection:
        for name, table in tables.items():
            connection.execute(
                f"COPY ({_rows_of(table, source)}) TO {_quoted(str(target / _file(name)))} (FORMAT parquet)"
            )
    return digests_of(target, tables)


def copy_segment(connection: "duckdb.DuckDBPyConnection", target: Path, tables: Tables) -> Digests:
    """Make a segment of the tables of a database, in the new folder ``target``."""
    target.mkdir(parents=True)
    for name in tables:
        connection.execute(f'COPY (FROM "{name}") TO {_quoted(str(target / _file(name)))} (FORMAT parquet)')
    return digests_of(target, tables)


def digests_of(segment: Path, tables: Iterable[str]) -> Digests:
    """The digests of a segment's files.

    Raises:
        OSError: one is missing or can't be read.
    """
    found = {}
    for name in tables:
        with (segment / _file(name)).open("rb") as file:
            found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def scan(segment: Path, table: str) -> str:
    """SQL for all rows of a segment's table."""
    return f"read_parquet({_quoted(str(segment / _file(table)))})"


def no_rows_of(table: Table) -> str:
    """SQL for a table's columns without any row."""
    empty = ", ".join(f'NULL::{type_} AS "{name}"' for name, type_ in table.types.items())
    return f"SELECT {empty} WHERE false"


def _file(table: str) -> str:
    return f"{table}.parquet"


def _rows_of(table: Table, source: Path) -> str:
    written = sorted(source.glob(f"{table.name}.*.json"))
    if not written:
        return no_rows_of(table)
    longest = max((_longest_line(path) for path in written if path.suffixes[-2] == ".long"), default=0)
    columns = ", ".join(f"'{number}': '{type_}[]'" for number, type_ in enumerate(table.types.values()))
    values = ", ".join(f'unnest("{number}") AS "{name}"' for number, name in enumerate(table.types))
    paths = ", ".join(_quoted(str(path)) for path in written)
    return (
        f"SELECT {values} FROM read_json([{paths}], columns = {{{columns}}}, format = 'newline_delimited', "
        f"maximum_object_size = {max(longest, _LONG) + 1})"
    )


def _longest_line(path: Path) -> int:
    with path.open("rb") as file:
        return max(map(len, file))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
