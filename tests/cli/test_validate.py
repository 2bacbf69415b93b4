"""``itemkit validate`` as people run it: exit codes, formats, what is said where, and an interruption."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from command_line import Told, itemkit

Maker = Callable[[Mapping[str, str | bytes]], Path]
GOOD = "name: 公共场所卫生许可\ntype: 行政许可\n"
UNKNOWN = GOOD + "organ: 11440100007482575H\n"
WRONG = "name: 公共场所卫生许可\ntype: 许可\n"
COMMAND = [sys.executable, "-m", "itemkit", "validate"]


def run(*arguments: str | Path, cwd: Path, **environment: str) -> Told:
    return itemkit(cwd, "validate", *arguments, **environment)


def test_a_right_catalog(make_catalog: Maker) -> None:
    done = run(cwd=make_catalog({"items/a.yaml": GOOD, "organs.yaml": "[]\n"}))
    assert (done.code, done.out, done.err) == (0, "查了 2 个文件、1 个事项：没有发现问题\n", "")


def test_a_wrong_catalog(make_catalog: Maker) -> None:
    root = make_catalog({"items/a.yaml": WRONG, "items/b.yaml": UNKNOWN})
    done = run(cwd=root)
    assert (done.code, done.err) == (1, "")
    lines = done.out.splitlines()
    assert any("items/a.yaml:2:7" in line and "S104" in line for line in lines)
    assert any("items/b.yaml:3:8" in line and "S107" in line for line in lines)
    assert lines[-1] == "查了 2 个文件、2 个事项：1 个错误、1 个警告"


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        (WRONG, "error", 1),
        (WRONG, "warning", 1),
        (WRONG, "info", 1),
        (WRONG, "never", 0),
        (UNKNOWN, "error", 0),
        (UNKNOWN, "warning", 1),
        (UNKNOWN, "info", 1),
        (UNKNOWN, "never", 0),
        (GOOD, "info", 0),
        ("a: [", "error", 1),
    ],
)
def test_from_which_severity_it_fails(text: str, fail_on: str, code: int, make_catalog: Maker) -> None:
    assert run("--fail-on", fail_on, "-f", "json", cwd=make_catalog({"items/a.yaml": text})).code == code


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--fail-on", "fatal"], 2, "--fail-on 要写 error、warning、info 或 never"),
        (["-f", "yaml"], 2, "没有这种格式：yaml；可用 text、json、sarif、github、gitlab、junit"),
        (["-f", "json="], 2, "没有这种格式：json=；可用"),
        (["-f", "json", "-f", "sarif"], 2, "只能有一种格式写到屏幕，其余用 -f FORMAT=FILE 写到文件"),
        (["--jobs", "0"], 2, "jobs"),
        (["--unknown"], 2, "--unknown"),
        (["none"], 2, "itemkit: 没有这个文件或文件夹：none"),
        ([".", "none"], 2, "itemkit: 没有这个文件或文件夹：none"),
        (["items", "/tmp"], 2, "/tmp 不在目录 "),
        (["--catalog", "none"], 2, "itemkit: 没有这个文件或文件夹：none"),
        (["-f", "json=none/report.json"], 2, "none"),
        (["empty"], 3, "itemkit：没有找到目录文件"),
        (["notes.txt"], 3, "itemkit：没有找到目录文件"),
    ],
)
def test_wrong_usage_and_nothing_to_do(arguments: list[str], code: int, told: str, make_catalog: Maker) -> None:
    root = make_catalog({"items/a.yaml": GOOD, "notes.txt": "x"})
    (root / "empty").mkdir()
    done = run(*arguments, cwd=root, COLUMNS="300")
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert "Traceback" not in done.err


def test_a_wrong_configuration(make_catalog: Maker) -> None:
    root = make_catalog({"items/a.yaml": GOOD, "itemkit.toml": "[catalgo]\nname = 1\n"})
    done = run(cwd=root)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"itemkit: {root / 'itemkit.toml'} 的 /catalgo：不认识的键 catalgo：是不是 catalog？\n"


def test_several_formats_at_once(make_catalog: Maker) -> None:
    root = make_catalog({"items/a.yaml": WRONG})
    names = ("json", "sarif", "github", "gitlab", "junit", "text")
    files = [argument for name in names for argument in ("-f", f"{name}={name}.out")]
    done = run("-f", "text", *files, cwd=root)
    assert (done.code, done.err) == (1, "")
    written = {name: (root / f"{name}.out").read_text("utf-8") for name in names}
    assert written["text"] == done.out
    assert [one["code"] for one in json.loads(written["json"])["findings"]] == ["S104"]
    assert [one["ruleId"] for one in json.loads(written["sarif"])["runs"][0]["results"]] == ["S104"]
    assert len(json.loads(written["gitlab"])) == 1
    assert written["github"].startswith("::error file=items/a.yaml,line=2,")
    assert ET.fromstring(written["junit"]).tag == "testsuites"
    assert run("-f", "json", cwd=root).out == written["json"]


def test_from_another_folder_paths_are_shown_from_there(make_catalog: Maker, tmp_path: Path) -> None:
    root = make_catalog({"items/a.yaml": WRONG, "items/b.yaml": WRONG})
    done = run("-f", "json", f"{root.name}/items/a.yaml", cwd=tmp_path)
    report = json.loads(done.out)
    assert (report["root"], [one["path"] for one in report["findings"]]) == (f"{root.name}/", ["items/a.yaml"])
    assert f"{root.name}/items/b.yaml:2:7" in run("--catalog", root, cwd=tmp_path).out
    assert json.loads(run("-f", "json", "b.yaml", cwd=root / "items").out)["root"] == "../"


def test_only_so_many_findings_are_shown_and_the_rest_is_counted(make_catalog: Maker) -> None:
    root = make_catalog({f"items/{number:03}.yaml": WRONG for number in range(30)})
    done = run("--limit", "3", "-f", "text", "-f", "json=all.json", cwd=root)
    assert done.out.count("S104") == 3
    assert done.out.splitlines()[-2:] == [
        "还有 27 条没有列出：--limit 0 列出全部，-f json=FILE 把全部写入文件",
        "查了 30 个文件、30 个事项：30 个错误",
    ]
    assert len(json.loads((root / "all.json").read_text("utf-8"))["findings"]) == 30
    everything = run("--limit", "0", cwd=root).out
    assert everything.count("S104") == 30
    assert "没有列出" not in everything


def test_it_speaks_english_too(make_catalog: Maker) -> None:
    root, environment = make_catalog({"items/a.yaml": WRONG}), {**os.environ, "ITEMKIT_LANG": "en"}
    done = subprocess.run(COMMAND, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1].isascii()


@pytest.fixture
def large_catalog(make_catalog: Maker) -> Path:
    return make_catalog({f"items/{number // 500}/{number:05}.yaml": WRONG for number in range(5000)})


@pytest.mark.slow
def test_there_is_a_progress_bar_on_a_terminal_only(large_catalog: Path) -> None:
    arguments = [*COMMAND, "-f", "json=report.json", "--jobs", "2"]
    quiet = subprocess.run(arguments, cwd=large_catalog, capture_output=True, check=False, timeout=60)
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (1, b"", b"")
    for name, value, has_bar in (("TERM", "xterm", True), ("CI", "true", False), ("PRE_COMMIT", "1", False)):
        environment = {key: found for key, found in os.environ.items() if key not in {"CI", "PRE_COMMIT", "NO_COLOR"}}
        assert (
            "校验" in _on_a_terminal(arguments, large_catalog, {**environment, "TERM": "xterm", name: value})
        ) is has_bar


def _on_a_terminal(arguments: list[str], cwd: Path, environment: dict[str, str]) -> str:
    """What a command writes to a terminal that is its standard error."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(arguments, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # Linux says so when the other side is closed
        pass
    os.close(ours)
    assert process.wait(60) == 1
    return shown.decode("utf-8", "replace")


@pytest.mark.slow
@pytest.mark.parametrize("whole_group", [True, False], ids=["ctrl-c", "kill -INT"])
def test_an_interruption_leaves_cleanly(whole_group: bool, large_catalog: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "--jobs", "2"],
        cwd=large_catalog,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=_heed_interruptions,  # noqa: PLW1509 (no other thread runs)
    )
    workers = _wait_for_workers(process)
    if whole_group:
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert err in {"", "itemkit：已中断\n"}
    assert [worker for worker in workers if _is_alive(worker)] == []


def _heed_interruptions() -> None:
    """What runs in the background of a shell ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _wait_for_workers(process: "subprocess.Popen[str]") -> list[int]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        found = children.read_text().split()
        if len(found) == 2:
            return [int(one) for one in found]
    pytest.fail("the command was done before it had workers")


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
