"""``itemkit codes history``: what became of a code, from real repositories."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from command_line import ENVIRONMENT, itemkit
from itemkit.ledger.history import Change, history
from itemkit.ledger.ledger import LEDGER_PATH, Row
from itemkit.source.catalog import CatalogError

Maker = Callable[[Mapping[str, str | bytes]], Path]

HEADER = "code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason\n"
ORGAN = "11440100007482620J"
A, B = (f"{ORGAN}344012300400{number}" for number in "12")
GIVEN = Row(A, "item", "items/a.yaml", "甲", assigned="2026-01-01")
OTHER = Row(B, "item", "items/b.yaml", "乙", assigned="2026-01-01")


@pytest.fixture(autouse=True)
def _git_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in os.environ if one.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(params=["", "deep/目录"])
def root(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A catalog at the top of a repository without commits, or in a folder of it."""
    top = tmp_path / "repository"
    root = top / request.param
    (root / "codes").mkdir(parents=True)
    (root / "itemkit.toml").write_text("")
    git(top, "init", "-q", "-b", "main")
    return root


def git(folder: Path, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], check=True, capture_output=True, env={**os.environ, **environment}
    )
    return done.stdout.decode().strip()


def write(root: Path, *rows: Row) -> None:
    (root / LEDGER_PATH).write_text(HEADER + "".join(",".join(row) + "\n" for row in sorted(rows)), "utf-8")


def commit(root: Path, day: str = "2026-11-20", message: str = "赋码", author: str = "甲") -> str:
    git(root, "add", "-A")
    when = {"GIT_AUTHOR_DATE": f"{day}T08:00:00+0000", "GIT_COMMITTER_DATE": f"{day}T08:00:00+0000"}
    git(root, "commit", "-q", "--allow-empty", "-m", message, GIT_AUTHOR_NAME=author, **when)
    return git(root, "rev-parse", "HEAD")


def test_the_life_of_a_code(root: Path) -> None:
    released = GIVEN._replace(version="1", digest="0f" * 16)
    renamed = released._replace(path="items/moved.yaml", name="甲改名")
    retired = renamed._replace(status="retired", retired="2026-04-01", replaced_by=B, reason="并入乙")
    write(root, OTHER)
    commit(root, "2026-01-01", "别的编码")
    write(root, GIVEN, OTHER)
    first = commit(root, "2026-01-02", "赋码\n\n第二段", "甲")
    (root / "README").write_text("x")
    commit(root, "2026-01-03", "无关")
    write(root, released, OTHER)
    second = commit(root, "2026-02-01", "发布", "乙某")
    write(root, renamed, OTHER._replace(name="乙改名"))
    third = commit(root, "2026-03-01", "改名")
    write(root, retired, OTHER)
    changes = [
        Change(first, "2026-01-02", "甲", "赋码", None, GIVEN),
        Change(second, "2026-02-01", "乙某", "发布", GIVEN, released),
        Change(third, "2026-03-01", "甲", "改名", released, renamed),
        Change("", "", "", "", renamed, retired),
    ]
    assert history(root, A) == changes
    assert [one.changed for one in changes] == [
        ("code", "kind", "path", "name", "status", "assigned"),
        ("version", "digest"),
        ("path", "name"),
        ("status", "retired", "replaced_by", "reason"),
    ]
    told = f"""\
日期         提交         谁     改了什么     原来           后来
─────────────────────────────────────────────────────────────────────────────────────────────
2026-01-02   {first[:10]}   甲     状态                        在用
2026-01-02   {first[:10]}   甲     种类                        事项
2026-01-02   {first[:10]}   甲     登记的文件                  items/a.yaml
2026-01-02   {first[:10]}   甲     登记的名称                  甲
2026-01-02   {first[:10]}   甲     赋码日期                    2026-01-01
2026-02-01   {second[:10]}   乙某   版本                        1
2026-02-01   {second[:10]}   乙某   内容摘要                    0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f
2026-03-01   {third[:10]}   甲     登记的文件   items/a.yaml   items/moved.yaml
2026-03-01   {third[:10]}   甲     登记的名称   甲             甲改名
未提交                           状态         在用           已退役
未提交                           退役日期                    2026-04-01
未提交                           接替的编码                  {B}
未提交                           原因                        并入乙
"""
    assert itemkit(root, "codes", "history", A) == (0, told, "")
    assert itemkit(root.parent, "codes", "history", A, "--catalog", root.name) == (0, told, "")


