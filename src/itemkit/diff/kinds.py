"""The one table of what can change about an item, and what it means for the applicant.

A row says the usual effect; the comparers may say another where the values tell more (a material that the office
fetches by itself burdens nobody). Every kind has its mirror: what the same difference is called in the other
direction. A kind that has no direction is its own mirror.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from itemkit.diff.effect import Effect
from itemkit.language import _, mark


class Direction(Enum):
    """In which direction a kind of change goes."""

    MORE = "more"
    """Something is added, or there is more of it."""
    LESS = "less"
    CHANGED = "changed"
    """It is otherwise; neither more nor less."""

    @property
    def reverse(self) -> "Direction":
        """The direction seen from the other side."""
        return {Direction.MORE: Direction.LESS, Direction.LESS: Direction.MORE}.get(self, self)


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """A kind of change: a row of the table."""

    id: str
    field: str
    """The key of the item that it is about, with dots: ``time_limit.promised``. ``""``: the item as a whole."""
    direction: Direction
    effect: Effect
    """On the applicant, unless the values tell otherwise."""
    text: str
    """The message, in Chinese; ``{name}``, ``{before}`` and ``{after}`` are filled in."""
    mirror: str
    """The id of the same difference seen from the other side."""
    detail: bool = False
    """Contact details, places, what differs everywhere: shown only when all is asked for."""

    @property
    def title(self) -> str:
        """What the kind is called, in the current language: its message without values."""
        return _(self.text)


_BURDEN, _EASE, _NEUTRAL, _UNCLEAR = Effect.BURDEN, Effect.EASE, Effect.NEUTRAL, Effect.UNCLEAR


def _both(
    field: str, more: str, less: str, effect: Effect, text_more: str, text_less: str, *, detail: bool = False
) -> Iterator[ChangeKind]:
    """Two kinds that are each other's mirror; ``effect`` is that of the first."""
    yield ChangeKind(more, field, Direction.MORE, effect, text_more, less, detail)
    yield ChangeKind(less, field, Direction.LESS, effect.reverse, text_less, more, detail)


def _one(field: str, id: str, effect: Effect, text: str, *, detail: bool = False) -> Iterator[ChangeKind]:
    """A kind that is its own mirror."""
    yield ChangeKind(id, field, Direction.CHANGED, effect, text, id, detail)


def _said(field: str, stem: str, text_more: str, text_less: str) -> Iterator[ChangeKind]:
    """One side says something of it and the other nothing at all."""
    yield from _both(field, f"{stem}-stated", f"{stem}-unstated", _UNCLEAR, text_more, text_less)


def _each() -> Iterator[ChangeKind]:
    yield from _each_of_items()
    yield from _each_of_materials()
    yield from _each_of_process()
    yield from _each_of_places()


