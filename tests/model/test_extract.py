"""From a whole item to its overlay and back: nothing is lost, and nothing is said twice."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from hypothesis import given, settings
from overlays import BASE, LISTS, STANDARDS, WHOLE

from itemkit.model.check import Checker
from itemkit.model.extract import extract
from itemkit.model.resolve import NOT_INHERITED, resolve

ITEMS = Checker("item")


def regardless_of_order(materials: Iterable[Mapping[str, Any]]) -> list[str]:
    alike = ({**one, "any_of": regardless_of_order(one["any_of"])} if "any_of" in one else one for one in materials)
    return sorted(json.dumps(one, sort_keys=True) for one in alike)


def alike(item: Mapping[str, Any]) -> dict[str, Any]:
    return {**item, "materials": regardless_of_order(item["materials"])} if "materials" in item else dict(item)


@settings(max_examples=300, deadline=None)
@given(STANDARDS, WHOLE)
def test_the_overlay_gives_the_item_again(standard: dict[str, Any], item: dict[str, Any]) -> None:
    before = repr((standard, item))
    overlay = extract(standard, item)
    assert alike(resolve(standard, overlay)) == alike(item)
    assert ITEMS.violations(overlay) == []
    assert repr((standard, item)) == before


@settings(max_examples=100, deadline=None)
@given(LISTS, LISTS)
def test_materials_of_all_sorts_come_again(standards: list[Any], items: list[Any]) -> None:
    standard = {**BASE, "code": "440123004000", "materials": standards}
    item = {**BASE, "standard": "440123004000", "materials": items}
    overlay = extract(standard, item)
    assert alike(resolve(standard, overlay)) == alike(item)
    assert ITEMS.accepts(overlay)


@settings(max_examples=50)
@given(STANDARDS)
def test_of_an_item_that_says_what_its_standard_says_little_is_left(standard: dict[str, Any]) -> None:
    inherited = {key: value for key, value in standard.items() if key not in NOT_INHERITED}
    own = {"standard": standard["code"], "organ": "11440100007482620J", "region": "440100", "status": "草稿"}
    assert extract(standard, {**own, **inherited}) == own
