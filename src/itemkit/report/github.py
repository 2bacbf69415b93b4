"""Workflow commands that GitHub shows as annotations in a pull request.

A step shows at most ten of each level and drops the rest without a word, whichever come first. So the worst come
first here, and the last place among the notices says how many there are besides.
"""

from collections.abc import Iterable
from typing import TextIO

from itemkit.findings import Severity
from itemkit.language import _
from itemkit.report.block import place
from itemkit.report.interface import Located, Report
from itemkit.report.visible import encodable, visible
from itemkit.report.words import counted

_MOST = 10
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(report: Report, out: TextIO) -> None:
    """Write an annotation a line: errors, then warnings, then notices, ten of each at most."""
    chosen = _chosen(report)
    total = {
        Severity.ERROR: report.summary.error,
        Severity.WARNING: report.summary.warning,
        Severity.INFO: report.summary.info,
    }
    left = {severity: max(0, total[severity] - len(chosen[severity])) for severity in _LEVELS}
    if any(left.values()) and len(chosen[Severity.INFO]) == _MOST:
        chosen[Severity.INFO].pop()
        left[Severity.INFO] += 1
    for severity in _LEVELS:
        out.writelines(encodable(_annotation(located, report)) + "\n" for located in chosen[severity])
    if any(left.values()):
        counts = counted(left[Severity.ERROR], left[Severity.WARNING], left[Severity.INFO])
        message = _("另有 {counts}没有标在这里，见运行日志").format(counts=counts)
        out.write(f"::notice::{_data(message)}\n")


def _chosen(report: Report) -> dict[Severity, list[Located]]:
    chosen: dict[Severity, list[Located]] = {severity: [] for severity in _LEVELS}
    for located in report.findings:
        same = chosen[located.finding.severity]
        if located.finding.suppressed is None and len(same) < _MOST:
            same.append(located)
    return chosen


def _annotation(located: Located, report: Report) -> str:
    finding, start, end = located.finding, located.span.start, located.span.end
    properties: dict[str, object] = {}
    if finding.path:
        properties |= {"file": report.root + finding.path, "line": start.line, "endLine": located.last_line}
        if start.line == end.line:  # GitHub takes columns only within one line
            properties |= {"col": start.column, "endColumn": end.column}
    properties["title"] = report.rules[finding.code].label
    lines = [str(finding.message)]
    for related, span in zip(finding.related, located.related, strict=True):
        where = place(report.root + (related.path or finding.path), span.start)
        lines.append(_("另见 {place}：{message}").format(place=where, message=related.message))
    message = visible("\n".join(lines), keep="\r\n")
    return f"::{_LEVELS[finding.severity]} {_joined(properties.items())}::{_data(message)}"


def _joined(properties: Iterable[tuple[str, object]]) -> str:
    return ",".join(f"{key}={_property(str(value))}" for key, value in properties)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
