"""What the file system says of files: by which a file that has not changed is known without reading it."""

import os
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

from itemkit.source.parallel import run_chunks

Stat = tuple[int, int, int, int]
"""Size, time of modification, time of change (nanoseconds), inode."""
NO_STAT: Stat = (-1, 0, 0, 0)
"""Of no file, and not what `stat_of` says: what is remembered with it is looked at again."""
RACY = 2_000_000_000
"""Nanoseconds: a file as young as that when a run began may change again without its times telling."""
_LARGEST = (1 << 63) - 1


def stat_of(path: str) -> Stat:
    """What the file system says of a file; of one that is not there, what none has that is."""
    try:
        there = os.stat(path)  # noqa: PTH116 (for every file)
    except OSError:
        return (-1, -1, -1, -1)
    return (there.st_size, there.st_mtime_ns, there.st_ctime_ns, there.st_ino & _LARGEST)


def each_stat(root: Path, paths: Sequence[str], processes: int) -> Iterator[Stat]:
    """`stat_of` each path below ``root``, in order; several processes are at work from the first one on."""
    size = -(-len(paths) // processes) or 1  # as many parts as processes: what they are handed at once they do at once
    for part in run_chunks(stats_of, root, paths, processes=processes, size=size):
        yield from in_fours(part)


def stats_of(root: Path, paths: Sequence[str]) -> "array[int]":
    """`stat_of` each path below ``root``, in order, one number after the other."""
    return array("q", [one for path in paths for one in stat_of(f"{root}/{path}")])


def in_fours(stats: "array[int]") -> Iterator[Stat]:
    """What `stats_of` has put together, each by itself."""
    return zip(*[iter(stats)] * 4, strict=True)
