"""What the pages of a site know of an item without reading it again: one row an item, remembered between runs.

Lists, standards, certificates, search, downloads and figures are all made of rows.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from itemkit.guides.context import GuideContext
from itemkit.guides.search import initials

Data = Mapping[str, Any]

IN_FORCE = "在用"
PERSON, BUSINESS = "个人", "经营主体"
"""The two groups of applicants whose life stages are told apart (国发〔2024〕3号)."""
AUDIENCE_GROUPS = {
    "自然人": PERSON,
    "企业法人": BUSINESS,
    "事业法人": BUSINESS,
    "社会组织法人": BUSINESS,
    "非法人企业": BUSINESS,
    "行政机关": BUSINESS,
    "其他组织": BUSINESS,
}
_FETCHED, _OPTIONAL = "共享", "非必要"
_NOTHING: Data = {}


class Days(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A time limit."""

    days: int
    unit: str


class Need(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A certificate that an item asks for."""

    certificate: str
    is_certain: bool
    """Asked of everybody, whatever the answers, with nothing else in its place."""
    is_fetched: bool
    """The office fetches it."""


class ItemRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An item as the pages around it see it."""

    path: str
    name: str
    """Its page below the site."""
    title: str
    code: str
    standard: str
    type: str
    action: str
    status: str
    """Empty where it is in force."""
    organ: str
    region: str
    """Where it is carried out: its own region, else its organ's."""
    level: str
    audience: tuple[str, ...]
    themes: tuple[str, ...]
    stages: tuple[str, ...]
    aliases: tuple[str, ...]
    initials: str
    handling: str
    statutory: Days | None
    promised: Days | None
    materials: int
    """Entries of the list; several of which one is enough count as one; -1: it has no list."""
    bring: int
    """Those among them that everybody must hand in or show."""
    visits: int
    """-1: not stated."""
    fees: int
    """How many; -1: not stated."""
    is_online: bool
    reach: str
    needs: tuple[Need, ...]
    gives: tuple[str, ...]
    """Certificates that are its results."""
    version: int
    effective_from: str
    assured_on: str
    digest: bytes
    """Of the file and its standard."""

    @property
    def has_code(self) -> bool:
        """Whether it is more than a preview."""
        return bool(self.code)

    @property
    def groups(self) -> tuple[str, ...]:
        """Whom it is for, 个人 or 经营主体 or both."""
        return tuple(sorted({AUDIENCE_GROUPS.get(one, BUSINESS) for one in self.audience}))


def row_of(
    path: str, name: str, data: Data, digest: bytes, context: GuideContext, before: tuple[str, str] = ("", "")
) -> ItemRow:
    """The row of an item.

    Args:
        path: its file.
        name: its page below the site.
        data: the item, resolved with its standard.
        digest: of its file and its standard's.
        context: the catalog around it.
        before: the title of an earlier row with the initials of that: the dictionaries of pinyin take longer to load
            than a page to make.
    """
    get = data.get
    title = get("name") or get("code") or ""
    limits = get("time_limit", _NOTHING)
    materials, fees = get("materials"), get("fees")
    organ = context.organs.get(get("organ", ""))
    status = get("status", IN_FORCE)
    effective = get("effective", _NOTHING)
    return ItemRow(
        path, name, title, get("code", ""), get("standard", ""), get("type", ""), get("action", ""),
        "" if status == IN_FORCE else status,
        get("organ", ""), get("region") or (organ.region if organ else "") or "", get("level", ""),
        tuple(get("audience", ())), tuple(get("themes", ())), tuple(get("stages", ())), tuple(get("aliases", ())),
        before[1] if title == before[0] else initials(title), get("handling", ""),
        _days(limits.get("statutory")), _days(limits.get("promised")),
        -1 if materials is None else len(materials), sum(map(_is_brought, materials or ())),
        get("visits", -1), -1 if fees is None else len(fees), "url" in get("online", _NOTHING), get("reach", ""),
        _needs(materials or (), context), _gives(get("results", ()), context),
        get("version", 0), effective.get("from") or "", get("assured", _NOTHING).get("on", ""), digest,
    )  # fmt: skip


def _days(limit: Data | None) -> Days | None:
    return Days(limit["days"], limit["unit"]) if limit else None


def _is_brought(entry: Data) -> bool:
    several = entry.get("any_of") or (entry,)
    is_fetched = any(one.get("access") == _FETCHED for one in several)
    return not is_fetched and "when" not in entry and entry.get("need") != _OPTIONAL


def _needs(materials: Sequence[Data], context: GuideContext) -> tuple[Need, ...]:
    found: dict[str, Need] = {}
    for entry in materials:
        several = entry.get("any_of") or (entry,)
        is_certain = len(several) == 1 and "when" not in entry and "when" not in several[0]
        is_certain = is_certain and (several[0].get("need") or entry.get("need")) != _OPTIONAL
        for one in several:
            certificate = context.certificates.get(one.get("certificate", ""))
            if certificate is not None:
                before = found.get(certificate.name)
                is_fetched = one.get("access") == _FETCHED and (before is None or before.is_fetched)
                certain = is_certain or (before is not None and before.is_certain)
                found[certificate.name] = Need(certificate.name, certain, is_fetched)
    return tuple(found.values())


def _gives(results: Sequence[Data], context: GuideContext) -> tuple[str, ...]:
    known = (context.certificates.get(one.get("certificate", "")) for one in results)
    return tuple(dict.fromkeys(one.name for one in known if one is not None))
