"""What a code is: its grammar, its parts, its check character. No files are read here."""

from itemkit.codes.credit import expected_check_character, is_credit_code, is_organ_code
from itemkit.codes.grammar import (
    BASE_CODE,
    CREDIT_CODE,
    DEPARTMENT_CODE,
    ITEM_CODE,
    ORGAN_CODE,
    REGION_CODE,
    BaseCode,
    ItemCode,
)

__all__ = [
    "BASE_CODE",
    "CREDIT_CODE",
    "DEPARTMENT_CODE",
    "ITEM_CODE",
    "ORGAN_CODE",
    "REGION_CODE",
    "BaseCode",
    "ItemCode",
    "expected_check_character",
    "is_credit_code",
    "is_organ_code",
]
