"""In which file a list of an item stands that has no certificates yet: its own, or that of its standard.

`itemkit.certificates.places` tells it by the certificates that a list names. Here there may be none, so some files have
to be read: those of items whose standard has the list, unless the item's own file names a certificate in it.
"""

import re
from collections.abc import Iterable, Sequence

from itemkit.index.database import Index
from itemkit.source.catalog import Catalog
from itemkit.source.parallel import process_count, run_chunks
from itemkit.source.read import Document, load, read_bytes

_CHUNK = 1024
NEW = "new"
"""In place of a key: results that an item does not have yet."""
_ITEMS = """
WITH wanted AS (SELECT unnest($files::INTEGER[]) AS file),
own AS (
    SELECT file, list(DISTINCT split_part(pointer, '/', 2)) AS lists
    FROM citations SEMI JOIN wanted USING (file) WHERE what = 'certificates' GROUP BY file
),
codes AS (SELECT code, arg_min(path, file) AS path FROM standards WHERE code IS NOT NULL GROUP BY code)
SELECT items.file, items.path, coalesce(codes.path, ''), coalesce(own.lists, [])
FROM items SEMI JOIN wanted USING (file) LEFT JOIN codes ON codes.code = items.standard LEFT JOIN own USING (file)
"""


class Heirs:
    """Where some lists of some items stand."""

    def __init__(
        self, catalog: Catalog, index: Index, lists: Iterable[tuple[int, str]], *, jobs: int | None = None
    ) -> None:
        """Ask for all lists at once.

        Args:
            catalog: the catalog.
            index: its index.
            lists: numbers of items' files, each with the key of a list, or `NEW`.
            jobs: how many processes read; see `process_count`.
        """
        wanted = sorted(set(lists))
        rows = index.rows(_ITEMS, {"files": sorted({file for file, _key in wanted})}) if wanted else []
        items: dict[int, tuple[str, str, list[str]]] = {
            file: (path, standard, own) for file, path, standard, own in rows
        }
        self._paths = {(file, key): items[file][0] for file, key in wanted}
        doubtful = [(file, key) for file, key in wanted if items[file][1] and key not in items[file][2]]
        standards = _told(catalog, {(items[file][1], _tells(key)) for file, key in doubtful}, jobs)
        doubtful = [(file, key) for file, key in doubtful if (items[file][1], _tells(key)) in standards]
        own = _told(catalog, {(items[file][0], _tells(key)) for file, key in doubtful}, jobs)
        for file, key in doubtful:
            path, standard, _own = items[file]
            if (path, _tells(key)) not in own:
                self._paths[file, key] = standard

    def place_of(self, file: int, key: str) -> str:
        """The path of the file in which a list of an item stands, or would stand if it were written.

        Raises:
            KeyError: it was not asked for.
        """
        return self._paths[file, key]


def _tells(key: str) -> str:
    """The key that tells whose a list is; results that nobody has written belong where the name stands."""
    return "name" if key == NEW else key


def _told(catalog: Catalog, asked: Iterable[tuple[str, str]], jobs: int | None) -> set[tuple[str, str]]:
    """Which of some files have which key at the top."""
    tasks = sorted(set(asked))
    processes = process_count(jobs, len(tasks))
    return set().union(*run_chunks(_having, catalog, tasks, processes=processes, size=_CHUNK))


def _having(catalog: Catalog, tasks: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(path, key) for path, key in tasks if _has(load(f"{catalog.root}/{path}", catalog.limit), key)}


def _has(raw: bytes | Document, key: str) -> bool:
    """Whether a file has a key at the top; read only where its bytes leave that open."""
    if not isinstance(raw, bytes):
        return False
    word = key.encode()
    if re.search(rb"^%b:" % word, raw, re.MULTILINE):
        return True  # a line of a text can't begin so far left
    if not re.search(rb"%b[\"']?\s*:|\\[uUx]|<<" % word, raw):
        return False  # it is no key anywhere, nor written with escapes, nor merged into the file
    data = read_bytes(raw).data
    return isinstance(data, dict) and key in data
