"""The commands beside ``validate``, through the entry point that users have."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import command_line
from itemkit import __version__
from itemkit.cli.app import app
from itemkit.cli.schema import NAMES, schema_named

RUN = CliRunner()
GOOD = "name: 公共场所卫生许可\ntype: 行政许可\n"
CODE = "11440100007482620J344012300400001"
CODED = f'{GOOD}code: "{CODE}"\n'
UNCODED = {
    "items/b.yaml": GOOD + "status: 草稿\n",
    "items/c.yaml": GOOD,
    "items/d.yaml": GOOD + "status: 待审\n",
    "items/e.yaml": GOOD + "status: 取消\n",
    "items/f.yaml": 'name: "公共场所\\n卫生\\e[31m许可"\ntype: 行政许可\nstatus: 暂停\n',
    "items/g.yaml": GOOD + "status: 在用\nlocal_code: GZ-1\n",
}


def itemkit(*arguments):
    return command_line.itemkit(Path.cwd(), *arguments)


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
    root = make_catalog({"items/a.yaml": CODED, "items/b.yaml": "name: [\n"})
    done = itemkit("publish", tmp_path / "site", "--catalog", root)
    assert done.code == 1
    assert done.out == f"发布了 1 个事项：{tmp_path / 'site/index.html'}\n"
    assert done.err == "没有发布 items/b.yaml：文件有错，用 itemkit validate 查看\n"
    assert "公共场所卫生许可" in (tmp_path / f"site/i/{CODE}.html").read_text("utf-8")


def test_publish_leaves_a_folder_of_others_alone(make_catalog, tmp_path):
    root = make_catalog({"items/a.yaml": CODED})
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/index.html").write_text("我的", "utf-8")
    done = itemkit("publish", tmp_path / "mine", "--catalog", root)
    assert done.code == 2
    assert done.err.startswith("itemkit: ")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["index.html"]


def test_publish_without_items_matches_nothing(make_catalog, tmp_path):
    assert itemkit("publish", tmp_path / "site", "--catalog", make_catalog({})).code == 3


def contents(site):
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def items_in(site):
    return sorted(name for name in contents(site) if name.startswith("i/"))


def test_publish_refuses_items_without_a_code_and_names_each(make_catalog, tmp_path):
    root = make_catalog({"items/a.yaml": CODED, **UNCODED})
    done = itemkit("publish", tmp_path / "site", "--catalog", root)
    assert done.code == 1
    assert done.out == f"发布了 1 个事项：{tmp_path / 'site/index.html'}\n"
    assert done.err.splitlines() == [
        "6 个事项没有编码，没有发布，其中 3 个应当已有编码：用 itemkit codes assign 赋码；只想预览，加 --allow-uncoded",
        "没有发布 items/c.yaml：公共场所卫生许可，在用，没有编码",
        "没有发布 items/f.yaml：公共场所␊卫生␛[31m许可，暂停，没有编码",
        "没有发布 items/g.yaml：公共场所卫生许可，在用，没有编码",
        "没有发布 items/b.yaml：公共场所卫生许可，草稿，没有编码",
        "没有发布 items/d.yaml：公共场所卫生许可，待审，没有编码",
        "没有发布 items/e.yaml：公共场所卫生许可，取消，没有编码",
    ]
    assert items_in(tmp_path / "site") == [f"i/{CODE}-concise.html", f"i/{CODE}.html", f"i/{CODE}.json"]


def test_a_draft_without_a_code_is_named_and_fails_nothing(make_catalog, tmp_path):
    root = make_catalog({"items/a.yaml": CODED, "items/b.yaml": UNCODED["items/b.yaml"]})
    done = itemkit("publish", tmp_path / "site", "--catalog", root)
    assert done.code == 0
    assert done.out == f"发布了 1 个事项：{tmp_path / 'site/index.html'}\n"
    assert done.err.splitlines() == [
        "1 个事项没有编码，没有发布：用 itemkit codes assign 赋码；只想预览，加 --allow-uncoded",
        "没有发布 items/b.yaml：公共场所卫生许可，草稿，没有编码",
    ]
    assert items_in(tmp_path / "site") == [f"i/{CODE}-concise.html", f"i/{CODE}.html", f"i/{CODE}.json"]


def test_publish_with_nothing_left_keeps_the_site_that_is_there(make_catalog, tmp_path):
    root = make_catalog({"items/a.yaml": CODED})
    assert itemkit("publish", tmp_path / "site", "--catalog", root).code == 0
    before = contents(tmp_path / "site")
    make_catalog({"items/a.yaml": UNCODED["items/b.yaml"]})
    done = itemkit("publish", tmp_path / "site", "--catalog", root)
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines() == [
        "1 个事项没有编码，没有发布：用 itemkit codes assign 赋码；只想预览，加 --allow-uncoded",
        "没有发布 items/a.yaml：公共场所卫生许可，草稿，没有编码",
        "itemkit：没有可以发布的事项，什么也没有写",
    ]
    assert contents(tmp_path / "site") == before


def test_a_preview_has_every_item_and_leaves_the_pages_of_the_others_as_they_are(make_catalog, tmp_path):
    root = make_catalog({"items/a.yaml": CODED, **UNCODED})
    itemkit("publish", tmp_path / "site", "--catalog", root)
    done = itemkit("publish", tmp_path / "preview", "--catalog", root, "--allow-uncoded")
    index = tmp_path / "preview/index.html"
    assert (done.code, done.err) == (0, "")
    assert done.out == f"发布了 7 个事项，其中 6 个没有编码，只供预览：{index}\n"
    site, preview = contents(tmp_path / "site"), contents(tmp_path / "preview")
    new = sorted(name for name in preview.keys() - site.keys() if name.startswith("i/") and name.endswith(".html"))
    assert [name[:4] for name in new] == [f"i/{letter}-" for letter in "bcdefg" for _edition in ("complete", "concise")]
    assert [name for name in new if "预览：没有编码，不能据以办事" not in preview[name].decode()] == []
    assert [name for name in items_in(tmp_path / "site") if site[name] != preview[name]] == []


def test_publish_says_what_it_made_again(make_catalog, tmp_path):
    root = make_catalog({"items/a.yaml": CODED})
    index = tmp_path / "site/index.html"
    first = itemkit("publish", tmp_path / "site", "--catalog", root)
    assert first.out == f"发布了 1 个事项：{index}\n"
    other = "11440100007482620J344012300400002"
    make_catalog({"items/b.yaml": CODED.replace(CODE, other)})
    again = itemkit("publish", tmp_path / "site", "--catalog", root, "--edition", "both")
    assert again.out.startswith(f"发布了 2 个事项：{index}\n")


def test_a_site_has_an_address_of_the_web(make_catalog, tmp_path):
    root = make_catalog({"items/a.yaml": CODED})
    for wrong in ("ftp://example.org", "example.org", "https://example.org/?a", "https://example.org/#a", "https:///x"):
        done = itemkit("publish", tmp_path / "site", "--catalog", root, "--base-url", wrong)
        assert done.code == 2
        assert f"网址 {wrong} 不能用" in " ".join(done.err.replace("│", " ").split())
    assert not (tmp_path / "site").exists()


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
    assert done.code == 2
    assert str(tmp_path / "no") in done.err


def test_a_schema_can_have_a_catalogs_own_words(make_catalog):
    root = make_catalog({"itemkit.toml": '[vocabulary.type]\n"政府内部审批" = "30"\n'})
    result = RUN.invoke(app, ["schema", "item", "--catalog", str(root)])
    words = json.loads(result.stdout)["properties"]["type"]["enum"]
    assert words == [*schema_named("item")["properties"]["type"]["enum"], "政府内部审批"]
