"""``itemkit regions …``: the same standard in several regions."""

import typer

from itemkit.cli.regions import best, matrix
from itemkit.language import _

HELP = _("各地：同一个标准事项在各地有没有、有多重，哪里最轻。")

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

app.command("matrix", help=matrix.HELP)(matrix.command)
app.command("best", help=best.HELP)(best.command)
