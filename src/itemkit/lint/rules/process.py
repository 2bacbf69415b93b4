"""Family P, process and access: who does it and where, in which steps, with which result.

The guide's first questions are who handles the item and what happens to an application; a guide that leaves them open
sends people to the phone. How one gets there is in `access`,
whom to ask and where to complain in `contacts`, the questions that tell cases apart in `situations`.
"""

from collections.abc import Iterator

from itemkit.findings import Hit, Place, Pointer, Related, Severity, msg
from itemkit.lint.readings import LIMITS
from itemkit.lint.rules import access, contacts, situations
from itemkit.lint.rules.kinds import ITEMS, ItemRule, item_rule
from itemkit.lint.view import View

_EX_OFFICIO = frozenset({"行政处罚", "行政强制", "行政征收", "行政检查"})


def _is_applied_for(item: View) -> bool:
    """Whether people apply for it (国发〔2022〕5号); of public services, those that ask for materials.

    A court hearing on the web or a page of statistics is a public service too, and has neither steps nor a result.
    """
    return item.type not in _EX_OFFICIO and (item.type != "公共服务" or bool(item.materials))


@item_rule("P101", "organ-missing", Severity.WARNING, kinds=ITEMS, missing=True)
def organ_missing(item: View) -> Iterator[Hit]:
    """没有写实施主体。

    ## 为什么
    不知道由谁办，也就不知道找谁问、向谁的上级复议；编码也要用它的代码。

    ## 依据
    国家政务服务平台交换字段：实施主体编码（dept_code）为必填项。

    ## 反例
        organ: null

    ## 正例
        organ: 11440100007482620J

    ## 怎么改
    在 `organ` 写实施机构的统一社会信用代码，并在 organs.yaml 里登记这个机构。
    """
    if item.get("organ") is None:
        yield Hit(Place(Pointer.of("organ")), msg("没有写实施主体：在 organ 写机构的统一社会信用代码"))


@item_rule("P102", "region-missing", Severity.WARNING, kinds=ITEMS, missing=True)
def region_missing(item: View) -> Iterator[Hit]:
    """没有写所在区划。

    ## 为什么
    同一事项各地各有一份；没有区划，不知道这一份在哪里适用，也不能与别处比较。

    ## 依据
    惯例：区划写 GB/T 2260 的六位代码。

    ## 反例
        region: null

    ## 正例
        region: "440100"

    ## 怎么改
    在 `region` 写实施机构所在的区划代码。
    """
    if item.get("region") is None:
        yield Hit(Place(Pointer.of("region")), msg("没有写区划：在 region 写六位代码"))


@item_rule("P103", "level-missing", Severity.WARNING, kinds=ITEMS, missing=True)
def level_missing(item: View) -> Iterator[Hit]:
    """没有写行使层级。

    ## 为什么
    省、市、县分工不同的事项，申请人要知道这是哪一级的；实施编码的第 19 位也是它。

    ## 依据
    国家政务服务平台交换字段：行使层级（use_level）为必填项；层级的分法见 GB/T 39046-2020 附录 A.2。

    ## 反例
        level: null

    ## 正例
        level: 市级

    ## 怎么改
    在 `level` 写 省级、市级、县级 等。
    """
    if item.get("level") is None:
        yield Hit(Place(Pointer.of("level")), msg("没有写行使层级：在 level 写是哪一级办理"))


@item_rule("P104", "audience-missing", Severity.WARNING, kinds=ITEMS, missing=True)
def audience_missing(item: View) -> Iterator[Hit]:
    """没有写服务对象。

    ## 为什么
    个人还是企业来办，要看的条件和材料不同；不写，谁都要读完才知道与自己无关。

    ## 依据
    国家政务服务平台交换字段：服务对象（server_type）为必填项；国发〔2022〕5号把服务对象列为要统一的要素。

    ## 反例
        audience: null

    ## 正例
        audience: [企业法人, 非法人企业]

    ## 怎么改
    在 `audience` 写自然人、企业法人等，可以写几个。
    """
    if not item.get("audience"):
        yield Hit(Place(Pointer.of("audience")), msg("没有写服务对象：在 audience 写谁可以来办"))


@item_rule("P105", "steps-missing", Severity.WARNING, kinds=ITEMS, missing=True)
def steps_missing(item: View) -> Iterator[Hit]:
    """依申请办理的事项没有写办理流程。

    ## 为什么
    申请人不知道交了材料以后会发生什么、现在到了哪一步。

    ## 依据
    中华人民共和国行政许可法 第三十条：程序要公示；国办发〔2015〕86号：办事指南列明基本流程。
    依申请办理的事项有哪些，见国发〔2022〕5号；公共服务只看要交材料的。

    ## 反例
        steps: null

    ## 正例
        steps: [{name: 受理, days: 1, by: 综合窗口}, {name: 决定, days: 4, by: 审批科}]

    ## 怎么改
    在 `steps` 按先后写各个环节：名称、由谁办、几天。
    """
    if not item.get("steps") and _is_applied_for(item):
        yield Hit(Place(Pointer.of("steps")), msg("没有写办理流程：在 steps 写各个环节"))


