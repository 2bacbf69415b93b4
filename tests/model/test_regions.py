"""Administrative regions: known codes of each form, the whole table, real divisions, and how the table is made."""

import json
import runpy
import subprocess
import sys
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from itemkit.model.regions import NATION, Region, as_of, full_name, province_of, region_of, regions
from itemkit.model.vocabulary import Vocabularies

TOOL = Path(__file__).parents[2] / "tools/write_regions.py"


@pytest.mark.parametrize(
    ("region", "name"),
    [
        (Region("100000", "中华人民共和国", "国家级", "", "", "登记"), "中华人民共和国"),
        (Region("440000", "广东省", "省级", "100000", "", ""), "广东省"),
        (Region("440100", "广州市", "市级", "440000", "", ""), "广东省广州市"),
        (Region("450721", "灵山县", "县级", "450700", "", ""), "广西壮族自治区钦州市灵山县"),
        (Region("110101", "东城区", "县级", "110000", "", ""), "北京市东城区"),
        (Region("110100", "市辖区", "市级", "110000", "", "汇总"), "北京市市辖区"),
        (Region("429000", "省直辖县级行政区划", "市级", "420000", "", "汇总"), "湖北省省直辖县级行政区划"),
        (Region("429004", "仙桃市", "县级", "420000", "", ""), "湖北省仙桃市"),
        (Region("659001", "石河子市", "县级", "650000", "", ""), "新疆维吾尔自治区石河子市"),
        (Region("441900", "东莞市", "市级", "440000", "", ""), "广东省东莞市"),
        (Region("620201", "市辖区", "县级", "620200", "", "汇总"), "甘肃省嘉峪关市市辖区"),
        (Region("152201", "乌兰浩特市", "县级", "152200", "", ""), "内蒙古自治区兴安盟乌兰浩特市"),
        (Region("710000", "台湾省", "省级", "100000", "", ""), "台湾省"),
        (
            Region("130171", "石家庄高新技术产业开发区", "县级", "130100", "", "统计"),
            "河北省石家庄市石家庄高新技术产业开发区",
        ),
    ],
    ids=lambda value: value.code if isinstance(value, Region) else "",
)
def test_codes_in_force(region: Region, name: str) -> None:
    assert (region_of(region.code), full_name(region.code)) == (region, name)


@pytest.mark.parametrize(
    ("region", "name"),
    [
        (Region("440183", "增城市", "县级", "440100", "2014", ""), "广东省广州市增城市"),
        (Region("449017", "增城市", "县级", "440000", "1995", ""), "广东省增城市"),
        (Region("120221", "宁河县", "县级", "120000", "2015", ""), "天津市宁河县"),
        (Region("110228", "密云县", "县级", "110000", "2015", ""), "北京市密云县"),
        (Region("371202", "莱城区", "县级", "371200", "2019", ""), "山东省莱芜市莱城区"),
        (Region("371200", "莱芜市", "市级", "370000", "2019", ""), "山东省莱芜市"),
        (Region("371201", "市辖区", "县级", "371200", "2019", "汇总"), "山东省莱芜市市辖区"),
        (Region("500105", "江北区", "县级", "500000", "2025", ""), "重庆市江北区"),
        (Region("110200", "县", "市级", "110000", "2016", "汇总"), "北京市县"),
        (Region("513100", "雅安地区", "市级", "510000", "2000", ""), "四川省雅安地区"),
    ],
    ids=lambda value: value.code if isinstance(value, Region) else "",
)
def test_abolished_codes_are_known(region: Region, name: str) -> None:
    assert (region_of(region.code), full_name(region.code)) == (region, name)


@pytest.mark.parametrize("year", ["2020", "2021", "2022", "2023", "2024", "2025", "2026"])
def test_what_was_abolished_in_a_year(year: str) -> None:
    assert {one.name for one in regions() if one.until == year and not one.kind} == {
        "2020": {"邢台县", "任县", "南和县", "公主岭市", "崇川区", "港闸区", "海门市", "弋江区", "三山区", "芜湖县", "繁昌县", "龙南县", "长岛县",
                 "蓬莱市", "监利县", "新津县", "水城县", "同仁县"},
        "2021": {"下城区", "江干区", "梅列区", "三元区", "沙县", "长泰县", "龙海市", "吉利区", "孟津县", "偃师市", "祁阳县", "横县", "会理县",
                 "黔西县", "禄丰县", "凤翔县", "旬阳县", "沙湾县"},
        "2023": {"米林县", "错那县"},
        "2025": {"江北区", "渝北区"},
    }.get(year, set())  # fmt: skip


@pytest.mark.parametrize(
    "code",
    [
        "",
        "44",
        "4401",
        "44010",
        "4401000",
        "449999",
        "990000",
        "000000",
        "44010a",
        "４４０１００",
        "440100 ",
        "44010000000x",
    ],
)
def test_what_is_no_region_code(code: str) -> None:
    assert (region_of(code), full_name(code)) == (None, None)


def test_twelve_digits_mean_their_first_six() -> None:
    assert region_of("450721001002") == region_of("450721000000") == region_of("450721")
    assert full_name("450721001002") == "广西壮族自治区钦州市灵山县"


