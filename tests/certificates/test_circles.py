"""The rules about circles: whole findings on small catalogs, and what looks like a circle and is none."""

from typing import Any

import pytest
from test_graph import certificate, item

from across import found_across, index_of
from itemkit.certificates.circles import Deadlock, Step, deadlocks
from itemkit.certificates.graph import graph_of
from itemkit.certificates.rules import CERTIFICATE_RULES
from itemkit.findings import Finding

Files = dict[str, dict[str, Any]]
Told = tuple[str, str, str, str, list[tuple[str, str, str]]]


def told(finding: Finding) -> Told:
    return (
        finding.code,
        finding.path,
        str(finding.place.pointer),
        str(finding.message),
        [(one.path, str(one.place.pointer), str(one.message)) for one in finding.related],
    )


def found_in(files: Files) -> list[Told]:
    return [told(one) for one in found_across(CERTIFICATE_RULES, files)]


def codes_in(files: Files) -> list[tuple[str, str]]:
    return [(one.code, one.path) for one in found_across(CERTIFICATE_RULES, files)]


A_NEEDS_Y = item(["Y"], ["X"], name="甲事项")
B_NEEDS_X = item([{"name": "照片"}, "X"], ["Y"], name="乙事项")
DEADLOCK: Files = {"items/a.yaml": A_NEEDS_Y, "items/b.yaml": B_NEEDS_X}


def test_a_deadlock_is_told_once_with_every_hop() -> None:
    assert found_in(DEADLOCK) == [
        (
            "G101",
            "items/a.yaml",
            "/materials/0/certificate",
            "办不成：办“甲事项”要Y → Y由“乙事项”核发 → 办“乙事项”要X → X由“甲事项”核发",
            [
                ("items/b.yaml", "/results/0/certificate", "Y由“乙事项”核发"),
                ("items/b.yaml", "/materials/1/certificate", "办“乙事项”要X"),
                ("items/a.yaml", "/results/0/certificate", "X由“甲事项”核发"),
            ],
        )
    ]


def test_each_item_of_a_knot_is_in_a_chain() -> None:
    files = {
        **DEADLOCK,
        "items/b2.yaml": item(["X"], ["Y"], name="乙事项（别处）"),
        "items/c.yaml": item(["Y"], ["Z"], name="只是要用到的事项"),
    }
    assert [(path, message) for _code, path, _pointer, message, _related in found_in(files)] == [
        ("items/a.yaml", "办不成：办“甲事项”要Y → Y由“乙事项”核发 → 办“乙事项”要X → X由“甲事项”核发"),
        ("items/b2.yaml", "办不成：办“乙事项（别处）”要X → X由“甲事项”核发 → 办“甲事项”要Y → Y由“乙事项（别处）”核发"),
    ]


def test_a_knot_too_large_to_search_is_told_by_its_entrances() -> None:
    graph = graph_of(index_of(DEADLOCK))
    assert list(deadlocks(graph, most_looked_at=0)) == [
        Deadlock((Step(0, "Y", ()),), ("X", "Y"), is_closed=False),
        Deadlock((Step(1, "X", ()),), ("X", "Y"), is_closed=False),
    ]


def test_answers_for_which_it_is_impossible_are_named() -> None:
    leased = {"name": "Y", "certificate": "Y", "when": {"premises": "leased"}}
    situations = [{"id": "premises", "question": "场所是谁的？", "options": {"owned": "自有", "leased": "租赁"}}]
    files = {**DEADLOCK, "items/a.yaml": item([leased], ["X"], name="甲事项", situations=situations)}
    ((code, path, pointer, message, _related),) = found_in(files)
    assert (code, path, pointer) == ("G101", "items/a.yaml", "/materials/0/certificate")
    assert message == ("办不成：办“甲事项”（场所是谁的？租赁）要Y → Y由“乙事项”核发 → 办“乙事项”要X → X由“甲事项”核发")


def test_a_deadlock_of_standards_is_told_in_their_files() -> None:
    def standard(code: str, asks: str, gives: str, name: str) -> dict[str, Any]:
        return item([asks], [gives], name=name, code=code)

    files: Files = {
        "standards/a.yaml": standard("440100000001", "Y", "X", "甲标准"),
        "standards/b.yaml": standard("440100000002", "X", "Y", "乙标准"),
    }
    for number in range(3):
        for name, code in (("a", "440100000001"), ("b", "440100000002")):
            local = item([], name=f"{name}事项{number}", standard=code)
            del local["materials"], local["results"]
            files[f"items/{name}{number}.yaml"] = local
    found = found_across(CERTIFICATE_RULES, resolved(files), own=files)
    assert [(one.code, one.path, [place.path for place in one.related]) for one in found] == [
        ("G101", "standards/a.yaml", ["standards/b.yaml", "standards/b.yaml", "standards/a.yaml"])
    ]


def resolved(files: Files) -> Files:
    """The files with what items have from their standards."""
    by_code = {one["code"]: one for path, one in files.items() if path.startswith("standards")}
    inherited = ("materials", "results")
    return {
        path: {**{key: by_code[one["standard"]][key] for key in inherited}, **one} if "standard" in one else one
        for path, one in files.items()
    }


X_OR_CONTRACT = {"any_of": [{"name": "X", "certificate": "X"}, {"name": "合同"}]}