@item_rule("P106", "step-without-who", Severity.WARNING, kinds=ITEMS, missing=True, reads=LIMITS)
def step_without_who(item: View) -> Iterator[Hit]:
    """办理环节没有写由谁办。

    ## 为什么
    只说“审查”而不说谁审查，申请卡住时不知道该找谁。

    ## 依据
    惯例：环节写明办理的部门、岗位或者窗口，各地的环节表都有这一栏。

    ## 反例
        steps: [{name: 受理, days: 1, by: 综合窗口}, {name: 决定, days: 4}]

    ## 正例
        steps: [{name: 受理, days: 1, by: 综合窗口}, {name: 决定, days: 4, by: 审批科}]

    ## 怎么改
    在这个环节的 `by` 写部门、岗位或者窗口。
    """
    steps = item.get("steps")
    if steps:
        for index, step in enumerate(steps):
            if "by" not in step:
                yield Hit(Place(Pointer.of("steps", index, "by")), msg("环节“{name}”没有写由谁办", name=step["name"]))


@item_rule("P107", "results-missing", Severity.WARNING, missing=True)
def results_missing(item: View) -> Iterator[Hit]:
    """依申请办理的事项没有写办理结果。

    ## 为什么
    申请人要知道办成以后拿到什么；证照之间的先后、循环也要从结果看出来。

    ## 依据
    国家政务服务平台交换字段：审批结果类型（result_type）为必填项，没有结果文书的填“无”；
    国发〔2022〕5号把办理结果列为要统一的要素。公共服务只看要交材料的。

    ## 反例
        results: null

    ## 正例
        results: [{name: 体育设施备案, kind: 无}]

    ## 怎么改
    在 `results` 写结果的名称和类型；确实不发任何文书的，`kind` 写 无，或者写空列表 `[]`。
    """
    if item.get("results") is None and _is_applied_for(item):
        yield Hit(Place(Pointer.of("results")), msg("没有写办理结果：在 results 写办成以后拿到什么"))


@item_rule("P205", "step-repeated", Severity.WARNING, reads=LIMITS)
def step_repeated(item: View) -> Iterator[Hit]:
    """同一个环节连着写了两次。

    ## 为什么
    名称和办理人都一样的两个环节，多半是录入时重复了；天数也会算两遍。

    ## 依据
    惯例：一个环节写一次。

    ## 反例
        steps:
          - {name: 受理, days: 1, by: 综合窗口}
          - {name: 受理, days: 1, by: 综合窗口}
          - {name: 决定, days: 3, by: 审批科}

    ## 正例
        steps:
          - {name: 审核, days: 1, by: 审批科科长}
          - {name: 审核, days: 1, by: 分管负责人}
          - {name: 决定, days: 3, by: 局长}

    ## 怎么改
    删去重复的一个；确是两个环节的，写出区别，如 初审、复审。
    """
    before = None
    for index, step in enumerate(item.get("steps") or ()):
        this = (step["name"], step.get("by"))
        if this == before:
            related = Related(msg("前一个环节"), Place(Pointer.of("steps", index - 1)))
            yield Hit(
                Place(Pointer.of("steps", index, "name")),
                msg("环节“{name}”与前一个环节相同：删去一个，或者写出区别", name=step["name"]),
                (related,),
            )
        before = this


@item_rule("P402", "result-without-certificate", Severity.INFO)
def result_without_certificate(item: View) -> Iterator[Hit]:
    """结果是证照，却没有写是目录里的哪一种证照。

    ## 为什么
    别的事项要这种证照作材料；靠 `certificate` 才能看出谁发、谁要，有没有循环和重复。

    ## 依据
    惯例：发证照的事项与要证照的事项用同一个证照名称。

    ## 反例
        results: [{name: 公共场所卫生许可证, kind: 证照}]

    ## 正例
        results: [{name: 公共场所卫生许可证, kind: 证照, certificate: 公共场所卫生许可证}]

    ## 怎么改
    在 `certificate` 写 certificates/ 里的名称；目录里没有这种证照的，先为它建一个文件。
    """
    for index, result in enumerate(item.get("results") or ()):
        if result.get("kind") == "证照" and "certificate" not in result:
            yield Hit(
                Place(Pointer.of("results", index, "certificate")),
                msg("结果“{name}”是证照：在 certificate 写它在 certificates/ 里的名称", name=result["name"]),
            )


PROCESS_RULES: tuple[ItemRule, ...] = (
    organ_missing,
    region_missing,
    level_missing,
    audience_missing,
    steps_missing,
    step_without_who,
    results_missing,
    access.access_missing,
    access.windows_missing,
    access.online_url_missing,
    access.window_address_missing,
    access.window_hours_missing,
    contacts.enquiry_missing,
    contacts.complaint_missing,
    contacts.remedy_missing,
    contacts.phone_impossible,
    contacts.emergency_number,
    access.visits_online_only,
    access.visits_zero_at_counter,
    step_repeated,
    situations.options_alike,
    situations.question_without_choice,
    situations.situation_repeated,
    access.hours_vague,
    access.visits_many,
    result_without_certificate,
    contacts.phone_without_area_code,
)
"""In the order of the codes."""
