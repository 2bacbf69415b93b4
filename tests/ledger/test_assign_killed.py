"""Assigning codes is killed at any moment, or done by many at once: the outcome is that of one undisturbed run."""

import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
import typer
import yaml_rs

from itemkit.cli.codes.assign import command
from itemkit.ledger.ledger import LEDGER_PATH, peek

EPOCH = "1795392000"
KILLS = 200
PROCESSES = multiprocessing.get_context("forkserver" if sys.platform != "win32" else "spawn")


def assign(root: str, ready: object = None) -> None:
    """Run ``itemkit codes assign`` on a catalog, in silence."""
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
    if ready is not None:
        ready.wait()  # type: ignore[attr-defined]
    try:
        command(catalog=Path(root), jobs=1)
    except typer.Exit as ended:
        sys.exit(ended.exit_code)


def started(root: Path, ready: object = None) -> BaseProcess:
    process = PROCESSES.Process(target=assign, args=(str(root), ready))
    process.start()
    return process


def finish(root: Path) -> None:
    process = started(root)
    process.join()
    assert process.exitcode == 0


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


@pytest.mark.slow
def test_killing_it_at_any_moment_changes_no_code(make_uncoded: Callable[[int], Path], quick_folder: Path) -> None:
    PROCESSES.set_forkserver_preload(["itemkit.cli.codes.assign", "itemkit.ledger.store", "itemkit.ledger.assign"])
    before = make_uncoded(500)
    undisturbed = quick_folder / "undisturbed"
    shutil.copytree(before, undisturbed)
    finish(undisturbed)
    expected = content(undisturbed)
    codes = codes_in(expected)
    assert len(codes) == len(set(codes.values())) == 510
    timed = quick_folder / "timed"
    shutil.copytree(before, timed)
    start = time.perf_counter()
    finish(timed)
    whole = time.perf_counter() - start
    moments = random.Random(11).sample(range(1000), KILLS)
    in_between = 0
    for moment in moments:
        root = quick_folder / "killed"
        shutil.copytree(before, root)
        process = started(root)
        time.sleep(whole * moment / 1000)
        process.kill()
        process.join()
        left = content(root)
        ledger = peek(root, left.get(LEDGER_PATH, b"") or None)
        assert ledger.flaws == ()
        assert {path: row.code for row in ledger.rows for path in [row.path]}.items() <= codes.items()
        given = codes_in(left)
        assert given.items() <= codes.items(), "a code that an undisturbed run would not give"
        in_between += 0 < len(given) - 5 < 505 or (len(given) == 5 and bool(ledger.rows))
        finish(root)
        assert content(root) == expected
        shutil.rmtree(root)
    assert in_between >= KILLS // 10, "killed too early or too late to prove anything"


def test_eight_at_once_give_what_one_gives(make_uncoded: Callable[[int], Path], quick_folder: Path) -> None:
    before = make_uncoded(120)
    alone, together = quick_folder / "alone", quick_folder / "together"
    shutil.copytree(before, alone)
    shutil.copytree(before, together)
    finish(alone)
    ready = PROCESSES.Event()
    several = [started(together, ready) for _ in range(8)]
    ready.set()
    for process in several:
        process.join()
    assert [process.exitcode for process in several] == [0] * 8
    assert content(together) == content(alone)
    codes = codes_in(content(together))
    assert len(codes) == len(set(codes.values())) == 130
