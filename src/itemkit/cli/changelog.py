"""``itemkit changelog REV1 [REV2]``: what has changed in the catalog between two revisions, by organ."""

import io
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.language import _

if TYPE_CHECKING:
    from typing import TextIO

    from itemkit.report.changelog import Changelog, Version
    from itemkit.source.catalog import Catalog

HELP = _("写出两个版本之间的目录变更：按实施主体，新增、取消、减轻、加重。")

FORMATS = ("markdown", "json")
_NOT_READ = 1


def command(
    before: Annotated[str, typer.Argument(metavar="REV1", help=_("从哪个版本起：git 的标签、分支或提交"))],
    after: Annotated[
        str | None, typer.Argument(metavar="REV2", help=_("到哪个版本；不写就到磁盘上的文件（未发布）"))
    ] = None,
    catalog: Annotated[
        Path | None, typer.Option("--catalog", help=_("目录的根文件夹；不写就是当前目录所在的目录"))
    ] = None,
    format: Annotated[str, typer.Option("-f", "--format", help=_("markdown 或 json"))] = "markdown",
    out: Annotated[Path | None, typer.Option("-o", "--output", help=_("写到这个文件"))] = None,
    details: Annotated[bool, typer.Option("--all", help=_("也写窗口、电话、网址、版本号等细节"))] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=_("用几个进程；不写由程序决定"))] = None,
) -> None:
    """Write the changelog of a catalog."""
    from itemkit.cli.query import catalog_with_files
    from itemkit.cli.validate import NOTHING_MATCHED
    from itemkit.diff.sides import NothingThereError
    from itemkit.source.write import write_atomically

    if format not in FORMATS:
        raise typer.BadParameter(
            _("没有这种格式：{text}；可用 {names}").format(text=format, names=_("、").join(FORMATS))
        )
    for revision in (before, after):
        if revision is not None and (not revision or ":" in revision):
            raise typer.BadParameter(
                _("“{text}” 不是一个版本：这里比的是整个目录；比文件或文件夹用 itemkit diff").format(text=revision)
            )
    opened, _found = catalog_with_files(catalog)
    try:
        changelog = _changelog(opened, before, after, details=details, jobs=jobs)
    except NothingThereError as error:
        typer.echo(_("itemkit：{reason}").format(reason=error), err=True)
        raise typer.Exit(NOTHING_MATCHED) from None
    if out is None:
        _write(changelog, format, sys.stdout)
    else:
        written = io.StringIO()
        _write(changelog, format, written)
        write_atomically(out, written.getvalue())
    if changelog.unread:
        typer.echo(_("itemkit：{count} 个文件没有比较，列在最后").format(count=len(changelog.unread)), err=True)
        raise typer.Exit(_NOT_READ)


def _changelog(catalog: "Catalog", before: str, after: str | None, *, details: bool, jobs: int | None) -> "Changelog":
    from itemkit.cli.validate import _progress
    from itemkit.diff.sides import is_revision, side_of
    from itemkit.diff.whole import difference_of
    from itemkit.report.changelog import changelog_of
    from itemkit.source.git import prefix_of

    place = prefix_of(catalog.root).rstrip("/")
    versions = [_version(catalog, one) for one in (before, after)]
    asked = [
        str(catalog.root) if one is None else one if is_revision(one) else f"{one}:{place}" for one in (before, after)
    ]
    with ExitStack() as stack:
        a, b = (stack.enter_context(side_of(one, catalog.root)) for one in asked)
        progress = stack.enter_context(_progress(sum(len(side.items) + len(side.standards) for side in (a, b))))
        return changelog_of(difference_of(a, b, details=details, jobs=jobs, progress=progress), *versions)


def _version(catalog: "Catalog", revision: str | None) -> "Version":
    from itemkit.findings import msg
    from itemkit.report.changelog import Version
    from itemkit.source.catalog import CatalogError
    from itemkit.source.git import commit_of, date_of

    if revision is None:
        return Version("")
    try:
        commit = commit_of(catalog.root, revision)
    except CatalogError:
        raise CatalogError(msg("git 里没有版本 {revision}：核对标签、分支或提交", revision=revision)) from None
    return Version(revision, commit, date_of(catalog.root, commit))


def _write(changelog: "Changelog", format: str, out: "TextIO") -> None:
    import json

    from itemkit.report.changelog import json_, markdown
    from itemkit.report.visible import encodable

    if format == "json":
        out.write(encodable(json.dumps(json_.as_data(changelog), ensure_ascii=False, indent=1)) + "\n")
    else:
        markdown.write(changelog, out)
