"""The command line: one module a command; a command parses, calls a room, prints; it decides nothing."""

import io
import sys

from itemkit.language import _

INTERRUPTED = 130
FAILED = 2


def run() -> None:
    """Run the command that the arguments of this process ask for, and exit with its code."""
    from itemkit.cli.app import app
    from itemkit.source.catalog import CatalogError

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        app(prog_name="itemkit")
    except CatalogError as error:
        for message in error.messages:
            print(f"itemkit: {message}", file=sys.stderr)  # noqa: T201
        sys.exit(FAILED)
    except KeyboardInterrupt:
        print(_("itemkit：已中断"), file=sys.stderr)  # noqa: T201
        sys.exit(INTERRUPTED)
