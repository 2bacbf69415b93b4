"""The page on which to follow a certificate, as a browser shows it: with script and without, by mouse and by keys."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import html5lib
import pytest
from browser import Browser, chromium_or_skip
from test_graph import certificate, item

from across import index_of
from itemkit.certificates.drawing import page
from itemkit.certificates.drawing.contents import drawing_of
from itemkit.certificates.graph import graph_of

Files = dict[str, dict[str, Any]]
A_FEW: Files = {
    "certificates/a.yaml": certificate("营业执照", aliases=["执照副本"], proves=["主体资格"], issuers=["登记机关"]),
    "certificates/b.yaml": certificate("身份证", given=True),
    "items/1.yaml": item(["身份证"], ["营业执照"], name="设立登记"),
    "items/2.yaml": item(["营业执照", {"name": "身份证", "certificate": "身份证", "need": "容缺后补"}], ["许可证"], name="经营许可"),
    "items/3.yaml": item(["许可证"], ["许可证"], name="经营许可延续", action="延续"),
    "items/4.yaml": item(["许可证"], ["演出证"], name="演出许可"),
    "items/5.yaml": item(["甲证"], ["乙证"], name="乙事项"),
    "items/6.yaml": item(["乙证"], ["甲证"], name="甲事项"),
    **{f"items/9{number}.yaml": item(["身份证"], name=f"查询{number}") for number in range(5)},
}  # fmt: skip
HOSTILE = [
    "</script><script>document.title='run'</script>", "<img src=x onerror=\"document.title='run'\">", "__proto__",
    "{{7*7}}${alert(1)}", "证 书/100%?#x", "\u202e反", "\u2028\x1b分", "😀证", "a'\"b", "constructor",
]  # fmt: skip


def written(files: Files, out: Path, title: str = "甲市目录") -> Path:
    index = index_of(files)
    out.mkdir(exist_ok=True)
    target = out / "图 #1.html"
    target.write_text(page(drawing_of(index, graph_of(index)), title), "utf-8")
    return target


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    chromium_or_skip()
    with Browser(tmp_path_factory.mktemp("profile")) as started:
        started.size(1280, 900)
        yield started


@pytest.fixture
def a_few(browser: Browser, tmp_path: Path) -> Iterator[Path]:
    browser.complaints.clear()
    yield written(A_FEW, tmp_path)
    assert browser.complaints == []


def title(browser: Browser) -> str:
    return str(browser.ask("document.querySelector('#view-title').innerText"))


def columns(browser: Browser) -> dict[str, list[str]]:
    """What stands in each column that is seen, by its heading."""
    told = browser.ask("""[...document.querySelectorAll(".column")]
        .filter((one) => getComputedStyle(one.querySelector("h3")).visibility === "visible")
        .map((one) => [one.querySelector("h3").innerText, [...one.querySelectorAll(".node")].map((node) =>
            [".name", ".tag"].flatMap((part) => [...node.querySelectorAll(part)].map((text) => text.innerText)).join(" "))])""")
    return dict(told)


def kinds_of_lines(browser: Browser) -> list[str]:
    return list(browser.ask('[...document.querySelectorAll("#lines path")].map((one) => one.getAttribute("class"))'))


def box(name: str) -> str:
    """The selector of the first link with this address."""
    return f'#columns a[href="#{quote(name, safe="")}"]'


def follow(browser: Browser, name: str) -> None:
    arrive(browser, lambda: browser.click(box(name)))


def arrive(browser: Browser, act: Callable[[], None]) -> None:
    """Do what leads on, and wait until the page has shown where it leads."""
    browser.ask("window.shown = new Promise((done) => addEventListener('hashchange', () => done(1), {once: true})); 1")
    act()
    browser.ask("window.shown")


# what is in the file


def test_the_page_stands_alone(tmp_path: Path) -> None:
    text = written(A_FEW, tmp_path).read_text("utf-8")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(text)
    policy = tree.find(".//meta[@http-equiv]").get("content")
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-[\w+/]{43}='; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'",
        policy,
    )
    for one in tree.iter():
        assert not [name for name in one.attrib if name.startswith("on") or name in ("src", "style", "action")], one.tag
        assert one.get("href", "#").startswith("#")
    identifiers = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(identifiers) == len(set(identifiers))


def test_the_index_says_it_all_without_script(tmp_path: Path) -> None:
    tree = html5lib.parse(written(A_FEW, tmp_path).read_text("utf-8"), namespaceHTMLElements=False)
    sections = {one.get("id"): " ".join("".join(one.itertext()).split()) for one in tree.findall(".//section[@id]")}
    assert [name for name in sections if name != "view"] == [
        "c-乙证", "c-甲证", "c-演出证", "c-营业执照", "c-许可证", "c-身份证",
    ]  # fmt: skip
    assert sections["c-许可证"] == (
        "许可证 办得到：什么证照都没有的人，也能一步步办下来。 "
        "核发它的事项 2 经营许可 要营业执照、身份证 经营许可延续 只发给已有的人 要许可证 "
        "要它的事项 2 经营许可延续 核发许可证 演出许可 核发演出证"
    )
    assert sections["c-营业执照"] == (
        "营业执照 办得到：什么证照都没有的人，也能一步步办下来。 "
        "又叫执照副本 证明主体资格 出具机构登记机关 文件certificates/a.yaml "
        "核发它的事项 1 设立登记 要身份证 要它的事项 1 经营许可 核发许可证"
    )
    assert sections["c-甲证"].startswith("甲证 死结 办不成，是死结：办“")
    anchors = {one.get("href") for one in tree.iter("a")} - {"#main", "#all"}
    assert anchors == {f"#{name}" for name in sections if name != "view"}


# what a browser makes of it


@pytest.mark.slow
def test_following_two_certificates_and_going_back(browser: Browser, a_few: Path) -> None:
    browser.open(a_few, "#" + quote("c-营业执照"))
    assert title(browser) == "营业执照"
    assert columns(browser) == {
        "办这些事项要的证照": ["身份证 人人都有"],
        "核发它的事项": ["设立登记"],
        "这个证照": ["营业执照"],
        "要它的事项": ["经营许可"],
        "这些事项核发的证照": ["许可证"],
    }
    assert kinds_of_lines(browser) == ["line first", "line required", "line required", "line first"]

    follow(browser, "c-许可证")
    assert title(browser) == "许可证"
    assert browser.ask("document.title") == "许可证 - 证照图 - 甲市目录"
    assert browser.ask("document.activeElement.id") == "view-title"
    assert columns(browser) == {
        "办这些事项要的证照": ["营业执照", "身份证 人人都有"],
        "核发它的事项": ["经营许可", "经营许可延续 只发给已有的人"],
        "这个证照": ["许可证"],
        "要它的事项": ["经营许可延续", "演出许可"],
        "这些事项核发的证照": ["演出证"],
    }

    follow(browser, "i-items/2.yaml")
    assert title(browser) == "经营许可"
    assert columns(browser) == {
        "核发这些证照的事项": ["设立登记"],
        "它要的证照": ["营业执照", "身份证 人人都有 容缺后补"],
        "这个事项": ["经营许可"],
        "核发的证照": ["许可证"],
        "又要这些证照的事项": ["经营许可延续", "演出许可"],
    }
    assert kinds_of_lines(browser) == [
        "line required", "line mild", "line first", "line first", "line required", "line required",
    ]  # fmt: skip

    browser.back()
    assert title(browser) == "许可证"
    browser.back()
    assert title(browser) == "营业执照"


@pytest.mark.slow
def test_a_deadlock_is_told_in_words(browser: Browser, a_few: Path) -> None:
    browser.open(a_few, "#" + quote("c-甲证"))
    assert title(browser) == "甲证 死结"
    sentence = browser.ask("document.querySelector('#view-sentence').innerText")
    assert sentence.startswith("办不成，是死结：办“")
    assert sorted(re.findall("办“.*?”要..", sentence)) == ["办“乙事项”要甲证", "办“甲事项”要乙证"]
    follow(browser, "i-items/5.yaml")
    assert title(browser) == "乙事项 办不成"


@pytest.mark.slow
def test_the_start_and_the_search_by_keys(browser: Browser, a_few: Path) -> None:
    browser.open(a_few)
    assert browser.ask("[byId('view').hidden, byId('index').hidden, byId('search').hidden]") == [True, True, False]
    browser.ask("byId('query').focus()")
    browser.type("执照副")
    assert browser.ask("byId('found').innerText") == "找到 1 个"
    assert browser.ask("byId('results').innerText.replace(/\\s+/g, ' ')") == "营业执照 证照 执照副本"
    browser.press("ArrowDown")
    arrive(browser, lambda: browser.press("Enter", "\r"))
    assert title(browser) == "营业执照"
    assert browser.ask("byId('results').hidden") is True
    browser.ask("byId('query').focus()")
    browser.type("查询3")
    arrive(browser, lambda: browser.press("Enter", "\r"))
    assert title(browser) == "查询3等 5 个事项"
    assert browser.ask("byId('view-about').querySelector('p').textContent") == "5 个事项，要的和发的证照都相同："
    assert browser.ask("byId('view-sentence').innerText").startswith("办得成")
    browser.ask("byId('query').focus()")
    browser.type("没有这个")
    assert browser.ask("byId('found').innerText") == "没有找到"
    browser.press("Escape")
    assert browser.ask("[byId('query').value, byId('found').innerText]") == ["", ""]
    arrive(browser, lambda: browser.ask("location.hash = '#all'"))
    assert browser.ask("[byId('view').hidden, byId('all').hidden]") == [True, False]


@pytest.mark.slow
def test_long_columns_open_in_steps(browser: Browser, tmp_path: Path) -> None:
    files = {
        f"items/{number:03}.yaml": item(["身份证"], [f"第{number}证"], name=f"第{number}项") for number in range(60)
    }
    browser.open(written(files, tmp_path), "#" + quote("c-身份证"))
    assert len(columns(browser)["要它的事项"]) == 8
    assert browser.ask("document.querySelector('.column.behind button').innerText") == "另有 52 个，再列出 40 个"
    browser.click(".column.behind button")
    assert len(columns(browser)["要它的事项"]) == 48
    assert browser.ask("document.activeElement.querySelector('.name').innerText") == "第8项"
    browser.click(".column.behind button")
    assert len(columns(browser)["要它的事项"]) == 60
    assert browser.ask("document.querySelector('.column.behind button')") is None


@pytest.mark.slow
def test_lines_meet_their_boxes(browser: Browser, a_few: Path) -> None:
    browser.open(a_few, "#" + quote("c-营业执照"))
    ends = browser.ask("""(() => {
        const frame = byId("picture").getBoundingClientRect();
        return lines.map(({ path, from, to }) => {
            const [x, y] = path.getAttribute("d").match(/-?[0-9.]+/g).slice(0, 2).map(Number);
            const [toX, toY] = path.getAttribute("d").match(/-?[0-9.]+/g).slice(-2).map(Number);
            const [a, b] = [from.getBoundingClientRect(), to.getBoundingClientRect()];
            return [x + frame.left - a.right, toX + frame.left - b.left, y + frame.top > a.top, y + frame.top < a.bottom,
                toY + frame.top > b.top, toY + frame.top < b.bottom, x < toX];
        });
    })()""")
    assert len(ends) == 4
    for right, left, *inside in ends:
        assert abs(right) < 1
        assert abs(left) < 1
        assert inside == [True] * 5


@pytest.mark.slow
def test_on_a_telephone_words_say_what_lines_say(browser: Browser, a_few: Path) -> None:
    browser.size(320, 640)
    try:
        browser.open(a_few, "#" + quote("c-许可证"))
        assert browser.ask("document.documentElement.scrollWidth") <= 320
        assert browser.ask("getComputedStyle(byId('lines')).display") == "none"
        captions = browser.ask("[...document.querySelectorAll('.far .caption')].map((one) => one.innerText)")
        assert captions == ["“经营许可”要", "“经营许可”要，容缺后补", "“演出许可”核发"]
    finally:
        browser.size(1280, 900)


@pytest.mark.slow
def test_without_script_the_index_is_there(browser: Browser, a_few: Path) -> None:
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(a_few, "#" + quote("c-许可证"))
        tree = browser.call("Runtime.evaluate", expression="1")  # the console may still ask
        assert tree["result"]["value"] == 1
        seen = browser.ask("""[document.querySelector("#index").hidden, document.querySelector("#view").hidden,
            document.querySelector("#search").hidden, document.querySelector(":target").id,
            Math.abs(document.querySelector(":target").getBoundingClientRect().top) < 900]""")
        assert seen == [False, True, True, "c-许可证", True]
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)


@pytest.mark.slow
def test_hostile_names_run_nothing(browser: Browser, tmp_path: Path) -> None:
    files = {
        f"items/{number}.yaml": item([HOSTILE[number - 1]], [name], name=name) for number, name in enumerate(HOSTILE)
    }
    target = written(files, tmp_path, "</title><script>document.title='run'</script>")
    browser.complaints.clear()
    browser.open(target)
    assert browser.ask("document.title") == "证照图 - </title><script>document.title='run'</script>"
    for name in HOSTILE:
        shown = re.sub("[\x00-\x1f\u2028\u202e]", "\ufffd", name)
        here = browser.ask(f"certificates.find((one) => one.name === {json.dumps(shown)}).hash")
        browser.ask(f"location.hash = {json.dumps(here)}; new Promise((done) => setTimeout(done, 0))")
        assert title(browser) == f"{shown} 死结"
        assert browser.ask("document.querySelectorAll('main script, main img').length") == 0
    assert browser.complaints == []


@pytest.mark.slow
def test_a_breach_of_the_policy_would_be_noticed(browser: Browser, tmp_path: Path) -> None:
    target = written(A_FEW, tmp_path)
    text = target.read_text("utf-8")
    target.write_text(text.replace("</main>", "<script>document.title='run'</script></main>"), "utf-8")
    browser.complaints.clear()
    browser.open(target)
    assert browser.ask("document.title") == "证照图 - 甲市目录"
    assert len(browser.complaints) == 1
    assert "Content Security Policy" in browser.complaints[0]


@pytest.mark.slow
def test_on_paper_the_picture_has_its_own_width(browser: Browser, a_few: Path) -> None:
    browser.size(390, 800)
    try:
        browser.open(a_few, "#" + quote("c-许可证"))
        seen = "[document.body.className, getComputedStyle(byId('lines')).display, byId('picture').offsetWidth]"
        assert browser.ask(seen)[:2] == ["", "none"]
        browser.ask("dispatchEvent(new Event('beforeprint'))")
        assert browser.ask(seen) == ["paper wide", "block", 1010]
        browser.ask("dispatchEvent(new Event('afterprint'))")
        assert browser.ask(seen)[:2] == ["", "none"]
    finally:
        browser.size(1280, 900)


@pytest.mark.slow
def test_whatever_is_to_be_hit_is_large_enough(browser: Browser, a_few: Path) -> None:
    small = """[...document.querySelectorAll("a, button, input, summary")]
        .filter((one) => one.checkVisibility() && !one.classList.contains("skip"))
        .filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.outerHTML)"""
    for fragment in ("", "#" + quote("c-身份证"), "#" + quote("i-items/90.yaml", safe="")):
        browser.open(a_few, fragment)
        assert browser.ask(small) == []
    browser.ask("byId('index').hidden = false; byId('all').hidden = false")
    assert browser.ask(small) == []
