"""A generated catalog is what the benchmarks take it for: clean, or wrong in every file, and always the same."""

import subprocess
import sys
from pathlib import Path

import pytest

from itemkit.findings import Finding, Severity
from itemkit.lint.lint import Choice, lint
from itemkit.lint.run import validate
from itemkit.source.catalog import Catalog

_GENERATE = Path(__file__).parents[2] / "benchmarks" / "generate.py"
_ITEMS = 60


def _generate(folder: Path, *options: str) -> Path:
    subprocess.run([sys.executable, _GENERATE, str(_ITEMS), folder, *options], check=True, capture_output=True)
    return folder


def _findings(root: Path) -> tuple[list[str], list[Finding]]:
    """The items of a catalog, and what is found in it."""
    catalog = Catalog(root)
    found = catalog.find()
    return found.files["item"], validate(catalog, found, jobs=1).findings


def _bytes(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _generate(tmp_path_factory.mktemp("clean"))


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _generate(tmp_path_factory.mktemp("broken"), "--broken")


def test_clean_items_have_no_findings(clean: Path) -> None:
    items, findings = _findings(clean)
    assert len(items) == _ITEMS
    assert findings == []


def test_clean_items_are_clean_for_every_rule(clean: Path) -> None:
    catalog = Catalog(clean)
    findings = [one for one in lint(catalog, Choice.of(catalog, use_cache=False)).findings if not one.suppressed]
    # which certificates nobody issues, and what an ignored finding needs an item for, is a matter of what is copied
    assert [one for one in findings if one.code not in {"G105", "U101"}] == []
    assert {one.path.partition("/")[0] for one in findings} <= {"certificates", "standards"}


def test_clean_items_all_differ(clean: Path) -> None:
    items, _none = _findings(clean)
    assert len({(clean / path).read_bytes() for path in items}) == _ITEMS


def test_broken_items_all_have_an_error(clean: Path, broken: Path) -> None:
    items, findings = _findings(broken)
    assert items == _findings(clean)[0]
    assert sorted({one.path for one in findings if one.severity is Severity.ERROR}) == items


def test_broken_items_have_errors_of_every_kind(broken: Path) -> None:
    _items, findings = _findings(broken)
    kinds = {"S101", "S102", "S103", "S104", "S105", "Y101", "Y102"}
    assert {one.code for one in findings} == kinds


def test_the_same_seed_gives_the_same_bytes(clean: Path, tmp_path: Path) -> None:
    assert _bytes(_generate(tmp_path / "again", "--processes", "1")) == _bytes(clean)
    other = _bytes(_generate(tmp_path / "other", "--seed", "1"))
    assert not set(other.values()) & {raw for path, raw in _bytes(clean).items() if path.startswith("items/")}


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")
    with pytest.raises(subprocess.CalledProcessError):
        _generate(tmp_path)
    assert _bytes(tmp_path) == {"kept.txt": b"mine"}
