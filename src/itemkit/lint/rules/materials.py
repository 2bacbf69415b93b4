"""Family M: what is wrong with the list of materials, as the one who has to bring them sees it.

Here is what is missing. What contradicts itself is in `material_contradictions`, choices that are none in
`material_choices`, what is wrong with the names in `material_names`; `material_words` knows what names mean.
"""

from collections.abc import Iterator

from itemkit.findings import Hit, Place, Pointer, Severity, msg
from itemkit.lint.readings import EACH_MATERIAL
from itemkit.lint.rules.kinds import ITEMS, ItemRule, item_rule
from itemkit.lint.rules.material_choices import CHOICE_RULES
from itemkit.lint.rules.material_contradictions import CONTRADICTION_RULES
from itemkit.lint.rules.material_names import NAME_RULES, VAGUE_NAME_RULES, says_count
from itemkit.lint.view import View

_NOT_APPLIED_FOR = frozenset(("", "行政处罚", "行政强制", "行政征收", "行政检查"))
"""Types of items that an authority starts by itself; and an item whose type isn't known."""


@item_rule("M101", "materials-missing", Severity.WARNING, kinds=ITEMS, missing=True)
def materials_missing(item: View) -> Iterator[Hit]:
    """依申请办理的事项没有写申请材料。

    ## 为什么
    没有材料清单，不知道是什么都不用交，还是没有填；申请人只好先跑一趟去问。

    ## 依据
    行政许可法第三十条：公示需要提交的全部材料的目录；国办发〔2015〕86号：办事指南列明申请材料。

    ## 反例
        materials: null

    ## 正例
        materials: []

    ## 怎么改
    列出材料；确实什么都不用交的，写 `materials: []`。行政处罚、强制、征收、检查不依申请，不必写；
    公共服务里的咨询、查询、活动也不必写，有办理结果的才要写。
    """
    if "materials" not in item.data and _is_applied_for(item):
        yield Hit(Place(Pointer.of("materials")), msg("没有写申请材料：列出来；不用交材料的写 materials: []"))


def _is_applied_for(item: View) -> bool:
    """Whether somebody applies for it; of public services, most of which are enquiries, where there is a result."""
    if item.type == "公共服务":
        return "results" in item.data and item.get("action") != "查询"
    return item.type not in _NOT_APPLIED_FOR


@item_rule("M103", "form-without-help", Severity.INFO, missing=True, reads=EACH_MATERIAL)
def form_without_help(item: View) -> Iterator[Hit]:
    """申请表格没有空白表、样例，也没有填报须知和常见错误。

    ## 为什么
    表格是退件最多的材料；有一份填好的样例，或者几条常见错误，多数人一次就能填对。

    ## 依据
    行政许可法第二十九条、第三十条：提供申请书格式文本，公示申请书示范文本；国办发〔2015〕86号：编制办事指南。

    ## 反例
        materials: [{name: 公共场所卫生许可申请表, kind: 申请表格文书, source: 申请人自备, original: 1}]

    ## 正例
        materials:
          - {name: 公共场所卫生许可申请表, kind: 申请表格文书, source: 申请人自备, original: 1, mistakes: [未加盖公章]}

    ## 怎么改
    有空白表的写 `form`，有样例的写 `sample`；再把常被退回的原因写进 `mistakes`。
    """
    for pointer, material in item.materials:
        if material.get("kind") == "申请表格文书" and not (
            "mistakes" in material or "form" in material or "sample" in material or "fill" in material
        ):
            message = msg("“{name}”没有空白表、样例和填写说明：写上一样", name=material["name"])
            yield Hit(Place(pointer / "sample"), message)


@item_rule("M104", "supplement-days-missing", Severity.WARNING, missing=True, reads=EACH_MATERIAL)
def supplement_days_missing(item: View) -> Iterator[Hit]:
    """容缺后补的材料没有写几个工作日内补齐。

    ## 为什么
    先受理、后补齐，申请人要知道最迟哪天；没有期限，窗口催不了，逾期怎么办也说不清。

    ## 依据
    国家交换字段 td_tlimit：容缺材料补交的期限。

    ## 反例
        materials: [{name: 场所平面图, source: 申请人自备, need: 容缺后补, original: 1}]

    ## 正例
        materials: [{name: 场所平面图, source: 申请人自备, need: 容缺后补, original: 1, supplement_days: 5}]

    ## 怎么改
    在 `supplement_days` 写工作日数。
    """
    for pointer, material in item.materials:
        if material.get("need") == "容缺后补" and "supplement_days" not in material:
            message = msg("“{name}”可以容缺后补，没有写几个工作日内补齐", name=material["name"])
            yield Hit(Place(pointer / "supplement_days"), message)


@item_rule("M105", "counts-missing", Severity.INFO, missing=True, reads=EACH_MATERIAL)
def counts_missing(item: View) -> Iterator[Hit]:
    """要提交的材料没有写交几份、原件还是复印件。

    ## 为什么
    不知道要原件还是复印件，申请人要么多带，要么白跑。

    ## 依据
    国家交换字段 originalnum、copiesnum；GB/T 39046-2020 的要素有原件份数、复印件份数。

    ## 反例
        materials: [{name: 授权委托书, source: 申请人自备}]

    ## 正例
        materials: [{name: 授权委托书, source: 申请人自备, original: 1}]

    ## 怎么改
    写 `original` 或 `copies`；不用交的，`access` 写核验或共享；只传电子件的，`medium` 写电子化。
    """
    for pointer, material in item.materials:
        if (
            "original" not in material
            and "copies" not in material
            and material.get("access", "提交") == "提交"
            and material.get("medium") != "电子化"
            and not says_count(material["name"])
        ):
            yield Hit(
                Place(pointer / "original"), msg("“{name}”没有写份数：原件几份，复印件几份", name=material["name"])
            )


@item_rule("M106", "optional-without-case", Severity.INFO, missing=True)
def optional_without_case(item: View) -> Iterator[Hit]:
    """非必要的材料没有说什么情形下要。

    ## 为什么
    只写“非必要”，申请人不知道自己要不要交；保险起见就都准备了。

    ## 依据
    国家交换字段 handle_case：非必要时办理情形。

    ## 反例
        materials: [{name: 授权委托书, source: 申请人自备, need: 非必要, original: 1}]

    ## 正例
        materials: [{name: 授权委托书, source: 申请人自备, need: 非必要, original: 1, note: 委托他人办理的交}]

    ## 怎么改
    用 `when` 写出适用情形；一句话说得清的，写在 `note`；从来不用的，删去。
    """
    for index, material in enumerate(item.data.get("materials", ())):
        if material.get("need") == "非必要" and not (
            "when" in material or "note" in material or "requirement" in material
        ):
            yield Hit(
                Place(Pointer(("materials", index, "need"))), msg("非必要的材料没有说什么情形下要：写出 when 或 note")
            )


MATERIALS_RULES: tuple[ItemRule, ...] = (
    materials_missing,
    form_without_help,
    supplement_days_missing,
    counts_missing,
    optional_without_case,
    *VAGUE_NAME_RULES,
    *CONTRADICTION_RULES,
    *CHOICE_RULES,
    *NAME_RULES,
)
