"""Family N, third room: what an item says of itself beside what its organ, and others of the same code, say.

None of it is wrong by itself; two files of one catalog do not agree, and one of them wants a second look.
"""

from collections.abc import Iterator

from itemkit.findings import Message, Place, Pointer, Related, Severity, msg
from itemkit.index.database import Index
from itemkit.index.rules import HitIn, across_rule
from itemkit.model.regions import stem_of

_STATUTORY = Pointer.of("time_limit", "statutory")
_LEVELS = ("国家级", "省级", "市级", "县级", "镇级", "村级")


_UNUSUAL_LIMITS = """
WITH limited AS (
    SELECT file, path, level, coalesce(standard, substr(code, 20, 12)) AS base, plain_name,
        statutory_days AS days, statutory_unit AS unit
    FROM items
    WHERE statutory_days IS NOT NULL AND plain_name IS NOT NULL AND coalesce(status, '在用') <> '取消'
), several AS (
    SELECT base, plain_name FROM limited WHERE base IS NOT NULL
    GROUP BY ALL HAVING count(DISTINCT (days, unit)) > 1
), counted AS (
    SELECT base, plain_name, days, unit, count(*) AS often, min(list_position($levels, level)) AS high,
        min(path) AS path
    FROM limited JOIN several USING (base, plain_name) GROUP BY ALL
), usual AS (
    SELECT DISTINCT ON (base, plain_name) * FROM counted ORDER BY often DESC, high NULLS LAST, path
)
SELECT limited.path, subject, limited.days, limited.unit, usual.days, usual.unit, usual.path, base
FROM limited JOIN usual USING (base, plain_name) JOIN files USING (file)
WHERE (limited.days, limited.unit) <> (usual.days, usual.unit)
ORDER BY limited.path
"""
"""The limits that are not those of most; of equally many those of the highest level count as usual."""


@across_rule("N208", "statutory-limit-differs", Severity.WARNING)
def statutory_limit_differs(index: Index) -> Iterator[HitIn]:
    """同一个基本编码、同一个名称的事项，法定办结时限不一样。

    ## 为什么
    法定时限是法定的，各地一样；同一个标准事项有的写 40 个工作日，有的写 20 个，至少有一处没有照法律写，
    或者把承诺时限写成了法定时限。名称不同的办理项可以有不同的时限，不在此列。

    ## 依据
    国发〔2022〕5号：推动同一政务服务事项的法定办结时限等要素在全国范围内统一。

    ## 反例
        time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 5, unit: 工作日}}
        ---
        code: "11440100007482575H344012300400001"
        name: 公共场所卫生许可（新办）
        organ: 11440100007482575H
        time_limit: {statutory: {days: 15, unit: 工作日}, promised: {days: 5, unit: 工作日}}

    ## 正例
        time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 5, unit: 工作日}}
        ---
        code: "11440100007482575H344012300400001"
        name: 公共场所卫生许可（新办）
        organ: 11440100007482575H
        time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 8, unit: 工作日}}

    ## 怎么改
    查法律规定的时限，把不对的改过来；本地的办结时限写在 `promised`。确属不同的情形，写进各自的名称。
    """
    rows = index.rows(_UNUSUAL_LIMITS, {"levels": list(_LEVELS)})
    for path, subject, days, unit, usual_days, usual_unit, usual_path, base in rows:
        usual = _limit(usual_days, usual_unit)
        related = Related(msg("这里写的是 {usual}", usual=usual), Place(_STATUTORY), usual_path)
        message = msg(
            "法定办结时限是 {limit}，同一事项（{base}）在别处是 {usual}：查法律规定的是哪个",
            limit=_limit(days, unit), base=base, usual=usual,
        )  # fmt: skip
        yield HitIn(Place(_STATUTORY), message, (related,), path=path, subject=subject or "")


def _limit(days: int, unit: str) -> Message:
    return msg("{days} 个{unit}", days=days, unit=unit)


@across_rule("N402", "organ-elsewhere", Severity.INFO)
def organ_elsewhere(index: Index) -> Iterator[HitIn]:
    """事项的区划不在实施主体的区划以内。

    ## 为什么
    一个区的机构办理全市的事项，多半是区划抄错了，或者实施主体写错了。
    比较的是机构名录里写的区划；统一社会信用代码里的区划数字是登记时的，常与现在的不同，不作比较。

    ## 依据
    惯例：机构在本行政区域内实施；跨区域实施的，例外。

    ## 反例
        region: "440300"

    ## 正例
        region: "440103"

    ## 怎么改
    核对 `organ` 和 `region`，再核对 organs.yaml 里机构的 `region`；确是跨区域实施，可以忽略这条提示。
    """
    for path, subject, region, organ, organ_region, organ_path, pointer in index.rows(_BESIDE_ORGAN.format("region")):
        if not stem_of(region).startswith(stem_of(organ_region)):
            related = Related(msg("{organ}的区划", organ=organ), Place(Pointer.parse(f"{pointer}/region")), organ_path)
            message = msg(
                "区划 {region} 不在{organ}的区划 {other} 以内：核对实施主体和区划",
                region=region, organ=organ, other=organ_region,
            )  # fmt: skip
            yield HitIn(Place(Pointer.of("region")), message, (related,), path=path, subject=subject or "")


_BESIDE_ORGAN = """
SELECT items.path, own.subject, items.{0}, organs.name, organs.{0}, theirs.path, organs.pointer
FROM items JOIN organs ON items.organ = organs.uscc AND items.{0} <> organs.{0}
JOIN files AS own ON items.file = own.file JOIN files AS theirs ON organs.file = theirs.file
ORDER BY items.path, organs.pointer
"""
"""Items of which a column is otherwise than that of their organ."""


@across_rule("N403", "organ-level-differs", Severity.INFO)
def organ_level_differs(index: Index) -> Iterator[HitIn]:
    """事项的行使层级与实施主体的层级不一样。

    ## 为什么
    行使层级是编码的一位，也决定事项归谁管；市级机构行使县级事项，可能是层级抄错了，也可能确是上级下放或者代管。

    ## 依据
    GB/T 39046-2020 附录A.2 行使层级；分级管理的事项不比较。

    ## 反例
        level: 县级

    ## 正例
        level: 分级管理

    ## 怎么改
    核对 `level` 和 organs.yaml 里机构的 `level`；确是不同层级，写明 `power_source`，可以忽略这条提示。
    """
    for path, subject, level, organ, organ_level, organ_path, pointer in index.rows(_BESIDE_ORGAN.format("level")):
        if level in _LEVELS and organ_level in _LEVELS:
            related = Related(msg("{organ}的层级", organ=organ), Place(Pointer.parse(f"{pointer}/level")), organ_path)
            message = msg(
                "行使层级是{level}，{organ}是{other}：核对哪一个对", level=level, organ=organ, other=organ_level
            )
            yield HitIn(Place(Pointer.of("level")), message, (related,), path=path, subject=subject or "")
