"""How a database is opened: in memory, within bounds, its overflow where the system keeps what is temporary.

Left to itself DuckDB takes most of the machine's memory, spills into a folder ``.tmp`` wherever the user happens to be,
and looks for unknown tables among the variables of the Python that called it.
"""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

MEMORY = "700MB"
"""What a database may take; beyond that it goes to disk."""
OVERFLOW = "20GB"
"""What it may take of the disk: several times the rows of the largest province, and no more by a careless query."""


@contextmanager
def engine() -> Iterator["duckdb.DuckDBPyConnection"]:
    """A database in memory, for as long as the ``with`` lasts."""
    import duckdb

    # made by DuckDB when it is needed, so that a run that is killed seldom leaves anything
    overflow = Path(tempfile.gettempdir()) / f"itemkit-overflow-{secrets.token_hex(8)}"
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(overflow),
        "max_temp_directory_size": OVERFLOW,
        "preserve_insertion_order": False,
        "python_enable_replacements": False,
    }
    try:
        with duckdb.connect(config=settings) as connection:
            yield connection
    finally:
        shutil.rmtree(overflow, ignore_errors=True)
