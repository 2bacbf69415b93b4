"""Lengths of time as Chinese texts name them (二十日, 20个工作日, 三个月), and whether two of them can be one.

Working days (工作日) and calendar days (自然日) have no fixed ratio: weekends and public holidays lie between. So a
number of working days stands for a range of calendar days, and what is said here of two different units is said of
ranges.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from itemkit.model.numerals import IN_WORDS, NUMERAL, whole_number

WORKING = "工作日"
CALENDAR = "自然日"
_EITHER = "日"
"""A day that does not say which: working days in 行政许可法 第八十二条, calendar days in older laws."""

_LONGEST_HOLIDAY = 11
"""Calendar days that a public holiday and the weekends beside it can take out of a period, at most."""

_CALENDAR_DAYS = {
    "周": (7.0, 7.0),
    "个月": (28.0, 31.0),
    "年": (360.0, 366.0),
    "小时": (1 / 24, 1 / 8),  # of the clock, or of working time
}
_AFTER = (
    r"个?(?:工作[日天]|自然[日天]|日历[日天]|小时|钟头|星期|礼拜)|个月"
    r"|周(?![岁年边])|年(?![度级代底末初])|[日天](?!期|常)"
)
_LENGTH = re.compile(
    rf"(?<![第月年.〔0-9个{IN_WORDS}])"
    rf"(?P<low>半|{NUMERAL})(?:(?:-|—|–|~|至|到)(?P<high>{NUMERAL}))?(?:\((?:{NUMERAL})\))?"
    rf"(?P<and_half>个半(?=月))?(?P<unit>{_AFTER}|月(?<=个半月)|\((?:工作日|自然日)\))(?P<kind>\((?:工作日|自然日)\))?"
)  # fmt: skip
_IS_YEAR = 1000
"""From here on a number before 年 is the name of a year."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time that a text names."""

    low: float
    high: float
    """The same as ``low``, except in 3至5日."""
    unit: str
    """工作日, 自然日, 日 (it does not say which), 周, 个月, 年 or 小时."""
    text: str
    """As it was written, in half width and without spaces."""

    def could_be(self, days: int, unit: str) -> bool:
        """Whether somebody may have meant ``days`` of ``unit`` (工作日 or 自然日) by it."""
        if self.unit in {unit, _EITHER} and self.low <= days <= self.high:
            return True
        if self.unit == unit:
            return False
        low, high = _usual(days) if unit == WORKING else (days, days)
        return any(least <= high and low <= most for least, most in self._in_calendar_days())

    def _in_calendar_days(self) -> Iterator[tuple[float, float]]:
        if self.unit in {CALENDAR, _EITHER}:
            yield self.low, self.high
        if self.unit in {WORKING, _EITHER}:
            yield _usual(self.low)[0], _usual(self.high)[1]
        if factors := _CALENDAR_DAYS.get(self.unit):
            yield int(self.low * factors[0]), ceil(self.high * factors[1])


def plain(text: str) -> str:
    """``text`` in half width and without blanks: what the patterns of this module and of its users go through."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def lengths(text: str) -> list[Length]:
    """All lengths of time that a `plain` text names; neither dates nor ordinals (2018年8月26日, 第十日)."""
    found = []
    for match in _LENGTH.finditer(text):
        try:
            low = 0.5 if match["low"] == "半" else float(whole_number(match["low"]))
            high = float(whole_number(match["high"])) if match["high"] else low
        except (ValueError, OverflowError):  # no number, or none that days are counted in
            continue
        if match["and_half"]:
            low, high = low + 0.5, high + 0.5
        unit = _unit(match["unit"], match["kind"])
        if not (unit == "年" and low >= _IS_YEAR):
            found.append(Length(low, high, unit, match[0]))
    return found


def _unit(written: str, explained: str | None) -> str:
    bare = written.strip("()").removeprefix("个")
    if explained and bare in {"日", "天"}:
        return explained.strip("()")
    if bare.startswith(("工作", "自然", "日历")):
        return WORKING if bare.startswith("工作") else CALENDAR
    if bare == "月":
        return "个月"
    return {"天": _EITHER, "星期": "周", "礼拜": "周", "钟头": "小时"}.get(bare, bare)


def is_longer(days: int, unit: str, than: int, than_unit: str) -> bool:
    """Whether ``days`` of ``unit`` are surely longer than ``than`` of ``than_unit``, whatever holidays lie between."""
    if unit == than_unit:
        return days > than
    return fewest_calendar_days(days) > than if unit == WORKING else days > _most_calendar_days(than)


def fewest_calendar_days(working: float) -> int:
    """How many calendar days that many working days take at least: from a Monday on, without holidays."""
    return ceil(working + 2 * (max(working - 1, 0) // 5))


def _most_calendar_days(working: float) -> int:
    return ceil(working + 2 * (working // 5 + 1)) + _LONGEST_HOLIDAY if working else 0


def _usual(working: float) -> tuple[int, int]:
    """What people take working days for when they count in calendar days: 5 for 7, 20 for 28 or 30, 22 for a month."""
    return fewest_calendar_days(working), ceil(1.5 * working) + 1 if working else 0
