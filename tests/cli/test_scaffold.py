"""``itemkit init`` and ``itemkit new``: what they write is right from the start, and nothing is overwritten."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from itemkit.cli.app import app
from itemkit.lint.run import validate
from itemkit.model.kinds import KINDS
from itemkit.source.catalog import Catalog

RUN = CliRunner()


@pytest.fixture
def catalog(tmp_path, monkeypatch) -> Path:
    assert RUN.invoke(app, ["init", str(tmp_path / "目录")]).exit_code == 0
    monkeypatch.chdir(tmp_path / "目录")
    return tmp_path / "目录"


def findings(root: Path) -> list[tuple[str, str]]:
    opened = Catalog.around(root)
    return [(one.path, one.code) for one in validate(opened, opened.find()).findings]


def test_an_empty_catalog_is_valid(catalog):
    assert sorted(path.relative_to(catalog).as_posix() for path in catalog.rglob("*") if path.is_file()) == [
        ".gitignore",
        ".vscode/settings.json",
        "README.md",
        "bundles/.gitkeep",
        "certificates/.gitkeep",
        "examples/bundle.yaml",
        "examples/certificate.yaml",
        "examples/item.yaml",
        "examples/standard.yaml",
        "itemkit.toml",
        "items/.gitkeep",
        "organs.yaml",
        "schemas/bundle.schema.json",
        "schemas/certificate.schema.json",
        "schemas/item.schema.json",
        "schemas/organs.schema.json",
        "schemas/standard.schema.json",
        "standards/.gitkeep",
    ]
    assert findings(catalog) == []


def test_the_editor_finds_the_schema_of_every_kind(catalog):
    settings = json.loads((catalog / ".vscode/settings.json").read_text("utf-8"))
    assert sorted(settings["yaml.schemas"].values()) == [
        "/bundles/**/*.yaml",
        "/certificates/**/*.yaml",
        "/items/**/*.yaml",
        "/organs.yaml",
        "/standards/**/*.yaml",
    ]
    assert all((catalog / schema).is_file() for schema in settings["yaml.schemas"])


@pytest.mark.parametrize("kind", ["item", "standard", "certificate"])
@pytest.mark.parametrize("name", ["公共场所卫生许可（新办）", "a: b # c", "007", "是/否", "CON"])
def test_a_new_file_is_valid(catalog, kind, name):
    result = RUN.invoke(app, ["new", kind, name])
    assert result.exit_code == 0
    path = catalog / result.stdout.strip()
    assert path.parent == catalog / KINDS[kind].place
    first = path.read_text("utf-8").partition("\n")[0]
    assert first == f"# yaml-language-server: $schema=../schemas/{kind}.schema.json"
    opened = Catalog.around(catalog)
    assert [(one.path, one.code) for one in validate(opened, opened.find()).findings] == []
    assert KINDS[kind].subject(__import__("yaml_rs").loads(path.read_text("utf-8"))) == name


def test_a_new_bundle_says_what_to_fill_in(catalog):
    assert RUN.invoke(app, ["new", "bundle", "开办餐饮店"]).exit_code == 0
    assert findings(catalog) == [("bundles/开办餐饮店.yaml", "S107")]


def test_nothing_is_overwritten(catalog):
    (catalog / "items/a.yaml").write_text("name: a\n", "utf-8")
    assert RUN.invoke(app, ["new", "item", "a"]).exit_code == 2
    assert RUN.invoke(app, ["init", str(catalog)]).exit_code == 2
    assert (catalog / "items/a.yaml").read_text("utf-8") == "name: a\n"


def test_what_a_folder_holds_already_is_kept(tmp_path):
    (tmp_path / "README.md").write_text("我的\n", "utf-8")
    result = RUN.invoke(app, ["init", str(tmp_path)])
    assert result.exit_code == 0
    assert (tmp_path / "README.md").read_text("utf-8") == "我的\n"
    assert "README.md" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["new", "thing", "a"],
        ["new", "item", " "],
        ["new", "item", "a", "-o", "standards/a.yaml"],
        ["new", "item", "a", "-o", "../a.yaml"],
        ["new", "item", "a", "-o", "items/a.txt"],
    ],
)
def test_wrong_usage_writes_nothing(catalog, arguments):
    before = sorted(catalog.rglob("*"))
    assert RUN.invoke(app, arguments).exit_code == 2
    assert sorted(catalog.rglob("*")) == before
