"""Start the command line; answers ``--version`` before anything heavy is imported."""

import contextlib
import os
import sys
from typing import NoReturn


def main() -> None:
    """Run ``itemkit`` with the arguments of this process."""
    if sys.argv[1:] == ["--version"]:
        from itemkit import __version__

        print(f"itemkit {__version__}")  # noqa: T201
        return
    from itemkit.cli import run

    try:
        run()
    except SystemExit as asked:
        if _has_helpers():
            raise
        _leave(asked.code)


def _has_helpers() -> bool:
    """Whether other processes work for this one still, as after an interruption: they must be sent home."""
    if "multiprocessing" not in sys.modules:
        return False
    from multiprocessing import active_children

    return bool(active_children())


def _leave(code: object) -> NoReturn:
    """End the process at once: of a large catalog, giving back what is in memory piece by piece takes a while."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    main()
