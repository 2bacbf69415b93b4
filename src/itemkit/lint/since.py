"""What changed in a catalog since a git revision, and what its files said then."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from itemkit.findings import Finding
from itemkit.lint.rules.changes import version_not_raised
from itemkit.model.kinds import ITEM_KIND, KINDS, STANDARD_KIND, kind_of
from itemkit.source.catalog import Catalog, Found
from itemkit.source.git import commit_of, contents_at, git
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
        commit = commit_of(root, revision)
        changed = git(root, "diff", "--name-only", "-z", "--no-renames", "--relative", commit, "--", ".")
        untracked = git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
        decoded = (one.decode("utf-8", "surrogateescape") for one in (changed + untracked).split(b"\0") if one)
        paths = sorted({one for one in decoded if "\n" not in one})  # no file of a catalog has such a name
        return cls(dict(zip(paths, contents_at(root, commit, paths), strict=True)))

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
