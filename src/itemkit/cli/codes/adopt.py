"""``itemkit codes adopt``: the codes that files already carry, into the ledger."""

from pathlib import Path
from typing import Annotated

import typer

from itemkit.cli.asking import CATALOG_HELP, JOBS_HELP
from itemkit.cli.codes.common import DRY_RUN_HELP, opened, tell, today, write
from itemkit.language import _

HELP = _("把文件里已有的编码登记到编码登记册；改了位置、名称的跟着改。")


def command(
    catalog: Annotated[Path | None, typer.Option("--catalog", help=CATALOG_HELP)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=DRY_RUN_HELP)] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=JOBS_HELP)] = None,
) -> None:
    """Adopt codes."""
    from itemkit.ledger.adopt import adopt

    with opened([], catalog, jobs, dry=dry_run) as here:
        made = adopt(here.carriers, here.ledger, today())
        if not dry_run and (made.new or made.followed):
            write(here, here.ledger.replacing(made.followed).with_rows(made.new), (), jobs)
    for clash in made.clashes:
        tell(_("没有登记"), clash.path, f"{clash.code}，{clash.reason}")
    said = (
        _("会登记 {new} 个编码，{followed} 个跟着改了位置或名称，{clashes} 个有冲突")
        if dry_run
        else _("登记了 {new} 个编码，{followed} 个跟着改了位置或名称，{clashes} 个有冲突")
    )
    typer.echo(said.format(new=len(made.new), followed=len(made.followed), clashes=len(made.clashes)))
    if made.clashes:
        raise typer.Exit(1)
