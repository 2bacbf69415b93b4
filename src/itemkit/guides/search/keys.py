"""By which keys the rows of a block are found, where there are too many rows to look through.

A key is what the browser can make out of the typed word: one or two characters of a name, two to four initials, the
checksum of a code or of its beginning, a choice of a filter. ``find.js`` makes the same ones.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from zlib import crc32

from itemkit.guides.search.blocks import Block
from itemkit.guides.search.folding import BREAK, fold

Keys = dict[str, set[str]]
"""Keys by field: name (with aliases), authority (names of organ and region), beginning of the title, initials, code,
choice."""

FIELDS = ("n", "u", "b", "i", "c", "f")
BEGINNINGS = (8, 18)
"""A code is found by its beginning if at least the first of these is typed; the second is an organ's code, with which
that of an item begins."""
WITHIN = ((19, 24), (19, 28), (19, 31))
"""Beginnings of the base code within the code of an item, the last of them all of it. Far fewer than there are items,
and together with the organ's they tell an item as well as its whole code does."""


def keys_of(block: Block) -> Keys:
    """All keys of a block."""
    words, places, bodies, rows = block
    keys: Keys = {field: set() for field in FIELDS}
    titles = {row[1] for row in _each(rows)}
    names = titles | {alias for row in _each(rows) for alias in row[2]}
    keys["n"] = _short_grams(map(fold, names))
    keys["u"] = set().union(*(_authority_grams(name) for table in (places, bodies) for _code, name in _each(table)))
    keys["b"] = {text[:length] for text in map(fold, titles) for length in (1, 2)} - {""}
    keys["i"] = _long_grams({row[4] for row in _each(rows)})
    keys["c"] = {code_key(part) for part in _parts({fold(row[3]) for row in _each(rows)})}
    keys["f"] = set(_choices(rows, words, places, bodies))
    return keys


def code_key(part: str) -> str:
    """What stands for a code, or a part of one, in the index: short, at the price of a block too many now and then."""
    return f"{crc32(part.encode()):x}"


def _each(table: list[Any]) -> Iterator[list[Any]]:
    yield from table


def _short_grams(texts: Iterable[str]) -> set[str]:
    """All single characters and all pairs of neighbours. One pass over all texts: none of them has a `BREAK`."""
    whole = BREAK.join(texts)
    return {gram for gram in {*whole, *map(str.__add__, whole, whole[1:])} if BREAK not in gram}


@lru_cache(maxsize=1 << 15)
def _authority_grams(name: str) -> frozenset[str]:
    """The same of the name of a region or an organ, most of which are in every block."""
    return frozenset(_short_grams([fold(name)]))


def _long_grams(texts: Iterable[str]) -> set[str]:
    """All runs of two to four characters."""
    whole = BREAK.join([*texts, BREAK * 2])
    pairs = list(map(str.__add__, whole, whole[1:]))
    fours = set(map(str.__add__, pairs, pairs[2:]))
    return {gram for four in fours for gram in (four[:2], four[:3], four) if BREAK not in gram}


def _parts(codes: set[str]) -> set[str]:
    """What the codes may be found by."""
    parts = {code for code in codes if len(code) < WITHIN[-1][1]}
    for start, stop in (*((0, stop) for stop in BEGINNINGS), *WITHIN):
        parts |= {code[start:stop] for code in codes if len(code) >= stop}
    return parts - {""}


def _choices(rows: list[Any], words: list[Any], places: list[Any], bodies: list[Any]) -> Iterator[str]:
    columns = list(zip(*rows, strict=True))
    for name, column, table in (("k", 5, words), ("t", 6, words)):
        yield from (f"{name}:{table[number]}" for number in set(columns[column]))
    for name, column, pairs in (("r", 7, places), ("o", 8, bodies)):
        yield from (f"{name}:{pairs[number][0]}" for number in set(columns[column]))
    for name, column in (("a", 9), ("h", 10)):
        yield from (f"{name}:{words[number]}" for number in {one for each in columns[column] for one in each})
