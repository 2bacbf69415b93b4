"""Telling pages that are open in a browser that there is something newer: what is put into a page, and the waiting.

A page is sent with the number of the state that it shows. Its script asks for the newest number and loads the page
again when that is another one, so that nothing is missed between sending a page and its first question, nor when the
preview was stopped and started meanwhile. The files themselves stay as they were published.
"""

import html
import re
import secrets
import threading
from importlib.resources import files

SCRIPT, EVENTS = "/.itemkit/reload.js", "/.itemkit/events"
"""No file of a site has such a path: names that begin with a dot are not served."""

_POLICY = re.compile(r'(<meta\s+http-equiv="Content-Security-Policy"\s+content=")([^"]*)(")', re.IGNORECASE)
_END_OF_HEAD = re.compile(r"</head\s*>", re.IGNORECASE)


class Newest:
    """Which state of the site is the newest, and whoever waits for the next one."""

    def __init__(self) -> None:
        self._begun = secrets.token_hex(4)  # another preview at the same address counts differently
        self._count = 0
        self._closed = False
        self._changed = threading.Condition()

    @property
    def number(self) -> str:
        """The name of the newest state."""
        return f"{self._begun}-{self._count}"

    @property
    def is_closed(self) -> bool:
        """Whether nothing newer will come."""
        return self._closed

    def advance(self) -> None:
        """There is something newer."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Nothing newer will come; nobody waits any longer."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait(self, known: str, seconds: float) -> str:
        """The newest state, as soon as it is another one than ``known``, or the time is over, or all is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self.number != known, seconds)
            return self.number


def script() -> bytes:
    """The script that waits in a page."""
    return (files("itemkit.guides.preview") / "reload.js").read_bytes()


def with_reload(page: bytes, number: str) -> bytes:
    """A page with the script in its head, and its policy wide enough for it.

    Args:
        page: the page as it is on disk, in UTF-8.
        number: the state that it shows.
    """
    text = page.decode("utf-8", "surrogateescape")
    text = _POLICY.sub(lambda found: found[1] + html.escape(widened(html.unescape(found[2]))) + found[3], text)
    tag = f'<script src="{SCRIPT}?{number}" defer></script>\n'
    place = _END_OF_HEAD.search(text)
    at = place.start() if place else len(text)
    return (text[:at] + tag + text[at:]).encode("utf-8", "surrogateescape")


def widened(policy: str) -> str:
    """A Content-Security-Policy that also allows a script of the site itself, and asking it."""
    directives = [one.split() for one in policy.split(";") if one.strip()]
    known = {one[0].lower(): one for one in reversed(directives)}  # the first of a name counts
    fallback = known.get("default-src", [])[1:]
    for name in ("script-src", "connect-src"):
        if name not in known:
            known[name] = [name, *fallback]
            directives.append(known[name])
        sources = [one for one in known[name][1:] if one.lower() not in {"'none'", "'self'"}]
        known[name][1:] = ["'self'", *sources]
    return "; ".join(" ".join(one) for one in directives)
