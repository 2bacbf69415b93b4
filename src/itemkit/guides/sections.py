"""The sections of the complete edition: which fields of an item each one shows. Their order is `SECTION_ORDER`."""

from collections.abc import Callable, Iterator, Mapping

from itemkit.guides import words
from itemkit.guides.context import GuideContext
from itemkit.guides.fields import fact, facts, table, title_of
from itemkit.guides.illustrative import illustrative, listed_sources
from itemkit.guides.materials import checklist
from itemkit.guides.page import (
    SECTION_ORDER,
    Block,
    Bullets,
    Entries,
    Entry,
    Fact,
    Facts,
    Lines,
    Note,
    Paragraphs,
    Questions,
    Section,
    Steps,
)
from itemkit.model.content import Effective, Fee, FormField, Limit, Result, Situation, SpecialProcedure, Step
from itemkit.model.item import Item, Window

Builder = Callable[[Item, GuideContext], Iterator[Block]]
"""Makes the blocks of a section; empty ones are left out."""


def each_section(item: Item, context: GuideContext) -> Iterator[Section]:
    """The sections that have something to say, in order."""
    for name in SECTION_ORDER:
        title, build = BUILDERS[name]
        blocks = tuple(block for block in build(item, context) if _says_something(block))
        if blocks:
            yield Section(name, title, blocks)


def _says_something(block: Block) -> bool:
    match block:
        case Facts(parts) | Paragraphs(parts) | Bullets(parts) | Questions(parts):
            return bool(parts)
        case _:
            return True


def _basic(item: Item, context: GuideContext) -> Iterator[Block]:
    organ = context.organs.get(item.organ or "")
    yield Facts(
        (
            *facts(item, "type", "action", "code", "local_code"),
            *fact(item, "standard", lambda code: _named(code, context.standards.get(code))),
            *facts(item, "aliases", "status", "version"),
            *fact(item, "effective", _effective),
            *facts(item, "power_source"),
            *fact(item, "organ", context.organ_name),
            *(facts(organ, "uscc", "kind") if organ else ()),
            *facts(item, "entrusted_by", "joint_organs", "audience", "themes", "stages", "scope", "handling", "level"),
            *fact(item, "region", lambda code: _named(code, context.region_name(code))),
        )
    )


def _named(code: str, known: object) -> str:
    name = known if isinstance(known, str) else getattr(known, "name", None)
    return f"{name}（{code}）" if name and name != code else code


def _effective(value: Effective) -> str:
    start = f"自{words.day(value.from_)}起" if value.from_ else ""
    return start + (f"至{words.day(value.to)}止" if value.to else "")


def _time(item: Item, _: GuideContext) -> Iterator[Block]:
    time = item.time_limit
    yield Facts((*fact(time, "promised", _limit), *fact(time, "statutory", _limit)))
    units = {one.unit for one in ((time.promised, time.statutory) if time else ()) if one and one.days}
    if words.WORKING_DAY in units:
        yield Note("工作日不含周末和法定节假日。")
    if units and any(one.counted is False for one in item.special or ()):
        yield Note("特别程序另需时间，不计算在办结时限内。")


def _limit(value: Limit) -> Lines:
    return (words.limit(value), *([value.note] if value.note else []))


def _fees(item: Item, _: GuideContext) -> Iterator[Block]:
    if item.fees:
        yield table(title_of(Item, "fees"), Fee, (_fee(one, item) for one in item.fees))
    elif item.fees is not None:
        yield Paragraphs(("不收费。",))


def _fee(one: Fee, item: Item) -> Iterator[Fact]:
    yield from facts(one, "name")
    yield from fact(one, "amount", lambda _: words.money(one))
    yield from facts(one, "standard")
    yield from fact(one, "when", lambda when: words.condition(when, item.situations))
    yield from fact(one, "basis", words.citation_link)
    yield from facts(one, "reducible", "reduction")


def _channels(item: Item, _: GuideContext) -> Iterator[Block]:
    online = item.online
    yield Facts(
        (
            *facts(item, "express"),
            *fact(online, "url", words.address),
            *facts(online, "depth"),
            *fact(online, "mobile", words.address),
            *fact(online, "progress", words.address),
            *facts(online, "pay", "note"),
            *facts(item, "reach", "channels", "visits", "visit_reason", "hall", "terminal"),
        )
    )


def _windows(item: Item, _: GuideContext) -> Iterator[Block]:
    if item.windows:
        yield Entries(tuple(Entry(one.place, tuple(_window(one))) for one in item.windows))
    yield Facts(fact(item, "appointment", words.address))


def _window(one: Window) -> Iterator[Fact]:
    yield from facts(one, "name", "address", "hours")
    yield from fact(one, "phone", words.telephone)
    yield from facts(one, "transit")
    yield from fact(one, "map", words.address)


def _capacity(item: Item, _: GuideContext) -> Iterator[Block]:
    yield Facts(facts(item, "quota", "intermediaries"))


def _faq(item: Item, _: GuideContext) -> Iterator[Block]:
    yield Questions(tuple((one.q, one.a) for one in item.faq or ()))


def _rights(item: Item, _: GuideContext) -> Iterator[Block]:
    yield Facts((*fact(item, "rights", tuple), *fact(item, "duties", tuple)))


def _conditions(item: Item, _: GuideContext) -> Iterator[Block]:
    yield Bullets(tuple(item.conditions or ()))
    yield Facts(fact(item, "rejections", tuple))


