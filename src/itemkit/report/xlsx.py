"""A workbook for people who share the work out in a spreadsheet: a row a finding, and a sheet that counts by rule.

Every text is stored as a text, so that nothing in a catalog becomes a formula, and nothing but the findings gets into
the file: no clock, no user name. The same findings give the same bytes. Rows are written as they come; of what a sheet
can't hold the least bad is left out, and the sheet says how much.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote

from itemkit.findings import Severity, Suppression
from itemkit.language import _
from itemkit.report.interface import Located, Report
from itemkit.report.visible import visible
from itemkit.report.words import closing, severity_word
from itemkit.report.workbook import MOST_ROWS as _MOST_ROWS
from itemkit.report.workbook import Row, Sheet
from itemkit.report.worst import worst

if TYPE_CHECKING:
    from openpyxl import Workbook

_MOST_LINKS = 65_530  # Excel's specifications and limits

_NOT_IN_LINK = re.compile(r"[^\w/.,;=!$&'()*+~-]")
"""A colon too: what stands before it would be taken for a scheme."""
_INK = {Severity.ERROR: "C00000", Severity.WARNING: "9C5700", Severity.INFO: "1F4E79"}
_LINKED_COLUMN = 4


def write(report: Report, out: BinaryIO) -> None:
    """Write a workbook of two sheets: the findings, and how many each rule has."""
    from openpyxl import Workbook

    from itemkit.report.package import save

    book = Workbook(write_only=True)
    most = _MOST_ROWS - 2  # the first row has the headings, the last says what is left out
    shown = [report.findings[number] for number in worst(report.findings, most)]
    left_out = len(report.findings) - len(shown) + report.hidden
    _findings_sheet(book, report, shown, left_out)
    _rules_sheet(book, report, left_out, unlinked=max(0, len(shown) - _MOST_LINKS))
    save(book, out)


def _findings_sheet(book: "Workbook", report: Report, shown: Sequence[Located], left_out: int) -> None:
    columns = (
        (_("严重程度"), 10),
        (_("规则编号"), 10),
        (_("规则名"), 24),
        (_("问题"), 60),
        (_("文件"), 44),
        (_("行"), 7),
        (_("列"), 7),
        (_("位置"), 26),
        (_("事项"), 36),
        (_("自动修复"), 14),
        (_("已忽略"), 10),
        (_("忽略的理由"), 36),
    )
    sheet = Sheet(book, _("检查结果"), columns, rows=len(shown), inks=_INK.values())
    for number, located in enumerate(shown):
        link = _link(report.root + located.finding.path) if number < _MOST_LINKS else None
        sheet.append(_row(located, report), ink=_INK[located.finding.severity], link=link, linked=_LINKED_COLUMN)
    if left_out:
        sheet.append(("", "", "", _left_out(left_out)))


def _row(located: Located, report: Report) -> Row:
    finding, start = located.finding, located.span.start
    return (
        severity_word(finding.severity),
        finding.code,
        report.rules[finding.code].name,
        str(finding.message),
        finding.path,
        start.line,
        start.column,
        str(finding.place.pointer),
        finding.subject,
        _fixable(located),
        *_suppression(finding.suppressed),
    )


def _fixable(located: Located) -> str:
    fix = located.finding.fix
    if fix is None or not located.edits:
        return ""
    return _("可以") if fix.safe else _("要确认")


def _suppression(suppression: Suppression | None) -> tuple[str, str]:
    if suppression is None:
        return "", ""
    kind = _("基线") if suppression.kind == "external" else _("注释")
    if suppression.until is None:
        return kind, suppression.reason
    return kind, _("{reason}（到 {until} 为止）").format(reason=suppression.reason, until=suppression.until.isoformat())


def _rules_sheet(book: "Workbook", report: Report, left_out: int, unlinked: int) -> None:
    columns = (
        (_("规则编号"), 10),
        (_("规则名"), 28),
        (severity_word(Severity.ERROR), 9),
        (severity_word(Severity.WARNING), 9),
        (severity_word(Severity.INFO), 9),
        (_("已忽略"), 9),
        (_("说明"), 80),
    )
    rows = list(_each_count(report))
    sheet = Sheet(book, _("按规则"), columns, rows=len(rows))
    for row in rows:
        sheet.append(row)
    notes = ["", closing(report.summary)]
    if left_out:
        notes.append(_left_out(left_out))
    if unlinked:
        notes.append(_("Excel 一张表最多 {most} 个链接，后 {count} 行没有").format(most=_MOST_LINKS, count=unlinked))
    for note in notes:
        sheet.append((*[""] * (len(columns) - 1), note))


def _each_count(report: Report) -> Iterator[Row]:
    counts = Counter(
        (located.finding.code, None if located.finding.suppressed else located.finding.severity)
        for located in report.findings
    )
    kinds = (Severity.ERROR, Severity.WARNING, Severity.INFO, None)
    for code in sorted({code for code, _kind in counts}):
        rule = report.rules[code]
        yield code, rule.name, *(counts[code, kind] for kind in kinds), rule.summary


def _left_out(count: int) -> str:
    return _("另有 {count} 条没有列出").format(count=count)


@lru_cache(maxsize=64)  # the findings of a file come one after the other
def _link(path: str) -> str:
    """``path`` as a relative IRI (RFC 3987): Han characters and their punctuation as they are."""
    return _NOT_IN_LINK.sub(lambda found: _in_link(found[0]), path)


def _in_link(character: str) -> str:
    if character.isascii() or visible(character) != character:
        return quote(character, safe="", errors="surrogateescape")
    return character
