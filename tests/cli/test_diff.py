"""``itemkit diff``: between commits of a real repository, files and regions; its exit codes and what it says beside."""

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from itemkit.cli.app import app
from itemkit.source.catalog import CatalogError

Maker = Callable[[Mapping[str, str]], Path]
RUN = CliRunner()
GIT = {
    "GIT_AUTHOR_NAME": "甲",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "甲",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
ITEM = "name: 卫生许可\ntype: 行政许可\nregion: '440100'\nmaterials: [{name: 申请表}]\nconditions: [年满 60 周岁]\nvisits: 1\n"
FIRST = {"itemkit.toml": "", "items/卫生.yaml": ITEM, "items/登记.yaml": "name: 餐饮登记\ntype: 行政许可\n"}
SECOND = ITEM.replace("[{name: 申请表}]", "[{name: 申请表}, {name: 租赁合同}]").replace("60 周岁", "65 周岁")


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture
def root(make_catalog: Maker, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)
    for name in ("FORCE_COLOR", "COLUMNS", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    made = make_catalog(FIRST)
    git(made, "init", "-q", "-b", "main")
    git(made, "add", "-A")
    git(made, "commit", "-qm", "开始")
    (made / "items/卫生.yaml").write_text(SECOND, "utf-8")
    monkeypatch.chdir(made)
    return made


def itemkit(*arguments: str) -> Result:
    return RUN.invoke(app, ["diff", *arguments])


TOLD = """\
A main
B 磁盘上的目录
对办事人：加重 1 处、待核 1 处。
  ▲ 加重合计 +1 份材料
事项：1 个有变化，1 个没有变化

卫生许可
  A main:items/卫生.yaml
  B items/卫生.yaml
  ▲ 加重 材料多了：租赁合同  +1 份材料  A:4 B:4
  ? 待核 受理条件由“年满 60 周岁”变为“年满 65 周岁”  A:5 B:5
"""


@pytest.mark.parametrize(
    ("fail_on", "code", "closing"),
    [
        ("none", 0, ""),
        ("burden", 1, "\n没有通过：有 1 处要改掉，或者写进接受的清单并说明理由。\n"),
        ("unclear", 1, "\n没有通过：有 2 处要改掉，或者写进接受的清单并说明理由。\n"),
    ],
)
def test_a_revision_against_the_files_on_disk(root: Path, fail_on: str, code: int, closing: str) -> None:
    done = itemkit("main", "--fail-on", fail_on)
    assert (done.exit_code, done.stdout, done.stderr) == (code, TOLD + closing, "")


def test_accepting_what_is_right(root: Path) -> None:
    listed = root / "accepted.yaml"
    assert itemkit("main", "-f", f"accept={listed}").exit_code == 0
    text = listed.read_text("utf-8")
    with pytest.raises(CatalogError, match="没有写理由"):
        raise itemkit("main", "--accept", str(listed)).exception or AssertionError
    head, unclear, burden = text.split("- fingerprint")
    assert "材料多了：租赁合同" in burden
    half = "- fingerprint" + burden.replace('reason: ""', "reason: 省里要求  # 见纪要")
    listed.write_text(head + half, "utf-8")
    assert itemkit("main", "-f", f"accept={listed}").exit_code == 0
    assert listed.read_text("utf-8") == head + half + "- fingerprint" + unclear
    listed.write_text(half + f'- fingerprint: "{"0" * 32}"\n  item: 甲\n  reason: 乙\n', "utf-8")
    done = itemkit("main", "--accept", str(listed), "--fail-on", "burden")
    assert done.exit_code == 0
    assert "  ✓ 已接受（加重） 材料多了：租赁合同  +1 份材料  A:4 B:4\n      理由：省里要求\n" in done.stdout
    assert done.stderr == "itemkit：接受清单里的一条没有用上，可以去掉：甲\n"
    assert itemkit("main", "--accept", str(listed), "--fail-on", "unclear").exit_code == 1


def test_an_expired_acceptance_does_not_count(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    changes = json.loads(itemkit("main", "-f", "json").stdout)["changes"]
    rows = [{"fingerprint": one["fingerprint"], "reason": "甲", "until": "2026-11-22"} for one in changes]
    (root / "accepted.yaml").write_text(json.dumps(rows), "utf-8")
    done = itemkit("main", "--accept", "accepted.yaml", "--fail-on", "burden")
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        f"itemkit：接受清单里的一条已经到期（2026-11-22），不再算：{one['fingerprint']}" for one in changes
    ]


def test_a_file_that_cannot_be_read_fails_the_run(root: Path) -> None:
    (root / "items/卫生.yaml").write_text("name: [\n", "utf-8")
    done = itemkit("main")
    assert done.exit_code == 1
    assert "少了" not in done.stdout
    assert done.stderr == (
        "itemkit：没有比较 items/卫生.yaml：读不了（did not find expected node content）：用 itemkit validate 看错在哪里\n"
    )


def test_formats_to_files(root: Path, tmp_path: Path) -> None:
    done = itemkit("main:items/卫生.yaml", "items/卫生.yaml", "-f", f"json={tmp_path}/a.json", "-f", "markdown",
        "-o", f"{tmp_path}/b.md")  # fmt: skip
    assert (done.exit_code, done.stdout) == (0, "")
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["a"] == {
        "label": "main:items/卫生.yaml", "title": "main:items/卫生.yaml", "region": None, "root": "main:",
    }  # fmt: skip
    assert (tmp_path / "b.md").read_text("utf-8").startswith("### ")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["440100"], 2, "只有 A 是 git 的版本（如 main）时才可以不写 B"),
        (["a", "b", "c"], 2, "只能比两边"),
        (["main", "-f", "xml"], 2, "没有这种格式：xml"),
        (["main", "-f", "text", "-f", "json"], 2, "只能有一种格式写到屏幕"),
        (["main", "-f", "json=a.json", "-o", "b.json"], 2, "不用再写 -o"),
        (["main", "-o", "nix/b.json"], 2, "没有文件夹 nix"),
        (["main", "--fail-on", "error"], 2, "--fail-on 要写 burden、unclear 或 none"),
        (["440100", "999999"], 3, "999999 里没有事项"),
    ],
)
def test_wrong_usage(root: Path, arguments: list[str], code: int, told: str) -> None:
    done = itemkit(*arguments)
    assert done.exit_code == code
    assert told in done.stderr.replace("\n", "").replace("│", "").replace(" ", "") or told in done.stderr


def test_what_is_neither_here_nor_there(root: Path) -> None:
    done = itemkit("nix")
    assert isinstance(done.exception, CatalogError)
    assert str(done.exception) == "“nix” 不是文件、文件夹、六位区划，也不是 git 的版本：核对写法"
