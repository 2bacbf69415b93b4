"""Findings as text that can be kept and read again: JSON, because what is kept must never be code.

A message is kept as template and values, so that a finding kept by one run can be said in another language by the next.
"""

import json
from collections.abc import Mapping
from typing import Any

from itemkit.findings import REMOVED, Change, Finding, Fix, Message, Place, Pointer, Position, Related, Severity, Span


def dumped(finding: Finding, path: str | None = None) -> str:
    """A finding as one line of JSON; its suppression is not kept.

    Args:
        finding: the finding.
        path: where it is kept: of the file that it comes of. Only another path is kept with it; None: none at all.
    """
    kept: dict[str, Any] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "place": _of_place(finding.place),
        "message": _of_message(finding.message),
        "subject": finding.subject,
    }
    if path is not None and finding.path != path:
        kept["path"] = finding.path
    if finding.related:
        kept["related"] = [[_of_message(one.message), _of_place(one.place), one.path] for one in finding.related]
    if finding.fix:
        kept["fix"] = [
            _of_message(finding.fix.message),
            [[str(one.pointer), one.value is not REMOVED, _value(one)] for one in finding.fix.changes],
            finding.fix.safe,
        ]
    return json.dumps(kept, ensure_ascii=True, separators=(",", ":"))


def loaded(text: str, path: str) -> Finding:
    """The finding that `dumped` has made ``text`` of, kept for the file ``path``.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: ``text`` is something else.
    """
    kept = json.loads(text)
    fix = None
    if "fix" in kept:
        message, changes, safe = kept["fix"]
        fix = Fix(
            _message(message),
            tuple(Change(Pointer.parse(at), value if is_there else REMOVED) for at, is_there, value in changes),
            safe,
        )
    return Finding(
        kept["code"],
        Severity(kept["severity"]),
        kept.get("path", path),
        _place(kept["place"]),
        _message(kept["message"]),
        kept["subject"],
        tuple(Related(_message(message), _place(place), where) for message, place, where in kept.get("related", ())),
        fix,
    )


def _value(change: Change) -> Any:
    return None if change.value is REMOVED else change.value


def _of_place(place: Place) -> list[Any]:
    span = place.span
    corners = [span.start.line, span.start.column, span.end.line, span.end.column] if span else None
    return [list(place.pointer), place.on_key, corners]


def _place(kept: list[Any]) -> Place:
    parts, on_key, corners = kept
    span = Span(Position(*corners[:2]), Position(*corners[2:])) if corners else None
    return Place(Pointer(parts), on_key, span)


def _of_message(message: Message) -> list[Any]:
    return [message.text, {name: _of_value(value) for name, value in message.values.items()}]


def _of_value(value: object) -> Any:
    if isinstance(value, Message):
        return {"message": _of_message(value)}
    if type(value) is tuple:
        return {"list": [_of_value(one) for one in value]}
    return value if isinstance(value, str | int | float) else str(value)


def _message(kept: list[Any]) -> Message:
    text, values = kept
    return Message(text, {name: _read_value(value) for name, value in values.items()})


def _read_value(kept: Any) -> object:
    if isinstance(kept, Mapping):
        return _message(kept["message"]) if "message" in kept else tuple(map(_read_value, kept["list"]))
    return kept
