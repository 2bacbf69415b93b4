"""Search in the site: what can be found, and its files, which belong together and are made together."""

import marshal
from collections.abc import Iterator, Mapping

from itemkit.guides.names import href, page_name
from itemkit.guides.navigation import NAVIGATION
from itemkit.guides.render import INDEX, page_html
from itemkit.guides.search import Findable, initials, search_files
from itemkit.guides.site.shared import SharedPage, Site, key_of

SEARCH = "search.html"
ITEM, STANDARD, CERTIFICATE, BUNDLE, ORGAN = "事项", "标准事项", "证照", "一件事", "机构"
"""What the search calls what it has found, in the order in which it offers them."""


_FOUND_BY = "name", "title", "code", "type", "region", "organ", "aliases", "themes", "audience"
"""What of an item the search depends on."""


def search_page(site: Site) -> SharedPage:
    """The page that people search on."""
    lists = {name: label for name, label in NAVIGATION if name not in {SEARCH, INDEX}}
    return SharedPage(
        SEARCH, key_of(repr(site.frame)), lambda: page_html(SEARCH, SEARCH, site.frame, lists=lists).encode()
    )


def search_key(site: Site) -> str:
    """What tells whether anything that can be found is other than it was."""
    found = [site.rows.each(name) for name in _FOUND_BY]
    others = sorted(site.around.digests.items())
    return key_of(marshal.dumps(found, 2), marshal.dumps(others, 2))


def each_search_file(site: Site, before: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files of the search, by name below the site.

    Args:
        site: what can be found.
        before: the files of the last run, by name.
    """
    context = site.around.context
    regions = {code: context.region_name(code) for code in set(site.rows.each("region")) if code}
    organs = {uscc: organ.name for uscc, organ in context.organs.items()}
    return search_files(_each_findable(site), regions, organs, before)


def _each_findable(site: Site) -> Iterator[Findable]:
    context = site.around.context
    for row in site.rows:
        yield Findable(
            href(row.name), row.title, row.initials, ITEM, row.aliases, row.code, row.region, row.organ, row.type,
            row.groups, row.themes,
        )  # fmt: skip
    for code, standard in sorted(context.standards.items()):
        page = page_name("standard", code)
        yield _other(standard.name or code, STANDARD, page, tuple(standard.aliases or ()), code=code)
    for name, certificate in sorted(context.certificates.items()):
        if certificate.name == name:
            yield _other(name, CERTIFICATE, page_name("certificate", name), tuple(certificate.aliases or ()))
    for path, bundle in sorted(site.around.bundles.items()):
        yield _other(bundle.name, BUNDLE, page_name("bundle", path), region=bundle.region or "")
    for uscc in sorted({*site.rows.each("organ")} - {""}):
        organ = context.organs.get(uscc)
        if organ is not None:
            page = page_name("organ", uscc)
            yield _other(organ.name, ORGAN, page, tuple(organ.aliases or ()), code=uscc, region=organ.region or "")


def _other(
    title: str, kind: str, page: str, aliases: tuple[str, ...] = (), *, code: str = "", region: str = ""
) -> Findable:
    return Findable(href(page), title, initials(title), kind, aliases, code, region)
