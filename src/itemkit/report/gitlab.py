"""GitLab's Code Quality report: one JSON list, which the merge request compares with that of the target branch.

GitLab does not show ``check_name``, so the description says the rule too. It has no word for a suppressed finding;
those are left out, on either branch, and so never appear as new or as resolved.
"""

import hashlib
from collections.abc import Iterator
from typing import TextIO

from itemkit.findings import Severity
from itemkit.report.fingerprints import numbered
from itemkit.report.interface import Report
from itemkit.report.stream import write_rows
from itemkit.report.visible import visible

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(report: Report, out: TextIO) -> None:
    """Write the findings that count, one a line."""
    write_rows(out, "", _each_row(report), "\n")


def _each_row(report: Report) -> Iterator[dict[str, object]]:
    for located, fingerprint, number in numbered(report.findings):
        finding = located.finding
        if finding.suppressed is not None:
            continue
        name = report.rules[finding.code].name
        yield {
            "description": f"{finding.code} {name}: {visible(str(finding.message))}",
            "check_name": name,
            "fingerprint": fingerprint if number == 1 else _again(fingerprint, number),
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": report.root + finding.path,
                "lines": {"begin": located.span.start.line, "end": located.last_line},
            },
        }


def _again(fingerprint: str, number: int) -> str:
    return hashlib.sha256(f"{fingerprint}:{number}".encode()).hexdigest()[:32]
