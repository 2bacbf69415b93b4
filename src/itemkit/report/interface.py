"""What a report is made of and what a format is.

Whoever runs the checks fills a `Report`; a format turns it into text or bytes and knows nothing else. Places are
already found here, so that no format ever opens a file.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, TextIO

from itemkit.findings import Edit, Finding, Rule, Severity, Span


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with its place in the file, found just before it is shown."""

    finding: Finding
    span: Span
    """Where ``finding.place`` is in the file."""
    related: tuple[Span, ...] = ()
    """Parallel to ``finding.related``."""
    excerpt: tuple[str, ...] = ()
    """Source lines from ``span.start.line`` on, at most 3; empty if there is no text to show."""
    edits: tuple[Edit, ...] = ()
    """What ``finding.fix`` changes in the text; empty without a fix, or where it can't be made on the text as it is."""

    @property
    def last_line(self) -> int:
        """The last line that the span has a part in; a span that ends where a line begins has none in that line."""
        start, end = self.span.start, self.span.end
        return end.line - 1 if end.column == 1 and end.line > start.line else end.line


@dataclass(frozen=True, slots=True)
class Summary:
    """What was checked and how much was found."""

    files: int
    """Files that were read, whether or not they could be understood."""
    items: int
    """Service items among them."""
    error: int
    """Findings of this severity that count; the suppressed ones are not among them."""
    warning: int
    info: int
    suppressed: int
    """Findings that an ignore comment or the baseline covers, of any severity."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a format needs."""

    findings: Sequence[Located]
    """In order of path, pointer, rule."""
    summary: Summary
    rules: Mapping[str, Rule[Any]]
    """By code; all rules that exist, not only those that found something."""
    root: str
    """Leads from the working directory to the catalog and ends in ``/``, or is empty. What a person or a forge opens
    is ``root`` + ``finding.path``; JSON keeps paths relative to the catalog and says ``root`` once. For a format of
    bytes it leads from the folder of the file that is written, because people open links from there."""
    hidden: int = 0
    """Findings that exist and are counted but are not in ``findings``, because the format shows only so many."""
    fail_on: Severity | None = Severity.ERROR
    """From this severity on a finding is a failure; JUnit must know, so that its verdict is that of the exit code.
    None: nothing is, except what could not be checked."""
    baseline: bool = False
    """True: the findings were compared with a baseline, so that each is either known or new."""
    category: str | None = None
    """Tells the results of one kind of check from those of another, for forges that keep the last of each; None: the
    usual check of the catalog at ``root``."""


Format = Callable[[Report, TextIO], None]
"""Writes the whole report to a text stream in UTF-8; returns when all is written, and does not close the stream."""


@dataclass(frozen=True, slots=True)
class BinaryFormat:
    """A format of bytes: written to a file, never to a terminal, by a package that is not always installed."""

    write: Callable[[Report, BinaryIO], None]
    """Writes the whole report; returns when all is written, and does not close the stream."""
    package: str
    """What must be importable. The extra of itemkit that installs it is called like the format."""
