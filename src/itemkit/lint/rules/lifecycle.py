"""Family L: whether what a file says of its own state holds together, today."""

from collections.abc import Iterator
from datetime import date

from itemkit.findings import Hit, Place, Pointer, Related, Severity, msg
from itemkit.lint.rules.kinds import ITEMS, DatedRule, ItemRule, dated_rule, item_rule
from itemkit.lint.view import DatedView, View

_FROM = Pointer.of("effective", "from")
_TO = Pointer.of("effective", "to")
_STATUS = Pointer.of("status")
_ASSURED_ON = Pointer.of("assured", "on")
_IN_FORCE = "在用"
_CANCELLED = "取消"


@item_rule("L102", "version-missing", Severity.INFO, kinds=ITEMS)
def version_missing(item: View) -> Iterator[Hit]:
    """在用的事项没有写版本。

    ## 为什么
    内容改过没有、改了几次，办事人和别的系统都只能从版本看出来。

    ## 依据
    国家政务服务平台事项要素中“事项版本”为必填。

    ## 反例
        version: null

    ## 正例
        version: 2

    ## 怎么改
    写上 `version`，从 1 开始，内容每改一次加 1。
    """
    if "version" not in item.data and item.status == _IN_FORCE:
        yield Hit(Place(Pointer.of("version")), msg("没有写版本：从 1 开始，内容每改一次加 1"))


@item_rule("L103", "end-missing", Severity.INFO)
def end_missing(item: View) -> Iterator[Hit]:
    """取消的事项没有写失效日期。

    ## 为什么
    取消以前的申请还要按老规定办；不写从哪天起取消，就分不清哪些申请该办。

    ## 依据
    国家政务服务平台事项要素：基本目录有计划生效日期和计划取消日期。

    ## 反例
        status: 取消

    ## 正例
        status: 取消
        effective: {from: 2020-01-01, to: 2026-06-30}

    ## 怎么改
    在 `effective.to` 写上最后有效的一天。
    """
    if item.status == _CANCELLED and "to" not in item.data.get("effective", ()):
        yield Hit(Place(_TO), msg("取消的事项没有写失效日期：写上最后有效的一天"))


@item_rule("L201", "effective-reversed", Severity.ERROR)
def effective_reversed(item: View) -> Iterator[Hit]:
    """失效日期早于生效日期。

    ## 为什么
    这样写的事项没有一天有效，两个日期至少错了一个。

    ## 依据
    惯例：生效在前，失效在后；`to` 是最后有效的一天。

    ## 反例
        status: 取消
        effective: {from: 2026-01-01, to: 2025-12-31}

    ## 正例
        status: 取消
        effective: {from: 2025-01-01, to: 2025-12-31}

    ## 怎么改
    核对两个日期，改正写错的一个。
    """
    effective = item.data.get("effective")
    if effective and "to" in effective and effective["to"] < effective.get("from", ""):
        yield Hit(
            Place(_TO),
            msg("失效日期 {end} 早于生效日期 {start}：改正写错的一个", end=effective["to"], start=effective["from"]),
            (Related(msg("生效日期"), Place(_FROM)),),
        )


@dated_rule("L202", "expired", Severity.ERROR)
def expired(item: DatedView) -> Iterator[Hit]:
    """状态是在用，失效日期却已经过了。

    ## 为什么
    办事人照着已经失效的指南准备材料，到窗口才知道办不了。

    ## 依据
    惯例：过了失效日期的事项不再在用；`to` 是最后有效的一天。

    ## 反例
        effective: {from: 2020-01-01, to: 2024-12-31}

    ## 正例
        effective: {from: 2020-01-01, to: 2999-12-31}

    ## 怎么改
    已经停办的，`status` 改成 取消；还在办的，改正或者删去 `effective.to`。
    """
    effective = item.data.get("effective")
    if not effective or "to" not in effective or item.status != _IN_FORCE:
        return
    end = effective["to"]
    if end < item.today.isoformat() and end >= effective.get("from", ""):
        yield Hit(
            Place(_TO),
            msg("失效日期 {end} 已经过了，状态还是在用：改成取消，或者改正失效日期", end=end),
            (Related(msg("状态"), Place(_STATUS)),),
        )


