"""Family B: what is said of citations, and of which names that look wrong and are right nothing is said."""

from datetime import date

import pytest
import yaml_rs
from examples import hits_in, merged

from itemkit.findings import REMOVED, Hit
from itemkit.lint import laws
from itemkit.lint.rules.basis import BASIS_RULES
from itemkit.lint.view import View

REGULATION = "{law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}"


def basis(*citations: str, more: str = "") -> str:
    """A fragment whose bases are these, each a flow mapping."""
    return more + "basis:\n" + "".join(f"  - {one}\n" for one in citations)


def hits(code: str, fragment: str) -> list[Hit]:
    """What one rule says of a fragment."""
    view = View(yaml_rs.loads(merged(fragment), parse_datetime=False))
    return [hit for rule in BASIS_RULES if rule.code == code for hit in rule.check(view)]


MISSING = [
    ("basis: null\n", {("B101", "/basis")}),
    ("basis: []\n", {("B101", "/basis")}),
    ("basis: null\ntype: 公共服务\n", {("B102", "/basis")}),
    ("basis: null\ntype: 公共服务\nmaterials: null\n", {("B102", "/basis")}),
    ("basis: null\ntype: 公共服务\nmaterials: null\nhandling: null\n", set()),
    (basis("{law: 公共场所卫生管理条例, kind: 行政法规}"), {("B103", "/basis")}),
    (basis("{law: 公共场所卫生管理条例}"), {("B103", "/basis")}),
    (basis("{law: 公共场所卫生管理条例, kind: 行政法规, article: 第四条}"), set()),
    (
        basis("{law: 国务院对确需保留的行政审批项目设定行政许可的决定, kind: 国务院决定, number: 国务院令第412号}"),
        set(),
    ),
    (basis("{law: 全国人民代表大会常务委员会关于授权国务院的决定, kind: 法律}"), set()),
    (basis("{law: 外商投资准入特别管理措施（负面清单）, kind: 部门规章}", REGULATION), set()),
    (basis(REGULATION, "{law: 公共场所卫生管理条例实施细则, kind: 部门规章}"), {("B401", "/basis/1")}),
    (basis(REGULATION, "{law: 公共场所卫生管理条例实施细则}"), {("B401", "/basis/1")}),
    (basis(REGULATION, "{law: 关于公共场所卫生许可的规定的通知}"), set()),
    (basis(REGULATION, "{law: 高等职业学校设置标准（暂行）, kind: 规范性文件, number: 教发〔2000〕41号}"), set()),
    (basis(REGULATION, "{law: 公共场所卫生指标及限值要求, kind: 标准}"), {("B402", "/basis/1")}),
    (basis(REGULATION, "{law: 公共场所卫生指标及限值要求, kind: 标准, number: GB 37488-2019}"), set()),
    (basis(REGULATION, "{law: 关于简化流程的通知, kind: 规范性文件}"), {("B402", "/basis/1")}),
    (
        "materials: [{name: 检测报告, basis: {law: 公共场所卫生管理条例实施细则, kind: 部门规章}}]\n",
        {("B401", "/materials/0/basis")},
    ),
    ("special: [{name: 听证, basis: {law: 关于听证的通知, kind: 规范性文件}}]\n", {("B402", "/special/0/basis")}),
]

