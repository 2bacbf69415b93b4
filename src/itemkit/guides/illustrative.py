"""Which parts of an item were made up for illustration, in words that a reader of the page understands.

A file lists them as JSON pointers under ``extra.illustrative``; a page says 办理窗口：“市政务服务中心”的办理时间.
"""

import marshal
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
    whole: dict[str, None] = {}
    parts: dict[str, dict[str, None]] = {}
    for field, pointers in _by_field(_listed(item)).items():
        key = (pointers, marshal.dumps(item.get(field), 2) if any(map(_is_deep, pointers)) else b"")
        for words in _words_of(key, item):
            match words:
                case [title, *rest] if rest:
                    parts.setdefault(title, {})["的".join(rest)] = None
                case [title]:
                    whole[title] = None
    rows = [(_WHOLE, tuple(whole)), *((field, tuple(names)) for field, names in parts.items() if field not in whole)]
    return tuple(Fact(label, ("、".join(names),)) for label, names in rows if names)


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


@lru_cache(_REMEMBERED)
def _by_field(texts: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Pointers by the field of the item that they begin with; the one to the whole item under no name."""
    found: dict[str, list[str]] = {}
    for text in texts:
        found.setdefault(str(next(iter(_parsed(text)), "")), []).append(text)
    return {field: tuple(several) for field, several in found.items()}


def _is_deep(text: str) -> bool:
    return text.count("/") > 1


def _words_of(key: tuple[tuple[str, ...], bytes], item: Data) -> list[list[str]]:
    """The words along some pointers into one field, which depend on that field alone; catalogs repeat them."""
    known = _WORDS.get(key)
    if known is None:
        if len(_WORDS) >= _REMEMBERED:
            _WORDS.clear()
        known = _WORDS[key] = [
            words for text in key[0] if (words := _words_along(item, _parsed(text)) if text else ["全部"])
        ]
    return known


_WORDS: dict[tuple[tuple[str, ...], bytes], list[list[str]]] = {}


@cache
def _parsed(text: str) -> Pointer:
    return Pointer.parse(text)


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
        elif isinstance(value, Mapping):
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
    names = (value.get(field) for field in _NAMING_FIELDS) if isinstance(value, Mapping) else iter(())
    name = value if isinstance(value, str) and len(value) <= _SHORT else next((one for one in names if one), None)
    return f"“{name}”" if name else f"第 {index + 1} 项"


def listed_sources(item: Item) -> Sequence[str]:
    """Where the facts are from, as ``extra.sources`` lists it."""
    listed = (item.extra or {}).get("sources")
    return [one for one in listed if isinstance(one, str) and one] if isinstance(listed, list) else []
