"""What must be uniform in a catalog: the table ``[uniformity]`` of ``itemkit.toml`` over the defaults.

An item whose name is its standard's name with a situation in brackets is a handling item (业务办理项): a further
division of the standard. What belongs to the situation is not the standard's to fix, and from the files alone nobody
can tell which of its conditions and materials that is. So of such items only what can't depend on it is judged.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from itemkit.model.uniformity import DEFAULTS, Judgement

_OF_A_SITUATION = frozenset(
    {
        "name", "aliases", "action", "content", "conditions", "rejections", "quota", "situations", "materials", "form",
        "special", "fees", "results", "intermediaries",
    }
)  # fmt: skip
"""What may belong to the situation that a handling item is for."""
_REMEMBERED = 4_096
_BRACKET = re.compile("（[^（）]+）")
_BRACKETS = str.maketrans("[]{}【】〔〕〖〗", "()()()()()")


class Uniformity:
    """How each field of an item with a standard is judged."""

    def __init__(self, settings: Mapping[str, Judgement]) -> None:
        """Take the section ``[uniformity]``, checked; what it does not say is as in `DEFAULTS`."""
        told: dict[str, Judgement] = {key: one.judgement for key, one in DEFAULTS.items()} | dict(settings)
        self.judged: Mapping[str, Judgement] = {key: one for key, one in told.items() if one != "free"}
        """``equal`` or ``tighten`` by field, such as ``time_limit.statutory``."""
        self._fields: dict[str, list[str]] = {}
        for field in self.judged:
            self._fields.setdefault(field.partition(".")[0], []).append(field)

    def keys_of(self, own: Mapping[str, Any]) -> list[str]:
        """The keys of an item under which it says something that is judged."""
        return [key for key in own if key in self._fields]

    def judgement_of(self, field: str, *, is_handling_item: bool) -> Judgement:
        """How a field is judged in an item."""
        if is_handling_item and field in _OF_A_SITUATION:
            return "free"
        return self.judged.get(field, "free")


@lru_cache(_REMEMBERED)
def is_handling_item(name: str, standard: str) -> bool:
    """Whether an item is a handling item of its standard, as far as names tell.

    Args:
        name: the item's.
        standard: the standard's.

    >>> is_handling_item("机动车驾驶证初次申领（小型汽车）", "机动车驾驶证初次申领")
    True
    >>> is_handling_item("建筑物（不影响布局的）改建审批", "建筑物改建审批")
    True
    >>> is_handling_item("机动车驾驶证补领", "机动车驾驶证初次申领")
    False
    """
    if name.startswith(standard) and _BRACKET.fullmatch(name, len(standard)):
        return True  # nearly all of them
    plain, whole = _plain(standard), _plain(name)
    place = 0
    for text, bracket in _parts(whole):
        if not plain.startswith(text, place):
            return False
        place += len(text)
        if plain.startswith(bracket, place):  # outside of brackets there is none that could be meant instead
            place += len(bracket)
    return place == len(plain) and plain != whole


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).translate(_BRACKETS).split())


def _parts(name: str) -> Iterator[tuple[str, str]]:
    """A name as pieces: what stands outside brackets, and the bracket behind it, whole with all inside."""
    start, opened, depth = 0, 0, 0
    for place, sign in enumerate(name):
        if sign == "(":
            opened = opened if depth else place
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
            if not depth:
                yield name[start:opened], name[opened : place + 1]
                start = place + 1
    yield name[start:], ""