TOO_LOW = [
    ("行政许可", ["{law: 公共场所卫生管理条例实施细则, kind: 部门规章, article: 第二十二条}"], {("B201", "/basis")}),
    ("行政许可", ["{law: 关于卫生许可的通知, kind: 规范性文件, number: 国卫发〔2020〕1号}"], {("B201", "/basis")}),
    ("行政许可", ["{law: 爆破作业人员资格条件和管理要求, kind: 标准, number: GA 53}"], {("B201", "/basis")}),
    ("行政许可", ["{law: 广州市停车场管理办法, kind: 地方政府规章, article: 第三条}"], {("B201", "/basis")}),
    ("行政许可", ["{law: 广东省停车场管理办法, kind: 地方政府规章, article: 第三条}"], set()),
    ("行政许可", ["{law: 上海市停车场管理办法, kind: 地方政府规章, article: 第三条}"], set()),
    ("行政许可", ["{law: 城市道路停车管理办法, kind: 地方政府规章, article: 第三条}"], set()),
    ("行政许可", ["{law: 广西壮族自治区食品小作坊管理条例, kind: 地方性法规, article: 第十八条}"], set()),
    ("行政许可", ["{law: 国务院关于加强节能工作的决定, kind: 规范性文件, number: 国发〔2006〕28号}"], set()),
    ("行政许可", ["{law: 国务院关于第六批取消和调整行政审批项目的决定, number: 国发〔2012〕52号}"], set()),
    # Nothing is known of what says neither its level nor its number.
    ("行政许可", ["{law: 固定资产投资管理办法, article: 第三条}"], set()),
    # An order of a ministry may publish a regulation that the State Council approved.
    ("行政许可", ["{law: 计算机信息网络安全保护办法, number: 公安部令第33号, article: 第三条}"], set()),
    ("行政许可", ["{law: 关于卫生许可的通知, number: 桂卫发〔2020〕1号}"], set()),
    ("行政许可", ["{law: 某办法, kind: 某省自定的层级, article: 第三条}"], set()),
    ("行政处罚", ["{law: 公共场所卫生管理条例实施细则, kind: 部门规章, article: 第三十四条}"], set()),
    ("行政处罚", ["{law: 广州市停车场管理办法, kind: 地方政府规章, article: 第三条}"], set()),
    ("行政处罚", ["{law: 关于卫生监督的通知, kind: 规范性文件, number: 穗卫〔2020〕1号}"], {("B202", "/basis")}),
    ("行政强制", ["{law: 公共场所卫生管理条例实施细则, kind: 部门规章, article: 第三十四条}"], {("B203", "/basis")}),
    ("行政强制", ["{law: 广东省停车场管理办法, kind: 地方政府规章, article: 第三条}"], {("B203", "/basis")}),
    ("行政强制", ["{law: 广州市市容条例, kind: 地方性法规, article: 第三条}"], set()),
    ("行政确认", ["{law: 关于卫生监督的通知, kind: 规范性文件, number: 穗卫〔2020〕1号}"], set()),
    ("行政许可", ["{law: 关于卫生许可的通知, kind: 规范性文件, number: 国卫发〔2020〕1号}", REGULATION], set()),
]

REPEALED = [
    ("合同法", "", True),
    ("《中华人民共和国合同法》", "", True),
    ("中华人民共和国执业医师法", "", True),
    ("公司登记管理条例（2016年修订）", "", True),
    ("排污许可管理办法（试行）", "", True),
    ("排污许可管理办法", "", False),
    ("中国人民解放军实施《中华人民共和国执业医师法》办法", "", False),
    ("广东省实施《中华人民共和国合同法》办法", "", False),
    ("劳动合同法", "", False),
    ("促进个体工商户发展条例", "", False),
    ("机动车登记规定", "", False),
    ("机动车登记规定", "公安部令第164号", False),
    ("机动车登记规定", "公安部令第124号", True),
    ("机动车登记规定", "中华人民共和国公安部令第124号", True),
    ("机动车登记规定", "2008年公安部令第102号，2012年修正", False),
    ("广西壮族自治区固定资产投资项目节能审查办法", "桂发改环资〔2017〕635号", False),
    ("固定资产投资项目节能审查办法", "国家发展和改革委员会令第44号", True),
]

LEVELS = [
    ("法律", "中华人民共和国食品安全法", "", ()),
    ("法律", "中华人民共和国户口登记条例", "", ()),
    ("法律", "全国人民代表大会常务委员会关于修改六部法律的决定", "", ()),
    ("法律", "中华人民共和国护照法", "主席令第五十号", ()),
    ("规范性文件", "中华人民共和国食品安全法", "", ("法律",)),
    ("行政法规", "中华人民共和国食品安全法（2021年修正）", "", ("法律",)),
    ("规范性文件", "中华人民共和国残疾人证管理办法", "残联发〔2017〕34号", ()),
    ("部门规章", "外商投资电信企业管理规定", "国务院令第333号", ("行政法规", "国务院决定")),
    ("行政法规", "中华人民共和国无线电管理条例", "国务院、中央军事委员会令第672号", ()),
    ("行政法规", "公共场所卫生管理条例", "国发〔1987〕24号", ()),
    ("行政法规", "计算机信息网络国际联网安全保护管理办法", "公安部令第33号", ()),
    ("部门规章", "宗教事务条例", "", ("法律", "行政法规", "地方性法规", "规范性文件")),
    ("规范性文件", "信访工作条例", "", ()),
    ("法律", "广东省爱国卫生工作条例", "", ("地方性法规",)),
    ("行政法规", "北京市新技术产业开发试验区暂行条例", "", ()),
    ("行政法规", "城市道路管理条例", "国务院令第198号", ()),
    ("地方性法规", "深圳经济特区物业管理条例", "", ()),
    ("部门规章", "广东省餐饮场所管理办法", "", ("地方性法规", "地方政府规章", "规范性文件", "标准")),
    ("部门规章", "食品经营许可和备案管理办法", "国家市场监督管理总局令第78号", ()),
    ("规范性文件", "食品经营许可和备案管理办法", "国家市场监督管理总局令第78号", ("行政法规", "部门规章")),
    ("部门规章", "广东省餐饮场所管理办法", "广东省人民政府令第200号", ("地方政府规章",)),
    ("地方性法规", "广东省餐饮场所管理规定", "广东省人民代表大会常务委员会公告第80号", ()),
    ("国务院决定", "国务院对确需保留的行政审批项目设定行政许可的决定", "国务院令第412号", ()),
    ("规范性文件", "国务院关于加强节能工作的决定", "国发〔2006〕28号", ()),
    (
        "国务院决定",
        "国务院办公厅关于解决无户口人员登记户口问题的意见",
        "国办发〔2015〕96号",
        ("行政法规", "规范性文件"),
    ),
    ("规范性文件", "国务院关税税则委员会公告", "税委会公告2020年第10号", ()),
    ("部门规章", "爆破作业人员资格条件和管理要求", "GA 53", ("标准",)),
    ("部门规章", "规定", "国务院国有资产监督管理委员会令第1号", ()),
]

