"""What is drawn: certificates and their standing, groups of items, manners of asking, and parts of it."""

from typing import Any

import pytest
from test_graph import certificate, item

from across import index_of
from itemkit.certificates.drawing.around import around, in_circles, meant_by, near_name
from itemkit.certificates.drawing.contents import Ask, Drawing, Example, Issue, Manner, drawing_of
from itemkit.certificates.drawing.standing import Standing
from itemkit.certificates.graph import graph_of

Files = dict[str, dict[str, Any]]
A_NEEDS_Y = item(["Y"], ["X"], name="甲事项")
B_NEEDS_X = item(["X"], ["Y"], name="乙事项")
DEADLOCK: Files = {"items/a.yaml": A_NEEDS_Y, "items/b.yaml": B_NEEDS_X}
LOOP: Files = {
    "items/a.yaml": item([{"any_of": [{"name": "Y", "certificate": "Y"}, {"name": "承诺书"}]}], ["X"], name="甲事项"),
    "items/b.yaml": B_NEEDS_X,
}


def drawn(files: Files) -> Drawing:
    index = index_of(files)
    return drawing_of(index, graph_of(index))


def standings(files: Files) -> dict[str, tuple[Standing, str]]:
    return {one.name: (one.standing, str(one.why or "")) for one in drawn(files).certificates}


def asks(*materials: Any, **more: Any) -> tuple[Ask, ...]:
    (group,) = drawn({"items/a.yaml": item(materials, **more)}).groups
    return group.asks


def names(drawing: Drawing) -> tuple[list[str], list[str]]:
    return [one.name for one in drawing.certificates], [group.name for group in drawing.groups]


def test_nothing_is_drawn_of_a_catalog_without_certificates() -> None:
    assert drawn({"items/a.yaml": item([{"name": "申请表"}])}) == Drawing((), ())
    assert drawn({"items/a.yaml": item(["X"], ["Y"], status="取消")}) == Drawing((), ())


def test_where_each_certificate_stands() -> None:
    files = {
        "items/x.yaml": item(["给"], ["X"]),
        "items/y.yaml": item(["自", "介", "远"]),
        "items/z.yaml": item([], ["续"], action="延续"),
        "certificates/1.yaml": certificate("给", given=True),
        "certificates/2.yaml": certificate("自", issuer_kind="申请人"),
        "certificates/3.yaml": certificate("介", issuer_kind="中介机构"),
        "certificates/4.yaml": certificate("闲", issuer_kind="政府部门"),
    }
    assert standings(files) == {
        "X": (Standing.OBTAINABLE, ""),
        "介": (Standing.MADE, ""),
        "给": (Standing.GIVEN, ""),
        "自": (Standing.MADE, ""),
        "续": (Standing.UNKNOWN, ""),
        "远": (Standing.UNKNOWN, ""),
        "闲": (Standing.UNKNOWN, ""),
    }


def test_what_is_known_of_a_certificate() -> None:
    files = {
        "certificates/x.yaml": certificate(
            "X",
            aliases=["旧X", "X证"],
            kind="证照",
            issuer_kind="政府部门",
            issuers=["甲局", "乙局"],
            proves=["住所", "姓名"],
        ),
        "items/a.yaml": item(["旧X"]),
    }
    drawing = drawn(files)
    (one,) = drawing.certificates
    assert (one.name, one.aliases, one.path, one.kind) == ("X", ("X证", "旧X"), "certificates/x.yaml", "证照")
    assert (one.issuer_kind, one.issuers, one.facts) == ("政府部门", "甲局、乙局", ("住所", "姓名"))
    assert drawing.groups[0].asks == (Ask("X", Manner.REQUIRED, False, False),)


