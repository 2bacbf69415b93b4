"""Pages in the place of those whose codes are retired: an address that somebody has written down still leads somewhere.

A page of an item or a standard in force is never in their way. They stand in no list and no search.
"""

from collections.abc import Collection, Iterator
from functools import partial

import msgspec

from itemkit.guides import render
from itemkit.guides.names import href, page_name
from itemkit.guides.site.data.csv_ import MARK, lines
from itemkit.guides.site.files import NAME
from itemkit.guides.site.registered import RETIRED_FILE, Registered, Retired
from itemkit.guides.site.shared import SharedPage, Site, key_of

RETIRED_TABLE = "data/retired.csv"
_KINDS = {"item": "事项", "standard": "标准事项"}


def each_redirect(site: Site, names: Collection[str]) -> Iterator[SharedPage]:
    """A page for each retired code, and the tables of them all.

    Args:
        site: the site.
        names: its other shared pages.
    """
    registered = site.registered
    if not registered.retired:
        return
    yield SharedPage(RETIRED_FILE, registered.key, registered.table)
    yield SharedPage(RETIRED_TABLE, registered.key, partial(_table, registered))
    titles = dict(zip(site.rows.each("name"), site.rows.each("title"), strict=True))
    taken = set(names)
    for one in registered.retired.values():
        name = _page_of(one.kind, one.code)
        if name in titles or name in taken or not NAME.fullmatch(name):
            continue
        last = registered.last_of(one.code)
        target = _page_of(one.kind, last) if last else ""
        is_there = target in titles or target in taken
        title = titles.get(target, "") or _name_of(site, last)
        key = key_of(msgspec.msgpack.encode(one), last, target if is_there else "", title)
        yield SharedPage(name, key, partial(_page, site, name, one, last, target if is_there else "", title))


def _page_of(kind: str, code: str) -> str:
    return page_name("standard", code) if kind == "standard" else f"i/{code}.html"


def _name_of(site: Site, code: str) -> str:
    standard = site.around.context.standards.get(code)
    return (standard.name or "") if standard else ""


def _page(site: Site, name: str, one: Retired, last: str, target: str, title: str) -> bytes:
    top = "../" * name.count("/")
    return render.page_html(
        "moved.html",
        name,
        site.frame,
        is_hidden=True,
        one=one,
        kind=_KINDS[one.kind],
        last=last,
        target=href(target, top) if target else "",
        canonical=href(target, site.options.base_url or top) if target else "",
        title=title,
    ).encode()


def _table(registered: Registered) -> bytes:
    rows = [
        [one.code, _KINDS[one.kind], one.name, one.retired, one.replaced_by, one.reason]
        for one in registered.retired.values()
    ]
    return MARK + lines([["编码", "种类", "名称", "停用日期", "接替的编码", "原因"], *rows])
