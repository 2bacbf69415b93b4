"""The real records, their certificates linked: what is circular in them is found, what only looks so is not."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from itemkit.certificates.linking.apply import write_links
from itemkit.certificates.linking.links import links_in
from itemkit.exchange import import_file, load_profile
from itemkit.findings import Finding
from itemkit.lint.lint import Choice, lint, survey_of
from itemkit.source.catalog import Catalog

PAGE = Path(__file__).parents[2] / "docs/real-data.md"
RECORDS = ("guangdong", "guangxi", "sichuan")
KINDS = (("material", True), ("result", True), ("new-result", True), ("certificate", True))

Linked = tuple[list[int], list[Finding]]


@pytest.fixture(scope="module")
def linked(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Linked]:
    """How much was linked in each catalog, and what family G finds in it then."""
    return {name: linked_copy(shared_data / f"{name}.jsonl", tmp_path_factory.mktemp(name)) for name in RECORDS}


def linked_copy(records: Path, root: Path) -> Linked:
    import_file(records, load_profile(records.stem), root)
    catalog = Catalog(root)
    with survey_of(catalog, catalog.find(), Choice.of(catalog, use_cache=False, jobs=1)) as survey:
        links = links_in(survey.index)
    counted = Counter((one.kind, one.certain) for one in links.proposals)
    uncertain = sum(count for (_kind, is_certain), count in counted.items() if not is_certain)
    write_links(catalog, links, jobs=1)
    again = Catalog(root)
    found = lint(again, Choice.of(again, select=["G"], use_cache=False, jobs=1)).findings
    return [*(counted[kind] for kind in KINDS), uncertain], found


def told_of(linked: Mapping[str, Linked], *codes: str) -> list[tuple[str, str, str]]:
    """Code, the item's name up to its brackets, and pointer of what some rules find in the Guangdong records."""
    return sorted(
        (one.code, re.split(r"[（(]", one.path.rpartition("/")[2])[0].removesuffix(".yaml"), str(one.place.pointer))
        for one in linked["guangdong"][1]
        if one.code in codes
    )


def test_the_page_says_how_much_is_linked(linked: Mapping[str, Linked]) -> None:
    rows = re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", section(), re.MULTILINE)
    assert {name: list(map(int, counts)) for name, *counts in rows} == {name: linked[name][0] for name in RECORDS}


def test_the_page_says_how_many_each_rule_finds(linked: Mapping[str, Linked]) -> None:
    counted = {name: Counter(one.code for one in linked[name][1]) for name in RECORDS}
    rows = re.findall(r"^\| (G\d{3}) \S+ \| (\d+) \| (\d+) \| (\d+) \|", section(), re.MULTILINE)
    codes = sorted({code for counts in counted.values() for code in counts})
    assert {code: list(map(int, counts)) for code, *counts in rows} == {
        code: [counted[name][code] for name in RECORDS] for code in codes
    }


def section() -> str:
    return PAGE.read_text("utf-8").partition("\n## 关联证照以后\n")[2].partition("\n## ")[0]


def test_a_lost_certificate_is_asked_for(linked: Mapping[str, Linked]) -> None:
    assert told_of(linked, "G102") == [
        ("G102", "公证员执业证书损毁或者遗失的换发或者补发-442009035001", "/materials/2/certificate")
    ]


def test_first_issue_merged_with_adjustment_asks_for_the_old_one(linked: Mapping[str, Linked]) -> None:
    found = [one for one in linked["guangdong"][1] if one.code == "G104"]
    merged = [one for one in found if "新建建筑工程《建设工程规划许可证》核发及调整" in one.path]
    assert len(merged) == 10
    assert [one.path.rpartition("/")[2] for one in found if one not in merged] == [
        "水产苗种生产许可证的审批、审核-440117070001.yaml"  # 原水产苗种生产许可证, in the only item that gives it
    ]


def test_what_only_looks_circular_is_not_told(linked: Mapping[str, Linked]) -> None:
    # 延期、变更、注销、换发、签注; another subject's 植物检疫证书; forms; 规划许可证 in 建设用地规划许可证
    assert told_of(linked, "G101", "G103") == []
    paths = [one.path for one in linked["guangdong"][1] if one.code in ("G102", "G104")]
    looks_so = re.compile("延期使用|损毁补发|到期换发|变更执业机构|注销|签注|植物检疫")
    assert [path for path in paths if looks_so.search(path.rpartition("/")[2])] == []
