"""The transforms that a profile may name: each makes a value of the model out of a text of the source.

All are pure. One that can't make sense of its text raises ValueError; the importer then keeps the text as it is under
``extra.source``. None means that the text says nothing. A list that one transform makes goes through the next one
element by element.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from itemkit.exchange import numbered
from itemkit.findings import Message, msg
from itemkit.model.formats import DATE, ITEM, ORGAN, PHONE, REGION, URL
from itemkit.model.numerals import NUMERAL, whole_number
from itemkit.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Transform:
    """A transform by its name in profiles."""

    name: str
    apply: Callable[[str, Any], Any]
    """Takes the text and the argument (for ``word``: the vocabulary of that name)."""
    title: Message
    """What it does, for the documentation."""
    takes: type | None = None
    """The type of its argument: text, a table, or none."""
    optional: bool = False
    """The argument may be left out."""


def clean(text: str) -> str:
    """``text`` without white space around it and at the ends of lines, with line feeds as line ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _split(text: str, separators: str) -> list[str]:
    """Cut at any of the separators, but not inside brackets."""
    parts, depth = [""], 0
    for one in text:
        depth = max(0, depth + (one in "（(【[《") - (one in "）)】]》"))
        if one in separators and not depth:
            parts.append("")
        else:
            parts[-1] += one
    return [part.strip() for part in parts if part.strip()]


def _word(text: str, words: Vocabulary) -> str:
    """A word of the vocabulary, given as the word itself or by its official number."""
    found = text if words.entry(text) else words.word_of(text) if text.isascii() and text.isdigit() else None
    if found is None:
        raise ValueError(text)
    return found


def _mapped(text: str, table: Mapping[str, str]) -> str:
    return table.get(text, text)


def _days_and_unit(text: str, meaning_of_day: str | None) -> dict[str, Any]:
    """A time limit: ``30(工作日)``, ``二十个工作日``; a bare 日 or 天 only if the profile says which days it means."""
    plain = re.sub(r"[\s()（）]", "", text)
    if plain in {"当场", "当场办结", "即办", "即时办结", "立等可取"}:
        return {"days": 0, "unit": "工作日"}
    found = re.fullmatch(rf"({NUMERAL})个?(工作日|自然日|日历日|日|天)(?:内|以内)?", plain)
    if not found:
        raise ValueError(text)
    unit = {"日历日": "自然日", "日": meaning_of_day, "天": meaning_of_day}.get(found[2], found[2])
    if unit is None:
        raise ValueError(text)
    return {"days": whole_number(found[1]), "unit": unit}


def _number(text: str, _: None) -> int:
    return whole_number(text)


def _epoch_date(text: str, _: None) -> str:
    """Milliseconds since 1970 as the date that it then was in China."""
    if not re.fullmatch("-?[0-9]{1,14}", text):
        raise ValueError(text)
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(text), hours=8)
    return moment.date().isoformat()


