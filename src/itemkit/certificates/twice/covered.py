"""Family G, proofs of what another certificate proves: which facts a certificate states, and who else states them.

Only facts about the person or the body itself count: two licences that prove two permissions are no substitutes. A
certificate that is needed as itself (an identity card, a passport, a licence, a marriage certificate) is never told,
only proofs (证明) and papers that say nothing but who a body is.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from itemkit.certificates.facts import exchangeable_facts, facts_of_bodies, facts_of_identity, known_by_name
from itemkit.certificates.places import Places
from itemkit.certificates.twice.mentions import parties
from itemkit.certificates.twice.overlap import needed_whenever
from itemkit.findings import Related, Severity, msg
from itemkit.index.database import Index
from itemkit.index.rules import AcrossRule, HitIn, across_rule
from itemkit.model.vocabulary import Vocabularies

PROOF = "证明"
"""The word of the vocabulary ``certificate_kind`` for papers that state a fact and give no right."""

_CERTIFICATES = """
SELECT certificates.name, certificates.kind, given, list(DISTINCT certificate_names.name),
    coalesce(list(DISTINCT fact) FILTER (fact IS NOT NULL), []),
    coalesce(bool_or(basis.kind IN ('法律', '行政法规', '国务院决定', '地方性法规')), false)
FROM certificates JOIN certificate_names USING (file) LEFT JOIN certificate_facts USING (file)
    LEFT JOIN basis USING (file)
GROUP BY certificates.file, certificates.name, certificates.kind, given ORDER BY certificates.name
"""
_REQUIRED = """
numbered AS (SELECT unnest($names) AS certificate, unnest($numbers) AS number),
required AS MATERIALIZED (
    SELECT file, pointer, entry, name, certificate, need, access, coalesce(holder, '申请人') AS holder, cases, number
    FROM materials JOIN numbered USING (certificate)
    WHERE coalesce(need, '必要') <> '非必要' AND NOT contains(pointer, '/any_of/')
)
"""
_SHAPES = f"""
WITH {_REQUIRED},
pairs AS (SELECT unnest($covered::INTEGER[]) AS covered, unnest($covering::INTEGER[]) AS covering),
together AS (
    SELECT DISTINCT one.file, one.pointer, one.number, one.cases
    FROM required AS one JOIN pairs ON one.number = covered
        JOIN required AS other ON other.file = one.file AND other.number = covering
    WHERE one.access IS DISTINCT FROM '共享'
),
beside AS (
    SELECT one.file, one.number, one.cases,
        list_sort(list(DISTINCT {{number: other.number, cases: other.cases}})) AS others
    FROM together AS one JOIN required AS other ON other.file = one.file AND other.pointer <> one.pointer
    GROUP BY one.file, one.pointer, one.number, one.cases
)
SELECT number, cases, others, list(file) FROM beside GROUP BY ALL
UNION ALL
SELECT number, NULL, NULL, list(file) FROM required
WHERE number IN (SELECT unnest($idle::INTEGER[])) AND access IS DISTINCT FROM '共享' GROUP BY number
"""
"""What may be covered and what is required beside it: of the many items that ask for the same, one row."""
_PAPERS = f"""
WITH {_REQUIRED}
SELECT file, pointer, required.name, certificate, need, access, holder, cases
FROM required SEMI JOIN (SELECT unnest($files) AS file) USING (file) JOIN items USING (file)
WHERE items.status IS DISTINCT FROM '取消'
ORDER BY items.path, entry
"""


@dataclass(frozen=True, slots=True)
class Stating:
    """A certificate, and what it proves."""

    name: str
    facts: frozenset[str]
    is_proof: bool
    is_identity: bool
    """Everybody has it, or it is one of the standard identity papers."""
    has_law: bool
    """A law or regulation is behind it."""

    @property
    def can_be_covered(self) -> bool:
        """Whether it says nothing but what other papers may say as well."""
        may_state = exchangeable_facts() if self.is_proof else facts_of_bodies()
        return bool(self.facts) and self.facts <= may_state and not self.is_identity

    @property
    def is_idle(self) -> bool:
        """Whether it is a proof of nothing but what 公通字〔2016〕21号 says no proof may be asked of."""
        return (
            self.can_be_covered
            and self.is_proof
            and not self.has_law
            and self.facts <= facts_of_identity().without_proof
        )


def stating(index: Index) -> dict[str, Stating]:
    """The certificates of a catalog and the well-known ones, by every name; the catalog's own come first."""
    found: dict[str, Stating] = {}
    for name, kind, given, names, facts, has_law in index.rows(_CERTIFICATES):
        known = next((known_by_name()[one] for one in (name, *sorted(names)) if one in known_by_name()), None)
        proves = frozenset(facts) or (known.proves if known else frozenset())
        is_identity = given or bool(known and (known.given or known.name in facts_of_identity().papers))
        one = Stating(name, proves, kind == PROOF, is_identity, has_law)
        for alias in names:
            found.setdefault(alias, one)
    for alias, known in known_by_name().items():
        if known.name in found:
            found.setdefault(alias, found[known.name])
            continue
        is_identity = known.given or known.name in facts_of_identity().papers
        one = Stating(known.name, known.proves, known.kind == PROOF, is_identity, True)
        found.setdefault(alias, one)
    return found


