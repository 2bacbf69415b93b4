"""Which certificate the name of a material or a result means.

A name means a certificate if nothing is left of it beside the certificate's name or one of its aliases but what says
how it is handed in, or that it is the applicant's own. So a form (…申请表), a longer certificate (建设用地规划许可证
for 规划许可证), a thing about it (…翻译文本) are never taken for it. Where more is said that a person understands and
a program does not, the answer is uncertain, with the reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from itemkit.certificates.wording import LONGEST, barer, brackets_of, key_of, parts_of, spelled, whose
from itemkit.findings import Message, msg
from itemkit.language import mark

APPLICANT, OTHERS = "申请人", "其他主体"
"""Words of the vocabulary ``holder``."""
_REMEMBERED = 1 << 14
_JOINING = frozenset("或及和与含另")
"""Signs that another thing follows."""


@dataclass(frozen=True, slots=True)
class Named:
    """A certificate with the names that it goes by."""

    name: str
    aliases: tuple[str, ...] = ()
    given: bool = False
    """Everybody has it: whoever acts for the applicant has one too."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means."""

    certificate: str
    reason: Message
    certain: bool = True
    holder: str = ""
    """``其他主体`` where the name seems to speak of somebody else's."""


class Names:
    """The certificates that names may mean. Of two that claim one name, the first is meant."""

    def __init__(self, known: Iterable[Named] = ()) -> None:
        """Take the certificates that are known; the first have precedence."""
        self._by_key: dict[str, str] = {}
        self._given: set[str] = set()
        self._remembered = lru_cache(_REMEMBERED)(self._meaning)
        several = list(known)
        for one in several:  # the name of one weighs more than an alias of another
            self._claim(one.name, one.name)
        for one in several:
            self.add(one)

    def add(self, one: Named) -> None:
        """Know one more certificate."""
        for name in (one.name, *one.aliases):
            self._claim(name, one.name)
        if one.given:
            self._given.add(one.name)
        self._remembered.cache_clear()

    def _claim(self, name: str, certificate: str) -> None:
        self._by_key.setdefault(key_of(name), certificate)
        self._by_key.setdefault(spelled(name).casefold(), certificate)

    def called(self, name: str) -> str | None:
        """The certificate that has this name or alias, however it is spelled; None if none has."""
        return self._by_key.get(key_of(name))

    def ends(self, name: str) -> str | None:
        """The certificate whose name a longer name ends with; None if it ends with none."""
        key = key_of(name)
        return next((found for start in range(1, len(key)) if (found := self._by_key.get(key[start:]))), None)

    def meaning(self, text: str, holder: str = APPLICANT) -> Meaning | None:
        """What the name of a material or a result means; None: no certificate that is known.

        Args:
            text: the name.
            holder: whose it is, as the material says itself.
        """
        return self._remembered(text, holder)

    def _meaning(self, text: str, holder: str) -> Meaning | None:
        if len(text) > LONGEST:
            return None
        rest = ""
        for rest in barer(text):
            found = self.called(rest)
            if found:
                return Meaning(found, self._same(text, found))
        return (
            self._bracketed(rest, holder)
            or self._somebodys(spelled(text), holder)
            or self._somebodys(rest, holder)
            or self._one_of_several(rest)
        )

    def _same(self, text: str, certificate: str) -> Message:
        if spelled(text) == spelled(certificate):
            return msg(_IS_NAME)
        return msg(_IS_ALIAS) if self.called(spelled(text)) else msg(_IS_NAME_WITH_MORE)

    def _bracketed(self, text: str, holder: str) -> Meaning | None:
        """A certificate's name with brackets that say more, or a general word with its name in brackets."""
        outside, inside = brackets_of(text)
        if not inside or "(" in outside or ")" in outside:
            return None
        found = self.called(outside)
        if not found:
            names = {self.called(one) for one in inside}
            (name, *more) = names
            return Meaning(name, msg(_IN_BRACKETS), certain=False) if name and not more else None
        if any(one[:1] in _JOINING for one in inside):
            return None
        kinds, said = set(map(whose, inside)), "、".join(inside)
        if kinds == {"acting"} and found in self._given:
            return Meaning(found, msg(_ACTING_FOR, who=said))
        if holder == OTHERS and kinds <= {"acting", "others"}:
            return Meaning(found, msg(_HOLDER_SAID))
        return Meaning(found, msg(_BRACKETS_SAY, text=said), certain=False, holder=OTHERS if "others" in kinds else "")

    def _somebodys(self, text: str, holder: str) -> Meaning | None:
        """A certificate's name behind words that say whose it is."""
        folded = text.casefold()
        for start in range(1, len(text) - 1):
            found = self._by_key.get(folded[start:])
            lead = text[:start]
            kind = whose(lead) if found else ""
            if not found or not kind:
                continue
            lead = lead.removesuffix("的")
            if holder == OTHERS and kind != "unclear":
                return Meaning(found, msg(_HOLDER_SAID))
            if kind == "acting" and found in self._given:
                return Meaning(found, msg(_ACTING_FOR, who=lead))
            if kind == "unclear":
                return Meaning(found, msg(_MORE_IN_FRONT, text=lead), certain=False)
            return Meaning(found, msg(_SOMEBODYS, who=lead), certain=False, holder=OTHERS)
        return None

    def _one_of_several(self, text: str) -> Meaning | None:
        """A list of things of which at least one is a certificate."""
        parts = parts_of(text)
        if len(parts) < 2 and not text.endswith("等"):  # noqa: PLR2004 (that is no list)
            return None
        found = [next(filter(None, map(self.called, barer(part))), None) for _sign, part in parts]
        named = [one for one in found if one]
        if not named:
            return None
        if len(named) == len(parts) and len(set(named)) == 1 and not text.endswith("等"):
            return Meaning(named[0], msg(_ALL_THE_SAME))
        is_choice = any(sign in {"或", "/"} for sign, _part in parts)
        reason = _ANY_OF if is_choice else _AND_SO_ON if "等" in text else _SEVERAL
        return Meaning(named[0], msg(reason), certain=False)


_IS_NAME = mark("就是证照的名称")
_IS_ALIAS = mark("就是证照的别名")
_IS_NAME_WITH_MORE = mark("去掉书名号、原件、持有的等说法，就是证照的名称或别名")
_IN_BRACKETS = mark("括号里是证照的名称，括号外是统称：看看是不是只能用它")
_BRACKETS_SAY = mark("括号里还说了“{text}”：看看是不是同一种、是不是申请人的")
_ACTING_FOR = mark("{who}的，人人都有")
_HOLDER_SAID = mark("holder 已经写明是其他主体的")
_SOMEBODYS = mark("是{who}的：是的话写上 holder: 其他主体")
_MORE_IN_FRONT = mark("前面还说了“{text}”：看看是不是同一种、是不是申请人的")
_ALL_THE_SAME = mark("列出的都是同一种证照的叫法")
_ANY_OF = mark("几样里有一样就够：拆成 any_of，一样一份")
_AND_SO_ON = mark("说了“等”，不知道还有什么：写全，任选其一的拆成 any_of")
_SEVERAL = mark("写了几样：拆成几份材料")
