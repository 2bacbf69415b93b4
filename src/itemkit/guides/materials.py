"""The part of a page that people read first and longest: what to bring, what not, and under which conditions."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from msgspec.structs import replace

from itemkit.guides import words
from itemkit.guides.context import GuideContext
from itemkit.guides.fields import fact, facts, title_of
from itemkit.guides.page import COMPLETE, Checklist, Choice, Duty, Entry, Fact, Lines, Value
from itemkit.guides.situations import answers
from itemkit.model.content import Material, Requirement, Sample, Situation
from itemkit.model.item import Item

Data = Mapping[str, Any]

FETCHED, SHOWN = "共享", "核验"
OPTIONAL, LATER, REQUIRED = "非必要", "容缺后补", "必要"
_HOLDER_SELF = "申请人"


def checklist(item: Item, context: GuideContext, edition: str = COMPLETE) -> Checklist:
    """All materials of an item."""
    situations = item.situations or ()
    return Checklist(tuple(requirement(one, situations, context, edition) for one in item.materials or ()))


def count(materials: Sequence[Data]) -> str:
    """How much there is to bring, in one line; several of which one is enough count as one.

    Args:
        materials: as plain data.
    """
    if not materials:
        return "不需要材料"
    mine = [one for one in materials if not _is_fetched(one)]
    needs = [one.get("need") for one in mine if not one.get("when")]
    fetched, conditional = len(materials) - len(mine), len(mine) - len(needs)
    optional, later = needs.count(OPTIONAL), needs.count(LATER)
    certain = len(needs) - optional
    said = (
        (certain, f"项要带（其中 {later} 项可后补）" if later else "项要带"),
        (conditional, "项看情形"),
        (optional, "项可不带"),
        (fetched, "项由窗口调取"),
    )
    parts = [f"{number} {what}" for number, what in said if number]
    return parts[0] if len(parts) == 1 else f"共 {len(materials)} 项：" + "，".join(parts)


def _is_fetched(requirement: Data) -> bool:
    """Whether the applicant need not bring it: the office can fetch it, or one of the alternatives."""
    return FETCHED in [one.get("access") for one in requirement.get("any_of") or (requirement,)]


def requirement(
    one: Requirement, situations: Sequence[Situation], context: GuideContext, edition: str = COMPLETE
) -> Entry | Choice:
    """An entry of the checklist; it depends on nothing else in the item."""
    condition = words.condition(one.when, situations)
    if isinstance(one, Material):
        return _entry(one, one.need or REQUIRED, situations, context, edition)
    entries = tuple(_entry(inner, inner.need, situations, context, edition) for inner in one.any_of)
    title = f"{one.name}：以下任选其一" if one.name else "以下任选其一"
    more = facts(one, "note") if edition == COMPLETE else ()
    return Choice(title, entries, more, (one.need or REQUIRED,), condition, answers(one.when), _duty(one.need))


def _entry(
    one: Material, need: str | None, situations: Sequence[Situation], context: GuideContext, edition: str
) -> Entry:
    details = _details(one, context) if edition == COMPLETE else _counts(one)
    duty: Duty = "fetched" if one.access == FETCHED else _duty(need)
    condition = words.condition(one.when, situations)
    return Entry(one.name, details, _tags(one, need, context), condition, answers(one.when), duty)


def _duty(need: str | None) -> Duty:
    return "later" if need == LATER else "optional" if need == OPTIONAL else ""


def _tags(one: Material, need: str | None, context: GuideContext) -> tuple[str, ...]:
    tags = []
    if need == LATER and one.supplement_days is not None:
        tags.append(f"{LATER}（{words.days(one.supplement_days, None)}内补齐）")
    elif need:
        tags.append(need)
    if one.access == FETCHED:
        tags.append("由窗口调取，不用提交")
    elif one.access == SHOWN:
        tags.append("出示后收回")
    certificate = context.certificates.get(one.certificate or "")
    if certificate and certificate.commitment and one.access != FETCHED:
        tags.append(title_of(type(certificate), "commitment"))
    return tuple(tags)


def _details(one: Material, context: GuideContext) -> tuple[Fact, ...]:
    certificate = context.certificates.get(one.certificate or "")
    called = certificate.name if certificate else one.certificate
    return (
        *fact(one, "certificate", lambda _: _certificate(one, called or "", context)),
        *facts(one, "kind", "source"),
        *(facts(one, "issuer") or facts(certificate, "issuers")),
        *(facts(one, "holder") if one.holder != _HOLDER_SELF else ()),
        *_copies(one),
        *facts(one, "medium", "format", "requirement", "seal"),
        *_toned("help", *facts(one, "fill"), *fact(one, "form", words.address), *fact(one, "sample", _sample)),
        *_toned("warn", *fact(one, "mistakes", tuple)),
        *fact(one, "basis", words.citation_link),
        *facts(one, "note", "code"),
    )


def _counts(one: Material) -> tuple[Fact, ...]:
    """What the concise edition says of a material."""
    return (*facts(one, "source"), *_copies(one))


def _copies(one: Material) -> tuple[Fact, ...]:
    return (
        *(facts(one, "original") if one.original or not one.copies else ()),
        *(facts(one, "copies") if one.copies or not one.original else ()),
    )


def _toned(tone: Literal["warn", "help"], *several: Fact) -> tuple[Fact, ...]:
    return tuple(replace(one, tone=tone) for one in several)


def _certificate(one: Material, called: str, context: GuideContext) -> Value:
    """Which certificate the material is; nothing where its name says so and there is no page to go to."""
    link = context.link(called, "certificate", called)
    return link if called != one.name or not isinstance(link, str) else ""


def _sample(sample: Sample) -> Lines:
    return (*([sample.text] if sample.text else []), *([words.address(sample.url)] if sample.url else []))
