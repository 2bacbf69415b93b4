"""What can be wrong with a file before its content is looked at, as plain data: no problem is an exception."""

from dataclasses import dataclass, field

from itemkit.findings import ROOT, Pointer, Span


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the text of a file."""

    kind: str
    """``syntax``, ``duplicate``, ``encoding``, ``tag``, ``bomb``, ``large``, ``deep``, ``empty``, ``number``, ``link``,
    ``unplaced`` or ``unreadable``."""
    span: Span | None = None
    pointer: Pointer = ROOT
    detail: str = ""
    """What the rule says more about it: the parser's words, the key, the tag, the likely encoding, the spelling."""
    other: Span | None = None
    """A second place: where the key was first used, where the bracket was opened."""
    fatal: bool = field(default=True)
    """True: the document has no data to go on with."""
