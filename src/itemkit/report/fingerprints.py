"""Tells findings with one fingerprint apart.

A fingerprint leaves out the line, so two findings of a rule at one pointer share it. GitHub and GitLab keep only the
first result of a fingerprint; for them the second one in a file gets a number.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from itemkit.report.interface import Located


def numbered(findings: Iterable[Located]) -> Iterator[tuple[Located, str, int]]:
    """Each finding with its fingerprint and the how manieth of that fingerprint it is, from 1.

    Args:
        findings: In order of path, as reports have them.
    """
    path = None
    seen: Counter[str] = Counter()
    for located in findings:
        if located.finding.path != path:  # the path is part of the fingerprint: nothing later can equal what was before
            path = located.finding.path
            seen.clear()
        fingerprint = located.finding.fingerprint
        seen[fingerprint] += 1
        yield located, fingerprint, seen[fingerprint]
