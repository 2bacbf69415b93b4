"""Family T, what can't be right: limits, handling and special procedures that contradict each other.

What is missing is in `time_missing`, what is said in words in `time_notes`, the steps are in `time_steps`, what only
holds for licences is in `time_licence`; this module lists them all.
"""

from collections.abc import Iterator

from itemkit.findings import Hit, Place, Pointer, Related, Severity, msg
from itemkit.lint.readings import LIMITS
from itemkit.lint.rules.kinds import ITEMS, ItemRule, item_rule
from itemkit.lint.rules.time_licence import (
    licence_in_calendar_days,
    licence_over_twenty_days,
    licence_statutory_limit_missing,
)
from itemkit.lint.rules.time_missing import (
    limit_missing,
    promised_limit_missing,
    special_without_basis,
    special_without_days,
)
from itemkit.lint.rules.time_notes import TITLES, answer_contradicts_limit, note_contradicts_limit
from itemkit.lint.rules.time_steps import all_steps_over_limit, step_days_missing, steps_over_limit
from itemkit.lint.view import View
from itemkit.model.durations import WORKING, is_longer

_STATUTORY = Pointer.of("time_limit", "statutory")
_PROMISED = Pointer.of("time_limit", "promised")
_ABSURD_DAYS = 1000


@item_rule("T202", "promised-over-statutory", Severity.ERROR, reads=LIMITS)
def promised_over_statutory(item: View) -> Iterator[Hit]:
    """承诺时限比法定时限还长。

    ## 为什么
    承诺时限只能在法定时限以内；照这样的承诺办，到期时已经违法。多半是两个数填反了，或者单位填错了。

    ## 依据
    行政许可法第四十二条：法定期限是作出决定的最长期限。单位不同的，只在怎么折算都更长时才报。

    ## 反例
        time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 25, unit: 工作日}}

    ## 正例
        time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 20, unit: 工作日}}

    ## 怎么改
    查设定依据，确定法定时限；承诺时限改到不超过它。
    """
    limits = item.data.get("time_limit")
    if not limits or "statutory" not in limits or "promised" not in limits:
        return
    statutory, promised = limits["statutory"], limits["promised"]
    if statutory["days"] and is_longer(promised["days"], promised["unit"], statutory["days"], statutory["unit"]):
        yield Hit(
            Place(_PROMISED / "days"),
            msg(
                "承诺 {days} 个{unit}，比法定的 {limit} 个{limit_unit}还长：核对两个时限，是不是填反了",
                days=promised["days"],
                unit=promised["unit"],
                limit=statutory["days"],
                limit_unit=statutory["unit"],
            ),
            (Related(TITLES["statutory"], Place(_STATUTORY / "days")),),
        )


@item_rule("T204", "instant-with-days", Severity.ERROR, reads=LIMITS)
def instant_with_days(item: View) -> Iterator[Hit]:
    """即办件却承诺了几天。

    ## 为什么
    即办件是当场办结的；写了几天的，申请人还得再等，考核的即办率也虚高。

    ## 依据
    惯例：即办件当场办结，最多 1 个工作日。

    ## 反例
        handling: 即办件

    ## 正例
        handling: 即办件
        time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 0, unit: 工作日}}
        steps: [{name: 受理并当场办结, days: 0, by: 综合窗口}]

    ## 怎么改
    确能当场办结的，承诺时限写 0 个工作日；不能的，办件类型改为承诺件。
    """
    if item.data.get("handling") == "即办件" and (item.days("promised") or 0) > 1:
        yield Hit(
            Place(_PROMISED / "days"),
            msg("即办件承诺了 {days} 天：当场办结就写 0，办不到就改为承诺件", days=item.days("promised")),
            (Related(msg("办件类型"), Place(Pointer.of("handling"))),),
        )


