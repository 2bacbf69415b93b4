"""From the bytes of a file to a document: fast when nothing is wrong, exact when something is or might be.

`quick` is the hot path: yaml-rs parses, and a few searches over the bytes raise a doubt about what yaml-rs reads
otherwise than YAML 1.2 says (tags, aliases, underscores in numbers, several documents, control characters). A text
that is doubted or refused is read by `compose` instead, which knows every problem and its place.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml_rs

from itemkit.findings import Span
from itemkit.model.kinds import extras_of
from itemkit.source.limits import MAX_BYTES, MAX_DEPTH, MAX_REPLAYED
from itemkit.source.problems import Problem

if TYPE_CHECKING:
    from itemkit.source.compose import Composed


@dataclass(frozen=True, slots=True)
class Document:
    """A file that could be read, or as much of it as could be."""

    text: str
    """The whole text, line ends as in the file, without a byte order mark."""
    data: Any
    """Plain values by the YAML 1.2 core schema."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the text."""

    @property
    def usable(self) -> bool:
        """Whether ``data`` is what the author wrote."""
        return not any(problem.fatal for problem in self.problems)


def read(path: Path | str, limit: int = MAX_BYTES) -> Document:
    """Read a file. Whatever is wrong with it is in the document; nothing is raised.

    Args:
        path: the file.
        limit: how many bytes it may have.
    """
    raw = load(path, limit)
    return read_bytes(raw) if isinstance(raw, bytes) else raw


def load(path: Path | str, limit: int = MAX_BYTES) -> bytes | Document:
    """The bytes of a file; a document without content that says why, where they can't be had or are too many."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 (Path.open is slower, and this runs for every file)
            raw = file.read(min(_MOST, limit) + 1)
            while _MOST < len(raw) <= limit and (more := file.read(limit + 1 - len(raw))):
                raw += more
    except OSError as error:
        return Document("", None, (Problem("unreadable", detail=error.strerror or str(error)),))
    if len(raw) > limit:
        return Document("", None, (Problem("large", detail=str(limit)),))
    return raw


def read_bytes(raw: bytes) -> Document:
    """Read the content of a file; see `read`."""
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        from itemkit.source.encoding import likely_encoding

        return Document("", None, (Problem("encoding", detail=likely_encoding(raw)),))
    data = quick(raw, text)
    if data is not _DOUBT and data is not None:
        return Document(text, data)
    composed = _exactly(text, data)
    return Document(text, composed.data, composed.problems)


def text_of(path: Path | str) -> str | None:
    """The text of a file for showing parts of it; None if it can't be read as text."""
    if not Path(path).is_file():  # a pipe would never end
        return None
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


_MOST = 64 * 1024  # enough for all but a few files, and memory that costs nothing to ask for


class _Doubt:
    """The fast reader can't be trusted with this text."""


_DOUBT = _Doubt()

_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n\r")
_UNDERSCORE = re.compile(rb"_(?:(?<=[\s\[{,:.+0-9-]_)|(?<=[0-9.][eE]_))")  # 1_000 is text, as is _1
_RADIX = re.compile(rb"0[bBoOxX](?<=[\s\[{,:+-]0.)")  # 0b11 is text, as is -0x1F
_TAG = re.compile(rb"!(?<=[\s\[{,:]!)")
_ANCHOR = re.compile(rb"&(?<=[\s\[{,:]&)")
_ALIAS = re.compile(rb"\*(?<=[\s\[{,:]\*)")
_POINT = rb"\.(?:(?<=[\s\[{,:]\.)|(?<=[\s\[{,:][+-]\.))"
_INFINITE = re.compile(_POINT + rb"[iInN]")  # .iNF is text
_UNLIKE_ITSELF = tuple(  # a number that does not give its spelling back; a literal first is what makes a search fast
    re.compile(one)
    for one in (
        rb"0(?:(?<=[\s\[{,]0)|(?<=[\s\[{,][+-]0)|(?<=[\"']:0)|(?<=[\"']:[+-]0))[0-9]+(?=[\s,\]}]|$)",
        _POINT + rb"[0-9]",
        rb"e(?<=[0-9.]e)[-+]?[0-9]+(?=[\s,\]}]|$)",
        rb"E(?<=[0-9.]E)[-+]?[0-9]+(?=[\s,\]}]|$)",
        rb"\.[0-9]*(?<=[0-9.]{17})",
    )
)
_QUESTION = re.compile(rb"\?(?<=[\s\[{,:]\?)[^ ]")  # {a: ?b}: text by YAML 1.2, a mistake by what came before
_COLON = re.compile(rb":[,\]}]")  # [a:, b]: a mapping by YAML 1.2, text by what came before
_ENDLESS = tuple(  # a block scalar that gets a line break that is not in the file
    re.compile(sign + rb"[^\r\n]*(?:\r\n|[\r\n])[ \t]*(?:[\r\n]|\Z)") for sign in (rb"\|", rb">")
)
_OLD_CONTROLS = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
_COMPACT = re.compile(rb"(?:[-?][ \t]+){16}")  # - - - - a: lists in lists on one line
_FIRST = (b"!", b"&", b"*", b"%")
_LINE_ENDS = (b"\n", b"\r")
_MANY = 1024
_LONG = 8192  # shorter texts can't have lists inside each other so deep that yaml-rs runs out of stack


