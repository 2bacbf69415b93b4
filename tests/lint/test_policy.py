"""Which findings are told, and how severe they are, by the command line and the configuration."""

from typing import Any

import pytest

from itemkit.findings import Finding, Place, Severity, msg
from itemkit.lint.policy import Policy
from itemkit.source.catalog import CatalogError


def verdict(policy: Policy, code: str = "M201", path: str = "items/a/b.yaml", status: str = "在用") -> str:
    finding = Finding(code, policy.rules[code].severity, path, Place(), msg("x"))
    found = policy.applied(finding, lambda: status)
    return found.severity.value if found else "off"


@pytest.mark.parametrize(
    ("settings", "select", "ignore", "expected"),
    [
        ({}, [], [], "error"),
        ({}, ["M201"], [], "error"),
        ({}, ["material-vague"], [], "error"),
        ({}, ["m201"], [], "error"),
        ({}, ["M"], [], "error"),
        ({}, ["M2"], [], "error"),
        ({}, ["U"], [], "off"),
        ({}, ["M"], ["M201"], "off"),
        ({}, [], ["M"], "off"),
        ({"select": ["U"]}, [], [], "off"),
        ({"select": ["U"]}, ["M"], [], "error"),
        ({"ignore": ["M"]}, [], [], "off"),
        ({"ignore": ["M"]}, ["M201"], [], "error"),
        ({"severity": {"M201": "warning"}}, [], [], "warning"),
        ({"severity": {"M": "info"}}, [], [], "info"),
        ({"severity": {"material-vague": "warning", "M": "off"}}, [], [], "warning"),
        ({"severity": {"M201": "off"}}, ["M201"], [], "off"),
        ({"part": [{"paths": ["items/a/**"], "severity": {"M201": "info"}}]}, [], [], "info"),
        ({"part": [{"paths": ["items/a"], "severity": {"M201": "info"}}]}, [], [], "info"),
        ({"part": [{"paths": ["items/*/b.yaml"], "severity": {"M201": "info"}}]}, [], [], "info"),
        ({"part": [{"paths": ["items/b/**", "items/?/b.*"], "severity": {"M201": "info"}}]}, [], [], "info"),
        ({"part": [{"paths": ["items/*.yaml"], "severity": {"M201": "info"}}]}, [], [], "error"),
        ({"part": [{"paths": ["items/ab"], "severity": {"M201": "info"}}]}, [], [], "error"),
        ({"part": [{"status": ["草稿"], "severity": {"M201": "info"}}]}, [], [], "error"),
        ({"part": [{"status": ["草稿", "在用"], "severity": {"M": "off"}}]}, [], [], "off"),
        ({"part": [{"severity": {"M": "off"}}, {"paths": ["**/b.yaml"], "severity": {"M": "info"}}]}, [], [], "info"),
    ],
)
def test_verdicts(settings: dict[str, Any], select: list[str], ignore: list[str], expected: str) -> None:
    assert verdict(Policy(settings, select=select, ignore=ignore)) == expected


@pytest.mark.parametrize("name", ["M999", "no-such-rule", "Q", "", "M2011", "*"])
def test_a_rule_that_is_not_there(name: str) -> None:
    for settings, select in (({}, [name]), ({"ignore": [name]}, []), ({"severity": {name: "off"}}, [])):
        with pytest.raises(CatalogError, match="没有这条规则"):
            Policy(settings, select=select)


def test_severities_of_findings_are_those_of_their_rules() -> None:
    assert Policy({}).rules["M201"].severity is Severity.ERROR
