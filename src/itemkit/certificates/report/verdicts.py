"""What may become of a certificate that an item asks for: it goes, is shared, is promised, or stays; and by what rule.

The six cases in which a proof goes are those of 司法部 of 2018 (六个一律取消), taken up by 优化营商环境条例 第四十四条.
That an office can't verify what it certifies (开具单位无法调查核实的) is one of them and can't be seen from a catalog.
"""

from enum import StrEnum
from typing import NamedTuple

from itemkit.language import mark


class Verdict(StrEnum):
    """What becomes of a requirement, the strongest first."""

    CUT = "cut"
    """Nobody is asked for it any more."""
    SHARE = "share"
    """The office fetches it, or looks into its own records."""
    PROMISE = "promise"
    """The applicant may promise instead (告知承诺)."""
    KEEP = "keep"


class Criterion(StrEnum):
    """Why, in the order in which they are looked at: the first that holds decides."""

    HELD = "held"
    COVERED = "covered"
    OWN = "own"
    SHARED = "shared"
    PROMISED = "promised"
    UNFOUNDED = "unfounded"
    BELOW_LAW = "below-law"
    FOUNDED = "founded"
    LICENCE = "licence"
    OTHER = "other"
    RETURNED = "returned"
    SOMEBODY_ELSES = "somebody-elses"

    @property
    def verdict(self) -> Verdict:
        """What becomes of a requirement for which this is the reason."""
        return _MEANINGS[self].verdict

    @property
    def sign(self) -> str:
        """Which of the six cases it is, as ①; empty: none."""
        return _MEANINGS[self].sign

    @property
    def says(self) -> str:
        """The reason in words, in Chinese, to be translated."""
        return _MEANINGS[self].says

    @property
    def basis(self) -> str:
        """The document that says so, in Chinese; empty: none is needed to keep something."""
        return _MEANINGS[self].basis

    @property
    def is_conditional(self) -> bool:
        """Whether it goes only if nobody can name a law; one that is not written down may exist all the same."""
        return self in (Criterion.UNFOUNDED, Criterion.BELOW_LAW)

    @property
    def is_exception(self) -> bool:
        """Whether it keeps one requirement of a certificate and says nothing of the certificate."""
        return self in (Criterion.RETURNED, Criterion.SOMEBODY_ELSES)

    @property
    def rank(self) -> int:
        """How strong it is; 0 is the strongest."""
        return tuple(Criterion).index(self)


class State(StrEnum):
    """What an applicant does about a requirement today."""

    HANDED = "handed"
    """He hands it in."""
    SHOWN = "shown"
    """He shows it and takes it home (核验)."""
    FETCHED = "fetched"
    """The office fetches it already (共享)."""
    PROMISE = "promise"
    """He may promise already."""
    OPTIONAL = "optional"
    """He need not."""

    @property
    def is_burden(self) -> bool:
        """Whether something is asked of the applicant."""
        return self in (State.HANDED, State.SHOWN)


class _Meaning(NamedTuple):
    verdict: Verdict
    sign: str
    says: str
    basis: str


_MEANINGS = {
    Criterion.HELD: _Meaning(
        Verdict.CUT, "②", mark("身份证、户口簿、护照已经证明"), "公通字〔2016〕21号；司法部2018年“六个一律取消”"
    ),
    Criterion.COVERED: _Meaning(
        Verdict.CUT, "④", mark("同一事项的其他材料已经证明"), "优化营商环境条例第四十四条；司法部2018年“六个一律取消”"
    ),
    Criterion.OWN: _Meaning(
        Verdict.SHARE, "⑤", mark("本机关自己核发，查自己的档案"), "优化营商环境条例第四十四条；国办发〔2018〕47号"
    ),
    Criterion.SHARED: _Meaning(
        Verdict.SHARE, "⑤", mark("窗口可以共享调取"), "国办发〔2015〕86号；优化营商环境条例第四十四条"
    ),
    Criterion.PROMISED: _Meaning(Verdict.PROMISE, "③", mark("可以告知承诺"), "国办发〔2020〕42号"),
    Criterion.UNFOUNDED: _Meaning(
        Verdict.CUT, "①", mark("没有写法律、法规依据"), "国办发〔2018〕47号；优化营商环境条例第四十四条"
    ),
    Criterion.BELOW_LAW: _Meaning(
        Verdict.CUT, "①", mark("写的依据不到法律、法规、国务院决定"),
        "国办发〔2018〕47号；优化营商环境条例第四十四条",
    ),
    Criterion.FOUNDED: _Meaning(Verdict.KEEP, "", mark("写了依据的证明"), ""),
    Criterion.LICENCE: _Meaning(Verdict.KEEP, "", mark("法定证照，不是证明事项"), ""),
    Criterion.OTHER: _Meaning(Verdict.KEEP, "", mark("不是证明：批文、报告，或者没有写类别"), ""),
    Criterion.RETURNED: _Meaning(Verdict.KEEP, "", mark("变更、换发、注销时要交回"), ""),
    Criterion.SOMEBODY_ELSES: _Meaning(Verdict.KEEP, "", mark("别人的，或者不只这一份证照"), ""),
}  # fmt: skip
TITLES_OF_VERDICTS = {
    Verdict.CUT: mark("取消"), Verdict.SHARE: mark("共享核验"), Verdict.PROMISE: mark("告知承诺"),
    Verdict.KEEP: mark("保留"),
}  # fmt: skip
TITLES_OF_STATES = {
    State.HANDED: mark("提交"), State.SHOWN: mark("出示"), State.FETCHED: mark("已经共享"),
    State.PROMISE: mark("已经可以承诺"), State.OPTIONAL: mark("非必要"),
}  # fmt: skip
