"""What the ledger of codes tells the site: which codes are retired, and when others were given.

A ledger is long and seldom changes, so it is read only where something is to be made of it; the retired codes, which
every run must know, are kept with the site as a table of their own.
"""

import contextlib
import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

from itemkit.ledger.ledger import LEDGER_PATH, Row, peek

RETIRED_FILE = "data/retired.json"

_COLUMNS, _STATUS, _ASSIGNED = len(Row._fields), Row._fields.index("status"), Row._fields.index("assigned")
_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")

Kept = Callable[[str, str], bytes | None]


class Retired(msgspec.Struct, frozen=True):
    """A code that is no longer in use."""

    code: str
    kind: str
    """``item`` or ``standard``."""
    name: str
    """What had it; may be empty."""
    retired: str
    """The day (ISO 8601); may be empty."""
    replaced_by: str
    """The code of what took its place; may be empty."""
    reason: str


class _Table(msgspec.Struct, frozen=True):
    schema: str
    codes: tuple[Retired, ...]


SCHEMA = "itemkit.retired/1"


@dataclass(frozen=True)
class Registered:
    """The ledger, as far as it can be believed."""

    root: Path
    raw: bytes
    """The file; empty without one."""
    key: str
    """A digest of it."""
    kept: Kept
    """See `itemkit.guides.site.shared.Site`."""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All rows; lines that are none are passed over, as ``itemkit lint`` tells of them."""
        return peek(self.root, self.raw).rows if self.raw else ()

    @cached_property
    def assigned(self) -> Mapping[str, str]:
        """The day on which each code in use was given (ISO 8601), as far as that is known.

        Read without asking whether each line is a row as it should be, which would take ten times as long.
        """
        lines = csv.reader(io.StringIO(self.raw.decode("utf-8", "replace"), newline=""))
        found: dict[str, str] = {}
        with contextlib.suppress(csv.Error):
            for cells in lines:
                if len(cells) == _COLUMNS and cells[_STATUS] == "active" and _DAY.fullmatch(cells[_ASSIGNED]):
                    found[cells[0]] = cells[_ASSIGNED]
        return found

    @cached_property
    def retired(self) -> Mapping[str, Retired]:
        """The retired codes, in their order. One that somebody carries again is not among them."""
        if not self.raw:
            return {}
        kept = self.kept(RETIRED_FILE, self.key)
        if kept is not None:
            return {one.code: one for one in msgspec.json.decode(kept, type=_Table).codes}
        active = {row.code for row in self.rows if row.is_active}
        gone = sorted(row for row in self.rows if row.code not in active)
        return {
            row.code: Retired(row.code, row.kind, row.name, row.retired, row.replaced_by, row.reason) for row in gone
        }

    def table(self) -> bytes:
        """The retired codes as JSON."""
        made = msgspec.json.encode(_Table(SCHEMA, tuple(self.retired.values())))
        return msgspec.json.format(made, indent=1) + b"\n"

    def last_of(self, code: str) -> str:
        """The code that stands for a retired one now: the last that took the place of another; empty: there is none.

        Where codes name each other in a circle, nothing does.
        """
        seen = {code}
        while (one := self.retired.get(code)) is not None:
            code = one.replaced_by
            if code in seen:
                return ""
            seen.add(code)
        return code


def read_raw(root: Path) -> bytes:
    """The ledger's file; empty where there is none, or it lies outside of the catalog."""
    path = root / LEDGER_PATH
    try:
        return path.read_bytes() if path.resolve().is_relative_to(root.resolve()) else b""
    except OSError:
        return b""
