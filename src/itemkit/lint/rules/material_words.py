"""What the names of materials say: tables of words, and the questions that the rules of family M ask of a name.

Catalogs use the same few thousand names over and over, so answers are remembered. Of a text that is far too long for a
name only the end is looked at: nobody should be able to keep the patterns busy.
"""

import re
from collections.abc import Callable
from functools import lru_cache, wraps

from itemkit.model.material_core import PAUSES, core

_REMEMBERED = 1 << 14  # names; a province has some thousand different ones
_LONGEST = 400  # characters; the national exchange field holds 200


def _of_names(question: Callable[[str], bool]) -> Callable[[str], bool]:
    answer = lru_cache(_REMEMBERED)(question)

    @wraps(question)
    def ask(name: str) -> bool:
        return answer(name if len(name) <= _LONGEST else name[-_LONGEST:])

    return ask


_BRACKET_AT_END = re.compile(r"[（(][^（()）]*[)）]$")

# --- names that leave open what to bring ---------------------------------------------------------------------------

_THING = r"(?:材料|资料|文件|证件|证明|手续|要件|文书|单证)"
_FILLER = (
    r"(?:相关|有关|必要|必需|需要|要求|应当|提交|提供|补充|补正|报送|附送|出具|证明|佐证|支撑|辅助|申请|申报|书面|的)*"
)
_OPEN_ENDED = re.compile(
    rf"其[他它]{_FILLER}{_THING}$"  # 其他材料; 其他建设工程消防验收备案表 is the name of a form
    # 审批机关认为需要提交的材料
    rf"|(?:要求|规定|认为|认定|需要|所需|应当提[交供]|须提[交供])(?:其[他它])?{_FILLER}{_THING}$"
    rf"|^(?:相关|有关|必要|必需|所需)的?(?:证明|申请|申报|书面)?{_THING}$"  # 相关材料
    rf"|(?:[及和与、，,])(?:相关|有关|必要)的?(?:证明|申请|申报|书面)?{_THING}$"  # 身份证及相关材料
    rf"|^与.{{1,12}}[相有]关的?{_THING}$"  # 与申请事项有关的材料
    r"|^其[他它]$"
)
_OPEN_LIST = re.compile(
    r"(?<![一二三四五六七八九十高初上下优劣甲乙丙])等+(?:相关|有关)?(?:证明|证据|书面|申请|佐证)?"
    r"(?:材料|资料|文件|证明|证件|手续|表格|文书|单据|凭证)?$"
)


@_of_names
def is_open_ended(name: str) -> bool:
    """Whether a name lets the counter decide what it means: 其他材料, 有关部门要求的材料."""
    text = _BRACKET_AT_END.sub("", name.rstrip(PAUSES))
    return _OPEN_ENDED.search(text) is not None and "符合" not in text


@_of_names
def is_open_list(name: str) -> bool:
    """Whether a name is a list that ends in 等; 一等奖证书 and 高等学校毕业证 are none."""
    return "等" in name and _OPEN_LIST.search(name.rstrip(PAUSES)) is not None


_GENERIC = re.compile(
    r"(?:申请|申报|登记|审批|审核|备案|报告)?表格?|报表|(?:申请|申报)(?:书|函|材料)"
    r"|证明(?:书|材料|文件|函|函件)?|证件|证书|许可证|批复(?:文件)?|批文|批准(?:文件|书)|(?:审核|审查)?意见"
    r"|函|函件|公函|合同书?|协议书?|报告|图纸|图件|方案"
    r"|(?:补充|佐证|支撑|辅助|书面)?(?:材料|资料|文件)|文书|附件|要件"
)


@_of_names
def is_generic(name: str) -> bool:
    """Whether a name says no more than what sort of a thing is meant: 申请表, 证明, 合同."""
    return _GENERIC.fullmatch(core(name)) is not None


_IDENTITY = re.compile(r"(?:(?<!居民)身份证明(?:文件|材料)?|身份证件|有效证件)$")


@_of_names
def is_any_identity_document(name: str) -> bool:
    """Whether a name asks for proof of identity and does not say by which certificate."""
    return _IDENTITY.search(core(name)) is not None


_SENTENCE = re.compile(
    r"[。；;](?=.)"
    r"|[，,](?:还|则|并|均)?(?:应当?|需要?|须)?(?:提交|提供|出具|附上?|共享)"  # 变更住所的，提交住所使用证明
    r"|^(?:应当?|需要?|须)?(?:提交|提供|出示)(?!的)"
)


