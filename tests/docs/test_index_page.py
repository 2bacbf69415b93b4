"""docs/index.md: each query in it runs on the project's own catalog, and each table is described."""

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

from itemkit.cli.app import app
from itemkit.index.tables import TABLES

ROOT = Path(__file__).parents[2]
RUN = CliRunner()


def load_page() -> ModuleType:
    spec = importlib.util.spec_from_file_location("index_page", ROOT / "tools/index_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


PAGE = load_page()
MAY_BE_EMPTY = {
    # nothing is found where nothing is wrong
    "办理环节的天数加起来，有没有超过承诺时限？",
    "哪些标准事项还没有事项实施？",
}


@pytest.fixture(scope="module")
def catalog(own_catalog: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy: a test leaves no cache in the catalog of the project."""
    return Path(shutil.copytree(own_catalog, tmp_path_factory.mktemp("copy") / "catalog"))


@pytest.mark.parametrize("question", PAGE.QUESTIONS)
def test_every_query_has_an_answer(question: str, catalog: Path) -> None:
    done = RUN.invoke(app, ["query", PAGE.QUESTIONS[question], "--catalog", str(catalog), "-f", "csv", "--jobs", "1"])
    assert (done.exit_code, done.stderr) == (0, "")
    rows = done.stdout.splitlines()[1:]
    assert rows or question in MAY_BE_EMPTY


def test_there_are_at_least_ten_queries() -> None:
    assert len(PAGE.QUESTIONS) >= 10


def test_the_page_describes_every_column() -> None:
    page = PAGE.index_page()
    for table in TABLES.values():
        section = page.partition(f"\n### {table.name}\n")[2].partition("\n### ")[0]
        expected = [f"| `{one.name}` | {one.type} | {one.title} |" for one in table.columns]
        assert [line for line in section.splitlines() if line.startswith("| `")] == expected
