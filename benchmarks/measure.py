"""Run a command and measure it from outside: how long it took, and how much memory all its processes had together.

Time and memory are measured in runs of their own, since looking at the memory of a process stops it for a moment.
"""

import json
import platform
import statistics
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from itemkit.model.kinds import KINDS
from itemkit.model.schema import schema_of
from itemkit.source.parallel import process_count

FLOOR = "floor"
"""The name of the case that others are compared with."""
_FLOOR = Path(__file__).with_name("floor.py")
_MANY = 100_000  # files for which itemkit uses every core

_EVERY = 0.05
"""How long between two looks at the memory, in seconds."""
_ENOUGH = 3
"""How many looks say something about a peak."""


@dataclass(frozen=True, slots=True)
class Case:
    """A command to measure."""

    name: str
    command: Sequence[str]
    items: int = 0
    """How many items it looks at; 0: what it does has nothing to do with items."""
    exit_code: int = 0
    """With what it must end: a run that ends otherwise measures something else."""
    output: Path | None = None
    """Where its standard output goes; None: nowhere."""
    before: Callable[[], None] = lambda: None
    """What must be done before each run; its time does not count."""

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the command."""
        with open(self.output or "/dev/null", "wb") as output:  # noqa: PTH123
            return subprocess.Popen(self.command, stdout=output, stderr=subprocess.PIPE)


class WrongExit(Exception):  # noqa: N818
    """A command did not end as it should."""


@dataclass(slots=True)
class Measured:
    """What was measured of a case."""

    case: Case
    seconds: list[float] = field(default_factory=list)
    peak_mib: float | None = None

    @property
    def median(self) -> float:
        """The median of all runs, in seconds."""
        return statistics.median(self.seconds)

    def time_once(self) -> None:
        """Run the command and remember how long it took.

        Raises:
            WrongExit: it ended with another exit code than it should.
        """
        self.case.before()
        began = time.perf_counter()
        process = self.case.start()
        _out, errors = process.communicate()
        self.seconds.append(time.perf_counter() - began)
        _expect(self.case, process.returncode, errors)

    def measure_memory(self) -> None:
        """Run the command once more and remember the peak of its memory in MiB; nothing if it was over too soon.

        Raises:
            WrongExit: it ended with another exit code than it should.
        """
        self.case.before()
        process = self.case.start()
        seen: list[int] = []
        while True:
            try:
                _out, errors = process.communicate(timeout=_EVERY)
                break
            except subprocess.TimeoutExpired:
                seen.append(sum(_memory(one) for one in _tree(process.pid)))
        _expect(self.case, process.returncode, errors)
        if len(seen) >= _ENOUGH and any(seen):
            self.peak_mib = max(seen) / 1024


def floor(catalog: Path, work: Path, items: int, processes: int = 2) -> Case:
    """What every command that reads all files of a catalog is compared with; see floor.py.

    Args:
        catalog: the catalog.
        work: a folder for the schemas.
        items: how many items it has.
        processes: how many processes to use.
    """
    schemas = work / "schemas.json"
    schemas.write_text(json.dumps({kind.place: schema_of(name) for name, kind in KINDS.items()}), "utf-8")
    return Case(FLOOR, (sys.executable, str(_FLOOR), str(catalog), str(schemas), str(processes)), items)


def measure_all(cases: Iterable[Case], runs: int) -> list[Measured]:
    """Time the cases in turns, after a run that does not count, then look at the memory of each."""
    measured = [Measured(case) for case in cases]
    for one in measured:
        say(f"memory of {one.case.name}")
        one.measure_memory()  # also warms up what the timed runs find warm
    for run in range(runs):
        for one in measured:
            say(f"run {run + 1} of {runs}: {one.case.name}")
            one.time_once()
    return measured


def table(
    title: str,
    measured: Iterable[Measured],
    remarks: Callable[[dict[str, Measured]], Iterable[str]],
    base: str = FLOOR,
) -> str:
    """What was measured, in Markdown.

    Args:
        title: what all of it was measured on.
        measured: the cases, the floor among them if there is one.
        remarks: what the table does not say at a glance, a line each.
        base: the case that others are compared with.
    """
    by_name = {one.case.name: one for one in measured}
    floor = by_name.get(base)
    lines = [
        f"### {title}",
        "",
        f"| case | median s | min–max s | × {base} | µs an item | peak MiB |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, one in by_name.items():
        whole = floor is not None and one.case.items == floor.case.items
        cells = [
            name,
            f"{one.median:.3f}",
            f"{min(one.seconds):.3f}–{max(one.seconds):.3f}",
            f"{one.median / floor.median:.2f}" if floor and whole else "",
            f"{one.median / one.case.items * 1e6:,.1f}" if one.case.items > 1 else "",
            f"{one.peak_mib:,.0f}" if one.peak_mib else "",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", *remarks(by_name)]).rstrip()


def machine(libraries: Iterable[str]) -> str:
    """On what it was measured, and with which versions."""
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    cores = process_count(None, _MANY)
    return f"{platform.machine()}, {cores} cores, {platform.system()}, Python {platform.python_version()}, {versions}"


def script(name: str) -> str:
    """The installed command of that name."""
    return str(Path(sysconfig.get_path("scripts")) / name)


def say(text: str) -> None:
    """Tell whoever waits how far it is."""
    print(text, file=sys.stderr, flush=True)


def _expect(case: Case, exit_code: int, errors: bytes) -> None:
    if exit_code != case.exit_code:
        raise WrongExit(f"{case.name}: exit code {exit_code}, not {case.exit_code}\n{errors.decode(errors='replace')}")


def _tree(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:
                continue  # it has ended meanwhile
    return found


def _memory(pid: int) -> int:
    """The proportional set size of a process in KiB, its resident set where that can't be read."""
    for file, key in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
        except OSError:
            continue
        for line in lines:
            if line.startswith(key):
                return int(line.split()[1])
    return 0
