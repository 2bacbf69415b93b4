"""SARIF 2.1.0 (OASIS), for code scanning, editors and archives.

Suppressed findings stay in, marked: a result that vanishes is read as fixed, and one that comes back as new. All
rules are listed, also those that found nothing, so that the log says what was checked and ``ruleIndex`` does not
depend on the catalog. GitHub refuses a log with more than 25,000 results: the worst stay, and the log says how many
are left out.
"""

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import Any, TextIO
from urllib.parse import quote

from itemkit import __version__
from itemkit.findings import Edit, Finding, Fix, Place, Rule, Severity, Span, Suppression
from itemkit.language import _, current
from itemkit.report.fingerprints import numbered
from itemkit.report.interface import Located, Report
from itemkit.report.stream import dumped, write_rows
from itemkit.report.visible import visible
from itemkit.report.words import TOOL
from itemkit.report.worst import worst

Node = dict[str, Any]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_KINDS = {"in_source": "inSource", "external": "external"}
_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
_FAMILIES = {
    "Y": ("yaml", "very-high"),
    "S": ("schema", "very-high"),
    "C": ("codes", "very-high"),
    "B": ("basis", "high"),
    "M": ("materials", "high"),
    "T": ("time", "high"),
    "F": ("fees", "high"),
    "P": ("process", "high"),
    "W": ("wording", "medium"),
    "R": ("regions", "high"),
    "G": ("certificates", "high"),
    "L": ("lifecycle", "high"),
    "N": ("names", "high"),
    "U": ("suppressions", "very-high"),
    "X": ("tool", "very-high"),
}
"""By the first letter of a rule's code: its tag, and how seldom such a rule is wrong. Kinds of change have none."""

_LONGEST = 1024
"""Characters of a description that GitHub takes."""
_MOST_RESULTS = 25_000
"""Results of a run that GitHub takes."""
_SOURCE_ROOT = "%SRCROOT%"


def write(report: Report, out: TextIO) -> None:
    """Write one log with one run, a result a line."""
    codes = sorted(report.rules)
    indexes = {code: index for index, code in enumerate(codes)}
    chosen = frozenset(worst(report.findings, _MOST_RESULTS))
    run = {
        "tool": {
            "driver": {
                "name": TOOL,
                "version": __version__,
                "semanticVersion": __version__,
                "language": "zh-CN",  # of the rules' pages
                "rules": [_descriptor(report.rules[code]) for code in codes],
            }
        },
        "language": _LANGUAGES[current()],
        "columnKind": "unicodeCodePoints",
        # What it stands for differs from machine to machine; the standard lets a producer leave the URI out.
        "originalUriBaseIds": {_SOURCE_ROOT: {"description": {"text": _("运行检查的工作目录")}}},
        "automationDetails": {"id": _category(report.category or report.root)},
        "invocations": [_invocation(len(report.findings) - len(chosen) + report.hidden)],
    }
    before = (
        '{"$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n"version": "2.1.0",\n"runs": [{\n'
        + "".join(f'"{key}": {dumped(value)},\n' for key, value in run.items())
        + '"results": '
    )
    write_rows(out, before, _each_result(report, chosen, indexes), "\n}]\n}\n")


def _invocation(left_out: int) -> Node:
    invocation: Node = {"executionSuccessful": True}
    if left_out:
        said = _("只写了最严重的，另有 {count} 条没有写进来").format(count=left_out)
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": said}}]
    return invocation


def _descriptor(rule: Rule[Any]) -> Node:
    tag, precision = _FAMILIES.get(rule.code[0], ("changes", "high"))
    return {
        "id": rule.code,
        **({} if rule.name == rule.code else {"name": rule.name}),  # SARIF1001: they must not be the same
        "shortDescription": {"text": _short(rule.summary)},
        "fullDescription": {"text": _short(_unfolded(f"{rule.summary}\n{rule.reason}"))},
        # Braces stay single here, unlike in a result: a help text has no arguments, and viewers show it as it is.
        "help": {"text": re.sub(r"^#+ ", "", rule.text, flags=re.MULTILINE), "markdown": rule.text},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": [tag],
            "precision": precision,
            "problem.severity": _PROBLEM[rule.severity],
        },
    }


