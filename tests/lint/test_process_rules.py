"""Family P: tables of what is found, and of what looks wrong and is right."""

import pytest
from examples import findings_in, hits_in

from itemkit.lint.rules.process import PROCESS_RULES

WINDOW = "place: 市政务服务中心, address: 华利路61号"


def found(fragment: str, kind: str = "item") -> set[tuple[str, str]]:
    return set(hits_in([fragment], PROCESS_RULES, kind))


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", set()),
        ("organ: null\n", {("P101", "/organ")}),
        ("region: null\n", {("P102", "/region")}),
        ("level: null\n", {("P103", "/level")}),
        ("audience: null\n", {("P104", "/audience")}),
        ("audience: []\n", {("P104", "/audience")}),
        ("steps: null\n", {("P105", "/steps")}),
        ("steps: []\n", {("P105", "/steps")}),
        ("steps: null\ntype: 其他行政权力\n", {("P105", "/steps")}),
        ("steps: null\nresults: null\ntype: 行政处罚\nremedy: null\n", set()),
        ("steps: null\nresults: null\ntype: 公共服务\nmaterials: null\n", set()),
        ("steps: null\ntype: 公共服务\n", {("P105", "/steps")}),
        ("steps: [{name: 受理, days: 5}]\n", {("P106", "/steps/0/by")}),
        ("results: null\n", {("P107", "/results")}),
        ("results: []\n", set()),
        ("results: [{name: 备案, kind: 无}]\n", set()),
        ("results: [{name: 许可证, kind: 证照}]\n", {("P402", "/results/0/certificate")}),
        ("results: [{name: 批复, kind: 批文}]\n", set()),
    ],
)
def test_who_and_what(fragment: str, expected: set[tuple[str, str]]) -> None:
    assert found(fragment) == expected


