"""Family W: tables of what is found and what a fix makes of it, and of what looks wrong and is right."""

import copy
import json
from typing import Any

import pytest
from examples import CLEAN, findings_in, hits_in

from itemkit.findings import REMOVED, Hit
from itemkit.lint.rules.wording import WORDING_RULES
from itemkit.lint.view import View


def found(fragment: str, kind: str = "item") -> set[tuple[str, str]]:
    return set(hits_in([fragment], WORDING_RULES, kind))


def hits(change: dict[str, Any]) -> list[tuple[str, Hit]]:
    view = View(CLEAN["item"] | change)
    return [(rule.code, hit) for rule in WORDING_RULES for hit in rule.check(view)]


def fixed(data: dict[str, Any], hit: Hit) -> dict[str, Any]:
    """The data after the hit's fix."""
    assert hit.fix is not None
    data = copy.deepcopy(data)
    for change in hit.fix.changes:
        *way, last = change.pointer
        holder: Any = data
        for part in way:
            holder = holder[part]
        if change.value is REMOVED:
            del holder[last]
        else:
            holder[last] = change.value
    return data


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", set()),
        ("quota: 无\n", {"/quota"}),
        ("quota: 暂无。\n", {"/quota"}),
        ("quota: /\n", {"/quota"}),
        ("quota: 无数量限制\n", set()),
        ("conditions: [无]\n", {"/conditions/0"}),
        ("conditions: [设计符合卫生标准, 略]\n", {"/conditions/1"}),
        ("materials: [{name: 申请表, source: 申请人自备, original: 1, requirement: 无, format: A4, seal: 详见附件}]\n",
         {"/materials/0/requirement", "/materials/0/seal"}),
        ("materials: [{name: 待定, source: 申请人自备, original: 1}]\n", {"/materials/0/name"}),
        ("time_limit: {promised: {days: 5, unit: 工作日, note: 不涉及}}\n", {"/time_limit/promised/note"}),
        ("results: [{name: 无, kind: 无}]\n", set()),
        ("situations: [{id: debt, question: 有没有欠费？, options: {a: 有, b: 无}}]\n", set()),
        ("faq: [{q: 要交费吗？, a: 不涉及}]\n", set()),
        ("extra: {note: 无}\n", set()),
        ("aliases: [无偿献血]\n", set()),
    ],
)  # fmt: skip
def test_placeholders(fragment: str, expected: set[str]) -> None:
    assert found(fragment) == {("W201", pointer) for pointer in expected}


@pytest.mark.parametrize(
    ("change", "key", "left"),
    [
        ({"quota": "无"}, "quota", None),
        ({"conditions": ["无"]}, "conditions", None),
        ({"conditions": ["设计符合卫生标准", "无"]}, "conditions", ["设计符合卫生标准"]),
        ({"contact": {"consult": "12345", "note": "无"}}, "contact", {"consult": "12345"}),
        ({"contact": {"note": "无"}}, "contact", None),
        ({"steps": [{"name": "受理", "by": "窗口"}, {"name": "/"}]}, "steps", [{"name": "受理", "by": "窗口"}]),
        ({"fees": [{"name": "无"}]}, "fees", []),
        (
            {"materials": [{"any_of": [{"name": "身份证"}, {"name": "无"}]}]},
            "materials",
            [{"any_of": [{"name": "身份证"}]}],
        ),
    ],
)
def test_a_placeholder_is_taken_out_with_what_it_leaves_empty(change: dict[str, Any], key: str, left: Any) -> None:
    [(code, hit)] = hits(change)
    assert (code, hit.fix and hit.fix.safe) == ("W201", True)
    assert fixed(CLEAN["item"] | change, hit).get(key) == left


