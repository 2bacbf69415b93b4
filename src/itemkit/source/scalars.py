"""What a plain scalar means: the core schema of YAML 1.2 (section 10.3.2), and nothing else.

``yes``, ``12:30`` and ``2026-01-01`` are text. ``000104002000`` is a number by that schema, which is why an unquoted
code gets a finding instead of a wrong value: `loses_digits` tells numbers whose spelling can't be had back.
"""

import re

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEX = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INFINITY = re.compile(r"[-+]?(?:\.inf|\.Inf|\.INF)")
_NAN = frozenset({".nan", ".NaN", ".NAN"})
_EXACT_DIGITS = 15  # a float keeps 15 decimal digits (IEEE 754 double)


def resolve(text: str) -> str | int | float | bool | None:
    """The value of a plain (unquoted) scalar."""
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if text[0] in "+-.0123456789":
        return _number(text)
    return text


def loses_digits(text: str) -> bool:
    """Whether a plain scalar is a number that does not give its own spelling back.

    So it is with leading zeros, exponents, more digits than a float holds, infinity and "not a number": most likely a
    code or an identifier was meant.
    """
    value = resolve(text)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    digits = text.lstrip("+-")
    if not digits[0].isdigit() or "e" in digits.lower():
        return True
    if isinstance(value, float):
        return len(digits) - 1 > _EXACT_DIGITS
    return len(digits) > 1 and digits[0] == "0"


def _number(text: str) -> str | int | float:
    if _INT.fullmatch(text):
        return int(text) if len(text) <= _LONGEST_INT else text
    if _FLOAT.fullmatch(text) or _INFINITY.fullmatch(text) or text in _NAN:
        return float(text.replace(".", "", 1) if text.lstrip("+-")[1:2].isalpha() else text)
    if _OCTAL.fullmatch(text):
        return int(text, 0)
    if _HEX.fullmatch(text):
        return int(text, 0)
    return text


_LONGEST_INT = 4000  # Python refuses to convert much longer ones; no catalog has them
