"""When two materials of one item are both needed: by their ``when``, as the index keeps it (column ``cases``)."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

_REMEMBERED = 1 << 12


def needed_whenever(other: str | None, this: str | None) -> bool:
    """Whether another material is needed under all answers under which this one is.

    Args:
        other: the cases of the other material, as JSON; None: always.
        this: the cases of this one.

    >>> needed_whenever('{"a":["x","y"]}', '{"a":["x"],"b":["z"]}'), needed_whenever('{"a":["x"]}', None)
    (True, False)
    """
    if other is None or this is None:
        return other is None
    mine = _cases(this)
    return all(
        mine.get(situation) and set(mine[situation]) <= set(options) for situation, options in _cases(other).items()
    )


def needed_together(one: str | None, other: str | None) -> bool:
    """Whether two materials are needed under some same answers, and surely so.

    ``when`` has no *or*: what is needed if one or the other holds is written twice, each with a question of its own.
    Two that speak of different questions are therefore not told.

    >>> [needed_together('{"a":["x"]}', other) for other in (None, '{"a":["x","y"]}', '{"a":["y"]}', '{"b":["x"]}')]
    [True, True, False, False]
    """
    mine, others = _cases(one), _cases(other)
    if not all(map(bool, (*mine.values(), *others.values()))):
        return False
    common = mine.keys() & others.keys()
    if mine and others and not common:
        return False
    return all(set(mine[situation]) & set(others[situation]) for situation in common)


def exclude_each_other(one: str | None, other: str | None) -> bool:
    """Whether there are no answers under which both apply.

    >>> [exclude_each_other('{"a":["x"]}', other) for other in (None, '{"a":["x","y"]}', '{"a":["y"]}', '{"b":["x"]}')]
    [False, False, True, False]
    """
    mine, others = _cases(one), _cases(other)
    return any(not set(mine[situation]) & set(others[situation]) for situation in mine.keys() & others.keys())


def _cases(text: str | None) -> Mapping[str, Sequence[str]]:
    return _read(text) if text else {}


@lru_cache(_REMEMBERED)
def _read(text: str) -> Mapping[str, Sequence[str]]:
    cases: dict[str, list[str]] = json.loads(text)
    return cases
