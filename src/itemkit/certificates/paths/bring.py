"""What has to be brought along on the way to an item: all that no step of the way gives.

That is what the applicant makes himself, what everybody has, what intermediaries issue, and certificates of which the
catalog does not know where they come from.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from itemkit.certificates.cases import Case, holder_answers
from itemkit.certificates.paths.search import Path, PathStep, case_of, is_possible
from itemkit.certificates.questions import Question, options_of, questions_in
from itemkit.certificates.sql import ASKED
from itemkit.index.database import Index

UNKNOWN, LATER, OTHERS, AGENCY, OTHER, HAD, GIVEN, APPLICANT = (
    "unknown", "issued", "others", "agency", "other", "had", "given", "applicant",
)  # fmt: skip
"""Where a thing comes from: no item of the catalog issues it; an item does, but it may follow later; somebody else
than the applicant has it; an intermediary; it is not said; the person has said that he has it; everybody has it; the
applicant makes it."""
ORDER = (UNKNOWN, LATER, OTHERS, AGENCY, OTHER, HAD, GIVEN, APPLICANT)
"""What is hardest to come by first."""
_SOURCES = {"申请人自备": APPLICANT, "政府部门核发": UNKNOWN, "中介机构出具": AGENCY}
_ISSUERS = {"申请人": APPLICANT, "政府部门": UNKNOWN, "中介机构": AGENCY}


class Condition(NamedTuple):
    """An answer under which something is asked for."""

    situation: str
    question: str
    options: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to bring; several of one entry are alternatives."""

    name: str
    """What the material is called."""
    certificate: str | None
    source: str
    issuer: str
    """Who issues it, as far as the materials say; may be empty."""
    access: str
    """提交, 核验, 共享, or empty."""
    may_follow: bool
    """It may be handed in later (容缺后补)."""
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A requirement: one of these things."""

    any_of: tuple[Thing, ...]
    steps: tuple[int, ...]
    """The steps that ask for it, counted from 0."""


_MATERIALS = f"""
WITH {ASKED}, given AS (SELECT name, bool_or(given) AS given, min(issuer_kind) AS kind FROM certificates GROUP BY name)
SELECT file, entry, asked.name, called, cases, source, coalesce(issuer, ''), coalesce(access, ''),
    coalesce(need, '必要'), coalesce(holder, '申请人') = '申请人', coalesce(given.given, false), given.kind
FROM asked SEMI JOIN (SELECT unnest($files::INTEGER[]) AS file) USING (file) LEFT JOIN given ON given.name = called
ORDER BY file, entry, length(pointer), pointer
"""


class _Material(NamedTuple):
    """A row of the materials."""

    file: int
    entry: int
    name: str
    certificate: str | None
    cases: str | None
    source: str | None
    issuer: str
    access: str
    need: str
    is_own: bool
    given: bool
    issuer_kind: str | None


class Lists:
    """The lists of materials of the items of a way."""

    def __init__(self, index: Index, path: Path) -> None:
        """Ask for all items at once."""
        values = {"files": sorted({step.issuer.file for step in path.steps})}
        self.path = path
        self._materials: dict[int, dict[int, list[_Material]]] = defaultdict(lambda: defaultdict(list))
        for row in index.rows(_MATERIALS, values):
            one = _Material(*row)
            self._materials[one.file][one.entry].append(one)
        self._questions = questions_in(index, values["files"])

    def when(self, place: int, certificate: str) -> tuple[Condition, ...]:
        """Under which answers a step needs a certificate of another; empty: under all that are left."""
        found = [
            self._conditions(one, place)
            for entry in self._materials[self.path.steps[place].issuer.file].values()
            for one in entry
            if one.certificate == certificate and self._applies(one, place)
        ]
        return found[0] if found and all(found) else ()

    def each_entry(self) -> Iterator[Entry]:
        """What has to be brought, what is hardest to come by first."""
        places: dict[tuple[Thing, ...], list[int]] = {}
        for place, step in enumerate(self.path.steps):
            for materials in self._materials[step.issuer.file].values():
                if things := tuple(dict.fromkeys(self._things(materials, place, step))):
                    places.setdefault(things, []).append(place)
        entries = [Entry(things, tuple(dict.fromkeys(several))) for things, several in places.items()]
        return iter(sorted(entries, key=lambda one: min(ORDER.index(thing.source) for thing in one.any_of)))

    def _things(self, materials: Iterable[_Material], place: int, step: PathStep) -> Iterator[Thing]:
        """What of an entry has to be brought; nothing if a step gives what it asks for."""
        applying = [one for one in materials if self._applies(one, place)]
        free = [one for one in applying if not self._is_issued(one)]
        if not free:
            taken = {certificate for certificate, _giver in step.takes}
            if any(one.certificate in taken for one in applying):
                return
            free = [one for one in applying if one.certificate in self.path.wish.had]
        for one in free:
            yield Thing(
                one.name, one.certificate, self._source(one), one.issuer, one.access,
                one.need == "容缺后补", self._conditions(one, place),
            )  # fmt: skip

    def _is_issued(self, one: _Material) -> bool:
        """Whether it must be had, and is what items issue."""
        return one.need == "必要" and one.is_own and one.certificate in self.path.issued

    def _source(self, one: _Material) -> str:
        if one.certificate is None:
            return OTHERS if not one.is_own else _SOURCES.get(one.source or "申请人自备", OTHER)
        if one.certificate in self.path.wish.had and one.is_own:
            return HAD
        if not one.is_own:
            return OTHERS
        if one.given:
            return GIVEN
        if one.certificate in self.path.issued:
            return LATER
        return _ISSUERS.get(one.issuer_kind or "", _SOURCES.get(one.source or "政府部门核发", OTHER))

    def _applies(self, one: _Material, place: int) -> bool:
        """Whether a material is asked of this person, as far as that is known."""
        case, step = case_of(one.cases), self.path.steps[place]
        if one.need == "非必要" or not is_possible(case, self._chosen(place)):
            return False
        if not step.is_first:
            return True
        holders = set(holder_answers(options_of(self._questions[one.file])))
        return not any(
            situation not in self._chosen(place) and options and all((situation, one) in holders for one in options)
            for situation, options in case.items()
        )

    def _chosen(self, place: int) -> Mapping[str, str]:
        """The answers that were given, if it is the item that was asked about."""
        return self.path.wish.chosen if place == len(self.path.steps) - 1 else {}

    def _conditions(self, one: _Material, place: int) -> tuple[Condition, ...]:
        case: Case = case_of(one.cases)
        return tuple(
            self._condition(one.file, situation, options)
            for situation, options in case.items()
            if situation not in self._chosen(place)
        )

    def _condition(self, file: int, situation: str, options: Collection[str]) -> Condition:
        question = self._questions[file].get(situation, Question(situation, {}))
        texts = tuple(question.options.get(option, option) for option in options)
        return Condition(situation, question.text, tuple(options), texts)
