"""Family N, third room: what an item says of itself beside what its organ says.

None of it is wrong by itself; two files of one catalog do not agree, and one of them wants a second look.
"""

from collections.abc import Iterator

from itemkit.findings import Place, Pointer, Related, Severity, msg
from itemkit.index.database import Index
from itemkit.index.rules import HitIn, across_rule
from itemkit.model.regions import stem_of

_LEVELS = ("国家级", "省级", "市级", "县级", "镇级", "村级")


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
