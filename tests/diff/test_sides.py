"""What can be compared: files, folders, regions, and all of it in git; how items find each other; what is told once."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from itemkit.diff.sides import NothingThereError, side_of
from itemkit.diff.whole import Difference, difference_of
from itemkit.source.catalog import CatalogError
from itemkit.source.trees import blob_name

Maker = Callable[[Mapping[str, str | bytes]], Path]
BASE = "440123004000"
HEALTH, OTHER = "11440100007482620J", "11440000006940116U"
ORGANS = (
    f"- {{uscc: {HEALTH}, name: 广州市卫生健康委员会, region: '440100'}}\n"
    f"- {{uscc: {OTHER}, name: 广东省教育厅, region: '440000'}}\n"
)
STANDARD = f"""\
name: 公共场所卫生许可
code: '{BASE}'
type: 行政许可
time_limit: {{statutory: {{days: 20, unit: 工作日}}}}
materials:
  - {{name: 申请表, original: 1}}
  - {{name: 检测报告, original: 1}}
"""


def item(days: int = 5, *, name: str = "", organ: str = HEALTH, code: str = "", more: str = "") -> str:
    lines = [f"name: {name}" if name else "", f"code: {code}" if code else "", f"standard: '{BASE}'", f"organ: {organ}"]
    lines += [f"time_limit: {{promised: {{days: {days}, unit: 工作日}}}}", more]
    return "\n".join(line for line in lines if line) + "\n"


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "甲")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "a@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True).stdout


def compared(a: str | Path, b: str | Path, catalog: Path | None = None, **options) -> Difference:
    with side_of(str(a), catalog) as first, side_of(str(b), catalog) as second:
        return difference_of(first, second, jobs=1, **options)


def told(difference: Difference) -> list[tuple[str, str, str, str]]:
    """Name, id, and both places of every change."""
    return [
        (item.entry.name, one.change.id, *(f"{at.path}#{at.pointer}" if at else "" for at in (one.a, one.b)))
        for item, one in difference.each_change()
    ]


@pytest.fixture
def catalog(make_catalog: Maker) -> Path:
    return make_catalog(
        {
            "organs.yaml": ORGANS,
            "standards/卫生.yaml": STANDARD,
            "items/市.yaml": item(5),
            "items/省.yaml": item(8, organ=OTHER),
        }
    )


def test_a_file_with_a_file_whatever_they_are_called(catalog):
    (catalog / "items/别的.yaml").write_text(item(7, name="另一个名称"))
    assert told(compared(catalog / "items/市.yaml", catalog / "items/别的.yaml")) == [
        ("另一个名称", "name-changed", "standards/卫生.yaml#/name", "items/别的.yaml#/name"),
        ("另一个名称", "promised-longer", "items/市.yaml#/time_limit/promised", "items/别的.yaml#/time_limit/promised"),
    ]


def test_an_item_is_no_standard(catalog):
    with pytest.raises(CatalogError, match="文件只能和文件比"):
        compared(catalog / "items/市.yaml", catalog / "standards/卫生.yaml")
    with pytest.raises(CatalogError, match="文件只能和文件比"):
        compared(catalog / "items/市.yaml", catalog)


def test_regions_by_the_items_or_their_organs(catalog):
    difference = compared("440000", "440100", catalog)
    assert told(difference) == [
        (
            "公共场所卫生许可",
            "promised-shorter",
            "items/省.yaml#/time_limit/promised",
            "items/市.yaml#/time_limit/promised",
        )
    ]
    assert [difference.a.title, difference.b.title] == ["广东省（440000）", "广州市（440100）"]


def test_a_region_where_there_is_no_catalog(tmp_path):
    with pytest.raises(CatalogError, match="440000 是区划"):
        compared("440000", "440100", tmp_path)


@pytest.mark.parametrize("text", ["", "--help", "nowhere", "nowhere:items/a.yaml"])
def test_what_is_nothing_at_all(catalog, text):
    with pytest.raises(CatalogError, match="不是文件、文件夹、六位区划，也不是 git 的版本"):
        compared(text, catalog, catalog)


@pytest.fixture
def repository(catalog: Path) -> Path:
    """The catalog below the top of a repository, with two commits: v1, and v2 after changes of three kinds."""
    git(catalog.parent, "init", "-q")
    git(catalog.parent, "add", "-A")
    git(catalog.parent, "commit", "-qm", "一")
    git(catalog.parent, "tag", "v1")
    (catalog / "items/市.yaml").rename(catalog / "items/改名.yaml")
    (catalog / "items/改名.yaml").write_text(item(3))
    (catalog / "items/省.yaml").write_text("# 只多一行注释\n" + item(8, organ=OTHER))
    (catalog / "standards/卫生.yaml").write_text(STANDARD.replace("days: 20", "days: 15"))
    git(catalog.parent, "add", "-A")
    git(catalog.parent, "commit", "-qm", "二")
    git(catalog.parent, "tag", "v2")
    return catalog


BETWEEN = [
    (
        "公共场所卫生许可", "statutory-shorter", "standards/卫生.yaml#/time_limit/statutory",
        "standards/卫生.yaml#/time_limit/statutory",
    ),
    ("公共场所卫生许可", "promised-shorter", "items/市.yaml#/time_limit/promised", "items/改名.yaml#/time_limit/promised"),
]  # fmt: skip
"""What the standard says is told there once, not at both of the items that implement it."""


@pytest.mark.parametrize("jobs", [1, 2])
def test_two_revisions(repository, jobs):
    with side_of("v1", repository) as first, side_of("v2", repository) as second:
        difference = difference_of(first, second, jobs=jobs)
    assert told(difference) == BETWEEN
    assert [difference.a.shown("items/市.yaml"), difference.same] == ["v1:目录/items/市.yaml", 1]


def test_a_revision_and_what_is_on_disk(repository):
    assert told(compared("v1", repository, repository)) == BETWEEN
    assert told(compared("v2", repository, repository)) == []
    assert told(compared("v1:目录", "v2:目录/", repository)) == BETWEEN


def test_a_file_of_a_revision_resolves_with_the_standards_of_that_revision(repository):
    assert told(compared("v1:目录/items/市.yaml", repository / "items/改名.yaml", repository)) == [
        (
            "公共场所卫生许可", "statutory-shorter", "standards/卫生.yaml#/time_limit/statutory",
            "standards/卫生.yaml#/time_limit/statutory",
        ),
        BETWEEN[1],
    ]  # fmt: skip


def test_a_path_from_the_working_directory(repository, monkeypatch):
    monkeypatch.chdir(repository / "items")
    assert told(compared("v1:./省.yaml", "v2:./省.yaml")) == [
        ("公共场所卫生许可", "statutory-shorter", *["standards/卫生.yaml#/time_limit/statutory"] * 2)
    ]


def test_what_a_revision_does_not_have(repository):
    with pytest.raises(CatalogError, match=r"v1 里没有 目录/items/没有\.yaml"):
        compared("v1:目录/items/没有.yaml", repository / "items/省.yaml", repository)


def test_a_revision_has_its_own_configuration(repository):
    (repository / "itemkit.toml").write_text('[vocabulary]\naction = {"自助" = ""}\n')
    (repository / "items/省.yaml").write_text(item(8, organ=OTHER, more="action: 自助"))
    git(repository, "commit", "-qam", "三")
    assert [one[1] for one in told(compared("v2", "HEAD", repository))] == ["action-changed"]
    assert [one.path for _side, one in compared("v2", "HEAD", repository).unread] == []
    (repository / "itemkit.toml").write_text("")
    (repository / "items/省.yaml").write_text("# 改过\n" + item(8, organ=OTHER, more="action: 自助"))
    assert [(side, one.path) for side, one in compared("HEAD", repository, repository).unread] == [
        ("b", "items/省.yaml")
    ]


def test_files_that_can_not_be_compared_are_named(make_catalog):
    root = make_catalog({"items/好.yaml": "name: 甲\ntype: 行政许可\n", "items/坏.yaml": "name: [\n"})
    (root / "items/链接.yaml").symlink_to("/etc/passwd")
    other = root.parent / "另一个"
    (other / "items").mkdir(parents=True)
    (other / "items/好.yaml").write_text("name: 甲\ntype: 公共服务\nvisits: -1\n")
    difference = compared(root, other)
    assert [(side, one.path) for side, one in difference.unread] == [
        ("a", "items/链接.yaml"), ("a", "items/坏.yaml"), ("b", "items/好.yaml"),
    ]  # fmt: skip
    assert told(difference) == []  # what could not be read is not gone


def test_items_are_paired_by_code_then_base_and_action_then_name(make_catalog):
    first = f"{HEALTH}344012300400001"
    a = make_catalog(
        {
            "items/1.yaml": item(1, code=f'"{first}"', name="甲"),
            "items/2.yaml": item(2, name="许可（变更）", more="action: 变更"),
            "items/3.yaml": item(3, name="许可（延续）", more="action: 延续"),
            "items/4.yaml": "name: 登记《乙》\ntype: 公共服务\nvisits: 1\n",
            "items/5.yaml": "name: 只在这边\ntype: 公共服务\n",
        }
    )
    b = a.parent / "另一个"
    (b / "items").mkdir(parents=True)
    for path, text in {
        "items/a.yaml": item(9, code=f'"{first}"', name="完全不同的名称"),
        "items/b.yaml": item(9, name="延续许可", more="action: 延续"),
        "items/c.yaml": item(9, name="变更许可", more="action: 变更"),
        "items/d.yaml": "name: 登记乙\ntype: 公共服务\nvisits: 0\n",
        "items/e.yaml": "name: 只在那边\ntype: 公共服务\n",
    }.items():
        (b / path).write_text(text)
    pairs = {(one.a and one.a.path, one.b and one.b.path) for one in compared(a, b).compared}
    assert pairs == {
        ("items/1.yaml", "items/a.yaml"),
        ("items/2.yaml", "items/c.yaml"),
        ("items/3.yaml", "items/b.yaml"),
        ("items/4.yaml", "items/d.yaml"),
        ("items/5.yaml", None),
        (None, "items/e.yaml"),
    }


def test_places_and_contacts_are_told_only_when_asked_for(make_catalog):
    root = make_catalog(
        {
            "items/1.yaml": "name: 甲\ntype: 行政许可\nhall: true\ncontact: {consult: 020-12345}\nversion: 1\n",
            "items/2.yaml": "name: 甲\ntype: 行政许可\nhall: false\ncontact: {consult: 020-54321}\nversion: 2\n",
        }
    )
    a, b = root / "items/1.yaml", root / "items/2.yaml"
    assert told(compared(a, b)) == []
    assert [one[1] for one in told(compared(a, b, details=True))] == [
        "hall-changed",
        "contact-changed",
        "version-changed",
    ]


def test_a_file_has_the_name_that_git_has_for_it(repository):
    name = git(repository, "rev-parse", "v2:目录/items/省.yaml").strip()
    assert blob_name((repository / "items/省.yaml").read_bytes()) == name


def test_a_standard_that_only_one_state_of_the_catalog_has(repository):
    git(repository, "rm", "-q", "--cached", "standards/卫生.yaml")
    git(repository, "commit", "-qm", "没有标准")
    assert told(compared("HEAD", "v2", repository))[0] == (
        "公共场所卫生许可", "standard-added", "", "standards/卫生.yaml#",
    )  # fmt: skip


def test_a_catalog_begins_empty(make_catalog):
    root = make_catalog({})
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "空")
    git(root, "tag", "v0")
    with pytest.raises(NothingThereError, match="里没有事项"):
        compared("v0", root, root)
    (root / "items").mkdir()
    (root / "items/一.yaml").write_text("name: 甲\ntype: 公共服务\n")
    assert told(compared("v0", root, root)) == [("甲", "item-added", "", "items/一.yaml#")]
    assert told(compared(root, "v0", root)) == [("甲", "item-removed", "items/一.yaml#", "")]
