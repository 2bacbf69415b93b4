"""``itemkit certificates report``: which certificates may go, be shared or promised, and what undoes the deadlocks."""

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.cli.asking import CATALOG_HELP, JOBS_HELP, NO_CACHE_HELP, catalog_of, indexed, one_of
from itemkit.language import _

if TYPE_CHECKING:
    from typing import TextIO

    from itemkit.certificates.report import Contents, Sheet

HELP = _("清理证明：每种证照谁要、谁开、证明什么，取消、共享、承诺还是保留，能少交多少；死结最少改哪几处。")

FORMATS = ("table", "json", "xlsx", "html")
VERDICTS = ("cut", "share", "promise", "keep")
_LIMIT = 40
_MOST_CIRCLES = 10
"""Deadlocks that are told on a terminal."""


def command(
    catalog: Annotated[Path | None, typer.Option("--catalog", help=CATALOG_HELP)] = None,
    format: Annotated[str, typer.Option("-f", "--format", help=_("table、json、xlsx 或 html"))] = "table",
    out: Annotated[Path | None, typer.Option("-o", "--output", help=_("写到这个文件；xlsx 一定要写"))] = None,
    verdict: Annotated[
        str, typer.Option("--verdict", help=_("只看这样处理的：cut 取消、share 共享核验、promise 告知承诺、keep 保留"))
    ] = "",
    certificate: Annotated[
        str, typer.Option("--certificate", metavar="NAME", help=_("只看这一种证照，连同每一处要求"))
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, help=_("table 最多列几行；0 为全部"))] = _LIMIT,
    all_: Annotated[bool, typer.Option("--all", help=_("table 全部列出"))] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=NO_CACHE_HELP)] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=JOBS_HELP)] = None,
) -> None:
    """Write the report on certificates."""
    from itemkit.source.write import write_atomically

    one_of(format, FORMATS)
    one_of(verdict or VERDICTS[0], VERDICTS)
    if format == "xlsx":
        _ready_for_xlsx(out)
    contents = _contents(catalog, format, verdict, certificate, use_cache=not no_cache, jobs=jobs)
    if format == "xlsx" and out is not None:
        write_atomically(out, _workbook(contents))
        return
    written = io.StringIO()
    _write(contents, format, 0 if all_ else limit, written)
    if out is None:
        sys.stdout.write(written.getvalue())
    else:
        write_atomically(out, written.getvalue())


def _ready_for_xlsx(out: Path | None) -> None:
    """A workbook goes to a file, and needs a package that not everybody has."""
    from importlib.util import find_spec

    if out is None:
        raise typer.BadParameter(_("xlsx 要用 -o 写明文件"))
    if find_spec("openpyxl") is None:
        raise typer.BadParameter(_("写 {name} 要先安装：pip install 'itemkit[{name}]'").format(name="xlsx"))


def _contents(
    path: Path | None, format: str, verdict: str, certificate: str, *, use_cache: bool, jobs: int | None
) -> "Contents":
    from itemkit.certificates.report.contents import UnknownCertificateError, contents_of
    from itemkit.certificates.report.verdicts import Verdict
    from itemkit.report.visible import visible
    from itemkit.report.workbook import MOST_ROWS

    opened, found = catalog_of((), path)
    most = MOST_ROWS - 2 if format == "xlsx" else None if certificate else 0
    with indexed(opened, found, use_cache=use_cache, jobs=jobs) as index:
        try:
            return contents_of(
                index,
                catalog=opened.settings.get("catalog", {}).get("name", ""),
                verdict=Verdict(verdict) if verdict else None,
                certificate=certificate,
                most=most,
            )
        except UnknownCertificateError:
            raise typer.BadParameter(
                _("没有事项要这种证照：{name}；名称见 itemkit certificates report --all").format(
                    name=visible(certificate)
                )
            ) from None


def _workbook(contents: "Contents") -> bytes:
    from itemkit.certificates.report import sheets_of
    from itemkit.report.workbook import write_sheets

    made = io.BytesIO()
    write_sheets(((one.title, one.columns, one.rows) for one in sheets_of(contents)), made)
    return made.getvalue()


def _write(contents: "Contents", format: str, limit: int, out: "TextIO") -> None:
    import json

    from itemkit.certificates.report import as_data, page
    from itemkit.report.visible import encodable

    if format == "json":
        out.write(encodable(json.dumps(as_data(contents), ensure_ascii=False, indent=1)) + "\n")
    elif format == "html":
        out.write(page(contents))
    else:
        _write_tables(contents, limit, out)


def _write_tables(contents: "Contents", limit: int, out: "TextIO") -> None:
    from itemkit.certificates.report import words
    from itemkit.certificates.report.sheets import changes_sheet, list_sheet, requirements_sheet, sums_sheet
    from itemkit.report.visible import visible

    _write_sheet(list_sheet(contents), limit, out)
    if contents.requirements is not None:
        out.write("\n")
        _write_sheet(requirements_sheet(contents), limit, out)
    out.write("\n")
    _write_sheet(sums_sheet(contents), 0, out)
    cut = contents.to_cut
    out.write(f"\n{_('死结与最少改动')}\n\n{words.bound(cut)}\n")
    if cut.changes:
        out.write("\n")
        _write_sheet(changes_sheet(contents), limit, out)
    for one in cut.circles[:_MOST_CIRCLES]:
        out.write("\n" + visible(_("死结：{chain}").format(chain=one.message)) + "\n")
    if len(cut.circles) > _MOST_CIRCLES:
        more = _("…… 另有 {count} 个死结，itemkit lint --select G101 全部列出")
        out.write(f"\n{more.format(count=len(cut.circles) - _MOST_CIRCLES)}\n")


def _write_sheet(sheet: "Sheet", limit: int, out: "TextIO") -> None:
    from itemkit.cli.tables import write_table

    out.write(sheet.title + "\n\n")
    if not sheet.rows:
        out.write(_("没有。") + "\n")
        return
    shown = sheet.rows[:limit] if limit else sheet.rows
    write_table([name for name, _width in sheet.columns], shown, out)
    if len(shown) < len(sheet.rows):
        out.write("\n" + _("…… 另有 {count} 行，--all 全部列出").format(count=len(sheet.rows) - len(shown)) + "\n")
