"""Family G, the same thing twice: a certificate that an item asks for under two names.

Here is the list of all rules on what is asked for without need, too.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from itemkit.certificates.places import Places
from itemkit.certificates.twice.bundled import BUNDLE_RULES
from itemkit.certificates.twice.covered import COVERED_RULES
from itemkit.certificates.twice.mentions import Said, mean_two_papers, mentions_in, thing_of
from itemkit.certificates.twice.overlap import needed_together
from itemkit.certificates.twice.shared_proofs import SHARED_PROOFS_RULES
from itemkit.findings import Related, Severity, msg
from itemkit.index.database import Index
from itemkit.index.rules import AcrossRule, HitIn, across_rule

_SAID = """
said AS (
    SELECT unnest($names) AS name, unnest($certificates) AS said, unnest($papers) AS paper, unnest($things) AS thing
),
asked AS (
    SELECT file, pointer, entry, name, certificate, cases, paper, thing, coalesce(holder, '申请人') AS holder
    FROM materials JOIN said USING (name)
    WHERE certificate IS NOT DISTINCT FROM said AND coalesce(need, '必要') <> '非必要'
        AND NOT contains(pointer, '/any_of/')
)
"""
_SEVERAL = f"WITH {_SAID} SELECT file FROM asked GROUP BY file, paper HAVING min(thing) < max(thing)"
_ALIKE = f"""
WITH {_SAID}, alike AS MATERIALIZED (FROM asked SEMI JOIN (SELECT unnest($files) AS file) USING (file))
SELECT file, one.pointer, one.name, one.cases, two.pointer, two.name, two.cases, two.certificate IS NOT NULL
FROM alike AS one JOIN alike AS two USING (file, paper, holder) JOIN items USING (file)
WHERE one.entry < two.entry AND one.thing <> two.thing AND items.status IS DISTINCT FROM '取消'
    AND NOT EXISTS (
        FROM alike AS same
        WHERE same.file = two.file AND same.paper = two.paper AND same.holder = two.holder AND same.thing = two.thing
            AND same.cases IS NOT DISTINCT FROM two.cases AND same.entry < two.entry
    )
ORDER BY items.path, two.entry, one.entry
"""
"""Pairs of which the second is the same to nothing in front of it; where it is, M203 tells."""


class _Pair(NamedTuple):
    """Two materials of one item that are the same certificate."""

    file: int
    first: str
    """The pointer of the first."""
    first_name: str
    first_cases: str | None
    pointer: str
    name: str
    cases: str | None
    is_linked: bool
    """Whether the second says which certificate it is."""


@across_rule("G201", "same-certificate-twice", Severity.WARNING)
def same_certificate_twice(index: Index) -> Iterator[HitIn]:
    """同一种证照换了个名称，在一个事项里要了两次。

    ## 为什么
    “营业执照”一条、“企业法人营业执照”一条，申请人以为是两样东西；件数也虚增了。写法相近的由 M203 查，这里查别名。

    ## 依据
    优化营商环境条例第四十四条：推进证明互认共享，避免重复索要证明。

    ## 反例
        materials:
          - {name: 营业执照, certificate: 营业执照, source: 政府部门核发, access: 核验}
          - {name: 企业法人营业执照, certificate: 营业执照, source: 政府部门核发, access: 核验}
        ---
        # certificates/营业执照.yaml
        {name: 营业执照, aliases: [企业法人营业执照], kind: 证照, issuer_kind: 政府部门, given: true}

    ## 正例
        materials:
          - {name: 居民身份证, certificate: 居民身份证, source: 政府部门核发, access: 核验}
          - {name: 监护人身份证, certificate: 居民身份证, source: 政府部门核发, access: 核验, holder: 其他主体}

    ## 怎么改
    合成一条；是两个人的，名称写出是谁的，`holder` 写明；不同情形下才要的，各写 `when`。
    """
    names = _names_of_one_paper(index)
    files = [file for (file,) in index.rows(_SEVERAL, names)] if names["names"] else []
    found: dict[tuple[int, str], _Pair] = {}
    for row in index.rows(_ALIKE, {**names, "files": files}) if files else ():
        pair = _Pair(*row)
        if needed_together(pair.first_cases, pair.cases) and not mean_two_papers(pair.first_name, pair.name):
            found.setdefault((pair.file, pair.pointer), pair)
    places, told = Places(index, (file for file, _ in found)), set()
    for (file, pointer), pair in found.items():
        spot = places.of(file, f"{pointer}/{'certificate' if pair.is_linked else 'name'}")
        if (spot.path, spot.place) not in told:
            told.add((spot.path, spot.place))
            related = Related(
                msg("前面这一条：{name}", name=pair.first_name), places.of(file, f"{pair.first}/name").place
            )
            message = msg("“{name}”和前面的“{other}”是同一种证照：合成一条", name=pair.name, other=pair.first_name)
            yield HitIn(spot.place, message, (related,), path=spot.path, subject=spot.subject)


def _names_of_one_paper(index: Index) -> Mapping[str, Sequence[object]]:
    """The names by which one certificate of one person goes, where there are several that M203 tells apart."""
    papers: dict[tuple[str, str], dict[str, list[Said]]] = defaultdict(lambda: defaultdict(list))
    for said in mentions_in(index).said:
        if said.beside is not None:
            papers[said.called, said.beside][thing_of(said.name, said.certificate)].append(said)
    rows = [
        (said.name, said.certificate, number, place)
        for number, things in enumerate(papers.values())
        if len(things) > 1
        for place, several in enumerate(things.values())
        for said in several
    ]
    columns = zip(*rows, strict=True) if rows else ((),) * 4
    return dict(zip(("names", "certificates", "papers", "things"), map(list, columns), strict=True))


ASKED_TWICE_RULES: tuple[AcrossRule, ...] = (
    same_certificate_twice,
    *COVERED_RULES,
    *SHARED_PROOFS_RULES,
    *BUNDLE_RULES,
)
"""Family G, the second hundred, in the order of the codes."""
