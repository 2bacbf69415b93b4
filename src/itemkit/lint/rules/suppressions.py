"""Family U: comments that keep findings from counting, and do not do so, or no longer."""

from collections.abc import Iterator
from datetime import date

from itemkit.findings import Hit, Message, Place, Severity, Span, msg, rule
from itemkit.lint.ignores import Ignore


@rule("U101", "unused-ignore", Severity.WARNING)
def unused_ignore(ignore: Ignore, code: str) -> Iterator[Hit]:
    """忽略注释不起作用：它说的那一行没有这样的发现。

    ## 为什么
    问题改好以后注释还留着，以后同一行再出同样的问题就没有人看见了。

    ## 依据
    惯例：忽略只用在真有发现的地方。

    ## 反例
        # itemkit: ignore[M201] 清单正在与省厅核对
        materials: [{name: 授权委托书, source: 申请人自备, original: 1}]

    ## 正例
        # itemkit: ignore[M201] 清单正在与省厅核对
        materials: [{name: 审批机关要求的其他材料, source: 申请人自备, original: 1}]

    ## 怎么改
    删去这条注释，或者从方括号里去掉这条规则。
    """
    yield Hit(place_of(ignore), msg("{code} 在这一行没有发现：删去这条忽略", code=code))


@rule("U102", "expired-ignore", Severity.ERROR)
def expired_ignore(ignore: Ignore, today: date) -> Iterator[Hit]:
    """忽略注释写明的日期已经过了。

    ## 为什么
    写了日期，就是说到那天要改好；过了日期，原来的发现照样算数。

    ## 依据
    惯例：有期限的忽略到期失效。

    ## 反例
        # itemkit: ignore[M201] 清单正在与省厅核对 until 2020-01-01
        materials: [{name: 授权委托书, source: 申请人自备, original: 1}]

    ## 正例
        # itemkit: ignore[M201] 清单正在与省厅核对 until 2999-12-31
        materials: [{name: 审批机关要求的其他材料, source: 申请人自备, original: 1}]

    ## 怎么改
    改好所忽略的问题，删去注释；确实还要等，写上新的日期和理由。
    """
    if ignore.until is not None and ignore.until < today:
        yield Hit(place_of(ignore), msg("这条忽略到 {until} 为止，已经过期", until=ignore.until.isoformat()))


@rule("U103", "malformed-ignore", Severity.ERROR)
def malformed_ignore(ignore: Ignore) -> Iterator[Hit]:
    """忽略注释写得不对，不起作用。

    ## 为什么
    忽略一个发现要写明是哪条规则、为什么；缺了理由，后来的人不知道能不能去掉它。

    ## 依据
    惯例：`# itemkit: ignore[规则] 理由 until 年-月-日`，日期可以不写。

    ## 反例
        # itemkit: ignore[M201]
        materials: [{name: 授权委托书, source: 申请人自备, original: 1}]

    ## 正例
        # itemkit: ignore[M201] 清单正在与省厅核对
        materials: [{name: 审批机关要求的其他材料, source: 申请人自备, original: 1}]

    ## 怎么改
    补上规则、理由，日期写成 2027-01-01 的样子。
    """
    yield Hit(place_of(ignore), _MISTAKES.get(ignore.mistake, _MISTAKES["form"]))


_MISTAKES: dict[str, Message] = {
    "form": msg("忽略注释写成 # itemkit: ignore[规则] 理由"),
    "rule": msg("忽略注释没有写规则，或者没有这条规则：方括号里写规则的编号或名称"),
    "reason": msg("忽略注释没有写理由：在方括号后面写为什么"),
    "date": msg("忽略注释的日期不对：until 后面写成 2027-01-01 的样子"),
}


def place_of(ignore: Ignore) -> Place:
    """The comment itself."""
    return Place(span=Span.at(ignore.line, ignore.column, ignore.length))


SUPPRESSION_RULES = (unused_ignore, expired_ignore, malformed_ignore)
