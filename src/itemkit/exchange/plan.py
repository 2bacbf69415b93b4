"""A profile made ready to run: its paths parsed, its places checked against the model, its transforms looked up."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from itemkit.exchange import paths
from itemkit.exchange.paths import Path, Reference, Shape, Where
from itemkit.exchange.transforms import TRANSFORMS, Transform
from itemkit.findings import Message, msg
from itemkit.model.overlay_schema import whole_schema_of
from itemkit.model.records import Organ
from itemkit.model.schema import Schema
from itemkit.model.vocabulary import Vocabularies

ALONG = "*"
"""The step of a target that takes the index of the source list."""
APPEND = "+"
"""The step of a target that comes after what the list has so far."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a value goes."""

    part: str
    """``item``; ``organ`` for the record in organs.yaml; ``region`` for the region's name in itemkit.toml."""
    steps: tuple[str | int, ...]
    """The pointer's parts: keys, indexes, `ALONG` and `APPEND`."""

    def at(self, where: Where) -> Where:
        """The pointer for a value from this place of a record; `APPEND` stays open."""
        indexes = (step for step in where if isinstance(step, int))
        return tuple(next(indexes) if step == ALONG else step for step in self.steps)


@dataclass(frozen=True, slots=True)
class Step:
    """A transform with its argument."""

    transform: Transform
    argument: Any

    @property
    def is_lookup(self) -> bool:
        """Whether what comes out is a word of the model, so that ``无`` means itself."""
        return self.transform.name == "word"

    def apply(self, text: str, vocabularies: Vocabularies) -> Any:
        """The value; ValueError where there is none in the text."""
        argument = vocabularies[self.argument] if self.is_lookup else self.argument
        return self.transform.apply(text, argument)


@dataclass(frozen=True, slots=True)
class Rule:
    """What happens to the values of one source field."""

    source: Path
    target: Target
    steps: tuple[Step, ...]
    otherwise: Target | None
    absent: frozenset[str]
    """All words that say nothing here, those of the whole profile among them."""
    derived: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a profile says."""

    rules: tuple[Rule, ...]
    """In the order of the profile: where two have the same target, the first one wins."""
    absent: frozenset[str]
    technical_keys: frozenset[str]
    technical_paths: frozenset[Path]
    repeats: Mapping[Path, Reference]
    newest_by: tuple[Reference, ...]
    constants: Mapping[Where, Any]
    shape: Shape

    def is_technical(self, path: Path) -> bool:
        """Whether the profile says that values of this field mean nothing outside their system."""
        return path[-1] in self.technical_keys or path in self.technical_paths

    def orders_by(self, path: Path) -> bool:
        """Whether this field has done its work when its list is in order."""
        return path[-2:-1] == (paths.EACH,) and self.shape.order.get(path[:-2]) == path[-1]


class PlanError(Exception):
    """Something in a profile can't be carried out."""

    def __init__(self, place: str, message: Message) -> None:
        super().__init__(place, message)
        self.place = place
        self.message = message


def plan_of(profile: Mapping[str, Any]) -> Plan:
    """The plan of a profile whose form has been checked.

    Raises:
        PlanError: a path, a target or a transform is wrong.
    """
    absent = frozenset(("", *profile.get("absent", ())))
    rules = tuple(_rule(raw, f"field[{n}]", absent) for n, raw in enumerate(profile["field"], 1))
    repeats = {_path(key, "repeats"): _reference(to, "repeats") for key, to in profile.get("repeats", {}).items()}
    order = {_path(key, "order"): by for key, by in profile.get("order", {}).items()}
    _check_parallel(rules, order)
    technical = profile.get("technical", ())
    constants = {}
    for pointer, value in profile.get("constants", {}).items():
        target = _target(pointer, "constants", frozenset())
        constants[target.steps] = value
    known = [rule.source for rule in rules] + list(repeats) + [one.path for one in repeats.values()]
    return Plan(
        rules=rules,
        absent=absent,
        technical_keys=frozenset(one for one in technical if "." not in one and "[" not in one),
        technical_paths=frozenset(_path(one, "technical") for one in technical if "." in one or "[" in one),
        repeats=repeats,
        newest_by=tuple(_reference(one, "newest_by") for one in profile.get("newest_by", ())),
        constants=constants,
        shape=Shape.of(known, order),
    )


def _check_parallel(rules: Iterable[Rule], order: Mapping[Path, str]) -> None:
    """Refuse to sort a list whose elements belong to those of another one."""
    sources: dict[tuple[str | int, ...], set[Path]] = {}
    for rule in rules:
        if ALONG in rule.target.steps and paths.EACH in rule.source:
            into = rule.target.steps[: rule.target.steps.index(ALONG)]
            sources.setdefault(into, set()).add(rule.source[: rule.source.index(paths.EACH)])
    for lists in sources.values():
        if len(lists) > 1 and lists & set(order):
            raise PlanError("order", msg("{lists} 是并列的列表，不能只给其中一个排次序", lists=_names(lists)))


def _names(lists: Iterable[Path]) -> tuple[str, ...]:
    return tuple(sorted(paths.written(one) for one in lists))


