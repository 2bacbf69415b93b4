"""All real records: every file is valid, a second run writes nothing, and nothing of a record is lost."""

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml_rs

from itemkit.exchange import ImportSummary, import_file, load_profile
from itemkit.model.check import Checker
from itemkit.model.item import Item
from itemkit.model.records import Organs
from itemkit.model.vocabulary import Vocabularies


class Import(NamedTuple):
    """One real file, imported."""

    profile: str
    summary: ImportSummary
    into: Path
    records: list[dict[str, Any]]


@pytest.fixture(scope="module", params=["guangdong", "guangxi", "sichuan"])
def imported(request: pytest.FixtureRequest, shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Import:
    profile: str = request.param
    file = shared_data / f"{profile}.jsonl"
    into = tmp_path_factory.mktemp(profile)
    summary = import_file(file, load_profile(profile), into)
    records = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return Import(profile, summary, into, records)


def item_at(imported: Import, path: str) -> dict[str, Any]:
    data: Any = yaml_rs.loads((imported.into / path).read_text("utf-8"), parse_datetime=False)
    assert isinstance(data, dict)
    return data


def test_every_record_is_a_file_or_an_older_version(imported: Import) -> None:
    summary = imported.summary
    assert summary.is_complete
    assert summary.records == len(imported.records) == len(summary.written) + len(summary.superseded)
    files = sorted(one.relative_to(imported.into).as_posix() for one in imported.into.rglob("items/**/*.yaml"))
    assert files == sorted(summary.written)


def test_every_file_is_valid(imported: Import) -> None:
    checker = Checker("item")
    for path in imported.summary.written:
        item = item_at(imported, path)
        assert checker.violations(item) == []
        Item.model_validate(item)
        if "organ" in item:
            assert item["organ"] in organ_names(imported.into)
    organs: Any = yaml_rs.loads((imported.into / "organs.yaml").read_text("utf-8"), parse_datetime=False)
    assert Checker("organs").violations(organs) == []
    Organs.model_validate(organs)
    assert Checker("config").violations(tomllib.loads((imported.into / "itemkit.toml").read_text("utf-8"))) == []


def test_second_run_writes_nothing(imported: Import, shared_data: Path) -> None:
    def state() -> dict[Path, tuple[int, bytes]]:
        return {one: (one.stat().st_mtime_ns, one.read_bytes()) for one in imported.into.rglob("*") if one.is_file()}

    before = state()
    again = import_file(shared_data / f"{imported.profile}.jsonl", load_profile(imported.profile), imported.into)
    assert state() == before
    assert again.unchanged == imported.summary.written
    assert (again.written, again.kept, again.organs, again.left) == ([], [], 0, imported.summary.left)


def test_order_of_the_records_does_not_matter(imported: Import, tmp_path: Path) -> None:
    file = tmp_path / "reversed.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in reversed(imported.records)), "utf-8")
    import_file(file, load_profile(imported.profile), tmp_path / "out")
    for path in imported.summary.written:
        assert (tmp_path / "out" / path).read_bytes() == (imported.into / path).read_bytes()
    for name in ("organs.yaml", "itemkit.toml", ".itemkit/imported.csv"):
        assert (tmp_path / "out" / name).read_bytes() == (imported.into / name).read_bytes()


def test_every_value_of_every_record_is_found_again(imported: Import) -> None:
    """Said without the mapping: a value's words are in the file, or its code's word at the place it belongs to."""
    older = {one.source.number for one in imported.summary.superseded}
    by_code = {(item.get("code") or item["local_code"]): item for item in map_items(imported)}
    lost = []
    for number, record in enumerate(imported.records, 1):
        if number in older:
            continue
        item = by_code[code_of(record)]
        organ = organ_names(imported.into).get(item.get("organ", ""), {})
        hay = Hay(item, organ, regions(imported.into).get(item.get("region", ""), ""))
        lost += [(number, field, value) for field, value in leaves(record) if not is_found(field, value, hay)]
    assert lost == []


class Hay:
    """Everything that an item and what it refers to say, for looking things up."""

    def __init__(self, item: dict[str, Any], organ: dict[str, Any], region: str) -> None:
        self.item = item
        self.values = {normal(value) for _, value in leaves([item, organ, region])}
        self.text = "\n".join(self.values)


ABSENT = {"", "无", "暂无", "null", "未分类", "无线下办理窗口"}
TECHNICAL = {
    "rowguid", "task_guid", "partitionguid", "law_id", "cataloglawid", "materialid", "window_id", "special_id", "qaid",
    "pvi_guid", "ouguid", "year", "operatedate", "LASTTIMESTAMP", "RETURNITEMSUNNUM", "ordernum", "ordernumber",
}  # fmt: skip
WORDS = {
    "task_type": "type", "TASK_TYPE": "type", "taskType": "type", "task_state": "status", "dept_type": "organ_kind", "use_level": "level",
    "serve_type": "audience", "project_type": "handling", "handle_type": "channel", "handle_area": "reach",
    "wsblsd": "online_depth", "result_type": "result_kind", "source_type": "source", "is_need": "need",
    "anticipate_type": "time_unit", "promise_type": "time_unit", "special_date_type": "time_unit",
}  # fmt: skip
OTHER_NUMBERS = {
    ("TASK_TYPE", "20"): "其他行政权力",
    ("TASK_TYPE", "21"): "公共服务",
    ("wsblsd", "9"): "其他",
    ("special_name", "9"): "其他",
}
TRUTHS = {
    "is_fee": lambda item: False if item.get("fees") == [] else None,
    "is_pay_online": lambda item: item["online"].get("pay"),
    "is_entry_center": lambda item: item.get("hall"),
    "is_express": lambda item: item.get("express"),
    "courier_service": lambda item: item.get("express"),
    "is_handle_machine": lambda item: item.get("terminal"),
}
LIMITS = {"handle_time": "statutory", "handle_time_limit": "promised"}
YES = {"是": True, "支持": True, "1": True, "否": False, "不支持": False, "0": False}


def is_found(field: str, value: Any, hay: Hay) -> bool:
    """Whether ``value`` is said somewhere in the hay, the documented transforms allowed for."""
    text = re.sub("^(?:办理地点：|答：)", "", str(value).strip())
    if value is None or text in ABSENT or (field == "td_tlimit" and text == "0"):
        return True
    return field in TECHNICAL or normal(value) in hay.values or is_said(field, text, hay)


def is_said(field: str, text: str, hay: Hay) -> bool:
    """Whether the text is there in other words, or in its parts."""
    if field in TRUTHS and text in YES:
        return TRUTHS[field](hay.item) is YES[text]
    if field in WORDS or (field, text) in OTHER_NUMBERS:
        return all(normal(word(field, part)) in hay.values for part in text.split(","))
    if field in LIMITS:
        limit = hay.item["time_limit"][LIMITS[field]]
        return f"{limit['days']}({limit['unit']})" == text
    pieces = [
        piece for piece in re.split(r"[\s，,、；;：:。.（）()《》—]+", unicodedata.normalize("NFKC", text)) if piece
    ]
    return len(text) > 2 and all(normal(piece) in hay.text for piece in pieces if not is_numeral(piece))


def word(field: str, number: str) -> str:
    found = OTHER_NUMBERS.get((field, number)) or Vocabularies.builtin()[WORDS[field]].word_of(number)
    return found or f"no word for {number}"


def is_numeral(piece: str) -> bool:
    """A number in front of an entry of a list, which a list of its own does not need."""
    return re.fullmatch(r"第?[0-9一二三四五六七八九十]{1,3}", piece) is not None


def normal(value: Any) -> str:
    """A text without what transforms take away or make alike: width, white space, dashes, brackets."""
    return re.sub(r"[\s\-—–－()《》:]+", "", unicodedata.normalize("NFKC", str(value)))


def leaves(value: Any, field: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, field)
    else:
        yield field, value


def code_of(record: dict[str, Any]) -> str:
    item = record.get("AUDIT_ITEM", record)
    item = item[0] if isinstance(item, list) else item
    keys = ("ywcode", "task_code", "TASK_CODE")
    found = next((item[key] for key in keys if item.get(key)), None)
    return str(found or record["_url_params"]["itemCode"])


def map_items(imported: Import) -> Iterator[dict[str, Any]]:
    return (item_at(imported, path) for path in imported.summary.written)


@cache
def organ_names(root: Path) -> dict[str, dict[str, Any]]:
    organs: Any = yaml_rs.loads((root / "organs.yaml").read_text("utf-8"), parse_datetime=False)
    return {organ["uscc"]: organ for organ in organs}


@cache
def regions(root: Path) -> dict[str, str]:
    found: dict[str, str] = tomllib.loads((root / "itemkit.toml").read_text("utf-8")).get("regions", {})
    return found
