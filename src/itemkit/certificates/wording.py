"""What a name says beside which certificate is meant: how it is handed in, whose it is, when it is needed.

`barer` takes away what changes nothing; what is left and is still more than a certificate's name is told by the
others. All of them work on `spelled` text, in which width, quotes, 《》 and spaces are gone.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from itemkit.model.material_core import PAUSES, core
from itemkit.model.regions import regions

LONGEST = 200
"""Characters; the national exchange field of a name holds as many, and what is longer names no certificate."""

_QUOTES = str.maketrans(dict.fromkeys("《》〈〉<>“”‘’\"'「」『』【】 \t\r\n\u3000"))
_BRACKETS = str.maketrans("〔〕[]{}", "()()()")

_HELD = (
    r"现持有|所持有|持有|现持|所持|原有|原来|原(?!产地|料|始|子)|旧|现有|已有|已取得|已领取|已核发|有效期内|合法有效|有效|合法|本人"
    r"|申请者|申请人|变更后|换发后|延续后|转让后|中华人民共和国|扫描上传|上传|提供|提交|出示|交回|交验|查验|(?:经|已)?年检合格"
    r"|已?(?:加载|载有|标注)统一社会信用代码|第?二代"
)
_OWNER = r"申请单位|申请企业|申报单位|申请机构|企业|本单位|我国|中国|本省|本市"
_COPY = (
    r"正副本|正、副本|正本[和与及、/]副本|正本|副本|原件|复印件|影印件|扫描件|复制件|电子版|电子件|电子证照|电子证书|电子证|纸质版?|旧证|原证|旧本"
    r"|正反面|双面|彩色|一份|各|[及和与、/]"
)
_AT_END = re.compile(rf"(?:的?(?:{_COPY}))++$")
_POSSESSION = re.compile(rf"^(?:{_HELD})的?(?=.{{2}})")
_SAYS_HOW = re.compile(
    rf"(?:{_COPY}|{_HELD}|{_OWNER}|的|加盖|盖章|盖|公章|签字|签名|签章|核对|核验|查验|验|核|收|交|退|留存|留底|备查|或|并|均"
    r"|须|应|要|可|后|电子|字迹|清楚|清晰|完整|齐全|真实|[一二两三四五六七八九十\d]{1,2}[份张页本]|A4|纸|打印|装订)++"
)
_SAYS_WHEN = re.compile(
    r"(?:如|若|仅|限|凡|属|适用|需要时|必要时|可选|可提交|可不提|可免|免提交|无需|不需|网上|窗口|系统|部门共享|数据共享|承诺).*"
    r"|.*(?:的|时|提供|提交|情形|除外|适用|免交|补交)"
)
_BRACKET = re.compile(r"\(([^()]*)\)")
_PARTS = re.compile(r"[或及和与、/,，;；]|(?<![高中初平同])等(?![级学校院同额专])")

_ACTING = (
    "纳税人|扣缴义务人|法定代表人|法人代表|法人|主要负责人|项目负责人|单位负责人|负责人|经办人员?|办理人员?|经营者|申办人"
    "|当事人|个人|户主|持证人"
)
_OTHERS = (
    "代理人|委托人|受托人|被委托人|受委托人|代办人|代缴人|代领人|监护人|被监护人|被探望人|被探望外国人|探望人|邀请人|被邀请人|接待人|召集人"
    "|雇主|雇员|雇员家属|抵押权人|抵押人|担保人|保证人|质权人|出质人|债权人|债务人|收养人|被收养人|送养人|继承人|被继承人|死者|亡者|死亡人员"
    "|出租人|出租方|承租人|承租方|房东|房主|业主|产权人|权利人|转让方|受让方|买方|卖方|双方|男女双方|夫妻双方|父母双方|父母|父亲|母亲|配偶"
    "|夫妻|子女|儿女|孩子|家长|家属|亲属|近亲属|直系亲属|家庭成员|共同生活的?家庭成员|同住人|随迁人员|聘用单位|用人单位|工作单位|所在单位"
    "|原单位|设计单位|施工单位|建设单位|监理单位|勘察单位|检测单位|接待单位|邀请单位|主管单位|受委托单位|委托单位|供货单位|供应商|生产商"
    "|承运人|托运人|承运单位|对方|第三方|设立人|发起人|合伙人|股东|投资者|投资人|出资人|举办者|开办者|高级管理人员"
    "|员工|职工|工伤职工|注册人员|相关人员|新生儿|婴儿|外籍父母|台湾配偶|单位|公司"
)
_TRADES = (
    "董事|监事|经理|从业人员|学生|教师|医师|护士|驾驶员|驾驶人|技术人员|专业技术人员|管理人员|工作人员|业务人员"
    "|专职人员"
)
"""Also somebody else where a certificate that is known follows; else a part of its name: 教师资格证书."""


def _words(*several: str) -> str:
    """Alternatives, the longest first: then the first that fits is the right one, and none need be tried again."""
    return "|".join(sorted("|".join(several).split("|"), key=len, reverse=True))


_WHO = re.compile(
    rf"(?:(?P<others>{_words(_OTHERS, _TRADES)})|{_words(_ACTING)}"
    r"|所有|全部|全体|各|每个|该|其|原|新|拟任|拟聘|现任|或者|或|和|及|与|、)++"
)

_ELSEWHERE = "调出|调入|同批|他人|其他|外籍|外国|境外|军队|武警|部队|上级|有关|相关人|相关单位"
_FROM_OTHERS = re.compile(f"{_OTHERS}|{_ELSEWHERE}")
"""In front of 的: whose it is, or from where; 原调出地的同批次货物的《植物检疫证书》 is not the applicant's."""
_SAYS_WHICH = re.compile(f"证|执照|批文|{_OTHERS}|{_ACTING}|{_ELSEWHERE}")

