"""Lint a whole catalog: examine each file, conclude from the index, judge, and mark what is known.

Findings of files come from the survey, remembered or new. What depends on more than one file is asked of the index in
every run. Which findings count, and how much, is decided last, so that the cache serves every choice.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Self

from itemkit.findings import Finding, in_order
from itemkit.index.database import Index
from itemkit.ledger.ledger import LEDGER_PATH
from itemkit.ledger.rules import ledger_unreadable
from itemkit.lint.cache import FOLDER
from itemkit.lint.conclude import each_conclusion
from itemkit.lint.ignores import Ignore
from itemkit.lint.inherited import concerns, told_once
from itemkit.lint.own import OwnRules, own_rules
from itemkit.lint.policy import Policy
from itemkit.lint.registry import FILE_RULES
from itemkit.lint.run import Outcome, Progress
from itemkit.lint.since import Since
from itemkit.lint.stored import loaded
from itemkit.lint.suppress import with_baseline, with_ignores
from itemkit.lint.survey import Survey, survey
from itemkit.source.catalog import Catalog, Found
from itemkit.source.rules import findings_of as source_findings
from itemkit.source.standards import Contents


@dataclass(frozen=True, slots=True)
class Choice:
    """What a run of lint is asked to do."""

    policy: Policy
    own: OwnRules = field(default_factory=OwnRules)
    """The catalog's own rules."""
    paths: frozenset[str] | None = None
    """Tell only of these files; None: of all."""
    since: Since | None = None
    """Tell only of what has changed since, and of what the change causes elsewhere."""
    baseline: Sequence[str] = ()
    """Fingerprints of findings that are known."""
    today: date = field(default_factory=date.today)
    use_cache: bool = True
    jobs: int | None = None
    """How many processes; None: one for each core."""

    @classmethod
    def of(cls, catalog: Catalog, *, select: Iterable[str] = (), ignore: Iterable[str] = (), **more: Any) -> Self:
        """What a catalog's configuration asks for, and what this run asks for beside it.

        Args:
            catalog: the catalog; its own rules are read.
            select: see `Policy`.
            ignore: see `Policy`.
            more: any other field.

        Raises:
            CatalogError: there is no such rule, or one of the catalog's own is wrong.
        """
        own = own_rules(catalog)
        settings = catalog.settings.get("lint", {})
        return cls(Policy(settings, own.rules, select=select, ignore=ignore), own, **more)


def lint(
    catalog: Catalog,
    choice: Choice,
    *,
    found: Found | None = None,
    contents: Contents | None = None,
    progress: Progress = lambda _: None,
) -> Outcome:
    """What the rules find in a catalog.

    Args:
        catalog: the catalog.
        choice: which rules, which files, what is known.
        found: all files of the catalog, if they have been looked for already.
        contents: what some files hold instead of what is on disk, by path.
        progress: told about files done.
    """
    with linted(catalog, choice, found=found, contents=contents, progress=progress) as (outcome, _index):
        return outcome


@contextmanager
def linted(
    catalog: Catalog,
    choice: Choice,
    *,
    found: Found | None = None,
    contents: Contents | None = None,
    progress: Progress = lambda _: None,
) -> Iterator[tuple[Outcome, Index]]:
    """What `lint` says, and the index that it has asked, for those who have questions of their own."""
    found = catalog.find() if found is None else found
    with survey_of(catalog, found, choice, contents=contents, progress=progress) as now:
        findings = list(_each_finding(catalog, found, now, choice))
        judge = _judge(now.index, choice.policy)
        judged = [one for one in map(judge, findings) if one is not None]
        marked = with_ignores(judged, _ignores(now), catalog.root, choice.policy, choice.today)
        marked = [one for one in map(judge, marked) if one is not None]
        told = marked if choice.paths is None else [one for one in marked if concerns(one, choice.paths)]
        if choice.since is not None:
            told = _since(catalog, found, choice, choice.since, told)
        files, items = _counts(now.index, choice.paths)
        yield Outcome(with_baseline(in_order(told), choice.baseline), files, items, now.thrown_away), now.index


