"""The one list of every rule that itemkit has, for a newcomer to read from top to bottom."""

from typing import Any

from itemkit.findings import Rule
from itemkit.model.rules import SCHEMA_RULES
from itemkit.source.rules import SOURCE_RULES

RULES: tuple[Rule[Any], ...] = (
    *SOURCE_RULES,
    *SCHEMA_RULES,
)

BY_CODE = {one.code: one for one in RULES}
BY_NAME = {one.name: one for one in RULES}


def rule_of(name: str) -> Rule[Any] | None:
    """The rule with this code or this name."""
    return BY_CODE.get(name.upper()) or BY_NAME.get(name.lower())
