"""Text for people at a terminal and in a CI log."""

from typing import TextIO

from itemkit.language import _
from itemkit.report.block import Paint, block, plain
from itemkit.report.interface import Report
from itemkit.report.visible import encodable
from itemkit.report.words import closing

_WIDTH = 80
"""Cells a line where there is no terminal to ask."""


def write(report: Report, out: TextIO) -> None:
    """Write the findings that count, each with its source lines, and a closing line that sums up.

    Colours appear only on a terminal (or with ``FORCE_COLOR``), never with ``NO_COLOR``.
    """
    paint, width = _terminal(out)
    for located in report.findings:
        if located.finding.suppressed is None:
            out.write(encodable(block(located, report, paint, width)) + "\n")
    if report.hidden:
        hidden = _("还有 {count} 条没有列出：--limit 0 列出全部，-f json=FILE 把全部写入文件")
        out.write(hidden.format(count=report.hidden) + "\n")
    out.write(paint(closing(report.summary), "bold") + "\n")


def _terminal(out: TextIO) -> tuple[Paint, int]:
    """How to colour, and how wide a line may be."""
    from rich.color import ColorSystem
    from rich.console import Console
    from rich.style import Style

    console = Console(file=out)
    width = console.width if console.is_terminal else _WIDTH
    if console.no_color or console.color_system in {None, "windows"}:
        return plain, width

    def paint(text: str, style: str) -> str:
        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)

    return paint, width
