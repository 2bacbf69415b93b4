"""Which parts of an item were made up for illustration, in words that a reader of the page understands.

A file lists them as JSON pointers under ``extra.illustrative``; a page says 办理窗口：“市政务服务中心”的办理时间.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, get_args

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
        match _words_along(item, pointer):
            case [title, *rest] if rest and title not in whole:
                parts.setdefault(title, {})["的".join(rest)] = None
            case [title]:
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
    if not isinstance(listed, list):
        return ()
    return tuple(text for text in listed if isinstance(text, str) and (not text or text.startswith("/")))


@lru_cache(_REMEMBERED)  # places make up the same things
def _sorted(texts: tuple[str, ...]) -> tuple[dict[str, None], tuple[Pointer, ...]]:
    """What pointers name whole, which does not depend on the item; and those that lead into the values of fields."""
    whole: dict[str, None] = {}
    deep = []
    for text in texts:
        pointer = Pointer.parse(text)
        if len(pointer) > 1:
            deep.append(pointer)
        else:
            whole |= dict.fromkeys(_words_along({}, pointer) if pointer else ["全部"])
    return whole, tuple(deep)


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
