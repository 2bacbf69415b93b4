"""One item or standard as the rules see it: whole, as plain data, every part with its pointer.

Rules run on every file, so what several of them ask for is worked out once and only when asked for. The data have the
form that the schema demands: rules need not look out for a wrong type.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from typing import Any, Self

from itemkit.findings import Pointer

Data = Mapping[str, Any]
Row = tuple[Pointer, Data]
"""A mapping in a list of the item, and where it is."""


class View:
    """An item, resolved with its standard, or a standard."""

    def __init__(self, data: Data, own: Data | None = None, kind: str = "item") -> None:
        """Look at ``data``.

        Args:
            data: the whole content: standard ⊕ item.
            own: what the file itself says; the same as ``data`` where nothing is inherited.
            kind: ``item`` or ``standard``.
        """
        self.data = data
        self.own = data if own is None else own
        self.kind = kind

    def get(self, key: str) -> Any:
        """The value of a top-level key; None if there is none."""
        return self.data.get(key)

    @property
    def name(self) -> str:
        """The item's name."""
        name: str = self.data.get("name", "")
        return name

    @property
    def type(self) -> str:
        """The item's type (事项类型)."""
        kind: str = self.data.get("type", "")
        return kind

    @property
    def status(self) -> str:
        """The item's status; one that says nothing is in force."""
        status: str = self.data.get("status", "在用")
        return status

    def rows(self, key: str) -> list[Row]:
        """The mappings in the list under a top-level key: steps, fees, results, windows …"""
        return [(_at(key, index), row) for index, row in enumerate(self.data.get(key, ()))]

    @cached_property
    def materials(self) -> list[Row]:
        """Every material, those of which one is enough (``any_of``) included, in order."""
        found: list[Row] = []
        for index, entry in enumerate(self.data.get("materials", ())):
            pointer = _at("materials", index)
            if "any_of" in entry:
                found += [(pointer / "any_of" / number, one) for number, one in enumerate(entry["any_of"])]
            else:
                found.append((pointer, entry))
        return found

    @cached_property
    def cited(self) -> list[Data]:
        """Every legal basis that is cited anywhere: of the item, its materials, fees and special procedures."""
        data = self.data
        found = list(data.get("basis", ()))
        found += [row["basis"] for _pointer, row in self.materials if "basis" in row]
        for key in ("fees", "special"):
            if key in data:
                found += [row["basis"] for row in data[key] if "basis" in row]
        return found

    @cached_property
    def citations(self) -> list[Row]:
        """What is `cited`, and where."""
        found = self.rows("basis")
        for rows in (self.materials, self.rows("fees"), self.rows("special")):
            found += [(pointer / "basis", row["basis"]) for pointer, row in rows if "basis" in row]
        return found

    @cached_property
    def limits(self) -> Data:
        """What ``time_limit`` says; empty if nothing."""
        limits: Data = self.data.get("time_limit", {})
        return limits

    def days(self, which: str) -> int | None:
        """The number of days of the ``statutory`` or ``promised`` limit; None if it is not given."""
        limit: Data | None = self.limits.get(which)
        return None if limit is None else limit["days"]

    @cached_property
    def lines(self) -> list[str]:
        """Every piece of prose of the item: what `each_text` goes through."""
        lines: list[str] = []
        for key, value in self.data.items():
            if key in _NO_PROSE or key in _NAMED_OFFICIALLY:
                continue
            kind = type(value)
            if kind is str:
                lines.append(value)
            elif kind is dict:
                _collect(value, lines.append)
            elif kind is list:
                _collect_all(value, lines.append)
        return lines

    @cached_property
    def text(self) -> str:
        """All prose of the item, a piece after the other, each on a line of its own."""
        return "\n".join(self.lines)

    @cached_property
    def writing(self) -> list[str]:
        """The prose, and the names that are no prose: the item's own and those of its results."""
        return [*self.lines, self.name, *[result["name"] for result in self.data.get("results", ())]]

    def narrowed(self, name: str, rows: list[Any]) -> Self:
        """The same item, of which one of the lists (``materials``, ``writing``) holds only ``rows``."""
        other = object.__new__(type(self))
        vars(other).update(vars(self), **{name: rows})
        return other

    def each_text(self, *words: str) -> Iterator[tuple[Pointer, str]]:
        """Every piece of prose that contains one of ``words``, in the order of the file; all, if none are given.

        Prose is what people read as a sentence or a phrase: conditions, names of materials and steps, notes, questions.
        It is not: codes, words of a vocabulary, addresses on the web, telephone numbers, citations of laws, the item's
        own name and the names of its results, what is under ``extra``.
        """
        text = self.text
        if words and not any(word in text for word in words):
            return
        for path, one in _each_prose(self.data, ()):
            if not words or any(word in one for word in words):
                yield Pointer(path), one


class DatedView(View):
    """What an item says of its own state and dates, and what day it is: for the rules that depend on today."""

    def __init__(self, data: Data, today: date, assured_days: int) -> None:
        """Look at ``data``.

        Args:
            data: ``status``, ``effective`` and ``assured`` as in the item; nothing else.
            today: the day of the run.
            assured_days: after how many days (自然日) an assurance is old.
        """
        super().__init__(data)
        self.today = today
        self.assured_days = assured_days


_NO_PROSE = frozenset(
    {
        "code", "local_code", "organ", "region", "type", "action", "status", "level", "handling", "power_source",
        "reach", "url", "form", "map", "mobile", "progress", "appointment", "source_url", "email", "phone", "consult",
        "complain", "from", "to", "on", "valid_for", "kind", "source", "need", "access", "holder", "medium", "unit",
        "currency", "id", "when", "extra", "depth", "channels", "audience", "stages", "delivery", "basis", "aliases",
        "certificate", "effective", "themes", "levels", "department", "parent", "department_name", "assured",
    }
)  # fmt: skip
_NAMED_OFFICIALLY = frozenset({"name", "standard", "results"})
"""At the top: the item's own name, its standard's code, the results with their official names."""


def _collect(row: dict[str, Any], add: Callable[[str], None]) -> None:
    """The prose of a mapping; runs some thirty times for every item."""
    for key, value in row.items():
        if type(value) is str:
            if key not in _NO_PROSE:
                add(value)
        elif key in _NESTED:
            (_collect if type(value) is dict else _collect_all)(value, add)


def _collect_all(rows: list[Any], add: Callable[[str], None]) -> None:
    for row in rows:
        kind = type(row)
        if kind is dict:
            _collect(row, add)
        elif kind is str:
            add(row)


_NESTED = frozenset({"any_of", "sample", "mistakes", "options", "statutory", "promised"})
"""Keys of mappings below the top that hold more than a text, and prose in it."""


def _each_prose(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _each_prose(one, (*path, index))
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in _NO_PROSE and (path or key not in _NAMED_OFFICIALLY):
                yield from _each_prose(one, (*path, key))


@cache
def _at(key: str, index: int) -> Pointer:
    return Pointer((key, index))


def each_with(rows: Iterable[Row], key: str) -> Iterator[tuple[Pointer, Any]]:
    """The values under ``key`` of those rows that have it, each with its pointer."""
    for pointer, row in rows:
        if key in row:
            yield pointer / key, row[key]