@dated_rule("L203", "not-yet-in-force", Severity.WARNING)
def not_yet_in_force(item: DatedView) -> Iterator[Hit]:
    """状态已经是在用，生效日期还没有到。

    ## 为什么
    办事人现在就照着办，窗口却要到生效那天才受理。

    ## 依据
    惯例：到了生效日期才在用。

    ## 反例
        effective: {from: 2999-01-01}

    ## 正例
        status: 待审
        effective: {from: 2999-01-01}

    ## 怎么改
    生效以前 `status` 写成 待审，到那天改成 在用；已经在办的，改正 `effective.from`。
    """
    effective = item.data.get("effective")
    if not effective or "from" not in effective or item.status != _IN_FORCE:
        return
    start = effective["from"]
    if start > item.today.isoformat() and start <= effective.get("to", start):
        yield Hit(
            Place(_FROM),
            msg("生效日期 {start} 还没有到，状态已经是在用：生效以前写待审，或者改正生效日期", start=start),
            (Related(msg("状态"), Place(_STATUS)),),
        )


@dated_rule("L204", "assured-in-future", Severity.ERROR)
def assured_in_future(item: DatedView) -> Iterator[Hit]:
    """核对日期在今天以后。

    ## 为什么
    还没有到的日子不可能已经核对过；这样的日期会让该复核的事项一直不被提醒。

    ## 依据
    惯例：核对日期是做完核对的那一天。

    ## 反例
        assured: {by: 卫生监督处, on: 2999-01-01}

    ## 正例
        assured: {by: 卫生监督处, on: 2026-11-01}

    ## 怎么改
    写上实际核对的那一天。
    """
    assured = item.data.get("assured")
    if assured and assured["on"] > item.today.isoformat():
        yield Hit(Place(_ASSURED_ON), msg("核对日期 {on} 还没有到：写实际核对的那一天", on=assured["on"]))


@dated_rule("L206", "cancelled-before-end", Severity.WARNING)
def cancelled_before_end(item: DatedView) -> Iterator[Hit]:
    """状态已经是取消，失效日期还没有到。

    ## 为什么
    到失效日期为止还应当受理，状态却让人以为已经不办了；两处总有一处不对。

    ## 依据
    惯例：过了失效日期才算取消；`to` 是最后有效的一天。

    ## 反例
        status: 取消
        effective: {from: 2020-01-01, to: 2999-12-31}

    ## 正例
        status: 取消
        effective: {from: 2020-01-01, to: 2024-12-31}

    ## 怎么改
    已经不办的，把 `effective.to` 改成最后受理的那一天；还在办的，`status` 写成 在用 或 暂停。
    """
    effective = item.data.get("effective")
    if not effective or "to" not in effective or item.status != _CANCELLED:
        return
    end = effective["to"]
    if end >= item.today.isoformat() and end >= effective.get("from", ""):
        yield Hit(
            Place(_TO),
            msg("失效日期 {end} 还没有过，状态已经是取消：改正其中一处", end=end),
            (Related(msg("状态"), Place(_STATUS)),),
        )


@dated_rule("L401", "assured-long-ago", Severity.INFO)
def assured_long_ago(item: DatedView) -> Iterator[Hit]:
    """上次核对已经过了很久。

    ## 为什么
    机构、电话、材料都会变；没有人定期核对的指南，错了也没有人知道。

    ## 依据
    惯例：在用的事项定期核对；多久算久可以在 `itemkit.toml` 里定，没有定的为一年。

    ## 反例
        assured: {by: 卫生监督处, on: 2020-01-01}

    ## 正例
        assured: {by: 卫生监督处, on: 2026-11-01}

    ## 怎么改
    请核对单位重新核对一遍，写上核对的日期。
    """
    assured = item.data.get("assured")
    if not assured or item.status != _IN_FORCE:
        return
    days = (item.today - date.fromisoformat(assured["on"])).days
    if days > item.assured_days:
        yield Hit(
            Place(_ASSURED_ON),
            msg("上次核对是 {on}，到今天已经 {days} 天：请核对单位重新核对", on=assured["on"], days=days),
        )


LIFECYCLE_RULES: tuple[ItemRule, ...] = (version_missing, end_missing, effective_reversed)
DATED_RULES: tuple[DatedRule, ...] = (
    expired,
    not_yet_in_force,
    assured_in_future,
    cancelled_before_end,
    assured_long_ago,
)
