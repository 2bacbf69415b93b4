"""``itemkit stats``: every figure by hand, in each format, and a page that stands alone."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import html5lib
import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from browser import Chromium
from itemkit.cli.app import app
from itemkit.cli.schema import schema_named

Maker = Callable[[Mapping[str, str | bytes]], Path]
RUN = CliRunner()
CATALOG = {
    "itemkit.toml": '[catalog]\nname = "甲<b>市</b>目录"\n[regions]\n"440100" = "广州市"\n[lint]\nselect = ["B", "S107"]\n',
    "organs.yaml": "- {uscc: 11440100007482620J, name: 广州市卫生健康委员会, region: '440100'}\n",
    "items/a.yaml": """\
name: 甲
type: 行政许可
status: 在用
organ: 11440100007482620J
level: 市级
handling: 即办件
visits: 0
online: {url: "https://example.gov.cn/"}
time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 5, unit: 工作日}}
materials: [{name: 申请表}, {any_of: [{name: 营业执照}, {name: 登记证书}]}]
fees: []
""",
    "items/b.yaml": """\
name: 乙
type: 行政许可
region: "440100"
handling: 承诺件
visits: 1
time_limit: {statutory: {days: 10, unit: 工作日}, promised: {days: 10, unit: 自然日}}
materials: [{name: 申请表}]
""",
    "items/c.yaml": "name: 丙\ntype: 公共服务\nregion: '450721'\nvisits: 7\n"
    "time_limit: {statutory: {days: 30, unit: 自然日}, promised: {days: 15, unit: 自然日}}\n"
    f"materials: [{', '.join(f'{{name: 材料{number}}}' for number in range(14))}]\n",
    "items/d.yaml": "{name: 丁, type: 公共服务, organ: 11440100007482575H}  # itemkit: ignore[S107] 机构表还没有建好\n",
}  # fmt: skip


@pytest.fixture
def root(make_catalog: Maker) -> Path:
    return make_catalog(CATALOG)


def stats(root: Path, *arguments: str) -> Result:
    return RUN.invoke(app, ["stats", *arguments, "--catalog", str(root), "--jobs", "1"], env={"COLUMNS": "120"})


def share(part: int, of: int, ratio: float | None) -> dict[str, Any]:
    return {"part": part, "of": of, "ratio": ratio}


def spread(items: int, mean: float | None, median: float | None) -> dict[str, Any]:
    return {"items": items, "mean": mean, "median": median}


def compression(items: int, statutory: int, promised: int, ratio: float | None) -> dict[str, Any]:
    return {"items": items, "statutory": statutory, "promised": promised, "ratio": ratio}


def test_every_figure(root: Path) -> None:
    done = stats(root, "-f", "json")
    assert (done.exit_code, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    Draft202012Validator(schema_named("stats")).validate(told)
    assert told["catalog"] == "甲<b>市</b>目录"
    assert told["figures"] == {
        "items": 4,
        "instant": share(1, 2, 0.5),
        "limits": [
            {
                "unit": "工作日",
                "statutory": spread(2, 15.0, 15.0),
                "promised": spread(1, 5.0, 5.0),
                "compression": compression(1, 20, 5, 0.75),
            },
            {
                "unit": "自然日",
                "statutory": spread(1, 30.0, 30.0),
                "promised": spread(2, 12.5, 12.5),
                "compression": compression(1, 30, 15, 0.5),
            },
        ],
        "compression": compression(2, 50, 20, 0.6),
        "materials": spread(4, 4.25, 1.5),
        "visits": spread(3, 2.6667, 1.0),
        "no_visit": share(1, 3, 0.3333),
        "one_visit": share(2, 3, 0.6667),
        "online": share(1, 4, 0.25),
        "free": share(1, 4, 0.25),
    }
    assert told["distributions"] == {
        "materials": [{"value": value, "items": 1} for value in (0, 1, 2, 14)],
        "visits": [{"value": value, "items": 1} for value in (0, 1, 7)],
    }
    assert {key: [(one["value"], one["name"], one["items"]) for one in told["counts"][key]] for key in told["counts"]} == {
        "type": [("公共服务", "公共服务", 2), ("行政许可", "行政许可", 2)],
        "level": [(None, "", 3), ("市级", "市级", 1)],
        "region": [("440100", "广州市", 2), ("450721", "450721", 1), (None, "", 1)],
        "organ": [
            (None, "", 2),
            ("11440100007482575H", "11440100007482575H", 1),
            ("11440100007482620J", "广州市卫生健康委员会", 1),
        ],
        "status": [(None, "", 3), ("在用", "在用", 1)],
    }  # fmt: skip
    assert told["by"] is None


def test_findings_are_counted_by_rule(root: Path) -> None:
    told = json.loads(stats(root, "-f", "json").stdout)["findings"]
    linted = RUN.invoke(app, ["lint", "--catalog", str(root), "-f", "json", "--fail-on", "never", "--jobs", "1"])
    findings = [one for one in json.loads(linted.stdout)["findings"] if one["suppressed"] is None]
    expected: dict[tuple[str, str, str], int] = {}
    for one in findings:
        key = (one["severity"], one["code"], one["rule"])
        expected[key] = expected.get(key, 0) + 1
    assert {(one["severity"], one["code"], one["rule"]): one["findings"] for one in told["rules"]} == expected
    order = [
        (["error", "warning", "info"].index(one["severity"]), -one["findings"], one["code"]) for one in told["rules"]
    ]
    assert order == sorted(order)
    assert told["suppressed"] == 1


def test_groups(root: Path) -> None:
    told = json.loads(stats(root, "-f", "json", "--by", "region").stdout)
    Draft202012Validator(schema_named("stats")).validate(told)
    assert told["by"]["key"] == "region"
    groups = told["by"]["groups"]
    assert [(one["value"], one["name"], one["figures"]["items"]) for one in groups] == [
        ("440100", "广州市", 2),
        ("450721", "450721", 1),
        (None, "", 1),
    ]
    assert [one["figures"]["compression"] for one in groups] == [
        compression(1, 20, 5, 0.75),
        compression(1, 30, 15, 0.5),
        compression(0, 0, 0, None),
    ]
    assert groups[2]["figures"]["limits"] == []
    assert groups[2]["figures"]["visits"] == spread(0, None, None)


TABLES = """\
总览

