"""``itemkit stats``: the catalog in figures, on the terminal, as JSON, or as a page with plots."""

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.cli.query import catalog_with_files
from itemkit.cli.validate import _progress
from itemkit.language import _

if TYPE_CHECKING:
    from typing import TextIO

    from itemkit.findings import Rule
    from itemkit.source.catalog import Catalog
    from itemkit.stats import Stats

HELP = _("统计目录：事项的分布，即办、时限、材料、到现场次数等指标，检查的发现。")

FORMATS = ("table", "json", "html")


def command(
    catalog: Annotated[
        Path | None, typer.Option("--catalog", help=_("目录的根文件夹；不写就是当前目录所在的目录"))
    ] = None,
    format: Annotated[str, typer.Option("-f", "--format", help=_("table、json 或 html"))] = "table",
    out: Annotated[Path | None, typer.Option("-o", "--output", help=_("写到这个文件"))] = None,
    by: Annotated[str, typer.Option("--by", help=_("各项指标再按这个分组：type、level、region、organ、status"))] = "",
    no_cache: Annotated[bool, typer.Option("--no-cache", help=_("不用也不写 .itemkit/cache"))] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=_("用几个进程；不写由程序决定"))] = None,
) -> None:
    """Write the figures of a catalog."""
    from itemkit.source.write import write_atomically
    from itemkit.stats import KEYS

    for value, known in ((format, FORMATS), (by or KEYS[0], KEYS)):
        if value not in known:
            raise typer.BadParameter(
                _("没有这种写法：{text}；可用 {names}").format(text=value, names=_("、").join(known))
            )
    opened, _found = catalog_with_files(catalog)
    stats, rules = _stats(opened, by, use_cache=not no_cache, jobs=jobs)
    if out is None:
        _write(stats, rules, format, sys.stdout)
        return
    written = io.StringIO()
    _write(stats, rules, format, written)
    write_atomically(out, written.getvalue())


def _stats(catalog: "Catalog", by: str, *, use_cache: bool, jobs: int | None) -> "tuple[Stats, dict[str, Rule[...]]]":
    from itemkit.lint.lint import Choice, linted
    from itemkit.stats import stats_of

    choice = Choice.of(catalog, use_cache=use_cache, jobs=jobs)
    with (
        _progress(catalog.find().count) as progress,
        linted(catalog, choice, progress=progress) as (outcome, index),
    ):
        name = catalog.settings.get("catalog", {}).get("name", "")
        regions = catalog.settings.get("regions", {})
        return stats_of(index, outcome.findings, catalog=name, regions=regions, by=by), choice.policy.rules


def _write(stats: "Stats", rules: "dict[str, Rule[...]]", format: str, out: "TextIO") -> None:
    import json

    from itemkit.cli.tables import write_table
    from itemkit.report.visible import encodable
    from itemkit.stats import as_data, page, sheets_of

    if format == "json":
        data = as_data(stats, {one.code: rules[one.code].name for one in stats.rules})
        out.write(encodable(json.dumps(data, ensure_ascii=False, indent=1)) + "\n")
        return
    sheets = sheets_of(stats, {one.code: (rules[one.code].name, rules[one.code].summary) for one in stats.rules})
    if format == "html":
        out.write(page(stats.catalog, sheets))
        return
    for number, sheet in enumerate(sheets):
        out.write(("\n" if number else "") + sheet.title + "\n\n")
        if sheet.rows:
            write_table(sheet.columns, sheet.rows, out, sheet.is_numeric)
        else:
            out.write(_("没有。") + "\n")
        if sheet.note:
            out.write(f"\n{sheet.note}\n")
