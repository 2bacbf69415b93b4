"""``--since``: what a change brings, in real git repositories."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml_rs
from examples import SURROUNDINGS, TODAY, merged

from itemkit.lint.lint import Choice, lint
from itemkit.lint.policy import Policy
from itemkit.lint.since import Since
from itemkit.source.catalog import Catalog, CatalogError

Maker = Callable[[Mapping[str, str | bytes]], Path]
VAGUE = "materials: [{name: 有关部门要求的其他材料, source: 申请人自备, original: 1}]\n"
ENVIRONMENT = {
    "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@example.org", "GIT_COMMITTER_NAME": "x",
    "GIT_COMMITTER_EMAIL": "x@example.org", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _git_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


@pytest.fixture(params=["", "deep/in/it"])
def root(make_catalog: Maker, request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A repository whose catalog is at its top, or in a folder of it."""
    made = make_catalog(
        {
            **SURROUNDINGS,
            "items/old.yaml": merged(VAGUE, number=1),
            "items/other.yaml": merged(
                "materials: [{name: 营业执照, certificate: 营业执照, access: 共享}]\n", number=2
            ),
            "items/事项.yaml": merged("", number=3),
        }
    )
    top = tmp_path / "repository"
    top.mkdir()
    root = top / request.param if request.param else top / "c"
    root.parent.mkdir(parents=True, exist_ok=True)
    made.rename(root)
    repository = top if request.param else root
    git(repository, "init", "-q")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "x")
    return root


def told(root: Path, revision: str = "HEAD") -> list[tuple[str, str]]:
    catalog = Catalog(root)
    since = Since.of(catalog, revision)
    return sorted(
        {(one.path, one.code) for one in lint(catalog, Choice(Policy({}), since=since, today=TODAY, jobs=1)).findings}
    )


def test_nothing_changed(root: Path) -> None:
    assert told(root) == []


def test_what_is_in_changed_files(root: Path) -> None:
    (root / "items/事项.yaml").write_text(merged(f"{VAGUE}version: 2\n", number=3))
    (root / "items/new.yaml").write_text(merged(VAGUE, number=4))
    assert told(root) == [("items/new.yaml", "M201"), ("items/事项.yaml", "M201")]
    git(root, "add", "-A")
    git(root, "commit", "-qm", "y")
    assert told(root) == []
    assert told(root, "HEAD~1") == [("items/new.yaml", "M201"), ("items/事项.yaml", "M201")]


def test_all_that_is_in_a_changed_file(root: Path) -> None:
    (root / "items/old.yaml").write_text("# 只加一行注释\n" + merged(VAGUE, number=1))
    assert told(root) == [("items/old.yaml", "M201")]


def test_what_a_change_causes_elsewhere(root: Path) -> None:
    (root / "certificates/营业执照.yaml").unlink()
    assert ("items/other.yaml", "S107") in told(root)
    assert ("items/old.yaml", "M201") not in told(root)


def test_a_file_that_moved(root: Path) -> None:
    (root / "items/事项.yaml").rename(root / "items/moved.yaml")
    assert told(root) == []
    (root / "items/old.yaml").rename(root / "items/moved-too.yaml")
    assert told(root) == [("items/moved-too.yaml", "M201")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("visits: 1\n", ["L205"]),
        ("visits: 1\nversion: 2\n", []),
        ("visits: 1\nversion: null\n", ["L205"]),
        ("visits: 1\nversion: 0\n", ["L205"]),
        ("assured: {by: 甲, on: 2026-11-02}\n", []),
        ("extra: {x: 1}\n", []),
    ],
)
def test_a_version_that_was_not_raised(root: Path, change: str, expected: list[str]) -> None:
    for path in ("items/事项.yaml", "items/moved.yaml"):
        (root / "items/事项.yaml").unlink(missing_ok=True)
        (root / path).write_text(merged(change, number=3))
        found = Since.of(Catalog(root), "HEAD").version_findings(Catalog(root))
        assert [(one.path, one.code) for one in found] == [(path, code) for code in expected]


def test_a_version_that_was_not_raised_is_told_with_the_rest(root: Path) -> None:
    (root / "items/事项.yaml").unlink()
    (root / "items/moved.yaml").write_text(merged("visits: 1\n", number=3))
    assert [one for one in told(root) if one[1] == "L205"] == [("items/moved.yaml", "L205")]


def test_what_git_can_t_tell(root: Path, tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="git 说："):
        Since.of(Catalog(root), "no-such-branch")
    with pytest.raises(CatalogError, match="git 说："):
        Since.of(Catalog(root), "--help")
    nowhere = tmp_path / "nowhere"
    nowhere.mkdir()
    with pytest.raises(CatalogError, match="git 说："):
        Since.of(Catalog(nowhere), "HEAD")


def test_a_ledger_that_was_not_there_then(root: Path) -> None:
    (root / "codes").mkdir()
    code = yaml_rs.loads((root / "items/old.yaml").read_text())["code"]
    header = "code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason"
    (root / "codes/ledger.csv").write_text(
        f"{header}\n{code},item,items/old.yaml,x,retired,,,2026-01-01,2026-02-01,,x\n"
    )
    assert [one for one in told(root) if one[1] == "C503"] == [("items/old.yaml", "C503")]
    assert not [one for one in told(root) if one[1] == "C507"]
