"""Every benchmark is a script that says how to use it; one that does nothing would measure nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
SCRIPTS = sorted(one.name for one in BENCHMARKS.glob("*.py") if "ArgumentParser" in one.read_text("utf-8"))


def test_which_they_are() -> None:
    assert {"assign.py", "certificates.py", "diff.py", "generate.py", "publish.py", "validate.py"} <= set(SCRIPTS)


@pytest.mark.parametrize("name", SCRIPTS)
def test_it_says_how_to_use_it(name: str) -> None:
    done = subprocess.run([sys.executable, BENCHMARKS / name, "--help"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: {name}")