def _each_of_items() -> Iterator[ChangeKind]:
    yield from _both("", "item-added", "item-removed", _UNCLEAR, mark("多了这个事项"), mark("少了这个事项"))
    yield from _both(
        "", "standard-added", "standard-removed", _NEUTRAL, mark("多了这个标准事项"), mark("少了这个标准事项")
    )
    yield from _one("name", "name-changed", _NEUTRAL, mark("事项名称由“{before}”变为“{after}”"))
    yield from _one("aliases", "aliases-changed", _NEUTRAL, mark("别名由{before}变为{after}"))
    yield from _one("type", "type-changed", _UNCLEAR, mark("事项类型由{before}变为{after}"))
    yield from _one("action", "action-changed", _NEUTRAL, mark("办理情形由{before}变为{after}"))
    yield from _one("status", "status-changed", _UNCLEAR, mark("事项状态由{before}变为{after}"))
    yield from _one("effective", "effective-changed", _NEUTRAL, mark("有效期间由{before}变为{after}"))
    yield from _both("audience", "audience-added", "audience-removed", _EASE,
        mark("服务对象多了{name}"), mark("服务对象少了{name}"))  # fmt: skip
    yield from _said("audience", "audience", mark("写明了服务对象：{after}"), mark("没有写服务对象（原有：{before}）"))
    yield from _one("handling", "handling-changed", _UNCLEAR, mark("办件类型由{before}变为{after}"))
    yield from _both("handling", "handling-slower", "handling-immediate", _BURDEN,
        mark("不再当场办结：由{before}变为{after}"), mark("改为当场办结：由{before}变为{after}"))  # fmt: skip
    yield from _one("themes", "themes-changed", _NEUTRAL, mark("主题分类由{before}变为{after}"))
    yield from _one("stages", "stages-changed", _NEUTRAL, mark("全生命周期阶段由{before}变为{after}"))
    yield from _both("basis", "basis-added", "basis-removed", _NEUTRAL,
        mark("设定依据多了《{name}》{after}"), mark("设定依据少了《{name}》{before}"))  # fmt: skip
    yield from _one("basis", "basis-changed", _NEUTRAL, mark("设定依据《{name}》由{before}变为{after}"))
    yield from _one("basis", "basis-quote-changed", _NEUTRAL, mark("设定依据《{name}》的条文或网址不同"), detail=True)
    yield from _one("content", "content-changed", _NEUTRAL, mark("行使内容由“{before}”变为“{after}”"))
    yield from _one("scope", "scope-changed", _NEUTRAL, mark("权限划分由“{before}”变为“{after}”"))
    yield from _both("conditions", "condition-added", "condition-removed", _BURDEN,
        mark("受理条件多了：{after}"), mark("受理条件少了：{before}"))  # fmt: skip
    yield from _one("conditions", "condition-reworded", _UNCLEAR, mark("受理条件由“{before}”变为“{after}”"))
    yield from _said("conditions", "conditions",
        mark("写明了受理条件，{count} 条"), mark("没有写受理条件（原有 {count} 条）"))  # fmt: skip
    yield from _both("rejections", "rejection-added", "rejection-removed", _BURDEN,
        mark("不予受理的情形多了：{after}"), mark("不予受理的情形少了：{before}"))  # fmt: skip
    yield from _one("rejections", "rejection-reworded", _UNCLEAR, mark("不予受理的情形由“{before}”变为“{after}”"))
    yield from _said("rejections", "rejections",
        mark("写明了不予受理的情形，{count} 条"), mark("没有写不予受理的情形（原有 {count} 条）"))  # fmt: skip
    yield from _one("quota", "quota-changed", _UNCLEAR, mark("数量限制由“{before}”变为“{after}”"))
    yield from _both("rights", "right-added", "right-removed", _EASE,
        mark("申请人权利多了：{after}"), mark("申请人权利少了：{before}"))  # fmt: skip
    yield from _one("rights", "right-reworded", _UNCLEAR, mark("申请人权利由“{before}”变为“{after}”"))
    yield from _said("rights", "rights",
        mark("写明了申请人权利，{count} 条"), mark("没有写申请人权利（原有 {count} 条）"))  # fmt: skip
    yield from _both("duties", "duty-added", "duty-removed", _BURDEN,
        mark("申请人义务多了：{after}"), mark("申请人义务少了：{before}"))  # fmt: skip
    yield from _one("duties", "duty-reworded", _UNCLEAR, mark("申请人义务由“{before}”变为“{after}”"))
    yield from _said("duties", "duties",
        mark("写明了申请人义务，{count} 条"), mark("没有写申请人义务（原有 {count} 条）"))  # fmt: skip
    yield from _one("inspection", "inspection-changed", _UNCLEAR, mark("年审年检由“{before}”变为“{after}”"))
    yield from _both("faq", "faq-added", "faq-removed", _NEUTRAL,
        mark("常见问题多了：{name}"), mark("常见问题少了：{name}"))  # fmt: skip
    yield from _one("faq", "faq-changed", _NEUTRAL, mark("常见问题“{name}”的问法或回答不同"))


