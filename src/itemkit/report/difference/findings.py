"""A difference as findings, so that forges and CI servers get it in the formats that they know.

The rule of a finding is the kind of change, its place the one in B (in A, where B has no such item), what else there is
to see the place in A. A change that was accepted stays in, marked.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from itemkit.diff.kinds import KINDS, ChangeKind
from itemkit.diff.whole import Spot
from itemkit.findings import Finding, Hit, Place, Related, Rule, Severity, Span, Suppression, msg
from itemkit.language import _
from itemkit.report import github, junit, sarif
from itemkit.report.difference.interface import At, DifferenceReport, Located
from itemkit.report.difference.text import counts_of
from itemkit.report.difference.words import effect_word, meaning
from itemkit.report.interface import Located as LocatedFinding
from itemkit.report.interface import Report, Summary
from itemkit.report.words import NOT_COMPARED

_CATEGORY = "diff/"


@dataclass(frozen=True, slots=True)
class ChangeFinding(Finding):
    """A finding that goes by the fingerprint of its change, wherever the file lies."""

    own: str = ""

    @property
    def fingerprint(self) -> str:
        """That of the change."""
        return self.own


def write_sarif(report: DifferenceReport, out: TextIO) -> None:
    """SARIF, in a category of its own: a forge keeps the results of ``lint`` beside it."""
    sarif.write(as_report(report), out)


def write_junit(report: DifferenceReport, out: TextIO) -> None:
    """JUnit: a suite a file, a case a kind of change in it."""
    junit.write(as_report(report), out)


def write_github(report: DifferenceReport, out: TextIO) -> None:
    """Annotations; on a file where that is on disk, else on none, with the file in the message."""
    made = as_report(report)
    github.write(replace(made, findings=[_on_disk(one) for one in made.findings]), out)


def _on_disk(one: LocatedFinding) -> LocatedFinding:
    finding = one.finding
    if Path(finding.path).is_file():
        return one
    told = msg("{path}：{message}", path=finding.path, message=finding.message)
    return replace(one, finding=replace(finding, path="", message=told))


def as_report(report: DifferenceReport) -> Report:
    """The same as a report about findings, by path; paths lead from the working directory."""
    found = sorted([*_each_change(report), *_each_unread(report)], key=lambda one: one.finding.sort_key())
    counted = [one.finding.severity for one in found if one.finding.suppressed is None]
    numbers = counts_of(report)
    both = numbers["compared"] + numbers["same"]
    alone = numbers["only_a"] + numbers["only_b"]
    return Report(
        findings=found,
        summary=Summary(
            files=2 * both + alone + len(report.difference.unread),
            items=both + alone,
            error=counted.count(Severity.ERROR),
            warning=counted.count(Severity.WARNING),
            info=counted.count(Severity.INFO),
            suppressed=len(found) - len(counted),
        ),
        rules=rules(),
        root="",
        fail_on=None if report.fail_on is None else report.fail_on.level,
        category=_CATEGORY + report.root,
    )


def _each_change(report: DifferenceReport) -> Iterator[LocatedFinding]:
    for one in report.changes:
        here, other = (one.b, one.a) if one.b is not None else (one.a, None)
        if here is None:
            raise AssertionError("a change has a place on one side at least")
        related = (_related(one, other),) if other is not None else ()
        finding = ChangeFinding(
            one.change.id,
            one.change.level,
            _path(report, one, here),
            Place(here.spot.pointer),
            _told(one),
            one.compared.entry.subject,
            related,
            suppressed=Suppression("external", one.accepted) if one.accepted else None,
            own=one.fingerprint,
        )
        spans = (other.span,) if other is not None else ()
        yield LocatedFinding(finding, here.span, spans, here.excerpt)


def _told(one: Located) -> Any:
    """The sentence, with the item's name: a suite or an annotation shows no more than its file."""
    said = msg("{name}：{message}", name=one.compared.entry.name, message=one.change.message)
    if one.change.measure is not None:
        said = msg("{told}（{measure}）", told=said, measure=one.change.measure)
    if one.change.assumed is not None:
        said = msg("{told}；{assumed}", told=said, assumed=one.change.assumed)
    return said


def _related(one: Located, at: At) -> Related:
    inherited = msg("A 一边，从标准继承") if at.spot.inherited else msg("A 一边")
    if one.change.before is None:
        inherited = msg("A 一边没有写")
    return Related(inherited, Place(at.spot.pointer), at.shown)


def _path(report: DifferenceReport, one: Located, at: At) -> str:
    """Where a forge finds the file: side B as it is checked out, side A as it is asked for."""
    return report.root + at.spot.path if at is one.b else at.shown


def _each_unread(report: DifferenceReport) -> Iterator[LocatedFinding]:
    difference = report.difference
    for name, unread in difference.unread:
        is_b = name == "b"
        at = Spot(unread.path, Place().pointer)
        path = report.root + at.path if is_b else difference.a.shown(at.path)
        told = msg("没有比较：{reason}", reason=unread.reason)
        finding = Finding(NOT_COMPARED, Severity.ERROR, path, Place(), told)
        yield LocatedFinding(finding, Span.at(1, 1))


def rules() -> Mapping[str, Rule[Any]]:
    """A rule for each kind of change, and the one for files that were not compared."""
    known = {id: Rule(id, id, kind.effect.level, _finds_nothing, _page(kind)) for id, kind in KINDS.items()}
    page = _("没有比较的文件。") + "\n\n" + _("它读不了，或者不合乎模式；用 itemkit validate 看错在哪里。")
    return {**known, NOT_COMPARED: Rule(NOT_COMPARED, NOT_COMPARED, Severity.ERROR, _finds_nothing, page)}


def _finds_nothing() -> Iterator[Hit]:
    yield from ()


def _page(kind: ChangeKind) -> str:
    """What a kind of change is, what it means for applicants, and what the other direction is called."""
    lines = [title_of(kind), "", _("通常的影响：{effect}（{meaning}）。").format(
        effect=effect_word(kind.effect), meaning=meaning(kind.effect))]  # fmt: skip
    if kind.field:
        lines.append(_("键：`{field}`。").format(field=kind.field))
    if kind.mirror != kind.id:
        mirror = KINDS[kind.mirror]
        lines.append(_("反过来是 `{id}`：{title}。").format(id=mirror.id, title=title_of(mirror)))
    if kind.detail:
        lines.append(_("这是细节，只在 --all 时列出。"))
    return "\n".join(lines)


def title_of(kind: ChangeKind) -> str:
    """The kind's sentence with an ellipsis for each value."""
    return re.sub(r"\{[a-z]+\}", "…", kind.title)
