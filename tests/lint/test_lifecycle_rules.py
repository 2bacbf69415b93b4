"""Family L: state and dates of an item on 2026-11-23."""

from datetime import date

import pytest
import yaml_rs
from examples import merged

from itemkit.findings import Hit
from itemkit.lint.rules.lifecycle import (
    assured_in_future,
    assured_long_ago,
    cancelled_before_end,
    effective_reversed,
    end_missing,
    expired,
    not_yet_in_force,
    version_missing,
)
from itemkit.lint.view import View

RULES = (
    version_missing,
    end_missing,
    effective_reversed,
    expired,
    not_yet_in_force,
    assured_in_future,
    cancelled_before_end,
    assured_long_ago,
)


class Today(View):
    """An item as it is seen on one day."""

    today = date(2026, 11, 23)
    assured_days = 365


def hits(fragment: str, kind: str = "item") -> list[tuple[str, Hit]]:
    """What the family says of a fragment."""
    view = Today(yaml_rs.loads(merged(fragment, kind), parse_datetime=False), kind=kind)
    of_this_kind = [rule for rule in RULES if kind in getattr(rule, "kinds", ("item",))]
    return [(rule.code, hit) for rule in of_this_kind for hit in rule.check(view)]


CASES = [
    ("", set()),
    ("version: null\n", {("L102", "/version")}),
    ("version: 0\n", set()),
    ("version: null\nstatus: 草稿\n", set()),
    ("status: 取消\n", {("L103", "/effective/to")}),
    ("status: 取消\neffective: null\n", {("L103", "/effective/to")}),
    ("status: 取消\neffective: {to: 2026-11-22}\n", set()),
    ("status: 取消\neffective: {to: 2026-11-23}\n", {("L206", "/effective/to")}),
    ("status: 取消\neffective: {to: 2027-01-01}\n", {("L206", "/effective/to")}),
    ("status: 暂停\neffective: {to: 2027-01-01}\n", set()),
    ("effective: {from: 2026-01-02, to: 2026-01-01}\n", {("L201", "/effective/to")}),
    ("effective: {from: 2999-01-02, to: 2999-01-01}\n", {("L201", "/effective/to")}),
    ("status: 取消\neffective: {from: 2999-01-02, to: 2999-01-01}\n", {("L201", "/effective/to")}),
    ("effective: {from: 2026-11-23, to: 2026-11-23}\n", set()),
    ("effective: {to: 2026-11-22}\n", {("L202", "/effective/to")}),
    ("effective: {to: 2026-11-22}\nstatus: null\n", {("L202", "/effective/to")}),
    ("effective: {to: 2026-11-22}\nstatus: 暂停\n", set()),
    ("effective: {to: 2026-11-23}\n", set()),
    ("effective: {from: 2026-11-24}\n", {("L203", "/effective/from")}),
    ("effective: {from: 2026-11-24, to: 2027-11-24}\n", {("L203", "/effective/from")}),
    ("effective: {from: 2026-11-24}\nstatus: 草稿\n", set()),
    ("effective: {from: 2026-11-24}\nstatus: 待审\n", set()),
    ("effective: {from: 2026-11-23}\n", set()),
    ("effective: {}\n", set()),
    ("effective: null\nassured: null\n", set()),
    ("assured: {by: 卫生监督处, on: 2026-11-23}\n", set()),
    ("assured: {by: 卫生监督处, on: 2026-11-24}\n", {("L204", "/assured/on")}),
    ("assured: {by: 卫生监督处, on: 2026-11-24}\nstatus: 草稿\n", {("L204", "/assured/on")}),
    ("assured: {by: 卫生监督处, on: 2025-11-23}\n", set()),
    ("assured: {by: 卫生监督处, on: 2025-11-22}\n", {("L401", "/assured/on")}),
    ("assured: {by: 卫生监督处, on: 2025-11-22}\nstatus: 暂停\n", set()),
]


@pytest.mark.parametrize(("fragment", "expected"), CASES)
def test_state_and_dates(fragment: str, expected: set[tuple[str, str]]) -> None:
    assert {(code, str(hit.place.pointer)) for code, hit in hits(fragment)} == expected


def test_a_standard_has_no_version_to_ask_for() -> None:
    assert hits("", "standard") == []
    assert hits("effective: {to: 2020-01-01}\n", "standard") == []


def test_how_long_is_long_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Today, "assured_days", 10)
    assert [code for code, _ in hits("assured: {by: 卫生监督处, on: 2026-11-12}\n")] == ["L401"]
    assert hits("assured: {by: 卫生监督处, on: 2026-11-13}\n") == []


def test_whole_messages() -> None:
    said = [
        (str(hit.message), [str(one.place.pointer) for one in hit.related])
        for fragment in (
            "effective: {to: 2024-12-31}\n",
            "status: 取消\neffective: {from: 2026-01-02, to: 2026-01-01}\n",
            "assured: {by: 卫生监督处, on: 2025-11-01}\n",
        )
        for _, hit in hits(fragment)
    ]
    assert said == [
        ("失效日期 2024-12-31 已经过了，状态还是在用：改成取消，或者改正失效日期", ["/status"]),
        ("失效日期 2026-01-01 早于生效日期 2026-01-02：改正写错的一个", ["/effective/from"]),
        ("上次核对是 2025-11-01，到今天已经 387 天：请核对单位重新核对", []),
    ]
