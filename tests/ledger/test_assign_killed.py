"""Assigning codes is killed at any moment, or done by many at once: the outcome is that of one undisturbed run."""

import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml_rs
from assigning import assign_together

from itemkit.ledger.ledger import LEDGER_PATH, peek
from killing import Victims, moments

TIMES = 40
PROCESSES = multiprocessing.get_context("forkserver" if sys.platform != "win32" else "spawn")


def content(root: Path) -> dict[str, bytes]:
    """Every file but those that a killed writer may leave."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.name.endswith(".tmp") and ".itemkit" not in path.parts
    }


def codes_in(files: dict[str, bytes]) -> dict[str, str]:
    """The code of each item and standard; each file must be YAML."""
    read = {
        path: yaml_rs.loads(raw.decode(), parse_datetime=False)
        for path, raw in files.items()
        if path.startswith(("items/", "standards/"))
    }
    return {path: data["code"] for path, data in read.items() if "code" in data}


@pytest.fixture
def quick_folder() -> Iterator[Path]:
    """A folder in memory where there is one: what a kill leaves does not depend on the disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


class Undisturbed:
    """What the command makes of a catalog if it is left alone."""

    def __init__(self, victims: Victims, before: Path, folder: Path) -> None:
        self.before, self._folder, self._victims = before, folder, victims
        victims.finished(self.copy("first"))  # which imports what the others find imported
        root = self.copy("undisturbed")
        start = time.perf_counter()
        assert victims.finished(root) == 0
        self.seconds = time.perf_counter() - start
        self._expected = content(root)
        self._codes = codes_in(self._expected)
        assert len(self._codes) == len(set(self._codes.values()))

    def copy(self, name: str = "killed") -> Path:
        shutil.copytree(self.before, self._folder / name)
        return self._folder / name

    def compare(self, root: Path) -> bool:
        """What a kill left is whole, and the next run completes it; whether some codes were given, but not all."""
        left = content(root)
        ledger = peek(root, left.get(LEDGER_PATH, b"") or None)
        assert ledger.flaws == ()
        assert {row.path: row.code for row in ledger.rows}.items() <= self._codes.items()
        given = codes_in(left)
        assert given.items() <= self._codes.items(), "a code that an undisturbed run would not give"
        assert self._victims.finished(root) == 0
        assert content(root) == self._expected
        shutil.rmtree(root)
        return bool(ledger.rows) and len(given) < len(self._codes)


@pytest.fixture
def victims() -> Iterator[Victims]:
    with Victims("assigning:assign") as started:
        yield started


@pytest.mark.slow(seconds=10)
def test_killing_it_before_any_step_changes_no_code(
    make_uncoded: Callable[[int], Path], quick_folder: Path, victims: Victims
) -> None:
    """The first, the middle, and the last of each kind of step that changes something on the disk."""
    undisturbed = Undisturbed(victims, make_uncoded(20), quick_folder)
    steps = victims.steps(undisturbed.copy("watched"))
    assert {"replace", "write", "fsync", "sync", "mkdir", "flock"} <= {one.rpartition(" ")[2] for one in steps}
    in_between = 0
    for moment in moments(steps):
        root = undisturbed.copy()
        assert victims.killed_at(moment, root), moment
        in_between += undisturbed.compare(root)
    assert in_between >= 10, "the steps are not those that give codes"


@pytest.mark.slow(seconds=10)
def test_killing_it_at_any_time_changes_no_code(
    make_uncoded: Callable[[int], Path], quick_folder: Path, victims: Victims
) -> None:
    """Times spread by chance over what one run takes, until enough fell where some codes were given, but not all."""
    undisturbed = Undisturbed(victims, make_uncoded(200), quick_folder)
    chance, killed, in_between = random.Random(11), 0, 0
    while killed < TIMES or in_between < TIMES // 10:
        root = undisturbed.copy()
        victims.killed_after(undisturbed.seconds * chance.random(), root)
        in_between += undisturbed.compare(root)
        killed += 1
        assert killed < 10 * TIMES, "killed too early or too late to prove anything"


def test_eight_at_once_give_what_one_gives(
    make_uncoded: Callable[[int], Path], quick_folder: Path, victims: Victims
) -> None:
    before = make_uncoded(120)
    alone, together = quick_folder / "alone", quick_folder / "together"
    shutil.copytree(before, alone)
    shutil.copytree(before, together)
    assert victims.finished(alone) == 0
    PROCESSES.set_forkserver_preload(["itemkit.cli.codes.assign", "itemkit.ledger.store", "itemkit.ledger.assign"])
    ready = PROCESSES.Event()
    several = [PROCESSES.Process(target=assign_together, args=(str(together), ready)) for _ in range(8)]
    for process in several:
        process.start()
    ready.set()
    for process in several:
        process.join()
    assert [process.exitcode for process in several] == [0] * 8
    assert content(together) == content(alone)
    codes = codes_in(content(together))
    assert len(codes) == len(set(codes.values())) == 130
