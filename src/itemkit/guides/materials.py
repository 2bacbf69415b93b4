"""The part of a page that people read first and longest: what to bring, what not, and under which conditions."""

from collections.abc import Sequence

from itemkit.guides import words
from itemkit.guides.context import GuideContext
from itemkit.guides.fields import fact, facts, title_of
from itemkit.guides.page import Checklist, Choice, Entry, Fact, Lines
from itemkit.model.content import Alternatives, Material, Requirement, Sample, Situation
from itemkit.model.item import Item

FETCHED, SHOWN = "共享", "核验"
OPTIONAL, LATER, REQUIRED = "非必要", "容缺后补", "必要"
_HOLDER_SELF = "申请人"


def checklist(item: Item, context: GuideContext) -> Checklist:
    """All materials of an item."""
    situations = item.situations or ()
    return Checklist(tuple(_requirement(one, situations, context) for one in item.materials or ()))


def count(materials: Sequence[Requirement]) -> str:
    """How much there is to bring, in one line; several of which one is enough count as one."""
    if not materials:
        return "不需要材料"
    fetched = sum(_is_fetched(one) for one in materials)
    mine = [one for one in materials if not _is_fetched(one)]
    conditional = sum(one.when is not None for one in mine)
    optional = sum(one.when is None and one.need == OPTIONAL for one in mine)
    certain = len(mine) - conditional - optional
    later = sum(one.when is None and one.need == LATER for one in mine)
    said = (
        (certain, f"项要带（其中 {later} 项可后补）" if later else "项要带"),
        (conditional, "项看情形"),
        (optional, "项可带可不带"),
        (fetched, "项由窗口调取"),
    )
    parts = [f"{number} {what}" for number, what in said if number]
    return parts[0] if len(parts) == 1 else f"共 {len(materials)} 项：" + "，".join(parts)


def _is_fetched(requirement: Requirement) -> bool:
    """Whether the applicant need not bring it: the office can fetch it, or one of the alternatives."""
    several = requirement.any_of if isinstance(requirement, Alternatives) else [requirement]
    return any(one.access == FETCHED for one in several)


def _requirement(one: Requirement, situations: Sequence[Situation], context: GuideContext) -> Entry | Choice:
    condition = words.condition(one.when, situations)
    if isinstance(one, Material):
        return _entry(one, one.need or REQUIRED, situations, context)
    entries = tuple(_entry(inner, inner.need, situations, context) for inner in one.any_of)
    title = f"{one.name}：以下任选其一" if one.name else "以下任选其一"
    return Choice(title, entries, facts(one, "note"), (one.need or REQUIRED,), condition)


def _entry(one: Material, need: str | None, situations: Sequence[Situation], context: GuideContext) -> Entry:
    return Entry(one.name, _details(one, context), _tags(one, need, context), words.condition(one.when, situations))


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
        *(fact(one, "certificate", lambda _: called or "") if called != one.name else ()),
        *facts(one, "kind", "source"),
        *(facts(one, "issuer") or facts(certificate, "issuers")),
        *(facts(one, "holder") if one.holder != _HOLDER_SELF else ()),
        *(facts(one, "original") if one.original or not one.copies else ()),
        *(facts(one, "copies") if one.copies or not one.original else ()),
        *facts(one, "medium", "format", "requirement", "fill", "seal"),
        *fact(one, "mistakes", tuple),
        *fact(one, "form", words.address),
        *fact(one, "sample", _sample),
        *fact(one, "basis", words.citation_link),
        *facts(one, "note", "code"),
    )


def _sample(sample: Sample) -> Lines:
    return (*([sample.text] if sample.text else []), *([words.address(sample.url)] if sample.url else []))
