"""Family T: what is found in limits, steps and special procedures, and what looks wrong and is right."""

import pytest
import yaml_rs
from examples import hits_in, merged

from itemkit.lint.rules.time import TIME_RULES
from itemkit.lint.rules.time_notes import limit_told
from itemkit.lint.view import View

W, C = "工作日", "自然日"


def limits(statutory: str = "", promised: str = "", more: str = "") -> str:
    """A fragment with those limits: days, unit, and perhaps a note."""
    written = []
    for key, value in (("statutory", statutory), ("promised", promised)):
        if value:
            days, unit, *note = value.split(" ", 2)
            written.append(f"{key}: {{days: {days}, unit: {unit}{f', note: {note[0]}' if note else ''}}}")
    return f"time_limit: {{{', '.join(written)}}}\n{more}"


PUBLIC = "type: 公共服务\n"
NO_STEPS = "steps: []\n"
MISSING = [
    ("time_limit: null\n", {("T101", "/time_limit")}),
    ("time_limit: null\nhandling: null\n", {("T101", "/time_limit")}),
    ("time_limit: {}", {("T101", "/time_limit")}),
    (f"time_limit: null\n{PUBLIC}", {("T101", "/time_limit")}),
    ("time_limit: null\ntype: 行政奖励", {("T101", "/time_limit")}),
    (f"time_limit: null\n{PUBLIC}materials: []\nhandling: null\n", set()),  # information that is published
    ("time_limit: null\nhandling: 即办件", set()),
    ("time_limit: null\ntype: 其他行政权力", {("T101", "/time_limit")}),
    ("time_limit: null\ntype: 其他行政权力\nmaterials: []\nhandling: null\n", set()),  # supervision
    ("time_limit: null\ntype: 行政处罚", set()),
    ("time_limit: null\ntype: 行政检查", set()),
    (limits(f"20 {W}"), {("T102", "/time_limit")}),
    (limits(f"20 {W}", more="handling: 即办件"), set()),
    (limits(f"20 {W}", more="type: 行政检查"), set()),
    (limits("", f"5 {W}"), {("T103", "/time_limit")}),
    (limits("", f"5 {W}", PUBLIC), set()),
    (limits("", f"0 {W}", f"handling: 即办件\n{NO_STEPS}"), set()),
    ("steps: [{name: 审查, days: 3}, {name: 决定}]", {("T104", "/steps/1")}),
    ("steps: [{name: 审查}, {name: 决定}]", set()),
    ("steps: [{name: 审查, days: 3}, {name: 上级审核, note: 上级10个工作日内答复}]", set()),
    ("special: [{name: 听证, days: 5}]", {("T105", "/special/0")}),
    ("special: [{name: 听证, days: 5, counted: true}]", set()),
    ("special: [{name: 听证, days: 5, counted: false, basis: {law: 行政许可法, article: 第四十五条}}]", set()),
    ("special: [{name: 评审, days: 30, note: 国家发展和改革委员会令2017年第2号}]", set()),
    ("special: [{name: 评审, days: 30, note: 《固定资产投资项目节能审查办法》第八条}]", set()),
    ("special: [{name: 听证, basis: {law: 行政许可法}}]", {("T106", "/special/0")}),
    ("special: [{name: 考试, basis: {law: 道路交通安全法}, note: 时间由申请人预约}]", set()),
]


@pytest.mark.parametrize(("fragment", "expected"), MISSING)
def test_what_is_missing(fragment: str, expected: set[tuple[str, str]]) -> None:
    assert set(hits_in([fragment], TIME_RULES)) == expected


