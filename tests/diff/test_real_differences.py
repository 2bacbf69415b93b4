"""Real records: what province and city say differently, and what the versions of one item did to applicants."""

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from itemkit.diff.change import Change
from itemkit.diff.sides import side_of
from itemkit.diff.whole import Difference, difference_of
from itemkit.exchange import import_file, load_profile

PAGE = Path(__file__).parents[2] / "docs/real-data.md"
LIMIT = re.compile(r"(\d+)\((工作日|自然日)\)")


@pytest.fixture(scope="module")
def guangdong(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("guangdong")
    import_file(shared_data / "guangdong.jsonl", load_profile("guangdong"), root)
    return root


def compared(a: str, b: str, catalog: Path | None = None) -> Difference:
    with side_of(a, catalog) as first, side_of(b, catalog) as second:
        return difference_of(first, second, jobs=1)


def limits(difference: Difference, stem: str) -> set[tuple[str, str, int, int]]:
    """Code in A, code in B, days before, days after, of each limit that is otherwise."""
    return {
        (item.a.code, item.b.code, told.change.before["days"], told.change.after["days"])
        for item, told in difference.each_change()
        if told.change.id in {f"{stem}-longer", f"{stem}-shorter"}
    }


def as_recorded(shared_data: Path, field: str) -> set[tuple[str, str, int, int]]:
    """The same, from the records themselves: pairs of one catalogue code, and of one name if there are several."""
    by_code = defaultdict(lambda: defaultdict(list))
    for line in (shared_data / "guangdong.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        by_code[record["CATAID"]][record["AREACODE"]].append(record)
    found = set()
    for regions in by_code.values():
        for one in regions["440000"]:
            others = [other for other in regions["440100"] if _plain(other) == _plain(one)]
            if len(regions["440000"]) == len(regions["440100"]) == 1:
                others = regions["440100"]
            for other in others:
                said, now = (LIMIT.fullmatch(record[field]) for record in (one, other))
                if said and now and said[1] != now[1]:
                    found.add((one["TASK_CODE"], other["TASK_CODE"], int(said[1]), int(now[1])))
    return found


def _plain(record: dict) -> str:
    return re.sub("[（()）]", "", record["TASK_NAME"])


def test_every_pair_with_other_statutory_limits_is_found(guangdong: Path, shared_data: Path) -> None:
    difference = compared("440000", "440100", guangdong)
    recorded = as_recorded(shared_data, "handle_time")
    assert limits(difference, "statutory") == recorded
    assert sorted((before, after) for *_codes, before, after in recorded) == [(40, 20), (40, 20), (40, 20), (150, 20)]


def test_every_pair_with_other_promised_limits_is_found(guangdong: Path, shared_data: Path) -> None:
    recorded = as_recorded(shared_data, "handle_time_limit")
    found = limits(compared("440000", "440100", guangdong), "promised")
    assert recorded <= found
    assert len(recorded) > 20


def test_the_other_way_round_the_same_is_told_in_the_mirror(guangdong: Path) -> None:
    def told(difference: Difference, *, mirrored: bool) -> list[tuple]:
        return sorted(
            (change.kind.mirror, change.effect.reverse.value, str(change.name and "")) if mirrored
            else (change.id, change.effect.value, "")
            for _item, one in difference.each_change()
            for change in [one.change]
        )  # fmt: skip

    there, back = compared("440000", "440100", guangdong), compared("440100", "440000", guangdong)
    assert told(there, mirrored=True) == told(back, mirrored=False)
    assert {(one.a and one.a.path, one.b and one.b.path) for one in there.compared} == {
        (one.b and one.b.path, one.a and one.a.path) for one in back.compared
    }


def test_the_versions_of_an_item_promise_less_and_less(shared_data: Path, tmp_path: Path) -> None:
    name = "在宗教活动场所内改建或者新建建筑物审批"
    versions: dict[int, str] = {}
    for line in (shared_data / "guangxi.jsonl").read_text("utf-8").splitlines():
        item = json.loads(line)["AUDIT_ITEM"]
        item = item[0] if isinstance(item, list) else item
        if item["task_name"] == name:
            versions[int(item["task_version"])] = line
    for version, line in versions.items():
        records = tmp_path / f"{version}.jsonl"
        records.write_text(line + "\n", "utf-8")
        import_file(records, load_profile("guangxi"), tmp_path / str(version))

    def promised(older: int, newer: int) -> list[Change]:
        difference = compared(str(tmp_path / str(older)), str(tmp_path / str(newer)))
        return [
            told.change for _item, told in difference.each_change() if told.change.kind.field == "time_limit.promised"
        ]

    changes = [*promised(14, 15), *promised(15, 16)]
    assert [
        (change.id, change.before["days"], change.after["days"], change.effect.value, str(change.measure))
        for change in changes
    ] == [
        ("promised-shorter", 10, 8, "ease", "−2 工作日"),
        ("promised-shorter", 8, 5, "ease", "−3 工作日"),
    ]


def test_the_page_tells_what_is_told(guangdong: Path) -> None:
    """The sample that was read by hand is still what the comparison says."""
    page = PAGE.read_text("utf-8").partition("\n## 比较省和市\n")[2]
    rows = re.findall(r"^\| (\S+) \| ([a-z-]+) \| (.+) \| (.*?) ?\|$", page, re.MULTILINE)
    difference = compared("440000", "440100", guangdong)
    told = {
        (item.entry.code, one.change.id, str(one.change.message), str(one.change.measure or ""))
        for item, one in difference.each_change()
    }
    assert len(rows) == 20
    assert [row for row in rows if row not in told] == []
    pairs = [item for item in difference.compared if item.a and item.b]
    assert f"其中 {len(pairs)} 对是同一个事项，有 {sum(len(item.changes) for item in pairs)} 处不同" in page
