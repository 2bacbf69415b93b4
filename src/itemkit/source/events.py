"""The events of a YAML text with their marks, from libyaml where it can, from ruamel.yaml where it can't.

libyaml (through PyYAML) is thirty times as fast as ruamel.yaml's pure parser and agrees with it on what catalogs hold;
ruamel.yaml has the last word where libyaml refuses, because it knows YAML 1.2 and libyaml stops at 1.1. Both speak
of the same events. Marks count lines and columns from 0, columns in code points.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import yaml

from itemkit.findings import Position, Span

_LIBYAML = getattr(yaml, "CSafeLoader", None)
"""None where PyYAML was built without libyaml: then everything is exact and slow."""


class Mark(Protocol):
    """A place in the text, counted from 0."""

    @property
    def line(self) -> int: ...  # noqa: D102
    @property
    def column(self) -> int: ...  # noqa: D102
    @property
    def index(self) -> int: ...  # noqa: D102


class YamlError(Exception):
    """The text is no YAML."""

    def __init__(self, problem: str, mark: Mark | None, opened: Mark | None) -> None:
        """Say what is wrong, where, and where the construct began that could not be finished."""
        super().__init__(problem)
        self.problem = problem
        self.mark = mark
        self.opened = opened


@dataclass(slots=True)  # not frozen: there are hundreds a file, and freezing costs more than parsing
class Event:
    """A start, an end, a scalar or an alias."""

    kind: str
    """``scalar``, ``alias``, ``mapping``, ``sequence``, ``end`` (of a collection) or ``document``."""
    start: Mark
    end: Mark
    value: str = ""
    """The text of a scalar; the name of an alias."""
    plain: bool = False
    """A scalar without quotes; a collection in block style."""
    anchor: str | None = None
    tag: str | None = None

    @property
    def span(self) -> Span:
        """From its first to behind its last character."""
        return Span(position(self.start), position(self.end))


def position(mark: Mark) -> Position:
    """A mark in the way findings count: from 1."""
    return Position(mark.line + 1, mark.column + 1)


def events(text: str) -> Iterator[Event]:
    """The events of ``text``, as far as the reader wants them; libyaml's.

    Raises:
        YamlError: libyaml refuses the text.
    """
    if _LIBYAML is None:
        yield from exact_events(text)
        return
    try:
        yield from _each(_LIBYAML(text))
    except yaml.MarkedYAMLError as error:
        raise YamlError(error.problem or "", error.problem_mark, error.context_mark) from None
    except yaml.reader.ReaderError as error:
        raise YamlError(error.reason, _mark_at(text, error.position), None) from None


def exact_events(text: str) -> Iterator[Event]:
    """The events of ``text`` as ruamel.yaml's pure YAML 1.2 parser sees them; slow.

    Raises:
        YamlError: the text is no YAML 1.2.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    reader = YAML(typ="safe", pure=True)
    try:
        _, parser = reader.get_constructor_parser(text)
        yield from _each(parser)
    except MarkedYAMLError as error:
        raise YamlError(error.problem or "", error.problem_mark, error.context_mark) from None
    except ReaderError as error:
        raise YamlError(error.reason, _mark_at(text, error.position), None) from None


@dataclass(frozen=True, slots=True)
class _Place:
    line: int
    column: int
    index: int


def _mark_at(text: str, index: int) -> Mark:
    before = text[:index]
    return _Place(before.count("\n"), index - (before.rfind("\n") + 1), index)


_KINDS = {
    "ScalarEvent": "scalar",
    "AliasEvent": "alias",
    "MappingStartEvent": "mapping",
    "SequenceStartEvent": "sequence",
    "MappingEndEvent": "end",
    "SequenceEndEvent": "end",
    "DocumentStartEvent": "document",
}


def _each(parser: Any) -> Iterator[Event]:
    while parser.check_event():
        raw = parser.get_event()
        kind = _KINDS.get(type(raw).__name__)
        if kind == "scalar":
            plain = not raw.style and raw.implicit[0]
            yield Event(kind, raw.start_mark, raw.end_mark, raw.value, plain, raw.anchor, _tag(raw))
        elif kind in {"mapping", "sequence"}:
            block = not raw.flow_style
            yield Event(kind, raw.start_mark, raw.end_mark, "", block, raw.anchor, _tag(raw))
        elif kind == "alias":
            yield Event(kind, raw.start_mark, raw.end_mark, raw.anchor)
        elif kind:
            yield Event(kind, raw.start_mark, raw.end_mark)


def _tag(raw: Any) -> str | None:
    return None if raw.tag is None else str(raw.tag)
