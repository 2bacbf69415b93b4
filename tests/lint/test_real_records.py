"""What lint finds in the real records and in catalog/: as docs/real-data.md says, true things found, traps passed by."""

import re
import shutil
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from itemkit.exchange import import_file, load_profile
from itemkit.findings import Finding, Severity
from itemkit.lint.lint import Choice, lint
from itemkit.lint.registry import BY_CODE
from itemkit.source.catalog import Catalog

PAGE = Path(__file__).parents[2] / "docs/real-data.md"
RECORDS = ("guangdong", "guangxi", "sichuan")
CATALOGS = (*RECORDS, "catalog")
DAY = date(2026, 11, 23)


def found_in(root: Path, *, jobs: int = 1, use_cache: bool = False) -> list[Finding]:
    catalog = Catalog(root)
    return list(lint(catalog, Choice.of(catalog, use_cache=use_cache, jobs=jobs, today=DAY)).findings)


@pytest.fixture(scope="module")
def roots(shared_data: Path, own_catalog: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    made = {name: tmp_path_factory.mktemp(name) for name in RECORDS}
    for name, root in made.items():
        import_file(shared_data / f"{name}.jsonl", load_profile(name), root)
    return {**made, "catalog": own_catalog}


@pytest.fixture(scope="module")
def findings(roots: Mapping[str, Path]) -> Mapping[str, list[Finding]]:
    return {name: found_in(root) for name, root in roots.items()}


def told() -> dict[str, tuple[list[int], int, int]]:
    """The rows of the page: how many in each catalog; of how many that were checked so many were right."""
    rows = re.findall(
        r"^\| ([A-Z]\d{3}) \S+ \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+)/(\d+) \|",
        PAGE.read_text("utf-8"),
        re.MULTILINE,
    )
    return {code: (list(map(int, counts)), int(right), int(of)) for code, *counts, right, of in rows}


def test_the_page_says_how_many_each_rule_finds(findings: Mapping[str, list[Finding]]) -> None:
    counted = {name: Counter(one.code for one in findings[name]) for name in CATALOGS}
    codes = {code for counts in counted.values() for code in counts}
    assert {code: counts for code, (counts, _, _) in told().items()} == {
        code: [counted[name][code] for name in CATALOGS] for code in codes
    }


def test_a_rule_that_is_often_wrong_is_information() -> None:
    for code, (counts, right, of) in told().items():
        assert of == min(20, sum(counts)), code
        assert right >= 0.9 * of or BY_CODE[code].severity is Severity.INFO, code


def test_the_true_things_are_found(findings: Mapping[str, list[Finding]]) -> None:
    guangxi = [(one.code, one.path.rpartition("/")[2][:14], str(one.place.pointer)) for one in findings["guangxi"]]
    sports, study = "全民健身设施拆迁或者改变用途", "政府投资项目审批——可行性研"
    assert ("T201", sports, "/time_limit/statutory/note") in guangxi  # 66 days, and its own words say 20
    assert ("W204", sports, "/conditions/0") in guangxi  # 符合以上条件, and nothing above
    self_supplied = [row for row in guangxi if row[0] == "M204"]
    assert self_supplied == [("M204", study, f"/materials/{number}/source") for number in (0, 3, 4, 5, 7, 8)]
    unequal = [one for one in findings["guangdong"] if one.code == "R105"]  # province and city, one catalogue code
    assert len(unequal) == 4
    assert all("/440100/" in one.path and "/440000/" in one.related[0].path for one in unequal)


def test_the_traps_are_passed_by(findings: Mapping[str, list[Finding]]) -> None:
    codes = Counter(one.code for one in findings["guangdong"])
    assert codes["N206"] == 0  # one catalogue code with several names: handling items of one sub-item
    # parts of a code that a province numbers in its own way, and regions that are in force
    assert {one.code for name in CATALOGS for one in findings[name] if one.code.startswith("C")} == {"C101"}
    # an organ's credit code with the digits of another region is no error of the item
    regions = [one for one in findings["guangdong"] if one.place.pointer and one.place.pointer[0] == "region"]
    assert regions == []
    # 无 stood for no value when the records were imported; nothing of it is left to be found
    assert not [one for one in findings["guangdong"] if one.code == "W201" and "“无”" in str(one.message)]


def test_processes_and_cache_change_nothing(
    roots: Mapping[str, Path], findings: Mapping[str, list[Finding]], tmp_path: Path
) -> None:
    root = tmp_path / "guangdong"
    shutil.copytree(roots["guangdong"], root)
    assert found_in(root, jobs=2) == findings["guangdong"]
    assert found_in(root, jobs=2, use_cache=True) == findings["guangdong"]
    assert found_in(root, jobs=1, use_cache=True) == findings["guangdong"]
