"""Records out of a file: JSON Lines, a JSON array, or one JSON object. A bad one is reported and skipped."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from itemkit.findings import Message, msg

MAX_DEPTH = 32
"""How deep a record may nest; real ones reach four."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record stands in its file."""

    number: int
    """From 1: the line, or the element of the array."""
    is_line: bool

    def __str__(self) -> str:
        return str(
            msg("第 {number} 行", number=self.number) if self.is_line else msg("第 {number} 条", number=self.number)
        )


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that could not be imported."""

    source: Source
    reason: Message


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A record as the file has it."""

    source: Source
    data: dict[str, Any]


class _SaidTwice(dict[str, Any]):
    """An object with two fields of one name: JSON readers would silently keep the last."""

    key = ""


def read(file: Path) -> Iterator[SourceRecord | Unreadable]:
    """The records of ``file`` in its order.

    Raises:
        OSError: the file can't be read.
    """
    content = file.read_bytes().removeprefix(b"\xef\xbb\xbf")
    lines = content.split(b"\n")
    if content.lstrip()[:1] == b"[" or not any(_is_object(line) for line in lines):
        yield from _read_whole(content)
    else:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _read_one(line, Source(number, is_line=True))


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(_loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _read_whole(content: bytes) -> Iterator[SourceRecord | Unreadable]:
    """The file as one JSON value: an array of records, or a record."""
    try:
        data = _loads(content)
    except UnicodeDecodeError as error:
        number = content[: error.start].count(b"\n") + 1
        yield Unreadable(Source(number, is_line=True), msg("不是 UTF-8 文字，请另存为 UTF-8"))
    except RecursionError:
        yield Unreadable(Source(1, is_line=True), msg("嵌套太深"))
    except json.JSONDecodeError as error:
        if content.strip():
            reason = msg("不是 JSON：第 {column} 列起读不懂", column=error.colno)
            yield Unreadable(Source(error.lineno, is_line=True), reason)
    else:
        for number, one in enumerate(data if isinstance(data, list) else [data], 1):
            yield _checked(one, Source(number, is_line=False))


def _read_one(line: bytes, source: Source) -> SourceRecord | Unreadable:
    try:
        return _checked(_loads(line), source)
    except UnicodeDecodeError:
        return Unreadable(source, msg("不是 UTF-8 文字，请另存为 UTF-8"))
    except RecursionError:
        return Unreadable(source, msg("嵌套太深"))
    except json.JSONDecodeError as error:
        return Unreadable(source, msg("不是 JSON：第 {column} 列起读不懂", column=error.colno))


def _loads(content: bytes) -> Any:
    return json.loads(content.decode("utf-8"), object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        keys = [key for key, _value in pairs]
        data = _SaidTwice(data)
        data.key = next(key for key in keys if keys.count(key) > 1)
    return data


def _checked(data: Any, source: Source) -> SourceRecord | Unreadable:
    if not isinstance(data, dict):
        return Unreadable(source, msg("不是一条记录：要是 {{字段: 值}} 的对象"))
    fault = _fault(data, MAX_DEPTH)
    return Unreadable(source, fault) if fault else SourceRecord(source, data)


def _fault(value: Any, room: int) -> Message | None:
    """Why ``value`` can't be kept as it is, if it can't."""
    if isinstance(value, str):
        is_whole = value.isascii() or not any("\ud800" <= one <= "\udfff" for one in value)
        return None if is_whole else msg("有不成对的代理字符，不是完整的文字")
    if isinstance(value, float) and not math.isfinite(value):
        return msg("有 JSON 里没有的数（NaN 或无穷大）")
    if isinstance(value, _SaidTwice):
        return msg("字段“{key}”出现了两次", key=value.key)
    if not isinstance(value, dict | list):
        return None
    parts = [*value, *value.values()] if isinstance(value, dict) else value
    faults = (fault for part in parts if (fault := _fault(part, room - 1)))
    return next(faults, None) if room else msg("嵌套太深")
