"""What the index knows of standards in regions: one question about the whole catalog, answered by the database.

A row of the comparison is what can be compared: all items of a standard, or, where some region splits the standard into
handling items (业务办理项), those of one name; where items of one name differ in what they are for (新办, 变更), those
of one action. Names that differ only in marks are one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from itemkit.index.database import Index
from itemkit.model.durations import CALENDAR
from itemkit.model.regions import stem_of
from itemkit.regions.matrix.measures import Measure, Stated, whole

_TOWN_CODE = 12
"""Digits of a region code with town and village (GB/T 10114)."""
_ITEM_CODE = 31
"""Digits of an item's code, at least; 20 to 31 are the base code."""
LEVELS = {0: "国家级", 2: "省级", 4: "市级", 6: "县级", 9: "镇级", 12: "村级"}
"""By how many digits a code does not leave open."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which part of a catalog is compared."""

    regions: tuple[str, ...] = ()
    """Exactly these, even if they have nothing; beside those that ``within`` names."""
    within: str = ""
    """All regions in this one, itself among them; empty without ``regions``: all."""
    level: str = ""
    """Of those that are not named one by one only these: a word of the vocabulary ``level``."""
    standards: tuple[str, ...] = ()
    """Base codes, or codes of items; empty: all."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many items are in no row."""

    inactive: int
    """Cancelled, or drafts."""
    nowhere: int
    """Without region, as their organ is."""
    alone: int
    """Without standard and code, and under a name that no other region has."""


class Key(NamedTuple):
    """What makes a row."""

    subject: str
    """The base code of the standard; without one the plain name."""
    by_name: bool
    """Whether it has no code."""
    handling: str
    """The plain name of the handling item; empty where no region splits the standard."""
    action: str
    """What for, where items of one name differ in it; else empty."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The items of a row in one region."""

    region: str
    paths: tuple[str, ...]
    """Their files; of several items the lightest counts, in each measure."""
    stated: Stated


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the comparison is made of."""

    regions: tuple[str, ...]
    """In order of their codes."""
    names: Mapping[Key, tuple[str, str]]
    """Name of the subject, and the row's own name; in order of codes, those without code last."""
    cells: tuple[tuple[Key, Cell], ...]
    """In order of rows, then regions."""
    left_out: LeftOut


BASE_CODE = "coalesce(items.standard, CASE WHEN length(items.code) >= 31 THEN substr(items.code, 20, 12) END)"
"""In SQL: of which standard an item is; null without standard and code."""
_COMPARED = f"""
CREATE OR REPLACE TEMP TABLE compared AS
WITH organ AS (SELECT uscc, min(region) AS region FROM organs GROUP BY uscc),
placed AS (
    SELECT items.*, coalesce(items.region, organ.region) AS place,
        {BASE_CODE} AS base
    FROM items LEFT JOIN organ ON items.organ = organ.uscc
)
SELECT file, path, coalesce(name, '') AS name, coalesce(plain_name, '') AS plain, coalesce(actions, '') AS actions,
    coalesce(base, plain_name, '') AS subject, base IS NULL AS by_name,
    CASE WHEN place LIKE '______000000' THEN left(place, 6) ELSE place END AS region,
    promised_days, promised_unit, visits, free, coalesce(status, '') NOT IN ('取消', '草稿') AS is_active
FROM placed
"""
_CHOSEN = """
CREATE OR REPLACE TEMP TABLE chosen AS
SELECT * FROM compared
WHERE region IN (SELECT unnest($regions::VARCHAR[]))
    AND (len($standards) = 0 OR NOT by_name AND subject IN (SELECT unnest($standards::VARCHAR[])))
"""
_KEYED = """
CREATE OR REPLACE TEMP TABLE keyed AS
WITH active AS (SELECT * FROM chosen WHERE is_active),
known AS (
    SELECT subject, by_name FROM active GROUP BY ALL HAVING NOT by_name OR subject <> '' AND count(DISTINCT region) > 1
),
split AS (
    SELECT subject, by_name, max(names) > 1 AS is_split FROM (
        SELECT subject, by_name, region, count(DISTINCT plain) AS names
        FROM active SEMI JOIN known USING (subject, by_name) GROUP BY ALL
    ) GROUP BY ALL
),
handled AS (
    SELECT active.*, CASE WHEN is_split THEN plain ELSE '' END AS handling
    FROM active JOIN split USING (subject, by_name)
),
acted AS (
    SELECT subject, by_name, handling, max(several) > 1 AS is_split FROM (
        SELECT subject, by_name, handling, region, count(DISTINCT actions) AS several FROM handled GROUP BY ALL
    ) GROUP BY ALL
)
SELECT handled.*, CASE WHEN acted.is_split THEN actions ELSE '' END AS action
FROM handled JOIN acted USING (subject, by_name, handling)
"""
_NAMES = """
WITH called AS (
    SELECT subject, by_name, handling, action, name, count(*) AS items FROM keyed GROUP BY ALL
),
of_row AS (
    SELECT subject, by_name, handling, action, first(name ORDER BY items DESC, name) AS name FROM called GROUP BY ALL
),
of_subject AS (
    SELECT subject, by_name, first(name ORDER BY items DESC, name) AS name FROM (
        SELECT subject, by_name, name, sum(items) AS items FROM called GROUP BY ALL
    ) GROUP BY ALL
),
titled AS (SELECT code, min(name) AS name FROM standards GROUP BY code)
SELECT of_row.subject, of_row.by_name, handling, action, coalesce(titled.name, of_subject.name), of_row.name
FROM of_row JOIN of_subject USING (subject, by_name)
LEFT JOIN titled ON NOT of_row.by_name AND titled.code = of_row.subject
ORDER BY by_name, subject, handling, action
"""
_MEASURED = f"""
CREATE OR REPLACE TEMP TABLE measured AS
WITH brought AS (
    SELECT file, count(*) FILTER (is_brought) AS materials FROM (
        SELECT file, entry,
            bool_and(coalesce(need, '') <> '非必要' AND coalesce(access, '') <> '共享') AS is_brought
        FROM materials SEMI JOIN keyed USING (file) GROUP BY file, entry
    ) GROUP BY file
),
written AS (
    SELECT file, pointer, CASE WHEN coalesce(currency, 'CNY') = 'CNY' THEN amount END AS yuan,
        concat_ws(' ', name, regexp_replace(amount::VARCHAR, '\\.0$', '')
            || coalesce(nullif(currency, 'CNY'), '元') || coalesce('/' || per, ''), standard) AS charge
    FROM fees SEMI JOIN keyed USING (file)
),
charged AS (
    SELECT file, CASE WHEN bool_and(yuan IS NOT NULL) AND fsum(yuan) < 1e15 THEN round(fsum(yuan), 2) END AS fee,
        string_agg(charge, '；' ORDER BY pointer) AS charges
    FROM written GROUP BY file
)
SELECT keyed.* EXCLUDE (free), coalesce(promised_unit = '{CALENDAR}', false) AS is_converted,
    CASE WHEN promised_unit = '{CALENDAR}' THEN promised_days::DOUBLE * 5 / 7 ELSE promised_days END AS days,
    promised_days || promised_unit AS promised, materials, CASE WHEN free THEN 0 ELSE fee END AS fee, charges
FROM keyed LEFT JOIN brought USING (file) LEFT JOIN charged USING (file)
"""
_CELLS = """
SELECT subject, by_name, handling, action, region, list(path ORDER BY path), min(days),
    first(promised ORDER BY days NULLS LAST, is_converted, promised),
    first(is_converted ORDER BY days NULLS LAST, is_converted),
    min(materials), min(visits), min(fee), first(charges ORDER BY fee NULLS LAST, charges NULLS LAST)
FROM measured GROUP BY subject, by_name, handling, action, region
ORDER BY by_name, subject, handling, action, region
"""
_ITEMS = "SELECT path, days, promised, is_converted, materials, visits, fee, charges FROM measured ORDER BY path"
_LEFT_OUT = """
SELECT (SELECT count(*) FROM chosen WHERE NOT is_active),
    (SELECT count(*) FROM compared WHERE region IS NULL AND is_active AND len($standards) = 0),
    (SELECT count(*) FROM chosen WHERE is_active) - (SELECT count(*) FROM keyed)
"""
_REGIONS = "SELECT DISTINCT region FROM compared WHERE region IS NOT NULL AND is_active ORDER BY region"


