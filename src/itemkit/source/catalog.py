"""A catalog on disk: where it begins, what its ``itemkit.toml`` says, and which files it has.

The folder says the kind of a file. Hidden folders and ``build/`` are not entered, links are not followed; a YAML file
that is nevertheless not read is a `Problem`, because nothing may vanish in silence.
"""

import os
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itemkit.findings import Message, msg
from itemkit.language import _
from itemkit.model.check import Checker
from itemkit.model.kinds import ITEM_KIND, KINDS, ORGANS_KIND, Kind, kind_of
from itemkit.model.near import nearest
from itemkit.model.rules import findings_of
from itemkit.model.schema import Schema
from itemkit.model.vocabulary import Vocabularies
from itemkit.source.limits import MAX_BYTES
from itemkit.source.problems import Problem
from itemkit.source.read import too_deep

if TYPE_CHECKING:
    from itemkit.model.config import Config

CONFIG_NAME = "itemkit.toml"
_SUFFIXES = (".yaml", ".yml")
_NOT_ENTERED = frozenset({"build", "node_modules"})
_ORGANS_FACTOR = 16  # organs.yaml is one file for all organs of a province


class CatalogError(Exception):
    """The catalog can't be worked on: there is none, or its configuration is wrong."""

    def __init__(self, *messages: Message) -> None:
        """Say everything that is wrong, a sentence each."""
        super().__init__(*messages)
        self.messages = messages

    def __str__(self) -> str:
        return "\n".join(str(one) for one in self.messages)


@dataclass(frozen=True, slots=True)
class Found:
    """The files of a catalog."""

    files: dict[str, list[str]]
    """Paths relative to the root, sorted, by the name of their kind."""
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    """Files that are not read, with the reason."""
    whole: bool = False
    """True: these are all files of the catalog."""

    @property
    def count(self) -> int:
        """How many files there are to read."""
        return sum(len(paths) for paths in self.files.values())


class Catalog:
    """A folder with an ``itemkit.toml``, or one that is laid out like a catalog."""

    def __init__(self, root: Path) -> None:
        """Open the catalog at ``root``.

        Raises:
            CatalogError: ``itemkit.toml`` is wrong.
        """
        self.root = root
        self.settings = _read_settings(root / CONFIG_NAME)
        """What ``itemkit.toml`` says, checked, as plain data."""
        self.vocabularies = _vocabularies(root / CONFIG_NAME, self.settings)
        """The built-in words and the catalog's own."""
        self._checkers: dict[str, Checker] = {}

    @classmethod
    def around(cls, path: Path) -> "Catalog":
        """The catalog that ``path`` lies in: the nearest folder upwards with an ``itemkit.toml``.

        Without any, the folder above ``items/``, ``standards/`` … on the way to ``path``, or ``path``'s own folder.

        Raises:
            CatalogError: there is nothing at ``path``, or the configuration is wrong.
        """
        if not path.exists() and not path.is_symlink():
            raise CatalogError(msg("没有这个文件或文件夹：{path}", path=path))
        here = real_path(path)
        folders = [here, *here.parents] if here.is_dir() and not here.is_symlink() else list(here.parents)
        for folder in folders:
            if (folder / CONFIG_NAME).is_file():
                return cls(folder)
        places = {kind.place for kind in KINDS.values()}
        for folder in folders:
            if folder.name in places:
                return cls(folder.parent)
        return cls(folders[0])

    @cached_property
    def config(self) -> "Config":
        """What ``itemkit.toml`` says, as a record."""
        from itemkit.model.config import Config

        return Config.model_validate(self.settings)

    @cached_property
    def limit(self) -> int:
        """How many bytes a file may have."""
        return int(self.settings.get("limits", {}).get("file_bytes", MAX_BYTES))

    def limit_of(self, kind: Kind) -> int:
        """How many bytes a file of this kind may have."""
        return self.limit * _ORGANS_FACTOR if kind is ORGANS_KIND else self.limit

    @cached_property
    def extra_schema(self) -> Schema | None:
        """The catalog's own JSON Schema for ``extra``.

        Raises:
            CatalogError: the file that ``itemkit.toml`` names is missing or is no JSON Schema.
        """
        name = self.settings.get("schemas", {}).get("extra")
        return _read_schema(self.root, name) if name else None

    def checker(self, kind: Kind) -> Checker:
        """The checker for files of this kind, with the catalog's own words and schema; compiled once."""
        if kind.name not in self._checkers:
            extra_schema = None if kind is ORGANS_KIND else self.extra_schema
            self._checkers[kind.name] = Checker(kind.name, self.vocabularies, extra_schema)
        return self._checkers[kind.name]

    def __reduce__(self) -> tuple[type["Catalog"], tuple[Path]]:
        """A compiled checker can't be sent to another process; there the catalog is opened again."""
        return Catalog, (self.root,)

    def find(self, paths: Iterable[Path] = ()) -> Found:
        """All files of the catalog, or those at and below ``paths``."""
        wanted = [_relative(path, self.root) for path in paths] or [""]
        found = Found({name: [] for name in KINDS}, whole="" in wanted)
        seen: set[str] = set()
        for start in wanted:
            for path, problem in _walk(self.root, start):
                if path in seen:
                    continue
                seen.add(path)
                kind = kind_of(path)
                if problem is not None:
                    found.problems.append((path, problem))
                elif kind is not None:
                    found.files[kind.name].append(path)
                elif not path.endswith(_SUFFIXES):
                    continue
                elif path == start and "/" not in path:
                    found.files[ITEM_KIND.name].append(path)
                elif (unplaced := _unplaced(path)) is not None:
                    found.problems.append((path, unplaced))
        for files in found.files.values():
            files.sort()
        return found


