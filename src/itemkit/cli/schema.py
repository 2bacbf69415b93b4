"""``itemkit schema NAME``: print the JSON Schema of a kind of file or of a report."""

from typing import Annotated

import typer

from itemkit.language import _

HELP = _("打印一种文件或报告的 JSON Schema。")

NAMES = ("item", "standard", "certificate", "bundle", "organs", "config", "findings")


def command(
    name: Annotated[str, typer.Argument(help=_("哪一种：{names}").format(names=_("、").join(NAMES)))],
    editor: Annotated[bool, typer.Option("--editor", help=_("打印编辑器用的 draft-07 版本"))] = False,
) -> None:
    """Print a schema as JSON."""
    import json

    if name not in NAMES:
        raise typer.BadParameter(_("没有这种模式：{name}；可用 {names}").format(name=name, names=_("、").join(NAMES)))
    typer.echo(json.dumps(schema_named(name, editor=editor), ensure_ascii=False, indent=2))


def schema_named(name: str, *, editor: bool = False) -> dict[str, object]:
    """The schema that ``itemkit schema NAME`` prints."""
    if name == "findings":
        from itemkit.report import findings_schema

        return findings_schema()
    from itemkit.model.schema import editor_schema_of, schema_of

    return editor_schema_of(name) if editor else schema_of(name)