def _each_result(report: Report, chosen: Container[int], indexes: dict[str, int]) -> Iterator[Node]:
    # All are numbered, also those that are left out: the numbers stay the same from run to run.
    for index, (located, fingerprint, number) in enumerate(numbered(report.findings)):
        if index not in chosen:
            continue
        finding = located.finding
        result: Node = {
            "ruleId": finding.code,
            "ruleIndex": indexes[finding.code],
            "level": _LEVELS[finding.severity],
            "message": {"text": _message(finding)},
            "locations": [_location(report.root + finding.path, located.span, finding.place)],
            "partialFingerprints": {"primaryLocationLineHash": f"{fingerprint}:{number}", "itemkit/v1": fingerprint},
        }
        if finding.related:
            result["relatedLocations"] = _related(located, report)
        if finding.fix is not None and located.edits:
            result["fixes"] = [_fix(finding.fix, located.edits, report.root + finding.path)]
        if finding.suppressed is not None:
            result["suppressions"] = [_suppression(finding.suppressed)]
        if report.baseline:  # every result has a state, or none has
            is_known = finding.suppressed is not None and finding.suppressed.kind == "external"
            result["baselineState"] = "unchanged" if is_known else "new"
        yield result


def _message(finding: Finding) -> str:
    text = _literal(str(finding.message))
    if finding.related:  # viewers show a related location only if the message links to it
        links = (f"[{_link_text(str(one.message))}]({number})" for number, one in enumerate(finding.related, 1))
        text += "\n" + _("另见 {places}").format(places=_("、").join(links))
    return text


def _related(located: Located, report: Report) -> list[Node]:
    finding = located.finding
    return [
        {
            "id": number,
            **_location(report.root + (related.path or finding.path), span, related.place),
            "message": {"text": _literal(str(related.message))},
        }
        for number, (related, span) in enumerate(zip(finding.related, located.related, strict=True), 1)
    ]


def _location(path: str, span: Span, place: Place) -> Node:
    location: Node = {"physicalLocation": {"artifactLocation": _artifact(path), "region": _region(span)}}
    if place.pointer:
        kind = "property" if place.on_key else "value"
        name = visible(str(place.pointer[-1]))
        location["logicalLocations"] = [{"name": name, "fullyQualifiedName": visible(str(place.pointer)), "kind": kind}]
    return location


def _artifact(path: str) -> Node:
    return {"uri": _uri(path), "uriBaseId": _SOURCE_ROOT}


@lru_cache(maxsize=64)  # the findings of a file come one after the other
def _uri(path: str) -> str:
    """``path`` percent-encoded; bytes of a file name that are no UTF-8 come back as they are on disk."""
    return quote(path, safe="/", errors="surrogateescape")


def _region(span: Span) -> Node:
    return {
        "startLine": span.start.line,
        "startColumn": span.start.column,
        "endLine": span.end.line,
        "endColumn": span.end.column,
    }


def _fix(fix: Fix, edits: Sequence[Edit], path: str) -> Node:
    replacements = [{"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}} for edit in edits]
    return {
        "description": {"text": _literal(str(fix.message))},
        "artifactChanges": [{"artifactLocation": _artifact(path), "replacements": replacements}],
    }


def _suppression(suppression: Suppression) -> Node:
    node: Node = {"kind": _KINDS[suppression.kind], "status": "accepted"}
    if suppression.reason:
        node["justification"] = visible(suppression.reason)
    if suppression.until is not None:
        node["properties"] = {"until": suppression.until.isoformat()}
    return node


def _literal(text: str) -> str:
    """``text`` as a SARIF message that says just this: no placeholder (3.11.5), no link (3.11.6)."""
    return visible(text).replace("{", "{{").replace("}", "}}").replace("](", "\\](")


def _link_text(text: str) -> str:
    """``text`` for between the brackets of a link."""
    return re.sub(r"[\\\[\]]", r"\\\g<0>", visible(text).replace("{", "{{").replace("}", "}}"))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _unfolded(text: str) -> str:
    """``text`` as one line; a line break is a space only between two ASCII words, as Chinese has none."""
    return re.sub(r"\s*\n\s*", "", re.sub(r"(?<=[!-~])\s*\n\s*(?=[!-~])", " ", text))


def _category(root: str) -> str:
    """``itemkit/catalog/``: keeps the results of two catalogs in one repository apart."""
    parts = [part for part in root.split("/") if part not in {"", ".", ".."}]
    return "/".join([TOOL, *parts]) + "/"
