"""Family M: what is said of a list of materials, and what is not although it looks wrong."""

import time
from collections.abc import Sequence

import pytest
import yaml_rs
from examples import hits_in, merged

from itemkit.findings import REMOVED, Hit
from itemkit.lint.rules.material_words import is_authority, is_issued_by_authority
from itemkit.lint.rules.materials import MATERIALS_RULES
from itemkit.lint.view import View
from itemkit.model.material_core import core


def one(name: str, rest: str = "source: 申请人自备, original: 1") -> str:
    return f'materials: [{{name: "{name}", {rest}}}]\n'


def many(*rows: str) -> str:
    return "materials:\n" + "".join(f"  - {{{row}}}\n" for row in rows)


def hits(fragment: str, code: str) -> list[Hit]:
    view = View(yaml_rs.loads(merged(fragment), parse_datetime=False))
    return [hit for rule in MATERIALS_RULES if rule.code == code for hit in rule.check(view)]


def test_the_clean_files_are_clean() -> None:
    assert hits_in([""], MATERIALS_RULES) == []
    assert hits_in([""], MATERIALS_RULES, kind="standard") == []


NAMES = {
    "M201": [
        "其他材料",
        "其它资料",
        "其他",
        "其他相关证明材料",
        "身份证、户口簿及其他材料",
        "法律、行政法规规定的其他材料",
        "法律法规规定需要提交的其他文件",
        "审批机关认为需要的材料",
        "登记机关要求提交的其他材料",
        "有关部门要求的材料",
        "经常居住地残联要求的其他材料",
        "税务机关要求的其他材料（情况说明）",
        "税务机关要求的其他材料(情况说明)",
        "历次规划批复文件要求提交的资料",
        "开展业务所需提供的材料",
        "相关材料",
        "相关证明",
        "有关证明文件",
        "必要的申请材料",
        "营业执照及相关材料",
        "与申请事项有关的材料",
        "应当提交的证明材料",
    ],
    "M202": [
        "购销合同、发票等",
        "购销合同、发票等材料",
        "社保清单、审计报告、合同等材料",
        "无医疗事故、违纪等证明",
        "回乡证、通行证等",
        "项目完工证明、验收证明等相关文件",
    ],
    "M301": [
        "申请表",
        "《申请表》（加盖公章）",
        "申请书",
        "登记表",
        "表格",
        "申请人证明文件",
        "书面材料",
        "证书",
        "合同",
        "协议书",
        "审核意见",
        "批复文件",
        "图纸",
        "材料",
        "补充材料",
    ],
    "M302": [
        "身份证明",
        "申请人身份证明",
        "本人有效身份证件",
        "经办人身份证件",
        "代理人有效证件",
        "法定代表人的身份证明文件",
    ],
    "M303": [
        "选址说明（见备注）",
        "选址说明（详见备注）",
        "设备照片(详见填报须知）",
        "选址说明详见附件",
        "选址说明（见附件1）",
    ],
    "M305": [
        "1、授权委托书",
        "2.授权委托书",
        "３．授权委托书",
        "（4）授权委托书",
        "(五)授权委托书",
        "十一、授权委托书",
        "6）授权委托书",
        "⑦授权委托书",
        "8． 2寸照片",
    ],
    "M306": ["授权委托书；", "授权委托书。", "授权委托书、", "授权委托书;"],
    "M307": [
        "变更住所的，提交住所使用说明",
        "属上级权限的项目，需提供同级部门的转报函",
        "水域界至图；承包经营合同",
        "提交就读学校注明学习期限的函件",
        "单位名称变化的，须提交变更说明",
        "项" * 101,
    ],
}
"""Names that one rule of wording is told by, and no other."""

RIGHT_NAMES = [
    "其他建设工程消防验收备案表",
    "变更其他登记事项的决议",
    "原单位同意在其他经营场所设置设备的函",
    "一等奖证书",
    "高等学校毕业证书",
    "同等学力人员情况表",
    "公路参建单位（设计、施工、监理等）名录",
    "有效护照等国际旅行证件照片",
    "营业执照",
    "申请人相关经历的自述",
    "符合产业政策规定的材料清单",
    "劳动合同",
    "公司章程",
    "授权委托书",
    "工作证明照片",
    "1寸照片",
    "2寸照片",
    "1:500地形图",
    "1.5米高清扫描图",
    "12岁以下儿童照片",
    "三年以上工作经历的自述",
    "一、二级注册建造师名册",
    "十年规划图",
    "（二）类医疗器械目录",
    "申请书，内容包括项目说明及理由",
    "意见征询表",
    "见证记录",
    "专家评审通过的会议纪要",
    "所在地（市、区）平面图",
    "项" * 100,
]
"""Names that look wrong and are right."""