@item_rule("T205", "promise-of-zero-days", Severity.WARNING, reads=LIMITS)
def promise_of_zero_days(item: View) -> Iterator[Hit]:
    """承诺件的承诺时限是 0。

    ## 为什么
    0 天就是当场办结，那是即办件；承诺件写 0，多半是没有填。

    ## 依据
    惯例：当场办结的为即办件，在承诺的时限内办结的为承诺件。

    ## 反例
        time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 0, unit: 工作日}}
        steps: [{name: 办理, days: 0, by: 综合窗口}]

    ## 正例
        time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 5, unit: 工作日}}

    ## 怎么改
    当场办结的，把办件类型改为即办件；不是的，填上实际承诺的天数。
    """
    if item.data.get("handling") == "承诺件" and item.days("promised") == 0:
        yield Hit(
            Place(_PROMISED / "days"),
            msg("承诺件的承诺时限是 0：当场办结的改为即办件，不是的填上天数"),
            (Related(msg("办件类型"), Place(Pointer.of("handling"))),),
        )


@item_rule("T206", "statutory-limit-zero", Severity.WARNING, reads=LIMITS)
def statutory_limit_zero(item: View) -> Iterator[Hit]:
    """法定时限填了 0，承诺时限却不是 0。

    ## 为什么
    0 是“当场办结”，不是“没有规定”；这样填，承诺时限就成了超过法定时限，压缩率也算不出来。

    ## 依据
    惯例：法律、法规没有规定时限的，不填法定时限。

    ## 反例
        type: 公共服务
        time_limit: {statutory: {days: 0, unit: 工作日}, promised: {days: 5, unit: 工作日}}

    ## 正例
        type: 公共服务
        time_limit: {promised: {days: 5, unit: 工作日}}

    ## 怎么改
    没有法定时限的，删去 `statutory`；有的，填上天数。
    """
    if item.days("statutory") == 0 and item.days("promised"):
        yield Hit(
            Place(_STATUTORY / "days"),
            msg("法定时限填了 0，承诺却要 {days} 天：没有法定时限就删去 statutory", days=item.days("promised")),
            (Related(TITLES["promised"], Place(_PROMISED / "days")),),
        )


@item_rule("T208", "special-over-limit", Severity.WARNING, reads=LIMITS)
def special_over_limit(item: View) -> Iterator[Hit]:
    """计入时限的特别程序，比整个时限还长。

    ## 为什么
    计入时限，就要在时限内做完；比时限长，说明它不该计入，或者天数填错了。

    ## 依据
    惯例：“是否计算在法定办结时限内”为是的，天数不超过法定时限；没有法定时限的，与承诺时限比。

    ## 反例
        special: [{name: 专家评审, days: 30, counted: true}]

    ## 正例
        special: [{name: 专家评审, days: 10, counted: true}]

    ## 怎么改
    依法不计时的，写 `counted: false` 和依据；计时的，核对天数。
    """
    specials = item.data.get("special")
    if not specials:
        return
    which = "statutory" if "statutory" in item.limits else "promised"
    limit = item.limits.get(which)
    for index, special in enumerate(specials):
        days = special.get("days", 0)
        if (
            limit
            and special.get("counted")
            and is_longer(days, special.get("unit", WORKING), limit["days"], limit["unit"])
        ):
            yield Hit(
                Place(Pointer.of("special", index, "days")),
                msg(
                    "特别程序“{name}”计入时限，却要 {days} 天，比时限还长：核对天数，依法不计时的写 counted: false",
                    name=special["name"],
                    days=days,
                ),
                (Related(TITLES[which], Place(Pointer.of("time_limit", which, "days"))),),
            )


@item_rule("T209", "limit-absurd", Severity.WARNING, reads=LIMITS)
def limit_absurd(item: View) -> Iterator[Hit]:
    """时限超过一千天。

    ## 为什么
    没有这样长的办理时限，多半是多打了一位，或者把有效期填成了时限。

    ## 依据
    惯例。

    ## 反例
        type: 公共服务
        time_limit: {statutory: {days: 2000, unit: 工作日}, promised: {days: 5, unit: 工作日}}

    ## 正例
        type: 公共服务
        time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 5, unit: 工作日}}

    ## 怎么改
    按设定依据改正天数。
    """
    for which, title in TITLES.items():
        days = item.days(which)
        if days is not None and days > _ABSURD_DAYS:
            yield Hit(
                Place(Pointer.of("time_limit", which, "days")),
                msg("{title}有 {days} 天：按设定依据改正", title=title, days=days),
            )


