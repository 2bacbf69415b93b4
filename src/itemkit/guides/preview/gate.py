"""Whether a change may go into the site: a file that somebody is in the middle of writing must not take its page away.

The site stays as it was until the file is whole again. Files that were broken from the beginning stop nothing: they
have no page that could be lost.
"""

from collections.abc import Iterable

from itemkit.model.kinds import kind_of
from itemkit.source.catalog import Catalog
from itemkit.source.trees import DiskTree
from itemkit.source.wholes import Reader, Unread


class Gate:
    """Remembers what was broken from the beginning, and what has been broken since."""

    def __init__(self) -> None:
        self._from_the_beginning: frozenset[str] = frozenset()
        self._since: frozenset[str] = frozenset()

    def begin(self, broken: Iterable[str]) -> None:
        """The site was published without these files, relative to the catalog."""
        self._from_the_beginning = frozenset(broken)

    def hold(self, changed: Iterable[str]) -> None:
        """These files have changed, but nothing can be read just now; they are looked at the next time."""
        self._since |= frozenset(changed)

    def in_the_way(self, catalog: Catalog, changed: Iterable[str]) -> tuple[str, ...]:
        """The files that must be mended before the site is published again, sorted.

        Args:
            catalog: opened since the change.
            changed: the files that have changed, relative to the catalog.
        """
        looked_at = self._since | frozenset(changed)
        broken = frozenset(broken_of(catalog, looked_at))
        self._from_the_beginning -= looked_at - broken
        self._since = broken - self._from_the_beginning
        return tuple(sorted(self._since))


def broken_of(catalog: Catalog, paths: Iterable[str]) -> tuple[str, ...]:
    """Those of some files that are there, and give no record; sorted. What is no file of a catalog is not broken."""
    by_kind: dict[str, list[str]] = {}
    for path in sorted(paths):
        kind = kind_of(path)
        if kind is not None and (catalog.root / path).is_file():
            by_kind.setdefault(kind.name, []).append(path)
    reader = Reader(DiskTree(catalog))
    found = (one for kind, several in by_kind.items() for one in reader.records(kind, several))
    return tuple(sorted(one.path for one in found if isinstance(one, Unread)))
