"""Family R: items beside their standards, items of one code without one."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from examples import LOCAL, SURROUNDINGS, TODAY, merged

from across import Files, found_across
from itemkit.findings import Finding
from itemkit.lint import overlays
from itemkit.lint.fixes import fix
from itemkit.lint.lint import Choice, lint
from itemkit.lint.overlays import Beside
from itemkit.lint.run import validate
from itemkit.model.check import Checker
from itemkit.model.resolve import Inherited, overlaid
from itemkit.regions.across import REGIONS_ACROSS_RULES
from itemkit.regions.overlay import OverlayRule
from itemkit.regions.policy import Uniformity
from itemkit.regions.rules import OVERLAY_RULES
from itemkit.source.catalog import Catalog
from itemkit.source.dump import dump

Maker = Callable[[Mapping[str, str]], Path]
BASE = "440123004000"
WORKING = {"days": 20, "unit": "工作日"}
STANDARD: dict[str, Any] = {
    "name": "公共场所卫生许可",
    "code": BASE,
    "type": "行政许可",
    "audience": ["企业法人"],
    "basis": [{"law": "公共场所卫生管理条例", "article": "第四条"}],
    "conditions": ["场所符合卫生标准", "有卫生管理人员"],
    "materials": [
        {"name": "申请表", "original": 1, "copies": 0},
        {"name": "检测报告", "access": "共享"},
    ],
    "steps": [{"name": "受理"}, {"name": "审查", "days": 5, "by": "审批科"}, {"name": "决定"}],
    "time_limit": {"statutory": WORKING, "promised": {"days": 10, "unit": "工作日"}},
    "fees": [],
    "visits": 1,
    "results": [{"name": "卫生许可证", "kind": "证照", "valid_for": "P4Y"}],
}
PATH = "standards/卫生.yaml"


def findings_of(own: Mapping[str, Any], standard: Mapping[str, Any] = STANDARD, **settings: Any) -> list[Finding]:
    item = {"standard": BASE, **own}
    assert Checker("item").accepts(item)
    assert Checker("standard").accepts(standard)
    inherited = Inherited(standard)
    beside = Beside(OVERLAY_RULES, Uniformity(settings), {BASE: PATH})
    return beside.findings(inherited, item, overlaid(inherited, item), "items/a.yaml", "甲")


def told(own: Mapping[str, Any], standard: Mapping[str, Any] = STANDARD, **settings: Any) -> list[tuple[str, str]]:
    return [(one.code, str(one.place.pointer)) for one in findings_of(own, standard, **settings)]


def limits(statutory: Any = None, promised: Any = None) -> dict[str, Any]:
    given = {"statutory": statutory, "promised": promised}
    return {"time_limit": {key: value for key, value in given.items() if value is not None}}


def steps(*names: str, **first: Any) -> dict[str, Any]:
    made = [{"name": name} for name in names]
    return {"steps": [made[0] | first, *made[1:]]}


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({"region": "440100", "windows": [{"place": "大厅"}]}, []),
        ({"name": "卫生许可"}, ["/name"]),
        ({"name": "《公共场所》卫生许可"}, []),  # marks are no other name
        ({"name": "公共场所卫生许可（新办）"}, []),
        ({"type": "公共服务"}, ["/type"]),
        ({"audience": ["企业法人", "自然人"]}, ["/audience"]),
        ({"audience": None}, ["/audience"]),
        ({"basis": [{"law": "公共场所卫生管理条例", "article": "第五条"}]}, ["/basis"]),
        (
            {"basis": [{"law": "公共场所卫生管理条例", "article": "第四条", "number": "国务院令第714号"}]},
            [],
        ),  # says more
        ({"basis": [{"law": "公共场所卫生管理条例", "article": "第四条", "text": "略"}]}, []),
        ({"basis": [{"law": "公共场所卫生管理条例"}]}, ["/basis"]),
        ({"conditions": ["有卫生管理人员", "场所符合卫生标准"]}, []),  # in another order
        ({"conditions": ["场所符合卫生标准"]}, ["/conditions"]),  # eased is not equal
        ({"conditions": ["场所符合卫生标准", "有卫生管理人员", "在本区登记"]}, ["/conditions"]),
        ({"rejections": ["有重大隐患"]}, []),  # of this the standard says nothing
        (steps("受理", "审查", "决定", days=1, by="窗口", note="当场"), []),  # who and how long is the place's own
        (steps("受理", "审核与决定"), ["/steps"]),
        (steps("审查", "受理", "决定"), ["/steps"]),
        (limits({"days": 15, "unit": "工作日"}), ["/time_limit/statutory"]),
        (limits({"days": 20, "unit": "自然日"}), ["/time_limit/statutory"]),
        (limits({"days": 28, "unit": "自然日"}), ["/time_limit/statutory"]),  # as long, but the law has one unit
        (limits({"days": 20, "unit": "工作日", "note": "不含听证"}), []),
        ({"time_limit": {"statutory": None}}, ["/time_limit/statutory"]),
        ({"results": [{"name": "批复", "kind": "批文"}]}, ["/results"]),
        ({"results": [{"name": "卫生许可证", "kind": "证照", "valid_for": "P2Y"}]}, ["/results"]),
        ({"results": [{"name": "卫生许可证", "kind": "批文", "valid_for": "P4Y"}]}, ["/results"]),
        (
            {
                "results": [
                    {"name": "卫生许可证", "kind": "证照", "valid_for": "P4Y", "delivery": ["邮寄"], "note": "略"}
                ]
            },
            [],
        ),
    ],
)
def test_not_uniform(own: dict[str, Any], expected: list[str]) -> None:
    assert told(own) == [("R101", pointer) for pointer in expected]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({"materials": [{"name": "委托书"}]}, ["/materials/0"]),
        ({"materials": [{"name": "委托书", "access": "共享"}]}, []),
        ({"materials": [{"name": "委托书", "need": "非必要"}]}, []),
        ({"materials": [{"name": "检测报告", "access": "提交"}]}, ["/materials/0/access"]),
        ({"materials": [{"name": "申请表", "copies": 2}]}, ["/materials/0/copies"]),
        (
            {"materials": [{"name": "申请表", "original": 2, "copies": 2}]},
            ["/materials/0/original", "/materials/0/copies"],
        ),
        ({"materials": [{"name": "申请表", "drop": True}]}, []),
        ({"materials": []}, []),
        ({"materials": None}, []),
        (limits(promised={"days": 15, "unit": "工作日"}), ["/time_limit/promised"]),
        (limits(promised={"days": 5, "unit": "工作日"}), []),
        (limits(promised={"days": 14, "unit": "自然日"}), []),
        ({"visits": 2}, ["/visits"]),
        ({"visits": 0}, []),
        ({"fees": [{"name": "工本费", "amount": 10}]}, ["/fees/0"]),
    ],
)
def test_heavier(own: dict[str, Any], expected: list[str]) -> None:
    assert told(own) == [("R102", pointer) for pointer in expected]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({"type": "公共服务", "conditions": ["甲"], "results": [{"name": "乙"}]}, [("R101", "/type")]),
        ({"materials": [{"name": "委托书"}], "fees": [{"name": "工本费", "amount": 10}]}, []),
        (
            {"visits": 2, **limits({"days": 15, "unit": "工作日"}, {"days": 15, "unit": "工作日"})},
            [("R101", "/time_limit/statutory"), ("R102", "/time_limit/promised"), ("R102", "/visits")],
        ),
        ({"conditions": STANDARD["conditions"]}, [("R104", "/conditions")]),
    ],
)
def test_of_a_handling_item_less_is_judged(own: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert told({"name": "公共场所卫生许可（新办）", **own}) == expected


def test_a_catalog_has_its_own_policy() -> None:
    own = {"conditions": ["场所符合卫生标准", "在本区登记"], "visits": 0, "handling": "即办件"}
    assert told(own, conditions="free") == []
    assert told(own, conditions="tighten") == [("R102", "/conditions/1")]
    assert told(own, conditions="free", visits="equal") == [("R101", "/visits")]
    assert (
        told({"materials": [{"name": "申请表", "note": "略", "form": "https://example.gov.cn/f"}]}, materials="equal")
        == []
    )
    assert told({"materials": [{"name": "申请表", "drop": True}]}, materials="equal") == [("R101", "/materials")]
    assert told({"handling": "即办件"}, {**STANDARD, "handling": "承诺件"}, handling="equal") == [("R101", "/handling")]


def test_the_one_form_by_another_name_is_no_burden() -> None:
    form = {"name": "卫生许可申请表", "kind": "申请表格文书"}
    standard = {**STANDARD, "materials": [form]}

    def replaced(**more: Any) -> list[tuple[str, str]]:
        return told(
            {"materials": [{"name": "卫生许可申请表", "drop": True}, {"kind": "申请表格文书", **more}]}, standard
        )

    assert replaced(name="申请表") == []
    assert replaced(name="公共场所卫生许可申请表") == []
    assert replaced(name="承诺书") == [("R102", "/materials/1")]
    assert replaced(name="申请表", kind="其他") == [("R102", "/materials/1")]
    assert told({"materials": [{"name": "申请表", "kind": "申请表格文书"}]}, standard) == [("R102", "/materials/0")]


def test_a_standard_that_says_little_leaves_it_open() -> None:
    bare = {"name": "公共场所卫生许可", "type": "行政许可", "code": BASE}
    own = {key: value for key, value in STANDARD.items() if key not in {"name", "type", "code"}}
    assert told(own, bare) == []


def test_the_sentences() -> None:
    own = {
        "conditions": ["甲一", "乙二", "丙三"],
        "materials": [{"name": "申请表", "original": 1, "copies": 0, "note": "略"}, {"name": "委托书"}],
        "visits": 3,
        "quota": None,
        **limits({"days": 28, "unit": "自然日"}, {"days": 21, "unit": "自然日"}),
    }
    found = [
        (str(one.place.pointer), str(one.message), [(more.path, str(more.place.pointer)) for more in one.related])
        for one in findings_of(own)
    ]
    assert found == [
        (
            "/conditions",
            "与标准事项不一样：受理条件多了：甲一；受理条件多了：乙二；受理条件多了：丙三；受理条件少了：场所符合卫生标准；另有 1 处",
            [(PATH, "/conditions")],
        ),
        (
            "/time_limit/statutory",
            "与标准事项不一样：法定办结时限由 20 个工作日改写为 28 个自然日（按 7 个自然日合 5 个工作日折算，不计法定节假日）",
            [(PATH, "/time_limit/statutory")],
        ),
        ("/materials/1", "比标准事项更麻烦：材料多了：委托书（+1 份材料）", [(PATH, "/materials")]),
        (
            "/time_limit/promised",
            "比标准事项更麻烦：承诺办结时限由 10 个工作日延为 21 个自然日（按 7 个自然日合 5 个工作日折算，不计法定节假日）（+5 工作日）",
            [(PATH, "/time_limit/promised")],
        ),
        ("/visits", "比标准事项更麻烦：到办事现场由 1 次增为 3 次（+2 次）", [(PATH, "/visits")]),
        (
            "/materials/0",
            "标准事项已经这样写：original、copies，可以删去",
            [(PATH, "/materials/0")],
        ),
        ("/quota", "标准事项“公共场所卫生许可”里本来就没有，可以删去", []),
    ]


def test_a_cancelled_item_is_left_alone_a_draft_is_not() -> None:
    assert told({"type": "公共服务", "status": "取消"}) == []
    assert told({"type": "公共服务", "status": "草稿"}) == [("R101", "/type")]


def test_equal_overlays_are_judged_once_and_all_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(rule: OverlayRule) -> OverlayRule:
        def check(overlay: Any) -> Any:
            asked.append(rule.code)
            return rule.check(overlay)

        return OverlayRule(rule.code, rule.name, rule.severity, check, rule.page)

    inherited = Inherited(STANDARD)
    rules = [counted(rule) for rule in OVERLAY_RULES]
    beside = Beside(rules, Uniformity({}), {BASE: PATH})

    def ask(**own: Any) -> list[str]:
        item = {"standard": BASE, **own}
        found = beside.findings(inherited, item, overlaid(inherited, item), "items/a.yaml", "甲")
        return [one.code for one in found]

    assert ask(region="440100") == []
    assert asked == []
    assert [ask(visits=0, region=region) for region in ("440100", "440103")] == [[], []]
    assert asked == ["R101", "R102", "R104"]
    assert [ask(visits=2, region=region) for region in ("440100", "440103")] == [["R102"], ["R102"]]
    assert len(asked) == 9
    monkeypatch.setattr(overlays, "_MOST_REMEMBERED", 1)  # what is forgotten is asked again
    assert [ask(visits=0), ask(conditions=["甲"]), ask(quota=None), ask(quota=None)] == [
        [],
        ["R101"],
        ["R104"],
        ["R104"],
    ]


def test_a_rule_that_crashes_is_a_finding_and_the_others_go_on() -> None:
    def crashing(_overlay: Any) -> Any:
        raise ZeroDivisionError("甲")

    rules = [OverlayRule("Z901", "crashing", OVERLAY_RULES[0].severity, crashing, ""), *OVERLAY_RULES]
    inherited, item = Inherited(STANDARD), {"standard": BASE, "visits": 2}
    beside = Beside(rules, Uniformity({}), {})
    found = beside.findings(inherited, item, overlaid(inherited, item), "items/a.yaml", "甲")
    assert [one.code for one in found] == ["X001", "R102"]


ITEM = dump({**LOCAL, "standard": BASE})


def found_in(root: Path) -> list[tuple[str, str, str, str]]:
    catalog = Catalog(root)
    findings = lint(catalog, Choice.of(catalog, use_cache=False, jobs=1, today=TODAY)).findings
    return [(one.code, one.path, str(one.place.pointer), str(one.message)) for one in findings if not one.suppressed]


def test_a_standard_that_is_not_there(make_catalog: Maker) -> None:
    files = {**SURROUNDINGS, "standards/s.yaml": merged("", "standard")}
    slip = 'standard: "440123004001"\nname: 甲\ntype: 行政许可\n'
    other = 'standard: "110101001000"\nname: 乙\ntype: 行政许可\n'
    root = make_catalog({**files, "items/a.yaml": slip, "items/b.yaml": other})
    expected = [
        ("R103", "items/a.yaml", "/standard", "目录里没有标准事项 440123004001：是不是 440123004000？"),
        ("R103", "items/b.yaml", "/standard", "目录里没有标准事项 110101001000：核对编码，或者先建标准事项"),
    ]
    catalog = Catalog(root)
    valid = validate(catalog, catalog.find(), jobs=1).findings
    assert [(one.code, one.path, str(one.place.pointer), str(one.message)) for one in valid] == expected
    assert [one for one in found_in(root) if one[0] == "R103"] == expected


@pytest.mark.parametrize(
    ("status", "item", "told"), [("取消", "在用", True), ("取消", "取消", False), ("暂停", "在用", False)]
)
def test_a_standard_that_is_cancelled(make_catalog: Maker, status: str, item: str, told: bool) -> None:
    standard = merged(f"status: {status}\n", "standard")
    own = merged(f'standard: "{BASE}"\nstatus: {item}\n')
    root = make_catalog({**SURROUNDINGS, "standards/s.yaml": standard, "items/a.yaml": own})
    sentence = f"标准事项 {BASE} 已经取消：改为现行的，或者取消这个事项"
    expected = [("R103", "items/a.yaml", "/standard", sentence)] if told else []
    assert [one for one in found_in(root) if one[0].startswith("R")] == expected


def test_what_is_restated_goes_and_nothing_else(make_catalog: Maker) -> None:
    own = (
        f'standard: "{BASE}"  # 标准\ntype: 行政许可\nconditions: [经营场所的选址和设计符合卫生标准]  # 照抄\n'
        "quota: null\nmaterials:\n  # 申请表多印一份\n"
        "  - {name: 公共场所卫生许可申请表, kind: 申请表格文书, original: 1, copies: 0}\n"
        "time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 5, unit: 工作日}}\n"
    )
    left = (
        f'standard: "{BASE}"  # 标准\nmaterials:\n  # 申请表多印一份\n'
        "  - {name: 公共场所卫生许可申请表, copies: 0}\ntime_limit: {promised: {days: 5, unit: 工作日}}\n"
    )
    root = make_catalog({**SURROUNDINGS, "standards/s.yaml": merged("", "standard"), "items/a.yaml": own})
    catalog = Catalog(root)
    choice = Choice.of(catalog, select=["R104"], use_cache=False, jobs=1, today=TODAY)
    fixed = fix(
        lambda contents: lint(catalog, choice, contents=contents), lambda path: (root / path).read_text("utf-8")
    )
    assert (fixed.texts, fixed.count, fixed.refused) == ({"items/a.yaml": left}, 5, [])
    assert fixed.left is not None
    assert fixed.left.findings == []


def test_what_the_pointers_of_made_up_content_would_lose_is_told_without_a_fix() -> None:
    own = {
        "materials": [{"name": "申请表", "original": 1}, {"name": "检测报告", "note": "略"}],
        "extra": {"illustrative": ["/materials/1/note"]},
    }
    (finding,) = findings_of(own)
    assert (finding.code, str(finding.place.pointer), finding.fix) == ("R104", "/materials/0", None)


def test_a_standard_that_moves_is_told_where_it_is(make_catalog: Maker) -> None:
    standard = merged("", "standard")
    own = merged(f'standard: "{BASE}"\nconditions: [在本区登记]\n')
    root = make_catalog({**SURROUNDINGS, "standards/s.yaml": standard, "items/a.yaml": own})

    def there() -> list[str]:
        catalog = Catalog(root)
        found = lint(catalog, Choice.of(catalog, select=["R101"], jobs=1, today=TODAY)).findings
        return [more.path for one in found for more in one.related]

    assert there() == ["standards/s.yaml"]
    (root / "standards/s.yaml").rename(root / "standards/t.yaml")
    assert there() == ["standards/t.yaml"]


def across(*several: dict[str, Any], **files: Any) -> Files:
    """Files a.yaml, b.yaml … of one code."""
    base = {"name": "公共场所卫生许可", "type": "行政许可"}
    named = {f"items/{letter}.yaml": base | one for letter, one in zip("abcdefgh", several, strict=False)}
    items = {path: {key: value for key, value in one.items() if value is not None} for path, one in named.items()}
    return {**{f"standards/{name}.yaml": one for name, one in files.items()}, **items}


HEALTH, POLICE = "11440100007482620J", "11440100007482575H"
CODE = f"{HEALTH}3{BASE}"


def found_of(code: str, files: Files) -> list[tuple[str, str, str]]:
    found = [one for one in found_across(REGIONS_ACROSS_RULES, files) if one.code == code]
    return [(one.path, str(one.place.pointer), str(one.message)) for one in found]


def limited(days: int, unit: str = "工作日", **more: Any) -> dict[str, Any]:
    return {"time_limit": {"statutory": {"days": days, "unit": unit}}, "code": CODE} | more


@pytest.mark.parametrize(
    ("several", "expected"),
    [
        ([limited(20), limited(20, code=POLICE + CODE[18:])], []),
        ([limited(20, level="省级"), limited(40, level="市级")], ["b"]),
        ([limited(40, level="市级"), limited(20, level="省级")], ["a"]),  # of equally many the higher level is usual
        ([limited(20), limited(40), limited(40)], ["a"]),
        ([limited(20), limited(20, "自然日")], ["b"]),
        ([limited(20), limited(40, name="公共场所卫生许可（变更）")], []),  # another handling item
        ([limited(20), limited(40, code=HEALTH + "3440123005000")], []),
        ([limited(20), limited(40, status="取消")], []),
        ([limited(20), {"code": CODE}], []),
        ([limited(20), limited(40, code=None)], []),
        ([limited(20), limited(40, code=None, standard=BASE)], []),  # that is for R101 to tell
        ([limited(20, standard=BASE), limited(40)], ["b"]),
        ([limited(20), limited(40, standard=BASE), limited(40, standard=BASE)], ["a"]),  # but it counts
        ([limited(20), limited(40, code=CODE + "01")], ["b"]),
    ],
)
def test_statutory_limits(several: list[dict[str, Any]], expected: list[str]) -> None:
    found = [(path, pointer) for path, pointer, _message in found_of("R105", across(*several))]
    assert found == [(f"items/{letter}.yaml", "/time_limit/statutory") for letter in expected]


def test_statutory_limits_in_words() -> None:
    files = across(limited(15, name="甲"), limited(20, code=POLICE + CODE[18:] + "01", name="甲"))
    (finding,) = [one for one in found_across(REGIONS_ACROSS_RULES, files) if one.code == "R105"]
    assert (
        str(finding.message)
        == "法定办结时限是 20 个工作日，同一事项（440123004000）在别处是 15 个工作日：查法律规定的是哪个"
    )
    assert [(str(more.message), more.path, str(more.place.pointer)) for more in finding.related] == [
        ("这里写的是 15 个工作日", "items/a.yaml", "/time_limit/statutory")
    ]


@pytest.mark.parametrize(
    ("item", "more"),
    [
        (limited(20), "；名称、事项类型、法定办结时限相同"),
        (limited(20, name="公共场所卫生许可（新办）"), "；名称、事项类型、法定办结时限相同"),
        (limited(15, name="卫生许可"), "；事项类型相同；名称、法定办结时限不同"),
        ({"code": CODE + "01", "type": "公共服务", "name": "卫生许可"}, "；名称、事项类型不同"),
        (limited(20, standard=BASE), None),
        (limited(20, status="取消"), None),
        (limited(20, code=HEALTH + "3440123005000"), None),
        (limited(20, code=None, local_code=BASE), None),
    ],
)
def test_there_is_a_standard(item: dict[str, Any], more: str | None) -> None:
    sentence = f"基本编码 {BASE} 有标准事项“公共场所卫生许可”：写上 standard，只留下本地的内容"
    expected = [("items/a.yaml", "/code", sentence + more)] if more is not None else []
    assert found_of("R106", across(item, a=STANDARD)) == expected
    assert found_of("R106", across(item, a={**STANDARD, "status": "取消"})) == []


def named(*names: str, **more: Any) -> dict[str, Any]:
    return {"code": CODE, "region": "440100", "materials": [{"name": name} for name in names], **more}


FOUR = ("申请表", "身份证", "合同", "章程")


@pytest.mark.parametrize(
    ("several", "expected"),
    [
        ([named(*FOUR), named(*FOUR, region="440103")], ("a", 2, 2)),
        ([named(*FOUR), named(*FOUR)], None),  # one region
        ([named(*FOUR), named("合同", "《申请表》", "身份证", region="440103")], ("a", 2, 2)),
        ([named(*FOUR), named("合同", "身份证", region="440103")], None),
        ([named(*FOUR), named(*FOUR, region="440103", name="别的许可")], None),
        ([named(*FOUR), named(*FOUR, region="440103", type="公共服务")], None),
        ([named(*FOUR, **limits(WORKING)), named(*FOUR, region="440103")], None),
        ([named(), named(region="440103")], None),  # of which nothing is known
        ([named(*FOUR), named(*FOUR, region="440103", status="取消")], None),
        ([named(*FOUR), named(*FOUR, region="440103", standard=BASE)], None),
        (
            [named(*FOUR, level="市级"), named(*FOUR, region="440000", level="省级"), named("甲", region="440103")],
            ("b", 2, 2),
        ),
        ([named(*FOUR), named(*FOUR, region="440103"), named(*FOUR, code=CODE + "02", region="440103")], ("a", 2, 3)),
    ],
)
def test_copies_of_each_other(several: list[dict[str, Any]], expected: tuple[str, int, int] | None) -> None:
    found = found_of("R106", across(*several))
    if expected is None:
        assert found == []
        return
    letter, regions, count = expected
    sentence = (
        f"{regions} 个区划的 {count} 个事项编码（{BASE}）、名称、类型、法定时限相同，材料几乎相同：建一个标准事项"
    )
    assert found == [(f"items/{letter}.yaml", "/code", sentence)]


def test_copies_are_told_once_with_some_of_the_others() -> None:
    files = across(*(named(*FOUR, region=f"4401{number:02}") for number in range(3, 9)))
    (finding,) = found_across(REGIONS_ACROSS_RULES, files)
    assert [more.path for more in finding.related] == ["items/b.yaml", "items/c.yaml", "items/d.yaml"]
    assert found_of("R106", {**files, "standards/a.yaml": STANDARD}) != []
