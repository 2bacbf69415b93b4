"""What an item and a standard item have in common: the elements (要素) of a public service item.

The names on the right (``exchange``) are the fields of the national exchange form (ZWFW C0109.2-2018, taken over by
GB/T 39554.2-2020), as the platform's tables carry them.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import Discriminator, GetJsonSchemaHandler, Tag, field_validator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from itemkit.findings import Pointer
from itemkit.model.base import Amount, Count, Extra, Record, Text, Texts, When, Word, about, some_null
from itemkit.model.formats import CURRENCY, DATE, DURATION, PHONE, URL, Duration

Day = Annotated[date, DATE]
Link = Annotated[str, URL]
Phone = Annotated[str, PHONE]


class Effective(Record, title="有效期间"):
    """From when to when something holds."""

    may_be_null = frozenset({"from", "to"})

    from_: Day | None = about("生效日期", exchange="plan_effective_date", alias="from")
    to: Day | None = about("失效日期", "最后有效的一天", exchange="plan_cancel_date")


class Basis(Record, title="依据"):
    """A legal basis (设定依据): which instrument, which article."""

    law: Text = about("依据名称", "法律、法规、规章或文件的全称，不带书名号", exchange="law_name", default=...)
    kind: Annotated[str, Word("basis_kind")] | None = about("依据层级", exchange="law_type")
    number: Text | None = about("文号", "如 国务院令第714号", exchange="law_number")
    article: Text | None = about("条款", "如 第四条第一款", exchange="clause_number")
    text: Text | None = about("条文内容", "条款原文", exchange="clause_content")
    organ: Text | None = about("制定机关", exchange="law_dept")
    url: Link | None = about("原文网址")


class Situation(Record, title="情形"):
    """A question whose answer decides what applies (情形引导)."""

    id: Text = about("情形标识", "在本事项内唯一；when 用它指代", default=...)
    question: Text = about("问题", "向申请人提出的问题", default=...)
    options: dict[Text, Text] = about("选项", "选项标识对应选项文字", default=...)
    note: Text | None = about("说明")


class Sample(Record, title="样例"):
    """How something looks when it is filled in right."""

    text: Text | None = about("样例文字", "填写示范的文字")
    url: Link | None = about("样例网址", "示例样表的网址", exchange="example_guid")


_DROP = "只在有 standard 的事项里用：标准事项里有、本地不要的"


class Material(Record, title="申请材料"):
    """A material (申请材料) that the applicant hands in, shows, or has the office fetch."""

    may_be_null = frozenset(
        {
            "certificate", "code", "kind", "source", "issuer", "need", "when", "access", "holder", "original", "copies",
            "medium", "format", "requirement", "fill", "seal", "mistakes", "form", "sample", "supplement_days", "basis",
            "note",
        }
    )  # fmt: skip

    name: Text = about("材料名称", exchange="material_name", default=...)
    certificate: Text | None = about("证照", "certificates/ 中证照的名称；这份材料就是它")
    code: Text | None = about("材料编码", "实施编码或业务办理项编码加 3 位顺序号", exchange="materialcode")
    kind: Annotated[str, Word("material_kind")] | None = about("材料类型", exchange="material_type")
    source: Annotated[str, Word("source")] | None = about("来源渠道", exchange="source_type")
    issuer: Text | None = about("出具机构", "谁出具这份材料", exchange="source_explain")
    need: Annotated[str, Word("need")] | None = about("必要性", "未写为必要", exchange="is_need")
    when: When | None = about("适用情形", "情形标识对应选项标识；全部成立才需要这份材料", exchange="handle_case")
    access: Annotated[str, Word("access")] | None = about(
        "取得方式", "提交：申请人交来；核验：出示后收回；共享：由窗口自行调取。未写为提交"
    )
    holder: Annotated[str, Word("holder")] | None = about("持有人", "未写为申请人")
    original: Count | None = about("原件份数", exchange="originalnum", unit="份")
    copies: Count | None = about("复印件份数", exchange="copiesnum", unit="份")
    medium: Annotated[str, Word("medium")] | None = about("材料形式", exchange="material_format")
    format: Text | None = about("规格", "纸张、尺寸等要求", exchange="page_format")
    requirement: Text | None = about("受理标准", "怎样的材料算合格", exchange="accept_stand")
    fill: Text | None = about("填报须知", exchange="fill_explain")
    seal: Text | None = about("签字盖章要求", exchange="sign_ask")
    mistakes: Texts | None = about("常见错误", "被退回的常见原因")
    form: Link | None = about("空白表格", exchange="form_guid")
    sample: Sample | None = about("示例样表", exchange="example_guid")
    supplement_days: Count | None = about(
        "补交期限", "容缺后补的材料在几个工作日内补齐", exchange="td_tlimit", unit="工作日"
    )
    basis: Basis | None = about("要求依据", "要求提供这份材料的依据", exchange="by_law")
    note: Text | None = about("备注", exchange="remark")
    drop: bool | None = about("不要这份", _DROP)


class Alternatives(Record, title="任选其一的材料"):
    """Materials of which one is enough (以下任选其一)."""

    may_be_null = frozenset({"name", "need", "when", "note"})

    any_of: list[Material] = about("任选其一", "其中一份就够", default=..., min_length=1)
    name: Text | None = about("统称", "如 身份证明")
    need: Annotated[str, Word("need")] | None = about("必要性", "未写为必要", exchange="is_need")
    when: When | None = about("适用情形", "全部成立才需要")
    note: Text | None = about("备注")
    drop: bool | None = about("不要这份", _DROP)

    @field_validator("any_of")
    @classmethod
    def _listed_to_be_there(cls, members: list[Material]) -> list[Material]:
        if any(one.drop is not None for one in members):
            raise PydanticCustomError("drop", "a member is not dropped, but not listed")
        return members


class _ByAnyOf:
    """Tells an entry of ``materials`` by its key ``any_of``, so that errors speak of one shape only."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        one, several = handler(schema)["oneOf"]
        return {"type": "object", "if": {"required": ["any_of"]}, "then": several, "else": one}


