"""``itemkit changelog``: between commits of a real repository, and to the files on disk."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from itemkit.cli.app import app
from itemkit.cli.schema import schema_named
from itemkit.source.catalog import CatalogError

Maker = Callable[[Mapping[str, str]], Path]
RUN = CliRunner()
HEALTH, TRADE = "11440100007482620J", "11450721MB15580811"
STANDARD = "440123001000"
ALICE = {
    "GIT_AUTHOR_NAME": "甲",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "甲",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
FIRST = {
    "itemkit.toml": '[catalog]\nname = "某县"\n',
    "organs.yaml": (
        f"- {{uscc: {HEALTH}, name: 广州市卫生健康委员会, region: '440100'}}\n"
        f"- {{uscc: {TRADE}, name: 灵山县行政审批局, region: '450721'}}\n"
    ),
    "standards/卫生.yaml": (
        f"name: 公共场所卫生许可\ncode: '{STANDARD}'\ntype: 行政许可\ndepartment: '23'\n"
        "time_limit: {statutory: {days: 20, unit: 工作日}}\n"
    ),
    "items/卫生.yaml": (
        f"standard: '{STANDARD}'\norgan: {HEALTH}\ntime_limit: {{promised: {{days: 10, unit: 工作日}}}}\n"
        "materials: [{name: 申请表}, {name: 身份证复印件}]\nvisits: 1\ncontact: {consult: 020-12345}\n"
    ),
    "items/补贴.yaml": f"name: 高龄津贴申领\ntype: 行政给付\norgan: {TRADE}\n",
    "items/登记.yaml": f"name: 小餐饮登记\ntype: 行政许可\norgan: {TRADE}\nvisits: 1\n",
    "items/草稿.yaml": "name: 未定事项\ntype: 公共服务\nconditions: [年满 60 周岁]\n",
}
SECOND = {
    "standards/卫生.yaml": FIRST["standards/卫生.yaml"].replace("days: 20", "days: 15"),
    "items/卫生.yaml": (
        f"standard: '{STANDARD}'\norgan: {HEALTH}\ntime_limit: {{promised: {{days: 7, unit: 自然日}}}}\n"
        "materials: [{name: 申请表}, {name: 租赁合同}]\nvisits: 0\ncontact: {consult: 020-54321}\n"
    ),
    "items/登记.yaml": f"name: 小餐饮登记\ntype: 行政许可\norgan: {TRADE}\nstatus: 取消\nvisits: 1\n",
    "items/换发.yaml": f"name: 营业执照换发\ntype: 行政确认\norgan: {TRADE}\n",
    "items/草稿.yaml": "name: 未定事项\ntype: 公共服务\nconditions: [年满 65 周岁]\n",
}
GONE = ("items/补贴.yaml",)
TOLD = """\
# 目录变更

`v1`（2026-01-05 `{v1}`） → `v2`（2026-03-01 `{v2}`）

新增 1 个事项、取消 2 个事项、减轻 4 处（−1 份材料、−5 工作日、−1 次）、加重 1 处（+1 份材料）、待核 1 处。

## 标准事项的变更

### 减轻

- **公共场所卫生许可**（`440123001000`）：法定办结时限由 20 个工作日缩为 15 个工作日（−5 工作日）

## 广州市卫生健康委员会

### 减轻

- **公共场所卫生许可**（`items/卫生.yaml`）：
  - 材料少了：身份证复印件（−1 份材料）
  - 承诺办结时限由 10 个工作日缩为 7 个自然日（−5 工作日；按 7 个自然日合 5 个工作日折算，不计法定节假日）
  - 到办事现场由 1 次减为 0 次（−1 次）

### 加重

- **公共场所卫生许可**（`items/卫生.yaml`）：材料多了：租赁合同（+1 份材料）

## 灵山县行政审批局

### 新增事项

- **营业执照换发**（`items/换发.yaml`）

### 取消事项

- **小餐饮登记**（`items/登记.yaml`）：事项状态由在用变为取消
- **高龄津贴申领**（`items/补贴.yaml`）

## 未写实施主体

### 待核

