"""What a step of GitHub Actions does (see action.yml): lints, annotates, and tells the counts to later steps.

The choices come in environment variables and go to itemkit as arguments; no shell ever reads them. The report in the
log shows lines of files that a pull request brings, so the runner is told to take no commands from it.
"""

import json
import os
import secrets
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path


def main() -> int:
    """Run the step; the exit code is that of ``itemkit lint``."""
    reports = Path(tempfile.mkdtemp(prefix="itemkit-", dir=os.environ.get("RUNNER_TEMP")))
    code = _without_commands([sys.executable, "-m", "itemkit", "lint", *arguments(os.environ, reports)])
    annotations = reports / "annotations.txt"
    if annotations.exists():
        _say(annotations.read_bytes())
    counts = reports / "itemkit.json"
    if counts.exists():
        _output(json.loads(counts.read_bytes())["summary"], reports / "itemkit.sarif")
    return code


def arguments(inputs: Mapping[str, str], reports: Path) -> list[str]:
    """What ``itemkit lint`` is to be given.

    Args:
        inputs: the action's inputs as environment variables; what is not there or empty is not asked for.
        reports: the folder for the files that are written.
    """
    chosen = ["-f", "text"]
    for name, file in (("github", "annotations.txt"), ("json", "itemkit.json"), ("sarif", "itemkit.sarif")):
        chosen += ["-f", f"{name}={reports / file}"]
    for option, name in (
        ("--fail-on", "ITEMKIT_FAIL_ON"),
        ("--since", "ITEMKIT_SINCE"),
        ("--baseline", "ITEMKIT_BASELINE"),
    ):
        if inputs.get(name):
            chosen += [option, inputs[name]]
    return [*chosen, *shlex.split(inputs.get("ITEMKIT_ARGS", "")), "--", *shlex.split(inputs.get("ITEMKIT_PATH", ""))]


def _without_commands(command: list[str]) -> int:
    token = secrets.token_hex(16)
    _say(f"::stop-commands::{token}\n".encode())
    try:
        return subprocess.run(command, check=False).returncode
    finally:
        _say(f"::{token}::\n".encode())


def _output(summary: Mapping[str, int], sarif: Path) -> None:
    lines = (f"error_count={summary['error']}", f"warning_count={summary['warning']}", f"sarif_file={sarif}")
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8", newline="\n") as outputs:
        outputs.writelines(f"{line}\n" for line in lines)


def _say(what: bytes) -> None:
    sys.stdout.buffer.write(what)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
