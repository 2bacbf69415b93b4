"""The template for GitLab: its script run line by line, with a stand-in for pip; the reports are where it says."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

Maker = Callable[[Mapping[str, str | bytes]], Path]
ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates/itemkit.gitlab-ci.yml"
JOB = yaml.safe_load(TEMPLATE.read_text("utf-8"))["itemkit"]
WRONG = "name: 公共场所卫生许可\ntype: 许可\n"


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder with a pip that only notes what it is asked for, and the itemkit under test."""
    folder = tmp_path / "tools"
    folder.mkdir()
    (folder / "pip").write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {folder}/asked\n')
    (folder / "itemkit").write_text(f'#!/bin/sh\nexec {sys.executable} -m itemkit "$@"\n')
    for name in ("pip", "itemkit"):
        (folder / name).chmod(0o755)
    return folder


def run(tools: Path, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ITEMKIT", "GITHUB"))}
    return subprocess.run(
        ["sh", "-e", "-c", "\n".join(JOB["script"])],
        cwd=cwd,
        env={**environment, "PATH": f"{tools}:{environment['PATH']}", "CI": "true", **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_a_wrong_catalog(make_catalog: Maker, tools: Path) -> None:
    root = make_catalog({"items/a.yaml": WRONG})
    done = run(tools, root.parent, ITEMKIT_PATH=root.name, ITEMKIT_ARGS="--select S")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[-1] == "查了 1 个文件、1 个事项：1 个错误"
    quality = json.loads((root.parent / JOB["artifacts"]["reports"]["codequality"]).read_bytes())
    assert [(one["check_name"], one["location"]["path"]) for one in quality] == [
        ("not-in-vocabulary", f"{root.name}/items/a.yaml")
    ]
    tests = ET.parse(root.parent / JOB["artifacts"]["reports"]["junit"]).getroot()
    assert tests.get("failures") == "1"


def test_a_right_catalog_without_any_variable(make_catalog: Maker, tools: Path) -> None:
    done = run(tools, make_catalog({"organs.yaml": "[]\n"}))
    assert (done.returncode, done.stderr) == (0, "")
    asked = (tools / "asked").read_text().splitlines()
    assert asked == ["install", "--quiet", "--disable-pip-version-check", "itemkit[xlsx]"]


def test_the_variables_reach_the_command(make_catalog: Maker, tools: Path) -> None:
    root = make_catalog({"items/a.yaml": WRONG})
    assert run(tools, root, ITEMKIT_FAIL_ON="never", ITEMKIT_VERSION="0.1.0").returncode == 0
    assert (tools / "asked").read_text().splitlines()[-1] == "itemkit[xlsx]==0.1.0"
    done = run(tools, root, ITEMKIT_BASELINE="no such.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no such.json" in done.stderr
    done = run(tools, root, ITEMKIT_SINCE="no such; touch run")
    assert done.returncode == 2
    assert not (root / "run").exists()


def test_all_reports_are_kept() -> None:
    assert set(JOB["artifacts"]["paths"]) == set(JOB["artifacts"]["reports"].values())


def test_every_variable_is_explained_and_used() -> None:
    lines = TEMPLATE.read_text("utf-8").splitlines()
    explained = {line.split()[1] for line in lines if line.startswith("#   ITEMKIT_")}
    script = "\n".join(JOB["script"])
    assert explained == {word for line in script.split("${")[1:] for word in [line.split(":")[0]]}
