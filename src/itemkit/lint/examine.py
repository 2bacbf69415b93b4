"""Examine one file: a pure function of its bytes and of the few small things that it refers to.

The hot path of everything. A clean file costs reading, parsing, one schema check and a look at its references; only a
file with something to say pays for the exact reader and for sentences.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from itemkit.findings import Finding, Pointer, in_order
from itemkit.lint.references import Names, all_known, unknown_references
from itemkit.model.check import Checker, Violation
from itemkit.model.kinds import ITEM_KIND, KINDS, STANDARD_KIND, Kind
from itemkit.model.rules import findings_of as schema_findings
from itemkit.source.catalog import Catalog
from itemkit.source.read import Document, read, read_exactly, too_deep
from itemkit.source.rules import findings_of as source_findings


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rest of the catalog needs to know about a record: what it may be called."""

    kind: str
    names: tuple[str, ...]


@dataclass(slots=True)
class Examined:
    """What came out of some files."""

    files: int = 0
    items: int = 0
    findings: list[Finding] = field(default_factory=list)
    facts: list[Facts] = field(default_factory=list)

    def add(self, other: "Examined") -> None:
        """Take in what came out of more files."""
        self.files += other.files
        self.items += other.items
        self.findings += other.findings
        self.facts += other.facts


class Examiner:
    """Examines files of one catalog against the names that are known so far."""

    def __init__(self, catalog: Catalog, names: Names, wanted_codes: frozenset[str] = frozenset()) -> None:
        """Remember what to examine against."""
        self.catalog = catalog
        self.root = str(catalog.root)
        self.names = names
        self.wanted_codes = wanted_codes

    def __reduce__(self) -> tuple[type["Examiner"], tuple[Catalog, Names, frozenset[str]]]:
        """A compiled checker can't be sent to another process; it is compiled again there."""
        return Examiner, (self.catalog, self.names, self.wanted_codes)

    def examine_all(self, kind_name: str, paths: Iterable[str]) -> Examined:
        """Examine several files of one kind; the findings come in order."""
        kind = KINDS[kind_name]
        checker = self.catalog.checker(kind)
        limit = self.catalog.limit_of(kind)
        found = Examined()
        for path in paths:
            document = read(f"{self.root}/{path}", limit)
            self._examine(document, kind, checker, path, found)
        found.findings = in_order(found.findings)
        return found

    def _examine(self, document: Document, kind: Kind, checker: Checker, path: str, found: Examined) -> None:
        data = document.data
        found.files += 1
        found.items += kind is ITEM_KIND
        is_well_formed = document.usable and checker.accepts(data)
        at_fault: set[Pointer] = set()
        if document.problems or not is_well_formed:
            wrong = list(explain(document, kind, checker, path))
            at_fault = {one.place.pointer for one in wrong}
            found.findings += wrong
        if document.usable and (kind is not ITEM_KIND or self.wanted_codes):
            found.facts += self._facts(kind.name, data)
        if isinstance(data, dict) and not (kind in _QUICKLY_KNOWN and all_known(data, self.names)):
            dangling = unknown_references(kind.name, data, self.names, path, kind.subject(data))
            found.findings += (one for one in dangling if one.place.pointer not in at_fault)

    def _facts(self, kind: str, data: Any) -> Iterator[Facts]:
        """What a record may be called, as far as it is well-formed."""
        if kind == "organs":
            names = tuple(one["uscc"] for one in data if isinstance(one, dict) and isinstance(one.get("uscc"), str))
            yield Facts(kind, names)
        elif not isinstance(data, dict):
            return
        elif kind == "certificate":
            aliases = data.get("aliases")
            listed = aliases if isinstance(aliases, list) else []
            yield Facts(kind, tuple(one for one in (data.get("name"), *listed) if isinstance(one, str)))
        elif (kind == "standard" and isinstance(data.get("code"), str)) or (
            kind == "item" and self.wanted_codes and data.get("code") in self.wanted_codes
        ):
            yield Facts(kind, (data["code"],))


_QUICKLY_KNOWN = (ITEM_KIND, STANDARD_KIND)


def explain(document: Document, kind: Kind, checker: Checker, path: str) -> Iterator[Finding]:
    """Everything that is wrong with the text and with the form of one file."""
    if document.usable and too_deep(document.data):
        document = read_exactly(document)
    subject = kind.subject(document.data)
    violations = checker.violations(document.data) if document.usable else []

    def raw(violation: Violation) -> str | None:
        from itemkit.source.locate import Spans

        return Spans(document.text, [violation.pointer]).text_of(violation.pointer)

    at_fault = {violation.pointer for violation in violations}
    problems = [
        one for one in document.problems if one.kind != "number" or one.pointer not in at_fault
    ]  # a code without quotes is one mistake, not two
    yield from source_findings(problems, path, subject)
    yield from schema_findings(violations, path, subject, raw)


def read_codes(root: Path, paths: Iterable[str], wanted: frozenset[str]) -> set[str]:
    """Which of some item codes occur in files that are not examined in this run."""
    missing = {code: code.encode() for code in wanted}
    present: set[str] = set()
    for path in paths:
        if not missing:
            break
        text = (root / path).read_bytes()
        here = {code for code, raw in missing.items() if raw in text}
        present |= here
        for code in here:
            del missing[code]
    return present
