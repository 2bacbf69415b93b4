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
        _leave(asked.code)


def _leave(code: object) -> NoReturn:
    """End the process at once: of a large catalog, giving back what is in memory piece by piece takes a while."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    main()
