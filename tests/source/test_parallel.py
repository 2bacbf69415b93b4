"""One process beside this one: what it makes comes back, and so does what goes wrong."""

import os
from collections.abc import Sequence

import pytest

from itemkit.source.parallel import begin


def _sums(start: int, numbers: Sequence[int]) -> tuple[int, int]:
    return os.getpid(), start + sum(numbers)


def _breaks(_tool: object, _items: Sequence[object]) -> object:
    raise ValueError("broken")


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


def test_a_process_that_dies_is_told_of() -> None:
    asked = begin(_dies, None, [], processes=2)
    with pytest.raises(RuntimeError, match="has died"):
        asked()
