"""What the parts of a code stand for, in words: a region, an item type, a level, an organ's category."""

import re
from collections.abc import Callable

from itemkit.codes import CREDIT_CODE, expected_check_character, is_credit_code
from itemkit.codes.parts import Part, Parts
from itemkit.language import _, mark
from itemkit.model.regions import full_name, province_of, region_of
from itemkit.model.vocabulary import Vocabularies

_NATIONAL = "00"

# GB 32100-2015; what its amendments added is left out, because the sources at hand do not agree on it.
_REGISTRATIONS = {"1": mark("机构编制"), "5": mark("民政"), "9": mark("市场监管"), "Y": mark("其他")}
_CATEGORIES = {
    "11": mark("机关"),
    "12": mark("事业单位"),
    "13": mark("群众团体"),
    "19": mark("其他"),
    "51": mark("社会团体"),
    "52": mark("民办非企业单位"),
    "53": mark("基金会"),
    "59": mark("其他"),
    "91": mark("企业"),
    "92": mark("个体工商户"),
    "93": mark("农民专业合作社"),
    "Y1": mark("其他"),
}
_SUB_ITEMS = {"000": mark("没有子项"), "00Y": mark("分为子项，这是主项")}


def meaning(part: Part, parts: Parts, vocabularies: Vocabularies, department: str = "") -> str:
    """What the characters of a part stand for, in the current language; empty where that is not known.

    Args:
        part: which part.
        parts: all of the code.
        vocabularies: words with their numbers.
        department: the name of the department that the code names, if somebody knows it.
    """
    value = part.value
    if not part.is_whole:
        return ""
    meanings: dict[str, Callable[[], str]] = {
        "organ": lambda: _organ(value),
        "organ.registration": lambda: _(_REGISTRATIONS[value]) if value in _REGISTRATIONS else "",
        "organ.category": lambda: _category(parts),
        "organ.region": lambda: _region(value),
        "organ.body": lambda: _("组织机构代码"),
        "organ.check": lambda: _check(parts.value_of("organ")),
        "organ.number": lambda: _("各地自编"),
        "level": lambda: vocabularies["level"].word_of(value) or "",
        "base.region": lambda: _catalogue(value),
        "base.type": lambda: _type(value, vocabularies),
        "base.department": lambda: department,
        "base.main": lambda: _("这一区划、类型、部门里的顺序号"),
        "base.sub": lambda: _(_SUB_ITEMS[value]) if value in _SUB_ITEMS else _number(value, _("第 {number} 个子项")),
        "handling": lambda: _number(value, _("第 {number} 个业务办理项")),
        "material": lambda: _number(value, _("第 {number} 份材料")),
    }
    return meanings[part.name]() if part.name in meanings else ""


def _organ(code: str) -> str:
    return _("没有统一社会信用代码的机构，用占位码") if code.startswith("TE") else _("统一社会信用代码")


def _category(parts: Parts) -> str:
    both = parts.value_of("organ.registration") + parts.value_of("organ.category")
    return _(_CATEGORIES[both]) if both in _CATEGORIES else ""


def _check(organ: str) -> str:
    if not re.fullmatch(CREDIT_CODE, organ):
        return ""
    wrong = _("不符，应为 {expected}").format(expected=expected_check_character(organ))
    return _("相符") if is_credit_code(organ) else wrong


def _catalogue(province: str) -> str:
    if province == _NATIONAL:
        return _("国家目录")
    is_wrong = province.isdecimal() and province_of(province) is None
    return _("没有这个省级区划") if is_wrong else _region(f"{province}0000")


def _type(number: str, vocabularies: Vocabularies) -> str:
    if not number.isdecimal():
        return ""
    return vocabularies["type"].word_of(number) or _("事项类型表里没有，可能是地方扩展的类型")


def _region(code: str) -> str:
    """The full name of a region. That it is abolished is no mistake: codes are kept for ever."""
    if not code.isdecimal():
        return ""
    region = region_of(code)
    name = full_name(code) or _("区划表里没有")
    return _("{name}（{until} 年起停用）").format(name=name, until=region.until) if region and region.until else name


def _number(value: str, sentence: str) -> str:
    """A number in a sentence; one with letters, or zero, says nothing more than its characters."""
    return sentence.format(number=int(value)) if value.isdecimal() and int(value) else ""
