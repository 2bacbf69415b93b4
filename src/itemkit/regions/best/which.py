"""Which standard a person means by a base code, a name, or an item that implements it: its code or its file."""

import re
from dataclasses import dataclass

from itemkit.index.database import Index
from itemkit.model.plain import plain_name
from itemkit.regions.matrix.facts import BASE_CODE, base_of

_BASE = re.compile("[0-9]{12}")
_ITEM = re.compile("[0-9A-Z]{31}(?:[0-9A-Z]{2})?")
_MAIN = 9
"""Digits of a base code that name the main item (主项); the last three tell its parts (子项)."""
_MOST_NEAR = 5
"""Standards that are suggested at once."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A standard that may be meant."""

    code: str
    """Its base code; empty: items without code that go by their name."""
    name: str


_TITLED = f"""
based AS (SELECT items.*, {BASE_CODE} AS base FROM items),
known AS (
    SELECT code, min(name) AS name, 0 AS rank FROM standards WHERE code IS NOT NULL GROUP BY code
    UNION ALL
    SELECT base, name, 1 FROM (SELECT base, name, count(*) AS items FROM based WHERE base IS NOT NULL GROUP BY ALL)
    QUALIFY row_number() OVER (PARTITION BY base ORDER BY items DESC, name) = 1
),
titled AS (SELECT code, coalesce(first(name ORDER BY rank), '') AS name FROM known GROUP BY code)
"""
_BY_CODE = f"WITH {_TITLED} SELECT code, name FROM titled WHERE code = $code"
_BY_PATH = f"""
WITH {_TITLED}
SELECT code, name FROM titled SEMI JOIN (SELECT code FROM standards WHERE path = $text) USING (code)
"""
_OF_ITEMS = f"""
WITH {_TITLED}
SELECT DISTINCT coalesce(base, ''), coalesce(titled.name, based.name, '')
FROM based LEFT JOIN titled ON base = titled.code WHERE {{}} ORDER BY ALL
"""
_NAMES = f"WITH {_TITLED} SELECT code, name FROM titled ORDER BY code"
_NEAR = f"""
WITH {_TITLED},
called AS (
    SELECT code, name, name AS also FROM titled
    UNION SELECT coalesce(base, ''), coalesce(titled.name, based.name), based.name
    FROM based LEFT JOIN titled ON base = titled.code
)
SELECT code, name FROM (
    SELECT code, name, max(contains(also, $text)) AS holds, max(jaccard(also, $text)) AS alike
    FROM called WHERE also IS NOT NULL GROUP BY ALL
)
WHERE holds OR alike > 0.5 OR ($main <> '' AND left(code, {_MAIN}) = $main)
ORDER BY holds DESC, alike DESC, code = '', code, name LIMIT {_MOST_NEAR}
"""


def standards_meant(index: Index, text: str) -> list[Meant]:
    """The standards that a text may mean, by what is surest: a code, a file, a standard's name, an item's name.

    Args:
        index: the catalog.
        text: a base code, a path in the catalog, the code of an item, or a name; of names, marks and width count for
            nothing.
    """
    if _BASE.fullmatch(text):
        return _meant(index, _BY_CODE, code=text)
    found = (
        _meant(index, _BY_PATH, text=text)
        or _meant(index, _OF_ITEMS.format("based.path = $text"), text=text)
        or _meant(index, _OF_ITEMS.format("based.code = $text OR local_code = $text"), text=text)
    )
    if found or _ITEM.fullmatch(text):
        return found or _meant(index, _BY_CODE, code=base_of(text))
    plain = plain_name(text)
    return [Meant(code, name) for code, name in index.rows(_NAMES) if plain and plain_name(name) == plain] or _one_each(
        _meant(index, _OF_ITEMS.format("plain_name = $plain"), plain=plain)
    )


def standards_near(index: Index, text: str) -> list[Meant]:
    """Some standards that may have been meant: the text is in their name, or like it, or they are of one main item."""
    main = base_of(text)[:_MAIN] if _BASE.fullmatch(text) or _ITEM.fullmatch(text) else ""
    return _meant(index, _NEAR, text=text, main=main)


def _meant(index: Index, sql: str, **values: str) -> list[Meant]:
    return [Meant(*row) for row in index.rows(sql, values)]


def _one_each(found: list[Meant]) -> list[Meant]:
    """Those with a code; without any, the items that go by their name are one."""
    return [one for one in found if one.code] or found[:1]
