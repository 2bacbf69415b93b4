"""The changes of a fix as edits of a file's text, and a text with several of them made."""

from collections.abc import Iterable

from itemkit.findings import REMOVED, Change, Edit, Position, Span
from itemkit.source.edit import remove, set_value


def changed(text: str, changes: Iterable[Change]) -> str:
    """``text`` with all changes made; the pointers are those of the text as it is.

    Raises:
        EditRefused: one can't be made without touching more than is asked for.
    """
    # from the back, so that what is still to be changed stays where it is
    for change in sorted(changes, key=lambda one: one.pointer.sort_key(), reverse=True):
        text = (
            remove(text, change.pointer) if change.value is REMOVED else set_value(text, change.pointer, change.value)
        )
    return text


def edits_of(text: str, changes: Iterable[Change]) -> tuple[Edit, ...]:
    """The same as edits of the text, in order: one for each change.

    Raises:
        EditRefused: as `changed`.
    """
    edits = (_between(text, changed(text, [change])) for change in changes)
    return tuple(sorted(edits, key=lambda edit: edit.span))


def _between(before: str, after: str) -> Edit:
    """The shortest edit that makes ``after`` of ``before``."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = shorter - start
    end = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    span = Span(_position(before, start), _position(before, len(before) - end))
    return Edit(span, after[start : len(after) - end])


def _position(text: str, offset: int) -> Position:
    before = text[:offset].replace("\r\n", " \n")  # one character more in the line, as many in all
    line_start = max(before.rfind("\n"), before.rfind("\r")) + 1
    return Position(1 + before.count("\n") + before.count("\r"), offset - line_start + 1)
