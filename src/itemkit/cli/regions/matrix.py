"""``itemkit regions matrix``: standards beside regions, with the best of each row marked."""

import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.cli.asking import CATALOG_HELP, JOBS_HELP, NO_CACHE_HELP, catalog_of, indexed, one_of
from itemkit.cli.regions.common import LEVEL_HELP, MEASURES, REGION_HELP, WITHIN_HELP, check, store
from itemkit.language import _

if TYPE_CHECKING:
    from typing import TextIO

    from itemkit.regions.matrix import Choice, Matrix, Sheet
    from itemkit.report.workbook import Row as BookRow

HELP = _("各地对照：每个标准事项在各地有没有，承诺时限、材料、到现场次数、收费各是多少，哪里最少。")

FORMATS = ("table", "json", "csv", "xlsx", "html")
_LIMIT = 40
_BYTE_ORDER_MARK = "\ufeff"


def command(
    catalog: Annotated[Path | None, typer.Option("--catalog", help=CATALOG_HELP)] = None,
    format: Annotated[str, typer.Option("-f", "--format", help=_("table、json、csv、xlsx 或 html"))] = "table",
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", help=_("写到这个文件；xlsx 一定要写；csv 带 BOM，可以直接用 Excel 打开")),
    ] = None,
    measure: Annotated[
        str,
        typer.Option(
            "--measure", help=_("table 列哪一项：days 承诺时限、materials 申请材料、visits 到现场次数、fee 收费")
        ),
    ] = "days",
    region: Annotated[list[str] | None, typer.Option("--region", metavar="CODE", help=REGION_HELP)] = None,
    within: Annotated[str, typer.Option("--within", metavar="CODE", help=WITHIN_HELP)] = "",
    level: Annotated[str, typer.Option("--level", help=LEVEL_HELP)] = "",
    standard: Annotated[
        list[str] | None,
        typer.Option("--standard", metavar="CODE", help=_("只比这个标准事项：基本编码或实施编码；可以写几次")),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help=_("table 最多列几行；0 为不限"))] = _LIMIT,
    all_: Annotated[bool, typer.Option("--all", help=_("table 全部列出，只有一个地方有的也列"))] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=NO_CACHE_HELP)] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=JOBS_HELP)] = None,
) -> None:
    """Write the comparison."""
    from itemkit.regions.matrix import Choice

    one_of(format, FORMATS)
    one_of(measure, MEASURES)
    choice = Choice(tuple(region or ()), within, level, tuple(standard or ()))
    check(choice)
    if format == "xlsx":
        _ready_for_xlsx(out)
    compared = _matrix(catalog, choice, use_cache=not no_cache, jobs=jobs)
    if format == "xlsx":
        store(out, _workbook(compared))
        return
    written = io.StringIO(newline="")
    if format == "csv" and out is not None:
        written.write(_BYTE_ORDER_MARK)
    _write(compared, format, measure, 0 if all_ else limit, written, is_whole=all_)
    store(out, written.getvalue())


def _ready_for_xlsx(out: Path | None) -> None:
    """A workbook goes to a file, and needs a package that not everybody has."""
    from importlib.util import find_spec

    if out is None:
        raise typer.BadParameter(_("xlsx 要用 -o 写明文件"))
    if find_spec("openpyxl") is None:
        raise typer.BadParameter(_("写 {name} 要先安装：pip install 'itemkit[{name}]'").format(name="xlsx"))


def _matrix(path: Path | None, choice: "Choice", *, use_cache: bool, jobs: int | None) -> "Matrix":
    from itemkit.cli.validate import NOTHING_MATCHED
    from itemkit.regions.matrix import matrix_of

    opened, found = catalog_of((), path)
    settings = opened.settings
    with indexed(opened, found, use_cache=use_cache, jobs=jobs) as index:
        made = matrix_of(
            index, choice, catalog=settings.get("catalog", {}).get("name", ""), regions=settings.get("regions", {})
        )
    if not made.rows:
        typer.echo(_("itemkit：没有可以对照的事项：看 --region、--within、--level、--standard 写得对不对"), err=True)
        raise typer.Exit(NOTHING_MATCHED)
    return made


def _workbook(matrix: "Matrix") -> bytes:
    from openpyxl import Workbook

    from itemkit.regions.matrix import book_of
    from itemkit.report import workbook
    from itemkit.report.package import save

    book = Workbook(write_only=True)
    for one in book_of(matrix, workbook.MOST_ROWS - 2):
        sheet = workbook.Sheet(book, one.title, one.columns, rows=len(one.rows), fixed=one.fixed)
        for row in _book_rows(one):
            sheet.append(row)
    made = io.BytesIO()
    save(book, made)
    return made.getvalue()


def _book_rows(sheet: "Sheet") -> "list[BookRow]":
    from itemkit.regions.matrix import Marked
    from itemkit.report import workbook

    return [
        tuple(workbook.Marked(one.number, one.mark, one.is_first) if isinstance(one, Marked) else one for one in row)
        for row in sheet.rows
    ]


def _write(matrix: "Matrix", format: str, measure: str, limit: int, out: "TextIO", *, is_whole: bool) -> None:
    import json

    from itemkit.regions.matrix import as_data, page, write_csv
    from itemkit.report.visible import encodable

    if format == "json":
        out.write(encodable(json.dumps(as_data(matrix), ensure_ascii=False, indent=1)) + "\n")
    elif format == "html":
        out.write(page(matrix))
    elif format == "csv":
        write_csv(matrix, out)
    else:
        _write_tables(matrix, measure, limit, out, is_whole=is_whole)


def _write_tables(matrix: "Matrix", measure: str, limit: int, out: "TextIO", *, is_whole: bool) -> None:
    from itemkit.regions.matrix import Measure, matrix_sheet, regions_sheet
    from itemkit.regions.matrix.words import left_out, legend

    compared = matrix.rows if is_whole else matrix.shared or matrix.rows
    rows = compared[:limit] if limit else compared
    sheet = matrix_sheet(matrix, rows, Measure(measure))
    _write_sheet(sheet, out)
    if len(rows) < len(compared):
        out.write(_("…… 另有 {count} 行，--all 全部列出").format(count=len(compared) - len(rows)) + "\n")
    marks = legend(str(one) for row in sheet.rows for one in row[sheet.texts :])
    out.write(f"\n{marks}\n" if marks else "")
    if len(compared) < len(matrix.rows):
        more = _("另有 {count} 行只有一个地方有，--all 全部列出")
        out.write(more.format(count=len(matrix.rows) - len(compared)) + "\n")
    out.write("\n")
    _write_sheet(regions_sheet(matrix), out)
    if notes := left_out(matrix):
        out.write("\n" + "\n".join(notes) + "\n")


def _write_sheet(sheet: "Sheet", out: "TextIO") -> None:
    from itemkit.cli.tables import write_table

    out.write(sheet.title + "\n\n")
    write_table([name for name, _width in sheet.columns], sheet.rows, out, sheet.is_right)
