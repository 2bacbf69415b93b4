"""Which parts of an item were made up for illustration, in words that a reader of the page understands.

A file lists them as JSON pointers under ``extra.illustrative``; a page says 办理窗口：“市政务服务中心”的办理时间.
"""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from itemkit.findings import Pointer
from itemkit.guides.page import Fact
from itemkit.model.item import Item

_WHOLE = "整项内容"
_UNSAID = frozenset({"any_of"})
"""Fields that only hold things together; what they hold is named all the same."""
_SHORT = 20
_NAMING_FIELDS = ("place", "name", "law", "question", "q")


def illustrative(item: Item) -> tuple[Fact, ...]:
    """The made-up parts, grouped by the item's fields; a pointer that breaks off counts as far as it leads."""
    whole: dict[str, None] = {}
    parts: dict[str, dict[str, None]] = {}
    for pointer in _each_pointer(item):
        match _words_along(item, pointer) if pointer else ["全部"]:
            case [field, *rest] if rest:
                parts.setdefault(field, {})["的".join(rest)] = None
            case [field]:
                whole[field] = None
    rows = [(_WHOLE, tuple(whole)), *((field, tuple(names)) for field, names in parts.items() if field not in whole)]
    return tuple(Fact(label, ("、".join(names),)) for label, names in rows if names)


def _each_pointer(item: Item) -> Iterator[Pointer]:
    listed = (item.extra or {}).get("illustrative")
    for text in listed if isinstance(listed, list) else ():
        if isinstance(text, str) and (not text or text.startswith("/")):
            yield Pointer.parse(text)


def _words_along(item: Item, pointer: Pointer) -> list[str]:
    """The titles and names along a pointer, as far as it leads."""
    words: list[str] = []
    value: object = item
    for part in pointer:
        match value:
            case BaseModel():
                field = _field_of(type(value), str(part))
                if field is None:
                    break
                title, value = type(value).model_fields[field].title, getattr(value, field)
                if field not in _UNSAID:
                    words.append(title or field)
            case list() | tuple() if isinstance(part, int) and part < len(value):
                value = value[part]
                words.append(_name_of(value, part))
            case Mapping() if part in value:
                value = value[part]
                words.append(f"“{value}”" if isinstance(value, str) else str(part))
            case _:
                break
    return words


def _field_of(model: type[BaseModel], key: str) -> str | None:
    """The field that has this key in a file."""
    return next((name for name, field in model.model_fields.items() if (field.alias or name) == key), None)


def _name_of(value: object, index: int) -> str:
    """What an entry of a list is called: by its name, by its text if that is short, else by its number."""
    names = (getattr(value, field, None) for field in _NAMING_FIELDS)
    name = value if isinstance(value, str) and len(value) <= _SHORT else next((one for one in names if one), None)
    return f"“{name}”" if name else f"第 {index + 1} 项"


def listed_sources(item: Item) -> Sequence[str]:
    """Where the facts are from, as ``extra.sources`` lists it."""
    listed = (item.extra or {}).get("sources")
    return [one for one in listed if isinstance(one, str) and one] if isinstance(listed, list) else []
