"""An example of every kind of change, as parts of two items.

docs/change-kinds.md shows them, tests/diff/test_kinds.py runs them.
Of two kinds that are each other's mirror only the first is here; the other is the same example the other way round.
What concerns a whole item has none: it is not seen by comparing two.
"""

from collections.abc import Mapping
from typing import Any

Data = Mapping[str, Any]


def _material(before: Data, after: Data) -> tuple[Data, Data]:
    """One material that is asked for otherwise."""
    name = {"name": "房屋租赁合同"}
    return {"materials": [name | dict(before)]}, {"materials": [name | dict(after)]}


def _step(before: Data, after: Data) -> tuple[Data, Data]:
    """One step that is otherwise."""
    return {"steps": [{"name": "审查"} | dict(before)]}, {"steps": [{"name": "审查"} | dict(after)]}


def _special(before: Data, after: Data) -> tuple[Data, Data]:
    name = {"name": "现场核查"}
    return {"special": [name | dict(before)]}, {"special": [name | dict(after)]}


def _fee(before: Data, after: Data) -> tuple[Data, Data]:
    name = {"name": "工本费"}
    return {"fees": [name | dict(before)]}, {"fees": [name | dict(after)]}


def _result(before: Data, after: Data) -> tuple[Data, Data]:
    name = {"name": "卫生许可证"}
    return {"results": [name | dict(before)]}, {"results": [name | dict(after)]}


def _limit(key: str, before: Data | None, after: Data | None) -> tuple[Data, Data]:
    limits = ({key: dict(one)} if one is not None else {} for one in (before, after))
    first, second = ({"time_limit": one} for one in limits)
    return first, second


def _days(days: int, unit: str = "工作日", **more: str) -> Data:
    return {"days": days, "unit": unit, **more}


def _sentences(key: str, one: str, reworded: str, another: str) -> dict[str, tuple[Data, Data]]:
    """The three examples of a list of sentences, by what they are called in `EXAMPLES`."""
    return {
        "added": ({key: [one]}, {key: [one, another]}),
        "reworded": ({key: [one]}, {key: [reworded]}),
        "stated": ({}, {key: [one, another]}),
    }


_CONDITIONS = _sentences("conditions", "年满六十周岁", "年满六十五周岁", "有本县户籍")
_REJECTIONS = _sentences("rejections", "材料不齐全，又不补正的", "材料不齐全，到期又不补正的", "不属于本机关职权的")
_RIGHTS = _sentences("rights", "可以委托他人办理", "可以书面委托他人办理", "对决定不服可以申请复议")
_DUTIES = _sentences("duties", "对材料的真实性负责", "对材料和陈述的真实性负责", "按期报送年度报告")
_INTERMEDIARIES = _sentences("intermediaries", "公共场所卫生检测", "公共场所卫生学检测", "施工图审查")
_BASIS = {"law": "公共场所卫生管理条例", "kind": "行政法规", "article": "第四条"}
_OTHER_BASIS = {"law": "行政许可法", "kind": "法律", "article": "第三十二条"}
_ASKED = {"id": "premises", "question": "场所是自有还是租赁？", "options": {"owned": "自有", "leased": "租赁"}}
_ONE_STEP_MORE = ({"steps": [{"name": "审查"}]}, {"steps": [{"name": "受理"}, {"name": "审查"}]})
_OFFERED = "https://example.gov.cn/a"
_ELSEWHERE = "https://example.gov.cn/b"

