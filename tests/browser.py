"""A real browser for the tests of pages: Debian's Chromium, driven by Playwright.

A test opens a window, looks, and leaves it; leaving fails if the page said anything on its console, broke its own
policy, threw an error, or asked for anything that does not lie in its own folder.

    with chromium.window(PHONE) as window:
        window.open(site, "index.html")
        window.page.get_by_role("searchbox").fill("营业执照")
"""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Self

import pytest
from playwright.sync_api import Browser as _Browser
from playwright.sync_api import CDPSession, ConsoleMessage, Page, Playwright, Request, sync_playwright

from sites import Site

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
_MOST_STOPS = 1000
_HARMLESS = ("data:", "about:", "blob:")


@dataclass(frozen=True, slots=True)
class Mode:
    """How somebody looks at a page."""

    width: int = 1280
    height: int = 900
    dark: bool = False
    script: bool = True
    paper: bool = False
    """As it will be printed, but in the window."""
    tick: str = ""
    """The name of a box to tick once the page is there, such as the one that makes the text large."""


DESKTOP = Mode()
PHONE = Mode(360, 740)
SMALL_PHONE = Mode(320, 640)
"""320 CSS pixels, as WCAG 1.4.10 (reflow) has it."""
DARK = Mode(dark=True)
NO_SCRIPT = Mode(script=False)
LARGE = Mode(360, 740, tick="大字版")
"""Large text (大字版), on a phone."""
PAPER = Mode(794, 1123, paper=True)
"""A4 at 96 pixels an inch."""


class Stop(NamedTuple):
    """Where the focus is."""

    role: str
    name: str
    """What a screen reader calls it."""


