"""证明事项清理: what becomes of each requirement, and of each certificate over all that ask for it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from across import index_of
from itemkit.certificates.graph import graph_of
from itemkit.certificates.report.clearing import Cleared, Freed, Requirement, Sum, clearing_of, each_requirement
from itemkit.certificates.report.to_cut import ToCut, to_cut
from itemkit.certificates.report.verdicts import Criterion, State, Verdict
from itemkit.certificates.twice.covered import stating
from itemkit.index.database import Index

HEALTH, POLICE = "11440100007482620J", "11440100007482575H"
LAW = {"law": "某某条例", "kind": "行政法规", "article": "第三条"}
CERTIFICATES = {
    "certificates/身份证.yaml": {"name": "居民身份证", "kind": "证照", "given": True},
    "certificates/执照.yaml": {"name": "营业执照", "aliases": ["工商营业执照"], "kind": "证照", "sharing": "全国"},
    "certificates/不共享证.yaml": {"name": "不共享证", "kind": "证照", "sharing": "不共享"},
    "certificates/姓名证明.yaml": {"name": "姓名证明", "kind": "证明", "proves": ["姓名", "性别"]},
    "certificates/有法姓名证明.yaml": {"name": "有法姓名证明", "kind": "证明", "proves": ["姓名"], "basis": [LAW]},
    "certificates/婚姻证明.yaml": {"name": "婚姻证明", "kind": "证明", "proves": ["婚姻状况"], "basis": [LAW]},
    "certificates/结婚证.yaml": {"name": "结婚证", "kind": "证照", "proves": ["婚姻状况"]},
    "certificates/经历证明.yaml": {"name": "经历证明", "kind": "证明"},
    "certificates/可诺证明.yaml": {"name": "可诺证明", "kind": "证明", "commitment": True},
    "certificates/有据证明.yaml": {"name": "有据证明", "kind": "证明", "basis": [LAW]},
    "certificates/规章证明.yaml": {"name": "规章证明", "kind": "证明", "basis": [{"law": "某某办法", "kind": "部门规章"}]},
    "certificates/无类证明.yaml": {"name": "无类证明", "kind": "证明", "basis": [{"law": "某某规定"}]},
    "certificates/检测报告.yaml": {"name": "检测报告", "kind": "报告", "issuer_kind": "中介机构"},
    "certificates/章程.yaml": {"name": "章程", "issuer_kind": "申请人"},
}  # fmt: skip


def ask(certificate: str, name: str = "", **more: Any) -> dict[str, Any]:
    return {"name": name or certificate, "certificate": certificate, "source": "政府部门核发", **more}


def item(*materials: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": "办一件事", "type": "行政许可", "organ": HEALTH, "materials": list(materials), **more}


def index(files: Mapping[str, Any]) -> Index:
    return index_of({**CERTIFICATES, **files})


def judged(*materials: dict[str, Any], others: Mapping[str, Any] | None = None, **more: Any) -> list[tuple[Any, ...]]:
    """Pointer, state and criterion of each requirement of one item, and how many materials it is spared."""
    made = index({"items/a.yaml": item(*materials, **more), **(others or {})})
    clearing = clearing_of(made)
    names = [one.name for one in clearing.certificates]
    rows = [one for one in each_requirement(made, names) if one.path == "items/a.yaml"]
    told = sorted((one.pointer.removeprefix("/materials/"), one.state.value, one.criterion.value) for one in rows)
    return [*told, clearing.freed.materials]


ISSUES_LICENCE = {"items/x.yaml": item(name="办不共享证", results=[{"name": "不共享证", "certificate": "不共享证"}])}


@pytest.mark.parametrize(
    ("materials", "expected"),
    [
        # ② what the identity papers prove anyway, and what they do not
        ([ask("姓名证明")], [("0", "handed", "held"), 1]),
        ([ask("姓名证明", access="核验")], [("0", "shown", "held"), 1]),
        ([ask("有法姓名证明")], [("0", "handed", "founded"), 0]),
        ([ask("居民身份证")], [("0", "handed", "licence"), 0]),
        # ④ what another required paper proves
        ([ask("婚姻证明"), ask("结婚证")], [("0", "handed", "covered"), ("1", "handed", "licence"), 1]),
        ([ask("婚姻证明"), ask("结婚证", need="非必要")], [("0", "handed", "founded"), ("1", "optional", "licence"), 0]),
        (
            [ask("婚姻证明"), ask("结婚证", holder="其他主体")],
            [("0", "handed", "founded"), ("1", "handed", "licence"), 0],
        ),
        ([ask("有法姓名证明"), ask("姓名证明")], [("0", "handed", "founded"), ("1", "handed", "held"), 1]),
        # ⑤ what the office can fetch
        ([ask("营业执照")], [("0", "handed", "shared"), 1]),
        ([ask("工商营业执照")], [("0", "handed", "shared"), 1]),
        ([ask("营业执照", access="核验")], [("0", "shown", "shared"), 0]),
        ([ask("营业执照", access="共享")], [("0", "fetched", "shared"), 0]),
        ([ask("不共享证", access="共享")], [("0", "fetched", "shared"), 0]),
        ([ask("营业执照", holder="其他主体")], [("0", "handed", "somebody-elses"), 0]),
        ([ask("营业执照", "授权委托书和营业执照")], [("0", "handed", "somebody-elses"), 0]),
        ([ask("营业执照", need="非必要")], [("0", "optional", "shared"), 0]),
        ([ask("不共享证")], [("0", "handed", "licence"), 0]),
        # ③ what may be promised
        ([ask("可诺证明")], [("0", "handed", "promised"), 1]),
        ([ask("可诺证明", access="核验")], [("0", "shown", "promised"), 1]),
        ([ask("可诺证明", need="容缺后补")], [("0", "handed", "promised"), 1]),
        (
            [{"any_of": [ask("经历证明"), {"name": "告知承诺书", "source": "申请人自备"}]}],
            [("0/any_of/0", "promise", "promised"), 0],
        ),
        # ① what no law is written down for
        ([ask("经历证明")], [("0", "handed", "unfounded"), 1]),
        ([ask("经历证明", basis=LAW)], [("0", "handed", "founded"), 0]),
        ([ask("经历证明", basis={"law": "某某办法", "kind": "部门规章"})], [("0", "handed", "below-law"), 1]),
        ([ask("规章证明")], [("0", "handed", "below-law"), 1]),
        ([ask("规章证明", basis=LAW)], [("0", "handed", "founded"), 0]),
        ([ask("无类证明")], [("0", "handed", "founded"), 0]),
        ([ask("有据证明")], [("0", "handed", "founded"), 0]),
        ([ask("没有文件的证明")], [("0", "handed", "unfounded"), 1]),
        ([ask("残疾人证")], [("0", "handed", "licence"), 0]),
        ([ask("出生医学证明")], [("0", "handed", "founded"), 0]),
        ([ask("没有文件的批复")], [("0", "handed", "other"), 0]),
        ([ask("检测报告")], [("0", "handed", "other"), 0]),
        # no certificates at all
        ([ask("章程")], [0]),
        ([ask("申请表", kind="申请表格文书")], [0]),
        ([ask("自己写的", source="申请人自备")], [0]),
        ([{"name": "身份证明", "source": "政府部门核发"}], [0]),
        # of several one is enough: all must go
        (
            [{"any_of": [ask("营业执照"), ask("经历证明")]}],
            [("0/any_of/0", "handed", "shared"), ("0/any_of/1", "handed", "unfounded"), 1],
        ),
        (
            [{"any_of": [ask("营业执照"), ask("不共享证")]}],
            [("0/any_of/0", "handed", "shared"), ("0/any_of/1", "handed", "licence"), 0],
        ),
        ([{"any_of": [ask("营业执照"), {"name": "说明"}]}], [("0/any_of/0", "handed", "shared"), 0]),
        (
            [{"any_of": [ask("营业执照", access="共享"), ask("经历证明")]}],
            [("0/any_of/0", "fetched", "shared"), ("0/any_of/1", "handed", "unfounded"), 0],
        ),
    ],
)  # fmt: skip
def test_a_requirement(materials: Sequence[dict[str, Any]], expected: list[Any]) -> None:
    assert judged(*materials) == expected


@pytest.mark.parametrize(
    ("more", "others", "expected"),
    [
        ({}, ISSUES_LICENCE, "own"),
        ({"organ": POLICE}, ISSUES_LICENCE, "licence"),
        ({"action": "变更", "name": "不共享证变更"}, ISSUES_LICENCE, "returned"),
        ({"action": "注销", "name": "某登记注销"}, ISSUES_LICENCE, "returned"),
        ({"action": "变更", "name": "某登记变更"}, ISSUES_LICENCE, "own"),
        ({"action": "变更", "name": "不共享证变更", "organ": POLICE}, ISSUES_LICENCE, "licence"),
        ({"results": [{"name": "不共享证", "certificate": "不共享证"}]}, {}, "licence"),
        ({}, {"items/x.yaml": {**ISSUES_LICENCE["items/x.yaml"], "status": "取消"}}, "licence"),
    ],
)
def test_what_the_organ_has_issued_itself(more: dict[str, Any], others: dict[str, Any], expected: str) -> None:
    told = judged(ask("不共享证"), others=others, **more)
    assert told == [("0", "handed", expected), int(expected == "own")]


def test_a_licence_that_comes_back_is_not_fetched() -> None:
    assert judged(ask("营业执照"), name="营业执照换发", action="换发") == [("0", "handed", "returned"), 0]


def test_cancelled_items_ask_for_nothing() -> None:
    assert judged(ask("经历证明"), status="取消") == [0]


CATALOG = {
    "organs.yaml": [{"uscc": HEALTH, "name": "市卫生健康委"}],
    "items/a.yaml": item(ask("营业执照"), ask("经历证明", issuer="社区"), name="甲事"),
    "items/b.yaml": item(ask("营业执照", holder="其他主体"), ask("经历证明", basis=LAW), name="乙事", organ=POLICE),
    "items/c.yaml": item(ask("姓名证明"), {"name": "检测报告", "source": "中介机构出具"}, name="丙事", organ=None),
    "items/d.yaml": item(name="丁事", results=[{"name": "营业执照", "certificate": "营业执照"}]),
}
CATALOG["items/c.yaml"] = {key: value for key, value in CATALOG["items/c.yaml"].items() if value is not None}


def test_the_certificates_of_a_catalog() -> None:
    made = index(CATALOG)
    clearing = clearing_of(made)
    requirements = list(each_requirement(made, ["经历证明"]))
    assert clearing.certificates == (
        Cleared(
            "姓名证明", "certificates/姓名证明.yaml", "证明", Criterion.HELD, {Verdict.CUT: 1}, 1, 1, Freed(1, 1),
            ((None, 1),), "", 0, (), ("姓名", "性别"), (),
        ),
        # 别人的 stays, and says nothing of the certificate
        Cleared(
            "营业执照", "certificates/执照.yaml", "证照", Criterion.OWN, {Verdict.SHARE: 1, Verdict.KEEP: 1}, 2, 2, Freed(1, 1),
            (("11440100007482575H", 1), ("市卫生健康委", 1)), "", 1, ("丁事",),
            ("主体资格", "主体名称", "统一社会信用代码", "法定代表人", "经营范围", "住所"), ("市场主体登记管理条例 第二十二条",),
        ),
        # one requirement has a law behind it: it is the one that decides
        Cleared(
            "经历证明", "certificates/经历证明.yaml", "证明", Criterion.FOUNDED, {Verdict.CUT: 1, Verdict.KEEP: 1}, 2, 2,
            Freed(1, 1), (("11440100007482575H", 1), ("市卫生健康委", 1)), "社区", 0, (), (), ("某某条例 第三条",),
        ),
    )  # fmt: skip
    assert clearing.sums == (
        Sum(Criterion.HELD, 1, 1, Freed(1, 1)),
        Sum(Criterion.OWN, 1, 1, Freed(1, 1)),
        Sum(Criterion.UNFOUNDED, 1, 1, Freed(1, 1)),
        Sum(Criterion.FOUNDED, 1, 1, Freed(0, 0)),
        Sum(Criterion.SOMEBODY_ELSES, 1, 1, Freed(0, 0)),
    )
    assert clearing.by_verdict == {
        Verdict.CUT: Freed(2, 2), Verdict.SHARE: Freed(1, 1), Verdict.PROMISE: Freed(0, 0),
    }  # fmt: skip
    assert (clearing.unfounded, clearing.freed) == (Freed(1, 1), Freed(3, 2))
    assert (clearing.states, clearing.unlinked) == ({State.HANDED: 5}, 1)
    assert requirements == [
        Requirement(
            "经历证明", "甲事", "市卫生健康委", "经历证明", "items/a.yaml", "/materials/1", State.HANDED, Criterion.UNFOUNDED
        ),
        Requirement(
            "经历证明", "乙事", POLICE, "经历证明", "items/b.yaml", "/materials/1", State.HANDED, Criterion.FOUNDED
        ),
    ]  # fmt: skip


def test_what_is_inherited_stands_in_the_standard() -> None:
    standard = {"name": "标准", "type": "行政许可", "code": "440123004000", "materials": [ask("经历证明")]}
    own = {
        "standards/s.yaml": standard,
        "items/a.yaml": {"standard": "440123004000", "organ": HEALTH},
        "items/b.yaml": {"standard": "440123004000", "materials": [ask("经历证明")]},
    }
    resolved = {path: standard | record for path, record in own.items()}
    made = index_of(resolved, own)
    clearing_of(made)
    told = [(one.path, one.pointer) for one in each_requirement(made, ["经历证明"])]
    first = [(one.path, one.pointer) for one in each_requirement(made, ["经历证明"], 1)]
    assert told == [("standards/s.yaml", "/materials/0"), ("items/b.yaml", "/materials/0")]
    assert first == told[:1]


def cut_in(files: Mapping[str, Any]) -> ToCut:
    made = index_of(files)
    return to_cut(made, graph_of(made), stating(made))


def issues(certificate: str, *needs: Any, **more: Any) -> dict[str, Any]:
    results = [{"name": certificate, "certificate": certificate}]
    return {"name": f"办{certificate}", "type": "行政许可", "materials": list(needs), "results": results, **more}


def test_what_to_cut() -> None:
    who = [{"id": "who", "question": "谁来办？", "options": {"firm": "企业", "person": "个人"}}]
    cut = cut_in(
        {
            "items/a.yaml": issues("甲证", ask("乙证")),
            "items/b.yaml": issues("乙证", ask("丙证", when={"who": "firm"}), situations=who),
            "items/b2.yaml": issues("乙证", ask("丙证", when={"who": "firm"}), situations=who),
            "items/c.yaml": issues("丙证", ask("甲证"), ask("乙证")),
            "items/d.yaml": item(ask("甲证")),
            "certificates/c.yaml": {
                "name": "丙证", "sharing": "全省", "commitment": True, "proves": ["姓名"], "kind": "证明",
            },
            "certificates/p.yaml": {"name": "身份证件", "kind": "证照", "given": True, "proves": ["姓名", "性别"]},
        }
    )  # fmt: skip
    assert (cut.count, cut.at_least, cut.is_least, cut.blocked) == (1, 1, True, 5)
    change = cut.changes[0]
    assert (change.number, change.item, change.alike, change.certificates, change.answers, change.opened) == (
        1, "办乙证", 1, ("丙证",), ("谁来办？企业",), 5,
    )  # fmt: skip
    assert (change.spot.path, str(change.spot.place.pointer)) == ("items/b.yaml", "/materials/0/certificate")
    assert list(map(str, change.instead)) == [
        "由部门之间核验丙证（全省共享），不等申请人拿到它",
        "以告知承诺代替丙证",
        "写成任选其一，也可以交身份证件",
        "先受理，容缺后补",
    ]
    assert [str(one.message) for one in cut.circles] == [
        "办“办甲证”要乙证 → 乙证由“办乙证”核发 → 办“办乙证”（谁来办？企业）要丙证 → 丙证由“办丙证”核发 → 办“办丙证”要甲证 → 甲证由“办甲证”核发",
        "办“办乙证”（谁来办？企业）要丙证 → 丙证由“办丙证”核发 → 办“办丙证”要乙证 → 乙证由“办乙证”核发",
        "办“办乙证”（谁来办？企业）要丙证 → 丙证由“办丙证”核发 → 办“办丙证”要乙证 → 乙证由“办乙证”核发",
    ]
    assert cut.circles[0].items == ("办甲证", "办乙证", "办丙证")
    assert [spot.path for spot in cut.circles[0].spots] == ["items/a.yaml", "items/b.yaml", "items/c.yaml"]
    assert {one.certificates for one in cut.circles} == {("丙证", "乙证", "甲证")}


def test_nothing_to_cut() -> None:
    assert cut_in({"items/a.yaml": issues("甲证", ask("居民身份证"))}) == ToCut((), (), 0, 0, 0)
