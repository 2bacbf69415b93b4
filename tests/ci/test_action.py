"""The action for GitHub: its step run as the runner runs it, and nothing that a pull request says becomes a command."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import pytest
import yaml

Maker = Callable[[Mapping[str, str | bytes]], Path]
ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = {step.get("id", "python"): step for step in ACTION["runs"]["steps"]}
WRONG = "name: 公共场所卫生许可\ntype: 许可\n"
HOSTILE = "name: 公共场所卫生许可\ntype: '##[error]a ::error::b'\n"


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("action", ROOT / "tools/action.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Runner:
    """What the runner gives to a step, and what the step leaves."""

    def __init__(self, folder: Path) -> None:
        self.output = folder / "output"
        self.summary = folder / "summary"
        self.temporary = folder / "runner"
        for file in (self.output, self.summary):
            file.touch()
        self.temporary.mkdir()
        self.environment = {
            **{
                name: value for name, value in os.environ.items() if not name.startswith(("ITEMKIT", "GITHUB", "FORCE"))
            },
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(self.temporary),
            "CI": "true",
        }

    def run(self, step: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """The shell of a step with the options that GitHub gives it."""
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", STEPS[step]["run"]],
            cwd=cwd,
            env={**self.environment, **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    def lint(self, cwd: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
        defaults = {
            f"ITEMKIT_{name.upper().replace('-', '_')}": one["default"] for name, one in ACTION["inputs"].items()
        }
        return self.run("lint", cwd, **{**defaults, "ITEMKIT_PYTHON": sys.executable, **inputs})

    @property
    def outputs(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.output.read_text("utf-8").splitlines())


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    folder = tmp_path / "actions"
    folder.mkdir()
    return Runner(folder)


def test_a_wrong_catalog(make_catalog: Maker, runner: Runner) -> None:
    root = make_catalog({"items/a.yaml": WRONG})
    done = runner.lint(root, ITEMKIT_ARGS="--select S,Y")
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert re.fullmatch("[0-9a-f]{32}", token)
    end = lines.index(f"::{token}::")
    assert lines[1].startswith("items/a.yaml:2:7 错误 S104 not-in-vocabulary ")
    assert lines[end - 1] == "查了 1 个文件、1 个事项：1 个错误"
    (annotation,) = lines[end + 1 :]
    assert annotation.startswith("::error file=items/a.yaml,line=2,endLine=2,col=7,endColumn=9,")
    sarif = Path(runner.outputs["sarif_file"])
    assert runner.outputs == {"error_count": "1", "warning_count": "0", "sarif_file": str(sarif)}
    assert sarif.is_relative_to(runner.temporary)
    assert [one["ruleId"] for one in json.loads(sarif.read_bytes())["runs"][0]["results"]] == ["S104"]
    summary = runner.summary.read_text("utf-8")
    assert summary.startswith("### itemkit\n\n**查了 1 个文件、1 个事项：1 个错误**\n")
    assert r"- <code>items/a\.yaml\:2\:7</code> <code>S104</code> " in summary


def test_a_right_catalog(make_catalog: Maker, runner: Runner) -> None:
    done = runner.lint(make_catalog({"organs.yaml": "[]\n"}))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1] == "查了 1 个文件、0 个事项：没有发现问题"
    assert (runner.outputs["error_count"], runner.outputs["warning_count"]) == ("0", "0")


def test_the_inputs_reach_the_command(make_catalog: Maker, runner: Runner) -> None:
    root = make_catalog({"items/a b.yaml": WRONG, "items/c.yaml": WRONG})
    done = runner.lint(
        root.parent,
        ITEMKIT_PATH=f"'{root.name}/items/a b.yaml'",
        ITEMKIT_ARGS="--select S104 -f 'junit=two words.xml'",
        ITEMKIT_FAIL_ON="never",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert runner.outputs["error_count"] == "1"
    assert (root.parent / "two words.xml").exists()


def test_a_check_that_can_not_run_fails_and_says_no_counts(make_catalog: Maker, runner: Runner) -> None:
    root = make_catalog({"items/a.yaml": WRONG})
    done = runner.lint(root, ITEMKIT_PATH="none")
    assert (done.returncode, runner.outputs) == (2, {})
    assert "没有这个文件或文件夹：none" in done.stderr
    empty = root.parent / "empty"
    empty.mkdir()
    assert (runner.lint(empty).returncode, runner.outputs) == (3, {})


def test_nothing_in_an_input_is_run(make_catalog: Maker, runner: Runner) -> None:
    root = make_catalog({"items/a.yaml": WRONG})
    for name in ("ITEMKIT_PATH", "ITEMKIT_ARGS", "ITEMKIT_SINCE", "ITEMKIT_FAIL_ON", "ITEMKIT_BASELINE"):
        done = runner.lint(root, **{name: "$(touch run) ; touch run `touch run`"})
        assert done.returncode == 2, name
    assert runner.lint(root, ITEMKIT_PATH="--help").returncode == 2
    assert not (root / "run").exists()


def test_the_runner_takes_no_commands_from_files(make_catalog: Maker, runner: Runner) -> None:
    done = runner.lint(make_catalog({"items/a.yaml": HOSTILE}), ITEMKIT_ARGS="--select S")
    lines = done.stdout.splitlines()
    end = lines.index(f"::{lines[0].removeprefix('::stop-commands::')}::")
    assert any("##[error]" in line for line in lines[1:end])
    (annotation,) = lines[end + 1 :]
    assert annotation.startswith("::error file=items/a.yaml,")


def test_what_the_command_is_given(tmp_path: Path) -> None:
    arguments = load_script().arguments
    reports = [f"github={tmp_path}/annotations.txt", f"json={tmp_path}/itemkit.json", f"sarif={tmp_path}/itemkit.sarif"]
    written = ["-f", "text", *[part for one in reports for part in ("-f", one)]]
    assert arguments({}, tmp_path) == [*written, "--"]
    inputs = {
        "ITEMKIT_PATH": "items '标准 一'",
        "ITEMKIT_ARGS": "--ignore W",
        "ITEMKIT_SINCE": "origin/main",
        "ITEMKIT_FAIL_ON": "warning",
        "ITEMKIT_BASELINE": "known.json",
    }
    options = ["--fail-on", "warning", "--since", "origin/main", "--baseline", "known.json", "--ignore", "W"]
    assert arguments(inputs, tmp_path) == [*written, *options, "--", "items", "标准 一"]


@pytest.mark.parametrize(
    ("version", "requested"),
    [
        ("", ["--constraint", f"{ROOT}/constraints.txt", f"{ROOT}[xlsx]"]),
        ("0.1.0", ["itemkit[xlsx]==0.1.0"]),
    ],
)
def test_it_is_installed_beside_the_packages_of_the_job(
    version: str, requested: list[str], runner: Runner, tmp_path: Path
) -> None:
    stubs = tmp_path / "stubs"
    stubs.mkdir()
    pip = stubs / "pip"
    pip.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/asked\n')
    python = stubs / "python"
    python.write_text(f'#!/bin/sh\n[ "$1 $2" = "-m venv" ] && mkdir -p "$3/bin" && cp {pip} "$3/bin/python"\n')
    for stub in (pip, python):
        stub.chmod(0o755)
    done = runner.run("install", tmp_path, PATH=f"{stubs}:{os.environ['PATH']}", ITEMKIT_VERSION=version)
    assert (done.returncode, done.stderr) == (0, "")
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked == ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requested]
    assert runner.outputs == {"python": f"{runner.temporary}/itemkit-venv/bin/python"}


def test_every_input_is_used_and_none_stands_in_a_script() -> None:
    used = {
        name
        for step in STEPS.values()
        for where in ("env", "with")
        for value in step.get(where, {}).values()
        for name in re.findall(r"inputs\.([a-z-]+)", value)
    }
    assert used == ACTION["inputs"].keys()
    assert [step["run"] for step in STEPS.values() if "${{" in step.get("run", "")] == []


def test_every_output_is_written(make_catalog: Maker, runner: Runner) -> None:
    runner.lint(make_catalog({"organs.yaml": "[]\n"}))
    assert runner.outputs.keys() == ACTION["outputs"].keys()
    for name, one in ACTION["outputs"].items():
        assert one["value"] == f"${{{{ steps.lint.outputs.{name} }}}}"


def test_the_page_names_every_input_and_output() -> None:
    page = (ROOT / "docs/ci.md").read_text("utf-8")
    assert [name for name in (*ACTION["inputs"], *ACTION["outputs"]) if f"`{name}`" not in page] == []
