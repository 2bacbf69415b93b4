"""The table of kinds of change: each has its mirror, each can come of a comparison, every key is compared."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from itemkit.diff.compare import COMPARERS, compare
from itemkit.diff.effect import Effect, Measure
from itemkit.diff.kinds import KINDS, ChangeKind, Direction
from itemkit.diff.sides import side_of
from itemkit.diff.whole import difference_of
from itemkit.model.item import Item
from itemkit.model.records import Standard

ROOT = Path(__file__).parents[2]


def load(name: str) -> ModuleType:
    """A module of tools/."""
    spec = importlib.util.spec_from_file_location(name, ROOT / f"tools/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


EXAMPLES = load("change_examples").EXAMPLES
PAGE = load("change_kinds_page")
OF_WHOLE_ITEMS = {"item-added", "item-removed", "standard-added", "standard-removed"}
TOGETHER = {
    "steps-more": ["steps-more", "step-added"],
    "step-added": ["steps-more", "step-added"],
    "reach-changed": ["reach-changed", "level-changed"],
}
"""Where one change does not come without another."""
SAYS_NOTHING_OF_VALUES = {one.id for one in KINDS.values() if "{before}" not in one.text and "{after}" not in one.text}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_each_kind_has_its_mirror(kind: ChangeKind) -> None:
    mirror = KINDS[kind.mirror]
    assert mirror.mirror == kind.id
    assert mirror.field == kind.field
    assert mirror.detail == kind.detail
    assert mirror.direction is kind.direction.reverse
    assert mirror.effect is kind.effect.reverse
    assert (mirror.text == kind.text) == (mirror is kind)
    assert (kind.direction is Direction.CHANGED) == (mirror is kind)


def test_a_kind_that_is_its_own_mirror_is_neither_burden_nor_ease() -> None:
    assert {one.effect for one in KINDS.values() if one.mirror == one.id} == {Effect.NEUTRAL, Effect.UNCLEAR}


def test_every_key_of_an_item_and_of_a_standard_is_compared() -> None:
    keys = {field.alias or name for model in (Item, Standard) for name, field in model.model_fields.items()}
    assert keys == COMPARERS.keys()


def test_every_kind_is_about_a_key_that_there_is() -> None:
    keys = {one.field.partition(".")[0] for one in KINDS.values()}
    assert keys == COMPARERS.keys() | {""}


def test_every_kind_has_an_example() -> None:
    shown = {*EXAMPLES, *(KINDS[id].mirror for id in EXAMPLES), *OF_WHOLE_ITEMS}
    assert shown == KINDS.keys()
    assert [id for id in EXAMPLES if KINDS[id].mirror in EXAMPLES and KINDS[id].mirror != id] == []


@pytest.mark.parametrize("id", EXAMPLES)
def test_the_example_gives_this_kind_and_the_other_way_round_its_mirror(id: str) -> None:
    before, after = EXAMPLES[id]
    there, back = compare(before, after), compare(after, before)
    assert [one.id for one in there] == TOGETHER.get(id, [id])
    assert [one.id for one in back] == [KINDS[one.id].mirror for one in there]
    for one, mirrored in zip(there, back, strict=True):
        assert one.effect is one.kind.effect
        assert mirrored.effect is one.effect.reverse
        assert mirrored.measure == (one.measure and -one.measure)
        assert (mirrored.before, mirrored.after) == (one.after, one.before)
        assert (mirrored.a, mirrored.b) == (one.b, one.a)
        assert mirrored.assumed == one.assumed
        if one.kind.mirror != one.id or one.id not in SAYS_NOTHING_OF_VALUES:
            assert str(mirrored.message) != str(one.message)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        # what the office fetches itself is no burden
        ({"materials": []}, {"materials": [{"name": "甲", "access": "共享"}]}, [("material-added", "neutral", None)]),
        ({"materials": []}, {"materials": [{"name": "甲", "need": "非必要"}]}, [("material-added", "neutral", None)]),
        # a service that is gone is a loss, of a duty nobody can tell
        (
            {"type": "公共服务", "status": "在用"},
            {"type": "公共服务", "status": "取消"},
            [("status-changed", "burden", None)],
        ),
        ({"status": "草稿"}, {"status": "在用"}, [("status-changed", "neutral", None)]),
        ({"status": "在用"}, {"status": "暂停"}, [("status-changed", "burden", None)]),
        # one side does not say whether there is any
        ({}, {"express": True}, [("express-offered", "unclear", None)]),
        ({}, {"handling": "承诺件"}, [("handling-changed", "neutral", None)]),
        ({}, {"fees": []}, [("fees-stated", "neutral", None)]),
        ({}, {"materials": []}, []),
        # a special procedure that counts towards the limit makes nobody wait longer
        (
            {"special": [{"name": "甲", "days": 5, "counted": True}]},
            {"special": [{"name": "甲", "days": 9, "counted": True}]},
            [("special-longer", "neutral", Measure(4, "工作日"))],
        ),
        # less than a day is what the conversion may be wrong by
        (
            {"time_limit": {"promised": {"days": 10, "unit": "工作日"}}},
            {"time_limit": {"promised": {"days": 15, "unit": "自然日"}}},
            [("promised-unit-changed", "neutral", None)],
        ),
        (
            {"time_limit": {"promised": {"days": 10, "unit": "工作日"}}},
            {"time_limit": {"promised": {"days": 20, "unit": "自然日"}}},
            [("promised-longer", "burden", Measure(4.3, "工作日"))],
        ),
        # one way instead of another
        (
            {"fees": [{"name": "甲", "amount": 10, "per": "本"}]},
            {"fees": [{"name": "甲", "amount": 10, "per": "页"}]},
            [("fee-changed", "unclear", None)],
        ),
        # order is no difference
        ({"conditions": ["甲甲甲", "乙乙乙"]}, {"conditions": ["乙乙乙", "甲甲甲"]}, []),
        ({"audience": ["自然人", "企业法人"]}, {"audience": ["企业法人", "自然人"]}, []),
        ({"materials": [{"name": "甲"}, {"name": "乙"}]}, {"materials": [{"name": "乙"}, {"name": "甲"}]}, []),
    ],
)
def test_values_may_say_more_than_the_table(before: dict, after: dict, told: list) -> None:
    found = compare(before, after)
    assert [(one.id, one.effect.value, one.measure) for one in found] == told


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            {"basis": [{"law": "律师法"}]},
            {"basis": [{"law": "律师法", "article": "第五条"}]},
            "设定依据《律师法》由（没有写）变为第五条",
        ),
        (
            {"basis": [{"law": "卫生管理条例", "article": "第五条"}]},
            {"basis": [{"law": "卫生的管理条例", "article": "第五条"}]},
            "设定依据《卫生的管理条例》由《卫生管理条例》第五条变为《卫生的管理条例》第五条",
        ),
        (
            {"basis": [{"law": "律师法", "kind": "法律", "article": "第五条"}]},
            {"basis": [{"law": "律师法", "kind": "行政法规", "article": "第五条"}]},
            "设定依据《律师法》由法律变为行政法规",
        ),
        (
            {"fees": [{"name": "工本费", "amount": 10, "per": "本"}]},
            {"fees": [{"name": "工本费", "amount": 10, "per": "页"}]},
            "“工本费”的收费标准由“每本 10 元”变为“每页 10 元”",
        ),
        (
            {"fees": [{"name": "工本费", "amount": 10, "standard": "按本"}]},
            {"fees": [{"name": "工本费", "amount": 10, "standard": "按页"}]},
            "“工本费”的收费标准由“按本”变为“按页”",
        ),
        (
            {"fees": [{"name": "工本费", "amount": 10}]},
            {"fees": [{"name": "工本费", "standard": "按页"}]},
            "“工本费”的收费标准由“10 元”变为“按页”",
        ),
        ({"fees": []}, {"fees": [{"name": "工本费"}]}, "收费项目多了：工本费"),
    ],
)
def test_a_message_tells_what_differs(before: dict, after: dict, message: str) -> None:
    (found,) = compare(before, after)
    assert str(found.message) == message


def test_whole_items_come_and_go(tmp_path: Path) -> None:
    """The kinds that no comparison of two items gives."""
    for folder in ("前", "后"):
        for path in ("items", "standards"):
            (tmp_path / folder / path).mkdir(parents=True)
        (tmp_path / folder / "itemkit.toml").touch()
    standard = "name: {0}\ncode: '{1}'\ntype: 行政许可\ndepartment: '23'\n"
    (tmp_path / "前/items/a.yaml").write_text("name: 高龄津贴申领\ntype: 公共服务\n", "utf-8")
    (tmp_path / "后/items/b.yaml").write_text("name: 婚前医学检查\ntype: 行政许可\n", "utf-8")
    (tmp_path / "前/standards/a.yaml").write_text(standard.format("公共场所卫生许可", "440123001000"), "utf-8")
    (tmp_path / "后/standards/b.yaml").write_text(standard.format("营业执照核发", "440131001000"), "utf-8")
    with side_of(str(tmp_path / "前"), None) as a, side_of(str(tmp_path / "后"), None) as b:
        told = {one.entry.name: [each.change for each in one.changes] for one in difference_of(a, b, jobs=1).compared}
    assert {name: [(one.id, one.effect.value) for one in changes] for name, changes in told.items()} == {
        "公共场所卫生许可": [("standard-removed", "neutral")],
        "营业执照核发": [("standard-added", "neutral")],
        "高龄津贴申领": [("item-removed", "burden")],
        "婚前医学检查": [("item-added", "unclear")],
    }


def test_the_page_has_a_row_for_every_kind() -> None:
    page = PAGE.change_kinds_page()
    rows = [line.split(" | ")[0] for line in page.splitlines() if line.startswith("| `")]
    assert rows == [f"| `{id}`" for id in KINDS]
