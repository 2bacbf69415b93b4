"""Family C: whether codes are there, say what the item says, and stand for one thing only.

Whether a code is well-formed the schema knows (`itemkit.model.code_rules`); what the ledger of codes says is judged in
`itemkit.ledger`. The parts of a code are compared in `code_parts`. Of two files that claim one code the later path is
told, with the first as the related place.
"""

from collections.abc import Iterator

from itemkit.findings import Hit, Place, Pointer, Related, Severity, msg
from itemkit.index.database import Index
from itemkit.index.rules import AcrossRule, HitIn, across_rule
from itemkit.lint.rules.code_parts import code_disagrees
from itemkit.lint.rules.kinds import ItemRule, item_rule
from itemkit.lint.view import View
from itemkit.model.kinds import ITEM_KIND
from itemkit.model.regions import as_of, full_name, region_of

_CODE = Place(Pointer.of("code"))
_IN_FORCE = "在用"


@item_rule("C101", "code-missing", Severity.ERROR)
def code_missing(item: View) -> Iterator[Hit]:
    """在用的事项没有编码。

    ## 为什么
    一事一码：没有编码，办件、证照、评价都对不上这个事项，同一事项在各个平台上成了几个；
    标准事项没有基本编码，各地的事项就没有办法指代它。

    ## 依据
    国家政务服务平台事项要素中“基本编码”“实施编码”为必填。没有写 `status` 的按在用算。

    ## 反例
        code: null

    ## 正例
        code: null
        status: 草稿

    ## 怎么改
    用 `itemkit codes assign` 赋码再发布；还没有赋码的，`status` 写成 草稿 或 待审。
    """
    if "code" not in item.data and item.status == _IN_FORCE:
        if item.kind == ITEM_KIND.name:
            yield Hit(_CODE, msg("在用的事项没有实施编码：先赋码，或者把状态写成草稿、待审"))
        else:
            yield Hit(_CODE, msg("在用的标准事项没有基本编码：先赋码，或者把状态写成草稿、待审"))


_MAIN_BESIDE_SUB_ITEMS = """
WITH parts AS (
    SELECT path, code, substr(code, 1, 9) AS main, substr(code, 10) AS sub FROM standards
    WHERE code IS NOT NULL AND coalesce(status, '在用') <> '取消'
        AND code NOT IN (SELECT code FROM ledger WHERE status = 'retired')
)
SELECT one.path, one.code, min([other.code, other.path])
FROM parts AS one JOIN parts AS other USING (main)
WHERE one.sub = '000' AND other.sub <> '000'
GROUP BY ALL ORDER BY one.path
"""
"""The main items said to have no sub-items, each with the first sub-item; what is cancelled or retired is history."""


@across_rule("C204", "main-beside-sub-items", Severity.WARNING)
def main_beside_sub_items(index: Index) -> Iterator[HitIn]:
    """主项的编码说没有子项（末三位 000），同一主项却另有子项。

    ## 为什么
    末三位是 000 的，别的系统当作没有子项的事项来收；同一主项又有子项，汇总时主项和子项各算一次。

    ## 依据
    国家政务服务平台的编码要求（标准原文未见，据实施者的说明）：没有子项的末三位为 000；有子项的，主项为 00Y，
    子项从 001 起编。

    ## 反例
        # standards/主项.yaml
        code: "440123004000"
        ---
        # standards/子项.yaml
        code: "440123004001"
        name: 公共场所卫生许可（游泳场所）

    ## 正例
        # standards/主项.yaml
        code: "44012300400Y"
        ---
        # standards/子项.yaml
        code: "440123004001"
        name: 公共场所卫生许可（游泳场所）

    ## 怎么改
    主项的编码还没有用过的，末三位改成 00Y，引用它的 `standard`、`parent` 一起改；已经用过的编码不改，
    用 `itemkit codes retire` 让它退役，`--replaced-by` 写新的编码。
    """
    for path, code, (other, other_path) in index.rows(_MAIN_BESIDE_SUB_ITEMS):
        related = Related(msg("同一主项的 {code}", code=other), _CODE, other_path)
        message = msg("{code} 以 000 结尾，表示没有子项，同一主项却有 {other}：有子项的主项以 00Y 结尾", code=code,
                      other=other)  # fmt: skip
        yield HitIn(_CODE, message, (related,), path=path, subject=code)


_ITEMS_OF_ONE_CODE = (
    "SELECT code, items.path, subject, name, plain_name, "
    "first(items.path) OVER claims, first(name) OVER claims, first(plain_name) OVER claims "
    "FROM items JOIN files USING (file) WHERE code IN (SELECT code FROM items GROUP BY code HAVING count(*) > 1) "
    "WINDOW claims AS (PARTITION BY code ORDER BY items.path) ORDER BY items.path"
)


@across_rule("C301", "code-of-two-items", Severity.ERROR)
def code_of_two_items(index: Index) -> Iterator[HitIn]:
    """两个不同的事项用了同一个编码。

    ## 为什么
    编码是事项的身份：办件、材料、统计都按编码归集，两个事项共用一个编码就混在一起，分不开了。

    ## 依据
    惯例：一事一码，编码不重复使用。

    ## 反例
        code: "11440100007482620J344012300400001"
        name: 公共场所卫生许可（新办）
        ---
        code: "11440100007482620J344012300400001"
        name: 公共场所卫生许可（变更）
        action: 变更

    ## 正例
        code: "11440100007482620J344012300400001"
        name: 公共场所卫生许可（新办）
        ---
        code: "11440100007482620J344012300400002"
        name: 公共场所卫生许可（变更）
        action: 变更

    ## 怎么改
    查清编码本来属于哪一个；另一个删去 `code`，用 `itemkit codes assign` 重新赋码。两个分支各自赋码、合并以后重了的，
    用 `itemkit codes assign --renumber --base REV`：只给 REV 里还没有的那一个换新码。
    """
    for code, path, subject, name, plain, first, first_name, first_plain in index.rows(_ITEMS_OF_ONE_CODE):
        if path != first and plain != first_plain:
            related = Related(msg("编码已用于 {name}", name=first_name or ""), _CODE, first)
            message = msg("{code} 已是 {other} 的编码：给 {name} 另赋一个", code=code, other=first_name, name=name)
            yield HitIn(_CODE, message, (related,), path=path, subject=subject or "")


