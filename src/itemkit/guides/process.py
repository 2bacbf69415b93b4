"""How long an item takes and what happens in that time: limits, steps, special procedures."""

from collections.abc import Iterator, Sequence

from itemkit.guides import words
from itemkit.guides.context import GuideContext
from itemkit.guides.fields import fact, facts, title_of
from itemkit.guides.page import Block, Deadline, Entries, Entry, Fact, Facts, Lines, Note, Process, Stage, Steps, Term
from itemkit.guides.workdays import WORKING_DAY
from itemkit.model.content import Limit, SpecialProcedure, Step, TimeLimit
from itemkit.model.item import Item


def time(item: Item, _: GuideContext) -> Iterator[Block]:
    """The limits, how to count them, and the last day."""
    limits = item.time_limit
    yield Facts((*fact(limits, "promised", _limit), *fact(limits, "statutory", _limit)))
    terms = tuple(one for one in _each_term(limits) if one.days)
    if terms and any(one.counted is False for one in item.special or ()):
        yield Note("特别程序另需时间，不计算在办结时限内。")
    if terms:
        yield Deadline(words.counting({one.unit for one in terms}), terms)


def _each_term(limits: TimeLimit | None) -> Iterator[Term]:
    both = (("promised", limits.promised), ("statutory", limits.statutory)) if limits else ()
    return (Term(title_of(TimeLimit, name), one.days, one.unit) for name, one in both if one)


def short_time(item: Item, _: GuideContext) -> Iterator[Block]:
    """The limit that is promised, else the one that the law sets."""
    limits = item.time_limit
    yield Facts(fact(limits, "promised", _limit) or fact(limits, "statutory", _limit))


def _limit(value: Limit) -> Lines:
    return (words.limit(value.days, value.unit), *([value.note] if value.note else []))


def steps(item: Item, _: GuideContext) -> Iterator[Block]:
    """What happens, as a list and as a drawing, with all of it added up."""
    if item.steps:
        entries = tuple(Entry(one.name, tuple(_step(one))) for one in item.steps)
        total = _total(item.steps)
        terms = (*((Term("各环节合计", *total),) if total else ()), *_each_term(item.time_limit))
        stages = tuple(Stage(one.name, _length(one)) for one in item.steps)
        yield Process(entries, stages, tuple(_branch(one) for one in item.special or ()), terms)
        if total and len(item.steps) > 1:
            yield Note(words.total(terms))


def short_steps(item: Item, _: GuideContext) -> Iterator[Block]:
    """What happens, a line each."""
    if item.steps:
        yield Steps(tuple(Entry(one.name, facts(one, "by"), _tags(one)) for one in item.steps))


def _tags(one: Step) -> tuple[str, ...]:
    length = _length(one)
    return (length,) if length else ()


def _total(steps: Sequence[Step]) -> tuple[int, str] | None:
    """How long all steps take together, and in which unit; None where one of them does not say or units differ."""
    units = {one.unit or WORKING_DAY for one in steps if one.days}
    if len(units) != 1 or any(one.days is None for one in steps):
        return None
    return sum(one.days or 0 for one in steps), units.pop()


def _length(one: Step) -> str:
    return "" if one.days is None else words.days(one.days, one.unit) if one.days else "当场"


def _branch(one: SpecialProcedure) -> Stage:
    long = words.days(one.days, one.unit) if one.days else ""
    counted = {True: "计入办结时限", False: "不计入办结时限", None: ""}[one.counted]
    return Stage(one.name, "，".join(filter(None, (long, counted))))


def _step(one: Step) -> Iterator[Fact]:
    yield from fact(one, "days", lambda days: words.days(days, one.unit) if days else "当场")
    yield from facts(one, "by", "standard", "result", "note")


def special(item: Item, _: GuideContext) -> Iterator[Block]:
    """The special procedures."""
    if item.special:
        yield Entries(tuple(Entry(one.name, tuple(_procedure(one))) for one in item.special))


def _procedure(one: SpecialProcedure) -> Iterator[Fact]:
    yield from fact(one, "days", lambda days: words.days(days, one.unit))
    yield from facts(one, "counted", "by", "fee")
    yield from fact(one, "basis", words.citation_link)
    yield from facts(one, "note")
