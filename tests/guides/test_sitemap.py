"""Sitemaps and robots.txt: all pages that may be found and no others, in as many parts as the protocol demands."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from data_site import BASE, FILES, A, B, D, published

from itemkit.guides.site import sitemap
from itemkit.guides.site.sitemap import in_parts, robots

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def root(make_catalog) -> Path:
    return make_catalog(FILES)


def listed(content: bytes) -> dict[str, str | None]:
    """Each address with the day of its last change."""
    urls = ET.fromstring(content)
    assert urls.tag == f"{SPACE}urlset"
    return {one.findtext(f"{SPACE}loc"): one.findtext(f"{SPACE}lastmod") for one in urls}


def test_every_page_that_may_be_found(root: Path, tmp_path: Path) -> None:
    files = published(root, tmp_path / "site")
    found = listed(files["sitemap.xml"])
    items = {name: day for name, day in found.items() if name.startswith(f"{BASE}i/")}
    assert items == {f"{BASE}i/{A}.html": "2026-02-01", f"{BASE}i/{B}.html": None, f"{BASE}i/{D}.html": None}
    assert {f"{BASE}{name}" for name in ("index.html", "data.html", "report.html", "r/440100.html")} <= set(found)
    assert f"{BASE}404.html" not in found
    assert "%" in next(name for name in found if name.startswith(f"{BASE}c/"))
    assert files["robots.txt"].decode().splitlines()[1:] == [
        "User-agent: *", "Disallow:", "", f"Sitemap: {BASE}sitemap.xml",
    ]  # fmt: skip


def test_a_long_sitemap_has_parts(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = listed(published(root, tmp_path / "whole")["sitemap.xml"])
    monkeypatch.setattr(sitemap, "_MOST", 4)
    files = published(root, tmp_path / "site")
    index = ET.fromstring(files["sitemap.xml"])
    assert index.tag == f"{SPACE}sitemapindex"
    parts = [one.findtext(f"{SPACE}loc").removeprefix(BASE) for one in index]
    assert parts == [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    pages = [listed(files[part]) for part in parts]
    assert [len(one) for one in pages[:-1]] == [4] * (len(parts) - 1)
    assert {name: day for one in pages for name, day in one.items()} == whole


def test_parts_by_size() -> None:
    addresses = [("i/" + "长" * 200 + ".html", "2026-01-01")] * 50_000
    assert [len(part) for part in in_parts(addresses, BASE)] == [19_113, 19_113, 11_774]
    assert [len(part) for part in in_parts([("a.html", "")] * 50_001, BASE)] == [50_000, 1]
    assert in_parts([], BASE) == [[]]


def test_an_example_has_no_sitemap_and_asks_robots_to_stay_away(make_catalog, tmp_path: Path) -> None:
    root = make_catalog({**FILES, "itemkit.toml": "[catalog]\nexample = true\n"})
    files = published(root, tmp_path / "site")
    assert "sitemap.xml" not in files
    assert files["robots.txt"].decode().splitlines()[1:] == ["User-agent: *", "Disallow: /sub/"]


@pytest.mark.parametrize(
    ("base", "is_example", "lines"),
    [
        ("", False, ["User-agent: *", "Disallow:"]),
        ("", True, ["User-agent: *", "Disallow: /"]),
        ("https://a.cn/", False, ["User-agent: *", "Disallow:", "", "Sitemap: https://a.cn/sitemap.xml"]),
        ("https://a.cn/", True, ["User-agent: *", "Disallow: /"]),
    ],
)
def test_robots(base: str, is_example: bool, lines: list[str]) -> None:
    assert robots(base, is_example=is_example).splitlines() == lines
