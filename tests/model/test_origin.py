"""Where values stand: of whatever overlay over whatever standard, the file that is named says the value."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from overlays import OVERLAYS, STANDARDS

from itemkit.findings import Pointer
from itemkit.model.check import Checker
from itemkit.model.content import Content
from itemkit.model.origin import Origins
from itemkit.model.overlay_schema import whole_schema_of
from itemkit.model.resolve import MAPPINGS, NOT_INHERITED, resolve

ITEMS = Checker("item")


def each_value(value: Any, pointer: Pointer = Pointer()) -> Iterator[tuple[Pointer, Any]]:  # noqa: B008
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, one in inner:
        yield from each_value(one, pointer / part)
    if not isinstance(value, dict | list):
        yield pointer, value


def value_at(data: Any, pointer: Pointer) -> Any:
    for part in pointer:
        data = data[part]
    return data


@settings(max_examples=200, deadline=None)
@given(STANDARDS, OVERLAYS)
def test_each_value_is_said_where_it_is_said_to_stand(standard: dict[str, Any], item: dict[str, Any]) -> None:
    assert ITEMS.violations(item) == []
    whole = resolve(standard, item)
    assert ITEMS.violations({key: value for key, value in whole.items() if key != "standard"}) == []
    origins = Origins(standard, item)
    for pointer, value in each_value(whole):
        origin = origins.of(pointer)
        assert value_at(standard if origin.inherited else item, origin.pointer) == value, pointer


def test_the_mappings_that_are_merged_are_those_of_the_model() -> None:
    schema = whole_schema_of("item")["properties"]
    mappings = {key for key in Content.model_fields if "$ref" in schema[key]}
    assert mappings - NOT_INHERITED == set(MAPPINGS)


FORM = {"name": "申请表", "copies": 1}
STANDARD = {
    "name": "甲",
    "code": "440123004000",
    "materials": [FORM, {"any_of": [{"name": "乙证"}, {"name": "丙证", "copies": 1}]}, {"name": "丁证"}],
    "extra": {
        "illustrative": ["/materials/0/copies", "/materials/1/any_of/1/copies", "/materials/2"],
        "sources": ["x"],
    },
}


@pytest.mark.parametrize(
    ("materials", "own", "expected"),
    [
        ([{"name": "戊证", "copies": 1}], ["/materials/0/copies"], ["/materials/3/copies", "/materials/0/copies", "/materials/1/any_of/1/copies", "/materials/2"]),
        ([{"name": "申请表", "drop": True}], [], ["/materials/0/any_of/1/copies", "/materials/1"]),
        ([{"name": "申请表", "copies": 2}, {"name": "乙证", "drop": True}], ["/materials/0/copies"], ["/materials/0/copies", "/materials/1/any_of/0/copies", "/materials/2"]),
        ([{"name": "丁证", "copies": 2}], ["/materials/0/copies", "not a pointer"], ["/materials/2/copies", "not a pointer", "/materials/0/copies", "/materials/1/any_of/1/copies"]),
        ([], [], []),
    ],
)  # fmt: skip
def test_pointers_to_what_was_made_up_move_with_the_materials(
    materials: list[Mapping[str, Any]], own: list[str], expected: list[str]
) -> None:
    item = {"standard": "440123004000", "materials": materials, "extra": {"illustrative": own}}
    assert resolve(STANDARD, item)["extra"] == {"illustrative": expected, "sources": ["x"]}
