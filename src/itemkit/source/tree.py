"""The nodes of a YAML text with their places in it: what an edit needs to know before it splices."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from itemkit.findings import Pointer
from itemkit.source.events import Event, YamlError, events, exact_events


@dataclass(slots=True)
class Node:
    """A value in the text; offsets count code points from the start of the text, the end excluded."""

    kind: str
    """``scalar``, ``alias``, ``mapping`` or ``sequence``."""
    start: int
    end: int
    """Behind the last character of the value itself; comments and blank lines behind it are not part of it."""
    column: int
    """Of the first character, from 0."""
    block: bool
    """A collection in block style; a plain scalar."""
    keys: list["Node"] = field(default_factory=list)
    """The keys of a mapping, parallel to ``children``."""
    names: list[str] = field(default_factory=list)
    """The keys as text."""
    children: list["Node"] = field(default_factory=list)

    def child(self, part: str | int) -> "Node | None":
        """The value below this one with that key or index; of equal keys the last."""
        if self.kind == "sequence":
            inside = isinstance(part, int) and part < len(self.children)
            return self.children[part] if inside and isinstance(part, int) else None
        for name, node in zip(reversed(self.names), reversed(self.children), strict=True):
            if name == str(part):
                return node
        return None

    def at(self, pointer: Pointer) -> "Node | None":
        """The value that ``pointer`` names, if there is one."""
        node: Node | None = self
        for part in pointer:
            node = node.child(part) if node else None
        return node


def tree_of(text: str) -> Node | None:
    """The top value of a text of one document; None if there is none.

    Raises:
        YamlError: the text is no YAML.
    """
    try:
        return _Builder(text, events(text)).build()
    except YamlError:
        return _Builder(text, exact_events(text)).build()


class _Builder:
    def __init__(self, text: str, source: Iterator[Event]) -> None:
        self.text = text
        self.source = source

    def build(self) -> Node | None:
        for event in self.source:
            if event.kind != "document":
                return self.node(event)
        return None

    def node(self, event: Event) -> Node:
        start, end = event.start.index, event.end.index
        node = Node(event.kind, start, end, event.start.column, event.plain)
        if event.kind == "mapping":
            node.end = self.mapping(event, node)
        elif event.kind == "sequence":
            node.end = self.sequence(event, node)
        else:
            node.end = max(start, len(self.text[:end].rstrip()))  # a literal block ends behind its blank lines
        return node

    def mapping(self, opening: Event, node: Node) -> int:
        end = opening.end.index
        for event in self.source:
            if event.kind == "end":
                return end if opening.plain else event.end.index
            key = self.node(event)
            value = self.node(next(self.source))
            node.keys.append(key)
            node.names.append(event.value)
            node.children.append(value)
            end = max(value.end, key.end + 1)  # the colon, where the value is empty
        return end

    def sequence(self, opening: Event, node: Node) -> int:
        end = opening.end.index
        for event in self.source:
            if event.kind == "end":
                return end if opening.plain else event.end.index
            value = self.node(event)
            node.children.append(value)
            end = max(end, value.end)
        return end
