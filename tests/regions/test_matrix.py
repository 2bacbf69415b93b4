"""Standards beside regions: what is a row, a column and a cell, and what is in none."""

from collections.abc import Mapping
from typing import Any

import pytest

from across import index_of
from itemkit.regions.matrix import Choice, LeftOut, Matrix, matrix_of
from itemkit.regions.matrix.facts import level_of

PROVINCE, CITY, OTHER, COUNTY = "440000", "440100", "450100", "440103"
BASE, SECOND = "440123004000", "440109002001"
ORGANS = "organs.yaml"


def item(name: str = "甲许可", region: str | None = CITY, standard: str | None = BASE, **more: Any) -> dict[str, Any]:
    made = {"name": name, "type": "行政许可", **more}
    return made | {key: value for key, value in (("region", region), ("standard", standard)) if value}


def matrix(*items: Mapping[str, Any], choice: Choice | None = None, **files: Any) -> Matrix:
    named = {f"items/{number}.yaml": one for number, one in enumerate(items)}
    return matrix_of(index_of({**files.get("files", {}), **named}), choice or Choice(), regions={CITY: "羊城"})


def rows(*items: Mapping[str, Any], **more: Any) -> list[tuple[str, str, dict[str, int], list[str]]]:
    """Code, title, how many items in which regions, and who has it elsewhere."""
    return [
        (row.standard.code, row.title, {cell.region: len(cell.paths) for cell in row.cells}, list(row.elsewhere))
        for row in matrix(*items, **more).rows
    ]


def promised(days: int, unit: str = "工作日") -> dict[str, Any]:
    return {"time_limit": {"promised": {"days": days, "unit": unit}}}


def test_a_row_is_a_standard_whatever_its_items_are_called():
    code = "11440100007482620J3" + SECOND
    assert rows(
        item("甲许可（市级权限）"),
        item("甲许可", PROVINCE),
        item("甲许可", PROVINCE),
        item("乙", standard=None, code=code),
    ) == [
        (SECOND, "乙", {CITY: 1}, []),
        (BASE, "甲许可", {PROVINCE: 2, CITY: 1}, []),
    ]


def test_a_standard_that_a_region_splits_is_a_row_for_each_handling_item():
    assert rows(
        item("甲许可（国内）", PROVINCE), item("甲许可（涉外）", PROVINCE), item("甲许可(国内）"), item("甲许可", OTHER)
    ) == [
        (BASE, "甲许可", {OTHER: 1}, [PROVINCE, CITY]),
        (BASE, "甲许可(国内）", {PROVINCE: 1, CITY: 1}, [OTHER]),
        (BASE, "甲许可（涉外）", {PROVINCE: 1}, [CITY, OTHER]),
    ]


def test_items_of_one_name_are_told_apart_by_what_they_are_for():
    assert rows(
        item("甲许可", PROVINCE, action="新办"), item("甲许可", PROVINCE, action="变更"), item("甲许可", action="新办")
    ) == [
        (BASE, "甲许可（变更）", {PROVINCE: 1}, [CITY]),
        (BASE, "甲许可（新办）", {PROVINCE: 1, CITY: 1}, []),
    ]
    assert rows(item("甲许可", PROVINCE, action="新办"), item("甲许可", action="变更")) == [
        (BASE, "甲许可", {PROVINCE: 1, CITY: 1}, [])
    ]


def test_the_standard_gives_the_name():
    standard = {"standards/a.yaml": {"code": BASE, "name": "标准名称", "type": "行政许可"}}
    assert rows(item("别的名称"), files=standard) == [(BASE, "标准名称", {CITY: 1}, [])]