def by_name(code: str) -> list[tuple[str, str]]:
    return [(code, name) for name in NAMES[code]]


@pytest.mark.parametrize(("code", "name"), [pair for code in NAMES for pair in by_name(code)])
def test_a_name_is_found_by_its_rule(code: str, name: str) -> None:
    assert hits_in([one(name, "original: 1")], MATERIALS_RULES) == [(code, "/materials/0/name")]


@pytest.mark.parametrize("name", RIGHT_NAMES)
def test_a_name_is_right(name: str) -> None:
    assert hits_in([one(name, "original: 1")], MATERIALS_RULES) == []


OF_TWO = "situations: [{id: a, question: 谁？, options: {b: 甲, c: 乙}}]\n"

CASES: list[tuple[str, str, Sequence[tuple[str, str]]]] = [
    # M101
    ("no key", "materials: null\n", [("M101", "/materials")]),
    ("nothing asked for", "materials: []\n", []),
    ("a penalty is not applied for", "materials: null\ntype: 行政处罚\n", []),
    ("an inspection is not applied for", "materials: null\ntype: 行政检查\n", []),
    ("a public service with a result is", "materials: null\ntype: 公共服务\n", [("M101", "/materials")]),
    ("a public service without one need not be", "materials: null\ntype: 公共服务\nresults: null\n", []),
    ("an enquiry is not", "materials: null\ntype: 公共服务\naction: 查询\n", []),
    # M103
    ("a form without help", one("验收申请表", "kind: 申请表格文书, original: 1"), [("M103", "/materials/0/sample")]),
    ("a form with advice", one("验收申请表", "kind: 申请表格文书, original: 1, fill: 用黑色笔"), []),
    ("no form", one("验收申请表", "kind: 其他, original: 1"), []),
    # M104, M209
    (
        "may follow, until when?",
        one("平面图", "need: 容缺后补, original: 1"),
        [("M104", "/materials/0/supplement_days")],
    ),
    ("may follow", one("平面图", "need: 容缺后补, original: 1, supplement_days: 5"), []),
    (
        "days for what is required",
        one("平面图", "original: 1, supplement_days: 5"),
        [("M209", "/materials/0/supplement_days")],
    ),
    # M105, M206
    ("how many?", one("平面图", "source: 申请人自备"), [("M105", "/materials/0/original")]),
    ("only the copies told", one("平面图", "copies: 2"), []),
    ("shown", one("平面图", "access: 核验"), []),
    ("fetched", one("平面图", "access: 共享"), []),
    ("sent as a file", one("平面图", "medium: 电子化"), []),
    ("none of both", one("平面图", "original: 0, copies: 0"), [("M206", "/materials/0")]),
    ("none of both, handed in", one("平面图", "access: 提交, original: 0, copies: 0"), [("M206", "/materials/0")]),
    ("none of both, shown", one("平面图", "access: 核验, original: 0, copies: 0"), []),
    ("none of both, as a file", one("平面图", "medium: 电子化, original: 0, copies: 0"), []),
    ("none of one, the other not told", one("平面图", "original: 0"), []),
    # M106
    ("when is it needed?", one("平面图", "need: 非必要, original: 1"), [("M106", "/materials/0/need")]),
    ("told when", one("平面图", "need: 非必要, original: 1, note: 改建的交"), []),
    (
        "a group that is not required",
        "materials: [{need: 非必要, any_of: [{name: 平面图, original: 1}, {name: 效果图, original: 1}]}]\n",
        [("M106", "/materials/0/need")],
    ),
    # M203
    (
        "twice, written otherwise",
        many(
            "name: 《施工方案》, original: 1",
            "name: 施工方案（加盖公章）, copies: 1",
            "name: 施工方案(原件一份), original: 1",
            "name: ' 施工方案', original: 1",
        ),
        [("M203", "/materials/1/name"), ("M203", "/materials/2/name"), ("M203", "/materials/3/name")],
    ),
    (
        "the applicant's identity card twice",
        many("name: 居民身份证, access: 核验", "name: 申请人身份证复印件, copies: 1"),
        [("M203", "/materials/1/name")],
    ),
    (
        "one certificate under its name and a shorter one",
        many("name: 许可证, certificate: 公共场所卫生许可证, copies: 1", "name: 公共场所卫生许可证, original: 1"),
        [("M203", "/materials/1/name")],
    ),
    (
        "in two situations",
        OF_TWO + many("name: 施工方案, when: {a: b}, original: 1", "name: 施工方案, when: {a: c}, copies: 1"),
        [],
    ),
    ("of two persons", many("name: 居民身份证, access: 核验", "name: 居民身份证, access: 核验, holder: 其他主体"), []),
    ("two persons by name", many("name: 父亲的身份证, access: 核验", "name: 母亲的身份证, access: 核验"), []),
    (
        "two forms of a kind",
        many("name: 地球站申报表（表6）, original: 1", "name: 地球站申报表（表7）, original: 1"),
        [],
    ),
    ("original and duplicate", many("name: 营业执照正本, copies: 1", "name: 营业执照副本, copies: 1"), []),
    (
        "one may be shown instead",
        "materials: [{name: 居民身份证, access: 核验}, {any_of: [{name: 居民身份证, copies: 1}, {name: 居住证, copies: 1}]}]\n",
        [],
    ),
    # M204, M205
    ("a licence of one's own making", one("食品经营许可证"), [("M204", "/materials/0/source")]),
    (
        "a certificate of one's own making",
        one("执照", "certificate: 营业执照, source: 申请人自备, copies: 1"),
        [("M204", "/materials/0/source")],
    ),
    ("its form", one("食品经营许可证申请表"), []),
    ("a lease will do", one("房产证或租赁合同"), []),
    (
        "an authority as issuer",
        one("红线图", "source: 申请人自备, issuer: 市自然资源局, copies: 1"),
        [("M205", "/materials/0/source")],
    ),
    (
        "both: told once",
        one("规划许可证", "source: 申请人自备, issuer: 市规划局, copies: 1"),
        [("M205", "/materials/0/source")],
    ),
    (
        "the applicant as issuer",
        one("红线图", "source: 政府部门核发, issuer: 申请人, copies: 1"),
        [("M205", "/materials/0/source")],
    ),
    ("its own staff department", one("任职文件", "source: 申请人自备, issuer: 本单位人事部门, copies: 1"), []),
    (
        "the applicant, at length",
        one("资金说明", "source: 申请人自备, issuer: 申请人自备（存单为复印件）, copies: 1"),
        [],
    ),
    ("a newspaper", one("遗失声明", "source: 申请人自备, issuer: 公开发行的报刊, original: 1"), []),
    # M207
    (
        "fetched and handed in",
        one("营业执照", "access: 共享, original: 1, copies: 2"),
        [("M207", "/materials/0/original")],
    ),
    ("fetched, a copy asked for", one("营业执照", "access: 共享, copies: 1"), [("M207", "/materials/0/copies")]),
    ("fetched, none asked for", one("营业执照", "access: 共享, original: 0, copies: 0"), []),
    # M208, M304
    ("a copy that is an original", one("租赁合同复印件", "original: 1"), [("M208", "/materials/0/original")]),
    ("an original that is a copy", one("租赁合同原件", "original: 0, copies: 1"), [("M208", "/materials/0/copies")]),
    ("original and copy", one("租赁合同原件和复印件", "original: 1, copies: 1"), []),
    ("a copy", one("租赁合同复印件", "original: 0, copies: 1"), []),
    ("a copy, shown in original", one("租赁合同复印件", "original: 1, copies: 1"), []),
    ("count in the name", one("租赁合同（一式三份）", "source: 申请人自备"), [("M304", "/materials/0/name")]),
    ("copies in the name", one("租赁合同（复印件2份）", "source: 申请人自备"), [("M304", "/materials/0/name")]),
    ("shares are no count", one("股份转让协议", "copies: 1"), []),
    # M210
    (
        "no situations",
        "materials: [{name: 平面图, when: {a: b}, original: 1}]\n",
        [("M210", "/materials/0/when/a")],
    ),
    (
        "no such option among several, in a group, in a fee, in a result",
        OF_TWO
        + many("when: {a: [b, x]}, any_of: [{name: 平面图, original: 1, when: {a: y}}, {name: 效果图, original: 1}]")
        + "fees: [{name: 工本费, amount: 5, when: {a: z}}]\nresults: [{name: 公共场所卫生许可证, when: {d: e}}]\n",
        [
            ("M210", "/materials/0/any_of/0/when/a"),
            ("M210", "/materials/0/when/a/1"),
            ("M210", "/fees/0/when/a"),
            ("M210", "/results/0/when/d"),
        ],
    ),
    (
        "all there",
        OF_TWO + "materials: [{name: 平面图, when: {a: [b, c]}, original: 1}]\n",
        [],
    ),
    # M211, M212
    ("one of one", "materials: [{any_of: [{name: 平面图, original: 1}]}]\n", [("M211", "/materials/0/any_of")]),
    (
        "one of two that are one",
        "materials: [{any_of: [{name: 平面图, original: 1}, {name: 《平面图》, copies: 1}]}]\n",
        [("M212", "/materials/0/any_of/1")],
    ),
    (
        "of two persons, in a group",
        "materials: [{any_of: [{name: 居民身份证, copies: 1}, {name: 居民身份证, copies: 1, holder: 其他主体}]}]\n",
        [],
    ),
    # two at once
    ("vague and pasted", one("其他材料；"), [("M201", "/materials/0/name"), ("M306", "/materials/0/name")]),
    ("generic and of one's own making", one("批复"), [("M204", "/materials/0/source"), ("M301", "/materials/0/name")]),
    # M301, M302: told elsewhere
    ("which form: it is linked", one("申请表", 'original: 1, form: "https://example.gov.cn/form"'), []),
    ("which application: it is told", one("申请书", "original: 1, requirement: 写明改建的理由"), []),
    ("which certificate", one("证书原件", "certificate: 公共场所卫生许可证, original: 1"), []),
    ("identity by a certificate", one("身份证明", "certificate: 居民身份证, access: 核验"), []),
    (
        "identity beside others",
        "materials: [{any_of: [{name: 居民身份证, access: 核验}, {name: 其他身份证件, access: 核验}]}]\n",
        [],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_material(fragment: str, expected: Sequence[tuple[str, str]]) -> None:
    assert hits_in([fragment], MATERIALS_RULES) == list(expected)


def test_a_standard_is_told_too_but_not_that_it_has_no_materials() -> None:
    assert hits_in(["materials: null\n"], MATERIALS_RULES, kind="standard") == []
    assert hits_in([one("其他材料")], MATERIALS_RULES, kind="standard") == [("M201", "/materials/0/name")]


@pytest.mark.parametrize(
    ("code", "fragment", "message"),
    [
        ("M201", one("相关材料"), "材料名称不确定：相关材料；写出要交的是什么"),
        ("M202", one("合同、发票等"), "“合同、发票等”以“等”结尾，没有列完：一一写出，去掉“等”"),
        (
            "M205",
            one("红线图", "source: 申请人自备, issuer: 市自然资源局"),
            "来源渠道写申请人自备，出具机构却是“市自然资源局”：改掉不对的那一个",
        ),
        (
            "M210",
            "situations: [{id: premises, question: 谁？, options: {owned: 自有, leased: 租赁}}]\n"
            + one("合同书样", "when: {premise: owned}"),
            "situations 里没有情形 premise：是不是 premises？",
        ),
        (
            "M210",
            "situations: [{id: premises, question: 谁？, options: {owned: 自有, leased: 租赁}}]\n"
            + one("合同书样", "when: {premises: 自有}"),
            "这个情形没有选项 自有：可用 owned、leased",
        ),
        ("M303", one("说明图（见备注）", "note: 含周边"), "名称里不写“见备注”：备注就在这份材料下面"),
        ("M303", one("说明图（见备注）"), "名称里写了“见备注”，这份材料却没有写：把要说的写出来"),
        ("M307", one("项" * 120), "材料名称有 120 个字：只写材料本身，要求移到 requirement"),
    ],
)
def test_what_is_said(code: str, fragment: str, message: str) -> None:
    assert [str(hit.message) for hit in hits(fragment, code)] == [message]


def fixes(fragment: str, code: str) -> list[tuple[bool, dict[str, object]] | None]:
    return [
        (hit.fix.safe, {str(change.pointer): change.value for change in hit.fix.changes}) if hit.fix else None
        for hit in hits(fragment, code)
    ]


def name_fixed(name: str, *, safe: bool = True) -> list[tuple[bool, dict[str, object]] | None]:
    return [(safe, {"/materials/0/name": name})]


def test_safe_fixes_of_names() -> None:
    assert fixes(one("（3）平面图"), "M305") == name_fixed("平面图")
    assert fixes(one("1、平面图；"), "M305") == name_fixed("平面图；")
    assert fixes(one("1、平面图；"), "M306") == name_fixed("1、平面图")
    assert fixes(one("平面图（见备注）及说明", "note: 含周边"), "M303") == name_fixed("平面图及说明")
    assert fixes(one("平面图（见备注）"), "M303") == [None]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("租赁合同复印件", ("租赁合同", 0, 1)),
        ("租赁合同的复印件", ("租赁合同", 0, 1)),
        ("租赁合同（原件）", ("租赁合同", 1, 0)),
        ("租赁合同（复印件两份）", ("租赁合同", 0, 2)),
        ("租赁合同(原件和复印件各3份)", ("租赁合同", 3, 3)),
        ("租赁合同原件及复印件", ("租赁合同", 1, 1)),
        ("租赁合同原件及复印件三份", None),
        ("租赁合同（一式三份）", None),
        ("退休证复印件或军官转业证书复印件", None),
    ],
)
def test_counts_move_out_of_the_name(name: str, expected: tuple[str, int, int] | None) -> None:
    keys = ("/materials/0/name", "/materials/0/original", "/materials/0/copies")
    wanted = None if expected is None else (False, dict(zip(keys, expected, strict=True)))
    assert fixes(one(name, "source: 申请人自备"), "M304") == [wanted]


