"""From a pointer to the lines and columns of its key and its value, found only when a finding is shown."""

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from itemkit.findings import Place, Pointer, Span
from itemkit.source.events import Event, Events, Mark, YamlError, events, exact_events, position

_TOP = Span.at(1, 1)


@dataclass(slots=True)
class _Wanted:
    """A node of the tree of pointers that are asked for."""

    asked: bool = False
    """True: this very place is asked for, not only something below it."""
    below: dict[str | int, "_Wanted"] = field(default_factory=dict)
    key: Span | None = None
    value: Span | None = None
    offsets: tuple[int, int] | None = None


class Spans:
    """Where the things that some pointers name are in one text."""

    def __init__(self, text: str, pointers: Iterable[Pointer]) -> None:
        """Read ``text`` once, no further than needed, for all ``pointers``."""
        self._text = text
        self._cut = 0
        """How many characters less than the text the events have before the places found."""
        asked = list(pointers)
        self._root = _tree(asked)
        if not asked or self._found_from(_first_section(text, self._root.below)):
            return
        self._root = _tree(asked)
        try:
            _Finder(events(text), self._root).find()
        except YamlError:
            self._root = _tree(asked)
            with contextlib.suppress(YamlError):
                _Finder(exact_events(text), self._root).find()

    def _found_from(self, start: int) -> bool:
        """Look from the line at ``start`` on only; whether that was enough."""
        if not start or self._root.asked:
            return False
        lines = self._text.count("\n", 0, start)
        try:
            _Finder(events("\n" * lines + self._text[start:]), self._root).find()
        except YamlError:
            return False
        self._cut = start - lines
        return all(node.value is not None for node in self._root.below.values())

    def of(self, place: Place) -> Span:
        """The span of a place: its key or value; where there is none, its nearest ancestor's key."""
        if place.span is not None:
            return place.span
        node = self._root
        best = self._root.value or _TOP
        for depth, part in enumerate(place.pointer, start=1):
            following = node.below.get(part)
            if following is None or following.value is None:
                return _first_line(best)
            node = following
            is_last = depth == len(place.pointer)
            best = node.key or node.value or best
            if is_last and not place.on_key and node.value is not None:
                best = node.value
        return best if place.pointer else _first_line(best)

    def text_of(self, pointer: Pointer) -> str | None:
        """The value's own text in the file, such as ``000104002000``; None if there is no such value."""
        node: _Wanted | None = self._root
        for part in pointer:
            node = node.below.get(part) if node else None
        if node is None or node.offsets is None:
            return None
        return self._text[node.offsets[0] + self._cut : node.offsets[1] + self._cut]


_BLOCK_MAPPING = re.compile(r"(?:#[^\r\n]*\n|\n)*[A-Za-z_]\w*:[ \n]", re.ASCII)
"""A text whose top value is a mapping in block style: nothing in its values can begin a line in the first column."""


def _first_section(text: str, keys: Iterable[str | int]) -> int:
    """Where the first line of any of these top-level keys begins; 0 if only reading from the top can tell."""
    if not _BLOCK_MAPPING.match(text) or "\r" in text or "\n---" in text or "\n..." in text:
        return 0
    starts = []
    for key in keys:
        line = f"\n{key}:"
        start = text.find(line) + 1
        if not start or text.find(line, start) >= 0:
            return 0
        starts.append(start)
    return min(starts, default=0)


def _tree(pointers: Iterable[Pointer]) -> _Wanted:
    root = _Wanted()
    for pointer in pointers:
        node = root
        for part in pointer:
            node = node.below.setdefault(part, _Wanted())
        node.asked = True
    return root


def _first_line(span: Span) -> Span:
    """A span that does not run over several lines: its first character, when it does."""
    if span.start.line == span.end.line:
        return span
    return Span.at(span.start.line, span.start.column)


class _Done(Exception):  # noqa: N818
    """All that was asked for is found."""


class _Finder:
    """Walks the events of a text along a tree of wanted pointers, and stops when it has met them all."""

    def __init__(self, source: Events, root: _Wanted) -> None:
        self.source = source
        self.root = root
        self.outstanding = _asked_at_or_below(root)

    def find(self) -> None:
        for event in self.source:
            if event.kind != "document":
                with contextlib.suppress(_Done):
                    self.visit(event, self.root)
                return

    def visit(self, event: Event, wanted: _Wanted) -> Mark:
        """Walk one value; give the mark behind its last character."""
        start = position(event.start)
        wanted.value = Span(start, start)
        if event.kind in {"scalar", "alias"}:
            end = event.end
        elif not wanted.below:
            end = self.source.rest_of(event)
        elif event.kind == "mapping":
            end = self.mapping(event, wanted)
        else:
            end = self.sequence(event, wanted)
        wanted.value = Span(start, position(end))
        wanted.offsets = (event.start.index, end.index)
        self.outstanding -= wanted.asked + sum(
            _asked_at_or_below(one) for one in wanted.below.values() if one.value is None
        )
        if not self.outstanding:
            raise _Done
        return end

    def mapping(self, opening: Event, wanted: _Wanted) -> Mark:
        end = opening.end
        for event in self.source:
            if event.kind == "end":
                return end if opening.plain else event.end
            key = wanted.below.get(event.value) if event.kind == "scalar" else None
            value = self.source.value(self.source.rest_of(event))
            if key is None or key.value is not None:
                end = self.source.rest_of(value)
            else:
                key.key = event.span
                end = self.visit(value, key)
        return end

    def sequence(self, opening: Event, wanted: _Wanted) -> Mark:
        end = opening.end
        for index, event in enumerate(self.source):
            if event.kind == "end":
                return end if opening.plain else event.end
            item = wanted.below.get(index)
            end = self.source.rest_of(event) if item is None else self.visit(event, item)
        return end


def _asked_at_or_below(wanted: _Wanted) -> int:
    return wanted.asked + sum(_asked_at_or_below(one) for one in wanted.below.values())


def line_excerpt(lines: list[str], span: Span, most: int = 3) -> tuple[str, ...]:
    """The lines of a text that a span covers, at most the first few."""
    first = span.start.line - 1
    last = min(span.end.line, span.start.line + most - 1)
    return tuple(lines[first:last])
