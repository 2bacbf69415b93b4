"""Pages of retired codes: they say so, lead to what took their place, and are never in the way of another page."""

import csv
import io
import json
from pathlib import Path

import html5lib
import pytest
from data_site import BASE, FILES, GONE, LOST, OLD, OLDER, ROUND, SQUARE, A, B, C, published
from jsonschema import Draft202012Validator

from accessibility import violations
from browser import PHONE, Chromium
from itemkit.guides.site.data import retired_schema
from itemkit.guides.site.registered import Registered
from sites import Site

NAMESPACE = {"h": "http://www.w3.org/1999/xhtml"}
STANDARD, NEW_STANDARD = "440123004000", "440123005000"


@pytest.fixture
def root(make_catalog) -> Path:
    return make_catalog(FILES)


def said(content: bytes) -> tuple[str, list[str], list[str], str, list[str]]:
    """Heading, text, where it leads by itself, its canonical address, its links."""
    page = html5lib.parse(content)
    main = page.find(".//h:main", NAMESPACE)
    texts = [" ".join("".join(one.itertext()).split()) for one in main.iterfind(".//h:p[@class='text']", NAMESPACE)]
    moves = [one.get("content") for one in page.iterfind(".//h:meta[@http-equiv='refresh']", NAMESPACE)]
    canonical = page.find(".//h:link[@rel='canonical']", NAMESPACE)
    links = [one.get("href") for one in main.iterfind(".//h:a", NAMESPACE)]
    heading = "".join(main.find(".//h:h1", NAMESPACE).itertext())
    return heading, texts, moves, "" if canonical is None else canonical.get("href"), links


def test_a_code_with_a_successor_leads_to_it(root: Path, tmp_path: Path) -> None:
    files = published(root, tmp_path / "site")
    assert said(files[f"i/{OLD}.html"]) == (
        "旧事项",
        ["这个编码已于 2026-01-07 停用。原因：并入<甲>", "现在请看：=HYPERLINK(1), 甲"],
        [f"0; url=../i/{A}.html"],
        f"{BASE}i/{A}.html",
        [f"../i/{A}.html"],
    )
    assert said(files[f"i/{OLDER}.html"])[2:] == said(files[f"i/{OLD}.html"])[2:]


def test_codes_that_lead_nowhere_say_so(root: Path, tmp_path: Path) -> None:
    files = published(root, tmp_path / "site")
    assert said(files[f"i/{GONE}.html"]) == (
        "没了",
        ["这个编码已于 2025-02-01 停用。原因：法律修订", "没有接替它的事项。要办类似的事，可以按名称查找。"],
        [],
        "",
        ["../search.html"],
    )
    assert said(files[f"i/{LOST}.html"]) == (
        "这个事项",
        ["这个编码已停用。", f"接替它的事项编码是 {C}，这里没有它的网页。"],
        [],
        "",
        ["../search.html"],
    )
    for code in (ROUND, SQUARE):
        assert said(files[f"i/{code}.html"])[2:] == ([], "", ["../search.html"])


def test_a_page_in_force_stays_and_retired_pages_are_listed_nowhere(root: Path, tmp_path: Path) -> None:
    files = published(root, tmp_path / "site")
    assert "停用" not in files[f"i/{B}.html"].decode()
    assert '<meta name="robots" content="noindex">' in files[f"i/{OLD}.html"].decode()
    assert OLD not in files["sitemap.xml"].decode()
    rows = list(csv.reader(io.StringIO(files["data/retired.csv"].decode("utf-8-sig"))))
    assert rows[0] == ["编码", "种类", "名称", "停用日期", "接替的编码", "原因"]
    assert [row[0] for row in rows[1:]] == [OLD, OLDER, GONE, LOST, ROUND, SQUARE]
    assert rows[1] == [OLD, "事项", "旧事项", "2026-01-07", A, "并入<甲>"]
    told = json.loads(files["data/retired.json"])
    Draft202012Validator(retired_schema()).validate(told)
    assert [one["code"] for one in told["codes"]] == [row[0] for row in rows[1:]]


def test_a_retired_page_goes_when_its_code_is_taken_up_again(root: Path, tmp_path: Path) -> None:
    published(root, tmp_path / "site")
    (root / "items/old.yaml").write_text(f'code: "{OLD}"\nname: 又来了\ntype: 公共服务\n', "utf-8")
    files = published(root, tmp_path / "site")
    assert "又来了" in files[f"i/{OLD}.html"].decode()
    assert "<title>停用" not in files[f"i/{OLD}.html"].decode()
    assert f"{BASE}i/{OLD}.html" in files["sitemap.xml"].decode()


def test_standards_have_redirects_too(make_catalog, tmp_path: Path) -> None:
    ledger = (
        "code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason\n"
        f"{STANDARD},standard,standards/a.yaml,旧标准,retired,,,2024-01-01,2026-01-01,{NEW_STANDARD},\n"
        f"{NEW_STANDARD},standard,standards/b.yaml,新标准,active,,,2026-01-01,,,\n"
    )
    standard = f'code: "{NEW_STANDARD}"\nname: 新标准\ntype: 行政许可\n'
    root = make_catalog({**FILES, "codes/ledger.csv": ledger, "standards/b.yaml": standard})
    files = published(root, tmp_path / "site", "")
    assert said(files[f"s/{STANDARD}.html"]) == (
        "旧标准",
        ["这个编码已于 2026-01-01 停用。", "现在请看：新标准"],
        [f"0; url=../s/{NEW_STANDARD}.html"],
        f"../s/{NEW_STANDARD}.html",
        [f"../s/{NEW_STANDARD}.html"],
    )


def test_without_a_ledger_there_is_nothing(make_catalog, tmp_path: Path) -> None:
    files = published(make_catalog({one: FILES[one] for one in FILES if "ledger" not in one}), tmp_path / "site")
    assert not [name for name in files if "retired" in name]
    assert "停用的编码" not in files["data.html"].decode()


def test_lines_that_are_no_rows_are_passed_over() -> None:
    raw = FILES["codes/ledger.csv"].encode() + b"<<<<<<< HEAD\nx,y\n../../etc,item,p,n,retired,,,,,,\n"
    ledger = Registered(Path("/nowhere"), raw, "key", lambda _name, _key: None)
    assert list(ledger.retired) == [OLD, OLDER, GONE, LOST, ROUND, SQUARE]
    assert ledger.assigned == {A: "2026-01-05", B: "2026-01-06"}
    assert [ledger.last_of(code) for code in (OLD, OLDER, GONE, LOST, ROUND, A)] == [A, A, "", C, "", A]


@pytest.mark.slow
def test_a_browser_is_led_on_and_told(root: Path, tmp_path: Path, chromium: Chromium) -> None:
    published(root, tmp_path / "site")
    site = Site.on_disk(tmp_path / "site")
    with chromium.window(PHONE) as window:
        window.open(site, f"i/{OLDER}.html")
        window.page.wait_for_url(f"**/i/{A}.html")
    assert violations(chromium, site, f"i/{GONE}.html", PHONE) == []
