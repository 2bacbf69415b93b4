"""What stands in a changelog, whatever it is written as: the changes by organ and by what they mean for applicants.

A difference goes item by item, because that is how it is found. A changelog is read by the organs that answer for the
items, and by the people who apply to them: whose it is comes first, then whether it has become easier.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from itemkit.diff.change import Change
from itemkit.diff.effect import Effect, Measure
from itemkit.diff.pairing import Entry
from itemkit.diff.whole import Compared, Difference, Told
from itemkit.model.kinds import STANDARD_KIND
from itemkit.report.difference.interface import totals
from itemkit.source.wholes import Unread

_CANCELLED = "取消"


class Section(Enum):
    """What a change is told under, in this order."""

    ADDED = "added"
    """A new item, or one that is no longer cancelled."""
    REMOVED = "removed"
    """An item whose file is gone, or that is cancelled."""
    EASED = "eased"
    BURDENED = "burdened"
    UNCLEAR = "unclear"
    OTHER = "other"


_BY_EFFECT = {
    Effect.EASE: Section.EASED,
    Effect.BURDEN: Section.BURDENED,
    Effect.UNCLEAR: Section.UNCLEAR,
    Effect.NEUTRAL: Section.OTHER,
}
_OF_WHOLE_ITEMS = {
    "item-added": Section.ADDED,
    "standard-added": Section.ADDED,
    "item-removed": Section.REMOVED,
    "standard-removed": Section.REMOVED,
}


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two states of a catalog that a changelog lies between."""

    revision: str
    """As it was asked for; empty: the files on disk, which are not published yet."""
    commit: str = ""
    """Its full name."""
    date: str = ""
    """When the commit was made, as ISO 8601."""


@dataclass(frozen=True, slots=True)
class Note:
    """What one section tells of one item."""

    compared: Compared
    told: tuple[Told, ...]

    @property
    def entry(self) -> Entry:
        """The item."""
        return self.compared.entry


Sections = Mapping[Section, Sequence[Note]]
"""Only sections with something in them, in their order; in each the items by name."""


@dataclass(frozen=True, slots=True)
class OrganChanges:
    """What has changed in the items of one organ."""

    organ: str
    """Its credit code; empty: the items name no organ."""
    name: str
    """Empty: the catalog does not know the organ."""
    sections: Sections


@dataclass(frozen=True, slots=True)
class Changelog:
    """What has changed in a catalog from one version to another."""

    before: Version
    after: Version
    standards: Sections
    organs: Sequence[OrganChanges]
    """Those with changes, by code; what has no organ comes last."""
    counts: Mapping[Section, int]
    """How many items were added and removed; of the other sections how many changes there are."""
    eases: Sequence[Measure] = field(default_factory=tuple)
    """What has become less, a sum for each unit."""
    burdens: Sequence[Measure] = field(default_factory=tuple)
    """What has become more."""
    unread: Sequence[tuple[Version, Unread]] = field(default_factory=tuple)
    """Files of either version that could not be compared."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed."""
        return not self.standards and not self.organs


def changelog_of(difference: Difference, before: Version, after: Version) -> Changelog:
    """What a comparison of two versions of one catalog tells, in the order in which it is read."""
    of_standards: list[Compared] = []
    of_organs: dict[str, list[Compared]] = {}
    for compared in difference.compared:
        is_standard = compared.entry.kind == STANDARD_KIND.name
        (of_standards if is_standard else of_organs.setdefault(compared.entry.organ, [])).append(compared)
    changes = [told.change for _compared, told in difference.each_change()]
    organs = [OrganChanges(organ, _name_of(several), _sections(several)) for organ, several in of_organs.items()]
    return Changelog(
        before,
        after,
        _sections(of_standards),
        sorted(organs, key=lambda one: (not one.organ, one.organ)),
        {section: sum(section_of(one) is section for one in changes) for section in Section},
        totals(changes, Effect.EASE),
        totals(changes, Effect.BURDEN),
        [(before if side == "a" else after, one) for side, one in difference.unread],
    )


def section_of(change: Change) -> Section:
    """Where a change is told."""
    if change.id == "status-changed" and _CANCELLED in {change.before, change.after}:
        return Section.REMOVED if change.after == _CANCELLED else Section.ADDED
    return _OF_WHOLE_ITEMS.get(change.id, _BY_EFFECT[change.effect])


def _name_of(several: Sequence[Compared]) -> str:
    """The name of the organ of some items: the one that it has now, if any of them is still there."""
    names = [one.b.organ_name for one in several if one.b] + [one.entry.organ_name for one in several]
    return next(filter(None, names), "")


def _sections(several: Iterable[Compared]) -> Sections:
    notes: dict[Section, list[Note]] = {section: [] for section in Section}
    for compared in several:
        by_section: dict[Section, list[Told]] = {}
        for told in compared.changes:
            by_section.setdefault(section_of(told.change), []).append(told)
        for section, some in by_section.items():
            notes[section].append(Note(compared, tuple(some)))
    return {section: some for section, some in notes.items() if some}
