"""Vocabularies: official numbers, a catalog's own words, and titles for all fields."""

from collections.abc import Iterator

import pytest
from pydantic import BaseModel, ValidationError

from itemkit.model.check import Checker
from itemkit.model.config import Config
from itemkit.model.item import Item
from itemkit.model.models import MODELS
from itemkit.model.schema import editor_schema_of, schema_of
from itemkit.model.vocabulary import Entry, Vocabularies

BUILTIN = Vocabularies.builtin()


@pytest.mark.parametrize(
    ("vocabulary", "number", "word"),
    [
        ("type", "01", "行政许可"),
        ("type", "1", "行政许可"),
        ("type", "20", "公共服务"),
        ("type", "99", None),
        ("type", "", None),
        ("source", "10", "申请人自备"),
        ("source", "20", "政府部门核发"),
        ("need", "3", "容缺后补"),
        ("level", "3", "市级"),
        ("list", "", None),
    ],
)
def test_numbers_mean_words(vocabulary: str, number: str, word: str | None) -> None:
    assert BUILTIN[vocabulary].word_of(number) == word


def test_no_word_and_no_number_is_there_twice() -> None:
    for vocabulary in BUILTIN.values():
        numbers = [entry.number.lstrip("0") for entry in vocabulary.entries if entry.number]
        assert len(set(vocabulary.words)) == len(vocabulary.words), vocabulary.name
        assert len(set(numbers)) == len(numbers), vocabulary.name
        assert vocabulary.title, vocabulary.name
        assert vocabulary.source, vocabulary.name
        assert all(entry.english for entry in vocabulary.entries), vocabulary.name


def test_a_catalog_adds_words_and_takes_none_away() -> None:
    more = BUILTIN.extended({"action": {"校验": "77", "新办": "1"}})
    assert more["action"].entries == (*BUILTIN["action"].entries, Entry("校验", "77"))
    assert more["action"].word_of("77") == "校验"
    assert {name: more[name] for name in more if name != "action"} == {
        name: BUILTIN[name] for name in BUILTIN if name != "action"
    }
    with pytest.raises(KeyError, match="actoin"):
        BUILTIN.extended({"actoin": {"校验": ""}})


def test_words_of_a_catalog_are_in_its_schema_and_its_model() -> None:
    config = Config.model_validate({"vocabulary": {"action": {"校验": "77"}, "type": {"其他类": ""}}})
    words = BUILTIN.extended(config.vocabulary or {})
    document = {"name": "甲", "type": "其他类", "action": "校验"}
    assert Checker("item", words).accepts(document)
    assert [str(one.pointer) for one in Checker("item").violations(document)] == ["/type", "/action"]
    assert Item.model_validate(document, context=words).as_data() == document
    with pytest.raises(ValidationError):
        Item.model_validate(document)
    for made in (schema_of("item", words), editor_schema_of("item", words)):
        assert made["properties"]["action"]["enum"] == [*words["action"].words, None]
    assert "校验" not in schema_of("item")["properties"]["action"]["enum"]


def each_record(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    if model not in seen:
        seen.add(model)
        yield model
        for field in model.model_fields.values():
            for inner in _models_in(field.annotation):
                yield from each_record(inner, seen)


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_in(inner)


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


@pytest.mark.parametrize("name", MODELS)
def test_every_field_has_a_chinese_title(name: str) -> None:
    records = list(each_record(MODELS[name], set()))
    assert MODELS[name] in records
    for record in records:
        assert _is_chinese(record.model_config.get("title") or ""), record
        if name == "organs" and record is MODELS[name]:
            continue  # the list itself has no fields
        for key, field in record.model_fields.items():
            assert _is_chinese(field.title or ""), f"{record.__name__}.{key}"
            assert field.description, f"{record.__name__}.{key}"


@pytest.mark.parametrize("name", MODELS)
def test_every_key_of_a_schema_has_a_chinese_title(name: str) -> None:
    schema = schema_of(name)
    for where, node in {"": schema, **schema["$defs"]}.items() if "$defs" in schema else [("", schema)]:
        for key, inner in node.get("properties", {}).items():
            assert _is_chinese(inner.get("title", "")), f"{name}: {where}.{key}"
