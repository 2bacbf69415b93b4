"""``itemkit regions best STANDARD``: which region does a standard best, and what the others must change to reach it."""

import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.cli.asking import CATALOG_HELP, JOBS_HELP, NO_CACHE_HELP, catalog_of, indexed, one_of
from itemkit.cli.regions.common import LEVEL_HELP, MEASURES, REGION_HELP, WITHIN_HELP, check, store
from itemkit.language import _

if TYPE_CHECKING:
    from typing import TextIO

    from itemkit.index.database import Index
    from itemkit.regions.best import Best, Meant
    from itemkit.source.catalog import Catalog
    from itemkit.source.trees import Tree

HELP = _("一个标准事项哪里办得最好，别的地方要改哪些才能一样轻，改在哪个文件的哪一行。")

FORMATS = ("table", "json", "html")


def command(
    standard: Annotated[
        str, typer.Argument(metavar="STANDARD", help=_("标准事项的基本编码、名称，或者实施它的事项的编码、文件"))
    ],
    catalog: Annotated[Path | None, typer.Option("--catalog", help=CATALOG_HELP)] = None,
    format: Annotated[str, typer.Option("-f", "--format", help=_("table、json 或 html"))] = "table",
    out: Annotated[Path | None, typer.Option("-o", "--output", help=_("写到这个文件"))] = None,
    measure: Annotated[
        str,
        typer.Option("--measure", help=_("先看哪一项：days 承诺时限、materials 申请材料、visits 到现场次数、fee 收费")),
    ] = "",
    region: Annotated[list[str] | None, typer.Option("--region", metavar="CODE", help=REGION_HELP)] = None,
    within: Annotated[str, typer.Option("--within", metavar="CODE", help=WITHIN_HELP)] = "",
    level: Annotated[str, typer.Option("--level", help=LEVEL_HELP)] = "",
    no_cache: Annotated[bool, typer.Option("--no-cache", help=NO_CACHE_HELP)] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=JOBS_HELP)] = None,
) -> None:
    """Tell who is best."""
    from itemkit.cli.validate import NOTHING_MATCHED
    from itemkit.regions.best import best_of
    from itemkit.regions.matrix import Choice, Measure
    from itemkit.source.trees import DiskTree

    one_of(format, FORMATS)
    if measure:
        one_of(measure, MEASURES)
    choice = Choice(tuple(region or ()), within, level)
    check(choice)
    opened, found = catalog_of([Path(standard)] if catalog is None and Path(standard).is_file() else [], catalog)
    settings, tree = opened.settings, DiskTree(opened)
    with indexed(opened, found, use_cache=not no_cache, jobs=jobs) as index:
        best = best_of(
            index, tree, _meant(index, opened, standard), choice, wish=Measure(measure) if measure else None,
            catalog=settings.get("catalog", {}).get("name", ""), regions=settings.get("regions", {}),
            uniformity=settings.get("uniformity", {}),
        )  # fmt: skip
    if not best.lessons:
        _say(_("没有可以比的事项：看 --region、--within、--level 写得对不对"))
        raise typer.Exit(NOTHING_MATCHED)
    store(out, _written(best, tree, format))


def _meant(index: "Index", catalog: "Catalog", text: str) -> "Meant":
    """The one standard that is meant; the command ends where there are several, or none."""
    from itemkit.cli.validate import NOTHING_MATCHED
    from itemkit.regions.best import standards_meant, standards_near
    from itemkit.source.catalog import real_path

    wanted, root = text, catalog.root.resolve()
    if (path := Path(text)).is_file() and real_path(path).is_relative_to(root):
        wanted = real_path(path).relative_to(root).as_posix()
    meant = standards_meant(index, wanted)
    if not meant:
        near = standards_near(index, text)
        _say(_("目录里没有“{text}”这个标准事项{hint}").format(text=text, hint=_("；相近的：") if near else ""))
        _say_each(near)
        raise typer.Exit(NOTHING_MATCHED)
    if len(meant) > 1:
        _say(_("“{text}”有 {count} 个标准事项，用编码指明是哪一个：").format(text=text, count=len(meant)))
        _say_each(meant)
        raise typer.Exit(2)
    return meant[0]


def _say_each(standards: "list[Meant]") -> None:
    from itemkit.report.visible import visible

    for one in standards:
        typer.echo(visible("  " + "  ".join(filter(None, (one.code, one.name)))), err=True)


def _say(text: str) -> None:
    from itemkit.report.visible import visible

    typer.echo(visible("itemkit：" + text), err=True)


def _written(best: "Best", tree: "Tree", format: str) -> str:
    import json

    from itemkit.regions.best import as_data, page
    from itemkit.report.visible import encodable

    if format == "json":
        return encodable(json.dumps(as_data(best), ensure_ascii=False, indent=1)) + "\n"
    if format == "html":
        return page(best)
    written = io.StringIO()
    _write_table(best, tree, written)
    return written.getvalue()


def _write_table(best: "Best", tree: "Tree", out: "TextIO") -> None:
    from itemkit.cli.tables import write_table
    from itemkit.regions.best import each_part
    from itemkit.report.visible import visible

    for part in each_part(best, tree.shown):
        if isinstance(part, str):
            out.write(visible(part) + "\n")
        else:
            write_table([name for name, _width in part.columns], part.rows, out, part.is_right)
