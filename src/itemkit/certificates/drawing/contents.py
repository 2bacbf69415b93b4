"""What a picture of the certificates of a catalog shows: certificates, the items that ask for them and issue them.

A province has hundreds of thousands of items, of which most ask for the same few certificates. Items that ask for and
issue the same ones in the same manner are one node.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from itemkit.certificates.drawing.standing import Standing, unobtainable
from itemkit.certificates.graph import Graph
from itemkit.certificates.sql import ASKED, IS_FIRST_ISSUE, ISSUED
from itemkit.findings import Message
from itemkit.index.database import Index

_MOST_EXAMPLES = 24
"""Items of a group that are named."""
_EXAMPLES_IN_ALL = 20_000
"""Items that are named in a whole drawing, so that a page of it can still be opened."""


class Manner(StrEnum):
    """How an item asks for a certificate, from strict to mild."""

    REQUIRED = "required"
    CONDITIONAL = "conditional"
    """Under some answers to the item's questions."""
    ALTERNATIVE = "alternative"
    """Something else will do."""
    LATER = "later"
    """It may follow (容缺后补)."""
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate."""

    name: str
    aliases: tuple[str, ...]
    path: str
    """Its file; empty: it has none, materials and results merely name it."""
    kind: str
    issuer_kind: str
    issuers: str
    facts: tuple[str, ...]
    """What it proves."""
    standing: Standing
    why: Message | None = None
    """Why nobody can obtain it, if so."""


class Example(NamedTuple):
    """One item of a group."""

    name: str
    code: str
    path: str


class Ask(NamedTuple):
    """A certificate that the items of a group ask for."""

    certificate: str
    manner: Manner
    is_shared: bool
    """The office fetches it."""
    is_others: bool
    """It is somebody else's, not the applicant's."""
    or_else: tuple[str, ...] = ()
    """The certificates that will do instead; an empty string stands for anything that is no certificate."""


class Issue(NamedTuple):
    """A certificate that the items of a group issue."""

    certificate: str
    is_first: bool
    """To those who do not have it yet."""


@dataclass(frozen=True, slots=True)
class Group:
    """Items that ask for and issue the same certificates in the same manner."""

    files: tuple[int, ...]
    """The numbers of their files in the index."""
    examples: tuple[Example, ...]
    """Some of them, at least one."""
    asks: tuple[Ask, ...]
    issues: tuple[Issue, ...]
    is_blocked: bool
    """Nobody who starts with nothing can complete them, under some answers at least."""

    @property
    def name(self) -> str:
        """What the first of them is called."""
        return self.examples[0].name or self.examples[0].path


@dataclass(frozen=True, slots=True)
class Drawing:
    """Nodes, each with the edges that it begins or ends; whatever an edge names is there."""

    certificates: tuple[Certificate, ...]
    """By name."""
    groups: tuple[Group, ...]
    """By the path of their first file."""

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.certificates) + len(self.groups)

    @property
    def edges(self) -> int:
        """How many edges there are."""
        return sum(len(group.asks) + len(group.issues) for group in self.groups)


_NAMES = f"""{ASKED}, {ISSUED}, called AS (
    SELECT DISTINCT called FROM (
        SELECT called FROM asked UNION ALL SELECT called FROM issued UNION ALL SELECT name FROM certificates
    ) WHERE called IS NOT NULL
), numbered AS (SELECT called, (row_number() OVER (ORDER BY called) - 1)::INTEGER AS number FROM called)
"""
_CERTIFICATES = f"""
WITH {_NAMES},
file AS (SELECT DISTINCT ON (name) * FROM certificates ORDER BY name, path),
aliases AS (SELECT certificate, list(name ORDER BY name) AS aliases FROM named WHERE name <> certificate GROUP BY ALL),
proved AS (SELECT certificate, list(DISTINCT fact ORDER BY fact) AS facts FROM certificate_facts GROUP BY certificate),
first AS (SELECT DISTINCT called FROM issued JOIN items USING (file) WHERE {IS_FIRST_ISSUE})
SELECT called, coalesce(aliases, []), coalesce(path, ''), coalesce(kind, ''), coalesce(issuer_kind, ''),
    coalesce(issuers, ''), coalesce(facts, []), coalesce(given, false), first.called IS NOT NULL
