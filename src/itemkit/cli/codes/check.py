"""``itemkit codes check``: are the codes of a catalog right, each of one item, and in the ledger."""

from pathlib import Path
from typing import Annotated

import typer

from itemkit.cli import lint
from itemkit.cli.asking import CATALOG_HELP, JOBS_HELP
from itemkit.language import _

HELP = _("核对编码：缺的、写错的、重复的、与内容或登记册对不上的；就是 lint 里 C 族的规则。")


def command(
    paths: Annotated[list[Path] | None, typer.Argument(help=_("只报告这些文件和文件夹的；不写就是整个目录"))] = None,
    catalog: Annotated[Path | None, typer.Option("--catalog", help=CATALOG_HELP)] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("-f", "--format", metavar="FORMAT[=FILE]", help=_("报告的格式；同 itemkit lint")),
    ] = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", help=_("从哪一级起退出码为 1：error、warning、info、never"))
    ] = "error",
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=JOBS_HELP)] = None,
) -> None:
    """Check codes."""
    lint.command(paths=paths, catalog=catalog, formats=formats, fail_on=fail_on, jobs=jobs, select=["C"])
