"""Two folders change places in one step, where the system can do that; nobody ever finds neither."""

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_HERE = -100
"""AT_FDCWD: paths are relative to the working directory (Linux)."""
_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS."""
_CANT = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.ENOTTY})


def exchange(new: Path, old: Path) -> None:
    """Have each of two folders stand where the other stood; where there is no old one, the new one takes its place.

    On systems and file systems that can't exchange, the old one steps aside first: for a moment there is none.

    Raises:
        OSError: one of them can't be moved.
    """
    if not old.exists():
        new.rename(old)
        return
    swap = _system_call()
    if swap is not None:
        failed = swap(os.fsencode(new), os.fsencode(old))
        if not failed:
            return
        if failed not in _CANT:
            raise OSError(failed, os.strerror(failed), str(old))
    aside = new.with_name(new.name + ".aside")
    old.rename(aside)
    new.rename(old)
    aside.rename(new)


def _system_call() -> Callable[[bytes, bytes], int] | None:
    """What exchanges two paths and gives the number of the error, 0 for none; None where there is nothing like it."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            call, before, between = library.renameat2, (ctypes.c_int(_HERE),), (ctypes.c_int(_HERE),)
        elif sys.platform == "darwin":
            call, before, between = library.renamex_np, (), ()
        else:
            return None
    except (OSError, AttributeError, TypeError):
        return None

    def swap(one: bytes, other: bytes) -> int:
        done = call(*before, ctypes.c_char_p(one), *between, ctypes.c_char_p(other), ctypes.c_uint(_EXCHANGE))
        return ctypes.get_errno() if done else 0

    return swap
