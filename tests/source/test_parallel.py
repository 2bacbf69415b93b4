"""One process beside this one: what it makes comes back, and so does what goes wrong."""

import os
from collections.abc import Sequence
from multiprocessing import active_children
from multiprocessing.connection import Connection

import pytest

from itemkit.source.parallel import begin


def _sums(start: int, numbers: Sequence[int]) -> tuple[int, int]:
    return os.getpid(), start + sum(numbers)


def _breaks(_tool: object, _items: Sequence[object]) -> object:
    raise ValueError("broken")


def _much(_tool: object, _items: Sequence[object]) -> bytes:
    return bytes(1 << 24)


def _dies(_tool: object, _items: Sequence[object]) -> object:
    os._exit(1)


@pytest.mark.parametrize("processes", [1, 2])
def test_what_it_makes_comes_back(processes: int) -> None:
    asked = begin(_sums, 1, [2, 3], processes=processes)
    pid, total = asked()
    assert total == 6
    assert (pid == os.getpid()) == (processes == 1)


@pytest.mark.parametrize("processes", [1, 2])
def test_what_goes_wrong_comes_back(processes: int) -> None:
    asked = begin(_breaks, None, [], processes=processes)
    with pytest.raises(ValueError, match="broken"):
        asked()


def test_an_interruption_does_not_wait_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = begin(_much, None, [], processes=2)

    def interrupted(_connection: Connection) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Connection, "recv", interrupted)
    with pytest.raises(KeyboardInterrupt):
        asked()
    assert active_children() == []


def test_a_process_that_dies_is_told_of() -> None:
    asked = begin(_dies, None, [], processes=2)
    with pytest.raises(RuntimeError, match="has died"):
        asked()
