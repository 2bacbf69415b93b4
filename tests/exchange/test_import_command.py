"""What `itemkit import` prints, and its exit codes."""

import json
from pathlib import Path

import pytest
import typer
from import_records import GUANGXI, SICHUAN
from typer.testing import CliRunner, Result

from itemkit.cli import import_

APP = typer.Typer()
APP.command("import")(import_.command)
APP.callback()(lambda: None)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("ITEMKIT_LANG", raising=False)
    return tmp_path


def run(file: str, profile: str = "sichuan") -> Result:
    return CliRunner().invoke(APP, ["import", file, "--profile", profile, "-o", "目录"])


def tidy(output: str) -> str:
    return "".join(line.rstrip() + "\n" for line in output.splitlines())


def test_clean_import(folder: Path) -> None:
    (folder / "in.json").write_text(json.dumps(SICHUAN), "utf-8")
    first, second = run("in.json"), run("in.json")
    assert (first.exit_code, first.stderr, second.exit_code, second.stderr) == (0, "", 0, "")
    assert first.stdout == "按 sichuan 导入 1 条记录到 目录：写了 1 个文件，0 个没有变化，0 个保留未动，新增机构 1 个\n"
    assert (
        second.stdout == "按 sichuan 导入 1 条记录到 目录：写了 0 个文件，1 个没有变化，0 个保留未动，新增机构 0 个\n"
    )


def test_edited_file_and_bad_line(folder: Path) -> None:
    (folder / "in.json").write_text(json.dumps(SICHUAN) + "\n[red]\n", "utf-8")
    run("in.json")
    path = next((folder / "目录/items").rglob("*.yaml"))
    path.write_text("name: 改过\n", "utf-8")
    result = run("in.json")
    assert result.exit_code == 1
    assert result.stderr == (
        "in.json: 第 2 行: 不是 JSON：第 2 列起读不懂\n"
        "items/511602/区示范局/示范证注销-ae465178.yaml: 导入后有人改过，没有覆盖\n"
    )
    assert result.stdout == (
        "按 sichuan 导入 1 条记录到 目录：写了 0 个文件，0 个没有变化，1 个保留未动，新增机构 0 个\n"
        "没有导入的记录：1 条\n"
    )


def test_summary_of_what_was_left(folder: Path) -> None:
    older = {**GUANGXI, "AUDIT_ITEM": {**GUANGXI["AUDIT_ITEM"][0], "task_version": "2"}}
    (folder / "in.json").write_text(json.dumps([older, GUANGXI]), "utf-8")
    result = run("in.json", "guangxi")
    assert result.exit_code == 0
    assert tidy(result.stdout) == (
        "按 guangxi 导入 2 条记录到 目录：写了 1 个文件，0 个没有变化，0 个保留未动，新增机构 1 个\n"
        "有更新版本、没有写的旧记录：1 条\n"
        "  第 1 条 示范项目审查 11450721MB155808114000104002000 第 2 版 → 用第 2 条的\n"
        "按配置丢弃的技术字段：4 个值\n"
        "原样留在 extra.source 的值\n"
        "来源字段                        原因      次数\n"
        "AUDIT_ITEM.audit_state          没有对应     1\n"
        "AUDIT_ITEM.query_url            读不懂       1\n"
        "AUDIT_ITEM.version_date         没有对应     1\n"
        "AUDIT_ITEM_BYLAW[].law_type     没有对应     1\n"
        "AUDIT_ITEM_EXTEND.result_type   读不懂       1\n"
        "AUDIT_MATERIAL[].by_law         读不懂       1\n"
        "AUDIT_MATERIAL[].material_form  没有对应     1\n"
    )


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ("guanxi", "itemkit: 没有导入配置“guanxi”，是不是 guangxi？\n"),
        ("own.toml", "itemkit: own.toml：title：缺少 title\n"),
    ],
)
def test_unusable_profile(folder: Path, profile: str, said: str) -> None:
    (folder / "in.json").write_text("{}", "utf-8")
    (folder / "own.toml").write_text('[[field]]\nfrom = "a"\nto = "/name"\n', "utf-8")
    result = run("in.json", profile)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)
    assert not (folder / "目录").exists()


def test_output_that_is_a_file(folder: Path) -> None:
    (folder / "in.json").write_text(json.dumps(SICHUAN), "utf-8")
    (folder / "目录").write_text("", "utf-8")
    result = run("in.json")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "itemkit: 目录 不是文件夹\n")


def test_missing_input(folder: Path) -> None:
    result = run("none.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "none.json" in result.stderr