def test_why_certificates_of_a_deadlock_and_behind_it_can_not_be_obtained() -> None:
    files = {
        **DEADLOCK,
        "items/c.yaml": item(["X"], ["Z"], name="丙事项"),
        "items/d.yaml": item(["Z", "W"], ["V"], name="丁事项"),
        "items/e.yaml": item([], ["W"]),
    }
    found = standings(files)
    circle = {
        "办“甲事项”要Y → Y由“乙事项”核发 → 办“乙事项”要X → X由“甲事项”核发",
        "办“乙事项”要X → X由“甲事项”核发 → 办“甲事项”要Y → Y由“乙事项”核发",
    }
    for name in ("X", "Y"):
        assert found[name][0] is Standing.DEADLOCK
        assert found[name][1] in circle
    assert {name: one for name, one in found.items() if name not in ("X", "Y")} == {
        "V": (Standing.BLOCKED, "办“丁事项”要Z，而Z也办不成"),
        "W": (Standing.OBTAINABLE, ""),
        "Z": (Standing.BLOCKED, "办“丙事项”要X，而X也办不成"),
    }
    assert {group.name: group.is_blocked for group in drawn(files).groups} == {
        "甲事项": True, "乙事项": True, "丙事项": True, "丁事项": True, "某事项": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("materials", "expected"),
    [
        (["X"], [Ask("X", Manner.REQUIRED, False, False)]),
        ([{"name": "x", "certificate": "X", "need": "非必要"}], [Ask("X", Manner.OPTIONAL, False, False)]),
        ([{"name": "x", "certificate": "X", "need": "容缺后补"}], [Ask("X", Manner.LATER, False, False)]),
        ([{"name": "x", "certificate": "X", "access": "共享"}], [Ask("X", Manner.REQUIRED, True, False)]),
        ([{"name": "x", "certificate": "X", "holder": "其他主体"}], [Ask("X", Manner.REQUIRED, False, True)]),
        ([{"name": "x", "certificate": "X", "when": {"s": "a"}}], [Ask("X", Manner.CONDITIONAL, False, False)]),
        (
            [{"any_of": [{"name": "x", "certificate": "X"}, {"name": "y", "certificate": "Y"}, {"name": "承诺书"}]}],
            [
                Ask("X", Manner.ALTERNATIVE, False, False, ("", "Y")),
                Ask("Y", Manner.ALTERNATIVE, False, False, ("", "X")),
            ],
        ),
        # twice the same is no choice
        (
            [{"any_of": [{"name": "原件", "certificate": "X"}, {"name": "电子", "certificate": "X"}]}],
            [Ask("X", Manner.REQUIRED, False, False)],
        ),
        # the strictest counts; somebody else's is another thing
        (
            [{"name": "x", "certificate": "X", "need": "非必要"}, "X"],
            [Ask("X", Manner.REQUIRED, False, False)],
        ),
        (
            ["X", {"name": "x", "certificate": "X", "holder": "其他主体"}],
            [Ask("X", Manner.REQUIRED, False, False), Ask("X", Manner.REQUIRED, False, True)],
        ),
        ([{"name": "申请表"}], None),
    ],
)  # fmt: skip
def test_how_a_certificate_is_asked_for(materials: list[Any], expected: list[Ask] | None) -> None:
    question = [{"id": "s", "question": "哪一种？", "options": {"a": "甲", "b": "乙"}}]
    if expected is None:
        assert drawn({"items/a.yaml": item(materials, situations=question)}).groups == ()
    else:
        assert asks(*materials, situations=question) == tuple(expected)


def test_to_whom_items_issue() -> None:
    files = {
        "items/1.yaml": item([], ["X"], name="核发"),
        "items/2.yaml": item(["X"], ["X"], name="X事项"),
        "items/3.yaml": item(["X"], ["X"], name="补办", action="补发"),
    }
    assert [(group.name, group.issues, group.files) for group in drawn(files).groups] == [
        ("核发", (Issue("X", True),), (0,)),
        ("X事项", (Issue("X", False),), (1, 2)),
    ]


def test_items_that_ask_and_issue_alike_are_one() -> None:
    files = {f"items/{number:02}.yaml": item(["X"], ["Y"], name=f"第{number}个") for number in range(30)}
    files["items/90.yaml"] = item(["X", {"name": "申请表"}], ["Y"], name="不算证照的不同")
    files["items/91.yaml"] = item([{"name": "x", "certificate": "X", "access": "共享"}], ["Y"], name="共享的不同")
    drawing = drawn(files)
    assert [(group.name, len(group.files), len(group.examples)) for group in drawing.groups] == [
        ("第0个", 31, 24), ("共享的不同", 1, 1),
    ]  # fmt: skip
    assert drawing.groups[0].examples[23] == Example("第23个", "", "items/23.yaml")


