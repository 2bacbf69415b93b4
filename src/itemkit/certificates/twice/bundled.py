"""Family G, inside a bundle (一件事): what one item has just issued, the next need not ask for.

A bundle names its items by code, by file, or by standard; of the many items of one standard the one whose path comes
first stands for all. What has a likeness on it and is only shown tells the counter who it is, and is not meant.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from itemkit.certificates.places import Places
from itemkit.certificates.sql import IS_FIRST_ISSUE, NAMED
from itemkit.certificates.twice.covered import stating
from itemkit.certificates.twice.overlap import exclude_each_other
from itemkit.findings import Place, Pointer, Related, Severity, msg
from itemkit.index.database import Index
from itemkit.index.rules import AcrossRule, HitIn, across_rule

LIKENESS = "照片"
"""The word of the vocabulary ``fact`` for it."""
_MEMBER = f"""
    SELECT entries.file AS bundle, entries.pointer AS member, entries.cases AS during,
        items.file, items.path, items.name, {IS_FIRST_ISSUE} AS is_first
    FROM bundle_items AS entries JOIN items
"""
_AGAIN = f"""
WITH {NAMED},
members AS MATERIALIZED (
    {_MEMBER} ON items.code = entries.code WHERE items.status IS DISTINCT FROM '取消'
    UNION ALL {_MEMBER} ON items.path = entries.path WHERE items.status IS DISTINCT FROM '取消'
    UNION ALL {_MEMBER} ON items.standard = entries.standard JOIN bundles ON bundles.file = entries.file
    WHERE items.status IS DISTINCT FROM '取消' AND coalesce(entries.action = items.action, entries.action IS NULL)
        AND coalesce(bundles.region = items.region, bundles.region IS NULL)
),
gives AS (
    SELECT bundle, member, during, coalesce(named.certificate, results.certificate) AS called,
        arg_min({{file: members.file, pointer: pointer, name: members.name}}, [path, pointer]) AS giving
    FROM members JOIN results USING (file) LEFT JOIN named ON results.certificate = named.name
    WHERE is_first AND results.certificate IS NOT NULL GROUP BY ALL
),
asks AS (
    SELECT bundle, member, during, coalesce(named.certificate, one.certificate) AS called,
        arg_min({{file: members.file, pointer: pointer, name: members.name, material: one.name}}, [path, pointer])
            AS asking
    FROM members JOIN materials AS one USING (file) LEFT JOIN named ON one.certificate = named.name
    WHERE one.certificate IS NOT NULL AND holder IS DISTINCT FROM '其他主体' AND coalesce(need, '必要') <> '非必要'
        AND NOT EXISTS (
            FROM materials AS other
            WHERE other.file = one.file AND other.access = '共享'
                AND (other.entry = one.entry OR other.certificate = one.certificate)
        )
        AND (access IS DISTINCT FROM '核验' OR one.certificate NOT IN (SELECT unnest($shown)))
    GROUP BY ALL
)
SELECT bundles.path, bundles.name, asks.member, asking.file, asking.pointer, asking.name, asking.material,
    giving.file, giving.pointer, giving.name, asks.during, gives.during
FROM asks JOIN gives USING (bundle, called) JOIN bundles ON bundles.file = bundle
WHERE asks.member <> gives.member AND asking.file <> giving.file
ORDER BY bundles.path, asks.member, asking.pointer, gives.member
"""


class _Again(NamedTuple):
    """A certificate that one item of a bundle asks for and another one issues."""

    path: str
    """The bundle's file."""
    bundle: str
    member: str
    """Where the bundle names the item that asks."""
    asking: int
    asked: str
    """The pointer of the material."""
    asker: str | None
    material: str
    giving: int
    given: str
    """The pointer of the result."""
    giver: str | None
    when_asked: str | None
    """Under which answers the bundle has the item that asks, as JSON; None: always."""
    when_given: str | None


@across_rule("G207", "result-asked-again", Severity.WARNING)
def result_asked_again(index: Index) -> Iterator[HitIn]:
    """一件事里，前一个事项发的证照，后一个事项又要申请人交。

    ## 为什么
    一件事合在一起办，就是为了不让人拿着这个窗口发的证照，再去交给那个窗口。

    ## 依据
    国发〔2024〕3号：高效办成一件事，申请材料归并去重、能够共享的不重复提交。

    ## 反例
        version: 1
        ---
        name: 公共场所经营者信息登记
        action: 其他
        materials: [{name: 公共场所卫生许可证, certificate: 公共场所卫生许可证, source: 政府部门核发, access: 核验}]
        results: [{name: 登记信息, kind: 其他}]
        ---
        # bundles/开办旅店.yaml
        {name: 开办旅店, items: [{path: items/x.yaml}, {path: items/x1.yaml}]}

    ## 正例
        version: 1
        ---
        name: 公共场所经营者信息登记
        action: 其他
        materials: [{name: 公共场所卫生许可证, certificate: 公共场所卫生许可证, source: 政府部门核发, access: 共享}]
        results: [{name: 登记信息, kind: 其他}]
        ---
        # bundles/开办旅店.yaml
        {name: 开办旅店, items: [{path: items/x.yaml}, {path: items/x1.yaml}]}

    ## 怎么改
    在要它的事项里，`access` 改为共享，由窗口之间传递。
    """
    if not index.rows("SELECT 1 FROM bundle_items LIMIT 1"):
        return
    shown = [name for name, one in stating(index).items() if LIKENESS in one.facts]
    found = (_Again(*row) for row in index.rows(_AGAIN, {"shown": shown}))
    rows = [row for row in found if not exclude_each_other(row.when_asked, row.when_given)]
    places = Places(index, [file for row in rows for file in (row.asking, row.giving)])
    by_member: dict[tuple[str, str], list[_Again]] = defaultdict(list)
    for row in rows:
        by_member[row.path, row.member].append(row)
    for (path, member), several in by_member.items():
        related = []
        for row in {row.asked: row for row in reversed(several)}.values():
            asked, given = (
                places.of(row.asking, f"{row.asked}/certificate"),
                places.of(row.giving, f"{row.given}/certificate"),
            )
            related.append(Related(msg("在这里要“{name}”", name=row.material), asked.place, asked.path))
            related.append(Related(msg("“{item}”在这里发", item=row.giver or ""), given.place, given.path))
        first = several[0]
        names = tuple(dict.fromkeys(row.material for row in several))
        message = msg(
            "“{item}”要的{names}是这件事里别的事项发的，不该再要申请人交：access 改为共享",
            item=first.asker or "",
            names=names,
        )
        yield HitIn(Place(Pointer.parse(member)), message, tuple(related), path=path, subject=first.bundle)


BUNDLE_RULES: tuple[AcrossRule, ...] = (result_asked_again,)
"""The rules on bundles."""
