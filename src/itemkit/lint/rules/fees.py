"""Family F, the list of fees: entries that contradict each other or the rest of the item.

What is missing is in `fees_missing`, how much in `fees_amount`, what a licence may charge for at all in `fees_licence`;
this module lists them all.
"""

import re
from collections.abc import Iterator
from typing import Any

from itemkit.findings import REMOVED, Change, Fix, Hit, Place, Pointer, Related, Severity, msg
from itemkit.lint.readings import FEES
from itemkit.lint.rules.fees_amount import (
    amount_contradicts_standard,
    amount_in_standard,
    fee_standard_vague,
    fee_standard_without_number,
)
from itemkit.lint.rules.fees_licence import fee_for_form, licence_fee_basis_too_low, licence_fee_by_document
from itemkit.lint.rules.fees_missing import (
    fee_without_amount,
    fee_without_basis,
    fees_missing,
    is_nothing,
    reduction_missing,
)
from itemkit.lint.rules.kinds import ItemRule, item_rule
from itemkit.lint.view import View
from itemkit.model.durations import plain

_FEES = Pointer.of("fees")

_NOT_REDUCED = re.compile("不|无|未")
_RENMINBI = frozenset({"RMB", "CNH", "CHY", "YUA", "RMY"})


@item_rule("F204", "fee-of-nothing", Severity.WARNING, reads=FEES)
def fee_of_nothing(item: View) -> Iterator[Hit]:
    """列了收费项目，实际不收费。

    ## 为什么
    目录里 `fees: []` 表示不收费；列一条 0 元的、叫“不收费”的，统计和指南都会当成收费事项。

    ## 依据
    惯例：空列表表示不收费。停征、分情形免收的，用 `standard`、`reduction` 或 `when` 说明，不算。

    ## 反例
        fees: [{name: 不收费, amount: 0}]

    ## 正例
        fees: []

    ## 怎么改
    改为 `fees: []`；有的情形收、有的不收，用 `when` 分开写。
    """
    fees = item.data.get("fees")
    if fees and all(is_nothing(fee) for fee in fees):
        yield Hit(
            Place(_FEES / 0),
            msg("“{name}”其实不收费：写成 fees: []", name=fees[0]["name"]),
            fix=Fix(msg("写成 fees: []"), (Change(_FEES, []),), safe=False),
        )


@item_rule("F205", "reduction-contradicts", Severity.WARNING, reads=FEES)
def reduction_contradicts(item: View) -> Iterator[Hit]:
    """写着不可以减免，又写了减免依据。

    ## 为什么
    两处相反，符合条件的人不知道能不能少付。

    ## 依据
    国家交换字段 is_desc（是否允许减免）、desc_explain（允许减免依据）。

    ## 反例
        fees:
          - {name: 海域使用金, amount: 300,
             basis: {law: 海域使用管理法, kind: 法律, article: 第三十三条}, reducible: false,
             reduction: 海域使用管理法第三十五条、第三十六条}

    ## 正例
        fees:
          - {name: 海域使用金, amount: 300,
             basis: {law: 海域使用管理法, kind: 法律, article: 第三十三条}, reducible: true,
             reduction: 海域使用管理法第三十五条、第三十六条}

    ## 怎么改
    可以减免的，`reducible` 改为 true；不可以的，删去 `reduction`。
    """
    for index, fee in enumerate(item.data.get("fees", ())):
        if fee.get("reducible") is False and "reduction" in fee and not _NOT_REDUCED.search(fee["reduction"]):
            yield Hit(
                Place(_FEES / index / "reducible"),
                msg("“{name}”写着不可以减免，又写了减免依据：改成一致", name=fee["name"]),
                (Related(msg("减免依据"), Place(_FEES / index / "reduction")),),
            )


