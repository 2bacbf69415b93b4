"""``itemkit publish DIR``: the office guides of a catalog as a web site."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.cli.asking import CATALOG_HELP, JOBS_HELP
from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.guides import PublishOptions, PublishSummary
    from itemkit.source.catalog import Catalog, Found

HELP = _("发布办事指南网站：事项、标准、证照、机构、地区的网页，搜索和下载；没有编码的事项不发布。")
EDITION_HELP = _("每个事项发布哪一版：complete（完整版）、concise（简版）或 both（两版）")
BASE_URL_HELP = _("网站将来的网址，用于二维码、站点地图和订阅；不写取 itemkit.toml 的 [catalog] url")
BOTH = "both"


def command(
    out: Annotated[Path, typer.Argument(help=_("网页写到这个文件夹"))],
    catalog: Annotated[Path | None, typer.Option("--catalog", help=CATALOG_HELP)] = None,
    allow_uncoded: Annotated[
        bool, typer.Option("--allow-uncoded", help=_("没有编码的事项也发布，网页上标明只是预览"))
    ] = False,
    base_url: Annotated[str, typer.Option("--base-url", help=BASE_URL_HELP)] = "",
    edition: Annotated[str, typer.Option("--edition", help=EDITION_HELP)] = BOTH,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=JOBS_HELP)] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help=_("全部重新生成，不用上次留下的"))] = False,
    since: Annotated[str, typer.Option("--since", help=_("订阅里也列出从 git 的这个版本以来的变更"))] = "",
    watch: Annotated[bool, typer.Option("--watch", help=_("目录一改就重新发布，直到按 Ctrl-C"))] = False,
) -> None:
    """Publish all items of the catalog that have a code."""
    from itemkit.cli.validate import NOTHING_MATCHED, open_catalog

    opened = open_catalog([], catalog)
    found = opened.find()
    if not found.files["item"]:
        typer.echo(_("itemkit：没有找到事项"), err=True)
        raise typer.Exit(NOTHING_MATCHED)
    options = replace(
        options_of(opened, edition, base_url, allow_uncoded=allow_uncoded, jobs=jobs), since=since, fresh=fresh
    )
    if watch:
        _publish_on_each_change(opened, out, options)
        return
    summary = publish_once(opened, out, options, found)
    if summary is None:
        raise typer.Exit(2)
    if summary.index is None or summary.skipped or any(one.should_have_code for one in summary.refused):
        raise typer.Exit(1)


def _publish_on_each_change(catalog: "Catalog", out: Path, options: "PublishOptions") -> None:
    from itemkit.cli.watching import keep_publishing, must_be_able_to_watch, until_interrupted
    from itemkit.guides.preview import Watch

    must_be_able_to_watch("itemkit publish --watch")
    chosen = [options, replace(options, fresh=False)]  # making everything anew is asked for once

    def publish(opened: "Catalog") -> "PublishSummary | None":
        return publish_once(opened, out, chosen.pop(0) if len(chosen) > 1 else chosen[0])

    with until_interrupted(_("不再更新")):
        for _summary in keep_publishing(Watch(catalog.root, (out,)), publish):
            pass


def options_of(
    catalog: "Catalog", edition: str, base_url: str, *, allow_uncoded: bool, jobs: int | None
) -> "PublishOptions":
    """What to publish, from what a person has asked for and what the configuration says.

    Raises:
        typer.BadParameter: there is no such edition, or the address is none of a site.
    """
    from itemkit.cli.asking import one_of
    from itemkit.guides import PublishOptions
    from itemkit.guides.page import EDITIONS

    one_of(edition, (*EDITIONS, BOTH))
    return PublishOptions(
        editions=tuple(EDITIONS) if edition == BOTH else (edition,),
        base_url=address_of(base_url or catalog.settings.get("catalog", {}).get("url", "")),
        allow_uncoded=allow_uncoded,
        jobs=jobs,
    )


def address_of(text: str) -> str:
    """The address of a site with a slash at its end; empty without one.

    Raises:
        typer.BadParameter: it is no address of the web, or has a question mark or a fragment.
    """
    from urllib.parse import urlsplit

    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise typer.BadParameter(
            _("网址 {text} 不能用：以 http:// 或 https:// 开头，没有 ? 和 #").format(text=text),
            param_hint="--base-url",
        )
    return text.rstrip("/") + "/"


def publish_once(
    catalog: "Catalog", out: Path, options: "PublishOptions", found: "Found | None" = None
) -> "PublishSummary | None":
    """Publish, and tell what was done and what was left out; None where the folder can't be used, which is told too."""
    from itemkit.cli.validate import _progress
    from itemkit.guides import FolderError, publish

    try:
        files = found or catalog.find()
        with _progress(len(files.files["item"])) as progress:
            summary = publish(catalog, out, options, progress, files)
    except FolderError as error:
        typer.echo(f"itemkit: {error}", err=True)
        return None
    _name_what_was_left_out(summary)
    _say_what_was_done(summary)
    return summary


def _name_what_was_left_out(summary: "PublishSummary") -> None:
    """Every file and item that got no page, a line each; those that fail the run before those that don't."""
    from itemkit.report.visible import visible

    for path in summary.skipped:
        line = _("没有发布 {path}：文件有错，用 itemkit validate 查看")
        typer.echo(line.format(path=visible(path)), err=True)
    refused = summary.refused
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
        return
    if summary.previews:
        line = _("发布了 {count} 个事项，其中 {previews} 个没有编码，只供预览：{index}")
        typer.echo(line.format(count=summary.pages, previews=summary.previews, index=summary.index))
    else:
        typer.echo(_("发布了 {count} 个事项：{index}").format(count=summary.pages, index=summary.index))
    if not summary.changed and not summary.removed:  # whether made again or not: of young files that is not known
        typer.echo(_("和上次相比没有变化"))
    elif summary.made < summary.pages:
        line = _("重新生成了 {made} 个事项的网页，写了 {changed} 个文件，去掉了 {removed} 个")
        typer.echo(line.format(made=summary.made, changed=summary.changed, removed=len(summary.removed)))
