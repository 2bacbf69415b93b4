"""The rows in the order of their initials, cut into blocks that the browser loads as a whole.

Where a block begins is decided by its first row alone, as far as possible, and what it is called too: when a row
changes, the blocks around it stay what they are, and a site that is published again rewrites few files.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from zlib import crc32

from itemkit.guides.search.findable import Findable
from itemkit.pages import clean

Block = list[list[object]]
"""Words, regions and organs (each its code and its name), which the rows name by number; the rows: see `block`."""

_LEAST, _MEAN, _MOST = 48, 96, 320
"""Rows: no block is smaller (but the last) or larger; beyond the least, one in so many rows begins a new one."""
_clean = lru_cache(maxsize=1 << 16)(clean)
"""For words and names, the same few of which come up in every block."""
_NO_ALIASES: list[object] = []


def in_order(rows: Iterable[Findable]) -> list[Findable]:
    """By initials, then title, so that rows which are asked for together lie together."""
    return sorted(rows, key=attrgetter("initials", "title", "href"))


def each_cut(ordered: Sequence[Findable]) -> Iterator[Sequence[Findable]]:
    """The rows of each block."""
    start = 0
    for place, row in enumerate(ordered):
        length = place - start
        if length >= _MOST or (length >= _LEAST and crc32(row.href.encode()) % _MEAN == 0):
            yield ordered[start:place]
            start = place
    if start < len(ordered):
        yield ordered[start:]


def numbers(cuts: Iterable[Sequence[Findable]], capacity: int) -> list[int]:
    """A number below ``capacity`` for each block, by its first row; no two the same.

    Raises:
        ValueError: there are more blocks than numbers.
    """
    given: dict[int, None] = {}
    for cut in cuts:
        if len(given) == capacity:
            raise ValueError(f"more than {capacity} blocks")
        number = crc32(b"block " + cut[0].href.encode()) % capacity
        while number in given:
            number = (number + 1) % capacity
        given[number] = None
    return list(given)


def block(cut: Sequence[Findable], regions: Mapping[str, str], organs: Mapping[str, str]) -> Block:
    """What the browser gets of some rows.

    A row is ``[href, title, aliases, code, initials, kind, type, region, organ, audiences, themes]``; ``href`` is 0
    where it is ``i/<code>.html``; the last six are numbers in the tables, where 0 is nothing. Texts are clean.

    Args:
        cut: the rows.
        regions: names of regions by code; a code without one stands for itself.
        organs: names of organs by credit code.
    """
    words: dict[str, int] = {"": 0}
    places: dict[str, int] = {"": 0}
    bodies: dict[str, int] = {"": 0}
    rows: list[object] = [
        [
            0 if row.href == f"i/{row.code}.html" else row.href,
            clean(row.title),
            [clean(alias) for alias in row.aliases] if row.aliases else _NO_ALIASES,
            clean(row.code),
            row.initials,
            words.setdefault(row.kind, len(words)),
            words.setdefault(row.type, len(words)),
            places.setdefault(row.region, len(places)),
            bodies.setdefault(row.organ, len(bodies)),
            [words.setdefault(word, len(words)) for word in row.audiences],
            [words.setdefault(word, len(words)) for word in row.themes],
        ]
        for row in cut
    ]
    return [[_clean(word) for word in words], named(places, regions), named(bodies, organs), rows]


def stem(number: int) -> str:
    """What the file of a block is called."""
    return f"b{number:04x}"


def named(codes: Iterable[str], names: Mapping[str, str]) -> list[object]:
    """Codes with their names."""
    return [[_clean(code), _clean(names.get(code) or code)] for code in codes]
