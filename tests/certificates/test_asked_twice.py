"""Family G, what is asked for twice or without need, and what looks so and is not."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from across import found_across
from itemkit.certificates.twice.overlap import needed_together, needed_whenever
from itemkit.certificates.twice.rules import ASKED_TWICE_RULES
from itemkit.findings import Finding
from itemkit.lint.lint import Choice, lint
from itemkit.lint.policy import Policy
from itemkit.lint.rules.proofs import PROOFS_RULES
from itemkit.lint.view import View
from itemkit.source.catalog import Catalog
from itemkit.source.dump import dump

HEALTH, POLICE = "11440100007482620J", "11440100007482575H"
ITEM = {"name": "办一件事", "type": "行政许可", "organ": HEALTH, "region": "440100"}
CERTIFICATES = {
    "certificates/身份证.yaml": {
        "name": "居民身份证", "aliases": ["身份证", "二代身份证"], "kind": "证照", "given": True, "sharing": "全国",
    },
    "certificates/户口簿.yaml": {"name": "居民户口簿", "aliases": ["户口簿"], "kind": "证照"},
    "certificates/执照.yaml": {
        "name": "营业执照", "aliases": ["企业法人营业执照", "营业执照正本", "营业执照副本"], "kind": "证照",
    },
    "certificates/产权证.yaml": {"name": "不动产权证书", "aliases": ["房屋所有权证", "土地使用证"], "kind": "证照"},
    "certificates/共享证.yaml": {"name": "共享证", "aliases": ["可共享证"], "kind": "证照", "sharing": "全省"},
    "certificates/经历证明.yaml": {"name": "经历证明", "kind": "证明", "commitment": True},
    "certificates/许可证.yaml": {"name": "卫生许可证", "kind": "证照", "proves": ["许可资格"]},
    "certificates/资质证.yaml": {"name": "资质证", "kind": "证照", "proves": ["许可资格"]},
    "certificates/姓名证明.yaml": {"name": "姓名证明", "kind": "证明", "proves": ["姓名", "性别"]},
    "certificates/关系证明.yaml": {"name": "关系证明", "kind": "证明", "proves": ["亲子关系"]},
    "certificates/出生证.yaml": {"name": "出生医学证明", "kind": "证明", "proves": ["姓名", "亲子关系"]},
    "certificates/代码证.yaml": {"name": "统一社会信用代码证书", "kind": "证照"},
    "certificates/婚姻证明.yaml": {"name": "婚姻证明", "kind": "证明", "proves": ["婚姻状况"]},
}  # fmt: skip
A, B = {"a": ["x"]}, {"b": ["y"]}


def ask(certificate: str, name: str = "", **more: Any) -> dict[str, Any]:
    """A material that is a certificate; shown, so that nothing is said of sharing."""
    return {"name": name or certificate, "certificate": certificate, "access": "核验", **more}


def found_in(files: Mapping[str, Any], *codes: str) -> list[Finding]:
    rules = [rule for rule in ASKED_TWICE_RULES if not codes or rule.code in codes]
    return found_across(rules, {**CERTIFICATES, **files})


def told(files: Mapping[str, Any], *codes: str) -> list[tuple[str, str, str]]:
    return [(one.code, one.path, str(one.place.pointer)) for one in found_in(files, *codes)]


def told_of(*materials: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    """Code and pointer of what is told of one item."""
    files = {"items/a.yaml": {**ITEM, "materials": list(materials), **more}}
    assert {path for _, path, _ in told(files)} <= {"items/a.yaml"}
    return [(code, pointer) for code, _, pointer in told(files)]


TWICE = [("G201", "/materials/1/certificate")]


@pytest.mark.parametrize(
    ("materials", "expected"),
    [
        ([ask("营业执照"), ask("营业执照", "企业法人营业执照")], TWICE),
        ([ask("营业执照"), ask("企业法人营业执照", "企业法人营业执照（副本）")], TWICE),
        ([ask("居民身份证", "法定代表人居民身份证"), ask("居民身份证", "法定代表人二代身份证")], TWICE),
        ([ask("居民身份证"), {"name": "二代身份证", "access": "核验"}], []),  # core() takes 二代 away: M203 tells
        ([ask("营业执照"), {"name": "企业法人营业执照"}], [("G201", "/materials/1/name")]),
        ([{"name": "营业执照"}, {"name": "企业法人营业执照"}], [("G201", "/materials/1/name")]),
        ([ask("营业执照"), {"name": "企业法人营业执照情况说明"}], []),
        # M203's: the same name, or one that differs in how it is handed in
        ([ask("营业执照"), ask("营业执照", "营业执照复印件")], []),
        ([ask("营业执照"), ask("营业执照")], []),
        # two persons, two bodies
        ([ask("居民身份证"), ask("居民身份证", "监护人身份证")], []),
        ([ask("居民身份证", "新生儿父亲身份证"), ask("居民身份证", "新生儿母亲居民身份证")], []),
        ([ask("居民身份证", "经办人居民身份证"), ask("居民身份证", "法定代表人身份证")], []),
        ([ask("居民身份证", "身份证（父亲）"), ask("居民身份证", "居民身份证（母亲）")], []),
        ([ask("营业执照"), ask("营业执照", "企业法人营业执照", holder="其他主体")], []),
        ([ask("营业执照"), ask("营业执照", "股东企业法人营业执照")], []),
        # two papers of one certificate
        ([ask("营业执照", "营业执照正本"), ask("营业执照", "营业执照副本")], []),
        ([ask("不动产权证书", "房屋所有权证"), ask("不动产权证书", "土地使用证")], []),
        # one of several is enough
        ([ask("营业执照"), {"any_of": [ask("营业执照", "企业法人营业执照"), {"name": "别的"}]}], []),
        ([ask("营业执照"), ask("营业执照", "企业法人营业执照", need="非必要")], []),
        # under which answers
        ([ask("营业执照", when=A), ask("营业执照", "企业法人营业执照")], TWICE),
        ([ask("营业执照", when=A), ask("营业执照", "企业法人营业执照", when={"a": ["x", "z"]})], TWICE),
        ([ask("营业执照", when=A), ask("营业执照", "企业法人营业执照", when={"a": "z"})], []),
        ([ask("营业执照", when=A), ask("营业执照", "企业法人营业执照", when=B)], []),  # one or the other
    ],
)
def test_the_same_certificate_twice(materials: list[dict[str, Any]], expected: list[tuple[str, str]]) -> None:
    assert told_of(*materials) == expected


def test_the_third_is_told_too_and_a_cancelled_item_asks_for_nothing() -> None:
    materials = [ask("营业执照"), ask("营业执照", "企业法人营业执照"), {"name": "别的"}, ask("企业法人营业执照")]
    assert told_of(*materials) == [*TWICE]  # the fourth is called as the first: M203 tells
    assert told_of(*materials, status="取消") == []


@pytest.mark.parametrize(
    ("one", "other", "together", "whenever"),
    [
        (None, None, True, True),
        ('{"a":["x"]}', None, True, False),
        (None, '{"a":["x"]}', True, True),
        ('{"a":["x"]}', '{"a":["x"]}', True, True),
        ('{"a":["x","y"]}', '{"a":["x"]}', True, True),
        ('{"a":["x"]}', '{"a":["x","y"]}', True, False),
        ('{"a":["x"]}', '{"a":["x"],"b":["y"]}', True, True),
        ('{"a":["x"]}', '{"b":["y"]}', False, False),
        ('{"a":["x"]}', '{"a":["y"]}', False, False),
        ('{"a":[]}', None, False, False),
        (None, '{"a":[]}', False, True),
        ('{"a":["x"]}', '{"a":[]}', False, False),
    ],
)
def test_when_both_are_needed(one: str | None, other: str | None, together: bool, whenever: bool) -> None:
    assert (needed_together(one, other), needed_whenever(one, other)) == (together, whenever)


COVERED = [("G202", "/materials/1/certificate")]


@pytest.mark.parametrize(
    ("materials", "expected"),
    [
        ([ask("出生医学证明"), ask("关系证明")], COVERED),
        ([ask("结婚证"), ask("婚姻证明")], COVERED),
        # the standard identity papers, each of which proves what the other does not, and never one of them
        ([ask("居民身份证"), ask("居民户口簿")], []),
        ([ask("居民身份证"), ask("居住证")], []),
        ([ask("居民身份证"), ask("往来港澳通行证")], []),
        ([ask("结婚证"), ask("离婚证")], []),
        # licences prove one permission each
        ([ask("卫生许可证"), ask("资质证")], []),
        # who a body is
        ([ask("营业执照"), ask("统一社会信用代码证书")], COVERED),
        ([ask("统一社会信用代码证书"), ask("营业执照")], [("G202", "/materials/0/certificate")]),
        # somebody else's, optional, to follow later, fetched, one of several, in other cases
        ([ask("营业执照", "股东的营业执照"), ask("统一社会信用代码证书")], []),
        ([ask("营业执照", holder="其他主体"), ask("统一社会信用代码证书")], []),
        ([ask("营业执照", need="非必要"), ask("统一社会信用代码证书")], []),
        ([ask("营业执照", need="容缺后补"), ask("统一社会信用代码证书")], []),
        ([ask("营业执照"), ask("统一社会信用代码证书", access="共享")], []),
        ([ask("营业执照", access="共享"), ask("统一社会信用代码证书")], COVERED),
        ([{"any_of": [ask("营业执照"), ask("统一社会信用代码证书")]}], []),
        ([ask("营业执照"), {"any_of": [ask("统一社会信用代码证书"), {"name": "别的"}]}], []),
        ([ask("营业执照", when=A), ask("统一社会信用代码证书")], []),
        ([ask("营业执照", when=A), ask("统一社会信用代码证书", when={**A, **B})], COVERED),
        ([ask("营业执照", when=A), ask("统一社会信用代码证书", when=B)], []),
        # a proof of what no proof may be asked of
        ([ask("姓名证明")], [("G202", "/materials/0/certificate")]),
        ([ask("姓名证明", access="共享")], []),
        ([ask("关系证明")], []),
    ],
)
def test_covered_by_another(materials: list[dict[str, Any]], expected: list[tuple[str, str]]) -> None:
    assert told_of(*materials) == expected


def test_of_two_that_say_the_same_one_is_told() -> None:
    other = {"certificates/关系证明二.yaml": {"name": "亲子证明", "kind": "证明", "proves": ["亲子关系"]}}
    item = {**ITEM, "materials": [ask("关系证明"), ask("亲子证明")]}
    assert told({"items/a.yaml": item, **other}) == [("G202", "items/a.yaml", "/materials/1/certificate")]


def test_several_together_cover_one() -> None:
    one = {"certificates/综合证明.yaml": {"name": "综合证明", "kind": "证明", "proves": ["姓名", "婚姻状况"]}}
    item = {**ITEM, "materials": [ask("综合证明"), ask("居民身份证"), ask("结婚证")]}
    (finding,) = found_in({"items/a.yaml": item, **one})
    assert str(finding.message) == "“综合证明”证明的姓名、婚姻状况，居民身份证、结婚证已经证明：取消这一份"
    assert [str(one.place.pointer) for one in finding.related] == [
        "/materials/1/certificate",
        "/materials/2/certificate",
    ]


def test_a_proof_with_a_law_behind_it_may_be_asked() -> None:
    basis = [{"law": "中华人民共和国户口登记条例", "kind": "法律", "article": "第四条"}]
    lawful = {"certificates/姓名证明.yaml": {**CERTIFICATES["certificates/姓名证明.yaml"], "basis": basis}}
    assert told({"items/a.yaml": {**ITEM, "materials": [ask("姓名证明")]}, **lawful}) == []


ISSUES = {**ITEM, "name": "卫生许可", "action": "新办", "results": [{"name": "许可证", "certificate": "卫生许可证"}]}
HANDED_IN = ask("卫生许可证", access="提交")
OWN = [("G203", "items/b.yaml", "/materials/0/certificate")]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"materials": [HANDED_IN]}, OWN),
        ({"materials": [{**HANDED_IN, "access": None}]}, OWN),
        ({"materials": [{"any_of": [HANDED_IN]}]}, [("G203", "items/b.yaml", "/materials/0/any_of/0/certificate")]),
        ({"materials": [{**HANDED_IN, "access": "共享"}]}, []),
        ({"materials": [{**HANDED_IN, "access": "核验"}]}, []),
        ({"materials": [{**HANDED_IN, "holder": "其他主体"}]}, []),
        ({"materials": [{**HANDED_IN, "name": "供货单位的卫生许可证"}]}, []),
        ({"materials": [{**HANDED_IN, "name": "授权委托书和卫生许可证"}]}, []),
        ({"materials": [HANDED_IN], "organ": POLICE}, []),
        ({"materials": [HANDED_IN], "status": "取消"}, []),
        # what is changed, renewed, replaced or cancelled must come back
        ({"materials": [HANDED_IN], "name": "卫生许可变更", "action": "变更"}, []),
        ({"materials": [HANDED_IN], "name": "卫生许可证遗失补发"}, []),
        ({"materials": [HANDED_IN], "name": "歇业登记", "action": "注销"}, []),
        ({"materials": [{**HANDED_IN, "name": "旧的卫生许可证"}], "name": "换发", "action": "换发"}, []),
        ({"materials": [HANDED_IN], "name": "名称变更", "action": "变更"}, OWN),
        ({"materials": [HANDED_IN], "results": [{"name": "许可证", "certificate": "卫生许可证"}]}, []),
        # an item that fetches it in one case knows why it does not in another
        ({"materials": [{**HANDED_IN, "when": A}, ask("卫生许可证", access="共享", when={"a": "z"})]}, []),
    ],
)
def test_the_issuer_asks_for_its_own(item: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    asking = {key: value for key, value in {**ITEM, **item}.items() if value is not None}
    asking["materials"] = [{k: v for k, v in one.items() if v is not None} for one in asking["materials"]]
    assert told({"items/a.yaml": ISSUES, "items/b.yaml": asking}) == expected


def test_nothing_is_asked_of_an_issuer_that_is_cancelled() -> None:
    asking = {**ITEM, "materials": [HANDED_IN]}
    assert told({"items/a.yaml": {**ISSUES, "status": "取消"}, "items/b.yaml": asking}) == []


def test_what_is_inherited_is_told_once_where_it_stands(make_catalog: Callable[[Mapping[str, str]], Path]) -> None:
    shown = {"name": "许可证", "certificate": "卫生许可证"}
    standard = {"name": "登记", "type": "行政许可", "code": "440123004000", "materials": [HANDED_IN]}
    heir = {**ITEM, "standard": "440123004000"}
    own = {**heir, "materials": [{"name": "别的"}, HANDED_IN]}
    files = {
        "certificates/许可证.yaml": {"name": "卫生许可证"},
        "standards/登记.yaml": standard,
        "items/a.yaml": {**ISSUES, "results": [shown]},
        "items/b.yaml": heir,
        "items/c.yaml": heir,
        "items/d.yaml": own,
    }
    catalog = Catalog(make_catalog({path: dump(data) for path, data in files.items()}))
    outcome = lint(catalog, Choice(Policy({"select": ["G203"]}), use_cache=False, jobs=1))
    assert [(one.path, str(one.place.pointer), one.subject) for one in outcome.findings] == [
        ("items/d.yaml", "/materials/1/certificate", "办一件事"),
        ("standards/登记.yaml", "/materials/0/certificate", "440123004000"),
    ]


SHARED = [("G204", "/materials/0/certificate")]


@pytest.mark.parametrize(
    ("material", "more", "expected"),
    [
        ({"name": "共享证", "certificate": "共享证"}, {}, SHARED),
        ({"name": "可共享证", "certificate": "可共享证", "access": "提交"}, {}, SHARED),
        ({"name": "法定代表人的共享证", "certificate": "共享证"}, {}, SHARED),
        ({"name": "共享证", "certificate": "共享证", "access": "核验"}, {}, []),
        ({"name": "共享证", "certificate": "共享证", "access": "共享"}, {}, []),
        ({"name": "共享证", "certificate": "共享证", "holder": "其他主体"}, {}, []),
        ({"name": "股东的共享证", "certificate": "共享证"}, {}, []),
        ({"name": "委托书、共享证", "certificate": "共享证"}, {}, []),
        ({"name": "共享证", "certificate": "共享证"}, {"name": "共享证变更", "action": "变更"}, []),
        ({"name": "共享证", "certificate": "共享证"}, {"name": "共享证年检"}, []),
        ({"name": "营业执照", "certificate": "营业执照"}, {}, []),
        # everybody's identity card is shown, unless it is said that it is to be handed in
        ({"name": "居民身份证", "certificate": "居民身份证"}, {}, []),
        ({"name": "居民身份证", "certificate": "居民身份证", "access": "提交"}, {}, SHARED),
        ({"name": "共享证"}, {}, []),
    ],
)
def test_what_could_be_fetched(material: dict[str, Any], more: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert told_of(material, **more) == expected


def test_what_the_organ_itself_issues_is_not_told_as_shareable_too() -> None:
    issuing = {**ITEM, "results": [{"name": "证", "certificate": "可共享证"}]}
    asking = {**ITEM, "materials": [{"name": "共享证", "certificate": "共享证"}]}
    (finding,) = found_in({"items/a.yaml": issuing, "items/b.yaml": asking})
    assert (finding.code, str(finding.message)) == ("G203", "“共享证”是本机关自己发的，不该要申请人交：access 改为共享")
    assert [(one.path, str(one.place.pointer)) for one in finding.related] == [("items/a.yaml", "/results/0")]


@pytest.mark.parametrize(
    ("materials", "expected"),
    [
        ([ask("经历证明")], [("G206", "/materials/0/certificate")]),
        ([ask("经历证明", access="提交")], [("G206", "/materials/0/certificate")]),
        ([ask("经历证明", "经历证明（可承诺）")], []),
        ([ask("经历证明", access="共享")], []),
        ([ask("经历证明", need="容缺后补")], []),
        ([ask("经历证明", need="非必要")], []),
        ([{"any_of": [ask("经历证明"), {"name": "告知承诺书"}]}], []),
        ([{"any_of": [ask("经历证明"), {"name": "别的"}]}], [("G206", "/materials/0/any_of/0/certificate")]),
        ([ask("卫生许可证")], []),
    ],
)
def test_a_promise_would_do(materials: list[dict[str, Any]], expected: list[tuple[str, str]]) -> None:
    assert told_of(*materials) == expected


def test_what_can_be_fetched_needs_no_promise() -> None:
    shared = {"certificates/经历证明.yaml": {**CERTIFICATES["certificates/经历证明.yaml"], "sharing": "全国"}}
    assert told({"items/a.yaml": {**ITEM, "materials": [ask("经历证明")]}, **shared}) == []


STANDARD = "440123004000"
ASKING = {**ITEM, "name": "登记", "organ": POLICE, "materials": [ask("卫生许可证")]}
PAIR = {"name": "开办旅店", "items": [{"path": "items/a.yaml"}, {"path": "items/b.yaml"}]}
AGAIN = [("G207", "bundles/a.yaml", "/items/1")]


@pytest.mark.parametrize(
    ("issuing", "asking", "bundle", "expected"),
    [
        ({}, {}, {}, AGAIN),
        ({}, {}, {"items": [{"path": "items/a.yaml"}]}, []),
        (
            {},
            {},
            {"items": [{"path": "items/a.yaml", "when": {"s": "a"}}, {"path": "items/b.yaml", "when": {"s": "b"}}]},
            [],
        ),  # never both
        ({}, {}, {"items": [{"path": "items/a.yaml", "when": {"s": "a"}}, {"path": "items/b.yaml"}]}, AGAIN),
        ({"action": "延续"}, {}, {}, []),
        ({"status": "取消"}, {}, {}, []),
        ({}, {"status": "取消"}, {}, []),
        ({}, {"materials": [ask("卫生许可证", access="共享")]}, {}, []),
        ({}, {"materials": [ask("卫生许可证", holder="其他主体")]}, {}, []),
        ({}, {"materials": [ask("卫生许可证", need="非必要")]}, {}, []),
        ({}, {"materials": [{"any_of": [ask("卫生许可证"), {"name": "别的", "access": "共享"}]}]}, {}, []),
        ({}, {"materials": [ask("卫生许可证", when=A), ask("卫生许可证", access="共享")]}, {}, []),
        (
            {"results": [{"name": "卡", "certificate": "护照"}]},
            {"materials": [ask("护照")]},
            {},
            [],
        ),  # shown: who it is
        ({"results": [{"name": "卡", "certificate": "护照"}]}, {"materials": [ask("护照", access="提交")]}, {}, AGAIN),
        ({}, {"code": "C"}, {"items": [{"path": "items/a.yaml"}, {"code": "C"}]}, AGAIN),
        ({}, {"standard": STANDARD}, {"items": [{"path": "items/a.yaml"}, {"standard": STANDARD}]}, AGAIN),
        (
            {},
            {"standard": STANDARD, "action": "变更"},
            {"items": [{"path": "items/a.yaml"}, {"standard": STANDARD, "action": "新办"}]},
            [],
        ),
        (
            {},
            {"standard": STANDARD},
            {"region": "440300", "items": [{"path": "items/a.yaml"}, {"standard": STANDARD}]},
            [],
        ),
        (
            {},
            {"standard": STANDARD},
            {"region": "440100", "items": [{"path": "items/a.yaml"}, {"standard": STANDARD}]},
            AGAIN,
        ),
    ],
)
def test_a_result_is_asked_for_again(
    issuing: dict[str, Any], asking: dict[str, Any], bundle: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    files = {
        "items/a.yaml": {**ISSUES, **issuing},
        "items/b.yaml": {**ASKING, **asking},
        "bundles/a.yaml": {**PAIR, **bundle},
    }
    assert told(files, "G207") == expected


def test_both_places_are_shown() -> None:
    (finding,) = found_in({"items/a.yaml": ISSUES, "items/b.yaml": ASKING, "bundles/a.yaml": PAIR})
    assert str(finding.message) == "“登记”要的卫生许可证是这件事里别的事项发的，不该再要申请人交：access 改为共享"
    assert [(str(one.message), one.path, str(one.place.pointer)) for one in finding.related] == [
        ("在这里要“卫生许可证”", "items/b.yaml", "/materials/0/certificate"),
        ("“卫生许可”在这里发", "items/a.yaml", "/results/0/certificate"),
    ]


NO_BASIS = "证明“{name}”没有写依据：写出法律、法规的条款，写不出的取消"
LOW = "证明“{name}”只有{levels}作依据：写出法律、法规或者国务院决定的条款，写不出的取消"


@pytest.mark.parametrize(
    ("name", "more", "expected"),
    [
        ("居住满一年证明", {"source": "其他"}, NO_BASIS),
        ("亲属关系证明", {"source": "政府部门核发"}, NO_BASIS),
        ("健康证明", {"source": "其他", "basis": {"law": "食品安全法"}}, ""),
        ("健康证明", {"source": "其他", "basis": {"law": "某市健康证明管理规定", "kind": "规范性文件"}}, LOW),
        ("健康证明", {"source": "其他", "basis": {"law": "某管理办法", "kind": "部门规章"}}, LOW),
        ("健康证明", {"source": "其他", "basis": {"law": "某管理办法", "kind": "地方政府规章"}}, LOW),
        ("健康证明", {"source": "其他", "basis": {"law": "健康体检规范", "kind": "标准"}}, LOW),
        ("健康证明", {"source": "其他", "basis": {"law": "广东省爱国卫生工作条例", "kind": "地方性法规"}}, ""),
        ("健康证明", {"source": "其他", "basis": {"law": "公共场所卫生管理条例", "kind": "行政法规"}}, ""),
        ("健康证明", {"source": "其他", "basis": {"law": "国务院关于某事的决定", "kind": "规范性文件"}}, ""),
        ("健康证明", {"source": "其他", "basis": {"law": "某管理办法"}}, ""),  # nothing is known of it
        ("参保缴费证明", {"source": "政府部门核发", "access": "共享"}, ""),
        ("在职情况证明", {"source": "申请人自备"}, ""),
        ("在职情况证明", {}, ""),
        ("亲属关系证明", {"certificate": "居民户口簿", "source": "政府部门核发"}, ""),
        ("出生医学证明", {"source": "政府部门核发"}, ""),
        ("实习考核合格材料", {"source": "其他"}, ""),
    ],
)
def test_a_proof_needs_a_law(name: str, more: dict[str, Any], expected: str) -> None:
    view = View({"materials": [{"name": name, **more}]})
    said = [(str(hit.place.pointer), str(hit.message)) for rule in PROOFS_RULES for hit in rule.check(view)]
    levels = more.get("basis", {}).get("kind", "")
    assert said == ([("/materials/0/basis", expected.format(name=name, levels=levels))] if expected else [])
