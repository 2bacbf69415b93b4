"""The rules about the form of codes (family C): a text that is no code, and one with a wrong check character only.

They are the schema's, as those in `itemkit.model.rules`, which asks them. What a code says beside what the item says is
judged in `itemkit.lint`.
"""

import re
from collections.abc import Iterator
from typing import Any

from itemkit.codes.apart import parts_of
from itemkit.codes.parts import CodeKind, Mismatch
from itemkit.findings import Hit, Message, Place, Rule, Severity, msg, rule
from itemkit.model.check import RawText, Violation
from itemkit.model.formats import BASE, ITEM

_FORMATS = {BASE.name: BASE, ITEM.name: ITEM}
_WIDTHS = {BASE.name: {CodeKind.BASE: 12}, ITEM.name: {CodeKind.ITEM: 31, CodeKind.HANDLING: 33}}
"""How many characters a code of each kind has that a format accepts."""


@rule("C201", "code-malformed", Severity.ERROR)
def code_malformed(violation: Violation, raw: RawText) -> Iterator[Hit]:  # noqa: ARG001
    """编码的写法不对：位数不对，或者有不该有的字符。

    ## 为什么
    编码是事项的身份，办件、证照、评价都按它归集；写法不对的编码，别的系统读不了，也查不到。

    ## 依据
    编码的结构按国家政务服务平台的编码要求（ZWFW C0109.1-2018，后为 GB/T 39554.1-2020；标准原文未见，
    结构据实际记录和实施者的说明）：基本编码 12 位，实施编码 31 位，业务办理项编码 33 位；字母不用 I、O、S、V、Z。

    ## 反例
        name: 公共场所卫生许可
        type: 行政许可
        code: "11440100007482620J3440123004O00"

    ## 正例
        name: 公共场所卫生许可
        type: 行政许可
        code: "11440100007482620J3440123004000"

    ## 怎么改
    照提示改；`itemkit codes show` 逐段说明一个编码。地方系统自有的编码写在 `local_code`；还没有编码的，
    删去这个键，用 `itemkit codes assign` 赋码。
    """
    mismatch = _first_mismatch(violation)
    place = Place(violation.pointer)
    if mismatch is not None:
        why = Message(mismatch.text, mismatch.values)
        message = msg("“{value}”第 {number} 位不对，{why}", value=violation.shown, number=mismatch.start + 1, why=why)
        yield Hit(place, message)
    else:
        advice = _FORMATS[violation.node["format"]].advise(str(violation.value))
        yield Hit(place, msg("“{value}”不对：{advice}", value=violation.shown, advice=advice))


@rule("C202", "credit-code-invalid", Severity.ERROR)
def credit_code_invalid(violation: Violation, raw: RawText) -> Iterator[Hit]:  # noqa: ARG001
    """编码里的统一社会信用代码，校验码不对。

    ## 为什么
    校验码不对，说明 18 位里有一位抄错了：编码指的是一个不存在的机构。

    ## 依据
    GB 32100-2015：统一社会信用代码的第 18 位是校验码，由前 17 位算出。编码的其余各位没有校验码。

    ## 反例
        name: 公共场所卫生许可
        type: 行政许可
        code: "11440100007482620K3440123004000"

    ## 正例
        name: 公共场所卫生许可
        type: 行政许可
        code: "11440100007482620J3440123004000"

    ## 怎么改
    查机构的统一社会信用代码，改正抄错的那一位；机构没有代码的，用 TE 开头的 18 位占位码。
    """
    advice = ITEM.advise(str(violation.value))
    yield Hit(Place(violation.pointer), msg("“{value}”不对：{advice}", value=violation.shown, advice=advice))


CODE_FORM_RULES: tuple[Rule[Any], ...] = (code_malformed, credit_code_invalid)
"""The rules of the family C that the schema gives, in the order of their codes."""


def code_rule_of(violation: Violation) -> Rule[Any] | None:
    """The rule that says what is wrong with a code; None if it is no code that is wrong."""
    form = violation.node.get("format")
    if form not in _FORMATS or violation.keyword not in {"pattern", "format"}:
        return None
    is_well_formed = form == ITEM.name and re.fullmatch(ITEM.pattern, str(violation.value))
    return credit_code_invalid if is_well_formed else code_malformed


def _first_mismatch(violation: Violation) -> Mismatch | None:
    """What is wrong at a place of the code; None where its length is wrong, or it is a code of another kind."""
    parts = parts_of(str(violation.value))
    if _WIDTHS[violation.node["format"]].get(parts.kind) != len(parts.meant):
        return None
    return next(iter(parts.mismatches), None)