def test_fixes_of_lists() -> None:
    twice = many("name: 平面图, original: 1", "name: 平面图, original: 1", "name: 《平面图》, original: 1")
    assert fixes(twice, "M203") == [(True, {"/materials/1": REMOVED}), None]
    material = {"name": "平面图", "original": 1}
    assert fixes("materials: [{need: 必要, any_of: [{name: 平面图, original: 1}]}]\n", "M211") == [
        (True, {"/materials/0": {**material, "need": "必要"}})
    ]
    assert fixes("materials: [{name: 图, any_of: [{name: 平面图, original: 1}]}]\n", "M211") == [
        (False, {"/materials/0": material})
    ]
    assert fixes("materials: [{need: 必要, any_of: [{name: 平面图, need: 必要}]}]\n", "M211") == [None]


@pytest.mark.parametrize(
    "name",
    [
        "营业执照",
        "营业执照副本复印件",
        "申请人的居民户口簿",
        "食品经营许可证",
        "国土资源（海洋）行政主管部门出具的用地（用海）预审意见",
        "市自然资源局依法出具的意见",
        "属上一级权限的项目，需提供同级发展改革部门或主管部门审核意见",
        "县级以上人民政府出具的风险评估意见（详见备注）",
        "可行性研究报告批复（政府投资项目）",
        "结婚证、户口簿",
        "营业执照或者其他登记文件",
    ],
)
def test_issued_by_an_authority(name: str) -> None:
    assert is_issued_by_authority(name)