def quick(raw: bytes, text: str) -> Any:
    """The data of a text, or `_DOUBT`, or None for an empty one."""
    if (
        len(raw.translate(None, _CONTROLS)) != len(raw)
        or b"\t" in raw  # parsers do not agree on where a tab may be
        or raw[:1] in _FIRST
        or _UNDERSCORE.search(raw)
        or _RADIX.search(raw)
        or (b"!" in raw and _TAG.search(raw))
        or (b"&" in raw and _ANCHOR.search(raw))
        or (b"*" in raw and _ALIAS.search(raw))
        or (b"%" in raw and b"\n%" in raw)
        or _INFINITE.search(raw)
        or (b"?" in raw and _QUESTION.search(raw))
        or _COLON.search(raw)
        or (len(raw) > _LONG and raw.count(b"-") + raw.count(b"?") > _MANY and _COMPACT.search(raw))
        or ((b"|" in raw or b">" in raw) and (raw[-1:] not in _LINE_ENDS or any(e.search(raw) for e in _ENDLESS)))
        or (b"\xc2" in raw and _OLD_CONTROLS.search(raw))
        or "\ufffe" in text
        or "\uffff" in text
    ):
        return _DOUBT
    try:
        data = yaml_rs.loads(text, parse_datetime=False)
    except ValueError:
        return _DOUBT
    if (extras := extras_of(data)) and _is_doubtful(extras, raw):
        return _DOUBT  # elsewhere the schema sees to it
    if isinstance(data, list) and (b"\n---" in raw or b"\n..." in raw):
        return _DOUBT  # several documents come as a list
    return data


def _is_doubtful(extras: list[Any], raw: bytes) -> bool:
    """Whether what the schema does not look at is too deep, or has a number that does not give its spelling back."""
    has_numbers = False
    layer: list[Any] = [extras]
    for _ in range(MAX_DEPTH):
        inner: list[Any] = []
        for one in layer:  # plain loops, because this runs for every file
            values = one
            if type(one) is dict:
                for key in one:
                    if type(key) is not str:
                        has_numbers = True
                values = one.values()
            for value in values:
                kind = type(value)
                if kind is dict or kind is list:
                    inner.append(value)
                elif kind is not str:
                    has_numbers = True
        if not inner:
            return has_numbers and _has_number_unlike_itself(raw)
        layer = inner
    return True


def _has_number_unlike_itself(raw: bytes) -> bool:
    start = max(raw.find(b"extra"), 0)  # not found: the key is written with escapes
    return any(one.search(raw, start) for one in _UNLIKE_ITSELF)


def too_deep(data: Any) -> bool:
    """Whether collections lie inside each other more than `MAX_DEPTH` deep.

    The fast reader does not ask where the schema allows no depth; ask before walking data that the schema refuses.
    """
    layer = [data] if isinstance(data, dict | list) else []
    for _ in range(MAX_DEPTH):
        inner: list[Any] = []
        for one in layer:
            values = one.values() if isinstance(one, dict) else one
            inner += [value for value in values if isinstance(value, dict | list)]
        if not inner:
            return False
        layer = inner
    return True


def read_exactly(document: Document) -> Document:
    """The same document as the exact reader sees it, with every problem."""
    composed = _exactly(document.text, _DOUBT)
    return Document(document.text, composed.data, composed.problems)


def _exactly(text: str, quick_data: Any) -> "Composed":
    """The exact reading, and what only yaml-rs objects to."""
    from itemkit.source.compose import Composed, compose

    if not text.strip():
        return Composed(None, (Problem("empty"),))
    composed = compose(text)
    problems = tuple(one for one in composed.problems if one.kind != "number" or "extra" in one.pointer)
    composed = Composed(composed.data, problems)  # elsewhere the schema says what a number may be
    if not composed.usable:
        return composed
    if composed.data is None and not composed.problems:
        return Composed(None, (Problem("empty"),))
    if quick_data is _DOUBT and not composed.problems and (refusal := _refusal_of_yaml_rs(text)):
        return Composed(composed.data, (refusal,))
    return composed


def _refusal_of_yaml_rs(text: str) -> Problem | None:
    limits = yaml_rs.AliasLimits(max_total_replayed_events=4 * MAX_REPLAYED)
    try:
        yaml_rs.loads(text, parse_datetime=False, alias_limits=limits)
    except ValueError as error:
        detail = str(error).strip().rpartition("\n")[2]
        if "multiline quoted scalar" in detail:
            return None  # yaml-rs wants such lines one space further in than YAML does
        where = re.search(r"line (\d+), column (\d+)", str(error))
        span = Span.at(int(where[1]), int(where[2])) if where else None
        return Problem("syntax", span, detail=detail)
    return None
