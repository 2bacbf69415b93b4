"""A whole item as YAML, with the file and line that each value of it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from itemkit.findings import Place, Pointer
from itemkit.model.origin import Origins
from itemkit.source.dump import dump
from itemkit.source.locate import Spans

SCHEMA = "itemkit.show/1"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value of a whole item stands."""

    pointer: Pointer
    """In the whole item."""
    inherited: bool
    """True: in the standard's file; False: in the item's own."""
    there: Pointer
    """In that file."""
    line: int
    """In that file, from 1; of a value that has no line of its own, the nearest."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the whole item."""

    text: str
    sources: tuple[Source, ...]
    """Of the values that begin on it, without repetition of file and line; none where no value does."""


def sources_of(
    whole: Mapping[str, Any], standard: Mapping[str, Any] | None, item: Mapping[str, Any], texts: tuple[str, str]
) -> list[Source]:
    """Where each value of a whole item stands, in the order of the item.

    Args:
        whole: the item, resolved with its standard.
        standard: the standard, if it has one that is known.
        item: what the item's own file says.
        texts: the item's file, and the standard's.
    """
    origins = Origins(standard, item)
    found = [(pointer, origins.of(pointer)) for pointer in _each_value(whole, Pointer())]
    spans = [
        Spans(text, [one.pointer for _pointer, one in found if one.inherited is inherited])
        for text, inherited in zip(texts, (False, True), strict=True)
    ]
    return [
        Source(pointer, one.inherited, one.pointer, spans[one.inherited].of(Place(one.pointer)).start.line)
        for pointer, one in found
    ]


def lines_of(whole: Mapping[str, Any], sources: list[Source]) -> list[Line]:
    """The whole item as YAML, line by line."""
    text = dump(whole)
    spans = Spans(text, [one.pointer for one in sources])
    by_line: dict[int, dict[tuple[bool, int], Source]] = {}
    for one in sources:
        at = spans.of(Place(one.pointer)).start.line
        by_line.setdefault(at, {}).setdefault((one.inherited, one.line), one)
    return [
        Line(line, tuple(by_line.get(number, {}).values())) for number, line in enumerate(text.splitlines(), start=1)
    ]


def as_data(whole: Mapping[str, Any], path: str, standard: str | None, sources: list[Source] | None) -> dict[str, Any]:
    """A whole item for programs, by the schema of `show_schema`.

    Args:
        whole: the item, resolved with its standard.
        path: of its file.
        standard: the path of its standard's file.
        sources: where its values stand; None: nobody asked.
    """
    data: dict[str, Any] = {"schema": SCHEMA, "path": path, "standard": standard, "item": whole}
    if sources is not None:
        data["origins"] = [
            {
                "pointer": str(one.pointer),
                "path": standard if one.inherited else path,
                "there": str(one.there),
                "line": one.line,
                "inherited": one.inherited,
            }
            for one in sources
        ]
    return data


def show_schema() -> dict[str, Any]:
    """The JSON Schema of what ``itemkit show -f json`` writes."""
    text = {"type": "string"}
    origin = {
        "pointer": {**text, "description": "JSON Pointer，指向 item 里的值"},
        "path": {**text, "description": "写着这个值的文件，相对目录根"},
        "there": {**text, "description": "JSON Pointer，指向那个文件里的值"},
        "line": {"type": "integer", "minimum": 1, "description": "在那个文件的第几行，从 1 数起"},
        "inherited": {"type": "boolean", "description": "true：从标准事项沿用"},
    }
    properties = {
        "schema": {"const": SCHEMA},
        "path": {**text, "description": "事项的文件，相对目录根"},
        "standard": {"type": ["string", "null"], "description": "标准事项的文件；没有的为 null"},
        "item": {"type": "object", "description": "事项的全部内容，连同沿用的"},
        "origins": {
            "type": "array",
            "description": "每个值写在哪里；用 --origin 时才有",
            "items": {
                "type": "object",
                "properties": origin,
                "required": list(origin),
                "additionalProperties": False,
            },
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "事项的全部内容",
        "type": "object",
        "properties": properties,
        "required": ["schema", "path", "standard", "item"],
        "additionalProperties": False,
    }


def _each_value(value: Any, pointer: Pointer) -> Iterator[Pointer]:
    """The pointers of all values that hold no others."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _each_value(inner, pointer / key)
    elif isinstance(value, list) and value:
        for index, inner in enumerate(value):
            yield from _each_value(inner, pointer / index)
    else:
        yield pointer
