"""docs/certificates.md, its example catalog and the ninth chapter of the tutorial: what they show is what is printed."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from shown import ITEM, ROOT, TUTORIAL, agree, chapter, copied, mend_second_item, printed, shown, write_second_item

from itemkit.findings import Pointer
from itemkit.lint.registry import RULES
from itemkit.source.dump import dump
from itemkit.source.read import read

PAGE = (ROOT / "docs/certificates.md").read_text("utf-8")
EXAMPLE = ROOT / "docs/examples/certificates"

SCHOOL, STALL, RESIDENCE = (
    "items/循环/民办学校办学许可.yaml",
    "items/循环/小餐饮登记.yaml",
    "items/循环/居住证申领.yaml",
)
HEALTH = "items/循环/食品从业人员健康检查.yaml"
ISSUE, REISSUE = "items/补发/人力资源服务许可证核发及变更.yaml", "items/补发/人力资源服务许可证补发.yaml"
HOUSING, ELDERLY = "items/重复/公租房保障资格确认.yaml", "items/重复/老年人优待证办理.yaml"
FOUND = [
    ("G101", STALL, "/materials/2/certificate"),
    ("G101", SCHOOL, "/materials/1/certificate"),
    ("G102", REISSUE, "/materials/0/certificate"),
    ("G103", RESIDENCE, "/materials/1/any_of/0/certificate"),
    ("G103", HEALTH, "/materials/0/certificate"),
    ("G104", ISSUE, "/materials/2/certificate"),
    ("G105", "certificates/不动产权证书.yaml", "/name"),
    ("G105", "certificates/户籍证明.yaml", "/name"),
    ("G201", ISSUE, "/materials/1/certificate"),
    ("G202", HOUSING, "/materials/1/certificate"),
    ("G203", HOUSING, "/materials/2/certificate"),
    ("G204", HOUSING, "/materials/3/certificate"),
    ("G205", ELDERLY, "/materials/2/basis"),
    ("G206", HOUSING, "/materials/4/certificate"),
    ("G207", "bundles/开小吃店.yaml", "/items/1"),
]
"""All that lint finds in the example."""


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example catalog, where commands are run."""
    root = copied(EXAMPLE, tmp_path)
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "120")
    return root


def findings(*args: str) -> list[dict[str, Any]]:
    """What lint finds."""
    found: list[dict[str, Any]] = json.loads(printed("lint", *args, "-f", "json"))["findings"]
    return found


SHOWN = list(shown(PAGE))


def test_the_page_shows_the_rules_and_the_four_commands() -> None:
    commands = {args[1] for args, _output in SHOWN if args[0] == "certificates"}
    assert commands == {"link", "report", "path", "graph"}
    assert [rule.code for rule in RULES if rule.code[0] == "G" and f"**{rule.code} " not in PAGE] == []


@pytest.mark.parametrize(("args", "output"), SHOWN, ids=[" ".join(args) for args, _output in SHOWN])
@pytest.mark.usefixtures("example")
def test_the_page_shows_what_is_printed(args: Sequence[str], output: str) -> None:
    actual = printed(*args)
    if not agree(output, actual):
        assert actual == output


@pytest.mark.usefixtures("example")
def test_the_example_has_each_finding_of_the_family_and_no_other() -> None:
    found = findings()
    assert sorted((one["code"], one["path"], one["pointer"]) for one in found) == sorted(FOUND)
    assert {code for code, _path, _pointer in FOUND} == {rule.code for rule in RULES if rule.code[0] == "G"}
    assert printed("validate") == "查了 38 个文件、18 个事项：没有发现问题\n"


def test_each_file_of_the_example_opens_with_what_it_shows() -> None:
    files = [path for ending in ("yaml", "toml") for path in EXAMPLE.rglob(f"*.{ending}")]
    assert len(files) == 39
    assert [path.name for path in files if not path.read_text("utf-8").startswith("# ")] == []


def without(root: Path, path: str, pointer: str) -> None:
    """Take a requirement out of a file."""
    data = read(root / path).data
    *_parents, key, index, _certificate = Pointer.parse(pointer)
    assert (key, pointer) == ("materials", f"/{key}/{index}/certificate")
    del data[key][index]
    (root / path).write_text(dump(data), "utf-8")


def test_the_changes_of_the_report_undo_the_deadlocks_and_fewer_do_not(example: Path) -> None:
    told = json.loads(printed("certificates", "report", "-f", "json"))["deadlocks"]
    changes = [(one["path"], one["pointer"]) for one in told["changes"]]
    assert (told["blocked"], told["count"], told["at_least"]) == (4, 2, 2)
    assert changes == [(path, pointer) for code, path, pointer in FOUND if code == "G101"]
    left = [len(findings("--select", "G101"))]
    for path, pointer in changes:
        without(example, path, pointer)
        left.append(len(findings("--select", "G101")))
    assert left == [2, 1, 0]
    assert json.loads(printed("certificates", "report", "-f", "json"))["deadlocks"]["blocked"] == 0


def test_the_projects_own_catalog_asks_for_nothing_in_a_circle_or_twice(
    own_catalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copied(own_catalog, tmp_path))
    found = findings("--select", "G")
    assert [(one["code"], one["path"], one["message"]) for one in found if told(one)] == []


def told(finding: dict[str, Any]) -> bool:
    """Whether a finding is more than information, and not excused with a reason."""
    return finding["severity"] != "info" and finding["suppressed"] is None


CHAPTER = chapter(9)


def test_the_tutorial_links_sees_a_deadlock_and_mends_it(furnished: Path) -> None:
    commands = list(shown(CHAPTER))
    write_second_item(furnished)
    told = [printed(*args) for args, _output in commands[:2]]
    mend_second_item(furnished)
    told += [printed(*args) for args, _output in commands[2:]]
    assert len(told) == 4
    for actual, (_args, output) in zip(told, commands, strict=True):
        assert agree(output, actual) or actual == output
    assert [one["code"] for one in findings() if one["severity"] != "info"] == []


def test_the_tutorial_shows_what_lint_prints_for_a_draft(drafted: Path) -> None:
    shown_there = re.search(
        r"写了这样一行：\n\n```yaml\n(.*?)```\n\n```\n\$ itemkit lint\n(.*?)```", TUTORIAL, re.DOTALL
    )
    assert shown_there is not None
    with_more = (drafted / ITEM).read_text("utf-8").replace("access: 共享}\n", f"access: 共享}}\n{shown_there[1]}")
    (drafted / ITEM).write_text(with_more, "utf-8")
    assert printed("lint") == shown_there[2]