指标                    数值   怎样算的
───────────────────────────────────────────────────────────────────────────────
事项数                     4
即办件占比             50.0%   1 / 2，分母是写明办件类型的
承诺时限压缩率         60.0%   1 − 20 / 50 天，2 个事项的法定和承诺时限单位相同
平均每个事项的材料       4.2   4 个事项，中位数 1.5
平均到现场次数           2.7   3 个事项，中位数 1
不用到现场的占比       33.3%   1 / 3，分母是写明到现场次数的
至多到现场一次的占比   66.7%   2 / 3，分母是写明到现场次数的
可以网上办的占比       25.0%   1 / 4，分母是全部
写明不收费的占比       25.0%   1 / 4，分母是全部

办结时限

单位     法定：事项   法定：平均   法定：中位数   承诺：事项   承诺：平均   承诺：中位数   两者都有的事项   压缩率
──────────────────────────────────────────────────────────────────────────────────────────────────────────────────
工作日            2           15             15            1            5              5                1    75.0%
自然日            1           30             30            2         12.5           12.5                1    50.0%

各项指标，按事项类型

事项类型   事项数   即办件   法定平均   承诺平均   压缩率   材料   到现场   不到现场   至多一次   网上办   不收费
─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
公共服务        2        –          –          –    50.0%      7        7       0.0%       0.0%     0.0%     0.0%
行政许可        2    50.0%         15          5    75.0%    1.5      0.5      50.0%     100.0%    50.0%    50.0%

法定平均和承诺平均的单位是工作日。

按事项类型

事项类型   事项数    占比
─────────────────────────
公共服务        2   50.0%
行政许可        2   50.0%

按行使层级

行使层级   事项数    占比
─────────────────────────
没有写          3   75.0%
市级            1   25.0%

按区划

区划            事项数    占比
──────────────────────────────
广州市 440100        2   50.0%
450721               1   25.0%
没有写               1   25.0%

