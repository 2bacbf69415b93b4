"""The changelog of a difference: what goes where, and that nothing in a file is taken for Markdown."""

import io
from collections.abc import Mapping
from typing import Any

import pytest

from itemkit.diff.change import Change
from itemkit.diff.compare import compare
from itemkit.diff.making import made
from itemkit.diff.pairing import Entry
from itemkit.diff.whole import Compared, Difference, Spot, Told
from itemkit.findings import ROOT
from itemkit.report.changelog import Version, changelog_of, markdown
from itemkit.report.changelog.contents import Section, section_of


def entry(name: str, organ: str = "", organ_name: str = "", code: str = "") -> Entry:
    return Entry("item", "items/甲.yaml", code, "", frozenset(), name, name, "", "", organ, organ_name)


def written(*compared: Compared) -> list[str]:
    """The changelog of these items, without its head."""
    difference = Difference(None, None, list(compared))  # type: ignore[arg-type]  # the sides are not asked
    out = io.StringIO()
    markdown.write(changelog_of(difference, Version("v1", "a" * 40, "2026-01-05T00:00:00Z"), Version("")), out)
    return [line for line in out.getvalue().splitlines()[4:] if line]


def changed(one: Entry, before: Mapping[str, Any], after: Mapping[str, Any]) -> Compared:
    spot = Spot(one.path, ROOT)
    return Compared(one, one, tuple(Told(change, spot, spot) for change in compare(before, after)))


@pytest.mark.parametrize(
    ("change", "section"),
    [
        (made("item-added", ROOT, ROOT, None, "甲"), Section.ADDED),
        (made("standard-removed", ROOT, ROOT, "甲", None), Section.REMOVED),
        (compare({"status": "在用"}, {"status": "取消"})[0], Section.REMOVED),
        (compare({"status": "取消"}, {"status": "草稿"})[0], Section.ADDED),
        (compare({"status": "在用"}, {"status": "暂停"})[0], Section.BURDENED),
        (compare({"visits": 1}, {"visits": 0})[0], Section.EASED),
        (compare({"visits": 1}, {})[0], Section.UNCLEAR),
        (compare({"level": "市级"}, {"level": "县级"})[0], Section.OTHER),
    ],
)
def test_what_a_change_is_told_under(change: Change, section: Section) -> None:
    assert section_of(change) is section


def test_organs_come_by_code_and_the_name_of_now_is_used() -> None:
    visits = {"visits": 0}, {"visits": 1}
    gone = Compared(
        entry("丁", "3", "旧名"),
        None,
        (Told(made("item-removed", ROOT, ROOT, "丁", None), Spot("items/丁.yaml", ROOT), None),),
    )
    compared = [
        changed(entry("甲"), *visits),
        changed(entry("乙", "9"), *visits),
        gone,
        changed(entry("丙", "3", "新名"), *visits),
    ]
    assert [line for line in written(*compared) if line.startswith("## ")] == ["## 新名", "## 9", "## 未写实施主体"]


HOSTILE = "**[点我](javascript:alert(1))** <script>\u202e\n# 标题 `x` @all"


def test_texts_of_files_are_only_text() -> None:
    hostile = changed(entry(HOSTILE, "9", HOSTILE, "a`b"), {"quota": HOSTILE}, {"quota": "无"})
    shown = r"\*\*\[点我\](javascript\:alert(1))\*\* \<script\><U+202E>␊\# 标题 \`x\` \@all"
    shown = shown.replace("<U+202E>", r"\<U+202E\>").replace(r"\@", r"<span>\@</span>")
    assert written(hostile) == [
        "待核 1 处。",
        f"## {shown}",
        "### 待核",
        f"- **{shown}**（`` a`b ``）：数量限制由“{shown}”变为“无”",
    ]


def test_a_long_text_is_told_by_its_beginning() -> None:
    told = written(changed(entry("甲", "9", "乙"), {"content": "长" * 5000}, {"content": "短"}))
    assert told[-1] == f"- **甲**（`items/甲.yaml`）：行使内容由“{'长' * 199}…”变为“短”"


def test_less_time_to_hand_in_what_is_missing_is_not_summed_with_longer_limits() -> None:
    def item(days: int, supplement: int) -> dict[str, Any]:
        limit = {"promised": {"days": days, "unit": "工作日"}}
        return {"time_limit": limit, "materials": [{"name": "甲证明", "supplement_days": supplement}]}

    assert written(changed(entry("甲", "9", "乙"), item(5, 10), item(8, 5)))[0] == "加重 2 处（+3 工作日）。"
