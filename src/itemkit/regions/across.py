"""Family R, second room: items of one code in several places, as far as no standard holds them together.

All are questions to the index, linear in the number of items.
"""

from collections.abc import Iterator

from itemkit.findings import Message, Place, Pointer, Related, Severity, msg
from itemkit.index.database import Index
from itemkit.index.rules import AcrossRule, HitIn, across_rule
from itemkit.model.plain import plain_name
from itemkit.regions.policy import is_handling_item

_STATUTORY = Pointer.of("time_limit", "statutory")
_CODE = Place(Pointer.of("code"))
_LEVELS = ["国家级", "省级", "市级", "县级", "镇级", "村级"]


_UNUSUAL_LIMITS = """
WITH limited AS (
    SELECT file, path, level, standard, coalesce(standard, substr(code, 20, 12)) AS base, plain_name,
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
WHERE (limited.days, limited.unit) <> (usual.days, usual.unit) AND limited.standard IS NULL
ORDER BY limited.path
"""
"""The limits that are not those of most; of equally many those of the highest level count as usual."""


@across_rule("R105", "same-code-different-statutory-limit", Severity.WARNING)
def same_code_different_statutory_limit(index: Index) -> Iterator[HitIn]:
    """同一个基本编码、同一个名称的事项，法定办结时限不一样。

    ## 为什么
    法定时限是法定的，各地一样；同一个标准事项有的写 40 个工作日，有的写 20 个，至少有一处没有照法律写，
    或者把承诺时限写成了法定时限。名称不同的办理项可以有不同的时限，不在此列；
    写了 `standard` 的事项直接与标准事项比（R101），也不在此列。

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
    rows = index.rows(_UNUSUAL_LIMITS, {"levels": _LEVELS})
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


_HAVE_A_STANDARD = """
SELECT items.path, subject, items.name, standards.code, standards.name, standards.path,
    items.type = standards.type, items.statutory_days = standards.statutory_days
        AND items.statutory_unit = standards.statutory_unit
FROM items JOIN files USING (file) JOIN standards ON standards.code = substr(items.code, 20, 12)
WHERE items.standard IS NULL
    AND coalesce(items.status, '在用') <> '取消' AND coalesce(standards.status, '在用') <> '取消'
QUALIFY row_number() OVER (PARTITION BY items.file ORDER BY standards.path) = 1
ORDER BY items.path
"""
"""Items that name no standard although there is one of their code."""

_ALIKE = """
WITH loose AS (
    SELECT file, path, region, list_position($levels, level) AS high, substr(code, 20, 12) AS base, plain_name, type,
        statutory_days AS days, statutory_unit AS unit
    FROM items
    WHERE standard IS NULL AND length(code) IN (31, 33) AND region IS NOT NULL AND materials > 0
        AND coalesce(status, '在用') <> '取消'
        AND substr(code, 20, 12) NOT IN (SELECT code FROM standards WHERE code IS NOT NULL)
), many AS (
    SELECT base, plain_name, type, days, unit, row_number() OVER () AS number FROM loose
    GROUP BY base, plain_name, type, days, unit HAVING count(DISTINCT region) > 1
), listed AS (
    SELECT loose.file, loose.path, region, high, many.base, number,
        list_distinct(list(regexp_replace(materials.name, '[《》（）()“”、，\\s]', '', 'g'))) AS names
    FROM loose JOIN many ON loose.base = many.base AND loose.plain_name = many.plain_name AND loose.type = many.type
        AND loose.days IS NOT DISTINCT FROM many.days AND loose.unit IS NOT DISTINCT FROM many.unit
    JOIN materials USING (file)
    GROUP BY ALL
), first AS (
    SELECT DISTINCT ON (number) number, file, path, names FROM listed ORDER BY number, high NULLS LAST, path
)
SELECT first.path, subject, any_value(listed.base), count(*), count(DISTINCT region),
    list(listed.path ORDER BY listed.path) FILTER (listed.file <> first.file)
FROM listed JOIN first USING (number) JOIN files ON files.file = first.file
WHERE len(list_intersect(listed.names, first.names))
    >= $least * len(list_distinct(list_concat(listed.names, first.names)))
GROUP BY first.path, subject, number HAVING count(DISTINCT region) > 1
ORDER BY first.path, number
"""
"""Groups of items of one code, name, type and limit in several regions that ask for the same materials, or nearly.

Measured against the first: that of the highest level.
"""
_LEAST_ALIKE = 0.75
"""Which share of the names of materials of two items must be the same: three of four."""
_MOST_NAMED = 3
"""Of the others, as related places."""


@across_rule("R106", "copy-without-standard", Severity.INFO)
def copy_without_standard(index: Index) -> Iterator[HitIn]:
    """事项没有写 `standard`，内容却与标准事项或者别处的事项是同一份。

    ## 为什么
    同一件事各写一份，改一处就漏了别处，几年下来法定时限和材料就各不相同；
    写成标准事项加各地的本地内容，统一的只有一份，各地有什么不同也一目了然。

    ## 依据
    国发〔2022〕5号：推动同一政务服务事项在全国范围内统一；目录自身的约定：统一的内容写在 `standards/`。

    ## 反例
        name: 公共场所卫生许可（新办）
        ---
        # standards/卫生.yaml

    ## 正例
        standard: "440123004000"
        ---
        # standards/卫生.yaml

    ## 怎么改
    有标准事项的，写上 `standard`，与标准事项相同的删去（`itemkit lint --fix` 会删）；
    没有的，把相同的内容写成 `standards/` 里的标准事项。确是两件事，核对基本编码。
    """
    for path, subject, name, base, other, there, is_type, is_limit in index.rows(_HAVE_A_STANDARD):
        is_name = plain_name(name) == plain_name(other) or is_handling_item(name, other)
        told = [(msg("名称"), is_name), (msg("事项类型"), is_type), (msg("法定办结时限"), is_limit)]
        same = tuple(what for what, is_same in told if is_same)
        differs = tuple(what for what, is_same in told if is_same is False)
        message = msg("基本编码 {base} 有标准事项“{name}”：写上 standard，只留下本地的内容", base=base, name=other)
        if same:
            message = msg("{message}；{elements}相同", message=message, elements=same)
        if differs:
            message = msg("{message}；{elements}不同", message=message, elements=differs)
        related = Related(msg("标准事项“{name}”", name=other), Place(Pointer.of("name")), there)
        yield HitIn(_CODE, message, (related,), path=path, subject=subject or "")
    rows = index.rows(_ALIKE, {"levels": _LEVELS, "least": _LEAST_ALIKE})
    for path, subject, base, count, regions, others in rows:
        message = msg(
            "{regions} 个区划的 {count} 个事项编码（{base}）、名称、类型、法定时限相同，材料几乎相同：建一个标准事项",
            regions=regions, count=count, base=base,
        )  # fmt: skip
        related_all = tuple(Related(msg("同一件事"), _CODE, other) for other in others[:_MOST_NAMED])
        yield HitIn(_CODE, message, related_all, path=path, subject=subject or "")


REGIONS_ACROSS_RULES: tuple[AcrossRule, ...] = (same_code_different_statutory_limit, copy_without_standard)
"""The rules of this family across files."""