def test_the_item_that_is_asked_about_is_named_first() -> None:
    files = {f"items/{number:02}.yaml": item(["X"], name=f"第{number}个") for number in range(30)}
    index = index_of(files)
    meant = meant_by("第28个", index)
    assert (meant.certificates, meant.files) == (frozenset(), (28,))
    (group,) = drawing_of(index, graph_of(index), meant.files).groups
    assert [one.name for one in group.examples[:3]] == ["第28个", "第0个", "第1个"]
    assert len(group.examples) == 24


@pytest.mark.parametrize(
    ("name", "certificates", "files"),
    [
        ("X证", {"X"}, ()),
        ("《X证》", {"X"}, ()),
        ("没有文件的", {"没有文件的"}, ()),
        ("甲(新办)", set(), (1,)),
        ("11440100007482620J344012300400001", set(), (1,)),
        ("items/a.yaml", set(), (1,)),
        ("乙", set(), ()),
    ],
)  # fmt: skip
def test_what_a_name_means(name: str, certificates: set[str], files: tuple[int, ...]) -> None:
    index = index_of(
        {
            "certificates/x.yaml": certificate("X", aliases=["X证"]),
            "items/a.yaml": item(["X", "没有文件的"], name="甲（新办）", code="11440100007482620J344012300400001"),
        }
    )
    meant = meant_by(name, index)
    assert (meant.certificates, meant.files) == (certificates, files)


def test_what_may_have_been_meant() -> None:
    drawing = drawn({"items/a.yaml": item(["营业执照"])})
    assert near_name("营业执", drawing) == "营业执照"
    assert near_name("完全不同", drawing) is None


CHAIN: Files = {
    "items/1.yaml": item(["A"], ["B"], name="一"),
    "items/2.yaml": item(["B"], ["C"], name="二"),
    "items/3.yaml": item(["C"], ["D"], name="三"),
    "items/4.yaml": item(["A"], ["E"], name="别人"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("start", "files", "steps", "expected"),
    [
        (["B"], [], 1, (["B"], ["一", "二"])),
        (["B"], [], 2, (["A", "B", "C"], ["一", "二"])),
        (["B"], [], 99, (["A", "B", "C", "D"], ["一", "二", "三"])),
        ([], [1], 1, (["B", "C"], ["二"])),
        (["D"], [3], 1, (["A", "D", "E"], ["三", "别人"])),
    ],
)  # fmt: skip
def test_what_is_around(start: list[str], files: list[int], steps: int, expected: tuple[list[str], list[str]]) -> None:
    assert names(around(drawn(CHAIN), start, files, steps)) == expected


def test_edges_lead_to_what_is_there() -> None:
    drawing = around(drawn(CHAIN), ["B"], [], 1)
    assert [(group.asks, group.issues) for group in drawing.groups] == [
        ((), (Issue("B", True),)),
        ((Ask("B", Manner.REQUIRED, False, False),), ()),
    ]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (CHAIN, ([], [])),
        ({**CHAIN, **DEADLOCK}, (["X", "Y"], ["甲事项", "乙事项"])),
        ({**CHAIN, **LOOP}, (["X", "Y"], ["甲事项", "乙事项"])),
        (
            {**DEADLOCK, "items/c.yaml": item([], ["Y"], name="别处"), "items/d.yaml": item(["X"], name="只要X")},
            (["X", "Y"], ["甲事项", "乙事项", "别处"]),
        ),
    ],
)  # fmt: skip
def test_what_goes_in_circles(files: Files, expected: tuple[list[str], list[str]]) -> None:
    index = index_of(files)
    graph = graph_of(index)
    assert names(in_circles(drawing_of(index, graph), graph)) == expected
