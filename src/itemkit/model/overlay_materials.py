"""Which entry of an overlay's ``materials`` speaks of which entry of its standard's.

A list has no keys, so JSON Merge Patch can only replace it whole; and a place that asks for one material less would
have to restate all the others. So the materials of an item with a standard are a patch by entry: each is matched with
the standard's, changes it, drops it (``drop: true``), or is added at the end. What the standard has and the item does
not speak of stays, in the standard's order. An empty list says that there are none at all.

How an entry is matched. Names are compared as `plain_name` has them.

1. ``drop: true`` comes first: it takes out all of the standard's entries of that name; if there are none, all members
   of its groups (``any_of``) of that name; else the one material with that certificate. A group that drops takes out
   all entries of the group's name, else the one group that it shares most members with. What is dropped is matched no
   more: a further entry of that name is a new one. A group that has no member left goes too.
2. By name, in order: the n-th entry of a name goes with the standard's n-th of that name.
3. A group goes with the group that it shares most names of members with, else with the first material that it names as
   a member, else with what holds a member of the same certificate.
4. An entry whose name is that of a member of a group, and of no entry, changes that member, unless the item has a
   group that goes with the whole of it.
5. By certificate, if exactly one material in the whole of the standard's list has it.

Each of the standard's is matched once, by whoever comes first in this order; everything else is new. So an entry that
is matched by name is not matched by certificate again, and of two entries that could go with one the second is new.

What a match does. A material's keys are merged one by one; each value (``when`` and ``basis`` too) is replaced whole,
and null takes a key out. An entry without ``any_of`` over a group changes the keys of the group if it says only what a
group can say, else it takes the group's place. A group over a group: the keys merge, the members are those of the item,
each over the standard's member of the same name or certificate. A group over a single material makes a group of it,
with its ``need`` and ``when``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from itemkit.findings import Pointer
from itemkit.model.plain import plain_name

Entry = Mapping[str, Any]
Path = tuple[int, ...]
"""Which of a list of materials: the index of an entry, ``(3,)``; and in a group that of a member, ``(3, 1)``."""

_OF_GROUPS = frozenset({"name", "need", "when", "note", "drop"})
"""What an entry may say to speak of a group without listing its members."""
_OF_THE_WHOLE = frozenset({"need", "when"})
"""What a material says that holds for the group made of it."""


@dataclass(frozen=True, slots=True)
class Made:
    """One entry of the resolved list, or one member of a group in it, and what it is made of."""

    inherited: Path | None
    """Where in the standard's list; None: the standard has no such material."""
    own: Path | None
    """Where in the item's list; None: the item says nothing of it."""
    members: "tuple[Made, ...] | None" = None
    """Of a group: its members, if they are not just those of the one side that has the entry."""
    taken: frozenset[str] | None = None
    """The keys of the standard's that are taken over; None: all."""
    left: frozenset[str] = frozenset()
    """The keys of the standard's that are not taken over."""

    def takes(self, key: str) -> bool:
        """Whether a key is taken over from the standard's, if it has it and the item does not say otherwise."""
        return key not in self.left and (self.taken is None or key in self.taken)


class Plan(NamedTuple):
    """How the materials of a standard and those of an item make one list."""

    made: list[Made]
    """In the order of the resolved list."""
    idle: tuple[int, ...]
    """Indexes of the item's entries that drop what the standard does not have."""


