"""Family B: whether an item rests on law: a basis that is there, that is precise, that is high enough.

What its citations say against each other or against the facts is in `basis_conflicts`, how they are written in
`basis_form`.
"""

from collections.abc import Iterator

from itemkit.findings import Hit, Message, Place, Pointer, Severity, msg
from itemkit.lint import laws
from itemkit.lint.applied import is_applied_for
from itemkit.lint.readings import CITED
from itemkit.lint.rules.basis_conflicts import BASIS_CONFLICT_RULES
from itemkit.lint.rules.basis_form import BASIS_FORM_RULES
from itemkit.lint.rules.kinds import ItemRule, item_rule
from itemkit.lint.view import Data, View

_BASIS = Pointer.of("basis")
_SERVICE = "公共服务"


@item_rule("B101", "basis-missing", Severity.ERROR, missing=True, reads=CITED)
def basis_missing(item: View) -> Iterator[Hit]:
    """行政权力事项没有设定依据。

    ## 为什么
    行政机关的职权要有法律、法规、规章的根据；没有依据的事项不该向公众要求任何东西。

    ## 依据
    行政许可法 第三十条：事项、依据、条件等要公示；国家政务服务平台事项要素中“设定依据”为必填。

    ## 反例
        basis: null

    ## 正例
        basis: [{law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}]

    ## 怎么改
    在 `basis` 写明设定这一事项的法律、法规的名称和条款；找不到依据的，清理这一事项。
    """
    if not item.get("basis") and item.type != _SERVICE:
        yield Hit(Place(_BASIS), msg("{type}事项没有设定依据：写明设定它的法律、法规和条款", type=item.type))


@item_rule("B102", "service-basis-missing", Severity.WARNING, missing=True)
def service_basis_missing(item: View) -> Iterator[Hit]:
    """要申请的公共服务没有写依据。

    ## 为什么
    公共服务不都由法律设定，但总有一份文件说由谁提供、提供给谁；不写出来，各地就各办各的。

    ## 依据
    国家政务服务平台事项要素中“设定依据”为必填，公共服务事项也一样。只是公开信息、不收材料的不查。

    ## 反例
        type: 公共服务
        code: null
        status: 暂停
        basis: null

    ## 正例
        type: 公共服务
        code: null
        status: 暂停
        basis: [{law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}]

    ## 怎么改
    在 `basis` 写明规定这项服务的法律、法规或者文件；没有法律、法规的，写文件名称和文号。
    """
    if not item.get("basis") and item.type == _SERVICE and is_applied_for(item):
        yield Hit(Place(_BASIS), msg("公共服务事项没有写依据：写明规定这项服务的法律、法规或者文件"))


@item_rule("B103", "article-missing", Severity.WARNING, missing=True, reads=CITED)
def article_missing(item: View) -> Iterator[Hit]:
    """设定依据里引了法律、法规或者规章，却没有一处写到条款。

    ## 为什么
    一部法律几十上百条，只写名称，谁也无法核对是哪一条设定了这个事项。

    ## 依据
    国家政务服务平台事项要素：设定依据由名称、文号、条款、内容组成。

    ## 反例
        basis: [{law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号}]

    ## 正例
        basis:
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}
          - {law: 关于简化优化公共服务流程的通知, kind: 规范性文件, number: 国办发〔2015〕86号}

    ## 怎么改
    在 `article` 写明条款，如 第四条第一款；通知、决定等不分条的文件不用写。
    """
    first = None
    for citation in item.get("basis") or ():
        if "article" in citation or ("条" in citation["law"] and "第" in citation["law"]):
            return
        if first is None and laws.has_articles(citation["law"], citation.get("kind")):
            first = citation["law"]
    if first is not None:
        yield Hit(Place(_BASIS), msg("设定依据没有一处写到条款：写明是“{law}”第几条", law=first))


_MAY_SET_LICENCE = frozenset(
    {laws.LAW, laws.REGULATION, laws.STATE_COUNCIL, laws.LOCAL, laws.LOCAL_RULE}
)  # fmt: skip
_MAY_SET_PENALTY = frozenset({laws.LAW, laws.REGULATION, laws.LOCAL, laws.MINISTRY, laws.LOCAL_RULE})
_MAY_SET_COERCION = frozenset({laws.LAW, laws.REGULATION, laws.LOCAL})


