"""Rules of the catalog's own that are data: ``[[lint.rule]]`` in ``itemkit.toml``.

Each looks at one place of a file and says what must, or must not, be there. A rule that could never find anything,
because its pointer leads nowhere, is a mistake of the configuration and no quiet rule.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from itemkit.findings import Hit, Message, Place, Pointer, Severity, msg
from itemkit.lint.own_text import mistakes_in, page_of, shown
from itemkit.lint.rules.kinds import ItemRule
from itemkit.lint.view import View
from itemkit.model.overlay_schema import whole_schema_of
from itemkit.model.schema import Schema

ANY = "*"
"""As a part of a pointer: any key, any index."""
_VALUES = ("value", "key", "pointer")
_DEMANDS = ("pattern", "forbidden", "required", "one_of")


@dataclass(frozen=True, slots=True)
class DataCheck:
    """What a data rule demands: a pure function of a `View` that can be sent to another process."""

    pointer: tuple[str, ...]
    """The parts of the pointer; ``*`` stands for any."""
    message: str
    only: tuple[tuple[str, frozenset[str]], ...] = ()
    """Top-level keys with the values that a file must have to be looked at."""
    pattern: re.Pattern[str] | None = None
    forbidden: re.Pattern[str] | None = None
    required: tuple[str, ...] = ()
    one_of: frozenset[str] = frozenset()

    def __call__(self, item: View) -> Iterator[Hit]:
        """What is not as demanded."""
        if all(_has(item.get(key), words) for key, words in self.only):
            for pointer, value in _each_at(item.data, self.pointer, Pointer()):
                if isinstance(value, Mapping):
                    yield from (self._hit(pointer / key, "", key) for key in self.required if key not in value)
                elif not isinstance(value, list) and not self._allows(text := _text_of(value)):
                    yield self._hit(pointer, text, str(pointer[-1]) if pointer else "")

    def _allows(self, text: str) -> bool:
        return (
            (self.pattern is None or self.pattern.search(text) is not None)
            and (self.forbidden is None or self.forbidden.search(text) is None)
            and (not self.one_of or text in self.one_of)
        )

    def _hit(self, pointer: Pointer, value: str, key: str) -> Hit:
        return Hit(Place(pointer), Message(self.message, {"value": shown(value), "key": key, "pointer": str(pointer)}))


def _has(value: Any, words: frozenset[str]) -> bool:
    return any(_text_of(one) in words for one in (value if isinstance(value, list) else [value]))


def _each_at(value: Any, parts: tuple[str, ...], done: Pointer) -> Iterator[tuple[Pointer, Any]]:
    """Every value that the parts of a pointer lead to."""
    if not parts:
        yield done, value
        return
    first, rest = parts[0], parts[1:]
    if isinstance(value, Mapping):
        for key in value if first == ANY else (first,):
            if key in value:
                yield from _each_at(value[key], rest, done / key)
    elif isinstance(value, list):
        indexes = range(len(value)) if first == ANY else [int(first)] if first.isdecimal() else []
        for index in indexes:
            if index < len(value):
                yield from _each_at(value[index], rest, done / index)


def _text_of(value: Any) -> str:
    """A single value as the file has it: true, false and null as YAML spells them."""
    words = {True: "true", False: "false", None: "null"}
    return words[value] if value is None or isinstance(value, bool) else str(value)


def data_rule(raw: Mapping[str, Any], where: Message, mistakes: list[Message]) -> ItemRule | None:
    """The rule that an entry of ``[[lint.rule]]`` describes; None, and the reasons in ``mistakes``, if it is none.

    Args:
        raw: the entry, of the form that the schema demands.
        where: which entry it is.
        mistakes: where to say what is wrong with it.
    """
    kinds = tuple(raw.get("kinds", ("item",)))
    found = mistakes_in(raw["message"], _VALUES, where)
    parts = _parts(raw.get("pointer", ""))
    if parts is None:
        found.append(msg("{where}：pointer 以 / 开头，如 /materials/*/name", where=where))
    elif not any(leads_somewhere(whole_schema_of(kind), parts) for kind in kinds):
        found.append(
            msg(
                "{where}：{kinds} 里没有 {pointer} 这个位置；核对 pointer",
                where=where,
                kinds=kinds,
                pointer=raw["pointer"],
            )
        )
    properties = {key for kind in kinds for key in whole_schema_of(kind)["properties"]}
    found += [
        msg("{where}：{kinds} 里没有 {key} 这个键；核对 only", where=where, kinds=kinds, key=key)
        for key in raw.get("only", {})
        if key not in properties
    ]
    if not any(demand in raw for demand in _DEMANDS):
        found.append(msg("{where}：pattern、forbidden、required、one_of 至少写一个", where=where))
    for key in ("pattern", "forbidden"):
        try:
            re.compile(raw.get(key, ""))
        except re.error as error:
            found.append(msg("{where}：{key} 不是正确的正则表达式：{reason}", where=where, key=key, reason=error))
    mistakes += found
    if found or parts is None:
        return None
    check = DataCheck(
        parts,
        raw["message"],
        tuple((key, frozenset(words)) for key, words in raw.get("only", {}).items()),
        re.compile(raw["pattern"]) if "pattern" in raw else None,
        re.compile(raw["forbidden"]) if "forbidden" in raw else None,
        tuple(raw.get("required", ())),
        frozenset(raw.get("one_of", ())),
    )
    page = page_of(raw["message"], raw.get("why", ""), str(where))
    is_missing = set(_DEMANDS) & set(raw) == {"required"}
    return ItemRule(raw["code"], raw["name"], Severity(raw.get("severity", "warning")), check, page, kinds, is_missing)


def _parts(pointer: str) -> tuple[str, ...] | None:
    """The parts of a pointer, all as text; None if it is none."""
    if pointer and not pointer.startswith("/"):
        return None
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])


def leads_somewhere(schema: Schema, parts: tuple[str, ...]) -> bool:
    """Whether a file of this schema can have anything where the parts of a pointer lead."""
    return _leads(schema, schema, parts)


def _leads(top: Schema, node: Any, parts: tuple[str, ...]) -> bool:
    if not parts or not isinstance(node, Mapping):
        return node is not False
    first, rest = parts[0], parts[1:]
    if "$ref" in node:
        node = top["$defs"][node["$ref"].rpartition("/")[2]]
    below = [inner for key in ("then", "else", "anyOf", "oneOf", "allOf") for inner in _several(node.get(key))]
    if any(_leads(top, inner, parts) for inner in below):
        return True
    properties = node.get("properties", {})
    if first in properties or first == ANY:
        known = properties.values() if first == ANY else [properties[first]]
        if any(_leads(top, inner, rest) for inner in known):
            return True
    if (first == ANY or first.isdecimal()) and _leads(top, node.get("items", False), rest):
        return True
    return _leads(top, node.get("additionalProperties", False), rest)


def _several(node: Any) -> list[Any]:
    return node if isinstance(node, list) else [] if node is None else [node]
