"""Marking the findings that do not count, because a comment in the file or the baseline says so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from itemkit.findings import Finding, Suppression
from itemkit.lint.ignores import Ignore
from itemkit.lint.policy import Policy
from itemkit.lint.rules.suppressions import expired_ignore, malformed_ignore, unused_ignore
from itemkit.source.locate import Spans
from itemkit.source.read import text_of


def with_ignores(
    findings: Sequence[Finding],
    ignores: Mapping[str, Sequence[Ignore]],
    root: Path,
    policy: Policy,
    today: date,
) -> list[Finding]:
    """The findings, those marked that a comment speaks of; and what is wrong with the comments.

    A comment about a rule that does not count in this run can't be told to be of no use.

    Args:
        findings: of the whole catalog, as the policy has judged them.
        ignores: the comments, by path.
        root: where the files are.
        policy: which rules count.
        today: expired is what ended before this day.
    """
    of_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.path in ignores:
            of_file[finding.path].append(finding)
    result = [finding for finding in findings if finding.path not in ignores]
    for path, comments in ignores.items():
        result += _in_file(root / path, path, comments, of_file[path], policy, today)
    return result


def _in_file(
    file: Path,
    path: str,
    comments: Sequence[Ignore],
    findings: Sequence[Finding],
    policy: Policy,
    today: date,
) -> Iterator[Finding]:
    comments = [_checked(one, policy) for one in comments]
    spans = Spans(text_of(file) or "", [one.place.pointer for one in findings])
    used: set[tuple[int, str]] = set()
    for finding in findings:
        marked = finding
        line = spans.of(finding.place).start.line
        for number, comment in enumerate(comments):
            names = [name for name in comment.rules if policy.code_of(name) == finding.code]
            if names and line == comment.target and not comment.mistake:
                used.update((number, name) for name in names)
                if comment.until is None or comment.until >= today:
                    marked = finding.suppressed_by(Suppression("in_source", comment.reason, comment.until))
        yield marked
    subject = findings[0].subject if findings else ""
    for number, comment in enumerate(comments):
        expired = list(expired_ignore.findings(expired_ignore(comment, today), path, subject))
        if comment.mistake:
            yield from malformed_ignore.findings(malformed_ignore(comment), path, subject)
        elif expired:
            yield from expired
        else:
            for name in comment.rules:
                if (number, name) not in used and policy.counts(name):
                    yield from unused_ignore.findings(unused_ignore(comment, name), path, subject)


def _checked(comment: Ignore, policy: Policy) -> Ignore:
    is_known = all(policy.code_of(name) is not None for name in comment.rules)
    return comment if comment.mistake or is_known else replace(comment, mistake="rule")


def with_baseline(findings: Iterable[Finding], known: Iterable[str]) -> list[Finding]:
    """The findings, those marked whose fingerprint is known; each fingerprint as often as it is known."""
    left: dict[str, int] = defaultdict(int)
    for fingerprint in known:
        left[fingerprint] += 1
    result = []
    for finding in findings:
        if finding.suppressed is None and left.get(finding.fingerprint):
            left[finding.fingerprint] -= 1
            finding = finding.suppressed_by(Suppression("external"))  # noqa: PLW2901
        result.append(finding)
    return result
