"""Unified social credit codes (统一社会信用代码, GB 32100): whether the check character is right.

The arithmetic is python-stdnum's; what is ours is to say which character was expected, and to accept the
placeholders that begin with ``TE`` for bodies that have no credit code.
"""

import re
from functools import lru_cache

from stdnum.cn import uscc

from itemkit.codes.grammar import CREDIT_CODE, ORGAN_CODE


@lru_cache(maxsize=100_000)
def is_credit_code(text: str) -> bool:
    """Whether ``text`` is 18 characters of GB 32100, upper case, with the right check character."""
    return re.fullmatch(CREDIT_CODE, text) is not None and expected_check_character(text) == text[17]


@lru_cache(maxsize=100_000)
def is_organ_code(text: str) -> bool:
    """Whether ``text`` names an organ: a credit code, or a placeholder ``TE`` and 16 characters."""
    if text.startswith("TE"):
        return re.fullmatch(ORGAN_CODE, text) is not None
    return is_credit_code(text)


def expected_check_character(text: str) -> str:
    """The 18th character that belongs to the first 17 of ``text``."""
    return str(uscc.calc_check_digit(text[:17]))
