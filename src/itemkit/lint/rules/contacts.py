"""Family P, continued: whom to ask, where to complain, where to turn against a decision.

The schema lets every text pass that has the form of a telephone number; what can be dialled follows from the numbering
plan: area codes begin with 0, subscribers' numbers with 2 to 9, in cities with a three-digit area code they have eight
digits, and what begins with 1 is a short service number or a mobile.
"""

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

from itemkit.findings import Hit, Place, Pointer, Severity, msg
from itemkit.lint.rules.kinds import ITEMS, item_rule
from itemkit.lint.view import View


class _Fault(Enum):
    PLACEHOLDER = 1
    LENGTH = 2
    EMERGENCY = 3
    NO_AREA = 4


_BETWEEN = re.compile("[、，；;,/]")
_EXTENSION = re.compile("转|ext|x")
_DIGITS = re.compile("[0-9]+")
_AREA = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})")
_FREE_OR_MOBILE = re.compile(r"1[3-9][0-9]{9}|[48]00[0-9]{7}")
_SERVICE = re.compile(r"1[0-9]{2,5}|9[56][0-9]{2,7}")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}")
_LOCAL_EIGHT = re.compile(r"[2-9][0-9]{7}")
_USUAL = re.compile(r"(?:0(?:10|2[0-9])-?[2-9][0-9]{7}|0[3-9][0-9]{2}-?[2-9][0-9]{6,7}|12345|1[3-9][0-9]{9})")
"""Most numbers; nothing is wrong with them."""
_EMERGENCY = frozenset({"110", "119", "120", "122"})
_SHORTEST = 3
"""Digits of the shortest numbers, such as 110."""
_CHANGED_END = 4
"""In 020-83130240/0241 the second number says only what differs: up to so many digits."""


@lru_cache(maxsize=16_384)
def _faults(text: str) -> tuple[tuple[_Fault, str], ...]:
    """What is wrong with the numbers in a telephone field; offices share their numbers, so answers are kept."""
    found = []
    has_area = False
    for place, one in enumerate(_BETWEEN.split(text)):
        number = one.strip()
        digits = "".join(_DIGITS.findall(number))
        if place and len(digits) <= _CHANGED_END:
            continue
        fault = _fault(number)
        if fault is not None and not (fault is _Fault.NO_AREA and has_area):
            found.append((fault, number))
        has_area = has_area or digits.startswith("0")
    return tuple(found)


def _fault(number: str) -> _Fault | None:
    runs = _DIGITS.findall(_EXTENSION.split(number)[0])
    digits = "".join(runs)
    if len(digits) == len(runs[0]) and len(set(digits)) == 1:
        return _Fault.PLACEHOLDER
    if digits.startswith("86") and len(digits) in {12, 13}:  # +86 stands for the 0 of the area code
        digits = digits[2:] if digits[2] == "1" and len(digits) == len("8613800000000") else "0" + digits[2:]
        runs = [digits]
    elif number.startswith("+") or digits.startswith("00"):
        return _Fault.PLACEHOLDER if not digits.strip("0") else None
    if _FREE_OR_MOBILE.fullmatch(digits) or _FREE_OR_MOBILE.fullmatch(runs[0]):
        return None
    area = _AREA.match(digits)
    if area is None:
        return _fault_within(runs, _LOCAL, _Fault.NO_AREA)
    length = area.end()
    rest = runs[1:] if len(runs[0]) == length else [digits[length : len(runs[0])], *runs[1:]]
    is_large = length == len("020")
    return _fault_within(rest, _LOCAL_EIGHT if is_large else _LOCAL, None) if "".join(rest) else _Fault.LENGTH


def _fault_within(runs: list[str], local: re.Pattern[str], if_local: _Fault | None) -> _Fault | None:
    """What is wrong with a number behind its area code: its first run of digits with an extension, or all of it."""
    whole = "".join(runs)
    for one in (runs[0], whole):
        if one in _EMERGENCY:
            return _Fault.EMERGENCY
        if one != "123456" and _SERVICE.fullmatch(one):
            return None
        if local.fullmatch(one):
            return if_local
    return _Fault.PLACEHOLDER if len(set(whole)) == 1 or whole in "1234567890" else _Fault.LENGTH


@lru_cache(maxsize=1)
def _faults_of(item: View) -> list[tuple[Pointer, _Fault, str]]:
    """What is wrong with the item's telephone numbers; asked by one rule after the other for the same item."""
    return [
        (Pointer(path), fault, number)
        for path, text in _each_phone(item)
        if not _USUAL.fullmatch(text)
        for fault, number in _faults(text)
    ]


def _each_fault(item: View, *wanted: _Fault) -> Iterator[tuple[Pointer, str, _Fault]]:
    """The faults of these kinds in the item's telephone numbers."""
    for pointer, fault, number in _faults_of(item):
        if fault in wanted:
            yield pointer, number, fault


def _each_phone(item: View) -> Iterator[tuple[tuple[str | int, ...], str]]:
    contact = item.get("contact")
    if contact:
        for key in ("consult", "complain"):
            if key in contact:
                yield ("contact", key), contact[key]
    for index, window in enumerate(item.get("windows") or ()):
        if "phone" in window:
            yield ("windows", index, "phone"), window["phone"]


