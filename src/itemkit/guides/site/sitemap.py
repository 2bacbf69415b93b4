"""What search engines ask for: the addresses of all pages that may be found (sitemaps.org), and where robots may go.

An example catalog asks them to stay away, so that nobody takes it for the real thing.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from urllib.parse import quote, urlsplit

import msgspec

from itemkit.guides.names import href
from itemkit.guides.site.shared import SharedPage, Site, key_of
from itemkit.guides.site.xml import XML, escaped

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
_PART = "sitemap-{number}.xml"
# The limits of the protocol, for one file
_MOST = 50_000
_MOST_BYTES = 50_000_000
_AROUND = 100
"""Bytes of an entry beside its address, at most."""
_QUOTED = 12
"""Bytes of a character in an address, at most: four, each as ``%`` and two digits."""
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NOWHERE = frozenset({"404.html"})

Address = tuple[str, str]
"""A page below the site, and the day of its last change that an item tells of: when it was checked, else since when it
is in force (ISO 8601, may be empty)."""


def each_sitemap(site: Site, names: Collection[str]) -> Iterator[SharedPage]:
    """The sitemap, in parts if it is long, and ``robots.txt``; no sitemap where the site's address is not known.

    Args:
        site: the site.
        names: its shared files, of which the pages are listed.
    """
    base, is_example = site.options.base_url, site.frame.example
    yield SharedPage(ROBOTS, "", lambda: robots(base, is_example=is_example).encode())
    if not base or is_example:
        return
    pages = sorted(name for name in names if name.endswith(".html") and name not in _NOWHERE)
    columns = map(site.rows.each, ("name", "code", "assured_on", "effective_from"))
    addresses = [(name, "") for name in pages]
    addresses += [(name, assured_on or since) for name, code, assured_on, since in zip(*columns, strict=True) if code]
    parts = in_parts(addresses, base)
    if len(parts) == 1:
        yield SharedPage(SITEMAP, key_of(msgspec.msgpack.encode(parts[0])), partial(sitemap, parts[0], base))
        return
    files = [_PART.format(number=number) for number in range(1, len(parts) + 1)]
    yield SharedPage(SITEMAP, key_of(*files), partial(sitemap_of_parts, files, base))
    for file, part in zip(files, parts, strict=True):
        yield SharedPage(file, key_of(msgspec.msgpack.encode(part)), partial(sitemap, part, base))


def in_parts(addresses: Sequence[Address], base: str) -> list[Sequence[Address]]:
    """Addresses in as many parts as the protocol demands; at least one."""
    longest = _QUOTED * max((len(name) for name, _day in addresses), default=0) + len(escaped(base).encode())
    most = max(1, min(_MOST, _MOST_BYTES // (longest + _AROUND)))
    return [addresses[start : start + most] for start in range(0, max(len(addresses), 1), most)]


def sitemap(addresses: Sequence[Address], base: str) -> bytes:
    """A sitemap."""
    made = [f"{XML}<urlset {_SPACE}>\n"]
    for name, day in addresses:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        made.append(f"<url><loc>{escaped(href(name, base))}</loc>{changed}</url>\n")
    made.append("</urlset>\n")
    return "".join(made).encode()


def sitemap_of_parts(files: Sequence[str], base: str) -> bytes:
    """A sitemap that names its parts."""
    made = "".join(f"<sitemap><loc>{escaped(href(name, base))}</loc></sitemap>\n" for name in files)
    return f"{XML}<sitemapindex {_SPACE}>\n{made}</sitemapindex>\n".encode()


def robots(base: str, *, is_example: bool) -> str:
    """``robots.txt``, which robots look for at the top of a host only.

    Args:
        base: where the site is; empty where that is not known.
        is_example: whether they are asked to stay away.
    """
    folder = quote(urlsplit(base).path, safe="/%") or "/"
    lines = ["User-agent: *", f"Disallow: {folder}" if is_example else "Disallow:"]
    if base and not is_example:
        lines += ["", f"Sitemap: {base}{SITEMAP}"]
    if folder != "/":
        lines = ["# 搜索引擎只看域名根目录的 robots.txt：把下面几行并到那里", *lines]
    return "\n".join(lines) + "\n"
