"""The command line as people use it, in this process: what it prints, where, and how it ends."""

import contextlib
import gc
import io
import os
import sys
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from itemkit.cli import run

TODAY = "2026-11-23"
ENVIRONMENT = {
    "COLUMNS": "200", "SOURCE_DATE_EPOCH": "1795392000", "GIT_AUTHOR_NAME": "甲", "GIT_AUTHOR_EMAIL": "x@example.org",
    "GIT_COMMITTER_NAME": "甲", "GIT_COMMITTER_EMAIL": "x@example.org", "GIT_AUTHOR_DATE": "2026-11-20T08:00:00+0000",
    "GIT_COMMITTER_DATE": "2026-11-20T08:00:00+0000", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
}  # fmt: skip
"""`TODAY` for the commands, one author and one day for git, and nothing of whoever runs the tests."""


class Told(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


_NOT_OURS = ("ITEMKIT", "LC_", "LANG", "CI", "GITHUB", "GITLAB", "FORCE_", "NO_")
"""What variables begin with that change what is said."""


def itemkit(folder: Path, *arguments: str | Path, **environment: str) -> Told:
    """Run ``itemkit`` in a folder, with these variables beside `ENVIRONMENT`; the language stays that of the tests."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_OURS)}
    before = gc.get_threshold()
    try:
        with (
            contextlib.chdir(folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            mock.patch.dict(os.environ, {**kept, **ENVIRONMENT, **environment}, clear=True),
            mock.patch.object(sys, "argv", ["itemkit", *map(str, arguments)]),
        ):
            run()
    except SystemExit as ended:
        code = ended.code
    finally:
        gc.set_threshold(*before)
    out.flush(), err.flush()
    return Told(int(code or 0), *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]
