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
    disguised, undo = _disguise(text)
    try:
        yield from _each(_LIBYAML(disguised), disguised, undo)
    except yaml.MarkedYAMLError as error:
        raise YamlError(error.problem or "", error.problem_mark, error.context_mark) from None
    except yaml.reader.ReaderError as error:
        before = disguised.encode()[: error.position].decode(errors="ignore")  # libyaml counts bytes
        raise YamlError(error.reason, _mark_at(text, len(before)), None) from None


def exact_events(text: str) -> Iterator[Event]:
    """The events of ``text`` as ruamel.yaml's pure YAML 1.2 parser sees them; slow.

    Raises:
        YamlError: the text is no YAML 1.2.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.docinfo import DocInfo
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    reader = YAML(typ="safe", pure=True)
    reader.doc_infos.append(DocInfo())  # as its own `load` does; a %YAML directive is noted there
    disguised, undo = _disguise(text)
    try:
        _, parser = reader.get_constructor_parser(disguised)
        yield from _each(parser, disguised, undo)
    except MarkedYAMLError as error:
        raise YamlError(error.problem or "", error.problem_mark, error.context_mark) from None
    except AssertionError:  # how ruamel.yaml meets a %YAML directive with a version that it does not know
        raise YamlError("found incompatible YAML document", _Place(0, 0, 0), None) from None
    except ReaderError as error:
        raise YamlError(error.reason, _mark_at(text, error.position), None) from None


_OLD_BREAKS = "\x85\u2028\u2029"
"""Line ends for both parsers, as in YAML 1.1; to YAML 1.2 (section 5.4) they are characters like any other."""


def _disguise(text: str) -> tuple[str, dict[int, str]]:
    """``text`` with characters in place of `_OLD_BREAKS` that it does not have, and the table that puts them back."""
    present = [char for char in _OLD_BREAKS if char in text]
    if not present:
        return text, {}
    unused = (char for char in map(chr, range(0xF0000, 0xFFFFE)) if char not in text)
    there = dict(zip(present, unused, strict=False))
    return text.translate({ord(old): char for old, char in there.items()}), {
        ord(char): old for old, char in there.items()
    }


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
    "StreamEndEvent": "last",
}


def _each(parser: Any, text: str, undo: dict[int, str]) -> Iterator[Event]:
    has_escapes = "\\u" in text or "\\U" in text
    get_event = parser.get_event
    while (raw := get_event()) is not None:
        kind = _KINDS.get(raw.__class__.__name__)
        if kind == "scalar":
            value = raw.value
            if (undo or has_escapes) and not value.isascii():
                value = _whole(value.translate(undo), raw.start_mark)
            plain = not raw.style and raw.implicit[0]
            yield Event(kind, raw.start_mark, raw.end_mark, value, plain, raw.anchor, _tag(raw))
        elif kind == "end":
            yield Event(kind, raw.start_mark, raw.end_mark)
        elif kind == "mapping" or kind == "sequence":  # noqa: PLR1714 (twice as fast, and this runs for every event)
            yield Event(kind, raw.start_mark, raw.end_mark, "", not raw.flow_style, raw.anchor, _tag(raw))
        elif kind == "alias":
            yield Event(kind, raw.start_mark, raw.end_mark, raw.anchor)
        elif kind == "document":
            yield Event(kind, raw.start_mark, raw.end_mark)
        elif kind == "last":
            return


def _whole(text: str, start: Mark) -> str:
    r"""``text`` with each pair of escapes such as ``\ud83d\ude00`` as the one character that it means."""
    try:
        text.encode()
    except UnicodeEncodeError:
        try:
            return text.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            raise YamlError("surrogate", start, None) from None
    return text


def _tag(raw: Any) -> str | None:
    tag = raw.tag
    return None if tag is None else str(tag)
