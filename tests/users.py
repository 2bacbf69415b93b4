"""Being somebody else: no folder is read-only to root."""

import contextlib
import os
from collections.abc import Iterator


@contextlib.contextmanager
def not_as_root() -> Iterator[None]:
    """Be nobody for a while, if this is root."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)
