"""Making the fixes that rules propose: in memory, until nothing more is to be fixed; written at the end, whole."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from itemkit.findings import Change, Finding
from itemkit.lint.run import Outcome
from itemkit.source.changes import changed
from itemkit.source.edit import EditRefused

_MOST_ROUNDS = 10
"""Two rules that undo each other's work must come to an end."""


@dataclass
class Fixed:
    """What came of fixing."""

    texts: dict[str, str] = field(default_factory=dict)
    """What the files that changed hold now, by path."""
    count: int = 0
    """How many findings were fixed."""
    refused: list[Finding] = field(default_factory=list)
    """Findings whose fix can't be made on the text as it is written."""
    left: Outcome | None = None
    """What lint says afterwards."""


def fix(
    lint: Callable[[Mapping[str, bytes]], Outcome], read: Callable[[str], str | None], *, unsafe: bool = False
) -> Fixed:
    """Fix what can be fixed.

    Args:
        lint: examines the catalog; some files hold something else than what is on disk.
        read: the text of a file on disk, with its path as findings have it; None: it can't be changed.
        unsafe: also make the fixes after which somebody should look.
    """
    result = Fixed()
    refused: dict[str, Finding] = {}
    for _round in range(_MOST_ROUNDS):
        outcome = lint({path: text.encode() for path, text in result.texts.items()})
        result.left = outcome
        wanted: dict[str, list[Finding]] = defaultdict(list)
        for one in outcome.findings:
            if one.fix and one.suppressed is None and (one.fix.safe or unsafe) and one.fingerprint not in refused:
                wanted[one.path].append(one)
        if not wanted:
            break
        for path, findings in wanted.items():
            text = result.texts.get(path) or read(path)
            for finding in _apart(findings):
                done = _made(text, finding) if text is not None else None
                if done is None or done == text:
                    refused[finding.fingerprint] = finding
                else:
                    text = done
                    result.count += 1
            if text is not None and result.texts.get(path) != text and text != read(path):
                result.texts[path] = text
    result.refused = list(refused.values())
    return result


def _made(text: str, finding: Finding) -> str | None:
    try:
        return changed(text, finding.fix.changes) if finding.fix else None
    except EditRefused:
        return None


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """Those that can be made one after the other: from the back, and none in what another has changed."""
    taken: list[Change] = []
    chosen = []
    for finding in sorted(findings, key=lambda one: max(_places(one)), reverse=True):
        changes = finding.fix.changes if finding.fix else ()
        if not any(_touch(one, other) for one in changes for other in taken):
            taken += changes
            chosen.append(finding)
    return chosen


def _places(finding: Finding) -> list[tuple[tuple[int, int, str], ...]]:
    return [one.pointer.sort_key() for one in finding.fix.changes] if finding.fix else [()]


def _touch(one: Change, other: Change) -> bool:
    shorter = min(len(one.pointer), len(other.pointer))
    return one.pointer[:shorter] == other.pointer[:shorter]
