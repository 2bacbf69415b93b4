"""The catalog that an import writes into: its list of organs, its configuration, and the record of what was written.

``.itemkit/imported.csv`` has a row for each imported file: path, SHA-256 of the bytes as written, profile. A file whose
bytes are others was edited by a person, and is theirs.
"""

import csv
import hashlib
import io
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import tomlkit
import yaml_rs

from itemkit.findings import Message, msg
from itemkit.source.catalog import CONFIG_NAME, Catalog
from itemkit.source.dump import dump
from itemkit.source.write import write_atomically

RECORD = ".itemkit/imported.csv"
"""Where a catalog keeps what imports have written."""

_COLUMNS = ("path", "sha256", "profile")


class TargetError(Exception):
    """The catalog can't be written into; the text says which file is in the way and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class Outcome(Enum):
    """What became of a file."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    KEPT_EDITED = "edited"
    """A person has changed it since it was imported."""
    KEPT_FOREIGN = "foreign"
    """It was there, and no import has written it."""
    KEPT_OUTSIDE = "outside"
    """A link leads out of the catalog there."""


class Target:
    """A folder that is a catalog, or will be one."""

    def __init__(self, root: Path) -> None:
        """Read what the catalog has so far; writes nothing.

        Raises:
            TargetError: the folder, its organs or its record can't be used.
            CatalogError: its configuration is wrong.
        """
        if root.exists() and not root.is_dir():
            raise TargetError(msg("{path} 不是文件夹", path=root))
        self.root = root
        self.catalog = Catalog(root)
        self.organs = self._read_organs()
        self._recorded = self._read_record()

    @property
    def regions(self) -> Mapping[str, str]:
        """The names of regions that ``itemkit.toml`` has, by code."""
        return dict(self.catalog.settings.get("regions", {}))

    def write_config(self, name: str, region: str, regions: Mapping[str, str]) -> None:
        """Write ``itemkit.toml`` if the catalog has none."""
        if (self.root / CONFIG_NAME).exists():
            return
        catalog = {"name": name} | ({"region": region} if region else {})
        data = {"catalog": catalog} | ({"regions": dict(sorted(regions.items()))} if regions else {})
        self._write(CONFIG_NAME, tomlkit.dumps(data))
        self.catalog = Catalog(self.root)

    def add_organs(self, organs: list[dict[str, Any]]) -> None:
        """Add organs at the end of ``organs.yaml``; what is there stays as it is.

        Raises:
            TargetError: the file is written in such a way that nothing can be put behind it.
        """
        if not organs:
            return
        path = self.root / "organs.yaml"
        old = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        added = dump(organs)
        start = old if not old or old.endswith("\n") else old + "\n"
        indented = "".join(f"  {line}\n" for line in added.splitlines())
        for text in (start + added, start + indented, old.rstrip().removesuffix("[]") + added):
            if _organs_in(text) == self.organs + organs:
                self._write("organs.yaml", text)
                self.organs += organs
                return
        raise TargetError(msg("organs.yaml 写成了不能在末尾追加的样子：请改成每个机构一行“- ”的列表，再导入一次"))

    def put(self, path: str, text: str, profile: str) -> Outcome:
        """Write one imported file, unless it is there already or is somebody else's."""
        target = self.root / path
        folder = target.parent
        folder.mkdir(parents=True, exist_ok=True)
        if not folder.resolve().is_relative_to(self.root.resolve()) or target.is_symlink():
            return Outcome.KEPT_OUTSIDE
        new = _sha256(text.encode())
        recorded = self._recorded.get(path)
        if target.exists():
            there = _sha256(target.read_bytes()) if target.is_file() else ""
            if there == new:
                self._recorded[path] = (new, profile)
                return Outcome.UNCHANGED
            if recorded is None:
                return Outcome.KEPT_FOREIGN
            if there != recorded[0]:
                return Outcome.KEPT_EDITED
        write_atomically(target, text)
        self._recorded[path] = (new, profile)
        return Outcome.WRITTEN

    def write_record(self) -> None:
        """Remember what was written; the file stays untouched if nothing new was."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows((path, sha256, profile) for path, (sha256, profile) in sorted(self._recorded.items()))
        path = self.root / RECORD
        if not path.exists() or path.read_bytes() != out.getvalue().encode():
            self._write(RECORD, out.getvalue())

    def _write(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, text)

    def _read_organs(self) -> list[Any]:
        path = self.root / "organs.yaml"
        try:
            organs = _organs_in(path.read_bytes().decode("utf-8-sig"))
        except (FileNotFoundError, NotADirectoryError):
            return []
        except UnicodeDecodeError:
            organs = None
        if organs is None:
            raise TargetError(msg("{path} 有错：先用 itemkit validate 查清并改好", path=path))
        return organs

    def _read_record(self) -> dict[str, tuple[str, str]]:
        path = self.root / RECORD
        try:
            rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (UnicodeDecodeError, csv.Error):
            rows = []
        if not rows or tuple(rows[0]) != _COLUMNS or any(len(row) != len(_COLUMNS) for row in rows):
            raise TargetError(msg("{path} 已损坏：恢复它，或删掉它（删掉后，已有的文件都会保留）", path=path))
        return {path: (sha256, profile) for path, sha256, profile in rows[1:]}


def _organs_in(text: str) -> list[Any] | None:
    """The list that the file holds; None if it holds no list of mappings."""
    try:
        data: Any = yaml_rs.loads(text, parse_datetime=False)
    except ValueError:
        return None
    data = [] if data is None else data
    return data if isinstance(data, list) and all(isinstance(one, dict) for one in data) else None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
