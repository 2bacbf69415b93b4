"""Where a finding about a material or a result stands: in the item's own file, or in that of its standard.

What an item inherits does not exist in its own file, and is to be mended once, in the standard's. Lists are inherited
as a whole (RFC 7386), so one certificate that an item names in a list of its own file tells that the list is its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from itemkit.findings import Place, Pointer
from itemkit.index.database import Index

LISTS = ("materials", "results")
"""The lists in which certificates are named."""

_INHERITED = """
WITH wanted AS (SELECT DISTINCT unnest($files::INTEGER[]) AS file),
own AS (
    SELECT DISTINCT file, split_part(pointer, '/', 2) AS list
    FROM citations SEMI JOIN wanted USING (file) WHERE what = 'certificates'
),
codes AS (SELECT code, min(file) AS file FROM standards GROUP BY code)
SELECT items.file, items.path, files.subject, standard.file, standard.path, standard.subject,
    coalesce(list_sort(list(own.list) FILTER (own.list IS NOT NULL)), [])
FROM items SEMI JOIN wanted USING (file) JOIN files USING (file) LEFT JOIN codes ON codes.code = items.standard
LEFT JOIN files AS standard ON standard.file = codes.file LEFT JOIN own ON own.file = items.file
GROUP BY ALL
"""
_NAMED_IN_STANDARDS = """
SELECT DISTINCT file, split_part(pointer, '/', 2)
FROM citations SEMI JOIN standards USING (file) WHERE what = 'certificates'
"""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands."""

    path: str
    """The file: an item's, or its standard's."""
    place: Place
    subject: str
    """What the record in this file is called, as in `itemkit.findings.Finding.subject`."""


@dataclass(frozen=True, slots=True)
class _Item:
    path: str
    subject: str
    standard: int | None
    standard_path: str
    standard_subject: str
    own: frozenset[str]


class Places:
    """Where the materials and results of some items stand."""

    def __init__(self, index: Index, files: Iterable[int]) -> None:
        """Ask for all items at once.

        Args:
            index: the catalog.
            files: the numbers of the items' files; numbers of other files are passed over.
        """
        wanted = list(set(files))
        rows = index.rows(_INHERITED, {"files": wanted}) if wanted else []
        self._items = {
            file: _Item(path, subject or "", standard, standard_path or "", standard_subject or "", frozenset(own))
            for file, path, subject, standard, standard_path, standard_subject, own in rows
        }
        has_heirs = any(item.standard is not None for item in self._items.values())
        self._in_standards = set(index.rows(_NAMED_IN_STANDARDS)) if has_heirs else set()

    def of(self, file: int, pointer: str) -> Spot:
        """Where a value of an item stands.

        Args:
            file: the number of the item's file.
            pointer: as the tables of the index have it, or any value below: ``/materials/2/certificate``.

        Returns:
            The place in the standard's file if the item has the list from there, else in the item's own.

        Raises:
            KeyError: the file was not asked for, or is no item's.
        """
        item, place = self._items[file], Place(Pointer.parse(pointer))
        name = pointer.split("/", 2)[1]
        if name not in item.own and (item.standard, name) in self._in_standards:
            return Spot(item.standard_path, place, item.standard_subject)
        return Spot(item.path, place, item.subject)
