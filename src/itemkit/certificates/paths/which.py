"""Which item a person means by a path, a code or a name, and which certificate by a name or an alias."""

from collections.abc import Iterable
from dataclasses import dataclass

from itemkit.certificates.sql import NAMED
from itemkit.index.database import Index
from itemkit.model.near import nearest
from itemkit.model.plain import plain_name

_MOST_NEAR = 5
"""Names that are suggested at once."""
_CUTOFF = 0.6


@dataclass(frozen=True, slots=True)
class Meant:
    """An item that may be meant."""

    file: int
    path: str
    code: str | None
    name: str | None
    is_cancelled: bool


_ITEMS = "SELECT file, path, code, name, coalesce(status, '在用') = '取消' FROM items WHERE {} ORDER BY path"
_BY = ("path = $text", "code = $text OR local_code = $text", "name = $text", "plain_name = $plain")
"""From what is surely meant to what is meant but for brackets and width."""


def items_meant(index: Index, text: str) -> list[Meant]:
    """The items that a text may mean: one with this path, else those with this code, else those with this name."""
    for condition in _BY:
        values = {"plain": plain_name(text)} if "$plain" in condition else {"text": text}
        if rows := index.rows(_ITEMS.format(condition), values):
            return [Meant(*row) for row in rows]
    return []


_NEAR = """
SELECT name FROM (
    SELECT DISTINCT name, contains(plain_name, $plain) AS holds, jaccard(plain_name, $plain) AS alike FROM items
    WHERE holds OR alike > 0.4
)
ORDER BY holds DESC, alike DESC, name LIMIT 50
"""


def names_near(index: Index, text: str) -> tuple[str, ...]:
    """Names of items that hold a text, a few of them, else the one that is most like it."""
    plain = plain_name(text)
    if not plain:
        return ()
    names = [name for (name,) in index.rows(_NEAR, {"plain": plain})]
    holding = [name for name in names if plain in plain_name(name)]
    near = nearest(text, names, _CUTOFF)
    return tuple(holding[:_MOST_NEAR]) or ((near,) if near else ())


_CERTIFICATES = f"""
WITH {NAMED} SELECT name, certificate FROM named
UNION ALL SELECT name, name FROM (
    SELECT certificate AS name FROM materials UNION SELECT certificate FROM results
) ANTI JOIN named USING (name) WHERE name IS NOT NULL
"""


def certificates_meant(index: Index, names: Iterable[str]) -> tuple[frozenset[str], dict[str, str | None]]:
    """The certificates that names or aliases mean, and the names that mean none, with the nearest that does."""
    names = list(names)
    known: dict[str, str] = dict(index.rows(_CERTIFICATES)) if names else {}
    plain = {plain_name(name): certificate for name, certificate in known.items()}
    meant: set[str] = set()
    unknown: dict[str, str | None] = {}
    for name in names:
        found = known.get(name) or plain.get(plain_name(name))
        if found is None:
            unknown[name] = nearest(name, sorted(known), _CUTOFF)
        else:
            meant.add(found)
    return frozenset(meant), unknown
