"""``itemkit publish DIR``: the office guides of a catalog as a web site."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from itemkit.language import _

HELP = _("发布办事指南网页：一个事项一页，加一个目录页。")


def command(
    out: Annotated[Path, typer.Argument(help=_("网页写到这个文件夹"))],
    catalog: Annotated[
        Path | None, typer.Option("--catalog", help=_("目录的根文件夹；不写就是当前目录所在的目录"))
    ] = None,
) -> None:
    """Publish all items of the catalog."""
    from itemkit.cli.validate import NOTHING_MATCHED, open_catalog
    from itemkit.guides import FolderError, GuideContext, publish
    from itemkit.source.records import Records

    opened = open_catalog([], catalog)
    found = opened.find()
    records = Records(opened, found)
    if not found.files["item"]:
        typer.echo(_("itemkit：没有找到事项"), err=True)
        raise typer.Exit(NOTHING_MATCHED)
    context = GuideContext.of(
        opened.config, records.organs.values(), records.certificates.values(), records.standards.values()
    )
    try:
        summary = publish(records.items(), context, out)
    except FolderError as error:
        typer.echo(f"itemkit: {error}", err=True)
        raise typer.Exit(2) from None
    for path in records.skipped:
        print(_("没有发布 {path}：文件有错，用 itemkit validate 查看").format(path=path), file=sys.stderr)  # noqa: T201
    typer.echo(_("发布了 {count} 个事项：{index}").format(count=summary.pages, index=summary.index))
    if records.skipped:
        raise typer.Exit(1)
