"""Family W, continued: characters that look right on the screen and are not, or look wrong to everybody.

They come in with pasted text: spaces of many kinds, letters of double width, characters that only look alike, marks of
a web page. Search, comparison and printing stumble over them. Unlike the rest of the family these rules also read the
item's own name and the names of its results: an official name has no stray spaces either.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from itemkit.findings import Change, Fix, Hit, Message, Place, Pointer, Severity, msg
from itemkit.lint.readings import EACH_TEXT
from itemkit.lint.rules.kinds import item_rule
from itemkit.lint.view import View

_UNUSUAL = re.compile("[^\u4e00-\u9fff\n -~，。；：、（）《》“”–—…·！？℃㎡×]")
"""What is worth a second look. Needs no care: a usual character that is not listed costs a moment, nothing else."""

_FULLWIDTH = (range(0xFF10, 0xFF1A), range(0xFF21, 0xFF3B), range(0xFF41, 0xFF5B))
"""Digits, capitals, small letters; full-width punctuation is right and not among them."""
_WIDE = {code: chr(code - 0xFEE0) for codes in _FULLWIDTH for code in codes}
_WIDE_CHARACTERS = frozenset(map(chr, _WIDE))
_ODD_SPACES = frozenset("\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")
_STRAY = re.compile(r"[ {odd}]{{2,}}|[{odd}]|^ | $".format(odd="".join(sorted(_ODD_SPACES))), re.MULTILINE)
_CHINESE_MARKS = frozenset("，。；：、！？（）《》〈〉“”‘’【】〔〕—…")
_CONTROLS = (range(0x09), range(0x0B, 0x20), range(0x7F, 0xA0))
_ZERO_WIDTH = (
    range(0xAD, 0xAE),
    range(0x200B, 0x2010),
    range(0x2028, 0x202F),
    range(0x2060, 0x2065),
    range(0xFEFF, 0xFF00),
)
_INVISIBLE = frozenset(chr(code) for codes in _CONTROLS + _ZERO_WIDTH for code in codes)
_GARBLED_SIGNS = ("锟斤拷", "烫烫烫", "屯屯屯")
_PRIVATE = range(0xE000, 0xF900)
_LOOKALIKE = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))
"""Radicals and compatibility ideographs: they look like characters and are found by no search."""
_MARKUP = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|i|img|li|o:p|ol|p|span|strong|style|sub|sup|table|tbody|td|th|tr|u|ul)(?:\s[^<>]*)?/?>"
    r"|&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|hellip|mdash|middot|emsp|ensp|#[0-9]{2,6}|#x[0-9a-fA-F]{2,5});",
    re.IGNORECASE,
)
_LINE_BREAKS = re.compile(r"<br\s*/?>|</(?:p|div|li|tr)>", re.IGNORECASE)
_WITHIN = re.compile(" (?=[\u4e00-\u9fff])(?<=[\u4e00-\u9fff] )")
_ARTICLE = re.compile(r"第[0-9一二三四五六七八九十百零]+[章节条款项]$")


@dataclass(frozen=True, slots=True)
class Written:
    """What an item says, names included, as far as there can be anything wrong with its characters."""

    text: str
    unusual: frozenset[str]


@lru_cache(maxsize=1)
def written(item: View) -> Written:
    """What the rules about characters look at first; asked by one rule after the other for the same item."""
    text = "\n".join((*item.writing, ""))
    return Written(text, frozenset(_UNUSUAL.findall(text)))


def _names(item: View) -> Iterator[tuple[Pointer, str]]:
    if "name" in item.data:
        yield Pointer.of("name"), item.name
    for index, result in enumerate(item.get("results") or ()):
        yield Pointer.of("results", index, "name"), result["name"]


def each_writing(item: View) -> Iterator[tuple[Pointer, str]]:
    """The prose, and the names that are no prose."""
    yield from _names(item)
    yield from item.each_text()


_AROUND = 8


def around(text: str, place: int) -> str:
    """A few characters before and behind a place in a text, on one line, for a message."""
    return text[max(0, place - _AROUND) : place + _AROUND].replace("\n", " ").strip()


def mended(pointer: Pointer, message: Message, text: str, said: Message, *, safe: bool = True) -> Hit:
    """A hit whose fix puts ``text`` in place of what is there; without a fix where nothing would be left."""
    return Hit(Place(pointer), message, fix=Fix(said, (Change(pointer, text),), safe=safe) if text else None)


@item_rule("W207", "text-garbled", Severity.ERROR, reads=EACH_TEXT)
def text_garbled(item: View) -> Iterator[Hit]:
    """文字是乱码，或者是别处显示不出来的自造字。

    ## 为什么
    转换编码时丢了字，剩下“�”或者“锟斤拷”；从别的软件贴来的私用字符，换一台机器就是方框。

    ## 依据
    惯例：目录文件用 UTF-8，字符都在 Unicode 里有定义。

    ## 反例
        conditions: [经营场所的选址和设计符合卫生标�]

    ## 正例
        conditions: [经营场所的选址和设计符合卫生标准]

    ## 怎么改
    对照原文补上丢失的字；生僻的人名地名用字，用 Unicode 里正式的那个字。
    """
    seen = written(item)
    bad = [one for one in seen.unusual if one == "\ufffd" or ord(one) in _PRIVATE]
    if bad or any(sign in seen.text for sign in _GARBLED_SIGNS):
        for pointer, text in each_writing(item):
            found = next((one for one in (*bad, *_GARBLED_SIGNS) if one in text), None)
            if found is not None:
                yield Hit(Place(pointer), msg("“{near}”里有乱码：对照原文补上", near=around(text, text.index(found))))


@item_rule("W209", "markup-left", Severity.WARNING, reads=EACH_TEXT)
def markup_left(item: View) -> Iterator[Hit]:
    """文字里留着网页的标签或者转义符。

    ## 为什么
    从网页贴来的 `<br>`、`&nbsp;` 会原样印在指南和表格里。

    ## 依据
    惯例：目录里写文字，版式由页面负责；要换行就换行。

    ## 反例
        conditions: ["经营场所的选址和设计&nbsp;符合卫生标准<br/>"]

    ## 正例
        conditions: [经营场所的选址和设计符合卫生标准, 噪声<55分贝]

    ## 怎么改
    删去标签，转义符换成它代表的字。可以自动修正，改完看一遍。
    """
    text_of_all = written(item).text
    if "<" not in text_of_all and "&" not in text_of_all:
        return
    for pointer, text in each_writing(item):
        found = _MARKUP.search(text) if "<" in text or "&" in text else None
        if found:
            message = msg("文字里有网页的标记 {mark}：换成文字", mark=found[0])
            yield mended(pointer, message, _without_markup(text), msg("去掉网页的标记"), safe=False)


def _without_markup(text: str) -> str:
    import html

    plain = _MARKUP.sub(lambda found: found[0] if found[0].startswith("&") else "", _LINE_BREAKS.sub("\n", text))
    return html.unescape(plain).replace("\u00a0", " ").strip()


@item_rule("W302", "fullwidth-character", Severity.WARNING, reads=EACH_TEXT)
def fullwidth_character(item: View) -> Iterator[Hit]:
    """字母或者数字写成了全角。

    ## 为什么
    全角的“Ａ１”与半角的“A1”在查找、排序、比较时是不同的字。

    ## 依据
    惯例：数字和拉丁字母用半角，标点用全角。

    ## 反例
        conditions: [营业面积不少于５０平方米]

    ## 正例
        conditions: [营业面积不少于50平方米，A类场所除外]

    ## 怎么改
    换成半角（可以自动修正）。
    """
    if not written(item).unusual.isdisjoint(_WIDE_CHARACTERS):
        for pointer, text in each_writing(item):
            narrow = text.translate(_WIDE)
            if narrow != text:
                found = next(one for one in text if one in _WIDE_CHARACTERS)
                yield mended(pointer, msg("“{found}”是全角：写成半角", found=found), narrow, msg("换成半角"))


@item_rule("W303", "stray-space", Severity.WARNING, reads=EACH_TEXT)
def stray_space(item: View) -> Iterator[Hit]:
    """有多余的或者不是空格的空白：连着几个、全角空格、开头结尾的空格。

    ## 为什么
    看不出来，却让两段同样的文字比较起来不同；用空格排的版，换一个宽度就乱。

    ## 依据
    惯例：版式由页面负责，文字里不用空格缩进。

    ## 反例
        conditions: ["经营场所的选址　　符合卫生标准 "]

    ## 正例
        conditions: [经营场所的选址符合卫生标准, 符合 GB 37488 的要求]

    ## 怎么改
    删去多余的空格（可以自动修正）。
    """
    seen = written(item)
    text_of_all = seen.text
    if (
        not seen.unusual.isdisjoint(_ODD_SPACES)
        or "  " in text_of_all
        or " \n" in text_of_all
        or "\n " in text_of_all
        or text_of_all.startswith(" ")
    ):
        for pointer, text in each_writing(item):
            tidy = _STRAY.sub(_one_space, text)
            if tidy != text:
                message = msg("“{near}”有多余的空格：删去", near=around(text, _first_stray(text)))
                yield mended(pointer, message, tidy, msg("删去多余的空格"))


def _first_stray(text: str) -> int:
    return next(found.start() for found in _STRAY.finditer(text) if _one_space(found) != found[0])


def _one_space(found: re.Match[str]) -> str:
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    is_edge = before in {"", "\n"} or after in {"", "\n"}
    return "" if is_edge or before in _CHINESE_MARKS or after in _CHINESE_MARKS else " "


@item_rule("W304", "invisible-character", Severity.WARNING, reads=EACH_TEXT)
def invisible_character(item: View) -> Iterator[Hit]:
    r"""文字里有看不见的字符：零宽空格、控制符、方向符。

    ## 为什么
    看不见，却会让查找落空、网址打不开，表格里多出一行。

    ## 依据
    惯例：文字里只有看得见的字符和换行。

    ## 反例
        conditions: ["经营场所的选址\u200b符合卫生标准"]

    ## 正例
        conditions: [经营场所的选址符合卫生标准]

    ## 怎么改
    删去（可以自动修正）。
    """
    found = written(item).unusual & _INVISIBLE
    if found:
        table = dict.fromkeys(map(ord, found))
        for pointer, text in each_writing(item):
            clean = text.translate(table)
            if clean != text:
                code = next(f"U+{ord(one):04X}" for one in text if one in found)
                yield mended(pointer, msg("有看不见的字符 {code}", code=code), clean, msg("删去看不见的字符"))


@item_rule("W306", "lookalike-character", Severity.WARNING, reads=EACH_TEXT)
def lookalike_character(item: View) -> Iterator[Hit]:
    """写的是样子相同的另一个字符：部首“⽤”不是“用”。

    ## 为什么
    从 PDF 复制的文字常带部首字符；看着一样，查找“用”却找不到。

    ## 依据
    Unicode 标准：康熙部首和兼容汉字与正式的汉字等价，书写用后者。

    ## 反例
        conditions: [经营场所的选址符合卫⽣标准]

    ## 正例
        conditions: [经营场所的选址符合卫生标准]

    ## 怎么改
    换成正式的汉字（可以自动修正）。
    """
    table = {}
    for one in written(item).unusual:
        normal = unicodedata.normalize("NFKC", one)
        if normal != one and any(ord(one) in some for some in _LOOKALIKE):
            table[ord(one)] = normal
    if table:
        for pointer, text in each_writing(item):
            clean = text.translate(table)
            if clean != text:
                code = next(f"U+{ord(one):04X}" for one in text if ord(one) in table)
                normal = next(table[ord(one)] for one in text if ord(one) in table)
                message = msg("有一个“{normal}”写成了样子相同的字符 {code}", normal=normal, code=code)
                yield mended(pointer, message, clean, msg("换成正式的汉字"))


@item_rule("W402", "space-within-chinese", Severity.INFO, reads=EACH_TEXT)
def space_within_chinese(item: View) -> Iterator[Hit]:
    """两个汉字之间有空格。

    ## 为什么
    多半是录入时多打的；也有的是漏了标点，或者用空格隔开两样东西，读的人看不出来。

    ## 依据
    惯例：汉字之间不空格，隔开用顿号或者逗号。“第三条 ……”一类条款序号后的空格不算。

    ## 反例
        conditions: [经营场所的 选址和设计符合卫生标准]

    ## 正例
        conditions: [第四条 经营场所的选址和设计符合卫生标准]

    ## 怎么改
    删去空格，或者换成标点。可以自动删去，先看看原来是不是隔开了两样东西。
    """
    text_of_all = written(item).text
    if " " in text_of_all and _WITHIN.search(text_of_all):
        for pointer, text in each_writing(item):
            places = [one.start() for one in _WITHIN.finditer(text) if not _ARTICLE.search(text, 0, one.start())]
            if places:
                drop = set(places)
                joined = "".join(one for place, one in enumerate(text) if place not in drop)
                message = msg("“{near}”：汉字之间有空格，删去或者换成标点", near=around(text, places[0]))
                yield mended(pointer, message, joined, msg("删去汉字之间的空格"), safe=False)
