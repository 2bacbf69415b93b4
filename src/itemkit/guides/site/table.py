"""The rows of a site in columns, as they are kept from one run to the next.

Hardly any row has changed when a site is published again, and few are shown by a page that has to be made. Columns are
read, joined and handed from process to process in a fraction of the time that rows take; a row is put together only
where a page shows it.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter, is_
from typing import Any, Generic, Self, TypeVar, overload

import msgspec

from itemkit.guides.site.rows import ItemRow

Value = TypeVar("Value")

_KINDS = {one.name: one.type for one in msgspec.structs.fields(ItemRow)}
"""What the values of each column are, by field of a row."""
_MANY = 4
"""A table of which this part of its rows was asked for puts all of them together: that takes less for each."""


class _Shared(msgspec.Struct, Generic[Value]):
    """A column of few values, each of many rows, as it is written."""

    values: list[Value]
    code: str
    """What kind of array the numbers are."""
    numbers: bytes


@dataclass(slots=True)
class Column(Generic[Value]):
    """A value for each row."""

    values: list[Value]
    """All that come up, perhaps more; in the order of the rows, if there are no numbers."""
    numbers: "array[int] | None" = None
    """Which of them each row has; None: each its own."""

    @classmethod
    def of(cls, each: Sequence[Value]) -> "Column[Value]":
        """A column of these values."""
        known = {value: number for number, value in enumerate(dict.fromkeys(each))}
        if not _are_few(known, each):
            return Column(list(each))
        return Column(list(known), array(_code_for(len(known)), map(known.__getitem__, each)))

    @classmethod
    def joined(cls, several: Sequence["Column[Value]"]) -> "Column[Value]":
        """Columns one behind the other."""
        if sum(len(one.values) for one in several) * 2 >= sum(map(len, several)):
            return Column([value for one in several for value in one.each()])
        known: dict[Value, int] = {}
        numbers = array("I")
        for one in several:
            own = [known.setdefault(value, len(known)) for value in one.values]
            numbers.extend(own if one.numbers is None else map(own.__getitem__, one.numbers))
        return Column(list(known), array(_code_for(len(known)), numbers))

    def __len__(self) -> int:
        return len(self.values if self.numbers is None else self.numbers)

    def __getitem__(self, row: int) -> Value:
        return self.values[row if self.numbers is None else self.numbers[row]]

    def each(self) -> list[Value]:
        """The values in the order of the rows."""
        return self.values if self.numbers is None else list(map(self.values.__getitem__, self.numbers))

    def changed(self, order: Sequence[int] | None, new: Mapping[int, Value]) -> "Column[Value]":
        """The same for other rows; itself, if nothing is other.

        Args:
            order: which row is in each place now; None: all are where they were.
            new: what stands in some of these places instead.
        """
        if order is None and all(self[place] == value for place, value in new.items()):
            return self
        if self.numbers is None:
            each = list(self.values) if order is None else list(map(self.values.__getitem__, order))
            for place, value in new.items():
                each[place] = value
            return Column(each)
        known = {value: number for number, value in enumerate(dict.fromkeys((*self.values, *new.values())))}
        numbers = array(_code_for(len(known)), self.numbers if order is None else map(self.numbers.__getitem__, order))
        for place, value in new.items():
            numbers[place] = known[value]
        column = Column(list(known), numbers)
        return column if _are_few(known, numbers) else Column.of(column.each())

    def written(self) -> "list[Value] | _Shared[Value]":
        """As it is kept."""
        numbers = self.numbers
        return self.values if numbers is None else _Shared(self.values, numbers.typecode, numbers.tobytes())

    @classmethod
    def read(cls, form: "list[Value] | _Shared[Value]", rows: int) -> "Column[Value]":
        """The other way round.

        Raises:
            ValueError: these are not the values of so many rows.
        """
        column = Column(form) if isinstance(form, list) else Column(form.values, array(form.code, form.numbers))
        if len(column) != rows or (column.numbers is not None and max(column.numbers) >= len(column.values)):
            raise ValueError("not a value for each row")
        return column


def written_as(kind: Any) -> Any:
    """The type of what a column of values of a type is written as."""
    return list[kind] | _Shared[kind]


def _are_few(values: Sequence[Any] | Mapping[Any, int], rows: Sequence[Any]) -> bool:
    return 2 * len(values) < len(rows)


def _code_for(values: int) -> str:
    """The smallest array of numbers that tell so many values apart."""
    return "B" if values <= 1 << 8 else "H" if values <= 1 << 16 else "I"


WrittenTable = msgspec.defstruct("WrittenTable", [(name, written_as(kind)) for name, kind in _KINDS.items()])
"""A table as it is written, a column a field."""


@dataclass
class Table:
    """All rows of a site, in the order of their paths."""

    columns: Mapping[str, Column[Any]]
    """By field of a row."""
    _each: dict[str, list[Any]] = field(default_factory=dict, compare=False)
    """The values of columns that were asked for."""
    _made: list[ItemRow] = field(default_factory=list, compare=False)
    """All rows, once very many were asked for."""
    _asked: int = field(default=0, compare=False)
    """How many were."""

    @classmethod
    def of(cls, rows: Sequence[ItemRow]) -> Self:
        """A table of rows that are at hand."""
        return cls({name: Column.of(list(map(attrgetter(name), rows))) for name in _KINDS})

    @classmethod
    def joined(cls, several: Sequence["Table"]) -> Self:
        """Tables one below the other."""
        return cls({name: Column.joined([one.columns[name] for one in several]) for name in _KINDS})

    def __len__(self) -> int:
        return len(self.columns["path"])

    def each(self, name: str) -> list[Any]:
        """The values of a field, in the order of the rows."""
        if name not in self._each:
            self._each[name] = self.columns[name].each()
        return self._each[name]

    def rows(self, numbers: Sequence[int]) -> list[ItemRow]:
        """The rows in some places, put together."""
        self._asked += len(numbers)
        if not self._made and self._asked * _MANY > len(self):
            self._made = list(map(ItemRow, *map(self.each, _KINDS)))
        if self._made:
            return list(map(self._made.__getitem__, numbers))
        return list(map(ItemRow, *(map(self.each(name).__getitem__, numbers) for name in _KINDS)))

    def changed(self, order: Sequence[int] | None, new: Mapping[int, ItemRow]) -> "Table":
        """The same with other rows, see `Column.changed`; itself, if they are no other."""
        columns = {
            name: column.changed(order, {place: getattr(row, name) for place, row in new.items()})
            for name, column in self.columns.items()
        }
        return self if all(map(is_, columns.values(), self.columns.values())) else Table(columns)

    def written(self) -> Any:
        """As it is kept."""
        return WrittenTable(*(column.written() for column in self.columns.values()))

    @classmethod
    def read(cls, form: Any, rows: int) -> Self:
        """The other way round.

        Raises:
            ValueError: this is no table of so many rows.
        """
        return cls({name: Column.read(getattr(form, name), rows) for name in _KINDS})


class Rows(Sequence[ItemRow]):
    """Some rows of a table, put together when they are looked at."""

    def __init__(self, table: Table, numbers: Sequence[int]) -> None:
        """The rows in these places of ``table``."""
        self.table = table
        self.numbers = numbers
        self._made: list[ItemRow] | None = None

    @classmethod
    def of(cls, rows: Sequence[ItemRow]) -> Self:
        """Rows that are at hand."""
        return cls(Table.of(rows), range(len(rows)))

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> ItemRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[ItemRow]: ...
    def __getitem__(self, place: int | slice) -> ItemRow | Sequence[ItemRow]:
        return self._all[place]

    def __iter__(self) -> Iterator[ItemRow]:
        return iter(self._all)

    @property
    def _all(self) -> list[ItemRow]:
        if self._made is None:
            self._made = self.table.rows(self.numbers)
        return self._made

    def each(self, name: str) -> list[Any]:
        """The values of a field, in the order of these rows."""
        values = self.table.each(name)
        return values if len(self.numbers) == len(values) else list(map(values.__getitem__, self.numbers))

    def by(self, name: str) -> "dict[Any, Rows]":
        """These rows by the value of a field, those that come first first."""
        found: dict[Any, list[int]] = {}
        for number, value in zip(self.numbers, self.each(name), strict=True):
            found.setdefault(value, []).append(number)
        return {value: Rows(self.table, numbers) for value, numbers in found.items()}

    def by_each(self, name: str, kept: Callable[[Any], Iterable[str]] = iter) -> "dict[str, Rows]":
        """These rows by each of the values that a field has.

        Args:
            name: the field.
            kept: what of its value they are grouped by.
        """
        found: dict[str, list[int]] = {}
        for values, rows in self.by(name).items():
            for value in dict.fromkeys(kept(values)):
                found.setdefault(value, []).extend(rows.numbers)
        return {value: Rows(self.table, sorted(numbers)) for value, numbers in found.items()}
