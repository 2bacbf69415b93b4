"""The sections of a guide: which fields of an item each one shows, and in which editions.

A section is a function of the fields that it names and of nothing else in the item. Publishing relies on it: items that
say the same there have the same section, which is made once. A test holds every section to it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from itemkit.guides import words
from itemkit.guides.context import GuideContext
from itemkit.guides.fields import fact, facts, table, title_of
from itemkit.guides.illustrative import illustrative, listed_sources
from itemkit.guides.materials import checklist
from itemkit.guides.page import (
    COMPLETE,
    CONCISE,
    CONCISE_ORDER,
    SECTION_ORDER,
    Block,
    Bullets,
    Entries,
    Entry,
    Fact,
    Facts,
    Note,
    Paragraphs,
    Questions,
    Section,
    Value,
)
from itemkit.guides.process import short_steps, short_time, special, steps, time
from itemkit.guides.situations import HINT, answers, picker
from itemkit.model.content import Effective, Fee, FormField, Result
from itemkit.model.item import Item, Window

ILLUSTRATIVE_TITLE = "哪些是示意"
Builder = Callable[[Item, GuideContext], Iterator[Block]]
"""Makes the blocks of a section; empty ones are left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """How some labelled values of a section are made."""

    build: Callable[[Item, GuideContext], Iterable[Fact]]
    fields: tuple[str, ...]
    """The fields of an item that ``build`` reads."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Makes the blocks of a section that is nothing but labelled values: some are other on each page, most are not."""

    groups: tuple[Group, ...]

    def __call__(self, item: Item, context: GuideContext) -> Iterator[Block]:
        """One list of all values."""
        yield Facts(tuple(row for group in self.groups for row in group.build(item, context)))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of an item that any group reads."""
        return tuple(name for group in self.groups for name in group.fields)


@dataclass(frozen=True, slots=True)
class SectionMaker:
    """How one section of a guide is made."""

    id: str
    title: str
    build: Builder
    fields: tuple[str, ...]
    """The fields of an item that ``build`` reads."""
    concise: Builder | None
    """What makes its blocks in the concise edition, where it says less there."""
    key: str
    """Tells it from other makers, of the same section in another edition too."""

    @property
    def is_concise(self) -> bool:
        """Whether the concise edition has it too."""
        return self.id in CONCISE_ORDER

    def made_for(self, edition: str) -> "SectionMaker":
        """What makes the section in an edition."""
        if edition != CONCISE or self.concise is None:
            return self
        return replace(self, build=self.concise, key=f"{self.id}-{CONCISE}")

    def make(self, item: Item, context: GuideContext) -> Section | None:
        """The section of an item; None where it has nothing to say."""
        blocks = tuple(block for block in self.build(item, context) if _says_something(block))
        return Section(self.id, self.title, blocks) if blocks else None


def each_maker(edition: str) -> Iterator[SectionMaker]:
    """What makes the sections of an edition, in order."""
    return (MAKERS[name].made_for(edition) for name in (CONCISE_ORDER if edition == CONCISE else SECTION_ORDER))


def each_section(item: Item, context: GuideContext, edition: str = COMPLETE) -> Iterator[Section]:
    """The sections of a guide that have something to say, in order."""
    made = (maker.make(item, context) for maker in each_maker(edition))
    return (section for section in made if section is not None)


def _says_something(block: Block) -> bool:
    match block:
        case Facts(parts) | Paragraphs(parts) | Bullets(parts) | Questions(parts):
            return bool(parts)
        case _:
            return True


def _plainly(*fields: str) -> Group:
    return Group(lambda item, _: facts(item, *fields), fields)


def _standing(item: Item, _: GuideContext) -> Iterable[Fact]:
    return (*facts(item, "status", "version"), *fact(item, "effective", _effective), *facts(item, "power_source"))


def _organ(item: Item, context: GuideContext) -> Iterable[Fact]:
    organ = context.organs.get(item.organ or "")
    return (*fact(item, "organ", context.organ_link), *(facts(organ, "uscc", "kind") if organ else ()))


_CODES = _plainly("code", "local_code")
_BASIC = Rows(
    (
        _plainly("type", "action"),
        _CODES,
        Group(lambda item, context: fact(item, "standard", lambda code: _standard(code, context)), ("standard",)),
        _plainly("aliases"),
        Group(_standing, ("status", "version", "effective", "power_source")),
        Group(_organ, ("organ",)),
        _plainly("entrusted_by", "joint_organs"),
        _plainly("audience", "themes", "stages", "scope", "handling", "level"),
        Group(
            lambda item, context: fact(item, "region", lambda code: _named(code, context.region_name(code))),
            ("region",),
        ),
    )
)
_SHORT_BASIC = Rows((_CODES, _plainly("audience")))


def _standard(code: str, context: GuideContext) -> Value:
    return context.link(_named(code, context.standards.get(code)), "standard", code)


def _named(code: str, known: object) -> str:
    name = known if isinstance(known, str) else getattr(known, "name", None)
    return f"{name}（{code}）" if name and name != code else code


def _effective(value: Effective) -> str:
    start = f"自{words.day(value.from_)}起" if value.from_ else ""
    return start + (f"至{words.day(value.to)}止" if value.to else "")


def _fees(item: Item, _: GuideContext) -> Iterator[Block]:
    if item.fees:
        whens = (answers(one.when) for one in item.fees)
        yield table(title_of(Item, "fees"), Fee, (_fee(one, item) for one in item.fees), whens)
    elif item.fees is not None:
        yield Paragraphs(("不收费。",))


def _short_fees(item: Item, context: GuideContext) -> Iterator[Block]:
    if item.fees:
        rows = (_short_fee(one, item) for one in item.fees)
        yield table(title_of(Item, "fees"), Fee, rows, (answers(one.when) for one in item.fees))
    else:
        yield from _fees(item, context)


def _short_fee(one: Fee, item: Item) -> Iterator[Fact]:
    yield from facts(one, "name")
    yield from _amount(one) or facts(one, "standard")
    yield from fact(one, "when", lambda when: words.condition(when, item.situations))


def _fee(one: Fee, item: Item) -> Iterator[Fact]:
    yield from facts(one, "name")
    yield from _amount(one)
    yield from facts(one, "standard")
    yield from fact(one, "when", lambda when: words.condition(when, item.situations))
    yield from fact(one, "basis", words.citation_link)
    yield from facts(one, "reducible", "reduction")


def _amount(one: Fee) -> tuple[Fact, ...]:
    return fact(one, "amount", lambda amount: words.money(amount, one.currency, one.per))


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


def _short_channels(item: Item, _: GuideContext) -> Iterator[Block]:
    online = item.online
    yield Facts((*fact(online, "url", words.address), *facts(item, "reach", "visits")))


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
        yield Note(HINT)
        yield picker(item.situations)


def _materials(item: Item, context: GuideContext) -> Iterator[Block]:
    yield from _listed(item, context, COMPLETE)


def _short_materials(item: Item, context: GuideContext) -> Iterator[Block]:
    yield from _listed(item, context, CONCISE)


def _listed(item: Item, context: GuideContext, edition: str) -> Iterator[Block]:
    if item.materials:
        yield checklist(item, context, edition)
    elif item.materials is not None:
        yield Paragraphs(("不需要材料。",))


def _form(item: Item, _: GuideContext) -> Iterator[Block]:
    if item.form:
        rows = (facts(one, "name", "kind", "required", "options", "note") for one in item.form)
        yield table(title_of(Item, "form"), FormField, rows)


def _results(item: Item, context: GuideContext) -> Iterator[Block]:
    if item.results:
        whens = (answers(one.when) for one in item.results)
        rows = (_result(one, item, context) for one in item.results)
        yield table(title_of(Item, "results"), Result, rows, whens)


def _short_results(item: Item, _: GuideContext) -> Iterator[Block]:
    if item.results:
        rows = (
            (
                *facts(one, "name", "valid_for", "delivery"),
                *fact(one, "when", lambda when: words.condition(when, item.situations)),
            )
            for one in item.results
        )
        yield table(title_of(Item, "results"), Result, rows, (answers(one.when) for one in item.results))


def _result(one: Result, item: Item, context: GuideContext) -> Iterator[Fact]:
    certificate = context.certificates.get(one.certificate or "")
    called = certificate.name if certificate else one.certificate
    yield from facts(one, "name")
    if called != one.name:
        yield from fact(one, "certificate", lambda _: context.link(called or "", "certificate", called or ""))
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


MADE_UP = Paragraphs(("下列内容是为示意而编写的，没有出处；其余内容的出处见上。",))
"""Said above what was made up for illustration."""


def _illustrative(item: Item, _: GuideContext) -> Iterator[Block]:
    if rows := illustrative(item.as_data() if item.extra else {}):
        yield MADE_UP
        yield Facts(rows)


def _maker(name: str, title: str, build: Builder, *fields: str, concise: Builder | None = None) -> SectionMaker:
    return SectionMaker(name, title, build, fields or (name,), concise, name)


_CHANNELS = ("express", "online", "reach", "channels", "visits", "visit_reason", "hall", "terminal")

MAKERS = {
    maker.id: maker
    for maker in (
        _maker("basic", "基本信息", _BASIC, *_BASIC.fields, concise=_SHORT_BASIC),
        _maker("time", title_of(Item, "time_limit"), time, "time_limit", "special", concise=short_time),
        _maker("fees", title_of(Item, "fees"), _fees, "fees", "situations", concise=_short_fees),
        _maker("channels", title_of(Item, "channels"), _channels, *_CHANNELS, concise=_short_channels),
        _maker("windows", title_of(Item, "windows"), _windows, "windows", "appointment"),
        _maker("capacity", "数量限制和中介服务", _capacity, "quota", "intermediaries"),
        _maker("faq", title_of(Item, "faq"), _faq),
        _maker("rights", "申请人权利和义务", _rights, "rights", "duties"),
        _maker("conditions", title_of(Item, "conditions"), _conditions, "conditions", "rejections"),
        _maker("basis", title_of(Item, "basis"), _basis),
        _maker("content", title_of(Item, "content"), _content),
        _maker("remedy", title_of(Item, "remedy"), _remedy),
        _maker("contact", title_of(Item, "contact"), _contact),
        _maker("situations", title_of(Item, "situations"), _situations),
        _maker(
            "materials", title_of(Item, "materials"), _materials, "materials", "situations", concise=_short_materials
        ),
        _maker("form", title_of(Item, "form"), _form),
        _maker("steps", title_of(Item, "steps"), steps, "steps", "special", "time_limit", concise=short_steps),
        _maker("special", title_of(Item, "special"), special),
        _maker("results", title_of(Item, "results"), _results, "results", "situations", concise=_short_results),
        _maker("inspection", title_of(Item, "inspection"), _inspection),
        _maker("origin", "内容来源", _origin, "assured", "source_url", "extra"),
        _maker("illustrative", ILLUSTRATIVE_TITLE, _illustrative, *Item.model_fields),
    )
}
"""What makes each section, by id."""
