"""``itemkit lint`` as people run it: what it tells, its options, and what it leaves in the folder."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from command_line import ENVIRONMENT, Told, itemkit

Maker = Callable[[Mapping[str, str | bytes]], Path]
DRAFT = "name: 公共场所卫生许可{n}\ntype: 行政许可\nstatus: 草稿\n"
VAGUE = DRAFT + "materials:\n  - {{name: 有关部门要求的其他材料, source: 申请人自备, original: 1}}  # 待核\n"
NUMBERED = DRAFT + "materials:\n  - {{name: '1、房产证明复印件', source: 申请人自备, copies: 1}}  # 待核\n"
GIT = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]


def run(*arguments: str | Path, cwd: Path) -> Told:
    return itemkit(cwd, "lint", *arguments)


def in_english(*arguments: str, cwd: Path) -> str:
    """What a process by itself says: the language is asked for once."""
    environment = {**os.environ, **ENVIRONMENT, "ITEMKIT_LANG": "en"}
    command = [sys.executable, "-m", "itemkit", "lint", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False).stdout


@pytest.fixture
def root(make_catalog: Maker) -> Path:
    return make_catalog(
        {"items/a.yaml": VAGUE.format(n=1), "items/b/b.yaml": DRAFT.format(n=2), "items/b/c.yaml": VAGUE.format(n=3)}
    )


def codes(done: Told) -> list[tuple[str, str]]:
    return [(one["code"], one["path"]) for one in json.loads(done.out)["findings"] if not one["suppressed"]]


def test_what_it_finds_and_where(root: Path) -> None:
    done = run("--select", "M201", cwd=root)
    assert (done.code, done.err) == (1, "")
    assert done.out == (
        "items/a.yaml:5:12 错误 M201 material-vague 材料名称不确定：有关部门要求的其他材料；写出要交的是什么\n"
        " 5 |   - {name: 有关部门要求的其他材料, source: 申请人自备, original: 1}  # 待核\n"
        "   |            ^^^^^^^^^^^^^^^^^^^^^^\n"
        "\n"
        "items/b/c.yaml:5:12 错误 M201 material-vague 材料名称不确定：有关部门要求的其他材料；写出要交的是什么\n"
        " 5 |   - {name: 有关部门要求的其他材料, source: 申请人自备, original: 1}  # 待核\n"
        "   |            ^^^^^^^^^^^^^^^^^^^^^^\n"
        "\n"
        "查了 3 个文件、3 个事项：2 个错误\n"
    )


def test_the_second_run_says_the_same_in_either_language(root: Path) -> None:
    first = run(cwd=root)
    assert run(cwd=root).out == first.out
    english = in_english(cwd=root)
    assert english not in ("", first.out)
    assert "有关部门要求的其他材料" in english
    assert in_english("--no-cache", cwd=root) == english


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--select", "M201"], ["items/a.yaml", "items/b/c.yaml"]),
        (["--select", "S,material-vague"], ["items/a.yaml", "items/b/c.yaml"]),
        (["--select", "M201", "items/b"], ["items/b/c.yaml"]),
        (["--select", "M201", "items/b/b.yaml"], []),
        (["--select", "M", "--ignore", "M201"], []),
        (["--ignore", "B,M,T,F,P,W,L,N"], []),
    ],
)
def test_which_rules_and_which_files(root: Path, arguments: list[str], expected: list[str]) -> None:
    done = run(*arguments, "-f", "json", cwd=root)
    assert [path for _code, path in codes(done)] == expected
    assert done.code == bool(expected)


def test_a_path_does_not_change_what_is_known_of_the_others(root: Path) -> None:
    (root / "items/b/b.yaml").write_text("name: 甲\ntype: 行政许可\nstatus: 草稿\norgan: 11440100007482620J\n")
    (root / "organs.yaml").write_text("- {uscc: 11440100007482620J, name: 乙}\n")
    assert codes(run("items/b/b.yaml", "--select", "S", "-f", "json", cwd=root)) == []


def test_the_configuration_counts(root: Path) -> None:
    (root / "itemkit.toml").write_text(
        '[lint]\nselect = ["M201"]\n[[lint.part]]\npaths = ["items/b/**"]\nseverity = { M201 = "warning" }\n'
    )
    done = run("-f", "json", cwd=root)
    assert {one["path"]: one["severity"] for one in json.loads(done.out)["findings"]} == {
        "items/a.yaml": "error",
        "items/b/c.yaml": "warning",
    }


def test_statistics(root: Path) -> None:
    done = run("--select", "M201,S104", "--statistics", cwd=root)
    assert done.code == 1
    counted = "       2  M201  error    material-vague               材料名称用了兜底说法，申请人无法知道要交什么。\n"
    assert done.out == f"{counted}查了 3 个文件、3 个事项\n"


def test_a_baseline(root: Path) -> None:
    done = run("--write-baseline", cwd=root)
    assert (done.code, done.out) == (0, f"基线 {root}/itemkit-baseline.json：2 条；新增 2 条，去掉 0 条\n")
    done = run("--baseline", "itemkit-baseline.json", cwd=root)
    assert (done.code, done.out) == (
        0,
        "查了 3 个文件、3 个事项：没有发现问题（另有 2 个已忽略或已记入基线）\n",
    )
    (root / "items/a.yaml").write_text(DRAFT.format(n=1))
    (root / "items/b/d.yaml").write_text(VAGUE.format(n=4))
    done = run("--baseline", "itemkit-baseline.json", "-f", "json", cwd=root)
    assert codes(done) == [("M201", "items/b/d.yaml")]
    (root / "itemkit.toml").write_text('[lint]\nbaseline = "itemkit-baseline.json"\n')
    done = run("--write-baseline", cwd=root)
    assert done.out == f"基线 {root}/itemkit-baseline.json：2 条；新增 1 条，去掉 1 条\n"
    assert run(cwd=root).code == 0


def test_since(root: Path) -> None:
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*GIT, *arguments], cwd=root, check=True, capture_output=True)
    assert run("--since", "HEAD", cwd=root).out == "查了 3 个文件、3 个事项：没有发现问题\n"
    (root / "items/b/b.yaml").write_text(VAGUE.format(n=2))
    assert codes(run("--since", "HEAD", "-f", "json", cwd=root)) == [("M201", "items/b/b.yaml")]
    done = run("--since", "nowhere", cwd=root)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("itemkit: git 说：")


def test_fix_and_diff(make_catalog: Maker) -> None:
    text = NUMBERED.format(n=1)
    root = make_catalog({"items/a.yaml": b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()})
    done = run("--diff", "--select", "M", cwd=root)
    assert (done.code, done.err) == (0, "--fix 会修改 1 个文件里的 1 处\n")
    assert [line for line in done.out.splitlines() if line[0] in "+-"] == [
        "--- a/items/a.yaml",
        "+++ b/items/a.yaml",
        "-  - {name: '1、房产证明复印件', source: 申请人自备, copies: 1}  # 待核",
        "+  - {name: 房产证明复印件, source: 申请人自备, copies: 1}  # 待核",
    ]
    assert (root / "items/a.yaml").read_bytes() == b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    done = run("--fix", "--select", "M", "--fail-on", "error", cwd=root)
    assert (done.code, done.err) == (0, "修改了 1 个文件里的 1 处\n")
    fixed = text.replace("'1、房产证明复印件'", "房产证明复印件")
    assert (root / "items/a.yaml").read_bytes() == b"\xef\xbb\xbf" + fixed.replace("\n", "\r\n").encode()
    assert run("--fix", "--select", "M", cwd=root).err == "修改了 0 个文件里的 0 处\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--select", "M999"], 2, "没有这条规则：M999"),
        (["--unsafe-fixes"], 2, "--unsafe-fixes 要和 --fix 或 --diff 合用"),
        (["--write-baseline", "--select", "M"], 2, "--write-baseline 要查整个目录的全部规则"),
        (["--baseline", "none.json"], 2, "没有基线文件"),
        (["--baseline", "itemkit.toml"], 2, "不是基线文件"),
        (["--fail-on", "x"], 2, "--fail-on 要写 error、warning、info 或 never"),
        (["nowhere"], 2, "没有这个文件或文件夹"),
        (["empty"], 3, "没有找到目录文件"),
    ],
)
def test_wrong_usage(root: Path, arguments: list[str], code: int, said: str) -> None:
    (root / "empty").mkdir()
    done = run(*arguments, cwd=root)
    assert (done.code, done.out) == (code, "")
    assert said in done.err.replace("│", "").replace("\n", "").replace("  ", "")


def test_a_damaged_cache_is_told_of(root: Path) -> None:
    first = run("-f", "json", cwd=root)
    manifest = root / ".itemkit/cache/manifest.json"
    manifest.write_bytes(manifest.read_bytes()[:-1])
    done = run("-f", "json", cwd=root)
    assert done.out == first.out
    assert done.err == "itemkit：缓存对不上，已经丢掉重来\n"
    assert run("-f", "json", cwd=root).err == ""
