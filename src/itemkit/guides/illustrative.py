"""Which parts of an item were made up for illustration, in words that a reader of the page understands.

A file lists them as JSON pointers under ``extra.illustrative``; a page says 办理窗口：“市政务服务中心”的办理时间.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from itemkit.findings import Pointer
from itemkit.guides.page import Fact
from itemkit.model.content import Alternatives, Material
from itemkit.model.item import Item

Data = Mapping[str, Any]

_REMEMBERED = 1 << 14
_WHOLE = "整项内容"
_UNSAID = frozenset({"any_of"})
"""Fields that only hold things together; what they hold is named all the same."""
_SHORT = 20
_NAMING_FIELDS = ("place", "name", "law", "question", "q")


def illustrative(item: Data) -> tuple[Fact, ...]:
    """The made-up parts, grouped by the item's fields; a pointer that breaks off counts as far as it leads.

    Args:
        item: resolved, as plain data: this is done for every page, and has something to say on few.
    """
    whole, deep = _sorted(_listed(item))
    parts: dict[str, dict[str, None]] = {}
    for pointer in deep:
        title, rest = _of_entry(item, pointer) if isinstance(pointer, _OfEntry) else _in_words(item, pointer)
        if rest and title not in whole:
            parts.setdefault(title, {})[rest] = None
        elif title and not rest:
            whole = {**whole, title: None}
    rows = [(_WHOLE, tuple(whole)), *((field, tuple(names)) for field, names in parts.items() if field not in whole)]
    return tuple([Fact(label, ("、".join(names),)) for label, names in rows if names])


def has_illustrative(item: Data) -> bool:
    """Whether `illustrative` may have something to say."""
    extra = item.get("extra")
    return isinstance(extra, Mapping) and bool(extra.get("illustrative"))


def _listed(item: Data) -> tuple[str, ...]:
    extra = item.get("extra")
    listed = extra.get("illustrative") if isinstance(extra, Mapping) else None
    return tuple([text for text in listed if isinstance(text, str)]) if isinstance(listed, list) else ()


class _OfEntry(NamedTuple):
    """A pointer to an entry of a list, or to what it says in one field: nearly all are of this form."""

    field: str
    title: str
    place: int
    says: tuple[str, str]
    """What the field is called; second in a group of materials."""


@lru_cache(_REMEMBERED)  # places make up the same things
def _sorted(texts: tuple[str, ...]) -> tuple[dict[str, None], tuple[Pointer | _OfEntry, ...]]:
    """What pointers name whole, which does not depend on the item; and those that lead into the values of fields."""
    whole: dict[str, None] = {}
    deep: list[Pointer | _OfEntry] = []
    for text in texts:
        if text and not text.startswith("/"):
            continue
        pointer = Pointer.parse(text)
        if len(pointer) > 1:
            deep.append(_planned(pointer))
        else:
            whole |= dict.fromkeys(_words_along({}, pointer) if pointer else ["全部"])
    return whole, tuple(deep)


def _planned(pointer: Pointer) -> Pointer | _OfEntry:
    match (*pointer, ""):
        case (str(field), int(index), str(key)) | (str(field), int(index), str(key), ""):
            title, model = _fields_of(Item).get(field, ("", None))
            if model is not None and title and key not in _UNSAID:
                kinds = (model, Alternatives if model is Material else model)
                one, group = (_fields_of(kind)[key][0] if key in _fields_of(kind) else "" for kind in kinds)
                return _OfEntry(field, title, index, (one, group))
    return pointer


def _of_entry(item: Data, pointer: _OfEntry) -> tuple[str, str]:
    """As `_in_words`."""
    several = item.get(pointer.field)
    if not isinstance(several, list) or pointer.place >= len(several):
        return pointer.title, ""
    entry = several[pointer.place]
    said = pointer.says["any_of" in entry]
    name = _name_of(entry, pointer.place)
    return pointer.title, f"{name}的{said}" if said else name


def _in_words(item: Data, pointer: Pointer) -> tuple[str, str]:
    """Which field a pointer leads into, and where in it; the second is empty where it leads no further."""
    title, *rest = _words_along(item, pointer) or [""]
    return title, "的".join(rest)


def _words_along(item: Data, pointer: Pointer) -> list[str]:
    """The titles and names along a pointer, as far as it leads."""
    words: list[str] = []
    value: object = item
    model: type[BaseModel] | None = Item
    for part in pointer:
        if isinstance(value, list):
            if not isinstance(part, int) or part >= len(value):
                break
            value = value[part]
            words.append(_name_of(value, part))
        elif isinstance(value, dict):
            key = str(part)
            known = _fields_of(_model_of(model, value)) if model else None
            if known is not None:
                if key not in known:
                    break
                title, model = known[key]
                if key not in _UNSAID:
                    words.append(title)
                if key not in value:
                    break
                value = value[key]
            elif key in value:
                value = value[key]
                words.append(f"“{value}”" if isinstance(value, str) else key)
            else:
                break
        else:
            break
    return words


def _model_of(model: type[BaseModel], value: Data) -> type[BaseModel]:
    return Alternatives if model is Material and "any_of" in value else model


@cache
def _fields_of(model: type[BaseModel]) -> dict[str, tuple[str, type[BaseModel] | None]]:
    """By key in a file: the title of each field, and of what its value or its entries are."""
    return {
        field.alias or name: (field.title or name, _record_in(field.annotation))
        for name, field in model.model_fields.items()
    }


def _record_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_record_in, get_args(annotation))), None)


def _name_of(value: object, index: int) -> str:
    """What an entry of a list is called: by its name, by its text if that is short, else by its number."""
    if isinstance(value, dict):
        for field in _NAMING_FIELDS:
            if name := value.get(field):
                return f"“{name}”"
    is_short = isinstance(value, str) and value and len(value) <= _SHORT
    return f"“{value}”" if is_short else f"第 {index + 1} 项"


def listed_sources(item: Item) -> Sequence[str]:
    """Where the facts are from, as ``extra.sources`` lists it."""
    listed = (item.extra or {}).get("sources")
    return [one for one in listed if isinstance(one, str) and one] if isinstance(listed, list) else []
