"""Family F: what is found in the list of fees, and what looks wrong and is right."""

import pytest
import yaml_rs
from examples import hits_in, merged

from itemkit.findings import REMOVED
from itemkit.lint.rules.fees import FEES_RULES
from itemkit.lint.view import View

ROAD = "basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}"
PRICE = "basis: {law: 外国人签证收费标准, number: 计价格〔2003〕392号}"


def fees(*written: str, more: str = "") -> str:
    """A fragment with those fees."""
    return f"fees: [{', '.join(f'{{{one}}}' for one in written)}]\n{more}"


def road(more: str) -> str:
    """A fee that nothing is wrong with, and something more."""
    return f"name: 城市道路占用费, {ROAD}, {more}"


CASES = [
    # whether there are any
    ("fees: null\n", {("F101", "/fees")}),
    ("fees: null\ntype: 公共服务\n", {("F101", "/fees")}),
    ("fees: null\ntype: 公共服务\nmaterials: []\nhandling: null\n", set()),
    ("fees: null\ntype: 行政处罚\n", set()),
    ("fees: null\ntype: 行政给付\n", set()),
    ("fees: null\ntype: 行政奖励\n", set()),
    ("fees: null\ntype: 行政确认\n", {("F101", "/fees")}),
    ("fees: []", set()),
    # basis, amount, reduction
    (fees(road("amount: 2")), set()),
    (fees(road("amount: 2, per: 平方米·天, currency: CNY, reducible: false")), set()),
    (fees("name: 机动车驾驶证工本费, amount: 10, per: 证"), {("F102", "/fees/0")}),
    (fees(f"name: 城市道路占用费, {ROAD}"), {("F103", "/fees/0")}),
    (fees("name: 城市道路占用费"), {("F102", "/fees/0"), ("F103", "/fees/0")}),
    (fees(road("amount: 2, reducible: true")), {("F104", "/fees/0/reducible")}),
    (fees(road("amount: 2, reducible: true, reduction: 依照管理条例减半")), set()),
    (fees(road("amount: 2, reducible: false, reduction: 依照管理条例减半")), {("F205", "/fees/0/reducible")}),
    (fees(road("amount: 2, reducible: false, reduction: 不予减免")), set()),
    # nothing is charged
    (fees("name: 不收费, amount: 0"), {("F204", "/fees/0")}),
    (fees("name: 不收费"), {("F204", "/fees/0")}),
    (fees("name: 工本费, standard: 免费"), {("F204", "/fees/0")}),
    (fees("name: 工本费, amount: 0"), {("F204", "/fees/0")}),
    (fees(road("amount: 0, standard: 自2018年8月1日起停征")), set()),
    (fees(road("amount: 0, when: {who: [poor]}"), road("amount: 2")), set()),
    (fees(road("amount: 0"), road("amount: 2, per: 平方米")), set()),
    ("fees: []\nspecial: [{name: 检验, days: 5, counted: true, fee: true}]", {("F209", "/special/0/fee")}),
    (fees(road("amount: 2"), more="special: [{name: 检验, days: 5, counted: true, fee: true}]"), set()),
    ("fees: []\nspecial: [{name: 检验, days: 5, counted: true, fee: false}]", set()),
    # how much
    (fees(road("standard: 按规定收费")), {("F201", "/fees/0/standard")}),
    (fees(road("standard: 详见文件")), {("F201", "/fees/0/standard")}),
    (fees(road("standard: 见附件。")), {("F201", "/fees/0/standard")}),
    (fees(road("standard: 按照省物价局规定的标准收取")), {("F201", "/fees/0/standard")}),
    (fees(road("standard: 按国家有关部门的文件执行")), {("F201", "/fees/0/standard")}),
    (fees(road("amount: 2, standard: 按规定收费")), set()),
    (fees(road("standard: 按海域等别和用海方式计算")), {("F401", "/fees/0/standard")}),
    (fees(road("standard: 由双方约定")), {("F401", "/fees/0/standard")}),
    (fees(road("standard: 标的额的0.3%，最低200元")), set()),
    (fees(road("standard: 标的额的千分之三，最低二百元")), set()),
    (fees(road("standard: 首次免收，以后每次十元")), set()),
    (fees(road("standard: 标准见发改价格〔2017〕1186号")), set()),
    (fees(road("standard: 10元/证")), {("F301", "/fees/0/standard")}),
    (fees(road("standard: 每本１０元。")), {("F301", "/fees/0/standard")}),
    (fees(road("standard: 10元/证，遗失补发20元/证")), set()),
    (fees(road("amount: 10, standard: 20元/证")), {("F208", "/fees/0/standard")}),
    (fees(road("amount: 10, standard: 10.00元/证")), set()),
    (fees(road("amount: 10, standard: 10元/证，遗失补发20元/证")), set()),
    (fees(road("amount: 160, standard: 与我国有对等协议的国家按对等标准")), set()),
    # currency
    (fees(road("amount: 2, currency: RMB")), {("F206", "/fees/0/currency")}),
    (fees(road("amount: 2, currency: USD")), {("F206", "/fees/0/currency")}),
    # twice
    (fees(road("amount: 2"), road("amount: 2")), {("F207", "/fees/1")}),
    (fees(road("amount: 2"), road("amount: 3")), {("F207", "/fees/1")}),
    (fees(f"name: 城市道路（主干道）占用费, amount: 2, {ROAD}", f"name: 城市道路(主干道)占用费, amount: 2, {ROAD}"),
     {("F207", "/fees/1")}),
    (fees(road("amount: 2, per: 平方米"), road("amount: 3, per: 处")), set()),
    (fees(road("amount: 2, when: {kind: a}"), road("amount: 3, when: {kind: b}")), set()),
    (fees(road("standard: 人行道2元"), road("standard: 车行道3元")), set()),
    # what a licence may charge for
    (fees(f"name: 申请表工本费, amount: 5, {ROAD}"), {("F202", "/fees/0/name")}),
    (fees(f"name: 申请书格式文本费, amount: 5, {ROAD}"), {("F202", "/fees/0/name")}),
    (fees(f"name: 表格费, amount: 5, {ROAD}"), {("F202", "/fees/0/name")}),
    (fees(f"name: 登记表、审批表印刷费, amount: 5, {ROAD}"), {("F202", "/fees/0/name")}),
    (fees(f"name: 申请表工本费, amount: 5, {ROAD}", more="type: 公共服务"), set()),
    (fees(f"name: 机动车驾驶证工本费, amount: 10, {ROAD}"), set()),
    (fees(f"name: 出入境通行证（一次有效）, amount: 15, {ROAD}"), set()),
    (fees(f"name: 电能表检定费, amount: 15, {ROAD}"), set()),
    (fees("name: 占用费, amount: 5, basis: {law: 某省道路条例, kind: 地方性法规}"), {("F203", "/fees/0/basis")}),
    (fees("name: 占用费, amount: 5, basis: {law: 某办法, kind: 部门规章}"), {("F203", "/fees/0/basis")}),
    (fees("name: 公证费, amount: 5, basis: {law: 某办法, kind: 部门规章}", more="type: 公共服务"), set()),
    (fees("name: 占用费, amount: 5, basis: {law: 某某法, kind: 法律}"), set()),
    (fees("name: 占用费, amount: 5, basis: {law: 某某法}"), set()),
    (fees("name: 占用费, amount: 5, basis: {law: 某通知, kind: 规范性文件}"), {("F402", "/fees/0/basis")}),
    (fees(f"name: 签证延期费, amount: 160, {PRICE}"), {("F402", "/fees/0/basis")}),
    (fees(f"name: 签证延期费, amount: 160, {PRICE}", more="type: 行政确认"), set()),
    (fees(f"name: 签证延期费, amount: 160, standard: 依出境入境管理法第八条, {PRICE}"), set()),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), CASES)
