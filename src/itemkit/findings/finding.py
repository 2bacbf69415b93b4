"""What a finding is: a rule, a place, a sentence. No finding knows a line number until it is shown."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, Self

from itemkit.findings.message import Message
from itemkit.findings.pointer import ROOT, Pointer


class Severity(Enum):
    """How bad a finding is. Ordered: ``ERROR > WARNING > INFO``."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for information, 1 for a warning, 2 for an error."""
        return _RANKS[self]

    def __ge__(self, other: Self) -> bool:
        return self.rank >= other.rank

    def __gt__(self, other: Self) -> bool:
        return self.rank > other.rank


_RANKS = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text. Line and column count from 1; columns count code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From ``start`` up to, not including, ``end``."""

    start: Position
    end: Position

    @classmethod
    def at(cls, line: int, column: int, length: int = 1) -> Self:
        """A span within one line."""
        return cls(Position(line, column), Position(line, column + length))


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: a pointer, and the span where the file has no pointer for it (a syntax error)."""

    pointer: Pointer = ROOT
    """The value meant; where there is none (a missing key), its nearest existing ancestor is shown."""
    on_key: bool = False
    """True: the key itself is meant, not its value."""
    span: Span | None = None
    """Known where the file could not be read as a document; otherwise found from the pointer when shown."""


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that explains a finding, perhaps in another file."""

    message: Message
    place: Place
    path: str = ""
    """Relative to the catalog, with ``/``; empty: the finding's own file."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of ``span`` in the finding's file by ``text``."""

    span: Span
    text: str


class _Removed:
    """What a value becomes that is taken out."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "REMOVED"

    def __reduce__(self) -> str:
        """There is only one, in every process."""
        return "REMOVED"


REMOVED = _Removed()
"""As the value of a `Change`: take the key or the element out."""


@dataclass(frozen=True, slots=True)
class Change:
    """Put a value in the place of another; how the text of the file changes is found out when it is shown or done."""

    pointer: Pointer
    value: Any
    """Plain data, or `REMOVED`."""


@dataclass(frozen=True, slots=True)
class Fix:
    """What would make the finding go away, in the finding's own file."""

    message: Message
    changes: tuple[Change, ...]
    safe: bool = True
    """True: the meaning stays or the maintainer surely wants it."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count: an ignore comment (``in_source``) or the baseline (``external``)."""

    kind: str
    reason: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule yields: the place in the file at hand, and the sentence."""

    place: Place
    message: Message
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a maintainer should know about one place of one file."""

    code: str
    """The rule's code, such as ``S104``."""
    severity: Severity
    path: str
    """Relative to the catalog's root, with ``/``."""
    place: Place
    message: Message
    subject: str = ""
    """The code of the item (else its name) that the file is about; part of the fingerprint."""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    suppressed: Suppression | None = None

    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits that stay the same when lines move: rule, path, pointer and subject."""
        what = "\0".join((self.code, self.path, str(self.place.pointer), self.subject))
        return hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def sort_key(self) -> tuple[object, ...]:
        """The order of every report: path, pointer, rule; then the span, for what has no pointer."""
        span = self.place.span or Span.at(0, 0, 0)
        return (self.path, self.place.pointer.sort_key(), self.code, span, self.message.text)

    def suppressed_by(self, suppression: Suppression) -> Self:
        """This finding, marked as known."""
        return replace(self, suppressed=suppression)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the one order that every report keeps."""
    return sorted(findings, key=Finding.sort_key)