def _all_too_low(item: View, may_set: frozenset[str]) -> tuple[str, ...]:
    """The levels of the item's bases if each is known and none may set such an item; else nothing."""
    found: dict[str, None] = {}
    for citation in item.get("basis") or ():
        levels = _levels(citation)
        if not levels or levels & may_set:
            return ()
        found.update(dict.fromkeys(level for level in laws.LEVELS if level in levels))
    return tuple(found)


def _levels(citation: Data) -> frozenset[str]:
    return laws.levels(citation["law"], citation.get("kind"), citation.get("number", ""))


@item_rule("B201", "licence-basis-too-low", Severity.ERROR, reads=CITED)
def licence_basis_too_low(item: View) -> Iterator[Hit]:
    """行政许可的依据层级都不够：没有一个有权设定行政许可。

    ## 为什么
    部门规章、市级政府规章和各类文件只能规定怎样实施许可，不能设定许可；只列它们，等于说这项许可没有依据。

    ## 依据
    行政许可法 第十四条至第十七条：法律、行政法规、国务院决定、地方性法规可以设定，省级政府规章可以设定临时性的，
    其他规范性文件一律不得设定。

    ## 反例
        basis: [{law: 公共场所卫生管理条例实施细则, kind: 部门规章, number: 卫生部令第80号, article: 第二十二条}]

    ## 正例
        basis:
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}
          - {law: 公共场所卫生管理条例实施细则, kind: 部门规章, number: 卫生部令第80号, article: 第二十二条}

    ## 怎么改
    补上设定这项许可的法律、行政法规、国务院决定或者地方性法规，规章和文件留作实施依据；确实没有的，不能作为行政许可实施。
    """
    if item.type != "行政许可":
        return
    low = _all_too_low(item, _MAY_SET_LICENCE - {laws.LOCAL_RULE} if _only_cities_rule(item) else _MAY_SET_LICENCE)
    if low:
        yield Hit(
            Place(_BASIS),
            msg(
                "所列依据都无权设定行政许可（{levels}）：补上设定它的法律、行政法规、国务院决定或者地方性法规",
                levels=low,
            ),
        )


def _only_cities_rule(item: View) -> bool:
    """Whether every local rule among the bases is a city's: those of a province may set a licence, for a year."""
    rules = [one["law"] for one in item.get("basis") or () if one.get("kind") == laws.LOCAL_RULE]
    return bool(rules) and all(laws.is_of_a_city(law) for law in rules)


@item_rule("B202", "penalty-basis-too-low", Severity.ERROR, reads=CITED)
def penalty_basis_too_low(item: View) -> Iterator[Hit]:
    """行政处罚的依据都是规章以下的文件，无权设定行政处罚。

    ## 为什么
    没有法律、法规、规章依据的处罚无效；只列文件，被处罚的人无从知道自己违反了哪部法。

    ## 依据
    行政处罚法（2021年修订） 第十条至第十六条：法律、法规、规章可以在各自权限内设定，其他规范性文件不得设定行政处罚。

    ## 反例
        type: 行政处罚
        code: null
        status: 暂停
        basis: [{law: 关于加强公共场所卫生监督的通知, kind: 规范性文件, number: 穗卫〔2020〕1号}]

    ## 正例
        type: 行政处罚
        code: null
        status: 暂停
        basis: [{law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第十四条}]

    ## 怎么改
    写明规定这一处罚的法律、法规或者规章及其条款；没有的，不能实施这项处罚。
    """
    low = item.type == "行政处罚" and _all_too_low(item, _MAY_SET_PENALTY)
    if low:
        yield Hit(
            Place(_BASIS),
            msg("所列依据都无权设定行政处罚（{levels}）：写明规定这一处罚的法律、法规或者规章", levels=low),
        )