def test_items_without_code_are_compared_by_name_if_two_regions_have_it():
    made = matrix(
        item("乙事（新办）", standard=None),
        item("乙事(新办)", OTHER, standard=None),
        item("独有的事", standard=None),
        item("独有的事", standard=None),
        item("另一事", region=None, standard=None),
        item("草稿", status="草稿"),
        item("取消", status="取消"),
        item("待审", standard=SECOND, status="待审"),
    )
    assert [(row.standard.code, row.title, len(row.cells)) for row in made.rows] == [
        (SECOND, "待审", 1),
        ("", "乙事(新办)", 2),
    ]
    assert made.left_out == LeftOut(inactive=2, nowhere=1, alone=2)


def test_a_region_is_the_organs_where_an_item_has_none():
    organs = [{"uscc": "11440100007482620J", "name": "某局", "region": OTHER}]
    made = matrix(item(region=None, organ="11440100007482620J"), item(region="440100000000"), files={ORGANS: organs})
    assert [(one.code, one.name, one.level) for one in made.columns] == [
        (CITY, "羊城", "市级"),
        (OTHER, "南宁市", "市级"),
    ]


def test_two_regions_of_one_name_are_told_apart():
    made = matrix(item(region="130102"), item(region="610116"), item(region=COUNTY), item(region="999999"))
    assert [one.name for one in made.columns] == ["河北省石家庄市长安区", "荔湾区", "陕西省西安市长安区", "999999"]


@pytest.fixture(scope="module")
def four_regions():
    regions = (PROVINCE, CITY, OTHER, COUNTY)
    return index_of({f"items/{one}.yaml": item(region=one) for one in regions})


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), [PROVINCE, CITY, COUNTY, OTHER]),
        (Choice(regions=(OTHER, CITY)), [CITY, OTHER]),
        (Choice(regions=(OTHER, "460100")), [OTHER, "460100"]),
        (Choice(regions=("450100000000",)), [OTHER]),
        (Choice(within="440000"), [PROVINCE, CITY, COUNTY]),
        (Choice(within="440100"), [CITY, COUNTY]),
        (Choice(within="440000", level="县级"), [COUNTY]),
        (Choice(level="市级"), [CITY, OTHER]),
        (Choice(within="440100", regions=(OTHER,)), [CITY, COUNTY, OTHER]),
        (Choice(standards=(SECOND,)), [PROVINCE, CITY, COUNTY, OTHER]),
    ],
)
def test_which_columns(four_regions, choice, expected):
    assert [one.code for one in matrix_of(four_regions, choice).columns] == sorted(expected)


def test_some_standards_only():
    items = [item(), item("乙", standard=SECOND), item("丙", standard=None), item("丙", OTHER, standard=None)]
    assert [row[0] for row in rows(*items)] == [SECOND, BASE, ""]
    assert [row[0] for row in rows(*items, choice=Choice(standards=(BASE,)))] == [BASE]
    code = "11440100007482620J3" + SECOND + "00"
    assert [row[0] for row in rows(*items, choice=Choice(standards=(code,)))] == [SECOND]


M = {"name": "甲"}


STATED = [
    ({}, ({}, "", False, ""), "nothing said"),
    (promised(5), ({"days": 5}, "5工作日", False, ""), "working days"),
    (promised(0), ({"days": 0}, "0工作日", False, ""), "at once"),
    (promised(14, "自然日"), ({"days": 10}, "14自然日", True, ""), "calendar days"),
    (promised(30, "自然日"), ({"days": 21.43}, "30自然日", True, ""), "calendar days with decimals"),
    ({"materials": []}, ({}, "", False, ""), "no material listed"),
    (
        {
            "materials": [
                M,
                {**M, "need": "非必要"},
                {**M, "need": "容缺后补"},
                {**M, "access": "共享"},
                {**M, "access": "核验"},
                {"any_of": [M, M]},
                {"any_of": [M, {**M, "access": "共享"}]},
                {"any_of": [M], "need": "非必要"},
            ]
        },
        ({"materials": 4}, "", False, ""),
        "materials that the applicant brings",
    ),
    ({"materials": [{**M, "access": "共享"}]}, ({"materials": 0}, "", False, ""), "all fetched"),
    ({"visits": 0}, ({"visits": 0}, "", False, ""), "no visit"),
    ({"fees": []}, ({"fee": 0}, "", False, ""), "free"),
    (
        {"fees": [{"name": "工本费", "amount": 10, "per": "证"}, {"name": "邮费", "amount": 0.5, "currency": "CNY"}]},
        ({"fee": 10.5}, "", False, "工本费 10元/证；邮费 0.5元"),
        "the sum of fees",
    ),
    (
        {"fees": [{"name": "工本费", "amount": 10}, {"name": "占用费", "standard": "按面积"}]},
        ({}, "", False, "工本费 10元；占用费 按面积"),
        "a fee without amount",
    ),
    (
        {"fees": [{"name": "签证费", "amount": 10, "currency": "USD"}]},
        ({}, "", False, "签证费 10USD"),
        "another currency",
    ),
]
"""What an item has, what it states, and what that is."""