def test_provinces_by_two_digits() -> None:
    assert province_of("44") == region_of("440000")
    assert [province_of(digits) for digits in ("10", "00", "99", "4", "4401", "")] == [None] * 6
    assert " ".join(one.code[:2] for one in regions() if one.level == "省级") == (
        "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82"
    )


def test_the_table_is_sorted_and_closed() -> None:
    rows = list(regions())
    by_code = {one.code: one for one in rows}
    words = {*Vocabularies.builtin()["level"].words[:4]}
    assert [(a.code, b.code) for a, b in pairwise(rows) if a.code >= b.code] == []
    assert {one.code for one in rows if one.parent not in by_code} == {NATION}
    assert [one.code for one in rows if one.parent and by_code[one.parent].kind not in {"", "登记"}] == []
    assert [one.code for one in rows if not one.until and one.parent and by_code[one.parent].until] == []
    assert {one.level for one in rows} == words
    assert {one.kind for one in rows} == {"", "汇总", "统计", "登记"}
    assert [one for one in rows if not (len(one.code) == 6 and one.code.isdecimal() and one.name.strip())] == []
    assert [one.code for one in rows if one.until and not "1981" <= one.until <= as_of()[:4]] == []
    assert [one.name for one in rows if set(one.name) & set(" ,\"'")] == []


def test_the_table_is_plain_text_of_one_form() -> None:
    raw = (files("itemkit.data") / "regions.csv").read_bytes()
    comments = [line for line in raw.decode().splitlines() if line.startswith("#")]
    assert (b"\r" in raw, raw.startswith(b"\xef\xbb\xbf"), raw.endswith(b"\n"), len(comments)) == (
        False,
        False,
        True,
        4,
    )
    assert as_of() == "2026-09-11"


def test_the_real_divisions_are_known(shared_data: Path) -> None:
    lines = (shared_data / "divisions.jsonl").read_text("utf-8").splitlines()
    divisions = {(record["code6"], record["name"]) for record in map(json.loads, lines)}
    assert {code for code, _ in divisions if region_of(code) is None} == set()
    assert {(code, name) for code, name in divisions if region_of(code).until} == {
        ("500105", "江北区"),  # became 两江新区 in 2025; the divisions are of 2023
        ("500112", "渝北区"),
    }
    assert {(code, name) for code, name in divisions if region_of(code).name != name} == {
        ("620201", "嘉峪关市")  # the city has no districts; statistics put its name where GB/T 2260 has 市辖区
    }
    since = {one.code for one in regions() if one.kind in {"", "统计"} and not one.until} - {
        code for code, _ in divisions
    }
    assert {full_name(code) for code in since} == {
        "海南省三沙市西沙区",  # statistics number the three groups of islands instead: 460321–460323
        "海南省三沙市南沙区",
        "重庆市两江新区",  # newer than the divisions, as are the four of Xinjiang
        "新疆维吾尔自治区喀什地区岑岭县",
        "新疆维吾尔自治区和田地区和康县",
        "新疆维吾尔自治区和田地区和安县",
        "新疆维吾尔自治区草湖市",
        "台湾省",  # not in the statistical divisions
        "香港特别行政区",
        "澳门特别行政区",
    }


def test_the_table_is_read_on_the_first_question_only() -> None:
    script = "import itemkit.model.regions as r; a = r._rows.cache_info(); r.region_of('44'); r.region_of('440000');"
    script += "r.region_of('440100'); print(a.misses, r._rows.cache_info().misses)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "0 1\n"


def test_how_the_table_is_made() -> None:
    tool = runpy.run_path(str(TOOL))
    listing, row = tool["Listing"], tool["Row"]
    bureau = {"110100": "市辖区", "200000": "某省", "200100": "甲市", "200101": "市辖区", "710000": "台湾省"}
    lists = [
        listing("199912", "standard", {"200000": "某省", "200100": "甲市", "200122": "乙县", "710000": "台湾省"}),
        listing("200012", "standard", {"200000": "某省", "200100": "甲市", "200123": "丙县", "710000": "台湾省"}),
        listing("200112", "standard", bureau | {"200123": "丙县", "200200": "丁市", "200201": "市辖区"}),
        listing("200306", "standard", {"200000": "某省", "200100": "新甲市", "200124": "戊县", "710000": "台湾省"}),
        listing("201910", "statistical", {"110100": "市辖区", "200000": "某省", "200101": "甲市", "200171": "开发区"}),
        listing("202609", "standard", {"200000": "某省", "200100": "新甲市", "710000": "台湾省"}),
    ]
    assert tool["make_rows"](lists, {"200123": [1990, 2002], "200124": [2018]}) == [
        row("100000", "中华人民共和国", "", "登记"),
        row("110100", "市辖区", "", "汇总"),
        row("200000", "某省", "", ""),
        row("200100", "新甲市", "", ""),  # the last name; a list that left it out in between does not end it
        row("200101", "市辖区", "", "汇总"),  # lists without any group say nothing of it
        row("200122", "乙县", "2000", ""),
        row("200123", "丙县", "2002", ""),  # the record of changes tells a year between the two lists
        row("200124", "戊县", "2018", ""),
        row("200171", "开发区", "", "统计"),
        row("200200", "丁市", "2003", ""),
        row("200201", "市辖区", "2003", "汇总"),  # goes with its city
        row("710000", "台湾省", "", ""),
    ]
