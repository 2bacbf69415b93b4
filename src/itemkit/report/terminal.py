"""What a terminal can show: its colours and how wide it is."""

from typing import TextIO

from itemkit.report.block import Paint, plain

WIDTH = 80
"""Cells a line where there is no terminal to ask."""


def terminal(out: TextIO, *, is_one: bool | None = None) -> tuple[Paint, int]:
    """How to colour, and how wide a line may be.

    Args:
        out: where the text goes.
        is_one: whether it ends on a terminal, as a pager's input does; None: see whether it is one.
    """
    from rich.color import ColorSystem
    from rich.console import Console
    from rich.style import Style

    console = Console(file=out, force_terminal=is_one)
    width = console.width if console.is_terminal else WIDTH
    if console.no_color or console.color_system in {None, "windows"}:
        return plain, width

    def paint(text: str, style: str) -> str:
        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)

    return paint, width
