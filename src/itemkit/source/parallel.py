"""Work on many files in several processes, in an order that does not depend on how many there are."""

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Tool = TypeVar("Tool")
Result = TypeVar("Result")

_WORTH_PROCESSES = 600
"""With fewer files one process is done before others have started."""


def process_count(jobs: int | None, files: int) -> int:
    """How many processes to use for so many files.

    Args:
        jobs: how many are asked for; None: one for each core, and one alone where more are not worth it.
        files: how many files there are.
    """
    if jobs is None:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return cores if files >= _WORTH_PROCESSES else 1
    return max(1, min(jobs, files))


def in_chunks(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Runs of at most ``size`` items."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def run_chunks(
    work: Callable[[Tool, Sequence[Item]], Result],
    tool: Tool,
    items: Sequence[Item],
    *,
    processes: int,
    size: int = 256,
) -> Iterator[Result]:
    """``work(tool, chunk)`` for each chunk of ``items``, the results in order.

    Several processes begin at once, whatever their caller does before asking for results. They are forked on Linux, so
    that ``tool`` need not be made again in each; elsewhere it is pickled once for each process. An interruption stops
    the processes before it is passed on.
    """
    parts = in_chunks(items, size)
    if processes == 1:
        return (work(tool, part) for part in parts)
    from concurrent.futures import ProcessPoolExecutor  # most runs are of one process
    from multiprocessing import get_context

    context = get_context("fork" if sys.platform == "linux" else "spawn")
    executor = ProcessPoolExecutor(processes, context, initializer=_adopt, initargs=(work, tool))
    with _undisturbed():
        results = executor.map(_work_on, parts)
    return _in_order(executor, results)


def _in_order(executor: "ProcessPoolExecutor", results: Iterator[Result]) -> Iterator[Result]:
    with executor:
        try:
            yield from results
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold an interruption back while processes are forked: Python loses one that comes just then."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin(
    work: Callable[[Tool, Sequence[Item]], Result], tool: Tool, items: Sequence[Item], *, processes: int
) -> Callable[[], Result]:
    """Begin ``work(tool, items)`` beside what this process does next; what comes back waits for the result.

    One process is forked for it, in a few milliseconds and without what a pool of them needs. Where there is to be one
    process alone, or processes are not forked, the work is done when its result is asked for.
    """
    if processes == 1 or sys.platform != "linux":
        return lambda: work(tool, items)
    from multiprocessing import get_context

    context = get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_report, args=(sending, work, tool, items), daemon=True)
    with _undisturbed():
        process.start()
    sending.close()

    def result() -> Result:
        try:
            answer: tuple[Result, Exception | None] = receiving.recv()
        except EOFError:
            raise RuntimeError("a process that was to help has died") from None
        except BaseException:  # an interruption: it would wait for somebody to listen
            process.terminate()
            raise
        finally:
            receiving.close()
            process.join()
        made, error = answer
        if error is not None:
            raise error
        return made

    return result


def _report(sending: "Connection", work: Callable[[Any, Any], Any], tool: Any, items: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    answer: tuple[Any, Exception | None]
    try:
        answer = work(tool, items), None
    except Exception as error:  # noqa: BLE001 (whoever asks for the result gets it)
        answer = None, error
    with contextlib.suppress(BrokenPipeError):  # nobody has asked
        sending.send(answer)


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the collector of garbage away from very many plain data, which have no cycles: it finds nothing there."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


_SELDOM = 200_000
"""New objects for which a worker looks for garbage that only the collector finds."""

_ADOPTED: list[tuple[Callable[[Any, Any], Any], Any]] = []
"""What a worker process does with a chunk, and with which tool."""


def _adopt(work: Callable[[Any, Any], Any], tool: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    gc.freeze()  # what is there already stays, and nothing comes that needs the collector: plain data have no cycles
    gc.set_threshold(_SELDOM)
    gc.enable()  # whatever the parent does
    _ADOPTED[:] = [(work, tool)]


def _work_on(part: Any) -> Any:
    work, tool = _ADOPTED[0]
    return work(tool, part)