NOT_IN_NAMES = re.compile(
    r"[、,，;；:：。!?！？()=+*×_]|[和及或]|等(?!级)|持(?!证)|(?<!目)的|申请|办理|注销|查询|核发|补发|换发|变更|提供|提交|出具|证明材料|如已"
    r"|[xX]{2,}|附件|附图|遗失|刊登|凭(?!证)|持有|有关|相关"
)
"""What a name of a certificate that nobody has listed does not hold; one with it says more, or is a sentence."""
_FORM = re.compile(
    r".+?(?:证书|证件|执照|护照|签证|批准书|批准证|户口簿|证明书?"
    r"|(?<![公认论验佐查取办换补鉴考求举保凭旧原签辩领发两三多此该各])证)"
)
_KIND_WORDS = (
    "有效|相关|有关|其他|其它|合法|法定|本人|个人|单位|企业|公司|法人|申请人|身份|户籍|资格|资质|注册|许可|登记|执业|职业|任职|从业|上岗|专业|技术"
    "|等级|荣誉|获奖|权属|产权|所有权|经营|生产|使用|规划|行业|批准|审批|审查|核准|备案|合格|年检|检测|检验|检疫|鉴定|旅行|国际|出入境|入出境|入境"
    "|居留|电子|纸质|前置|机构|组织|主体|住所|场所|场地|房产|房屋|土地|材料|书面|在职|离职|工作|亲属|关系|家庭|收入|资产|资信|类|本|人员|项目|单一"
    "|原始|完工|验收|委托|授权|函件|情况|说明|业务|该|此|各|的|照|牌|奖励|成绩|培训|考试|结业|学习|参保|缴费"
    "|证书|证件|证明书|证明|执照|批准书|证"
)
_GENERIC = re.compile(rf"(?:{_words(_KIND_WORDS)})++")
_SOMEBODYS_KIND = re.compile(rf"(?:{_words(_OTHERS, _ACTING)})++(?:{_words(_KIND_WORDS)})++")
"""聘用单位资质证书 is no certificate of its own, nor is 被探望人家庭成员关系证明."""


def spelled(name: str) -> str:
    """A name in one spelling: width, quotes, 《》, spaces, and how it says 户口簿."""
    text = unicodedata.normalize("NFKC", name).translate(_BRACKETS).translate(_QUOTES)
    return text.replace("户口本", "户口簿").rstrip(PAUSES)


def key_of(name: str) -> str:
    """What two spellings of one certificate's name share."""
    return core(spelled(name)).replace("/", "").casefold()


