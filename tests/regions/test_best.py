"""Who is best, by what; which standard is meant; what several changes save together."""

from collections.abc import Mapping
from typing import Any

import pytest

from across import index_of
from itemkit.diff.compare import compare
from itemkit.regions.best.learning import added, saved
from itemkit.regions.best.ranking import By, ranking_of
from itemkit.regions.best.which import Meant, standards_meant, standards_near
from itemkit.regions.matrix import Choice, Measure, matrix_of

BASE, SECOND = "440123004000", "440109002001"
DAYS, MATERIALS, VISITS, FEE = Measure


def item(region: str, days: int | None = None, visits: int | None = None, fee: float | None = None) -> dict[str, Any]:
    made: dict[str, Any] = {"name": "甲许可", "type": "行政许可", "standard": BASE, "region": region}
    if days is not None:
        made["time_limit"] = {"promised": {"days": days, "unit": "工作日"}}
    if visits is not None:
        made["visits"] = visits
    if fee is not None:
        made["fees"] = [{"name": "费", "amount": fee}]
    return made


def ranked(*items: Mapping[str, Any], wish: Measure | None = None) -> tuple[list[str], By | None, list[str]]:
    """The regions, the best first; by what; who is as good."""
    (row,) = matrix_of(index_of({f"items/{n}.yaml": one for n, one in enumerate(items)}), Choice()).rows
    found = ranking_of(row, wish)
    assert found.best == (found.cells[0] if found.by else None)
    return [cell.region for cell in found.cells], found.by, list(found.equals)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        pytest.param([item("440100", 5)], (["440100"], None, []), id="one alone"),
        pytest.param([item("440200", 5), item("440100", 5)], (["440100", "440200"], None, []), id="all equal"),
        pytest.param(
            [item("440200", 5), item("440100")], (["440200", "440100"], None, []), id="nobody to compare with"
        ),
        pytest.param(
            [item("440100", 5, 2), item("440200", 9, 1, 10), item("440300", 9, 2, 20)],
            (["440200", "440100", "440300"], By.STARS, []),
            id="most stars",
        ),
        pytest.param(
            [item("440100", 9, 0), item("440200", 5, 1)], (["440200", "440100"], By.DAYS, []), id="as many: fewer days"
        ),
        pytest.param(
            [item("440100", None, 0, 9), item("440200", None, 1, 5)],
            (["440100", "440200"], By.VISITS, []),
            id="as many, no days: fewer visits",
        ),
        pytest.param(
            [item("440100", None, 0), item("440200", 5, 1), item("440300", 9, 1)],
            (["440200", "440100", "440300"], By.DAYS, []),
            id="silence is no few days",
        ),
        pytest.param(
            [item("440103", 5), item("440200", 5), item("440100", 5), item("440300", 9)],
            (["440100", "440200", "440103", "440300"], By.PLACE, ["440200", "440103"]),
            id="as good: the higher level, then the code",
        ),
    ],
)
def test_who_is_best(items: list[dict[str, Any]], expected: tuple[list[str], By | None, list[str]]) -> None:
    assert ranked(*items) == expected


def test_a_measure_can_count_before_all_else() -> None:
    items = [item("440100", 5, 1, 10), item("440200", 9, 0, 20), item("440300", 9, 1)]
    assert ranked(*items) == (["440100", "440200", "440300"], By.STARS, [])
    assert ranked(*items, wish=VISITS) == (["440200", "440100", "440300"], By.WISH, [])
    assert ranked(*items, wish=FEE) == (["440100", "440200", "440300"], By.WISH, [])
    assert ranked(item("440100", 5, 1), item("440200", 5, 2), wish=DAYS) == (["440100", "440200"], By.STARS, [])


CODE = "11440100007482620J3" + SECOND + "01"
FILES = {
    "standards/a.yaml": {"code": BASE, "name": "公共场所卫生许可", "type": "行政许可"},
    "items/a.yaml": {"name": "公共场所（游泳馆）卫生许可", "standard": BASE, "region": "440100", "type": "行政许可"},
    "items/b.yaml": {"name": "专职律师执业许可", "code": CODE, "region": "440100", "type": "行政许可"},
    "items/c.yaml": {"name": "专职律师执业许可（首次）", "standard": SECOND, "local_code": "Z1", "type": "行政许可"},
    "items/d.yaml": {"name": "无码证明", "region": "440100", "type": "公共服务"},
    "items/e.yaml": {"name": "无码（证明）", "region": "440200", "type": "公共服务"},
    "items/f.yaml": {"name": "公共场所卫生许可", "region": "440200", "type": "公共服务"},
    "items/g.yaml": {"name": "重名", "standard": "440109002002", "type": "行政许可"},
    "items/h.yaml": {"name": "重名", "standard": "440109002003", "type": "行政许可"},
}
FIRST, LAWYER = Meant(BASE, "公共场所卫生许可"), Meant(SECOND, "专职律师执业许可")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (BASE, [FIRST]),
        (SECOND, [LAWYER]),
        ("440123004001", []),
        ("standards/a.yaml", [FIRST]),
        ("items/a.yaml", [FIRST]),
        ("items/d.yaml", [Meant("", "无码证明")]),
        (CODE, [LAWYER]),
        ("Z1", [LAWYER]),
        ("11440100007482620J344012300400001", [FIRST]),
        ("11440100007482620J344012300400101", []),
        ("《公共场所》卫生许可", [FIRST]),
        ("公共场所(游泳馆)卫生许可", [FIRST]),
        ("专职律师执业许可（首次）", [LAWYER]),
        ("无码证明", [Meant("", "无码证明")]),
        ("重名", [Meant("440109002002", "重名"), Meant("440109002003", "重名")]),
        ("公共场所", []),
        ("（）", []),
        ("", []),
    ],
)
def test_which_standard_is_meant(text: str, meant: list[Meant]) -> None:
    assert standards_meant(index_of(FILES), text) == meant


def test_which_may_have_been_meant() -> None:
    index = index_of(FILES)
    assert standards_near(index, "律师执业") == [LAWYER]
    assert standards_near(index, "440123004009") == [FIRST]
    assert standards_near(index, "公共场所卫生许可证") == [FIRST, Meant("", "公共场所卫生许可")]
    assert standards_near(index, "完全不同的") == []


def test_what_is_saved() -> None:
    own = {
        "time_limit": {"promised": {"days": 14, "unit": "自然日"}, "statutory": {"days": 60, "unit": "工作日"}},
        "materials": [{"name": "申请表"}, {"name": "营业执照"}, {"name": "检测报告", "copies": 2}],
        "visits": 2,
        "fees": [{"name": "工本费", "amount": 10}, {"name": "检测费", "amount": 0.5}],
    }
    best = {
        "time_limit": {"promised": {"days": 7, "unit": "自然日"}, "statutory": {"days": 20, "unit": "工作日"}},
        "materials": [
            {"name": "申请表"},
            {"name": "营业执照", "access": "共享", "need": "非必要"},
            {"name": "检测报告", "copies": 1},
            {"name": "授权委托书"},
        ],
        "visits": 1,
        "fees": [{"name": "工本费", "amount": 5}],
    }
    savings = saved(compare(own, best))
    assert savings == {DAYS: 5, MATERIALS: 1, VISITS: 1, FEE: 5.5}
    assert added([savings, {DAYS: 1.43}, {}]) == {DAYS: 6.43, MATERIALS: 1, VISITS: 1, FEE: 5.5}
