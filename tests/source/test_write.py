"""A writer that is killed, refused or out of space leaves the old file or the new one, whole."""

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from itemkit.source.write import write_atomically
from users import not_as_root

needs_posix = pytest.mark.skipif(os.name != "posix", reason="signals, modes and links as POSIX has them")


def test_new_file_and_replaced_file(tmp_path: Path) -> None:
    path = tmp_path / "事项.yaml"
    write_atomically(path, "一\r\n")
    assert path.read_bytes() == "一\r\n".encode()
    write_atomically(path, "二\n")
    assert path.read_bytes() == "二\n".encode()
    assert [one.name for one in tmp_path.iterdir()] == ["事项.yaml"]


@needs_posix
def test_mode_of_an_existing_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, "new")
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("new", 0o640)


@needs_posix
def test_mode_of_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a.yaml", "new")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.yaml").stat().st_mode) == 0o640


@needs_posix
def test_a_link_stays_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "a.yaml"
    real.write_text("old")
    link = tmp_path / "link.yaml"
    link.symlink_to(real)
    write_atomically(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")

    def fail(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
    with pytest.raises(OSError, match="no space left"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_text_that_is_no_text_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "\ud800")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        write_atomically(tmp_path / "none" / "a.yaml", "new")
    assert caught.value.filename == str(tmp_path / "none")


@needs_posix
@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no folder here that nobody can write to")
def test_folder_that_nobody_can_write_to() -> None:
    with pytest.raises(OSError) as caught:
        write_atomically(Path("/proc/self/a.yaml"), "new")
    assert caught.value.filename == "/proc/self/a.yaml"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can look into, as ``tmp_path`` is not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@needs_posix
def test_read_only_folder(open_folder: Path) -> None:
    path = open_folder / "a.yaml"
    path.write_text("old")
    open_folder.chmod(0o555)
    with not_as_root(), pytest.raises(PermissionError):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert list(open_folder.iterdir()) == [path]


WRITER = """
import sys
from pathlib import Path
from itemkit.source.write import write_atomically

path = Path(sys.argv[1])
number = 0
while True:
    number += 1
    write_atomically(path, f"{number % 10}" * 200_000)
    print(number, flush=True)
"""


@needs_posix
@pytest.mark.parametrize("after", [1, 2, 3, 5])
def test_killed_writer_leaves_a_whole_file(tmp_path: Path, after: int) -> None:
    path = tmp_path / "a.yaml"
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(after):
            writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
    text = path.read_text()
    assert text == text[0] * 200_000
    others = [one.name for one in tmp_path.iterdir() if one != path]
    assert len(others) <= 1
    assert all(name.startswith(".") and name.endswith(".tmp") for name in others)
