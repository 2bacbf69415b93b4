"""A rule across files: a pure function of an `Index` that yields hits, each of which names its file.

It stands here, and not with the other kinds of rules, because every room above the index may have such rules.
"""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from itemkit.findings import Finding, Hit, Rule, Severity
from itemkit.index.database import Index


@dataclass(frozen=True, slots=True)
class HitIn(Hit):
    """A hit of a rule across files: it says in which file it is."""

    path: str = ""
    """Relative to the catalog, with ``/``."""
    subject: str = ""
    """What the record is called, as in `Finding.subject`."""


@dataclass(frozen=True, eq=False)
class AcrossRule(Rule[[Index]]):
    """A rule across files."""

    def findings_in(self, index: Index) -> Iterator[Finding]:
        """What the rule finds in a whole catalog."""
        for hit in self.check(index):
            if not isinstance(hit, HitIn):
                raise TypeError(f"{self.code} does not say in which file its hit is")
            yield Finding(self.code, self.severity, hit.path, hit.place, hit.message, hit.subject, hit.related, hit.fix)


def across_rule(code: str, name: str, severity: Severity) -> Callable[[Callable[[Index], Iterator[HitIn]]], AcrossRule]:
    """Make a function an `AcrossRule`; its docstring is the rule's page."""

    def decorate(check: Callable[[Index], Iterator[HitIn]]) -> AcrossRule:
        return AcrossRule(code, name, severity, check, inspect.getdoc(check) or "")

    return decorate
