"""``itemkit publish DIR``: the office guides of a catalog as a web site."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itemkit.guides import PublishSummary, Uncoded

HELP = _("发布办事指南网页：一个事项一页，加一个目录页；没有编码的事项不发布。")


def command(
    out: Annotated[Path, typer.Argument(help=_("网页写到这个文件夹"))],
    catalog: Annotated[
        Path | None, typer.Option("--catalog", help=_("目录的根文件夹；不写就是当前目录所在的目录"))
    ] = None,
    allow_uncoded: Annotated[
        bool, typer.Option("--allow-uncoded", help=_("没有编码的事项也发布，网页上标明只是预览"))
    ] = False,
) -> None:
    """Publish all items of the catalog that have a code."""
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
        summary = publish(records.items(), context, out, allow_uncoded=allow_uncoded)
    except FolderError as error:
        typer.echo(f"itemkit: {error}", err=True)
        raise typer.Exit(2) from None
    _name_what_was_left_out(records.skipped, summary.refused)
    _say_what_was_done(summary)
    if summary.index is None or records.skipped or any(one.should_have_code for one in summary.refused):
        raise typer.Exit(1)


def _name_what_was_left_out(skipped: "Sequence[str]", refused: "Sequence[Uncoded]") -> None:
    """Every file and item that got no page, a line each; those that fail the run before those that don't."""
    from itemkit.report.visible import visible

    for path in skipped:
        line = _("没有发布 {path}：文件有错，用 itemkit validate 查看")
        typer.echo(line.format(path=visible(path)), err=True)
    if not refused:
        return
    due = sum(one.should_have_code for one in refused)
    how_many = (
        _(
            "{count} 个事项没有编码，没有发布，其中 {due} 个应当已有编码："
            "用 itemkit codes assign 赋码；只想预览，加 --allow-uncoded"
        )
        if due
        else _("{count} 个事项没有编码，没有发布：用 itemkit codes assign 赋码；只想预览，加 --allow-uncoded")
    )
    typer.echo(how_many.format(count=len(refused), due=due), err=True)
    for one in sorted(refused, key=lambda one: not one.should_have_code):
        line = _("没有发布 {path}：{name}，{status}，没有编码")
        typer.echo(line.format(path=visible(one.path), name=visible(one.name), status=visible(one.status)), err=True)


def _say_what_was_done(summary: "PublishSummary") -> None:
    if summary.index is None:
        typer.echo(_("itemkit：没有可以发布的事项，什么也没有写"), err=True)
    elif summary.previews:
        line = _("发布了 {count} 个事项，其中 {previews} 个没有编码，只供预览：{index}")
        typer.echo(line.format(count=summary.pages, previews=summary.previews, index=summary.index))
    else:
        typer.echo(_("发布了 {count} 个事项：{index}").format(count=summary.pages, index=summary.index))
