"""Who is first, who leads, and what counts as nothing, much or unknown."""

import pytest

from itemkit.regions.matrix.measures import Measure, Spread, Stated, asks_least, firsts, spreads, to_lead, whole

DAYS, MATERIALS, VISITS, FEE = Measure
NOTHING = Stated({})


def stated(days=None, materials=None, visits=None, fee=None, charges=""):
    numbers = {DAYS: days, MATERIALS: materials, VISITS: visits, FEE: fee}
    return Stated({one: number for one, number in numbers.items() if number is not None}, charges=charges)


def judged(*several):
    """For each what it is first in, and whether it leads."""
    among, measures = spreads(several), to_lead(several)
    first = [firsts(one, among) for one in several]
    leads = [bool(some) and asks_least(one, among, measures) for one, some in zip(several, first, strict=True)]
    return [(set(some), is_leading) for some, is_leading in zip(first, leads, strict=True)]


@pytest.mark.parametrize(
    ("several", "expected"),
    [
        pytest.param([], [], id="nobody"),
        pytest.param([stated(days=5)], [(set(), False)], id="one alone is no first"),
        pytest.param([stated(days=5), stated(days=5)], [(set(), False)] * 2, id="all equal"),
        pytest.param([stated(days=5), NOTHING], [(set(), False)] * 2, id="the other says nothing"),
        pytest.param(
            [stated(days=5), stated(days=5), stated(days=7)], [({DAYS}, True), ({DAYS}, True), (set(), False)], id="tie"
        ),
        pytest.param(
            [stated(days=5, visits=1), stated(days=7, visits=0)], [({DAYS}, False), ({VISITS}, False)], id="each in one"
        ),
        pytest.param(
            [stated(days=5, visits=0), stated(days=7, visits=0)],
            [({DAYS}, True), (set(), False)],
            id="equal in the rest",
        ),
        pytest.param(
            [stated(days=5), stated(days=7, visits=0)],
            [({DAYS}, False), (set(), False)],
            id="silent where another speaks",
        ),
        pytest.param(
            [stated(fee=0), stated(charges="按面积")],
            [({FEE}, True), (set(), False)],
            id="free is less than any tariff",
        ),
        pytest.param(
            [stated(fee=10), stated(fee=20), stated(charges="按面积")],
            [(set(), False)] * 3,
            id="a price is not known to be less than a tariff",
        ),
        pytest.param(
            [stated(days=1, charges="按面积"), stated(days=2, charges="按面积")],
            [({DAYS}, True), (set(), False)],
            id="one tariff everywhere",
        ),
        pytest.param(
            [stated(days=1, charges="按面积"), stated(days=2, charges="按人数")],
            [({DAYS}, False), (set(), False)],
            id="two tariffs",
        ),
        pytest.param(
            [stated(days=1, charges="按面积"), stated(days=2)],
            [({DAYS}, False), (set(), False)],
            id="a tariff, and nothing said",
        ),
    ],
)
def test_who_is_first_and_who_leads(several, expected):
    assert judged(*several) == expected


def test_spreads():
    assert spreads([stated(10, 3, fee=0), stated(7.14, charges="按面积"), NOTHING]) == {
        DAYS: Spread(2, 7.14, 10),
        MATERIALS: Spread(1, 3, 3),
        FEE: Spread(1, 0, 0, by_tariff=1),
    }
    assert Spread(2, 7.14, 10).difference == 2.86
    assert (Spread(1, 3, 3).is_comparison, Spread(2, 3, 3).is_comparison) == (False, True)


@pytest.mark.parametrize(("number", "expected"), [(5, "5"), (5.0, "5"), (150 / 7, "21.43"), (0.1 + 0.2, "0.3")])
def test_no_more_decimals_than_needed(number, expected):
    assert str(whole(number)) == expected