def test_a_code_that_never_was(root: Path) -> None:
    write(root, GIVEN)
    commit(root)
    for code in (B, A[:-1], f"{A}02", "items/a.yaml", ".*", "x(", "-", ""):
        assert history(root, code) == []
    assert itemkit(root, "codes", "history", B) == (3, "", f"itemkit：登记册里从来没有 {B}\n")


def test_only_this_code_and_not_one_that_begins_so(root: Path) -> None:
    write(root, GIVEN)
    first = commit(root)
    write(root, GIVEN, GIVEN._replace(code=f"{A}02"))
    second = commit(root)
    assert [one.commit for one in history(root, A)] == [first]
    assert [one.commit for one in history(root, f"{A}02")] == [second]


def test_what_is_not_committed_yet(root: Path) -> None:
    commit(root)
    write(root, GIVEN)
    assert history(root, A) == [Change("", "", "", "", None, GIVEN)]
    git(root, "add", "-A")
    assert history(root, A) == [Change("", "", "", "", None, GIVEN)]


def test_a_repository_without_commits(root: Path) -> None:
    write(root, GIVEN)
    assert history(root, A) == [Change("", "", "", "", None, GIVEN)]


def test_a_row_that_somebody_took_out(root: Path) -> None:
    write(root, GIVEN, OTHER)
    first = commit(root)
    write(root, OTHER)
    second = commit(root, message="误删")
    assert history(root, A) == [
        Change(first, "2026-11-20", "甲", "赋码", None, GIVEN),
        Change(second, "2026-11-20", "甲", "误删", GIVEN, None),
    ]
    assert history(root, A)[1].changed == ("code", "kind", "path", "name", "status", "assigned")
    write(root, GIVEN, OTHER)
    third = commit(root, message="补回")
    assert history(root, A)[2:] == [Change(third, "2026-11-20", "甲", "补回", None, GIVEN)]


def test_branches_that_were_merged(root: Path) -> None:
    (root / "codes/.gitattributes").write_text("ledger.csv merge=union text eol=lf\n")
    write(root)
    commit(root)
    git(root, "checkout", "-q", "-b", "other")
    write(root, OTHER)
    other = commit(root, "2026-02-01", "乙赋码")
    git(root, "checkout", "-q", "main")
    write(root, GIVEN)
    own = commit(root, "2026-02-02", "甲赋码")
    git(root, "merge", "-q", "--no-edit", "other")
    assert history(root, A) == [Change(own, "2026-02-02", "甲", "甲赋码", None, GIVEN)]
    assert history(root, B) == [Change(other, "2026-02-01", "甲", "乙赋码", None, OTHER)]


def test_a_ledger_with_flaws_is_shown_as_far_as_it_can_be_read(root: Path) -> None:
    write(root, GIVEN)
    first = commit(root)
    with (root / LEDGER_PATH).open("a") as file:
        file.write("<<<<<<< HEAD\n")
    commit(root)
    assert [one.commit for one in history(root, A)] == [first]


@pytest.mark.parametrize("mark", ["\u2028", "\x0b", "\x0c", "\x1c", "\x85"])
def test_a_line_separator_in_a_commit(root: Path, mark: str) -> None:
    write(root, GIVEN)
    first = commit(root, message=f"赋{mark}码", author=f"甲{mark}乙")
    assert history(root, A) == [Change(first, "2026-11-20", f"甲{mark}乙", f"赋{mark}码", None, GIVEN)]


def test_nothing_plays_tricks_on_the_terminal(root: Path) -> None:
    trick, shown = "\x1b]0;x\x07\u202e", "␛]0;x␇<U+202E>"
    write(root, GIVEN._replace(path=f"items/{trick}.yaml", name=f"甲{trick}"))
    commit(root, author=f"乙{trick}")
    done = itemkit(root, "codes", "history", A)
    assert (done.code, done.err, trick in done.out) == (0, "", False)
    assert f"乙{shown}" in done.out
    assert f"items/{shown}.yaml" in done.out
    assert f"甲{shown}" in done.out


def test_without_a_repository(make_catalog: Maker) -> None:
    root = make_catalog({LEDGER_PATH: HEADER})
    with pytest.raises(CatalogError, match="git 说"):
        history(root, A)
    assert itemkit(root, "codes", "history", A) == (
        2,
        "",
        "itemkit: git 说：fatal: not a git repository (or any of the parent directories): .git\n",
    )


def test_without_git(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert itemkit(root, "codes", "history", A) == (2, "", "itemkit: 这要用 git，这里没有装\n")