def _each_of_materials() -> Iterator[ChangeKind]:
    field = "materials"
    yield from _both(field, "material-added", "material-removed", _BURDEN,
        mark("材料多了：{name}"), mark("材料少了：{name}"))  # fmt: skip
    yield from _said(field, "materials",
        mark("写明了申请材料，{count} 份"), mark("没有写申请材料（原有 {count} 份）"))  # fmt: skip
    yield from _one(field, "material-renamed", _NEUTRAL, mark("材料“{before}”改称“{after}”"))
    yield from _both(field, "alternative-added", "alternative-removed", _EASE,
        mark("材料“{name}”多了一种选择：{after}"), mark("材料“{name}”少了一种选择：{before}"))  # fmt: skip
    yield from _both(field, "material-originals-more", "material-originals-fewer", _BURDEN,
        mark("材料“{name}”的原件由 {before} 份变为 {after} 份"),
        mark("材料“{name}”的原件由 {before} 份减为 {after} 份"))  # fmt: skip
    yield from _both(field, "material-copies-more", "material-copies-fewer", _BURDEN,
        mark("材料“{name}”的复印件由 {before} 份变为 {after} 份"),
        mark("材料“{name}”的复印件由 {before} 份减为 {after} 份"))  # fmt: skip
    yield from _both(field, "material-counts-stated", "material-counts-unstated", _NEUTRAL,
        mark("材料“{name}”写明了份数：{after}"), mark("材料“{name}”没有写份数（原有：{before}）"))  # fmt: skip
    yield from _both(field, "material-need-stricter", "material-need-looser", _BURDEN,
        mark("材料“{name}”由{before}变为{after}"), mark("材料“{name}”由{before}放宽为{after}"))  # fmt: skip
    yield from _both(field, "material-access-heavier", "material-access-lighter", _BURDEN,
        mark("材料“{name}”的取得方式由{before}变为{after}"),
        mark("材料“{name}”的取得方式由{before}减为{after}"))  # fmt: skip
    yield from _both(field, "material-when-wider", "material-when-narrower", _BURDEN,
        mark("更多情形要交材料“{name}”：由{before}变为{after}"),
        mark("更少情形要交材料“{name}”：由{before}变为{after}"))  # fmt: skip
    yield from _one(field, "material-when-changed", _UNCLEAR, mark("材料“{name}”的适用情形由{before}变为{after}"))
    yield from _one(field, "material-holder-changed", _UNCLEAR, mark("材料“{name}”的持有人由{before}变为{after}"))
    yield from _both(field, "material-intermediary-needed", "material-intermediary-spared", _BURDEN,
        mark("材料“{name}”要由中介机构出具（原为{before}）"),
        mark("材料“{name}”不再由中介机构出具，改为{after}"))  # fmt: skip
    yield from _one(field, "material-source-changed", _NEUTRAL, mark("材料“{name}”的来源渠道由{before}变为{after}"))
    yield from _both(field, "material-medium-wider", "material-medium-narrower", _EASE,
        mark("材料“{name}”的形式由{before}放宽为{after}"), mark("材料“{name}”的形式由{before}限为{after}"))  # fmt: skip
    yield from _one(field, "material-medium-changed", _UNCLEAR, mark("材料“{name}”的形式由{before}变为{after}"))
    yield from _one(field, "material-requirement-changed", _UNCLEAR,
        mark("材料“{name}”的要求由“{before}”变为“{after}”"))  # fmt: skip
    yield from _both(field, "material-supplement-longer", "material-supplement-shorter", _EASE,
        mark("材料“{name}”的补交期限由 {before} 个工作日延为 {after} 个工作日"),
        mark("材料“{name}”的补交期限由 {before} 个工作日缩为 {after} 个工作日"))  # fmt: skip
    yield from _both(field, "material-form-offered", "material-form-withdrawn", _EASE,
        mark("材料“{name}”提供空白表格下载"), mark("材料“{name}”没有空白表格下载"))  # fmt: skip
    yield from _one(field, "material-form-moved", _NEUTRAL, mark("材料“{name}”的空白表格换了网址"), detail=True)
    yield from _one(field, "material-certificate-changed", _NEUTRAL,
        mark("材料“{name}”关联的证照由{before}变为{after}"))  # fmt: skip
    yield from _one(field, "material-kind-changed", _NEUTRAL, mark("材料“{name}”的类型由{before}变为{after}"))
    yield from _one(field, "material-issuer-changed", _NEUTRAL, mark("材料“{name}”的出具机构由{before}变为{after}"))
    yield from _one(field, "material-basis-changed", _NEUTRAL, mark("材料“{name}”的要求依据由{before}变为{after}"))
    yield from _one(field, "material-guidance-changed", _NEUTRAL, mark("材料“{name}”的填报说明、样例或备注不同"))
    yield from _one(field, "material-code-changed", _NEUTRAL,
        mark("材料“{name}”的编码由{before}变为{after}"), detail=True)  # fmt: skip
    yield from _both("form", "form-field-added", "form-field-removed", _BURDEN,
        mark("申请表多填一项：{name}"), mark("申请表少填一项：{name}"))  # fmt: skip
    yield from _both("form", "form-field-required", "form-field-optional", _BURDEN,
        mark("申请表的“{name}”变为必填"), mark("申请表的“{name}”变为选填"))  # fmt: skip
    yield from _one("form", "form-field-changed", _NEUTRAL, mark("申请表的“{name}”的类型、可选值或说明不同"))
    yield from _said("form", "form", mark("写明了申请表字段，{count} 项"), mark("没有写申请表字段（原有 {count} 项）"))
    yield from _both("situations", "situation-added", "situation-removed", _NEUTRAL,
        mark("情形引导多问一句：{name}"), mark("情形引导少问一句：{name}"))  # fmt: skip
    yield from _one("situations", "situation-changed", _NEUTRAL, mark("情形“{name}”由{before}变为{after}"))


