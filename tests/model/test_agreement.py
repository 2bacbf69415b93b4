"""One verdict on a document: the model, the checker, and the JSON Schema as any other tool reads it."""

import copy
import json
from typing import Any

import pytest
from documents import FULL, as_json, from_schema, mistaken, odd_numbers, real, values
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator, FormatChecker
from pydantic import BaseModel, ValidationError

from itemkit.model.check import Checker
from itemkit.model.formats import FORMATS
from itemkit.model.models import MODELS, make_schema
from itemkit.model.schema import editor_schema_of, schema_of

KINDS = tuple(MODELS)
CHECKERS = {name: Checker(name) for name in KINDS}
PATIENT = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

_formats = FormatChecker(formats=())
for _name, _format in FORMATS.items():

    def _is_right(value: object, known: Any = _format) -> bool:
        return not isinstance(value, str) or known.matches(value)

    _formats.checks(_name)(_is_right)
OTHERS = {name: Draft202012Validator(make_schema(name), format_checker=_formats) for name in KINDS}


def record(kind: str, document: Any) -> BaseModel | None:
    try:
        return MODELS[kind].model_validate(document)
    except ValidationError:
        return None


def assert_one_verdict(kind: str, document: Any) -> None:
    accepted = CHECKERS[kind].accepts(document)
    violations = CHECKERS[kind].violations(document)
    assert bool(violations) == (not accepted), violations
    assert (record(kind, document) is not None) == accepted, violations
    if as_json(document):
        assert OTHERS[kind].is_valid(document) == accepted, violations


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_schema_is_the_model_s(kind: str) -> None:
    assert schema_of(kind) == make_schema(kind)
    Draft202012Validator.check_schema(schema_of(kind))
    Draft7Validator.check_schema(editor_schema_of(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_full_and_real_documents_are_right_and_come_back_as_they_were(kind: str) -> None:
    for document in real()[kind]:
        assert CHECKERS[kind].violations(document) == []
        assert_one_verdict(kind, document)
        made = record(kind, document)
        assert made is not None
        assert as_data(made) == plainly(document)


def as_data(made: BaseModel) -> Any:
    return made.model_dump(mode="json", by_alias=True, exclude_unset=True)


def plainly(document: Any, key: str = "") -> Any:
    """The document with ``when: {a: [b]}`` written ``{a: b}``, which means the same."""
    if isinstance(document, dict):
        alone = key == "when"
        return (
            {
                name: value[0] if alone and isinstance(value, list) and len(value) == 1 else plainly(value, name)
                for name, value in document.items()
            }
            if key != "extra"
            else document
        )
    return [plainly(one, key) for one in document] if isinstance(document, list) and key != "extra" else document


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_document_has_every_key_of_the_model(kind: str) -> None:
    """Else mistakes in the keys that it lacks would go untested."""
    schema = make_schema(kind)
    seen: dict[str, set[str]] = {}

    def look(node: Any, value: Any) -> None:
        if "$ref" in node:
            name = node["$ref"].removeprefix("#/$defs/")
            seen.setdefault(name, set()).update(value)
            node = schema["$defs"][name]
        if node.get("if") == {"type": "null"}:
            look(node["else"], value)
        elif "if" in node and "then" in node:
            look(node["then"] if "any_of" in value else node["else"], value)
        elif isinstance(value, dict):
            for key, inner in value.items():
                look(node.get("properties", {}).get(key, {}), inner)
        elif isinstance(value, list):
            for inner in value:
                look(node.get("items", {}), inner)

    look(schema, FULL[kind])
    top = set(FULL[kind]) if isinstance(FULL[kind], dict) else set()
    assert top <= set(schema.get("properties", top))
    inherited = set(FULL["item"]) if kind == "standard" else set()
    assert set(schema.get("properties", ())) - top - inherited == set()
    if kind == "item":
        assert {name: set(node["properties"]) - seen.get(name, set()) for name, node in schema["$defs"].items()} == {
            name: set() for name in schema["$defs"]
        }


@pytest.mark.parametrize("kind", KINDS)
@PATIENT
@given(data=st.data())
def test_all_agree_on_documents_with_mistakes(kind: str, data: st.DataObject) -> None:
    document = data.draw(mistaken(kind))
    assert_one_verdict(kind, document)
    made = record(kind, document)
    if made is not None:
        again = as_data(made)
        assert again == plainly(document)
        assert json.loads(json.dumps(again, ensure_ascii=False)) == again


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_all_agree_on_documents_made_from_the_schema(kind: str, data: st.DataObject) -> None:
    assert_one_verdict(kind, data.draw(from_schema(make_schema(kind))))


@pytest.mark.parametrize("kind", KINDS)
@given(document=values)
def test_all_agree_on_what_is_no_document_at_all(kind: str, document: Any) -> None:
    assert_one_verdict(kind, document)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"config"}))
