"""证明事项清理: each certificate that is asked for, by whom, issued by whom, and what becomes of it.

The verdict is given requirement by requirement (`itemkit.certificates.report.requirements`); a certificate has the
strongest verdict that holds for all of its requirements. Requirements that stay for a reason of their own, such as a
licence that comes back when it is renewed, are counted beside and say nothing of the certificate.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from itemkit.certificates.facts import known_by_name
from itemkit.certificates.places import Places
from itemkit.certificates.report.requirements import judge_requirements
from itemkit.certificates.report.verdicts import Criterion, State, Verdict
from itemkit.certificates.sql import ASKED, ISSUED, NAMED
from itemkit.certificates.twice.covered import Stating, stating
from itemkit.index.database import Index
from itemkit.model.vocabulary import Vocabularies

_MOST_TOLD = 3
"""Of what materials say of one certificate the most frequent is told."""


@dataclass(frozen=True, slots=True)
class Freed:
    """What applicants are spared once verdicts are carried out."""

    materials: int = 0
    """Materials that are no longer handed in, or proofs that need no longer be shown; 任选其一 counts one."""
    items: int = 0
    """Items of which at least one material is."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """A certificate and what becomes of it."""

    name: str
    path: str | None
    """Its file; None if it has none."""
    kind: str | None
    """A word of the vocabulary ``certificate_kind``."""
    criterion: Criterion
    """Why; it has the verdict."""
    verdicts: Mapping[Verdict, int]
    """How many requirements have each verdict."""
    burdens: int
    """How many of them applicants hand in or show today."""
    items: int
    """How many items ask for it."""
    freed: Freed
    askers: tuple[tuple[str | None, int], ...]
    """Organs by name, or by code where the name is not known, each with its items; the one with most first,
    and last the items that name no organ."""
    issuers: str
    """As its file or the materials say, or else a word of the vocabulary ``issuer_kind``; may be empty."""
    issuing: int
    """How many items issue it."""
    issuing_items: tuple[str, ...]
    """The names of some of them."""
    facts: tuple[str, ...]
    """What it proves: words of the vocabulary ``fact``."""
    bases: tuple[str, ...]
    """Laws and documents behind it."""

    @property
    def verdict(self) -> Verdict:
        """What becomes of it."""
        return self.criterion.verdict

    @property
    def requirements(self) -> int:
        """How often it is asked for."""
        return sum(self.verdicts.values())


@dataclass(frozen=True, slots=True)
class Sum:
    """The requirements with one criterion, of all certificates."""

    criterion: Criterion
    certificates: int
    """How many have such requirements."""
    requirements: int
    freed: Freed
    """Of several of which one is enough, the one most likely to stay decides under which criterion they are counted."""


@dataclass(frozen=True, slots=True)
class Clearing:
    """The certificates of a catalog, the strongest verdict first."""

    certificates: tuple[Cleared, ...]
    sums: tuple[Sum, ...]
    """In the order of the criteria."""
    by_verdict: Mapping[Verdict, Freed]
    unfounded: Freed
    """What goes only because no law is written down for it; part of what is cut."""
    freed: Freed
    """In all."""
    states: Mapping[State, int]
    """How many requirements are in each state today."""
    unlinked: int
    """Materials that government or an intermediary issues and that do not say which certificate they are."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """An item asks for a certificate."""

    certificate: str
    item: str
    organ: str
    """Its name, or its code; empty if the item says none."""
    material: str
    path: str
    """The file in which it stands: the item's or its standard's."""
    pointer: str
    state: State
    criterion: Criterion


def clearing_of(index: Index, by_name: Mapping[str, Stating] | None = None) -> Clearing:
    """What becomes of each certificate that the items of a catalog ask for.

    Args:
        index: the catalog; tables are made in it, see `judge_requirements`.
        by_name: what the certificates prove, if it is known already.
    """
    by_name = stating(index) if by_name is None else by_name
    judge_requirements(index, by_name)
    certificates = sorted(_each_certificate(index, by_name), key=_strongest_first)
    freed: dict[str | None, Freed] = {}
    by_verdict: dict[str | None, Freed] = {}
    for verdict, criterion, is_sum, materials, items in index.rows(_FREED):
        (by_verdict if is_sum else freed)[verdict if is_sum else criterion] = Freed(materials, items)
    sums = (
        Sum(Criterion(criterion), certificates, requirements, freed.get(criterion, Freed()))
        for criterion, certificates, requirements in index.rows(_BY_CRITERION)
    )
    return Clearing(
        tuple(certificates),
        tuple(sums),
        {verdict: by_verdict.get(verdict.value, Freed()) for verdict in Verdict if verdict is not Verdict.KEEP},
        Freed(*index.rows(_UNFOUNDED)[0]),
        by_verdict.get(None, Freed()),
        {State(state): count for state, count in index.rows(_STATES)},
        index.rows(_UNLINKED)[0][0],
    )


def each_requirement(index: Index, certificates: list[str], most: int | None = None) -> Iterator[Requirement]:
    """The requirements of some certificates, in their order, item by item; after `clearing_of`.

    Args:
        index: the catalog.
        certificates: names of certificates.
        most: to stop after so many.
    """
    rows = index.rows(_ROWS, {"names": certificates, "most": -1 if most is None else most})
    places = Places(index, (row[0] for row in rows))
    for file, pointer, certificate, material, item, organ, state, criterion in rows:
        spot = places.of(file, pointer)
        yield Requirement(
            certificate, item or "", organ or "", material, spot.path, pointer, State(state), Criterion(criterion)
        )


def _strongest_first(one: Cleared) -> tuple[int, bool, int, int, str]:
    order = tuple(Verdict).index(one.verdict)
    return order, one.criterion.is_conditional, -one.freed.materials, -one.requirements, one.name


def _each_certificate(index: Index, by_name: Mapping[str, Stating]) -> Iterator[Cleared]:
    askers = _several(index, _ASKERS)
    issuers = _several(index, _ISSUERS)
    issuing = {name: (items, tuple(names)) for name, items, names in index.rows(_ISSUING, {"most": _MOST_TOLD})}
    bases = _several(index, _OWN_BASES)
    for name, cited in _several(index, _CITED).items():
        bases.setdefault(name, cited[:_MOST_TOLD])
    freed = {name: Freed(materials, items) for name, materials, items in index.rows(_FREED_BY_CERTIFICATE)}
    order = tuple(Criterion)
    words = Vocabularies.builtin()["fact"].words
    for name, rank, burdens, items, path, kind, said, issuer_kind, *counts in index.rows(_CERTIFICATES):
        facts = by_name[name].facts if name in by_name else frozenset[str]()
        yield Cleared(
            name, path, kind, order[rank],
            {verdict: count for verdict, count in zip(Verdict, counts, strict=True) if count},
            burdens,
            items,
            freed.get(name, Freed()),
            tuple(askers[name]),
            said or "、".join(one for (one,) in issuers.get(name, ())[:_MOST_TOLD]) or issuer_kind or "",
            *issuing.get(name, (0, ())),
            tuple(sorted(facts, key=lambda fact: (words.index(fact) if fact in words else len(words), fact))),
            tuple(" ".join(filter(None, one)) for one in bases.get(name, ())) or _known_basis(name),
        )  # fmt: skip


def _known_basis(name: str) -> tuple[str, ...]:
    known = known_by_name().get(name)
    return (known.source,) if known else ()


def _several(index: Index, sql: str) -> dict[str, list[tuple[Any, ...]]]:
    """Rows by their first column."""
    found = defaultdict(list)
    for name, *values in index.rows(sql):
        found[name].append(tuple(values))
    return dict(found)


_OF_CRITERION = ", ".join(
    f"count(*) FILTER (criterion IN ({', '.join(repr(one.value) for one in Criterion if one.verdict is verdict)}))"
    for verdict in Verdict
)
_EXCEPTIONS = ", ".join(repr(one.value) for one in Criterion if one.is_exception)
_CERTIFICATES = f"""
SELECT called, coalesce(
        max(rank) FILTER (state IN ('handed', 'shown') AND criterion NOT IN ({_EXCEPTIONS})),
        max(rank) FILTER (state IN ('handed', 'shown')), max(rank)
    ), count(*) FILTER (state IN ('handed', 'shown')), count(DISTINCT clearing.file), any_value(certificates.path),
    any_value(certificates.kind), any_value(certificates.issuers),
    any_value(nullif(certificates.issuer_kind, '其他')), {_OF_CRITERION}
