"""The page about CI: its shell runs, its YAML is YAML, and it names each format."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from itemkit.report import BINARY_FORMATS, FORMATS

Maker = Callable[[Mapping[str, str | bytes]], Path]
ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/ci.md").read_text("utf-8")
SHELL = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
YAML = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
WRONG = {"items/a.yaml": "name: 公共场所卫生许可\ntype: 许可\n"}


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        (WRONG, 1, "有要改的"),
        ({"organs.yaml": "[]\n"}, 0, "通过"),
        ({}, 3, "没有查成：3"),
        ({**WRONG, "itemkit.toml": "["}, 2, "没有查成：2"),
    ],
)
def test_the_shell_tells_findings_from_failures(
    files: Mapping[str, str], code: int, said: str, make_catalog: Maker, tmp_path: Path
) -> None:
    for name, what in (("itemkit", f'exec {sys.executable} -m itemkit "$@"'), ("pip", ":")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{what}\n")
        (tmp_path / name).chmod(0o755)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ITEMKIT", "GITHUB"))}
    root = make_catalog(files)
    done = [
        subprocess.run(
            ["sh", "-e", "-c", script],
            cwd=root,
            env={**environment, "PATH": f"{tmp_path}:{environment['PATH']}"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        for script in SHELL
    ]
    assert [one.returncode for one in done] == [code, code]
    assert done[1].stdout.splitlines()[-1] == said


def test_the_workflow_gives_inputs_and_takes_outputs_that_there_are() -> None:
    (workflow,) = [one for one in map(yaml.safe_load, YAML) if "jobs" in one]
    (step,) = [one for one in workflow["jobs"]["itemkit"]["steps"] if one.get("id") == "itemkit"]
    assert step["with"].keys() <= ACTION["inputs"].keys()
    (text,) = [one for one in YAML if "jobs:" in one]
    assert set(re.findall(r"steps\.itemkit\.outputs\.(\w+)", text)) == ACTION["outputs"].keys()


def test_every_format_is_named() -> None:
    assert [name for name in (*FORMATS, *BINARY_FORMATS) if f"| `{name}` |" not in PAGE] == []


def test_every_command_line_of_the_page_has_options_that_there_are() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "itemkit", "lint", "--help"],
        env={**os.environ, "COLUMNS": "300"},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    foreign = {"--all-files"}  # of pre-commit
    assert (
        set(re.findall(r"(?<!\w)--[a-z][a-z-]+", PAGE)) - foreign - set(re.findall(r"--[a-z-]+", done.stdout)) == set()
    )
