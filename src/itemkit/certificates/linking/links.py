"""Links from names to certificates: which materials and results mean one without saying so, and what items issue.

Items often name a material and leave out `certificate`; then nothing that is said of certificates can see it. Names
come over and over, so each is looked at once. What is certain can be written; the rest is for a person to decide.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from itemkit.certificates.linking.candidates import FORMS, NOT_CANCELLED, Candidates, candidates_in
from itemkit.certificates.linking.drafts import Draft, drafts_of
from itemkit.certificates.linking.names import APPLICANT, OTHERS, Meaning
from itemkit.certificates.places import Places
from itemkit.findings import Message, Pointer, msg
from itemkit.index.database import Index
from itemkit.language import mark

MATERIAL, RESULT, NEW_RESULT, CERTIFICATE = "material", "result", "new-result", "certificate"
KINDS = (MATERIAL, RESULT, NEW_RESULT, CERTIFICATE)
"""What a proposal is about."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One link that could be written."""

    kind: str
    """One of `KINDS`."""
    path: str
    """The file that it would be written to; an inherited material stands in the standard's."""
    pointer: Pointer
    """The material, the result, or the list of results that would be new; empty for a new file."""
    text: str
    """The name as it is written: of the material, of the result, of the item."""
    certificate: str
    certain: bool
    reason: Message
    holder: str = ""
    """``其他主体`` where it seems to be somebody else's."""


@dataclass(frozen=True, slots=True)
class Links:
    """All links that could be written to a catalog."""

    proposals: Sequence[Proposal]
    """By path and pointer; new files last."""
    drafts: Mapping[str, Draft]
    """The certificates that links need and that have no file, by name."""


_MATERIALS = f"""
SELECT materials.name, coalesce(materials.holder, '{APPLICANT}') AS holder, file, materials.pointer
FROM materials JOIN items USING (file)
WHERE {NOT_CANCELLED} AND materials.certificate IS NULL AND coalesce(materials.kind, '') <> '{FORMS}'
    AND materials.name IN (SELECT unnest($names::VARCHAR[])) ORDER BY ALL
"""
_MATERIAL_NAMES = f"""
SELECT DISTINCT materials.name FROM materials JOIN items USING (file)
WHERE {NOT_CANCELLED} AND materials.certificate IS NULL AND coalesce(materials.kind, '') <> '{FORMS}'
"""
_RESULTS = f"""
SELECT results.name, '{APPLICANT}', file, results.pointer FROM results JOIN items USING (file)
WHERE {NOT_CANCELLED} AND results.certificate IS NULL AND results.name IS NOT NULL ORDER BY ALL
"""
_ISSUING = f"""
SELECT items.name, file FROM items ANTI JOIN results USING (file)
WHERE {NOT_CANCELLED} AND name IN (SELECT unnest($names::VARCHAR[])) ORDER BY ALL
"""


def links_in(index: Index, only: Iterable[str] = KINDS, *, paths: Collection[str] | None = None) -> Links:
    """What could be linked in a catalog.

    Args:
        index: the catalog's.
        only: which kinds of proposals are wanted; drafts come with what needs them.
        paths: files that may be written to, beside new ones; None: all.
    """
    wanted = frozenset(only)
    known = candidates_in(index)
    found = list(_each(index, known, wanted))
    places = Places(index, (one.file for one in found))
    made: dict[tuple[str, Pointer], Proposal] = {}
    for one in found:
        spot, meaning = places.of(one.file, one.told_by), one.meaning
        path, pointer = spot.path, _parsed(one.pointer) if one.kind == NEW_RESULT else spot.place.pointer
        if paths is not None and path not in paths:
            continue
        made.setdefault(
            (path, pointer),
            Proposal(
                one.kind, path, pointer, one.text, meaning.certificate, meaning.certain, meaning.reason, meaning.holder
            ),
        )
    proposals = sorted(made.values(), key=lambda one: (one.path, one.pointer.sort_key()))
    drafts = drafts_of(known, [one for one in proposals if one.certain], index)
    new = [Proposal(CERTIFICATE, one.path, Pointer(), one.name, one.name, True, one.reason) for one in drafts.values()]
    return Links([one for one in (*proposals, *new) if one.kind in wanted], drafts)


_parsed = lru_cache(1 << 12)(Pointer.parse)


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    file: int
    pointer: str
    text: str
    meaning: Meaning

    @property
    def told_by(self) -> str:
        """The value that tells whose it is: results that nobody has written belong where the name stands."""
        return "/name" if self.kind == NEW_RESULT else self.pointer


def _each(index: Index, known: Candidates, wanted: frozenset[str]) -> Iterator[_Found]:
    if MATERIAL in wanted or CERTIFICATE in wanted:
        names = [name for (name,) in index.rows(_MATERIAL_NAMES) if known.names.meaning(name)]
        yield from _named(MATERIAL, index.rows(_MATERIALS, {"names": names}), known)
    if RESULT in wanted or CERTIFICATE in wanted:
        yield from _named(RESULT, index.rows(_RESULTS), known)
    if NEW_RESULT in wanted or CERTIFICATE in wanted:
        for name, file in index.rows(_ISSUING, {"names": list(known.issued)}):
            meaning = _issued(known, name)
            if meaning:
                yield _Found(NEW_RESULT, file, "/results", name, meaning)


def _named(kind: str, rows: Iterable[Sequence[Any]], known: Candidates) -> Iterator[_Found]:
    for (name, holder), group in groupby(rows, key=lambda row: (row[0], row[1])):
        meaning = known.names.meaning(name, OTHERS if holder == OTHERS else APPLICANT)
        if meaning:
            for _name, _holder, file, pointer in group:
                yield _Found(kind, file, pointer, name, meaning)


def _issued(known: Candidates, name: str) -> Meaning | None:
    """What an item issues, by its name: as certain as the name says it and the certificate is known."""
    issued = known.issued[name]
    meaning = known.names.meaning(issued.name)
    if meaning is None:
        ending = known.names.ends(issued.name)
        return Meaning(ending, msg(_LONGER, name=issued.name), certain=False) if ending else None
    is_certain = issued.certain and meaning.certain
    return Meaning(meaning.certificate, issued.reason if meaning.certain else meaning.reason, is_certain)


_LONGER = mark("事项名称说的是{name}：看看是不是同一种")
