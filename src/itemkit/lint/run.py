"""Validate a catalog in as many processes as there are cores, in an order that any number of processes keeps.

Kinds that others refer to are examined first, so that a file's references can be judged while it is at hand.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from itemkit.findings import Finding
from itemkit.lint.examine import Examined, Examiner, Facts, read_codes
from itemkit.lint.references import Names
from itemkit.model.code_rules import CODE_FORM_RULES
from itemkit.model.kinds import KINDS
from itemkit.model.rules import SCHEMA_RULES
from itemkit.source.catalog import CONFIG_NAME, Catalog, Found
from itemkit.source.parallel import process_count, run_chunks
from itemkit.source.read import read
from itemkit.source.rules import SOURCE_RULES
from itemkit.source.rules import findings_of as source_findings

Progress = Callable[[int], None]
"""Told, now and then, how many more files are done."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found."""

    findings: list[Finding]
    """In order."""
    files: int
    items: int
    thrown_away: bool = False
    """True: there was a cache, and it could not be believed."""


RULES_OF_FORM = {one.code: one for one in (*SOURCE_RULES, *SCHEMA_RULES, *CODE_FORM_RULES)}
"""The rules that `validate` goes by, by code."""


def validate(
    catalog: Catalog,
    found: Found,
    *,
    jobs: int | None = None,
    progress: Progress = lambda _: None,
) -> Outcome:
    """Examine the files in ``found``; references are looked up in the whole catalog.

    Args:
        catalog: the catalog.
        found: the files to examine; see `Catalog.find`.
        jobs: how many processes; None: one for each core, and one only where more are not worth it.
        progress: told about files done.
    """
    result = Examined()
    for path, problem in found.problems:
        result.findings += source_findings([problem], path)
    has_catalog = (catalog.root / CONFIG_NAME).is_file()
    names = Names(root=catalog.root)
    wanted = _codes_of_bundles(catalog, found.files["bundle"])
    runner = _Runner(catalog, names, wanted, jobs, progress)
    for kind in ("organs", "certificate", "standard", "item", "bundle"):
        if kind == "bundle" and wanted:
            rest = _not_selected(catalog, found, kind="item")
            known = names.items if names.items is not None else set()
            names.items = known | read_codes(catalog.root, rest, wanted - known)
        selected = found.files[kind]
        examined = runner.examine(kind, selected)
        result.add(examined)
        facts = examined.facts
        if kind in _REFERRED_TO:
            facts = facts + runner.examine(kind, _not_selected(catalog, found, kind), silent=True).facts
        if has_catalog:
            _learn(names, kind, facts)
    result.findings.sort(key=lambda one: one.path)  # those of one file come in order; sorting keeps them so
    return Outcome(result.findings, result.files, result.items)


_REFERRED_TO = {"organs": "organs", "certificate": "certificates", "standard": "standards"}


def _learn(names: Names, kind: str, facts: Iterable[Facts]) -> None:
    known = {name for fact in facts for name in fact.names}
    if kind in _REFERRED_TO:
        setattr(names, _REFERRED_TO[kind], known)
    elif kind == "item":
        names.items = known


def _not_selected(catalog: Catalog, found: Found, kind: str) -> list[str]:
    """The catalog's files of one kind that are not to be examined, but may be referred to."""
    place = catalog.root / KINDS[kind].place
    if found.whole or not place.exists():
        return []
    return sorted(set(catalog.find([place]).files[kind]).difference(found.files[kind]))


def _codes_of_bundles(catalog: Catalog, paths: Sequence[str]) -> frozenset[str]:
    """The item codes that bundles name, so that only these need be remembered."""
    codes: set[str] = set()
    for path in paths:
        data = read(catalog.root / path, catalog.limit).data
        items = data.get("items") if isinstance(data, dict) else None
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict) and isinstance(item.get("code"), str):
                codes.add(item["code"])
    return frozenset(codes)


@dataclass(frozen=True, slots=True)
class _Runner:
    """Examines files of one kind after the other, here or in processes."""

    catalog: Catalog
    names: Names
    wanted: frozenset[str]
    jobs: int | None
    progress: Progress

    def examine(self, kind: str, paths: Sequence[str], *, silent: bool = False) -> Examined:
        result = Examined()
        if not paths:
            return result
        self.catalog.checker(KINDS[kind])  # compiled before processes are forked, not in each
        examiner = Examiner(self.catalog, self.names, self.wanted)
        work = partial(_examine_chunk, kind)
        for part in run_chunks(work, examiner, paths, processes=process_count(self.jobs, len(paths))):
            result.add(part)
            if not silent:
                self.progress(part.files)
        return result


def _examine_chunk(kind: str, examiner: Examiner, paths: Sequence[str]) -> Examined:
    return examiner.examine_all(kind, paths)
