"""What can be told of a law from how it is cited: its bare title, its possible levels, whether it still holds.

Nothing here knows an item. What is told is told only where a rule on naming, or a number, leaves no choice: the
citation of a law that cannot be placed gets no answer. The same few thousand citations come again and again, so every
answer is remembered.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

REMEMBERED = 16_384
"""How many different citations are remembered; a province cites some thousands."""

LAW, REGULATION, STATE_COUNCIL = "法律", "行政法规", "国务院决定"
LOCAL, MINISTRY, LOCAL_RULE = "地方性法规", "部门规章", "地方政府规章"
DOCUMENT, STANDARD = "规范性文件", "标准"
LEVELS = (LAW, REGULATION, STATE_COUNCIL, LOCAL, MINISTRY, LOCAL_RULE, DOCUMENT, STANDARD)
"""The levels that are known here; a catalog may have more words, of which nothing is told."""

WITH_ARTICLES = frozenset({LAW, REGULATION, LOCAL, MINISTRY, LOCAL_RULE})

_ANY = frozenset(LEVELS)
_NATION = "中华人民共和国"
_VERSION = re.compile(
    r"[（(](?:(?:\d{4}|[一二〇○零三四五六七八九]{4})年?[^（）()]*|[^（）()]*(?:修订|修正|修改)[^（）()]*)[）)]$"
)
_PROVINCE = re.compile(
    r"(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区|(?:北京|天津|上海|重庆)市|"
    r"(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海)省"
)
_CITY = re.compile(r"[一-龥]{2,4}?(?:市(?!场|政|容|民|值)|自治州)")
_NATIONAL_OF_A_PLACE = frozenset({"北京市新技术产业开发试验区暂行条例", "广东省经济特区条例"})
"""Made or approved by organs of the state, although named like a province's own."""
# Instruments without articles although their level has them: decisions to amend, lists, standards.
_ACT = re.compile(r"(?:的(?:决定|决议|通知|意见|批复|函|公告|解释)|目录|名录|清单|标准|规范|规程|措施)(?:[（(].*)?$")
_PLAIN_TITLE = re.compile(r"(?:法|条例|办法|规定|细则|规则)(?:[（(](?:试行|暂行)[）)])?$")


@lru_cache(REMEMBERED)
def title(law: str) -> str:
    """The title by which a law is compared: without 《》, 中华人民共和国 before it, the year of a version after it."""
    return _bare(law).removeprefix(_NATION)


def _bare(law: str) -> str:
    """A title without spaces, without the year of a version, without 《》 around it."""
    return _VERSION.sub("", unquoted(_VERSION.sub("", "".join(law.split()))))


def unquoted(law: str) -> str:
    """A title without the 《》 that go around the whole of it; those inside stay."""
    if law[:1] != "《" or law[-1:] != "》":
        return law
    depth = 0
    for place, sign in enumerate(law):
        depth += (sign == "《") - (sign == "》")
        if depth == 0:
            return law[1:-1] if place == len(law) - 1 else law
    return law


def has_articles(law: str, kind: str | None) -> bool:
    """Whether it is sure that such an instrument is divided into articles: by its level, or else by its title."""
    if kind is not None:
        return kind in WITH_ARTICLES and not _ACT.search(law)
    return _PLAIN_TITLE.search(title(law)) is not None and "关于" not in law


@lru_cache(REMEMBERED)
def possible_levels(law: str, number: str = "") -> frozenset[str]:
    """The levels that its name and its number (文号) leave open; empty if they leave all, or contradict each other."""
    left = _by_name(_bare(law)) & _by_number("".join(number.split()))
    return frozenset() if left == _ANY else left


@lru_cache(REMEMBERED)
def levels(law: str, kind: str | None, number: str = "") -> frozenset[str]:
    """What a citation can be: the level it says, unless name and number rule that out; empty if nothing is known."""
    possible = possible_levels(law, number)
    if kind is None or (kind in _ANY and possible and kind not in possible):
        return possible
    if kind == DOCUMENT and STATE_COUNCIL in possible:
        return frozenset({DOCUMENT, STATE_COUNCIL})  # few write 国务院决定 for a decision that came as a document
    return frozenset({kind}) if kind in _ANY else frozenset()


def is_of_a_city(law: str) -> bool:
    """Whether the title starts with a city or prefecture that is no province."""
    bare = _bare(law)
    return _PROVINCE.match(bare) is None and _CITY.match(bare) is not None


