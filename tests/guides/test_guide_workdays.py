"""The last day of a limit, against days that were published and against the library whose calendar it is."""

import json
from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itemkit.guides.workdays import Calendar, LastDay, last_day
from itemkit.guides.workdays import chinese_calendar as known

CALENDAR = known()


@pytest.mark.parametrize(
    ("start", "days", "unit", "expected"),
    [
        # 2026-02-14 is a Saturday that is worked; the Spring Festival is off from the 15th to the 23rd
        ("2026-02-13", 1, "工作日", "2026-02-14"),
        ("2026-02-13", 2, "工作日", "2026-02-24"),
        ("2026-02-10", 10, "自然日", "2026-02-24"),
        # the National Day is off from the 1st to the 7th of October, 2026; Saturday the 10th is worked
        ("2026-09-30", 1, "工作日", "2026-10-08"),
        ("2026-09-30", 3, "工作日", "2026-10-10"),
        ("2026-09-30", 4, "工作日", "2026-10-12"),
        ("2026-09-30", 3, "自然日", "2026-10-08"),
        # an ordinary weekend
        ("2026-06-12", 5, "工作日", "2026-06-22"),  # with the Dragon Boat Festival on the 19th
        ("2026-07-03", 1, "自然日", "2026-07-06"),
        ("2026-07-03", 3, "自然日", "2026-07-06"),
        ("2026-07-03", 4, "自然日", "2026-07-07"),
        ("2026-07-04", 1, "工作日", "2026-07-06"),
        # the same day, whatever day it is
        ("2026-10-01", 0, "工作日", "2026-10-01"),
        ("2026-10-01", 0, "自然日", "2026-10-01"),
    ],
)
def test_last_day(start: str, days: int, unit: str, expected: str) -> None:
    assert last_day(date.fromisoformat(start), days, unit, CALENDAR) == LastDay(date.fromisoformat(expected), True)


def test_a_year_whose_arrangement_is_not_published_is_told() -> None:
    unpublished = CALENDAR.years.stop
    assert last_day(date(unpublished - 1, 12, 28), 20, "工作日", CALENDAR).is_certain is False
    assert last_day(date(unpublished, 3, 2), 1, "工作日", CALENDAR) == LastDay(
        date(unpublished, 3, 2) + timedelta(days=1 if date(unpublished, 3, 2).weekday() < 4 else 3), False
    )
    assert last_day(date(CALENDAR.years.start - 1, 12, 1), 1, "自然日", CALENDAR).is_certain is False


def test_the_calendar_is_that_of_the_library() -> None:
    day = date(CALENDAR.years.start, 1, 1)
    while day.year in CALENDAR.years:
        assert CALENDAR.is_working(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)
    assert len(CALENDAR.years) == 3


@given(st.dates(date(CALENDAR.years.start, 1, 1), date(CALENDAR.years.stop - 1, 6, 30)), st.integers(1, 60))
def test_working_days_are_counted_one_by_one(start: date, days: int) -> None:
    end = last_day(start, days, "工作日", CALENDAR).day
    between = [start + timedelta(days=one) for one in range(1, (end - start).days + 1)]
    assert sum(map(chinese_calendar.is_workday, between)) == days
    assert chinese_calendar.is_workday(end)


@given(st.dates(date(CALENDAR.years.start, 1, 1), date(CALENDAR.years.stop - 1, 6, 30)), st.integers(1, 90))
def test_natural_days_end_on_a_working_day_and_no_later_than_needed(start: date, days: int) -> None:
    end = last_day(start, days, "自然日", CALENDAR).day
    late = [start + timedelta(days=one) for one in range(days, (end - start).days)]
    assert end >= start + timedelta(days=days)
    assert chinese_calendar.is_workday(end)
    assert not any(map(chinese_calendar.is_workday, late))


def test_what_the_script_reads() -> None:
    calendar = Calendar(
        range(2025, 2027), frozenset({date(2026, 1, 1), date(2025, 10, 1)}), frozenset({date(2026, 2, 14)})
    )
    assert json.loads(calendar.as_script()) == {
        "from": 2025,
        "to": 2026,
        "off": {"2025": "1001", "2026": "0101"},
        "worked": {"2025": "", "2026": "0214"},
    }
