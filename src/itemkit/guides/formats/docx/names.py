"""What the templates of offices may say: every name with its meaning.

It is made of the published schemas of the guide and of items; the check before rendering and the tables of the
documentation are made of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from itemkit.guides.formats.schema import guide_schema
from itemkit.guides.page import SECTION_ORDER
from itemkit.model.schema import schema_of

Node = Mapping[str, Any]
"""A JSON Schema, or a part of one."""

_PLAIN = frozenset({"string", "integer", "number", "boolean", "null"})
_ALTERNATIVES = ("if", "then", "else", "oneOf", "anyOf")


@dataclass(frozen=True)
class Kind:
    """What a value of a template is."""

    node: Node
    document: Node
    """The whole schema, in which references lead somewhere."""

    @property
    def title(self) -> str:
        """What it is called."""
        return next((str(one["title"]) for one in self._meanings if "title" in one), "")

    @property
    def description(self) -> str:
        """What more is to be known of it."""
        return next((str(one["description"]) for one in self._meanings if "description" in one), "")

    @cached_property
    def references(self) -> tuple[str, ...]:
        """The names of the definitions of what it may be; of its entries, if it is a list."""
        if self.element is not None:
            return self.element.references
        return tuple(dict.fromkeys(str(one["$ref"]).rpartition("/")[2] for one in self._meanings if "$ref" in one))

    @cached_property
    def fields(self) -> dict[str, "Kind"]:
        """What a mapping has, by name; empty for what is no mapping, or one that may have any keys."""
        found: dict[str, list[Node]] = {}
        for one in self._meanings:
            for name, node in one.get("properties", {}).items():
                found.setdefault(name, []).append(node)
        return {name: self._any_of(nodes) for name, nodes in found.items()}

    @cached_property
    def element(self) -> "Kind | None":
        """What a list holds; None for what is no list."""
        found = [one["items"] for one in self._meanings if "items" in one]
        return self._any_of(found) if found else None

    def _any_of(self, nodes: list[Node]) -> "Kind":
        return Kind(nodes[0] if all(one == nodes[0] for one in nodes) else {"anyOf": nodes}, self.document)

    @cached_property
    def is_plain(self) -> bool:
        """Whether it surely has no parts: a text, a number."""
        types = [one["type"] for one in self._meanings if "type" in one]
        return bool(types) and all(({one} if isinstance(one, str) else set(one)) <= _PLAIN for one in types)

    @cached_property
    def _meanings(self) -> tuple[Node, ...]:
        return tuple(self._each_meaning(self.node))

    def _each_meaning(self, node: Node) -> Iterator[Node]:
        """A schema and all that it refers to, or that it may be instead."""
        yield node
        if "$ref" in node:
            yield from self._each_meaning(_at(self.document, node["$ref"]))
        for key in _ALTERNATIVES:
            inner = node.get(key)
            for one in inner if isinstance(inner, list) else [inner]:
                if isinstance(one, dict):  # not a schema that admits nothing, or anything
                    yield from self._each_meaning(one)


def _at(document: Node, reference: str) -> Node:
    target = document
    for part in reference.removeprefix("#").strip("/").split("/"):
        target = target[part]
    return target


ANYTHING = Kind({}, {})
"""What is not looked into any further."""


@cache
def names() -> dict[str, Kind]:
    """All names at the top, with what they are."""
    guide, item = guide_schema(), schema_of("item")
    found = {name: Kind(node, guide) for name, node in guide["properties"].items() if name != "schema"}
    found |= {name: Kind(node, guide) for name, node in _BESIDES.items()}
    return found | {"item": Kind({"title": "事项", "description": "文件里写的，连同从标准事项沿用的"} | item, item)}


_ENTRIES = {"type": "array", "items": {"$ref": "#/$defs/entry"}}
_BESIDES: dict[str, Node] = {
    "qr": {"type": "string", "title": "二维码", "description": "网页地址的二维码；不知道网页地址的没有"},
    "materials": {**_ENTRIES, "title": "申请材料", "description": "申请材料那一部分的各项"},
    "steps": {**_ENTRIES, "title": "办理环节", "description": "办理流程那一部分的各项"},
    "section": {
        "type": "object",
        "title": "各部分，按标识",
        "description": "如 section.basis；这个事项没有的部分印出来是空的",
        "properties": {key: {"$ref": "#/$defs/section"} for key in SECTION_ORDER},
    },
}
"""What templates can say beside what the JSON has: shorter ways to what offices want most."""