FROM numbered LEFT JOIN file ON file.name = called LEFT JOIN aliases ON aliases.certificate = called
LEFT JOIN proved ON proved.certificate = called LEFT JOIN first USING (called)
ORDER BY number
"""
_GROUPS = f"""
WITH {_NAMES}, entries AS (
    SELECT file, entry, string_agg(DISTINCT coalesce(number, -1)::VARCHAR, ',' ORDER BY coalesce(number, -1)::VARCHAR)
        AS all_of_it, count(DISTINCT coalesce(number, -1)) > 1 AS is_choice
    FROM asked LEFT JOIN numbered USING (called) GROUP BY file, entry HAVING count(number) > 0
), asks AS (
    SELECT file, string_agg(DISTINCT ask, '\n' ORDER BY ask) AS asks FROM (
        SELECT file, concat_ws(' ', number, CASE
            WHEN need = '非必要' THEN 'optional' WHEN need = '容缺后补' THEN 'later' WHEN is_choice THEN 'alternative'
            WHEN cases IS NOT NULL THEN 'conditional' ELSE 'required' END,
            (coalesce(access, '') = '共享')::INTEGER, (coalesce(holder, '') = '其他主体')::INTEGER,
            CASE WHEN is_choice THEN all_of_it ELSE '' END) AS ask
        FROM asked JOIN numbered USING (called) JOIN entries USING (file, entry)
    ) GROUP BY file
), issues AS (
    SELECT file, string_agg(DISTINCT issue, '\n' ORDER BY issue) AS issues FROM (
        SELECT issued.file, number || ' ' || ({IS_FIRST_ISSUE})::INTEGER AS issue
        FROM issued JOIN numbered USING (called) JOIN items USING (file)
    ) GROUP BY file
)
SELECT coalesce(asks, ''), coalesce(issues, ''), list(file) FROM asks FULL JOIN issues USING (file) GROUP BY ALL
"""
"""A row for each sort of items: a line for each certificate that is asked for (its number, manner, whether shared and
whether somebody else's, the numbers of its whole entry) and for each that is issued."""
_ITEMS = """
SELECT file, coalesce(name, ''), coalesce(code, local_code, ''), path
FROM items SEMI JOIN (SELECT unnest($files::INTEGER[]) AS file) USING (file)
"""


def drawing_of(index: Index, graph: Graph, first: Collection[int] = ()) -> Drawing:
    """The drawing of a whole catalog.

    Args:
        index: the catalog.
        graph: its graph.
        first: the files of items that are to be named, whoever else is in their groups.
    """
    certificates = tuple(_certificates(index, graph))
    names = [one.name for one in certificates]
    parts = _parts(index, graph, names)
    most = _examples_each([len(files) for files in parts.values()])
    chosen = [_chosen(files, first, most) for files in parts.values()]
    wanted = [file for files in chosen for file in files]
    named = {file: Example(*row) for file, *row in index.rows(_ITEMS, {"files": wanted})} if wanted else {}
    groups = tuple(
        Group(tuple(files), tuple(named[file] for file in some), *part)
        for (part, files), some in zip(parts.items(), chosen, strict=True)
    )
    return Drawing(certificates, groups)


def _certificates(index: Index, graph: Graph) -> Iterator[Certificate]:
    reasons = unobtainable(index, graph)
    for name, aliases, path, kind, issuer_kind, issuers, facts, is_given, is_issued in index.rows(_CERTIFICATES):
        standing, why = reasons.get(name, (Standing.OBTAINABLE if is_issued else Standing.UNKNOWN, None))
        if is_given:
            standing = Standing.GIVEN
        elif issuer_kind in ("申请人", "中介机构"):
            standing = Standing.MADE
        yield Certificate(name, tuple(aliases), path, kind, issuer_kind, issuers, tuple(facts), standing, why)


def _asks(lines: str, names: Sequence[str]) -> Iterator[Ask]:
    """What is asked for; of several manners in which an item asks for a certificate the strictest."""
    found: dict[tuple[str, bool], Ask] = {}
    for line in filter(None, lines.split("\n")):
        number, manner, is_shared, is_others, entry = line.split(" ")
        or_else = (names[int(one)] if one != "-1" else "" for one in entry.split(",") if one and one != number)
        ask = Ask(names[int(number)], Manner(manner), is_shared == "1", is_others == "1", tuple(sorted(or_else)))
        known = found.get((ask.certificate, ask.is_others))
        if known is None or _STRICTNESS[ask.manner] < _STRICTNESS[known.manner]:
            found[ask.certificate, ask.is_others] = ask
    return iter(sorted(found.values()))


_STRICTNESS = {manner: place for place, manner in enumerate(Manner)}


def _issues(lines: str, names: Sequence[str]) -> Iterator[Issue]:
    pairs = (line.split(" ") for line in filter(None, lines.split("\n")))
    return iter(sorted(Issue(names[int(number)], is_first == "1") for number, is_first in pairs))


_Part = tuple[tuple[Ask, ...], tuple[Issue, ...], bool]
"""What the items of a group have in common."""


def _parts(index: Index, graph: Graph, names: Sequence[str]) -> dict[_Part, list[int]]:
    """The groups with their files, in the order of the paths.

    What the database tells apart may be alike to the graph, and the other way round: an item that asks for what it
    issues gives it to nobody for the first time, if others do.
    """
    blocked = frozenset(file for sort in graph.blocked for file in sort.files)
    gives: dict[int, frozenset[str]] = {}
    for sort in graph.sorts:
        gives |= dict.fromkeys(sort.files, frozenset(one for way in sort.firsts for one in way.gives))
    given = frozenset(certificate for some in gives.values() for certificate in some)
    parts: dict[_Part, list[int]] = defaultdict(list)
    for asks, issues, files in index.rows(_GROUPS):
        asked, issued = tuple(_asks(asks, names)), tuple(_issues(issues, names))
        for file in files:
            own = gives.get(file, frozenset())
            to_whom = (
                Issue(one.certificate, one.certificate in own if one.certificate in given else one.is_first)
                for one in issued
            )
            parts[asked, tuple(to_whom), file in blocked].append(file)
    place = {file: number for number, (file,) in enumerate(index.rows("SELECT file FROM items ORDER BY path"))}
    for some in parts.values():
        some.sort(key=place.__getitem__)
    return dict(sorted(parts.items(), key=lambda part: place[part[1][0]]))


def _examples_each(sizes: Iterable[int]) -> int:
    """How many items of each group are named, at most."""
    sizes = list(sizes)
    most = _MOST_EXAMPLES
    while most > 1 and sum(min(size, most) for size in sizes) > _EXAMPLES_IN_ALL:
        most -= 1
    return most


def _chosen(files: Sequence[int], first: Collection[int], most: int) -> list[int]:
    asked_about = [file for file in files if file in first] if first else []
    return [*asked_about, *(file for file in files[: most + len(asked_about)] if file not in first)][:most]
