"""Each file by itself: rules that crash, what an item inherits, drafts, and findings that are kept and read again."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from examples import SURROUNDINGS, merged
from hypothesis import given
from hypothesis import strategies as st

from itemkit.findings import (
    REMOVED,
    Change,
    Finding,
    Fix,
    Hit,
    Place,
    Pointer,
    Position,
    Related,
    Severity,
    Span,
    msg,
)
from itemkit.lint.rules.kinds import ITEMS, STANDARDS_TOO, ItemRule
from itemkit.lint.stored import dumped, loaded
from itemkit.lint.survey import survey
from itemkit.lint.view import View
from itemkit.source.catalog import Catalog

Maker = Callable[[Mapping[str, str | bytes]], Path]


def crashing(item: View) -> Iterator[Hit]:
    yield Hit(Place(Pointer.of("name")), msg("先有一个发现"))
    raise ZeroDivisionError(f"{item.name} {{不是模板}}")


def at(*parts: str | int) -> Callable[[View], Iterator[Hit]]:
    def check(item: View) -> Iterator[Hit]:
        yield Hit(Place(Pointer(parts)), msg("这里"), fix=Fix(msg("删"), (Change(Pointer(parts), REMOVED),)))

    return check


def rule(check: Any, code: str = "Z001", kinds: tuple[str, ...] = STANDARDS_TOO, *, missing: bool = False) -> ItemRule:
    return ItemRule(code, f"rule-{code.lower()}", Severity.WARNING, check, "x。", kinds, missing)


def findings(root: Path, *rules: ItemRule) -> list[Finding]:
    catalog = Catalog(root)
    with survey(catalog, catalog.find(), rules, folder=None, jobs=1) as surveyed:
        rows = surveyed.index.rows("SELECT file, finding FROM _findings ORDER BY file")
        return [loaded(text, surveyed.paths[number]) for number, text in rows]


def test_a_rule_that_crashes_is_a_finding_and_the_others_go_on(make_catalog: Maker) -> None:
    root = make_catalog({**SURROUNDINGS, "items/x.yaml": merged("")})
    found = findings(root, rule(crashing), rule(at("name"), "Z002"))
    assert [(one.code, one.severity, str(one.message)) for one in found] == [
        ("Z001", Severity.WARNING, "先有一个发现"),
        (
            "X001",
            Severity.ERROR,
            "规则 Z001 没能查完这个文件（ZeroDivisionError：公共场所卫生许可（新办） {不是模板}）",
        ),
        ("Z002", Severity.WARNING, "这里"),
    ]


@pytest.mark.parametrize(
    ("place", "kinds", "expected"),
    [
        (("name",), STANDARDS_TOO, [("items/x.yaml", "/name", True), ("standards/s.yaml", "/name", True)]),
        (("windows", 0, "phone"), ITEMS, [("items/x.yaml", "/windows/0/phone", True)]),
        (("materials", 0, "name"), STANDARDS_TOO, [("standards/s.yaml", "/materials/0/name", True)]),
        (("materials", 0, "name"), ITEMS, [("standards/s.yaml", "/materials/0/name", False)]),
        (("materials", 0, "sample"), STANDARDS_TOO, [("standards/s.yaml", "/materials/0/sample", True)]),
        (("time_limit", "promised"), ITEMS, [("items/x.yaml", "/time_limit/promised", True)]),
        (("time_limit", "statutory", "days"), ITEMS, [("standards/s.yaml", "/time_limit/statutory/days", False)]),
        (("quota",), ITEMS, [("items/x.yaml", "/quota", True)]),
    ],
)
def test_what_is_inherited_is_told_once(
    make_catalog: Maker, place: tuple[str | int, ...], kinds: tuple[str, ...], expected: list[tuple[str, str, bool]]
) -> None:
    item = merged('standard: "440123004000"\nname: 公共场所卫生许可（新办）\n')
    root = make_catalog({**SURROUNDINGS, "standards/s.yaml": merged("", "standard"), "items/x.yaml": item})
    found = findings(root, rule(at(*place), kinds=kinds))
    assert sorted((one.path, str(one.place.pointer), one.fix is not None) for one in found) == expected


def test_rules_see_the_resolved_item(make_catalog: Maker) -> None:
    def check(item: View) -> Iterator[Hit]:
        if item.kind == "item":
            names = [material["name"] for _pointer, material in item.materials]
            yield Hit(Place(), msg("{names}", names=" ".join([item.name, *names, str(item.days("statutory"))])))

    item = merged('standard: "440123004000"\nname: 甲\n')
    root = make_catalog({**SURROUNDINGS, "standards/s.yaml": merged("", "standard"), "items/x.yaml": item})
    (finding,) = findings(root, rule(check))
    assert str(finding.message) == "甲 公共场所卫生许可申请表 20"


@pytest.mark.parametrize(
    ("status", "told"), [("草稿", False), ("取消", False), ("待审", True), ("在用", True), ("暂停", True)]
)
def test_a_draft_is_not_told_what_is_missing(make_catalog: Maker, status: str, told: bool) -> None:
    root = make_catalog({**SURROUNDINGS, "items/x.yaml": merged(f"status: {status}\n")})
    found = findings(root, rule(at("quota"), missing=True), rule(at("name"), "Z002"))
    assert [one.code for one in found] == (["Z001", "Z002"] if told else ["Z002"])


def test_a_file_that_is_not_well_formed_is_told_of_its_form_only(make_catalog: Maker) -> None:
    root = make_catalog({**SURROUNDINGS, "items/x.yaml": merged("type: 许可\n")})
    assert [one.code for one in findings(root, rule(at("name")))] == ["S104"]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
PARTS = st.one_of(TEXTS, st.integers(0, 99))
POINTERS = st.builds(Pointer, st.lists(PARTS, max_size=4))
MESSAGES = st.builds(
    lambda text, value, words: msg(text, value=value, inner=msg("{x}", x=value), words=tuple(words)),
    st.sampled_from(["{value}", "{value}：{inner} {words}"]),
    st.one_of(TEXTS, st.integers(), st.floats(allow_nan=False)),
    st.lists(TEXTS, max_size=3),
)
SPANS = st.builds(lambda a, b, c: Span(Position(a, b), Position(a + 1, c)), *[st.integers(1, 999)] * 3)
PLACES = st.builds(Place, POINTERS, st.booleans(), st.one_of(st.none(), SPANS))
DATA = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=5,
)
CHANGES = st.builds(
    lambda pointer, value: Change(Pointer.parse(str(pointer)), value), POINTERS, st.one_of(DATA, st.just(REMOVED))
)
FINDINGS = st.builds(
    Finding,
    st.sampled_from(["M201", "Y101"]),
    st.sampled_from(list(Severity)),
    st.just("items/x.yaml"),
    PLACES,
    MESSAGES,
    TEXTS,
    st.lists(st.builds(Related, MESSAGES, PLACES, TEXTS), max_size=2).map(tuple),
    st.one_of(st.none(), st.builds(Fix, MESSAGES, st.lists(CHANGES, max_size=2).map(tuple), st.booleans())),
)


@given(FINDINGS)
def test_a_finding_that_is_kept_is_the_same_when_read_again(finding: Finding) -> None:
    kept = dumped(finding)
    assert kept.isascii()
    assert "\n" not in kept
    again = loaded(kept, finding.path)
    assert again == finding
    assert str(again.message) == str(finding.message)
