"""JUnit XML, for CI servers that show test results: a suite a file, a test case a rule that found something in it.

Findings below the severity that fails the run do not fail their case, so that the server's verdict is that of the
exit code; they stand in its output. A case whose findings are all suppressed is skipped. The first suite always has
one passing case, as some servers take a report without cases for a broken one, and says how much was checked.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TextIO

from itemkit.findings import Severity
from itemkit.language import _
from itemkit.report.block import block
from itemkit.report.interface import Located, Report
from itemkit.report.visible import visible
from itemkit.report.words import NOT_COMPARED, TOOL

_PASSED, _FAILURE, _ERROR, _SKIPPED = "passed", "failure", "error", "skipped"
_ABOUT_THE_CHECK = ("X", NOT_COMPARED)
"""Rules about the check itself: what they find is no failure of the catalog but an error of the check."""


@dataclass(frozen=True, slots=True)
class Case:
    """What one rule found in one file."""

    code: str
    counted: tuple[Located, ...]
    """Those that are not suppressed."""
    suppressed: tuple[Located, ...]
    outcome: str


def write(report: Report, out: TextIO) -> None:
    """Write the report as one XML document."""
    outcomes = Counter(case.outcome for _path, cases in _each_file(report) for case in cases)
    outcomes[_PASSED] += 1
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(f"<testsuites{_attributes(name=TOOL, **_totals(outcomes))}>\n")
    out.write(f"  <testsuite{_attributes(name=TOOL, **_totals(Counter([_PASSED])))}>\n    <properties>\n")
    out.write(f"      <property{_attributes(name='files', value=report.summary.files)}/>\n")
    out.write(f"      <property{_attributes(name='items', value=report.summary.items)}/>\n")
    out.write(f"    </properties>\n    <testcase{_attributes(classname=TOOL, name='catalog')}/>\n  </testsuite>\n")
    for path, cases in _each_file(report):
        totals = _totals(Counter(case.outcome for case in cases))
        out.write(f"  <testsuite{_attributes(name=report.root + path, **totals)}>\n")
        out.writelines(_in_xml(case, report) for case in cases)
        out.write("  </testsuite>\n")
    out.write("</testsuites>\n")


def _each_file(report: Report) -> Iterator[tuple[str, list[Case]]]:
    for path, findings in groupby(report.findings, key=lambda located: located.finding.path):
        by_code: dict[str, list[Located]] = {}
        for located in findings:
            by_code.setdefault(located.finding.code, []).append(located)
        yield path, [_case(code, by_code[code], report.fail_on) for code in sorted(by_code)]


def _case(code: str, findings: list[Located], fail_on: Severity | None) -> Case:
    counted = tuple(located for located in findings if located.finding.suppressed is None)
    suppressed = tuple(located for located in findings if located.finding.suppressed is not None)
    is_error = code.startswith(_ABOUT_THE_CHECK)
    threshold = fail_on or (Severity.INFO if is_error else None)
    if not counted:
        outcome = _SKIPPED
    elif threshold is None or not any(located.finding.severity >= threshold for located in counted):
        outcome = _PASSED
    else:
        outcome = _ERROR if is_error else _FAILURE
    return Case(code, counted, suppressed, outcome)


def _totals(outcomes: Counter[str]) -> dict[str, object]:
    return {
        "tests": outcomes.total(),
        "failures": outcomes[_FAILURE],
        "errors": outcomes[_ERROR],
        "skipped": outcomes[_SKIPPED],
    }


def _in_xml(case: Case, report: Report) -> str:
    first = (case.counted or case.suppressed)[0]
    finding = first.finding
    opening = _attributes(
        classname=report.root + finding.path,
        name=report.rules[case.code].label,
        file=report.root + finding.path,
        line=first.span.start.line,
    )
    if case.outcome == _SKIPPED:
        reasons = dict.fromkeys(_reason(located) for located in case.suppressed)
        together = _("；").join(reasons)
        inside = f"<skipped{_attributes(message=together)}/>"
    else:
        text = _text("\n".join(block(located, report) for located in case.counted))
        if case.outcome == _PASSED:
            inside = f"<system-out>{text}</system-out>"
        else:
            said = _attributes(message=str(finding.message), type=report.rules[case.code].name)
            inside = f"<{case.outcome}{said}>{text}</{case.outcome}>"
    return f"    <testcase{opening}>\n      {inside}\n    </testcase>\n"


def _reason(located: Located) -> str:
    suppression = located.finding.suppressed
    if suppression is None or not suppression.reason:
        return _("已知")
    return suppression.reason


def _attributes(**values: object) -> str:
    return "".join(f' {name}="{_text(str(value), newlines="")}"' for name, value in values.items())


def _text(text: str, newlines: str = "\n") -> str:
    """``text`` for XML 1.0, which knows no way to write most control characters: they are shown as pictures."""
    return escape(visible(text, keep=newlines))
