"""The downloads of a published site, and the page about them."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from data_site import BASE, FILES, A, B, D, published
from jsonschema import Draft202012Validator

from accessibility import violations
from browser import DARK, NO_SCRIPT, PHONE, Chromium, Mode
from itemkit.guides.site.data import downloads
from sites import Site


@pytest.fixture
def root(make_catalog) -> Path:
    return make_catalog(FILES)


def table(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_tables_of_a_site(root: Path, tmp_path: Path) -> None:
    files = published(root, tmp_path / "site")
    assert {name for name in files if name.startswith("data/")} == {
        "data/items.csv", "data/items.json", "data/items.schema.json", "data/items.xlsx", "data/certificates.csv",
        "data/retired.csv", "data/retired.json",
        *(f"data/regions/{region}{end}" for region in ("440100", "450721")
          for end in (".csv", ".json", ".xlsx", "-certificates.csv")),
    }  # fmt: skip
    items = table(files["data/items.csv"])
    assert [row[:2] for row in items[1:]] == [
        [A, "'=HYPERLINK(1), 甲"], [B, "乙 <b>&"], ["", "没有编码"], [D, '丁\ufffd"引号"'],
    ]  # fmt: skip
    first, second = (table(files[f"data/regions/{region}.csv"]) for region in ("440100", "450721"))
    assert items == [*first, *second[1:]]
    assert table(files["data/certificates.csv"])[1:] == [
        [A, "'=HYPERLINK(1), 甲", "需要", "营业执照", "是", "是"],
        [A, "'=HYPERLINK(1), 甲", "发给", "许可证", "", ""],
    ]
    told = json.loads(files["data/items.json"])
    Draft202012Validator(json.loads(files["data/items.schema.json"])).validate(told)
    assert (told["catalog"], told["publisher"], told["region"]) == ("甲<市>目录", "甲市政务服务局", None)
    assert [one["code"] for one in told["items"]] == [A, B, None, D]
    assert all(one["data"].removeprefix(BASE) in files for one in told["items"])
    regional = [json.loads(files[f"data/regions/{region}.json"])["items"] for region in ("440100", "450721")]
    assert told["items"] == [*regional[0], *regional[1]]
    sheet = openpyxl.load_workbook(io.BytesIO(files["data/items.xlsx"]))["事项"]
    assert [sheet.cell(row, 2).value for row in range(2, 6)] == [
        "=HYPERLINK(1), 甲", "乙 <b>&", "没有编码", '丁\ufffd"引号"',
    ]  # fmt: skip


def test_after_an_edit_the_files_are_those_of_a_fresh_run(root: Path, tmp_path: Path) -> None:
    before = published(root, tmp_path / "site")
    path = root / "items/d.yaml"
    path.write_text(path.read_text("utf-8").replace("丁", "丁二"), "utf-8")
    after = published(root, tmp_path / "site")
    assert after == published(root, tmp_path / "fresh")
    assert before["data/items.csv"] != after["data/items.csv"]
    assert before["data/regions/440100.csv"] == after["data/regions/440100.csv"]


def test_without_an_address_links_are_relative(root: Path, tmp_path: Path) -> None:
    files = published(root, tmp_path / "site", "")
    assert table(files["data/items.csv"])[1][-2:] == [f"i/{A}.html", f"i/{A}.json"]
    assert not {"feed.xml", "sitemap.xml", "r/440100.xml"} & set(files)
    assert "feed.xml" not in files["data.html"].decode()


def test_too_many_items_for_a_workbook(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "MOST_IN_WORKBOOK", 3)
    files = published(root, tmp_path / "site")
    assert {name for name in files if name.endswith(".xlsx")} == {
        "data/regions/440100.xlsx",
        "data/regions/450721.xlsx",
    }
    assert "整个目录不出 Excel 表格" in files["data.html"].decode()


@pytest.mark.slow
def test_every_link_of_the_page_leads_to_a_file(root: Path, tmp_path: Path, chromium: Chromium) -> None:
    files = published(root, tmp_path / "site")
    site = Site.on_disk(tmp_path / "site")
    with chromium.window(NO_SCRIPT) as window:
        window.open(site, "data.html")
        links = window.page.locator("main a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
        assert {one for one in links if one not in files} == set()
        assert {one for one in files if one.startswith("data/")} - {"data/retired.json"} <= set(links)
        assert window.page.locator("h1").inner_text() == "数据下载"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "mode"), [("data.html", PHONE), ("report.html", DARK)], ids=["data", "report"])
def test_the_pages_are_for_everybody(own_site: Site, chromium: Chromium, mode: Mode, name: str) -> None:
    assert violations(chromium, own_site, name, mode) == []
    with chromium.window(PHONE) as window:
        window.open(own_site, name)
        assert window.sideways() == []


@pytest.fixture(scope="module")
def own_site(own_catalog: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    out = tmp_path_factory.mktemp("own") / "site"
    published(own_catalog, out)
    return Site.on_disk(out)