def test_a_standard_is_not_asked_for_what_is_local() -> None:
    assert found("", "standard") == set()
    assert found("results: null\n", "standard") == {("P107", "/results")}


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("channels: null\nonline: null\nwindows: null\n", {("P108", "/channels")}),
        ("channels: []\nonline: {depth: [互联网咨询]}\nwindows: []\n", {("P108", "/channels")}),
        ("channels: null\nonline: {note: 粤省事小程序}\nwindows: null\n", set()),
        ('channels: null\nonline: {mobile: "https://m.example.gov.cn/"}\nwindows: null\n', set()),
        ("channels: null\nonline: null\nwindows: null\nterminal: true\n", set()),
        ("channels: null\nonline: null\nwindows: null\nname: 就业政策法规咨询\n", set()),
        ("channels: [快递申请]\nonline: null\nwindows: null\n", set()),
        ("channels: [窗口办理, 网上办理]\nwindows: null\n", {("P109", "/windows")}),
        ("channels: [窗口办理, 网上办理]\nonline: null\n", {("P110", "/online/url")}),
        ("channels: [网上办理]\nonline: {depth: [互联网受理]}\n", {("P110", "/online/url")}),
        ("channels: null\nonline: {depth: [互联网咨询]}\n", set()),
        ("windows: [{place: 市政务服务中心, hours: 9:00–17:00}]\n", {("P111", "/windows/0/address")}),
        ("windows: [{place: 天河区华利路61号市政务服务中心, hours: 9:00–17:00}]\n", set()),
        ("windows: [{place: 灵山县灵城镇海景大厦, hours: 9:00–17:00}]\n", set()),
        ("windows: [{place: 各县（市、区）残疾人联合会, hours: 9:00–17:00}]\n", set()),
        ("windows: [{place: 户籍所在地派出所, hours: 9:00–17:00}]\n", set()),
        (f"windows: [{{{WINDOW}}}]\n", {("P112", "/windows/0/hours")}),
        (f"windows: [{{{WINDOW}, hours: 工作时间}}]\n", {("P301", "/windows/0/hours")}),
        (f"windows: [{{{WINDOW}, hours: 工作日}}]\n", {("P301", "/windows/0/hours")}),
        (f"windows: [{{{WINDOW}, hours: 周一、三开1、2号窗}}]\n", {("P301", "/windows/0/hours")}),
        (f"windows: [{{{WINDOW}, hours: 上午九点至十二点}}]\n", set()),
        (f"windows: [{{{WINDOW}, hours: 工作日９：００至１７：００}}]\n", set()),
        (f"windows: [{{{WINDOW}, hours: 8时30分至12时}}]\n", set()),
        (f"windows: [{{{WINDOW}, hours: 24小时}}]\n", set()),
        (f"windows: [{{{WINDOW}, hours: 全天}}]\n", set()),
    ],
)
def test_ways_to_the_office(fragment: str, expected: set[tuple[str, str]]) -> None:
    assert found(fragment) == expected


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("channels: [网上办理]\nwindows: null\nvisits: 1\n", {("P203", "/visits")}),
        ("channels: [网上办理]\nwindows: null\nvisits: 0\n", set()),
        ("channels: [网上办理]\nvisits: 1\n", set()),
        ("channels: [网上办理, 快递申请]\nwindows: null\nvisits: 1\n", set()),
        ("channels: null\nwindows: null\nvisits: 1\n", {("P203", "/visits")}),
        ("channels: null\nonline: null\nwindows: null\nvisits: 1\n", {("P108", "/channels")}),
        ("channels: null\nvisits: 1\n", set()),
        ("channels: [窗口办理]\nonline: null\nvisits: 0\n", {("P204", "/visits")}),
        ("channels: [窗口办理]\nonline: null\nvisits: 0\nexpress: true\n", set()),
        ("channels: [窗口办理]\nonline: null\nvisits: 0\nterminal: true\n", set()),
        ("channels: [窗口办理]\nvisits: 0\n", set()),
        ("channels: [窗口办理]\nonline: null\nvisits: null\n", set()),
        ("visits: 2\n", {("P401", "/visits")}),
        ("visits: 1\n", set()),
    ],
)
def test_visits(fragment: str, expected: set[tuple[str, str]]) -> None:
    assert found(fragment) == expected


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("contact: null\n", {("P114", "/contact/complain")}),
        (
            f"contact: null\nwindows: [{{{WINDOW}, hours: 9:00}}]\n",
            {("P113", "/contact/consult"), ("P114", "/contact/complain")},
        ),
        ('contact: {complain: "12345", url: "https://example.gov.cn/ask"}\n', set()),
        (f'contact: {{complain: "12345"}}\nwindows: [{{{WINDOW}, hours: 9:00}}]\n', {("P113", "/contact/consult")}),
        ('contact: {consult: "12345", note: 监督投诉请写信至纪检组}\n', set()),
        ('contact: {consult: "12345", note: 邮编510030}\n', {("P114", "/contact/complain")}),
        ("remedy: null\n", {("P115", "/remedy/review"), ("P115", "/remedy/litigation")}),
        ("remedy: {review: 广州市人民政府}\n", {("P115", "/remedy/litigation")}),
        ("remedy: null\ntype: 公共服务\n", set()),
    ],
)
def test_contacts(fragment: str, expected: set[tuple[str, str]]) -> None:
    assert found(fragment) == expected


