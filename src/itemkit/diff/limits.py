"""Time limits: longer, shorter, or the same in another unit.

Working days (工作日) and calendar days (自然日) have no fixed ratio. Where two limits are in different units, five
working days are taken for seven calendar days, public holidays left out, and the change says so.
"""

from collections.abc import Iterator

from itemkit.diff.change import Change
from itemkit.diff.effect import Effect, Measure
from itemkit.diff.making import Data, made
from itemkit.findings import Message, Pointer, msg
from itemkit.model.durations import CALENDAR, WORKING

WEEK = {WORKING: 5, CALENDAR: 7}
"""How many of each kind of day make a week."""
_LESS_THAN_A_DAY = 1.0
"""A difference smaller than this is what the conversion itself may be wrong by."""


def compare_limits(a: Data, b: Data) -> Iterator[Change]:
    """What has changed in ``time_limit``."""
    first, second = a.get("time_limit", {}), b.get("time_limit", {})
    for key in ("statutory", "promised"):
        yield from _compare(key, first.get(key), second.get(key))


def _compare(key: str, before: Data | None, after: Data | None) -> Iterator[Change]:
    place = Pointer.of("time_limit", key)
    if before is None or after is None:
        if after is not None:
            yield made(f"{key}-stated", place, place, None, after)
        elif before is not None:
            yield made(f"{key}-unstated", place, place, before, None)
        return
    measure, assumed = difference(before, after)
    direction = "longer" if measure.amount > 0 else "shorter"
    if measure.amount:
        yield made(f"{key}-{direction}", place, place, before, after, measure=measure, assumed=assumed)
    elif before["unit"] != after["unit"]:
        yield made(f"{key}-unit-changed", place, place, before, after, assumed=assumed)
    if before.get("note") != after.get("note"):
        spot = place / "note"
        yield made(f"{key}-note-changed", spot, spot, before.get("note"), after.get("note"))


def difference(before: Data, after: Data) -> tuple[Measure, Message | None]:
    """By how much ``after`` is longer than ``before``, and what that assumes.

    Both have ``days`` and ``unit``. In one unit the difference is exact. In two it is in working days, and nothing if
    it is less than a day.
    """
    days, unit = before["days"], before.get("unit", WORKING)
    other_days, other_unit = after["days"], after.get("unit", WORKING)
    if unit == other_unit:
        return Measure(other_days - days, unit), None
    longer = round(working_days(other_days, other_unit) - working_days(days, unit), 1)
    assumed = msg("按 7 个自然日合 5 个工作日折算，不计法定节假日")
    return Measure(0 if abs(longer) < _LESS_THAN_A_DAY else longer, WORKING), assumed


def working_days(days: float, unit: str) -> float:
    """A length of time in working days: 28 calendar days are 20 of them."""
    return days * WEEK[WORKING] / WEEK[unit]


def effect_of(measure: Measure, more: Effect = Effect.BURDEN) -> Effect:
    """The effect of more or less of something."""
    return Effect.NEUTRAL if not measure.amount else more if measure.amount > 0 else more.reverse
