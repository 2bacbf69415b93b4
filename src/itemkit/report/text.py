"""Text for people at a terminal and in a CI log."""

from typing import TextIO

from itemkit.language import _
from itemkit.report.block import block
from itemkit.report.interface import Report
from itemkit.report.terminal import terminal
from itemkit.report.visible import encodable
from itemkit.report.words import closing


def write(report: Report, out: TextIO) -> None:
    """Write the findings that count, each with its source lines, and a closing line that sums up.

    Colours appear only on a terminal (or with ``FORCE_COLOR``), never with ``NO_COLOR``.
    """
    paint, width = terminal(out)
    for located in report.findings:
        if located.finding.suppressed is None:
            out.write(encodable(block(located, report, paint, width)) + "\n")
    if report.hidden:
        hidden = _("还有 {count} 条没有列出：--limit 0 列出全部，-f json=FILE 把全部写入文件")
        out.write(hidden.format(count=report.hidden) + "\n")
    out.write(paint(closing(report.summary), "bold") + "\n")