@pytest.mark.parametrize(
    "name",
    [
        "由工程咨询机构出具的评估报告或行业主管部门审查意见",
        "房产证或租赁合同",
        "照片和身份证",
        "营业执照遗失声明",
        "食品经营许可证申请表",
        "爆破作业单位许可证年检表",
        "手持身份证照片",
        "集团公司批复",
        "境外机动车驾驶证",
        "软件许可证",
        "供电局出具的用电说明",
        "金融机构出具的贷款承诺书",
        "车辆行驶证和密闭装置的照片",
        "征求主管部门意见的函",
    ],
)
def test_not_surely_issued_by_an_authority(name: str) -> None:
    assert not is_issued_by_authority(name)


def test_authorities() -> None:
    authorities = [
        "公安机关",
        "县人民政府",
        "广东省司法厅",
        "户籍地派出所",
        "当地民政部门或人民法院",
        "市发展和改革委员会",
    ]
    others = [
        "人事部门",
        "本单位财务部门",
        "居民委员会",
        "供电局",
        "银行",
        "申请人",
        "会计师事务所",
        "校董事会",
        "管理委员会",
    ]
    assert [name for name in authorities if not is_authority(name)] == []
    assert [name for name in others if is_authority(name)] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("《身份证》（复印件，加盖公章）", "身份证"),
        ("2、本人有效居民身份证原件及复印件各一份；", "身份证"),
        ("ＡＢ类申请表（一式两份）", "AB类申请表"),
        ("中华人民共和国结婚证", "结婚证"),
        ("户口本", "户口簿"),
        ("监护人的居民身份证", "监护人的居民身份证"),
        ("申报表（txt格式）", "申报表(txt格式)"),
        ("承诺书（单位）", "承诺书(单位)"),
        ("承诺书（加盖单位公章）", "承诺书"),
        ("原件", "原件"),
    ],
)
def test_the_core_of_a_name(name: str, expected: str) -> None:
    assert core(name) == expected


@pytest.mark.parametrize(
    "part", ["核验", "各", "要求", "等", "其他", "（见注", "主管部门审核", "1、", "，提交", "原件和"]
)
def test_a_hostile_name_keeps_nobody_busy(part: str) -> None:
    name = part * (100_000 // len(part))
    started = time.process_time()
    hits_in([one(f"{name}图", "original: 1")], MATERIALS_RULES)
    hits_in([one(f"计划（{name}图）", "source: 其他")], MATERIALS_RULES)
    assert time.process_time() - started < 5
