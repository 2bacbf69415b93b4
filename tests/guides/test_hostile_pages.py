"""Whatever is written in a catalog is shown as text: nothing of it runs, leads anywhere, or leaves the folder."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from browser import SMALL_PHONE, Chromium, Mode
from command_line import itemkit
from sites import Site

pytestmark = pytest.mark.slow

RUN = "document.documentElement.dataset.ran='yes'"
TEXTS = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f'</title></style></textarea></template><img src=x onerror="{RUN}">',
    f'" onmouseover="{RUN}" onfocus="{RUN}" autofocus x="',
    f"' onclick='{RUN}' '",
    f'<svg><script>{RUN}</script></svg><math><mi xlink:href="javascript:{RUN}">x</mi></math>',
    f'<a href="javascript:{RUN}">javascript:{RUN}</a>',
    f"<!--><img src=x onerror={RUN}>--> ]]> <![CDATA[",
    "{{ 7 * 7 }}{% raw %}${7*7}",
    "\u2028\u2029 \u202e反过来\u202c \u2066隔开\u2069 \u200b\u200f",
    "𠮷野家𪚥𡃁 e\u0301 👨‍👩‍👧 ﷽",
    "长" * 400,
    "W" * 400,
    "__proto__", "constructor", "../../../x", "=1+1", "a;b=c,d&e#f%g?h",
)  # fmt: skip
NOT_FOUND = "404.html"
"""Its addresses begin at the root of a server."""
VISIBLE = [one for one in TEXTS if not re.search("[\u2000-\u206f]", one)]
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TROUBLE = re.compile(r'[\\:*?"<>|\s\x00-\x1f\u2000-\u206f]|^[.=-]|[. ]$')
_OURS = re.compile(r"(?:\.\./)*[a-z][a-z0-9/-]*\.js")


def hostile_item(number: int, text: str) -> dict[str, Any]:
    return {
        "name": text,
        "type": "公共服务",
        "aliases": [text],
        "content": f"{text}\n\n{text}",
        "conditions": [text],
        "situations": [{"id": "a", "question": text, "options": {"x": text, "y": f"{number}"}}],
        "materials": [
            {"name": text, "source": "申请人自备", "note": text, "mistakes": [text], "when": {"a": ["x"]}},
            {"name": text, "any_of": [{"name": f"{text}1"}, {"name": f"{text}2"}]},
            {"name": "营业执照", "certificate": text},
        ],
        "steps": [{"name": text, "by": text, "days": 3}, {"name": text}],
        "results": [{"name": text, "note": text}],
        "fees": [{"name": text, "standard": text}],
        "windows": [{"place": text, "address": text, "hours": text}],
        "basis": [{"law": text, "article": text}],
        "faq": [{"q": text, "a": text}],
        "extra": {"sources": [text], "illustrative": ["/materials/0/name"], text[:20]: text},
    }


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile")
    files: dict[str, Any] = {f"items/{number}.yaml": hostile_item(number, text) for number, text in enumerate(TEXTS)}
    files |= {
        f"certificates/{number}.yaml": {"name": text, "kind": "证照", "issuers": [text]}
        for number, text in enumerate(TEXTS)
    }
    for path, data in files.items():
        (root / "catalog" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "catalog" / path).write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    name = TEXTS[1].replace("\\", "").replace('"', "'")
    (root / "catalog" / "itemkit.toml").write_text(f'[catalog]\nname = "{name}"\npublisher = "{name}"\n', "utf-8")
    told = itemkit(root, "publish", root / "out" / "site", "--catalog", root / "catalog", "--allow-uncoded")
    assert (told.code, told.err) == (0, "")
    beside = {one.name for one in (root / "out").iterdir()}
    assert beside <= {"site", ".site.itemkit"}
    return root / "out" / "site"


def test_names_are_names_of_files_everywhere(published: Path) -> None:
    for one in published.rglob("*"):
        assert one.resolve().is_relative_to(published.resolve())
        assert len(one.name.encode()) <= 200
        assert one.name == ".itemkit-site" or not _TROUBLE.search(one.name), one.name


def test_every_text_has_its_page(published: Path) -> None:
    assert len(list((published / "i").glob("*.html"))) >= len(TEXTS)
    assert len(list((published / "c").glob("*.html"))) == len(TEXTS)


@pytest.mark.parametrize("bypass_csp", [True, False], ids=["without the policy", "with it"])
def test_nothing_runs(bypass_csp: bool, chromium: Chromium, published: Path) -> None:
    """Even where the policy would not stop it."""
    site, dialogs = Site.on_disk(published), []
    pages = sorted(one.relative_to(published).as_posix() for one in published.rglob("*.html") if one.name != NOT_FOUND)
    with chromium.window(bypass_csp=bypass_csp) as window:
        window.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for name in pages:
            window.open(site, name)
            foreign, ran = window.ask(_LOOK)
            assert [one for one in foreign if not _OURS.fullmatch(one)] == [], name
            assert ran is False, name
    assert dialogs == []


def test_what_is_typed_into_addresses_runs_nothing(chromium: Chromium, published: Path) -> None:
    site = Site.on_disk(published)
    page = next(one for one in sorted((published / "i").glob("*.html")) if not one.stem.endswith("-concise"))
    with chromium.window(bypass_csp=True) as window:
        for more in (
            "?a=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
            "#%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
            "?__proto__=x&a=%ff",
        ):
            window.open(site, page.relative_to(published).as_posix(), more)
            assert window.ask(_LOOK)[1] is False


def test_it_is_all_shown_as_text(chromium: Chromium, published: Path) -> None:
    site, texts = Site.on_disk(published), []
    with chromium.window() as window:
        for page in sorted((published / "i").glob("*.html")):
            if not page.stem.endswith("-concise"):
                window.open(site, f"i/{page.name}")
                texts.append(window.text("h1"))
                whole = window.text("main")
                assert not TURNING.search(whole), page.name
                assert whole.count(texts[-1]) > 10, page.name
    assert set(VISIBLE) <= set(texts)
    assert len(texts) == len(TEXTS)


@pytest.mark.parametrize("mode", [SMALL_PHONE, Mode(360, 740, tick="大字版")], ids=["320", "large"])
def test_very_long_words_make_no_page_wider(mode: Mode, chromium: Chromium, published: Path) -> None:
    site, wide = Site.on_disk(published), {}
    with chromium.window(mode) as window:
        for page in published.rglob("*.html"):
            text = page.read_text("utf-8")
            if page.name != NOT_FOUND and ("W" * 300 in text or "长" * 300 in text):
                name = page.relative_to(published).as_posix()
                window.open(site, name)
                wide[name] = window.sideways()
    assert {name: several for name, several in wide.items() if several} == {}


_LOOK = """() => {
    const foreign = [];
    for (const one of document.querySelectorAll("*")) {
        for (const { name, value } of one.attributes) {
            if (name.startsWith("on") || name === "srcdoc" || name === "style") foreign.push(`${one.tagName} ${name}`);
            if (/^(href|src|action|formaction|xlink:href|data)$/.test(name) && /^\\s*(javascript|data|vbscript):/i.test(value)
                && !(one.tagName === "IMG" && value.startsWith("data:image/"))) foreign.push(value);
        }
        if (["IFRAME", "OBJECT", "EMBED", "BASE", "STYLE"].includes(one.tagName)) foreign.push(one.tagName);
        if (one.tagName === "SCRIPT" && one.type !== "application/ld+json") foreign.push(one.getAttribute("src") || one.text);
    }
    for (const one of document.querySelectorAll("a[href], button, summary, input, h1, td, li")) {
        one.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
        one.dispatchEvent(new FocusEvent("focus"));
    }
    return [foreign, "ran" in document.documentElement.dataset];
}"""
