"""What stood before and what stands now, as lines to lay side by side.

A sentence about a change has room for a name; here is the rest: the facts of a material that was added, the one key
of a step that differs, with the titles that the model gives them.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from itemkit.diff.change import Change
from itemkit.diff.words import in_words, when_in_words
from itemkit.language import _
from itemkit.model.item import Item
from itemkit.model.records import Standard
from itemkit.report.difference.words import said

_NAMES = ("name", "law", "question", "q")
"""Keys that say what a record is called."""


def lines(change: Change) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What side A says and what side B says, each in lines."""
    titles = _titles(change.kind.field.partition(".")[0])
    values = change.before, change.after
    if all(value is None or _is_record(value, titles) for value in values) and titles:
        first, second = (value or {} for value in values)
        return _facts(change, first, second, titles), _facts(change, second, first, titles)
    return _value(change, change.before, "before"), _value(change, change.after, "after")


def _is_record(value: Any, titles: Mapping[str, str]) -> bool:
    return isinstance(value, Mapping) and titles.keys() >= value.keys() and value.keys() != {"days", "unit"}


def _facts(
    change: Change, record: Mapping[str, Any], other: Mapping[str, Any], titles: Mapping[str, str]
) -> tuple[str, ...]:
    """What the other record has not got, or otherwise; a name that the sentence says is not said again."""
    told = {key: _fact(change, key, value) for key, value in record.items() if other.get(key) != value}
    names = [name for key in _NAMES if (name := told.pop(key, ""))]
    if told and not other and change.name in names:
        names.remove(change.name)
    rest = _("；").join(_("{title}：{value}").format(title=titles[key], value=text) for key, text in told.items())
    return (*names, *filter(None, (rest,))) or _nothing(change)


def _fact(change: Change, key: str, value: Any) -> str:
    if key == "when" and value:
        return said(change.words.get("when") or when_in_words(value, {}))
    return said(in_words(value))


def _value(change: Change, value: Any, key: str) -> tuple[str, ...]:
    if value is None:
        return _nothing(change)
    if isinstance(value, int | float) and not isinstance(value, bool) and change.measure is not None:
        return (f"{value:g} {change.measure.unit}",)
    told = change.words.get(key)
    if isinstance(told, tuple) and len(told) > 1:
        return tuple(map(said, told))
    return (said(told) or said(in_words(value)),)


def _nothing(change: Change) -> tuple[str, ...]:
    """Of what is added or taken away the other side has none; of all else it only says nothing."""
    is_one_of_several = change.id.endswith(("-added", "-removed"))
    return (_("没有") if is_one_of_several else _("（没有写）"),)


@cache
def _titles(field: str) -> Mapping[str, str]:
    """The Chinese titles of the keys that records under a field of an item can have."""
    titles: dict[str, str] = {}
    for model in (Item, Standard):
        if field in model.model_fields:
            for record in _records_in(model.model_fields[field].annotation):
                titles |= {
                    key: one.title for key, one in record.model_fields.items() if one.title and key not in titles
                }
    return titles


def _records_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)
