"""What a run leaves for the next one: it comes back as it was, and anything else is nothing."""

from array import array

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itemkit.guides.context import GuideContext
from itemkit.guides.site.memory import Entry, Files, Refused, State
from itemkit.guides.site.rows import ItemRow, row_of
from itemkit.model.config import Config

_ITEM = {"name": "甲事", "time_limit": {"promised": {"days": 3, "unit": "工作日"}}, "visits": 0}
_CONTEXT = GuideContext.of(Config())


def a_row(path: str, digest: bytes = b"digest", **said: str) -> ItemRow:
    return row_of(path, f"i/{path}.html", {**_ITEM, **said}, digest, _CONTEXT)


def known(*entries: tuple[str, str], refused: tuple[str, ...] = ()) -> Files:
    """Files, each with something that tells it from others; and others without a page."""
    made = [Entry((1, 2, 3, len(text)), a_row(path, text.encode(), organ=text), (text,)) for path, text in entries]
    return Files.of(made, {path: Refused((4, 5, 6, 7), path, "草稿") for path in refused})


@pytest.fixture
def state() -> State:
    certificates = ("甲证", "乙证")
    entries = [
        Entry((1, -(2**63), 2**63 - 1, 4), a_row("items/a.yaml"), certificates),
        Entry((-1, 0, 0, 0), a_row("items/c.yaml"), certificates),
        Entry((1, 2, 3, 4), a_row("items/d.yaml"), certificates),
    ]
    files = Files.of(entries, {"items/b.yaml": Refused((5, 6, 7, 8), "乙事", "草稿")})
    return State("general", {"organ:a": "1"}, files, msgspec.Raw(b"\x01"))


def test_it_comes_back(state: State) -> None:
    assert State.decoded(state.encoded()) == state
    assert State.decoded(State().encoded()) == State()


def test_anything_else_is_nothing(state: State) -> None:
    raw = state.encoded()
    columns = msgspec.msgpack.decode(raw)
    table, certificates = columns[3], columns[5]
    shared = next(name for name, column in table.items() if isinstance(column, dict))
    damaged = [
        b"",
        b"\xc0",
        raw[:-1],
        *(msgspec.msgpack.encode([*columns[:place], "?", *columns[place + 1 :]]) for place in (2, 3, 5, 6)),
        msgspec.msgpack.encode([*columns[:4], columns[4][:-32], *columns[5:]]),
        msgspec.msgpack.encode([*columns[:4], columns[4][:-4], *columns[5:]]),
        msgspec.msgpack.encode([*columns[:3], {**table, "title": []}, *columns[4:]]),
        msgspec.msgpack.encode([*columns[:3], {**table, shared: {**table[shared], "values": []}}, *columns[4:]]),
        msgspec.msgpack.encode([*columns[:3], {**table, shared: {**table[shared], "code": "?"}}, *columns[4:]]),
        msgspec.msgpack.encode([*columns[:5], {**certificates, "numbers": b"\0"}, *columns[6:]]),
        msgspec.msgpack.encode([2, *columns[1:]]),
    ]
    assert [State.decoded(one) for one in damaged] == [None] * len(damaged)


_PATHS = st.sampled_from("abcdefgh")
_KNOWN = st.dictionaries(_PATHS, st.sampled_from(["", "x", "y", "zz"]) | st.none(), max_size=8)


@given(_KNOWN, _KNOWN, st.sets(_PATHS))
def test_what_is_known_now_is_what_was_known_with_what_is_new(
    before: dict[str, str | None], new: dict[str, str | None], gone: set[str]
) -> None:
    """None: it has no page."""

    def files(some: dict[str, str | None]) -> Files:
        with_page = [(path, text) for path, text in sorted(some.items()) if text is not None]
        return known(*with_page, refused=tuple(sorted(path for path, text in some.items() if text is None)))

    now = {path: text for path, text in {**before, **new}.items() if path not in gone or path in new}
    made = files(before).changed(sorted(now), files(new))
    expected = files(now)
    each = made.table.rows(range(len(made.table))), list(made.each_stat()), made.certificates.each(), made.refused
    assert each == (
        expected.table.rows(range(len(expected.table))),
        list(expected.each_stat()),
        expected.certificates.each(),
        expected.refused,
    )
    assert list(made.refused) == sorted(made.refused)


def test_files_that_are_as_they_were_are_known_to_be() -> None:
    before = known(("a", "x"), ("b", "y"), ("c", "z"), ("d", "z"), ("e", "z"))
    same, other = before.changed("abcde", known(("b", "y"))), before.changed("abcde", known(("b", "z")))
    assert same.table is before.table
    assert (other.has_same("title", "name", of=before), other.has_same("organ", of=before)) == (True, False)


def test_what_depends_on_something_around_it_is_found() -> None:
    row = a_row("items/b.yaml", organ="甲机构", standard="440100000000")
    files = Files.of(
        [Entry((1, 2, 3, 4), a_row("items/a.yaml"), ("甲证", "乙证")), Entry((1, 2, 3, 4), row, ())],
        {"items/c.yaml": Refused((5, 6, 7, 8), "乙事", "草稿")},
    )
    found = {
        name: set(files.depending({name} if name else set()))
        for name in ("", "certificate:乙证", "organ:甲机构", "standard:440100000000", "organ:乙机构")
    }
    assert found == {
        "": set(),
        "certificate:乙证": {"items/a.yaml", "items/c.yaml"},
        "organ:甲机构": {"items/b.yaml", "items/c.yaml"},
        "standard:440100000000": {"items/b.yaml", "items/c.yaml"},
        "organ:乙机构": {"items/c.yaml"},
    }
    assert files.titles({"items/b.yaml", "items/c.yaml"}) == {"items/b.yaml": (row.title, row.initials)}


def test_files_are_joined_in_their_order() -> None:
    parts = [known(("a", "x"), refused=("b",)), known(("c", "x")), known(refused=("d",))]
    joined = Files.joined(parts)
    assert (joined.paths, joined.stats, joined.certificates.each(), list(joined.refused)) == (
        ["a", "c"],
        array("q", [1, 2, 3, 1] * 2),
        [("x",), ("x",)],
        ["b", "d"],
    )
    assert Files.joined([]) == Files()
