"""From the index to ways: what each item needs and gives, as far as it matters for what can be obtained.

Only certificates that an item of the catalog issues to those who have none can stand in anybody's way. All others are
taken as obtainable: those that everybody has, that the applicant or an intermediary makes, and those of which the
catalog does not know who issues them (rule G105). A material stands in the way if it is required, the applicant's own,
and whatever else would do in its place is issued by an item too.

A province has hundreds of thousands of items and few sorts of them as far as certificates go: the database counts the
sorts, and each is worked out once.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from itemkit.certificates.cases import Alternative, Case, Situations, applies, holder_answers, needs_of
from itemkit.certificates.knots import strong_components
from itemkit.certificates.obtain import Need, Obtained, Way, obtain
from itemkit.certificates.sql import ASKED, IS_FIRST_ISSUE, ISSUED, SAYS_FIRST
from itemkit.index.database import Index


@dataclass(frozen=True, slots=True)
class Sort:
    """Items that need and give the same certificates."""

    files: tuple[int, ...]
    """The numbers of their files in the index, in the order of the paths."""
    whole: Way
    """What it takes to complete such an item whatever the answers; it gives nothing."""
    firsts: tuple[Way, ...]
    """What it takes those who apply for the first time, and what it gives them."""
    own: tuple[Need, ...]
    """What those who apply for the first time need and nothing but such an item itself gives."""

    @property
    def takes_more(self) -> bool:
        """Whether to complete such an item is another thing than to go the one way that gives something."""
        return len(self.firsts) != 1 or self.firsts[0].needs is not self.whole.needs


@dataclass(frozen=True)
class Graph:
    """The items of a catalog as ways to certificates."""

    sorts: tuple[Sort, ...]

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """All ways: those that give something, sort by sort, then the wholes of the sorts that take more than that."""
        return tuple(
            chain(
                (way for sort in self.sorts for way in sort.firsts),
                (sort.whole for sort in self.sorts if sort.takes_more),
            )
        )

    @cached_property
    def sort_of(self) -> tuple[int, ...]:
        """By the number of a way the number of its sort."""
        return (*(number for number, sort in enumerate(self.sorts) for _way in sort.firsts), *self._taking_more)

    @cached_property
    def giving(self) -> int:
        """How many ways give something; they come first."""
        return sum(len(sort.firsts) for sort in self.sorts)

    @cached_property
    def _taking_more(self) -> tuple[int, ...]:
        return tuple(number for number, sort in enumerate(self.sorts) if sort.takes_more)

    @cached_property
    def obtained(self) -> Obtained:
        """What a person who starts with nothing can obtain."""
        return obtain(self.ways)

    @cached_property
    def blocked(self) -> tuple[Sort, ...]:
        """The items that nobody who starts with nothing can complete, under some answers at least."""
        return tuple(self.sorts[number] for number in sorted({self.sort_of[way] for way in self.obtained.unmet}))

    def weights(self) -> dict[int, int]:
        """How many items are completed by each way, for `itemkit.certificates.cut.cuts_of`."""
        return {
            number: len(self.sorts[sort].files) if number >= self.giving or not self.sorts[sort].takes_more else 0
            for number, sort in enumerate(self.sort_of)
        }


_FIRST = f"""{ASKED}, {ISSUED}, first AS (
    SELECT issued.file, issued.called, issued.cases, {SAYS_FIRST} AS says
    FROM issued JOIN items USING (file) WHERE {IS_FIRST_ISSUE}
), hard AS (
    SELECT called, (row_number() OVER (ORDER BY called) - 1)::INTEGER AS number
    FROM (SELECT DISTINCT called FROM first WHERE coalesce(list_contains($only::VARCHAR[], called), true)) ANTI JOIN (
        SELECT name AS called FROM certificates WHERE given OR issuer_kind IN ('申请人', '中介机构')
    ) USING (called)
)
"""
"""``first``: what items issue to those who do not have it; ``hard``: which certificates can stand in somebody's way."""

_NEEDED = f"""{_FIRST}, needed AS (
    SELECT file, entry, pointer, called, number FROM asked JOIN hard USING (called)
    WHERE certificate IS NOT NULL AND coalesce(need, '必要') = '必要' AND coalesce(holder, '申请人') = '申请人'
)
"""
"""``needed``: the materials that can stand in somebody's way, unless something else in their entry will do."""

_SORTS = f"""
WITH {_NEEDED}, wanted AS (
    SELECT file, materials.entry, coalesce(number, -1) || coalesce(cases, '') AS wanted
    FROM materials SEMI JOIN needed USING (file, entry) LEFT JOIN needed USING (file, pointer)
), entries AS (
    SELECT file, list_sort(list(wanted)) AS entry FROM wanted GROUP BY file, wanted.entry
), needs AS (
    SELECT file, list_sort(list(entry)) AS needs FROM entries GROUP BY file
), gives AS (
    SELECT file, list_sort(list(number || coalesce(cases, ''))) AS gives, bool_or(says) AS says
    FROM first JOIN hard USING (called) GROUP BY file
), asking AS (
    SELECT file, list_sort(list([situation, options])) AS questions FROM situations SEMI JOIN (
        SELECT file FROM wanted WHERE contains(wanted, '{{') UNION ALL SELECT file FROM first WHERE cases IS NOT NULL
    ) USING (file)
    GROUP BY file
)
SELECT needs, gives, coalesce(says, false), questions, list(file ORDER BY path)
FROM needs FULL JOIN gives USING (file) LEFT JOIN asking USING (file) JOIN items USING (file)
GROUP BY ALL ORDER BY min(path)
"""
"""A row for each sort, in the order of their first paths. What is wanted or given is the number of a certificate, -1
for what stands in nobody's way, and its cases as JSON."""