@dataclass
class Window:
    """One page, as somebody looks at it."""

    page: Page
    mode: Mode
    complaints: list[str] = field(default_factory=list)
    """What the page said on its console, errors that nobody caught, breaches of its policy, requests that failed."""
    strangers: list[str] = field(default_factory=list)
    """Addresses it asked for that lie outside of what was opened."""
    _allowed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", self._spoke)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._asked)
        self.page.on("requestfailed", self._failed)

    def _spoke(self, message: ConsoleMessage) -> None:
        if not message.location["url"].endswith("/favicon.ico"):  # the browser's own wish
            self.complaints.append(f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((*self._allowed, *_HARMLESS)):
            self.strangers.append(request.url)

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # given up by the page itself, as when it leads elsewhere
            self.complaints.append(f"{request.url}: {request.failure}")

    def open(self, site: Site, name: str = "index.html", more: str = "") -> None:
        """Open a page of a site and wait until it is there, and its scripts have run.

        Args:
            site: where it is; from now on the window may ask for anything in it.
            name: the file, relative to the site.
            more: a query and a fragment, already quoted.
        """
        self._allowed.add(site.base)
        if more.startswith("#"):  # else another fragment alone would load nothing
            self.page.goto("about:blank")
        self.page.goto(site.address(name, more))
        if self.mode.tick:
            self.page.get_by_role("checkbox", name=self.mode.tick).check()

    def open_file(self, page: Path, more: str = "") -> None:
        """Open a page that is a single file, from the disk."""
        self.open(Site.on_disk(page.parent), page.name, more)

    def ask(self, script: str, *arguments: Any) -> Any:
        """The value of an expression on the page, or of a function called with the arguments; a promise is waited for."""
        return self.page.evaluate(script, *arguments)

    def text(self, selector: str) -> str:
        """The text of the one element that this selects, as it is shown."""
        return self.page.locator(selector).inner_text()

    def texts(self, selector: str) -> list[str]:
        """The texts of all visible elements that this selects, as they are shown."""
        return [one.inner_text() for one in self.page.locator(selector).all() if one.is_visible()]

    def sideways(self) -> list[str]:
        """What is wider than the window; empty if nobody has to scroll sideways."""
        return list(self.page.evaluate(_SIDEWAYS))

    def unseen_focus(self) -> list[str]:
        """See `tab_stops`; the stops at which nothing showed where the focus was."""
        return [f"{stop.role} {stop.name}" for stop, seen in self.walk() if not seen]

    def tab_stops(self, most: int = _MOST_STOPS) -> list[Stop]:
        """Press Tab from the top of the page until it is over; where that led. More than ``most`` stops fail the test."""
        return [stop for stop, _seen in self.walk(most)]

    def walk(self, most: int = _MOST_STOPS) -> Iterator[tuple[Stop, bool]]:
        """See `tab_stops`; also whether anything shows where the focus is."""
        self.page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
        protocol = self.page.context.new_cdp_session(self.page)
        seen: set[int] = set()
        try:
            while len(seen) < most:
                self.page.keyboard.press("Tab")
                is_seen = self.page.evaluate(_SHOWS_FOCUS)
                number, stop = (0, None) if is_seen is None else _focused(protocol)
                if stop is None or number in seen:
                    return
                seen.add(number)
                yield stop, is_seen
        finally:
            protocol.detach()
        pytest.fail(f"Tab leads nowhere: still going after {most} stops")

    def printed(self, folder: Path) -> str:
        """What is on paper: the page printed on A4, read back with ``pdftotext``.

        Args:
            folder: gets ``printed.pdf``.
        """
        target = folder / "printed.pdf"
        self.page.pdf(path=target, prefer_css_page_size=True, print_background=False, format="A4")
        return text_of_pdf(target)

    def picture(self, target: Path, *, full: bool = True) -> None:
        """Write what is to be seen as PNG."""
        self.page.screenshot(path=target, full_page=full)

    def close(self) -> None:
        """Look no more; the test fails with what there was to complain of."""
        wrong = [*self.complaints, *(f"asked for {one}" for one in self.strangers)]
        if wrong:
            pytest.fail("\n".join([f"wrong with {self.page.url}:", *wrong]))


class Chromium:
    """The browser, for all tests of a process. Use it in a ``with``."""

    def __enter__(self) -> Self:
        self._program = program()
        self._playwright = sync_playwright()
        started: Playwright = self._playwright.start()
        self._browser: _Browser = started.chromium.launch(executable_path=self._program, args=_FLAGS)
        return self

    def __exit__(self, *_error: object) -> None:
        self._browser.close()
        self._playwright.__exit__()

    @contextlib.contextmanager
    def window(self, mode: Mode = DESKTOP, *, bypass_csp: bool = False) -> Iterator[Window]:
        """A new window that remembers nothing of others; see `Window.close` for what leaving it asserts.

        Args:
            mode: how somebody looks at the page.
            bypass_csp: only for putting a checker into a page, whose policy would not let it in.
        """
        context = self._browser.new_context(
            viewport={"width": mode.width, "height": mode.height},
            color_scheme="dark" if mode.dark else "light",
            java_script_enabled=mode.script,
            reduced_motion="reduce",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            bypass_csp=bypass_csp,
        )
        context.set_default_timeout(20_000)
        try:
            page = context.new_page()
            if mode.paper:
                page.emulate_media(media="print")
            window = Window(page, mode)
            yield window
            window.close()
        finally:
            context.close()

    def look(self, page: Path, mode: Mode = DESKTOP) -> str:
        """The text of a page that is a single file; nothing may be wrong with it."""
        with self.window(mode) as window:
            window.open_file(page)
            return window.text("body")


def program() -> str:
    """The browser's program; CI must have it."""
    return needed(*_NAMES)


def needed(*names: str) -> str:
    """The first of these programs that is installed; without any a test is skipped, in CI it fails."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        reason = f"not installed: {' or '.join(names)}; make test says how to install it"
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def text_of_pdf(file: Path) -> str:
    """The text of a PDF, its pages apart by form feeds, lines laid out as on paper."""
    done = subprocess.run([needed("pdftotext"), "-layout", file, "-"], capture_output=True, timeout=60, check=True)
    return done.stdout.decode("utf-8")


def _focused(protocol: CDPSession) -> tuple[int, Stop]:
    here = protocol.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
    node = protocol.send("Accessibility.getPartialAXTree", {"objectId": here, "fetchRelatives": False})["nodes"][0]
    name = " ".join(str(node.get("name", {}).get("value", "")).split())
    return node["backendDOMNodeId"], Stop(str(node.get("role", {}).get("value", "")), name)


_SIDEWAYS = """() => {
    const root = document.documentElement, width = root.clientWidth;
    if (root.scrollWidth <= width) return [];
    const out = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > width + 1);
    const least = out.filter((one) => !out.some((other) => other !== one && one.contains(other)));
    return [`${root.scrollWidth} > ${width}`, ...least.slice(0, 10).map((one) => one.outerHTML.slice(0, 200))];
}"""
_SHOWS_FOCUS = """() => {
    if (document.activeElement === document.body) return null;
    const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const shown = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
        || style.boxShadow !== "none";
    const marked = [style, one.closest("label") && getComputedStyle(one.closest("label")),
        one.nextElementSibling && getComputedStyle(one.nextElementSibling)].some((style) => style && shown(style));
    return Boolean(marked) && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
}"""
