"""Changes that somebody has accepted, each with the reason: a list in YAML that is kept beside the catalog.

An entry speaks of one change by its fingerprint, so that the same thing in another item, or a little more of it, is
again a change that somebody has to look at. What it says of item and change is for people alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from itemkit.findings import Message, Place, Pointer, Position, msg
from itemkit.source.catalog import CatalogError
from itemkit.source.dump import scalar
from itemkit.source.limits import MAX_BYTES
from itemkit.source.read import Document, load, read_bytes
from itemkit.source.rules import findings_of

_KEYS = ("fingerprint", "reason", "until", "item", "change")
_DIGITS = frozenset("0123456789abcdef")
_LENGTH = 32
_FACTOR = 16
"""How much larger than an item the list may be."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """An entry of the list."""

    fingerprint: str
    reason: str
    """Why the change is right; empty only while the list is being written."""
    until: date | None = None
    """The last day on which it counts."""
    item: str = ""
    """The item, for people."""
    change: str = ""
    """What changed, for people."""

    def expired(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.until is not None and self.until < today


@dataclass(frozen=True, slots=True)
class Accepted:
    """The whole list."""

    text: str = ""
    """As it stands in the file, without a byte order mark."""
    entries: Sequence[Acceptance] = ()

    def reasons(self, today: date) -> Mapping[str, str]:
        """The reason of each entry that counts, by fingerprint."""
        return {one.fingerprint: one.reason for one in self.entries if one.reason and not one.expired(today)}

    def expired(self, today: date) -> list[Acceptance]:
        """Those whose last day has passed."""
        return [one for one in self.entries if one.expired(today)]

    def unused(self, fingerprints: Iterable[str]) -> list[Acceptance]:
        """Those that speak of none of these changes."""
        known = set(fingerprints)
        return [one for one in self.entries if one.fingerprint not in known]

    def with_more(self, more: Iterable[Acceptance]) -> str:
        """The text of the list with further entries at its end; what is there stays as it is written."""
        known = {one.fingerprint for one in self.entries}
        new = {one.fingerprint: one for one in more if one.fingerprint not in known}
        added = "".join(map(_in_yaml, new.values()))
        text = self.text if not self.text or self.text.endswith("\n") else self.text + "\n"
        if not self.entries:  # nothing but comments, or []
            text = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
        whole = text + added
        wanted = [*self.entries, *new.values()]
        if not wanted:
            return text + "[]\n"
        try:
            if list(_checked("", read_bytes(whole.encode()), complete=False)) == wanted:
                return whole
        except CatalogError:  # the list is in flow style, or indented
            pass
        return "".join(map(_in_yaml, wanted))


def read_accepted(path: Path, *, complete: bool = True) -> Accepted:
    """Read a list.

    Args:
        path: the file.
        complete: whether each entry must have its reason already.

    Raises:
        CatalogError: there is no such file, or something in it is wrong; all of it is told, with lines.
    """
    if not path.exists():
        raise CatalogError(msg("没有接受清单 {path}：用 itemkit diff … -f accept={path} 写一个，再填理由", path=path))
    raw = load(path, MAX_BYTES * _FACTOR)
    document = read_bytes(raw) if isinstance(raw, bytes) else raw
    return Accepted(document.text, tuple(_checked(str(path), document, complete=complete)))


def _checked(path: str, document: Document, *, complete: bool) -> Sequence[Acceptance]:
    if document.problems and all(one.kind == "empty" for one in document.problems):
        return ()
    if not document.usable:
        wrong = [
            (finding.place.span.start if finding.place.span else None, finding.message)
            for finding in findings_of(document.problems, path)
        ]
        raise CatalogError(*(_told(path, position, message) for position, message in wrong))
    entries, mistakes = _entries(document.data, complete=complete)
    if mistakes:
        from itemkit.source.locate import Spans

        spans = Spans(document.text, [place.pointer for place, _message in mistakes])
        raise CatalogError(*(_told(path, spans.of(place).start, message) for place, message in mistakes))
    return entries


def _told(path: str, position: Position | None, message: Message) -> Message:
    if position is None:
        return msg("{path}：{message}", path=path, message=message)
    return msg("{path}:{line}:{column} {message}", path=path, line=position.line, column=position.column,
        message=message)  # fmt: skip


def _entries(data: Any, *, complete: bool) -> tuple[Sequence[Acceptance], list[tuple[Place, Message]]]:
    if not isinstance(data, list):
        return (), [(Place(), msg("接受清单是一个列表，每条有 fingerprint 和 reason"))]
    entries: list[Acceptance] = []
    mistakes: list[tuple[Place, Message]] = []
    seen: set[str] = set()
    for index, row in enumerate(data):
        here = Pointer.of(index)
        found = list(_mistakes(here, row, complete=complete))
        mistakes += found
        if found:
            continue
        until = date.fromisoformat(row["until"]) if "until" in row else None
        if row["fingerprint"] in seen:
            mistakes.append((Place(here / "fingerprint"), msg("这个 fingerprint 前面已经有了：留一条")))
        seen.add(row["fingerprint"])
        entries.append(
            Acceptance(
                row["fingerprint"], (row.get("reason") or "").strip(), until, row.get("item", ""), row.get("change", "")
            )
        )
    return tuple(entries), mistakes


def _mistakes(here: Pointer, row: Any, *, complete: bool) -> Iterator[tuple[Place, Message]]:
    if not isinstance(row, dict):
        yield Place(here), msg("每条要写成映射：fingerprint、reason，可以有 until、item、change")
        return
    for key in row:
        if key not in _KEYS:
            yield Place(here / str(key), on_key=True), msg("没有“{key}”这个键：可以用 {keys}", key=key, keys=_KEYS)
    named = row.get("fingerprint")
    if not isinstance(named, str) or len(named) != _LENGTH or not _DIGITS.issuperset(named):
        yield (
            Place(here / "fingerprint"),
            msg("fingerprint 要有 32 位十六进制数字，加引号，从 itemkit diff -f json 里抄"),
        )
    reason = row.get("reason")
    if not isinstance(reason, str | None) or (complete and not (reason or "").strip()):
        yield Place(here / "reason"), msg("没有写理由：reason 里写明为什么接受")
    for key in ("item", "change"):
        if not isinstance(row.get(key, ""), str):
            yield Place(here / key), msg("{key} 要写文字", key=key)
    if "until" in row and not _is_date(row["until"]):
        yield Place(here / "until"), msg("until 要写日期，如 2027-01-01")


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _in_yaml(one: Acceptance) -> str:
    rows = {"fingerprint": one.fingerprint, "item": one.item, "change": one.change, "reason": one.reason}
    if one.until is not None:
        rows["until"] = one.until.isoformat()
    told = [
        f"{key}: " + (scalar(value) if value else '""')
        for key, value in rows.items()
        if value or key in {"fingerprint", "reason"}
    ]
    return "- " + "\n  ".join(told) + "\n"