@across_rule("C302", "code-twice", Severity.ERROR)
def code_twice(index: Index) -> Iterator[HitIn]:
    """同一个事项有两个文件：编码和名称都一样。

    ## 为什么
    一个文件改了，另一个还是旧的；引用这个编码的一件事、发布的网页不知道该取哪一个。

    ## 依据
    惯例：一个事项一个文件；历次版本由 git 保存，不另存文件。

    ## 反例
        code: "11440100007482620J344012300400001"
        name: 公共场所卫生许可（新办）
        ---
        code: "11440100007482620J344012300400001"
        name: 公共场所卫生许可（新办）

    ## 正例
        code: "11440100007482620J344012300400001"
        name: 公共场所卫生许可（新办）

    ## 怎么改
    比较两个文件，把要留的内容并到一个里，删去另一个。
    """
    for code, path, subject, _, plain, first, _, first_plain in index.rows(_ITEMS_OF_ONE_CODE):
        if path != first and plain == first_plain:
            related = Related(msg("同一个事项的另一个文件"), _CODE, first)
            message = msg("{code} 有两个文件：合并到一个，删去另一个", code=code)
            yield HitIn(_CODE, message, (related,), path=path, subject=subject or "")


_STANDARDS_OF_ONE_CODE = (
    "SELECT code, path, name, first(path) OVER claims, first(name) OVER claims FROM standards "
    "WHERE code IS NOT NULL WINDOW claims AS (PARTITION BY code ORDER BY path) ORDER BY path"
)


@across_rule("C303", "standard-code-twice", Severity.ERROR)
def standard_code_twice(index: Index) -> Iterator[HitIn]:
    """两个标准事项文件用了同一个基本编码。

    ## 为什么
    事项用基本编码指代标准事项；有两个，就不知道与哪一个合并，取到的条件、材料、时限可能是另一个的。

    ## 依据
    惯例：一事一码，一个标准事项一个文件。

    ## 反例
        # standards/一.yaml
        code: "440123004000"
        ---
        # standards/二.yaml
        code: "440123004000"

    ## 正例
        # standards/一.yaml
        code: "440123004000"
        ---
        # standards/二.yaml
        code: "440123005000"
        name: 饮用水供水单位卫生许可

    ## 怎么改
    是同一个事项，合并成一个文件；不是，给后来的另赋编码。两个分支各自赋码、合并以后重了的，
    用 `itemkit codes assign --renumber --base REV`：只给 REV 里还没有的那一个换新码。
    """
    for code, path, name, first, first_name in index.rows(_STANDARDS_OF_ONE_CODE):
        if path != first:
            related = Related(msg("编码已用于 {name}", name=first_name), _CODE, first)
            message = msg(
                "{code} 已是 {other} 的基本编码：合并，或者给 {name} 另赋一个", code=code, other=first_name, name=name
            )
            yield HitIn(_CODE, message, (related,), path=path, subject=code)


_REGIONS = "SELECT region FROM items WHERE region IS NOT NULL UNION SELECT region FROM organs WHERE region IS NOT NULL"
_WITH_REGION = """
SELECT path, subject, '/region' AS pointer, region FROM items JOIN files USING (file, path)
WHERE list_contains($codes, region)
UNION ALL
SELECT path, uscc, pointer || '/region', region FROM organs JOIN files USING (file)
WHERE list_contains($codes, region)
ORDER BY path, pointer
"""


@across_rule("C401", "region-not-current", Severity.INFO)
def region_not_current(index: Index) -> Iterator[HitIn]:
    """区划代码已经撤销，或者区划代码表里没有。

    ## 为什么
    县改区、区合并以后代码就换了；用旧代码的事项，按现在的区划找不到，也汇总不上去。

    ## 依据
    GB/T 2260 和民政部公布的县以上行政区划代码。表里没有的，可能是写错了，也可能是开发区、新区自用的代码，
    或者比这张表还新。统一社会信用代码里的区划是登记时的，不在此列。

    ## 反例
        region: "440183"

    ## 正例
        region: "440118"

    ## 怎么改
    改成现在的区划代码；确是表里没有的，可以忽略这条提示。
    """
    regions = {code: region_of(code) for (code,) in index.rows(_REGIONS)}
    said = {
        code: msg(
            "{code} 是{name}，这个代码到 {year} 年已经撤销：改成现在的区划", code=code, name=full_name(code) or "",
            year=region.until,
        ) if region is not None else msg(
            "区划代码表（{day}）里没有 {code}：写错了就改正，开发区自用的可以不改", day=as_of(), code=code
        )
        for code, region in regions.items()
        if region is None or region.until
    }  # fmt: skip
    for path, subject, pointer, code in index.rows(_WITH_REGION, {"codes": sorted(said)}) if said else ():
        yield HitIn(Place(Pointer.parse(pointer)), said[code], path=path, subject=subject or "")


CODES_RULES: tuple[ItemRule, ...] = (code_missing, code_disagrees)
CODES_ACROSS_RULES: tuple[AcrossRule, ...] = (
    main_beside_sub_items,
    code_of_two_items,
    code_twice,
    standard_code_twice,
    region_not_current,
)
