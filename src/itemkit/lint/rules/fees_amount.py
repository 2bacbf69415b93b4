"""Family F, how much: amounts that are no numbers, standards that do not tell, the two at odds."""

import re
from collections.abc import Iterator

from itemkit.findings import REMOVED, Change, Fix, Hit, Place, Pointer, Related, Severity, msg
from itemkit.lint.readings import FEES
from itemkit.lint.rules.kinds import item_rule
from itemkit.lint.view import Data, View
from itemkit.model.durations import plain
from itemkit.model.numerals import IN_WORDS

_FEES = Pointer.of("fees")

_SAYS_NOTHING = re.compile(
    "(?:按照?|依照?|依据|根据|参照|遵照|执行|收费|收取|计收|征收|缴纳|交纳|计算|国家|自治区|[省市县区]级?|本级|当地|地方|人民政府|政府|现行|最新|有关|相关|"
    "部门|机关|单位|[局厅]|价格|物价|财政|发改委?|发展改革|主管|规定|标准|文件|政策|要求|办法|通知|核定|公布|批准|制定|具体|"
    "详见|参见|见|附件|附表|目录|清单|备注|窗口|咨询|面议|另行|另议|等|及|和|与|或|由|以|为|的|依法|实际|[^一-鿿a-z0-9])*"
)
"""What is left empty-handed when every word is taken out that points elsewhere without saying where."""
_PRICE = re.compile(
    r"(?:人民币|每(?P<before>[一-鿿]{1,4}))?(?:收取|收费)?(?P<amount>[0-9]{1,9}(?:\.[0-9]{1,6})?)元(?:人民币)?(?:[/每](?P<per>[一-鿿]{1,4}))?"
)
"""A standard that is a single price: 10元/证, 每本10元."""
_HAS_NUMBER = re.compile(f"[0-9０-９%％‰]|[{IN_WORDS}](?:元|角|分|成|倍|折)|减半|免[收费]|不收|停征")


@item_rule("F201", "fee-standard-vague", Severity.WARNING, reads=FEES)
def fee_standard_vague(item: View) -> Iterator[Hit]:
    """收费标准只说“按规定收费”，没有说是多少、怎样计算、哪个文件。

    ## 为什么
    收费标准是给付钱的人看的；“按规定”等于没有写，也给了窗口随意收的余地。

    ## 依据
    行政许可法第五十九条：按照公布的法定项目和标准收费。

    ## 反例
        fees:
          - {name: 城市道路占用费, standard: 按国家有关规定收费,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 正例
        fees:
          - {name: 城市道路占用费, standard: 每平方米每天 0.5 元，按占用面积和天数计算,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 怎么改
    单一金额写进 `amount`；要计算的写出基数和费率，如“每平方米每天 0.5 元”；分档的逐档写。
    """
    for index, fee in enumerate(item.data.get("fees", ())):
        standard = fee.get("standard")
        if standard and "amount" not in fee and _SAYS_NOTHING.fullmatch(plain(standard).lower()):
            yield Hit(
                Place(_FEES / index / "standard"),
                msg("收费标准“{standard}”没有说多少：写出金额或者怎样计算", standard=standard),
            )


@item_rule("F208", "amount-contradicts-standard", Severity.ERROR, reads=FEES)
def amount_contradicts_standard(item: View) -> Iterator[Hit]:
    """金额与收费标准里写的价钱不同。

    ## 为什么
    同一项收费有两个数，申请人不知道付哪一个，网上支付会收错。

    ## 依据
    惯例：单一金额只写在 `amount`；`standard` 用来写不是单一金额的标准。

    ## 反例
        fees:
          - {name: 城市道路占用费, amount: 2, standard: 3元/平方米,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 正例
        fees:
          - {name: 城市道路占用费, amount: 2, per: 平方米,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 怎么改
    查收费依据，确定哪个对；单一金额的删去 `standard`。
    """
    for index, fee in enumerate(item.data.get("fees", ())):
        if "standard" in fee and "amount" in fee:
            price = _PRICE.fullmatch(plain(fee["standard"]).rstrip(".。;"))
            if price and float(price["amount"]) != fee["amount"]:
                yield Hit(
                    Place(_FEES / index / "standard"),
                    msg(
                        "金额填的是 {amount}，收费标准却写“{standard}”：查明哪个对，改成一致",
                        amount=fee["amount"],
                        standard=fee["standard"],
                    ),
                    (Related(msg("金额"), Place(_FEES / index / "amount")),),
                )


@item_rule("F301", "amount-in-standard", Severity.INFO, reads=FEES)
def amount_in_standard(item: View) -> Iterator[Hit]:
    """单一金额写成了文字。

    ## 为什么
    写在 `amount` 里的数字才能汇总、比较、网上支付。

    ## 依据
    惯例：单一金额写在 `amount`，计费单位写在 `per`；`standard` 用来写不是单一金额的标准。

    ## 反例
        fees:
          - {name: 城市道路占用费, standard: 2元/平方米,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 正例
        fees:
          - {name: 城市道路占用费, amount: 2, per: 平方米,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 怎么改
    金额移到 `amount`，计费单位移到 `per`，删去 `standard`。
    """
    for index, fee in enumerate(item.data.get("fees", ())):
        if "standard" in fee and "amount" not in fee:
            price = _PRICE.fullmatch(plain(fee["standard"]).rstrip(".。;"))
            if price:
                pointer = _FEES / index
                yield Hit(
                    Place(pointer / "standard"),
                    msg("“{standard}”是单一金额：写进 amount 和 per", standard=fee["standard"]),
                    fix=_as_number(pointer, fee, price),
                )


def _as_number(pointer: Pointer, fee: Data, price: "re.Match[str]") -> Fix:
    number = float(price["amount"])
    per = price["per"] or price["before"]
    changes = [Change(pointer / "amount", int(number) if number.is_integer() else number)]
    if per and "per" not in fee:
        changes.append(Change(pointer / "per", per))
    return Fix(msg("写进 amount 和 per"), (*changes, Change(pointer / "standard", REMOVED)), safe=False)


@item_rule("F401", "fee-standard-without-number", Severity.INFO, reads=FEES)
def fee_standard_without_number(item: View) -> Iterator[Hit]:
    """收费标准里没有数字。

    ## 为什么
    写了怎样计算，没有写费率，申请人还是算不出要付多少。

    ## 依据
    行政许可法第五十九条：按照公布的法定项目和标准收费。

    ## 反例
        fees:
          - {name: 城市道路占用费, standard: 按道路等级和占用面积分档计算,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 正例
        fees:
          - {name: 城市道路占用费, standard: 每平方米每天 0.5 元，按占用面积和天数计算,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 怎么改
    写出费率、分档或举一个算好的例子。
    """
    for index, fee in enumerate(item.data.get("fees", ())):
        standard = fee.get("standard")
        if (
            standard
            and "amount" not in fee
            and not _HAS_NUMBER.search(standard)
            and not _SAYS_NOTHING.fullmatch(plain(standard).lower())
        ):
            yield Hit(
                Place(_FEES / index / "standard"),
                msg("收费标准“{standard}”里没有数字：写出费率或者分档", standard=standard),
            )
