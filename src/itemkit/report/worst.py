"""Chooses what stays where a format takes only so many findings.

What counts comes before what is suppressed, errors before warnings before information, and what stands first in the
report before what stands later.
"""

from collections.abc import Sequence

from itemkit.report.interface import Located


def worst(findings: Sequence[Located], most: int) -> Sequence[int]:
    """Where in ``findings`` the ``most`` worst stand, ascending."""
    numbers = range(len(findings))
    if len(findings) <= most:
        return numbers
    return sorted(sorted(numbers, key=lambda number: _goodness(findings[number]))[:most])


def _goodness(located: Located) -> tuple[bool, int]:
    finding = located.finding
    return finding.suppressed is not None, -finding.severity.rank
