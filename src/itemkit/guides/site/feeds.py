"""Feeds of what has changed (Atom, RFC 4287), of the whole catalog and of each region.

There are feeds only where the site's address is known, since what is in a feed must be found from anywhere. An entry
has the same identifier for ever, and the day that the catalog itself says.
"""

import marshal
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain, islice

from itemkit.guides.names import href, page_name
from itemkit.guides.page import SiteLink
from itemkit.guides.render import INDEX
from itemkit.guides.site.changes import Event, Group, Happening, each_event, grouped
from itemkit.guides.site.rows import ItemRow
from itemkit.guides.site.shared import SharedPage, Site, key_of
from itemkit.guides.site.xml import XML, escaped

FEED = "feed.xml"
MOST = 100
"""Entries of a feed."""
_MOST_NAMED = 50
"""Items that an entry about many names."""
_TOLD = "name", "code", "title", "version", "effective_from", "assured_on"
"""What of an item a feed depends on."""
_BEGINNING = "2000-01-01"
"""Stands for the day of a feed without entries, which must have one."""


def feed_name(region: str) -> str:
    """The feed of a region, below the site."""
    return page_name("region", region).removesuffix(".html") + ".xml"


def feed_link(site: Site, region: str | None = None) -> SiteLink | None:
    """The feed of a region that has items, or of everything, as a page tells of it; None on a site without feeds."""
    if not site.options.base_url:
        return None
    return SiteLink(_title(site, region), FEED if region is None else feed_name(region))


def _title(site: Site, region: str | None) -> str:
    of = "" if region is None else f"（{site.around.context.region_name(region)}）"
    return f"{site.frame.name}{of}：变更"


def each_feed(site: Site) -> Iterator[SharedPage]:
    """All feeds."""
    if not site.options.base_url:
        return
    feeds = _Feeds(site)
    keys = {
        region: key_of(marshal.dumps([rows.each(name) for name in _TOLD], 2))
        for region, rows in site.rows.by("region").items()
    }
    around = key_of(
        site.registered.key, repr(site.span), *(f"{uscc} {region}" for uscc, region in sorted(feeds.regions.items()))
    )
    yield SharedPage(FEED, key_of(around, *(keys[region] for region in sorted(keys))), partial(feeds.feed, None))
    for region in sorted(keys):
        if region:
            yield SharedPage(feed_name(region), key_of(around, keys[region]), partial(feeds.feed, region))


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed."""

    id: str
    title: str
    day: str
    link: str
    lines: Sequence[str]


@dataclass(frozen=True)
class _Feeds:
    """The feeds of a run."""

    site: Site

    @cached_property
    def regions(self) -> dict[str, str]:
        """The region of each organ."""
        return {uscc: one.region for uscc, one in self.site.around.context.organs.items() if one.region}

    @cached_property
    def events(self) -> dict[str, list[Event]]:
        """All that happened, by region."""
        found: dict[str, list[Event]] = {}
        registered = self.site.registered
        span = self.site.span
        of_git = span.each_event(self.rows, registered) if span else ()
        for one in chain(each_event(self.rows, registered, self.regions), of_git):
            found.setdefault(one.region, []).append(one)
        return found

    @cached_property
    def rows(self) -> dict[str, ItemRow]:
        """The items by code; of several with one code the one that has the page."""
        return {row.code: row for row in reversed(self.site.rows) if row.code}

    def feed(self, region: str | None) -> bytes:
        """A feed; ``region`` None: of everything."""
        site = self.site
        base, name = site.options.base_url, FEED if region is None else feed_name(region)
        address = href(name, base)
        events = chain(*self.events.values()) if region is None else self.events.get(region, ())
        entries = list(islice(self._each_entry(grouped(events), address), MOST))
        page = INDEX if region is None else page_name("region", region)
        frame = site.frame
        return "".join(
            _each_part(_title(site, region), address, href(page, base), frame.publisher or frame.name, entries)
        ).encode()

    def _each_entry(self, groups: Iterable[Group], feed: str) -> Iterator[Entry]:
        for group in groups:
            if group.is_one:
                yield _of_many(group, feed, self.site.options.base_url)
            else:
                yield from (self._of_one(event) for event in group.events)

    def _of_one(self, event: Event) -> Entry:
        base = self.site.options.base_url
        page = href(event.page or f"i/{event.code}.html", base)
        title, *lines = self._said(event)
        mark = f"version-{event.version}" if event.what is Happening.VERSION else event.what.value
        lines.append(f"编码：{event.code}")
        return Entry(f"{page}#{mark}-{event.day}", title, event.day, page, lines)

    def _said(self, event: Event) -> Iterator[str]:
        """What happened, in a line, and what more there is to say."""
        match event.what:
            case Happening.ASSIGNED:
                yield f"新增事项：{event.title}"
            case Happening.VERSION:
                version = f"第 {event.version} 版" if event.version > 1 else ""
                yield f"{event.title}：{version}自 {event.day} 起施行"
            case Happening.ASSURED:
                yield f"{event.title}：内容已于 {event.day} 核对"
            case Happening.RETIRED:
                last = self.site.registered.last_of(event.code)
                known = self.rows.get(last)
                named = f"“{known.title}”" if known else last
                yield f"{event.title}：由{named}接替" if last else f"取消事项：{event.title}"
                if last:
                    yield f"接替的编码：{last}"
            case Happening.CHANGED:
                is_one = len(event.said) == 1
                yield f"{event.title}：{event.said[0]}" if is_one else f"{event.title}：{len(event.said)} 处变更"
        yield from event.said


_OF_MANY = {
    Happening.ASSIGNED: "新增 {count} 个事项",
    Happening.VERSION: "{count} 个事项自 {day} 起施行新的版本",
    Happening.CHANGED: "{count} 个事项有变更",
    Happening.ASSURED: "{count} 个事项的内容已于 {day} 核对",
    Happening.RETIRED: "停用 {count} 个事项编码",
}


def _of_many(group: Group, feed: str, base: str) -> Entry:
    named = [one.title for one in group.events[:_MOST_NAMED]]
    more = len(group.events) - len(named)
    title = _OF_MANY[group.what].format(count=len(group.events), day=group.day)
    lines = [*named, *([f"……另有 {more} 个"] if more else [])]
    return Entry(f"{feed}#{group.what.value}-{group.day}", title, group.day, href(INDEX, base), lines)


def _each_part(title: str, address: str, page: str, author: str, entries: Sequence[Entry]) -> Iterator[str]:
    updated = max((one.day for one in entries), default=_BEGINNING)
    yield (
        f'{XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">\n'
        f"<title>{escaped(title)}</title>\n<id>{escaped(address)}</id>\n"
        f'<link rel="self" type="application/atom+xml" href="{escaped(address)}"/>\n'
        f'<link rel="alternate" type="text/html" href="{escaped(page)}"/>\n'
        f"<updated>{_moment(updated)}</updated>\n<author><name>{escaped(author)}</name></author>\n"
    )
    for one in entries:
        text = escaped("\n".join(one.lines))
        yield (
            f"<entry>\n<title>{escaped(one.title)}</title>\n<id>{escaped(one.id)}</id>\n"
            f'<link rel="alternate" type="text/html" href="{escaped(one.link)}"/>\n'
            f'<updated>{_moment(one.day)}</updated>\n<content type="text">{text}</content>\n</entry>\n'
        )
    yield "</feed>\n"


def _moment(day: str) -> str:
    """The beginning of a day in China (RFC 3339)."""
    return f"{day}T00:00:00+08:00"