按实施主体

实施主体                                  事项数    占比
────────────────────────────────────────────────────────
没有写                                         2   50.0%
11440100007482575H                             1   25.0%
广州市卫生健康委员会 11440100007482620J        1   25.0%

按事项状态

事项状态   事项数    占比
─────────────────────────
没有写          3   75.0%
在用            1   25.0%

申请材料的份数

份数   事项数    占比
─────────────────────
   0        1   25.0%
   1        1   25.0%
   2        1   25.0%
  14        1   25.0%

到办事现场次数

次数   事项数    占比
─────────────────────
   0        1   33.3%
   1        1   33.3%
   7        1   33.3%
"""


def test_a_table(root: Path) -> None:
    done = stats(root, "--by", "type")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.partition("\n检查发现，按规则\n")[0] == TABLES


def test_a_catalog_without_items(make_catalog: Maker) -> None:
    root = make_catalog({"organs.yaml": "[]\n"})
    done = stats(root)
    assert done.exit_code == 0
    assert done.stdout.startswith("总览\n")
    told = json.loads(stats(root, "-f", "json", "--by", "organ").stdout)
    Draft202012Validator(schema_named("stats")).validate(told)
    assert told["figures"]["items"] == 0
    assert told["by"] == {"key": "organ", "groups": []}
    assert html5lib.HTMLParser(strict=True).parse(stats(root, "-f", "html").stdout) is not None


def test_the_page_is_well_formed_and_stands_alone(root: Path, tmp_path: Path) -> None:
    done = stats(root, "-f", "html", "--by", "region", "-o", str(tmp_path / "stats.html"))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    html = (tmp_path / "stats.html").read_text("utf-8")
    html5lib.HTMLParser(strict=True).parse(html)
    assert "甲&lt;b&gt;市&lt;/b&gt;目录" in html
    assert "<b>市" not in html
    assert re.findall(r"<script|<link|<img|@import|url\(|src=|href=|https?://", html) == []
    assert "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;" in html


def test_each_plot_has_a_name_and_a_table_with_its_numbers(root: Path) -> None:
    tree = html5lib.parse(stats(root, "-f", "html").stdout, namespaceHTMLElements=False)
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for one in tree.iter():
        assert set((one.get("aria-labelledby") or "").split()) <= set(ids)
    plotted = [one for one in tree.iter("section") if any(True for part in one.iter() if part.tag.endswith("svg"))]
    assert [one.get("aria-labelledby") for one in plotted] == [
        "type", "level", "region", "organ", "status", "materials", "visits", "rules",
    ]  # fmt: skip
    materials = next(one for one in plotted if one.get("aria-labelledby") == "materials")
    rows = [[cell.text for cell in row] for row in materials.iter("tr")]
    assert rows == [
        ["份数", "事项数", "占比"], ["0", "1", "25.0%"], ["1", "1", "25.0%"], ["2", "1", "25.0%"], ["14", "1", "25.0%"],
    ]  # fmt: skip
    labels = [part.text for part in materials.iter() if part.tag.endswith("text") and part.get("class") is None]
    assert labels == [*map(str, range(12)), "≥12"]


def test_the_same_catalog_gives_the_same_page(root: Path) -> None:
    cold = stats(root, "-f", "html").stdout
    assert stats(root, "-f", "html").stdout == cold
    assert stats(root, "-f", "html", "--no-cache").stdout == cold


@pytest.mark.parametrize("arguments", [["-f", "xml"], ["--by", "visits"], ["extra"]])
def test_wrong_usage(arguments: list[str], root: Path) -> None:
    assert stats(root, *arguments).exit_code == 2


def test_an_empty_catalog_matches_nothing(make_catalog: Maker) -> None:
    assert stats(make_catalog({})).exit_code == 3


@pytest.mark.slow
def test_a_browser_finds_nothing_to_complain_of(root: Path, tmp_path: Path, chromium: Chromium) -> None:
    page = tmp_path / "stats.html"
    stats(root, "-f", "html", "-o", str(page))
    assert "按事项类型" in chromium.look(page)