def test_a_pointer_to_somewhere_else_is_no_safe_removal() -> None:
    [(code, hit)] = hits({"conditions": ["详见附件。"]})
    assert (code, hit.fix and hit.fix.safe) == ("W201", False)


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (["无条件受理"], {("W202", "/conditions/0")}),
        (["无特殊受理条件。"], {("W202", "/conditions/0")}),
        (["公共信息查询，无条件"], {("W202", "/conditions/0")}),
        (["无犯罪记录"], set()),
        (["无条件接受检查的单位"], set()),
        (["无条件受理", "限本市企业"], set()),
        (["有固定场所", "审批机关要求的其他条件"], {("W203", "/conditions/1")}),
        (["有固定场所", "其它有关条件；"], {("W203", "/conditions/1")}),
        (["材料随新规适时进行补充或调整。"], {("W203", "/conditions/0")}),
        (["有固定场所", "法律、法规规定的其他条件。"], {("W401", "/conditions/1")}),
        (["有场地、校舍、设施和其他办学条件"], set()),
        (["公民、法人或者其他组织"], set()),
        (["因其他原因终止执业"], set()),
        (["没有转到其他所"], set()),
        (["符合以上条件"], {("W204", "/conditions/0")}),
        (["同时具备上述各项条件的企业"], {("W204", "/conditions/0")}),
        (["前款规定的单位"], {("W204", "/conditions/0")}),
        (["有固定场所", "符合以上条件"], set()),
        (["一、有固定场所；二、有资金。符合以上条件的单位"], set()),
        (["县级以上标准化管理部门认定"], set()),
        (["二级以上情形"], set()),
        (["年龄在18周岁以上条件相当者"], set()),
        (["取得目前规定的资格"], set()),
        (["以本年度通知文件为准。"], {("W205", "/conditions/0")}),
        (["按照上级机关统一部署办理。"], {("W205", "/conditions/0")}),
        (["符合相关法律、法规的规定；"], {("W205", "/conditions/0")}),
        (["符合国家有关文物保护管理的规定"], set()),
        (["符合《公共场所卫生管理条例》规定"], set()),
        (["满足以下一条条件"], set()),
        (["原则上面积不少于五十平方米"], {("W206", "/conditions/0")}),
        (["视情况提供"], {("W206", "/conditions/0")}),
        (["规模一般不小于原来"], {("W206", "/conditions/0")}),
        (["增值税一般纳税人"], set()),
        (["一般应税项目"], set()),
        (["按一般程序处理"], set()),
        (["建筑一般不动产单元"], set()),
        (["重视情况报告"], set()),
        (["必要时间为三天"], set()),
        (["应当定期或者适时给予表彰"], set()),
        (["在合适时间播种"], set()),
    ],
)
def test_conditions(conditions: list[str], expected: set[tuple[str, str]]) -> None:
    assert found(f"conditions: {json.dumps(conditions, ensure_ascii=False)}\n") == expected


def test_no_condition_is_right_where_nothing_is_asked() -> None:
    assert found("conditions: [无条件受理]\nmaterials: []\n") == set()
    assert found("conditions: [无条件受理]\nmaterials: null\n") == set()


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("rejections: [审批机关认为的其他情形]\n", {("W203", "/rejections/0")}),
        ("rejections: [不符合上述条件的]\n", set()),
        ("conditions: null\nrejections: [不符合上述条件的]\n", {("W204", "/rejections/0")}),
        ("materials: [{name: 场所照片, source: 申请人自备, copies: 1, requirement: 原则上为彩色}]\n",
         {("W206", "/materials/0/requirement")}),
        ("steps: [{name: 审查, by: 审批科, standard: 必要时到现场核查}]\n", set()),
        ("name: 其他建设工程消防验收备案（原则上）\n", set()),
        ("content: 执行至2023年12月31日。\n", {("W403", "/content")}),
        ("content: 有效期至2025年12月。\n", {("W403", "/content")}),
        ("content: 证照在2024年6月30日前有效\n", {("W403", "/content")}),
        ("content: 有效期至2026年11月30日。\n", set()),
        ("content: 2019年12月31日前登记的车辆。\n", set()),
        ("content: 自2019年1月1日起施行。\n", set()),
        ("content: 执行至2023年12月31日。\nassured: null\neffective: null\n", set()),
    ],
)  # fmt: skip
def test_other_texts(fragment: str, expected: set[tuple[str, str]]) -> None:
    assert found(fragment) == expected