def _rule(raw: Mapping[str, Any], place: str, absent: frozenset[str]) -> Rule:
    source = _path(raw["from"], f"{place}.from")
    free = frozenset({ALONG, APPEND})
    target = _target(raw["to"], f"{place}.to", free)
    otherwise = _target(raw["otherwise"], f"{place}.otherwise", free) if "otherwise" in raw else None
    for one in (target, otherwise):
        if one and one.steps.count(ALONG) > source.count(paths.EACH):
            raise PlanError(f"{place}.to", msg("“*”比来源里的列表多：来源每有一个 []，这里才能有一个 *"))
        if one and paths.EACH in source and not {ALONG, APPEND} & set(one.steps):
            raise PlanError(f"{place}.to", msg("来源是列表，去处要有“*”（随列表）或“+”（追加）"))
    steps = tuple(_step(step, f"{place}.transform[{n}]") for n, step in enumerate(raw.get("transform", ()), 1))
    words = absent | set(raw.get("absent", ()))
    return Rule(source, target, steps, otherwise, words, bool(raw.get("derived", False)))


def _step(raw: str | Mapping[str, Any], place: str) -> Step:
    if not isinstance(raw, str) and len(raw) != 1:
        raise PlanError(place, msg("一步只写一个转换：{{名称 = 参数}}"))
    name, argument = (raw, None) if isinstance(raw, str) else next(iter(raw.items()))
    if name not in TRANSFORMS:
        near = difflib.get_close_matches(name, TRANSFORMS, 1)
        raise PlanError(
            place,
            msg("没有转换“{name}”，是不是 {near}？", name=name, near=near[0])
            if near
            else msg("没有转换“{name}”：可用的有 {known}", name=name, known=tuple(TRANSFORMS)),
        )
    transform = TRANSFORMS[name]
    if argument is None and transform.takes is not None and not transform.optional:
        raise PlanError(place, msg("转换 {name} 要有参数：写成 {{{name} = …}}", name=name))
    if argument is not None and (transform.takes is None or not isinstance(argument, transform.takes)):
        raise PlanError(place, msg("转换 {name} 的参数不对：用法见 docs/import.md", name=name))
    if name == "word" and argument not in Vocabularies.builtin():
        raise PlanError(
            place, msg("没有词表“{name}”：可用的有 {known}", name=argument, known=tuple(Vocabularies.builtin()))
        )
    return Step(transform, argument)


def _path(text: str, place: str) -> Path:
    try:
        return paths.parse(text)
    except ValueError:
        raise PlanError(place, msg("路径“{path}”的写法不对：如 AUDIT_MATERIAL[].material_name", path=text)) from None


def _reference(text: str, place: str) -> Reference:
    try:
        return Reference.parse(text)
    except ValueError:
        raise PlanError(
            place, msg("“{path}”的写法不对：如 TASK_CODE、TASK_CODE[19:31] 或 link?itemCode", path=text)
        ) from None


def _target(text: str, place: str, free: frozenset[str]) -> Target:
    part, colon, pointer = text.rpartition(":")
    part = part if colon else "item"
    if part not in {"item", "organ", "region"} or not pointer.startswith("/"):
        raise PlanError(place, msg("去处“{to}”的写法不对：以 / 开头，或以 organ:/、region:/ 开头", to=text))
    steps = tuple(int(step) if step.isdigit() else step for step in pointer.split("/")[1:])
    if part == "item":
        _check_pointer(_item_schema(), steps, free, place)
    else:
        known = tuple(Organ.model_fields) if part == "organ" else ("name",)
        if len(steps) != 1 or steps[0] not in known:
            raise PlanError(place, msg("“{to}”没有这个键：可用的有 {known}", to=text, known=known))
    return Target(part, steps)


@cache
def _item_schema() -> Schema:
    return whole_schema_of("item")


def _check_pointer(schema: Schema, steps: tuple[str | int, ...], free: frozenset[str], place: str) -> None:
    """Refuse a pointer that the model has no place for."""
    nodes: list[Schema] = [schema]
    for number, step in enumerate(steps):
        known = [key for node in nodes for each in _shapes(schema, node) for key in each.get("properties", {})]
        is_index = isinstance(step, int) or step in free
        nodes = [inner for node in nodes for inner in _below(schema, node, step, is_index=is_index)]
        if not nodes:
            near = difflib.get_close_matches(str(step), known, 1)
            pointer = "/" + "/".join(str(one) for one in steps[: number + 1])
            raise PlanError(
                place,
                msg("事项里没有 {pointer}，是不是 {near}？", pointer=pointer, near=near[0])
                if near
                else msg("事项里没有 {pointer}：可用的键见 itemkit schema item", pointer=pointer),
            )


def _shapes(schema: Schema, node: Schema) -> Iterator[Schema]:
    """A part of the schema and all that it may stand for."""
    if "$ref" in node:
        yield from _shapes(schema, schema["$defs"][node["$ref"].rpartition("/")[2]])
    yield node
    for keyword in ("then", "else"):
        if keyword in node:
            yield from _shapes(schema, node[keyword])
    for keyword in ("anyOf", "oneOf", "allOf"):
        for one in node.get(keyword, ()):
            yield from _shapes(schema, one)


def _below(schema: Schema, node: Schema, step: str | int, *, is_index: bool) -> Iterator[Schema]:
    for shape in _shapes(schema, node):
        if is_index and isinstance(shape.get("items"), dict):
            yield shape["items"]
        elif not is_index and step in shape.get("properties", {}):
            yield shape["properties"][step]
        elif not is_index and (more := shape.get("additionalProperties")):
            yield more if isinstance(more, dict) else {"additionalProperties": True, "items": {}}