EXAMPLES: Mapping[str, tuple[Data, Data]] = {
    "name-changed": ({"name": "卫生许可"}, {"name": "公共场所卫生许可"}),
    "aliases-changed": ({"aliases": ["卫生证"]}, {"aliases": ["卫生证", "卫生许可"]}),
    "type-changed": ({"type": "行政许可"}, {"type": "行政确认"}),
    "action-changed": ({"action": "新办"}, {"action": "延续"}),
    "status-changed": ({"type": "行政许可", "status": "在用"}, {"type": "行政许可", "status": "取消"}),
    "effective-changed": ({"effective": {"from": "2026-01-01"}}, {"effective": {"from": "2026-07-01"}}),
    "audience-added": ({"audience": ["自然人"]}, {"audience": ["自然人", "企业法人"]}),
    "audience-stated": ({}, {"audience": ["自然人"]}),
    "handling-changed": ({"handling": "承诺件"}, {"handling": "转报件"}),
    "handling-slower": ({"handling": "即办件"}, {"handling": "承诺件"}),
    "themes-changed": ({"themes": ["准入准营"]}, {"themes": ["设立变更"]}),
    "stages-changed": ({"stages": ["就业"]}, {"stages": ["退休"]}),
    "basis-added": ({"basis": [_BASIS]}, {"basis": [_BASIS, _OTHER_BASIS]}),
    "basis-changed": ({"basis": [_BASIS]}, {"basis": [{**_BASIS, "article": "第八条"}]}),
    "basis-quote-changed": ({"basis": [_BASIS]}, {"basis": [{**_BASIS, "url": _OFFERED}]}),
    "content-changed": ({"content": "发放卫生许可证"}, {"content": "核发卫生许可证"}),
    "scope-changed": ({"scope": "市级受理"}, {"scope": "县级受理"}),
    "condition-added": _CONDITIONS["added"],
    "condition-reworded": _CONDITIONS["reworded"],
    "conditions-stated": _CONDITIONS["stated"],
    "rejection-added": _REJECTIONS["added"],
    "rejection-reworded": _REJECTIONS["reworded"],
    "rejections-stated": _REJECTIONS["stated"],
    "quota-changed": ({"quota": "无"}, {"quota": "每年 20 个"}),
    "right-added": _RIGHTS["added"],
    "right-reworded": _RIGHTS["reworded"],
    "rights-stated": _RIGHTS["stated"],
    "duty-added": _DUTIES["added"],
    "duty-reworded": _DUTIES["reworded"],
    "duties-stated": _DUTIES["stated"],
    "inspection-changed": ({"inspection": "无"}, {"inspection": "每年一次"}),
    "faq-added": ({}, {"faq": [{"q": "可以委托他人办理吗？", "a": "可以"}]}),
    "faq-changed": (
        {"faq": [{"q": "可以委托他人办理吗？", "a": "可以"}]},
        {"faq": [{"q": "可以委托他人办理吗？", "a": "可以，要写委托书"}]},
    ),
    "material-added": ({"materials": []}, {"materials": [{"name": "房屋租赁合同"}]}),
    "materials-stated": ({}, {"materials": [{"name": "申请表"}, {"name": "房屋租赁合同"}]}),
    "material-renamed": ({"materials": [{"name": "租赁合同书"}]}, {"materials": [{"name": "租赁合同"}]}),
    "alternative-added": (
        {"materials": [{"name": "房屋租赁合同"}]},
        {"materials": [{"any_of": [{"name": "房屋租赁合同"}, {"name": "不动产权证书"}]}]},
    ),
    "material-originals-more": _material({"original": 1}, {"original": 2}),
    "material-copies-more": _material({"copies": 0}, {"copies": 1}),
    "material-counts-stated": _material({}, {"original": 1}),
    "material-need-stricter": _material({"need": "非必要"}, {"need": "必要"}),
    "material-access-heavier": _material({"access": "共享"}, {"access": "提交"}),
    "material-when-wider": (
        {"situations": [_ASKED], "materials": [{"name": "房屋租赁合同", "when": {"premises": "leased"}}]},
        {"situations": [_ASKED], "materials": [{"name": "房屋租赁合同"}]},
    ),
    "material-when-changed": (
        {"situations": [_ASKED], "materials": [{"name": "房屋租赁合同", "when": {"premises": "leased"}}]},
        {"situations": [_ASKED], "materials": [{"name": "房屋租赁合同", "when": {"premises": "owned"}}]},
    ),
    "material-holder-changed": _material({}, {"holder": "其他主体"}),
    "material-intermediary-needed": _material({"source": "申请人自备"}, {"source": "中介机构出具"}),
    "material-source-changed": _material({"source": "申请人自备"}, {"source": "政府部门核发"}),
    "material-medium-wider": _material({"medium": "纸质"}, {"medium": "纸质或电子化"}),
    "material-medium-changed": _material({"medium": "纸质"}, {"medium": "电子化"}),
    "material-requirement-changed": _material({"requirement": "租期不少于半年"}, {"requirement": "租期不少于一年"}),
    "material-supplement-longer": _material({"supplement_days": 5}, {"supplement_days": 10}),
    "material-form-offered": _material({}, {"form": _OFFERED}),
    "material-form-moved": _material({"form": _OFFERED}, {"form": _ELSEWHERE}),
    "material-certificate-changed": _material({"certificate": "租赁合同"}, {"certificate": "不动产权证书"}),
    "material-kind-changed": _material({"kind": "其他"}, {"kind": "证件证书证明"}),
    "material-issuer-changed": _material({"issuer": "街道办事处"}, {"issuer": "居民委员会"}),
    "material-basis-changed": _material({}, {"basis": _BASIS}),
    "material-guidance-changed": _material({}, {"mistakes": ["没有签名"]}),
    "material-code-changed": _material({"code": "001"}, {"code": "002"}),
    "form-field-added": ({"form": [{"name": "姓名"}]}, {"form": [{"name": "姓名"}, {"name": "婚姻状况"}]}),
    "form-field-required": (
        {"form": [{"name": "姓名", "required": False}]},
        {"form": [{"name": "姓名", "required": True}]},
    ),
    "form-field-changed": ({"form": [{"name": "姓名"}]}, {"form": [{"name": "姓名", "note": "同身份证"}]}),
    "form-stated": ({}, {"form": [{"name": "姓名"}]}),
    "situation-added": ({}, {"situations": [_ASKED]}),
    "situation-changed": (
        {"situations": [_ASKED]},
        {"situations": [{**_ASKED, "options": {"owned": "自有", "leased": "租赁", "lent": "借用"}}]},
    ),
    "steps-more": _ONE_STEP_MORE,
    "step-added": _ONE_STEP_MORE,
    "steps-stated": ({}, {"steps": [{"name": "受理"}, {"name": "审查"}]}),
    "step-renamed": ({"steps": [{"name": "材料的审查核对"}]}, {"steps": [{"name": "材料审查核对"}]}),
    "steps-reordered": (
        {"steps": [{"name": "受理"}, {"name": "审查"}]},
        {"steps": [{"name": "审查"}, {"name": "受理"}]},
    ),
    "step-longer": _step({"days": 3}, {"days": 5}),
    "step-limit-changed": _step({}, {"days": 3}),
    "step-standard-changed": _step({"standard": "材料齐全"}, {"standard": "材料齐全、内容一致"}),
    "step-details-changed": _step({"by": "综合窗口"}, {"by": "审批科"}),
    "special-added": ({}, {"special": [{"name": "现场核查", "days": 10}]}),
    "special-longer": _special({"days": 10}, {"days": 15}),
    "special-counted": _special({"counted": False}, {"counted": True}),
    "special-charged": _special({"fee": False}, {"fee": True}),
    "special-changed": _special({}, {"by": "卫生监督所"}),
    **{
        f"{key}-{how}": example
        for key in ("statutory", "promised")
        for how, example in {
            "longer": _limit(key, _days(20), _days(30)),
            "stated": _limit(key, None, _days(20)),
            "unit-changed": _limit(key, _days(20), _days(28, "自然日")),
            "note-changed": _limit(key, _days(20), _days(20, note="听证的时间不算")),
        }.items()
    },
    "fee-added": ({"fees": []}, {"fees": [{"name": "工本费", "amount": 10, "per": "本"}]}),
    "fees-stated": ({}, {"fees": [{"name": "工本费"}]}),
    "fee-higher": _fee({"amount": 10}, {"amount": 15}),
    "fee-changed": _fee({"standard": "按面积"}, {"standard": "按户"}),
    "fee-reducible": _fee({"reducible": False}, {"reducible": True}),
    "fee-details-changed": _fee({}, {"reduction": "残疾人减半"}),
    "result-added": ({"results": [{"name": "卫生许可证"}]}, {"results": [{"name": "卫生许可证"}, {"name": "决定书"}]}),
    "results-stated": ({}, {"results": [{"name": "卫生许可证"}]}),
    "result-renamed": ({"results": [{"name": "卫生许可证书"}]}, {"results": [{"name": "卫生许可证"}]}),
    "result-longer": _result({"valid_for": "P2Y"}, {"valid_for": "P4Y"}),
    "result-validity-stated": _result({}, {"valid_for": "P4Y"}),
    "result-delivery-added": _result({"delivery": ["窗口领取"]}, {"delivery": ["窗口领取", "邮寄送达"]}),
    "result-when-changed": (
        {"situations": [_ASKED], "results": [{"name": "卫生许可证"}]},
        {"situations": [_ASKED], "results": [{"name": "卫生许可证", "when": {"premises": "owned"}}]},
    ),
    "result-details-changed": _result({}, {"certificate": "公共场所卫生许可证"}),
    "visits-more": ({"visits": 0}, {"visits": 1}),
    "visits-stated": ({}, {"visits": 1}),
    "visit-reason-changed": ({"visit_reason": "核对原件"}, {"visit_reason": "当面签字"}),
    "intermediary-added": _INTERMEDIARIES["added"],
    "intermediary-reworded": _INTERMEDIARIES["reworded"],
    "intermediaries-stated": _INTERMEDIARIES["stated"],
    "channel-added": ({"channels": ["窗口办理"]}, {"channels": ["窗口办理", "网上办理"]}),
    "channels-stated": ({}, {"channels": ["窗口办理"]}),
    "reach-wider": ({"level": "市级", "reach": "全市"}, {"level": "市级", "reach": "全省"}),
    "reach-changed": ({"level": "市级", "reach": "全市"}, {"level": "县级", "reach": "全县"}),
    "reach-stated": ({}, {"reach": "全市"}),
    "online-offered": ({"online": {"pay": True}}, {"online": {"pay": True, "url": _OFFERED}}),
    "online-depth-added": (
        {"online": {"depth": ["互联网咨询"]}},
        {"online": {"depth": ["互联网咨询", "互联网受理"]}},
    ),
    "mobile-offered": ({}, {"online": {"mobile": _OFFERED}}),
    "online-pay-offered": ({"online": {"pay": False}}, {"online": {"pay": True}}),
    "express-offered": ({"express": False}, {"express": True}),
    "terminal-offered": ({"terminal": False}, {"terminal": True}),
    "appointment-stated": ({}, {"appointment": _OFFERED}),
    "appointment-moved": ({"appointment": _OFFERED}, {"appointment": _ELSEWHERE}),
    "online-moved": ({"online": {"url": _OFFERED}}, {"online": {"url": _ELSEWHERE}}),
    "hall-changed": ({"hall": False}, {"hall": True}),
    "windows-changed": ({"windows": [{"place": "县政务服务中心"}]}, {"windows": [{"place": "镇便民服务中心"}]}),
    "contact-changed": ({"contact": {"consult": "020-12345"}}, {"contact": {"consult": "020-54321"}}),
    "remedy-changed": ({"remedy": {"review": "县人民政府"}}, {"remedy": {"review": "市人民政府"}}),
    "code-changed": (
        {"code": "11440100007482620J4440123001000"},
        {"code": "11450721MB155808114440123001000"},
    ),
    "local-code-changed": ({"local_code": "A1"}, {"local_code": "A2"}),
    "standard-changed": ({"standard": "440123001000"}, {"standard": "440123002000"}),
    "organ-changed": ({"organ": "11440100007482620J"}, {"organ": "11450721MB15580811"}),
    "region-changed": ({"region": "440100"}, {"region": "450721"}),
    "entrusted-changed": ({"entrusted_by": "市卫生健康委员会"}, {"entrusted_by": "市行政审批局"}),
    "joint-organs-changed": ({"joint_organs": ["县公安局"]}, {"joint_organs": ["县公安局", "县民政局"]}),
    "level-changed": ({"level": "市级"}, {"level": "县级"}),
    "power-source-changed": ({"power_source": "法定本级行使"}, {"power_source": "委托行使"}),
    "department-changed": ({"department": "23"}, {"department": "31"}),
    "department-name-changed": ({"department_name": "卫生健康部门"}, {"department_name": "市场监管部门"}),
    "parent-changed": ({"parent": "440123001000"}, {"parent": "440123002000"}),
    "levels-changed": ({"levels": ["市级"]}, {"levels": ["市级", "县级"]}),
    "source-url-changed": ({"source_url": _OFFERED}, {"source_url": _ELSEWHERE}),
    "version-changed": ({"version": 1}, {"version": 2}),
    "assured-changed": (
        {"assured": {"by": "卫生监督处", "on": "2026-01-01"}},
        {"assured": {"by": "卫生监督处", "on": "2026-07-01"}},
    ),
    "extra-changed": ({"extra": {"序号": 1}}, {"extra": {"序号": 2}}),
}
"""By the id of the kind: before, after."""