@item_rule("T401", "limit-units-differ", Severity.INFO, kinds=ITEMS, reads=LIMITS)
def limit_units_differ(item: View) -> Iterator[Hit]:
    """法定时限和承诺时限的单位不同，一个是工作日，一个是自然日。

    ## 为什么
    单位不同，看不出承诺比法定快多少，也没法汇总压缩率。

    ## 依据
    惯例：两个时限用同一单位；行政许可法第八十二条规定以日计算的期限是工作日。

    ## 反例
        type: 公共服务
        time_limit: {statutory: {days: 30, unit: 自然日}, promised: {days: 5, unit: 工作日}}

    ## 正例
        type: 公共服务
        time_limit: {statutory: {days: 30, unit: 自然日}, promised: {days: 7, unit: 自然日}}

    ## 怎么改
    法定时限按设定依据的单位写；承诺时限改用同一单位。当场办结（0 天）的不报。
    """
    limits = item.data.get("time_limit")
    if not limits or "statutory" not in limits or "promised" not in limits:
        return
    statutory, promised = limits["statutory"], limits["promised"]
    if statutory["unit"] != promised["unit"] and statutory["days"] and promised["days"]:
        yield Hit(
            Place(_PROMISED / "unit"),
            msg("承诺时限用{unit}，法定时限用{other}：改用同一单位", unit=promised["unit"], other=statutory["unit"]),
            (Related(TITLES["statutory"], Place(_STATUTORY / "unit")),),
        )


@item_rule("T403", "supplement-after-limit", Severity.INFO, kinds=ITEMS)
def supplement_after_limit(item: View) -> Iterator[Hit]:
    """容缺材料的补交期限比承诺时限还长。

    ## 为什么
    到了承诺的日子材料还没有补齐，是先作决定还是等，说不清楚。

    ## 依据
    惯例：容缺受理的材料在作出决定前补齐。

    ## 反例
        materials:
          - {name: 授权委托书, source: 申请人自备, need: 容缺后补, original: 1, supplement_days: 10}

    ## 正例
        materials:
          - {name: 授权委托书, source: 申请人自备, need: 容缺后补, original: 1, supplement_days: 3}

    ## 怎么改
    缩短补交期限；确是决定以后才补的，在材料的 `note` 里说明。
    """
    promised = item.limits.get("promised")
    if not promised or not promised["days"]:
        return
    for pointer, material in item.materials:
        days = material.get("supplement_days")
        if days and "note" not in material and is_longer(days, WORKING, promised["days"], promised["unit"]):
            yield Hit(
                Place(pointer / "supplement_days"),
                msg(
                    "“{name}”的补交期限 {days} 个工作日，比承诺时限还长：缩短，或者在 note 里说明",
                    name=material["name"],
                    days=days,
                ),
                (Related(TITLES["promised"], Place(_PROMISED / "days")),),
            )


TIME_RULES: tuple[ItemRule, ...] = (
    limit_missing,
    promised_limit_missing,
    licence_statutory_limit_missing,
    step_days_missing,
    special_without_basis,
    special_without_days,
    note_contradicts_limit,
    promised_over_statutory,
    steps_over_limit,
    instant_with_days,
    promise_of_zero_days,
    statutory_limit_zero,
    licence_over_twenty_days,
    special_over_limit,
    limit_absurd,
    limit_units_differ,
    licence_in_calendar_days,
    supplement_after_limit,
    answer_contradicts_limit,
    all_steps_over_limit,
)
"""The rules of the family T, in the order of their codes."""