def barer(name: str) -> Iterator[str]:
    """A name, spelled, with less and less of what does not change which certificate is meant.

    >>> list(barer("企业《营业执照》（正、副本）复印件"))[-1]
    '营业执照'
    """
    yield from _each_barer(spelled(name), _front())


def bare(name: str) -> str:
    """A name as it would be called if it is a certificate's: the applicant's and the province's are not left out."""
    return list(_each_barer(spelled(name), _POSSESSION))[-1]


def _each_barer(text: str, front: re.Pattern[str]) -> Iterator[str]:
    seen = None
    while text != seen:
        seen = text
        yield text
        text = _without_brackets(text)
        text = _AT_END.sub("", text) or text
        if text == seen:
            text = front.sub("", text)
        if text == seen:
            text = core(text)


def brackets_of(text: str) -> tuple[str, list[str]]:
    """A spelled name without its brackets, and what stands in them."""
    return _BRACKET.sub("", text), _BRACKET.findall(text)


def parts_of(text: str) -> list[tuple[str, str]]:
    """The things that a spelled name lists, each with the sign in front of it; those in brackets count too."""
    flat = re.sub(r"[()]", ",", text)
    flat = re.sub(r"以及|及其", "及", re.sub(r"或者|或是", "或", flat))
    cuts = [0, *(found.start() for found in _PARTS.finditer(flat)), len(flat)]
    parts = [(flat[start:end][:1], flat[start:end].lstrip("或及和与、/,，;；等")) for start, end in pairwise(cuts)]
    return [(sign, part) for sign, part in parts if part]


def whose(lead: str) -> str:
    """Whose a certificate is, told by the words in front of its name.

    Returns:
        ``acting`` for those who act for the applicant (法定代表人、经办人), ``others`` for other people, bodies and
        places, ``unclear`` for what ends in 的 and says nothing of it, nothing where the words are none of these.
    """
    text = lead.removesuffix("的")
    found = _WHO.fullmatch(text)
    if found:
        return "others" if found["others"] else "acting"
    if not lead.endswith("的"):
        return ""
    return "others" if _FROM_OTHERS.search(text) else "unclear"


def has_form(name: str) -> bool:
    """Whether a bare name reads like that of one certificate, and not like a kind of certificates."""
    text = name.removeprefix("中华人民共和国")
    return (
        _SHORTEST_NAME <= len(text) <= _LONGEST_NAME
        and _FORM.fullmatch(text) is not None
        and _GENERIC.fullmatch(text) is None
        and NOT_IN_NAMES.search(text) is None
        and "类许可证" not in text
        and not _SOMEBODYS_KIND.fullmatch(text)
        and not (text.endswith("证件") and len(text) < _SHORTEST_PAPERS)
    )


_SHORTEST_NAME = 3
_SHORTEST_PAPERS = 6
"""税务证件 is a kind of papers, 外国人停留证件 is one."""
_LONGEST_NAME = 40


def _without_brackets(text: str) -> str:
    """Without brackets that say only how, when, or where (深圳市/广州市)."""
    return _BRACKET.sub(lambda found: "" if _is_harmless(found[1]) else found[0], text)


def _is_harmless(text: str) -> bool:
    if not text or _SAYS_HOW.fullmatch(text) or _places().fullmatch(text):
        return True
    return _SAYS_WHEN.fullmatch(text) is not None and not _SAYS_WHICH.search(text)


@cache
def _front() -> re.Pattern[str]:
    """Words in front that do not matter, as often as they come; something is left behind them."""
    return re.compile(rf"^(?:{_HELD}|{_OWNER}|{_provinces()})的?(?=.{{2}})")


@cache
def _provinces() -> str:
    full = [one.name for one in regions() if one.level == "省级" and not one.kind and not one.until]
    return "|".join(sorted(map(re.escape, full), key=len, reverse=True))


@cache
def _places() -> re.Pattern[str]:
    """A list of provinces, cities and counties, with or without 省 and 市."""
    names = {one.name for one in regions() if not one.kind}
    short = {name[:-1] for name in names if len(name) > 2 and name[-1] in "省市"}  # noqa: PLR2004 (沙市 is a name)
    every = "|".join(sorted(map(re.escape, names | short | {"省内", "市内", "本市", "本省"}), key=len, reverse=True))
    return re.compile(rf"(?:(?:{every})[/、,和及]?)++")
