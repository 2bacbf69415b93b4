"""The top of a page: the five questions that every citizen asks, answered before the complete text begins."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from itemkit.guides import words
from itemkit.guides.context import GuideContext
from itemkit.guides.fields import title_of
from itemkit.guides.materials import count
from itemkit.guides.page import Fact, Lines, LinkText, Value
from itemkit.model.item import Item

Data = Mapping[str, Any]

_MOST_LINES = 3
"""More than this many lines push the next answer off a telephone's first screen."""

_EXAMPLE = "示例目录"

_OUT_OF_FORCE = {
    "草稿": "草稿：内容还没有定稿，不能据以办事。",
    "待审": "待审：内容还没有审定，不能据以办事。",
    "暂停": "本事项暂停办理。",
    "取消": "本事项已经取消，不再办理。",
}


def catalog_notices(context: GuideContext) -> tuple[str, ...]:
    """What must be known of the whole catalog before any of its pages is believed."""
    notice = context.catalog.notice or ""
    says_so_itself = notice.startswith(_EXAMPLE)
    example = f"{_EXAMPLE}：内容含示意，不能据以办事。" if context.catalog.example and not says_so_itself else ""
    return tuple(one for one in (example, notice) if one)


def notices(status: str, *, is_illustrative: bool, context: GuideContext) -> Lines:
    """What must be known before anything else on the page is believed.

    Args:
        status: of the item; empty where it says nothing.
        is_illustrative: whether some of it was made up.
        context: the catalog around it.
    """
    warning = _OUT_OF_FORCE.get(status)
    return (
        *catalog_notices(context),
        *((warning,) if warning else ()),
        *((LinkText("本页有内容是示意，看是哪些", "#illustrative"),) if is_illustrative else ()),
    )


_SHORTLY = {"promised": "承诺", "statutory": "法定"}
_MOST_FEES = 2


@dataclass(frozen=True, eq=False, slots=True)
class Question:
    """A question that everybody asks, and how an item answers it. One is quickly told from others: by itself."""

    text: str
    fields: tuple[str, ...]
    """The fields of an item that the answer depends on."""
    answer: Callable[[Data], Lines]
    beside: Callable[[Data], Lines] = lambda _item: ()
    """What is said beside the answer."""

    def asked(self, item: Data) -> Fact | None:
        """What an item answers, as plain data; None where it leaves the question open."""
        lines = self.answer(item)
        return Fact(self.text, lines, self.beside(item)) if lines else None


def lead(item: Data) -> tuple[Fact, ...]:
    """Who, where, what to bring, how long, how much, how often; a question that the item leaves open is left out.

    Args:
        item: resolved, as plain data.
    """
    return tuple([fact for one in QUESTIONS if (fact := one.asked(item))])


def action(item: Data) -> LinkText | None:
    """Where to start online."""
    online = item.get("online") or {}
    made = words.link("在线办理", online.get("url") or online.get("mobile"))
    return made if isinstance(made, LinkText) else None


def _where(item: Data) -> Lines:
    names = dict.fromkeys([one["place"] for one in item.get("windows") or ()])
    places = tuple([LinkText(one, "#windows") for one in names])
    shown: Lines = places
    if len(places) > _MOST_LINES:
        shown = (*places[: _MOST_LINES - 1], LinkText(f"等 {len(places)} 处", "#windows"))
    elif not places and action(item):
        shown = ("在网上办",)
    return shown


def _reach(item: Data) -> Lines:
    reach = item.get("reach")
    return (f"{title_of(Item, 'reach')}：{reach}",) if reach else ()


def _what(item: Data) -> Lines:
    materials = item.get("materials")
    if materials is None:
        return ()
    said = count(materials)
    return (LinkText(said, "#materials"),) if materials else (said,)


def _limits(item: Data) -> Lines:
    """The promised limit and the statutory one, as far as they are stated."""
    limits = item.get("time_limit") or {}
    both = [(short, one) for name, short in _SHORTLY.items() if (one := limits.get(name))]
    return tuple([f"{words.limit(one['days'], one['unit'])}（{short}）" for short, one in both])


def _how_much(item: Data) -> Lines:
    fees = item.get("fees")
    if fees is None:
        return ()
    if not fees:
        return ("不收费",)
    said: tuple[Value, ...] = tuple(map(_fee, fees))
    return said if len(said) <= _MOST_FEES else (LinkText(f"{len(said)} 项收费，看明细", "#fees"),)


def _fee(one: Data) -> str:
    amount = one.get("amount")
    said = one.get("standard") if amount is None else words.money(amount, one.get("currency"), one.get("per"))
    return f"{one['name']}：{said or '见收费标准'}" + ("（看情形）" if one.get("when") else "")


def _how_often(item: Data) -> Lines:
    visits = item.get("visits")
    if visits is None:
        return ()
    return ("0 次，不用到现场",) if visits == 0 else (f"{visits} 次",)


QUESTIONS = (
    Question("谁能办", ("audience",), lambda item: words.joined(item.get("audience") or ())),
    Question("在哪办", ("windows", "online", "reach"), _where, _reach),
    Question("带什么", ("materials",), _what),
    Question("要多久", ("time_limit",), lambda item: _limits(item)[:1], lambda item: _limits(item)[1:]),
    Question("多少钱", ("fees",), _how_much),
    Question("跑几次", ("visits",), _how_often),
)
"""In the order in which they are answered."""
