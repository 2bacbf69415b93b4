"""Findings in what an item takes over from its standard: told where they can be mended, and once.

The rules see the resolved item, so what is wrong with a standard is found again in each item that implements it. What
the standard's own file is told of anyway is left to it. The rest, which only shows in the item (its type demands more,
its own situations have no such option), becomes a finding in the standard's file, with the item beside it; and where
many items have the same, they are told together.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from itemkit.findings import REMOVED, Change, Finding, Fix, Hit, Message, Place, Pointer, Related, msg
from itemkit.lint.rules.kinds import ItemRule
from itemkit.model.kinds import STANDARD_KIND
from itemkit.model.origin import Origins
from itemkit.model.resolve import Inherited

_MOST_HEIRS = 3
"""How many items are shown beside a finding that many of them cause."""
_HEIR = msg("实施它的事项")
_WHAT_MATCHES = frozenset({"name", "certificate"})
"""By what an entry of an item's materials is matched with the standard's: another value may match another or none."""

Told = frozenset[tuple[str, Pointer]]
"""What is found in a file: the codes of the rules, and where."""


@dataclass
class StandardSide:
    """A standard, as the findings in its heirs need it."""

    path: str
    """Relative to the catalog."""
    data: Mapping[str, Any]
    find: Callable[[Mapping[str, Any]], Told]
    """Gives what its own file is told of."""
    subject: str = field(init=False)

    def __post_init__(self) -> None:
        self.subject = STANDARD_KIND.subject(self.data)

    @cached_property
    def told(self) -> Told:
        """What its own file is told of; found out when it is first asked for."""
        return self.find(self.data)


class Heir:
    """An item with a standard: gives each of its findings the place where it can be mended."""

    def __init__(
        self, own: Mapping[str, Any], inherited: Inherited, standard: StandardSide | None, path: str, subject: str
    ) -> None:
        """Take the item as its file has it.

        Args:
            own: what the file says.
            inherited: what the item takes over.
            standard: from which file; None: nobody knows.
            path: the item's own, relative to the catalog.
            subject: what the item is called.
        """
        self._own = own
        self._inherited = inherited
        self._standard = standard
        self._path = path
        self._subject = subject

    @cached_property
    def _origins(self) -> Origins:
        return Origins(None, self._own, inherited=self._inherited)

    def finding(self, rule: ItemRule, hit: Hit) -> Finding | None:
        """What a hit in the resolved item comes to; None if the standard's own file is told of it."""
        origin, standard = self._origins.of(hit.place.pointer), self._standard
        place = replace(hit.place, pointer=origin.pointer)
        if not origin.inherited:
            related = tuple(self._moved(one, self._path) for one in hit.related)
            fix = self._fix(hit.fix) if hit.fix else None
            return Finding(rule.code, rule.severity, self._path, place, hit.message, self._subject, related, fix)
        if standard is None:
            at = Place(Pointer.of("standard"))
            return Finding(rule.code, rule.severity, self._path, at, hit.message, self._subject)
        if STANDARD_KIND.name in rule.kinds and (rule.code, origin.pointer) in standard.told:
            return None
        related = (*(self._moved(one, standard.path) for one in hit.related), self._beside())
        return Finding(rule.code, rule.severity, standard.path, place, hit.message, standard.subject, related)

    def _beside(self) -> Related:
        return Related(_HEIR, Place(Pointer.of("standard")), self._path)

    def _moved(self, related: Related, path: str) -> Related:
        """A place in the resolved item as the finding in the file ``path`` points to it."""
        if related.path:
            return related
        origin = self._origins.of(related.place.pointer)
        there = self._standard.path if origin.inherited and self._standard else self._path
        place = replace(related.place, pointer=origin.pointer)
        return replace(related, place=place, path="" if there == path else there)

    def _fix(self, fix: Fix) -> Fix | None:
        """The fix in the item's own file; None if it would change what is not there, or which entry is meant."""
        changes = [self._change(one) for one in fix.changes]
        moved = tuple(one for one in changes if one is not None)
        return replace(fix, changes=moved) if len(moved) == len(changes) else None

    def _change(self, change: Change) -> Change | None:
        origin = self._origins.of(change.pointer)
        if origin.inherited:
            return None
        if change.pointer[:1] == ("materials",) and self._own.get("materials"):
            entry = self._origins.entry_of(change.pointer)
            if entry is None:
                return None  # what the file has is no list of materials, but a patch for one
            key = entry.rest[0] if entry.rest else ""
            is_gone = change.value is REMOVED and len(entry.rest) == 1
            if entry.is_merged and (not key or key in _WHAT_MATCHES or is_gone):
                return None
        return replace(change, pointer=origin.pointer)


def told_once(findings: Iterable[Finding], preferred: frozenset[str] | None = None) -> Iterator[Finding]:
    """The findings, those that several items cause in one place of their standard as one.

    Args:
        findings: of a whole catalog.
        preferred: the paths of items that are shown before others.
    """
    together: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        if one.related and is_heir(one.related[-1]):
            together.setdefault((one.code, one.path, one.place, one.severity, str(one.message)), []).append(one)
        else:
            yield one
    for several in together.values():
        several.sort(key=lambda one: (one.related[-1].path not in (preferred or ()), one.related[-1].path))
        heirs = [one.related[-1] for one in several[:_MOST_HEIRS]]
        if len(several) > _MOST_HEIRS:
            heirs[-1] = replace(heirs[-1], message=_one_of(len(several)))
        yield replace(several[0], related=(*several[0].related[:-1], *heirs))


def is_heir(related: Related) -> bool:
    """Whether this is an item for whose sake its standard is told of something."""
    return related.message.text in {_HEIR.text, _one_of(0).text}


def _one_of(count: int) -> Message:
    return msg("实施它的事项，这样的一共 {count} 个", count=count)


def concerns(finding: Finding, paths: frozenset[str]) -> bool:
    """Whether a finding is about one of some files: is in it, or in what it takes over from its standard."""
    return finding.path in paths or any(one.path in paths for one in finding.related if is_heir(one))
