"""Columns and tables: whatever is done to them is what is done to plain lists of rows."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from itemkit.guides.context import GuideContext
from itemkit.guides.site.rows import ItemRow, row_of
from itemkit.guides.site.table import Column, Rows, Table, WrittenTable, written_as
from itemkit.model.config import Config

_CONTEXT = GuideContext.of(Config())
_FEW, _MANY = st.lists(st.sampled_from("甲乙丙"), max_size=40), st.lists(st.text(max_size=3), max_size=20)
_VALUES = _FEW | _MANY


def rows_of(themes: list[tuple[str, ...]]) -> list[ItemRow]:
    data = [{"name": f"事{number}", "themes": some, "organ": "".join(some)} for number, some in enumerate(themes)]
    return [row_of(f"items/{one['name']}", "", one, b"", _CONTEXT) for one in data]


@given(_VALUES)
def test_a_column_has_its_values(values: list[str]) -> None:
    column = Column.of(values)
    assert (column.each(), len(column), [column[row] for row in range(len(column))]) == (values, len(values), values)


@given(_VALUES)
def test_a_column_is_read_as_it_was_written(values: list[str]) -> None:
    raw = msgspec.msgpack.encode(Column.of(values).written())
    assert Column.read(msgspec.msgpack.decode(raw, type=written_as(str)), len(values)) == Column.of(values)


@given(st.lists(_VALUES, min_size=1, max_size=4))
def test_columns_are_joined(several: list[list[str]]) -> None:
    assert Column.joined([Column.of(one) for one in several]).each() == [value for one in several for value in one]


@given(_VALUES.filter(bool), st.data())
def test_a_column_changes_like_a_list(values: list[str], data: st.DataObject) -> None:
    order = data.draw(st.none() | st.lists(st.integers(0, len(values) - 1), max_size=30))
    places = len(values) if order is None else len(order)
    new = data.draw(st.dictionaries(st.integers(0, places - 1), st.text(max_size=2), max_size=3)) if places else {}
    expected = list(values) if order is None else [values[row] for row in order]
    for place, value in new.items():
        expected[place] = value
    column = Column.of(values)
    changed = column.changed(order, new)
    assert changed.each() == expected
    assert column.each() == values
    assert (changed is column) == (order is None and expected == values)


def test_a_column_of_many_values_has_larger_numbers() -> None:
    codes = {count: Column.of([*range(count)] * 3).numbers for count in (1 << 8, (1 << 8) + 1, 1 << 16, (1 << 16) + 1)}
    assert [numbers and numbers.typecode for numbers in codes.values()] == ["B", "H", "H", "I"]


def test_a_column_of_few_values_outgrows_its_numbers() -> None:
    column = Column.of([number % 256 for number in range(1000)])
    changed = column.changed(None, {0: 256})
    assert changed.each() == [256, *(number % 256 for number in range(1, 1000))]


@given(st.lists(st.lists(st.sampled_from("甲乙丙"), max_size=3).map(tuple), max_size=12), st.data())
def test_rows_come_back_from_a_table(themes: list[tuple[str, ...]], data: st.DataObject) -> None:
    rows = rows_of(themes)
    raw = msgspec.msgpack.encode(Table.of(rows).written())
    table = Table.read(msgspec.msgpack.decode(raw, type=WrittenTable), len(rows))
    some = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=4)) if rows else []
    assert [table.rows(some), table.rows(range(len(rows))), table.rows(some)] == [
        [rows[number] for number in some],
        rows,
        [rows[number] for number in some],
    ]


@given(st.lists(st.lists(st.sampled_from("甲乙丙"), max_size=3).map(tuple), max_size=12))
def test_rows_are_grouped_in_their_order(themes: list[tuple[str, ...]]) -> None:
    plain = rows_of(themes)
    rows = Rows.of(plain)
    assert {value: list(some) for value, some in rows.by("organ").items()} == {
        value: [row for row in plain if row.organ == value] for value in {row.organ for row in plain}
    }
    assert {value: list(some) for value, some in rows.by_each("themes").items()} == {
        value: [row for row in plain if value in row.themes] for value in {one for some in themes for one in some}
    }
    assert {value: some.each("title") for value, some in rows.by("organ").items()} == {
        value: [row.title for row in some] for value, some in rows.by("organ").items()
    }
