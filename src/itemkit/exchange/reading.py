"""Records out of a file: JSON Lines, a JSON array, or one JSON object. A bad one is reported and skipped."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

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


class _BadRecord(ValueError):
    """A record that JSON allows and we don't; its argument is the reason."""


def read(file: Path) -> Iterator[SourceRecord | Unreadable]:
    """The records of ``file`` in its order.

    Raises:
        OSError: the file can't be read.
    """
    content = file.read_bytes().removeprefix(b"\xef\xbb\xbf")
    start = content.lstrip()[:1]
    whole = _whole(content) if start == b"[" or (start == b"{" and not _is_object(_first_line(content))) else None
    if isinstance(whole, list):
        for number, one in enumerate(whole, 1):
            yield _checked(one, Source(number, is_line=False))
    elif whole is not None:
        yield _checked(whole, Source(1, is_line=False))
    else:
        for number, line in enumerate(content.split(b"\n"), 1):
            if line.strip():
                yield _line(line, Source(number, is_line=True))


def _whole(content: bytes) -> Any:
    """The file as one JSON value; None if it is none."""
    try:
        return _loads(content)
    except (ValueError, RecursionError):
        return None


def _first_line(content: bytes) -> bytes:
    return content.lstrip().partition(b"\n")[0]


def _is_object(line: bytes) -> bool:
    return isinstance(_whole(line), dict)


def _line(line: bytes, source: Source) -> SourceRecord | Unreadable:
    try:
        return _checked(_loads(line), source)
    except UnicodeDecodeError:
        return Unreadable(source, msg("不是 UTF-8 文字，请另存为 UTF-8"))
    except RecursionError:
        return Unreadable(source, msg("嵌套太深"))
    except json.JSONDecodeError as error:
        return Unreadable(source, msg("不是 JSON：第 {column} 列起读不懂", column=error.colno))
    except _BadRecord as error:
        return Unreadable(source, error.args[0])


def _loads(content: bytes) -> Any:
    return json.loads(content.decode("utf-8"), object_pairs_hook=_object, parse_constant=_refuse_constant)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _BadRecord(msg("字段“{key}”出现了两次", key=twice))
    return data


def _refuse_constant(name: str) -> NoReturn:
    raise _BadRecord(msg("{name} 不是 JSON 的数", name=name))


def _checked(data: Any, source: Source) -> SourceRecord | Unreadable:
    if not isinstance(data, dict):
        return Unreadable(source, msg("不是一条记录：要是 {{字段: 值}} 的对象"))
    if _too_deep(data, MAX_DEPTH):
        return Unreadable(source, msg("嵌套太深"))
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return Unreadable(source, msg("有不成对的代理字符，不是完整的文字"))
    return SourceRecord(source, data)


def _too_deep(value: Any, room: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return room == 0 or any(_too_deep(one, room - 1) for one in inner)
