"""``itemkit serve`` and what watches behind ``itemkit publish --watch``: as processes, and step by step."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO
from unittest import mock
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from command_line import ENVIRONMENT, itemkit
from itemkit.cli.watching import keep_publishing
from itemkit.guides import PublishSummary
from itemkit.guides.preview import Gate, Watch
from itemkit.guides.preview.gate import broken_of
from itemkit.source.catalog import Catalog

Maker = Callable[[Mapping[str, str | bytes]], Path]
CODE = "11440100007482620J444212300100001"
ITEM = f"name: 甲事\ntype: 公共服务\ncode: {CODE}\n"
BROKEN = "name: [\n"


def item(name: str) -> str:
    return f"name: {name}\ntype: 公共服务\n"


@pytest.fixture
def root(make_catalog: Maker) -> Path:
    return make_catalog({"items/a.yaml": ITEM, "items/b.yaml": item("乙事")})


# the gate


def test_what_is_broken(root: Path) -> None:
    (root / "items" / "c.yaml").write_text(BROKEN)
    (root / "items" / "d.yaml").write_text("name: 3\n")
    (root / "organs.yaml").write_text("x")
    (root / "readme.yaml").write_text(BROKEN)
    paths = ["items/a.yaml", "items/c.yaml", "items/d.yaml", "items/none.yaml", "items", "organs.yaml", "readme.yaml"]
    assert broken_of(Catalog(root), paths) == ("items/c.yaml", "items/d.yaml", "organs.yaml")


def test_the_gate_opens_when_everything_is_mended(root: Path) -> None:
    catalog, gate = Catalog(root), Gate()
    one, other = root / "items" / "a.yaml", root / "items" / "b.yaml"
    one.write_text(BROKEN)
    assert gate.in_the_way(catalog, ["items/a.yaml"]) == ("items/a.yaml",)
    other.write_text(BROKEN)
    assert gate.in_the_way(catalog, ["items/b.yaml"]) == ("items/a.yaml", "items/b.yaml")
    one.write_text(ITEM)
    assert gate.in_the_way(catalog, ["items/a.yaml"]) == ("items/b.yaml",)
    other.unlink()
    assert gate.in_the_way(catalog, ["items/b.yaml"]) == ()


def test_what_was_broken_from_the_beginning_stops_nothing_until_it_is_mended_once(root: Path) -> None:
    catalog, gate, path = Catalog(root), Gate(), root / "items" / "a.yaml"
    path.write_text(BROKEN)
    gate.begin(["items/a.yaml"])
    assert gate.in_the_way(catalog, ["items/a.yaml"]) == ()
    path.write_text(ITEM)
    assert gate.in_the_way(catalog, ["items/a.yaml"]) == ()
    path.write_text(BROKEN)
    assert gate.in_the_way(catalog, ["items/a.yaml"]) == ("items/a.yaml",)


def test_what_changed_while_nothing_could_be_read_is_looked_at_later(root: Path) -> None:
    gate = Gate()
    (root / "items" / "a.yaml").write_text(BROKEN)
    gate.hold(["items/a.yaml"])
    assert gate.in_the_way(Catalog(root), ["itemkit.toml"]) == ("items/a.yaml",)


# again and again


class Steps(Watch):
    """A watch that is told what changes, and does it."""

    def __init__(self, root: Path, *steps: Mapping[str, str]) -> None:
        super().__init__(root)
        object.__setattr__(self, "steps", steps)

    __slots__ = ("steps",)

    def each_change(self) -> Iterator[tuple[str, ...]]:
        yield ()
        for step in self.steps:
            for path, text in step.items():
                (self.root / path).write_text(text, "utf-8")
            yield tuple(sorted(step))


def names_published(watch: Watch) -> list[list[str]]:
    """What the items were called each time that they were published."""
    published = []

    def publish(catalog: Catalog) -> PublishSummary:
        read = [catalog.root / path for path in catalog.find().files["item"]]
        names = [line[6:] for path in read for line in path.read_text("utf-8").splitlines() if line[:6] == "name: "]
        published.append(names)
        return PublishSummary(catalog.root, skipped=broken_of(catalog, catalog.find().files["item"]))

    assert len(list(keep_publishing(watch, publish))) == len(published)
    return published


def test_it_is_published_at_once_and_on_each_change(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = Steps(root, {"items/a.yaml": item("丙事")}, {"items/b.yaml": item("丁事"), "items/c.yaml": item("戊事")})
    assert names_published(steps) == [["甲事", "乙事"], ["丙事", "乙事"], ["丙事", "丁事", "戊事"]]
    assert capsys.readouterr().out == "items/a.yaml 改了\nitems/b.yaml 等 2 个文件改了\n"


def test_broken_files_leave_the_site_as_it_was(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = Steps(
        root,
        {"items/a.yaml": BROKEN},
        {"items/b.yaml": item("丁事")},
        {"items/a.yaml": item("丙事")},
    )
    assert names_published(steps) == [["甲事", "乙事"], ["丙事", "丁事"]]
    told = capsys.readouterr()
    assert told.err == "1 个文件有错：网页先不更新，改好后自动更新\n" * 2
    assert told.out.count("items/a.yaml:2:1 错误 Y101 yaml-syntax") == 2


def test_files_broken_from_the_beginning_are_told_and_stop_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "items" / "c.yaml").write_text(BROKEN)
    assert names_published(Steps(root, {"items/a.yaml": item("丙事")})) == [
        ["甲事", "乙事", "["],
        ["丙事", "乙事", "["],
    ]
    told = capsys.readouterr()
    assert told.out.count("items/c.yaml:2:1 错误 Y101 yaml-syntax") == 1
    assert told.err == ""


def test_a_broken_configuration_leaves_the_site_as_it_was(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = Steps(root, {"itemkit.toml": "x = ["}, {"items/a.yaml": item("丙事")}, {"itemkit.toml": ""})
    assert names_published(steps) == [["甲事", "乙事"], ["丙事", "乙事"]]
    assert capsys.readouterr().err.count("itemkit.toml 有错：网页先不更新，改好后自动更新") == 2


# wrong usage


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "example.org", "192.168.1.1", ""])
def test_it_serves_nobody_else(host: str, root: Path) -> None:
    told = itemkit(root, "serve", "--host", host)
    assert told.code == 2
    assert "只给本机预览：--host 用 127.0.0.1、localhost、::1" in " ".join(told.err.split())


def test_a_port_that_is_taken(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = itemkit(root, "serve", "--port", str(port))
    assert told.code == 2
    assert f"不能用端口 {port}" in told.err


def test_without_the_package_for_watching(root: Path) -> None:
    with mock.patch("itemkit.guides.preview.can_watch", return_value=False):
        told = itemkit(root, "serve")
    assert told.code == 2
    assert "itemkit serve 要先安装：pip install 'itemkit[serve]'" in told.err


def test_a_folder_that_is_not_ours(root: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("mine")
    told = itemkit(root, "serve", "--port", "0", "--out", tmp_path)
    assert told.code == 2
    assert str(tmp_path) in told.err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["x", "目录"]


# as a process

_HEEDS_CTRL_C = """
import signal
from itemkit.cli import run
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may have it ignored
run()
"""


def line_with(text: str, stream: IO[str]) -> str:
    """The next line that has a text; the lines before it are gone."""
    seen = []
    for line in stream:
        seen.append(line)
        if text in line:
            return line
    raise AssertionError(f"no {text!r} in {''.join(seen)}")


def number_in(events: Iterable[bytes]) -> bytes:
    """What the next event says; lines that only show that the server is still there are passed over."""
    return next(line for line in events if line.startswith(b"data: "))


@contextlib.contextmanager
def running(*arguments: str | Path, **more: str) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-c", _HEEDS_CTRL_C, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        env=os.environ | ENVIRONMENT | {"PYTHONUNBUFFERED": "1"} | more,
    )  # fmt: skip
    with process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.slow
def test_a_preview_from_beginning_to_end(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    arguments = ("serve", "--catalog", root, "--port", "0")
    with running(*arguments, TMPDIR=str(folder)) as process, contextlib.ExitStack() as stack:
        assert process.stdout is not None
        address = line_with("预览在", process.stdout).partition(" ")[2].partition("，")[0]
        assert address.startswith("http://127.0.0.1:")
        page = f"{address}i/{CODE}.html"
        with urlopen(page, timeout=20) as got:
            assert "甲事" in got.read().decode()
        events = stack.enter_context(urlopen(f"{address}.itemkit/events", timeout=20))
        first = number_in(events)

        (root / "items" / "a.yaml").write_text(ITEM.replace("甲事", "丙事"), "utf-8")
        assert number_in(events) != first
        with urlopen(page, timeout=20) as got:
            assert "丙事" in got.read().decode()

        (root / "items" / "a.yaml").write_text(BROKEN, "utf-8")
        line_with("网页先不更新", process.stdout)
        with urlopen(page, timeout=20) as got:
            assert "丙事" in got.read().decode()
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"{address}none.html", timeout=20)

        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stdout.read().endswith("预览结束\n")
    assert list(folder.iterdir()) == []


@pytest.mark.slow
def test_publishing_on_each_change(root: Path, tmp_path: Path) -> None:
    page = tmp_path / "site" / "i" / f"{CODE}.html"
    with running("publish", tmp_path / "site", "--catalog", root, "--watch") as process:
        assert process.stdout is not None
        line_with("发布了 1 个事项", process.stdout)
        assert "甲事" in page.read_text("utf-8")
        (root / "items" / "a.yaml").write_text(ITEM.replace("甲事", "丙事"), "utf-8")
        line_with("发布了 1 个事项", process.stdout)
        assert "丙事" in page.read_text("utf-8")
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stdout.read().endswith("不再更新\n")
