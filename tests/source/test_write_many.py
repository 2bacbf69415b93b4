"""Many files at once: each is whole at any time, those that fail are named, the others are written."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from itemkit.source import write
from itemkit.source.write import write_many_atomically

needs_posix = pytest.mark.skipif(os.name != "posix", reason="modes, links and limits as POSIX has them")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "目录"
    made.mkdir()
    return made


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    made = tmp_path / "staging"
    made.mkdir()
    return made


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_to_write(folder: Path, staging: Path) -> None:
    assert write_many_atomically([], staging) == {}
    assert (content(folder), content(staging)) == ({}, {})


def test_all_are_written(folder: Path, staging: Path) -> None:
    (folder / "深").mkdir()
    (folder / "a").write_text("old")
    wanted = {"a": "一\r\n".encode(), "b": b"\xff\x00", "深/c": b"", "深/d": b"d\n" * 100_000}
    assert write_many_atomically(((folder / name, text) for name, text in wanted.items()), staging) == {}
    assert (content(folder), content(staging)) == (wanted, {})
    assert write_many_atomically([(folder / "b", b"again")], staging) == {}
    assert content(folder) == {**wanted, "b": b"again"}


def test_the_last_of_several_for_one_file_stays(folder: Path, staging: Path) -> None:
    assert write_many_atomically([(folder / "a", b"1"), (folder / "a", b"2")], staging) == {}
    assert (content(folder), content(staging)) == ({"a": b"2"}, {})


def test_those_that_fail_are_named(folder: Path, staging: Path) -> None:
    (folder / "folder").mkdir()
    (folder / "folder/x").write_text("x")
    wrong = [folder / "none/a", folder / "folder"]
    each = [(folder / "a", b"1"), *((path, b"2") for path in wrong), (folder / "b", b"3")]
    failed = write_many_atomically(each, staging)
    assert {path: error.errno for path, error in failed.items()} == {wrong[0]: errno.ENOENT, wrong[1]: errno.EISDIR}
    assert (content(folder), content(staging)) == ({"a": b"1", "b": b"3", "folder/x": b"x"}, {})


@needs_posix
def test_one_that_fails_early_does_not_take_others_with_it(folder: Path, staging: Path) -> None:
    """A file where a folder should be, a link that leads to itself."""
    (folder / "file").write_text("x")
    (folder / "loop").symlink_to("loop")
    wrong = [folder / "file/a", folder / "loop/a"]
    each = [(folder / "a", b"1"), *((path, b"2") for path in wrong), (folder / "b", b"3"), (folder / "c", b"4")]
    failed = write_many_atomically(each, staging)
    assert {path: error.errno for path, error in failed.items()} == {wrong[0]: errno.ENOTDIR, wrong[1]: errno.ELOOP}
    assert (content(folder), content(staging)) == ({"a": b"1", "b": b"3", "c": b"4", "file": b"x"}, {})


def test_a_failing_disk_leaves_the_old_files(folder: Path, staging: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [folder / "a", folder / "b"]
    for path in paths:
        path.write_text("old")

    def fail(*_args: object) -> None:
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(Path, "replace", fail)
    failed = write_many_atomically(((path, b"new") for path in paths), staging)
    assert {path: error.strerror for path, error in failed.items()} == dict.fromkeys(paths, "input/output error")
    assert (content(folder), content(staging)) == ({"a": b"old", "b": b"old"}, {})


FULL = """
import resource, sys
from pathlib import Path
from itemkit.source.write import write_atomically, write_many_atomically

folder, staging = map(Path, sys.argv[1:])
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_atomically(folder / "one", b"n" * 5000)
except OSError as error:
    print("one", error.strerror)
for path, error in write_many_atomically([(folder / "a", b"n" * 5000), (folder / "b", b"new")], staging).items():
    print(path.name, error.strerror)
"""


@needs_posix
def test_a_disk_that_takes_a_part_only_leaves_the_old_files(folder: Path, staging: Path) -> None:
    """As where space runs out in the middle of a file: the system writes what fits and says how much that was."""
    for name in ("one", "a", "b"):
        (folder / name).write_text("old")
    done = subprocess.run([sys.executable, "-c", FULL, folder, staging], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["one File too large", "a File too large"]
    assert content(folder) == {"one": b"old", "a": b"old", "b": b"new"}


@needs_posix
def test_all_are_on_the_disk_before_one_takes_its_name(
    folder: Path, staging: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "x").mkdir()
    done: list[str] = []
    replace, force, force_all = Path.replace, os.fsync, os.sync

    def named(path: Path, target: Path) -> Path:
        done.append(f"name {target.name}")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", named)
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("force"), force(handle)))
    monkeypatch.setattr(os, "sync", lambda: (done.append("force"), force_all()))
    monkeypatch.setattr(write, "_sync_folder", lambda folder: done.append(f"folder {folder.name}"))
    assert write_many_atomically(((folder / name, b"1") for name in ("a", "b", "x/c")), staging) == {}
    names = ["name a", "name b", "name c"]
    start = done.index("name a")
    assert set(done[:start]) == {"force"}
    assert (done[start : start + 3], sorted(done[start + 3 :])) == (names, ["folder x", "folder 目录"])


@needs_posix
def test_modes_and_links_stay(folder: Path, staging: Path) -> None:
    (folder / "real").write_text("old")
    (folder / "real").chmod(0o640)
    (folder / "link").symlink_to("real")
    (folder / "run").write_text("old")
    (folder / "run").chmod(0o755)
    assert write_many_atomically([(folder / "link", b"new"), (folder / "run", b"new")], staging) == {}
    assert (folder / "link").is_symlink()
    modes = {name: (folder / name).stat().st_mode & 0o777 for name in ("real", "run")}
    assert (modes, content(folder)) == ({"real": 0o640, "run": 0o755}, {"real": b"new", "link": b"new", "run": b"new"})


def test_no_file_is_touched_where_a_content_can_t_be_made(folder: Path, staging: Path) -> None:
    (folder / "a").write_text("old")

    def each() -> Iterator[tuple[Path, bytes]]:
        yield folder / "a", b"1"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_many_atomically(each(), staging)
    assert content(folder) == {"a": b"old"}