@pytest.mark.parametrize(
    ("text", "code", "after"),
    [
        ("含分店)的选址", "W208", None),
        ("经营场所（含分店的选址", "W208", None),
        ("根据《条例的规定", "W208", None),
        ("卫生管理办法》（2015年公布）第三条", "W208", None),
        ("选址【甲类的", "W208", None),
        ("经营场所（含分店)的选址", "W301", "经营场所（含分店）的选址"),
        ("经营场所(含分店）的选址(旧)", "W301", "经营场所（含分店）的选址(旧)"),
        ("（甲(乙）丙)", "W301", "（甲（乙）丙）"),
        ("面积５０平方米，Ａ类", "W302", "面积50平方米，A类"),
        ("令第１４２号", "W302", "令第142号"),
        ("选址　符合", "W303", "选址 符合"),
        ("下列规定：　　（一）年龄", "W303", "下列规定：（一）年龄"),
        ("下列规定：\n    1.年龄", "W303", "下列规定：\n1.年龄"),
        ("企业  。", "W303", "企业。"),
        (" 选址", "W303", "选址"),
        ("选址\t", "W303", "选址"),
        ("GB\u00a037488", "W303", "GB 37488"),
        ("选址\u200b符合", "W304", "选址符合"),
        ("\ufeff选址", "W304", "选址"),
        ("选址\r\n符合", "W304", "选址\n符合"),
        ("选址符合标准。。", "W305", "选址符合标准。"),
        ("选址，，设计", "W305", "选址，设计"),
        ("卫\u2f63标准", "W306", "卫生标准"),
        ("选址,设计", "W307", "选址，设计"),
        ("《管理办法》:（一）", "W307", "《管理办法》：（一）"),
        ("国家民委 公安部", "W402", "国家民委公安部"),
        ("选址&nbsp;符合<br/>标准<p>", "W209", "选址 符合\n标准"),
        ("选址&#60;符合", "W209", "选址<符合"),
        ("选址�符合", "W207", None),
        ("锟斤拷", "W207", None),
        ("\ue5d2选址", "W207", None),
        ("\u200b", "W304", None),
    ],
)
def test_characters(text: str, code: str, after: str | None) -> None:
    [(found_code, hit)] = hits({"content": text})
    assert (found_code, str(hit.place.pointer)) == (code, "/content")
    if after is None:
        assert hit.fix is None
        return
    data = fixed(CLEAN["item"] | {"content": text}, hit)
    assert data["content"] == after
    assert [one for one, _hit in hits(data) if one == code] == []


@pytest.mark.parametrize(
    "text",
    [
        "包括：1)采光；2）通风；a）湿度",
        "（材料：1）申请表；2）身份证）",
        "一）采光；二）通风；①）其他",
        "（一）年龄（含18周岁）；（二）身高(不低于155厘米)",
        "《关于印发〈办法〉的通知》（国发〔2022〕5号）",
        "《关于印发<办法>的通知》",
        "噪声<55分贝且>30分贝",
        "甲&乙公司",
        "符合 GB 37488 的要求",
        "第四条 经营场所的选址",
        "第二十一条 持军队驾驶证的",
        "工作日 9:00–12:00、14:00–17:00",
        "上午8：30至12：00",
        "等等……",
        "等等。。。。。。",
        "第一行\n第二行",
        "浓度为10％，温度25℃，面积30㎡，Ⅱ级",
        "受理,2日内办结",
        "Is it open? 是的",
        "㐂、𠮷是人名用字",
        "“营业执照”‘副本’",
    ],
)
def test_what_looks_wrong_and_is_right(text: str) -> None:
    assert [(code, str(hit.message)) for code, hit in hits({"content": text})] == []


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("name: 餐饮许可（新办)\n", {("W301", "/name")}),
        ("name: 放权８市的许可\n", {("W302", "/name")}),
        ('name: "餐饮许可 "\n', {("W303", "/name")}),
        ("results: [{name: 餐饮许可证(副本）, kind: 批文}]\n", {("W301", "/results/0/name")}),
        ("results: [{name: 餐饮许可证（副本, kind: 批文}]\n", {("W208", "/results/0/name")}),
        ("name: 无\n", set()),
        ("name: 普通公路参建单位（设计、施工等）查询\n", set()),
        ("name: 其他建设工程消防验收备案\n", set()),
    ],
)
def test_names_are_read_for_their_characters_only(fragment: str, expected: set[tuple[str, str]]) -> None:
    assert found(fragment) == expected


def test_what_is_said(tmp_path) -> None:
    fragment = (
        "conditions: [符合以上条件, 审批机关要求的其他条件, 原则上在本市, 以当年通知为准]\n"
        'content: "经营场所（含分店)的１号  店"\n'
        "quota: 暂无\n"
    )
    found = [one for one in findings_in(tmp_path, fragment) if one.code[0] == "W"]
    assert [f"{one.code} {one.place.pointer} {one.message}" for one in found] == [
        "W204 /conditions/0 “符合以上条件”：上面没有所指的内容，写出来",
        "W203 /conditions/1 条件没有写尽（审批机关要求的其他条件）：列出来，或者删去",
        "W206 /conditions/2 “原则上”留有余地：写明什么情形适用，什么情形除外",
        "W205 /conditions/3 “以当年通知为准”没有说出条件：写出来，或者写明哪个文件哪一条",
        "W301 /content 括号一半全角、一半半角：（含分店)",
        "W302 /content “１”是全角：写成半角",
        "W303 /content “（含分店)的１号  店”有多余的空格：删去",
        "W201 /quota “暂无”只是占位：没有内容就不写，有内容就写出来",
    ]
