"""Family W, wording: texts that say nothing, or no longer say anything.

What is wrong with conditions is in `conditions`, with single characters in `characters` and `punctuation`.
"""

import re
from collections.abc import Iterator
from typing import Any

from itemkit.findings import REMOVED, Change, Fix, Hit, Place, Pointer, Severity, msg
from itemkit.lint.rules import characters, conditions, punctuation
from itemkit.lint.rules.kinds import ItemRule, item_rule
from itemkit.lint.view import View

_NOTHING = (
    "无", "暂无", "没有", "不涉及", "略", "待定", "待补充", "待完善", "待更新", "暂缺", "空", "未知", "不详", "不适用",
    "测试", "/", "//", "-", "--", "—", "——", "－", "、", ".", "…", "……", "*", "***", "?", "？",
    "x", "xx", "xxx", "X", "XX", "XXX", "×", "××", "×××", "null", "None", "none", "NULL", "nan", "N/A", "n/a", "NA",
    "TODO", "TBD", "test",
)  # fmt: skip
_ELSEWHERE = ("见附件", "详见附件", "见附表", "详见附表", "见备注", "详见备注", "同上", "同前")
_ENDS = "。．.；;"
_PLACEHOLDERS = frozenset(word + end for word in _NOTHING + _ELSEWHERE for end in ("", *_ENDS))
_SAYS_SOMETHING = frozenset({"options", "faq"})
"""Under these keys a short word is an answer: 有 or 无."""
_REQUIRED = frozenset({"name", "place", "question"})
"""Keys that a mapping can't do without: where they say nothing, the mapping says nothing."""
_DATE = "(20[0-9]{2})年(?:([0-9]{1,2})月(?:([0-9]{1,2})日)?)?"
_UNTIL = re.compile(
    rf"(?:有效期?限?(?:截?至|到|为至)|(?:执行|施行|实施|延续|延长|截)[至到]|截止){_DATE}|{_DATE}(?:底|末)?(?:以?前|止)有效"
)

_FEES = Pointer.of("fees")
"""An empty list says that there is no fee; without the key nothing would be said."""


@item_rule("W201", "placeholder", Severity.WARNING)
def placeholder(item: View) -> Iterator[Hit]:
    """整段文字只是占位：无、暂无、略、待定、/、见附件。

    ## 为什么
    这些字会原样印到指南上；没有内容的，不写这个键，页面就不出现这一栏。

    ## 依据
    惯例：没有就不写；目录文件里缺的键表示没有内容。

    ## 反例
        quota: 无
        conditions: [经营场所的选址和设计符合卫生标准, 略]

    ## 正例
        quota: 每个场所一证
        conditions: [经营场所的选址和设计符合卫生标准]

    ## 怎么改
    删去这个键或者这一项（可以自动修正）；有内容的，写出内容。附件里的内容要写到目录里来。
    """
    if _PLACEHOLDERS.isdisjoint(item.lines):
        return
    for pointer, text in item.each_text():
        if text in _PLACEHOLDERS and _SAYS_SOMETHING.isdisjoint(pointer):
            removed = _what_says_nothing(item.data, pointer)
            is_nothing = not text.rstrip(_ENDS).endswith(_ELSEWHERE)
            change = Change(removed, [] if removed == _FEES else REMOVED)
            fix = Fix(msg("删去这段占位的文字"), (change,), safe=is_nothing)
            yield Hit(Place(pointer), msg("“{text}”只是占位：没有内容就不写，有内容就写出来", text=text), fix=fix)


def _what_says_nothing(data: Any, pointer: Pointer) -> Pointer:
    """The largest part that holds nothing but the text at ``pointer``, or can't be without it."""
    while len(pointer) > 1:
        holder = data
        for part in pointer.parent:
            holder = holder[part]
        is_all = len(holder) == 1 and holder is not data
        if not (is_all or pointer[-1] in _REQUIRED):
            break
        pointer = pointer.parent
    return pointer


@item_rule("W403", "date-past", Severity.INFO)
def date_past(item: View) -> Iterator[Hit]:
    """写着有效到某天，而这一天在事项生效或者核对之前。

    ## 为什么
    核对的时候就已经过期的话，还印在指南上。

    ## 依据
    惯例：核对时把过期的内容去掉。

    ## 反例
        content: 小型场所免收检测费的办法执行至2023年12月31日。
        assured: {by: 卫生监督处, on: 2026-11-01}

    ## 正例
        content: 小型场所免收检测费的办法执行至2028年12月31日。
        assured: {by: 卫生监督处, on: 2026-11-01}

    ## 怎么改
    查明现在是否还有效：延长了的改日期，失效的删去。
    """
    known = max((item.get("assured") or {}).get("on", ""), (item.get("effective") or {}).get("from", ""))
    if not known or "年" not in item.text:
        return
    for pointer, text in item.each_text("执行", "施行", "实施", "有效", "延续", "延长", "截"):
        found = next((one for one in _UNTIL.finditer(text) if _last_day(one) < known), None)
        if found:
            yield Hit(Place(pointer), msg("“{words}”已经过去：延长了就改，失效了就删去", words=found[0]))


def _last_day(found: re.Match[str]) -> str:
    """The last day meant, as ISO 8601; a month without a day counts to its end."""
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(4, 5, 6)
    return f"{year}-{month or '12':>02}-{day or '31':>02}"


WORDING_RULES: tuple[ItemRule, ...] = (
    placeholder,
    conditions.condition_empty,
    conditions.condition_open_ended,
    conditions.reference_dangling,
    conditions.condition_elsewhere,
    conditions.discretion_word,
    characters.text_garbled,
    punctuation.bracket_unbalanced,
    characters.markup_left,
    punctuation.bracket_mixed,
    characters.fullwidth_character,
    characters.stray_space,
    characters.invisible_character,
    punctuation.punctuation_repeated,
    characters.lookalike_character,
    punctuation.punctuation_halfwidth,
    conditions.condition_left_to_law,
    characters.space_within_chinese,
    date_past,
)
"""In the order of the codes."""
