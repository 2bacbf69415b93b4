"""The hooks, through pre-commit itself: a repository of a maintainer, hooks as they are published, a real ``git commit``.

``language: system`` stands in for ``language: python``: the same entry, without an environment that would have to be
downloaded.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
RIGHT = "name: 公共场所卫生许可\ntype: 行政许可\nstatus: 草稿\n"
WRONG = "name: 公共场所卫生许可\ntype: 许可\n"


class Repository:
    """A git repository with a catalog, in which the hooks are installed."""

    def __init__(self, root: Path, tools: Path) -> None:
        self.root = root
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT", "ITEMKIT", "PRE_"))}
        self._environment = {
            **kept,
            "PATH": f"{tools}:{kept['PATH']}",
            "PRE_COMMIT_HOME": str(tools / "cache"),
            "HOME": str(tools),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "甲",
            "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "甲",
            "GIT_COMMITTER_EMAIL": "a@example.org",
        }
        root.mkdir()
        self.run("git", "init", "--quiet", "--initial-branch=main")

    def run(self, *command: str, code: int = 0) -> str:
        done = subprocess.run(
            command,
            cwd=self.root,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        assert done.returncode == code, done.stdout
        return done.stdout

    def write(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, "utf-8")
        self.run("git", "add", "--", *files)

    def use(self, *hooks: dict[str, Any]) -> None:
        config = {"repos": [{"repo": "local", "hooks": [{**one, "language": "system"} for one in hooks]}]}
        self.write({".pre-commit-config.yaml": yaml.safe_dump(config, allow_unicode=True)})
        self.run(sys.executable, "-m", "pre_commit", "install")

    def commit(self, *, code: int = 0) -> str:
        return self.run("git", "commit", "--quiet", "--message", "改", code=code)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One commit with a right catalog."""
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "itemkit").write_text(f'#!/bin/sh\nexec {sys.executable} -m itemkit "$@"\n')
    (tools / "itemkit").chmod(0o755)
    repository = Repository(tmp_path / "repository", tools)
    repository.write({"itemkit.toml": "", ".gitignore": ".itemkit/\n", "items/old.yaml": WRONG})
    repository.commit()
    return repository


@pytest.mark.slow
def test_validate_looks_at_the_files_to_be_committed(repository: Repository) -> None:
    repository.use(HOOKS["itemkit-validate"])
    repository.write({"items/a.yaml": RIGHT, "notes/b.yaml": "a: [", "items/c.txt": "[", "组织 organs.yaml": "["})
    repository.commit()
    repository.write({"items/有 空格.yaml": WRONG, "standards/x/d.yaml": WRONG, "organs.yaml": "- {}\n"})
    said = repository.commit(code=1)
    found = set(re.findall(r"^(\S.*?\.yaml):\d+:\d+ 错误", said, re.MULTILINE))
    assert found == {"items/有 空格.yaml", "standards/x/d.yaml", "organs.yaml"}


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["", "目录/"])
def test_lint_looks_at_the_catalog_and_tells_what_the_commit_brings(folder: str, repository: Repository) -> None:
    hook = HOOKS["itemkit-lint"]
    if folder:
        repository.write({f"{folder}itemkit.toml": "", f"{folder}items/old.yaml": WRONG})
        repository.commit()
        hook = {**hook, "args": ["--catalog", folder, *hook["args"]]}
    repository.use(hook)
    repository.write({f"{folder}items/a.yaml": RIGHT})
    repository.commit()
    repository.write({f"{folder}items/a.yaml": WRONG})
    said = repository.commit(code=1)
    assert set(re.findall(r"^(\S+?\.yaml):\d+:\d+ 错误", said, re.MULTILINE)) == {f"{folder}items/a.yaml"}
    repository.write({f"{folder}items/a.yaml": RIGHT + "version: 2\n", "README": "这个不是目录里的"})
    repository.run("git", "commit", "--quiet", "--all", "--message", "改")
    repository.write({"README": "没有改目录，不用查"})
    assert repository.commit() == "itemkit lint.........................................(no files to check)Skipped\n"


@pytest.mark.slow
def test_fix_mends_the_files_to_be_committed_and_no_others(repository: Repository) -> None:
    spaced = RIGHT + "conditions: ['有固定经营场所  ']\n"
    repository.write({"items/b.yaml": spaced})
    repository.commit()
    repository.use(HOOKS["itemkit-fix"])
    repository.write({"items/a.yaml": spaced + "# 这一行留着\n"})
    said = repository.commit(code=1)
    assert "files were modified by this hook" in said
    text = (repository.root / "items/a.yaml").read_text("utf-8")
    assert "  '" not in text
    assert text.endswith("# 这一行留着\n")
    assert (repository.root / "items/b.yaml").read_text("utf-8") == spaced
    repository.run("git", "add", "items/a.yaml")
    repository.commit()


def test_the_hooks_are_what_pre_commit_takes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_page_names_every_hook() -> None:
    page = (ROOT / "docs/ci.md").read_text("utf-8")
    assert [name for name in HOOKS if f"`{name}`" not in page or f"- id: {name}" not in page] == []
