"""The catalog that the tutorial writes, as its chapters leave it."""

import re
from pathlib import Path

import pytest
from shown import ITEM, RUN, SECOND, TUTORIAL, changed, mend_second_item, printed, write_second_item

from itemkit.cli.app import app


@pytest.fixture
def drafted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalog as the third chapter of the tutorial leaves it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    printed("init", "县目录")
    root = tmp_path / "县目录"
    monkeypatch.chdir(root)
    printed("new", "item", "公共场所卫生许可（新办）")
    header = (root / ITEM).read_text("utf-8").partition("\n")[0]
    source = re.search(r"```yaml\n(name: .*?)```", TUTORIAL, re.DOTALL)
    assert source is not None
    (root / ITEM).write_text(f"{header}\n{source[1]}", "utf-8")
    printed("new", "certificate", "营业执照")
    return root


@pytest.fixture
def coded(drafted: Path) -> Path:
    """The catalog as the sixth chapter of the tutorial leaves it."""
    changed(drafted / "itemkit.toml", '# region = "450721" ', 'region = "450721" ')
    organ = '- {uscc: "11450721MB15580811", name: 灵山县行政审批局, region: "450721"}'
    changed(drafted / "organs.yaml", "\n[]\n", f"\n{organ}\n")
    printed("new", "standard", "公共场所卫生许可")
    standard = drafted / "standards/公共场所卫生许可.yaml"
    text = re.sub("^.*department:.*$", 'department: "23"', standard.read_text("utf-8"), flags=re.MULTILINE)
    standard.write_text(text, "utf-8")
    RUN.invoke(app, ["codes", "assign"])
    lines = 'standard: "450123001000"\norgan: "11450721MB15580811"\nlevel: 县级\n'
    assert lines in TUTORIAL
    item = (drafted / ITEM).read_text("utf-8")
    found = re.search(r"^basis:\n.*\n", item, re.MULTILINE)
    assert found is not None
    with standard.open("a", encoding="utf-8") as file:
        file.write(found[0])
    (drafted / ITEM).write_text(item.replace(found[0], "").replace("type: 行政许可\n", "") + lines, "utf-8")
    printed("codes", "assign")
    return drafted


@pytest.fixture
def linked(coded: Path) -> Path:
    """The catalog as the ninth chapter of the tutorial leaves it."""
    printed("new", "item", Path(SECOND).stem)
    write_second_item(coded)
    printed("certificates", "link", "--write")
    mend_second_item(coded)
    return coded
