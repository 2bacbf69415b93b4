"""What the page of an item is called: its address must stay the same as long as its code does."""

import hashlib
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import PurePosixPath
from urllib.parse import quote

_CODE = re.compile(r"[0-9A-Z]{1,64}")
_UNRESERVED = re.compile(r"[0-9A-Za-z/._-]*")
"""Names that stand in an address as they are: those that are codes."""
_LONGEST = 40
"""Characters, of three bytes each at most: with the digest well below the 255 bytes that file systems allow a name."""


class PageNames:
    """Gives each item a file name of its own; remembers what it gave."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._shared: set[str] = set()

    def is_shared(self, code: str) -> bool:
        """Whether more than one file has this code, as far as is known."""
        return code in self._shared

    def name(self, path: str, code: str | None) -> str:
        """The page's file name below the site: ``i/<code>.html``, without a code ``i/<file>-<digest of path>.html``.

        Where a code comes up twice the first file in order keeps the address, the others are named like files
        without one.

        Args:
            path: the item's file, relative to the catalog, with ``/``; each path once.
            code: the item's code, if it has one.
        """
        is_taken = code in self._given
        if code and is_taken:
            self._shared.add(code)
        stem = code if code and not is_taken and _CODE.fullmatch(code) else slug(path)
        if stem in self._given:
            raise ValueError(f"a path that came up before: {path!r}")
        self._given.add(stem)
        return f"i/{stem}.html"


FOLDERS = {
    "organ": "o",
    "region": "r",
    "theme": "t",
    "stage": "g",
    "standard": "s",
    "certificate": "c",
    "bundle": "b",
}
"""Where the pages about things other than items are, by what they are about. ``i`` is for items."""


@cache
def page_name(kind: str, key: str) -> str:
    """The file name of the page about something, below the site.

    Args:
        kind: one of `FOLDERS`.
        key: what tells it from others of its kind: a code, a name, the path of a bundle. A code is kept as it is.
    """
    return f"{FOLDERS[kind]}/{key if _CODE.fullmatch(key) else slug(key)}.html"


def slug(path: str) -> str:
    """A name that any system takes, made of the file's own name and a digest of where it is.

    Letters, digits and Chinese characters stay; whatever else there is becomes a hyphen.
    """
    text = unicodedata.normalize("NFKC", PurePosixPath(path).stem).lower()
    words = re.sub(r"[^0-9a-z\u3400-\u9fff]+", "-", text)[:_LONGEST].strip("-")
    digest = hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{words}-{digest}" if words else f"item-{digest}"


def href(name: str, base: str = "") -> str:
    """A relative address of a page of the site, as it stands in HTML; ``base`` leads from the page to the top."""
    return base + (name if _UNRESERVED.fullmatch(name) else _quoted(name))


@lru_cache(maxsize=1 << 14)  # lists name the same organs and regions over and over
def _quoted(name: str) -> str:
    return quote(name)