@item_rule("P113", "enquiry-missing", Severity.WARNING, kinds=ITEMS, missing=True)
def enquiry_missing(item: View) -> Iterator[Hit]:
    """没有写向谁咨询。

    ## 为什么
    指南不可能答尽所有的问题；没有电话，问的人只能亲自跑一趟。

    ## 依据
    国家政务服务平台交换字段：咨询方式（link_way）为必填项。

    ## 反例
        contact: {complain: 020-12345}
        windows: [{place: 市政务服务中心, address: 华利路61号, hours: 工作日 9:00–17:00}]

    ## 正例
        contact: {complain: 020-12345, consult: 020-12345}
        windows: [{place: 市政务服务中心, address: 华利路61号, hours: 工作日 9:00–17:00}]

    ## 怎么改
    在 `contact.consult` 写咨询电话；用网页或者邮箱答复的，写 `contact.url`、`contact.email`。
    """
    contact = item.get("contact")
    if contact and ("consult" in contact or "url" in contact or "email" in contact):
        return
    if any("phone" in window for window in item.get("windows") or ()):
        return
    if not (contact and "note" in contact):
        yield Hit(Place(Pointer.of("contact", "consult")), msg("没有写咨询方式：在 contact.consult 写电话"))


@item_rule("P114", "complaint-missing", Severity.WARNING, kinds=ITEMS, missing=True)
def complaint_missing(item: View) -> Iterator[Hit]:
    """没有写向谁投诉。

    ## 为什么
    窗口不收、超期不办时，申请人要知道向谁说。

    ## 依据
    国家政务服务平台交换字段：监督投诉方式（supervise_way）为必填项。

    ## 反例
        contact: {consult: 020-12345}

    ## 正例
        contact: {consult: 020-12345, complain: 020-12345}

    ## 怎么改
    在 `contact.complain` 写监督投诉电话；不用电话的，在 `contact.note` 写明怎样投诉。
    """
    contact = item.get("contact")
    if contact and ("complain" in contact or _names_complaints(contact.get("note", ""))):
        return
    yield Hit(Place(Pointer.of("contact", "complain")), msg("没有写监督投诉方式：在 contact.complain 写电话"))


def _names_complaints(note: str) -> bool:
    return "投诉" in note or "监督" in note or "举报" in note


@item_rule("P115", "remedy-missing", Severity.INFO, kinds=ITEMS, missing=True)
def remedy_missing(item: View) -> Iterator[Hit]:
    """行政许可没有写向谁申请复议、向哪个法院起诉。

    ## 为什么
    不予许可时申请人有权申请复议或者起诉；指南写明，不必等到拿到决定书才知道。

    ## 依据
    中华人民共和国行政许可法 第七条。指南里写不写，各地不一，所以只是提示。

    ## 反例
        remedy: null

    ## 正例
        remedy: {review: 广州市人民政府, litigation: 广州铁路运输法院}

    ## 怎么改
    在 `remedy.review` 写复议机关，在 `remedy.litigation` 写管辖法院。
    """
    if item.type == "行政许可":
        remedy = item.get("remedy") or {}
        if "review" not in remedy:
            yield Hit(Place(Pointer.of("remedy", "review")), msg("没有写行政复议：在 remedy.review 写复议机关"))
        if "litigation" not in remedy:
            yield Hit(Place(Pointer.of("remedy", "litigation")), msg("没有写行政诉讼：在 remedy.litigation 写管辖法院"))


@item_rule("P201", "phone-impossible", Severity.ERROR, kinds=ITEMS)
def phone_impossible(item: View) -> Iterator[Hit]:
    """电话号码打不通：是占位的，或者位数不对。

    ## 为什么
    00000000、12345678 是录入时凑数的；多一位少一位的号码，谁打都不通。

    ## 依据
    电话网的编号：区号以 0 开头；用户号码 7 或 8 位，不以 0、1 开头；区号三位（010、02×）的城市都是 8 位。

    ## 反例
        contact: {consult: "00000000", complain: 020-8313603}

    ## 正例
        contact: {consult: "12345", complain: 020-83136033}

    ## 怎么改
    打一遍，写上能打通的号码；分机写在“转”后面。
    """
    for pointer, number, fault in _each_fault(item, _Fault.PLACEHOLDER, _Fault.LENGTH):
        if fault is _Fault.PLACEHOLDER:
            yield Hit(Place(pointer), msg("{number} 是占位的号码：写真的电话", number=number))
        else:
            yield Hit(Place(pointer), msg("{number} 打不通：位数或者开头不对，请核对", number=number))


@item_rule("P202", "emergency-number", Severity.WARNING, kinds=ITEMS)
def emergency_number(item: View) -> Iterator[Hit]:
    """把报警、急救电话当作咨询或者投诉电话。

    ## 为什么
    110、119、120、122 是救急用的，问办事会占线，也得不到答复。

    ## 依据
    惯例：办事咨询和投诉用部门自己的电话或者 12345。

    ## 反例
        contact: {consult: "110", complain: 020-12345}

    ## 正例
        contact: {consult: "12345", complain: 020-12345}

    ## 怎么改
    换成部门的咨询电话，或者 12345。
    """
    for pointer, number, _fault in _each_fault(item, _Fault.EMERGENCY):
        yield Hit(Place(pointer), msg("{number} 是救急的电话：写部门的电话或者 12345", number=number))


@item_rule("P403", "phone-without-area-code", Severity.INFO, kinds=ITEMS)
def phone_without_area_code(item: View) -> Iterator[Hit]:
    """固定电话没有写区号。

    ## 为什么
    外地的人、用手机的人要加区号才打得通。

    ## 依据
    惯例：对外公布的固定电话带区号；12345 一类的短号、手机号和 400 号码不用。

    ## 反例
        contact: {consult: "37885230", complain: 020-12345}

    ## 正例
        contact: {consult: 020-37885230, complain: 020-12345}

    ## 怎么改
    在号码前加区号和短横线。
    """
    for pointer, number, _fault in _each_fault(item, _Fault.NO_AREA):
        yield Hit(Place(pointer), msg("{number} 没有区号：在前面加上区号", number=number))
