"""The folder of a site: switched whole, our files replaced and removed, nobody else's touched."""

import os
import sys
from pathlib import Path

import pytest

from itemkit.guides.site import exchange
from itemkit.guides.site.files import NAME
from itemkit.guides.site.folder import MANIFEST, FolderError, site_folder

CODE = "11440100007482620J344012300400001"


def contents(root: Path) -> dict[str, bytes]:
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if name != MANIFEST}


def put(root: Path, files: dict[str, str]) -> tuple[str, ...]:
    """One run that makes the site these files; gives what it removed."""
    with site_folder(root) as folder:
        for name, text in files.items():
            folder.write(name, text.encode())
        return folder.publish(files.keys(), b"\xc0")


def listed(root: Path) -> list[str]:
    return (root / MANIFEST).read_text("utf-8").splitlines()[1:]


def refused(root: Path) -> str:
    with pytest.raises(FolderError) as caught:
        put(root, {"index.html": "text"})
    return str(caught.value)


@pytest.fixture(params=["exchange", "aside"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that exchanges folders, and one that can't."""
    if request.param == "aside":
        monkeypatch.setattr(exchange, "_system_call", lambda: None)


@pytest.mark.usefixtures("system")
def test_runs_follow_each_other(tmp_path: Path) -> None:
    root = tmp_path / "网站"
    runs: list[dict[str, str]] = [
        {"index.html": "1", "i/a.html": "a"},
        {"index.html": "2", "i/a.html": "a", "i/b.html": "b"},
        {"index.html": "2", "i/b.html": "b"},
        {"index.html": "2", "o/c.html": "c", "i/b.html": "bb"},
        {"index.html": "2"},
        {"index.html": "2"},
        {"index.html": "3", "i/a.html": "again"},
    ]
    before: dict[str, str] = {}
    for files in runs:
        assert put(root, files) == tuple(sorted(before.keys() - files.keys()))
        assert contents(root) == {name: text.encode() for name, text in files.items()}
        assert listed(root) == sorted(files)
        assert not [path for path in root.rglob("*") if path.is_dir() and not any(path.iterdir())]
        before = files


def test_what_has_not_changed_is_the_same_file(tmp_path: Path) -> None:
    root = tmp_path / "site"
    put(root, {"index.html": "1", "i/a.html": "a"})
    first = (root / "i/a.html").stat()
    for number in range(3):
        put(root, {"index.html": str(number), "i/a.html": "a"})
        now = (root / "i/a.html").stat()
        assert (now.st_ino, now.st_mtime_ns) == (first.st_ino, first.st_mtime_ns)


def test_a_run_that_is_not_finished_changes_nothing(tmp_path: Path) -> None:
    root = tmp_path / "site"
    put(root, {"index.html": "1", "i/a.html": "a"})
    with site_folder(root) as folder:
        folder.write("index.html", b"2")
        folder.write("i/b.html", b"b")
    assert contents(root) == {"index.html": b"1", "i/a.html": b"a"}
    put(root, {"index.html": "3", "i/a.html": "a"})
    assert contents(root) == {"index.html": b"3", "i/a.html": b"a"}


def test_a_first_run_that_is_not_finished_leaves_nothing(tmp_path: Path) -> None:
    root, side = tmp_path / "site", tmp_path / ".site.itemkit"
    with site_folder(root) as folder:
        folder.write("i/b.html", b"b")
    assert not root.exists()
    put(root, {"index.html": "1", "i/a.html": "a"})
    assert contents(root) == contents(side / "spare") == {"index.html": b"1", "i/a.html": b"a"}
    assert (root / "i/a.html").samefile(side / "spare" / "i/a.html")
    assert sorted(one.name for one in side.iterdir() if one.is_dir()) == ["spare"]


def test_a_first_run_that_is_killed_when_it_has_exchanged_the_trees(tmp_path: Path) -> None:
    root, side = tmp_path / "site", tmp_path / ".site.itemkit"
    put(root, {"index.html": "1", "i/a.html": "a"})
    (side / "spare").rename(side / "twin")
    put(root, {"index.html": "2", "i/a.html": "a"})
    put(root, {"index.html": "3"})
    assert contents(root) == {"index.html": b"3"}
    assert sorted(one.name for one in side.iterdir() if one.is_dir()) == ["spare"]


def test_a_payload_belongs_to_the_site_that_it_was_left_with(tmp_path: Path) -> None:
    root = tmp_path / "site"
    with site_folder(root) as folder:
        assert folder.payload is None
        folder.write("index.html", b"1")
        folder.publish(["index.html"], b"\x01")
    with site_folder(root) as folder:
        assert bytes(folder.payload or b"") == b"\x01"
        folder.publish(["index.html"], b"\x02")
    (tmp_path / ".site.itemkit" / "next").unlink(missing_ok=True)
    with site_folder(root) as folder:
        assert bytes(folder.payload or b"") == b"\x02"
    text = (root / MANIFEST).read_text("utf-8")
    (root / MANIFEST).write_text(text.replace(text.split()[1], "0" * 32), "utf-8")
    with site_folder(root) as folder:
        assert folder.payload is None


def test_nothing_beside_the_site_is_needed(tmp_path: Path) -> None:
    root = tmp_path / "site"
    put(root, {"index.html": "1", "i/a.html": "a"})
    side = tmp_path / ".site.itemkit"
    for path in sorted(side.rglob("*"), reverse=True):
        path.unlink() if not path.is_dir() else path.rmdir()
    put(root, {"index.html": "2", "i/a.html": "a"})
    assert contents(root) == {"index.html": b"2", "i/a.html": b"a"}


def test_two_runs_at_once(tmp_path: Path) -> None:
    root = tmp_path / "site"
    with site_folder(root):
        assert refused(root) == f"另一个发布正在写 {root}：等它结束"


def test_strangers_files_come_along(tmp_path: Path) -> None:
    root = tmp_path / "site"
    put(root, {"index.html": "1", "i/a.html": "a"})
    (root / "CNAME").write_text("example.gov.cn")
    (root / ".git" / "refs").mkdir(parents=True)
    (root / ".git" / "refs" / "head").write_text("0")
    (root / "i" / "mine.html").write_text("mine")
    strangers = {"CNAME": b"example.gov.cn", ".git/refs/head": b"0", "i/mine.html": b"mine"}
    put(root, {"index.html": "2"})
    assert contents(root) == {"index.html": b"2"} | strangers
    (root / "CNAME").unlink()
    (root / ".git" / "refs" / "head").write_text("1")
    put(root, {"index.html": "3"})
    assert contents(root) == {"index.html": b"3", ".git/refs/head": b"1", "i/mine.html": b"mine"}
    assert listed(root) == ["index.html"]


def test_a_strangers_file_is_not_overwritten(tmp_path: Path) -> None:
    root = tmp_path / "site"
    put(root, {"index.html": "1"})
    (root / "i").mkdir()
    stranger = root / "i" / f"{CODE}.html"
    stranger.write_text("mine")
    with pytest.raises(FolderError) as caught:
        put(root, {"index.html": "1", f"i/{CODE}.html": "ours"})
    assert str(caught.value) == f"{stranger} 不是发布写的文件，不能覆盖：先把它移走"
    assert contents(root) == {"index.html": b"1", f"i/{CODE}.html": b"mine"}


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "site"
    root.mkdir()
    (root / "thesis.docx").write_text("years of work")
    assert refused(root) == (
        f"{root} 里已有别的文件，又没有 .itemkit-site 说明哪些是发布的网页：换一个空文件夹，或先把它清空"
    )
    assert contents(tmp_path) == {"site/thesis.docx": b"years of work"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    assert refused(tmp_path / "site") == f"{tmp_path / 'site'} 不是文件夹：换一个文件夹来放网页"


@pytest.mark.parametrize(
    "line",
    [
        "../precious.html", "/etc/precious.html", "i/../../precious.html", "C:\\precious.html", "..\\precious.html", "i//x.html",
        "precious.exe", ".git/config", "a/b/c/d.html", "./x.html", "", "i/.html", "x\x00.html", "file:x.html",
    ],
)  # fmt: skip
def test_a_doctored_list_is_refused(line: str, tmp_path: Path) -> None:
    root = tmp_path / "site"
    put(root, {"index.html": "1"})
    first = (root / MANIFEST).read_text("utf-8").splitlines()[0]
    (root / MANIFEST).write_text(f"{first}\nindex.html\n{line}\n", "utf-8")
    (tmp_path / "precious.html").write_text("precious")
    assert refused(root) == f"{root / MANIFEST} 不是发布写成的样子（{line or 'itemkit.site/2'}）：换一个空文件夹"
    assert (tmp_path / "precious.html").read_text() == "precious"


def test_a_list_of_another_kind_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "site"
    root.mkdir()
    (root / MANIFEST).write_bytes(b"\xff\xfe\n")
    assert "不是发布写成的样子" in refused(root)


def test_a_site_of_an_earlier_form_is_taken_over(tmp_path: Path) -> None:
    root = tmp_path / "site"
    (root / "i").mkdir(parents=True)
    (root / MANIFEST).write_text("itemkit.site/1\ni/a.html\nindex.html\n", "utf-8")
    (root / "i/a.html").write_text("a")
    (root / "index.html").write_text("1")
    assert put(root, {"index.html": "2"}) == ("i/a.html",)
    assert contents(root) == {"index.html": b"2"}


@pytest.mark.skipif(sys.platform == "win32", reason="making links takes rights on Windows")
def test_links_that_lead_away_are_not_followed(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "site"
    outside.mkdir()
    put(root, {"index.html": "1", "i/a.html": "a"})
    (root / "i").rename(outside / "i")
    (root / "i").symlink_to(outside / "i")
    before = contents(outside)
    with pytest.raises(FolderError) as caught:
        put(root, {"index.html": "2", "i/a.html": "other"})
    assert str(caught.value) == f"{root / 'i'} 是链接，会写到文件夹外面去：先把它移走"
    assert contents(outside) == before


@pytest.mark.skipif(sys.platform == "win32", reason="making links takes rights on Windows")
def test_a_link_to_the_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")
    put(tmp_path / "site", {"index.html": "1"})
    put(tmp_path / "site", {"index.html": "2"})
    assert (tmp_path / "site").readlink() == Path("real")
    assert contents(tmp_path / "real") == {"index.html": b"2"}


@pytest.mark.parametrize(
    "name", ["../x.html", "/x.html", "x", "x.exe", "a/b/c/x.html", ".x.html", "i\\x.html", "", "x\n.html", "i/.x.html"]
)
def test_no_name_leaves_the_folder(name: str, tmp_path: Path) -> None:
    assert not NAME.fullmatch(name)
    with site_folder(tmp_path / "site") as folder, pytest.raises(ValueError, match="not a file name of a site"):
        folder.write(name, b"text")
    assert not (tmp_path / "site").exists()


def test_a_file_system_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_names: object, **_more: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    root = tmp_path / "site"
    put(root, {"index.html": "1", "i/a.html": "a"})
    put(root, {"index.html": "2", "i/a.html": "a"})
    put(root, {"index.html": "2", "i/a.html": "aa"})
    assert contents(root) == {"index.html": b"2", "i/a.html": b"aa"}