def _tag(value: object) -> str:
    is_group = isinstance(value, Alternatives) or (isinstance(value, dict) and "any_of" in value)
    return "several" if is_group else "one"


Requirement = Annotated[
    Annotated[Material, Tag("one")] | Annotated[Alternatives, Tag("several")], Discriminator(_tag), _ByAnyOf()
]
"""An entry of ``materials``: one material, or several of which one is enough."""


class Step(Record, title="办理环节"):
    """A step (办理环节) of the process."""

    name: Text = about("环节名称", exchange="link_name", default=...)
    days: Count | None = about("环节时限", exchange="handle_day", unit="工作日")
    unit: Annotated[str, Word("time_unit")] | None = about("时限单位", "未写为工作日", exchange="handle_type")
    by: Text | None = about("办理人", "部门、岗位或窗口", exchange="handle_dept_name")
    standard: Text | None = about("审查标准", exchange="accept_std")
    result: Text | None = about("环节结果")
    note: Text | None = about("说明", exchange="special_explain")


class SpecialProcedure(Record, title="特别程序"):
    """A special procedure (特别程序): hearing, expert review, on-site check, inspection."""

    name: Text = about("特别程序名称", exchange="special_name", default=...)
    days: Count | None = about("所需时限", exchange="special_date")
    unit: Annotated[str, Word("time_unit")] | None = about("时限单位", "未写为工作日", exchange="special_date_type")
    counted: bool | None = about("计入办结时限", "是否计算在法定办结时限内")
    by: Text | None = about("办理机构", exchange="special_dept")
    fee: bool | None = about("是否收费")
    basis: Basis | None = about("依据")
    note: Text | None = about("说明", exchange="special_desc")


class Limit(Record, title="时限"):
    """A time limit."""

    may_be_null = frozenset({"note"})

    days: Count = about("天数", "0 表示当场办结", default=...)
    unit: Annotated[str, Word("time_unit")] = about("时限单位", "工作日或自然日，不能含糊地写“天”", default=...)
    note: Text | None = about("说明", exchange="anticipate_explain")


class TimeLimit(Record, title="办结时限"):
    """Statutory and promised limit, from acceptance to decision."""

    may_be_null = frozenset({"statutory", "promised"})

    statutory: Limit | None = about("法定办结时限", exchange="anticipate_day")
    promised: Limit | None = about("承诺办结时限", exchange="promise_day")


class Fee(Record, title="收费项目"):
    """A fee (收费项目)."""

    name: Text = about("收费项目", exchange="fee_name", default=...)
    amount: Amount | None = about("金额", "按 currency 的货币单位")
    currency: Annotated[str, CURRENCY] | None = about("币种", "ISO 4217 代码，未写为 CNY")
    per: Text | None = about("计费单位", "如 本、次、平方米")
    standard: Text | None = about("收费标准", "不是单一金额时写文字", exchange="fee_stand")
    basis: Basis | None = about("收费依据", exchange="by_law")
    reducible: bool | None = about("允许减免", exchange="is_desc")
    reduction: Text | None = about("减免依据", exchange="desc_explain")
    when: When | None = about("适用情形")


class Result(Record, title="办理结果"):
    """What the applicant receives (办理结果)."""

    name: Text = about("结果名称", exchange="result_name", default=...)
    certificate: Text | None = about("证照", "certificates/ 中证照的名称；办成后发的就是它")
    kind: Annotated[str, Word("result_kind")] | None = about("结果类型", exchange="result_type")
    valid_for: Annotated[Duration, DURATION] | None = about("有效期", "ISO 8601 时长，如 P4Y")
    sample: Link | None = about("结果样本", exchange="result_guid")
    delivery: list[Annotated[str, Word("delivery")]] | None = about("送达方式")
    when: When | None = about("适用情形")
    note: Text | None = about("说明")


class FormField(Record, title="表单字段"):
    """A field of the item's application form."""

    name: Text = about("字段名称", default=...)
    kind: Annotated[str, Word("form_field_kind")] | None = about("字段类型")
    required: bool | None = about("必填")
    options: Texts | None = about("可选值")
    note: Text | None = about("填写说明")