class Paper(NamedTuple):
    """A certificate that an item requires."""

    pointer: str
    name: str
    certificate: str
    need: str | None
    access: str | None
    holder: str
    cases: str | None


@across_rule("G202", "covered-by-other", Severity.WARNING)
def covered_by_other(index: Index) -> Iterator[HitIn]:
    """要的证明，别的材料或者身份证件已经证明了。

    ## 为什么
    户口簿上写着的事实，再去开一张证明，机关并没有多知道什么，申请人多跑了一趟。

    ## 依据
    公通字〔2016〕21号：户口簿、身份证、护照能够证明的，不再出具证明；优化营商环境条例第四十四条：能够被其他材料涵盖
    或者替代的，不得设定证明事项。只比关于人和主体本身的事实；两个许可证各证明各的许可，互不代替。

    ## 反例
        materials:
          - {name: 居民身份证, certificate: 居民身份证, source: 政府部门核发, access: 核验}
          - {name: 身份信息证明, certificate: 身份信息证明, source: 其他, original: 1,
             basis: {law: 中华人民共和国户口登记条例, kind: 法律, article: 第四条}}
        ---
        # certificates/身份信息证明.yaml
        {name: 身份信息证明, kind: 证明, issuer_kind: 其他, proves: [姓名, 出生日期, 照片]}

    ## 正例
        materials:
          - {name: 居民身份证, certificate: 居民身份证, source: 政府部门核发, access: 核验}
          - {name: 居民户口簿, certificate: 居民户口簿, source: 政府部门核发, access: 核验}
          - {name: 监护关系证明, certificate: 监护关系证明, source: 其他, original: 1,
             basis: {law: 中华人民共和国民法典, kind: 法律, article: 第三十一条}}
        ---
        # certificates/居民户口簿.yaml
        {name: 居民户口簿, kind: 证照, issuer_kind: 政府部门, given: true, proves: [姓名, 出生日期, 与户主亲属关系]}
        ---
        # certificates/监护关系证明.yaml
        {name: 监护关系证明, kind: 证明, issuer_kind: 其他, proves: [姓名, 亲子关系]}

    ## 怎么改
    删去这一份；它另外还证明什么的，写进证照文件的 `proves`。
    """
    by_name = stating(index)
    found = list(coverings(index, by_name))
    places, told = Places(index, (file for file, *_ in found)), set()
    for file, paper, covering in found:
        spot = places.of(file, f"{paper.pointer}/certificate")
        if (spot.path, spot.place) in told:
            continue
        told.add((spot.path, spot.place))
        facts = _in_order(by_name[paper.certificate].facts)
        message = (
            msg("“{name}”证明的{facts}，{others}已经证明：取消这一份", name=paper.name, facts=facts,
                others=tuple(one.name for one in covering))
            if covering
            else msg("“{name}”只证明{facts}，身份证、户口簿、护照已经能证明，不得要求另开：取消它",
                     name=paper.name, facts=facts)
        )  # fmt: skip
        related = tuple(
            Related(msg("这一份也证明"), places.of(file, f"{one.pointer}/certificate").place) for one in covering
        )
        yield HitIn(spot.place, message, related, path=spot.path, subject=spot.subject)