def _date(text: str, _: None) -> str:
    """A date written with hyphens, slashes, dots or 年月日, with or without a time of day."""
    found = re.fullmatch(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T][0-9:.]+)?", text)
    if not found:
        raise ValueError(text)
    return str(DATE.parse(f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"))


def _phone(text: str, _: None) -> str:
    """A telephone number; dashes of any width become hyphens."""
    plain = re.sub("[-—－–‐‑−]+", "-", text)
    if not PHONE.matches(plain):
        raise ValueError(text)
    return plain


def _url(text: str, _: None) -> str:
    if not URL.matches(text):
        raise ValueError(text)
    return text


def _law_name(text: str, _: None) -> str:
    """The name of a law without the marks 《》 around all of it."""
    found = re.fullmatch("《([^《》]*(?:《[^《》]*》[^《》]*)*)》", text)
    return found[1].strip() if found else text


def _unbracket(text: str, _: None) -> str:
    """The text without one pair of brackets around all of it."""
    found = re.fullmatch(r"[（(]([^（）()]*)[）)]", text)
    return found[1].strip() if found else text


def _citation(text: str, _: None) -> dict[str, str]:
    """A legal basis in one text, 《law》（number）article, as a mapping; one law only."""
    found = re.fullmatch(
        r"(?:根据|依据|按照)?《(?P<law>[^《》]+)》(?:[（(](?P<number>[^（）()]+)[）)])?\s*(?P<article>第[^《》；;。]{1,40})?",
        text,
    )
    if not found:
        raise ValueError(text)
    return {key: value.strip() for key, value in found.groupdict().items() if value and value.strip()}


_YES = {"是": True, "支持": True, "1": True, "true": True, "y": True}
_NO = {"否": False, "不支持": False, "0": False, "false": False, "n": False}


def _yes_no(text: str, _: None) -> bool:
    answers = _YES | _NO
    if text.lower() not in answers:
        raise ValueError(text)
    return answers[text.lower()]


def _empty_list_if_no(text: str, _: None) -> list[Any]:
    """A No says that there are none: an empty list; a Yes says too little."""
    if _yes_no(text, None):
        raise ValueError(text)
    return []


def _region(text: str, _: None) -> str:
    """A region code; one of 12 digits that ends in zeros is cut to the 6 of GB/T 2260."""
    short = text[:6] if re.fullmatch("[0-9]{6}0{6}", text) else text
    if not REGION.matches(short):
        raise ValueError(text)
    return short


def _item_code(text: str, _: None) -> str:
    if not ITEM.matches(text):
        raise ValueError(text)
    return text


def _organ_code(text: str, _: None) -> str:
    if not ORGAN.matches(text):
        raise ValueError(text)
    return text


def _organ_of_code(text: str, separator: str | None) -> str:
    """The organ's code inside an item's code: its first 18 characters, or the part between separators that is one."""
    candidates = text.split(separator) if separator else [text[:18]]
    found = [part for part in candidates if ORGAN.matches(part)]
    if len(found) != 1:
        raise ValueError(text)
    return found[0]


def _strip_prefix(text: str, prefix: str) -> str:
    return text.removeprefix(prefix).strip()


def _numbered_list(text: str, _: None) -> list[str]:
    return numbered.split(text)


_WORDS_OF_ACTIONS = {
    "新办": ("新办", "新申请", "首次申请"),
    "变更": ("变更",),
    "延续": ("延续",),
    "补发": ("补发", "补办"),
    "换发": ("换发", "换证"),
    "注销": ("注销",),
    "年检": ("年检",),
}
_ACTIONS = {word: action for action, words in _WORDS_OF_ACTIONS.items() for word in words}
_OTHER_ACTIONS = ("补换", "撤销", "取消")
"""What makes the last word of a name mean something else."""
_ACTION_AT_END = re.compile(rf"({'|'.join(sorted(_ACTIONS, key=len, reverse=True))})(?:登记|审批|许可|办理)?[）)]?")


def _action_of_name(text: str, _: None) -> str:
    """What is done, if the name ends in it and speaks of nothing else of the kind."""
    named = {_ACTIONS[word] for word in _ACTIONS if word in text} | {word for word in _OTHER_ACTIONS if word in text}
    bracket = re.search(r"[（(]([^（）()]*)[）)]$", text)
    found = _ACTION_AT_END.fullmatch(bracket[1]) if bracket else _ACTION_AT_END.search(text)
    if not found or len(named) != 1 or (not bracket and found.end() != len(text)):
        raise ValueError(text)
    return _ACTIONS[found[1]]


TRANSFORMS: dict[str, Transform] = {
    one.name: one
    for one in (
        Transform("split", _split, msg("按所给的任一字符切成几段，括号和书名号内不切"), str),
        Transform("numbered_list", _numbered_list, msg("按“1.”“（一）”等编号切成几条；没有编号的是一条")),
        Transform("word", _word, msg("词表里的词，或它的官方编号"), str),
        Transform("map", _mapped, msg("按表替换；表里没有的不变"), dict),
        Transform(
            "days_and_unit",
            _days_and_unit,
            msg("“30(工作日)”“二十个工作日”→ 天数和单位；“日”“天”指什么日要写明"),
            str,
            True,
        ),
        Transform("number", _number, msg("数字，也可以是汉字")),
        Transform("date", _date, msg("年月日 → 日期")),
        Transform("epoch_date", _epoch_date, msg("1970 年以来的毫秒数 → 北京时间的日期")),
        Transform("phone", _phone, msg("电话；全角的横线改成“-”")),
        Transform("url", _url, msg("网址")),
        Transform("law_name", _law_name, msg("去掉整个名称外的书名号")),
        Transform("unbracket", _unbracket, msg("去掉整个文字外的括号")),
        Transform("citation", _citation, msg("“《名称》（文号）第几条”→ 依据")),
        Transform("yes_no", _yes_no, msg("是、否、支持、不支持、1、0 → 真假")),
        Transform("empty_list_if_no", _empty_list_if_no, msg("“否”或 0 → 空列表；“是”不足以说明，原样留下")),
        Transform("region", _region, msg("区划代码；末尾是 6 个 0 的 12 位代码取前 6 位")),
        Transform("item_code", _item_code, msg("31 或 33 位实施编码，校验码要对")),
        Transform("organ_code", _organ_code, msg("18 位统一社会信用代码或 TE 占位码，校验码要对")),
        Transform(
            "organ_of_code",
            _organ_of_code,
            msg("编码里的机构代码：前 18 位；写了分隔符的，是其中合格的一段"),
            str,
            True,
        ),
        Transform("strip_prefix", _strip_prefix, msg("去掉开头的这几个字"), str),
        Transform("action_of_name", _action_of_name, msg("名称末尾说明的办理情形；说了几种或没有说的不填")),
    )
}
"""Every transform by its name."""