_PROVINCIAL = _PROVINCE.pattern
_BY_NAME = tuple(
    (re.compile(pattern), frozenset(levels))
    for pattern, levels in (
        (f"{_NATION}[^《]*(?<!办)法$", {LAW}),
        # A 条例 of the whole country is made by the National People's Congress's committee or by the State Council.
        (f"{_NATION}.*条例$", {LAW, REGULATION}),
        (_NATION, _ANY - {LOCAL, LOCAL_RULE}),
        ("全国(?:人民代表大会(?:常务委员会)?|人大常委会)关于", {LAW}),
        ("国务院办公厅关于", {REGULATION, DOCUMENT}),
        ("国务院(?:关于|对)", {REGULATION, STATE_COUNCIL, DOCUMENT}),
        (f"(?:{_PROVINCIAL}).*条例$", {LOCAL}),
        (_PROVINCIAL, {LOCAL, LOCAL_RULE, DOCUMENT, STANDARD}),
        # A rule may not be called 条例 (规章制定程序条例); a document of the Party may.
        (".*条例$", {LAW, REGULATION, LOCAL, DOCUMENT}),
    )
)
"""What titles leave open, by how they start and end; the first that fits holds."""
_YEAR = r"[〔\[［【﹝(（](?:19|20)\d\d[〕\]］】﹞)）]第?\d+号"
_BY_NUMBER = tuple(
    (re.compile(pattern), frozenset(levels))
    for pattern, levels in (
        (".*主席令", {LAW}),
        (r".*国务院(?:、?(?:中华人民共和国)?中央军(?:事委员会|委))?令", {REGULATION, STATE_COUNCIL}),
        (".*(?:[省市州]|自治区|人民)政府令", {LOCAL_RULE}),
        # Some regulations were approved by the State Council and published by an order of a ministry.
        (
            r"(?!.*(?:[省州县区军]|市(?!场)|国务院)).*(?:部|委|委员会|总局|总署|审计署|国家[一-龥]{2,8}局)令",
            {MINISTRY, REGULATION},
        ),
        (".*令", _ANY),
        (r".*(?:[省州]|市(?!场)|自治区).*(?:人民代表大会|人大).*公告", {LOCAL}),
        (".*(?:人民代表大会|人大)", _ANY),
        # Rules of the 1980s and 1990s came as documents.
        (f"国(?:发|函|办).*{_YEAR}", {REGULATION, STATE_COUNCIL, MINISTRY, DOCUMENT}),
        (f".*{_YEAR}", {MINISTRY, LOCAL_RULE, DOCUMENT}),
        (r"(?:GB|GBZ|DB\d\d|GA|HJ|JGJ|CJJ|WS|SB|NY|LY|YY)(?:/T)?\d", {STANDARD}),
    )
)
"""What numbers leave open; the first that fits holds."""


def _by_name(bare: str) -> frozenset[str]:
    return _ANY if bare in _NATIONAL_OF_A_PLACE else _first(_BY_NAME, bare)


def _by_number(number: str) -> frozenset[str]:
    return _first(_BY_NUMBER, number)


def _first(table: tuple[tuple[re.Pattern[str], frozenset[str]], ...], text: str) -> frozenset[str]:
    return next((left for pattern, left in table if pattern.match(text)), _ANY)


@dataclass(frozen=True, slots=True)
class Repeal:
    """That something no longer holds."""

    on: date
    """From which day on."""
    by: str
    """The title, or for a law under its old name the number, of what holds in its place; empty if nothing does."""


@lru_cache(REMEMBERED)
def repeal_of(law: str, number: str = "") -> Repeal | None:
    """Whether a law was repealed, or was made anew and is cited by the number that it had before."""
    known = _facts()
    name = title(law)
    found = known.repealed.get(name)
    if found is None and number and name in known.reissued and "修" not in number:
        bare = "".join(number.split()).removeprefix(_NATION)
        return next((one for old, one in known.reissued[name] if bare.endswith(old)), None)
    return found


@dataclass(frozen=True, slots=True)
class _Facts:
    repealed: Mapping[str, Repeal]
    reissued: Mapping[str, tuple[tuple[str, Repeal], ...]]


@cache
def _facts() -> _Facts:
    raw: dict[str, Any] = tomllib.loads((files("itemkit.data") / "laws.toml").read_text("utf-8"))
    return _Facts(
        {name: Repeal(one["on"], one.get("by", [""])[-1]) for one in raw["repealed"] for name in one["laws"]},
        {
            one["law"]: tuple((number, Repeal(one["on"], one["by"])) for number in one["numbers"])
            for one in raw["reissued"]
        },
    )
