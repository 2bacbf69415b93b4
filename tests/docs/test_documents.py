"""The documents say what is so: commands, examples, rules, links, and English for every text."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from itemkit.cli.app import app
from itemkit.lint.registry import RULES

ROOT = Path(__file__).parents[2]
READMES = ["README.md", "README.zh-CN.md"]
RUN = CliRunner()


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_in_the_readme(name):
    text = (ROOT / name).read_text("utf-8")
    commands = [one.name for one in app.registered_commands]
    assert [one for one in commands if f"`itemkit {one} " not in text] == []


@pytest.mark.parametrize("name", READMES)
def test_the_example_in_the_readme_is_what_is_printed(name, tmp_path, monkeypatch):
    text = (ROOT / name).read_text("utf-8")
    source = re.search(r"```yaml\n(name: .*?)```", text, re.DOTALL)[1]
    shown = re.search(r"```\n\$ itemkit validate items/a.yaml\n(.*?)```", text, re.DOTALL)[1]
    (tmp_path / "items").mkdir()
    (tmp_path / "itemkit.toml").touch()
    (tmp_path / "items/a.yaml").write_text(source, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert RUN.invoke(app, ["validate", "items/a.yaml"]).stdout == shown


def test_the_library_example_in_the_readme_runs():
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)[1]
    assert code in (ROOT / "README.zh-CN.md").read_text("utf-8").replace(
        "已经和标准事项合在一起", "resolved with its standard"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) >= 60


@pytest.mark.parametrize("page", [*sorted(path.name for path in ROOT.glob("*.md")), "docs"])
def test_links_lead_somewhere(page):
    pages = sorted((ROOT / page).rglob("*.md")) if page == "docs" else [ROOT / page]
    targets = [
        (path, target)
        for path in pages
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
        if "://" not in target
    ]
    broken = [(path.name, target) for path, target in targets if not (path.parent / target).exists()]
    assert broken == []


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.code)
def test_explain_prints_the_page_of_a_rule(one):
    by_code = RUN.invoke(app, ["explain", one.code])
    by_name = RUN.invoke(app, ["explain", one.name])
    assert by_code.exit_code == 0
    assert by_code.stdout == by_name.stdout == f"# {one.code} {one.name} ({one.severity.value})\n\n{one.page}\n"


def test_explain_lists_a_line_for_each_rule():
    lines = RUN.invoke(app, ["explain", "--list"]).stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [[one.code, one.name] for one in RULES]


def test_a_rule_that_does_not_exist_is_wrong_usage():
    assert RUN.invoke(app, ["explain", "Z999"]).exit_code == 2
    assert RUN.invoke(app, ["explain"]).exit_code == 2


def test_generated_files_are_in_sync_and_everything_has_english():
    done = subprocess.run(
        [sys.executable, "tools/write_generated.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


CHINESE = re.compile(r"[\u4e00-\u9fff]")
NOT_FOR_TRANSLATION = {
    "guides",  # a page is Chinese whatever the language of the terminal
    "data",
}
VALUES_OF_THE_FIELD = {
    # words that are data, not sentences: vocabularies' words, words in records, names in the model
    "certificates/drawing/contents.py",  # words of files in SQL; so in all that is not said otherwise
    "certificates/drawing/json_.py",  # descriptions in a schema
    "certificates/drawing/page.py",
    "certificates/drawing/words.py",
    "certificates/graph.py",
    "certificates/linking",  # words that names are made of; what goes into a file of the catalog is Chinese
    "certificates/paths/bring.py",
    "certificates/paths/json_.py",  # descriptions in a schema
    "certificates/paths/nearby.py",
    "certificates/paths/route.py",
    "certificates/paths/search.py",
    "certificates/paths/which.py",
    "certificates/report/clearing.py",
    "certificates/report/json_.py",  # descriptions in a schema
    "certificates/report/requirements.py",
    "certificates/report/to_cut.py",
    "certificates/report/verdicts.py",  # names of documents
    "certificates/rules.py",
    "certificates/sql.py",
    "certificates/twice",  # words that rules look for
    "certificates/wording.py",  # words that names are made of
    "cli/certificates/path_text.py",  # words of files
    "exchange",
    "model/actions.py",  # words in names
    "model/base.py",
    "model/content.py",
    "model/item.py",
    "model/records.py",
    "model/config.py",
    "findings/rule.py",  # headings of rules' pages
    "model/formats.py",  # a pattern with 转
    "report/json_.py",  # descriptions in a schema
    "report/changelog/contents.py",  # a word of a vocabulary
    "report/changelog/json_.py",  # descriptions in a schema
    "report/difference/json_.py",  # descriptions in a schema
    "diff/fees.py",  # words of vocabularies and units of measures; so in all of them
    "diff/fields.py",
    "diff/material.py",
    "diff/materials.py",
    "diff/process.py",
    "diff/results.py",
    "diff/words.py",
    "source/origins.py",  # descriptions in a schema
    "source/encoding.py",
    "source/dump.py",
    "cli/scaffold.py",
    "ledger/carriers.py",  # the words of a status
    "ledger/known.py",  # descriptions in a schema
    "ledger/release.py",  # the words of a status
    "ledger/rules.py",  # the words of a status in SQL
    "lint/rules",  # words that rules look for; what they say to people is a Message, mypy sees to that
    "lint/applied.py",
    "lint/conclude.py",
    "lint/gather.py",
    "lint/laws.py",
    "lint/lint.py",
    "lint/view.py",
    "model/durations.py",
    "model/material_core.py",  # words that names are made of
    "model/numerals.py",
    "model/regions.py",  # the words of the table
    "model/uniformity.py",  # names of documents
    "model/plain.py",  # characters that are taken for each other
    "index/answers.py",  # descriptions in a schema
    "index/facts.py",  # a word of a vocabulary
    "regions/best/json_.py",  # descriptions in a schema
    "regions/best/learning.py",  # units of measures
    "stats/tally.py",  # a word of a vocabulary
    "lint/overlays.py",  # a word of a vocabulary
    "regions/across.py",  # words of a vocabulary
    "regions/matrix/facts.py",  # words of files in SQL
    "regions/matrix/json_.py",  # descriptions in a schema
    "regions/unequal.py",  # a word of a vocabulary
    "stats/figures.py",
    "stats/json_.py",  # descriptions in a schema
}


def untranslated(path: Path) -> list[str]:
    """Chinese literals of a module outside ``_()``, ``msg()``, docstrings and rules' pages."""
    tree = ast.parse(path.read_text("utf-8"))
    fine: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "msg", "mark"}:
            fine |= {id(one) for argument in node.args for one in ast.walk(argument)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            fine.add(id(node.value))
    literals = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in fine)
    return [node.value for node in literals if isinstance(node.value, str) and CHINESE.search(node.value)]


def test_no_sentence_escapes_translation():
    source = ROOT / "src/itemkit"
    skipped = NOT_FOR_TRANSLATION | VALUES_OF_THE_FIELD
    found = {}
    for path in sorted(source.rglob("*.py")):
        name = path.relative_to(source).as_posix()
        around = {"/".join(name.split("/")[:depth]) for depth in (1, 2, 3)}
        if not around & skipped and (texts := untranslated(path)):
            found[name] = texts
    assert found == {}


def test_every_module_opens_with_a_reason():
    short = []
    for path in sorted((ROOT / "src/itemkit").rglob("*.py")):
        opening = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        if len(opening) < 40:
            short.append(path.relative_to(ROOT).as_posix())
    assert short == []
