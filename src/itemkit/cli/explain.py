"""``itemkit explain RULE``: why a rule exists and how to mend what it finds."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.findings import Rule

HELP = _("说明一条规则：为什么、依据、怎么改。")


def command(
    rule: Annotated[str | None, typer.Argument(help=_("规则的代码或名称，如 S104 或 not-in-vocabulary"))] = None,
    list_: Annotated[bool, typer.Option("--list", help=_("一行一条，列出全部规则"))] = False,
) -> None:
    """Print a rule's page, or a line for each rule."""
    from itemkit.lint.registry import RULES, rule_of

    if list_:
        for one in (*RULES, *_own()):
            typer.echo(f"{one.code}  {one.name:<20} {one.severity.value:<8} {one.summary}")
        return
    found = rule_of(rule) if rule else None
    if rule and found is None:
        found = next((one for one in _own() if rule.upper() == one.code or rule.lower() == one.name), None)
    if found is None:
        raise typer.BadParameter(_("没有这条规则：{rule}；itemkit explain --list 列出全部").format(rule=rule or ""))
    typer.echo(f"# {found.code} {found.name} ({found.severity.value})\n\n{found.text}")


def _own() -> "tuple[Rule[Any], ...]":
    """The rules of the catalog around the working directory, if there is one."""
    from itemkit.source.catalog import CONFIG_NAME, Catalog

    here = Path.cwd()
    if not any((folder / CONFIG_NAME).is_file() for folder in (here, *here.parents)):
        return ()
    from itemkit.lint.own import own_rules

    return own_rules(Catalog.around(here)).rules
