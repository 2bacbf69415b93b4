"""The one list of every rule that itemkit has, for a newcomer to read from top to bottom."""

from typing import Any

from itemkit.certificates.rules import CERTIFICATE_RULES
from itemkit.certificates.twice.rules import ASKED_TWICE_RULES
from itemkit.findings import Rule
from itemkit.index.rules import AcrossRule
from itemkit.ledger.rules import LEDGER_ACROSS_RULES, LEDGER_RULES
from itemkit.lint.rules.basis import BASIS_RULES
from itemkit.lint.rules.changes import CHANGE_RULES
from itemkit.lint.rules.codes import CODES_ACROSS_RULES, CODES_RULES
from itemkit.lint.rules.fees import FEES_RULES
from itemkit.lint.rules.kinds import DatedRule, ItemRule
from itemkit.lint.rules.lifecycle import DATED_RULES as _DATED_RULES
from itemkit.lint.rules.lifecycle import LIFECYCLE_RULES
from itemkit.lint.rules.materials import MATERIALS_RULES
from itemkit.lint.rules.names import NAMES_RULES
from itemkit.lint.rules.process import PROCESS_RULES
from itemkit.lint.rules.proofs import PROOFS_RULES
from itemkit.lint.rules.suppressions import SUPPRESSION_RULES
from itemkit.lint.rules.time import TIME_RULES
from itemkit.lint.rules.tool import TOOL_RULES
from itemkit.lint.rules.wording import WORDING_RULES
from itemkit.model.code_rules import CODE_FORM_RULES
from itemkit.model.rules import SCHEMA_RULES
from itemkit.regions.across import REGIONS_ACROSS_RULES
from itemkit.regions.overlay import OverlayRule
from itemkit.regions.rules import OVERLAY_RULES, standard_unknown
from itemkit.source.rules import SOURCE_RULES

ITEM_RULES: tuple[ItemRule, ...] = (
    *CODES_RULES,
    *BASIS_RULES,
    *MATERIALS_RULES,
    *TIME_RULES,
    *FEES_RULES,
    *PROCESS_RULES,
    *WORDING_RULES,
    *PROOFS_RULES,
    *LIFECYCLE_RULES,
)
"""The rules of one file by itself."""

FILE_RULES: tuple[ItemRule | OverlayRule, ...] = (*ITEM_RULES, *OVERLAY_RULES)
"""The rules of one file: by itself, and of an item beside its standard."""

DATED_RULES: tuple[DatedRule, ...] = _DATED_RULES
"""The rules of one item that depend on the day."""

ACROSS_RULES: tuple[AcrossRule, ...] = (
    *CODES_ACROSS_RULES,
    *LEDGER_ACROSS_RULES,
    *NAMES_RULES,
    *CERTIFICATE_RULES,
    *ASKED_TWICE_RULES,
    *REGIONS_ACROSS_RULES,
)
"""The rules across files."""

_FAMILIES = "YSCBMTFPWRGLNUX"

RULES: tuple[Rule[Any], ...] = tuple(
    sorted(
        (
            *SOURCE_RULES,
            *SCHEMA_RULES,
            *CODE_FORM_RULES,
            *FILE_RULES,
            *DATED_RULES,
            *CHANGE_RULES,
            *ACROSS_RULES,
            standard_unknown,
            *LEDGER_RULES,
            *SUPPRESSION_RULES,
            *TOOL_RULES,
        ),
        key=lambda one: (_FAMILIES.index(one.code[0]), one.code),
    )
)
"""All rules, by family and code."""

BY_CODE = {one.code: one for one in RULES}
BY_NAME = {one.name: one for one in RULES}


def rule_of(name: str) -> Rule[Any] | None:
    """The rule with this code or this name."""
    return BY_CODE.get(name.upper()) or BY_NAME.get(name.lower())
