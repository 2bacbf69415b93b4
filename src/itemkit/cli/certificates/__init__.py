"""``itemkit certificates …``: what is asked for in a circle or twice, what to cut, what leads to what."""

import typer

from itemkit.cli.certificates import graph, link, path, report
from itemkit.language import _

HELP = _("证照：清理证明、关联名称、从头办到一个事项的步骤、证照之间的关系。")

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.command("report", help=report.HELP)(report.command)
app.command("link", help=link.HELP)(link.command)
app.command("path", help=path.HELP)(path.command)
app.command("graph", help=graph.HELP)(graph.command)
