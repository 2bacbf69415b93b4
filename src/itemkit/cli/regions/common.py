"""What the commands about regions share: which part of the catalog they look at, and where they write."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from itemkit.cli.asking import one_of
from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.regions.matrix import Choice

REGION_HELP = _("只比这些区划，不含下级；可以写几次")
WITHIN_HELP = _("比这个区划和它下级的全部区划")
LEVEL_HELP = _("只比这一级的区划：省级、市级、县级等")
MEASURES = ("days", "materials", "visits", "fee")


def check(choice: "Choice") -> None:
    """Refuse codes that are none, and words that are no level."""
    import re

    from itemkit.regions.matrix.facts import LEVELS
    from itemkit.report.visible import visible

    for one in filter(None, (*choice.regions, choice.within)):
        if re.fullmatch("[0-9]{6}(?:[0-9]{6})?", one) is None:
            raise typer.BadParameter(_("区划写 6 位或 12 位数字：{text}").format(text=visible(one)))
    for one in choice.standards:
        if re.fullmatch("[0-9]{12}|[0-9A-Z]{31}(?:[0-9A-Z]{2})?", one) is None:
            raise typer.BadParameter(
                _("标准事项写 12 位基本编码，或者 31、33 位实施编码：{text}").format(text=visible(one))
            )
    if choice.level:
        one_of(choice.level, list(LEVELS.values()))


def store(out: Path | None, content: str | bytes) -> None:
    """Write to a file; without one, text to standard output."""
    from itemkit.source.write import write_atomically

    if out is not None:
        write_atomically(out, content)
    elif isinstance(content, str):
        sys.stdout.write(content)
