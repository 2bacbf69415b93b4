"""What a rule goes by: the pieces of an item that it judges each by itself.

A catalog says the same thing over and over: in each county the same materials, the same limits, the same laws. A rule
that declares by which pieces it goes is not asked again about a piece that it had nothing to say of. The declaration is
a promise, and tests hold the rules to it: of an item such a rule says what it says of the pieces one by one.
"""

import marshal
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from itemkit.lint.view import Row, View

Piece = str | bytes
"""What tells a piece from others: a text, or data as bytes."""


class Reading(ABC):
    """How a view is cut into pieces."""

    @abstractmethod
    def unseen(self, view: View, seen: set[Piece]) -> tuple[View, Sequence[Piece]]:
        """The view without those of its pieces that were seen before, and the pieces that were not; often none."""


class EachRow(Reading):
    """Each row of one of a view's lists, such as ``materials``."""

    def __init__(self, name: str) -> None:
        """Go by the rows of the list ``name``."""
        self._name = name

    def unseen(self, view: View, seen: set[Piece]) -> tuple[View, Sequence[Piece]]:
        """Rows are told from each other by all they say, not by where they stand."""
        rows: list[Row] = getattr(view, self._name)
        pieces = [_exact(row) for _pointer, row in rows]
        if seen.issuperset(pieces):
            return view, ()
        new = [number for number, piece in enumerate(pieces) if piece not in seen]
        return view.narrowed(self._name, [rows[number] for number in new]), [pieces[number] for number in new]


class Cited(Reading):
    """All that is cited, as a whole: one piece."""

    def unseen(self, view: View, seen: set[Piece]) -> tuple[View, Sequence[Piece]]:
        """Type and status belong to it: they decide how high a basis must be, and whether it is asked for."""
        piece = _exact([view.type, view.status, len(view.data.get("basis", ())), view.cited])
        return (view, ()) if piece in seen else (view, (piece,))


class EachText(Reading):
    """Each piece of writing by itself, wherever it stands: the prose, the item's name, the names of its results."""

    def unseen(self, view: View, seen: set[Piece]) -> tuple[View, Sequence[Piece]]:
        """Equal texts are one piece."""
        new = [text for text in view.writing if text not in seen]
        return (view.narrowed("writing", new), new) if new else (view, ())


class Together(Reading):
    """What stands under some keys, as a whole: one piece."""

    def __init__(self, *keys: str) -> None:
        """Go by what the item says under these keys at the top, and by nothing else."""
        self.keys = keys

    def unseen(self, view: View, seen: set[Piece]) -> tuple[View, Sequence[Piece]]:
        """The whole view or nothing of it."""
        get = view.data.get
        piece = _exact([get(key) for key in self.keys])
        return (view, ()) if piece in seen else (view, (piece,))


def _exact(data: Any) -> bytes:
    """What tells plain data from other plain data; without references within, so that equal data give equal bytes."""
    return marshal.dumps(data, 0)


EACH_MATERIAL = EachRow("materials")
EACH_TEXT = EachText()
CITED = Cited()
CONDITIONS = Together("conditions", "rejections")
FEES = Together("type", "fees", "special")
LIMITS = Together("type", "handling", "time_limit", "special", "steps")
QUESTIONS = Together("situations")
ANSWERS = Together("faq", "time_limit")
