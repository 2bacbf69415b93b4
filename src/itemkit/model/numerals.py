"""Numbers as Chinese texts write them: 30, ３０, 三十, 一百二十. Imported records and notes use them side by side."""

import re
import unicodedata

_DIGITS = {one: value for value, one in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
IN_WORDS = "〇零一二两三四五六七八九十百千"
"""The characters of a number that is written in words."""
NUMERAL = f"[0-9０-９]+|[{IN_WORDS}]+"
"""A regular expression for a whole number in digits, or below ten thousand in words."""


def whole_number(text: str) -> int:
    """The number that ``text`` writes.

    Raises:
        ValueError: ``text`` is no whole number, or not written as one writes it (``十百``).
    """
    if not re.fullmatch(NUMERAL, text.strip()):
        raise ValueError(text)
    plain = unicodedata.normalize("NFKC", text.strip())
    if plain.isascii():
        return int(plain)
    total = 0
    digit: int | None = None
    below = 10_000
    for one in plain:
        if one in _UNITS and _UNITS[one] < below and digit != 0:
            below = _UNITS[one]
            total += (1 if digit is None else digit) * below
            digit = None
        elif one in _DIGITS and digit in {None, 0}:
            digit = _DIGITS[one]
        else:
            raise ValueError(text)
    return total + (digit or 0)
