"""An item out of placed values, such as the model accepts.

What the model refuses is taken out again and joins the left-over values under ``extra.source``: an imported file is
always valid, and what could not be said in the model is still in the file.
"""

from collections.abc import Iterable
from typing import Any

from itemkit.exchange.mapping import Leaf, Mapped, Placed, Reason
from itemkit.exchange.paths import Where, leaves, tree
from itemkit.model.check import Checker, Violation
from itemkit.model.item import Item

_FIRST = (
    "name", "aliases", "code", "local_code", "standard", "type", "action", "status", "version", "effective", "organ",
    "entrusted_by", "joint_organs", "region", "level", "power_source", "audience", "handling", "channels", "themes",
    "stages",
)  # fmt: skip
_LAST = ("faq", "source_url", "assured", "extra")
_KEYS = tuple(info.alias or name for name, info in Item.model_fields.items())
_ORDER = {key: n for n, key in enumerate((*_FIRST, *(k for k in _KEYS if k not in {*_FIRST, *_LAST}), *_LAST))}


class NotAnItemError(ValueError):
    """The record lacks what every item must have; its argument is the key, such as ``name``."""

    @property
    def key(self) -> str:
        """The key that is missing or refused."""
        return str(self.args[0])


def assemble(mapped: Mapped, checker: Checker) -> dict[str, Any]:
    """The item of a mapped record. What is taken out joins ``mapped.left``.

    Raises:
        NotAnItemError: name or type is missing or refused.
    """
    placed = dict(mapped.placed)
    while True:
        data, built = _built(placed.values())
        if checker.accepts(data):
            break
        for victim in _victims(checker.violations(data), built):
            leaf = victim.leaf
            for pointer in [at for at, one in placed.items() if at == victim.pointer or (leaf and one.leaf == leaf)]:
                del placed[pointer]
            if leaf is not None:
                mapped.left[leaf] = Reason.UNPARSABLE
    source = tree((where, value) for where, value in leaves(mapped.record) if Leaf(where, value) in mapped.left)
    if source:
        data["extra"] = {**data.get("extra", {}), "source": source}
    return {key: data[key] for key in sorted(data, key=lambda key: _ORDER[key])}


def _built(placed: Iterable[Placed]) -> tuple[dict[str, Any], list[tuple[Where, Placed]]]:
    """The data, its lists without gaps, and where in it each value stands."""
    root: dict[str | int, Any] = {}
    for one in placed:
        node = root
        for step in one.pointer[:-1]:
            node = node.setdefault(step, {})
        node[one.pointer[-1]] = one
    built: list[tuple[Where, Placed]] = []
    return _closed(root, (), built), built


def _closed(node: Any, where: Where, built: list[tuple[Where, Placed]]) -> Any:
    if isinstance(node, Placed):
        built.append((where, node))
        return node.value
    if node and all(isinstance(step, int) for step in node):
        return [_closed(node[step], (*where, index), built) for index, step in enumerate(sorted(node))]
    return {str(step): _closed(inner, (*where, step), built) for step, inner in node.items()}


def _victims(violations: Iterable[Violation], built: list[tuple[Where, Placed]]) -> list[Placed]:
    """The values to take out: those at, around or below the places at fault.

    Where a key is missing, its whole mapping goes; never the whole item, whose missing keys can't be helped.
    """
    victims: list[Placed] = []
    for violation in violations:
        pointer = tuple(violation.pointer)
        if violation.keyword == "required":
            pointer = pointer[:-1]
        if not pointer:
            raise NotAnItemError(violation.key)
        found = [one for at, one in built if at[: len(pointer)] == pointer or pointer[: len(at)] == at]
        if not found or pointer in {("name",), ("type",)}:
            raise NotAnItemError(violation.key)
        victims += found
    return victims
