"""Each requirement of a certificate with its verdict, as tables of the database: ``clearing`` and ``clearing_entries``.

A requirement is a certificate that an item asks for; of several of which one is enough (任选其一) each is one, and
together they are one entry of the list of materials. Forms and what applicants make themselves are no certificates.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from itemkit.certificates.facts import known_by_name
from itemkit.certificates.report.verdicts import Criterion
from itemkit.certificates.sql import ASKED, ISSUED, NAMED
from itemkit.certificates.twice.covered import PROOF, Stating, coverings, stating
from itemkit.certificates.twice.handed_in import comes_back
from itemkit.certificates.twice.mentions import Mentions
from itemkit.index.database import Index
from itemkit.model.actions import LATER, WORDS_OF_ACTIONS


def _given(table: str, columns: str) -> str:
    """SQL for a table of which each column comes as a list, in the value ``table_column``."""
    pairs = (column.split() for column in columns.split(", "))
    several = ", ".join(f"unnest(${table}_{name}::{type_}[]) AS {name}" for name, type_ in pairs)
    return f"{table} AS (SELECT {several})"


_KNOWN = (
    "called VARCHAR, is_proof BOOLEAN, is_licence BOOLEAN, is_shared BOOLEAN, is_promised BOOLEAN, is_cited BOOLEAN, "
    "has_law BOOLEAN"
)
_NEEDLESS = "file INTEGER, pointer VARCHAR, criterion VARCHAR"
_BACK = "called VARCHAR, item VARCHAR, action VARCHAR, only_to_issuer BOOLEAN"
_OTHERS = "name VARCHAR, called VARCHAR"
"""Tables that are made outside the database: their columns with their types."""


_MADE_BY_OTHERS = """
    coalesce(asked.kind, '') <> '申请表格文书' AND issuer_kind IS DISTINCT FROM '申请人'
    AND NOT (certificates.name IS NULL AND coalesce(asked.source, '申请人自备') = '申请人自备')
"""
_ASKED = f"CREATE OR REPLACE TEMP TABLE clearing_asked AS WITH {ASKED} FROM asked WHERE called IS NOT NULL"
"""Looked up once, because everything else here begins with it."""
_BY_LAW = "basis.kind IS NULL OR basis.kind IN ('法律', '行政法规', '国务院决定', '地方性法规')"
"""What 优化营商环境条例 第四十四条 asks for; of what does not say its kind the best is assumed."""
_CALLED = f"""
SELECT called, certificates.kind, coalesce(sharing, '不共享') <> '不共享', coalesce(commitment, false),
    count(basis.law) > 0, coalesce(bool_or({_BY_LAW}) FILTER (basis.law IS NOT NULL), false)
FROM (SELECT DISTINCT called FROM clearing_asked) AS called
LEFT JOIN certificates ON certificates.name = called LEFT JOIN basis ON basis.file = certificates.file
GROUP BY called, certificates.name, certificates.kind, sharing, commitment ORDER BY called
"""
_SPEAKS_OF_LATER = "|".join(sorted(word for action in LATER for word in WORDS_OF_ACTIONS[action]))
_LATER = f"""
WITH later AS (
    SELECT file, name AS item, action FROM items
    WHERE action IN ({", ".join(f"'{one}'" for one in sorted(LATER))})
        OR (coalesce(action, '其他') = '其他' AND regexp_matches(name, '{_SPEAKS_OF_LATER}'))
)
SELECT DISTINCT called, item, action FROM clearing_asked JOIN later USING (file)
"""
_NAMES = "SELECT DISTINCT name, called FROM clearing_asked"

_REQUIREMENTS = f"""
CREATE OR REPLACE TEMP TABLE clearing AS
WITH {NAMED}, {ISSUED},
own AS (SELECT DISTINCT organ, called FROM issued JOIN items USING (file) WHERE organ IS NOT NULL),
issuing AS (SELECT DISTINCT file, called FROM issued),
{_given("known", _KNOWN)},
{_given("needless", _NEEDLESS)},
{_given("back", _BACK)},
{_given("others", _OTHERS)},
bases AS (
    SELECT file, regexp_replace(pointer, '/basis$', '') AS pointer,
        bool_or({_BY_LAW}) AS by_law
    FROM basis WHERE starts_with(pointer, '/materials/') GROUP BY ALL
),
promising AS (SELECT DISTINCT file, entry FROM materials WHERE contains(name, '承诺')),
seen AS (
    SELECT asked.file, asked.pointer, asked.entry, asked.name, asked.called, items.path, items.organ,
        is_proof, is_licence, is_shared, is_promised, is_cited OR by_law IS NOT NULL AS is_cited,
        has_law OR coalesce(by_law, false) AS has_law, needless.criterion AS needless,
        own.called IS NOT NULL AND issuing.called IS NULL AS is_own,
        back.called IS NOT NULL AND (NOT only_to_issuer OR own.called IS NOT NULL) AS comes_back,
        others.called IS NOT NULL OR coalesce(asked.holder, '申请人') = '其他主体' AS is_somebody_elses,
        CASE WHEN asked.access = '共享' THEN 'fetched' WHEN promising.file IS NOT NULL THEN 'promise'
            WHEN asked.need = '非必要' THEN 'optional' WHEN asked.access = '核验' THEN 'shown' ELSE 'handed'
        END AS state
    FROM clearing_asked AS asked JOIN items USING (file) JOIN known USING (called)
    LEFT JOIN certificates ON certificates.name = asked.called
    LEFT JOIN own ON own.organ = items.organ AND own.called = asked.called
    LEFT JOIN issuing ON issuing.file = asked.file AND issuing.called = asked.called
    LEFT JOIN needless ON needless.file = asked.file AND needless.pointer = asked.pointer
    LEFT JOIN back ON back.called = asked.called AND back.item IS NOT DISTINCT FROM items.name
        AND back.action IS NOT DISTINCT FROM items.action
    LEFT JOIN others ON others.name = asked.name AND others.called = asked.called
    LEFT JOIN bases ON bases.file = asked.file AND bases.pointer = asked.pointer
    LEFT JOIN promising ON promising.file = asked.file AND promising.entry = asked.entry
    WHERE {_MADE_BY_OTHERS}
),
judged AS (
    SELECT *, (is_own OR is_shared) AND state NOT IN ('promise', 'fetched') AS can_be_fetched, CASE
        WHEN needless IS NOT NULL AND state <> 'fetched' THEN needless
        WHEN state = 'fetched' THEN 'shared'
        WHEN can_be_fetched AND NOT comes_back AND NOT is_somebody_elses
            THEN CASE WHEN is_own THEN 'own' ELSE 'shared' END
        WHEN is_promised OR state = 'promise' THEN 'promised'
        WHEN can_be_fetched AND comes_back THEN 'returned'
        WHEN is_proof AND NOT is_cited THEN 'unfounded'
        WHEN is_proof AND NOT has_law THEN 'below-law'
        WHEN can_be_fetched THEN 'somebody-elses'
        WHEN is_proof THEN 'founded'
        WHEN is_licence THEN 'licence'
        ELSE 'other' END AS criterion
    FROM seen
)
SELECT file, pointer, entry, name, called, path, organ, state, criterion, list_position($order, criterion) - 1 AS rank
FROM judged
"""
_ENTRIES = """
CREATE OR REPLACE TEMP TABLE clearing_entries AS
WITH entries AS (
    SELECT file, entry, max(rank) AS rank, count(*) AS alternatives, bool_or(state = 'handed') AS is_handed,
        bool_or(state NOT IN ('handed', 'shown')) AS is_free
    FROM clearing GROUP BY ALL
),
whole AS (SELECT file, entry, count(*) AS alternatives FROM materials WHERE contains(pointer, '/any_of/') GROUP BY ALL)
SELECT entries.file, entries.entry, $order[entries.rank + 1] AS criterion, $verdicts[entries.rank + 1] AS verdict,
    verdict <> 'keep' AND NOT is_free AND (verdict <> 'share' OR is_handed)
        AND entries.alternatives >= coalesce(whole.alternatives, 1) AS is_freed