- **未定事项**（`items/草稿.yaml`）：受理条件由“年满 60 周岁”变为“年满 65 周岁”
"""


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def write(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).write_text(text, "utf-8")


def commit(root: Path, tag: str, day: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Commit all files under a tag; the first ten digits of the commit's name."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T23:30:00+08:00")
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2020-01-01T00:00:00Z")
    git(root, "add", "-A")
    git(root, "commit", "-qm", tag)
    git(root, "tag", tag)
    return git(root, "rev-parse", "HEAD")[:10]


def changelog(root: Path, *arguments: str) -> Result:
    return RUN.invoke(app, ["changelog", *arguments, "--catalog", str(root)])


def committed(root: Path, top: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Commit two versions of the catalog at ``root`` to a new repository at ``top``; the names of the commits."""
    for name, value in ALICE.items():
        monkeypatch.setenv(name, value)
    git(top, "init", "-q", "-b", "main")
    names = {"v1": commit(root, "v1", "2026-01-05", monkeypatch)}
    write(root, SECOND)
    for path in GONE:
        (root / path).unlink()
    return names | {"v2": commit(root, "v2", "2026-03-01", monkeypatch)}


@pytest.fixture
def root(make_catalog: Maker, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalog in a folder of its repository, with the tags v1 and v2."""
    made = make_catalog(FIRST)
    committed(made, made.parent, monkeypatch)
    return made


@pytest.mark.parametrize("folder", [".", ".."], ids=["the top is the catalog", "a folder is the catalog"])
def test_two_revisions_are_told_by_organ(folder: str, make_catalog: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_catalog(FIRST)
    names = committed(root, root / folder, monkeypatch)
    (root / "items/登记.yaml").write_text("name: 与此无关\ntype: 行政许可\n", "utf-8")
    done = changelog(root, "v1", "v2")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == TOLD.format(**names)


BACK = """\
# 目录变更

`{commit}`（2026-03-01） → 未发布

新增 2 个事项、取消 1 个事项、其他变更 1 处。

## 广州市卫生健康委员会

### 其他变更

- **公共场所卫生许可**（`items/卫生.yaml`）：咨询和投诉的方式不同

## 灵山县行政审批局

### 新增事项

- **小餐饮登记**（`items/登记.yaml`）：事项状态由取消变为在用
- **高龄津贴申领**（`items/补贴.yaml`）

### 取消事项

- **营业执照换发**（`items/换发.yaml`）
"""


def test_without_a_second_revision_the_files_on_disk_are_told(root: Path) -> None:
    write(root, {path: FIRST[path] for path in ("items/登记.yaml", "items/补贴.yaml")})
    health = root / "items/卫生.yaml"
    health.write_text(health.read_text("utf-8").replace("020-54321", "020-12345"), "utf-8")
    (root / "items/换发.yaml").unlink()
    head = git(root, "rev-parse", "HEAD")
    assert changelog(root, head[:12], "--all").stdout == BACK.format(commit=head[:12])
    shown = changelog(root, head[:12]).stdout
    assert "咨询和投诉" not in shown
    assert "其他变更" not in shown


def test_nothing_has_changed(root: Path) -> None:
    done = changelog(root, "v2")
    name = git(root, "rev-parse", "v2")[:10]
    assert done.exit_code == 0
    assert done.stdout == f"# 目录变更\n\n`v2`（2026-03-01 `{name}`） → 未发布\n\n没有变更。\n"


def test_json_says_the_same_by_its_schema(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "变更.json"
    done = changelog(root, "v1", "v2", "-f", "json", "-o", str(out))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    told = json.loads(out.read_text("utf-8"))
    jsonschema.Draft202012Validator(schema_named("changelog")).validate(told)
    names = [git(root, "rev-parse", one) for one in ("v1", "v2")]
    assert [told["from"], told["to"]] == [
        {"revision": "v1", "commit": names[0], "date": "2026-01-05T23:30:00+08:00"},
        {"revision": "v2", "commit": names[1], "date": "2026-03-01T23:30:00+08:00"},
    ]
    assert told["summary"] == {
        "added": 1, "removed": 2, "eased": 4, "burdened": 1, "unclear": 1, "other": 0,
        "eases": [{"amount": -1, "unit": "份材料"}, {"amount": -5, "unit": "工作日"}, {"amount": -1, "unit": "次"}],
        "burdens": [{"amount": 1, "unit": "份材料"}],
    }  # fmt: skip
    assert {key: [one["name"] for one in some] for key, some in told["standards"].items()} == {
        "added": [], "removed": [], "eased": ["公共场所卫生许可"], "burdened": [], "unclear": [], "other": [],
    }  # fmt: skip
    assert [(one["organ"], one["name"]) for one in told["organs"]] == [
        (HEALTH, "广州市卫生健康委员会"),
        (TRADE, "灵山县行政审批局"),
        (None, None),
    ]
    (eased,) = told["organs"][0]["eased"]
    (burdened,) = told["organs"][0]["burdened"]
    assert [one["id"] for one in eased["changes"]] == ["material-removed", "promised-shorter", "visits-fewer"]
    fingerprint = burdened["changes"][0].pop("fingerprint")
    assert len(fingerprint) == 32
    assert burdened == {
        "code": None,
        "name": "公共场所卫生许可",
        "path": "items/卫生.yaml",
        "changes": [
            {
                "id": "material-added",
                "pointer": "/materials/1",
                "effect": "burden",
                "message": "材料多了：租赁合同",
                "measure": {"amount": 1, "unit": "份材料"},
                "assumed": None,
                "before": None,
                "after": {"name": "租赁合同"},
            }
        ],
    }
    assert told["unread"] == []


def test_a_file_that_can_t_be_read_is_named_and_fails_the_run(root: Path) -> None:
    (root / "items/登记.yaml").write_text("name: [\n", "utf-8")
    done = changelog(root, "v2")
    assert (done.exit_code, done.stderr) == (1, "itemkit：1 个文件没有比较，列在最后\n")
    _told, _heading, unread = done.stdout.partition("\n## 没有比较的文件\n\n")
    assert [one.partition("：")[0] for one in unread.splitlines()] == ["- `items/登记.yaml`（未发布）"]


def test_a_revision_from_before_the_first_item(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in (root / "items", root / "standards"):
        shutil.rmtree(path)
    commit(root, "v0", "2026-04-01", monkeypatch)
    done = changelog(root, "v0", "v2", "-f", "json")
    summary = json.loads(done.stdout)["summary"]
    assert (done.exit_code, done.stderr) == (0, "")
    assert {key: count for key, count in summary.items() if count} == {"added": 5}
    nothing = changelog(root, "v0", "v0")
    assert (nothing.exit_code, nothing.stdout) == (3, "")
    assert nothing.stderr == "itemkit：v0 里没有事项，也没有标准事项\n"


def test_a_tag_is_a_revision_whatever_else_it_could_be(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A region, or a file of that name, is asked for by `itemkit diff`."""
    git(root, "tag", "450721", "v1")
    (root / "v2").mkdir()
    monkeypatch.chdir(root)
    told = changelog(root, "450721", "v2").stdout.splitlines()
    assert told[2].startswith("`450721`（2026-01-05 ")
    assert told[3:] == changelog(root, "v1", "HEAD").stdout.splitlines()[3:]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["没有这个"], "itemkit: git 里没有版本 没有这个：核对标签、分支或提交"),
        (["v1:items"], "“v1:items” 不是一个版本：这里比的是整个目录；比文件或文件夹用 itemkit diff"),
        (["v1", "v2", "-f", "html"], "没有这种格式：html；可用 markdown、json"),
    ],
)
def test_wrong_usage(root: Path, arguments: list[str], said: str) -> None:
    command = [sys.executable, "-m", "itemkit", "changelog", *arguments, "--catalog", str(root)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr.replace("\n", "")


def test_a_catalog_that_is_not_in_git(make_catalog: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_catalog(FIRST)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    with pytest.raises(CatalogError, match="not a git repository"):
        RUN.invoke(app, ["changelog", "v1", "--catalog", str(root)], catch_exceptions=False)
