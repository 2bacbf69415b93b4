"""Family T, what is missing: limits, the days of steps, what a special procedure rests on."""

import re
from collections.abc import Iterator

from itemkit.findings import Hit, Place, Pointer, Severity, msg
from itemkit.lint.applied import is_applied_for
from itemkit.lint.readings import LIMITS
from itemkit.lint.rules.kinds import ITEMS, item_rule
from itemkit.lint.view import View

_LIMITS = Pointer.of("time_limit")
_CITES = re.compile("《|〔|[0-9]号|令|第[〇零一二三四五六七八九十百0-9]+条")
_SAYS_HOW_LONG = re.compile("时间|预约|天|日|小时")


@item_rule("T101", "limit-missing", Severity.WARNING, kinds=ITEMS, missing=True)
def limit_missing(item: View) -> Iterator[Hit]:
    """依申请办理的事项，法定时限和承诺时限都没有写。

    ## 为什么
    没有时限，申请人不知道要等多久，超期也无从说起。

    ## 依据
    国办发〔2015〕86号：办事指南列明基本流程、申请材料、办理时限等内容；国家交换字段 anticipate_day、promise_day 必填。
    即办件不要求；公共服务、其他行政权力中不要材料、也没有办件类型的（公布、查询、监督一类），不要求。

    ## 反例
        time_limit: null

    ## 正例
        time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 5, unit: 工作日}}

    ## 怎么改
    写上法定时限（`statutory`）和承诺时限（`promised`）；没有法定时限的，只写承诺时限。
    """
    limits = item.data.get("time_limit")
    if limits:
        return
    if is_applied_for(item) and item.data.get("handling") != "即办件":
        yield Hit(Place(_LIMITS), msg("没有写办结时限：写上法定时限和承诺时限"))


@item_rule("T102", "promised-limit-missing", Severity.WARNING, kinds=ITEMS, missing=True)
def promised_limit_missing(item: View) -> Iterator[Hit]:
    """只写了法定时限，没有写承诺时限。

    ## 为什么
    申请人等的是承诺的时限；只有法定时限，看不出实际多久办好，压缩率也算不出来。

    ## 依据
    国家交换字段 promise_day（承诺办结时限）必填。即办件不要求；公共服务、其他行政权力中不要材料、也没有办件类型的
    （公布、查询、监督一类），不要求。

    ## 反例
        time_limit: {statutory: {days: 20, unit: 工作日}}

    ## 正例
        time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 20, unit: 工作日}}

    ## 怎么改
    写上 `promised`；没有压缩的，与法定时限相同。
    """
    limits = item.data.get("time_limit")
    if (
        limits
        and "promised" not in limits
        and "statutory" in limits
        and item.data.get("handling") != "即办件"
        and is_applied_for(item)
    ):
        yield Hit(Place(_LIMITS), msg("只写了法定时限：写上承诺时限 promised"))


@item_rule("T105", "special-without-basis", Severity.WARNING, missing=True, reads=LIMITS)
def special_without_basis(item: View) -> Iterator[Hit]:
    """不计入时限的特别程序没有写依据。

    ## 为什么
    特别程序的时间不算在办结时限里，等于把时限放长了；没有法律依据，就不能放长。

    ## 依据
    行政许可法第四十五条：依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在规定的期限内。
    写明计入时限（`counted: true`）的不要求；依据写在 `note` 里的也算写了。

    ## 反例
        special: [{name: 专家评审, days: 10, counted: false}]

    ## 正例
        special: [{name: 专家评审, days: 10, counted: false, basis: {law: 行政许可法, kind: 法律, article: 第四十五条}}]

    ## 怎么改
    写上 `basis`：哪部法的哪一条要求做这个程序；没有依据的，改为计入时限，或者取消。
    """
    specials = item.data.get("special")
    if not specials:
        return
    for index, special in enumerate(specials):
        if "basis" in special or special.get("counted") or _CITES.search(special.get("note", "")):
            continue
        yield Hit(
            Place(Pointer.of("special", index)),
            msg("特别程序“{name}”没有写依据：写上 basis，没有依据就计入时限或者取消", name=special["name"]),
        )


@item_rule("T106", "special-without-days", Severity.INFO, missing=True, reads=LIMITS)
def special_without_days(item: View) -> Iterator[Hit]:
    """不计入时限的特别程序没有写要多少天。

    ## 为什么
    申请人实际要等的是时限加上特别程序；不写天数，前面的时限就说明不了什么。

    ## 依据
    行政许可法第四十五条：行政机关应当将所需时间书面告知申请人。

    ## 反例
        special: [{name: 专家评审, counted: false, basis: {law: 行政许可法, kind: 法律, article: 第四十五条}}]

    ## 正例
        special: [{name: 专家评审, days: 10, counted: false, basis: {law: 行政许可法, kind: 法律, article: 第四十五条}}]

    ## 怎么改
    写上 `days`；由申请人预约、事先定不下来的，在 `note` 里说明怎样定。
    """
    specials = item.data.get("special")
    if not specials:
        return
    for index, special in enumerate(specials):
        if not ("days" in special or special.get("counted") or _SAYS_HOW_LONG.search(special.get("note", ""))):
            yield Hit(
                Place(Pointer.of("special", index)),
                msg("特别程序“{name}”没有写天数：写上 days，定不下来的在 note 里说明怎样定", name=special["name"]),
            )