class StandardMaterials:
    """The materials of a standard, ready to be matched with those of any number of items."""

    __slots__ = ("_last", "at_certificate", "groups", "members", "names", "rows")

    def __init__(self, rows: Sequence[Entry]) -> None:
        """Take the list ``materials`` of a well-formed standard."""
        self.rows = rows
        self._last: tuple[Sequence[Entry], Plan] | None = None
        self.names: dict[str, list[int]] = defaultdict(list)
        """The entries of each name."""
        self.members: dict[str, list[Path]] = defaultdict(list)
        """The members of groups of each name."""
        self.groups: dict[int, frozenset[str]] = {}
        """The names of the members of each group."""
        self.at_certificate: dict[str, Path | None] = {}
        """The one material that has a certificate; None: there are several."""
        for index, row in enumerate(rows):
            if row.get("name"):
                self.names[match_key(row)].append(index)
            if "any_of" in row:
                self.groups[index] = _names_of(row["any_of"])
                for number, one in enumerate(row["any_of"]):
                    path = (index, number)
                    self.members[match_key(one)].append(path)
                    self._note_certificate(one, path)
            else:
                self._note_certificate(row, (index,))

    def _note_certificate(self, row: Entry, path: Path) -> None:
        if "certificate" in row:
            name = row["certificate"]
            self.at_certificate[name] = None if name in self.at_certificate else path

    def merged(self, own: Sequence[Entry]) -> list[dict[str, Any]]:
        """The standard's materials with those of an item over them."""
        return [self.row(made, own) for made in self.plan(own).made]

    def row(self, made: Made, own: Sequence[Entry]) -> dict[str, Any]:
        """What an entry of the resolved list says; of one that the item says nothing of it is the standard's own."""
        below = entry_at(self.rows, made.inherited) if made.inherited is not None else {}
        if made.own is None and made.members is None and made.taken is None and not made.left:
            return below
        row = {key: value for key, value in below.items() if made.takes(key)}
        if made.own is not None:
            row.update(entry_at(own, made.own))
            row = {key: value for key, value in row.items() if value is not None and key != "drop"}
        if made.members is not None:
            row["any_of"] = [self.row(one, own) for one in made.members]
        elif made.inherited is None and "any_of" in row:
            row["any_of"] = [stated(one) for one in row["any_of"]]
        return row

    def plan(self, own: Sequence[Entry]) -> Plan:
        """How an item's list goes with this one; see the module for how they are matched.

        The last one is remembered: whoever resolves an item asks again soon, for where the materials stand.
        """
        if self._last is None or self._last[0] is not own:
            self._last = own, _Matching(self, own).plan() if own else Plan([], ())
        return self._last[1]


