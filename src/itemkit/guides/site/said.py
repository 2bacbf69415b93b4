"""Items that say only some things: what a section depends on, as an object of the model, in a few microseconds.

The data have been checked against the schema already: records are made without looking at their values again, and only
values that are something else in the model (dates, durations, conditions) are turned into that.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter

from itemkit.model.content import Alternatives, Material, Requirement
from itemkit.model.item import Item
from itemkit.model.vocabulary import Vocabularies

Data = Mapping[str, Any]
Model = TypeVar("Model", bound=BaseModel)
_Maker = Callable[[Any, Vocabularies], Any]
"""Makes what the model has for a value of a file."""

_PLAIN = frozenset({str, int, float, bool, int | float, dict[str, Any]})
"""What is the same in the model."""


def saying(fields: Iterable[str], data: Data, vocabularies: Vocabularies) -> Item:
    """An item with some of the fields of another one and no others, not even a name.

    Args:
        fields: names of fields of `Item`.
        data: a well-formed item, resolved with its standard.
        vocabularies: of its catalog.
    """
    return _made(Item, {name: data[name] for name in fields if name in data}, vocabularies)


def _made(model: type[Model], data: Data, vocabularies: Vocabularies) -> Model:
    """As ``BaseModel.model_construct``, with the records inside, in a tenth of the time."""
    nothing, known = _fields_of(model)
    said = {}
    for key, value in data.items():
        name, make = known[key]
        said[name] = make(value, vocabularies) if make else value
    record = model.__new__(model)
    object.__setattr__(record, "__dict__", {**nothing, **said})
    object.__setattr__(record, "__pydantic_fields_set__", set(said))
    object.__setattr__(record, "__pydantic_extra__", None)
    object.__setattr__(record, "__pydantic_private__", None)
    return record


@cache
def _fields_of(model: type[BaseModel]) -> tuple[Data, Mapping[str, tuple[str, _Maker | None]]]:
    """What a record has that says nothing; and by key in a file the field, and what makes its value."""
    fields = model.model_fields.items()
    return dict.fromkeys(model.model_fields), {
        field.alias or name: (name, _maker_of(field.annotation)) for name, field in fields
    }


def _maker_of(annotation: Any) -> _Maker | None:
    """What makes a value of a type; None: it is the same in a file."""
    if annotation == Requirement:
        return lambda value, vocabularies: _made(Alternatives if "any_of" in value else Material, value, vocabularies)
    kind = _bare(annotation)
    if kind in _PLAIN:
        return None
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return lambda value, vocabularies: _made(kind, value, vocabularies)
    if get_origin(kind) is list:
        make = _maker_of(get_args(kind)[0])
        return None if make is None else lambda value, vocabularies: [make(one, vocabularies) for one in value]
    adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    return lambda value, vocabularies: adapter.validate_python(value, context=vocabularies)


def _bare(annotation: Any) -> Any:
    """A type without what is said of it, and without that there may be nothing."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in {Union, UnionType} and len(rest := _some(annotation)) == 1:
            (annotation,) = rest
        else:
            return annotation


def _some(union: Any) -> list[Any]:
    return [one for one in get_args(union) if one is not NoneType]
