"""Which number comes next where codes are given.

The coding scheme counts in digits and goes on in upper-case letters, never I, O, S, V or Z, when the digits have run
out. How it goes on is our reading, since the standard's own text was not available: the letters come in from the left,
and the digits behind them are never all zero (``999``, ``A01`` … ``Y99``, ``AA1`` … ``YY9``, ``AAA`` … ``YYY``). A
handling item (业务办理项) has two digits and no letters.
"""

from collections.abc import Container, Iterator
from itertools import product

LETTERS = "ABCDEFGHJKLMNPQRTUWXY"
"""The letters of the scheme, in their order."""


def numbers(width: int) -> Iterator[str]:
    """Every number of so many characters, in the order in which they are given.

    >>> from itertools import islice
    >>> list(islice(numbers(3), 998, 1001))
    ['999', 'A01', 'A02']
    """
    for behind in range(width, -1, -1):
        digits = [f"{number:0{behind}}" for number in range(1, 10**behind)] if behind else [""]
        for letters in product(LETTERS, repeat=width - behind):
            before = "".join(letters)
            for one in digits:
                yield before + one


class Sequence:
    """The numbers behind one prefix that are still free, each given once."""

    def __init__(self, prefix: str, taken: Container[str], each: Iterator[str]) -> None:
        """Start at the first number.

        Args:
            prefix: what all codes of the sequence begin with.
            taken: codes that are not given, whatever becomes of them meanwhile.
            each: the numbers in their order.
        """
        self._prefix = prefix
        self._taken = taken
        self._each = each

    def next(self) -> str | None:
        """The prefix with the next number that is free; None when all have run out."""
        return next((code for number in self._each if (code := self._prefix + number) not in self._taken), None)
