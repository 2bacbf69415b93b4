"""The page that a server shows for an address that leads nowhere.

It may be shown for any path, so its own links can't be relative to it: where the address of the site is known they
begin at the root of its server.
"""

from urllib.parse import urlsplit

from itemkit.guides import render
from itemkit.guides.site.hubs.grouped import Grouped
from itemkit.guides.site.shared import SharedPage

NAME = "404.html"


def missing_page(grouped: Grouped) -> SharedPage:
    """The page."""
    site = grouped.site
    top = urlsplit(site.options.base_url).path
    made = {name: bool(groups) for name, groups in (("themes", grouped.themes), ("bundles", grouped.bundles))}

    def make() -> bytes:
        html = render.page_html("404.html", NAME, site.frame, is_hidden=True, top=top, has=made)
        return html.encode("utf-8", "replace")

    return SharedPage(NAME, repr(made), make)
