"""What all records have in common: strict reading, unknown keys refused, and fields that describe themselves."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from itemkit.model.vocabulary import Vocabularies


class Record(BaseModel):
    """A mapping of a catalog file. Frozen; unknown keys are errors; nothing is coerced.

    A key that is written without a value is an error too: leave the key out where there is nothing to say. Only a patch
    for another record may say by null that something is not there.
    """

    may_be_null: ClassVar[frozenset[str]] = frozenset()
    """The keys that a patch may give as null."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True, serialize_by_alias=True)

    @model_validator(mode="before")
    @classmethod
    def _no_empty_values(cls, data: Any) -> Any:
        if isinstance(data, dict) and any(data[key] is None for key in data.keys() - cls.may_be_null):
            raise PydanticCustomError("no_value", "a key has no value")
        return data

    def as_data(self) -> dict[str, Any]:
        """What a file with this record holds: plain values, only the keys that were given."""
        return self.model_dump(mode="json", exclude_unset=True)


class RecordSchema(GenerateJsonSchema):
    """Makes the JSON Schema say what the records mean: a key may be missing, but never null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """An optional field's schema is that of its value."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Defaults are not part of the schema: an absent key means that nothing is known."""
        return self.generate_inner(schema["schema"])

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A model's docstring is for those who read the code; its title says in Chinese what it is."""
        made = super().model_schema(schema)
        made.pop("description", None)
        return made

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Every key must be of the form that keys have; ``patternProperties`` alone lets all others pass."""
        made = super().dict_schema(schema)
        for pattern, value in made.pop("patternProperties", {}).items():
            made["propertyNames"] = {**made.get("propertyNames", {}), "pattern": pattern}
            made["additionalProperties"] = value
        return made

    def field_title_should_be_set(self, schema: Any) -> Literal[False]:  # noqa: ARG002
        """No titles made up from key names."""
        return False


def about(
    title: str,
    description: str = "",
    *,
    exchange: str = "",
    unit: str = "",
    **more: Any,
) -> Any:
    """A field's Chinese title, what it means, its unit and its name in the national exchange form."""
    extra: dict[str, Any] = {"x-title": title}  # pydantic drops the title of a field that is a record itself
    extra |= {key: value for key, value in (("x-exchange", exchange), ("x-unit", unit)) if value}
    return Field(
        title=title,
        description=description or title,
        json_schema_extra=extra,
        **({"default": None} | more if "default_factory" not in more else more),
    )


def whole(value: object) -> object:
    """JSON Schema counts 3.0 as an integer; so do we."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _text_keys(data: Any) -> Any:
    """JSON has keys of text only, however deep."""
    if isinstance(data, dict):
        if not all(isinstance(key, str) for key in data):
            raise PydanticCustomError("key_type", "a key is no text")
        for value in data.values():
            _text_keys(value)
    elif isinstance(data, list):
        for value in data:
            _text_keys(value)
    return data


class _Number:
    """A number that is not negative; whole numbers stay whole."""

    maximum = 1_000_000_000_000

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._check)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "number", "minimum": 0, "maximum": self.maximum}

    def _check(self, value: object) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise PydanticCustomError("number_type", "a number is expected")
        if not 0 <= value <= self.maximum:
            raise PydanticCustomError("number_range", "out of range")
        return value


class _OneOrMore:
    """One text, or a list of them; read as a tuple."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self._check, serialization=core_schema.plain_serializer_function_ser_schema(self._plain)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        item = {"type": "string", "minLength": 1}
        return {"type": ["string", "array"], "minLength": 1, "minItems": 1, "items": item}

    def _check(self, value: object) -> tuple[str, ...]:
        texts = [value] if isinstance(value, str) else value
        if not (isinstance(texts, list) and texts and all(isinstance(t, str) and t for t in texts)):
            raise PydanticCustomError("text_or_list", "a text or a list of texts is expected")
        return tuple(texts)

    @staticmethod
    def _plain(value: tuple[str, ...]) -> str | list[str]:
        return value[0] if len(value) == 1 else list(value)


@dataclass(frozen=True, slots=True)
class Word:
    """Marks a text field whose values come from a vocabulary: ``Annotated[str, Word("type")]``.

    A model is validated against the vocabularies given as ``context``, else against the built-in ones. In the JSON
    Schema the field carries ``x-vocabulary``, so that a catalog's own words can be added to the schema too.
    """

    vocabulary: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._check, core_schema.str_schema(strict=True))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        vocabulary = Vocabularies.builtin()[self.vocabulary]
        return {"type": "string", "enum": list(vocabulary.words), "x-vocabulary": self.vocabulary}

    def _check(self, value: str, info: ValidationInfo) -> str:
        context: Any = info.context
        vocabularies = context if isinstance(context, Vocabularies) else Vocabularies.builtin()
        if not vocabularies.has(self.vocabulary, value):
            raise PydanticCustomError(
                "not_in_vocabulary",
                "{value} is not in the vocabulary {vocabulary}",
                {"value": value, "vocabulary": self.vocabulary},
            )
        return value


Text = Annotated[str, StringConstraints(strict=True, min_length=1)]
"""Text that is not empty."""

Texts = list[Text]
"""A list of texts, none empty."""

Count = Annotated[int, Field(strict=True, ge=0, le=99_999), BeforeValidator(whole)]
"""A number of pieces, days or visits."""

Amount = Annotated[int | float, _Number()]
"""A sum of money in the unit of its currency."""

When = dict[Text, Annotated[tuple[str, ...], _OneOrMore()]]
"""Under which answers something applies: situation id → option id, or several of which any will do."""


def some_null(data: Any, record: type[Record]) -> bool:
    """Whether a mapping gives null for a key for which only a patch may."""
    return isinstance(data, dict) and any(data.get(key, "") is None for key in record.may_be_null)


Extra = Annotated[dict[str, Any], AfterValidator(_text_keys)]
"""What a catalog keeps beyond the model; checked by the schema that ``itemkit.toml`` names, if any."""
