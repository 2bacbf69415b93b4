"""Family N: what is told of names and agreement between files, and what looks wrong and is right."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from examples import findings_in

from across import Files, found_across
from itemkit.findings import Change, Finding, Pointer
from itemkit.lint.rules.agreement import stem_of
from itemkit.lint.rules.names import NAMES_RULES, _each_nearly_twice, _Named, each_swapped
from itemkit.model.plain import canonical_name, plain_name

HEALTH, POLICE = "11440100007482620J", "11440100007482575H"
CODE = HEALTH + "3440123004000"
ORGANS = [
    {"uscc": HEALTH, "name": "广州市卫生健康委员会", "region": "440100", "level": "市级"},
    {"uscc": POLICE, "name": "广州市公安局", "region": "440100", "level": "市级"},
]


def found_in(files: Files) -> list[Finding]:
    return found_across(NAMES_RULES, files)


def told(files: Files) -> list[tuple[str, str, str]]:
    return [(one.code, one.path, str(one.place.pointer)) for one in found_in(files)]


def items(*several: dict[str, Any]) -> dict[str, Any]:
    """Files a.yaml, b.yaml … of one organ."""
    base = {"name": "公共场所卫生许可", "type": "行政许可", "organ": HEALTH}
    named = {f"items/{letter}.yaml": base | one for letter, one in zip("abcdefgh", several, strict=False)}
    return {path: {key: value for key, value in one.items() if value is not None} for path, one in named.items()}


@pytest.mark.parametrize(
    ("several", "expected"),
    [
        ([{}, {}], [("N201", "items/b.yaml", "/name")]),
        ([{}, {}, {}], [("N201", "items/b.yaml", "/name"), ("N201", "items/c.yaml", "/name")]),
        ([{"name": "《卫生许可》（新办）"}, {"name": "卫生许可(新办)"}], [("N201", "items/b.yaml", "/name")]),
        ([{"name": "卫生 许可Ａ类"}, {"name": "卫生许可a类"}], [("N201", "items/b.yaml", "/name")]),
        ([{"action": "新办"}, {"action": "新办"}], [("N201", "items/b.yaml", "/name")]),
        ([{"action": "新办"}, {"action": "变更"}], []),
        ([{"action": "新办"}, {}], []),
        ([{"organ": POLICE}, {}], []),
        ([{"organ": None}, {"organ": None}], []),  # whose they are is not known
        ([{"region": "440103"}, {"region": "440104"}], []),
        ([{"status": "取消"}, {}], []),
        ([{"status": "草稿"}, {}], [("N201", "items/b.yaml", "/name")]),
        ([{"effective": {"to": "2025-12-31"}}, {"effective": {"from": "2026-01-01"}}], []),
        ([{"effective": {"from": "2026-01-01"}}, {"effective": {"to": "2025-12-31"}}], []),
        ([{"effective": {"to": "2026-01-01"}}, {"effective": {"from": "2026-01-01"}}], [("N201", "items/b.yaml", "/name")]),
        ([{"local_code": "1"}, {"local_code": "2"}], [("N201", "items/b.yaml", "/name")]),
        ([{"code": CODE + "01"}, {"code": CODE + "02"}], [("N201", "items/b.yaml", "/name")]),
        # several task names of one catalogue code are handling items of one sub-item
        ([{"code": CODE + "01", "name": "甲"}, {"code": CODE + "02", "name": "乙"}], []),
    ],
)  # fmt: skip
def test_items_of_one_name(several: list[dict[str, Any]], expected: Any) -> None:
    assert told(items(*several)) == expected


def near(one: str, other: str) -> bool:
    """Whether two names are told as nearly the same; no database is needed for that."""
    named = [_Named(path, "", name, plain_name(name), None, None, None) for path, name in (("a", one), ("b", other))]
    return [hit.path for hit in _each_nearly_twice(named)] == ["b"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("企业帐户变更登记", "企业账户变更登记"),
        ("公共场所卫生许可核发", "公共场所的卫生许可证核发"),
        ("公共场所卫生许可（新办）（告知承诺）", "公共场所卫生许可（告知承诺）（新办）"),
        ("（告知承诺）公共场所卫生许可", "公共场所卫生许可(告知承诺)"),
        ("外国人来华工作许可注销", "外国人来华工作许可注消"),
        ("二类医疗器械备案", "2类医疗器械备案"),
        ("公民身分信息变更", "公民身份信息变更"),
        ("食品经营许许可", "食品经营许可"),
        ("食品经许营可", "食品经营许可"),
        ("申请材料受理", "申请材料理受"),
        ("内河船员证书和海船船员证书签发", "内河船员证书、海船船员证书签发"),
        ("砂石开采许可", "沙石开采许可"),
        ("建设项目用地复垦", "建设项目用地覆垦"),
        ("计划生育奖励", "计画生育奖励"),
    ],
)
def test_names_that_are_nearly_the_same(one: str, other: str) -> None:
    assert near(one, other)
    assert near(other, one)


MEANS_ANOTHER = [
    # from real records: one character, two items
    "转入 转出", "迁入 迁出", "一类 二类 三类", "一级注册建筑师 一级注册建造师", "心脏 肝脏 肺脏 肾脏", "公办 民办", "大苗 小苗",
    "较大火灾 重大火灾", "佛教 道教", "歌剧类 舞剧类 话剧类 音乐剧类 音乐类", "撤销登记 注销登记", "换发 补发 签发 核发 配发",
    "M字签证 F字签证 L字签证", "J2字签证 Q2字签证 S2字签证", "现役军人 退役军人", "带方案 不带方案", "药品检测 食品检测",
    "暂停 暂拆", "供气报装 供水报装", "离婚登记预约 结婚登记预约", "学位公证 学历公证", "公司注销 分公司注销", "满十八岁 未满十八岁",
    "停业登记 复业登记", "信用复核 信用复评 信用补评", "事项报告 事项报验", "探矿权 采矿权", "岗位申报 岗位申请", "停业 歇业", "新办 补办",
    "失业登记 就业登记", "水情查询 风情查询", "中标信息 开标信息 评标信息", "乘务签注 商务签注", "审计考试 统计考试",
    # of the kinds that maintainers name
    "甲级资质 乙级资质 丙级资质", "大型 中型 小型", "省级 市级 县级", "设立 变更 延续 注销", "首次注册 再次注册", "男职工 女职工",
    "国内 国外", "A1照 A2照 B1照", "第1批 第11批", "第12批 第21批", "十一号 一十号", "上调 下调", "正本 副本", "新建 改建 扩建",
    "生产 经营", "境内 境外", "个人 单位", "2016年 2017年", "甲乙 乙甲",
]  # fmt: skip


@pytest.mark.parametrize("several", MEANS_ANOTHER)
def test_one_character_that_means_another_item(several: str) -> None:
    names = [f"{word}许可办理" for word in several.split()]
    assert [pair for pair in combinations(names, 2) if near(*pair) or near(*reversed(pair))] == []


def test_the_plain_parts_of_it() -> None:
    assert canonical_name("企业帐户的变更登登记") == canonical_name("企业账户变更登纪")
    assert canonical_name("第11批") != canonical_name("第1批")
    assert list(each_swapped("许可二")) == ["可许二"]


@pytest.mark.parametrize(
    ("several", "expected"),
    [
        ([{"name": "企业帐户登记"}, {"name": "企业账户登记"}], [("N401", "items/b.yaml", "/name")]),
        ([{"name": "卫生许可（甲）（乙）"}, {"name": "卫生许可（乙）（甲）"}], [("N401", "items/b.yaml", "/name")]),
        ([{"name": "食品经许营可"}, {"name": "食品经营许可"}], [("N401", "items/b.yaml", "/name")]),
        ([{"name": "企业帐户登记"}, {"name": "企业账户登记", "organ": POLICE}], []),
        ([{"name": "企业帐户登记", "action": "新办"}, {"name": "企业账户登记", "action": "变更"}], []),
        ([{"name": "企业帐户登记", "status": "取消"}, {"name": "企业账户登记"}], []),
        ([{"name": "企业帐户登记", "code": CODE}, {"name": "企业账户登记", "code": CODE}], []),  # told for their code
        # the same name again is told once, as the same name
        (
            [{"name": "企业帐户登记"}, {"name": "企业帐户登记"}, {"name": "企业账户登记"}],
            [("N201", "items/b.yaml", "/name"), ("N401", "items/c.yaml", "/name")],
        ),
    ],
)  # fmt: skip
def test_nearly_the_same_in_one_organ(several: list[dict[str, Any]], expected: Any) -> None:
    assert told(items(*several)) == expected


@pytest.mark.parametrize(
    ("certificates", "expected"),
    [
        ([("甲证", []), ("乙证", [])], []),
        ([("甲证", []), ("甲证", [])], [("b.yaml", "/name")]),
        ([("甲证", []), ("乙证", ["甲证"])], [("b.yaml", "/aliases")]),
        ([("甲证", ["丙证"]), ("乙证", ["丙证", "丁证"])], [("b.yaml", "/aliases")]),
        ([("甲证", ["乙证"]), ("乙证", [])], [("b.yaml", "/name")]),
        ([("甲证", ["《丙证》（副本）"]), ("乙证", ["丙证(副本)"])], [("b.yaml", "/aliases")]),
        ([("甲证", ["甲证", "丙证"]), ("乙证", [])], []),
        ([("甲证", ["丙", "丁"]), ("乙证", ["丁", "丙"])], [("b.yaml", "/aliases")]),
    ],
)
def test_names_of_certificates(certificates: list[tuple[str, list[str]]], expected: Any) -> None:
    files = {
        f"certificates/{letter}.yaml": {"name": name, "aliases": aliases}
        for letter, (name, aliases) in zip("abc", certificates, strict=False)
    }
    assert told(files) == [("N204", f"certificates/{path}", pointer) for path, pointer in expected]


@pytest.mark.parametrize(
    ("organs", "expected"),
    [
        ([(HEALTH, "卫健委", "440100"), (POLICE, "公安局", "440100")], []),
        ([(HEALTH, "卫健委", "440100"), (HEALTH, "卫健委", "440100")], [("N205", "/1/uscc")]),
        ([(HEALTH, "卫健委", "440100"), (HEALTH, "卫生局", "440100")], [("N205", "/1/uscc")]),
        ([(HEALTH, "卫健委", "440100"), (POLICE, "卫健委", "440100")], [("N206", "/1/name")]),
        ([(HEALTH, "卫健委", "440100"), (POLICE, "卫 健 委", None)], [("N206", "/1/name")]),
        ([(HEALTH, "区卫健委", "440103"), (POLICE, "区卫健委", "440104")], []),
        ([(HEALTH, "卫健委", "440100"), ("TE4507211000000003", "卫健委", "440100")], [("N206", "/1/name")]),
    ],
)
def test_organs(organs: list[tuple[str, str, str | None]], expected: Any) -> None:
    listed = [{"uscc": uscc, "name": name} | ({"region": region} if region else {}) for uscc, name, region in organs]
    assert told({"organs.yaml": listed}) == [(code, "organs.yaml", pointer) for code, pointer in expected]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"region": "440100", "level": "市级"}, []),
        ({"region": "440103"}, []),  # within the organ's region
        ({"region": "440103001000"}, []),
        ({"region": "440000"}, [("N402", "/region")]),
        ({"region": "440300"}, [("N402", "/region")]),
        ({"region": "450721", "level": "县级"}, [("N402", "/region"), ("N403", "/level")]),
        ({"level": "省级"}, [("N403", "/level")]),
        ({"level": "分级管理"}, []),
        ({}, []),
        # the digits in the code say 450721, the list of organs says what is so now
        ({"organ": "11450721MB15580811", "region": "440100"}, []),
        ({"organ": "114400007251072272", "region": "440300"}, []),  # an organ that nobody has listed
    ],
)
def test_item_and_organ(item: dict[str, Any], expected: Any) -> None:
    organs = [*ORGANS, {"uscc": "11450721MB15580811", "name": "广州市某局", "region": "440100"}]
    found = told({"organs.yaml": organs, **items(item)})
    assert found == [(code, "items/a.yaml", pointer) for code, pointer in expected]


@pytest.mark.parametrize(
    ("region", "stem"),
    [("100000", ""), ("000000", ""), ("440000", "44"), ("440100", "4401"), ("440110", "440110"), ("440100000000", "4401"),
     ("440103000000", "440103"), ("440103001000", "440103001"), ("440103001001", "440103001001"), ("429004", "429004")],
)  # fmt: skip
def test_the_digits_that_regions_within_a_region_share(region: str, stem: str) -> None:
    assert stem_of(region) == stem


CERTIFICATES = {
    "certificates/a.yaml": {"name": "居民身份证", "aliases": ["身份证", "二代证"]},
    "certificates/b.yaml": {"name": "营业执照", "aliases": ["二代证"]},
}


def test_aliases_of_certificates() -> None:
    item = {
        "materials": [
            {"name": "身份证", "certificate": "身份证"},
            {"any_of": [{"name": "身份证", "certificate": "居民身份证"}, {"name": "身份证", "certificate": "身份证"}]},
            {"name": "执照", "certificate": "二代证"},  # which of the two is not known
            {"name": "执照", "certificate": "没有的证"},
        ],
        "results": [{"name": "身份证", "certificate": "身份证"}],
    }
    found = [one for one in found_in(CERTIFICATES | items(item)) if one.code != "N204"]
    assert [(one.code, str(one.place.pointer), one.fix and one.fix.changes) for one in found] == [
        ("N301", pointer, (Change(Pointer.parse(pointer), "居民身份证"),))
        for pointer in ("/materials/0/certificate", "/materials/1/any_of/1/certificate", "/results/0/certificate")
    ]
    assert all(one.fix is not None and one.fix.safe for one in found)


def test_an_alias_in_a_standard_is_told_there_only() -> None:
    standard = {
        "code": "440123004000",
        "name": "许可",
        "type": "行政许可",
        "results": [{"name": "证", "certificate": "身份证"}],
    }
    files = {**CERTIFICATES, "standards/a.yaml": standard, **items({"standard": "440123004000"})}
    assert [one for one in told(files) if one[0] == "N301"] == [("N301", "standards/a.yaml", "/results/0/certificate")]


def test_whole_sentences_and_the_other_place() -> None:
    files = {
        "organs.yaml": ORGANS,
        **items(
            {"code": CODE, "region": "440000"},
            {"name": "别的许可"},
            {"name": "企业帐户登记"},
            {"name": "企业账户登记"},
            {"name": "企业账户登记"},
        ),
    }
    found = {
        (one.code, one.path): (
            str(one.message),
            [(str(more.message), more.path, str(more.place.pointer)) for more in one.related],
        )
        for one in found_in(files)
    }
    assert found == {
        ("N201", "items/e.yaml"): (
            "这个机构另有一个同名的事项：企业账户登记；合并，或者在名称里写明区别",
            [("同名的事项：企业账户登记", "items/d.yaml", "/name")],
        ),
        ("N401", "items/d.yaml"): (
            "企业账户登记 与 企业帐户登记 几乎一样：是同一件事就合并，不是就写明区别",
            [("名称相近的事项：企业帐户登记", "items/c.yaml", "/name")],
        ),
        ("N401", "items/e.yaml"): (
            "企业账户登记 与 企业帐户登记 几乎一样：是同一件事就合并，不是就写明区别",
            [("名称相近的事项：企业帐户登记", "items/c.yaml", "/name")],
        ),
        ("N402", "items/a.yaml"): (
            "区划 440000 不在广州市卫生健康委员会的区划 440100 以内：核对实施主体和区划",
            [("广州市卫生健康委员会的区划", "organs.yaml", "/0/region")],
        ),
    }


def test_the_same_through_all_of_lint(tmp_path: Path) -> None:
    found = findings_in(tmp_path, "results: [{name: 营业执照, certificate: 工商营业执照, kind: 证照}]\n")
    assert [(one.code, str(one.message)) for one in found] == [("N301", "工商营业执照 是别名：写证照的名称 营业执照")]
    assert found[0].subject == "11440100007482620J344012300400001"