INCONSISTENT = [
    (basis(REGULATION, "{law: 公共场所卫生监督管理条例, article: 第八条}"), {("B206", "/basis/0/law")}),
    (basis(REGULATION, REGULATION, "{law: 公共场所卫生监督管理条例, article: 第八条}"),
     {("B206", "/basis/2/law"), ("B208", "/basis/1")}),
    (basis(REGULATION, "{law: 公共场所卫生管理条例实施细则, kind: 部门规章, article: 第八条}"), set()),
    (basis("{law: 海域使用管理法, article: 第一条}", "{law: 海域使用管理办法, article: 第二条}"), set()),
    (basis("{law: 关于办理登记案件的规定, article: 第一条}", "{law: 关于办理登记案件的补充规定, article: 第二条}"), set()),
    (basis("{law: 登记管理条例修正案（二）, article: 第一条}", "{law: 登记管理条例修正案（十二）, article: 第二条}"), set()),
    (basis("{law: 国防法, article: 第一条}", "{law: 国防交通法, article: 第二条}"), set()),
    (basis("{law: 道路旅客运输管理规定, article: 第一条}", "{law: 某省道路旅客运输管理规定, article: 第二条}"), set()),
    (basis("{law: 律师事务所管理办法, article: 第一条}", "{law: 律师执业管理办法, article: 第二条}"), set()),
    (basis("{law: 固定资产投资项目节能办法, number: 第6号, article: 第一条}",
           "{law: 固定资产投资项目节能监察办法, number: 第33号, article: 第二条}"), set()),
    (basis("{law: 固定资产投资项目节能办法, article: 第一条}", more="conditions: [符合《固定资产投资项目节能审查办法》]\n"),
     {("B206", "/basis/0/law")}),
    (basis("{law: 固定资产投资项目节能办法, article: 第一条}", more="conditions: [符合《固定资产投资项目节能办法》]\n"), set()),
    (basis(REGULATION, "{law: 公共场所卫生管理条例, number: 国务院令第666号, article: 第八条}"),
     {("B207", "/basis/1/number")}),
    (basis(REGULATION, "{law: 中华人民共和国公共场所卫生管理条例, number: 国务院令第七百一十四号, article: 第八条}"), set()),
    (basis("{law: 中央预算内直接投资项目管理办法, number: 国家发展改革委令2014年第7号, article: 第一条}",
           "{law: 中央预算内直接投资项目管理办法, number: 国家发改委令第 7 号, article: 第二条}"), set()),
    (basis("{law: 某办法, number: '桂发改〔2013〕833号', article: 第一条}",
           "{law: 某办法, number: 桂发改〔2014〕833号, article: 第二条}"), {("B207", "/basis/1/number")}),
    (basis("{law: 宗教事务条例, number: 国务院令第426号公布，第686号修订, article: 第一条}",
           "{law: 宗教事务条例, number: 国务院令第686号, article: 第二条}"), set()),
    (basis(REGULATION, REGULATION.replace("第四条", " 第四条 ")), {("B208", "/basis/1")}),
    (basis(REGULATION, REGULATION.replace("第四条", "第四条第一款")), set()),
    (basis(REGULATION[:-1] + ", text: 甲}", REGULATION[:-1] + ", text: 乙}"), set()),
]  # fmt: skip

