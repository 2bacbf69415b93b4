"""The rules that a catalog, or a program installed beside itemkit, adds to those that itemkit has.

They come as data in ``itemkit.toml``, as SQL files over the index, and as Python entry points of the group
``itemkit.rules``. Whatever is wrong with them is told at once and before any file is read: a rule that silently does
nothing is worse than none.
"""

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from itemkit.findings import Message, Rule, msg
from itemkit.index.rules import AcrossRule
from itemkit.lint.data_rules import data_rule
from itemkit.lint.registry import BY_CODE, BY_NAME
from itemkit.lint.rules.kinds import ItemRule
from itemkit.lint.sql_rules import empty_index, sql_rule
from itemkit.source.catalog import CONFIG_NAME, Catalog, CatalogError

GROUP = "itemkit.rules"
"""The group of entry points; each names an `ItemRule`, an `AcrossRule`, or a sequence of them."""
_CODE = re.compile("[A-Z][0-9]{3}")


@dataclass(frozen=True, slots=True)
class OwnRules:
    """The rules that are not itemkit's."""

    item_rules: tuple[ItemRule, ...] = ()
    across_rules: tuple[AcrossRule, ...] = ()
    context: str = ""
    """What the rules of one file depend on beside the configuration: which programs, in which version and state."""

    @property
    def rules(self) -> tuple[Rule[Any], ...]:
        """All of them."""
        return (*self.item_rules, *self.across_rules)


@dataclass(frozen=True, slots=True)
class _Added:
    rule: ItemRule | AcrossRule
    where: Message | str
    """Who adds it."""


def own_rules(catalog: Catalog) -> OwnRules:
    """The rules that are added for this catalog, in the order of their codes.

    Raises:
        CatalogError: one of them is wrong, or has the code or name of another; says all that is wrong.
    """
    settings = catalog.settings.get("lint", {})
    mistakes: list[Message] = []
    points = _points()
    added = [
        *_from_data(settings.get("rule", ()), mistakes),
        *_from_sql(catalog.root, settings.get("sql", ()), mistakes),
        *(one for point in points for one in _from_program(point, mistakes)),
    ]
    mistakes += _each_clash(added)
    if mistakes:
        raise CatalogError(*mistakes)
    rules = sorted((one.rule for one in added), key=lambda rule: rule.code)
    return OwnRules(
        tuple(rule for rule in rules if isinstance(rule, ItemRule)),
        tuple(rule for rule in rules if isinstance(rule, AcrossRule)),
        "\n".join(_state_of(point) for point in points),
    )


def _from_data(entries: Sequence[Any], mistakes: list[Message]) -> Iterator[_Added]:
    for number, raw in enumerate(entries, start=1):
        where = msg(
            "{config} 的第 {number} 条 [[lint.rule]]（{code}）", config=CONFIG_NAME, number=number, code=raw["code"]
        )
        rule = data_rule(raw, where, mistakes)
        if rule is not None:
            yield _Added(rule, where)


def _from_sql(root: Path, globs: Sequence[str], mistakes: list[Message]) -> Iterator[_Added]:
    if not globs:
        return
    with empty_index() as database:
        for glob in globs:
            paths = _matching(root, glob)
            if not paths:
                mistakes.append(
                    msg("{config} 的 [lint] sql：目录里没有 {glob} 这样的文件", config=CONFIG_NAME, glob=glob)
                )
            for path in paths:
                name = path.relative_to(root).as_posix()
                rule = sql_rule(path, name, database, mistakes)
                if rule is not None:
                    yield _Added(rule, name)


def _matching(root: Path, glob: str) -> list[Path]:
    """The files of the catalog that a glob means; none outside, whatever links there are."""
    try:
        found = [path for path in sorted(root.glob(glob)) if path.is_file()]
    except (ValueError, NotImplementedError, IndexError):  # an empty pattern, an absolute one
        return []
    top = root.resolve()
    return [path for path in found if ".." not in path.parts and path.resolve().is_relative_to(top)]


def _points() -> list[EntryPoint]:
    return sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))


def _from_program(point: EntryPoint, mistakes: list[Message]) -> Iterator[_Added]:
    where = msg("插件 {name}（{value}）", name=point.name, value=point.value)
    try:
        loaded = point.load()
    except Exception as error:  # noqa: BLE001 (whatever somebody's program does)
        reason = f"{type(error).__name__}: {error}"
        mistakes.append(msg("{where}：装不进来（{reason}）；修好它，或者卸载", where=where, reason=reason))
        return
    rules = [loaded] if isinstance(loaded, Rule) else loaded
    for rule in rules if isinstance(rules, Iterable) else [rules]:
        if not isinstance(rule, ItemRule | AcrossRule):
            mistakes.append(msg("{where}：给出的不是规则；要用 item_rule 或 across_rule 做", where=where))
        elif not _CODE.fullmatch(rule.code):
            mistakes.append(
                msg("{where}：编号 {code} 不对；写一个大写字母和三位数字，如 Z901", where=where, code=rule.code)
            )
        else:
            yield _Added(rule, where)


def _each_clash(added: Iterable[_Added]) -> Iterator[Message]:
    seen: dict[str, Message | str] = {}
    for one in added:
        for name in (one.rule.code, one.rule.name):
            if name in BY_CODE or name in BY_NAME:
                yield msg("{where}：{name} 是 itemkit 自己的规则；换一个，编号用 Z 开头的", where=one.where, name=name)
            elif name in seen:
                yield msg("{where}：{name} 已经用于 {other}；换一个", where=one.where, name=name, other=seen[name])
            seen.setdefault(name, one.where)


def _state_of(point: EntryPoint) -> str:
    """What can change about a program: its version, and the text of its modules."""
    version = point.dist.version if point.dist is not None else ""
    module = sys.modules.get(point.module.partition(".")[0]) or sys.modules[point.module]
    place = Path(module.__file__) if module.__file__ else None
    files: Iterable[Path] = ()
    if place is not None:
        files = sorted(place.parent.rglob("*.py")) if place.name == "__init__.py" else [place]
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file).encode())
        digest.update(file.read_bytes())
    return f"{point.name} {point.value} {version} {digest.hexdigest()}"