class _Matching:
    """The work of one plan."""

    def __init__(self, standard: StandardMaterials, own: Sequence[Entry]) -> None:
        self.standard = standard
        self.own = own
        self.plain = [match_key(one) if one.get("name") else None for one in own]
        self.dropped: set[Path] = set()
        self.taken: dict[Path, int] = {}
        """Of the standard's entries and members: which of the item's entries goes with it."""
        self.open = [index for index, one in enumerate(own) if not one.get("drop")]
        """The item's entries that go with nothing so far."""

    def plan(self) -> Plan:
        idle = tuple(index for index, one in enumerate(self.own) if one.get("drop") and not self._drop(index, one))
        for candidates in (self._by_name, self._by_members, self._by_member_name, self._by_certificate):
            if not self.open:
                break
            for index in self.open:
                path = next((one for one in candidates(index, self.own[index]) if self._is_free(one)), None)
                if path is not None:
                    self.taken[path] = index
            matched = set(self.taken.values())
            self.open = [index for index in self.open if index not in matched]
        return Plan(list(self._each()), idle)

    def _drop(self, index: int, entry: Entry) -> bool:
        """Whether there is something to drop; what another entry has dropped already counts."""
        known, name = self.standard, self.plain[index]
        paths: list[Path] = [(number,) for number in known.names.get(name, ())] if name is not None else []
        if not paths and "any_of" in entry:
            best = max(self._groups_like(entry), key=lambda one: one[0], default=None)
            paths = [best[1]] if best else []
        elif not paths and name is not None:
            paths = list(known.members.get(name, ())) or list(self._certificate(entry))
        self.dropped.update(paths)
        return bool(paths)

    def _is_free(self, path: Path) -> bool:
        is_there = path not in self.dropped and path not in self.taken and path[:1] not in self.dropped
        if len(path) == 1 or not is_there:
            return is_there
        over = self.taken.get(path[:1])  # a group whose members the item lists itself, or that has become a material
        return over is None or self._keeps_members(self.own[over])

    @staticmethod
    def _keeps_members(entry: Entry) -> bool:
        return "any_of" not in entry and _OF_GROUPS.issuperset(entry)

    def _by_name(self, index: int, _entry: Entry) -> Iterator[Path]:
        name = self.plain[index]
        if name is not None:
            yield from ((number,) for number in self.standard.names.get(name, ()))

    def _by_members(self, _index: int, entry: Entry) -> Iterator[Path]:
        if "any_of" not in entry:
            return
        yield from (path for _shared, path in sorted(self._groups_like(entry), key=lambda one: -one[0]))
        for one in entry["any_of"]:
            numbers = self.standard.names.get(match_key(one), ())
            yield from ((number,) for number in numbers if number not in self.standard.groups)
        for one in entry["any_of"]:
            yield from (path[:1] for path in self._certificate(one))

    def _groups_like(self, entry: Entry) -> Iterator[tuple[int, Path]]:
        """The groups left that share members with one of the item's, and how many, by name."""
        names = _names_of(entry["any_of"])
        for number, others in self.standard.groups.items():
            shared = len(names & others)
            if shared and (number,) not in self.dropped:
                yield shared, (number,)

    def _by_member_name(self, index: int, entry: Entry) -> Iterator[Path]:
        name = self.plain[index]
        if name is not None and "any_of" not in entry and name not in self.standard.names:
            yield from self.standard.members.get(name, ())

    def _by_certificate(self, _index: int, entry: Entry) -> Iterator[Path]:
        if "any_of" not in entry:
            yield from self._certificate(entry)

    def _certificate(self, entry: Entry) -> Iterator[Path]:
        path = self.standard.at_certificate.get(entry.get("certificate", ""))
        if path is not None:
            yield path

    def _each(self) -> Iterator[Made]:
        for number, row in enumerate(self.standard.rows):
            path: Path = (number,)
            if path in self.dropped:
                continue
            index = self.taken.get(path)
            if "any_of" in row:
                made = self._group(path, row, index)
                if made is not None:
                    yield made
            elif index is None:
                yield Made(path, None)
            else:
                yield self._over_material(path, row, index)
        yield from (Made(None, (index,)) for index in self.open)

    def _over_material(self, path: Path, row: Entry, index: int) -> Made:
        entry = self.own[index]
        if "any_of" not in entry:
            return Made(path, (index,))
        members = self._members_over(index, entry["any_of"], [(path, row)])
        single = tuple(replace(one, left=_OF_THE_WHOLE) if one.inherited else one for one in members)
        return Made(path, (index,), single, taken=_OF_THE_WHOLE)

    def _group(self, path: Path, row: Entry, index: int | None) -> Made | None:
        own: Path | None = None if index is None else (index,)
        if index is not None and not self._keeps_members(self.own[index]):
            entry = self.own[index]
            if "any_of" not in entry:
                return Made(path, own, taken=frozenset())
            there: list[tuple[Path, Entry]] = [((*path, n), one) for n, one in enumerate(row["any_of"])]
            return Made(path, own, self._members_over(index, entry["any_of"], there))
        paths = [(*path, number) for number in range(len(row["any_of"]))]
        if not any(one in self.taken or one in self.dropped for one in paths):
            return Made(path, own)
        members = tuple(
            Made(one, (self.taken[one],) if one in self.taken else None) for one in paths if one not in self.dropped
        )
        return Made(path, own, members) if members else None

    @staticmethod
    def _members_over(index: int, own: Sequence[Entry], below: Sequence[tuple[Path, Entry]]) -> tuple[Made, ...]:
        """The members that a group of the item lists, each over the standard's of the same name, else certificate."""
        left = list(below)
        found: dict[int, Path] = {}
        for key in (match_key, _certificate_of):
            for number, one in enumerate(own):
                said = key(one)
                match = next((other for other in left if said and key(other[1]) == said), None)
                if number not in found and match is not None:
                    found[number] = match[0]
                    left.remove(match)
        return tuple(Made(found.get(number), (index, number)) for number in range(len(own)))


def entry_at(rows: Sequence[Entry], path: Path) -> Any:
    """The entry, or the member of a group, at a path."""
    entry = rows[path[0]]
    return entry["any_of"][path[1]] if len(path) > 1 else entry


def pointer_to(path: Path) -> Pointer:
    """Where in its record the entry at a path stands."""
    return Pointer.of("materials", path[0], *(("any_of", path[1]) if len(path) > 1 else ()))


def stated(entry: Entry) -> dict[str, Any]:
    """What a new entry says: without what only makes sense over a standard."""
    said = {key: value for key, value in entry.items() if value is not None and key != "drop"}
    if "any_of" in said:
        said["any_of"] = [stated(one) for one in said["any_of"]]
    return said


def all_stated(own: Iterable[Entry]) -> list[dict[str, Any]]:
    """The materials of an item whose standard has none, or is not known."""
    return [stated(one) for one in own if not one.get("drop")]


def match_key(entry: Entry) -> str:
    """What names of entries are compared by."""
    return _key_of(entry["name"])


@lru_cache(maxsize=20_000)  # places ask for the same materials
def _key_of(name: str) -> str:
    return plain_name(name) or name


def _certificate_of(entry: Entry) -> str:
    return entry.get("certificate") or ""


def _names_of(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset(map(match_key, entries))
