"""What an import does to a catalog that is there: versions, edits, organs, clashes, bad records."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from import_records import GUANGXI, SICHUAN

from itemkit.exchange import ImportSummary, Kept, Outcome, TargetError, import_file, load_profile
from itemkit.source.catalog import CatalogError
from itemkit.source.dump import dump

ORGAN = '- {uscc: "11511301008778183N", name: 区示范局, region: "511602"}\n'
ITEM = "items/511602/区示范局/示范证注销-ae465178.yaml"


def record(**changes: Any) -> dict[str, Any]:
    """The Sichuan record with other values; ``code`` stands for its code."""
    code = changes.pop("code", SICHUAN["_url_params"]["itemCode"])
    link = str(SICHUAN["link"]).replace(SICHUAN["_url_params"]["itemCode"], code)
    return {**SICHUAN, "link": link, "_url_params": {**SICHUAN["_url_params"], "itemCode": code}, **changes}


def run(into: Path, *records: dict[str, Any] | str, profile: str = "sichuan") -> ImportSummary:
    lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records]
    file = into.parent / "in.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    return import_file(file, load_profile(profile), into)


def everything(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "目录"


def test_second_run_changes_nothing(into: Path) -> None:
    run(into, record())
    before = everything(into)
    times = {path: (into / path).stat().st_mtime_ns for path in before}
    summary = run(into, record())
    assert summary == ImportSummary(records=1, unchanged=[ITEM])
    assert everything(into) == before
    assert {path: (into / path).stat().st_mtime_ns for path in before} == times


def test_order_of_the_records_does_not_matter(tmp_path: Path) -> None:
    records = [
        record(),
        record(code="511A02-511602000000-000-11511301008778183N-1-00"),
        record(code="511A03-511602000000-000-11511301008778183N-1-00", department="区样板局"),
    ]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    run(tmp_path / "a/目录", *records)
    run(tmp_path / "b/目录", *reversed(records))
    assert everything(tmp_path / "a/目录") == everything(tmp_path / "b/目录")


def test_record_of_what_was_written(into: Path) -> None:
    run(into, record())
    digest = hashlib.sha256((into / ITEM).read_bytes()).hexdigest()
    assert (into / ".itemkit/imported.csv").read_bytes().decode() == (f"path,sha256,profile\n{ITEM},{digest},sichuan\n")


def test_newer_record_replaces_an_untouched_file(into: Path) -> None:
    run(into, record())
    summary = run(into, record(main_item="示范证管理"))
    assert summary.written == [ITEM]
    assert (into / ITEM).read_text("utf-8").endswith("extra: {source: {main_item: 示范证管理}}\n")


def test_file_that_a_person_has_edited_is_kept(into: Path) -> None:
    run(into, record())
    (into / ITEM).write_text("name: 我改过\n", "utf-8")
    summary = run(into, record(main_item="示范证管理"))
    assert summary == ImportSummary(records=1, kept=[Kept(ITEM, Outcome.KEPT_EDITED)], left=summary.left)
    assert not summary.is_complete
    assert (into / ITEM).read_text("utf-8") == "name: 我改过\n"


def test_edited_to_what_the_record_says_is_unchanged(into: Path) -> None:
    run(into, record(main_item="示范证管理"))
    newer = run(into.parent / "other", record())
    (into / ITEM).write_bytes((into.parent / "other" / ITEM).read_bytes())
    assert newer.written == [ITEM]
    assert run(into, record()) == ImportSummary(records=1, unchanged=[ITEM])
    assert run(into, record(main_item="示范证管理")).written == [ITEM]


def test_file_that_no_import_wrote_is_kept(into: Path) -> None:
    (into / ITEM).parent.mkdir(parents=True)
    (into / ITEM).write_text("name: 手写\n", "utf-8")
    assert run(into, record()).kept == [Kept(ITEM, Outcome.KEPT_FOREIGN)]
    assert (into / ITEM).read_text("utf-8") == "name: 手写\n"


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_link_out_of_the_catalog_is_not_followed(into: Path) -> None:
    outside = into.parent / "outside"
    outside.mkdir()
    (into / "items").mkdir(parents=True)
    (into / "items/511602").symlink_to(outside)
    assert run(into, record()).kept == [Kept(ITEM, Outcome.KEPT_OUTSIDE)]
    assert not list(outside.rglob("*.yaml"))


def test_files_whose_records_are_gone_stay(into: Path) -> None:
    other = record(code="511A02-511602000000-000-11511301008778183N-1-00")
    run(into, record(), other)
    before = everything(into)
    assert run(into, record()) == ImportSummary(records=1, unchanged=[ITEM])
    assert everything(into) == before


def version(number: str, date: int = 0, **changes: Any) -> dict[str, Any]:
    item = {**GUANGXI["AUDIT_ITEM"][0], "task_version": number, "version_date": date, **changes}
    return {**GUANGXI, "AUDIT_ITEM": item}


def test_newest_version_wins_and_the_others_are_named(into: Path) -> None:
    records = [version("9"), version("13"), version("13", date=5), version("10"), version("13", date=5)]
    summary = run(into, *records, profile="guangxi")
    named = [(one.source.number, one.name, one.code, one.version, one.by.number) for one in summary.superseded]
    code = "11450721MB155808114000104002000"
    assert named == [
        (number, "示范项目审查", code, said, 3) for number, said in ((1, "9"), (2, "13"), (4, "10"), (5, "13"))
    ]
    assert len(summary.written) == 1
    assert "version_date: 5" in (into / summary.written[0]).read_text("utf-8")


def test_records_of_one_code_that_are_equally_new_both_stay(into: Path) -> None:
    summary = run(into, record(name="甲"), record(name="乙"), record(name="甲"))
    assert [(one.source.number, one.by.number) for one in summary.superseded] == [(3, 1)]
    names = {(into / path).read_text("utf-8").splitlines()[0] for path in summary.written}
    assert names == {"name: 甲", "name: 乙"}
    assert run(into, record(name="乙"), record(name="甲")).unchanged == summary.written


def test_names_that_differ_in_case_only(into: Path) -> None:
    first = version("1", task_name="abc许可")
    second = version("1", task_name="ABC许可", task_code="11440100007482575H4000104002000")
    summary = run(into, first, second, profile="guangxi")
    folder = "items/450721/示范县审批局"
    assert summary.written == [
        f"{folder}/ABC许可-000104002000-c9c81ab954c51b1d.yaml",
        f"{folder}/abc许可-000104002000-e8087b19a81f9829.yaml",
    ]


def test_bad_lines_are_reported_and_skipped(into: Path) -> None:
    summary = run(
        into, "{", record(), "[1]", '{"name": "甲", "name": "乙"}', record(name="无"), '{"a": NaN}', '"\\ud800"'
    )
    said = [(one.source.number, str(one.reason)) for one in summary.unreadable]
    assert said == [
        (1, "不是 JSON：第 2 列起读不懂"),
        (3, "不是一条记录：要是 {字段: 值} 的对象"),
        (4, "字段“name”出现了两次"),
        (5, "记录里没有可用的 name：事项必须有名称和类型"),
        (6, "有 JSON 里没有的数（NaN 或无穷大）"),
        (7, "不是一条记录：要是 {字段: 值} 的对象"),
    ]
    assert (summary.records, summary.written, summary.is_complete) == (2, [ITEM], False)


def test_organ_is_called_what_most_records_call_it(into: Path) -> None:
    codes = [f"511A0{n}-511602000000-000-11511301008778183N-1-00" for n in range(3)]
    summary = run(into, record(code=codes[0], department="区甲局"), *(record(code=code) for code in codes[1:]))
    assert (into / "organs.yaml").read_text("utf-8") == ORGAN
    path = next(one for one in summary.written if "区甲局" in one)
    assert (into / path).read_text("utf-8").endswith("extra: {source: {department: 区甲局}}\n")


def test_organ_without_a_valid_code_stays_in_the_record(into: Path) -> None:
    code = "511A01-511602000000-000-083372204-1-00"
    summary = run(into, record(code=code))
    text = (into / summary.written[0]).read_text("utf-8")
    assert "organ:" not in text
    assert text.endswith("extra: {source: {department: 区示范局}}\n")
    assert not (into / "organs.yaml").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# 我的\n", f"# 我的\n{ORGAN}"),
        ("[]\n", ORGAN),
        (
            "# 头\n- uscc: 11440100007482575H # 注\n  name: 甲",
            f"# 头\n- uscc: 11440100007482575H # 注\n  name: 甲\n{ORGAN}",
        ),
        (
            "  - {uscc: 11440100007482575H, name: 甲}\n",
            f"  - {{uscc: 11440100007482575H, name: 甲}}\n  {ORGAN}",
        ),
        ("- {uscc: 11511301008778183N, name: 区示范局}\n", "- {uscc: 11511301008778183N, name: 区示范局}\n"),
    ],
)
def test_organs_are_added_and_none_is_changed(into: Path, before: str, after: str) -> None:
    into.mkdir()
    (into / "organs.yaml").write_text(before, "utf-8")
    run(into, record())
    assert (into / "organs.yaml").read_text("utf-8") == after


def test_configuration_is_made_once(into: Path) -> None:
    run(into, record())
    assert (into / "itemkit.toml").read_text("utf-8") == (
        '[catalog]\nname = "四川政务服务网导出的事项"\nregion = "511602"\n'
    )
    (into / "itemkit.toml").write_text('[catalog]\nname = "我的"\n', "utf-8")
    run(into, record())
    assert (into / "itemkit.toml").read_text("utf-8") == '[catalog]\nname = "我的"\n'


def test_own_words_of_the_catalog_count(into: Path) -> None:
    into.mkdir()
    (into / "itemkit.toml").write_text('[vocabulary.type]\n"政府内部审批" = "30"\n', "utf-8")
    params = {**SICHUAN["_url_params"], "taskType": "30"}
    summary = run(into, record(_url_params=params))
    assert "type: 政府内部审批\n" in (into / summary.written[0]).read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("organs.yaml", "- ["),
        ("organs.yaml", "uscc: 1\n"),
        ("organs.yaml", "[{uscc: 11440100007482575H, name: 甲}]\n"),
        (".itemkit/imported.csv", "a,b\n"),
    ],
)
def test_what_is_in_the_way_stops_the_import(into: Path, path: str, content: str) -> None:
    (into / path).parent.mkdir(parents=True)
    (into / path).write_text(content, "utf-8")
    with pytest.raises(TargetError, match=Path(path).name):
        run(into, record())
    assert not (into / "items").exists()
    assert (into / path).read_text("utf-8") == content


@pytest.mark.parametrize("content", ["[catalog", "[vocabulary.none]\n甲 = ''\n"])
def test_wrong_configuration_stops_the_import(into: Path, content: str) -> None:
    into.mkdir()
    (into / "itemkit.toml").write_text(content, "utf-8")
    with pytest.raises(CatalogError):
        run(into, record())
    assert [one.name for one in into.iterdir()] == ["itemkit.toml"]


def test_array_object_and_lines_are_one(tmp_path: Path) -> None:
    one = json.dumps(record(), ensure_ascii=False, indent=2)
    expected = None
    for n, text in enumerate([json.dumps(record()), one, f"[{one}]", "\ufeff" + json.dumps(record()) + "\r\n\r\n"]):
        file = tmp_path / f"{n}.json"
        file.write_bytes(text.encode())
        into = tmp_path / str(n)
        assert import_file(file, load_profile("sichuan"), into).written == [ITEM]
        expected = expected or everything(into)
        assert everything(into) == expected


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", []),
        (b"[{]", ["第 1 行：不是 JSON：第 3 列起读不懂"]),
        (b'{\n "name": }', ["第 2 行：不是 JSON：第 10 列起读不懂"]),
        ("[\n{'名': 1}]".encode("gb18030"), ["第 2 行：不是 UTF-8 文字，请另存为 UTF-8"]),
        (b'{"name": ' + b"[" * 100 + b"]" * 100 + b"}", ["第 1 行：嵌套太深"]),
        (b"[" * 100_000, ["第 1 行：嵌套太深"]),
        (
            b'[1, {"name": "\\ud800"}]',
            ["第 1 条：不是一条记录：要是 {字段: 值} 的对象", "第 2 条：有不成对的代理字符，不是完整的文字"],
        ),
    ],
)
def test_files_that_hold_no_records(tmp_path: Path, content: bytes, said: list[str]) -> None:
    file = tmp_path / "in.json"
    file.write_bytes(content)
    summary = import_file(file, load_profile("sichuan"), tmp_path / "out")
    assert [f"{one.source}：{one.reason}" for one in summary.unreadable] == said
    assert summary.written == []


def test_refused_values_go_back(into: Path) -> None:
    """What the model refuses is kept as it was, and what depends on it too."""
    item = {**GUANGXI["AUDIT_ITEM"][0], "anticipate_type": "7", "limit_scene_num": "100000"}
    summary = run(
        into,
        {**GUANGXI, "AUDIT_ITEM": item, "AUDIT_QA": [{"question": "问"}, {"question": "甲", "answer": "乙"}]},
        profile="guangxi",
    )
    text = (into / summary.written[0]).read_text("utf-8")
    assert "time_limit: {promised: {days: 5, unit: 工作日}}\n" in text
    assert "faq:\n  - {q: 甲, a: 乙}\n" in text
    assert "visits" not in text
    source = {
        "anticipate_day": "66",
        "anticipate_type": "7",
        "anticipate_day_explain": "受理之日起20个工作日。",
        "limit_scene_num": "100000",
    }
    for key, value in source.items():
        assert f"      {dump({key: value})}" in text
    assert "    AUDIT_QA:\n      - {question: 问}\n" in text