PROMISED = "/time_limit/promised/days"
STATUTORY = "/time_limit/statutory/days"
WRONG = [
    (limits(f"20 {W}", f"25 {W}"), {("T202", PROMISED)}),
    (limits(f"20 {W}", f"20 {W}"), set()),
    (limits(f"10 {C}", f"10 {W}", PUBLIC), {("T202", PROMISED), ("T401", "/time_limit/promised/unit")}),
    (limits(f"30 {C}", f"20 {W}", PUBLIC), {("T401", "/time_limit/promised/unit")}),
    (limits(f"15 {C}", f"0 {W}", f"{PUBLIC}{NO_STEPS}handling: 即办件"), set()),
    (limits(f"90 {C} 三个月", f"5 {W}", PUBLIC), {("T401", "/time_limit/promised/unit")}),
    (limits(f"0 {W}", f"5 {W}", PUBLIC), {("T206", STATUTORY)}),
    (limits(f"0 {W}", f"0 {W}", f"handling: 即办件\n{NO_STEPS}"), set()),
    ("handling: 即办件", {("T204", PROMISED)}),
    (limits(f"20 {W}", f"1 {W}", f"handling: 即办件\n{NO_STEPS}"), set()),
    (limits(f"20 {W}", f"0 {W}", f"handling: 即办件\n{NO_STEPS}"), set()),
    (limits(f"20 {W}", f"0 {W}", NO_STEPS), {("T205", PROMISED)}),
    (limits(f"20 {W}", f"0 {W}", f"{NO_STEPS}handling: null\n"), set()),
    (limits(f"2000 {W}", f"5 {W}", PUBLIC), {("T209", STATUTORY)}),
    (limits(f"1000 {W}", f"5 {W}", PUBLIC), set()),
    ("special: [{name: 评审, days: 30, counted: true}]", {("T208", "/special/0/days")}),
    ("special: [{name: 评审, days: 20, counted: true}]", set()),
    ("special: [{name: 评审, days: 30, unit: 自然日, counted: true}]", set()),
    ("special: [{name: 评审, days: 30, counted: false, basis: {law: 行政许可法, article: 第四十五条}}]", set()),
    ("materials: [{name: 表, need: 容缺后补, supplement_days: 10}]", {("T403", "/materials/0/supplement_days")}),
    ("materials: [{any_of: [{name: 表, supplement_days: 9}]}]", {("T403", "/materials/0/any_of/0/supplement_days")}),
    ("materials: [{name: 表, need: 容缺后补, supplement_days: 5}]", set()),
    ("materials: [{name: 表, supplement_days: 30, note: 领证前补齐}]", set()),
]


@pytest.mark.parametrize(("fragment", "expected"), WRONG)
def test_what_can_not_be_right(fragment: str, expected: set[tuple[str, str]]) -> None:
    assert set(hits_in([fragment], TIME_RULES)) == expected


LICENCES = [
    (limits(f"30 {W}", f"5 {W}"), {"T207"}),
    (limits(f"20 {W}", f"5 {W}"), set()),
    (limits(f"30 {W}", f"5 {W}", "type: 行政确认"), set()),
    (limits(f"30 {W} 海域使用管理法实施办法第八条", f"5 {W}"), set()),
    (limits(f"30 {W} 市级审查二十日、省级审核十日", f"5 {W}"), set()),
    (limits(f"30 {W} 含依法延长的时间", f"5 {W}"), set()),
    (limits(f"30 {W} 不含专家评审", f"5 {W}"), {"T207"}),
    (limits(f"45 {W}", f"5 {W}", "joint_organs: [市级司法]"), set()),
    (limits(f"60 {W}", f"5 {W}", "joint_organs: [市级司法]"), {"T207"}),
    (limits(f"30 {W}", f"5 {W}", "basis: [{law: 某法, article: 第八条, text: 应当在三十日内作出决定}]"), set()),
    (limits(f"30 {W}", f"5 {W}", "basis: [{law: 某法, article: 第八条, text: 应当在二十日内作出决定}]"), {"T207"}),
    (limits(f"50 {W}", f"5 {W}", "special: [{name: 评审, days: 30, counted: true}]"), set()),
    (limits(f"30 {C} 依法为三十日", f"5 {C}"), set()),
    (limits(f"41 {C}", f"5 {C}"), {"T402"}),
    (limits(f"90 {C}", f"5 {C}"), {"T207", "T402"}),
    (limits(f"60 {C} 出版管理条例以自然日计", f"5 {C}"), set()),
    (limits(f"41 {C}", f"5 {C}", "type: 公共服务"), set()),
]


@pytest.mark.parametrize(("fragment", "expected"), LICENCES)
def test_limits_of_licences(fragment: str, expected: set[str]) -> None:
    assert {code for code, _ in hits_in([fragment], TIME_RULES)} == expected


STEPS = [
    ("{name: 审查, days: 4}, {name: 决定, days: 2}", {"T203"}),
    ("{name: 审查, days: 4}, {name: 决定, days: 1}", set()),
    ("{name: 受理, days: 1}, {name: 审查, days: 4}, {name: 决定, days: 1}", {"T405"}),
    ("{name: 受理, days: 5}, {name: 审查, days: 6}", {"T203"}),
    ("{name: 审查, days: 4}, {name: 决定, days: 1}, {name: 制证, days: 3}, {name: 送达, days: 10}", {"T405"}),
    ("{name: 公示, days: 20}, {name: 审查, days: 5}", {"T405"}),
    ("{name: 专家评审, days: 30}", {"T405"}),
    ("{name: 审查, days: 5}, {name: 会签, days: 5, note: 与审查同步办理}", set()),
    ("{name: 并联审查, days: 5}, {name: 会签, days: 5}", set()),
    ("{name: 审查, days: 7, unit: 自然日}", set()),
    ("{name: 审查, days: 5}, {name: 决定, days: 2, unit: 自然日}", set()),
]


