"""``itemkit codes …``: one item, one code, for ever (一事一码)."""

import typer

from itemkit.cli.codes import adopt, assign, check, history, release, retire, show
from itemkit.language import _

HELP = _("编码：赋码、登记、核对、发布、退役，一事一码。")

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.command("show", help=show.HELP)(show.command)
app.command("assign", help=assign.HELP)(assign.command)
app.command("adopt", help=adopt.HELP)(adopt.command)
app.command("check", help=check.HELP)(check.command)
app.command("release", help=release.HELP)(release.command)
app.command("retire", help=retire.HELP)(retire.command)
app.command("history", help=history.HELP)(history.command)
