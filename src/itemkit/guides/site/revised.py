"""What git tells of a catalog that the catalog does not say itself: how items have changed since a revision.

Only what is committed counts: what is not yet has no day. An item that is new or gone is told of by the ledger; here it
is told only where the ledger knows nothing of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from itemkit.diff.sides import NothingThereError, side_of
from itemkit.diff.whole import Compared, difference_of
from itemkit.guides.site.changes import Event, Happening
from itemkit.guides.site.registered import Registered
from itemkit.guides.site.rows import ItemRow
from itemkit.language import speaking
from itemkit.model.kinds import ITEM_KIND
from itemkit.source.git import commit_of, date_of, git, prefix_of

_LONGEST = 200
"""Characters of a sentence: a text of pages is told by its beginning."""
_MOST = 30
"""Sentences that are told of an item."""
_DAY = len("2026-11-23")


@dataclass(frozen=True, slots=True)
class Span:
    """Two commits of the repository that a catalog is in."""

    root: Path
    """The catalog."""
    before: str
    after: str

    @classmethod
    def since(cls, root: Path, revision: str) -> "Span":
        """From a revision to the commit that is checked out.

        Raises:
            CatalogError: git is not there, the catalog is in no repository, or there is no such revision.
        """
        return cls(root, commit_of(root, revision), commit_of(root, "HEAD"))

    def each_event(self, rows: Mapping[str, ItemRow], registered: Registered) -> Iterator[Event]:
        """What has changed in items with a code, in no order.

        Args:
            rows: the items of the site by code.
            registered: the ledger.
        """
        place = prefix_of(self.root).rstrip("/")
        days, last = self._days(), date_of(self.root, self.after)[:_DAY]
        try:
            with (
                side_of(f"{self.before}:{place}", self.root) as a,
                side_of(f"{self.after}:{place}", self.root) as b,
                speaking("zh"),
            ):
                for one in difference_of(a, b, jobs=1).compared:
                    if one.entry.kind == ITEM_KIND.name and one.entry.code:
                        yield from _events_of(one, days.get(one.entry.path, last), rows, registered)
        except NothingThereError:
            return

    def _days(self) -> dict[str, str]:
        """The day of the last commit that touched a file, by path in the catalog."""
        told = git(
            self.root, "-c", "core.quotePath=false", "log", "--format=%x00%cI", "--name-only", "--relative",
            f"{self.before}..{self.after}", "--", ".",
        ).decode("utf-8", "surrogateescape")  # fmt: skip
        found: dict[str, str] = {}
        for commit in told.split("\0")[1:]:
            day, *paths = commit.split("\n")
            for path in paths:
                found.setdefault(path, day[:_DAY])
        return found


def _events_of(one: Compared, day: str, rows: Mapping[str, ItemRow], registered: Registered) -> Iterator[Event]:
    entry = one.entry
    row = rows.get(entry.code)
    region, title, page = (row.region, row.title, row.name) if row else (entry.region, entry.name, "")
    if one.b is None:
        if entry.code not in registered.retired and row is None:
            yield Event(day, Happening.RETIRED, region, entry.code, title, page)
    elif one.a is None:
        if entry.code not in registered.assigned:
            yield Event(day, Happening.ASSIGNED, region, entry.code, title, page)
    else:
        sentences = tuple(_shortened(str(told.change.message)) for told in one.changes)
        yield Event(day, Happening.CHANGED, region, entry.code, title, page, said=sentences[:_MOST])


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