FROM clearing LEFT JOIN certificates ON certificates.name = called GROUP BY called
"""
_BY_CRITERION = """
SELECT criterion, count(DISTINCT called), count(*) FROM clearing GROUP BY criterion, rank ORDER BY rank
"""
_FREED = """
SELECT verdict, criterion, grouping(criterion) = 1, count(*), count(DISTINCT file)
FROM clearing_entries WHERE is_freed GROUP BY GROUPING SETS ((), (verdict), (criterion))
"""
_CONDITIONS = ", ".join(repr(one.value) for one in Criterion if one.is_conditional)
_UNFOUNDED = f"""
SELECT count(*), count(DISTINCT file) FROM clearing_entries WHERE is_freed AND criterion IN ({_CONDITIONS})
"""
_FREED_BY_CERTIFICATE = """
SELECT called, count(*), count(DISTINCT file)
FROM (SELECT DISTINCT called, file, entry FROM clearing) JOIN clearing_entries USING (file, entry)
WHERE is_freed GROUP BY called
"""
_STATES = "SELECT state, count(*) FROM clearing GROUP BY state"
_UNLINKED = f"""
WITH {ASKED} SELECT count(*) FROM asked
WHERE called IS NULL AND source IN ('政府部门核发', '中介机构出具') AND coalesce(kind, '') <> '申请表格文书'
"""
_ORGANS = "(SELECT uscc, min(name) AS organ_name FROM organs GROUP BY uscc)"
_ASKERS = f"""
SELECT * FROM (
    SELECT called, coalesce(organ_name, organ) AS asker, count(DISTINCT file) AS items
    FROM clearing LEFT JOIN {_ORGANS} ON uscc = organ GROUP BY ALL
) ORDER BY called, asker IS NULL, items DESC, asker
"""
_ISSUERS = """
SELECT called, issuer FROM clearing_asked WHERE issuer IS NOT NULL
GROUP BY ALL ORDER BY called, count(*) DESC, issuer
"""
_ISSUING = f"""
WITH {NAMED}, {ISSUED}, named_alike AS (
    SELECT called, items.name, count(DISTINCT file) AS items, min(path) AS path
    FROM issued JOIN items USING (file) SEMI JOIN clearing USING (called) GROUP BY ALL
)
SELECT called, sum(items)::INTEGER, coalesce(list(name ORDER BY path) FILTER (name IS NOT NULL), [])[:$most]
FROM named_alike GROUP BY called
"""
_OWN_BASES = """
SELECT certificates.name, law, article FROM certificates JOIN basis USING (file) ORDER BY certificates.name, pointer
"""
_CITED = """
SELECT called, law, article FROM clearing JOIN basis
    ON basis.file = clearing.file AND basis.pointer = clearing.pointer || '/basis'
GROUP BY ALL ORDER BY called, count(*) DESC, law, article
"""
_ROWS = f"""
SELECT clearing.file, pointer, called, clearing.name, items.name, coalesce(organ_name, clearing.organ), state, criterion
FROM clearing JOIN items USING (file) LEFT JOIN {_ORGANS} ON uscc = clearing.organ
WHERE list_contains($names, called)
ORDER BY list_position($names, called), clearing.path, entry, length(pointer), pointer
LIMIT CASE WHEN $most < 0 THEN NULL ELSE $most END
"""
