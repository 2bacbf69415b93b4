"""Which item of one side is which of the other: by code, by file, by base code and action, at last by name."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any

from itemkit.codes import base_code_in
from itemkit.diff.likeness import likeness
from itemkit.findings import Pointer
from itemkit.model.actions import actions_of
from itemkit.model.kinds import ITEM_KIND, STANDARD_KIND
from itemkit.model.plain import plain_name
from itemkit.source.wholes import Reader, Record


@dataclass(frozen=True, slots=True)
class Entry:
    """What an item, or a standard, goes by."""

    kind: str
    """``item`` or ``standard``."""
    path: str
    code: str
    """Empty if it has none."""
    base: str
    """The base code: of its standard, or in its code; empty if there is none."""
    actions: frozenset[str]
    """Of an item: what it is about (新办, 变更 …); see `itemkit.model.actions`."""
    name: str
    plain: str
    """The name without marks."""
    type: str
    region: str
    """Its own, else its organ's; empty if neither says."""
    organ: str
    organ_name: str = ""
    digest: bytes = b""
    """What tells its files from others: of two with the same, nothing differs."""

    def __reduce__(self) -> tuple[Any, ...]:
        """What comes from another process keeps each type, region and organ once: there are few, and many entries."""
        return _entry, tuple(getattr(self, name) for name in self.__slots__)

    @property
    def subject(self) -> str:
        """Its code, else its name."""
        return self.code or self.name

    @property
    def place(self) -> Pointer:
        """Where to look at it as a whole."""
        return Pointer()


def _entry(*values: Any) -> Entry:
    kept: list[Any] = [
        intern(one) if type(one) is str and number not in _UNIQUE else one for number, one in enumerate(values)
    ]
    return Entry(*kept)


_UNIQUE = (1, 2, 5, 6)
"""Fields of an entry that are mostly its own: path, code, name, plain name."""


def entry_of(reader: Reader, kind: str, record: Record) -> Entry:
    """What a record goes by.

    Args:
        reader: who has read it, and knows the organs.
        kind: ``item`` or ``standard``.
        record: the record.
    """
    get = record.get
    code = record.own.get("code", "")
    name, organ = get("name") or "", get("organ") or ""
    known = reader.organs.get(organ, {})
    return Entry(
        kind, record.path, code,
        code if kind == STANDARD_KIND.name else get("standard") or base_code_in(code) or "",
        actions_of(get("action"), name) if kind == ITEM_KIND.name else frozenset(),
        name, plain_name(name), get("type") or "", get("region") or known.get("region", ""), organ,
        known.get("name", ""), record.digest,
    )  # fmt: skip


Pair = tuple[Entry | None, Entry | None]
_ALIKE = 0.3
"""Items of one base code and action are variants of one thing: names that share less than this mean another variant."""


def paired(a: Sequence[Entry], b: Sequence[Entry], *, same_place: bool) -> list[Pair]:
    """All entries of both sides, those that are one item together; in the order of B, then what only A has.

    Args:
        a: the items or standards of one side.
        b: those of the other.
        same_place: whether both sides are the same catalog at two times, so that a path means something.
    """
    pairing = _Pairing(a, b)
    pairing.by(lambda one: one.code or None)
    if same_place:
        pairing.by(lambda one: one.path, unless=_codes_differ)
    pairing.by(lambda one: (one.base, one.actions, one.plain) if one.base else None)
    pairing.by(lambda one: (one.base, one.plain) if one.base else None)
    pairing.by(lambda one: (one.base, one.actions) if one.base and one.actions else None, least=_ALIKE)
    pairing.by(lambda one: one.base or None, least=_ALIKE, unless=_actions_differ)
    pairing.by(lambda one: (one.plain, one.actions), unless=_bases_differ)
    pairing.by(lambda one: one.plain, unless=_bases_differ)
    return pairing.result()


def _codes_differ(one: Entry, other: Entry) -> bool:
    return bool(one.code and other.code)


def _actions_differ(one: Entry, other: Entry) -> bool:
    return bool(one.actions and other.actions and not one.actions & other.actions)


def _bases_differ(one: Entry, other: Entry) -> bool:
    return bool(one.base and other.base and one.base != other.base)


class _Pairing:
    """What is paired so far. Symmetric: the other way round it gives the same pairs."""

    def __init__(self, a: Sequence[Entry], b: Sequence[Entry]) -> None:
        self._sides = a, b
        self._left = dict.fromkeys(range(len(a))), dict.fromkeys(range(len(b)))
        self._found: dict[int, int] = {}

    def by(
        self,
        key: Callable[[Entry], Hashable | None],
        *,
        least: float = 0.0,
        unless: Callable[[Entry, Entry], bool] = lambda _one, _other: False,
    ) -> None:
        """Pair those with the same key; of several the most alike, which must be alike enough if there is a choice."""
        groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side in (0, 1):
            for index in self._left[side]:
                named = key(self._sides[side][index])
                if named is not None:
                    groups[named][side].append(index)
        for first, second in groups.values():
            if first and second:
                self._pair(first, second, least if len(first) * len(second) > 1 else 0.0, unless)

    def _pair(
        self, first: Iterable[int], second: Iterable[int], least: float, unless: Callable[[Entry, Entry], bool]
    ) -> None:
        a, b = self._sides
        candidates: list[tuple[float, str, str, int, int]] = []
        for i in first:
            for j in second:
                if not unless(a[i], b[j]):
                    score = likeness(a[i].name, b[j].name) + (a[i].organ == b[j].organ) + (a[i].type == b[j].type)
                    if likeness(a[i].name, b[j].name) >= least:
                        low, high = sorted((a[i].path, b[j].path))
                        candidates.append((-score, low, high, i, j))
        for _score, _low, _high, i, j in sorted(candidates):
            if i in self._left[0] and j in self._left[1]:
                del self._left[0][i], self._left[1][j]
                self._found[j] = i

    def result(self) -> list[Pair]:
        a, b = self._sides
        pairs: list[Pair] = [(a[self._found[j]] if j in self._found else None, one) for j, one in enumerate(b)]
        return pairs + [(a[i], None) for i in self._left[0]]
