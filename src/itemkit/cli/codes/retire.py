"""``itemkit codes retire CODE``: a code that is never used again."""

from pathlib import Path
from typing import Annotated

import typer

from itemkit.cli.asking import CATALOG_HELP
from itemkit.cli.codes.common import opened, today, write
from itemkit.language import _

HELP = _("让一个编码退役：登记册里留着它，以后永不再用。")


def command(
    code: Annotated[str, typer.Argument(help=_("要退役的编码"))],
    reason: Annotated[str, typer.Option("--reason", help=_("为什么退役，如 取消、并入别的事项"))],
    replaced_by: Annotated[str, typer.Option("--replaced-by", metavar="CODE", help=_("接替它的编码"))] = "",
    catalog: Annotated[Path | None, typer.Option("--catalog", help=CATALOG_HELP)] = None,
) -> None:
    """Retire a code."""
    from itemkit.ledger.carriers import CANCELLED
    from itemkit.ledger.release import retire
    from itemkit.report.visible import visible

    with opened([], catalog, None) as here:
        row = retire(here.ledger, code, replaced_by, reason, today())
        write(here, here.ledger.replacing([row]), (), None)
        still = [one.path for one in here.carriers.by_code.get(code, ()) if one.status != CANCELLED]
    typer.echo(_("{code}（{name}）退役了").format(code=code, name=visible(row.name)))
    for path in still:
        typer.echo(_("{path} 还在用它：删去文件，或者把 status 改成 取消").format(path=visible(path)), err=True)
