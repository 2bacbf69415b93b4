"""``itemkit codes assign``, to be done in a process that may be killed."""

import os
import sys
from multiprocessing.synchronize import Event
from pathlib import Path

import typer

from itemkit.cli.codes.assign import command

EPOCH = "1795392000"


def assign(root: str, ready: Event | None = None) -> int:
    """Give codes to all of a catalog, in silence, as soon as everybody is ready; how the command ends."""
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
    if ready is not None:
        ready.wait()
    try:
        command(catalog=Path(root), jobs=1)
    except typer.Exit as ended:
        return ended.exit_code
    return 0


def assign_together(root: str, ready: Event) -> None:
    """The same as a process by itself, whose exit code says how it ends."""
    sys.exit(assign(root, ready))
