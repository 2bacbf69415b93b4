"""Giving codes: which file gets which, decided before anything is written, the same whoever decides.

Standards come first, then items, each in the order of their paths; the next free number is taken, and free is what no
file carries, no row of the ledger has ever had, and no other code contains. A row of the ledger whose file does not
carry its code yet is an assignment that was broken off: the file gets just that code.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from itemkit.codes import HANDLING_NUMBERS, Sequence, base_code_in, numbers
from itemkit.findings import Message, msg
from itemkit.ledger.carriers import CANCELLED, Carrier, Carriers
from itemkit.ledger.ledger import Ledger, Row, is_text
from itemkit.model.vocabulary import Vocabularies, may_stand_for

_MAIN = 9
"""Characters of a base code up to the sub-item."""
_HAS_SUB_ITEMS = "00Y"
_NO_SUB_ITEM = "000"
_FORMS = {"level": re.compile("[1-7]"), "type": re.compile("[0-9]{2}")}
"""What the number of a word must be to stand in a code."""


class Given(NamedTuple):
    """A code for a file."""

    carrier: Carrier
    code: str
    is_new: bool
    """False: the ledger had it already, the file was still without."""


class Refused(NamedTuple):
    """A file that gets no code, and why."""

    carrier: Carrier
    reason: Message


@dataclass(frozen=True)
class Plan:
    """What is to be given."""

    given: list[Given] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def rows(self, day: str) -> list[Row]:
        """The new rows of the ledger."""
        return [
            Row(one.code, one.carrier.kind, one.carrier.path, one.carrier.name, assigned=day)
            for one in self.given
            if one.is_new
        ]


def plan(
    carriers: Carriers,
    ledger: Ledger,
    vocabularies: Vocabularies,
    region: str,
    *,
    only: Callable[[str], bool] = lambda _path: True,
) -> Plan:
    """Who gets which code.

    Args:
        carriers: everything that has a code or may get one.
        ledger: every code that was ever given.
        vocabularies: the catalog's words with their numbers.
        region: the first two digits of the base codes that this catalog gives; empty: it can give none.
        only: whether a file is to get a code in this run.
    """
    made = Plan()
    giver = _Giver(carriers, ledger, vocabularies, region)
    for one in carriers.each:
        if one.code or not only(one.path):
            continue
        told = giver.code_for(one)
        if isinstance(told, Message):
            made.refused.append(Refused(one, told))
        else:
            made.given.append(told)
    return made


class _Giver:
    """Gives one code after the other."""

    def __init__(self, carriers: Carriers, ledger: Ledger, vocabularies: Vocabularies, region: str) -> None:
        self._carriers = carriers
        self._ledger = ledger
        self._vocabularies = vocabularies
        self._region = region
        self._taken = set(_each_taken(carriers, ledger))
        self._waiting = {
            (row.kind, row.path): row
            for row in reversed(ledger.rows)
            if row.is_active and row.code not in carriers.by_code
        }
        self._sequences: dict[str, Sequence] = {}

    def code_for(self, one: Carrier) -> Given | Message:
        """A code for a file, or why it gets none."""
        if not one.well_formed:
            return msg("文件有错：先用 itemkit validate 查看，改好再赋码")
        if not is_text(one.path):
            return msg("文件名不是 UTF-8，登记册里写不下：改名再赋码")
        if one.status == CANCELLED:
            return msg("事项已经取消：不再赋码")
        prefix = self._item_prefix(one) if one.kind == "item" else self._standard_prefix(one)
        if isinstance(prefix, Message):
            return prefix
        row = self._waiting.get((one.kind, one.path))
        if row is not None:
            return _resumed(one, row, prefix)
        code = self._next_item(prefix) if one.kind == "item" else self._next_standard(prefix)
        if isinstance(code, str):
            self._taken.update(_parts(code))
        return code if isinstance(code, Message) else Given(one, code, is_new=True)

    def _item_prefix(self, one: Carrier) -> str | Message:
        lacking = [name for name in ("organ", "level", "standard", "type") if not getattr(one, name)]
        if lacking:
            return msg("缺少 {keys}：补上再赋码", keys=tuple(lacking))
        level, type_ = (self._number(name, getattr(one, name)) for name in ("level", "type"))
        if not level:
            return msg("行使层级“{word}”没有编号：在 itemkit.toml 的 [vocabulary] 里给它一位数字", word=one.level)
        coded = one.standard[2:4]
        if type_ and self._word("type", coded) and not may_stand_for(coded, type_):
            return msg(
                "事项类型“{type}”的编号是 {number}，标准事项编码 {code} 里写的是 {found}：改成一致再赋码",
                type=one.type,
                number=type_,
                code=one.standard,
                found=coded,
            )
        return one.organ + level + one.standard

    def _standard_prefix(self, one: Carrier) -> str | Message:
        if one.parent:
            return one.parent[:_MAIN]
        lacking = [name for name in ("type", "department") if not getattr(one, name)]
        if lacking:
            return msg("缺少 {keys}：补上再赋码", keys=tuple(lacking))
        type_ = self._number("type", one.type)
        if not type_:
            return msg("事项类型“{word}”没有编号：在 itemkit.toml 的 [vocabulary] 里给它两位数字", word=one.type)
        if not self._region:
            return msg("不知道是哪个省的目录：在 itemkit.toml 的 [catalog] 里写 region")
        return self._region + type_ + one.department

    def _next_item(self, prefix: str) -> str | Message:
        """31 characters for the first handling item, 33 for each that comes later."""
        if prefix not in self._taken and f"{prefix}01" not in self._taken:
            return prefix
        code = self._sequence(prefix, lambda: iter(HANDLING_NUMBERS[1:])).next()
        return code or msg("{code} 的业务办理项 01—99 已经用完：拆成几个标准事项的子项", code=prefix)

    def _next_standard(self, prefix: str) -> str | Message:
        if len(prefix) == _MAIN:
            code = self._sequence(prefix, lambda: (one for one in numbers(3) if one != _HAS_SUB_ITEMS)).next()
            return code or msg("{code} 的子项已经用完", code=prefix)
        main = self._sequence(prefix, lambda: numbers(3)).next()
        return f"{main}000" if main else msg("{code} 的主项顺序号已经用完：换一个部门码", code=prefix)

    def _sequence(self, prefix: str, each: Callable[[], Iterator[str]]) -> Sequence:
        if prefix not in self._sequences:
            self._sequences[prefix] = Sequence(prefix, self._taken, each())
        return self._sequences[prefix]

    def _number(self, vocabulary: str, word: str) -> str:
        entry = self._vocabularies[vocabulary].entry(word)
        return entry.number if entry is not None and _FORMS[vocabulary].fullmatch(entry.number) else ""

    def _word(self, vocabulary: str, number: str) -> str | None:
        return self._vocabularies[vocabulary].word_of(number)


def _resumed(one: Carrier, row: Row, prefix: str) -> Given | Message:
    """The code that an earlier run has put into the ledger for a file, and not into the file."""
    lead, rest = row.code[: len(prefix)], row.code[len(prefix) :]
    is_sub_item = not rest.endswith(_NO_SUB_ITEM)
    if lead == prefix and (one.kind == "item" or is_sub_item == bool(one.parent)):
        return Given(one, row.code, is_new=False)
    return msg(
        "登记册里这个文件的编码是 {code}，与现在的内容对不上：改回内容，或者先用 itemkit codes retire 退役它",
        code=row.code,
    )


def _each_taken(carriers: Carriers, ledger: Ledger) -> Iterator[str]:
    for code in ledger.codes:
        yield from _parts(code)
    for one in carriers.each:
        for code in (one.code, one.standard, one.parent):
            if code:
                yield from _parts(code)


def _parts(code: str) -> Iterable[str]:
    """A code with those that it contains: its base code and its main item."""
    base = base_code_in(code)
    yield from (code, base, base[:_MAIN])