def survey_of(
    catalog: Catalog,
    found: Found,
    choice: Choice,
    *,
    contents: Contents | None = None,
    progress: Progress = lambda _: None,
) -> AbstractContextManager[Survey]:
    """The catalog as lint sees it: whoever asks with the same choice is served by the same cache.

    Args:
        catalog: the catalog.
        found: all of its files.
        choice: with which rules, with how many processes, with or without the cache.
        contents: what some files hold instead of what is on disk, by path.
        progress: told about files done.
    """
    return survey(
        catalog,
        found,
        (*FILE_RULES, *choice.own.item_rules),
        folder=catalog.root / FOLDER if choice.use_cache else None,
        extra_context=choice.own.context,
        contents=contents,
        jobs=choice.jobs,
        progress=progress,
    )


def _each_finding(catalog: Catalog, found: Found, surveyed: Survey, choice: Choice) -> Iterator[Finding]:
    """All findings, none judged: of the files that are not read, of each file, across files."""
    for path, problem in found.problems:
        yield from source_findings([problem], path)
    for flaw in surveyed.ledger.flaws:
        yield from ledger_unreadable.findings(ledger_unreadable(flaw), LEDGER_PATH)
    rows = surveyed.index.rows("SELECT file, finding FROM _findings")
    yield from told_once((loaded(text, surveyed.paths[number]) for number, text in rows), choice.paths)
    yield from each_conclusion(catalog, surveyed.index, choice.today, choice.own.across_rules)


def _since(catalog: Catalog, found: Found, choice: Choice, since: Since, findings: Sequence[Finding]) -> list[Finding]:
    """The findings in files that have changed, and those that were not there before."""
    if not since.before:
        return []
    then = since.found_then(found)
    with survey_of(catalog, then, choice, contents=since.before) as before:
        known = Counter(one.fingerprint for one in _each_finding(catalog, then, before, choice))
    told = []
    for finding in findings:
        if known[finding.fingerprint] and finding.path not in since.before:
            known[finding.fingerprint] -= 1
        else:
            told.append(finding)
    versions = (choice.policy.applied(one, lambda: "") for one in since.version_findings(catalog))
    return told + [one for one in versions if one and (choice.paths is None or one.path in choice.paths)]


def _judge(index: Index, policy: Policy) -> Callable[[Finding], Finding | None]:
    """Gives a finding as severe as it is in its place; None if it is not told."""
    status: dict[str, str] = {}

    def status_of(path: str) -> str:
        if not status:
            status.update(index.rows("SELECT path, coalesce(status, '在用') FROM items"))
            status.setdefault("", "")
        return status.get(path, "")

    return lambda finding: policy.applied(finding, partial(status_of, finding.path))


def _ignores(surveyed: Survey) -> dict[str, list[Ignore]]:
    by_path: dict[str, list[Ignore]] = defaultdict(list)
    rows = surveyed.index.rows("FROM _ignores ORDER BY file, line, col")
    for number, line, column, length, target, rules, reason, until, mistake in rows:
        names = tuple(rules.split(",")) if rules else ()
        ending = date.fromisoformat(until) if until else None
        ignore = Ignore(line, column, length, target, names, reason or "", ending, mistake or "")
        by_path[surveyed.paths[number]].append(ignore)
    return by_path


def _counts(index: Index, paths: frozenset[str] | None) -> tuple[int, int]:
    """How many files, and how many items among them, are told of."""
    if paths is None:
        ((files, items),) = index.rows("SELECT count(*), count(*) FILTER (kind = 'item') FROM files")
        return files, items
    told = [kind for path, kind in index.rows("SELECT path, kind FROM files") if path in paths]
    return len(told), told.count("item")
