"""Which blocks have which key, dealt into many small files, so that a search loads only those of its own keys.

A key's blocks are written as a string of marks, a few characters each, in the order of the blocks' numbers. When few
blocks have changed since the last run, its files are amended instead of made anew; the bytes are the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from zlib import crc32

from itemkit.guides.search.keys import FIELDS, Keys
from itemkit.guides.search.script import from_script, to_script

Shard = dict[str, dict[str, str]]
"""Marks by key by field."""

ALPHABET = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
"""In the order of the characters' codes, so that marks sort like numbers."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the index is laid out; grows by leaps, so that it seldom changes."""

    count: int
    """How many shards; a power of two, about one a block."""
    width: int
    """Characters of a mark."""

    @classmethod
    def of(cls, blocks: int) -> "Shape":
        """For so many blocks; at most half of the numbers are in use."""
        width = 2
        while len(ALPHABET) ** width < 2 * blocks:
            width += 1
        return cls(1 << max(0, blocks - 1).bit_length(), width)

    @property
    def capacity(self) -> int:
        """How many blocks have a mark of this width."""
        return int(len(ALPHABET) ** self.width)

    def mark(self, number: int) -> str:
        """What stands for a block."""
        base, characters = len(ALPHABET), ""
        for _place in range(self.width):
            number, digit = divmod(number, base)
            characters = ALPHABET[digit] + characters
        return characters

    def place(self, key: str) -> int:
        """The shard of a key."""
        return crc32(key.encode()) & self.count - 1


def stem(place: int) -> str:
    """What the file of a shard is called."""
    return f"g{place:04x}"


def made(blocks: Iterable[tuple[int, Keys]], shape: Shape) -> Iterator[bytes]:
    """The shards' files, in order, of all blocks in the order of their numbers. They are taken one by one."""
    marks: dict[str, dict[str, list[str]]] = {field: {} for field in FIELDS}
    for number, keys in blocks:
        mark = shape.mark(number)
        for field, known in marks.items():
            for key in keys[field]:
                if key in known:
                    known[key].append(mark)
                else:
                    known[key] = [mark]
    shards: list[Shard] = [{field: {} for field in FIELDS} for _place in range(shape.count)]
    for field, known in marks.items():
        for key, each in known.items():
            shards[shape.place(key)][field][key] = "".join(each)
    return (to_script(stem(place), shard) for place, shard in enumerate(shards))


def amended(
    shards: Iterable[bytes], gone: Mapping[int, Keys], come: Mapping[int, Keys], shape: Shape
) -> Iterator[bytes]:
    """The shards' files after some blocks have changed.

    Args:
        shards: the files as they were, in order.
        gone: the keys that blocks had; a block that has changed is here and in ``come``.
        come: the keys that they have now.
        shape: as it was; it must be the same.
    """
    edits: dict[int, list[tuple[str, str, str, bool]]] = {}
    for number in gone.keys() | come.keys():
        mark = shape.mark(number)
        for field in FIELDS:
            before = gone[number][field] if number in gone else set()
            after = come[number][field] if number in come else set()
            for key in before ^ after:
                edits.setdefault(shape.place(key), []).append((field, key, mark, key in after))
    for place, content in enumerate(shards):
        yield _edited(place, content, edits[place], shape.width) if place in edits else content


def _edited(place: int, content: bytes, edits: Iterable[tuple[str, str, str, bool]], width: int) -> bytes:
    shard: Shard = from_script(stem(place), content)
    for field, key, mark, is_new in edits:
        known = shard[field].get(key, "")
        each = {known[start : start + width] for start in range(0, len(known), width)}
        each = each | {mark} if is_new else each - {mark}
        if each:
            shard[field][key] = "".join(sorted(each))
        else:
            del shard[field][key]
    return to_script(stem(place), shard)
