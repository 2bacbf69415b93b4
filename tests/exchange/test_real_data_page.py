"""docs/real-data.md says what importing the real records gives; this holds it to that."""

import re
from pathlib import Path

import pytest
import yaml_rs

from itemkit.exchange import import_file, load_profile
from itemkit.lint.run import validate
from itemkit.source.catalog import Catalog

PAGE = Path(__file__).parents[2] / "docs/real-data.md"


def rows(name: str) -> list[str]:
    found = re.search(rf"^\| {name} \|(.*)\|$", PAGE.read_text("utf-8"), re.MULTILINE)
    return [cell.strip() for cell in found[1].split("|")]


@pytest.mark.parametrize("name", ["guangdong", "guangxi", "sichuan"])
def test_the_figures_are_so(name, shared_data, tmp_path):
    source = shared_data / f"{name}.jsonl"
    import_file(source, load_profile(name), tmp_path)
    catalog = Catalog.around(tmp_path)
    outcome = validate(catalog, catalog.find())
    items = [yaml_rs.loads(path.read_text("utf-8"), parse_datetime=False) for path in tmp_path.glob("items/**/*.yaml")]
    organs = yaml_rs.loads((tmp_path / "organs.yaml").read_text("utf-8"), parse_datetime=False)
    read = sum(1 for line in source.read_text("utf-8").splitlines() if line.strip())
    figures = [read, len(items), read - len(items), len(organs), sum("code" in item for item in items)]
    assert rows(name) == [str(figure) for figure in [*figures, len(outcome.findings)]]