def _walk(root: Path, start: str) -> Iterator[tuple[str, Problem | None]]:
    """Every YAML file at or below ``start``, and every link that is not followed. At the top only known places."""
    top = root / start
    if top.is_symlink() or not top.is_dir():
        yield start, _link(root, top) if top.is_symlink() else _pipe(top)
        return
    pending = [start]
    while pending:
        folder = pending.pop()
        with os.scandir(root / folder if folder else root) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                path = f"{folder}/{entry.name}" if folder else entry.name
                is_yaml = entry.name.endswith(_SUFFIXES)
                if is_yaml and entry.is_file(follow_symlinks=False):
                    yield path, None
                elif entry.is_symlink():
                    yield from _linked(root, path, entry)
                elif is_yaml and not entry.is_dir():
                    yield path, _pipe(Path(entry.path))
                elif entry.is_dir() and entry.name not in _NOT_ENTERED and (folder or _is_place(entry.name)):
                    pending.append(path)


def _linked(root: Path, path: str, entry: os.DirEntry[str]) -> Iterator[tuple[str, Problem | None]]:
    """A link: read where it leads to a file of the catalog; a problem where it would matter and can't be followed."""
    problem = _link(root, Path(entry.path))
    if problem is None and entry.name.endswith(_SUFFIXES):
        yield path, None
    elif problem is not None and ("/" in path or _is_place(entry.name) or entry.name.endswith(_SUFFIXES)):
        yield path, problem


def _is_place(name: str) -> bool:
    """Whether a folder at the top of a catalog is one of its own, or so near in name that it must be a slip."""
    places = [kind.place for kind in KINDS.values()]
    return nearest(name, places, cutoff=0.8) is not None


def _pipe(path: Path) -> Problem | None:
    """Reading a pipe or a device may never end."""
    is_readable = path.is_file() or not path.exists()  # what is gone is told when it is read
    return None if is_readable else Problem("unreadable", detail=_("不是普通文件"))


def _link(root: Path, link: Path) -> Problem | None:
    try:
        target = link.resolve(strict=True)
        is_right = target.is_relative_to(root.resolve()) and target.is_file()
    except (OSError, RuntimeError):  # it leads nowhere, or to itself
        is_right = False
    if not is_right:
        return Problem("link", detail=str(link.readlink()))
    return None


def _unplaced(path: str) -> Problem:
    first = path.split("/", maxsplit=1)[0]
    places = {kind.place.partition(".")[0]: kind.place for kind in KINDS.values()}
    near = nearest(first.partition(".")[0], places, cutoff=0.75)
    return Problem("unplaced", detail=places[near] if near else "")


def real_path(path: Path) -> Path:
    """``path`` with every link on the way resolved, but not the last part: a link that is named is itself meant."""
    return path.parent.resolve() / path.name if path.name not in {"", ".."} else path.resolve()


def _relative(path: Path, root: Path) -> str:
    relative = real_path(path).relative_to(root.resolve()).as_posix()
    return "" if relative == "." else relative


def _read_settings(path: Path) -> dict[str, Any]:
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        raise CatalogError(msg("{path} 不是 UTF-8：另存为 UTF-8", path=path)) from None
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(msg("{path} 不是正确的 TOML：{reason}", path=path, reason=error)) from None
    except OSError as error:
        raise CatalogError(msg("{path} 打不开：{reason}", path=path, reason=error.strerror)) from None
    if too_deep(raw):
        raise CatalogError(msg("{path} 套得太深", path=path))
    settings: dict[str, Any] = _without_dates(raw)
    violations = Checker("config").violations(settings)
    if violations:
        findings = findings_of(violations, path.name, "", lambda _: None)
        raise CatalogError(
            *(
                msg("{path} 的 {pointer}：{message}", path=path, pointer=one.place.pointer, message=one.message)
                for one in findings
            )
        )
    return settings


def _vocabularies(path: Path, settings: dict[str, Any]) -> Vocabularies:
    try:
        return Vocabularies.builtin().extended(settings.get("vocabulary", {}))
    except KeyError as error:
        raise CatalogError(msg("{path} 的 [vocabulary]：没有词表 {name}", path=path, name=error.args[0])) from None


def _without_dates(value: Any) -> Any:
    """TOML's dates and times as text: JSON has no such thing."""
    if isinstance(value, dict):
        return {key: _without_dates(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_dates(inner) for inner in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _read_schema(root: Path, name: str) -> dict[str, Any]:
    import json

    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError

    path = root / name
    try:
        schema = json.loads(path.read_text("utf-8"))
        Draft202012Validator.check_schema(schema)
    except UnicodeDecodeError:
        raise CatalogError(msg("{path} 不是 UTF-8：另存为 UTF-8", path=path)) from None
    except OSError as error:
        raise CatalogError(msg("{path} 打不开：{reason}", path=path, reason=error.strerror)) from None
    except SchemaError as error:
        where = "/".join(str(part) for part in error.absolute_path)
        raise CatalogError(msg("{path} 不是正确的 JSON Schema：/{where} 写得不对", path=path, where=where)) from None
    except ValueError as error:
        raise CatalogError(msg("{path} 不是正确的 JSON：{reason}", path=path, reason=error)) from None
    if not isinstance(schema, dict):
        raise CatalogError(msg("{path} 不是正确的 JSON Schema：最外层要是一个对象", path=path))
    try:
        Checker(ITEM_KIND.name, extra_schema=schema)
    except ValueError:
        raise CatalogError(msg("{path} 不能用：有的 $ref 在文件里找不到，网上的模式不会去取", path=path)) from None
    return schema
