"""What the changes are about, as people who apply see it: materials, time, visits, money. Each has its sums.

Sixty fields are too many for a plot or a table to look at; a dozen elements (要素) are what guides are read for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from itemkit.diff.change import Change
from itemkit.diff.effect import Effect, Measure
from itemkit.diff.kinds import ChangeKind
from itemkit.language import _, mark
from itemkit.report.difference.interface import DifferenceReport, added_up


@dataclass(frozen=True, slots=True)
class Element:
    """Something about an item that matters to those who apply."""

    name: str
    """In Chinese."""
    fields: frozenset[str]
    """Of the kinds of change, or their first part; what no element names belongs to the last one."""

    @property
    def title(self) -> str:
        """Its name in the current language."""
        return _(self.name)


def _element(name: str, *fields: str) -> Element:
    return Element(name, frozenset(fields))


ELEMENTS: Sequence[Element] = (
    _element(mark("申请材料"), "materials", "form"),
    _element(mark("承诺时限"), "time_limit.promised"),
    _element(mark("法定时限"), "time_limit.statutory"),
    _element(mark("到场次数"), "visits", "visit_reason"),
    _element(mark("办理环节"), "steps"),
    _element(mark("特别程序"), "special"),
    _element(mark("收费"), "fees"),
    _element(mark("中介服务"), "intermediaries"),
    _element(mark("受理条件"), "conditions", "rejections", "quota", "audience"),
    _element(mark("办理方式"), "channels", "reach", "online", "express", "terminal", "appointment", "handling"),
    _element(mark("办理结果"), "results"),
    _element(mark("权利义务"), "rights", "duties", "inspection"),
    _element(mark("事项增减"), "", "status"),
    _element(mark("其他")),
)
"""All elements, in the order in which they are told."""
_OF_FIELD: Mapping[str, Element] = {field: one for one in ELEMENTS for field in one.fields}


@dataclass(frozen=True, slots=True)
class Tally:
    """The changes of one element; accepted ones are not among them."""

    element: Element
    counts: Mapping[Effect, int]
    burdens: Sequence[Measure]
    """All that is more, a measure for each unit."""
    eases: Sequence[Measure]


def element_of(kind: ChangeKind) -> Element:
    """What a kind of change is about."""
    return _OF_FIELD.get(kind.field) or _OF_FIELD.get(kind.field.partition(".")[0]) or ELEMENTS[-1]


def tallies(report: DifferenceReport) -> list[Tally]:
    """The sums of each element that has changes."""
    found: dict[str, list[Change]] = {one.name: [] for one in ELEMENTS}
    for one in report.changes:
        if not one.accepted:
            found[element_of(one.change.kind).name].append(one.change)
    return [_tally(one, changes) for one in ELEMENTS if (changes := found[one.name])]


def _tally(element: Element, changes: Sequence[Change]) -> Tally:
    counts = {effect: sum(one.effect is effect for one in changes) for effect in Effect}
    return Tally(element, counts, added_up(changes, Effect.BURDEN), added_up(changes, Effect.EASE))
