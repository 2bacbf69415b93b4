"""The list of accepted changes, continued: what is a burden or unclear and not accepted yet, to be reasoned."""

from typing import TextIO

from itemkit.diff.accepted import Acceptance
from itemkit.diff.effect import Effect
from itemkit.language import _
from itemkit.report.difference.interface import DifferenceReport
from itemkit.report.visible import encodable, visible


def write(report: DifferenceReport, out: TextIO) -> None:
    """Write what the list has, as it is written, then the new entries, each with an empty reason."""
    more = [
        Acceptance(one.fingerprint, "", None, one.compared.entry.subject, visible(str(one.change.message)))
        for one in report.changes
        if one.change.effect in {Effect.BURDEN, Effect.UNCLEAR}
    ]
    if not report.kept.text:
        said = _("接受的变更：每条写明理由；可以加 until（最后一天），到期再看")
        out.write(f"# {said}\n")
    out.write(encodable(report.kept.with_more(more)))
