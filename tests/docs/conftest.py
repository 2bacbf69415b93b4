"""The catalog that the tutorial writes, as its chapters leave it; on the way there the terminal says what they show."""

import re
from pathlib import Path

import pytest
from shown import (
    ITEM,
    appended,
    as_shown,
    changed,
    chapter,
    mend_second_item,
    printed,
    shown,
    write_second_item,
    yaml_of,
)


@pytest.fixture
def drafted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalog as the third chapter of the tutorial leaves it."""
    (begin, empty), (new,), (dangling, certificate, sound) = (shown(chapter(number)) for number in (1, 2, 3))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    as_shown(*begin)
    root = tmp_path / "县目录"
    monkeypatch.chdir(root)
    as_shown(*empty)
    as_shown(*new)
    header = (root / ITEM).read_text("utf-8").partition("\n")[0]
    (source,) = yaml_of(2)
    (root / ITEM).write_text(f"{header}\n{source}", "utf-8")
    for one in (dangling, certificate, sound):
        as_shown(*one)
    return root


@pytest.fixture
def coded(drafted: Path) -> Path:
    """The catalog as the sixth chapter of the tutorial leaves it."""
    new, too_early, assign, check = shown(chapter(6))
    changed(drafted / "itemkit.toml", '# region = "450721" ', 'region = "450721" ')
    organ = '- {uscc: "11450721MB15580811", name: 灵山县行政审批局, region: "450721"}'
    changed(drafted / "organs.yaml", "\n[]\n", f"\n{organ}\n")
    as_shown(*new)
    standard = drafted / "standards/公共场所卫生许可.yaml"
    text = re.sub("^.*department:.*$", 'department: "23"', standard.read_text("utf-8"), flags=re.MULTILINE)
    standard.write_text(text, "utf-8")
    as_shown(*too_early)
    (lines,) = yaml_of(6)
    item = (drafted / ITEM).read_text("utf-8")
    found = re.search(r"^basis:\n.*\n", item, re.MULTILINE)
    assert found is not None
    appended(standard, found[0])
    (drafted / ITEM).write_text(item.replace(found[0], "").replace("type: 行政许可\n", "") + lines, "utf-8")
    as_shown(*assign)
    as_shown(*check)
    return drafted


@pytest.fixture
def furnished(coded: Path) -> Path:
    """The catalog as the eighth chapter of the tutorial leaves it: with a window, and a file that is still to be filled in."""
    (window,) = yaml_of(8)
    appended(coded / ITEM, window)
    (new,) = (one for one in shown(chapter(8)) if one[0][0] == "new")
    as_shown(*new)
    return coded


@pytest.fixture
def linked(furnished: Path) -> Path:
    """The catalog as the ninth chapter of the tutorial leaves it."""
    write_second_item(furnished)
    printed("certificates", "link", "--write")
    mend_second_item(furnished)
    return furnished
