"""What the applicant receives: results by name, how long they hold, how they are handed over."""

import re
from collections.abc import Iterator

from itemkit.diff.change import Change
from itemkit.diff.effect import Measure
from itemkit.diff.making import Data, at, made
from itemkit.diff.rows import paired
from itemkit.diff.words import questions_of, when_in_words
from itemkit.findings import Message, Pointer, msg
from itemkit.model.plain import plain_name

_DAYS = {"Y": 365.25, "M": 30.44, "W": 7, "D": 1}
_PART = re.compile(r"(\d+)([YMWD])")


def compare_results(a: Data, b: Data) -> Iterator[Change]:
    """What has changed in ``results``."""
    before, after, whole = a.get("results"), b.get("results"), Pointer.of("results")
    if before is None or after is None:
        if before or after:
            id = "results-stated" if before is None else "results-unstated"
            yield made(id, whole, whole, before, after)
        return
    pairs, gone, new = paired("results", a, b)
    for i, one in gone:
        yield made("result-removed", at("results", i), whole, one, None, name=one["name"])
    for j, one in new:
        yield made("result-added", whole, at("results", j), None, one, name=one["name"])
    for one, other, place, spot in pairs:
        yield from _compare_result(one, other, place, spot)
        if one.get("when") != other.get("when"):
            said = when_in_words(one.get("when"), questions_of(a)), when_in_words(other.get("when"), questions_of(b))
            spots = place / "when", spot / "when"
            yield made("result-when-changed", *spots, one.get("when"), other.get("when"), name=other["name"], said=said)


def _compare_result(one: Data, other: Data, a: Pointer, b: Pointer) -> Iterator[Change]:
    name = other["name"]
    if plain_name(one["name"]) != plain_name(name):
        yield made("result-renamed", a / "name", b / "name", one["name"], name, name=name)
    yield from _compare_validity(one, other, a / "valid_for", b / "valid_for")
    said, now = set(one.get("delivery", ())), set(other.get("delivery", ()))
    if said and now:
        spots = a / "delivery", b / "delivery"
        for way in sorted(said - now):
            yield made("result-delivery-removed", *spots, way, None, name=name)
        for way in sorted(now - said):
            yield made("result-delivery-added", *spots, None, way, name=name)
    keys = ["kind", "certificate", "sample", "note"]
    if not said or not now:
        keys.append("delivery")
    before, after = ({key: side[key] for key in keys if key in side} for side in (one, other))
    if before != after:
        yield made("result-details-changed", a, b, before or None, after or None, name=name)


def _compare_validity(one: Data, other: Data, a: Pointer, b: Pointer) -> Iterator[Change]:
    before, after, name = one.get("valid_for"), other.get("valid_for"), other["name"]
    if before == after:
        return
    said = duration_in_words(before), duration_in_words(after)
    if before is None or after is None:
        yield made(
            f"result-validity-{'stated' if before is None else 'unstated'}", a, b, before, after, name=name, said=said
        )
        return
    years = round(_length(after) - _length(before), 2)
    id = "result-longer" if years >= 0 else "result-shorter"
    if years:
        yield made(id, a, b, before, after, name=name, said=said, measure=Measure(years, "年"))


def _length(duration: str) -> float:
    """An ISO 8601 duration in years."""
    return sum(int(number) * _DAYS[unit] for number, unit in _PART.findall(duration)) / _DAYS["Y"]


def duration_in_words(duration: str | None) -> object:
    """An ISO 8601 duration as people say it: P1Y6M is 1 年 6 个月."""
    if duration is None:
        return ""
    units: dict[str, Message] = {}
    told = []
    for number, unit in _PART.findall(duration):
        units = {
            "Y": msg("{number} 年", number=number),
            "M": msg("{number} 个月", number=number),
            "W": msg("{number} 周", number=number),
            "D": msg("{number} 天", number=number),
        }
        told.append(units[unit])
    return tuple(told) or duration
