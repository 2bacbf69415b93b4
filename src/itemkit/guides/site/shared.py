"""The pages of a site that are about more than one item: each made again only when what it shows has changed."""

import contextlib
import hashlib
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from itemkit.guides import render
from itemkit.guides.frame import Frame
from itemkit.guides.site.files import Writer
from itemkit.guides.site.folder import SiteFolder
from itemkit.guides.site.memory import NOTHING
from itemkit.guides.site.options import PublishOptions
from itemkit.guides.site.registered import Registered, read_raw
from itemkit.guides.site.surroundings import Surroundings
from itemkit.guides.site.table import Rows
from itemkit.source.catalog import Catalog
from itemkit.source.parallel import begin, run_chunks

if TYPE_CHECKING:
    from itemkit.guides.site.revised import Span

DOWNLOADS = "data/"
"""The folder of tables."""
_FEW = 100
"""Pages that one process has made before others have started: what changes from day to day."""
_CHUNK = 4
"""A few, since some of them take as long as hundreds of others."""


@dataclass(frozen=True)
class Site:
    """All that the shared pages are made of."""

    catalog: Catalog
    around: Surroundings
    options: PublishOptions
    rows: Rows
    """In the order of their paths."""
    kept: Callable[[str, str], bytes | None] = lambda _name, _key: None
    """Content of a shared page, by its name, if the last run made it under this very key; large files are put together
    of what is kept of smaller ones."""

    @cached_property
    def frame(self) -> Frame:
        """What all pages share."""
        return Frame.of(self.around.context, self.options.base_url)

    @cached_property
    def registered(self) -> Registered:
        """What the ledger of codes says."""
        raw = read_raw(self.catalog.root)
        return Registered(self.catalog.root, raw, key_of(raw), self.kept)

    @cached_property
    def span(self) -> "Span | None":
        """The commits whose changes feeds tell of.

        Raises:
            CatalogError: there is no such revision.
        """
        if not (self.options.since and self.options.base_url):
            return None
        from itemkit.guides.site.revised import Span  # with all that compares items

        return Span.since(self.catalog.root, self.options.since)

    @cached_property
    def around_key(self) -> str:
        """A digest of what shared pages depend on beside rows, and beside what every page depends on.

        Raises:
            CatalogError: see `span`.
        """
        digests = [text for name in sorted(self.around.digests) for text in (name, self.around.digests[name])]
        return key_of(self.registered.key, repr(self.span), *digests)


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A file of the site that is made of rows."""

    name: str
    key: str
    """Digest of all that it depends on, beside what every page depends on."""
    make: Callable[[], bytes]


class _Remembered(msgspec.Struct):
    around: str = ""
    """Digest of what these pages depend on beside rows; empty: nothing is known."""
    keys: dict[str, str] = {}
    """By file name."""
    search_key: str = ""
    search_names: list[str] = []
    """The files of the search, which are made together."""


@dataclass(frozen=True, slots=True)
class SharedMade:
    """What was made."""

    names: frozenset[str]
    has_same_names: bool
    """Whether they are called as those of the last run."""
    remembered: msgspec.Raw


def make_shared(
    site: Site, folder: SiteFolder, remembered: msgspec.Raw, jobs: int, *, is_as_before: bool = False
) -> SharedMade:
    """Make the shared pages that are not what they were, and write them.

    Args:
        site: what they are made of.
        folder: where to.
        remembered: what the last run left; empty if it is of no use.
        jobs: how many processes.
        is_as_before: whether all rows are those of the last run.
    """
    before = (
        msgspec.msgpack.decode(remembered, type=_Remembered) if bytes(remembered) != bytes(NOTHING) else _Remembered()
    )
    names = frozenset((*before.keys, *before.search_names))
    around = site.around_key  # may fail: not with others at work
    if is_as_before and before.around == around:
        return SharedMade(names, has_same_names=True, remembered=remembered)
    now = _made(_Tool(replace(site, kept=partial(_kept, folder.root, before)), before, folder), jobs)
    names_now = frozenset((*now.keys, *now.search_names))
    return SharedMade(names_now, names_now == names, msgspec.Raw(msgspec.msgpack.encode(now)))


def _made(tool: "_Tool", jobs: int) -> _Remembered:
    """Make the search and all pages; after an edit, which few of them show, the tables beside the others."""
    from itemkit.guides.site.search import search_key

    site, before = tool.site, tool.before
    tool.folder.prepare()
    key, search_names = search_key(site), before.search_names
    search = begin(_search, tool, (), processes=jobs) if key != before.search_key else None
    if before.keys:
        tables = begin(_tables, tool, (), processes=jobs)
        keys = tool.noted(tool.made(list(_each_listed_page(site)), jobs))
        keys |= tool.noted(tables())
        keys |= tool.noted(tool.made(list(_each_other_page(site, keys)), jobs))
    else:
        pages = [*_each_listed_page(site), *_each_table(site)]
        pages += _each_other_page(site, [page.name for page in pages])
        keys = tool.noted(tool.made(pages, jobs, tool.folder.begin_to_save))
    if search is not None:
        search_names = list(tool.noted(search()))
    return _Remembered(site.around_key, keys, key, search_names)


class _Part(NamedTuple):
    """Some of the shared pages, made."""

    keys: dict[str, str]
    """By file name."""
    written: list[str]
    """The files that are new or other than they were."""


_Maker = Callable[[], Iterable[tuple[str, bytes]]]
"""Makes some files."""


@dataclass(frozen=True, slots=True)
class _Tool:
    """What makes shared pages, in this process or another one."""

    site: Site
    before: _Remembered
    folder: SiteFolder

    def made(self, pages: Sequence[SharedPage], jobs: int = 1, meanwhile: Callable[[], None] = lambda: None) -> _Part:
        """Make those of some pages that are other than they were.

        Args:
            pages: what there is to be.
            jobs: how many processes.
            meanwhile: what to do when others are at work, if there is so much that it takes others.
        """
        makers = [_maker(page) for page in pages if self.before.keys.get(page.name) != page.key]
        work = self.folder.writer, makers
        if len(makers) > _FEW and sys.platform == "linux":  # what makes a page can't be pickled
            several = run_chunks(_write, work, range(len(makers)), processes=jobs, size=_CHUNK)
            meanwhile()  # only now: a process with threads is not to be forked
        else:
            several = iter([_write(work, range(len(makers)))])
        written = [name for chunk in several for name, has_changed in chunk if has_changed]
        return _Part({page.name: page.key for page in pages}, written)

    def noted(self, part: _Part) -> dict[str, str]:
        """Take note of what was made; gives its keys."""
        self.folder.add_written(part.written)
        return part.keys


def _maker(page: SharedPage) -> _Maker:
    return lambda: [(page.name, page.make())]


def _write(tool: tuple[Writer, Sequence[_Maker]], numbers: Sequence[int]) -> list[tuple[str, bool]]:
    """Make and write files; gives the name of each, and whether it has changed."""
    writer, makers = tool
    return [(name, writer.write(name, content)) for number in numbers for name, content in makers[number]()]


def _tables(tool: _Tool, _nothing: Sequence[object]) -> _Part:
    """Make the tables."""
    return tool.made(list(_each_table(tool.site)))


def _search(tool: _Tool, _nothing: Sequence[object]) -> _Part:
    """Make the files of the search; their key is one for all."""
    from itemkit.guides.site.search import each_search_file

    kept = KeptFiles(tool.folder.root, frozenset(tool.before.search_names))
    written = _write((tool.folder.writer, [partial(each_search_file, tool.site, kept)]), [0])
    return _Part({name: "" for name, _ in written}, [name for name, has_changed in written if has_changed])


@dataclass(frozen=True, slots=True)
class KeptFiles(Mapping[str, bytes]):
    """Files of the site before, by name, read when they are asked for."""

    root: Path
    names: frozenset[str]

    def __getitem__(self, name: str) -> bytes:
        if name in self.names:
            with contextlib.suppress(OSError):
                return (self.root / name).read_bytes()
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def _kept(root: Path, before: _Remembered, name: str, key: str) -> bytes | None:
    if before.keys.get(name) == key:
        with contextlib.suppress(OSError):
            return (root / name).read_bytes()
    return None


def key_of(*parts: bytes | str) -> str:
    """A digest of several things."""
    made = hashlib.blake2b(digest_size=12)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(len(raw).to_bytes(8, "big") + raw)
    return made.hexdigest()


def _each_listed_page(site: Site) -> Iterator[SharedPage]:
    """The files that are no page of their own, and the pages that people may be led to."""
    yield SharedPage(render.STYLESHEET, "", lambda: render.stylesheet().encode())
    yield SharedPage(render.SCRIPT, "", lambda: render.script().encode())
    yield SharedPage(render.GUIDE_SCRIPT, "", lambda: render.guide_script().encode())
    name = render.ACCESSIBILITY
    yield SharedPage(name, key_of(repr(site.frame)), lambda: render.page_html(name, name, site.frame).encode())
    from itemkit.guides.site.search import search_page

    yield search_page(site)
    from itemkit.guides.site.hubs import each_hub_page  # they are made of what is above

    yield from each_hub_page(site)
    from itemkit.guides.site.report import each_report

    yield from each_report(site)


def _each_table(site: Site) -> Iterator[SharedPage]:
    """The downloads and the page about them."""
    from itemkit.guides.site.data import each_download

    yield from each_download(site)


def _each_other_page(site: Site, names: Collection[str]) -> Iterator[SharedPage]:
    """What depends on which pages there are, ``names``."""
    from itemkit.guides.site.feeds import each_feed
    from itemkit.guides.site.redirects import each_redirect
    from itemkit.guides.site.sitemap import each_sitemap

    yield from each_redirect(site, names)
    yield from each_feed(site)
    yield from each_sitemap(site, names)