def test_what_is_found(fragment: str, expected: set[tuple[str, str]]) -> None:
    assert set(hits_in([fragment], FEES_RULES)) == expected


def test_a_standard_need_not_say_whether_it_costs() -> None:
    assert hits_in(["fees: null\n", fees(road("standard: 按规定收费"))], FEES_RULES, "standard") == [
        ("F201", "/fees/0/standard")
    ]


def found(fragment: str) -> list[tuple[str, list[tuple[str, object]], bool | None]]:
    view = View(yaml_rs.loads(merged(fragment), parse_datetime=False))
    return [
        (
            str(hit.message),
            [(str(one.pointer), one.value) for one in hit.fix.changes] if hit.fix else [],
            hit.fix.safe if hit.fix else None,
        )
        for rule in FEES_RULES
        for hit in rule.check(view)
    ]


def test_messages_and_fixes() -> None:
    assert found(fees(road("standard: 每本10.5元, currency: RMB"))) == [
        ("人民币的代码是 CNY，不是 RMB", [("/fees/0/currency", "CNY")], True),
        (
            "“每本10.5元”是单一金额：写进 amount 和 per",
            [("/fees/0/amount", 10.5), ("/fees/0/per", "本"), ("/fees/0/standard", REMOVED)],
            False,
        ),
    ]
    assert found(fees("name: 不收费, amount: 0")) == [("“不收费”其实不收费：写成 fees: []", [("/fees", [])], False)]
    assert found(fees(road("amount: 2"), road("amount: 2"), road("amount: 3"))) == [
        ("收费项目“城市道路占用费”写了两次：删去一条，分档的写出档次", [("/fees/1", REMOVED)], True),
        ("收费项目“城市道路占用费”写了两次：删去一条，分档的写出档次", [], None),
    ]
    assert found(fees(f"name: 申请表工本费, amount: 5, standard: 6元, {ROAD}")) == [
        ("“申请表工本费”：行政许可的申请书、表格不得收费，删去这一条", [], None),
        ("金额填的是 5，收费标准却写“6元”：查明哪个对，改成一致", [], None),
    ]
