"""After a merge: two branches gave one code to two files; the side that the other does not have yet gets new ones.

A revision that stays (``--base``) decides: a code keeps its file there, every other file that carries it moves on to
the next free code. With a standard move the items that implement it. Rows that git has kept from both sides of a merge
become one again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from itemkit.findings import Message, msg
from itemkit.ledger.assign import Given, Plan, Refused, plan
from itemkit.ledger.carriers import Carrier, Carriers
from itemkit.ledger.ledger import Ledger, Row
from itemkit.ledger.store import Edit
from itemkit.model.vocabulary import Vocabularies

StandardThen = Callable[[Sequence[str]], Mapping[str, str]]
"""Which standard each of some items named at the revision that stays, by path; nothing of those that were not there."""


@dataclass(frozen=True)
class Renumbering:
    """Which codes move."""

    given: list[Given] = field(default_factory=list)
    """The files that get another code; the carrier has the one that it loses."""
    refused: list[Refused] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    """As it will be."""


def renumber(
    carriers: Carriers,
    ledger: Ledger,
    base: Ledger,
    vocabularies: Vocabularies,
    region: str,
    standards_then: StandardThen,
    day: str,
) -> Renumbering:
    """What moves, so that each code is of one file again.

    Args:
        carriers: all items and standards as they are now.
        ledger: as it is now, with the rows of both branches.
        base: as it is at the revision that stays.
        vocabularies: see `plan`.
        region: see `plan`.
        standards_then: asked of the items whose standard moves.
        day: today (ISO 8601).
    """
    moving: dict[str, Carrier] = {}
    for code, several in carriers.by_code.items():
        if len(several) > 1:
            stays = _that_stays(several, base.by_code.get(code))
            moving.update({one.path: one for one in several if one is not stays})
    refused: list[Refused] = []
    users: dict[str, list[Carrier]] = {}
    for one in [one for one in moving.values() if one.kind == "standard"]:
        all_users = [item for item in carriers.each if item.kind == "item" and item.standard == one.code]
        then = standards_then([item.path for item in all_users])
        users[one.path] = [item for item in all_users if then.get(item.path) != one.code]
        if users[one.path] and one.code not in base.codes:
            refused += [Refused(item, _whose(one)) for item in (one, *users[one.path])]
            moving.pop(one.path)
    changing = _Changing(carriers, ledger, vocabularies, region)
    standards = changing.without_codes([one for one in moving.values() if one.kind == "standard"])
    followers = {item.path: one.code for one in standards.given for item in users[one.carrier.path]}
    changing.follow({one.carrier.path: one.code for one in standards.given}, followers)
    moving.update({one.path: one for one in carriers.each if one.path in followers and one.code})
    items = changing.without_codes([one for one in moving.values() if one.kind == "item"])
    given = [Given(moving[one.carrier.path], one.code, one.is_new) for one in (*standards.given, *items.given)]
    refused += [*standards.refused, *items.refused]
    return Renumbering(given, refused, _edits(given, followers), _ledger(ledger, carriers, given, day))


def _that_stays(several: Sequence[Carrier], row: Row | None) -> Carrier:
    """The file that keeps a code: the one that has it at the base, by its path or at least its name; else the first."""
    if row is not None:
        for is_it in (lambda one: one.path == row.path, lambda one: one.name == row.name):
            found = next(filter(is_it, several), None)
            if found is not None:
                return found
    return several[0]


class _Changing:
    """The catalog while codes move, first those of standards, then those of items."""

    def __init__(self, carriers: Carriers, ledger: Ledger, vocabularies: Vocabularies, region: str) -> None:
        self._carriers = carriers
        self._ledger = ledger
        self._vocabularies = vocabularies
        self._region = region

    def without_codes(self, moving: Sequence[Carrier]) -> Plan:
        """New codes for some files, as if they had none; what they lose stays taken.

        A row that an earlier run has made for such a file, and was killed before it could change the file, is used.
        """
        paths, lost = {one.path for one in moving}, {one.code for one in moving}
        carriers = Carriers([one._replace(code="") if one.path in paths else one for one in self._carriers.each])
        rows = (row._replace(path="") if row.code in lost else row for row in self._ledger.rows)
        kept = Ledger((*rows, *(Row(code, "", "", "") for code in lost)), exists=True)
        return plan(carriers, kept, self._vocabularies, self._region, only=paths.__contains__)

    def follow(self, codes: Mapping[str, str], standards: Mapping[str, str]) -> None:
        """Let files have other codes, and items other standards, by path."""
        self._carriers = Carriers(
            [
                one._replace(code=codes.get(one.path, one.code), standard=standards.get(one.path, one.standard))
                for one in self._carriers.each
            ]
        )


def _edits(given: Iterable[Given], followers: Mapping[str, str]) -> list[Edit]:
    """What is written where; items before standards, which show to the end that something is left to do."""
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for path, standard in followers.items():
        texts[path]["standard"] = standard
    for one in given:
        texts[one.carrier.path]["code"] = one.code
    return [Edit(path, tuple(several.items())) for path, several in sorted(texts.items())]


def _ledger(ledger: Ledger, carriers: Carriers, given: Iterable[Given], day: str) -> Ledger:
    """The ledger with a row for each new code, and one row for each code that had several."""
    moved = {one.carrier.path: one for one in given}
    by_code: dict[str, list[Row]] = defaultdict(list)
    for row in ledger.rows:
        by_code[row.code].append(row)
    rows = []
    for code, several in by_code.items():
        carrying = {one.path for one in carriers.by_code.get(code, ()) if one.path not in moved}
        rows.append(max(several, key=lambda row: (row.path in carrying, not row.is_active, int(row.version or 0))))
    new = [(path, one) for path, one in moved.items() if one.is_new]
    rows += [Row(one.code, one.carrier.kind, path, one.carrier.name, assigned=day) for path, one in new]
    return Ledger(tuple(sorted(rows)), exists=True)


def _whose(standard: Carrier) -> Message:
    return msg(
        "两个分支都给标准事项赋了 {code}，看不出事项实施的是哪一个：--base 写合并进来以前、要保留的那个分支",
        code=standard.code,
    )
