"""Every rule's own two examples: the first gives exactly this rule, the second nothing at all."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from examples import findings_in

from itemkit.findings import HEADINGS, Rule
from itemkit.lint.registry import BY_CODE, BY_NAME, RULES, rule_of
from itemkit.lint.run import RULES_OF_FORM, validate
from itemkit.source.catalog import Catalog

WITHOUT_EXAMPLES = {
    "Y103": "a page can't hold bytes that are no UTF-8",
    "Y105": "a bomb is long",
    "Y106": "a large file is long",
    "Y107": "deep nesting is long",
    "Y110": "a link is no text",
    "Y111": "the place matters, not the text",
    "Y112": "a file that can't be opened has no text",
    "L205": "one text can't show what it was before",
    "X001": "no file can make a rule crash",
}


def codes_of(root: Path) -> list[str]:
    catalog = Catalog(root)
    return [one.code for one in validate(catalog, catalog.find(), jobs=1).findings]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_its_examples(rule: Rule[Any], make_catalog: Callable[[Mapping[str, str]], Path], tmp_path: Path) -> None:
    wrong, right = rule.section("反例"), rule.section("正例")
    if rule.code in WITHOUT_EXAMPLES:
        assert (wrong, right) == ("", ""), WITHOUT_EXAMPLES[rule.code]
        return
    if rule.code in RULES_OF_FORM:
        assert codes_of(make_catalog({"items/x.yaml": wrong})) == [rule.code]
        assert codes_of(make_catalog({"items/x.yaml": right})) == []
        return
    for folder, example, expected in (("wrong", wrong, {rule.code}), ("right", right, set())):
        found = findings_in(tmp_path / folder, example)
        assert {one.code for one in found} == expected, [
            f"{one.code} {one.place.pointer} {one.message}" for one in found
        ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_its_page_has_all_sections(rule: Rule[Any]) -> None:
    wanted = [one for one in HEADINGS if rule.code not in WITHOUT_EXAMPLES or one not in {"反例", "正例"}]
    written = [line.removeprefix("## ") for line in rule.page.splitlines() if line.startswith("## ")]
    assert written == wanted
    assert all(rule.section(heading).strip() for heading in wanted)
    assert rule.summary.endswith("。")


def test_codes_and_names_are_accepted_alike_and_are_there_once() -> None:
    assert [one.code for one in RULES] == sorted(
        {one.code for one in RULES}, key=lambda code: ("YSCBMTFPWRGLNUX".index(code[0]), code)
    )
    assert len(BY_NAME) == len(BY_CODE) == len(RULES)
    for rule in RULES:
        assert rule_of(rule.code) is rule_of(rule.name) is rule_of(rule.code.lower()) is rule
    assert rule_of("Q999") is None
