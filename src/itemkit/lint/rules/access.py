"""Family P, continued: which ways lead to the office, and how often one has to come.

A guide that names no counter and no website can't be used; one that says two things at once (all online, yet two
visits) is not believed.
"""

import re
from collections.abc import Iterator

from itemkit.findings import Hit, Place, Pointer, Severity, msg
from itemkit.lint.rules.kinds import ITEMS, item_rule
from itemkit.lint.view import View

_COUNTER, _ONLINE = "窗口办理", "网上办理"
_STREET = re.compile(r"[路街道巷弄号村镇]|大厦|大楼|广场")
_MANY_PLACES = re.compile(r"各|所在|居住|户籍|户口|入户|就近|任一|任意|任何|网点|机构|门诊$|医院$|窗口$|指定")
_CLOCK = re.compile(r"[0-9０-９][:：点时]|[一二三四五六七八九十][点时]|24 ?小时|二十四小时|全天|昼夜")


@item_rule("P108", "access-missing", Severity.WARNING, kinds=ITEMS, missing=True)
def access_missing(item: View) -> Iterator[Hit]:
    """没有写怎样申请：没有窗口，没有网址，也没有办理形式。

    ## 为什么
    看完指南仍然不知道到哪里办，只能打电话问，或者白跑一趟。

    ## 依据
    国家政务服务平台交换字段：办理地点（transact_addr）、是否网办（is_online）为必填项。

    ## 反例
        channels: null
        online: null
        windows: null

    ## 正例
        channels: [网上办理]
        online: {url: "https://example.gov.cn/apply"}
        windows: null

    ## 怎么改
    写 `windows`（办理地点）或者 `online`（网址），并在 `channels` 写办理形式。
    """
    if item.get("windows") or item.get("channels") or item.get("terminal") or _leads_somewhere(item):
        return
    if not ("咨询" in item.name and "consult" in (item.get("contact") or {})):  # asking by telephone is the service
        yield Hit(Place(Pointer.of("channels")), msg("没有写怎样申请：写办理窗口，或者网上办理的地址"))


def _leads_somewhere(item: View) -> bool:
    online = item.get("online")
    return bool(online) and ("url" in online or "mobile" in online or "note" in online)


@item_rule("P109", "windows-missing", Severity.WARNING, kinds=ITEMS, missing=True)
def windows_missing(item: View) -> Iterator[Hit]:
    """写了窗口办理，却没有写窗口在哪里。

    ## 为什么
    要人到窗口来，却不说窗口在哪里。

    ## 依据
    国家政务服务平台交换字段：办理地点（transact_addr）为必填项。

    ## 反例
        channels: [窗口办理, 网上办理]
        windows: null

    ## 正例
        channels: [窗口办理, 网上办理]
        windows: [{place: 市政务服务中心, address: 华利路61号, hours: 工作日 9:00–17:00}]

    ## 怎么改
    在 `windows` 写办理地点、地址和时间；其实不在窗口办的，从 `channels` 里去掉 窗口办理。
    """
    channels = item.get("channels")
    if channels and _COUNTER in channels and not item.get("windows"):
        yield Hit(Place(Pointer.of("windows")), msg("办理形式有窗口办理，却没有写窗口：在 windows 写办理地点"))


@item_rule("P110", "online-url-missing", Severity.WARNING, kinds=ITEMS, missing=True)
def online_url_missing(item: View) -> Iterator[Hit]:
    """写了网上办理，却没有写网址。

    ## 为什么
    申请人要在许多网站里自己找，找到的可能是别处的同名事项。

    ## 依据
    国家政务服务平台交换字段：网上办理地址（online_handle_url）。

    ## 反例
        channels: [窗口办理, 网上办理]
        online: {depth: [互联网受理, 互联网办理]}

    ## 正例
        channels: [窗口办理, 网上办理]
        online: {url: "https://example.gov.cn/apply", depth: [互联网受理, 互联网办理]}

    ## 怎么改
    在 `online.url` 写办理页面的地址；只在手机上办的写 `online.mobile`，或者在 `online.note` 写从哪里进入。
    """
    channels = item.get("channels")
    if channels and _ONLINE in channels and not _leads_somewhere(item):
        yield Hit(Place(Pointer.of("online", "url")), msg("办理形式有网上办理，却没有写网址：在 online.url 写地址"))


@item_rule("P111", "window-address-missing", Severity.INFO, kinds=ITEMS, missing=True)
def window_address_missing(item: View) -> Iterator[Hit]:
    """办理窗口没有写地址。

    ## 为什么
    只写“政务服务中心”，第一次来的人找不到；有的地方不止一处。

    ## 依据
    国家政务服务平台交换字段：办理地点（transact_addr）为必填项。许多处都能办的（各网点、户籍所在地）没有一个地址可写，不在此列。

    ## 反例
        windows: [{place: 市政务服务中心, hours: 工作日 9:00–17:00}]

    ## 正例
        windows: [{place: 市政务服务中心, address: 华利路61号, hours: 工作日 9:00–17:00}]

    ## 怎么改
    在 `address` 写街道和门牌号。
    """
    for index, window in enumerate(item.get("windows") or ()):
        place = window["place"]
        if "address" not in window and not _STREET.search(place) and not _MANY_PLACES.search(place):
            yield Hit(
                Place(Pointer.of("windows", index, "address")),
                msg("“{place}”没有写地址：在 address 写街道和门牌号", place=place),
            )


