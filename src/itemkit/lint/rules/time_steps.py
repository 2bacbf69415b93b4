"""Family T, the steps: their days beside the limit."""

import re
from collections.abc import Iterator, Sequence

from itemkit.findings import Hit, Place, Pointer, Related, Severity, msg
from itemkit.lint.readings import LIMITS
from itemkit.lint.rules.kinds import item_rule
from itemkit.lint.rules.time_notes import TITLES
from itemkit.lint.view import Data, View
from itemkit.model.durations import CALENDAR, WORKING, fewest_calendar_days

_NOT_IN_THE_LIMIT = re.compile(
    "申请|咨询|预审|收件|接件|受理|补正|送达|制证|发证|颁证|颁发|发放|领取|领证|取证|取件|寄|公示|公告|公布|归档|听证|评审|鉴定|检验|检测|检疫|考试|招标|拍卖|特别程序"
)
"""Steps before acceptance, after the decision, and those that 行政许可法 第四十五条 leaves out of the limit."""
_AT_THE_SAME_TIME = re.compile("同步|同时|并行|并联|并办")


@item_rule("T104", "step-days-missing", Severity.INFO, missing=True, reads=LIMITS)
def step_days_missing(item: View) -> Iterator[Hit]:
    """有的环节写了天数，有的没有写。

    ## 为什么
    各环节的天数加起来才能与承诺时限对照；缺了一个，就不知道时间花在哪里。

    ## 依据
    国家交换字段 handle_day（环节时限）。

    ## 反例
        steps:
          - {name: 受理, days: 1, by: 综合窗口}
          - {name: 审查, by: 审批科}

    ## 正例
        steps:
          - {name: 受理, days: 1, by: 综合窗口}
          - {name: 审查, days: 3, by: 审批科}

    ## 怎么改
    给这个环节写上 `days`；当天办完的写 0；由别的机关办、时间另算的，在 `note` 里写明多少日。
    """
    steps = item.data.get("steps")
    if not steps:
        return
    without = [index for index, step in enumerate(steps) if "days" not in step and "日" not in step.get("note", "")]
    if without and len(without) < len(steps):
        for index in without:
            yield Hit(
                Place(Pointer.of("steps", index)),
                msg("环节“{name}”没有写天数，别的环节写了：写上 days，当天办完的写 0", name=steps[index]["name"]),
            )


@item_rule("T203", "steps-over-limit", Severity.WARNING, reads=LIMITS)
def steps_over_limit(item: View) -> Iterator[Hit]:
    """从审查到决定各环节的天数，加起来超过了时限。

    ## 为什么
    按环节办，到不了承诺的日子就办不完；总有一个数是错的。

    ## 依据
    行政许可法第四十二条：期限自受理之日起，到作出决定为止；第四十五条：听证、检验、评审等的时间不算在内。
    所以受理以前、决定以后和不计时的环节不加；注明同步办理的不报。没有承诺时限的，与法定时限比。

    ## 反例
        steps:
          - {name: 受理, days: 1, by: 综合窗口}
          - {name: 审查, days: 5, by: 审批科}
          - {name: 决定, days: 1, by: 分管负责人}

    ## 正例
        steps:
          - {name: 受理, days: 1, by: 综合窗口}
          - {name: 审查, days: 3, by: 审批科}
          - {name: 决定, days: 1, by: 分管负责人}

    ## 怎么改
    核对各环节的天数；几个环节合在一天办的，后面的写 0；同时进行的，在 `note` 里注明“同步办理”。
    """
    steps = item.data.get("steps")
    if not steps:
        return
    limit = _exceeded(item, steps)
    if limit is None:
        return
    counted = [step for step in steps if not _NOT_IN_THE_LIMIT.search(step["name"])]
    if _exceeded(item, counted) is not None:
        yield _over(item, counted, limit)


@item_rule("T405", "all-steps-over-limit", Severity.INFO, reads=LIMITS)
def all_steps_over_limit(item: View) -> Iterator[Hit]:
    """连受理、送达等环节在内，各环节的天数加起来超过了时限。

    ## 为什么
    申请人会把写出来的天数都加起来，得到的比承诺的长，就不知道该信哪个。

    ## 依据
    行政许可法第四十二条、第四十四条：受理以前和决定以后的时间不算在期限里，所以这不一定是错，只供核对；
    只算审查到决定也超过的，见 T203。

    ## 反例
        steps:
          - {name: 受理, days: 2, by: 综合窗口}
          - {name: 审查, days: 3, by: 审批科}
          - {name: 决定, days: 1, by: 分管负责人}

    ## 正例
        steps:
          - {name: 受理, days: 0, by: 综合窗口}
          - {name: 审查, days: 3, by: 审批科}
          - {name: 决定, days: 1, by: 分管负责人}

    ## 怎么改
    核对各环节的天数；当天办完的写 0；不在时限里的，在 `note` 里注明。
    """
    steps = item.data.get("steps")
    if not steps:
        return
    limit = _exceeded(item, steps)
    if limit is None:
        return
    counted = [step for step in steps if not _NOT_IN_THE_LIMIT.search(step["name"])]
    if _exceeded(item, counted) is None:
        yield _over(item, steps, limit)


def _exceeded(item: View, steps: Sequence[Data]) -> str | None:
    """Which limit those steps, one after another, surely exceed: promised, or statutory where nothing is promised."""
    which = "promised" if "promised" in item.limits else "statutory"
    limit = item.limits.get(which)
    if limit is None:
        return None
    working = calendar = 0
    for step in steps:
        if "unit" in step and step["unit"] == CALENDAR:
            calendar += step.get("days", 0)
        else:
            working += step.get("days", 0)
    days: int = limit["days"]
    is_over = working > days if limit["unit"] == WORKING else fewest_calendar_days(working) + calendar > days
    if not is_over or any(_AT_THE_SAME_TIME.search(step["name"] + step.get("note", "")) for step in steps):
        return None
    return which


def _over(item: View, steps: Sequence[Data], which: str) -> Hit:
    limit = item.limits[which]
    return Hit(
        Place(Pointer.of("steps")),
        msg(
            "{names}共 {total} 天，超过{title} {days} 个{unit}：核对各环节的天数",
            names=tuple(step["name"] for step in steps if step.get("days")),
            total=sum(step.get("days", 0) for step in steps),
            title=TITLES[which],
            days=limit["days"],
            unit=limit["unit"],
        ),
        (Related(TITLES[which], Place(Pointer.of("time_limit", which, "days"))),),
    )
