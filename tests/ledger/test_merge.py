"""Two branches that both gave codes are merged by git: the clash is named, one side moves, nothing is forgotten."""

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml_rs
from typer.testing import CliRunner, Result

from conftest import GIT
from itemkit.cli.app import app
from itemkit.ledger import store
from itemkit.ledger.ledger import peek

Maker = Callable[[Mapping[str, str]], Path]
HEALTH = "11440100007482620J"
FIRST = "440123001000"
BEFORE = {
    "itemkit.toml": '[catalog]\nregion = "440000"\n',
    "organs.yaml": f"- {{uscc: {HEALTH}, name: 广州市卫生健康委员会, region: '440100'}}\n",
    "standards/一.yaml": f"name: 甲\ncode: '{FIRST}'\ntype: 行政许可\ndepartment: '23'\n",
}


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    _set_environment(monkeypatch)


def _set_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**GIT, "SOURCE_DATE_EPOCH": "1795392000"}.items():
        monkeypatch.setenv(name, value)


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True)
    return done.stdout


def itemkit(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--catalog", str(root)])


def item(name: str, standard: str = FIRST) -> str:
    return f"name: {name}\norgan: {HEALTH}\nlevel: 市级\nstandard: '{standard}'\nstatus: 在用\nversion: 1\n"


def commit(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    itemkit(root, "codes", "assign")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "又添了 " + "、".join(files))


def code_of(root: Path, path: str, key: str = "code") -> str:
    return str(yaml_rs.loads((root / path).read_text(), parse_datetime=False)[key])


@pytest.fixture
def root(make_catalog: Maker) -> Path:
    made = make_catalog(BEFORE)
    git(made, "init", "-q", "-b", "main")
    git(made, "add", "-A")
    git(made, "commit", "-qm", "开始")
    itemkit(made, "codes", "adopt")
    git(made, "add", "-A")
    git(made, "commit", "-qm", "登记")
    return made


def clashes(root: Path) -> list[tuple[str, str]]:
    done = itemkit(root, "codes", "check", "-f", "json")
    found = json.loads(done.stdout)["findings"]
    return [(one["code"], one["path"]) for one in found if one["severity"] == "error"]


def test_different_codes_merge_without_a_conflict(root: Path) -> None:
    git(root, "switch", "-qc", "other")
    commit(root, {"standards/三.yaml": "name: 丙\ntype: 行政许可\ndepartment: '41'\n"})
    git(root, "switch", "-q", "main")
    commit(root, {"standards/二.yaml": "name: 乙\ntype: 行政许可\ndepartment: '33'\n"})
    git(root, "merge", "-q", "other", "-m", "合并")
    ledger = peek(root)
    assert ledger.flaws == ()
    assert [(row.code, row.path) for row in sorted(ledger.rows)] == [
        (FIRST, "standards/一.yaml"),
        ("440133001000", "standards/二.yaml"),
        ("440141001000", "standards/三.yaml"),
    ]
    assert clashes(root) == []


def test_items_that_took_one_code(root: Path) -> None:
    git(root, "switch", "-qc", "other")
    commit(root, {"items/b1.yaml": item("乙一"), "items/b2.yaml": item("乙二")})
    git(root, "switch", "-q", "main")
    commit(root, {"items/a1.yaml": item("甲一")})
    main = git(root, "rev-parse", "HEAD").strip()
    git(root, "merge", "-q", "other", "-m", "合并")
    code = f"{HEALTH}3{FIRST}"
    assert code_of(root, "items/a1.yaml") == code_of(root, "items/b1.yaml") == code
    assert code_of(root, "items/b2.yaml") == f"{code}02"
    assert clashes(root) == [("C504", "codes/ledger.csv"), ("C301", "items/b1.yaml")]
    assert itemkit(root, "codes", "check").exit_code == 1

    shown = itemkit(root, "codes", "assign", "--renumber", "--base", main, "--dry-run")
    assert shown.stdout == f"{code} → {code}03  items/b1.yaml\n会改 1 个文件的编码，0 个不能改\n"
    assert clashes(root) != []
    done = itemkit(root, "codes", "assign", "--renumber", "--base", main)
    assert (done.exit_code, done.stdout) == (
        0,
        f"{code} → {code}03  items/b1.yaml\n改了 1 个文件的编码，0 个不能改\n",
    )
    assert git(root, "diff", "--stat", "--", "items").count("|") == 1
    assert {path: code_of(root, f"items/{path}.yaml") for path in ("a1", "b1", "b2")} == {
        "a1": code, "b1": f"{code}03", "b2": f"{code}02",
    }  # fmt: skip
    assert clashes(root) == []
    assert [(row.code, row.path) for row in peek(root).rows] == [
        (code, "items/a1.yaml"),
        (f"{code}02", "items/b2.yaml"),
        (f"{code}03", "items/b1.yaml"),
        (FIRST, "standards/一.yaml"),
    ]
    git(root, "commit", "-qam", "分开")
    history = itemkit(root, "codes", "history", code).stdout
    assert "items/a1.yaml" in history
    assert "甲一" in history
    again = itemkit(root, "codes", "assign", "--renumber", "--base", main)
    assert again.stdout == "改了 0 个文件的编码，0 个不能改\n"


def test_standards_that_took_one_code_and_the_items_of_each(root: Path) -> None:
    second, third = "440123002000", "440123003000"
    git(root, "switch", "-qc", "other")
    commit(root, {"standards/b.yaml": "name: 乙\ntype: 行政许可\ndepartment: '23'\n"})
    commit(root, {"items/b.yaml": item("乙项", second), "items/b0.yaml": item("乙项零", second) + "# 留着\n"})
    git(root, "switch", "-q", "main")
    commit(root, {"standards/a.yaml": "name: 甲二\ntype: 行政许可\ndepartment: '23'\n"})
    commit(root, {"items/a.yaml": item("甲项", second)})
    git(root, "merge", "-q", "other", "-m", "合并")
    assert code_of(root, "standards/a.yaml") == code_of(root, "standards/b.yaml") == second
    assert {path for _code, path in clashes(root)} == {"codes/ledger.csv", "items/b.yaml", "standards/b.yaml"}

    ambiguous = itemkit(root, "codes", "assign", "--renumber", "--base", "HEAD~2^{/登记}")
    assert ambiguous.exit_code == 1
    assert "看不出事项实施的是哪一个" in ambiguous.stderr
    git(root, "checkout", "-q", "--", ".")

    done = itemkit(root, "codes", "assign", "--renumber", "--base", "HEAD^1")
    assert done.exit_code == 0, done.output
    assert code_of(root, "standards/a.yaml") == second
    assert code_of(root, "standards/b.yaml") == third
    assert {path: code_of(root, f"items/{path}.yaml", "standard") for path in ("a", "b", "b0")} == {
        "a": second, "b": third, "b0": third,
    }  # fmt: skip
    assert {path: code_of(root, f"items/{path}.yaml") for path in ("a", "b", "b0")} == {
        "a": f"{HEALTH}3{second}", "b": f"{HEALTH}3{third}", "b0": f"{HEALTH}3{third}02",
    }  # fmt: skip
    assert (root / "items/b0.yaml").read_text().endswith("# 留着\n")
    assert clashes(root) == []


def test_what_both_branches_recorded_of_one_code_becomes_one_row(root: Path) -> None:
    commit(root, {"items/a.yaml": item("甲一")})
    git(root, "switch", "-qc", "other")
    (root / "items/a.yaml").write_text((root / "items/a.yaml").read_text().replace("version: 1", "version: 3"))
    itemkit(root, "codes", "release")
    git(root, "commit", "-qam", "三")
    git(root, "switch", "-q", "main")
    itemkit(root, "codes", "release")
    git(root, "commit", "-qam", "一")
    git(root, "merge", "-q", "other", "-m", "合并")
    assert clashes(root) == [("C504", "codes/ledger.csv")]
    assert itemkit(root, "codes", "assign", "--renumber", "--base", "HEAD^1").exit_code == 0
    assert [(row.path, row.version) for row in peek(root).rows if row.kind == "item"] == [("items/a.yaml", "3")]
    assert clashes(root) == []


@pytest.mark.parametrize("written", range(5))
def test_a_renumbering_that_was_killed_is_completed(root: Path, monkeypatch: pytest.MonkeyPatch, written: int) -> None:
    """The ledger is written first, then so many files: the next run ends where an undisturbed one does."""
    second = "440123002000"
    git(root, "switch", "-qc", "other")
    commit(root, {"standards/b.yaml": "name: 乙\ntype: 行政许可\ndepartment: '23'\n"})
    commit(root, {"items/b.yaml": item("乙项", second), "items/b0.yaml": item("乙项零", second)})
    commit(root, {"items/c.yaml": item("丙项")})
    git(root, "switch", "-q", "main")
    commit(root, {"standards/a.yaml": "name: 甲二\ntype: 行政许可\ndepartment: '23'\n"})
    commit(root, {"items/a.yaml": item("甲项", second), "items/a0.yaml": item("甲项零")})
    git(root, "merge", "-q", "other", "-m", "合并")
    arguments = ("codes", "assign", "--renumber", "--base", "HEAD^1")

    def content() -> dict[str, str]:
        files = [*root.glob("items/*.yaml"), *root.glob("standards/*.yaml"), root / "codes/ledger.csv"]
        return {path.relative_to(root).as_posix(): path.read_text() for path in files}

    before = content()
    assert itemkit(root, *arguments).exit_code == 0
    expected = content()
    changed = sum(before[name] != text for name, text in expected.items())
    assert changed == 5, "the ledger, three items, a standard"
    git(root, "checkout", "-q", "--", ".")
    carry_out = store.carry_out
    monkeypatch.setattr(
        store,
        "carry_out",
        lambda catalog, old, new, edits, jobs: carry_out(catalog, old, new, edits[:written], jobs=jobs),
    )
    itemkit(root, *arguments)
    assert sum(before[name] != text for name, text in content().items()) == 1 + written
    monkeypatch.undo()
    _set_environment(monkeypatch)
    assert itemkit(root, *arguments).exit_code == 0
    assert content() == expected
    assert clashes(root) == []
