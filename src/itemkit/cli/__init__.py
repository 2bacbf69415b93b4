"""The command line: one module a command; a command parses, calls a room, prints; it decides nothing."""

import gc
import io
import os
import sys
import traceback

from itemkit.language import _

_SELDOM = 100_000
"""New objects after which the collector looks for garbage: a command soon ends, and leaves little of it."""
INTERRUPTED = 130
FAILED = 2


def run() -> None:
    """Run the command that the arguments of this process ask for, and exit with its code."""
    gc.set_threshold(_SELDOM)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        _run()
        sys.stdout.flush()
    except KeyboardInterrupt:
        _say(_("itemkit：已中断"))
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # the reader, such as `head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except OSError as error:
        reason = error.strerror or str(error)
        _say(_("itemkit：{path}：读写失败（{reason}）").format(path=error.filename or "", reason=reason))
        sys.exit(FAILED)
    except Exception:  # noqa: BLE001 (whatever it is, the exit code must say that the tool failed)
        traceback.print_exc()
        _say(_("itemkit：程序出错了，这不是你的文件的问题"))
        sys.exit(FAILED)


def _run() -> None:
    from itemkit.cli.app import app
    from itemkit.source.catalog import CatalogError

    try:
        app(prog_name="itemkit", standalone_mode=True)
    except CatalogError as error:
        for message in error.messages:
            _say(f"itemkit: {message}")
        sys.exit(FAILED)


def _say(sentence: str) -> None:
    """Tell a person, without letting what stands in a file play tricks on the terminal."""
    from itemkit.report.visible import visible

    print(visible(sentence), file=sys.stderr)  # noqa: T201
