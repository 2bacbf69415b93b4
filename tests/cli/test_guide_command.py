"""``itemkit guide``: one guide as a file, in the format that is asked for or that the file's name says."""

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from docx import Document
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from itemkit.cli.app import app
from itemkit.cli.schema import schema_named

Maker = Callable[[Mapping[str, str | bytes]], Path]
CODE = "11440100007482620J344012300400001"
FILES = {
    "itemkit.toml": '[catalog]\nname = "市级目录"\nurl = "https://example.gov.cn/zwfw"\n[regions]\n"440100" = "广州市"\n',
    "organs.yaml": "- {uscc: 11440100007482620J, name: 市卫生健康委员会, region: '440100'}\n",
    "certificates/营业执照.yaml": "name: 营业执照\naliases: [执照]\nissuers: [市场监督管理部门]\n",
    "standards/卫生.yaml": (
        "name: 公共场所卫生许可\ncode: '440123004000'\ntype: 行政许可\ndepartment: '23'\nconditions: [选址符合标准]\n"
        "materials:\n  - {name: 申请表, original: 1}\n"
    ),
    "items/市.yaml": (
        f"standard: '440123004000'\ncode: {CODE}\norgan: 11440100007482620J\nvisits: 0\n"
        "materials:\n  - {name: 执照, certificate: 执照, access: 共享}\n"
    ),
    "items/区.yaml": "name: 登记\ntype: 公共服务\n",
    "items/县.yaml": "name: 登记\ntype: 公共服务\n",
    "items/坏.yaml": "name: 甲\ntype: 行政许可\nvisits: 一次\n",
}  # fmt: skip


@pytest.fixture
def root(make_catalog: Maker) -> Path:
    return make_catalog(FILES)


def guide(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["guide", *map(str, arguments)])


def made(path: Path, *arguments: object) -> bytes:
    done = guide(*arguments, "-o", path)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    return path.read_bytes()


def test_a_file_is_shown_as_markdown(root: Path) -> None:
    done = guide(root / "items/市.yaml", "--edition", "concise")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:3] == ["# 公共场所卫生许可", "", f"市卫生健康委员会 · 广州市 · 行政许可 · 编码 {CODE} · 简版"]
    assert lines[-3:] == ["市级目录", "", f"网页：<https://example.gov.cn/zwfw/i/{CODE}.html>"]
    assert [line for line in lines if line.startswith("- [ ]")] == ["- [ ] **申请表**【必要】", "- [ ] **执照**【必要】【由窗口调取，不用提交】"]  # fmt: skip


@pytest.mark.parametrize("text", [CODE, "公共场所卫生许可"])
def test_a_code_or_a_name_means_the_same(text: str, root: Path) -> None:
    by_file = guide(root / "items/市.yaml").stdout
    assert guide(text, "--catalog", root, "--no-cache").stdout == by_file


def test_a_file_needs_no_index(root: Path) -> None:
    made(root / "a.md", root / "items/市.yaml")
    assert not (root / ".itemkit").exists()


def test_what_is_not_one_item_is_told(root: Path) -> None:
    done = guide("登记", "--catalog", root, "--no-cache")
    assert (done.exit_code, done.stderr) == (
        2, "itemkit: “登记”有 2 个事项，用文件或编码指明是哪一个：\n  items/区.yaml\n  items/县.yaml\n",
    )  # fmt: skip
    assert guide("没有这个", "--catalog", root, "--no-cache").exit_code == 3
    done = guide(root / "items/坏.yaml")
    assert (done.exit_code, done.stderr) == (1, "itemkit: items/坏.yaml：不合乎模式：用 itemkit validate 看错在哪里\n")


def test_the_name_of_the_file_says_the_format(root: Path, tmp_path: Path) -> None:
    item = root / "items/市.yaml"
    begins = {"a.md": b"# ", "a.JSON": b"{", "a.html": b"<!DOCTYPE html>", "a.docx": b"PK", "a.pdf": b"%PDF-"}
    for name, begin in begins.items():
        assert made(tmp_path / name, item).startswith(begin)
    assert made(tmp_path / "a.txt", item, "-f", "json") == (tmp_path / "a.JSON").read_bytes()
    data = json.loads((tmp_path / "a.JSON").read_bytes())
    Draft202012Validator(schema_named("guide")).validate(data)
    assert (data["title"], data["address"]) == ("公共场所卫生许可", f"https://example.gov.cn/zwfw/i/{CODE}.html")
    assert json.loads(guide(item, "-f", "json").stdout) == data


def test_the_address_of_the_site_may_be_another(root: Path) -> None:
    item = root / "items/市.yaml"
    data = json.loads(guide(item, "-f", "json", "--base-url", "https://other.example/x").stdout)
    assert data["address"] == f"https://other.example/x/i/{CODE}.html"
    assert guide(item, "--base-url", "javascript:alert(1)").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "要写明是哪个事项"),
        (["items/市.yaml", "-f", "odt"], "没有这种写法：odt；可用 md、html、json、docx、pdf"),
        (["items/市.yaml", "-f", "docx"], "docx 要用 -o 写明文件"),
        (["items/市.yaml", "-f", "pdf"], "pdf 要用 -o 写明文件"),
        (["items/市.yaml", "-o", "a.doc"], "看不出 a.doc 是什么格式：用 -f 写明"),
        (["items/市.yaml", "-o", "a.md", "--template", "itemkit.toml"], "--template 只用于 docx，这里要写的是 md"),
        (["items/市.yaml", "--edition", "both"], "没有这种写法：both；可用 complete、concise"),
    ],
)  # fmt: skip
def test_wrong_usage(arguments: list[str], told: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "200")
    done = guide(*arguments)
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_missing_extra_is_told(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    done = guide(root / "items/市.yaml", "-o", tmp_path / "a.docx")
    assert done.exit_code == 2
    assert "写 docx 要先安装：pip install 'itemkit[docx]'" in done.stderr


def test_the_starter_is_adapted_and_used(root: Path, tmp_path: Path) -> None:
    own = tmp_path / "模板.docx"
    assert guide("--starter", own).exit_code == 0
    document = Document(io.BytesIO(own.read_bytes()))
    document.add_paragraph("（承办：{{ item.organ }}）")
    document.save(str(own))
    again = guide("--starter", own)
    assert (again.exit_code, "不覆盖" in again.stderr) == (2, True)
    content = made(tmp_path / "a.docx", root / "items/市.yaml", "--template", own)
    assert "（承办：11440100007482620J）" in "".join(one.text for one in Document(io.BytesIO(content)).paragraphs)


def test_what_is_wrong_with_a_template_is_told_line_by_line(root: Path, tmp_path: Path) -> None:
    own = tmp_path / "模板.docx"
    document = Document()
    document.add_paragraph("名称：{{ titel }}")
    document.add_paragraph("{{ item.visit }}")
    document.save(str(own))
    done = guide(root / "items/市.yaml", "--template", own, "-o", tmp_path / "a.docx")
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        "itemkit: “名称：{{ titel }}”：没有 titel 这个名称，是不是 title？",
        "itemkit: “{{ item.visit }}”：没有 visit 这个名称，是不是 visits？",
    ]
    assert not (tmp_path / "a.docx").exists()
