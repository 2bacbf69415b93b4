"""Markdown for the page that a forge shows beside a run: what was found by rule, and the first errors.

It is a summary: each finding has its place in the other formats. GitHub throws away a step's summary that is larger
than 1 MiB, so nothing here grows with the catalog. Texts come from files; whatever Markdown or HTML could see in them
is escaped.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TextIO

from itemkit.findings import Severity
from itemkit.language import _
from itemkit.report.block import place
from itemkit.report.interface import Located, Report
from itemkit.report.visible import encodable, visible
from itemkit.report.words import TOOL, closing, severity_word

_MOST_ERRORS = 20
_LONGEST = 500
"""Characters of a text that are shown."""
_MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<>|~&:.@$#!]")
"""What begins markup, a link, a formula or a mention in GitHub's Markdown, wherever in a line it stands."""

_REFERENCE = re.compile(r'\\([@#!$~&])(?=[\w"\\])|(%)(?=[\w"])|\b(GH)(?=-[0-9])', re.IGNORECASE)
"""What forges look for when Markdown is done, so that a backslash does not hold them: a sign before a name."""


def write(report: Report, out: TextIO) -> None:
    """Write a heading, the sentence that sums up, a table of rules and a list of errors."""
    out.writelines(encodable(line) + "\n" for line in _each_line(report))


def _each_line(report: Report) -> Iterator[str]:
    title = f"{TOOL} {code(report.root)}" if report.root else TOOL
    yield from (f"### {title}", "", f"**{escaped(closing(report.summary))}**", "")
    counts = Counter(
        (located.finding.severity, located.finding.code)
        for located in report.findings
        if located.finding.suppressed is None
    )
    if counts:
        yield from _table(report, counts)
    errors = [one for one in report.findings if _is_error(one)]
    if errors:
        yield from (
            _("前 {count} 个错误：").format(count=_MOST_ERRORS) if len(errors) > _MOST_ERRORS else _("错误："),
            "",
        )
        yield from (_item(located, report) for located in islice(errors, _MOST_ERRORS))
        yield ""


def _table(report: Report, counts: Counter[tuple[Severity, str]]) -> Iterator[str]:
    headings = (_("规则"), _("严重程度"), _("个数"), _("说明"))
    yield f"| {' | '.join(headings)} |"
    yield "|---|---|--:|---|"
    for (severity, rule_code), count in sorted(counts.items(), key=_worst_first):
        rule = report.rules[rule_code]
        cells = (f"{code(rule_code)} {escaped(rule.name)}", severity_word(severity), str(count), escaped(rule.summary))
        yield f"| {' | '.join(cells)} |"
    yield from ("", _("{command} 说明一条规则为什么有、怎么改。").format(command=code(_("itemkit explain 规则"))), "")


def _worst_first(counted: tuple[tuple[Severity, str], int]) -> tuple[int, int, str]:
    (severity, code), count = counted
    return -severity.rank, -count, code


def _is_error(located: Located) -> bool:
    return located.finding.severity is Severity.ERROR and located.finding.suppressed is None


def _item(located: Located, report: Report) -> str:
    finding = located.finding
    where = place(report.root + finding.path, located.span.start)
    return f"- {code(where)} {code(finding.code)} {escaped(str(finding.message))}"


def code(text: str) -> str:
    """A path, a code, a command; as `escaped`."""
    # A code span in backticks has no escapes: a file name with a backtick would end it.
    return f"<code>{escaped(text)}</code>"


def escaped(text: str) -> str:
    """Text of a file in which Markdown sees nothing but text; what is longer than 500 characters ends in ``...``."""
    shown = visible(text)
    if len(shown) > _LONGEST:
        shown = shown[: _LONGEST - 3] + "..."
    return _MEANS_SOMETHING.sub(r"\\\g<0>", shown)


def plain(text: str) -> str:
    """As `escaped`, for comments and releases: no text mentions anybody there or links to anything."""
    return _REFERENCE.sub(r"<span>\g<0></span>", escaped(text))
