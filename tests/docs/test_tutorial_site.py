"""The eighth chapter of the tutorial: the site, the preview and the files that it makes are as it says."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from shown import ITEM, SECOND, agree, appended, as_shown, chapter, shown, told, yaml_of

CODE = "11450721MB155808114450123001000"
CHAPTER = chapter(8)
PUBLISH, SERVE, NEW, AGAIN, PREVIEW, GUIDE, STARTER, OWN = shown(CHAPTER)
SITE = Path("build/site")
_HEEDS_CTRL_C = """
import signal
from itemkit.cli import run
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may have it ignored
run()
"""


def text_of(page: str, *, site: Path = SITE) -> str:
    return (site / page).read_text("utf-8")


def headings(page: str) -> list[str]:
    """The headings of the sections of a page, without their figures."""
    return re.findall(r'<h2 id="[^"]*">(?:<a [^>]*>)?([^<]*)', text_of(page))


def questions(page: str) -> list[str]:
    """What the first screen of a guide answers."""
    lead = text_of(page).partition('<section class="lead"')[2].partition("</section>")[0]
    return re.findall("<dt>(.*?)</dt>", lead)


@pytest.mark.usefixtures("coded")
def test_what_is_in_the_site_that_it_publishes_first() -> None:
    as_shown(*PUBLISH)
    assert {name.partition("/")[0] for name in re.findall(r"^\| \S+ `(.*?)` \|", CHAPTER, re.MULTILINE)} == {
        "index.html", "i", "search.html", "s", "data.html",
    }  # fmt: skip
    assert headings("index.html") == ["按地区找", "按部门找", "常要的证照", "各地对照"]
    assert '<form class="find" role="search" action="search.html"' in text_of("index.html")
    assert sorted(path.name for path in (SITE / "i").iterdir()) == [
        f"{CODE}-concise.html",
        f"{CODE}.html",
        f"{CODE}.json",
    ]
    page = f"i/{CODE}.html"
    assert questions(page) == ["谁能办", "带什么", "要多久", "多少钱"]
    assert [sign in text_of(page) for sign in ('class="tickable"', 'class="deadline"', 'class="scan')] == [
        True,
        True,
        False,
    ]
    (initials,) = re.findall("首字母（`(.*?)`）", CHAPTER)
    assert any(f'"{initials}"' in path.read_text("utf-8") for path in (SITE / "search").glob("*.js"))
    table = text_of("s/450123001000.html").partition('<table class="comparison"')[2].partition("</table>")[0]
    heads = re.findall('<th role="columnheader" scope="col">(.*?)</th>', table)
    assert heads == ["地区", "部门", "事项", "承诺办结时限", "法定办结时限", "材料", "要带", "到现场", "收费", "网上办"]
    assert re.findall('<th role="rowheader" scope="row">(.*?)</th>', table) == ['<a href="../r/450721.html">灵山县</a>']
    assert re.findall('href="(data/items[^"]*)" download', text_of("data.html")) == [
        "data/items.xlsx",
        "data/items.csv",
        "data/items.json",
    ]
    assert {
        page for page in ("organs", "regions", "certificates", "report") if not (SITE / f"{page}.html").exists()
    } == set()
    assert "build/\n" in Path(".gitignore").read_text("utf-8")


def test_what_it_publishes_then(coded: Path) -> None:
    told(*PUBLISH[0])
    (window,) = yaml_of(8)
    appended(coded / ITEM, window)
    as_shown(*NEW)
    told("publish", "build/without")
    as_shown(*AGAIN)
    page = f"i/{CODE}.html"
    assert questions(page) == ["谁能办", "在哪办", "带什么", "要多久", "多少钱"]
    assert 'class="scan' in text_of(page)
    assert {name for name in ("sitemap.xml", "feed.xml", "r/450721.xml") if not (SITE / name).exists()} == set()
    (nothing,) = re.findall("最后一行是“(.*?)”", CHAPTER)
    assert told(*AGAIN[0]) == f"{AGAIN[1]}{nothing}\n"

    as_shown(*PREVIEW)
    preview = Path("build/preview")
    (draft,) = (
        path.name
        for path in (preview / "i").glob("*.html")
        if not path.name.startswith(CODE) and "-concise" not in path.name
    )
    assert [
        sign in text_of(f"i/{draft}", site=preview)
        for sign in ('<body class="preview">', 'class="watermark">预览', '<meta name="robots" content="noindex">')
    ] == [True] * 3
    for name in (page, f"i/{CODE}-concise.html"):
        assert text_of(name, site=preview) == text_of(name, site=Path("build/without"))


@pytest.mark.usefixtures("furnished")
def test_the_guides_that_it_writes() -> None:
    told(*PUBLISH[0])
    for one in (GUIDE, STARTER, OWN):
        as_shown(*one)
    assert [Path(name).read_bytes()[:2] for name in ("build/指南.docx", "模板.docx")] == [b"PK", b"PK"]


@pytest.mark.slow
def test_the_preview_that_it_opens(coded: Path) -> None:
    (window,) = yaml_of(8)
    args = [one for one in SERVE[0] if one != "--open"]
    command = [sys.executable, "-c", _HEEDS_CTRL_C, *args, "--port", "0"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "ITEMKIT_LANG": "zh"}
    with subprocess.Popen(
        command, cwd=coded, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        try:
            begun = [process.stdout.readline() for _ in range(2)]
            port = re.findall(r"127\.0\.0\.1:(\d+)/", begun[1])
            assert agree(SERVE[1], "".join(begun).replace(f":{port[0]}/", ":8000/"))
            appended(coded / ITEM, window)
            assert process.stdout.readline() == f"{ITEM} 改了\n"
            assert process.stdout.readline().startswith("发布了 1 个事项：")
            as_shown(*NEW)
            assert process.stdout.readline() == f"{SECOND} 改了\n"
            assert process.stdout.readline().startswith("发布了 2 个事项，其中 1 个没有编码，只供预览：")
            process.send_signal(signal.SIGINT)
            assert (process.stdout.read(), process.wait(20)) == ("预览结束\n", 0)
        finally:
            process.kill()
