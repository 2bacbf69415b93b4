"""What applicants hand in although the office has it, or could fetch it: the answer on which G203 and G204 stand.

A certificate that is to be changed, renewed or cancelled must come back, and one of somebody else's is not the
applicant's to be fetched; neither is meant.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from itemkit.certificates.sql import NAMED
from itemkit.certificates.twice.mentions import mentions_in
from itemkit.index.database import Index
from itemkit.model.actions import LATER, actions_of

_CALLED = f"""
WITH {NAMED}
SELECT DISTINCT coalesce(named.certificate, results.certificate), NULL, NULL
FROM results LEFT JOIN named ON results.certificate = named.name WHERE results.certificate IS NOT NULL
UNION ALL
SELECT name, sharing, path FROM certificates WHERE sharing IN ('全国', '全省', '全市')
"""
_HANDED_IN = f"""
{NAMED},
issues AS MATERIALIZED (
    SELECT DISTINCT file, coalesce(named.certificate, results.certificate) AS called
    FROM results LEFT JOIN named ON results.certificate = named.name WHERE results.certificate IS NOT NULL
),
said AS (
    SELECT unnest($names) AS name, unnest($certificates) AS certificate, unnest($called) AS called,
        unnest($is_shared) AS is_shared, unnest($is_given) AS is_given
),
asked AS MATERIALIZED (
    SELECT file, pointer, entry, materials.name, called, is_shared FROM materials JOIN said USING (name, certificate)
    WHERE (access = '提交' OR (access IS NULL AND NOT is_given)) AND holder IS DISTINCT FROM '其他主体'
),
handed AS MATERIALIZED (FROM asked ANTI JOIN issues USING (file, called))
"""
"""What applicants hand in of their own; not where the item itself issues it.

What everybody has (居民身份证) is mostly shown, to tell who one is; it must be said that it is to be handed in.
"""
_IS_ANY = f"WITH {_HANDED_IN} SELECT 1 FROM handed LIMIT 1"
_ONES_OWN = f"""
WITH {_HANDED_IN},
own AS MATERIALIZED (
    SELECT DISTINCT organ, called FROM issues JOIN items USING (file)
    WHERE organ IS NOT NULL AND status IS DISTINCT FROM '取消'
),
fetched AS MATERIALIZED (
    SELECT DISTINCT file, coalesce(named.certificate, materials.certificate) AS called
    FROM materials SEMI JOIN handed USING (file) LEFT JOIN named ON materials.certificate = named.name
    WHERE access = '共享'
)
SELECT one.file, one.pointer, one.name, one.called, items.name, items.action, items.organ, own.organ IS NOT NULL
FROM (FROM handed ANTI JOIN fetched USING (file, called)) AS one JOIN items USING (file)
    LEFT JOIN own ON own.organ = items.organ AND own.called = one.called
WHERE items.status IS DISTINCT FROM '取消' AND (is_shared OR own.organ IS NOT NULL)
ORDER BY items.path, entry, one.pointer
"""
"""What of it is shared, or issued by the very organ; not where the item fetches the same certificate in other cases."""


class Asked(NamedTuple):
    """A certificate that an item asks for."""

    file: int
    pointer: str
    name: str
    """What the material is called."""
    called: str
    """The certificate."""
    item: str | None
    """The name of the item."""
    action: str | None
    organ: str | None


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What applicants hand in although the office has it."""

    own: Sequence[Asked]
    """What the organ that asks has issued itself."""
    shared: Sequence[Asked]
    """What others have issued, and the office can fetch."""
    sharing: Mapping[str, tuple[str, str]]
    """By certificate how far it is shared, and the file that says so."""


_OF_INDEXES: "WeakKeyDictionary[Index, HandedIn]" = WeakKeyDictionary()


def handed_in(index: Index) -> HandedIn:
    """One question for two rules, asked once."""
    if index not in _OF_INDEXES:
        _OF_INDEXES[index] = _find(index)
    return _OF_INDEXES[index]


def _find(index: Index) -> HandedIn:
    rows = index.rows(_CALLED)
    called = {one for one, *_ in rows}
    given = {one for (one,) in index.rows("SELECT name FROM certificates WHERE given")}
    sharing = {one: (how_far, path) for one, how_far, path in rows if how_far}
    mentions = mentions_in(index)
    said = [
        one
        for one in mentions.said
        if one.certificate is not None and one.called in called and mentions.is_applicants_own(one.name, one.called)
    ]
    own: list[Asked] = []
    shared: list[Asked] = []
    values = {
        "names": [one.name for one in said],
        "certificates": [one.certificate for one in said],
        "called": [one.called for one in said],
        "is_shared": [one.called in sharing for one in said],
        "is_given": [one.called in given for one in said],
    }
    is_any = said and index.rows(_IS_ANY, values)
    for *row, is_own in index.rows(_ONES_OWN, values) if is_any else ():
        asked = Asked(*row)
        if not comes_back(asked.called, asked.item, asked.action, is_own_organs=is_own, material=asked.name):
            (own if is_own else shared).append(asked)
    return HandedIn(own, shared, sharing)


_OLD = ("旧", "原")
_WHAT_IT_IS = re.compile(r"^中华人民共和国|[（(][^（()）]*[)）]|(?:证书|证件|证|书)$")


def comes_back(
    certificate: str, item: str | None, action: str | None, *, is_own_organs: bool = False, material: str = ""
) -> bool:
    """Whether an item changes, renews, replaces or cancels the certificate that it asks for.

    Args:
        certificate: the certificate.
        item: the name of the item.
        action: its ``action``.
        is_own_organs: whether its organ issues the certificate; what such an organ cancels may be any of its own, and
            what its name speaks of is what it works on.
        material: what the item calls the certificate; an old one (旧、原) is exchanged for a new one.
    """
    later = actions_of(action, item or "") & LATER
    if not later and not is_own_organs:
        return False
    if later and (material.startswith(_OLD) or (is_own_organs and "注销" in later)):
        return True
    stem = _WHAT_IT_IS.sub("", certificate)
    return len(stem) > 1 and stem in (item or "")