_NAMES = f"WITH {_FIRST} SELECT called FROM hard ORDER BY number"
_PAIRS = f"WITH {_NEEDED} SELECT DISTINCT first.called, needed.called FROM needed JOIN first USING (file) ORDER BY ALL"


def certificates_in_circles(index: Index) -> frozenset[str]:
    """The certificates that would lead back to themselves, were every material the only one that will do.

    Whatever is in a deadlock or a loop is among them, and they are found in a fraction of the time of `graph_of`.
    """
    edges: dict[str, list[str]] = defaultdict(list)
    for certificate, needed in index.rows(_PAIRS, {"only": None}):
        edges[certificate].append(needed)
        edges.setdefault(needed, [])
    groups = strong_components(edges)
    return frozenset(chain.from_iterable(group for group in groups if len(group) > 1 or group[0] in edges[group[0]]))


def graph_of(index: Index, only: Collection[str] | None = None) -> Graph:
    """The ways of a catalog.

    Args:
        index: the catalog.
        only: the certificates that may stand in somebody's way; None: all that an item issues.
    """
    values = {"only": None if only is None else sorted(only)}
    read = _Alternatives([name for (name,) in index.rows(_NAMES, values)])
    drafts = [_Draft(read, row) for row in index.rows(_SORTS, values)]
    givers = Counter(certificate for draft in drafts if not draft.is_for_holders for certificate in draft.gives)
    sorts = (draft.sort(givers) for draft in drafts)
    return Graph(tuple(sort for sort in sorts if sort.whole.needs or sort.firsts))


class _Draft:
    """A sort as the database tells it."""

    def __init__(self, read: "_Alternatives", row: Sequence[Any]) -> None:
        needs, gives, self.says_first, questions, files = row
        self.files = tuple(files)
        self.situations = _situations(tuple(map(tuple, questions))) if questions else {}
        self.needs = tuple(chain.from_iterable(needs_of(read(entry), self.situations) for entry in needs or ()))
        self.given = read(gives or ())
        self.gives = frozenset(one.certificate for one in self.given if one.certificate is not None)
        self.own = [need for need in self.needs if not need.is_met and self.gives.issuperset(need.any_of)]

    @property
    def is_for_holders(self) -> bool:
        """It asks for what it gives and does not say that it is for the first time."""
        return bool(self.own) and not self.says_first

    def sort(self, givers: Mapping[str, int]) -> Sort:
        """The sort, once it is known how many sorts give each certificate to those who do not have it."""
        whole = Way(self.needs)
        if self.is_for_holders and all(givers[certificate] for certificate in self.gives):
            return Sort(self.files, whole, (), ())
        cases: dict[str, tuple[Case, list[str]]] = {}
        for certificate, case in self.given:
            cases.setdefault(repr(case) if case else "", (case, []))[1].append(certificate or "")
        holders = self._holder_answers() if self.situations else frozenset()
        firsts = tuple(
            Way(self._first_needs(case, holders), tuple(dict.fromkeys(gives))) for case, gives in cases.values()
        )
        own = tuple(need for need in self.own if not need.answers or holders.isdisjoint(need.answers))
        return Sort(self.files, whole, firsts, own)

    def _holder_answers(self) -> frozenset[tuple[str, str]]:
        """The answers of those who hold the certificate: by their texts, or because it is asked of them alone."""
        asked = {need.answers[0] for need in self.own if len(need.answers) == 1}
        alone = {
            (situation, option)
            for situation, option in asked
            if any((situation, other) not in asked for other in self.situations.get(situation, {}))
        }
        return frozenset(alone.union(holder_answers(self.situations)))

    def _first_needs(self, case: Case, holders: Collection[tuple[str, str]]) -> tuple[Need, ...]:
        needs = tuple(self._each_first_need(case, holders))
        return self.needs if needs == self.needs else needs

    def _each_first_need(self, case: Case, holders: Collection[tuple[str, str]]) -> Iterator[Need]:
        for need in self.needs:
            if need.answers and (not applies(case, need.answers) or any(answer in holders for answer in need.answers)):
                continue
            if self.gives.isdisjoint(need.any_of):
                yield need
            elif others := tuple(one for one in need.any_of if one not in self.gives):
                yield need._replace(any_of=others)


class _Alternatives:
    """Reads what the database tells of alternatives; the same few are told again and again."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._known: dict[str, Alternative] = {}

    def __call__(self, texts: Iterable[str]) -> list[Alternative]:
        return [self._known.get(text) or self._read(text) for text in texts]

    def _read(self, text: str) -> Alternative:
        number, brace, rest = text.partition("{")
        certificate = self._names[int(number)] if int(number) >= 0 else None
        known = self._known[text] = Alternative(certificate, json.loads(brace + rest) if brace else _ALWAYS)
        return known


@lru_cache(maxsize=4096)
def _situations(rows: tuple[tuple[str, str], ...]) -> Situations:
    """The questions of an item; most are asked by many."""
    return {situation: json.loads(options) for situation, options in rows}


_ALWAYS: Case = {}
