"""The words that officers use, with their official numbers: one `Vocabulary` for each closed list of the field.

The built-in words are in data/vocabularies.toml. A catalog may add its own in ``itemkit.toml``; it can't take any away.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Self


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of a vocabulary."""

    word: str
    number: str = ""
    """The official number, as the exchange forms carry it; empty where none is known."""
    english: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of words for one field."""

    name: str
    title: str
    source: str
    """The standard or document that the numbers are from."""
    entries: tuple[Entry, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words alone, in the order of use."""
        return tuple(entry.word for entry in self.entries)

    def entry(self, word: str) -> Entry | None:
        """The entry of a word, if it is one."""
        return next((entry for entry in self.entries if entry.word == word), None)

    def word_of(self, number: str) -> str | None:
        """The word with this official number; ``"1"`` and ``"01"`` are the same number."""
        wanted = number.lstrip("0")
        return next((e.word for e in self.entries if e.number and e.number.lstrip("0") == wanted), None)


class Vocabularies(Mapping[str, Vocabulary]):
    """All vocabularies of a catalog, by name."""

    def __init__(self, by_name: Mapping[str, Vocabulary]) -> None:
        self._by_name = dict(by_name)
        self._words = {name: frozenset(one.words) for name, one in by_name.items()}

    def has(self, name: str, word: str) -> bool:
        """Whether a vocabulary has a word: asked of every word of every record."""
        return word in self._words[name]

    @classmethod
    @cache
    def builtin(cls) -> Self:
        """The words that come with itemkit."""
        raw = tomllib.loads((files("itemkit.data") / "vocabularies.toml").read_text("utf-8"))
        return cls(
            {
                name: Vocabulary(
                    name,
                    table["title"],
                    table["source"],
                    tuple(Entry(word, number, english) for number, word, english in table["words"]),
                )
                for name, table in raw.items()
            }
        )

    def extended(self, more: Mapping[str, Mapping[str, str]]) -> "Vocabularies":
        """These vocabularies and a catalog's own words, given as ``{name: {word: number}}``.

        Raises:
            KeyError: there is no vocabulary of that name.
        """
        by_name = dict(self._by_name)
        for name, words in more.items():
            old = by_name[name]
            known = set(old.words)
            added = tuple(Entry(word, number) for word, number in words.items() if word not in known)
            by_name[name] = Vocabulary(old.name, old.title, old.source, old.entries + added)
        return Vocabularies(by_name)

    def __getitem__(self, name: str) -> Vocabulary:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)


def may_stand_for(coded: str, number: str) -> bool:
    """Whether the number of an item type in a code may stand for the type with this official number.

    In Guangdong's codes type 20 is 其他行政权力, which the national table has as 10, and 21 is 公共服务.
    """
    return coded == number or (coded, number) in _NUMBERED_OTHERWISE


_NUMBERED_OTHERWISE = frozenset({("20", "10")})
