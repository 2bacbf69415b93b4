"""How a page says things: limits, durations, money, citations, conditions. Plain words, the same on every page."""

import re
from collections.abc import Collection, Sequence
from datetime import date

from itemkit.guides.page import Lines, LinkText, Term, Value, is_safe_href
from itemkit.guides.workdays import WORKING_DAY
from itemkit.model.base import When
from itemkit.model.content import Basis, Situation
from itemkit.model.formats import Duration

_ONE_TELEPHONE = re.compile(
    r"""
    (?:\+?86[-\ ]?)?1[3-9][0-9]{9}                             # mobile
    | (?:0[0-9]{2,3}[-\ ]?|[(（]0[0-9]{2,3}[)）][-\ ]?)[1-9][0-9]{6,7}  # fixed line with its area code
    | (?:0[0-9]{2,3}-)?12[0-9]{3}                              # hotline such as 12345
    | [48]00[-\ ]?[0-9]{3}[-\ ]?[0-9]{4}                       # 400 and 800 numbers
    """,
    re.VERBOSE,
)


def yes_or_no(value: bool) -> str:
    """是 or 否."""
    return "是" if value else "否"


def day(value: date) -> str:
    """A date as people write it."""
    return f"{value.year}年{value.month}月{value.day}日"


def days(number: int, unit: str | None) -> str:
    """A number of days; working days unless said otherwise."""
    return f"{number} 个{unit or WORKING_DAY}"


def limit(number: int, unit: str | None) -> str:
    """A time limit of so many days."""
    return days(number, unit) if number else "当场办结"


def counting(units: Collection[str]) -> str:
    """How the days of a limit are counted, with the law that says so.

    Args:
        units: those that the limits are in.
    """
    said = ["从受理的第二天起算，受理当天不算（民法典第二百零一条）。"]
    if WORKING_DAY in units:
        said.append("工作日不含周末和法定节假日（行政许可法第八十二条），调休要上班的周末算工作日。")
    if any(one != WORKING_DAY for one in units):
        said.append("自然日连周末和节假日一起算，最后一天遇到休假日的，顺延到休假结束的第二天（民法典第二百零三条）。")
    return "".join(said)


def total(terms: Sequence[Term]) -> str:
    """All steps together, beside the limits."""
    return "；".join(f"{one.name} {days(one.days, one.unit) if one.days else '当场'}" for one in terms) + "。"


def duration(value: Duration) -> str:
    """A length of time by the calendar: 4 年, 1 年 6 个月."""
    parts = (
        (value.years, "年"),
        (value.months, "个月"),
        (value.weeks, "周"),
        (value.days, "天"),
        (value.hours, "小时"),
        (value.minutes, "分钟"),
    )
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 天"


def number(value: float) -> str:
    """A number without exponent and without zeros that say nothing."""
    return str(value) if isinstance(value, int) else f"{value:.6f}".rstrip("0").rstrip(".")


def money(amount: float, currency: str | None = None, per: str | None = None) -> str:
    """A sum of money: 80 元／本.

    Args:
        amount: how much.
        currency: in ISO 4217; none: in yuan.
        per: for each of what.
    """
    called = "元" if currency in {None, "CNY"} else currency
    return f"{number(amount)} {called}" + (f"／{per}" if per else "")


def citation(basis: Basis) -> str:
    """《law》（number）article."""
    name = basis.law.strip()
    if name.startswith("《") and name.endswith("》") and "》" not in name[:-1]:
        name = name[1:-1]
    inner = name.replace("《", "〈").replace("》", "〉")  # GB/T 15834: titles inside a title take single marks
    return f"《{inner}》" + (f"（{basis.number}）" if basis.number else "") + (basis.article or "")


def citation_link(basis: Basis) -> Value:
    """The citation, leading to the text of the law where its address is known."""
    return link(citation(basis), basis.url)


def condition(when: When | None, situations: Sequence[Situation] | None) -> str:
    """When something applies, with the texts of question and answers; empty when always."""
    if not when:
        return ""
    known = {one.id: one for one in situations or ()}
    parts = []
    for situation_id, option_ids in when.items():
        situation = known.get(situation_id)
        question = situation.question if situation else situation_id
        options = situation.options if situation else {}
        parts.append(f"{question}——{'或'.join(options.get(one, one) for one in option_ids)}")
    return "仅当：" + "；并且：".join(parts)


def link(text: str, href: str | None) -> Value:
    """``text`` leading to ``href`` if that is an address that a page may lead to, else the text alone."""
    return LinkText(text, href) if href and is_safe_href(href) else text


def address(href: str) -> Value:
    """An address that is its own text; a mail box or telephone without its scheme."""
    return link(re.sub(r"^(?:mailto|tel):", "", href), href)


def telephone(text: str) -> Value:
    """A telephone number; to be called by a touch only where it is plainly one number, with its area code."""
    if not _ONE_TELEPHONE.fullmatch(text):
        return text
    return LinkText(text, "tel:" + re.sub(r"[^0-9+]", "", text))


def joined(texts: Sequence[str]) -> Lines:
    """Several words in one line."""
    return ("、".join(texts),) if texts else ()
