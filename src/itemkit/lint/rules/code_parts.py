"""Family C, second room: the parts of a code beside what the file says in keys of their own.

A code repeats what else stands in the file, because other systems read it from there. This runs for every item: parts
are compared first, and put into words only where they differ.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from itemkit.findings import Hit, Message, Place, Pointer, Related, Severity, msg
from itemkit.lint.rules.kinds import item_rule
from itemkit.lint.view import View
from itemkit.model.kinds import ITEM_KIND, STANDARD_KIND
from itemkit.model.vocabulary import Vocabularies, may_stand_for

_CODE = Place(Pointer.of("code"))


@item_rule("C203", "code-disagrees", Severity.ERROR)
def code_disagrees(item: View) -> Iterator[Hit]:
    """编码里的机构、层级、类型、部门或者标准事项，与文件里写的不一致。

    ## 为什么
    编码的每一段都有含义，统计和交换时从编码里取机构、层级、类型；与文件里写的不一致，总有一处是错的。
    常见的是照着别的事项复制了一份，编码没有换。

    ## 依据
    国家政务服务平台的编码要求：实施编码由 18 位机构代码、1 位行使层级、12 位基本编码组成，
    基本编码的第 3、4 位是事项类型，第 5、6 位是业务指导部门。编码里的类型是各地自己扩展的（11—19、21 以后），
    或者文件里的层级、类型是 `itemkit.toml` 里自己加的词，不作比较。广东的编码以 20 为其他行政权力、
    21 为公共服务，也不算不一致。

    ## 反例
        code: "11440100007482620J444012300400001"
        level: 市级

    ## 正例
        code: "11440100007482620J344012300400001"
        level: 市级

    ## 怎么改
    查清哪一处对。编码错了而还没有用过的，删去 `code`，用 `itemkit codes assign` 重新赋码；已经用过的编码不改，
    用 `itemkit codes retire` 让它退役，再赋新码。
    """
    code = item.data.get("code")
    if code is None:
        return
    for part in _parts_of_codes()[item.kind]:
        coded, said = code[part.place], item.data.get(part.key)
        if said is None:
            continue
        meant = said if part.number_of is None else part.number_of.get(said, coded)
        if meant != coded and part.may_be_judged(coded, meant):
            message = msg("编码里的{part}是 {coded}，{key} 写的是 {said}：查清哪一个对", part=part.title,
                          coded=part.in_words(coded), key=part.key, said=part.in_words(meant))  # fmt: skip
            yield Hit(Place(Pointer.of(part.key)), message, (Related(msg("编码"), _CODE),))


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a code of which the file has a key of its own."""

    key: str
    place: slice
    title: Message
    number_of: Mapping[str, str] | None = None
    """The official number of each word; None: the key holds what the code holds."""
    word_of: Mapping[str, str] = field(default_factory=dict)
    """The word of each official number."""

    def may_be_judged(self, coded: str, meant: str) -> bool:
        """Whether it is known what the code says: provinces number some types in their own way."""
        return self.number_of is None or (coded in self.word_of and not may_stand_for(coded, meant))

    def in_words(self, coded: str) -> str | Message:
        """The part with the word that it stands for, if it stands for one."""
        word = self.word_of.get(coded)
        return coded if word is None else msg("{number}（{word}）", number=coded, word=word)


@cache
def _parts_of_codes() -> Mapping[str, tuple[_Part, ...]]:
    """By kind of file."""
    title = {"type": msg("事项类型"), "level": msg("行使层级")}

    def in_numbers(key: str, place: slice) -> _Part:
        number_of = {one.word: one.number for one in Vocabularies.builtin()[key].entries}
        return _Part(key, place, title[key], number_of, {number: word for word, number in number_of.items()})

    return {
        ITEM_KIND.name: (
            _Part("organ", slice(18), msg("机构")),
            in_numbers("level", slice(18, 19)),
            in_numbers("type", slice(21, 23)),
            _Part("standard", slice(19, 31), msg("基本编码")),
        ),
        STANDARD_KIND.name: (
            in_numbers("type", slice(2, 4)),
            _Part("department", slice(4, 6), msg("业务指导部门")),
        ),
    }
