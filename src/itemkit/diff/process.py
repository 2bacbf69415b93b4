"""How it is done: the steps of the office, and the special procedures that take time beside them."""

from collections.abc import Iterator
from typing import Any

from itemkit.diff.change import Change
from itemkit.diff.effect import Effect, Measure
from itemkit.diff.limits import difference
from itemkit.diff.making import Data, at, made
from itemkit.diff.rows import details, paired, stated
from itemkit.diff.words import limit_in_words
from itemkit.findings import Pointer, msg
from itemkit.model.plain import plain_name


def compare_steps(a: Data, b: Data) -> Iterator[Change]:
    """What has changed in ``steps``."""
    if a.get("steps") is None or b.get("steps") is None:
        yield from stated("steps", "steps", a, b)
        return
    pairs, gone, new = paired("steps", a, b)
    for i, step in gone:
        yield made("step-removed", at("steps", i), at("steps", None), step, None, name=step["name"])
    for j, step in new:
        yield made("step-added", at("steps", None), at("steps", j), None, step, name=step["name"])
    for one, other, place, spot in pairs:
        yield from _compare_step(one, other, place, spot)
    counts = len(a["steps"]), len(b["steps"])
    if counts[0] != counts[1]:
        id = f"steps-{'more' if counts[1] > counts[0] else 'fewer'}"
        more = Measure(counts[1] - counts[0], "个环节")
        yield made(id, at("steps", None), at("steps", None), *counts, measure=more)
    order = [pair[3][-1] for pair in pairs]
    if order != sorted(order, key=int):
        names = [one["name"] for one in a["steps"]], [one["name"] for one in b["steps"]]
        yield made("steps-reordered", at("steps", None), at("steps", None), *names)


def _compare_step(one: Data, other: Data, a: Pointer, b: Pointer) -> Iterator[Change]:
    name = other["name"]
    if plain_name(one["name"]) != plain_name(name):
        yield made("step-renamed", a / "name", b / "name", one["name"], name, name=name)
    yield from _compare_days(one, other, a, b, "step")
    if one.get("standard") != other.get("standard"):
        spots = a / "standard", b / "standard"
        yield made("step-standard-changed", *spots, one.get("standard"), other.get("standard"), name=name)
    yield from details("step-details-changed", ("by", "result", "note"), one, other, a, b)


def _compare_days(
    one: Data, other: Data, a: Pointer, b: Pointer, stem: str, effect: Effect | None = None
) -> Iterator[Change]:
    """The time of a step or a special procedure."""
    before, after = _limit(one), _limit(other)
    if before == after:
        return
    spots, name = (a / "days", b / "days"), other["name"]
    said = (
        limit_in_words(before) if before else msg("（没有写）"),
        limit_in_words(after) if after else msg("（没有写）"),
    )
    measure, assumed = difference(before, after) if before and after else (None, None)
    if measure is None or not measure.amount:
        kind = "step-limit-changed" if stem == "step" else "special-changed"
        yield made(kind, *spots, before, after, name=name, said=said, assumed=assumed)
        return
    direction = "longer" if measure.amount > 0 else "shorter"
    reverse = effect.reverse if effect and measure.amount < 0 else effect
    yield made(f"{stem}-{direction}", *spots, before, after, name=name, said=said, measure=measure, assumed=assumed,
        effect=reverse)  # fmt: skip


def _limit(one: Data) -> dict[str, Any] | None:
    return {"days": one["days"], "unit": one.get("unit", "工作日")} if "days" in one else None


def compare_special(a: Data, b: Data) -> Iterator[Change]:
    """What has changed in ``special``; time that does not count towards the limit is waited for all the same."""
    pairs, gone, new = paired("special", a, b)
    for i, one in gone:
        yield made(
            "special-removed",
            at("special", i),
            at("special", None),
            one,
            None,
            name=one["name"],
            measure=_days(one, -1),
        )
    for j, one in new:
        yield made(
            "special-added", at("special", None), at("special", j), None, one, name=one["name"], measure=_days(one, 1)
        )
    for one, other, place, spot in pairs:
        counts = one.get("counted"), other.get("counted")
        in_limit = counts == (True, True)
        yield from _compare_days(one, other, place, spot, "special", Effect.NEUTRAL if in_limit else Effect.BURDEN)
        if bool(counts[0]) != bool(counts[1]):
            id = "special-counted" if counts[1] else "special-uncounted"
            effect = Effect.UNCLEAR if None in counts else None
            yield made(id, place / "counted", spot / "counted", *counts, name=other["name"], effect=effect)
        fees = one.get("fee"), other.get("fee")
        if bool(fees[0]) != bool(fees[1]):
            id = "special-charged" if fees[1] else "special-free"
            effect = Effect.UNCLEAR if None in fees else None
            yield made(id, place / "fee", spot / "fee", *fees, name=other["name"], effect=effect)
        if plain_name(one["name"]) != plain_name(other["name"]):
            yield made("special-changed", place / "name", spot / "name", one["name"], other["name"], name=other["name"])
        yield from details("special-changed", ("by", "basis", "note"), one, other, place, spot)


def _days(one: Data, sign: int) -> Measure | None:
    return Measure(sign * one["days"], one.get("unit", "工作日")) if one.get("days") else None
