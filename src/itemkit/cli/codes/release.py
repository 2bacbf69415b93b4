"""``itemkit codes release [PATH…]``: what is in force now is what was published."""

from pathlib import Path
from typing import Annotated

import typer

from itemkit.cli.asking import CATALOG_HELP, JOBS_HELP
from itemkit.cli.codes.common import DRY_RUN_HELP, opened, tell, write
from itemkit.language import _

HELP = _("把在用事项的版本和内容摘要记进编码登记册，作为已发布的；内容改了而版本没有加的不记。")


def command(
    paths: Annotated[list[Path] | None, typer.Argument(help=_("只记这些文件和文件夹里的；不写就是整个目录"))] = None,
    catalog: Annotated[Path | None, typer.Option("--catalog", help=CATALOG_HELP)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=DRY_RUN_HELP)] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=JOBS_HELP)] = None,
) -> None:
    """Record what is published."""
    from itemkit.ledger.release import release

    with opened(paths or [], catalog, jobs, digests=True, dry=dry_run) as here:
        made = release(here.carriers, here.ledger, only=here.only)
        if not dry_run and made.rows:
            write(here, here.ledger.replacing(made.rows), (), jobs)
    for one in made.held:
        tell(_("没有记"), one.path, one.reason)
    said = (
        _("会记 {rows} 个为已发布，{same} 个没有变，{held} 个不能记")
        if dry_run
        else _("记了 {rows} 个为已发布，{same} 个没有变，{held} 个不能记")
    )
    typer.echo(said.format(rows=len(made.rows), same=made.same, held=len(made.held)))
    if made.held:
        raise typer.Exit(1)