FROM entries LEFT JOIN whole USING (file, entry)
"""


def judge_requirements(index: Index, by_name: Mapping[str, Stating] | None = None) -> None:
    """Make the tables, beside ``clearing_asked``, the materials that are certificates.

    ``clearing`` has a row for each requirement: ``file``, ``pointer``, ``entry``, ``name`` (of the material),
    ``called`` (the certificate), ``path`` and ``organ`` of the item, ``state``, ``criterion`` and its ``rank``.
    ``clearing_entries`` has one for each entry: ``file``, ``entry``, the ``criterion`` of the alternative that is most
    likely to stay, its ``verdict``, and ``is_freed``: whether applicants have one material less once the verdicts are
    carried out.

    Args:
        index: the catalog.
        by_name: what the certificates of the catalog prove, if it is known already.
    """
    by_name = stating(index) if by_name is None else by_name
    index.connection.execute(_ASKED)
    needless = [
        (file, paper.pointer, criterion)
        for file, paper, covering in coverings(index, by_name)
        if (criterion := _needless(by_name[paper.certificate], [by_name[one.certificate] for one in covering]))
    ]
    back = [
        (called, item, action, not comes_back(called, item, action))
        for called, item, action in index.rows(_LATER)
        if comes_back(called, item, action, is_own_organs=True)
    ]
    mentions = Mentions(index)
    others = [(name, called) for name, called in index.rows(_NAMES) if not mentions.is_applicants_own(name, called)]
    order = [one.value for one in Criterion]
    values = {
        **_values("known", _KNOWN, _known(index, by_name)),
        **_values("needless", _NEEDLESS, needless),
        **_values("back", _BACK, back),
        **_values("others", _OTHERS, others),
        "order": order,
    }
    index.connection.execute(_REQUIREMENTS, values)
    verdicts = [one.verdict.value for one in Criterion]
    index.connection.execute(_ENTRIES, {"order": order, "verdicts": verdicts})


def _needless(one: Stating, covering: Sequence[Stating]) -> str | None:
    """Why a paper that others cover is not needed; None if these may go themselves and it has a law behind it."""
    if one.is_idle:
        return Criterion.HELD.value
    may_go = any(other.is_proof and not other.has_law for other in covering)
    return None if one.has_law and may_go else Criterion.COVERED.value


def _known(index: Index, by_name: Mapping[str, Stating]) -> Iterator[tuple[object, ...]]:
    """What a verdict takes from the certificate, for each that is asked for."""
    for called, kind, shared, promised, cited, law in index.rows(_CALLED):
        known = by_name.get(called)
        is_proof = kind == PROOF or (kind is None and (known.is_proof if known else called.endswith(_ENDS_OF_PROOFS)))
        is_licence = kind == "证照" or (kind is None and known is not None and not known.is_proof)
        by_known_law = called in known_by_name()
        yield called, is_proof, is_licence, shared, promised, cited or by_known_law, law or by_known_law


def _values(table: str, columns: str, rows: Iterable[tuple[object, ...]]) -> dict[str, list[object]]:
    several = list(zip(*rows, strict=True)) or [()] * len(columns.split(", "))
    names = (column.split()[0] for column in columns.split(", "))
    return {f"{table}_{name}": list(values) for name, values in zip(names, several, strict=True)}


_ENDS_OF_PROOFS = ("证明", "证明书")