class Remedy(Record, title="权利救济"):
    """Where to turn against a decision (权利救济)."""

    review: Text | None = about("行政复议", "复议机关或说明", exchange="administrative_review_dept")
    litigation: Text | None = about("行政诉讼", "管辖法院或说明", exchange="administrative_litigation_dept")


class Question(Record, title="常见问题"):
    """A frequently asked question."""

    q: Text = about("问题", exchange="question", default=...)
    a: Text = about("回答", exchange="answer", default=...)


class Assurance(Record, title="核对"):
    """Who checked the content, and when."""

    by: Text = about("核对单位", default=...)
    on: Day = about("核对日期", default=...)


class Content(Record):
    """The elements that a standard can fix and an item can have."""

    name: Text | None = about("事项名称", exchange="task_name")
    aliases: Texts | None = about("别名", "办事人常用的说法、简称")
    type: Annotated[str, Word("type")] | None = about("事项类型", exchange="task_type")
    action: Annotated[str, Word("action")] | None = about("办理情形", "新办、变更、延续等")
    status: Annotated[str, Word("status")] | None = about("事项状态", exchange="task_state")
    version: Count | None = about("事项版本", exchange="task_version")
    effective: Effective | None = about("有效期间")
    audience: list[Annotated[str, Word("audience")]] | None = about("服务对象", exchange="server_type")
    handling: Annotated[str, Word("handling")] | None = about("办件类型", exchange="project_type")
    themes: Texts | None = about("主题分类", exchange="user_topic_type")
    stages: list[Annotated[str, Word("stage")]] | None = about("全生命周期阶段")
    basis: list[Basis] | None = about("设定依据", exchange="by_law")
    content: Text | None = about("行使内容", exchange="exercise_content")
    scope: Text | None = about("权限划分", "本级与上下级各管什么", exchange="authority_division")
    conditions: Texts | None = about("受理条件", exchange="accept_condition")
    rejections: Texts | None = about("不予受理情形")
    quota: Text | None = about("数量限制", exchange="limit_explain")
    situations: list[Situation] | None = about("情形引导")
    materials: list[Requirement] | None = about("申请材料")
    form: list[FormField] | None = about("申请表字段")
    steps: list[Step] | None = about("办理流程", exchange="handle_flow")
    special: list[SpecialProcedure] | None = about("特别程序", exchange="special_procedure")
    time_limit: TimeLimit | None = about("办结时限")
    fees: list[Fee] | None = about("收费", "空列表表示不收费", exchange="is_fee")
    results: list[Result] | None = about("办理结果")
    visits: Count | None = about("到办事现场次数", exchange="limit_scene_num", unit="次")
    visit_reason: Text | None = about("必须到现场的原因", exchange="limit_scene_explain")
    rights: Texts | None = about("申请人权利", exchange="right_enjoy_by_law")
    duties: Texts | None = about("申请人义务", exchange="duty_perform_by_law")
    intermediaries: Texts | None = about("中介服务", "办理中需要的中介服务", exchange="service_type")
    inspection: Text | None = about("年审年检", exchange="inspection_review")
    faq: list[Question] | None = about("常见问题")
    assured: Assurance | None = about("核对")
    extra: Extra | None = about("扩展", "模型以外的内容", exchange="extend_field")

    @model_validator(mode="before")
    @classmethod
    def _whole(cls, data: Any) -> Any:
        """Only an item with a standard may say what it does not take over; see `itemkit.model.overlay_materials`."""
        if isinstance(data, dict) and not cls.is_patch(data) and (some_null(data, cls) or _says_what_is_not(data)):
            raise PydanticCustomError("patch", "null and drop are for items with a standard")
        return data

    @classmethod
    def is_patch(cls, data: dict[str, Any]) -> bool:  # noqa: ARG003
        """Whether a record of this kind says only what differs from another."""
        return False

    def each_material(self) -> Iterator[tuple[Pointer, Material]]:
        """Every material with its pointer, those inside ``any_of`` too."""
        for index, requirement in enumerate(self.materials or ()):
            pointer = Pointer.of("materials", index)
            if isinstance(requirement, Material):
                yield pointer, requirement
            else:
                for inner, material in enumerate(requirement.any_of):
                    yield pointer / "any_of" / inner, material


def _says_what_is_not(data: dict[str, Any]) -> bool:
    """Whether something below the top of a record is null or is dropped."""
    limits = data.get("time_limit")
    if some_null(limits, TimeLimit) or some_null(data.get("effective"), Effective):
        return True
    if isinstance(limits, dict) and any(some_null(one, Limit) for one in limits.values()):
        return True
    return any(
        isinstance(one, dict) and ("drop" in one or some_null(one, Alternatives if "any_of" in one else Material))
        for one in _each_row(data.get("materials"))
    )


def _each_row(materials: Any) -> Iterator[Any]:
    for one in materials if isinstance(materials, list) else ():
        yield one
        members = one.get("any_of") if isinstance(one, dict) else None
        yield from members if isinstance(members, list) else ()
