"""What rules across files say of a few files that are never written."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

import duckdb

from itemkit.findings import Finding
from itemkit.index.citations import each_citation
from itemkit.index.database import Index
from itemkit.index.facts import Rows, add_origins, add_record, no_rows
from itemkit.index.rules import AcrossRule
from itemkit.index.tables import TABLES
from itemkit.model.kinds import ITEM_KIND, STANDARD_KIND, kind_of
from itemkit.model.resolve import Inherited

Files = Mapping[str, Any]
"""Content by path."""


_SCHEMA = "".join(
    'CREATE TABLE "{}" ({});'.format(name, ", ".join(f'"{column}" {type_}' for column, type_ in table.types.items()))
    for name, table in TABLES.items()
)


class Tables:
    """As much of an index as rules ask for: rows, in memory, without files."""

    def __init__(self, rows: Rows) -> None:
        self._connection = duckdb.connect()
        self._connection.execute(_SCHEMA)
        for name, several in rows.items():
            if several:
                columns = ", ".join(f"unnest(?::{type_}[])" for type_ in TABLES[name].types.values())
                values = [list(column) for column in zip(*several, strict=True)]
                self._connection.execute(f'INSERT INTO "{name}" SELECT {columns}', values)

    def rows(self, sql: str, values: object = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values or None).fetchall()

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        return self._connection


def found_across(rules: Iterable[AcrossRule], files: Files, own: Files | None = None) -> list[Finding]:
    """What some rules say of a catalog of these files; ``own``: what is in the files themselves, if that is less."""
    index = index_of(files, own)
    return [finding for rule in rules for finding in rule.findings_in(index)]


def index_of(files: Files, own: Files | None = None) -> Index:
    """The index of a catalog of these files; a file's number is its place among them."""
    rows = no_rows()
    standards = {data.get("code"): data for path, data in files.items() if kind_of(path) is STANDARD_KIND}
    for number, (path, data) in enumerate(files.items()):
        kind = kind_of(path)
        assert kind is not None
        rows["files"].append((number, path, kind.name, kind.subject(data) or None, True))
        add_record(rows, kind.name, number, path, data)
        rows["citations"] += [(number, *citation) for citation in each_citation(kind.name, (own or files)[path])]
        if kind is ITEM_KIND and data.get("standard") in standards:
            add_origins(rows, number, Inherited(standards[data["standard"]]), (own or files)[path])
    return cast(Index, Tables(rows))
