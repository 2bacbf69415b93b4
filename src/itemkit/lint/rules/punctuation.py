"""Family W, continued: brackets that don't close, and punctuation of the wrong width.

A bracket that does not close is often the sign of a text that was cut off. Enumerators such as 1) or
a） have no opening bracket and are right.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from itemkit.findings import Hit, Place, Severity, msg
from itemkit.lint.readings import EACH_TEXT
from itemkit.lint.rules.characters import around, each_writing, mended, written
from itemkit.lint.rules.kinds import item_rule
from itemkit.lint.view import View

_COMMON_PAIRS = (("（", "）"), ("(", ")"), ("《", "》"))
_RARE_PAIRS = (("【", "】"), ("〔", "〕"), ("〈", "〉"))
_RARE = frozenset("【】〔〕〈〉")
_BRACKET = re.compile("[（）()《》【】〔〕〈〉]")
_SHAPE = {"(": "（", ")": "）"}
_OPENING = {opening: _SHAPE.get(closing, closing) for opening, closing in _COMMON_PAIRS + _RARE_PAIRS}
_LEFT_OPEN = tuple(
    (opening, re.compile(f"{re.escape(opening)}[^（）()《》【】〔〕〈〉\n]*[\n{others}]"))
    for opening, others in (("（", ")"), ("(", "）"), ("《", ""), ("【", ""), ("〔", ""), ("〈", ""))
)
"""A bracket and, on its line and with no other between, one of the other width or nothing that closes it."""
_ENUMERATOR = re.compile(
    r"(?<![（(0-9A-Za-z一二三四五六七八九十])(?:[0-9]{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,3}|[①-⑳])[)）]"
)
_REPEATED = re.compile(r"([，；：、])\1+|(?<!。)。。(?!。)")
_HALFWIDTH = re.compile("[,;:?!](?=[\u4e00-\u9fff“《（])(?<=[\u4e00-\u9fff”》）].)")
_FULLWIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}


@lru_cache(maxsize=1)
def _is_suspicious(item: View) -> bool:
    """Whether some bracket may be wrong: a quick look at all texts together, a line each."""
    seen = written(item)
    text = seen.text
    if not _BRACKET.search(text):
        return False
    if (
        text.count("（") != text.count("）")
        or text.count("(") != text.count(")")
        or text.count("《") != text.count("》")
    ):
        return True
    if not seen.unusual.isdisjoint(_RARE):
        return any(text.count(opening) != text.count(closing) for opening, closing in _RARE_PAIRS) or _is_left_open(
            text
        )
    return _is_left_open(text)


def _is_left_open(text: str) -> bool:
    return any(opening in text and pattern.search(text) for opening, pattern in _LEFT_OPEN)


def _judged(text: str) -> tuple[int | None, list[int]]:
    """Where a bracket stands that has no partner (None: nowhere), and where those whose partner has another width."""
    alone, mixed = _paired(text, [found.start() for found in _BRACKET.finditer(text)])
    if alone is not None and _ENUMERATOR.search(text):
        skipped = {found.end() - 1 for found in _ENUMERATOR.finditer(text)}
        places = [found.start() for found in _BRACKET.finditer(text) if found.start() not in skipped]
        other_alone, other_mixed = _paired(text, places)
        if other_alone is None:
            return None, other_mixed
    return alone, mixed


def _paired(text: str, places: list[int]) -> tuple[int | None, list[int]]:
    stack: list[int] = []
    mixed: list[int] = []
    for place in places:
        bracket = text[place]
        if bracket in _OPENING:
            stack.append(place)
        elif stack and _OPENING[text[stack[-1]]] == _SHAPE.get(bracket, bracket):
            opening = stack.pop()
            if (text[opening] in _SHAPE) != (bracket in _SHAPE):
                mixed += (opening, place)
        elif not _is_enumerator(text, place):
            return place, mixed
    return (stack[0] if stack else None), mixed


def _is_enumerator(text: str, place: int) -> bool:
    start = max(0, place - 4)
    return any(found.end() == place + 1 for found in _ENUMERATOR.finditer(text, start, place + 1))


@item_rule("W208", "bracket-unbalanced", Severity.WARNING, reads=EACH_TEXT)
def bracket_unbalanced(item: View) -> Iterator[Hit]:
    """括号或者书名号只有一半。

    ## 为什么
    多半是文字被截断了，或者录入时漏了；读的人不知道括住的到哪里为止。

    ## 依据
    GB/T 15834-2011《标点符号用法》：括号、书名号成对使用。

    ## 反例
        conditions: [经营场所（含分店的选址和设计符合卫生标准]

    ## 正例
        conditions: ["经营场所（含分店）的选址符合卫生标准，包括：1）采光；2）通风"]

    ## 怎么改
    补上另一半；文字断了的，对照原文补全。
    """
    if _is_suspicious(item):
        for pointer, text in each_writing(item):
            alone, _mixed = _judged(text)
            if alone is not None:
                message = msg("“{near}”里的 {bracket} 没有另一半：补上", near=around(text, alone), bracket=text[alone])
                yield Hit(Place(pointer), message)


@item_rule("W301", "bracket-mixed", Severity.WARNING, reads=EACH_TEXT)
def bracket_mixed(item: View) -> Iterator[Hit]:
    """一对括号一半全角、一半半角。

    ## 为什么
    看着只差一点，查找和比较时却是不同的名称。

    ## 依据
    GB/T 15834-2011《标点符号用法》：括号成对使用。

    ## 反例
        conditions: ["经营场所（含分店)的选址和设计符合卫生标准"]

    ## 正例
        conditions: ["经营场所（含分店）的选址符合卫生标准，包括：1)采光；2)通风"]

    ## 怎么改
    都换成全角（可以自动修正）。
    """
    if _is_suspicious(item):
        for pointer, text in each_writing(item):
            alone, mixed = _judged(text)
            if mixed and alone is None:
                places = set(mixed)
                wide = "".join(_SHAPE.get(one, one) if place in places else one for place, one in enumerate(text))
                near = text[mixed[0] : mixed[1] + 1]
                yield mended(pointer, msg("括号一半全角、一半半角：{near}", near=near), wide, msg("换成全角括号"))


@item_rule("W305", "punctuation-repeated", Severity.WARNING, reads=EACH_TEXT)
def punctuation_repeated(item: View) -> Iterator[Hit]:
    """同一个标点连着写了两个。

    ## 为什么
    多半是拼接文字时留下的；有时两个标点之间少了一段话。

    ## 依据
    GB/T 15834-2011《标点符号用法》。

    ## 反例
        conditions: [经营场所的选址和设计符合卫生标准。。]

    ## 正例
        conditions: [经营场所的选址和设计符合卫生标准……]

    ## 怎么改
    删去多的一个（可以自动修正）。
    """
    text_of_all = written(item).text
    if any(twice in text_of_all for twice in ("。。", "，，", "；；", "、、", "：：")):
        for pointer, text in each_writing(item):
            found = _REPEATED.search(text)
            if found:
                single = _REPEATED.sub(lambda one: one[0][0], text)
                message = msg("标点“{mark}”连着写了几个", mark=found[0][0])
                yield mended(pointer, message, single, msg("删去多的标点"))


@item_rule("W307", "punctuation-halfwidth", Severity.INFO, reads=EACH_TEXT)
def punctuation_halfwidth(item: View) -> Iterator[Hit]:
    """两个汉字之间的标点是半角。

    ## 为什么
    中文里夹着半角逗号，行距和断行都不好看；各处不一，比较时也多出差别。

    ## 依据
    GB/T 15834-2011《标点符号用法》：中文标点占一个字的位置。

    ## 反例
        conditions: ["选址,设计符合卫生标准"]

    ## 正例
        conditions: [选址、设计符合 GB 37487 和 GB 37488, "噪声：昼间 8:00 至 20:00 不超过55分贝"]

    ## 怎么改
    换成全角（可以自动修正）。
    """
    if _HALFWIDTH.search(written(item).text):
        for pointer, text in each_writing(item):
            found = _HALFWIDTH.search(text)
            if found:
                wide = _HALFWIDTH.sub(lambda one: _FULLWIDTH[one[0]], text)
                message = msg("“{near}”：汉字之间的标点用全角", near=around(text, found.start()))
                yield mended(pointer, message, wide, msg("换成全角标点"))
