"""One finding as people read it: a line that an editor can jump to, the source lines, and the related places."""

from collections.abc import Callable

from itemkit.findings import Position, Severity
from itemkit.language import _
from itemkit.report.excerpt import each_line
from itemkit.report.interface import Located, Report
from itemkit.report.visible import visible
from itemkit.report.words import severity_word

Paint = Callable[[str, str], str]
"""Gives a text the looks of a rich style such as ``bold red``; takes the text, then the style."""

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_NARROWEST = 20


def plain(text: str, style: str) -> str:  # noqa: ARG001
    """Paint that leaves the text as it is."""
    return text


def block(located: Located, report: Report, paint: Paint = plain, width: int = 80) -> str:
    """The finding in several lines, each ended by a line break.

    Args:
        located: The finding.
        report: What it is part of.
        paint: How to colour.
        width: Cells that a source line may take, gutter included; messages are never broken.
    """
    finding = located.finding
    style = STYLES[finding.severity]
    lines = [
        " ".join(
            (
                paint(place(report.root + finding.path, located.span.start), "bold"),
                paint(severity_word(finding.severity), style),
                paint(report.rules[finding.code].label, "magenta"),
                visible(str(finding.message)),
            )
        )
    ]
    numbers = len(str(located.span.start.line + len(located.excerpt)))
    gutter = paint(f" {'':{numbers}} | ", "blue")
    for drawn in each_line(located, max(_NARROWEST, width - numbers - 4)):
        lines.append(paint(f" {drawn.number:{numbers}} | ", "blue") + drawn.text.rstrip())
        lines.append(gutter + " " * drawn.before + paint("^" * drawn.carets, style))
    if located.excerpt and located.last_line >= located.span.start.line + len(located.excerpt):
        lines.append(gutter + "...")
    for related, span in zip(finding.related, located.related, strict=True):
        where = place(report.root + (related.path or finding.path), span.start)
        lines.append("   " + _("另见 {place}：{message}").format(place=where, message=visible(str(related.message))))
    return "\n".join(lines) + "\n"


def place(path: str, position: Position) -> str:
    """``items/x.yaml:12:9``."""
    return f"{visible(path)}:{position.line}:{position.column}"
