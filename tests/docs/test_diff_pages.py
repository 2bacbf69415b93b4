"""docs/diff.md, docs/changelog.md and the last chapter of the tutorial: what they show is what is printed."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from shown import ITEM, ROOT, agree, changed, chapter, copied, edits, printed, shown
from typer.testing import CliRunner

from itemkit.cli.app import app
from itemkit.source.read import read, read_bytes

PAGE = (ROOT / "docs/diff.md").read_text("utf-8")
CHANGELOG = (ROOT / "docs/changelog.md").read_text("utf-8")
GONE, EDITED = re.findall(r"`(items/450721/[^`…]+\.yaml)`", PAGE.partition("```diff")[0])
ACCEPTED = Path(".itemkit-accepted.yaml")
GIT = {
    "GIT_AUTHOR_NAME": "甲",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "甲",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, env=os.environ | GIT, check=True, capture_output=True)


def tagged(root: Path, tag: str) -> None:
    """Commit all files under a tag."""
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-qm", tag), ("tag", tag)):
        git(root, *arguments)


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's catalog, tagged, and then changed as the page says."""
    root = copied(ROOT / "catalog", tmp_path_factory.mktemp("比较"))
    tagged(root, "v1")
    (root / GONE).unlink()
    five = list(edits(PAGE))
    assert len(five) == 5
    for old, new in five:
        changed(root / EDITED, old, new)
    return root


@pytest.fixture
def there(edited: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The changed catalog, where commands are run."""
    monkeypatch.chdir(edited)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")  # what is accepted until a day is so on this one
    return edited


def as_is(args: Sequence[str], output: str) -> None:
    """Fail unless a command prints what a page shows."""
    actual = printed(*args) if output else RUN.invoke(app, args).stdout
    if not agree(output, actual):
        assert actual == output


RUN = CliRunner()
SHOWN = [*shown(PAGE), *shown(CHANGELOG)]
IN_TURN = [(args, output) for args, output in SHOWN if str(ACCEPTED) in " ".join(args)]


@pytest.mark.parametrize(
    ("args", "output"), [one for one in SHOWN if one not in IN_TURN], ids=lambda one: " ".join(one)[:60]
)
@pytest.mark.usefixtures("there")
def test_the_pages_show_what_is_printed(args: Sequence[str], output: str) -> None:
    as_is(args, output)


def test_a_change_is_accepted_as_the_page_says(there: Path) -> None:
    (entry,) = re.findall(r"^```yaml\n(- fingerprint.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    asked, accepted = IN_TURN
    as_is(*asked)
    try:
        (wanted,) = read_bytes(entry.encode()).data
        said = {key: wanted[key] for key in ("fingerprint", "item", "change")}
        assert {**said, "reason": ""} in read(there / ACCEPTED).data
        (there / ACCEPTED).write_text(entry, "utf-8")
        as_is(*accepted)
    finally:
        (there / ACCEPTED).unlink()


def test_git_shows_what_the_page_shows(there: Path) -> None:
    attributes = re.findall(r"^echo '(.*?)' +>> \.gitattributes$", PAGE, re.MULTILINE)
    assert len(attributes) == 2
    (there / ".gitattributes").write_text("\n".join(attributes) + "\n", "utf-8")
    assert 'git config diff.itemkit.command "itemkit diff --git-driver"' in PAGE
    driver = f"diff.itemkit.command='{sys.executable}' -m itemkit diff --git-driver"
    done = subprocess.run(
        ["git", "-c", driver, "-c", "core.quotePath=false", "diff", "--", EDITED],
        cwd=there,
        env=os.environ | GIT | {"ITEMKIT_LANG": "zh"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    (told,) = re.findall(r"^\$ git diff\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert agree(told, done.stdout) or done.stdout == told


def test_the_tutorial_compares_versions_and_regions(linked: Path) -> None:
    text = chapter(10)
    versions, regions, changes = shown(text)
    tagged(linked, "v1")
    for old, new in edits(text):
        changed(linked / ITEM, old, new)
    as_is(*versions)
    (city,) = re.findall(r"^```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    (name,) = re.findall(r"存成 `(.*?)`", text)
    (linked / name).write_text(city, "utf-8")
    as_is(*regions)
    as_is(*changes)


def test_the_page_tells_of_every_format_and_option() -> None:
    from itemkit.report.difference import FORMATS

    told = re.findall(r"^\| `(\w+)` \| ", PAGE.partition("## 报告的格式")[2], re.MULTILINE)
    assert sorted(told) == sorted(FORMATS)
    (command,) = (one for one in app.registered_commands if one.name == "diff")
    text = RUN.invoke(app, [str(command.name), "--help"]).stdout
    options = set(re.findall(r"--[a-z-]+", text)) - {"--help", "--jobs", "--limit", "--output", "--format"}
    assert [one for one in options if f"{one}" not in PAGE] == []
