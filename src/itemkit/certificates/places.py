"""Where a finding about a material or a result stands: in the item's own file, or in that of its standard.

What an item inherits does not exist in its own file, and is to be mended once, in the standard's; what it says of some
materials only stands in its own file at another place than in the whole list. The index knows both (`origins`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from itemkit.findings import Place, Pointer
from itemkit.index.database import Index

_ITEMS = """
WITH wanted AS (SELECT DISTINCT unnest($files::INTEGER[]) AS file),
codes AS (SELECT code, min(file) AS file FROM standards GROUP BY code)
SELECT items.file, items.path, files.subject, standard.path, standard.subject
FROM items SEMI JOIN wanted USING (file) JOIN files USING (file) LEFT JOIN codes ON codes.code = items.standard
LEFT JOIN files AS standard ON standard.file = codes.file
"""
_ORIGINS = """
WITH wanted AS (SELECT DISTINCT unnest($files::INTEGER[]) AS file)
SELECT file, pointer, inherited, there FROM origins SEMI JOIN wanted USING (file)
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
    standard_path: str
    standard_subject: str


class Places:
    """Where the materials and results of some items stand."""

    def __init__(self, index: Index, files: Iterable[int]) -> None:
        """Ask for all items at once.

        Args:
            index: the catalog.
            files: the numbers of the items' files; numbers of other files are passed over.
        """
        wanted = list(set(files))
        rows = index.rows(_ITEMS, {"files": wanted}) if wanted else []
        self._items = {file: _Item(path, *(text or "" for text in texts)) for file, path, *texts in rows}
        self._origins: dict[int, dict[str, tuple[bool, str]]] = defaultdict(dict)
        for file, pointer, inherited, there in index.rows(_ORIGINS, {"files": wanted}) if wanted else []:
            self._origins[file][pointer] = inherited, there

    def of(self, file: int, pointer: str) -> Spot:
        """Where a value of an item stands.

        Args:
            file: the number of the item's file.
            pointer: as the tables of the index have it, or any value below: ``/materials/2/certificate``.

        Returns:
            The place in the standard's file if the item has it from there, else in the item's own.

        Raises:
            KeyError: the file was not asked for, or is no item's.
        """
        item, origins = self._items[file], self._origins.get(file, {})
        above, rest = pointer, ""
        while above and above not in origins:
            above, slash, part = above.rpartition("/")
            rest = f"{slash}{part}{rest}"
        is_inherited, there = origins.get(above, (False, ""))
        place = Place(Pointer.parse(f"{there}{rest}"))
        if is_inherited:
            return Spot(item.standard_path, place, item.standard_subject)
        return Spot(item.path, place, item.subject)