@item_rule("B203", "coercion-basis-too-low", Severity.ERROR, reads=CITED)
def coercion_basis_too_low(item: View) -> Iterator[Hit]:
    """行政强制的依据都不是法律、法规，无权设定行政强制。

    ## 为什么
    查封、扣押、冻结直接限制人身和财产，法律只把设定权留给法律和法规，规章也不行。

    ## 依据
    行政强制法 第十条：行政强制措施由法律设定，行政法规、地方性法规可以设定其中一部分，其他规范性文件不得设定；
    第十三条：行政强制执行由法律设定。

    ## 反例
        type: 行政强制
        code: null
        status: 暂停
        basis: [{law: 公共场所卫生管理条例实施细则, kind: 部门规章, number: 卫生部令第80号, article: 第三十四条}]

    ## 正例
        type: 行政强制
        code: null
        status: 暂停
        basis: [{law: 中华人民共和国传染病防治法, kind: 法律, article: 第五十五条}]

    ## 怎么改
    写明规定这一强制的法律、行政法规或者地方性法规及其条款；没有的，不能实施这项强制。
    """
    low = item.type == "行政强制" and _all_too_low(item, _MAY_SET_COERCION)
    if low:
        yield Hit(
            Place(_BASIS), msg("所列依据都无权设定行政强制（{levels}）：写明规定这一强制的法律或者法规", levels=low)
        )


@item_rule("B401", "citation-without-article", Severity.INFO, missing=True, reads=CITED)
def citation_without_article(item: View) -> Iterator[Hit]:
    """引了法律、法规或者规章，没有写到条款。

    ## 为什么
    写到条款，才核对得出依据是不是真的这样规定，也才发现得了修订后条款变了。有的依据确实是整部规章，所以这里只作提示。

    ## 依据
    国家政务服务平台事项要素：依据由名称、文号、条款、内容组成。

    ## 反例
        basis:
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}
          - {law: 公共场所卫生管理条例实施细则, kind: 部门规章, number: 卫生部令第80号}

    ## 正例
        basis:
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}
          - {law: 公共场所卫生管理条例实施细则, kind: 部门规章, number: 卫生部令第80号, article: 第二十二条}

    ## 怎么改
    在 `article` 写明条款，如 第四条第一款。
    """
    # Where no basis of the item names an article, B103 has said so.
    is_told = all("article" not in citation for citation in item.get("basis") or ())
    for pointer, citation in item.citations:
        if "article" in citation or (is_told and pointer[0] == "basis"):
            continue
        law = citation["law"]
        if laws.has_articles(law, citation.get("kind")) and not ("条" in law and "第" in law):
            yield Hit(Place(pointer), msg("“{law}”没有写到条款：写明第几条", law=law))


_NUMBERLESS: dict[str | None, Message] = {
    laws.DOCUMENT: msg("规范性文件没有写文号：写明文号才找得到是哪一份"),
    laws.STANDARD: msg("标准没有写标准号：写明标准号才找得到是哪一版"),
}


@item_rule("B402", "document-without-number", Severity.INFO, missing=True, reads=CITED)
def document_without_number(item: View) -> Iterator[Hit]:
    """引了规范性文件或者标准，没有写文号或者标准号。

    ## 为什么
    文件同名的多、改名的多，没有文号就找不到原文，也不知道是不是还有效。

    ## 依据
    国家政务服务平台事项要素：依据由名称、文号、条款、内容组成。

    ## 反例
        basis:
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}
          - {law: 关于简化优化公共服务流程的通知, kind: 规范性文件}

    ## 正例
        basis:
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}
          - {law: 关于简化优化公共服务流程的通知, kind: 规范性文件, number: 国办发〔2015〕86号}

    ## 怎么改
    在 `number` 写明文号，如 国办发〔2015〕86号；标准写标准号，如 GB 37487-2019。
    """
    for pointer, citation in item.citations:
        if "number" not in citation and citation.get("kind") in _NUMBERLESS and "号" not in citation["law"]:
            yield Hit(Place(pointer), _NUMBERLESS[citation["kind"]])


BASIS_RULES: tuple[ItemRule, ...] = (
    basis_missing,
    service_basis_missing,
    article_missing,
    licence_basis_too_low,
    penalty_basis_too_low,
    coercion_basis_too_low,
    *BASIS_CONFLICT_RULES,
    *BASIS_FORM_RULES,
    citation_without_article,
    document_without_number,
)
