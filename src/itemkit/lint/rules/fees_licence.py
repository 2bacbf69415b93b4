"""Family F, administrative licences: what 行政许可法 lets them charge for.

Handling a licence is free unless a law or an administrative regulation says otherwise. What people enter as the basis
of a fee is often the document that sets the price; that alone is no proof that no law stands behind it.
"""

import re
from collections.abc import Iterator

from itemkit.findings import Hit, Place, Pointer, Severity, msg
from itemkit.lint.readings import FEES
from itemkit.lint.rules.kinds import item_rule
from itemkit.lint.view import Data, View

_FEES = Pointer.of("fees")

_FORM_FEE = re.compile(
    "(?:申请书|申请表|登记表|审批表|申报表|报名表|审核表|表格|表册|格式文本|示范文本|申请文书)"
    "(?:等|的|购买|印刷|印制|领取)*(?:工本费|成本费|材料费|资料费|印刷费|费|收费)"
)
_TOO_LOW = frozenset({"地方性法规", "部门规章", "地方政府规章"})
_DOCUMENTS = frozenset({"规范性文件", "标准"})
_PRICE_DOCUMENT = re.compile("发改价|计价|价费|价格字?〔|财综|财税|财预|财库|价〔")
_NAMES_A_LAW = re.compile("[^办]法(?:》|第|$)|条例")


@item_rule("F202", "fee-for-form", Severity.ERROR, reads=FEES)
def fee_for_form(item: View) -> Iterator[Hit]:
    """行政许可的申请书、表格收费。

    ## 为什么
    申请书格式文本由行政机关免费提供，收工本费也不行。

    ## 依据
    行政许可法第五十八条第二款。证照的工本费不在此列。

    ## 反例
        fees:
          - {name: 占道申请表工本费, amount: 5, per: 份,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 正例
        fees:
          - {name: 城市道路占用费, amount: 2, per: 平方米,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 怎么改
    停止收取，删去这一条；没有别的收费的写 `fees: []`。
    """
    if item.data.get("type") != "行政许可":
        return
    for index, fee in enumerate(item.data.get("fees", ())):
        if _FORM_FEE.search(fee["name"]) and fee.get("amount") != 0:
            yield Hit(
                Place(_FEES / index / "name"),
                msg("“{name}”：行政许可的申请书、表格不得收费，删去这一条", name=fee["name"]),
            )


@item_rule("F203", "licence-fee-basis-too-low", Severity.WARNING, reads=FEES)
def licence_fee_basis_too_low(item: View) -> Iterator[Hit]:
    """行政许可收费的依据是地方性法规或者规章。

    ## 为什么
    实施行政许可不得收费，例外只能由法律、行政法规规定；地方性法规和规章不能设定。

    ## 依据
    行政许可法第五十八条第一款。

    ## 反例
        fees:
          - {name: 许可证工本费, amount: 5, per: 证,
             basis: {law: 公共场所卫生管理条例实施细则, kind: 部门规章, article: 第二十三条}}

    ## 正例
        fees:
          - {name: 城市道路占用费, amount: 2, per: 平方米,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 怎么改
    写出设定这项收费的法律、行政法规；没有的，停止收取。
    """
    for index, fee, basis in _licence_fees(item):
        if basis.get("kind") in _TOO_LOW:
            yield Hit(
                Place(_FEES / index / "basis"),
                msg(
                    "“{name}”的依据是{kind}：行政许可收费要由法律、行政法规规定，写出是哪一条",
                    name=fee["name"],
                    kind=basis["kind"],
                ),
            )


@item_rule("F402", "licence-fee-by-document", Severity.INFO, reads=FEES)
def licence_fee_by_document(item: View) -> Iterator[Hit]:
    """行政许可收费的依据只写了定价的文件，没有写设定收费的法律、行政法规。

    ## 为什么
    文件只能定收多少，不能定收不收；只写文件，看不出这项收费是不是合法。

    ## 依据
    行政许可法第五十八条第一款、第五十九条。

    ## 反例
        fees:
          - {name: 城市道路占用费, amount: 2, per: 平方米,
             basis: {law: 城市道路占用挖掘收费管理办法, kind: 规范性文件, number: 建城〔1993〕410号, article: 第三条}}

    ## 正例
        fees:
          - {name: 城市道路占用费, amount: 2, per: 平方米, standard: 标准见城市道路占用挖掘收费管理办法第三条,
             basis: {law: 城市道路管理条例, kind: 行政法规, article: 第三十七条}}

    ## 怎么改
    `basis` 写设定收费的法律、行政法规，定价的文件写进 `standard`。
    """
    for index, fee, basis in _licence_fees(item):
        kind = basis.get("kind")
        by_document = kind in _DOCUMENTS or (kind is None and _PRICE_DOCUMENT.search(basis.get("number", "")))
        if by_document and not _NAMES_A_LAW.search(fee.get("standard", "") + basis.get("text", "")):
            yield Hit(
                Place(_FEES / index / "basis"),
                msg("“{name}”只写了定价的文件：写出设定这项收费的法律、行政法规", name=fee["name"]),
            )


def _licence_fees(item: View) -> Iterator[tuple[int, Data, Data]]:
    """The fees of a licence that have a basis, with their number."""
    if item.data.get("type") == "行政许可":
        for index, fee in enumerate(item.data.get("fees", ())):
            if "basis" in fee:
                yield index, fee, fee["basis"]
