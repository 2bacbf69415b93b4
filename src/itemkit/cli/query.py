"""``itemkit query "SQL"``: ask the catalog anything."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.cli.validate import NOTHING_MATCHED, _progress, open_catalog
from itemkit.language import _

if TYPE_CHECKING:
    from typing import TextIO

    from itemkit.index.database import Index
    from itemkit.index.query import Answer
    from itemkit.source.catalog import Catalog, Found

HELP = _("用 SQL 查询目录：各表见 itemkit query --tables；只读。")

FORMATS = ("table", "csv", "json")
_LIMIT = 100
_BYTE_ORDER_MARK = "\ufeff"


def command(
    sql: Annotated[str | None, typer.Argument(metavar="SQL", help=_("一条 DuckDB 的查询；- 从标准输入读"))] = None,
    file: Annotated[Path | None, typer.Option("--file", help=_("从这个文件读查询"))] = None,
    tables: Annotated[bool, typer.Option("--tables", help=_("列出各表和各列"))] = False,
    format: Annotated[str, typer.Option("-f", "--format", help=_("table、csv 或 json"))] = "table",
    out: Annotated[
        Path | None, typer.Option("-o", "--output", help=_("写到这个文件；csv 带 BOM，可以直接用 Excel 打开"))
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=0, help=_("最多几行；0 为全部；不写时 table 为 100 行，其余为全部"))
    ] = None,
    catalog: Annotated[
        Path | None, typer.Option("--catalog", help=_("目录的根文件夹；不写就是当前目录所在的目录"))
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=_("不用也不写 .itemkit/cache"))] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=_("用几个进程；不写由程序决定"))] = None,
) -> None:
    """Answer one query, or list the tables."""
    from itemkit.index.mistakes import SqlError
    from itemkit.index.query import answer, table_rows

    if format not in FORMATS:
        raise typer.BadParameter(
            _("没有这种格式：{text}；可用 {names}").format(text=format, names=_("、").join(FORMATS))
        )
    most = limit if limit is not None else _LIMIT if format == "table" and not tables else 0
    if tables:
        _write(table_rows(), format, out, most)
        return
    text = _query_of(sql, file)
    opened, found = catalog_with_files(catalog)
    try:
        with seen(opened, found, use_cache=not no_cache, jobs=jobs) as index:
            _write(answer(index, text), format, out, most)
    except SqlError as error:
        from itemkit.report.visible import visible

        typer.echo(f"itemkit: {visible(str(error))}", err=True)
        raise typer.Exit(2) from None


def catalog_with_files(path: Path | None) -> "tuple[Catalog, Found]":
    """The catalog that a command asks, and its files; one without any ends the command."""
    opened = open_catalog([], path)
    found = opened.find()
    if not found.count:
        typer.echo(_("itemkit：没有找到目录文件：到有 itemkit.toml 的文件夹里运行，或者用 --catalog 指明"), err=True)
        raise typer.Exit(NOTHING_MATCHED)
    return opened, found


@contextmanager
def seen(catalog: "Catalog", found: "Found", *, use_cache: bool, jobs: int | None) -> "Iterator[Index]":
    """The index of a catalog as it is now, from what lint remembers of it as far as that holds."""
    from itemkit.lint.lint import Choice, survey_of

    choice = Choice.of(catalog, use_cache=use_cache, jobs=jobs)
    with _progress(found.count) as progress, survey_of(catalog, found, choice, progress=progress) as surveyed:
        yield surveyed.index


def _query_of(sql: str | None, file: Path | None) -> str:
    if (sql is None) == (file is None):
        raise typer.BadParameter(_("写一条 SQL，或者用 --file 指明文件，或者用 --tables 列出各表"))
    if sql == "-":
        return sys.stdin.read()
    if sql is not None:
        return sql
    assert file is not None  # noqa: S101 (one of them is there)
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise typer.BadParameter(_("{path} 不是 UTF-8：另存为 UTF-8").format(path=file)) from None


def _write(answer: "Answer", format: str, out: Path | None, most: int) -> None:
    from itemkit.source.write import write_atomically

    if out is None:
        _write_to(sys.stdout, answer, format, most)
        return
    written = io.StringIO(newline="")
    if format == "csv":
        written.write(_BYTE_ORDER_MARK)
    _write_to(written, answer, format, most)
    write_atomically(out, written.getvalue())


def _write_to(stream: "TextIO", answer: "Answer", format: str, most: int) -> None:
    from itemkit.cli.tables import write_table
    from itemkit.index.answers import write_csv, write_json

    if format != "table":
        shown = replace(answer, rows=islice(answer.rows, most)) if most else answer
        (write_csv if format == "csv" else write_json)(shown, stream)
        return
    rows = list(islice(answer.rows, most) if most else answer.rows)
    write_table([name for name, _type in answer.columns], rows, stream)
    if most and next(answer.rows, None) is not None:
        stream.write(_("只列出了前 {count} 行：--limit 0 列出全部，-f csv -o FILE 写到文件").format(count=most) + "\n")
