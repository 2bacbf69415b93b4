"""The comparison of two sides: what is surely the same is left out unread, the rest is paired and compared.

Of two states of one catalog most files are the same, byte for byte; git knows that without reading them. The others are
read twice: once for what they go by, to be paired, and once to be compared, so that a province never has to fit into
memory. What changes in a standard is told there, once, and not again for each item that implements it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from itemkit.diff.change import Change
from itemkit.diff.compare import compare
from itemkit.diff.effect import Effect
from itemkit.diff.fields import effect_of_an_item
from itemkit.diff.making import made
from itemkit.diff.pairing import Entry, Pair, entry_of, paired
from itemkit.diff.sides import NothingThereError, Side
from itemkit.findings import ROOT, Pointer, msg
from itemkit.model.kinds import ITEM_KIND, STANDARD_KIND
from itemkit.source.catalog import CatalogError
from itemkit.source.parallel import process_count, run_chunks
from itemkit.source.trees import Tree
from itemkit.source.wholes import Reader, Record, Unread

Progress = Callable[[int], None]
_ELSEWHERE = "unplaced"
"""The problem of a file outside the folders of a catalog: it may be anything, and a commit does not tell of it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file of one side."""

    path: str
    pointer: Pointer
    inherited: bool = False
    """True: the file is that of the standard."""


@dataclass(frozen=True, slots=True)
class Told:
    """A change with its places."""

    change: Change
    a: Spot | None
    """None where side A has no such item at all."""
    b: Spot | None


@dataclass(frozen=True, slots=True)
class Compared:
    """An item of which something has changed; or a standard."""

    a: Entry | None
    b: Entry | None
    changes: tuple[Told, ...]
    hidden: int = 0
    """How many changes of details there are that are not told."""

    @property
    def entry(self) -> Entry:
        """What it goes by now, or went by."""
        entry = self.b or self.a
        assert entry is not None  # noqa: S101 (a pair has at least one side)
        return entry

    def fingerprint(self, told: Told) -> str:
        """What tells one of the changes from all others, wherever its file lies."""
        return told.change.fingerprint(self.entry.subject)


@dataclass(slots=True)
class Difference:
    """What came of comparing two sides."""

    a: Side
    b: Side
    compared: list[Compared] = field(default_factory=list)
    """Those with changes, in the order of their names and paths in B."""
    same: int = 0
    """Items and standards that are on both sides, without a change that is told."""
    hidden: int = 0
    """Changes of details that are not told."""
    unread: list[tuple[str, Unread]] = field(default_factory=list)
    """Files that could not be compared, with the side, ``a`` or ``b``."""

    def each_change(self) -> Iterator[tuple[Compared, Told]]:
        """All changes, each with its item."""
        for compared in self.compared:
            for told in compared.changes:
                yield compared, told


def difference_of(
    a: Side, b: Side, *, details: bool = False, jobs: int | None = None, progress: Progress = lambda _: None
) -> Difference:
    """Compare two sides.

    Args:
        a: before, or the one.
        b: after, or the other.
        details: also tell what is hidden by default: contact details, places, versions.
        jobs: how many processes; None: one for each core.
        progress: told about files done.

    Raises:
        CatalogError: a file is compared with something that is not one file, or an item with a standard.
        NothingThereError: a region has no item at all, or neither side has anything.
    """
    if not any(side.items or side.standards or side.problems for side in (a, b)):
        raise NothingThereError(msg("{side} 里没有事项，也没有标准事项", side=b.label))
    work = _Work(a, b, details, jobs, progress)
    difference = Difference(a, b)
    for name, side in (("a", a), ("b", b)):
        difference.unread += [
            (name, Unread(path, msg("没有读（{kind}）", kind=one.kind)))
            for path, one in side.problems
            if one.kind != _ELSEWHERE
        ]
    if a.is_file or b.is_file:
        work.files(difference)
    else:
        for kind in (STANDARD_KIND.name, ITEM_KIND.name):
            work.kind(kind, difference)
    difference.compared.sort(key=lambda one: (one.entry.kind == ITEM_KIND.name, one.entry.name, one.entry.path))
    return difference


class _Work:
    """The steps of a comparison."""

    def __init__(self, a: Side, b: Side, details: bool, jobs: int | None, progress: Progress) -> None:
        self.sides = a, b
        one_tree = a.tree is b.tree or same_files(a.tree, b.tree)
        reader = Reader(a.tree)
        self.readers = reader, (reader if one_tree else Reader(b.tree))
        self.one_tree = one_tree
        self.by_region = any(side.region for side in self.sides)
        self.told_of_standards = all(side.is_whole or side.standards for side in self.sides)
        self.details = details
        self.jobs = jobs
        self.progress = progress

    def files(self, difference: Difference) -> None:
        """Compare one file with one file."""
        kinds = [ITEM_KIND.name if side.items else STANDARD_KIND.name for side in self.sides]
        counts = [len(side.items) + len(side.standards) for side in self.sides]
        if counts != [1, 1] or kinds[0] != kinds[1]:
            raise CatalogError(msg("文件只能和文件比，事项只能和事项比：{a} 和 {b} 不能比",
                a=self.sides[0].label, b=self.sides[1].label))  # fmt: skip
        found = [self._entries(number, kinds[0], self._paths(number, kinds[0]), difference) for number in (0, 1)]
        if all(found):
            self._compare([(found[0][0], found[1][0])], difference, skip_inherited=False)

    def kind(self, kind: str, difference: Difference) -> None:
        """Compare all items, or all standards."""
        paths = [self._paths(number, kind) for number in (0, 1)]
        if kind == STANDARD_KIND.name and not self.told_of_standards:
            return
        if not self.by_region:
            same = self._unchanged(*paths)
            difference.same += len(same)
            paths = [[path for path in some if path not in same] for some in paths]
        first = self._entries(0, kind, paths[0], difference)
        second = first if self.one_tree and paths[0] == paths[1] else self._entries(1, kind, paths[1], difference)
        # What can't be read on one side is told as such; it is not gone, nor new.
        unread = {(name, one.path) for name, one in difference.unread if not self.one_tree}
        wanted = [
            [one for one in entries if side.region in {"", one.region} and (other, one.path) not in unread]
            for entries, side, other in zip((first, second), self.sides, "ba", strict=True)
        ]
        for side, some in zip(self.sides, wanted, strict=True):
            if side.region and not some and not difference.unread:
                raise NothingThereError(msg("{side} 里没有事项，也没有标准事项", side=side.title))
        pairs = paired(*wanted, same_place=not self.by_region)
        self._compare(pairs, difference, skip_inherited=self.told_of_standards)

    def _paths(self, number: int, kind: str) -> list[str]:
        side = self.sides[number]
        return list(side.items if kind == ITEM_KIND.name else side.standards)

    def _unchanged(self, first: Sequence[str], second: Sequence[str]) -> set[str]:
        """The paths that hold the same bytes on both sides."""
        if self.one_tree:
            return set(first) & set(second)
        both = sorted(set(first) & set(second))
        same: set[str] = set()
        trees = self.sides[0].tree, self.sides[1].tree
        for part in run_chunks(_same_bytes, trees, both, processes=process_count(self.jobs, len(both))):
            same.update(part)
        return same

    def _entries(self, number: int, kind: str, paths: Sequence[str], difference: Difference) -> list[Entry]:
        reader = self.readers[number]
        _ = reader.standards, reader.organs  # before processes are forked, so that none reads them again
        entries: list[Entry] = []
        processes = process_count(self.jobs, len(paths))
        for part in run_chunks(_read_entries, (reader, kind), paths, processes=processes):
            for one in part:
                if isinstance(one, Unread):
                    difference.unread.append(("ab"[number], one))
                else:
                    entries.append(one)
            self.progress(len(part))
        return entries

    def _compare(self, pairs: Sequence[Pair], difference: Difference, *, skip_inherited: bool) -> None:
        for reader in self.readers:
            _ = reader.standards, reader.organs
        tool = _Comparing(self.readers, self.details, skip_inherited, self.by_region)
        different = [(a, b) for a, b in pairs if a is None or b is None or a.digest != b.digest]
        difference.same += len(pairs) - len(different)
        pairs = different
        for part in run_chunks(_compare_pairs, tool, pairs, processes=process_count(self.jobs, len(pairs)), size=64):
            for one in part:
                difference.hidden += one.hidden
                if one.changes:
                    difference.compared.append(one)
                else:
                    difference.same += 1


def same_files(one: Tree, other: Tree) -> bool:
    """Whether two trees are the same files in the same state."""
    return type(one) is type(other) and one.shown("") == other.shown("")


def _same_bytes(trees: tuple[Tree, Tree], paths: Sequence[str]) -> list[str]:
    first, second = (tree.digests(paths) for tree in trees)
    return [path for path, one, other in zip(paths, first, second, strict=True) if one and one == other]


def _read_entries(tool: tuple[Reader, str], paths: Sequence[str]) -> list[Entry | Unread]:
    reader, kind = tool
    return [one if isinstance(one, Unread) else entry_of(reader, kind, one) for one in reader.records(kind, paths)]


@dataclass(frozen=True)
class _Comparing:
    readers: tuple[Reader, Reader]
    details: bool
    skip_inherited: bool
    regions: bool
    """True: two regions are compared. That one of them does not do what the other does says nothing by itself."""


def _compare_pairs(tool: _Comparing, pairs: Sequence[Pair]) -> list[Compared]:
    records = [_records(reader, [pair[side] for pair in pairs]) for side, reader in enumerate(tool.readers)]
    found = []
    for number, (a, b) in enumerate(pairs):
        first, second = records[0][number], records[1][number]
        if first is not None and second is not None:
            told = tuple(_each_told(tool, first, second))
            shown = tuple(one for one in told if tool.details or not one.change.kind.detail)
            found.append(Compared(a, b, shown, len(told) - len(shown)))
        else:
            found.append(Compared(a, b, (_one_sided(a, b, None if tool.regions else first or second),)))
    return found


def _records(reader: Reader, entries: Iterable[Entry | None]) -> list[Record | None]:
    known = list(entries)
    read: dict[int, Record] = {}
    for kind in (ITEM_KIND.name, STANDARD_KIND.name):
        numbers = [number for number, one in enumerate(known) if one is not None and one.kind == kind]
        some = reader.records(kind, [one.path for one in known if one is not None and one.kind == kind])
        read |= {number: one for number, one in zip(numbers, some, strict=True) if isinstance(one, Record)}
    return [read.get(number) for number in range(len(known))]


def _each_told(tool: _Comparing, first: Record, second: Record) -> Iterator[Told]:
    is_inherited = first.standard is not None and second.standard is not None
    same_standard = is_inherited and first.own.get("standard") == second.own.get("standard")
    for change in compare(first.whole, second.whole):
        a, b = Spot(*first.origin(change.a)), Spot(*second.origin(change.b))
        if tool.skip_inherited and same_standard and a.inherited and b.inherited:
            continue
        yield Told(change, a, b)


def _one_sided(a: Entry | None, b: Entry | None, record: Record | None) -> Told:
    entry = b or a
    assert entry is not None  # noqa: S101 (a pair has at least one side)
    effect = effect_of_an_item(record.whole) if record and entry.kind == ITEM_KIND.name else Effect.NEUTRAL
    spot = Spot(entry.path, ROOT)
    if b is None:
        change = made(f"{entry.kind}-removed", ROOT, ROOT, entry.name, None, effect=effect.reverse, name=entry.name)
        return Told(change, spot, None)
    change = made(f"{entry.kind}-added", ROOT, ROOT, None, entry.name, effect=effect, name=entry.name)
    return Told(change, None, spot)
