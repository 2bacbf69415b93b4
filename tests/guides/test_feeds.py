"""Feeds: well-formed Atom with all that it demands, what the catalog says of its changes, newest first."""

import os
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from data_site import BASE, FILES, GONE, OLD, OLDER, ORGAN, ROUND, SQUARE, A, B, C, D, published

from itemkit.guides.site import PublishOptions, feeds, publish
from itemkit.language import speaking
from itemkit.source.catalog import Catalog, CatalogError

ATOM = "{http://www.w3.org/2005/Atom}"
Shown = tuple[str, str, str, str]


@pytest.fixture
def root(make_catalog) -> Path:
    return make_catalog(FILES)


def entries(content: bytes) -> list[Shown]:
    """Of each entry its title, day, identifier and content; the feed has all that RFC 4287 demands."""
    feed = ET.fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    assert [feed.findtext(f"{ATOM}{name}", "") != "" for name in ("id", "title", "updated")] == [True] * 3
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = {one.get("rel"): one.get("href") for one in feed.iterfind(f"{ATOM}link")}
    assert links["self"] == feed.findtext(f"{ATOM}id")
    assert links["alternate"].startswith(BASE)
    found = feed.findall(f"{ATOM}entry")
    for one in found:
        assert one.find(f"{ATOM}link").get("href").startswith(BASE)
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated")).utcoffset() is not None
    assert feed.findtext(f"{ATOM}updated") == max(
        (one.findtext(f"{ATOM}updated") for one in found), default="2000-01-01T00:00:00+08:00"
    )
    ids = [one.findtext(f"{ATOM}id") for one in found]
    assert len(set(ids)) == len(ids)
    return [
        (
            one.findtext(f"{ATOM}title"),
            one.findtext(f"{ATOM}updated")[:10],
            one.findtext(f"{ATOM}id").removeprefix(BASE),
            one.findtext(f"{ATOM}content"),
        )
        for one in found
    ]


def test_what_happened_newest_first(root: Path, tmp_path: Path) -> None:
    files = published(root, tmp_path / "site")
    name = "=HYPERLINK(1), 甲"
    told = entries(files["feed.xml"])
    assert told == [
        (f"{name}：第 3 版自 2026-03-01 起施行", "2026-03-01", f"i/{A}.html#version-3-2026-03-01", f"编码：{A}"),
        (f"{name}：内容已于 2026-02-01 核对", "2026-02-01", f"i/{A}.html#assured-2026-02-01", f"编码：{A}"),
        (f"旧事项：由“{name}”接替", "2026-01-07", f"i/{OLD}.html#retired-2026-01-07",
         f"接替的编码：{A}\n原因：并入<甲>\n编码：{OLD}"),
        ("新增事项：乙 <b>&", "2026-01-06", f"i/{B}.html#assigned-2026-01-06", f"编码：{B}"),
        (f"新增事项：{name}", "2026-01-05", f"i/{A}.html#assigned-2026-01-05", f"编码：{A}"),
        ("取消事项：转", "2025-03-01", f"i/{ROUND}.html#retired-2025-03-01", f"编码：{ROUND}"),
        ("取消事项：圈", "2025-03-01", f"i/{SQUARE}.html#retired-2025-03-01", f"编码：{SQUARE}"),
        ("取消事项：没了", "2025-02-01", f"i/{GONE}.html#retired-2025-02-01", f"原因：法律修订\n编码：{GONE}"),
        (f"更旧：由“{name}”接替", "2025-01-07", f"i/{OLDER}.html#retired-2025-01-07", f"接替的编码：{A}\n编码：{OLDER}"),
    ]  # fmt: skip
    assert entries(files["r/440100.xml"]) == told
    assert entries(files["r/450721.xml"]) == []
    for title, _day, address, _content in told:
        assert address.partition("#")[0] in files, title


def test_the_feed_of_a_region_leads_to_its_page(root: Path, tmp_path: Path) -> None:
    feed = ET.fromstring(published(root, tmp_path / "site")["r/450721.xml"])
    assert feed.findtext(f"{ATOM}title") == "甲<市>目录（灵山县）：变更"
    assert [one.get("href") for one in feed.iterfind(f"{ATOM}link")] == [f"{BASE}r/450721.xml", f"{BASE}r/450721.html"]


def alternates(files: Mapping[str, bytes]) -> dict[str, list[tuple[str, str]]]:
    """The feeds that pages tell readers of feeds about: by page, title and address."""
    pattern = re.compile('<link rel="alternate" type="application/atom\\+xml" title="(.*?)" href="(.*?)">')
    pages = {name: content.decode() for name, content in files.items() if name.endswith(".html")}
    return {name: found for name, text in pages.items() if (found := pattern.findall(text))}


