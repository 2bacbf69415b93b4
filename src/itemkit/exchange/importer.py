"""Importing a file of records: map them, settle which version and which organ counts, write a catalog.

Three passes, because a record does not stand alone: its newest version must be known before any is written, and what
most records call an organ is its name in ``organs.yaml``. The same file into the same catalog changes nothing.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from itemkit.exchange import names, paths
from itemkit.exchange.assemble import CannotBeItem, assemble
from itemkit.exchange.mapping import Mapped, Placed, Reason, map_record
from itemkit.exchange.profile import Profile
from itemkit.exchange.reading import Source, Unreadable, read
from itemkit.exchange.target import Outcome, Target, is_organ
from itemkit.findings import msg
from itemkit.model.check import Checker
from itemkit.model.records import Organ
from itemkit.model.vocabulary import Vocabularies
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
    """
    target = Target(into)
    vocabularies = target.config.vocabularies if target.config else Vocabularies.builtin()
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
    _settle_catalog(newest, profile, target, summary, vocabularies)
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
    except CannotBeItem as error:
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
    return names.item_path(
        region=mapped.text("region"),
        organ=str(organ.value) if organ else "",
        name=mapped.text("name"),
        action=mapped.text("action"),
        identity=candidate.identity,
    )


def _settle_catalog(
    candidates: list[_Candidate], profile: Profile, target: Target, summary: ImportSummary, vocabularies: Vocabularies
) -> None:
    """Write the configuration and the organs, and leave over what records say otherwise than these."""
    regions = [one.mapped.text("region") for one in candidates]
    named = [(region, one.mapped.region_name) for region, one in zip(regions, candidates, strict=True)]
    said = ((region, str(name.value)) for region, name in named if region and name)
    target.write_config(profile.title, _common_region(regions), _most_said(said))
    organs_checker = Checker("organs", vocabularies)
    known = {organ.get("uscc") for organ in target.organs}
    found = _organs(one.mapped for one in candidates)
    added = [organ for organ in found if organ["uscc"] not in known and is_organ(organ, organs_checker)]
    target.add_organs(added)
    summary.organs = len(added)
    region_names: Mapping[str, str] = (target.config.regions if target.config else None) or {}
    by_code = {organ.get("uscc"): organ for organ in target.organs}
    for region, one in zip(regions, candidates, strict=True):
        _compare(one.mapped, by_code, region_names.get(region))


def _compare(mapped: Mapped, organs: Mapping[Any, Mapping[str, Any]], region_name: str | None) -> None:
    """Put the organ into the item, and leave over what the catalog does not say of it."""
    code = mapped.organ.get("uscc")
    organ = organs.get(code.value, {}) if code else {}
    if code is not None and ("organ",) not in mapped.placed:
        mapped.placed[("organ",)] = Placed(("organ",), code.value, code.leaf)
    for key, claim in mapped.organ.items():
        if key != "uscc":
            _check(claim, organ.get(key), mapped)
    if mapped.region_name is not None:
        _check(mapped.region_name, region_name, mapped)


def _check(claim: Placed, known: Any, mapped: Mapped) -> None:
    if claim.leaf is not None and known != claim.value:
        mapped.left[claim.leaf] = Reason.DIFFERS if known is not None else Reason.UNMAPPED


def _organs(records: Iterable[Mapped]) -> list[dict[str, Any]]:
    """The organs that records name, by code: the name that most give them, and what all agree on."""
    said: dict[str, dict[str, list[Any]]] = {}
    for mapped in records:
        code, name = mapped.organ.get("uscc"), mapped.organ.get("name")
        if code and name:
            keys = said.setdefault(code.value, {})
            for key, claim in mapped.organ.items():
                keys.setdefault(key, []).append(claim.value)
    organs = []
    for code, keys in said.items():
        agreed = {key: values[0] for key, values in keys.items() if all(value == values[0] for value in values)}
        agreed["name"] = _most_said((code, name) for name in keys["name"])[code]
        organs.append({key: agreed[key] for key in Organ.model_fields if key in agreed})
    return sorted(organs, key=lambda organ: (str(organ.get("region", "")), organ["uscc"]))


def _most_said(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each key the value that it is most often given; of two said equally often, the first by code point."""
    counts: dict[str, Counter[str]] = {}
    for key, value in pairs:
        counts.setdefault(key, Counter())[value] += 1
    return {key: min(count, key=lambda one: (-count[one], one)) for key, count in counts.items()}


def _common_region(regions: Iterable[str]) -> str:
    """The code of the smallest region that holds all of these; empty if no province does."""
    codes = {region[:6] for region in regions if region}
    if len(codes) == 1:
        return codes.pop()
    return next((f"{start}{'0' * (6 - length)}" for length in (4, 2) if (start := _one_start(codes, length))), "")


def _one_start(codes: Iterable[str], length: int) -> str:
    starts = {code[:length] for code in codes}
    return starts.pop() if len(starts) == 1 else ""
