"""Read a text exactly: its data by the YAML 1.2 core schema, and everything that is wrong with it.

Slow; only texts that the fast reader refuses or doubts come here. Nothing is expanded: an alias shares the value of
its anchor, and what it would expand to is counted, not built.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from itemkit.findings import Pointer, Span
from itemkit.source import scalars
from itemkit.source.events import Event, Mark, YamlError, events, exact_events
from itemkit.source.limits import MAX_DEPTH, MAX_REPLAYED
from itemkit.source.problems import Problem


@dataclass(frozen=True, slots=True)
class Composed:
    """A text, read."""

    data: Any
    problems: tuple[Problem, ...]

    @property
    def usable(self) -> bool:
        """Whether ``data`` is what the author wrote, so that it is worth checking further."""
        return not any(problem.fatal for problem in self.problems)


def compose(text: str) -> Composed:
    """Read ``text``; what is wrong is in the result."""
    try:
        return _Composer(events(text)).compose()
    except YamlError:
        pass
    try:
        return _Composer(exact_events(text)).compose()
    except YamlError as error:
        return Composed(None, (_syntax(text, error),))


def _syntax(text: str, error: YamlError) -> Problem:
    """Libyaml's account of the error if it has one: its marks are the closer ones."""
    try:
        for _ in events(text):
            pass
    except YamlError as closer:
        error = closer
    span = _point(error.mark)
    opened = _point(error.opened)
    is_tab = error.mark is not None and text[error.mark.index : error.mark.index + 1] == "\t"
    detail = "tab" if is_tab else error.problem
    return Problem("syntax", span, detail=detail, other=opened if opened != span else None)


def _point(mark: Mark | None) -> Span | None:
    return Span.at(mark.line + 1, mark.column + 1) if mark else None


class _Abort(Exception):  # noqa: N818
    """The document can't be read on."""


@dataclass
class _Composer:
    source: Iterator[Event]
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    open_anchors: set[str] = field(default_factory=set)
    replayed: int = 0
    nodes: int = 0

    def compose(self) -> Composed:
        data: Any = None
        documents = 0
        try:
            for event in self.source:
                if event.kind == "document":
                    documents += 1
                    if documents > 1:
                        self.problems.append(Problem("syntax", _start(event), detail="second document"))
                        break
                else:
                    data = self.value(event, Pointer(), 1)
        except _Abort:
            pass
        return Composed(data, tuple(self.problems))

    def value(self, event: Event, pointer: Pointer, depth: int) -> Any:
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.problems.append(Problem("tag", _start(event, len(tag)), pointer, tag))
        self.nodes += 1
        if event.kind == "alias":
            return self.alias(event, pointer)
        if event.kind == "scalar":
            value = self.scalar(event, pointer)
            if event.anchor:
                self.anchors[event.anchor] = (value, 1)
            return value
        if depth > MAX_DEPTH:
            self.abort(Problem("deep", _start(event), pointer))
        before = self.nodes
        if event.anchor:
            self.open_anchors.add(event.anchor)
        build: Callable[[Pointer, int], Any] = self.mapping if event.kind == "mapping" else self.sequence
        value = build(pointer, depth)
        if event.anchor:
            self.open_anchors.discard(event.anchor)
            self.anchors[event.anchor] = (value, self.nodes - before + 1)
        return value

    def scalar(self, event: Event, pointer: Pointer) -> Any:
        if not event.plain:
            return event.value
        if scalars.loses_digits(event.value):
            self.problems.append(Problem("number", event.span, pointer, event.value, fatal=False))
        return scalars.resolve(event.value)

    def alias(self, event: Event, pointer: Pointer) -> Any:
        if event.value in self.open_anchors or event.value not in self.anchors:
            what = "alias inside itself" if event.value in self.open_anchors else "undefined alias"
            self.abort(Problem("syntax", event.span, pointer, what))
        value, size = self.anchors[event.value]
        self.nodes += size
        self.replayed += size
        if self.replayed > MAX_REPLAYED:
            self.abort(Problem("bomb", event.span, pointer))
        return value

    def sequence(self, pointer: Pointer, depth: int) -> list[Any]:
        values: list[Any] = []
        for event in self.source:
            if event.kind == "end":
                break
            values.append(self.value(event, pointer / len(values), depth + 1))
        return values

    def mapping(self, pointer: Pointer, depth: int) -> dict[Any, Any]:
        values: dict[Any, Any] = {}
        spans: dict[Any, Span] = {}
        for event in self.source:
            if event.kind == "end":
                break
            key = _hashable(self.value(event, pointer / event.value, depth + 1))
            if key in spans:
                span = event.span
                self.problems.append(
                    Problem("duplicate", span, pointer / str(key), event.value, other=spans[key], fatal=False)
                )
            else:
                spans[key] = event.span
            values[key] = self.value(next(self.source), pointer / str(key), depth + 1)
        return values

    def abort(self, problem: Problem) -> None:
        self.problems.append(problem)
        raise _Abort


def _start(event: Event, length: int = 1) -> Span:
    return Span.at(event.start.line + 1, event.start.column + 1, length)


def _hashable(key: Any) -> Any:
    if isinstance(key, list):
        return tuple(_hashable(one) for one in key)
    return tuple((_hashable(k), _hashable(v)) for k, v in key.items()) if isinstance(key, dict) else key