def test_the_home_page_and_regions_tell_of_their_feeds(root: Path, tmp_path: Path) -> None:
    organ = "- {uscc: 11450000MB2C00001Y, name: 没有事项的, region: '450000'}\n"
    (root / "organs.yaml").write_text(f"{FILES['organs.yaml']}{organ}", "utf-8")
    assert alternates(published(root, tmp_path / "site", "")) == {}
    files = published(root, tmp_path / "site")
    assert alternates(files) == {
        "index.html": [("甲&lt;市&gt;目录：变更", "feed.xml")],
        "r/440100.html": [("甲&lt;市&gt;目录（广州市）：变更", "../r/440100.xml")],
        "r/450721.html": [("甲&lt;市&gt;目录（灵山县）：变更", "../r/450721.xml")],
    }
    assert '<dt>订阅</dt><dd><a href="../r/450721.xml">目录变更（Atom）</a></dd>' in files["r/450721.html"].decode()
    assert {name for name in files if name.endswith(".xml")} == {
        "feed.xml",
        "r/440100.xml",
        "r/450721.xml",
        "sitemap.xml",
    }
    assert "r/450000.html" in files
    assert alternates(published(root, tmp_path / "site", "")) == {}


def test_an_edit_changes_the_feed_as_a_fresh_run_would(root: Path, tmp_path: Path) -> None:
    published(root, tmp_path / "site")
    path = root / "items/a.yaml"
    path.write_text(path.read_text("utf-8").replace("2026-02-01", "2026-09-09"), "utf-8")
    files = published(root, tmp_path / "site")
    assert entries(files["feed.xml"])[0][:2] == (
        "=HYPERLINK(1), 甲：内容已于 2026-09-09 核对", "2026-09-09",
    )  # fmt: skip
    assert files["feed.xml"] == published(root, tmp_path / "fresh")["feed.xml"]


def test_very_much_on_one_day_is_told_as_one_thing(make_catalog, tmp_path: Path) -> None:
    item = 'code: "{code}"\nname: 事项{number}\ntype: 公共服务\nassured: {{by: 甲, on: 2026-05-05}}\n'
    many = {
        f"items/{number:03}.yaml": item.format(code=f"{A[:-3]}{number:03}", number=number) for number in range(100, 160)
    }
    files = published(make_catalog({"organs.yaml": FILES["organs.yaml"], **many}), tmp_path / "site")
    names = "\n".join(f"事项{number}" for number in range(100, 150))
    assert entries(files["feed.xml"]) == [
        ("60 个事项的内容已于 2026-05-05 核对", "2026-05-05", "feed.xml#assured-2026-05-05", f"{names}\n……另有 10 个"),
    ]  # fmt: skip


def test_a_feed_has_no_more_than_its_most(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST", 2)
    assert len(entries(published(root, tmp_path / "site")["feed.xml"])) == 2


def git(root: Path, day: str, *arguments: str) -> None:
    moment = f"{day}T12:00:00+08:00"
    chosen = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, "GIT_CONFIG_GLOBAL": os.devnull}
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(
        ["git", "-C", str(root), *who, *arguments], check=True, capture_output=True, env={**os.environ, **chosen}
    )


def committed(root: Path, day: str, **changes: tuple[str, str]) -> None:
    for name, (old, new) in changes.items():
        path = root / f"items/{name}.yaml"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    git(root, day, "add", ".")
    git(root, day, "commit", "-m", day)


def test_what_git_tells_since_a_revision(root: Path, tmp_path: Path) -> None:
    git(root, "2027-01-01", "init")
    committed(root, "2027-01-01")
    git(root, "2027-01-01", "tag", "v1")
    committed(root, "2027-01-02", b=("乙 <b>&", "乙 <b>&二"), d=("暂停", "在用"))
    (root / "items/new.yaml").write_text(f'code: "{C}"\nname: 新\ntype: 公共服务\norgan: {ORGAN}\n', "utf-8")
    committed(root, "2027-01-03", b=("公共服务", "公共服务\nvisits: 1\nlevel: 市级"))
    options = PublishOptions(base_url=BASE, since="v1", jobs=1)
    publish(Catalog(root), tmp_path / "site", options)
    whole = [one for one in entries((tmp_path / "site/feed.xml").read_bytes()) if one[1] > "2027"]
    assert [one[:3] for one in whole] == [
        ("新增事项：新", "2027-01-03", f"i/{C}.html#assigned-2027-01-03"),
        ("乙 <b>&二：3 处变更", "2027-01-03", f"i/{B}.html#changed-2027-01-03"),
        ('丁\ufffd"引号"：事项状态由暂停变为在用', "2027-01-02", f"i/{D}.html#changed-2027-01-02"),
    ]
    assert whole[1][3].splitlines() == [
        "事项名称由“乙 <b>&”变为“乙 <b>&二”", "写明了到办事现场次数：1 次", "行使层级由（没有写）变为市级", f"编码：{B}",
    ]  # fmt: skip
    with speaking("en"):
        publish(Catalog(root), tmp_path / "english", options)
    assert (tmp_path / "english/feed.xml").read_bytes() == (tmp_path / "site/feed.xml").read_bytes()


def test_a_revision_that_is_not_there(root: Path, tmp_path: Path) -> None:
    with pytest.raises(CatalogError):
        publish(Catalog(root), tmp_path / "site", PublishOptions(base_url=BASE, since="v1", jobs=1))
    assert not (tmp_path / "site").exists()
