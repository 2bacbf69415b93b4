"""What is wrong with a query, in one sentence of the user's language, with the place and the name that was meant.

DuckDB says it in English, for people who know its tables. With ``errors_as_json`` it also says what kind of mistake it
is, where, and about which name; the sentences here are made of that.
"""

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from itemkit.findings import Message, msg
from itemkit.index.tables import TABLES
from itemkit.model.near import nearest

if TYPE_CHECKING:
    import duckdb

ONLY_ASK = msg("只能查询：写 SELECT、FROM、WITH、DESCRIBE、SUMMARIZE 或 EXPLAIN 加查询")
_NO_COLUMN = re.compile(r'Referenced column "(?P<one>.*)" not found|does not have a column named "(?P<other>.*)"')
_NOT_GROUPED = re.compile(r'column "(.*)" must appear in the GROUP BY')
_SHOWN = 20
"""Characters of the query that are shown where it is not said how many are meant."""


class SqlError(Exception):
    """The query can't be run, or failed; the sentence says where and why."""

    def __init__(self, message: Message) -> None:
        """Say it in one sentence."""
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True, slots=True)
class _Mistake:
    """What DuckDB says of a query."""

    sql: str
    exception: str
    """The kind of error: ``Binder``, ``Parser`` …"""
    subtype: str
    subject: str
    """What does not exist: ``Table``, ``Scalar Function`` …"""
    name: str
    """By which name it was asked for."""
    reason: str
    """DuckDB's own words."""
    candidates: str
    start: int | None
    """Where it is in the query, in bytes of UTF-8; None: it is not said."""
    length: int

    @classmethod
    def of(cls, error: "duckdb.Error", sql: str) -> "_Mistake":
        said = _said(str(error))
        position = str(said.get("position", ""))
        return cls(
            sql,
            type(error).__name__,
            said.get("error_subtype", ""),
            said.get("type", ""),
            said.get("name", ""),
            said.get("exception_message", "").strip().partition("\n")[0],
            said.get("candidates", ""),
            int(position) if position.isdigit() else None,
            int(said.get("location", "").strip("[]").partition(",")[2] or 0),
        )

    @property
    def place(self) -> dict[str, int]:
        """Line and column, from 1, columns in code points; 0 where it is not known."""
        if self.start is None:
            return {"line": 0, "column": 0}
        before = self.sql.encode()[: self.start].decode(errors="replace")
        return {"line": before.count("\n") + 1, "column": len(before) - before.rfind("\n")}

    @property
    def word(self) -> str:
        """What stands at that place."""
        rest = self.sql.encode()[self.start or 0 :]
        return (rest[: self.length] if self.length else rest).decode(errors="replace")[:_SHOWN]


def explained(error: "duckdb.Error", sql: str) -> Message:
    """What the database says of a query, with the place in it.

    Args:
        error: raised while ``errors_as_json`` was set.
        sql: the query; no half of a surrogate pair in it.
    """
    mistake = _Mistake.of(error, sql)
    told = (tell(mistake) for tell in (_forbidden, _syntax, _no_column, _no_table, _no_function, _not_grouped))
    found = next((message for message in told if message is not None), None)
    if found is not None:
        return found
    if mistake.start is None:
        return msg("SQL 不能执行：{reason}", reason=mistake.reason)
    return msg("SQL 第 {line} 行第 {column} 列：{reason}", **mistake.place, reason=mistake.reason)


def _forbidden(mistake: _Mistake) -> Message | None:
    if mistake.exception == "TransactionException":
        return ONLY_ASK
    if mistake.exception == "PermissionException":
        return msg("查询只能读目录的表：不能读写文件、上网、装扩展或改设置")
    if mistake.exception == "OutOfMemoryException":
        return msg("查询要的内存或硬盘太多：缩小范围，或者少取几列")
    return None


def _syntax(mistake: _Mistake) -> Message | None:
    if mistake.subtype != "SYNTAX_ERROR":
        return None
    return msg("SQL 第 {line} 行第 {column} 列：写到“{word}”这里不对", **mistake.place, word=mistake.word)


def _no_column(mistake: _Mistake) -> Message | None:
    found = _NO_COLUMN.search(mistake.reason)
    if found is None:
        return None
    name = found["one"] or found["other"]
    near = _near_column(name, mistake)
    if near:
        return msg(
            "SQL 第 {line} 行第 {column} 列：没有“{name}”这一列：是不是 {near}？", **mistake.place, name=name, near=near
        )
    return msg("SQL 第 {line} 行第 {column} 列：没有“{name}”这一列", **mistake.place, name=name)


def _no_table(mistake: _Mistake) -> Message | None:
    if mistake.subject != "Table":
        return None
    name = mistake.name
    titled = [table.name for table in TABLES.values() if table.title.startswith(name)]
    near = titled[0] if titled else nearest(name.lower(), TABLES, cutoff=0.5)
    if near:
        return msg(
            "SQL 第 {line} 行第 {column} 列：没有“{name}”这张表：是不是 {near}？", **mistake.place, name=name, near=near
        )
    return msg(
        "SQL 第 {line} 行第 {column} 列：没有“{name}”这张表：itemkit query --tables 列出全部",
        **mistake.place,
        name=name,
    )


def _no_function(mistake: _Mistake) -> Message | None:
    if not mistake.subject.endswith("Function"):
        return None
    return msg("SQL 第 {line} 行第 {column} 列：没有函数 {name}", **mistake.place, name=mistake.name)


def _not_grouped(mistake: _Mistake) -> Message | None:
    found = _NOT_GROUPED.search(mistake.reason)
    if found is None:
        return None
    return msg(
        "SQL 第 {line} 行第 {column} 列：{name} 要写进 GROUP BY，或者放进 count、max 这样的函数",
        **mistake.place,
        name=found[1],
    )


def _near_column(name: str, mistake: _Mistake) -> tuple[str, ...]:
    """The columns that may be meant: of Chinese words those with such a title, else one of a like name."""
    lowered = mistake.sql.lower()
    columns = {
        column.name: column.title for table in TABLES.values() if table.name in lowered for column in table.columns
    }
    if not name.isascii():
        return tuple(column for column, title in columns.items() if name in title)[:3]
    first, _comma, _rest = mistake.candidates.partition(",")
    near = nearest(name.lower(), columns, cutoff=0.6) or first.strip()
    return (near,) if near else ()


def _said(text: str) -> dict[str, Any]:
    """What is in an error: DuckDB writes its kind, and then JSON."""
    kind, _colon, rest = text.partition(": ")
    try:
        said = json.loads(rest)
    except ValueError:
        return {"exception_message": rest or kind}
    return {key: str(value) for key, value in said.items()} if isinstance(said, dict) else {}