def _each_of_process() -> Iterator[ChangeKind]:
    yield from _both("steps", "steps-more", "steps-fewer", _BURDEN,
        mark("办理环节由 {before} 个增为 {after} 个"), mark("办理环节由 {before} 个减为 {after} 个"))  # fmt: skip
    yield from _both("steps", "step-added", "step-removed", _NEUTRAL,
        mark("办理环节多了：{name}"), mark("办理环节少了：{name}"))  # fmt: skip
    yield from _said(
        "steps", "steps", mark("写明了办理流程，{count} 个环节"), mark("没有写办理流程（原有 {count} 个环节）")
    )
    yield from _one("steps", "step-renamed", _NEUTRAL, mark("环节“{before}”改称“{after}”"))
    yield from _one("steps", "steps-reordered", _NEUTRAL, mark("办理环节的先后由{before}变为{after}"))
    yield from _both("steps", "step-longer", "step-shorter", _NEUTRAL,
        mark("环节“{name}”的时限由 {before}延为 {after}"),
        mark("环节“{name}”的时限由 {before}缩为 {after}"))  # fmt: skip
    yield from _one("steps", "step-limit-changed", _NEUTRAL, mark("环节“{name}”的时限由 {before}变为 {after}"))
    yield from _one("steps", "step-standard-changed", _UNCLEAR,
        mark("环节“{name}”的审查标准由“{before}”变为“{after}”"))  # fmt: skip
    yield from _one("steps", "step-details-changed", _NEUTRAL, mark("环节“{name}”的办理人、结果或说明不同"))
    yield from _both("special", "special-added", "special-removed", _BURDEN,
        mark("特别程序多了：{name}"), mark("特别程序少了：{name}"))  # fmt: skip
    yield from _both("special", "special-longer", "special-shorter", _BURDEN,
        mark("特别程序“{name}”由 {before}延为 {after}"), mark("特别程序“{name}”由 {before}缩为 {after}"))  # fmt: skip
    yield from _both("special", "special-counted", "special-uncounted", _EASE,
        mark("特别程序“{name}”计入办结时限"), mark("特别程序“{name}”不计入办结时限"))  # fmt: skip
    yield from _both("special", "special-charged", "special-free", _BURDEN,
        mark("特别程序“{name}”收费"), mark("特别程序“{name}”不收费"))  # fmt: skip
    yield from _one(
        "special", "special-changed", _NEUTRAL, mark("特别程序“{name}”的名称、时限写法、办理机构、依据或说明不同")
    )
    for key, title in (("statutory", _STATUTORY), ("promised", _PROMISED)):
        field = f"time_limit.{key}"
        yield from _both(field, f"{key}-longer", f"{key}-shorter", _BURDEN, title[0], title[1])
        yield from _said(field, key, title[2], title[3])
        yield from _one(field, f"{key}-unit-changed", _NEUTRAL, title[4])
        yield from _one(field, f"{key}-note-changed", _NEUTRAL, title[5])
    yield from _both("fees", "fee-added", "fee-removed", _BURDEN,
        mark("收费项目多了：{name}{after}"), mark("收费项目少了：{name}{before}"))  # fmt: skip
    yield from _said("fees", "fees", mark("写明了收费：{after}"), mark("没有写是否收费（原有：{before}）"))
    yield from _both("fees", "fee-higher", "fee-lower", _BURDEN,
        mark("“{name}”由 {before}涨为 {after}"), mark("“{name}”由 {before}降为 {after}"))  # fmt: skip
    yield from _one("fees", "fee-changed", _UNCLEAR, mark("“{name}”的收费标准由“{before}”变为“{after}”"))
    yield from _both("fees", "fee-reducible", "fee-irreducible", _EASE,
        mark("“{name}”允许减免"), mark("“{name}”不允许减免"))  # fmt: skip
    yield from _one("fees", "fee-details-changed", _NEUTRAL, mark("“{name}”的名称、依据或减免依据不同"))
    yield from _both("results", "result-added", "result-removed", _UNCLEAR,
        mark("办理结果多了：{name}"), mark("办理结果少了：{name}"))  # fmt: skip
    yield from _said("results", "results", mark("写明了办理结果：{after}"), mark("没有写办理结果（原有：{before}）"))
    yield from _one("results", "result-renamed", _NEUTRAL, mark("办理结果“{before}”改称“{after}”"))
    yield from _both("results", "result-longer", "result-shorter", _EASE,
        mark("“{name}”的有效期由 {before}延为 {after}"), mark("“{name}”的有效期由 {before}缩为 {after}"))  # fmt: skip
    yield from _said("results", "result-validity",
        mark("“{name}”写明了有效期：{after}"), mark("“{name}”没有写有效期（原有：{before}）"))  # fmt: skip
    yield from _both("results", "result-delivery-added", "result-delivery-removed", _EASE,
        mark("“{name}”多了一种送达方式：{after}"), mark("“{name}”少了一种送达方式：{before}"))  # fmt: skip
    yield from _one("results", "result-when-changed", _UNCLEAR, mark("“{name}”的适用情形由{before}变为{after}"))
    yield from _one("results", "result-details-changed", _NEUTRAL, mark("“{name}”的类型、证照、样本或说明不同"))
    yield from _both("visits", "visits-more", "visits-fewer", _BURDEN,
        mark("到办事现场由 {before} 次增为 {after} 次"), mark("到办事现场由 {before} 次减为 {after} 次"))  # fmt: skip
    yield from _said("visits", "visits",
        mark("写明了到办事现场次数：{after} 次"), mark("没有写到办事现场次数（原有：{before} 次）"))  # fmt: skip
    yield from _one("visit_reason", "visit-reason-changed", _NEUTRAL, mark("必须到现场的原因由“{before}”变为“{after}”"))
    yield from _both("intermediaries", "intermediary-added", "intermediary-removed", _BURDEN,
        mark("中介服务多了：{after}"), mark("中介服务少了：{before}"))  # fmt: skip
    yield from _one("intermediaries", "intermediary-reworded", _UNCLEAR, mark("中介服务由“{before}”变为“{after}”"))
    yield from _said("intermediaries", "intermediaries",
        mark("写明了中介服务，{count} 项"), mark("没有写中介服务（原有 {count} 项）"))  # fmt: skip


