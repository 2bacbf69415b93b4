"""From a field of a record to a labelled value; titles come from the model, so that page and schema say the same."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel

from itemkit.guides import words
from itemkit.guides.page import Answers, Fact, Lines, Table, Value
from itemkit.model.formats import Duration

Say = Callable[[Any], Value | Lines]
"""Puts a field's value into words."""


@cache
def title_of(model: type[BaseModel], field: str) -> str:
    """The Chinese title of a field.

    Raises:
        KeyError: the model has no such field, or the field has no title.
    """
    title = model.model_fields[field].title
    if not title:
        raise KeyError(f"{model.__name__}.{field} has no title")
    return title


def fact(record: BaseModel | None, field: str, say: Say | None = None) -> tuple[Fact, ...]:
    """The labelled value of a field; nothing where the record or its value is missing or says nothing.

    A plain value is put into words by its type: a list of words in one line, a number with the field's unit.
    """
    value = getattr(record, field, None)
    if record is None or value is None:
        return ()
    said = say(value) if say else plain(value, unit_of(type(record), field))
    lines = said if isinstance(said, tuple) else (said,)
    return (Fact(title_of(type(record), field), lines),) if any(lines) else ()


def facts(record: BaseModel | None, *fields: str) -> tuple[Fact, ...]:
    """The labelled values of several fields, each in plain words."""
    return tuple(one for field in fields for one in fact(record, field))


@cache
def unit_of(model: type[BaseModel], field: str) -> str:
    """The unit that a field's number is in, if the model names one."""
    extra = model.model_fields[field].json_schema_extra
    return str(extra.get("x-unit", "")) if isinstance(extra, dict) else ""


def plain(value: object, unit: str = "") -> Lines:
    """A value in words, by its type alone."""
    match value:
        case bool():
            return (words.yes_or_no(value),)
        case int() | float():
            return (f"{words.number(value)} {unit}".rstrip(),)
        case date():
            return (words.day(value),)
        case Duration():
            return (words.duration(value),)
        case list() | tuple():
            return words.joined([str(one) for one in value])
        case _:
            return (str(value),)


def table(caption: str, model: type[BaseModel], rows: Iterable[Iterable[Fact]], whens: Iterable[Answers] = ()) -> Table:
    """A table of facts about records of one model: a column for each label, in the model's order.

    What no row has is no column.

    Args:
        caption: what it is a table of.
        model: whose fields give the labels.
        rows: what each row says.
        whens: when each row applies; nothing where all always do.
    """
    by_label = [{one.label: one.lines for one in row} for row in rows]
    found = {label for row in by_label for label in row}
    head = tuple(field.title for field in model.model_fields.values() if field.title in found)
    under = tuple(whens)
    cells = tuple(tuple(row.get(label, ()) for label in head) for row in by_label)
    return Table(caption, head, cells, under if any(under) else ())
