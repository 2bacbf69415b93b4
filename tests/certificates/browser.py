"""A real browser for the tests of pages that run a script: Chromium, spoken to over a pipe in its own protocol."""

import base64
import fcntl
import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--remote-debugging-pipe",
)  # fmt: skip


def chromium_or_skip() -> str:
    """The browser's program; CI must have it."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        reason = f"no browser: install one of {', '.join(_NAMES)}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


class Browser:
    """One page in a browser without windows. Use it in a ``with``."""

    def __init__(self, profile: Path) -> None:
        """Start it.

        Args:
            profile: a folder for what it remembers.
        """
        self.complaints: list[str] = []
        """What the page said on its console, and errors that nobody caught."""
        to_browser, self._write = os.pipe()
        self._read, from_browser = os.pipe()
        # It reads from 3 and writes to 4; ours must be out of the way of these first.
        ends = [fcntl.fcntl(one, fcntl.F_DUPFD_CLOEXEC, 10) for one in (to_browser, from_browser)]
        places = [(os.POSIX_SPAWN_DUP2, one, place) for place, one in enumerate(ends, 3)]
        silent = (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)
        command = [chromium_or_skip(), *_FLAGS, f"--user-data-dir={profile}", "about:blank"]
        self._process = os.posix_spawn(command[0], command, os.environ, file_actions=[silent, *places], setsid=True)
        for one in (to_browser, from_browser, *ends):
            os.close(one)
        self._buffer = b""
        self._number = 0
        self._session: str | None = None
        self._seen: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        with suppress(AssertionError):  # it may be gone before it answers
            self._session = None
            self.call("Browser.close")
        os.close(self._write)
        os.close(self._read)
        os.waitpid(self._process, 0)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """What the browser answers to a command of its protocol."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                assert "error" not in told, told
                result: dict[str, Any] = told["result"]
                return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            chunk = os.read(self._read, 1 << 20)
            assert chunk, "the browser is gone"
            self._buffer += chunk
        line, self._buffer = self._buffer.split(b"\0", 1)
        told: dict[str, Any] = json.loads(line)
        self._seen.append(told.get("method", ""))
        if told.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"):
            self.complaints.append(json.dumps(told["params"], ensure_ascii=False))
        return told

    def open(self, page: Path, fragment: str = "") -> None:
        """Open a page and wait until it is there."""
        for url in ("about:blank", page.as_uri() + fragment):  # else another fragment alone would load nothing
            self._seen.clear()
            self.call("Page.navigate", url=url)
            while "Page.loadEventFired" not in self._seen:
                self._next()

    def ask(self, script: str) -> Any:
        """The value of an expression on the page; a promise is waited for."""
        told = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def press(self, key: str, text: str = "") -> None:
        """Press a key."""
        codes = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowDown": 40}
        more = {"windowsVirtualKeyCode": codes[key]} if key in codes else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, text=text, **more)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, **more)

    def type(self, text: str) -> None:
        """Type text where the focus is."""
        self.call("Input.insertText", text=text)

    def click(self, selector: str) -> None:
        """Click with the mouse on the middle of an element."""
        x, y = self.ask(f"""(() => {{
            const one = document.querySelector({json.dumps(selector)});
            one.scrollIntoView({{block: "center"}});
            const r = one.getBoundingClientRect();
            return [r.left + r.width / 2, r.top + r.height / 2];
        }})()""")
        for type_ in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=type_, x=x, y=y, button="left", clickCount=1)

    def back(self) -> None:
        """Go back, and wait until the page has shown it."""
        self.ask(
            'new Promise((done) => { addEventListener("hashchange", () => done(1), {once: true}); history.back(); })'
        )

    def size(self, width: int, height: int) -> None:
        """Make the window so many pixels large."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def picture(self) -> bytes:
        """The whole page as PNG."""
        told = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(told["data"])