def _basis(item: Item, _: GuideContext) -> Iterator[Block]:
    if item.basis:
        yield Entries(
            tuple(
                Entry(words.citation_link(one), facts(one, "organ", "text"), (one.kind,) if one.kind else ())
                for one in item.basis
            )
        )


def _content(item: Item, _: GuideContext) -> Iterator[Block]:
    yield Paragraphs(tuple(one for one in (item.content,) if one))


def _remedy(item: Item, _: GuideContext) -> Iterator[Block]:
    yield Facts(facts(item.remedy, "review", "litigation"))


def _contact(item: Item, _: GuideContext) -> Iterator[Block]:
    contact = item.contact
    yield Facts(
        (
            *fact(contact, "consult", words.telephone),
            *fact(contact, "complain", words.telephone),
            *fact(contact, "url", words.address),
            *fact(contact, "email", words.address),
            *facts(contact, "note"),
        )
    )


def _situations(item: Item, _: GuideContext) -> Iterator[Block]:
    if item.situations:
        yield Note("先看自己属于哪种情形：写明“仅当”的内容，只在那种情形下适用。")
        yield Entries(tuple(Entry(one.question, tuple(_situation(one))) for one in item.situations))


def _situation(one: Situation) -> Iterator[Fact]:
    yield from fact(one, "options", lambda options: tuple(options.values()))
    yield from facts(one, "note")


def _materials(item: Item, context: GuideContext) -> Iterator[Block]:
    if item.materials:
        yield checklist(item, context)
    elif item.materials is not None:
        yield Paragraphs(("不需要材料。",))


def _form(item: Item, _: GuideContext) -> Iterator[Block]:
    if item.form:
        rows = (facts(one, "name", "kind", "required", "options", "note") for one in item.form)
        yield table(title_of(Item, "form"), FormField, rows)


def _steps(item: Item, _: GuideContext) -> Iterator[Block]:
    if item.steps:
        yield Steps(tuple(Entry(one.name, tuple(_step(one))) for one in item.steps))


def _step(one: Step) -> Iterator[Fact]:
    yield from fact(one, "days", lambda days: words.days(days, one.unit) if days else "当场")
    yield from facts(one, "by", "standard", "result", "note")


def _special(item: Item, _: GuideContext) -> Iterator[Block]:
    if item.special:
        yield Entries(tuple(Entry(one.name, tuple(_procedure(one))) for one in item.special))


def _procedure(one: SpecialProcedure) -> Iterator[Fact]:
    yield from fact(one, "days", lambda days: words.days(days, one.unit))
    yield from facts(one, "counted", "by", "fee")
    yield from fact(one, "basis", words.citation_link)
    yield from facts(one, "note")


def _results(item: Item, context: GuideContext) -> Iterator[Block]:
    if item.results:
        yield table(title_of(Item, "results"), Result, (_result(one, item, context) for one in item.results))


def _result(one: Result, item: Item, context: GuideContext) -> Iterator[Fact]:
    certificate = context.certificates.get(one.certificate or "")
    called = certificate.name if certificate else one.certificate
    yield from facts(one, "name")
    if called != one.name:
        yield from fact(one, "certificate", lambda _: called or "")
    yield from facts(one, "kind")
    yield from facts(one, "valid_for") or facts(certificate, "valid_for")
    yield from facts(one, "delivery")
    yield from fact(one, "when", lambda when: words.condition(when, item.situations))
    yield from fact(one, "sample", words.address)
    yield from facts(one, "note")


def _inspection(item: Item, _: GuideContext) -> Iterator[Block]:
    yield Paragraphs(tuple(one for one in (item.inspection,) if one))


def _origin(item: Item, _: GuideContext) -> Iterator[Block]:
    yield Facts((*facts(item.assured, "by", "on"), *fact(item, "source_url", words.address)))
    yield Bullets(tuple(listed_sources(item)))


def _illustrative(item: Item, _: GuideContext) -> Iterator[Block]:
    rows = illustrative(item)
    if rows:
        yield Paragraphs(("下列内容是为示意而编写的，没有出处；其余内容的出处见上。",))
        yield Facts(rows)


BUILDERS: Mapping[str, tuple[str, Builder]] = {
    "basic": ("基本信息", _basic),
    "time": (title_of(Item, "time_limit"), _time),
    "fees": (title_of(Item, "fees"), _fees),
    "channels": (title_of(Item, "channels"), _channels),
    "windows": (title_of(Item, "windows"), _windows),
    "capacity": ("数量限制和中介服务", _capacity),
    "faq": (title_of(Item, "faq"), _faq),
    "rights": ("申请人权利和义务", _rights),
    "conditions": (title_of(Item, "conditions"), _conditions),
    "basis": (title_of(Item, "basis"), _basis),
    "content": (title_of(Item, "content"), _content),
    "remedy": (title_of(Item, "remedy"), _remedy),
    "contact": (title_of(Item, "contact"), _contact),
    "situations": (title_of(Item, "situations"), _situations),
    "materials": (title_of(Item, "materials"), _materials),
    "form": (title_of(Item, "form"), _form),
    "steps": (title_of(Item, "steps"), _steps),
    "special": (title_of(Item, "special"), _special),
    "results": (title_of(Item, "results"), _results),
    "inspection": (title_of(Item, "inspection"), _inspection),
    "origin": ("内容来源", _origin),
    "illustrative": ("哪些是示意", _illustrative),
}
"""The title of each section and what fills it."""
