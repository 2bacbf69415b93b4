"""The initials of a name's pinyin, which people type instead of the name: 重庆银行 is ``cqyh``.

A character is looked up by itself where all its readings begin alike, or else in the longest word around it: 行 is
``x`` in 行政 and ``h`` in 银行. Words in which our titles use a reading that the dictionary has not under the word are
added here.
"""

import unicodedata
from functools import cache, lru_cache

from itemkit.guides.search.folding import BREAK, fold_in_pieces

_OWN_WORDS = {"参保": "cb", "会商": "hs", "长者": "zz", "调出": "dc", "调入": "dr"}
"""Words of the field that the dictionary lacks and whose characters it would read otherwise by themselves."""
_LONGEST = 6
"""Characters of a word; the longer ones in the dictionary are sayings."""


@lru_cache(maxsize=1 << 16)
def initials(title: str) -> str:
    """The first letter of each syllable, lower case; digits and Latin letters stay, all else is left out.

    Full-width characters count like half-width ones. A character that no dictionary has is left out.
    """
    text = fold_in_pieces(title)
    letters = text.translate(_LETTERS)
    if not letters.isascii() or letters.lower() != letters:
        letters = "".join(
            _in_word(text, place) or letter.lower() if letter.isupper() else letter
            for place, letter in enumerate(letters)
        )
    return letters.replace(BREAK, "")


class _Letters(dict[int, str]):
    """For ``str.translate``: one letter a character, a capital where its readings begin differently."""

    def __missing__(self, code: int) -> str:
        from pypinyin.pinyin_dict import pinyin_dict

        character = chr(code)
        if character.isascii():
            found = character if character.isalnum() else BREAK
        else:
            each = [_first_letter(one) for one in pinyin_dict.get(code, BREAK).split(",")]
            found = each[0] if len(set(each)) == 1 else each[0].upper()
        self[code] = found
        return found


_LETTERS = _Letters()


@cache
def _first_letter(syllable: str) -> str:
    return unicodedata.normalize("NFD", syllable)[0]


def _in_word(text: str, place: int) -> str:
    """The letter of a character in the longest word around it, the first of equals; empty if there is none."""
    start = max(0, place - _LONGEST + 1)
    return _in_surroundings(text[start : place + _LONGEST], place - start)


@lru_cache(maxsize=1 << 16)  # names of items are put together of the same words
def _in_surroundings(text: str, place: int) -> str:
    words = _words()
    for length in range(_LONGEST, 1, -1):
        for start in range(max(0, place - length + 1), min(place, len(text) - length) + 1):
            word = text[start : start + length]
            if word in words:
                return _first_letter(words[word][place - start][0])
    return ""


@cache
def _words() -> dict[str, list[list[str]]]:
    """The dictionary's words with the readings of their characters, imported when the first is asked for."""
    from pypinyin.phrases_dict import phrases_dict

    return phrases_dict | {word: [[letter] for letter in letters] for word, letters in _OWN_WORDS.items()}
