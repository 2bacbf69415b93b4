"""The table of all commands. Each is imported by name only; what it needs is imported when it runs."""

import typer

from itemkit.cli import (
    certificates,
    changelog,
    codes,
    diff,
    explain,
    guide,
    import_,
    init,
    lint,
    new,
    publish,
    query,
    regions,
    schema,
    serve,
    show,
    stats,
    validate,
)
from itemkit.language import _

app = typer.Typer(
    name="itemkit",
    help=_("管理政务服务事项目录：校验、检查、赋码、导入、发布。"),
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def main(
    version: bool = typer.Option(False, "--version", help=_("打印版本后退出"), is_eager=True),
) -> None:
    """Options before the command."""
    if version:
        from itemkit import __version__

        typer.echo(f"itemkit {__version__}")
        raise typer.Exit


app.command("init", help=init.HELP)(init.command)
app.command("new", help=new.HELP)(new.command)
app.command("import", help=import_.HELP)(import_.command)
app.command("validate", help=validate.HELP)(validate.command)
app.command("lint", help=lint.HELP)(lint.command)
app.command("query", help=query.HELP)(query.command)
app.command("show", help=show.HELP)(show.command)
app.command("stats", help=stats.HELP)(stats.command)
app.command("explain", help=explain.HELP)(explain.command)
app.add_typer(codes.app, name="codes", help=codes.HELP)
app.add_typer(certificates.app, name="certificates", help=certificates.HELP)
app.add_typer(regions.app, name="regions", help=regions.HELP)
app.command("diff", help=diff.HELP)(diff.command)
app.command("changelog", help=changelog.HELP)(changelog.command)
app.command("guide", help=guide.HELP)(guide.command)
app.command("publish", help=publish.HELP)(publish.command)
app.command("serve", help=serve.HELP)(serve.command)
app.command("schema", help=schema.HELP)(schema.command)
