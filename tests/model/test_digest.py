"""What of a record is its content. Digests stay in ledgers for years: they must never come out otherwise."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itemkit.model.digest import content_digest, content_of
from itemkit.model.kinds import ITEM_KIND, STANDARD_KIND

ITEM = {
    "code": "11440100007482620J344012300400001",
    "name": "公共场所卫生许可（新办）",
    "type": "行政许可",
    "version": 3,
    "time_limit": {"statutory": {"days": 20, "unit": "工作日"}},
    "fees": [],
    "hall": True,
    "materials": [{"name": "申请表", "copies": 1}, {"name": "营业执照", "copies": 0}],
}
NOT_CONTENT = {"code", "local_code", "status", "version", "assured", "extra", "source_url", "effective"}


def test_a_digest_never_changes() -> None:
    assert content_digest({}) == "2afb9b83f9314e5d029766197f539792"
    assert content_digest(ITEM) == "2b166f2d2fd9e77e9fa5d90b47d00f8f"
    assert content_digest({"name": "\ud800"}) == "52707943c5f1cf7b17c6eee5aac82e51"


def test_the_content_is_the_record_without_what_says_which_it_is() -> None:
    assert content_of(ITEM) == {key: value for key, value in ITEM.items() if key not in {"code", "version"}}
    assert content_of({"name": "甲", "note": {"code": "x", "status": "y"}}) == {
        "name": "甲",
        "note": {"code": "x", "status": "y"},
    }


@pytest.mark.parametrize("kind", [ITEM_KIND, STANDARD_KIND], ids=lambda kind: kind.name)
def test_which_keys_of_the_model_are_no_content(kind: Any) -> None:
    keys = {field.alias or name for name, field in kind.model.model_fields.items()}
    base = dict.fromkeys(keys, "旧")
    silent = {key for key in keys if content_digest({**base, key: "新"}) == content_digest(base)}
    assert silent == NOT_CONTENT & keys


@pytest.mark.parametrize(
    "change",
    [
        {"name": "公共场所卫生许可（延续）"},
        {"name": "公共场所卫生许可（新办） "},
        {"hall": False},
        {"hall": 1},
        {"hall": "true"},
        {"fees": None},
        {"materials": [{"name": "营业执照", "copies": 0}, {"name": "申请表", "copies": 1}]},
        {"materials": [{"name": "申请表", "copies": 1}]},
        {"time_limit": {"statutory": {"days": 20, "unit": "自然日"}}},
        {"note": ""},
    ],
)
def test_any_other_change_is_seen(change: dict[str, Any]) -> None:
    assert content_digest({**ITEM, **change}) != content_digest(ITEM)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
RECORDS = st.dictionaries(st.sampled_from(["name", "type", "note", "fees", *sorted(NOT_CONTENT)]), VALUES, max_size=6)


def turned(value: Any) -> Any:
    """The same data with the keys of each mapping the other way round."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(one) for one in value] if isinstance(value, list) else value


@given(RECORDS)
def test_the_order_of_keys_makes_no_difference(record: dict[str, Any]) -> None:
    assert content_digest(turned(record)) == content_digest(record)


@given(RECORDS, RECORDS)
def test_the_same_digest_means_the_same_content(one: dict[str, Any], other: dict[str, Any]) -> None:
    same = json.dumps(content_of(one), sort_keys=True) == json.dumps(content_of(other), sort_keys=True)
    assert (content_digest(one) == content_digest(other)) is same
    assert content_digest({**one, **dict.fromkeys(NOT_CONTENT, "x")}) == content_digest(one)
