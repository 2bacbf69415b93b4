"""``itemkit codes history CODE``: what became of a code."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.cli.asking import CATALOG_HELP
from itemkit.cli.codes.common import COLUMNS, WORDS
from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.ledger.history import Change

HELP = _("一个编码的来历：何时赋码、发布、改名、退役，由登记册和 git 得知。")


def command(
    code: Annotated[str, typer.Argument(help=_("编码"))],
    catalog: Annotated[Path | None, typer.Option("--catalog", help=CATALOG_HELP)] = None,
) -> None:
    """Show the history of a code."""
    from itemkit.cli.tables import write_table
    from itemkit.cli.validate import NOTHING_MATCHED, open_catalog
    from itemkit.ledger.history import history

    changes = history(open_catalog([], catalog).root, code)
    if not changes:
        typer.echo(_("itemkit：登记册里从来没有 {code}").format(code=code), err=True)
        raise typer.Exit(NOTHING_MATCHED)
    rows = [
        (one.day or _("未提交"), one.commit[:10], one.author, _(COLUMNS[name]), old, new)
        for one in changes
        for name, old, new in _cells(one)
    ]
    write_table([_("日期"), _("提交"), _("谁"), _("改了什么"), _("原来"), _("后来")], rows, sys.stdout)


def _cells(change: "Change") -> Iterator[tuple[str, str, str]]:
    """Column, old and new value of what a change did."""
    for name in COLUMNS:
        if name in change.changed:
            old, new = (getattr(row, name) if row else "" for row in (change.before, change.after))
            is_word = name in {"status", "kind"}
            yield name, _(WORDS[old]) if is_word and old else old, _(WORDS[new]) if is_word and new else new
