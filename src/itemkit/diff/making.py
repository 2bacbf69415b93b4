"""How the comparers make a `Change`: by the id of its kind, with the kind's own effect unless they know better."""

from collections.abc import Mapping
from typing import Any

from itemkit.diff.change import Change
from itemkit.diff.effect import Effect, Measure
from itemkit.diff.kinds import KINDS
from itemkit.diff.words import in_words
from itemkit.findings import Message, Pointer

Data = Mapping[str, Any]


def made(
    id: str,
    a: Pointer,
    b: Pointer,
    before: Any,
    after: Any,
    *,
    effect: Effect | None = None,
    measure: Measure | None = None,
    name: str = "",
    assumed: Message | None = None,
    said: tuple[object, object] | None = None,
    **words: object,
) -> Change:
    """A change of the kind ``id``; see `Change` for the rest.

    ``said`` is how ``before`` and ``after`` stand in the sentence, where `in_words` does not know better.
    """
    first, second = said or (in_words(before), in_words(after))
    told = {"before": first, "after": second, **words}
    return Change(id, a, b, before, after, effect or KINDS[id].effect, measure, name, told, assumed)


def at(key: str, index: int | None) -> Pointer:
    """The element ``index`` of the list under ``key``; where there is none, the list."""
    return Pointer.of(key) if index is None else Pointer.of(key, index)
