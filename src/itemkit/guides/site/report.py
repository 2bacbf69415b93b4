"""The page with the figures of the catalog, as ``itemkit stats`` draws them, without what is only for maintainers."""

from collections.abc import Iterator, Sequence

import msgspec

from itemkit.guides import render
from itemkit.guides.site.data.columns import Names
from itemkit.guides.site.rows import IN_FORCE
from itemkit.guides.site.shared import SharedPage, Site, key_of
from itemkit.language import speaking
from itemkit.stats import LENGTHS, Counted, section_of, sheets_of, tallied

REPORT_PAGE = "report.html"
_FOR_MAINTAINERS = "rules"


def each_report(site: Site) -> Iterator[SharedPage]:
    """The page."""
    names = Names.of(site.around.context, "")
    columns = [site.rows.each(name) for name in Counted._fields]
    key = key_of(msgspec.msgpack.encode(columns), repr(sorted(names.organs.items())))
    yield SharedPage(REPORT_PAGE, key, lambda: _report(site, names, list(map(Counted, *columns))))


def _report(site: Site, names: Names, items: Sequence[Counted]) -> bytes:
    named = {"region": names.regions, "organ": names.organs}
    stats = tallied(items, catalog=site.frame.name, names=named, status=IN_FORCE)
    with speaking("zh"):
        sheets = [one for one in sheets_of(stats, {}) if one.name != _FOR_MAINTAINERS]
        facts, *rest = sheets
        return render.page_html(
            "report.html",
            REPORT_PAGE,
            site.frame,
            facts=facts,
            sections=[section_of(one) for one in rest],
            lengths=LENGTHS,
            _=str,
        ).encode()
