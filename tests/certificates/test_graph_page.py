"""The page on which to follow a certificate, as a browser shows it: with script and without, by mouse and by keys."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import html5lib
import pytest
from test_graph import certificate, item

from across import index_of
from browser import DESKTOP, NO_SCRIPT, SMALL_PHONE, Chromium, Mode, Window
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


@pytest.fixture
def window(chromium: Chromium) -> Iterator[Window]:
    with chromium.window(DESKTOP) as opened:
        yield opened


@pytest.fixture
def a_few(tmp_path: Path) -> Path:
    return written(A_FEW, tmp_path)


def title(window: Window) -> str:
    return str(window.ask("document.querySelector('#view-title').innerText"))


def columns(window: Window) -> dict[str, list[str]]:
    """What stands in each column that is seen, by its heading."""
    told = window.ask("""[...document.querySelectorAll(".column")]
        .filter((one) => getComputedStyle(one.querySelector("h3")).visibility === "visible")
        .map((one) => [one.querySelector("h3").innerText, [...one.querySelectorAll(".node")].map((node) =>
            [".name", ".tag"].flatMap((part) => [...node.querySelectorAll(part)].map((text) => text.innerText)).join(" "))])""")
    return dict(told)


def kinds_of_lines(window: Window) -> list[str]:
    return list(window.ask('[...document.querySelectorAll("#lines path")].map((one) => one.getAttribute("class"))'))


def box(name: str) -> str:
    """The selector of the first link with this address."""
    return f'#columns a[href="#{quote(name, safe="")}"]'


def follow(window: Window, name: str) -> None:
    arrive(window, lambda: window.page.click(box(name)))


def arrive(window: Window, act: Callable[[], None]) -> None:
    """Do what leads on, and wait until the page has shown where it leads."""
    window.ask("window.shown = new Promise((done) => addEventListener('hashchange', () => done(1), {once: true})); 1")
    act()
    window.ask("window.shown")


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
def test_following_two_certificates_and_going_back(window: Window, a_few: Path) -> None:
    window.open_file(a_few, "#" + quote("c-营业执照"))
    assert title(window) == "营业执照"
    assert columns(window) == {
        "办这些事项要的证照": ["身份证 人人都有"],
        "核发它的事项": ["设立登记"],
        "这个证照": ["营业执照"],
        "要它的事项": ["经营许可"],
        "这些事项核发的证照": ["许可证"],
    }
    assert kinds_of_lines(window) == ["line first", "line required", "line required", "line first"]

    follow(window, "c-许可证")
    assert title(window) == "许可证"
    assert window.ask("document.title") == "许可证 - 证照图 - 甲市目录"
    assert window.ask("document.activeElement.id") == "view-title"
    assert columns(window) == {
        "办这些事项要的证照": ["营业执照", "身份证 人人都有"],
        "核发它的事项": ["经营许可", "经营许可延续 只发给已有的人"],
        "这个证照": ["许可证"],
        "要它的事项": ["经营许可延续", "演出许可"],
        "这些事项核发的证照": ["演出证"],
    }

    follow(window, "i-items/2.yaml")
    assert title(window) == "经营许可"
    assert columns(window) == {
        "核发这些证照的事项": ["设立登记"],
        "它要的证照": ["营业执照", "身份证 人人都有 容缺后补"],
        "这个事项": ["经营许可"],
        "核发的证照": ["许可证"],
        "又要这些证照的事项": ["经营许可延续", "演出许可"],
    }
    assert kinds_of_lines(window) == [
        "line required", "line mild", "line first", "line first", "line required", "line required",
    ]  # fmt: skip

    arrive(window, lambda: window.ask("history.back()"))
    assert title(window) == "许可证"
    arrive(window, lambda: window.ask("history.back()"))
    assert title(window) == "营业执照"


@pytest.mark.slow
def test_a_deadlock_is_told_in_words(window: Window, a_few: Path) -> None:
    window.open_file(a_few, "#" + quote("c-甲证"))
    assert title(window) == "甲证 死结"
    sentence = window.ask("document.querySelector('#view-sentence').innerText")
    assert sentence.startswith("办不成，是死结：办“")
    assert sorted(re.findall("办“.*?”要..", sentence)) == ["办“乙事项”要甲证", "办“甲事项”要乙证"]
    follow(window, "i-items/5.yaml")
    assert title(window) == "乙事项 办不成"


@pytest.mark.slow
def test_the_start_and_the_search_by_keys(window: Window, a_few: Path) -> None:
    window.open_file(a_few)
    assert window.ask("[byId('view').hidden, byId('index').hidden, byId('search').hidden]") == [True, True, False]
    window.ask("byId('query').focus()")
    window.page.keyboard.insert_text("执照副")
    assert window.ask("byId('found').innerText") == "找到 1 个"
    assert window.ask("byId('results').innerText.replace(/\\s+/g, ' ')") == "营业执照 证照 执照副本"
    window.page.keyboard.press("ArrowDown")
    arrive(window, lambda: window.page.keyboard.press("Enter"))
    assert title(window) == "营业执照"
    assert window.ask("byId('results').hidden") is True
    window.ask("byId('query').focus()")
    window.page.keyboard.insert_text("查询3")
    arrive(window, lambda: window.page.keyboard.press("Enter"))
    assert title(window) == "查询3等 5 个事项"
    assert window.ask("byId('view-about').querySelector('p').textContent") == "5 个事项，要的和发的证照都相同："
    assert window.ask("byId('view-sentence').innerText").startswith("办得成")
    window.ask("byId('query').focus()")
    window.page.keyboard.insert_text("没有这个")
    assert window.ask("byId('found').innerText") == "没有找到"
    window.page.keyboard.press("Escape")
    assert window.ask("[byId('query').value, byId('found').innerText]") == ["", ""]
    arrive(window, lambda: window.ask("location.hash = '#all'"))
    assert window.ask("[byId('view').hidden, byId('all').hidden]") == [True, False]


@pytest.mark.slow
def test_long_columns_open_in_steps(window: Window, tmp_path: Path) -> None:
    files = {
        f"items/{number:03}.yaml": item(["身份证"], [f"第{number}证"], name=f"第{number}项") for number in range(60)
    }
    window.open_file(written(files, tmp_path), "#" + quote("c-身份证"))
    assert len(columns(window)["要它的事项"]) == 8
    assert window.ask("document.querySelector('.column.behind button').innerText") == "另有 52 个，再列出 40 个"
    window.page.click(".column.behind button")
    assert len(columns(window)["要它的事项"]) == 48
    assert window.ask("document.activeElement.querySelector('.name').innerText") == "第8项"
    window.page.click(".column.behind button")
    assert len(columns(window)["要它的事项"]) == 60
    assert window.ask("document.querySelector('.column.behind button')") is None


@pytest.mark.slow
def test_lines_meet_their_boxes(window: Window, a_few: Path) -> None:
    window.open_file(a_few, "#" + quote("c-营业执照"))
    ends = window.ask("""(() => {
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
def test_on_a_telephone_words_say_what_lines_say(chromium: Chromium, a_few: Path) -> None:
    with chromium.window(SMALL_PHONE) as window:
        window.open_file(a_few, "#" + quote("c-许可证"))
        assert window.sideways() == []
        assert window.ask("getComputedStyle(byId('lines')).display") == "none"
        captions = window.ask("[...document.querySelectorAll('.far .caption')].map((one) => one.innerText)")
        assert captions == ["“经营许可”要", "“经营许可”要，容缺后补", "“演出许可”核发"]


@pytest.mark.slow
def test_without_script_the_index_is_there(chromium: Chromium, a_few: Path) -> None:
    with chromium.window(NO_SCRIPT) as window:
        window.open_file(a_few, "#" + quote("c-许可证"))
        seen = window.ask("""[document.querySelector("#index").hidden, document.querySelector("#view").hidden,
            document.querySelector("#search").hidden, document.querySelector(":target").id,
            Math.abs(document.querySelector(":target").getBoundingClientRect().top) < 900]""")
        assert seen == [False, True, True, "c-许可证", True]


@pytest.mark.slow
def test_hostile_names_run_nothing(window: Window, tmp_path: Path) -> None:
    files = {
        f"items/{number}.yaml": item([HOSTILE[number - 1]], [name], name=name) for number, name in enumerate(HOSTILE)
    }
    target = written(files, tmp_path, "</title><script>document.title='run'</script>")
    window.open_file(target)
    assert window.ask("document.title") == "证照图 - </title><script>document.title='run'</script>"
    for name in HOSTILE:
        shown = re.sub("[\x00-\x1f\u2028\u202e]", "\ufffd", name)
        here = window.ask(f"certificates.find((one) => one.name === {json.dumps(shown)}).hash")
        window.ask(f"location.hash = {json.dumps(here)}; new Promise((done) => setTimeout(done, 0))")
        assert title(window) == f"{shown} 死结"
        assert window.ask("document.querySelectorAll('main script, main img').length") == 0


@pytest.mark.slow
def test_a_breach_of_the_policy_would_be_noticed(window: Window, tmp_path: Path) -> None:
    target = written(A_FEW, tmp_path)
    text = target.read_text("utf-8")
    target.write_text(text.replace("</main>", "<script>document.title='run'</script></main>"), "utf-8")
    window.open_file(target)
    assert window.ask("document.title") == "证照图 - 甲市目录"
    assert len(window.complaints) == 1
    assert "Content Security Policy" in window.complaints.pop()


@pytest.mark.slow
def test_on_paper_the_picture_has_its_own_width(chromium: Chromium, a_few: Path) -> None:
    with chromium.window(Mode(390, 800)) as window:
        window.open_file(a_few, "#" + quote("c-许可证"))
        seen = "[document.body.className, getComputedStyle(byId('lines')).display, byId('picture').offsetWidth]"
        assert window.ask(seen)[:2] == ["", "none"]
        window.ask("dispatchEvent(new Event('beforeprint'))")
        assert window.ask(seen) == ["paper wide", "block", 1010]
        window.ask("dispatchEvent(new Event('afterprint'))")
        assert window.ask(seen)[:2] == ["", "none"]


@pytest.mark.slow
def test_whatever_is_to_be_hit_is_large_enough(window: Window, a_few: Path) -> None:
    small = """[...document.querySelectorAll("a, button, input, summary")]
        .filter((one) => one.checkVisibility() && !one.classList.contains("skip"))
        .filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.outerHTML)"""
    for fragment in ("", "#" + quote("c-身份证"), "#" + quote("i-items/90.yaml", safe="")):
        window.open_file(a_few, fragment)
        assert window.ask(small) == []
    window.ask("byId('index').hidden = false; byId('all').hidden = false")
    assert window.ask(small) == []