def test_a_loop_says_what_leads_out_of_it() -> None:
    by_alternative = {**DEADLOCK, "items/b.yaml": item([X_OR_CONTRACT], ["Y"], name="乙事项")}
    by_another = {**DEADLOCK, "items/c.yaml": item([], ["Y"], name="丙事项")}
    circle = "绕了一圈：办“甲事项”要Y → Y由“乙事项”核发 → 办“乙事项”要X → X由“甲事项”核发。走得出来，只因为"
    assert [(code, path, message) for code, path, _p, message, _r in found_in(by_alternative)] == [
        ("G103", "items/a.yaml", f"{circle}办“乙事项”可以改交合同")
    ]
    assert [(code, path, message) for code, path, _p, message, _r in found_in(by_another)] == [
        ("G103", "items/a.yaml", f"{circle}Y也由“丙事项”核发")
    ]


NOTHING: list[tuple[str, Files]] = [
    ("变更要原证", {"items/a.yaml": item([], ["X"], action="新办"), "items/b.yaml": item(["X"], ["X"], action="变更")}),
    ("延续要原证，首次的不在目录里", {"items/b.yaml": item(["X"], ["X"], action="延续")}),
    ("注销要原证", {"items/a.yaml": item([], ["X"]), "items/b.yaml": item(["X"], ["注销通知书"], action="注销")}),
    ("名称里写明是换发", {"items/b.yaml": item(["X"], ["X"], name="X到期换发")}),
    ("签注要证", {"items/b.yaml": item(["X"], ["X"], name="X签注")}),
    (
        "别的主体的证",
        {
            "items/a.yaml": item(
                [{"name": "原调出地的X", "certificate": "X", "holder": "其他主体"}], ["X"], action="新办"
            )
        },
    ),
    ("人人都有", {**DEADLOCK, "certificates/x.yaml": certificate("X", given=True)}),
    ("中介出具", {**DEADLOCK, "certificates/x.yaml": certificate("X", issuer_kind="中介机构")}),
    ("取消的事项", {**DEADLOCK, "items/b.yaml": B_NEEDS_X | {"status": "取消"}}),
    (
        "损毁补发交回损毁的",
        {"items/a.yaml": item([], ["X"]), "items/b.yaml": item(["X"], ["X"], name="X损毁补发", action="补发")},
    ),
    (
        "补发时任选其一",
        {
            "items/a.yaml": item([], ["X"]),
            "items/b.yaml": item([X_OR_CONTRACT], ["X"], name="X遗失补发", action="补发"),
        },
    ),
    (
        "证照名称是另一个证照名称的一部分",
        {
            "items/a.yaml": item(["建设用地规划许可证"], ["规划许可证"]),
            "items/b.yaml": item([], ["建设用地规划许可证"]),
        },
    ),
]


@pytest.mark.parametrize(("what", "files"), NOTHING, ids=[what for what, _files in NOTHING])
def test_what_looks_circular_and_is_not(what: str, files: Files) -> None:
    assert codes_in(files) == []


@pytest.mark.parametrize(
    ("name", "action"),
    [("X遗失补发", "补发"), ("X补办", "补发"), ("X损毁或者遗失的换发或者补发", None), ("X换发（含挂失）", "换发")],
)
def test_a_lost_certificate_is_asked_for(name: str, action: str | None) -> None:
    replacing = item([{"name": "旧的X", "certificate": "X"}], ["X"], name=name) | ({"action": action} if action else {})
    assert found_in({"items/a.yaml": item([], ["X"]), "items/b.yaml": replacing}) == [
        (
            "G102",
            "items/b.yaml",
            "/materials/0/certificate",
            f"“{name}”要交遗失的X：损坏才要的用 when 写明，遗失的改为核验",
            [],
        )
    ]


def test_first_issue_asks_for_the_old_one() -> None:
    merged = item([{"name": "原X", "certificate": "X"}], ["X"], name="X核发及调整")
    assert found_in({"items/a.yaml": merged}) == [
        (
            "G104",
            "items/a.yaml",
            "/materials/0/certificate",
            "“X核发及调整”自己核发X，又要申请人先交它：首次申请的人没有，用 when 写明什么情形才要",
            [("items/a.yaml", "/results/0/certificate", "这个事项核发X")],
        )
    ]


def test_what_asks_for_its_own_is_not_a_deadlock_of_others() -> None:
    files = {"items/a.yaml": item(["X"], ["X"], action="新办"), "items/b.yaml": item(["X"], ["Y"])}
    assert codes_in(files) == [("G104", "items/a.yaml")]


def test_who_issues_it_is_not_known() -> None:
    files = {
        "items/a.yaml": item(["X", "Y", "Z", "W"]),
        "items/b.yaml": item(["X"]),
        "items/c.yaml": item([], ["W"], action="变更"),
        "certificates/w.yaml": certificate("W", issuer_kind="政府部门"),
        "certificates/x.yaml": certificate("X", issuer_kind="政府部门"),
        "certificates/y.yaml": certificate("Y", issuer_kind="中介机构"),
        "certificates/z.yaml": certificate("Z"),
    }
    assert found_in(files) == [
        (
            "G105",
            "certificates/x.yaml",
            "/name",
            "X由政府部门核发，有 2 个事项要它，目录里没有事项核发它",
            [],
        )
    ]


def test_a_long_chain_is_told_by_its_ends() -> None:
    many = 10
    files = {
        f"items/{number}.yaml": item([f"证{(number + 1) % many}"], [f"证{number}"], name=f"事项{number}")
        for number in range(many)
    }
    ((_code, path, _pointer, message, related),) = found_in(files)
    assert path == "items/0.yaml"
    assert message == (
        "办不成：办“事项0”要证1 → 证1由“事项1”核发 → 办“事项1”要证2 → 证2由“事项2”核发 → 办“事项2”要证3 → 证3由“事项3”核发"
        " → …… → 办“事项7”要证8 → 证8由“事项8”核发 → 办“事项8”要证9 → 证9由“事项9”核发 → 办“事项9”要证0 → 证0由“事项0”核发"
    )
    assert len(related) == 2 * many - 1
