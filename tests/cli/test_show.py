"""``itemkit show``: the whole item, and where each value of it stands."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from itemkit.cli.app import app
from itemkit.cli.schema import schema_named

Maker = Callable[[Mapping[str, str | bytes]], Path]
FILES = {
    "standards/卫生.yaml": (
        "name: 公共场所卫生许可\ncode: '440123004000'\ntype: 行政许可\ndepartment: '23'\n"
        "time_limit: {statutory: {days: 20, unit: 工作日}}\n"
        "materials:\n  - {name: 申请表, original: 1}\n  - {name: 检测报告, original: 1}\n"
    ),
    "items/市.yaml": (
        "standard: '440123004000'\n# 只写本地的\ntime_limit: {promised: {days: 5, unit: 工作日}}\n"
        "materials:\n  - {name: 检测报告, copies: 1}\n  - {name: 申请表, drop: true}\n  - {name: 合同}\n"
    ),
    "items/区.yaml": "name: 登记\ntype: 公共服务\n",
    "items/县.yaml": "name: 登记\ntype: 公共服务\n",
}


@pytest.fixture
def root(make_catalog: Maker) -> Path:
    return make_catalog(FILES)


def show(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["show", *map(str, arguments)])


def test_each_line_says_where_it_comes_from(root):
    done = show(root / "items/市.yaml", "--origin")
    assert (done.exit_code, done.stdout) == (
        0,
        """\
# 本地：items/市.yaml
# 标准：standards/卫生.yaml

标准:1         │ name: 公共场所卫生许可
标准:3         │ type: 行政许可
标准:5、本地:3 │ time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 5, unit: 工作日}}
               │ materials:
标准:8、本地:5 │   - {name: 检测报告, original: 1, copies: 1}
本地:7         │   - {name: 合同}
本地:1         │ standard: "440123004000"
""",
    )  # fmt: skip


def test_without_origins_it_is_yaml(root):
    done = show("公共场所卫生许可", "--catalog", root, "--no-cache")
    assert done.stdout.splitlines()[0] == "name: 公共场所卫生许可"


def test_json_keeps_its_schema(root):
    data = json.loads(show(root / "items/市.yaml", "--origin", "-f", "json").stdout)
    Draft202012Validator(schema_named("show")).validate(data)
    assert data["origins"][-2:] == [
        {
            "pointer": "/materials/1/name", "path": "items/市.yaml", "there": "/materials/2/name", "line": 7,
            "inherited": False,
        },
        {"pointer": "/standard", "path": "items/市.yaml", "there": "/standard", "line": 1, "inherited": False},
    ]  # fmt: skip


def test_a_name_of_two_items_is_not_guessed(root):
    done = show("登记", "--catalog", root, "--no-cache")
    assert (done.exit_code, done.stderr) == (
        2, "itemkit: “登记”有 2 个事项，用文件或编码指明是哪一个：\n  items/区.yaml\n  items/县.yaml\n",
    )  # fmt: skip
    assert show("没有这个", "--catalog", root, "--no-cache").exit_code == 3


def test_a_file_that_is_wrong_is_named(root):
    (root / "items/坏.yaml").write_text("name: 甲\ntype: 行政许可\nvisits: 一次\n")
    done = show(root / "items/坏.yaml")
    assert (done.exit_code, done.stderr) == (1, "itemkit：items/坏.yaml：不合乎模式：用 itemkit validate 看错在哪里\n")
