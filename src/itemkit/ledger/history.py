"""What became of a code, from the ledger as git has kept it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from itemkit.ledger.ledger import LEDGER_PATH, Row, peek
from itemkit.source.git import contents_at, git, prefix_of

_BETWEEN = "\x1f"


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit did to a code's row."""

    commit: str
    """Its full name; empty for what is not committed yet."""
    day: str
    """Of the commit (ISO 8601)."""
    author: str
    subject: str
    """The first line of the commit's message."""
    before: Row | None
    after: Row | None

    @property
    def changed(self) -> tuple[str, ...]:
        """The columns that differ; all that are filled, where the row is new."""
        old, new = self.before or Row("", "", "", "", ""), self.after or Row("", "", "", "", "")
        return tuple(name for name in Row._fields if getattr(old, name) != getattr(new, name))


def history(root: Path, code: str) -> list[Change]:
    """What happened to a code's row, the earliest first, with what is on disk and not committed yet.

    Args:
        root: the catalog.
        code: as it stands in the ledger.

    Raises:
        CatalogError: git is not there, or the catalog is in no repository.
    """
    changes: list[Change] = []
    before: Row | None = None
    for commit, day, author, subject in _commits(root, code):
        (raw,) = contents_at(root, commit, [LEDGER_PATH])
        after = peek(root, raw or b"").by_code.get(code)
        if after != before:
            changes.append(Change(commit, day, author, subject, before, after))
            before = after
    now = peek(root).by_code.get(code)
    if now != before:
        changes.append(Change("", "", "", "", before, now))
    return changes


def _commits(root: Path, code: str) -> Iterator[list[str]]:
    """The commits in which a line of the ledger that begins with the code came or went."""
    prefix_of(root)  # says so where there is no repository
    if not git(root, "rev-list", "-n", "1", "--all"):
        return
    form = _BETWEEN.join(("%H", "%as", "%an", "%s"))
    told = git(
        root, "log", "--reverse", "--topo-order", f"--format={form}", f"-G^{re.escape(code)},", "--", LEDGER_PATH
    )
    for line in told.decode("utf-8", "replace").split("\n")[:-1]:
        yield line.split(_BETWEEN, 3)
