"""The top of a page: the five questions that every citizen asks, answered before the complete text begins."""

from itemkit.guides import words
from itemkit.guides.context import GuideContext
from itemkit.guides.fields import title_of
from itemkit.guides.materials import count
from itemkit.guides.page import Fact, Lines, LinkText, Value
from itemkit.model.content import Fee, TimeLimit
from itemkit.model.item import Item

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

LEAD_FIELDS = ("audience", "online", "windows", "reach", "materials", "time_limit", "fees", "visits")
"""What `lead` and `action` depend on."""


def lead(item: Item) -> tuple[Fact, ...]:
    """Who, where, what to bring, how long, how much, how often; a question that the item leaves open is left out."""
    answers = (
        ("谁能办", words.joined(item.audience or ()), ()),
        ("在哪办", _where(item), _reach(item)),
        ("带什么", _what(item), ()),
        ("要多久", *_how_long(item.time_limit)),
        ("多少钱", _how_much(item), ()),
        ("跑几次", _how_often(item), ()),
    )
    return tuple(Fact(question, lines, aside) for question, lines, aside in answers if lines)


def action(item: Item) -> LinkText | None:
    """Where to start online."""
    online = item.online
    made = words.link("在线办理", (online.url or online.mobile) if online else None)
    return made if isinstance(made, LinkText) else None


def _where(item: Item) -> Lines:
    places = tuple(LinkText(one, "#windows") for one in dict.fromkeys(one.place for one in item.windows or ()))
    shown: Lines = places
    if len(places) > _MOST_LINES:
        shown = (*places[: _MOST_LINES - 1], LinkText(f"等 {len(places)} 处", "#windows"))
    elif not places and action(item):
        shown = ("在网上办",)
    return shown


def _reach(item: Item) -> Lines:
    return (f"{title_of(Item, 'reach')}：{item.reach}",) if item.reach else ()


def _what(item: Item) -> Lines:
    if item.materials is None:
        return ()
    said = count(item.materials)
    return (LinkText(said, "#materials"),) if item.materials else (said,)


def _how_long(time: TimeLimit | None) -> tuple[Lines, Lines]:
    """The promised limit with the statutory one beside it; without a promise the statutory one."""
    both = (("promised", time.promised), ("statutory", time.statutory)) if time else ()
    said = tuple(f"{words.limit(one)}（{_SHORTLY[name]}）" for name, one in both if one)
    return said[:1], said[1:]


def _how_much(item: Item) -> Lines:
    if item.fees is None:
        return ()
    if not item.fees:
        return ("不收费",)
    said: tuple[Value, ...] = tuple(_fee(one) for one in item.fees)
    return said if len(said) <= _MOST_FEES else (LinkText(f"{len(said)} 项收费，看明细", "#fees"),)


def _fee(one: Fee) -> str:
    return f"{one.name}：{words.money(one) or '见收费标准'}" + ("（看情形）" if one.when else "")


def _how_often(item: Item) -> Lines:
    if item.visits is None:
        return ()
    return ("0 次，不用到现场",) if item.visits == 0 else (f"{item.visits} 次",)
