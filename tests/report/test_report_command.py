"""Reports as the command writes them: a workbook beside other formats, links from where it stands, and a step's summary."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from itemkit import report
from itemkit.cli.app import app
from itemkit.cli.validate import write_reports
from itemkit.findings import Finding, Place, Pointer, Severity, Suppression, msg
from itemkit.lint.registry import BY_CODE
from itemkit.lint.run import Outcome
from itemkit.source.catalog import Catalog
from itemkit.source.write import write_atomically

Maker = Callable[[Mapping[str, str | bytes]], Path]
WRONG = "name: 公共场所卫生许可\ntype: 许可\n"
SAID = "### itemkit\n\n**查了 1 个文件、1 个事项：1 个错误**\n"
RUN = CliRunner()


@pytest.fixture(autouse=True)
def _outside_of_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.setenv("COLUMNS", "300")


@pytest.fixture
def root(make_catalog: Maker, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, a catalog with one wrong item."""
    folder = make_catalog({"items/甲.yaml": WRONG})
    monkeypatch.chdir(folder)
    return folder


def first_link(book: Path) -> str:
    opened = openpyxl.load_workbook(book)
    target: str = opened["检查结果"]["E2"].hyperlink.target
    opened.close()
    return target


def test_a_workbook_leads_to_the_files_from_where_it_stands(root: Path) -> None:
    (root / "reports").mkdir()
    done = RUN.invoke(app, ["validate", "-f", "xlsx=a.xlsx", "-f", "xlsx=reports/a.xlsx", "-f", "xlsx=../a.xlsx"])
    assert (done.exit_code, done.output) == (1, "")
    assert first_link(root / "a.xlsx") == "items/甲.yaml"
    assert first_link(root / "reports/a.xlsx") == "../items/甲.yaml"
    assert first_link(root.parent / "a.xlsx") == f"{root.name}/items/甲.yaml"


def test_a_workbook_is_not_for_the_screen(root: Path) -> None:
    done = RUN.invoke(app, ["validate", "-f", "xlsx"])
    assert done.exit_code == 2
    assert "xlsx 只能写到文件：-f xlsx=FILE" in done.output


def test_without_its_package_a_format_says_what_to_install(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = {"xlsx": replace(report.BINARY_FORMATS["xlsx"], package="no_such_package")}
    monkeypatch.setattr(report, "BINARY_FORMATS", missing)
    done = RUN.invoke(app, ["validate", "-f", "xlsx=a.xlsx"])
    assert done.exit_code == 2
    assert "写 xlsx 要先安装：pip install 'itemkit[xlsx]'" in done.output
    assert not (root / "a.xlsx").exists()


@pytest.mark.parametrize("command", ["validate", "lint"])
def test_a_step_gets_its_summary(command: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = root / "summary.md"
    summary.write_text("以前的\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    done = RUN.invoke(app, [command, "--limit", "1"])
    assert done.exit_code == 1
    assert summary.read_text("utf-8").startswith(f"以前的\n{SAID}")
    RUN.invoke(app, [command])
    assert summary.read_text("utf-8").count(SAID) == 2


def test_the_summary_counts_what_the_text_does_not_show(make_catalog: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_catalog({f"items/{number}.yaml": WRONG for number in range(9)})
    monkeypatch.chdir(root)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(root / "summary.md"))
    done = RUN.invoke(app, ["validate", "--limit", "2"])
    assert done.stdout.count("S104") == 2
    assert "还有 7 条没有列出" in done.stdout
    text = (root / "summary.md").read_text("utf-8")
    assert "| <code>S104</code> not-in-vocabulary | 错误 | 9 | " in text
    assert text.count("\n- <code>items/") == 9


def test_a_summary_that_can_not_be_written_does_not_stop_the_run(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(root / "none/summary.md"))
    done = RUN.invoke(app, ["validate"])
    assert done.exit_code == 1
    assert done.stderr.startswith("itemkit：GITHUB_STEP_SUMMARY 写不进去：")


def test_a_summary_never_makes_the_file_too_large_for_github(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = root / "summary.md"
    summary.write_bytes(b"x" * (1024 * 1024 - 100))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    done = RUN.invoke(app, ["validate"])
    assert done.stderr == "itemkit：GITHUB_STEP_SUMMARY 满了，没有写摘要\n"
    assert summary.stat().st_size == 1024 * 1024 - 100


def test_what_is_suppressed_takes_no_place_in_the_text(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    finding = Finding("S104", Severity.ERROR, "items/甲.yaml", Place(Pointer.of("type")), msg("不认识"))
    known = finding.suppressed_by(Suppression("in_source", "等", date(2027, 1, 1)))
    outcome = Outcome([known, known, finding, finding], 1, 1)
    outputs = [("text", None), ("json", root / "all.json")]
    write_reports(outcome, Catalog(root), outputs, Severity.ERROR, rules=BY_CODE, jobs=1, limit=1)
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "items/甲.yaml:2:7 错误 S104 not-in-vocabulary 不认识"
    assert shown[-2].startswith("还有 1 条没有列出")


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a", b"\x00\xff\r\n")
    assert (tmp_path / "a").read_bytes() == b"\x00\xff\r\n"
