"""The English says what the Chinese says: the same values in it, the same examples, and no Chinese but named data."""

import ast
import os
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from itemkit.cli.app import app
from itemkit.findings.rule import HEADINGS

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/itemkit"
with (SOURCE / "locale/en/LC_MESSAGES/itemkit.po").open("rb") as stream:
    ENGLISH = {str(one.id): str(one.string) for one in read_po(stream, locale="en") if one.id}
PAGES = [text for text in ENGLISH if "\n## " in text]
SENTENCES = [text for text in ENGLISH if "\n## " not in text]

CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""Ideographs and full-width forms; also the punctuation that comes with them."""
EXAMPLE = re.compile(r"^    .*\n?", re.MULTILINE)
HEADINGS_IN_ENGLISH = dict(zip(HEADINGS, ("Why", "Basis", "Wrong", "Right", "What to do"), strict=True))
RUN_OF_CHINESE = re.compile(CHINESE.pattern + "+")
NAMED_ONLY_IN_ENGLISH = {"《》"}  # the Chinese has a word for title marks


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own that speaks English, without colours."""
    environment = os.environ | {"ITEMKIT_LANG": "en", "PYTHONUTF8": "1", "COLUMNS": "80", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "itemkit", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60
    )


def literals() -> set[str]:
    """All texts given to ``_()``, ``msg()`` and ``mark()``, whatever they stand in."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "msg", "mark"}:
                found |= {one.value for one in node.args if isinstance(one, ast.Constant)}
    return found


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _format, _conversion in string.Formatter().parse(text) if name is not None}


def test_every_text_of_the_source_is_in_the_catalog():
    assert literals() - ENGLISH.keys() == set()


@pytest.mark.parametrize("chinese", SENTENCES)
def test_a_sentence_has_the_same_values_in_both_languages(chinese):
    assert placeholders(ENGLISH[chinese]) == placeholders(chinese)


@pytest.mark.parametrize("chinese", PAGES, ids=lambda page: page.partition("\n")[0])
def test_a_page_has_the_same_sections_and_examples_in_both_languages(chinese):
    headings = re.findall(r"^## (.*)$", chinese, re.MULTILINE)
    english = ENGLISH[chinese]
    assert re.findall(r"^## (.*)$", english, re.MULTILINE) == [HEADINGS_IN_ENGLISH[one] for one in headings]
    assert EXAMPLE.findall(english) == EXAMPLE.findall(chinese)


def test_the_only_chinese_in_the_english_is_what_the_chinese_quotes():
    """Words of a vocabulary, names and numbers of documents, data of records; everything else is English."""
    wrong = []
    for chinese, text in ENGLISH.items():
        said = EXAMPLE.sub("", text) if chinese in PAGES else text
        runs = RUN_OF_CHINESE.findall(said)
        is_english = sum(map(len, runs)) * 2 <= len(said)
        if not is_english or any(run not in chinese for run in runs if run not in NAMED_ONLY_IN_ENGLISH):
            wrong.append((said, [run for run in runs if run not in chinese]))
    assert wrong == []


BROKEN = {
    "itemkit.toml": "",
    "items/a.yaml": """\
name: 公共场所卫生许可
type: 许可
visits: -1
code: 000104002000
conditon: [有固定经营场所]
effective: {from: 2026-02-30}
materials:
  - 营业执照
  - {kind: 申请表格文书}
organ: 11440100007482575H
""",
    "items/b.yaml": "name: [公共场所卫生许可\ntype: 行政许可\n",
    "items/c.yaml": "name: 公共场所卫生许可\nname: 再写一次\ntype: 行政许可\n",
    "item/d.yaml": "name: 公共场所卫生许可\ntype: 行政许可\n",
}
SAID = """\
item/d.yaml:1:1 warning Y111 file-unplaced this file was not read: does it belong in items?
 1 | name: 公共场所卫生许可
   | ^

items/a.yaml:4:7 error S103 wrong-type code would be read as a number: put it in quotes, "000104002000"
 4 | code: 000104002000
   |       ^^^^^^^^^^^^

items/a.yaml:5:1 error S101 unknown-key unknown key "conditon": did you mean "conditions"?
 5 | conditon: [有固定经营场所]
   | ^^^^^^^^

items/a.yaml:6:19 error S105 bad-format "2026-02-30" is wrong: there is no day 2026-02-30
 6 | effective: {from: 2026-02-30}
   |                   ^^^^^^^^^^

items/a.yaml:8:5 error S103 wrong-type materials/0 must be a mapping (key: value), not the text "营业执照"
 8 |   - 营业执照
   |     ^^^^^^^^

items/a.yaml:9:5 error S102 missing-key missing key "name" (材料名称)
  9 |   - {kind: 申请表格文书}
    |     ^^^^^^^^^^^^^^^^^^^^

items/a.yaml:10:8 warning S107 reference-unknown the catalog has no organ "11440100007482575H"
 10 | organ: 11440100007482575H
    |        ^^^^^^^^^^^^^^^^^^

items/a.yaml:2:7 error S104 not-in-vocabulary "许可" is not in the vocabulary of 事项类型: did you mean "行政许可"?
 2 | type: 许可
   |       ^^^^

items/a.yaml:3:9 error S106 out-of-range visits must be at least 0, not -1
 3 | visits: -1
   |         ^^

items/b.yaml:2:5 error Y101 yaml-syntax a comma is missing in the list [ ], or a bracket is not closed
 2 | type: 行政许可
   |     ^
   see also items/b.yaml:1:7: what begins here is not complete

items/c.yaml:2:1 error Y102 duplicate-key the key "name" is written twice
 2 | name: 再写一次
   | ^^^^
   see also items/c.yaml:1:1: first written here

Checked 3 file(s), 3 item(s): 9 error(s), 2 warning(s)
"""


def test_validate_speaks_english(tmp_path):
    for name, content in BROKEN.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    done = run("validate", folder=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == SAID


@pytest.mark.parametrize("command", ["", *(str(one.name) for one in app.registered_commands)])
def test_help_is_english(command, tmp_path):
    done = run(*filter(None, [command]), "--help", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in done.stdout.splitlines() if CHINESE.search(line)] == []


def test_explain_is_english_but_for_the_examples(tmp_path):
    done = run("explain", "S104", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in EXAMPLE.sub("", done.stdout).splitlines() if CHINESE.search(line)] == []
