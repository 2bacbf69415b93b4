"""What a material is, however its name is written: the name without list numbers, quotes, seals and counts.

Catalogs use the same few thousand names over and over, so answers are remembered.
"""

import re
import unicodedata
from functools import lru_cache

_REMEMBERED = 1 << 14  # names; a province has some thousand different ones
_LONGEST = 400  # characters; the national exchange field holds 200

PAUSES = "；;。，,、．.：:"
"""Punctuation that ends a line of a list, not a name."""

_NUMERAL = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_NUMBERED = re.compile(
    rf"(?:[（(]{_NUMERAL}[)）]|{_NUMERAL}[、.．)）]|[①-⑳])\s*"
    r"(?![\d一二三四五六七八九十]|类|级|期)"  # 一、二级建造师证书; 1.5米; （二）类医疗器械
)


def without_number(name: str) -> str:
    """The name without the number that it had in a list: ``1、``, ``（一）``, ``②``."""
    found = _NUMBERED.match(name)
    return name[found.end() :] if found else name


_QUOTES = str.maketrans(dict.fromkeys("《》〈〉<>“”‘’\"'「」『』 \t\n"))
_HOW = (  # what brackets say of how a thing is handed in, not of which thing it is
    r"原件|复印件|影印件|扫描件|电子版|纸质版?|及|和|与|或|、|/|,|并|均|需|须|应|要|(?:单位|企业|公司|申请人)(?=盖|公章|签)|"
    r"加盖|盖章|盖|公章|签字|签名|提供|提交|出示|核验|核对|查验|验|核|收|交|退|留存|备查|后|各|一式|A4|纸|有效|清晰|正反面|"
    rf"{_NUMERAL}[份张]"
)
_HOW_IN_BRACKETS = re.compile(rf"\((?:{_HOW})++\)")
_HOW_AT_END = re.compile(r"的?(?:[及和与、/]|原件|复印件|影印件|扫描件|一式|各|[一二两三四五六七八九十\d]+[份张])+$")
_WHOSE = re.compile(
    r"^(?:申请人|本人|有效期内|有效|的|中华人民共和国|居民(?=身份证|户口)|工商(?=营业执照)|第?二代)+(?=..)"
)


def core(name: str) -> str:
    """What a material is, however it is written.

    Left out: width, quotes and 《》, spaces, a number before it, punctuation after it, 原件 and 复印件, seals,
    counts, and words that add nothing to an applicant's own certificate (申请人、本人、有效的).
    """
    return name if len(name) > _LONGEST else _core(name)


@lru_cache(_REMEMBERED)
def _core(name: str) -> str:
    text = without_number(unicodedata.normalize("NFKC", name).translate(_QUOTES)).rstrip(PAUSES)
    text = _HOW_IN_BRACKETS.sub("", text).rstrip(PAUSES)
    text = _HOW_AT_END.sub("", text) or text
    return _WHOSE.sub("", text).replace("户口本", "户口簿")
