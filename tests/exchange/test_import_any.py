"""Whatever a record holds: the import does not fail, every file is valid, and no value is lost."""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml_rs
from hypothesis import given, settings
from hypothesis import strategies as st
from import_records import GUANGDONG, GUANGXI, SICHUAN

from itemkit.exchange import import_file, load_profile
from itemkit.model.check import Checker

CHECKER = Checker("item")
ODD_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
KNOWN_TEXTS = st.sampled_from(
    [
        "",
        "无",
        "0",
        "1",
        "99",
        "1,2",
        "二十",
        "30(工作日)",
        "是",
        "110",
        "http://a.b/",
        "《甲法》第一条",
        "../..",
        "行政许可",
        "1.甲；2.乙",
    ]
)
LEAVES = st.one_of(
    ODD_TEXTS,
    KNOWN_TEXTS,
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
)
VALUES = st.recursive(
    LEAVES, lambda one: st.lists(one, max_size=3) | st.dictionaries(ODD_TEXTS, one, max_size=3), max_leaves=6
)


def places(value: Any, where: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a record where another value could stand."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*([where] if where else []), *(place for step, inner in steps for place in places(inner, (*where, step)))]


def replaced(record: Any, where: tuple[Any, ...], value: Any) -> Any:
    """The record with another value at a place, if it has that place."""
    if not where:
        return value
    step, *below = where
    if isinstance(record, dict) and step in record:
        return {**record, step: replaced(record[step], tuple(below), value)}
    if isinstance(record, list) and isinstance(step, int) and step < len(record):
        return [*record[:step], replaced(record[step], tuple(below), value), *record[step + 1 :]]
    return record


@st.composite
def odd_records(draw: Callable[..., Any], record: dict[str, Any]) -> dict[str, Any]:
    """The record with odd values in some places, and odd fields beside."""
    odd = record
    for where in draw(st.lists(st.sampled_from(places(record)), max_size=4)):
        odd = replaced(odd, where, draw(VALUES))
    return {**odd, **draw(st.dictionaries(ODD_TEXTS, VALUES, max_size=3))}


def leaves(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return [value] if inner is None else [leaf for one in inner for leaf in leaves(one)]


@pytest.mark.parametrize(("profile", "record"), [("guangdong", GUANGDONG), ("guangxi", GUANGXI), ("sichuan", SICHUAN)])
@settings(max_examples=60)
@given(data=st.data())
def test_any_record(profile: str, record: dict[str, Any], data: st.DataObject) -> None:
    odd = data.draw(odd_records(record))
    with TemporaryDirectory() as folder:
        file, into = Path(folder, "in.json"), Path(folder, "out")
        file.write_text(json.dumps(odd), "utf-8")
        summary = import_file(file, load_profile(profile), into)
        if not summary.written:
            assert len(summary.unreadable) == 1
            return
        (path,) = summary.written
        item: Any = yaml_rs.loads((into / path).read_text("utf-8"), parse_datetime=False)
        assert CHECKER.violations(item) == []
        left = leaves(item.get("extra", {}).get("source", {}))
        assert len(left) == sum(summary.left.values())
        assert import_file(file, load_profile(profile), into).unchanged == [path]


@given(fields=st.dictionaries(ODD_TEXTS.map("x-".__add__), VALUES, max_size=5))
def test_unknown_fields_stay_as_they_are(fields: dict[str, Any]) -> None:
    with TemporaryDirectory() as folder:
        file, into = Path(folder, "in.json"), Path(folder, "out")
        file.write_text(json.dumps({**SICHUAN, **fields}), "utf-8")
        (path,) = import_file(file, load_profile("sichuan"), into).written
        item: Any = yaml_rs.loads((into / path).read_text("utf-8"), parse_datetime=False)
        said = [
            one for one in leaves(fields) if one is not None and str(one).strip() not in {"", "无", "null", "未分类"}
        ]
        assert leaves(item.get("extra", {}).get("source", {})) == said