def _each_of_places() -> Iterator[ChangeKind]:
    yield from _both("channels", "channel-added", "channel-removed", _EASE,
        mark("办理形式多了{name}"), mark("办理形式少了{name}"))  # fmt: skip
    yield from _said("channels", "channels", mark("写明了办理形式：{after}"), mark("没有写办理形式（原有：{before}）"))
    yield from _both("reach", "reach-wider", "reach-narrower", _EASE,
        mark("通办范围由{before}扩大到{after}"), mark("通办范围由{before}缩小到{after}"))  # fmt: skip
    yield from _one("reach", "reach-changed", _NEUTRAL,
        mark("通办范围由{before}变为{after}，随行使层级不同"))  # fmt: skip
    yield from _said("reach", "reach", mark("写明了通办范围：{after}"), mark("没有写通办范围（原有：{before}）"))
    yield from _both("online", "online-offered", "online-withdrawn", _EASE,
        mark("可以网上办理"), mark("没有网上办理地址"))  # fmt: skip
    yield from _both("online", "online-depth-added", "online-depth-removed", _EASE,
        mark("网上能办到：{after}"), mark("网上不能再办到：{before}"))  # fmt: skip
    yield from _both("online", "mobile-offered", "mobile-withdrawn", _EASE,
        mark("可以在移动端办理"), mark("没有移动端地址"))  # fmt: skip
    yield from _both("online", "online-pay-offered", "online-pay-withdrawn", _EASE,
        mark("可以网上支付"), mark("不能网上支付"))  # fmt: skip
    yield from _both("express", "express-offered", "express-withdrawn", _EASE,
        mark("支持物流快递"), mark("不支持物流快递"))  # fmt: skip
    yield from _both("terminal", "terminal-offered", "terminal-withdrawn", _EASE,
        mark("支持自助终端"), mark("不支持自助终端"))  # fmt: skip
    yield from _both("appointment", "appointment-stated", "appointment-unstated", _NEUTRAL,
        mark("写明了预约网址"), mark("没有写预约网址"))  # fmt: skip
    yield from _one("appointment", "appointment-moved", _NEUTRAL, mark("预约换了网址"), detail=True)
    yield from _one("online", "online-moved", _NEUTRAL, mark("网上办理、移动端或进度查询换了网址或说明"), detail=True)
    yield from _one("hall", "hall-changed", _NEUTRAL, mark("进驻政务大厅由{before}变为{after}"), detail=True)
    yield from _one("windows", "windows-changed", _NEUTRAL, mark("办理窗口由{before}变为{after}"), detail=True)
    yield from _one("contact", "contact-changed", _NEUTRAL, mark("咨询和投诉的方式不同"), detail=True)
    yield from _one("remedy", "remedy-changed", _NEUTRAL, mark("权利救济由{before}变为{after}"), detail=True)
    yield from _one("code", "code-changed", _NEUTRAL, mark("实施编码由{before}变为{after}"), detail=True)
    yield from _one("local_code", "local-code-changed", _NEUTRAL, mark("地方编码由{before}变为{after}"), detail=True)
    yield from _one("standard", "standard-changed", _NEUTRAL, mark("标准事项由{before}变为{after}"))
    yield from _one("organ", "organ-changed", _NEUTRAL, mark("实施主体由{before}变为{after}"), detail=True)
    yield from _one("region", "region-changed", _NEUTRAL, mark("区划由{before}变为{after}"), detail=True)
    yield from _one("entrusted_by", "entrusted-changed", _NEUTRAL, mark("委托部门由{before}变为{after}"))
    yield from _one("joint_organs", "joint-organs-changed", _NEUTRAL, mark("联办机构由{before}变为{after}"))
    yield from _one("level", "level-changed", _NEUTRAL, mark("行使层级由{before}变为{after}"))
    yield from _one("power_source", "power-source-changed", _NEUTRAL, mark("权力来源由{before}变为{after}"))
    yield from _one("department", "department-changed", _NEUTRAL, mark("业务指导部门由{before}变为{after}"))
    yield from _one("department_name", "department-name-changed", _NEUTRAL, mark("主管部门由{before}变为{after}"))
    yield from _one("parent", "parent-changed", _NEUTRAL, mark("所属主项由{before}变为{after}"))
    yield from _one("levels", "levels-changed", _NEUTRAL, mark("可行使层级由{before}变为{after}"))
    yield from _one("source_url", "source-url-changed", _NEUTRAL, mark("来源网址不同"), detail=True)
    yield from _one("version", "version-changed", _NEUTRAL, mark("事项版本由{before}变为{after}"), detail=True)
    yield from _one("assured", "assured-changed", _NEUTRAL, mark("核对由{before}变为{after}"), detail=True)
    yield from _one("extra", "extra-changed", _NEUTRAL, mark("扩展字段不同"), detail=True)


_STATUTORY = (
    mark("法定办结时限由 {before}延为 {after}"), mark("法定办结时限由 {before}缩为 {after}"),
    mark("写明了法定办结时限：{after}"), mark("没有写法定办结时限（原有：{before}）"),
    mark("法定办结时限由 {before}改写为 {after}"), mark("法定办结时限的说明由“{before}”变为“{after}”"),
)  # fmt: skip
_PROMISED = (
    mark("承诺办结时限由 {before}延为 {after}"), mark("承诺办结时限由 {before}缩为 {after}"),
    mark("写明了承诺办结时限：{after}"), mark("没有写承诺办结时限（原有：{before}）"),
    mark("承诺办结时限由 {before}改写为 {after}"), mark("承诺办结时限的说明由“{before}”变为“{after}”"),
)  # fmt: skip

KINDS: Mapping[str, ChangeKind] = {kind.id: kind for kind in _each()}
"""All kinds of change by id, in the order in which an item's changes are told."""