FORM = [
    ("《公共场所卫生管理条例》", {"B301"}),
    ("《医疗机构管理条例》、《护士条例》", {"B301"}),
    ("《关于深化改革的意见》（）三(七)", {"B301"}),
    ("《公共场所卫生管理条例》第四条", {"B302"}),
    ("公共场所卫生管理条例第四条第一款", {"B302"}),
    ("公共场所卫生管理条例 第4条的规定", {"B302"}),
    ("《公共场所卫生管理条例》（国务院令第714号）第四条", {"B302"}),
    ("公共场所卫生管理条例（国务院令第714号）", {"B303"}),
    ("《关于简化流程的通知》(国办发〔2015〕86号)", {"B303"}),
    ("关于印发《宗教事务部分行政许可项目实施办法》的通知", set()),
    ("中国人民解放军实施《中华人民共和国执业医师法》办法", set()),
    ("《医疗机构管理条例》实施细则", set()),
    ("全国人民代表大会常务委员会关于《中华人民共和国刑法》第三十条的解释", set()),
    ("第三次全国经济普查条例", set()),
    ("食品安全法（2021年修正）", set()),
    ("高等职业学校设置标准（暂行）", set()),
]

ARTICLES = [
    ("第4条", "第四条"),
    ("4", "第四条"),
    ("四", "第四条"),
    ("第１２条第2款", "第十二条第二款"),
    ("第1046条、第1047条", "第一千零四十六条、第一千零四十七条"),
    ("第 110 条", "第一百一十条"),
    ("第四条", None),
    ("第九条第（三）（五）项，第十条第（四）项", None),
    ("第一百二十条之一", None),
    ("第四章第二十一条", None),
    ("附件第101项", None),
    ("三（七）", None),
]

NUMBERS = [
    ("国发[2006]28号", "国发〔2006〕28号"),
    ("国发［2006］28号", "国发〔2006〕28号"),
    ("桂发改投资﹝2013﹞833号,2013年7月9日实施", "桂发改投资〔2013〕833号,2013年7月9日实施"),
    ("国办发(2015) 86 号", "国办发〔2015〕 86 号"),
    ("国发〔2006〕28号", None),
    ("国务院令第714号", None),
    ("GB/T 39554.1-2020", None),
    ("国务院令第714号（2019年修订）", None),
]


def of_citation(*codes: str, **fields: str) -> list[Hit]:
    """What some rules say of an item that cites this beside a clean basis."""
    citation = "{" + ", ".join(f"{key}: '{value}'" for key, value in fields.items()) + "}"
    return [hit for code in codes for hit in hits(code, basis(REGULATION, citation))]


@pytest.mark.parametrize(("fragment", "expected"), MISSING)
def test_what_is_missing(fragment: str, expected: set[tuple[str, str]]) -> None:
    assert set(hits_in([fragment], BASIS_RULES)) == expected


@pytest.mark.parametrize(("kind", "citations", "expected"), TOO_LOW)
def test_what_is_too_low_for_its_type(kind: str, citations: list[str], expected: set[tuple[str, str]]) -> None:
    rules = [rule for rule in BASIS_RULES if rule.code in {"B201", "B202", "B203"}]
    assert set(hits_in([basis(*citations, more=f"type: {kind}\n")], rules)) == expected


@pytest.mark.parametrize(("law", "number", "is_repealed"), REPEALED)
def test_what_no_longer_holds(law: str, number: str, is_repealed: bool) -> None:
    fields = {"law": law, "article": "第一条"} | ({"number": number} if number else {})
    assert bool(of_citation("B204", **fields)) is is_repealed


def test_a_cancelled_item_may_cite_what_was_in_force() -> None:
    assert hits("B204", basis("{law: 合同法, kind: 法律, article: 第一条}", more="status: 取消\n")) == []


@pytest.mark.parametrize(("kind", "law", "number", "right"), LEVELS)
def test_a_level_that_contradicts_name_or_number(kind: str, law: str, number: str, right: tuple[str, ...]) -> None:
    fields = {"law": law, "kind": kind} | ({"number": number} if number else {})
    found = of_citation("B205", **fields)
    assert [hit.message.values["right"] for hit in found] == ([right] if right else [])
    assert all((hit.fix is not None) is (len(right) == 1) for hit in found)


@pytest.mark.parametrize(("fragment", "expected"), INCONSISTENT)
def test_what_disagrees_within_an_item(fragment: str, expected: set[tuple[str, str]]) -> None:
    rules = [rule for rule in BASIS_RULES if rule.code in {"B206", "B207", "B208"}]
    assert set(hits_in([fragment], rules)) == expected


