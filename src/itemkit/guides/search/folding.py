"""How names are compared: the same in Python, which makes the index, and in the browser, which asks it.

A text is folded one code point at a time, so that the browser can tell which characters of a name a match covers.
"""

import re
import unicodedata

DROPPED = (
    r"[\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f"
    r"\u3000-\u3004\u3006\u3008-\u303f\ufe00-\ufe4f\ufeff]"
)
"""What does not count: spaces, brackets, punctuation, marks without a width. ``find.js`` has the same class."""
_DROPPED = re.compile(DROPPED)


class _Folded(dict[int, str]):
    """For ``str.translate``: fills itself with what comes up."""

    def __init__(self, instead: str) -> None:
        super().__init__()
        self._instead = instead
        """What stands for a character that does not count."""

    def __missing__(self, code: int) -> str:
        folded = _DROPPED.sub(self._instead, unicodedata.normalize("NFKC", chr(code)).lower())
        self[code] = folded
        return folded


BREAK = "-"
_FOLDED, _IN_PIECES = _Folded(""), _Folded(BREAK)


def fold(text: str) -> str:
    """A text in half-width lower case, without spaces, brackets and punctuation."""
    return text.translate(_FOLDED)


def fold_in_pieces(text: str) -> str:
    """The same, with a `BREAK` for each character that does not count: no word goes across it."""
    return text.translate(_IN_PIECES)
