"""The browser of the tests notices what it is there to notice: a check that finds nothing must be able to find something."""

from pathlib import Path

import pytest

from accessibility import violations
from browser import DESKTOP, LARGE, NO_SCRIPT, PAPER, PHONE, Chromium, Mode, Stop
from sites import Site, served

pytestmark = pytest.mark.slow

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
)
PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>页</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="s.css"><script src="s.js" defer></script></head>
<body><main><h1>标题</h1>{body}</main></body></html>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    out = tmp_path / "站点 #1"
    out.mkdir()
    (out / "s.css").write_text(
        "a:focus-visible, button:focus-visible { outline: 3px solid #000 } .wide { width: 900px }"
    )
    (out / "s.js").write_text("document.documentElement.dataset.ran = 'yes';")
    return out


def put(folder: Path, body: str, name: str = "index.html", policy: str = POLICY) -> Site:
    (folder / name).write_text(PAGE.format(body=body, policy=policy), "utf-8")
    return Site.on_disk(folder)


def test_a_page_with_nothing_wrong(chromium: Chromium, folder: Path) -> None:
    site = put(folder, '<p><a href="#x">链接</a> <button type="button">按钮</button></p><div class="wide">宽</div>')
    with chromium.window() as window:
        window.open(site)
        assert window.ask("document.documentElement.dataset.ran") == "yes"
        assert window.ask("(one) => one + 1", 2) == 3
        assert window.tab_stops() == [Stop("link", "链接"), Stop("button", "按钮")]
        assert window.unseen_focus() == []
        assert window.sideways() == []
    assert violations(chromium, site, "index.html") == []


def test_without_script_nothing_runs(chromium: Chromium, folder: Path) -> None:
    site = put(folder, '<p><a href="#x">链接</a></p>')
    with chromium.window(NO_SCRIPT) as window:
        window.open(site)
        assert window.ask("document.documentElement.dataset.ran") is None
        assert window.tab_stops() == [Stop("link", "链接")]
        assert window.text("h1") == "标题"


def test_too_wide_a_page(chromium: Chromium, folder: Path) -> None:
    with chromium.window(PHONE) as window:
        window.open(put(folder, '<div class="wide">宽</div>'))
        assert window.sideways() == ["908 > 360", '<div class="wide">宽</div>']


def test_focus_that_nobody_sees(chromium: Chromium, folder: Path) -> None:
    (folder / "s.css").write_text("a { outline: none } input { outline: none }")
    with chromium.window() as window:
        window.open(put(folder, '<p><a href="#x">链接</a> <label>字 <input></label></p>'))
        assert window.unseen_focus() == ["link 链接", "textbox 字"]


def test_a_breach_of_the_policy(chromium: Chromium, folder: Path) -> None:
    with chromium.window() as window:
        window.open(put(folder, "<script>document.title = 'run'</script><p style='color: red'>红</p>"))
        assert window.page.title() == "页"
        assert len(window.complaints) == 2
        assert all("Content Security Policy" in one for one in window.complaints)
        window.complaints.clear()


def test_errors_and_words_on_the_console(chromium: Chromium, folder: Path) -> None:
    (folder / "s.js").write_text("console.log('说'); throw new Error('错');")
    with chromium.window() as window:
        window.open(put(folder, ""))
        assert window.complaints == ["log: 说", "error: 错"]
        window.complaints.clear()


def test_leaving_a_window_tells_what_was_wrong(chromium: Chromium, folder: Path) -> None:
    (folder / "s.js").write_text("console.log('说');")
    with pytest.raises(pytest.fail.Exception, match="log: 说"), chromium.window() as window:
        window.open(put(folder, ""))


@pytest.mark.parametrize("address", ["https://example.org/x.png", "../x.png"])
def test_asking_for_what_lies_elsewhere(address: str, chromium: Chromium, folder: Path) -> None:
    with chromium.window() as window:
        window.open(put(folder, f'<img src="{address}" alt="图">', policy="img-src *"))
        assert [one.rpartition("/")[2] for one in window.strangers] == ["x.png"]
        window.strangers.clear()
        window.complaints.clear()


def test_what_a_server_is_asked_for(chromium: Chromium, folder: Path) -> None:
    put(folder, "<p>甲</p>")
    put(folder, "<p>没有这一页</p>", "404.html")
    with served(folder) as (site, traffic), chromium.window() as window:
        window.open(site)
        assert sorted(traffic.requests) == ["200 /index.html", "200 /s.css", "200 /s.js"]
        assert traffic.bytes == sum((folder / name).stat().st_size for name in ("index.html", "s.css", "s.js"))
        traffic.clear()
        window.open(site, "没有.html")
        assert window.text("main") == "标题\n\n没有这一页"
        assert [one for one in traffic.requests if one.startswith("4")] == ["404 /%E6%B2%A1%E6%9C%89.html"]
        assert len(window.complaints) == 1
        window.complaints.clear()


@pytest.mark.parametrize(
    ("style", "mode", "enhanced", "rules"),
    [
        ("p { color: #999 }", DESKTOP, False, ["color-contrast"]),
        ("p { color: #666 }", DESKTOP, False, []),
        ("p { color: #666 }", DESKTOP, True, ["color-contrast-enhanced"]),
        ("@media (prefers-color-scheme: dark) { p { color: #999 } }", DESKTOP, False, []),
        ("@media (prefers-color-scheme: dark) { p { color: #999 } }", Mode(dark=True), False, ["color-contrast"]),
        ("@media print { p { color: #999 } }", PAPER, False, ["color-contrast"]),
        ("button { width: 12px; height: 12px }", DESKTOP, False, ["target-size", "target-size"]),
    ],
)  # fmt: skip
def test_axe_finds_what_is_wrong(
    style: str, mode: Mode, enhanced: bool, rules: list[str], chromium: Chromium, folder: Path
) -> None:
    (folder / "s.css").write_text("button { width: 24px; height: 24px; padding: 0; border: 0 }" + style)
    site = put(folder, '<p>文字</p><button aria-label="甲"></button><button aria-label="乙"></button>')
    told = violations(chromium, site, "index.html", mode, enhanced_contrast=enhanced)
    assert [one.partition(":")[0] for one in told] == rules


def test_a_box_is_ticked_first(chromium: Chromium, folder: Path) -> None:
    with chromium.window(LARGE) as window:
        window.open(put(folder, '<label><input type="checkbox" id="large">大字版</label>'))
        assert window.ask("document.getElementById('large').checked") is True


def test_what_is_printed(chromium: Chromium, folder: Path, tmp_path: Path) -> None:
    (folder / "s.css").write_text("@media print { .screen { display: none } h2 { break-before: page } }")
    with chromium.window() as window:
        window.open(put(folder, '<p class="screen">屏幕</p><h2>第二页</h2>'))
        assert [one.strip() for one in window.printed(tmp_path).split("\f")] == ["标题", "第二页", ""]
