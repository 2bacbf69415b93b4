"""Work that is killed at any moment, in processes forked from one that has imported all that the work needs.

Starting Python and importing takes longer than the work, so that most moments of a process by itself would be too early.
Two ways to choose a moment go together: *steps*, the calls that change something outside of the process, each kind of
which is met for certain (see `moments`), and *times*, which also fall where no such call is made, and into libraries.

    with Victims("assigning:assign") as victims:
        for moment in moments(victims.steps(catalog)):
            victims.killed_at(moment, another_catalog)
"""

import importlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, NamedTuple, Self

_SYSTEM = {"posix", "_io", "fcntl"}
_CHANGES = {
    "chmod", "close", "copy_file_range", "flock", "flush", "fsync", "ftruncate", "link", "mkdir", "open", "posix_fallocate",
    "remove", "rename", "replace", "rmdir", "sendfile", "symlink", "sync", "truncate", "unlink", "utime", "write", "writelines",
    "__exit__",
}  # fmt: skip
"""Calls after which files may be other than before; that some only read does no harm."""
_CALLERS = 4
"""So many tell one kind of step from another."""


class Moment(NamedTuple):
    """Just before a step is made."""

    step: str
    """Who calls whom, the call itself at the end: ``write_ledger > write_atomically > _write > open``."""
    number: int
    """The how manieth of its kind, from 1."""


def moments(steps: Sequence[str]) -> list[Moment]:
    """Of each kind of step the first, one in the middle, and the last."""
    counts = Counter(steps)
    return [Moment(step, number) for step, count in counts.items() for number in sorted({1, (count + 1) // 2, count})]


class Victims:
    """Processes that do some work, each forked from the same one. Use it in a ``with``."""

    def __init__(self, work: str) -> None:
        """Name the work: ``module:function`` beside the tests; the function takes texts, and ends as it likes."""
        self._work = work

    def __enter__(self) -> Self:
        paths = [one for one in sys.path if one]
        self._parent = subprocess.Popen(
            [sys.executable, __file__, self._work],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )  # fmt: skip
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._parent.kill()
        self._parent.communicate()

    def finished(self, *arguments: str | Path) -> int:
        """How the work ends if nobody disturbs it."""
        self._start(arguments)
        return self._end()

    def steps(self, *arguments: str | Path) -> list[str]:
        """Do the work, undisturbed; the steps that it made."""
        with tempfile.NamedTemporaryFile("r", encoding="utf-8") as record:
            self._start(arguments, record=record.name)
            assert self._end() == 0
            return record.read().splitlines()

    def killed_at(self, moment: Moment, *arguments: str | Path) -> bool:
        """Begin the work and kill it, with all processes that it has started; whether the moment came at all."""
        self._start(arguments, moment=moment)
        return self._end() == -signal.SIGKILL

    def killed_after(self, seconds: float, *arguments: str | Path) -> bool:
        """The same after so much time; whether there was anything left to kill."""
        group = self._start(arguments)
        time.sleep(seconds)
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        return self._end() == -signal.SIGKILL

    def _start(self, arguments: Sequence[str | Path], **more: Any) -> int:
        assert self._parent.stdin is not None
        self._parent.stdin.write(json.dumps({"arguments": [*map(str, arguments)], **more}) + "\n")
        self._parent.stdin.flush()
        return self._end()

    def _end(self) -> int:
        assert self._parent.stdout is not None
        return int(self._parent.stdout.readline())


def _each_request() -> Iterator[dict[str, Any]]:
    for line in sys.stdin:
        yield json.loads(line)


def _serve(work: str) -> None:
    module, _, name = work.partition(":")
    function = getattr(importlib.import_module(module), name)
    told = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for request in _each_request():
        needed, needs = os.pipe()
        process = os.fork()
        if not process:
            os.setpgid(0, 0)
            os.close(needed)
            _work(function, request, needs)
        with suppress(ProcessLookupError, PermissionError):
            os.setpgid(process, process)
        os.close(needs)
        print(process, file=told, flush=True)
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        with os.fdopen(needed, encoding="utf-8") as modules:
            for one in modules.read().split():
                with suppress(ImportError):
                    importlib.import_module(one)
        print(code, file=told, flush=True)


def _work(function: Any, request: dict[str, Any], needs: int) -> None:
    sys.setprofile(_watching(request.get("record"), request.get("moment")))
    code = 1
    try:
        code = int(function(*request["arguments"]) or 0)
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        sys.setprofile(None)
        os.write(needs, " ".join(sys.modules).encode()[:60_000])  # what a pipe holds
        os._exit(code)


def _watching(record: str | None, moment: Sequence[Any] | None) -> Any:
    if record is None and moment is None:
        return None
    seen: Counter[str] = Counter()
    target = os.open(record, os.O_WRONLY | os.O_APPEND) if record else -1

    def watch(frame: FrameType, event: str, called: Any) -> None:
        if event != "c_call" or called.__name__ not in _CHANGES:
            return
        if (called.__module__ or type(called.__self__).__module__) not in _SYSTEM or _is_harmless(called):
            return
        callers = [one.f_code.co_name for one in islice(_outward(frame), _CALLERS)]
        step = " > ".join([*reversed(callers), called.__name__])
        seen[step] += 1
        if record:
            os.write(target, f"{step}\n".encode())
        elif moment == [step, seen[step]]:
            os.killpg(0, signal.SIGKILL)

    return watch


def _is_harmless(called: Any) -> bool:
    """Whether this only ends the reading of a file or of a folder, or writes to memory."""
    if called.__module__:
        return False
    target = called.__self__
    if called.__name__ in {"__exit__", "close"} and not getattr(target, "closed", False):
        return not getattr(target, "writable", bool)()
    return isinstance(target, (io.StringIO, io.BytesIO))


def _outward(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


if __name__ == "__main__":
    _serve(sys.argv[1])
