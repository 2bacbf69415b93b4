"""Which certificate an item issues, told by the item's name alone.

Names follow a few patterns: 《X》核发, X核发, X的补发、换发, 换发X, 变更《X》载明事项. A handling item stands in
brackets behind its item and is the more exact of the two, as in 规划类许可证核发（建筑类）(新建《规划许可证》核发).
All that stands around X must be words of acting, or the item does something else with it: it searches for it, takes it
back, gives appointments for it, or only mentions it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from itemkit.certificates.wording import has_form
from itemkit.findings import Message, msg
from itemkit.language import mark
from itemkit.model.actions import WORDS_OF_ACTIONS

_ISSUING = (
    "核发", "签发", "颁发", "发放", "配发", "制发", "换发", "补发", "增补发", "补换发", "换领", "补领", "申领",
    "领取", "初领", "办理", "办证", "新办", "新办证", "新申请", "首次申请", "申请", "补办", "补证", "换证",
    "补换证", "补换", "开具", "出具", "延续", "延期", "续期", "延续使用", "变更", "更名", "调整", "更正",
    "转入", "过户", "到期", "期满", "有效期", "届满", "首次", "初次", "新增", "审批", "许可", "使用", "挂失",
    "遗失", "丢失", "损毁", "毁损", "灭失", "损坏", "破损", "污损", "信息", "事项", "载明", "登记", "记载",
    "内容", "名称", "地址", "法定代表人", "负责人", "业务", "手续", "服务", "异地", "省内", "跨省", "全程",
    "网上", "制作", "审查", "审核", "受理", "简易", "一般", "普通", "重新",
)  # fmt: skip
"""Words that stand behind the name of what is issued, as often as they come."""
_ACTING = (
    "核发", "签发", "颁发", "发放", "配发", "制发", "换发", "补发", "增补发", "补换发", "换领", "补领", "申领",
    "领取", "初领", "办理", "新办", "补办", "补证", "换证", "补换证", "补换", "开具", "出具", "延续", "延期",
    "续期", "变更", "更名", "调整", "更正", "转入", "过户", "审批", "新申请", "首次申请", "申请", "遗失补办",
    "办证",
)  # fmt: skip
"""Those of them that say that something is issued; `审核` and `登记` alone do not."""


def _words(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_JOINED = r"以及|或者|[、,，/及和与或的并]"
_BY_ANOTHER = r"持.{2,10}?(?:证书|证|执照)(?=申领|申请|换领|换发|办理)"
"""机动车驾驶证持境外驾驶证申领."""
_TAIL = re.compile(rf"(?:{_words(_ISSUING)}|{_JOINED}|附图|附件|{_BY_ANOTHER})++")
_ACT = re.compile(_words(_ACTING))
_LEAD_ACT = re.compile(
    rf"^(?:.{{0,12}}?(?:{_JOINED}))??(?P<acts>(?:(?:{_words(_ACTING)}|首次|初次|重新)(?:{_JOINED})?)++)(?P<what>.*)$"
)
_NOT_ISSUED = re.compile(
    "查询|预约(?!出租)|进度|查验|核验|咨询|指引|指南|公证(?!员|机构|处)|认证|论证|公示|名单|公告|备案(?!证)|初审|转报|上报|报名|报考|登记记录|问答|回执|迁出|转出|借出|归还"
    "|停业|歇业|恢复|年检|年审|年报|注册表|信息公开|投诉|举报|复议|检查|评估|评价|验收|初核|推荐"
)
_CANCELS = re.compile(
    "|".join([*(one for one in WORDS_OF_ACTIONS["注销"] if one != "取消"), "收回", "缴销", "吊销", "作废"])
)
_QUOTED = re.compile(r"《([^《》]+)》")
_MOST_IN_FRONT = 20
"""Characters in front of 《X》 that say for whom or for what it is; what is longer is a sentence that mentions it."""
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Issued:
    """What an item issues."""

    name: str
    """As the item's name writes it."""
    reason: Message
    certain: bool = True


def issued_by(name: str) -> Issued | None:
    """What an item issues, told by its name; None where the name does not say it.

    >>> [(one := issued_by(name)) and one.name for name in ("《植物检疫证书》核发", "植物检疫证书查询")]
    ['植物检疫证书', None]
    """
    if len(name) > _LONGEST:
        return None
    for segment in _segments(name.translate(_WIDTH)):
        found = _issued(segment)
        if found is not None or _NOT_ISSUED.search(segment) or _CANCELS.search(segment):
            return found
    return None


