"""What a code is: its grammar, its parts, its check character. No files are read here."""

from itemkit.codes.credit import expected_check_character, is_credit_code, is_organ_code
from itemkit.codes.grammar import (
    BASE_CODE,
    CREDIT_CODE,
    DEPARTMENT_CODE,
    HANDLING_NUMBERS,
    ITEM_CODE,
    MATERIAL_CODE,
    ORGAN_CODE,
    REGION_CODE,
    BaseCode,
    ItemCode,
    MaterialCode,
    base_code_in,
)
from itemkit.codes.sequence import Sequence, numbers

__all__ = [
    "BASE_CODE",
    "CREDIT_CODE",
    "DEPARTMENT_CODE",
    "HANDLING_NUMBERS",
    "ITEM_CODE",
    "MATERIAL_CODE",
    "ORGAN_CODE",
    "REGION_CODE",
    "BaseCode",
    "ItemCode",
    "MaterialCode",
    "Sequence",
    "base_code_in",
    "expected_check_character",
    "is_credit_code",
    "is_organ_code",
    "numbers",
]