def test_what_is_stated():
    codes = [f"{number:012}" for number, _case in enumerate(STATED)]
    made = matrix(*(item(standard=code, **more) for code, (more, _said, _why) in zip(codes, STATED, strict=True)))
    found = [row.cells[0].stated for row in made.rows]
    told = [
        ({key.value: value for key, value in one.numbers.items()}, one.promised, one.is_converted, one.charges)
        for one in found
    ]
    assert told == [said for _more, said, _why in STATED]


def test_of_several_items_the_lightest_counts_in_each_measure():
    free, tariff = {"fees": []}, {"fees": [{"name": "甲", "standard": "按面积"}]}
    made = matrix(
        item(visits=2, **promised(3), **tariff), item(visits=1, **promised(7, "自然日"), **free), item(**promised(5))
    )
    cell = made.rows[0].cells[0]
    assert cell.paths == ("items/0.yaml", "items/1.yaml", "items/2.yaml")
    assert {key.value: value for key, value in cell.stated.numbers.items()} == {"days": 3, "visits": 1, "fee": 0}
    assert (cell.stated.promised, cell.stated.is_converted, cell.stated.charges) == ("3工作日", False, "")
    same = matrix(item(**promised(7, "自然日")), item(**promised(5)), item(**tariff)).rows[0].cells[0].stated
    assert (same.promised, same.is_converted, same.charges) == ("5工作日", False, "甲 按面积")


def test_first_places_leaders_and_what_is_missing():
    made = matrix(
        item(region=PROVINCE, visits=1, **promised(9)),
        item(region=CITY, visits=0, **promised(5)),
        item(region=OTHER, visits=0, **promised(9)),
        item("乙", PROVINCE, SECOND),
        item("丙", PROVINCE, None),
        item("丙", OTHER, None),
    )
    assert [row.leaders for row in made.rows] == [(), (CITY,), ()]
    told = [
        (
            one.code, one.items, one.rows, {key.value: count for key, count in one.firsts.items() if count}, one.led,
            [(lacked.code, lacked.name) for lacked in one.missing],
        )
        for one in made.columns
    ]  # fmt: skip
    assert told == [
        (PROVINCE, 3, 3, {}, 0, []),
        (CITY, 1, 1, {"days": 1, "visits": 1}, 1, [(SECOND, "乙"), ("", "丙")]),
        (OTHER, 2, 2, {"visits": 1}, 0, [(SECOND, "乙")]),
    ]


def test_a_region_that_splits_a_standard_otherwise_does_not_lack_it():
    made = matrix(item("甲（一）"), item("甲（二）"), item("甲", OTHER))
    assert [one.missing for one in made.columns] == [(), ()]


@pytest.mark.parametrize(
    ("region", "level"),
    [
        ("100000", "国家级"),
        ("440000", "省级"),
        ("440100", "市级"),
        ("440103", "县级"),
        ("440103001000", "镇级"),
        ("440103001002", "村级"),
    ],
)
def test_the_level_of_a_region(region, level):
    assert level_of(region) == level
