"""The events of a YAML text with their marks, from libyaml where it can, from ruamel.yaml where it can't.

libyaml (through PyYAML) is thirty times as fast as ruamel.yaml's pure parser and agrees with it on what catalogs hold;
ruamel.yaml has the last word where libyaml refuses, because it knows YAML 1.2 and libyaml stops at 1.1. Both speak
of the same events. Marks count lines and columns from 0, columns in code points.
"""

import re
from collections.abc import Callable, Iterator, Mapping
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


class Events(Iterator[Event]):
    """The events of one text, read as far as the reader wants them.

    Raises:
        YamlError: while reading on, where the text is no YAML.
    """

    def __init__(self, parser: Any, text: str, undo: dict[int, str], refusals: "_Refusals") -> None:
        """Take the events of ``parser``, whose ``text`` is disguised; ``undo`` takes the disguise off."""
        self._get = parser.get_event
        self._text = text
        self._undo = undo
        self._is_translated = bool(undo) or "\\u" in text or "\\U" in text
        self._refusals = refusals
        self._errors = tuple(refusals)

    def __next__(self) -> Event:
        while True:
            try:
                raw = self._get()
            except self._errors as error:
                raise self._refused(error) from None
            kind = _KINDS.get(raw.__class__.__name__)
            if kind == "scalar":
                return self._scalar(raw)
            if kind in {"mapping", "sequence"}:
                return Event(kind, raw.start_mark, raw.end_mark, "", not raw.flow_style, raw.anchor, _tag(raw))
            if kind == "alias":
                return Event(kind, raw.start_mark, raw.end_mark, raw.anchor)
            if kind == "last":
                raise StopIteration
            if kind:
                return Event(kind, raw.start_mark, raw.end_mark)

    def rest_of(self, opening: Event) -> Mark:
        """Read on to the end of the value that ``opening`` begins; give the mark behind its last character.

        Nothing is looked at on the way, which is what makes finding a place fast.
        """
        end: Mark = opening.end
        if opening.kind in {"scalar", "alias"}:
            return end
        block = [opening.plain]
        get = self._get
        try:
            while block:
                raw = get()
                kind = _KINDS.get(raw.__class__.__name__)
                if kind == "end":
                    # only a flow collection closes with a character of its own
                    end = end if block.pop() else raw.end_mark
                else:
                    end = raw.end_mark
                    if kind in {"mapping", "sequence"}:
                        block.append(not raw.flow_style)
        except self._errors as error:
            raise self._refused(error) from None
        return end

    def value(self, behind_key: Mark) -> Event:
        """Read on to the value of a key; an empty one is behind its colon, whatever the parser says.

        Args:
            behind_key: the mark behind the key's last character.
        """
        event = next(self)
        if event.kind == "scalar" and event.start.index == event.end.index:
            colon = _COLON.match(self._text, behind_key.index, event.start.index)
            if colon:
                event.start = event.end = _mark_behind(colon[0], behind_key)
        return event

    def _scalar(self, raw: Any) -> Event:
        value = raw.value
        if self._is_translated and not value.isascii():
            value = _whole(value.translate(self._undo), raw.start_mark)
        plain = not raw.style and raw.implicit[0]
        return Event("scalar", raw.start_mark, raw.end_mark, value, plain, raw.anchor, _tag(raw))

    def _refused(self, error: Any) -> YamlError:
        return next(say(error) for kind, say in self._refusals.items() if isinstance(error, kind))


_COLON = re.compile(r"(?:[ \t\r\n]++|#[^\r\n]*+)*+:")
"""What is between a key and its value: nothing but room and comments, and the colon."""


_Refusals = Mapping[type[Exception], Callable[[Any], YamlError]]
"""How a parser's errors are told."""


def events(text: str) -> Events:
    """The events of ``text``; libyaml's, as far as they go."""
    if _LIBYAML is None:
        return exact_events(text)
    disguised, undo = _disguise(text)

    def unreadable(error: Any) -> YamlError:
        before = disguised.encode()[: error.position].decode(errors="ignore")  # libyaml counts bytes
        return YamlError(error.reason, _mark_at(text, len(before)), None)

    refusals: _Refusals = {yaml.MarkedYAMLError: _marked, yaml.reader.ReaderError: unreadable}
    return Events(_LIBYAML(disguised), disguised, undo, refusals)


def exact_events(text: str) -> Events:
    """The events of ``text`` as ruamel.yaml's pure YAML 1.2 parser sees them; slow.

    Raises:
        YamlError: the text has characters that YAML does not allow.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.docinfo import DocInfo
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    from itemkit.source.ruamel_parser import Parser

    def unreadable(error: Any) -> YamlError:
        return YamlError(error.reason, _mark_at(text, error.position), None)

    def strange_version(_error: Any) -> YamlError:
        return YamlError("found incompatible YAML document", _Place(0, 0, 0), None)

    reader = YAML(typ="safe", pure=True)
    reader.Parser = Parser
    reader.doc_infos.append(DocInfo())  # as its own `load` does; a %YAML directive is noted there
    disguised, undo = _disguise(text)
    # an AssertionError is how ruamel.yaml meets a %YAML directive with a version that it does not know
    refusals: _Refusals = {MarkedYAMLError: _marked, ReaderError: unreadable, AssertionError: strange_version}
    try:
        _, parser = reader.get_constructor_parser(disguised)
    except ReaderError as error:
        raise unreadable(error) from None
    return Events(parser, disguised, undo, refusals)


def _marked(error: Any) -> YamlError:
    return YamlError(error.problem or "", error.problem_mark, error.context_mark)


_MISREAD = "\x85\u2028\u2029\ufeff"
"""Characters like any other to YAML 1.2 (section 5.4), line ends or nothing at all to parsers brought up with 1.1."""


def _disguise(text: str) -> tuple[str, dict[int, str]]:
    """``text`` with characters in place of `_MISREAD` that it does not have, and the table that puts them back."""
    present = [char for char in _MISREAD if char in text]
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


def _mark_behind(text: str, start: Mark) -> Mark:
    """The mark behind ``text``, which begins at ``start``."""
    *before, last = re.split("\r\n?|\n", text)
    column = len(last) if before else start.column + len(last)
    return _Place(start.line + len(before), column, start.index + len(text))


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
