"""Where a value stands in a source record, and how such places are written in profiles.

A profile writes ``AUDIT_MATERIAL[].material_name``: for every element of the list ``AUDIT_MATERIAL`` the value of
``material_name``. Sources are not strict about it: what is a list in one record is an object or a word such as ``无``
in the next. `Shape` brings a record into the one form that the profile speaks of.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

EACH = "[]"
"""The step of a path that stands for every element of a list."""

Path = tuple[str, ...]
"""A place in all records of a source: keys, and `EACH` for the elements of a list."""

Where = tuple[str | int, ...]
"""A place in one record: keys and indexes."""


def parse(text: str) -> Path:
    """Read ``A[].b``.

    Raises:
        ValueError: a step is empty, or brackets hold something.
    """
    steps: list[str] = []
    for step in text.split("."):
        name = step.removesuffix(EACH)
        if not name or "[" in name or "]" in name:
            raise ValueError(text)
        steps += [name, EACH] if step != name else [name]
    return tuple(steps)


def written(path: Path) -> str:
    """``path`` as a profile writes it."""
    return ".".join(path).replace("." + EACH, EACH)


def generic(where: Where) -> Path:
    """The place in all records that ``where`` is an instance of."""
    return tuple(EACH if isinstance(step, int) else step for step in where)


def leaves(value: Any, where: Where = ()) -> Iterator[tuple[Where, Any]]:
    """Every value of a record that holds no others, with its place; empty lists and mappings hold nothing."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*where, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*where, index))
    else:
        yield where, value


@dataclass(frozen=True, slots=True)
class Reference:
    """Another value of the record, or a part of it: ``TASK_CODE[19:31]``, ``link?itemCode``."""

    path: Path
    start: int | None = None
    end: int | None = None
    parameter: str = ""
    """The parameter meant where the value is an address on the web."""

    @classmethod
    def parse(cls, text: str) -> "Reference":
        """Read a path without ``[]``, and a range of characters (from 0, the end excluded) or a parameter after it.

        Raises:
            ValueError: ``text`` is nothing of the kind.
        """
        found = re.fullmatch(r"([^\[\]?]+)(?:\[([0-9]+):([0-9]+)\]|\?([^\[\]?]+))?", text)
        if not found:
            raise ValueError(text)
        start, end = (int(found[2]), int(found[3])) if found[2] else (None, None)
        return cls(parse(found[1]), start, end, found[4] or "")

    def text_in(self, record: Any) -> str | None:
        """The characters meant, if the record has that value."""
        for step in self.path:
            record = record.get(step) if isinstance(record, dict) else None
        if not isinstance(record, str | int):
            return None
        if not self.parameter:
            return str(record)[self.start : self.end]
        try:
            values = parse_qs(urlsplit(str(record)).query).get(self.parameter, [])
        except ValueError:
            return None
        return values[0] if len(values) == 1 else None


@dataclass(frozen=True, slots=True)
class Shape:
    """What a profile's paths say about a source's lists."""

    lists: frozenset[Path]
    """Places that hold lists."""
    single: frozenset[Path]
    """Places that hold one value; a list of one stands for its element."""
    order: Mapping[Path, str] = field(default_factory=dict)
    """By which key the elements of a list are put in order."""

    @classmethod
    def of(cls, paths: Iterable[Path], order: Mapping[Path, str]) -> "Shape":
        """The shape that all these paths have in common."""
        starts = {path[:length] for path in (*paths, *order) for length in range(1, len(path) + 1)}
        lists = {start[:-1] for start in starts if start[-1] == EACH} | set(order)
        single = {start for start in starts if start[-1] != EACH} - lists
        return cls(frozenset(lists), frozenset(single), dict(order))

    def fit(self, value: Any, absent: frozenset[str], path: Path = ()) -> Any:
        """``value`` in this shape; a word of ``absent`` in place of a list is an empty list."""
        if path in self.lists and not isinstance(value, list):
            value = [] if value is None or (isinstance(value, str) and value.strip() in absent) else [value]
        elif path in self.single and isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, dict):
            return {key: self.fit(inner, absent, (*path, key)) for key, inner in value.items()}
        if not isinstance(value, list):
            return value
        fitted = [self.fit(one, absent, (*path, EACH)) for one in value]
        return sorted(fitted, key=lambda one: _rank(one, self.order[path])) if path in self.order else fitted


def _rank(value: Any, key: str) -> tuple[int, float]:
    """Elements with a number in order of it, then those without as they stand."""
    number = as_number(value.get(key)) if isinstance(value, dict) else None
    return (1, 0) if number is None else (0, number)


def as_number(value: object) -> float | None:
    """A number, or a text of digits, as a number."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return float(value) if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?", value) else None


def tree(values: Iterable[tuple[Where, Any]]) -> Any:
    """Values put back under their places; None if there are none.

    An element of a list that no value is given for is an empty mapping if others follow it, so that places stay.
    """
    root: dict[Any, Any] = {}
    for where, value in values:
        node = root
        for step in where[:-1]:
            node = node.setdefault(step, {})
        node[where[-1]] = value
    return _grown(root) if root else None


def _grown(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if not all(isinstance(step, int) for step in node):
        return {step: _grown(inner) for step, inner in node.items()}
    if not any(isinstance(inner, dict) for inner in node.values()):
        return [node[index] for index in sorted(node)]
    return [_grown(node[index]) if index in node else {} for index in range(max(node) + 1)]
