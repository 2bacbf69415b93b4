"""What changed in a catalog since a git revision, and what its files said then."""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from itemkit.findings import Finding, msg
from itemkit.lint.rules.changes import version_not_raised
from itemkit.model.kinds import ITEM_KIND, KINDS, STANDARD_KIND, kind_of
from itemkit.source.catalog import Catalog, CatalogError, Found
from itemkit.source.read import read_bytes


@dataclass(frozen=True)
class Since:
    """A revision, seen from the files as they are now."""

    before: Mapping[str, bytes | None]
    """What the files that differ said then, by path relative to the catalog; None: they were not there."""

    @classmethod
    def of(cls, catalog: Catalog, revision: str) -> "Since":
        """What differs between a revision and the files on disk.

        Raises:
            CatalogError: git is not there, the catalog is in no repository, or there is no such revision.
        """
        root = catalog.root
        top = Path(_git(root, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
        commit = _git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
        changed = _git(root, "diff", "--name-only", "-z", "--no-renames", "--relative", commit, "--", ".")
        untracked = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
        decoded = (one.decode("utf-8", "surrogateescape") for one in (changed + untracked).split(b"\0") if one)
        paths = sorted({one for one in decoded if "\n" not in one})  # no file of a catalog has such a name
        prefix = root.resolve().relative_to(top.resolve()).as_posix()
        prefix = "" if prefix == "." else f"{prefix}/"
        return cls(dict(zip(paths, _contents(root, [f"{commit}:{prefix}{path}" for path in paths]), strict=True)))

    def changed(self) -> frozenset[str]:
        """The paths of all files that differ."""
        return frozenset(self.before)

    def found_then(self, found: Found) -> Found:
        """The catalog's files as they were: without the new ones, with those that are gone."""
        gone = [path for path, raw in self.before.items() if raw is not None]
        files = {}
        for name, paths in found.files.items():
            there = {path for path in paths if self.before.get(path, b"") is not None}
            there.update(path for path in gone if (kind := kind_of(path)) is not None and kind.name == name)
            files[name] = sorted(there)
        return Found(files, found.problems, found.whole)

    @cached_property
    def records_then(self) -> dict[str, Any]:
        """What the items and standards among the files held, by path; only those that could be read."""
        records = {}
        for path, raw in self.before.items():
            if raw is not None and kind_of(path) in (ITEM_KIND, STANDARD_KIND):
                data = read_bytes(raw).data
                if isinstance(data, dict):
                    records[path] = data
        return records

    def version_findings(self, catalog: Catalog) -> list[Finding]:
        """Items and standards whose content has changed and whose version has not."""
        by_code = {data.get("code"): data for data in self.records_then.values()}
        findings: list[Finding] = []
        for path in self.before:
            kind = kind_of(path)
            file = catalog.root / path
            if kind not in (ITEM_KIND, STANDARD_KIND) or not file.is_file() or file.is_symlink():
                continue
            data = read_bytes(file.read_bytes()).data
            if not isinstance(data, dict) or not catalog.checker(KINDS[kind.name]).accepts(data):
                continue
            then = self.records_then.get(path) or (by_code.get(data["code"]) if "code" in data else None)
            if then is not None:
                findings += version_not_raised.findings(version_not_raised(then, data), path, kind.subject(data))
        return findings


def _contents(root: Path, names: Sequence[str]) -> list[bytes | None]:
    """What git holds under names such as ``main:items/x.yaml``; None where there is no file."""
    asked = "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")
    told = _git(root, "cat-file", "--batch", given=asked)
    contents: list[bytes | None] = []
    at = 0
    for _name in names:
        end = told.index(b"\n", at)
        words = told[at:end].rsplit(b" ", 2)
        at = end + 1
        if words[-1] == b"missing":
            contents.append(None)
            continue
        size = int(words[-1])
        contents.append(told[at : at + size] if words[1] == b"blob" else None)
        at += size + 1
    return contents


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(root), *arguments],  # noqa: S607
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise CatalogError(msg("--since 要用 git，这里没有装")) from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [str(done.returncode)]
        raise CatalogError(msg("--since 用不了：git 说 {reason}", reason=reason[0]))
    return done.stdout
