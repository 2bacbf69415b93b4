"""The words that several formats of a difference say: effects, the verdict, what the two sides are called."""

from collections.abc import Iterable, Mapping

from itemkit.diff.change import Change
from itemkit.diff.effect import Effect
from itemkit.diff.pairing import Entry
from itemkit.diff.sides import Side
from itemkit.findings import Message
from itemkit.language import _, mark
from itemkit.report.difference.interface import DifferenceReport, Sums

WORST_FIRST = (Effect.BURDEN, Effect.UNCLEAR, Effect.EASE, Effect.NEUTRAL)
"""The effects in the order in which people should look at them."""
_EFFECTS: Mapping[Effect, str] = {
    Effect.BURDEN: mark("加重"),
    Effect.EASE: mark("减轻"),
    Effect.UNCLEAR: mark("待核"),
    Effect.NEUTRAL: mark("不影响"),
}
_COUNTED: Mapping[Effect, str] = {
    Effect.BURDEN: mark("加重 {count} 处"),
    Effect.EASE: mark("减轻 {count} 处"),
    Effect.UNCLEAR: mark("待核 {count} 处"),
    Effect.NEUTRAL: mark("不影响 {count} 处"),
}
_MEANINGS: Mapping[Effect, str] = {
    Effect.BURDEN: mark("办事人要交的、要付的、要等的、要做的更多"),
    Effect.EASE: mark("办事人要交的、要付的、要等的、要做的更少，或者可选的更多"),
    Effect.UNCLEAR: mark("只有人读了才知道轻重，例如条件换了说法、有一边没有写"),
    Effect.NEUTRAL: mark("只是说法不同，或者是部门内部的事"),
}
_LONG_SENTENCE = 60
_LONG_VALUE = 12
_LONGEST_NAME = 40
_ELLIPSIS = "…"


def effect_word(effect: Effect) -> str:
    """What a change does to the applicant, in a word."""
    return _(_EFFECTS[effect])


def counted(counts: Mapping[Effect, int], effects: Iterable[Effect] = WORST_FIRST) -> str:
    """``加重 3 处、减轻 5 处``; what there is none of is not said."""
    return _("、").join(_(_COUNTED[one]).format(count=counts[one]) for one in effects if counts.get(one))


def meaning(effect: Effect) -> str:
    """What an effect means, for those who see the word for the first time."""
    return _(_MEANINGS[effect])


def verdict(report: DifferenceReport, sums: Sums) -> str:
    """What all changes come to for the applicant, in one sentence."""
    if not report.changes:
        return _("没有差异：比了 {count} 个，都一样。").format(count=report.difference.same)
    told = counted(sums.counts, (Effect.BURDEN, Effect.EASE, Effect.UNCLEAR))
    neutral = sums.counts[Effect.NEUTRAL]
    parts = [
        _("对办事人：{told}").format(told=told) if told else _("没有加重，也没有减轻"),
        _neutral(neutral, alone(report)) if neutral else "",
        _("已接受 {count} 处").format(count=sums.accepted) if sums.accepted else "",
    ]
    return _("{told}。").format(told=_("；").join(one for one in parts if one))


def _neutral(count: int, alone: int) -> str:
    if not alone:
        return _("另有 {count} 处不影响办事人").format(count=count)
    return _("另有 {count} 处不影响办事人，其中 {alone} 处是只有一边有的事项").format(count=count, alone=alone)


def alone(report: DifferenceReport) -> int:
    """How many of the changes without effect are items that one side alone has: of two regions that is most of them."""
    return sum(
        not one.accepted and one.change.effect is Effect.NEUTRAL and (one.a is None or one.b is None)
        for one in report.changes
    )


def failed(report: DifferenceReport) -> str:
    """Why the run fails, and what to do; empty if it does not."""
    if not (count := len(report.failures)):
        return ""
    return _("没有通过：有 {count} 处要改掉，或者写进接受的清单并说明理由。").format(count=count)


def sides(report: DifferenceReport) -> tuple[str, str]:
    """What the columns of the two sides are called: two regions by their names, else what was and what is."""
    a, b = report.difference.a, report.difference.b
    if a.region or b.region:
        return a.title, b.title
    return _("原来"), _("现在")


def title(report: DifferenceReport) -> str:
    """What is compared with what."""
    return f"{report.difference.a.title} → {report.difference.b.title}"


def only_in(report: DifferenceReport, side: Side) -> str:
    """A heading for what only one side has."""
    other = report.difference.b if side is report.difference.a else report.difference.a
    if side.region or other.region:
        return _("只有{side}有").format(side=side.title)
    return _("原有、现在没有") if side is report.difference.a else _("新有")


def whereabouts(report: DifferenceReport, side: Side, entry: Entry) -> str:
    """Where to look for an item that one side alone has: of a region at its organ, else in its file."""
    is_region = bool(report.difference.a.region or report.difference.b.region)
    return entry.organ_name if is_region and entry.organ_name else side.shown(entry.path)


def sentence(change: Change) -> str:
    """The change in one sentence of bearable length; values that would make it longer stand beside it anyway."""
    whole = str(change.message)
    if len(whole) <= _LONG_SENTENCE:
        return whole
    values: dict[str, object] = dict(change.message.values)
    for key in ("before", "after"):
        if len(said(values.get(key))) > _LONG_VALUE:
            values[key] = _ELLIPSIS
    if len(name := str(values["name"])) > _LONGEST_NAME:
        values["name"] = name[: _LONGEST_NAME - 1] + _ELLIPSIS
    return str(Message(change.message.text, values))


def said(value: object) -> str:
    """A value of a change's ``words`` as text."""
    return str(Message("{value}", {"value": value}))
