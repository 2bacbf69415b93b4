"""Writes a JSON document that ends in one long list, a row at a time.

Hundreds of thousands of findings never stand in memory as one text, and a row a line lets ``grep`` and ``git diff``
work on the file.
"""

import json
from collections.abc import Iterable
from itertools import islice
from typing import TextIO

from itemkit.report.visible import encodable

_ROWS_AT_ONCE = 1000

dumped = json.JSONEncoder(ensure_ascii=False).encode
"""A value as JSON on one line, Han characters as they are."""


def write_rows(out: TextIO, before: str, rows: Iterable[object], after: str) -> None:
    """Write ``before``, the rows as members of a list, and ``after``; the brackets are part of neither."""
    out.write(encodable(before) + "[")
    remaining = iter(rows)
    separator = "\n"
    while some := list(islice(remaining, _ROWS_AT_ONCE)):
        out.write(encodable(separator + ",\n".join(map(dumped, some))))
        separator = ",\n"
    out.write("\n]" if separator != "\n" else "]")
    out.write(after)
