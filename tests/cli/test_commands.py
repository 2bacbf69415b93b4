"""The commands beside ``validate``, through the entry point that users have."""

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from itemkit import __version__
from itemkit.cli.app import app
from itemkit.cli.schema import NAMES, schema_named

RUN = CliRunner()
GOOD = "name: 公共场所卫生许可\ntype: 行政许可\n"


def itemkit(*arguments, **kwargs):
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "itemkit", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=environment,
        **kwargs,
    )


def test_version_needs_nothing_heavy():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "itemkit", "--version"], capture_output=True, text=True, check=False
    )
    assert done.stdout == f"itemkit {__version__}\n"
    assert [name for name in ("typer", "pydantic", "rich", "yaml") if f"| {name}\n" in done.stderr] == []


def test_validating_builds_no_models(make_catalog):
    root = make_catalog({"items/a.yaml": GOOD})
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "itemkit", "validate", str(root)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert loaded & {"itemkit.model.content", "itemkit.model.models", "ruamel.yaml", "jsonschema", "yaml"} == set()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("editor", [False, True])
def test_schema_prints_json(name, editor):
    result = RUN.invoke(app, ["schema", name, *(["--editor"] if editor else [])])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == schema_named(name, editor=editor)


def test_a_schema_that_does_not_exist_is_wrong_usage():
    assert RUN.invoke(app, ["schema", "thing"]).exit_code == 2


def test_publish_names_what_it_could_not_publish(make_catalog, tmp_path):
    root = make_catalog({"items/a.yaml": GOOD, "items/b.yaml": "name: [\n"})
    done = itemkit("publish", tmp_path / "site", "--catalog", root)
    assert done.returncode == 1
    assert done.stdout == f"发布了 1 个事项：{tmp_path / 'site/index.html'}\n"
    assert done.stderr == "没有发布 items/b.yaml：文件有错，用 itemkit validate 查看\n"
    assert "公共场所卫生许可" in (tmp_path / "site/index.html").read_text("utf-8")


def test_publish_leaves_a_folder_of_others_alone(make_catalog, tmp_path):
    root = make_catalog({"items/a.yaml": GOOD})
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/index.html").write_text("我的", "utf-8")
    done = itemkit("publish", tmp_path / "mine", "--catalog", root)
    assert done.returncode == 2
    assert done.stderr.startswith("itemkit: ")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["index.html"]


def test_publish_without_items_matches_nothing(make_catalog, tmp_path):
    assert itemkit("publish", tmp_path / "site", "--catalog", make_catalog({})).returncode == 3


def test_a_failure_of_the_tool_is_exit_code_2(make_catalog, tmp_path):
    root = make_catalog({"items/a.yaml": GOOD})
    code = (
        "import sys, itemkit.lint.run as run\n"
        "def broken(*a, **k): raise RuntimeError('boom')\n"
        "run.validate = broken\n"
        f"sys.argv = ['itemkit', 'validate', {str(root)!r}]\n"
        "from itemkit.__main__ import main; main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "RuntimeError: boom" in done.stderr
    assert done.stderr.endswith("itemkit：程序出错了，这不是你的文件的问题\n")


def test_a_reader_that_has_had_enough_is_no_failure_to_shout_about(make_catalog):
    root = make_catalog({f"items/{number}.yaml": "name: a\n" * 3 for number in range(400)})
    shell = f"{sys.executable} -m itemkit validate {root} | head -1"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
    assert done.stdout.startswith(f"{os.path.relpath(root)}/items/0.yaml:")
    assert done.stderr == ""


def test_a_report_for_a_folder_that_is_not_there_is_refused_first(make_catalog, tmp_path):
    root = make_catalog({"items/a.yaml": GOOD})
    done = itemkit("validate", root, "-f", f"json={tmp_path / 'no/report.json'}")
    assert done.returncode == 2
    assert str(tmp_path / "no") in done.stderr


def test_a_schema_can_have_a_catalogs_own_words(make_catalog):
    root = make_catalog({"itemkit.toml": '[vocabulary.type]\n"政府内部审批" = "30"\n'})
    result = RUN.invoke(app, ["schema", "item", "--catalog", str(root)])
    words = json.loads(result.stdout)["properties"]["type"]["enum"]
    assert words == [*schema_named("item")["properties"]["type"]["enum"], "政府内部审批"]