@item_rule("F206", "currency-odd", Severity.WARNING, reads=FEES)
def currency_odd(item: View) -> Iterator[Hit]:
    """币种不是人民币，或者人民币的代码写错了。

    ## 为什么
    境内的收费以人民币支付；写成 RMB 的，别的系统认不出来。

    ## 依据
    中国人民银行法第十六条；ISO 4217：人民币的代码是 CNY。

    ## 反例
        fees:
          - {name: 城市道路占用费, amount: 2, currency: RMB,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 正例
        fees:
          - {name: 城市道路占用费, amount: 2, currency: CNY,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 怎么改
    写 CNY，或者不写；确以外币收取的，用忽略注释写明理由。
    """
    for index, fee in enumerate(item.data.get("fees", ())):
        currency = fee.get("currency", "CNY")
        if currency == "CNY":
            continue
        place = Place(_FEES / index / "currency")
        if currency in _RENMINBI:
            fix = Fix(msg("改成 CNY"), (Change(place.pointer, "CNY"),))
            yield Hit(place, msg("人民币的代码是 CNY，不是 {currency}", currency=currency), fix=fix)
        else:
            yield Hit(place, msg("币种是 {currency}：境内收费用人民币，核对后写 CNY", currency=currency))


@item_rule("F207", "fee-twice", Severity.WARNING, reads=FEES)
def fee_twice(item: View) -> Iterator[Hit]:
    """同一个收费项目写了两次。

    ## 为什么
    照单付款就会付两次；金额不同的，不知道该付哪一个。

    ## 依据
    惯例：一个收费项目写一条；分档、分情形的，名称、计费单位或 `when` 不同。

    ## 反例
        fees:
          - {name: 城市道路占用费, amount: 2, basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}
          - {name: 城市道路占用费, amount: 3, basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 正例
        fees:
          - {name: 城市道路占用费（人行道）, amount: 2,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}
          - {name: 城市道路占用费（车行道）, amount: 3,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 怎么改
    删去重复的一条；确是分档的，在名称里写出档次，或者用 `when` 写出情形。
    """
    fees = item.data.get("fees", ())
    if len(fees) < 2:  # noqa: PLR2004 (it takes two)
        return
    seen: dict[tuple[Any, ...], int] = {}
    for index, fee in enumerate(fees):
        key = (plain(fee["name"]), fee.get("per"), fee.get("standard"), repr(fee.get("when")))
        first = seen.setdefault(key, index)
        if first != index:
            is_same = fee == fees[first]
            yield Hit(
                Place(_FEES / index),
                msg("收费项目“{name}”写了两次：删去一条，分档的写出档次", name=fee["name"]),
                (Related(msg("第一次"), Place(_FEES / first)),),
                Fix(msg("删去重复的一条"), (Change(_FEES / index, REMOVED),)) if is_same else None,
            )


@item_rule("F209", "special-fee-but-free", Severity.WARNING, reads=FEES)
def special_fee_but_free(item: View) -> Iterator[Hit]:
    """写着不收费，特别程序却要收费。

    ## 为什么
    申请人看到“不收费”，到了检测、评审又要付钱。

    ## 依据
    惯例：办理中要申请人付的，都列在 `fees` 里。

    ## 反例
        special: [{name: 检验, days: 5, counted: true, fee: true}]

    ## 正例
        special: [{name: 检验, days: 5, counted: true, fee: false}]

    ## 怎么改
    把特别程序的收费列进 `fees`；由行政机关负担的，`fee` 改为 false。
    """
    if item.data.get("fees") != []:
        return
    for index, special in enumerate(item.data.get("special", ())):
        if special.get("fee"):
            yield Hit(
                Place(Pointer.of("special", index, "fee")),
                msg("事项写着不收费，特别程序“{name}”却要收费：列进 fees，或者改为不收费", name=special["name"]),
                (Related(msg("收费"), Place(_FEES)),),
            )


FEES_RULES: tuple[ItemRule, ...] = (
    fees_missing,
    fee_without_basis,
    fee_without_amount,
    reduction_missing,
    fee_standard_vague,
    fee_for_form,
    licence_fee_basis_too_low,
    fee_of_nothing,
    reduction_contradicts,
    currency_odd,
    fee_twice,
    amount_contradicts_standard,
    special_fee_but_free,
    amount_in_standard,
    fee_standard_without_number,
    licence_fee_by_document,
)
"""The rules of the family F, in the order of their codes."""