@pytest.mark.parametrize(("steps", "expected"), STEPS)
def test_days_of_steps(steps: str, expected: set[str]) -> None:
    assert {code for code, _ in hits_in([f"steps: [{steps}]"], TIME_RULES)} == expected


def test_steps_beside_a_limit_in_calendar_days_and_beside_the_statutory_one() -> None:
    calendar = limits(f"7 {C}", f"7 {C}", f"{PUBLIC}steps: [{{name: 审查, days: 6}}]")
    statutory = limits(f"5 {W}", more="handling: 即办件\nsteps: [{name: 审查, days: 6}]")
    assert hits_in([calendar, statutory], TIME_RULES) == [("T203", "/steps")] * 2


TOLD = [
    ("受理之日起20个工作日。", "20个工作日"),
    ("自受理之日起二十日内作出行政许可决定", "二十日"),
    ("行政机关应当自受理行政许可申请之日起二十日内作出行政许可决定", "二十日"),
    ("自收到完整申请材料之日起，15个工作日内办结", "15个工作日"),
    ("收到申请材料后，卫生部门应当于20日内作出是否准予许可的决定", "20日"),
    ("接到申请后二十日内决定", "二十日"),
    ("受理后５日内", "5日"),
    ("承诺办结时限：5个工作日", "5个工作日"),
    ("法定办结时限为20个工作日", "20个工作日"),
    ("《食品经营许可管理办法》第十九条规定，自受理之日起20个工作日内作出决定", "20个工作日"),
    ("受理之日起20个工作日。申请人补正材料的时间不计入。", "20个工作日"),
    ("最长不超过二十日", "二十日"),
    ("3至5个工作日", "3至5个工作日"),
    ("三个月内", "三个月"),
    ("1年", "1年"),
    ("20（二十）个工作日", "20(二十)个工作日"),
    ("当场办结", "当场办结"),
    ("即时办结。", "即时办结"),
    # about a part, about more, or about several things
    ("法定20个工作日，承诺5个工作日", None),
    ("不含专家评审30日", None),
    ("20个工作日（不含补正时间）", None),
    ("经批准可以延长10日", None),
    ("县级经其机关负责人批准，可以延长10个工作日", None),
    ("自受理之日起5个工作日内提出初审意见，15日内作出决定", None),
    ("自受理之日起二十日内作出决定。二十日内不能作出决定的，经批准可以延长十日。", None),
    ("受理之日起15个工作日，特殊情况30个工作日", None),
    ("市级审查二十日、省级审核十日", None),
    ("自收到专家评审意见之日起15日内办结", None),
    ("审查时限5个工作日", None),
    ("公示7日", None),
    ("5个工作日内发证", None),
    ("决定后10日内送达", None),
    ("材料符合要求的，受理后十个工作日内补发", None),
    ("提前30日申请", None),
    ("有效期届满前30日内提出", None),
    ("办事提速，由20个工作日压缩为5个工作日", None),
    ("材料齐全的，当场办结", None),
    ("《宗教事务条例》规定", None),
    ("不含邮寄时间", None),
    ("自2018年8月26日起施行", None),
    ("每5日报送一次", None),
    ("。", None),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_limits_that_a_note_tells(text: str, expected: str | None) -> None:
    told = limit_told(text)
    assert (told and told.length.text) == expected


def test_blanks_and_lines_in_a_note_do_not_matter() -> None:
    told = limit_told(" 自受理之日起　２０ 个工作日\n\n不含公休日 \n")
    assert told is not None
    assert told.length.text == "20个工作日"


NOTES = [
    (f"66 {W} 受理之日起20个工作日。", f"24 {W} 受理之日起1个工作日。", {"statutory", "promised"}),
    (f"20 {W} 二十日", f"5 {W} 五个工作日", set()),
    (f"20 {W} 自受理之日起二十日内作出决定，经批准可以延长十日", f"5 {W}", set()),
    (f"20 {W} 三个月", f"5 {W}", {"statutory"}),
    (f"60 {W} 三个月", f"5 {W}", set()),
    (f"20 {C} 二十个工作日", f"5 {C}", {"statutory"}),
    (f"28 {C} 二十个工作日", f"5 {C}", set()),
    (f"20 {W}", f"5 {W} 法定时限为20个工作日", set()),
    (f"20 {W}", f"5 {W} 法定20个工作日，承诺5个工作日", set()),
    (f"20 {W}", f"5 {W} 《公共场所卫生管理条例》规定二十日", set()),
    (f"20 {W}", f"5 {W} 承诺时限3个工作日", {"promised"}),
    (f"20 {W} 承诺5个工作日", f"5 {W}", set()),
    (f"20 {W}", f"5 {W} 不超过10个工作日", set()),
    (f"20 {W}", f"5 {W} 不超过3个工作日", {"promised"}),
    (f"20 {W}", f"5 {W} 当场办结", {"promised"}),
    (f"20 {W}", f"5 {W} 24小时内办结", {"promised"}),
    (f"20 {W}", f"5 {W} 3至5个工作日", set()),
]


@pytest.mark.parametrize(("statutory", "promised", "expected"), NOTES)
def test_notes_that_contradict(statutory: str, promised: str, expected: set[str]) -> None:
    found = [pointer for code, pointer in hits_in([limits(statutory, promised, PUBLIC)], TIME_RULES) if code == "T201"]
    assert set(found) == {f"/time_limit/{one}/note" for one in expected}


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("steps: [{name: 审查, days: 3, note: 五个工作日}]", [("T201", "/steps/0/note")]),
        ("steps: [{name: 审查, days: 3, note: 受理后五个工作日内}]", []),  # since acceptance, so with the steps before
        ("steps: [{name: 审查, days: 3, note: 承诺时限5个工作日}]", []),
        ("steps: [{name: 审查, days: 3, note: 三日内完成}]", []),
        (
            "special: [{name: 评审, days: 10, counted: true, note: 15个工作日内完成}]",
            [("T201", "/special/0/note")],
        ),
        ("faq: [{q: 几日内办结, a: 10日内}]", [("T404", "/faq/0/a")]),
        ("faq: [{q: 多久可以办好？, a: 自受理之日起十五个工作日内办结。}]", [("T404", "/faq/0/a")]),
        ("faq: [{q: 多久可以办好？, a: 法定二十日。}]", []),
        ("faq: [{q: 多久可以办好？, a: 5个工作日}]", []),
        ("faq: [{q: 批准后多久可以动工？, a: 10日}]", []),
        ("faq: [{q: 登记证多久到期？, a: 三年}]", []),
        ("faq: [{q: 多久可以办好？, a: 一般15日，复杂的30日}]", []),
        ("faq: [{q: 多久可以办好？, a: 10日}]\ntime_limit: null\nhandling: 即办件", []),
    ],
)
def test_other_sentences(fragment: str, expected: list[tuple[str, str]]) -> None:
    assert hits_in([fragment], TIME_RULES) == expected


