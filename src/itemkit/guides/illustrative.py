"""Which parts of an item were made up for illustration, in words that a reader of the page understands.

A file lists them as JSON pointers under ``extra.illustrative``; a page says 办理窗口：“市政务服务中心”的办理时间.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, eq=False, slots=True)
class Places:
    """Where in the value of a field something was made up. One of them is quickly told from others: by itself."""

    field: str
    title: str
    pointers: "tuple[Pointer | _OfEntry, ...]"

    def words(self, value: object) -> str:
        """What was made up in a value of the field; empty: all of it. A pointer counts as far as it leads.

        Args:
            value: as plain data; None where the item says nothing.
        """
        item = {} if value is None else {self.field: value}
        found: dict[str, None] = {}
        for pointer in self.pointers:
            rest = _of_entry(value, pointer) if isinstance(pointer, _OfEntry) else _in_words(item, pointer)
            if not rest:
                return ""
            found[rest] = None
        return "、".join(found)


def illustrative(item: Data) -> tuple[Fact, ...]:
    """The made-up parts, grouped by the item's fields.

    Args:
        item: resolved, as plain data: this is done for every page, and has something to say on few.
    """
    whole, places = made_up(item)
    return told(whole, [(one.title, one.words(item.get(one.field))) for one in places])


def made_up(item: Data) -> tuple[tuple[str, ...], tuple[Places, ...]]:
    """What pointers name whole, in words, and the places of the others, by field."""
    extra = item.get("extra")
    listed = extra.get("illustrative") if isinstance(extra, Mapping) else None
    if not isinstance(listed, list):
        return (), ()
    return _sorted(tuple([text for text in listed if isinstance(text, str)]))


def told(whole: Sequence[str], parts: Sequence[tuple[str, str]]) -> tuple[Fact, ...]:
    """The made-up parts as labelled values.

    Args:
        whole: titles of fields of which all was.
        parts: other titles, each with what was; empty: all of it too.
    """
    names = dict.fromkeys([*whole, *(title for title, said in parts if not said)])
    rows = [(_WHOLE, "、".join(names)), *((title, said) for title, said in parts if title not in names)]
    return tuple([Fact(label, (said,)) for label, said in rows if said])


class _OfEntry(NamedTuple):
    """A pointer to an entry of a list, or to what it says in one field: nearly all are of this form."""

    place: int
    says: tuple[str, str]
    """What the field is called; second in a group of materials."""


@lru_cache(_REMEMBERED)  # places make up the same things
def _sorted(texts: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Places, ...]]:
    whole: dict[str, None] = {}
    deep: dict[str, list[Pointer | _OfEntry]] = {}
    for text in texts:
        if text and not text.startswith("/"):
            continue
        pointer = Pointer.parse(text)
        if len(pointer) > 1:
            deep.setdefault(str(pointer[0]), []).append(_planned(pointer))
        else:
            whole |= dict.fromkeys(_words_along({}, pointer) if pointer else ["全部"])
    known = _fields_of(Item)
    places = (Places(field, known[field][0], tuple(several)) for field, several in deep.items() if field in known)
    return tuple(whole), tuple(places)


def _planned(pointer: Pointer) -> Pointer | _OfEntry:
    match (*pointer, ""):
        case (str(field), int(index), str(key)) | (str(field), int(index), str(key), ""):
            _title, model = _fields_of(Item).get(field, ("", None))
            if model is not None and key not in _UNSAID:
                kinds = (model, Alternatives if model is Material else model)
                one, group = (_fields_of(kind)[key][0] if key in _fields_of(kind) else "" for kind in kinds)
                return _OfEntry(index, (one, group))
    return pointer


def _of_entry(several: object, pointer: _OfEntry) -> str:
    """As `_in_words`."""
    if not isinstance(several, list) or pointer.place >= len(several):
        return ""
    entry = several[pointer.place]
    said = pointer.says["any_of" in entry]
    name = _name_of(entry, pointer.place)
    return f"{name}的{said}" if said else name


def _in_words(item: Data, pointer: Pointer) -> str:
    """Where in the field that it leads into a pointer leads; empty where it leads no further."""
    return "的".join(_words_along(item, pointer)[1:])


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