def facts_of(index: Index, choice: Choice) -> Facts:
    """Ask for all that the comparison is made of."""
    index.connection.execute(_COMPARED)
    known = [region for (region,) in index.rows(_REGIONS)]
    regions = tuple(_chosen(known, choice))
    standards = [base_of(one) for one in choice.standards]
    index.connection.execute(_CHOSEN, {"regions": list(regions), "standards": standards})
    index.connection.execute(_KEYED)
    index.connection.execute(_MEASURED)
    names = {
        Key(subject, by_name, handling, action): (title, name)
        for subject, by_name, handling, action, title, name in index.rows(_NAMES)
    }
    cells = tuple((Key(*row[:4]), _cell(*row[4:])) for row in index.rows(_CELLS))
    return Facts(regions, names, cells, LeftOut(*index.rows(_LEFT_OUT, {"standards": standards})[0]))


def each_item(index: Index) -> Iterator[tuple[str, Stated]]:
    """Path and figures of each item that the last `facts_of` has in a cell; a cell of several has the least of each."""
    for path, *figures in index.rows(_ITEMS):
        yield path, _stated(*figures)


def level_of(region: str) -> str:
    """The word of the vocabulary ``level`` for a region, told by the form of its code.

    >>> level_of("440000"), level_of("440100"), level_of("440103"), level_of("440103001000")
    ('省级', '市级', '县级', '镇级')
    """
    return LEVELS.get(len(stem_of(region)), "")


def _chosen(known: Sequence[str], choice: Choice) -> Iterator[str]:
    is_any = not choice.regions or bool(choice.within)
    stem = stem_of(choice.within) if choice.within else ""
    named = {_short(one) for one in choice.regions}
    for region in sorted({*known, *named}):
        is_within = is_any and region in known and region.startswith(stem)
        if region in named or (is_within and choice.level in ("", level_of(region))):
            yield region


def _short(region: str) -> str:
    return region.removesuffix("000000") if len(region) == _TOWN_CODE else region


def base_of(code: str) -> str:
    """The base code in the code of an item; a base code itself."""
    return code[19:31] if len(code) >= _ITEM_CODE else code


def _cell(region: str, paths: list[str], *figures: Any) -> Cell:
    return Cell(region, tuple(paths), _stated(*figures))


def _stated(
    days: float | None, promised: str | None, is_converted: bool,
    materials: int | None, visits: int | None, fee: float | None, charges: str | None,
) -> Stated:  # fmt: skip
    numbers = {
        Measure.DAYS: days, Measure.MATERIALS: materials, Measure.VISITS: visits, Measure.FEE: fee,
    }  # fmt: skip
    known = {measure: whole(number) for measure, number in numbers.items() if number is not None}
    return Stated(known, promised or "", is_converted and days is not None, charges or "")
