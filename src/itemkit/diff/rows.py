"""Lists of records (steps, fees, results …): their elements are matched by what they are called, and by likeness."""

from collections.abc import Iterator, Sequence

from itemkit.diff.change import Change
from itemkit.diff.likeness import likeness, matched
from itemkit.diff.making import Data, made
from itemkit.findings import Pointer
from itemkit.model.plain import plain_name

_SAME_THING = 0.6

Pair = tuple[Data, Data, Pointer, Pointer]


def paired(
    key: str, a: Data, b: Data, named: str = "name"
) -> tuple[list[Pair], list[tuple[int, Data]], list[tuple[int, Data]]]:
    """The elements of the lists under ``key`` that go together, and those of one side alone with their indexes."""
    before, after = a.get(key, []), b.get(key, [])

    def name_of(one: Data) -> str:
        return plain_name(one[named])

    pairs = matched(before, after, (name_of,), lambda one, other: likeness(one[named], other[named]), _SAME_THING)
    gone = set(range(len(before))) - {i for i, _j in pairs}
    new = set(range(len(after))) - {j for _i, j in pairs}
    both = [(before[i], after[j], Pointer.of(key, i), Pointer.of(key, j)) for i, j in pairs]
    return both, [(i, before[i]) for i in sorted(gone)], [(j, after[j]) for j in sorted(new)]


def stated(key: str, stem: str, a: Data, b: Data) -> Iterator[Change]:
    """Whether one side alone says something under ``key``, a list; nothing if both do or neither."""
    before, after, whole = a.get(key), b.get(key), Pointer.of(key)
    if before is None and after:
        yield made(f"{stem}-stated", whole, whole, None, after, count=len(after))
    elif after is None and before:
        yield made(f"{stem}-unstated", whole, whole, before, None, count=len(before))


def details(
    id: str, keys: Sequence[str], one: Data, other: Data, a: Pointer, b: Pointer, name: str = ""
) -> Iterator[Change]:
    """One change of the kind ``id`` for all of ``keys`` that are otherwise in two records."""
    before, after = ({key: side[key] for key in keys if key in side} for side in (one, other))
    if before != after:
        yield made(id, a, b, before or None, after or None, name=name or other["name"])
