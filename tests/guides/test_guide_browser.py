"""A real browser opens the pages from a folder: they work without a server and break no rule of their own policy."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from itemkit.guides import GuideContext, publish
from itemkit.guides.names import slug
from itemkit.model.item import Item

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next(filter(None, map(shutil.which, names)), None)
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(f"no browser: install one of {', '.join(names)}")
    pytest.skip(f"no browser: none of {', '.join(names)} is installed")


def dump(chromium: str, page: Path, profile: Path) -> tuple[str, list[str]]:
    """The document as the browser has it after loading, and what it says on its console."""
    done = subprocess.run(
        [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
            "--enable-logging=stderr", "--v=0", f"--user-data-dir={profile}", "--dump-dom", page.as_uri(),
        ],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    console = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if "CONSOLE" in line]
    return done.stdout.decode("utf-8"), console


@pytest.fixture
def site(full_item: Item, hostile_item: Item, context: GuideContext, tmp_path: Path) -> Path:
    out = tmp_path / "站点 #1"
    publish([("items/full.yaml", full_item), ("items/hostile.yaml", hostile_item)], context, out, allow_uncoded=True)
    return out


def test_a_guide_opens_from_a_folder(chromium: str, site: Path, tmp_path: Path) -> None:
    dom, console = dump(chromium, site / "i" / "11440100007482620J344012300400001.html", tmp_path / "profile")
    assert console == []
    for text in ("公共场所卫生许可（新办）", "共 5 项", "以下任选其一", "广州铁路运输法院"):
        assert text in dom


def test_a_hostile_guide_runs_nothing(chromium: str, site: Path, tmp_path: Path) -> None:
    dom, console = dump(chromium, site / "i" / f"{slug('items/hostile.yaml')}.html", tmp_path / "profile")
    assert console == []
    assert '<p class="watermark">预览：没有编码，不能据以办事</p>' in dom
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in dom
    assert "<script" not in dom


def test_the_index_opens_from_a_folder(chromium: str, site: Path, tmp_path: Path) -> None:
    dom, console = dump(chromium, site / "index.html", tmp_path / "profile")
    assert console == []
    assert 'href="i/11440100007482620J344012300400001.html"' in dom


def test_a_breach_of_the_policy_would_be_noticed(chromium: str, site: Path, tmp_path: Path) -> None:
    page = site / "index.html"
    page.write_text(page.read_text("utf-8").replace("</main>", "<script>document.title='run'</script></main>"), "utf-8")
    dom, console = dump(chromium, page, tmp_path / "profile")
    assert "<title>run" not in dom
    assert len(console) == 1
    assert "Content Security Policy" in console[0]
