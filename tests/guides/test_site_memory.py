"""What a run leaves for the next one: it comes back as it was, and anything else is nothing."""

import msgspec
import pytest

from itemkit.guides.context import GuideContext
from itemkit.guides.site.memory import Entry, State
from itemkit.guides.site.rows import row_of
from itemkit.model.config import Config

_ITEM = {"name": "甲事", "time_limit": {"promised": {"days": 3, "unit": "工作日"}}, "visits": 0}


@pytest.fixture
def state() -> State:
    row = row_of("items/a.yaml", "i/a.html", _ITEM, b"digest", GuideContext.of(Config()))
    needs = ("organ:a", "certificate:b")
    entries = {
        "items/a.yaml": Entry((1, -(2**63), 2**63 - 1, 4), needs, row),
        "items/b.yaml": Entry((5, 6, 7, 8), (), None, ("乙事", "草稿")),
        "items/c.yaml": Entry((-1, 0, 0, 0), needs, row),
    }
    return State("general", {"organ:a": "1"}, entries, msgspec.Raw(b"\x01"))


def test_it_comes_back(state: State) -> None:
    assert State.decoded(state.encoded()) == state
    assert State.decoded(State().encoded()) == State()


def test_anything_else_is_nothing(state: State) -> None:
    raw = state.encoded()
    columns = msgspec.msgpack.decode(raw)
    damaged = [
        b"",
        b"\xc0",
        raw[:-1],
        *(msgspec.msgpack.encode([*columns[:place], [], *columns[place + 1 :]]) for place in (3, 5, 6, 7)),
        msgspec.msgpack.encode([*columns[:4], columns[4][:-8], *columns[5:]]),
        msgspec.msgpack.encode([1, *columns[1:]]),
    ]
    assert [State.decoded(one) for one in damaged] == [None] * len(damaged)