def messages(fragment: str) -> list[str]:
    view = View(yaml_rs.loads(merged(fragment), parse_datetime=False))
    return [str(hit.message) for rule in TIME_RULES for hit in rule.check(view)]


def test_messages() -> None:
    noted = f"66 {W} 受理之日起20个工作日。"
    assert messages(limits(noted, f"24 {W}", "type: 行政确认\nsteps: [{name: 审查, days: 30}]")) == [
        "法定时限填的是 66 个工作日，说明却写“20个工作日”：查明哪个对，改成一致",
        "审查共 30 天，超过承诺时限 24 个工作日：核对各环节的天数",
    ]
    assert messages(limits(f"30 {W}", f"40 {W}", NO_STEPS)) == [
        "承诺 40 个工作日，比法定的 30 个工作日还长：核对两个时限，是不是填反了",
        "行政许可的法定时限 30 个工作日，超过 20 个工作日：在 note 里写明由哪一条规定，延长的十日不算",
    ]
    assert messages("special: [{name: 评审, days: 30, counted: true}]\nfaq: [{q: 几天办完？, a: 六十日}]") == [
        "特别程序“评审”计入时限，却要 30 天，比时限还长：核对天数，依法不计时的写 counted: false",
        "回答说办理要“六十日”，时限里没有这个天数：改成承诺的时限",
    ]


def test_a_standard_is_judged_by_what_it_holds() -> None:
    fragments = ["time_limit: null\n", limits(f"30 {W}"), "special: [{name: 听证, days: 5}]"]
    assert hits_in(fragments, TIME_RULES, "standard") == [("T207", STATUTORY), ("T105", "/special/0")]
