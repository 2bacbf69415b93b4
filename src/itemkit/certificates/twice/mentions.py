"""What the name of a material says besides which certificate it is: whose it is, and whether it is more than that.

居民身份证 and 监护人居民身份证 are two persons' papers; 授权委托书和营业执照 is not a certificate alone. Only names
that say the same of the same certificate mean the same paper.
"""

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

from itemkit.certificates.wording import barer, key_of, spelled, whose
from itemkit.index.database import Index
from itemkit.model.material_core import core

_REMEMBERED = 1 << 14
_HERE = "□"
"""Stands where the name of the certificate was."""
_AND_MORE = re.compile(r"[、和及与，,；;+]")
_BRACKETS_ONLY = re.compile(r"(?:\([^()]*\))*")
_PARTY = re.compile(
    r"监护|父母|父亲|母亲|[养继祖]父|[养继祖]母|配偶|夫妻|男方|女方|双方|子女|儿童|新生儿|婴儿|孩子|亲属|家属|家庭成员"
    r"|法定代表|负责人|经办|委托|受托|代理|代办|股东|投资人|出资人|发起人|合伙|经营者|董事|监事|经理|职工|员工|从业|人员|驾驶"
    r"|房东|业主|出租|承租|买方|卖方|甲方|乙方|转让|受让|抵押|担保|债权|债务|收养|送养|继承|死者|死亡|户主|邀请|用人单位|建设单位|施工|设计"
    r"|监理|母公司|子公司|分公司|分支机构|举办|主管|原单位|变更前|变更后|他人|第三方|外方|中方"
)
_CONTRARY = (("正本", "副本"), ("房", "地"), ("企业", "个体"), ("新", "旧"), ("新", "原"), ("变更前", "变更后"))
"""Words of which two names that have one each mean two papers, although both go by the name of one certificate."""


_SAID = """
SELECT DISTINCT name, certificate FROM materials WHERE certificate IS NOT NULL
UNION ALL
SELECT DISTINCT materials.name, certificate FROM materials SEMI JOIN certificate_names USING (name)
WHERE certificate IS NULL
"""


class Said(NamedTuple):
    """What materials say of a certificate."""

    name: str
    """The name of the materials."""
    certificate: str | None
    """Which certificate they say it is; None: they don't say, but the name is exactly a certificate's."""
    called: str
    """The certificate."""
    beside: str | None
    """See `Mentions.beside`."""


class Mentions:
    """The names and aliases of certificates, as the names of materials have them."""

    def __init__(self, index: Index) -> None:
        """Read the names of all certificates of a catalog."""
        names: dict[str, list[str]] = defaultdict(list)
        self._certificates: dict[str, str] = {}
        for certificate, name in index.rows("SELECT certificate, name FROM certificate_names ORDER BY certificate"):
            names[certificate].append(name)
            self._certificates.setdefault(name, certificate)
        self._spelled = {one: sorted(map(spelled, several), key=len, reverse=True) for one, several in names.items()}
        self._keys = {one: frozenset(map(key_of, several)) for one, several in names.items()}
        self.beside = lru_cache(_REMEMBERED)(self._beside)
        rows = sorted(index.rows(_SAID), key=lambda row: (row[0], row[1] or ""))
        called = [(name, certificate, self.called(certificate or name)) for name, certificate in rows]
        self.said = tuple(Said(name, certificate, one, self.beside(name, one)) for name, certificate, one in called)
        """All that materials say of certificates: few, for a catalog uses the same names over and over."""

    def called(self, name: str) -> str:
        """The certificate that goes by a name; one that has no file goes by this name itself."""
        return self._certificates.get(name, name)

    def _beside(self, name: str, certificate: str) -> str | None:
        """What a name says beside the certificate's: ``法定代表人的□``; empty if it says no more.

        None if neither the certificate's name nor an alias is in it.
        """
        keys = self._keys.get(certificate) or frozenset([key_of(certificate)])
        if any(key_of(one) in keys for one in barer(name)):
            return ""
        text = spelled(name)
        found = next((one for one in self._spelled.get(certificate, [spelled(certificate)]) if one in text), None)
        return text.replace(found, _HERE, 1) if found else None

    def is_applicants_own(self, name: str, certificate: str) -> bool:
        """Whether a material of this name is the certificate, the applicant's own, and nothing else."""
        beside = self.beside(name, certificate)
        if beside is None:
            return not _AND_MORE.search(name) and not _PARTY.search(name)
        lead, _here, rest = beside.partition(_HERE)
        return (not lead or whose(lead) == "acting") and _BRACKETS_ONLY.fullmatch(rest) is not None


_OF_INDEXES: "WeakKeyDictionary[Index, Mentions]" = WeakKeyDictionary()


def mentions_in(index: Index) -> Mentions:
    """The names of certificates in a catalog, read once."""
    if index not in _OF_INDEXES:
        _OF_INDEXES[index] = Mentions(index)
    return _OF_INDEXES[index]


def parties(name: str) -> frozenset[str]:
    """The persons and bodies that a name speaks of; of two papers with the same ones each may speak for the other."""
    return frozenset(_PARTY.findall(name))


def mean_two_papers(name: str, other: str) -> bool:
    """Whether two names of one certificate mean two papers: 正本 and 副本, 房产证 and 土地证."""
    return any(
        (one in name and two not in name and two in other and one not in other)
        or (two in name and one not in name and one in other and two not in other)
        for one, two in _CONTRARY
    )


def thing_of(name: str, certificate: str | None) -> str:
    """What M203 takes a material for; of two that are the same to it, it tells itself."""
    thing = core(name)
    whole = core(certificate) if certificate else ""
    return whole if whole.endswith(thing) else thing
