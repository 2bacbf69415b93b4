"""SQL over the facts of a whole catalog: views on the rows of segments, in a database that lives in memory."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from itemkit.index.engine import engine
from itemkit.index.segments import Tables, no_rows_of, scan

if TYPE_CHECKING:
    import duckdb

HIDDEN = "hidden"
"""The schema of what is nobody's to ask."""


@dataclass(frozen=True, slots=True)
class Part:
    """A segment, and which of its files no longer count."""

    segment: Path
    dead: Sequence[int] = field(default=())
    """Numbers of files."""
    only: str = ""
    """The one table that it has; empty: all."""


class Index:
    """The facts of a catalog, to be asked in SQL. Close it, or use it in a ``with``."""

    def __init__(self, parts: Sequence[Part], tables: Tables) -> None:
        """Make a view for each table.

        Args:
            parts: where the rows are.
            tables: which tables there are.
        """
        self.tables = tables
        with ExitStack() as stack:
            self._connection = stack.enter_context(engine())
            self._connection.execute(f"CREATE SCHEMA {HIDDEN}")
            for number, part in enumerate(parts):
                if part.dead:
                    self._connection.execute(f"CREATE TABLE {HIDDEN}.dead_{number} (file INTEGER)")
                    self._connection.execute(f"INSERT INTO {HIDDEN}.dead_{number} SELECT unnest(?)", [list(part.dead)])
            for name, table in tables.items():
                rows = " UNION ALL ".join(
                    _rows(number, part, name) for number, part in enumerate(parts) if part.only in ("", name)
                )
                self._connection.execute(f'CREATE VIEW "{name}" AS {rows or no_rows_of(table)}')
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the memory back."""
        self._stack.close()

    def rows(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """The rows that a query gives; order them in the query, the database keeps none."""
        return self._connection.execute(sql, values or None).fetchall()

    @property
    def connection(self) -> "duckdb.DuckDBPyConnection":
        """The database itself, for those who need more than rows."""
        return self._connection


def _rows(number: int, part: Part, table: str) -> str:
    rows = f"SELECT * FROM {scan(part.segment, table)}"
    return f"{rows} WHERE file NOT IN (FROM {HIDDEN}.dead_{number})" if part.dead else rows
