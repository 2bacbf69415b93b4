"""Family F, what the list of fees does not say: whether there are any, their basis, how much, for whom less."""

from collections.abc import Iterator

from itemkit.findings import Hit, Place, Pointer, Severity, msg
from itemkit.lint.applied import is_applied_for
from itemkit.lint.readings import FEES
from itemkit.lint.rules.kinds import ITEMS, item_rule
from itemkit.lint.view import Data, View

_FEES = Pointer.of("fees")
_PAID_OUT = frozenset({"行政给付", "行政奖励"})
_IS_NONE = frozenset({"不收费", "免费", "不收取费用", "不收取任何费用", "无收费", "无费用", "不收费用", "零收费"})


def is_nothing(fee: Data) -> bool:
    """Whether an entry only says that nothing is charged."""
    if fee["name"] in _IS_NONE or fee.get("standard") in _IS_NONE:
        return not fee.get("amount")
    return fee.get("amount") == 0 and not ("standard" in fee or "reduction" in fee or "when" in fee)


@item_rule("F101", "fees-missing", Severity.WARNING, kinds=ITEMS, missing=True)
def fees_missing(item: View) -> Iterator[Hit]:
    """没有写收不收费。

    ## 为什么
    没有 `fees`，看不出是免费还是忘了写；申请人到了窗口才知道要不要带钱。

    ## 依据
    国家交换字段 is_fee（是否收费）必填。行政给付、行政奖励是付给申请人的，不要求；公共服务、其他行政权力中不要材料、
    也没有办件类型的（公布、查询、监督一类），不要求。

    ## 反例
        fees: null

    ## 正例
        fees: []

    ## 怎么改
    不收费的写 `fees: []`；收费的列出每一项的名称、金额和依据。
    """
    if "fees" not in item.data and item.data.get("type") not in _PAID_OUT and is_applied_for(item):
        yield Hit(Place(_FEES), msg("没有写收不收费：不收费写 fees: []，收费的列出项目"))


@item_rule("F102", "fee-without-basis", Severity.WARNING, missing=True, reads=FEES)
def fee_without_basis(item: View) -> Iterator[Hit]:
    """收费没有写依据。

    ## 为什么
    没有依据的收费就是乱收费；申请人有权知道是哪个文件定的。

    ## 依据
    行政许可法第五十八条、第五十九条：收费须有法律、行政法规的规定，按照公布的法定项目和标准收取；
    国家交换字段 by_law（收费依据）。

    ## 反例
        fees: [{name: 城市道路占用费, amount: 2, per: 平方米}]

    ## 正例
        fees:
          - {name: 城市道路占用费, amount: 2, per: 平方米,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 怎么改
    写上 `basis`：文件的名称和文号；找不到依据的，停止收取。
    """
    for index, fee in enumerate(item.data.get("fees", ())):
        if "basis" not in fee and not is_nothing(fee):
            yield Hit(Place(_FEES / index), msg("“{name}”没有写收费依据：写上 basis", name=fee["name"]))


@item_rule("F103", "fee-without-amount", Severity.ERROR, missing=True, reads=FEES)
def fee_without_amount(item: View) -> Iterator[Hit]:
    """收费项目既没有金额，也没有收费标准。

    ## 为什么
    申请人不知道要付多少。

    ## 依据
    行政许可法第五十九条：按照公布的法定项目和标准收费；国家交换字段 fee_stand（收费标准）必填。

    ## 反例
        fees: [{name: 城市道路占用费, basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}]

    ## 正例
        fees:
          - {name: 城市道路占用费, amount: 2, per: 平方米,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 怎么改
    写上 `amount`（金额，数字）；不是单一金额的，在 `standard` 里写清怎样计算。
    """
    for index, fee in enumerate(item.data.get("fees", ())):
        if "amount" not in fee and "standard" not in fee and not is_nothing(fee):
            yield Hit(
                Place(_FEES / index),
                msg("“{name}”没有写收多少：写上金额 amount，或者怎样计算 standard", name=fee["name"]),
            )


@item_rule("F104", "reduction-missing", Severity.WARNING, missing=True, reads=FEES)
def reduction_missing(item: View) -> Iterator[Hit]:
    """收费写着可以减免，没有写谁可以减免、依据什么。

    ## 为什么
    只写“允许减免”，符合条件的人不知道自己可以少付。

    ## 依据
    国家交换字段 is_desc（是否允许减免）、desc_explain（允许减免依据）。

    ## 反例
        fees:
          - {name: 海域使用金, amount: 300,
             basis: {law: 海域使用管理法, kind: 法律, article: 第三十三条}, reducible: true}

    ## 正例
        fees:
          - {name: 海域使用金, amount: 300,
             basis: {law: 海域使用管理法, kind: 法律, article: 第三十三条}, reducible: true,
             reduction: 海域使用管理法第三十五条、第三十六条}

    ## 怎么改
    在 `reduction` 里写明谁可以减免、减多少、依据哪一条。
    """
    for index, fee in enumerate(item.data.get("fees", ())):
        if fee.get("reducible") and "reduction" not in fee:
            yield Hit(
                Place(_FEES / index / "reducible"),
                msg("“{name}”可以减免：在 reduction 里写明谁可以、依据哪一条", name=fee["name"]),
            )
