"""Importing a file of records: map them, settle which version and which organ counts, write a catalog.

Three passes, because a record does not stand alone: its newest version must be known before any is written, and what
most records call an organ is its name in ``organs.yaml``. The same file into the same catalog changes nothing.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from itemkit.exchange import names, paths
from itemkit.exchange.assemble import NotAnItemError, assemble
from itemkit.exchange.mapping import Mapped, Reason, map_record
from itemkit.exchange.profile import Profile
from itemkit.exchange.reading import Source, Unreadable, read
from itemkit.exchange.settle import settle
from itemkit.exchange.target import Outcome, Target
from itemkit.findings import msg
from itemkit.model.check import Checker
from itemkit.source.dump import dump


@dataclass(frozen=True, slots=True)
class Superseded:
    """A record that was not written because the file has a newer version of the item."""

    source: Source
    name: str
    code: str
    version: str
    by: Source
    """The record that was written in its place."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was left as it is."""

    path: str
    why: Outcome


@dataclass(slots=True)
class ImportSummary:
    """What an import did."""

    records: int = 0
    """Records in the file that could be read."""
    written: list[str] = field(default_factory=list)
    """Paths of the files written, relative to the catalog."""
    unchanged: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    superseded: list[Superseded] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    left: Counter[tuple[str, Reason]] = field(default_factory=Counter)
    """How many values went to ``extra.source``, by field and reason."""
    technical: int = 0
    """How many values were dropped because the profile calls them technical."""
    organs: int = 0
    """How many organs were added to ``organs.yaml``."""

    @property
    def is_complete(self) -> bool:
        """Whether every record was read and every file is now as the records say."""
        return not self.kept and not self.unreadable


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A record that is going to be a file."""

    source: Source
    mapped: Mapped
    identity: str
    """What names the item: its code, local code or address; else the record's own digest."""


def import_file(file: Path, profile: Profile, into: Path) -> ImportSummary:
    """Import ``file`` into the catalog ``into``, which is made if it does not exist.

    Raises:
        OSError: the file can't be read, or the catalog not be written.
        TargetError: something in the catalog is in the way.
        CatalogError: its configuration is wrong.
    """
    target = Target(into)
    vocabularies = target.catalog.vocabularies
    checker = Checker("item", vocabularies)
    summary = ImportSummary()
    candidates = []
    for one in read(file):
        if isinstance(one, Unreadable):
            summary.unreadable.append(one)
            continue
        mapped = map_record(one.data, profile.plan, vocabularies)
        summary.records += 1
        if lacking := [key for key in ("name", "type") if not mapped.text(key)]:
            reason = msg("记录里没有可用的 {keys}：事项必须有名称和类型", keys=tuple(lacking))
            summary.unreadable.append(Unreadable(one.source, reason))
        else:
            candidates.append(_Candidate(one.source, mapped, _identity(mapped)))
    newest = _newest(candidates, profile, summary)
    summary.organs = settle([one.mapped for one in newest], profile.title, target)
    try:
        for path, candidate in _with_paths(newest):
            _write(path, candidate, checker, target, profile, summary)
    finally:
        target.write_record()
    return summary


def _write(
    path: str, candidate: _Candidate, checker: Checker, target: Target, profile: Profile, summary: ImportSummary
) -> None:
    mapped = candidate.mapped
    try:
        item = assemble(mapped, checker)
    except NotAnItemError as error:
        reason = msg("记录的 {key} 不合格式：事项必须有名称和类型", key=error.key)
        summary.unreadable.append(Unreadable(candidate.source, reason))
        return
    match target.put(path, dump(item), profile.name):
        case Outcome.WRITTEN:
            summary.written.append(path)
        case Outcome.UNCHANGED:
            summary.unchanged.append(path)
        case why:
            summary.kept.append(Kept(path, why))
    summary.technical += mapped.technical
    summary.left.update((leaf.field, reason) for leaf, reason in mapped.left.items())


def _identity(mapped: Mapped) -> str:
    return mapped.text("code") or mapped.text("local_code") or mapped.text("source_url") or _canonical(mapped)


def _canonical(mapped: Mapped) -> str:
    return json.dumps(mapped.record, ensure_ascii=False, sort_keys=True)


def _newest(candidates: Iterable[_Candidate], profile: Profile, summary: ImportSummary) -> list[_Candidate]:
    """One record an item: the newest. Records that can't be told apart by age all stay, each with a name of its own."""
    by_identity: dict[str, list[_Candidate]] = {}
    for one in candidates:
        by_identity.setdefault(one.identity, []).append(one)
    newest: list[_Candidate] = []
    for same in by_identity.values():
        ages = [_age(one, profile) for one in same]
        first: dict[str, _Candidate] = {}
        for one, age in zip(same, ages, strict=True):
            if age == max(ages):
                first.setdefault(_canonical(one.mapped), one)
        best = next(iter(first.values()))
        for one in same:
            if first.get(_canonical(one.mapped)) is not one:
                summary.superseded.append(_superseded(one, first.get(_canonical(one.mapped), best)))
        newest += first.values() if len(first) == 1 else [_apart(one, text) for text, one in first.items()]
    return newest


def _apart(candidate: _Candidate, record: str) -> _Candidate:
    return _Candidate(candidate.source, candidate.mapped, f"{candidate.identity} {names.digest(record, 16)}")


def _age(candidate: _Candidate, profile: Profile) -> tuple[float, ...]:
    texts = (one.text_in(candidate.mapped.record) for one in profile.plan.newest_by)
    return tuple(-1 if (number := paths.as_number(text)) is None else number for text in texts)


def _superseded(candidate: _Candidate, by: _Candidate) -> Superseded:
    version = candidate.mapped.placed.get(("version",))
    return Superseded(
        candidate.source,
        candidate.mapped.text("name"),
        candidate.mapped.text("code") or candidate.mapped.text("local_code"),
        str(version.value) if version else "",
        by.source,
    )


def _with_paths(candidates: Iterable[_Candidate]) -> list[tuple[str, _Candidate]]:
    """The candidates with the paths of their files, in order of the paths."""
    pairs = [(_path(one), one) for one in candidates]
    clashes = Counter(names.collation(path) for path, _one in pairs)
    return sorted(
        (
            (names.distinguished(path, one.identity) if clashes[names.collation(path)] > 1 else path, one)
            for path, one in pairs
        ),
        key=lambda pair: pair[0],
    )


def _path(candidate: _Candidate) -> str:
    mapped = candidate.mapped
    organ = mapped.organ.get("name")
    action = mapped.placed.get(("action",))
    is_own = action is not None and action.leaf is not None  # one inferred from the name says nothing new
    return names.item_path(
        region=mapped.text("region"),
        organ=str(organ.value) if organ else "",
        name=mapped.text("name"),
        action=mapped.text("action") if is_own else "",
        identity=candidate.identity,
    )
