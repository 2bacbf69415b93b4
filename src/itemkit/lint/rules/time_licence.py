"""Family T, administrative licences: the limits that 行政许可法 itself sets."""

import re
from collections.abc import Iterator

from itemkit.findings import Hit, Place, Pointer, Severity, msg
from itemkit.lint.readings import LIMITS
from itemkit.lint.rules.kinds import item_rule
from itemkit.lint.view import Data, View
from itemkit.model.durations import CALENDAR, WORKING, is_longer, lengths, plain

_LIMITS = Pointer.of("time_limit")
_LICENCE_DAYS = 20
"""行政许可法 第四十二条第一款: working days for a licence, if no law says otherwise."""
_JOINT_LICENCE_DAYS = 45
"""行政许可法 第四十二条第二款: where several organs handle it together."""
_WHY_LONGER = re.compile(
    "《|法|条例|办法|规定|细则|第[〇零一二三四五六七八九十百0-9]+条|延长|延期|联合|集中办理|统一办理"
)


@item_rule("T103", "licence-statutory-limit-missing", Severity.WARNING, missing=True, reads=LIMITS)
def licence_statutory_limit_missing(item: View) -> Iterator[Hit]:
    """行政许可没有写法定时限。

    ## 为什么
    行政许可都有法定时限：法律、法规另有规定的从其规定，没有规定的为二十日。不写，就看不出承诺时限压缩了多少，
    超期是否违法。

    ## 依据
    行政许可法第四十二条。可以当场作出决定的（即办件）不要求。

    ## 反例
        time_limit: {promised: {days: 5, unit: 工作日}}

    ## 正例
        time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 5, unit: 工作日}}

    ## 怎么改
    按设定依据写上 `statutory`；依据没有规定的，写 20 个工作日。
    """
    limits = item.data.get("time_limit")
    if (
        limits
        and "statutory" not in limits
        and item.data.get("type") == "行政许可"
        and item.data.get("handling") != "即办件"
    ):
        yield Hit(Place(_LIMITS), msg("行政许可没有写法定时限：按设定依据写上 statutory，没有规定的写 20 个工作日"))


@item_rule("T207", "licence-over-twenty-days", Severity.WARNING)
def licence_over_twenty_days(item: View) -> Iterator[Hit]:
    """行政许可的法定时限超过 20 个工作日，却没有说明是哪里规定的。

    ## 为什么
    超过二十日要有法律、法规的规定；常见的错误是把可以延长的十日也加了进去，申请人就被多拖了十天。

    ## 依据
    行政许可法第四十二条：二十日内作出决定，经批准可以延长十日，法律、法规另有规定的依照其规定；统一办理、联合办理、
    集中办理的为四十五日。第八十二条：以工作日计算。单位是自然日的，只在怎么折算都超过时才报。

    ## 反例
        time_limit: {statutory: {days: 30, unit: 工作日}, promised: {days: 5, unit: 工作日}}

    ## 正例
        time_limit:
          statutory: {days: 30, unit: 工作日, note: 广州市公共场所卫生条例规定为三十日}
          promised: {days: 5, unit: 工作日}

    ## 怎么改
    在 `note` 里写明哪部法律、法规的哪一条规定了这个时限；没有规定的，改为 20 个工作日，延长的十日不写进天数。
    """
    if item.data.get("type") != "行政许可":
        return
    limits = item.data.get("time_limit")
    statutory = limits.get("statutory") if limits else None
    if statutory is None:
        return
    days, unit = statutory["days"], statutory["unit"]
    most = _JOINT_LICENCE_DAYS if item.data.get("joint_organs") else _LICENCE_DAYS
    if is_longer(days, unit, most, WORKING) and not _says_why(item, statutory):
        yield Hit(
            Place(_LIMITS / "statutory" / "days"),
            msg(
                "行政许可的法定时限 {days} 个{unit}，超过 20 个工作日：在 note 里写明由哪一条规定，延长的十日不算",
                days=days,
                unit=unit,
            ),
        )


def _says_why(item: View, statutory: Data) -> bool:
    """Whether the note or a basis speaks of that limit, or a special procedure is counted in."""
    note = statutory.get("note", "")
    if note and (_WHY_LONGER.search(note) or lengths(plain(note))):
        return True
    counted = sum(one.get("days", 0) for one in item.data.get("special", ()) if one.get("counted"))
    if counted and statutory["days"] - counted <= _LICENCE_DAYS:
        return True
    texts = [one["text"] for one in item.data.get("basis", ()) if "text" in one]
    texts += [item.data[key] for key in ("scope", "content") if key in item.data]
    return any(one.could_be(statutory["days"], statutory["unit"]) for text in texts for one in lengths(plain(text)))


@item_rule("T402", "licence-in-calendar-days", Severity.INFO, reads=LIMITS)
def licence_in_calendar_days(item: View) -> Iterator[Hit]:
    """行政许可的法定时限用了自然日。

    ## 为什么
    行政许可法把以日计算的期限定为工作日；照自然日填，时限就短了三成，与别处比也不一致。

    ## 依据
    行政许可法第八十二条：以工作日计算，不含法定节假日。

    ## 反例
        time_limit: {statutory: {days: 20, unit: 自然日}, promised: {days: 5, unit: 自然日}}

    ## 正例
        time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 5, unit: 工作日}}

    ## 怎么改
    依据写“日”的，单位改为工作日；依据确写自然日，或者以月、年计的，在 `note` 里说明。
    """
    if item.data.get("type") != "行政许可":
        return
    limits = item.data.get("time_limit")
    statutory = limits.get("statutory") if limits else None
    if statutory and statutory["unit"] == CALENDAR and statutory["days"] and "note" not in statutory:
        yield Hit(
            Place(_LIMITS / "statutory" / "unit"),
            msg("行政许可的法定时限用了自然日：法律写“日”的是工作日，确按自然日的在 note 里说明"),
        )
