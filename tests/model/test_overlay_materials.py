"""How the materials of an item go with those of its standard, and where each value of the whole stands."""

from typing import Any

import pytest

from itemkit.findings import Pointer
from itemkit.model.origin import Origin, Origins
from itemkit.model.resolve import resolve

FORM, REPORT = {"name": "申请表", "original": 1}, {"name": "检测报告", "source": "中介机构出具"}
LICENCE = {"name": "营业执照", "certificate": "营业执照", "copies": 1}
IDENTITY = {"name": "身份证明", "any_of": [{"name": "居民身份证", "copies": 1}, {"name": "护照", "copies": 1}]}


def merged(standard: list[Any], own: Any) -> Any:
    return resolve({"name": "甲", "materials": standard}, {"materials": own}).get("materials")


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        pytest.param([{"name": "合同"}], [FORM, LICENCE, REPORT, {"name": "合同"}], id="what is new comes at the end"),
        pytest.param([{"name": "申请表", "copies": 2}], [{**FORM, "copies": 2}, LICENCE, REPORT], id="changed by name"),
        pytest.param([{"name": "《申请表》"}], [{**FORM, "name": "《申请表》"}, LICENCE, REPORT], id="marks are no name"),
        pytest.param(
            [{"name": "工商营业执照", "certificate": "营业执照"}],
            [FORM, {**LICENCE, "name": "工商营业执照"}, REPORT],
            id="changed by certificate",
        ),
        pytest.param([{"name": "营业执照", "copies": None}], [FORM, {"name": "营业执照", "certificate": "营业执照"}, REPORT],
            id="null takes a key out"),
        pytest.param([{"name": "检测报告", "drop": True}], [FORM, LICENCE], id="dropped"),
        pytest.param([{"name": "检测报告", "drop": True}, {"name": "检测报告", "copies": 1}],
            [FORM, LICENCE, {"name": "检测报告", "copies": 1}], id="dropped and written anew"),
        pytest.param([{"name": "没有的", "drop": True}], [FORM, LICENCE, REPORT], id="nothing to drop"),
        pytest.param([], [], id="an empty list is an empty list"),
        pytest.param(None, None, id="null is none"),
    ],
)  # fmt: skip
def test_an_entry_speaks_of_one_of_the_standards(own: Any, expected: Any) -> None:
    assert merged([FORM, LICENCE, REPORT], own) == expected


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        pytest.param([{"name": "护照", "drop": True}], [{**IDENTITY, "any_of": [IDENTITY["any_of"][0]]}],
            id="a member dropped"),
        pytest.param([{"name": "护照", "copies": 2}],
            [{**IDENTITY, "any_of": [IDENTITY["any_of"][0], {"name": "护照", "copies": 2}]}], id="a member changed"),
        pytest.param([{"name": "身份证明", "drop": True}], [], id="the group dropped"),
        pytest.param([{"name": "身份证明", "need": "容缺后补"}], [{**IDENTITY, "need": "容缺后补"}], id="the group changed"),
        pytest.param([{"any_of": [{"name": "护照"}, {"name": "军官证"}]}],
            [{"name": "身份证明", "any_of": [{"name": "护照", "copies": 1}, {"name": "军官证"}]}],
            id="other members, details kept"),
        pytest.param([{"name": "居民身份证", "drop": True}, {"name": "护照", "drop": True}], [], id="none left"),
    ],
)  # fmt: skip
def test_groups_of_which_one_is_enough(own: Any, expected: Any) -> None:
    assert merged([IDENTITY], own) == expected


def test_equal_names_go_together_in_order() -> None:
    standard = [{"name": "照片", "when": {"a": "x"}}, {"name": "照片", "when": {"a": "y"}}]
    assert merged(standard, [{"name": "照片", "copies": 1}, {"name": "照片", "copies": 2}]) == [
        {"name": "照片", "when": {"a": "x"}, "copies": 1},
        {"name": "照片", "when": {"a": "y"}, "copies": 2},
    ]
    assert merged(standard, [{"name": "照片", "drop": True}]) == []


STANDARD = {
    "name": "甲", "code": "440123004000", "quota": "每年十件",
    "time_limit": {"statutory": {"days": 20, "unit": "工作日"}},
    "materials": [FORM, LICENCE, IDENTITY, REPORT],
}  # fmt: skip
ITEM = {
    "standard": "440123004000",
    "time_limit": {"promised": {"days": 5, "unit": "工作日"}},
    "materials": [{"name": "检测报告", "copies": 1}, {"name": "申请表", "drop": True}, {"name": "护照", "copies": 2}, {"name": "合同"}],
    "visits": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("pointer", "inherited", "there"),
    [
        ("/name", True, "/name"),
        ("/visits", False, "/visits"),
        ("/time_limit", False, "/time_limit"),
        ("/time_limit/statutory/days", True, "/time_limit/statutory/days"),
        ("/time_limit/promised/days", False, "/time_limit/promised/days"),
        ("/materials", False, "/materials"),
        ("/materials/0/copies", True, "/materials/1/copies"),
        ("/materials/1/any_of/0/name", True, "/materials/2/any_of/0/name"),
        ("/materials/1/any_of/1/copies", False, "/materials/2/copies"),
        ("/materials/2/source", True, "/materials/3/source"),
        ("/materials/2/copies", False, "/materials/0/copies"),
        ("/materials/3/name", False, "/materials/3/name"),
        ("/conditions", False, "/conditions"),  # nobody says it
        ("/materials/2/original", False, "/materials/0/original"),
    ],
)
def test_where_a_value_stands(pointer: str, inherited: bool, there: str) -> None:
    assert [one.get("name") for one in resolve(STANDARD, ITEM)["materials"]] == [
        "营业执照",
        "身份证明",
        "检测报告",
        "合同",
    ]
    assert Origins(STANDARD, ITEM).of(Pointer.parse(pointer)) == Origin(inherited, Pointer.parse(there))


def test_without_a_standard_all_is_its_own() -> None:
    assert Origins(None, ITEM).of(Pointer.parse("/materials/0/name")) == Origin(
        False, Pointer.parse("/materials/0/name")
    )