def coverings(index: Index, by_name: Mapping[str, Stating]) -> Iterator[tuple[int, Paper, list[Paper]]]:
    """What an item requires without need: the number of its file, the paper, and what covers it.

    Nothing covers what proves only facts of which no proof may be asked at all.
    """
    for file, papers in _suspects(index, by_name).items():
        for paper, covering in _covered(papers, by_name):
            yield file, paper, covering


def _suspects(index: Index, by_name: Mapping[str, Stating]) -> Mapping[int, list[Paper]]:
    """The papers of items in which one may be covered, by file."""
    numbers = {one: number for number, one in enumerate(dict.fromkeys(by_name.values()))}
    pairs = [
        (numbers[one], numbers[other]) for one in numbers if one.can_be_covered for other in _rarest(one, list(numbers))
    ]
    values = {"names": list(by_name), "numbers": [numbers[one] for one in by_name.values()]}
    asked = {
        "covered": [covered for covered, _ in pairs],
        "covering": [covering for _, covering in pairs],
        "idle": [number for one, number in numbers.items() if one.is_idle],
    }
    ones = list(numbers)
    files = [
        file
        for number, cases, others, several in index.rows(_SHAPES, values | asked)
        if others is None or _may_be_covered(ones[number], cases, others, ones)
        for file in several
    ]
    found = defaultdict(list)
    for file, *paper in index.rows(_PAPERS, values | {"files": files}) if files else ():
        found[file].append(Paper(*paper))
    return found


def _may_be_covered(
    one: Stating, cases: str | None, others: Sequence[Mapping[str, Any]], ones: Sequence[Stating]
) -> bool:
    """Whether what is required beside a certificate states all that it does, whosever it is."""
    stated = (ones[other["number"]] for other in others if needed_whenever(other["cases"], cases))
    return one.facts <= frozenset().union(*(other.facts for other in stated if other is not one))


def _rarest(one: Stating, several: Sequence[Stating]) -> Sequence[Stating]:
    """Those that state the fact of a certificate that the fewest others state: one of them must be there."""
    stating_it = ([other for other in several if fact in other.facts and other is not one] for fact in one.facts)
    return min(stating_it, key=len)


def _covered(papers: Sequence[Paper], by_name: Mapping[str, Stating]) -> Iterator[tuple[Paper, list[Paper]]]:
    """What is covered, with what covers it, or with nothing if it is idle.

    Of two that cover each other the proof is told, or else the later one.
    """
    left = list(papers)
    suspects = [one for one in reversed(papers) if by_name[one.certificate].can_be_covered and one.access != "共享"]
    for paper in sorted(suspects, key=lambda paper: not by_name[paper.certificate].is_proof):
        one = by_name[paper.certificate]
        covering = _covering(one.facts, [other for other in left if _may_cover(other, paper, by_name)], by_name)
        if covering or one.is_idle:
            left.remove(paper)
            yield paper, covering


def _may_cover(other: Paper, paper: Paper, by_name: Mapping[str, Stating]) -> bool:
    return (
        by_name[other.certificate] is not by_name[paper.certificate]
        and other.need != "容缺后补"
        and other.holder == paper.holder
        and parties(other.name) == parties(paper.name)
        and needed_whenever(other.cases, paper.cases)
    )


def _covering(facts: frozenset[str], papers: Sequence[Paper], by_name: Mapping[str, Stating]) -> list[Paper]:
    """Papers that together state all of some facts, as few as are found by taking the one that states most first."""
    chosen, missing = [], set(facts)
    while missing:
        best = max(papers, key=lambda paper: len(by_name[paper.certificate].facts & missing), default=None)
        if best is None or not by_name[best.certificate].facts & missing:
            return []
        chosen.append(best)
        missing -= by_name[best.certificate].facts
    return chosen


def _in_order(facts: frozenset[str]) -> tuple[str, ...]:
    """Facts as the vocabulary has them; a catalog's own words last."""
    words = Vocabularies.builtin()["fact"].words
    return tuple(sorted(facts, key=lambda fact: (words.index(fact) if fact in words else len(words), fact)))


COVERED_RULES: tuple[AcrossRule, ...] = (covered_by_other,)
"""What another certificate proves."""
