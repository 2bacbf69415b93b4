"""A hit in a resolved item, as the file that can be mended is told of it: places, what is beside them, fixes."""

from typing import Any

import pytest

from itemkit.findings import REMOVED, Change, Fix, Hit, Place, Pointer, Related, Severity, msg
from itemkit.lint.inherited import Heir, StandardSide
from itemkit.lint.rules.kinds import STANDARDS_TOO, ItemRule
from itemkit.model.resolve import Inherited

STANDARD = {
    "name": "甲",
    "code": "440123004000",
    "materials": [{"name": "申请表", "copies": 1}, {"name": "报告", "original": 1}, {"name": "照片"}],
}
OWN = {
    "standard": "440123004000",
    "materials": [
        {"name": "申请表", "drop": True},
        {"name": "照片", "copies": 2},
        {"name": "合同", "copies": 1},
        {"name": "《报告》", "original": 2},
    ],
}
"""Together: 《报告》, 照片, 合同."""
RULE = ItemRule("Z001", "z", Severity.WARNING, lambda _item: iter(()), "x。", STANDARDS_TOO)


def heir() -> Heir:
    side = StandardSide("standards/s.yaml", STANDARD, lambda _data: frozenset({("Z001", Pointer.of("name"))}))
    return Heir(OWN, Inherited(STANDARD), side, "items/x.yaml", "甲")


def hit(pointer: str, *others: str, changes: tuple[tuple[str, Any], ...] = ()) -> Hit:
    related = tuple(Related(msg("另一处"), Place(Pointer.parse(one))) for one in others)
    fix = Fix(msg("改"), tuple(Change(Pointer.parse(at), value) for at, value in changes)) if changes else None
    return Hit(Place(Pointer.parse(pointer)), msg("这里"), related, fix)


@pytest.mark.parametrize(
    ("pointer", "other", "path", "there", "beside"),
    [
        ("/materials/2/copies", "/materials/1/copies", "items/x.yaml", "/materials/2/copies", [("", "/materials/1/copies")]),
        ("/materials/2/copies", "/materials/1/name", "items/x.yaml", "/materials/2/copies", [("standards/s.yaml", "/materials/2/name")]),
        ("/materials/1/name", "/materials/0/original", "standards/s.yaml", "/materials/2/name", [("items/x.yaml", "/materials/3/original"), ("items/x.yaml", "/standard")]),
        ("/name", "/materials/1/name", None, "", []),
        ("/basis", "/visits", "items/x.yaml", "/basis", [("", "/visits")]),
    ],
)  # fmt: skip
def test_places(pointer: str, other: str, path: str | None, there: str, beside: list[tuple[str, str]]) -> None:
    finding = heir().finding(RULE, hit(pointer, other))
    if path is None:
        assert finding is None, "the standard's own file is told"
        return
    assert finding is not None
    assert (finding.path, str(finding.place.pointer)) == (path, there)
    assert [(one.path, str(one.place.pointer)) for one in finding.related] == beside


@pytest.mark.parametrize(
    ("at", "changes", "moved"),
    [
        ("/materials/2/copies", (("/materials/2/copies", 0),), [("/materials/2/copies", 0)]),
        ("/materials/2", (("/materials/2", REMOVED),), [("/materials/2", REMOVED)]),
        ("/materials/0/original", (("/materials/0/original", 1),), [("/materials/3/original", 1)]),
        ("/materials/0/original", (("/materials/0/original", REMOVED),), None),  # the standard's would show again
        ("/materials/0/name", (("/materials/0/name", "报告"),), None),  # it may mean another then
        ("/materials/0", (("/materials/0", REMOVED),), None),
        ("/materials/2/copies", (("/materials/2/copies", 0), ("/materials/1/name", "x")), None),  # half of it elsewhere
        ("/materials/2/copies", (("/materials", []),), None),
        ("/visits", (("/visits", 0),), [("/visits", 0)]),
    ],
)
def test_fixes_change_the_own_file_alone(
    at: str, changes: tuple[tuple[str, Any], ...], moved: list[tuple[str, Any]] | None
) -> None:
    finding = heir().finding(RULE, hit(at, changes=changes))
    assert finding is not None
    fix = finding.fix
    assert (None if fix is None else [(str(one.pointer), one.value) for one in fix.changes]) == moved


def test_nobody_knows_where_the_standard_is() -> None:
    finding = Heir(OWN, Inherited(STANDARD), None, "items/x.yaml", "甲").finding(RULE, hit("/materials/1/name"))
    assert finding is not None
    assert (finding.path, str(finding.place.pointer)) == ("items/x.yaml", "/standard")