@pytest.mark.parametrize(
    ("phone", "codes"),
    [
        ("020-83130240", set()),
        ("020-12345", set()),
        ("020-12333-9-3", set()),
        ("020-12366-2-4", set()),
        ("020- 83835328", set()),
        ("020-87300569-825", set()),
        ("020-38356454转1", set()),
        ("0777-6428820 转 2", set()),
        ("0755-83765566", set()),
        ("02083130240", set()),
        ("（0662）3681111", set()),
        ("(8620) 81218888", set()),
        ("(8620)2236 0123", set()),
        ("+86 20 81218888", set()),
        ("+86-13800138000", set()),
        ("+852-21234567", set()),
        ("0769-2289-7116", set()),
        ("12345", set()),
        ("12333-9-0", set()),
        ("95598", set()),
        ("96110", set()),
        ("13800138000", set()),
        ("400-7000-690", set()),
        ("4000390208", set()),
        ("800-8108888", set()),
        ("020-83133283、83134746", set()),
        ("020-83130240/0241", set()),
        ("020-86350683,12348", set()),
        ("020-88888888", set()),
        ("37885230", {"P403"}),
        ("6428820", {"P403"}),
        ("37885230、020-83130240", {"P403"}),
        ("110", {"P202"}),
        ("020-119", {"P202"}),
        ("020-12345、120", set()),
        ("00000000", {"P201"}),
        ("020-00000000", {"P201"}),
        ("0000-0000000", {"P201"}),
        ("88888888", {"P201"}),
        ("11111111", {"P201"}),
        ("12345678", {"P201"}),
        ("123456", {"P201"}),
        ("020-12345678", {"P201"}),
        ("1234567890", {"P201"}),
        ("020-327605405", {"P201"}),
        ("020-8313603", {"P201"}),
        ("020-37288041/020-3728889", {"P201"}),
        ("020-37288-27", {"P201"}),
        ("0777-16428820", {"P201"}),
        ("623451", {"P201"}),
        ("1380013800", {"P201"}),
        ("020", {"P201"}),
    ],
)
def test_telephone_numbers(phone: str, codes: set[str]) -> None:
    assert found(f'contact: {{consult: "{phone}", complain: 020-12345}}\n') == {
        (code, "/contact/consult") for code in codes
    }


def test_a_window_has_a_telephone_too() -> None:
    assert found(f'windows: [{{{WINDOW}, hours: 9:00, phone: "00000000"}}]\n') == {("P201", "/windows/0/phone")}


TWICE = """\
situations:
  - {id: who, question: 谁来办？, options: {a: 本人, b: 代办}}
  - {id: who, question: 在哪里？, options: {a: 本市, b: 外地}}
"""
SITUATION = "situations: [{{id: who, question: 谁来办？, options: {options}}}]\n"


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("steps: [{name: 受理, by: 窗口}, {name: 受理, by: 窗口}]\n", {("P205", "/steps/1/name")}),
        ("steps: [{name: 审核, by: 科长}, {name: 审核, by: 局长}]\n", set()),
        ("steps: [{name: 审核, by: 科长}, {name: 决定, by: 局长}, {name: 审核, by: 科长}]\n", set()),
        (
            SITUATION.format(options="{a: 本人, b: 本人, c: '本人 '}"),
            {("P206", "/situations/0/options/b"), ("P206", "/situations/0/options/c")},
        ),
        (SITUATION.format(options="{a: 本人}"), {("P207", "/situations/0/options")}),
        (SITUATION.format(options="{}"), {("P207", "/situations/0/options")}),
        (SITUATION.format(options="{a: 有, b: 无}"), set()),
        (TWICE, {("P208", "/situations/1/id")}),
    ],
)
def test_steps_and_questions(fragment: str, expected: set[tuple[str, str]]) -> None:
    assert found(fragment) == expected


def test_a_draft_is_told_what_is_wrong_and_not_what_is_missing(tmp_path) -> None:
    fragment = 'status: 草稿\nlevel: null\nsteps: null\nremedy: null\ncontact: {consult: "00000000"}\n'
    assert [(one.code, str(one.place.pointer)) for one in findings_in(tmp_path, fragment) if one.code[0] == "P"] == [
        ("P201", "/contact/consult")
    ]


def test_what_is_said(tmp_path) -> None:
    fragment = (
        "visits: 2\nchannels: [网上办理]\nwindows: null\n"
        "steps: [{name: 受理, by: 窗口}, {name: 受理, by: 窗口}]\n"
        'contact: {consult: 020-8313603, complain: "00000000"}\n'
    )
    found = [one for one in findings_in(tmp_path, fragment) if one.code[0] == "P"]
    assert [f"{one.code} {one.message}" for one in found] == [
        "P201 00000000 是占位的号码：写真的电话",
        "P201 020-8313603 打不通：位数或者开头不对，请核对",
        "P205 环节“受理”与前一个环节相同：删去一个，或者写出区别",
        "P203 只在网上办理，没有窗口，却要到现场 2 次：改成 0，或者补上窗口",
        "P401 要到现场 2 次：看能不能减到一次或者不用来",
    ]
    assert [str(one.place.pointer) for one in found[2].related] == ["/steps/0"]