@item_rule("P112", "window-hours-missing", Severity.WARNING, kinds=ITEMS, missing=True)
def window_hours_missing(item: View) -> Iterator[Hit]:
    """办理窗口没有写办理时间。

    ## 为什么
    中午和周五下午关不关门，各处不同；不写就有人白跑。

    ## 依据
    国家政务服务平台交换字段：办理时间（transact_time）为必填项。

    ## 反例
        windows: [{place: 市政务服务中心, address: 华利路61号}]

    ## 正例
        windows: [{place: 市政务服务中心, address: 华利路61号, hours: 工作日 9:00–12:00、14:00–17:00}]

    ## 怎么改
    在 `hours` 写星期几、几点到几点。
    """
    for index, window in enumerate(item.get("windows") or ()):
        if "hours" not in window:
            yield Hit(
                Place(Pointer.of("windows", index, "hours")),
                msg("“{place}”没有写办理时间：在 hours 写几点到几点", place=window["place"]),
            )


@item_rule("P203", "visits-online-only", Severity.WARNING, kinds=ITEMS)
def visits_online_only(item: View) -> Iterator[Hit]:
    """只在网上办，却要到现场。

    ## 为什么
    只写了网上办理，没有窗口，到场次数却不是 0：两处至少有一处不对，申请人不知道要不要出门、到哪里去。

    ## 依据
    惯例：到办事现场次数是申请人为办成这件事必须到场的次数；全程网上办理的为 0。

    ## 反例
        channels: [网上办理]
        windows: null
        visits: 1

    ## 正例
        channels: [网上办理]
        windows: null
        visits: 0

    ## 怎么改
    不必到场的，把 `visits` 改成 0；必须到场的，补上 窗口办理 和窗口，并在 `visit_reason` 写原因。
    """
    visits = item.get("visits")
    if not visits or item.get("windows"):
        return
    channels = item.get("channels")
    if channels == [_ONLINE] or (not channels and _leads_somewhere(item)):
        yield Hit(
            Place(Pointer.of("visits")),
            msg("只在网上办理，没有窗口，却要到现场 {visits} 次：改成 0，或者补上窗口", visits=visits),
        )


@item_rule("P204", "visits-zero-at-counter", Severity.WARNING, kinds=ITEMS)
def visits_zero_at_counter(item: View) -> Iterator[Hit]:
    """只在窗口办，却写到场 0 次。

    ## 为什么
    办理形式只有窗口办理，没有网址、快递和自助终端，不到场就办不成；写 0 次会让人以为不用来。

    ## 依据
    惯例：到办事现场次数是申请人为办成这件事必须到场的次数。

    ## 反例
        channels: [窗口办理]
        online: null
        visits: 0

    ## 正例
        channels: [窗口办理]
        online: null
        visits: 1

    ## 怎么改
    改正 `visits`；可以不来的，在 `channels` 补上 网上办理 或者 快递申请。
    """
    if item.get("visits") != 0 or item.get("channels") != [_COUNTER]:
        return
    if not (_leads_somewhere(item) or item.get("express") or item.get("terminal")):
        yield Hit(
            Place(Pointer.of("visits")),
            msg("只能在窗口办理，到现场次数却是 0：改正次数，或者补上不用到场的办理形式"),
        )


@item_rule("P301", "hours-vague", Severity.WARNING, kinds=ITEMS)
def hours_vague(item: View) -> Iterator[Hit]:
    """办理时间没有说几点到几点。

    ## 为什么
    “工作时间”“正常上班时间”等于没有说：申请人要知道的正是几点上班。

    ## 依据
    惯例：办理时间写到钟点；午休和不开门的日子也写明。

    ## 反例
        windows: [{place: 市政务服务中心, address: 华利路61号, hours: 法定工作日的正常上班时间}]

    ## 正例
        windows: [{place: 市政务服务中心, address: 华利路61号, hours: 工作日上午九点至十二点、下午两点至五点}]

    ## 怎么改
    写出钟点，如 工作日 9:00–12:00、14:00–17:00；各处时间不同的，一处写一个窗口。
    """
    for index, window in enumerate(item.get("windows") or ()):
        hours = window.get("hours")
        if hours is not None and not _CLOCK.search(hours):
            yield Hit(
                Place(Pointer.of("windows", index, "hours")),
                msg("办理时间没有说几点到几点：{hours}", hours=hours),
            )


@item_rule("P401", "visits-many", Severity.INFO)
def visits_many(item: View) -> Iterator[Hit]:
    """要到现场两次以上。

    ## 为什么
    跑一次是交材料，再跑一次多半是取结果或者补材料：可以邮寄，可以在网上办。

    ## 依据
    浙江省保障“最多跑一次”改革规定：从提出申请到收到结果，只需一次上门或者零上门。别处为惯例。

    ## 反例
        visits: 2

    ## 正例
        visits: 1

    ## 怎么改
    看哪一次可以省去：网上预审、邮寄结果；确实不能省的，在 `visit_reason` 写原因。
    """
    visits = item.get("visits")
    if visits is not None and visits > 1:
        yield Hit(Place(Pointer.of("visits")), msg("要到现场 {visits} 次：看能不能减到一次或者不用来", visits=visits))