_WIDTH = str.maketrans("（）〔〕［］　", "()()[] ", "\r\n\t ")


def _segments(name: str) -> Iterator[str]:
    """A handling item that stands in brackets at the end, then the item around it."""
    if not name.endswith(")"):
        yield name
        return
    depth = 0
    for start in range(len(name) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(name[start], 0)
        if depth == 0:
            break
    else:
        return
    inside = name[start + 1 : -1]
    if _ACT.search(inside) or _CANCELS.search(inside) or _NOT_ISSUED.search(inside):
        yield inside
    yield name


def _issued(segment: str) -> Issued | None:
    """What one segment says to be issued."""
    if _NOT_ISSUED.search(segment) or _CANCELS.search(segment):
        return None
    quoted = _QUOTED.findall(segment)
    if quoted:
        return _quoted(segment, quoted[0]) if len(quoted) == 1 else None
    return _unquoted(segment)


def _quoted(segment: str, name: str) -> Issued | None:
    """《X》 with words of acting behind it, or in front."""
    lead, tail = segment.split(f"《{name}》")
    tail, inside = _apart(tail.partition("—")[0])
    tail = tail.replace(_GAP, "")
    if not has_form(name.strip()) or len(lead) > _MOST_IN_FRONT or (tail and not _TAIL.fullmatch(tail)):
        return None
    is_issued = _ACT.search(tail) or any(map(_ACT.search, inside)) or _LEAD_ACT.match(lead)
    return None if not is_issued or _MENTIONS.search(lead) else Issued(name, msg(_NAME_SAYS))


def _unquoted(segment: str) -> Issued | None:
    """X with words of acting behind it, or in front; the words behind may stand in brackets."""
    text, inside = _apart(re.sub(r"\(含[^()]*\)", "", segment))
    for end in range(len(text), 2, -1):
        name, tail = text[:end], text[end:].replace(_GAP, "")
        if not name.endswith(_ENDINGS) or not (tail == "" or _TAIL.fullmatch(tail)):
            continue
        found = _with_tail(name.replace(_GAP, ""), tail, inside)
        if found:
            return replace(found, certain=found.certain and _GAP not in name)
    return None


def _with_tail(name: str, tail: str, inside: list[str]) -> Issued | None:
    in_front = _LEAD_ACT.match(name)
    if in_front and has_form(in_front["what"]):
        return Issued(_one_of_class(in_front["what"]), msg(_NAME_SAYS))
    if not has_form(name):
        return None
    name = _one_of_class(name)
    if _ACT.search(tail) or (not tail and any(_TAIL.fullmatch(one) and _ACT.search(one) for one in inside)):
        return Issued(name, msg(_NAME_SAYS))
    if _EXAMINES.search(tail):
        return Issued(name, msg(_ONLY_EXAMINED), certain=False)
    return None if tail else Issued(name, msg(_NAME_ALONE), certain=False)


def _apart(text: str) -> tuple[str, list[str]]:
    """A text with a gap for each of its outermost brackets, and what stands in them."""
    inside: list[str] = []
    while (found := _OUTERMOST.search(text)) is not None:
        inside.append(found[1])
        text = text[: found.start()] + _GAP + text[found.end() :]
    return text, inside


def _one_of_class(name: str) -> str:
    """The name without a class of those who get it, or where it holds: 团聚类外国人居留证件 is an 外国人居留证件."""
    return _WHERE.sub("", _CLASS.sub("", name))


_ENDINGS = ("证", "证书", "证件", "证明", "证明书", "执照", "护照", "签证", "批准书", "户口簿")
_GAP = "\0"
_OUTERMOST = re.compile(r"\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")
_CLASS = re.compile(r"^[^一二三四五六甲乙丙丁A-Z\d]{1,6}类(?=.{5})")
_EXAMINES = re.compile("审核|审查|登记")
_WHERE = re.compile(r"^(?:省内|省际间?|跨省|出省|市内|县内)(?:调运)?(?=.{4})")
_MENTIONS = re.compile("凭|持|具有|取得|有关|在我")
_NAME_SAYS = mark("事项名称说的就是发它，事项没有写办理结果")
_ONLY_EXAMINED = mark("事项名称说的是审核，看看发证的是不是这个事项")
_NAME_ALONE = mark("事项名称就是证照的名称，看看是不是发它")
