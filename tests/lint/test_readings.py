"""Rules that go by pieces of an item keep that promise, and to be asked once about a piece changes no finding."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml_rs
from examples import merged

from itemkit.findings import Hit
from itemkit.lint import gather
from itemkit.lint.gather import Gatherer, Task
from itemkit.lint.readings import CITED, EACH_TEXT, EachRow, Together
from itemkit.lint.registry import ITEM_RULES
from itemkit.lint.rules.kinds import ItemRule
from itemkit.lint.view import View
from itemkit.model.resolve import resolve
from itemkit.model.schema import schema_of
from itemkit.source.catalog import Catalog
from itemkit.source.standards import standards_in

ROOT = Path(__file__).parents[2]
BY_PIECES = [rule for rule in ITEM_RULES if rule.reads is not None]


def documents() -> Iterator[Mapping[str, Any]]:
    """What the shipped catalog says, and every rule's own examples."""
    catalog = Catalog(ROOT / "catalog")
    found = catalog.find()
    standards = standards_in(catalog, found.files["standard"], {})
    yield from standards.values()
    for path in found.files["item"]:
        item = yaml_rs.loads((catalog.root / path).read_text(), parse_datetime=False)
        yield resolve(standards.get(item.get("standard"), {}), item)
    for rule in ITEM_RULES:
        for heading in ("反例", "正例"):
            if example := rule.section(heading).partition("---\n")[0]:
                yield yaml_rs.loads(merged(example), parse_datetime=False)


DOCUMENTS = list(documents())


def told(rule: ItemRule, view: View) -> list[str]:
    return [f"{hit.place.pointer} {hit.message}" for hit in rule.check(view)]


def pieces_of(rule: ItemRule, data: Mapping[str, Any]) -> Iterator[View]:
    """The item as nothing but its pieces, one after the other."""
    view = View(data)
    if isinstance(rule.reads, Together):
        yield View({key: data[key] for key in rule.reads.keys if key in data})
    elif isinstance(rule.reads, EachRow):
        for pointer, row in view.materials:
            yield view.narrowed("materials", [(pointer, row)])
    elif rule.reads is CITED:
        kept = {key: data[key] for key in ("type", "status", "basis") if key in data}
        bare = {
            key: [{"name": "x", "basis": row["basis"]} if "basis" in row else {"name": "x"} for row in data[key]]
            for key in ("fees", "special")
            if key in data
        }
        yield View({**kept, **bare, "materials": [_only_basis(row) for row in data.get("materials", ())]})
    else:
        assert rule.reads is EACH_TEXT
        for text in view.writing:
            yield view.narrowed("writing", [text])


def _only_basis(material: Mapping[str, Any]) -> dict[str, Any]:
    if "any_of" in material:
        return {"any_of": [_only_basis(one) for one in material["any_of"]]}
    return {"name": "x", **({"basis": material["basis"]} if "basis" in material else {})}


@pytest.mark.parametrize("rule", BY_PIECES, ids=lambda rule: rule.code)
def test_it_says_of_an_item_what_it_says_of_its_pieces(rule: ItemRule) -> None:
    said = 0
    for data in DOCUMENTS:
        whole = told(rule, View(data))
        of_pieces = [one for view in pieces_of(rule, data) for one in told(rule, view)]
        assert set(of_pieces) == set(whole), data.get("name")
        said += len(whole)
    assert said, "no document that the rule has anything to say of"


@pytest.mark.parametrize("rule", [rule for rule in BY_PIECES if rule.reads is EACH_TEXT], ids=lambda rule: rule.code)
def test_a_text_that_it_objects_to_is_enough(rule: ItemRule) -> None:
    for data in DOCUMENTS:
        view = View(data)
        texts = {_at(data, hit) for hit in rule.check(view)}
        assert all(any(rule.check(view.narrowed("writing", [text]))) for text in texts)


def _at(data: Any, hit: Hit) -> str:
    for part in hit.place.pointer:
        data = data[part]
    return str(data)


def rows_of(gatherer: Gatherer, tasks: list[Task]) -> list[list[str]]:
    from itemkit.index.facts import no_rows

    found = []
    for task in tasks:
        rows = {**no_rows(), "_findings": [], "_ignores": []}
        gatherer._examine(task, gatherer._read(task), rows)
        found.append([finding for _number, finding in rows["_findings"]])
    return found


def test_what_was_seen_before_changes_nothing(make_catalog: Callable[[Mapping[str, str]], Path]) -> None:
    files = {}
    for number, rule in enumerate(ITEM_RULES):
        for heading in ("正例", "反例"):
            example = rule.section(heading).partition("---\n")[0]
            for status in ("", "status: 草稿\n", "status: 取消\n"):
                if example and "status:" not in example:
                    files[f"items/{number:03}-{heading}-{status[8:10]}.yaml"] = merged(example + status)
    catalog = Catalog(make_catalog(files))
    found = catalog.find()
    tasks = [Task(number, path, "item") for number, path in enumerate(found.files["item"])]
    standards = standards_in(catalog, found.files["standard"], {})

    def fresh() -> Gatherer:
        return Gatherer(catalog, standards, ITEM_RULES, catalog.root)

    alone = [rows_of(fresh(), [task])[0] for task in tasks]
    several = fresh()
    assert rows_of(several, tasks) == alone
    assert rows_of(several, tasks[::-1]) == alone[::-1]
    assert sum(map(len, alone)) > len(ITEM_RULES)


def test_the_lines_are_all_the_prose() -> None:
    for data in DOCUMENTS:
        view = View(data)
        assert sorted(view.lines) == sorted(text for _, text in view.each_text())


@pytest.mark.parametrize("kind", ["item", "standard"])
def test_no_prose_of_the_schema_is_missed(kind: str) -> None:
    schema = schema_of(kind)

    def filled(part: Mapping[str, Any], depth: int = 0) -> Any:
        """Something long of every key that the schema knows."""
        while "$ref" in part:
            part = schema["$defs"][part["$ref"].rpartition("/")[2]]
        for several in (part[key] for key in ("anyOf", "oneOf", "allOf") if key in part):
            filling = [filled(one, depth) for one in several if one.get("type") != "null"]
            return next((one for one in filling if isinstance(one, (dict, list))), filling[0])
        if "properties" in part and depth < 8:
            return {key: filled(one, depth + 1) for key, one in part["properties"].items()}
        if part.get("type") == "array" and depth < 8:
            return [filled(part.get("items", {}), depth + 1)]
        if part.get("type") == "object" and depth < 8:
            inner = part.get("additionalProperties", next(iter(part.get("patternProperties", {}).values()), {}))
            return {"a": filled(inner if isinstance(inner, dict) else {}, depth + 1)}
        return "字" * (depth + 3)

    view = View(filled(schema))
    assert sorted(view.lines) == sorted(text for _, text in view.each_text())
    assert len(view.lines) >= 30


def test_what_is_cited_is_what_the_citations_say() -> None:
    for data in DOCUMENTS:
        view = View(data)
        assert view.cited == [row for _pointer, row in view.citations]


def test_what_is_remembered_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "_MOST_PIECES", 10)
    monkeypatch.setattr(gather, "_MOST_CHARACTERS", 100)
    asked = gather._Asked(EACH_TEXT)
    for number in range(200):
        asked.remember([f"{number}" * (number % 30), "x"])
        assert len(asked.silent) <= 10
        assert sum(map(len, asked.silent)) <= 100
    asked.remember(["y" * 101])
    assert asked.silent == set()
    asked.remember(["z"])
    assert asked.silent == {"z"}