@pytest.mark.parametrize(("law", "expected"), FORM)
def test_how_a_title_is_written(law: str, expected: set[str]) -> None:
    rules = [rule for rule in BASIS_RULES if rule.code in {"B301", "B302", "B303"}]
    assert {code for code, _ in hits_in([basis(f"{{law: '{law}'}}")], rules)} == expected


@pytest.mark.parametrize(("article", "right"), ARTICLES)
def test_how_an_article_is_written(article: str, right: str | None) -> None:
    found = of_citation("B304", law="食品安全法", article=article)
    assert [hit.message.values["right"] for hit in found] == ([right] if right else [])


def test_clauses_of_a_standard_are_numbered_otherwise() -> None:
    assert of_citation("B304", law="公共场所卫生指标", kind="标准", number="GB 37488-2019", article="5") == []


@pytest.mark.parametrize(("number", "right"), NUMBERS)
def test_how_a_number_is_written(number: str, right: str | None) -> None:
    found = of_citation("B305", law="关于某事的通知", number=number)
    assert [hit.message.values["right"] for hit in found] == ([right] if right else [])


def test_a_standard_needs_a_basis_too() -> None:
    assert hits_in(["basis: null\n"], BASIS_RULES, "standard") == [("B101", "/basis")]


def changes(hit: Hit) -> tuple[bool, list[tuple[str, object]]]:
    """Whether the fix of a hit is safe, and what it changes."""
    assert hit.fix is not None
    return hit.fix.safe, [(str(one.pointer), one.value) for one in hit.fix.changes]


def test_fixes() -> None:
    brackets = of_citation("B301", law="《中华人民共和国食品安全法》")
    assert changes(brackets[0]) == (True, [("/basis/1/law", "中华人民共和国食品安全法")])
    all_in_one = of_citation("B302", law="《甲条例》（国务院令第1号）第四条")
    assert changes(all_in_one[0]) == (
        False,
        [("/basis/1/law", "甲条例"), ("/basis/1/number", "国务院令第1号"), ("/basis/1/article", "第四条")],
    )
    there_already = of_citation("B302", law="甲条例第四条", article="第四条")
    assert changes(there_already[0]) == (False, [("/basis/1/law", "甲条例")])
    assert of_citation("B302", law="甲条例第四条", article="第五条")[0].fix is None
    assert of_citation("B301", law="《甲条例》、《乙条例》")[0].fix is None
    twice = hits("B208", basis(REGULATION, "{law: 公共场所卫生管理条例, article: 第四条}"))
    assert changes(twice[0]) == (True, [("/basis/1", REMOVED)])
    says_more = hits("B208", basis(REGULATION, REGULATION[:-1] + ", organ: 国务院}"))
    assert changes(says_more[0]) == (False, [("/basis/1", REMOVED)])


def test_whole_messages() -> None:
    low = hits("B201", basis("{law: 某办法, kind: 部门规章}", "{law: 某通知, kind: 规范性文件}"))
    assert [str(hit.message) for hit in low] == [
        "所列依据都无权设定行政许可（部门规章、规范性文件）：补上设定它的法律、行政法规、国务院决定或者地方性法规"
    ]
    assert [str(hit.message) for hit in of_citation("B204", law="中华人民共和国合同法")] == [
        "“合同法”从 2021-01-01 起不再有效，由“中华人民共和国民法典”取代：换成现行的条款"
    ]
    assert [str(hit.message) for hit in of_citation("B204", law="农业税条例")] == [
        "“农业税条例”从 2006-01-01 起已经废止：换成现行的依据"
    ]
    other = hits("B207", basis(REGULATION, "{law: 公共场所卫生管理条例, number: 国务院令第666号}"))
    assert [(str(hit.message), [str(one.place.pointer) for one in hit.related]) for hit in other] == [
        (
            "“公共场所卫生管理条例”的文号这里是国务院令第666号，别处是国务院令第714号：查原文，改成一样",
            ["/basis/0/number"],
        )
    ]


def test_the_facts_about_repealed_laws_are_in_order() -> None:
    facts = laws._facts()
    assert len(facts.repealed) >= 40
    for name, repeal in facts.repealed.items():
        assert name == laws.title(name), "titles are looked up in their bare form"
        assert repeal.on <= date(2026, 1, 1)
        assert laws.repeal_of(repeal.by) is None, "what took its place must hold"
    for name, reissued in facts.reissued.items():
        assert name not in facts.repealed
        assert all(repeal.by.endswith("号") and number != repeal.by for number, repeal in reissued)