@_of_names
def is_sentence(name: str) -> bool:
    """Whether a name says when or how to hand something in, or names two things in two sentences."""
    return _SENTENCE.search(name.rstrip(PAUSES)) is not None


# --- who issues it -------------------------------------------------------------------------------------------------

_ORGAN = (
    r"(?:(?:主管|行政|管理|监督|监管|执法|改革|规划|公安|民政|财政|教育|税务|审批|建设|环保|水利|林业|农业|卫生)部门"
    r"|政府(?:部门)?|(?:公安|税务|海关|登记|司法|行政|审批|监察|检察)机关|派出所|街道办事处|法院|检察院|海关"
    r"|(?<![邮电])局|厅|(?:改革|健康|鉴定|事务|监督管理)委员会|(?:发改|卫健|经信|住建)委)"
)
_GIVEN_BY_ORGAN = re.compile(
    rf"{_ORGAN}(?:依法)?(?:出具|核发|颁发|签发|开具|发放|下达|批准|核准|作出)的"  # …局出具的用地预审意见
    rf"|{_ORGAN}的?(?:书面|审核|审查|初审|审批|批准|同意|核准|预审|备案|推荐|处理)*(?:意见|批复|批文|批准文件|决定书)$"
)
_GIVEN_BY_AUTHORITIES_ONLY = re.compile(
    r"(?:营业执照|身份证|户口[簿本]|居住证|结婚证|离婚证|残疾人证|社会保障卡|行驶证|驾驶证|机动车登记证书?|通行证"
    r"|不动产权证书?|房产证|(?:房屋|土地)(?:所有权|使用权)证书?|税务登记证|组织机构代码证书?|统一社会信用代码证书?"
    r"|(?:事业单位|社会团体|民办非企业单位)(?:法人)?(?:登记)?证书?|许可证书?|无犯罪记录证明"
    r"|选址意见书|用地预审意见|节能审查意见|批复(?:文件)?)(?:正本|副本|正副本|原件|复印件)*$"
)
_GIVEN_BY_OTHERS = re.compile(
    # 由咨询机构出具的评估报告或主管部门审查意见; 集团公司批复; 境外驾驶证; 软件许可证; 房产证或租赁合同
    r"机构(?:出具|编制|提供)|中介|事务所|医院|银行|公司|集团|董事会|总部|境外|国外|外国|外籍|软件"
    r"|(?:承诺书?|声明|合同|协议书?|申请[表书]?|委托书|授权书|说明|介绍信|登记表)$"
)
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_ALTERNATIVES = re.compile(r"[或，,；;]者?")
_PARTS = re.compile(r"以及|[、和及与]")


@_of_names
def is_issued_by_authority(name: str) -> bool:
    """Whether a thing of this name surely comes from an authority.

    Of alternatives (或) one must surely do so and none come from anybody else; of things asked for together all must.
    """
    one_does = False
    for alternative in _ALTERNATIVES.split(_BRACKETS.sub("", name.rstrip(PAUSES))):
        if _GIVEN_BY_OTHERS.search(alternative):
            return False
        one_does = one_does or _GIVEN_BY_ORGAN.search(alternative) is not None
        one_does = one_does or all(map(_GIVEN_BY_AUTHORITIES_ONLY.search, _PARTS.split(alternative)))
    return one_does


_AUTHORITY = re.compile(rf"{_ORGAN}(?:$|[或、和及（(])|(?<!人事)(?<!财务)(?<!业务)(?<!内设)部门$|机关$")
_NO_AUTHORITY = re.compile(r"申请|自备|本单位|所在单位|银行|公司|学校|医院|境外|外国")


@_of_names
def is_authority(issuer: str) -> bool:
    """Whether an issuer is an authority: 公安机关, 市场监督管理局, 县人民政府."""
    return _AUTHORITY.search(issuer) is not None and not _NO_AUTHORITY.search(issuer)


APPLICANT = frozenset(
    ("申请人", "申请人本人", "本人", "申请单位", "当事人", "申请人自备", "企业自备", "单位自备", "自备")
)
"""Issuers that are the applicant."""

_PROOF = re.compile(r"证明(?:书|函)?$")
_NO_PROOF = re.compile(  # the name of a certificate, or of what a certificate shows anyway
    r"(?:身份|资格|权属|产权|房产|登记|备案|许可|出生医学|死亡医学)证明(?:书)?$"
)


@_of_names
def is_proof(name: str) -> bool:
    """Whether a thing is a proof (证明) in the sense of the clean-up: a paper that others issue to state a fact."""
    text = core(name)
    return _PROOF.search(text) is not None and not _NO_PROOF.search(text)
