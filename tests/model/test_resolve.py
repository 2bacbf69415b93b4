"""Standard ⊕ item: JSON Merge Patch, and where the content is from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itemkit.model.resolve import merge_patch, resolve

# the cases of RFC 7386, appendix A
CASES = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    (["a", "b"], ["c", "d"], ["c", "d"]),
    ({"a": "b"}, ["c"], ["c"]),
    ({"a": "foo"}, None, None),
    ({"a": "foo"}, "bar", "bar"),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
]


@pytest.mark.parametrize(("target", "patch", "result"), CASES)
def test_merge_patch_is_that_of_the_rfc(target, patch, result):
    assert merge_patch(target, patch) == result


VALUES = st.recursive(
    st.one_of(st.integers(), st.text(max_size=3)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)),
    max_leaves=8,
)


@given(VALUES, VALUES)
def test_patching_twice_is_patching_once(target, patch):
    once = merge_patch(target, patch)
    assert merge_patch(once, patch) == once


STANDARD = {
    "code": "440123004000",
    "name": "公共场所卫生许可",
    "type": "行政许可",
    "status": "草稿",
    "department": "23",
    "levels": ["市级"],
    "materials": [{"name": "申请表"}],
    "time_limit": {"statutory": {"days": 20, "unit": "工作日"}},
    "extra": {"sources": ["公共场所卫生管理条例"], "illustrative": ["/materials", "/faq/0"], "own": 1},
}


def test_an_item_says_only_what_is_local():
    item = {
        "standard": "440123004000",
        "region": "440100",
        "time_limit": {"promised": {"days": 5, "unit": "工作日"}},
        "materials": [{"name": "申请书"}],
        "extra": {"illustrative": ["/region"]},
    }
    assert resolve(STANDARD, item) == {
        "standard": "440123004000",
        "region": "440100",
        "name": "公共场所卫生许可",
        "type": "行政许可",
        "materials": [{"name": "申请表"}, {"name": "申请书"}],
        "time_limit": {"statutory": {"days": 20, "unit": "工作日"}, "promised": {"days": 5, "unit": "工作日"}},
        "extra": {"illustrative": ["/region", "/faq/0"], "sources": ["公共场所卫生管理条例"]},
    }


def test_neither_record_is_changed():
    item = {"standard": "440123004000", "time_limit": {"promised": {"days": 5, "unit": "工作日"}}}
    before = repr(STANDARD), repr(item)
    resolve(STANDARD, item)
    assert (repr(STANDARD), repr(item)) == before
