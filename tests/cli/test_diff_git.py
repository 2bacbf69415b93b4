"""``itemkit diff --git-driver``: what git shows with it, and what it does with files that are no items."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from itemkit.cli.app import app

Maker = Callable[[Mapping[str, str]], Path]
ITEM = "name: 卫生许可\ntype: 行政许可\nstandard: '440123001000'\nmaterials: [{name: 申请表}]\ncontact: {consult: 020-11111}\n"
FILES = {
    ".gitattributes": "items/** diff=itemkit\norgans.yaml diff=itemkit\n",
    "standards/一.yaml": "name: 卫生许可\ncode: '440123001000'\ntype: 行政许可\ndepartment: '23'\nvisits: 1\n",
    "standards/二.yaml": "name: 坏\ncode: [\n",
    "organs.yaml": "- {uscc: 11440100007482620J, name: 某局}\n",
    "items/甲.yaml": ITEM,
    "items/乙.yaml": "name: 乙\ntype: 行政许可\n",
}
GIT = {
    "GIT_AUTHOR_NAME": "甲",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "甲",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_PAGER": "cat",
    "LC_ALL": "C.UTF-8",
}


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
def root(make_catalog: Maker, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)
    for name in ("FORCE_COLOR", "COLUMNS", "GIT_PAGER_IN_USE"):
        monkeypatch.delenv(name, raising=False)
    made = make_catalog(FILES)
    git(made, "init", "-q", "-b", "main")
    git(made, "config", "core.quotepath", "false")
    git(made, "config", "diff.itemkit.command", f"'{sys.executable}' -m itemkit diff --git-driver")
    git(made, "add", "-A")
    git(made, "commit", "-qm", "开始")
    monkeypatch.chdir(made)
    return made


def drive(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["diff", "--git-driver", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_git_diff_and_git_log(root: Path) -> None:
    changed = (
        ITEM.replace("consult: 020-11111", "consult: 020-22222").replace("申请表}", "申请表}, {name: 合同}")
        + "visits: 0\n"
    )
    (root / "items/甲.yaml").write_text("# 新的一版\n" + changed, "utf-8")
    (root / "organs.yaml").write_text(FILES["organs.yaml"].replace("某局", "某委"), "utf-8")
    told = (
        "diff --itemkit a/items/甲.yaml b/items/甲.yaml\n"
        "  ▲ 加重 材料多了：合同  +1 份材料  A:4 B:5\n"
        "  ▼ 减轻 到办事现场由 1 次减为 0 次  −1 次  A 的标准:5 B:7\n"
        "  · 不影响 咨询和投诉的方式不同  A:5 B:6\n"
        "      − 咨询电话：020-11111\n"
        "      + 咨询电话：020-22222\n"
    )
    lines = (
        "diff --itemkit a/organs.yaml b/organs.yaml\n"
        "--- a/organs.yaml\n+++ b/organs.yaml\n@@ -1 +1 @@\n"
        "-- {uscc: 11440100007482620J, name: 某局}\n+- {uscc: 11440100007482620J, name: 某委}\n"
    )
    assert git(root, "diff") == told + lines
    git(root, "commit", "-qam", "改")
    assert git(root, "log", "-1", "-p", "--ext-diff", "--format=%s", "items") == "改\n\n" + told


def test_a_file_that_is_new_or_gone_or_renamed(root: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.write_text("name: 乙\ntype: 行政许可\n", "utf-8")
    plain = "@@ -0,0 +1,2 @@\n+name: 乙\n+type: 行政许可\n"
    assert drive("items/丙.yaml", os.devnull, ".", ".", str(old), "0" * 40, "100644") == (
        "diff --itemkit a/items/丙.yaml b/items/丙.yaml\nnew file mode 100644\n（新文件）\n--- /dev/null\n+++ b/items/丙.yaml\n"
        + plain
    )
    assert drive("items/丙.yaml", str(old), "0" * 40, "100644", os.devnull, ".", ".") == (
        "diff --itemkit a/items/丙.yaml b/items/丙.yaml\ndeleted file mode 100644\n（文件没有了）\n"
        "--- a/items/丙.yaml\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-name: 乙\n-type: 行政许可\n"
    )
    told = "similarity index 90%\nrename from items/丙.yaml\nrename to items/乙.yaml\nindex 1..2 100644\n"
    assert drive(
        "items/丙.yaml", str(old), "0" * 40, "100644", "items/乙.yaml", "1" * 40, "100755", "items/乙.yaml", told
    ) == (
        "diff --itemkit a/items/丙.yaml b/items/乙.yaml\nold mode 100644\nnew mode 100755\n"
        "similarity index 90%\nrename from items/丙.yaml\nrename to items/乙.yaml\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("name: 乙\ntype: 行政许可\n", "# 注\ntype: 行政许可\nname: 乙\n", "只有注释、先后或者写法不同，内容没有变\n"),
        (
            "name: 乙\n",
            "name: 乙\ntype: 行政许可",
            (
                "itemkit 比不了（不合乎模式：用 itemkit validate 看错在哪里），下面逐行比较\n"
                "--- a/items/乙.yaml\n+++ b/items/乙.yaml\n@@ -1 +1,2 @@\n name: 乙\n+type: 行政许可\n"
                "\\ No newline at end of file\n"
            ),
        ),
        ("name: a\0\n", "name: b\n", "Binary files a/items/乙.yaml and b/items/乙.yaml differ\n"),
        (
            "name: [\n",
            "name: [\x1b[31m\n",
            "--- a/items/乙.yaml\n+++ b/items/乙.yaml\n@@ -1 +1 @@\n-name: [\n+name: [␛[31m\n",
        ),
    ],
)
def test_nothing_is_hidden(root: Path, tmp_path: Path, old: str, new: str, told: str) -> None:
    for name, content in (("old", old), ("new", new)):
        (tmp_path / name).write_text(content, "utf-8")
    shown = drive("items/乙.yaml", f"{tmp_path}/old", "0" * 40, "100644", f"{tmp_path}/new", "1" * 40, "100644")
    head = "diff --itemkit a/items/乙.yaml b/items/乙.yaml\n"
    assert shown.startswith(head)
    assert shown.removeprefix(head).endswith(told)


def test_a_broken_configuration_stops_nobody(root: Path, tmp_path: Path) -> None:
    (root / "itemkit.toml").write_text("[", "utf-8")
    for name in ("old", "new"):
        (tmp_path / name).write_text(f"name: {name}\n", "utf-8")
    shown = drive("items/乙.yaml", f"{tmp_path}/old", "0" * 40, "100644", f"{tmp_path}/new", "1" * 40, "100644")
    assert "itemkit 比不了（" in shown
    assert shown.endswith("@@ -1 +1 @@\n-name: old\n+name: new\n")


def test_a_path_that_is_not_merged(root: Path) -> None:
    assert drive("items/乙.yaml") == "* 还没有合并：items/乙.yaml\n"


def test_colours_where_git_wants_them(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_PAGER_IN_USE", "true")
    monkeypatch.setenv("TERM", "xterm")
    (tmp_path / "old").write_text("name: 乙\ntype: 行政许可\n", "utf-8")
    (tmp_path / "new").write_text("name: 乙\ntype: 行政许可\nmaterials: [{name: 甲}]\n", "utf-8")
    call = ("items/乙.yaml", f"{tmp_path}/old", "0" * 40, "100644", f"{tmp_path}/new", "1" * 40, "100644")
    assert "\x1b[33m? 待核 \x1b[0m" in drive(*call)
    git(root, "config", "color.ui", "never")
    assert "\x1b" not in drive(*call)
