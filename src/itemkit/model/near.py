"""The word that was probably meant: the nearest known one, remembered, because a slip seldom comes alone."""

import difflib
from collections.abc import Iterable
from functools import lru_cache


def nearest(word: str, known: Iterable[str], cutoff: float) -> str | None:
    """The known word most like ``word``, if one is alike enough.

    Args:
        word: what was written.
        known: what could have been meant.
        cutoff: from 0, anything, to 1, only the word itself.
    """
    return _nearest(word, tuple(known), cutoff)


@lru_cache(maxsize=10_000)
def _nearest(word: str, known: tuple[str, ...], cutoff: float) -> str | None:
    found = difflib.get_close_matches(word, known, n=1, cutoff=cutoff)
    return found[0] if found else None
