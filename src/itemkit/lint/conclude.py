"""What can only be said when all files are known: names that lead nowhere, and the rules across files."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from itemkit.findings import Finding, Pointer
from itemkit.index.database import Index
from itemkit.index.rules import AcrossRule
from itemkit.lint.references import Names, unknown
from itemkit.lint.registry import ACROSS_RULES, DATED_RULES
from itemkit.lint.rules.tool import rule_crashed
from itemkit.lint.view import DatedView
from itemkit.regions.rules import standard_unknown
from itemkit.source.catalog import CONFIG_NAME, Catalog

_KNOWN = {
    "organs": "SELECT uscc FROM organs",
    "certificates": "SELECT name FROM certificate_names",
    "standards": "SELECT code FROM standards WHERE code IS NOT NULL",
    "items": "SELECT code FROM items WHERE code IS NOT NULL",
}
"""What each kind of name may be."""
_ASSURED_DAYS = 365
_CITED = "SELECT path, subject, pointer, name FROM citations JOIN files USING (file) WHERE what = $what"


def each_conclusion(
    catalog: Catalog, index: Index, today: date, own_rules: Iterable[AcrossRule] = ()
) -> Iterator[Finding]:
    """The findings across the files of a catalog.

    Args:
        catalog: the catalog.
        index: what its files say.
        today: what day it is.
        own_rules: the catalog's own rules across files.
    """
    if (catalog.root / CONFIG_NAME).is_file():
        yield from _dangling(index, catalog.root)
    yield from _without_standard(index)
    yield from _dated(index, today, catalog.settings.get("lint", {}).get("assured_days", _ASSURED_DAYS))
    for rule in (*ACROSS_RULES, *own_rules):
        yield from _across(rule, index)


_SUSPECT = """
SELECT path, subject, status, effective_from, effective_to, assured_on FROM items JOIN files USING (file, path)
WHERE effective_from > $today OR effective_to < $today OR (status = '取消' AND effective_to >= $today)
   OR assured_on > $today OR assured_on < $today - $days
ORDER BY path
"""
"""The items of which a dated rule may have something to say: few, and found at once."""


def _dated(index: Index, today: date, assured_days: int) -> Iterator[Finding]:
    rows = index.rows(_SUSPECT, {"today": today, "days": assured_days})
    for path, subject, status, start, end, assured in rows:
        said = {
            "status": status,
            "effective": {key: day.isoformat() for key, day in (("from", start), ("to", end)) if day},
            "assured": {"on": assured.isoformat()} if assured else None,
        }
        view = DatedView({key: value for key, value in said.items() if value}, today, assured_days)
        for rule in DATED_RULES:
            yield from rule.findings(rule(view), path, subject or "")


def _across(rule: AcrossRule, index: Index) -> list[Finding]:
    try:
        return list(rule.findings_in(index))
    except Exception as error:  # noqa: BLE001 (whatever it is, the run goes on)
        return list(rule_crashed.findings(rule_crashed(rule.code, error), CONFIG_NAME))


def _dangling(index: Index, root: Path) -> Iterator[Finding]:
    """A finding for each name that nothing in the catalog goes by."""
    names = Names(root=root)
    for what, known in _KNOWN.items():
        unknown = index.rows(f"{_CITED} AND name NOT IN ({known}) ORDER BY path, pointer", {"what": what})
        if unknown:
            setattr(names, what, {name for (name,) in index.rows(known)})
        yield from _unknown(what, unknown, names)
    cited = index.rows(f"{_CITED} ORDER BY path, pointer", {"what": "files"})
    yield from _unknown("files", [row for row in cited if not names.has("files", row[3])], names)


def _unknown(what: str, rows: Iterable[tuple[str, ...]], names: Names) -> Iterator[Finding]:
    for path, subject, pointer, name in rows:
        yield from unknown(what, name, names.near(what, name), Pointer.parse(pointer), path, subject or "")


_CANCELLED = """
SELECT items.path, subject, standards.code, standards.path
FROM items JOIN files USING (file) JOIN standards ON standards.code = items.standard AND standards.status = '取消'
WHERE coalesce(items.status, '在用') <> '取消'
    AND standards.code NOT IN (SELECT code FROM standards WHERE code IS NOT NULL AND status IS DISTINCT FROM '取消')
ORDER BY items.path, standards.path
"""
"""Items that are not cancelled although their standard is."""


def _without_standard(index: Index) -> Iterator[Finding]:
    for path, subject, code, there in index.rows(_CANCELLED):
        yield from standard_unknown.findings(standard_unknown(code, None, there), path, subject or "")
