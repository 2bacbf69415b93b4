"""The last day of a time limit, by the Chinese calendar: weekends, statutory holidays, weekends worked in their place.

How to count is settled by law: the first day is not counted (民法典第二百零一条); working days exclude statutory
holidays (行政许可法第八十二条); a limit in natural days that ends on a day off ends on the first working day after it
(民法典第二百零三条). The arrangement of a year's holidays is published in the autumn before; until then its weekends
are all that is known. The page counts by the same rules, in ``templates/deadline.js``; a test holds the two together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import msgspec

WORKING_DAY = "工作日"
_SATURDAY = 5
_ONE = timedelta(days=1)
_YEARS = 3
"""As many years are put on pages: nobody asks when a decision was due that is long made."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked."""

    years: range
    """The years whose arrangement is known; of others only the weekends are."""
    off: frozenset[date]
    """Days off from Monday to Friday."""
    worked: frozenset[date]
    """Saturdays and Sundays that are worked."""

    def is_working(self, day: date) -> bool:
        """Whether offices work on a day."""
        return day in self.worked if day.weekday() >= _SATURDAY else day not in self.off

    def next_working(self, day: date) -> date:
        """The first working day after a day."""
        day += _ONE
        while not self.is_working(day):
            day += _ONE
        return day

    def as_script(self) -> str:
        """The calendar as the page's script reads it: ``{"from": 2024, "to": 2026, "off": {"2024": "0101…"}, …}``."""

        def by_year(days: Iterable[date]) -> dict[str, str]:
            listed = sorted(days)
            return {str(year): "".join(f"{day:%m%d}" for day in listed if day.year == year) for year in self.years}

        data = {
            "from": self.years.start, "to": self.years.stop - 1,
            "off": by_year(self.off), "worked": by_year(self.worked),
        }  # fmt: skip
        return msgspec.json.encode(data).decode()


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of a limit."""

    day: date
    is_certain: bool
    """Whether the holidays of all years that were counted through are known."""


@cache
def chinese_calendar() -> Calendar:
    """The calendar of the last years whose holidays have been published, as the library chinesecalendar has it."""
    from chinese_calendar.constants import holidays, workdays

    last = max(holidays).year
    years = range(last - _YEARS + 1, last + 1)
    off = frozenset(day for day in holidays if day.year in years and day.weekday() < _SATURDAY)
    worked = frozenset(day for day in workdays if day.year in years and day.weekday() >= _SATURDAY)
    return Calendar(years, off, worked)


def last_day(start: date, days: int, unit: str, calendar: Calendar) -> LastDay:
    """The last day of a limit.

    Args:
        start: the day of acceptance, which is not counted.
        days: how many; 0: the same day.
        unit: 工作日, or anything else for natural days.
        calendar: which days are worked.
    """
    end = start
    if unit == WORKING_DAY:
        for _ in range(days):
            end = calendar.next_working(end)
    elif days:
        end = start + timedelta(days=days)
        end = end if calendar.is_working(end) else calendar.next_working(end)
    return LastDay(end, start.year in calendar.years and end.year in calendar.years)
