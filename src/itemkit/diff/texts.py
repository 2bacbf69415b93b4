"""Lists of sentences (conditions, duties, rights …): matched by likeness, so that a reworded one is one change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from itemkit.diff.change import Change
from itemkit.diff.likeness import likeness, matched
from itemkit.diff.making import Data, at, made
from itemkit.findings import Pointer
from itemkit.model.plain import plain_name

_SAME_MATTER = 0.6
"""From this likeness on two sentences speak of the same matter. Below it, half of their pairs of characters differ."""


@dataclass(frozen=True, slots=True)
class TextList:
    """A list of sentences of an item, and what its changes are called."""

    key: str
    one: str
    """The stem of the kinds about one sentence: ``condition``."""
    all: str
    """The stem of the kinds about the whole list."""


LISTS: Sequence[TextList] = (
    TextList("conditions", "condition", "conditions"),
    TextList("rejections", "rejection", "rejections"),
    TextList("rights", "right", "rights"),
    TextList("duties", "duty", "duties"),
    TextList("intermediaries", "intermediary", "intermediaries"),
)


def compare_texts(told: TextList, a: Data, b: Data) -> Iterator[Change]:
    """What has changed in one list of sentences."""
    before, after = a.get(told.key), b.get(told.key)
    if before is None or after is None:
        yield from _stated(told, before, after)
        return
    pairs = matched(before, after, (plain_name,), likeness, _SAME_MATTER)
    for i, j in pairs:
        if plain_name(before[i]) != plain_name(after[j]):
            yield made(f"{told.one}-reworded", at(told.key, i), at(told.key, j), before[i], after[j])
    whole = Pointer.of(told.key)
    gone = set(range(len(before))) - {i for i, _j in pairs}
    new = set(range(len(after))) - {j for _i, j in pairs}
    for i in sorted(gone):
        yield made(f"{told.one}-removed", at(told.key, i), whole, before[i], None)
    for j in sorted(new):
        yield made(f"{told.one}-added", whole, at(told.key, j), None, after[j])


def _stated(told: TextList, before: list[str] | None, after: list[str] | None) -> Iterator[Change]:
    """One side says nothing at all: whether there is nothing, or nobody wrote it down, can't be told."""
    whole = Pointer.of(told.key)
    if after:
        yield made(f"{told.all}-stated", whole, whole, None, after, count=len(after))
    elif before:
        yield made(f"{told.all}-unstated", whole, whole, before, None, count=len(before))
