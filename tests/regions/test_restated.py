"""What an item says again: each of it found, nothing else, and without it the item is the same."""

import copy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from itemkit.model.check import Checker
from itemkit.model.resolve import Inherited, overlaid, resolve
from itemkit.regions.restated import left_out, restated

ITEMS = Checker("item")

NAMES = st.sampled_from(["甲", "乙", "丙"])
NULL = st.none()


def sometimes(**keys: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


def materials(patch: bool) -> st.SearchStrategy[list[dict[str, Any]]]:
    more: dict[str, Any] = {"drop": st.booleans()} if patch else {}

    def value(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.one_of(one, one, NULL) if patch else one

    keys = {"need": value(st.just("必要")), "note": value(st.sampled_from(["一", "二"]))}
    single = st.builds(
        lambda name, rest: {"name": name, **rest},
        NAMES,
        sometimes(
            certificate=value(st.sampled_from(["证一", "证二"])), copies=value(st.integers(0, 1)), **keys, **more
        ),
    )
    members = st.lists(single.map(lambda one: {k: v for k, v in one.items() if k != "drop"}), min_size=1, max_size=2)
    group = st.builds(lambda several, rest: {"any_of": several, **rest}, members, sometimes(name=NAMES, **keys, **more))
    return st.lists(st.one_of(single, single, group), max_size=4)


LIMIT = st.builds(
    lambda days, more: {"days": days, "unit": "工作日", **more}, st.integers(1, 2), sometimes(note=st.just("一"))
)
PATCHED = st.builds(
    lambda days, more: {"days": days, "unit": "工作日", **more},
    st.integers(1, 2),
    sometimes(note=st.one_of(st.just("一"), NULL)),
)
WORDS = st.lists(st.sampled_from(["一", "二"]), max_size=2)
EXTRA = sometimes(illustrative=st.lists(st.sampled_from(["/materials/0", "/materials/1/copies", "/conditions"])))
STANDARDS = sometimes(
    conditions=WORDS,
    quota=st.sampled_from(["一", "二"]),
    materials=materials(patch=False),
    time_limit=sometimes(statutory=LIMIT, promised=LIMIT),
    effective=sometimes(**{"from": st.just("2026-01-01"), "to": st.just("2030-01-01")}),
    extra=EXTRA,
).map(lambda more: {"name": "甲", "type": "行政许可", "code": "440123004000", **more})
OVERLAYS = sometimes(
    name=st.sampled_from(["甲", "甲（一）"]),
    conditions=st.one_of(WORDS, NULL),
    quota=st.one_of(st.sampled_from(["一", "二"]), NULL),
    materials=st.one_of(materials(patch=True), materials(patch=True), NULL),
    time_limit=st.one_of(sometimes(statutory=st.one_of(PATCHED, NULL), promised=st.one_of(PATCHED, NULL)), NULL),
    effective=st.one_of(sometimes(**{"from": st.one_of(st.just("2026-01-01"), NULL)}), NULL),
    region=st.just("440100"),
    extra=EXTRA,
).map(lambda more: {"standard": "440123004000", **more})


@settings(max_examples=500, deadline=None)
@given(STANDARDS, OVERLAYS)
def test_without_what_is_restated_the_item_is_the_same(standard: dict[str, Any], own: dict[str, Any]) -> None:
    inherited, before = Inherited(standard), copy.deepcopy((standard, own))
    found = restated(inherited, own)
    assert (standard, own) == before
    bare, fixed = own, own
    for one in reversed(found):
        bare = left_out(bare, one.pointer)
        fixed = left_out(fixed, one.pointer) if one.can_go else fixed
    assert overlaid(inherited, bare) == overlaid(inherited, own)
    assert resolve(inherited, fixed) == resolve(inherited, own)
    assert ITEMS.accepts(bare) == ITEMS.accepts(own)
    assert restated(inherited, bare) == []
    for one in found:
        value: Any = standard
        for part in one.there or ():
            value = value[part]


STANDARD = {
    "name": "甲许可",
    "type": "行政许可",
    "code": "440123004000",
    "conditions": ["一"],
    "time_limit": {"statutory": {"days": 20, "unit": "工作日"}},
    "materials": [
        {"name": "申请表", "original": 1, "copies": 0},
        {"name": "身份证明", "any_of": [{"name": "身份证", "copies": 1}, {"name": "护照", "copies": 1}]},
    ],
    "visits": 1,
}


def told(**own: Any) -> list[tuple[str, str | None]]:
    found = restated(Inherited(STANDARD), {"standard": "440123004000", **own})
    assert all(one.can_go for one in found)
    return [(str(one.pointer), None if one.there is None else str(one.there)) for one in found]


def test_each_sort() -> None:
    limit = {"days": 20, "unit": "工作日"}
    promised = {"days": 5, "unit": "工作日"}
    assert told(name="甲许可", type="行政许可", region="440100") == [("/name", "/name"), ("/type", "/type")]
    assert told(name="甲许可（新办）", conditions=["一", "二"], visits=0) == []
    assert told(conditions=["一"], quota=None, visits=None) == [("/conditions", "/conditions"), ("/quota", None)]
    assert told(time_limit={"statutory": limit}) == [("/time_limit", "/time_limit")]
    assert told(time_limit={"statutory": limit, "promised": promised}) == [
        ("/time_limit/statutory", "/time_limit/statutory")
    ]
    assert told(time_limit={"statutory": {"days": 10, "unit": "工作日", "note": None}, "promised": promised}) == [
        ("/time_limit/statutory/note", None)
    ]
    assert told(materials=STANDARD["materials"]) == [("/materials", "/materials")]
    assert told(materials=[]) == []
    assert told(materials=[{"name": "申请表", "original": 1, "copies": 1}]) == [
        ("/materials/0/original", "/materials/0/original")
    ]
    assert told(materials=[{"name": "申请表", "original": 1}, {"name": "别的"}]) == [("/materials/0", "/materials/0")]
    assert told(materials=[{"name": "别的", "drop": True}, {"name": "申请表", "drop": True}]) == [
        ("/materials/0", None)
    ]
    assert told(materials=[{"name": "护照", "copies": 1, "original": 1}]) == [
        ("/materials/0/copies", "/materials/1/any_of/1/copies")
    ]
    assert told(materials=[{"name": "身份证明", "any_of": [{"name": "身份证", "copies": 1, "original": 1}]}]) == [
        ("/materials/0/any_of/0/copies", "/materials/1/any_of/0/copies")
    ]