def test_a_key_that_is_no_text_is_found_in_extra_however_deep(kind: str) -> None:
    document = copy.deepcopy(FULL[kind])
    record_with_extra = document[0] if isinstance(document, list) else document
    record_with_extra["extra"] = {"a": [{"b": {"c": [{1: 2}]}}]}
    (violation,) = CHECKERS[kind].violations(document)
    top = "/0/extra" if kind == "organs" else "/extra"
    assert (str(violation.pointer), violation.keyword, violation.value) == (f"{top}/a/0/b/c/0/1", "key", 1)
    assert not CHECKERS[kind].accepts(document)


@given(odd_numbers, st.sampled_from(["version", "visits"]))
def test_what_is_no_number_is_refused(number: float, key: str) -> None:
    for document in (
        {"name": "x", "type": "行政许可", key: number},
        {"name": "x", "type": "行政许可", "fees": [{"name": "x", "amount": number}]},
    ):
        assert not CHECKERS["item"].accepts(document)
        assert CHECKERS["item"].violations(document)
        assert record("item", document) is None


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=80)
@given(data=st.data())
def test_all_agree_on_the_forms_of_texts(name: str, data: st.DataObject) -> None:
    known = FORMATS[name]
    example = known.example
    text = data.draw(
        st.from_regex(known.pattern, fullmatch=True)
        | st.from_regex(known.pattern)
        | st.builds(
            lambda at, shard, lost: example[:at] + shard + example[at + lost :],
            st.integers(0, len(example)),
            st.sampled_from(
                ["", "\n", "\r", " ", "\u2028", "\x85", "０", "٣", "a", "Z", "-", "\0", "𠮷", "\u3000", "1"]
            ),
            st.integers(0, 2),
        )
    )
    field = {
        "date": ("item", lambda value: {"name": "x", "type": "行政许可", "effective": {"from": value}}),
        "calendar-duration": ("certificate", lambda value: {"name": "x", "valid_for": value}),
        "link": ("item", lambda value: {"name": "x", "type": "行政许可", "source_url": value}),
        "phone": ("organs", lambda value: [{"uscc": "TE5116020105116050", "name": "x", "phone": value}]),
        "organ-code": ("organs", lambda value: [{"uscc": value, "name": "x"}]),
        "item-code": ("item", lambda value: {"name": "x", "type": "行政许可", "code": value}),
        "base-code": ("standard", lambda value: {"name": "x", "type": "行政许可", "code": value}),
        "catalogue-region": ("config", lambda value: {"codes": {"region": value}}),
        "region-code": ("config", lambda value: {"regions": {value: "x"}, "catalog": {"region": value}}),
        "department-code": ("standard", lambda value: {"name": "x", "type": "行政许可", "department": value}),
        "currency-code": (
            "item",
            lambda value: {"name": "x", "type": "行政许可", "fees": [{"name": "x", "currency": value}]},
        ),
    }
    kind, make = field[name]
    assert_one_verdict(kind, make(text))
    assert CHECKERS[kind].accepts(make(text)) == known.matches(text)
    assert CHECKERS[kind].accepts(make(example))


@pytest.mark.parametrize("kind", ["item", "bundle", "config", "organs"])
def test_an_item_with_keys_that_look_like_indexes(kind: str) -> None:
    document: Any = {
        "item": {
            "name": "x",
            "type": "行政许可",
            "materials": [{"name": "x", "when": {"440100": [], "0": ["a"], "01": ""}}],
        },
        "bundle": {"name": "x", "items": [{"path": "x", "situations": {"1": {"2": 3}}}]},
        "config": {"regions": {"440100": ""}},
        "organs": [{"uscc": "TE5116020105116050", "name": 1, "extra": {"0": {"1": 2}}}],
    }[kind]
    expected = {
        "item": [("/materials/0/when/440100", "minItems"), ("/materials/0/when/01", "minLength")],
        "bundle": [("/items/0/situations/1/2", "type")],
        "config": [("/regions/440100", "minLength")],
        "organs": [("/0/name", "type")],
    }[kind]
    assert [(str(one.pointer), one.keyword) for one in CHECKERS[kind].violations(document)] == expected
    assert_one_verdict(kind, document)
