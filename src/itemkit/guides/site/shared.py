"""The pages of a site that are about more than one item: each made again only when what it shows has changed."""

import contextlib
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

import msgspec

from itemkit.guides import render
from itemkit.guides.frame import Frame
from itemkit.guides.site.files import Writer
from itemkit.guides.site.folder import SiteFolder
from itemkit.guides.site.memory import NOTHING
from itemkit.guides.site.options import PublishOptions
from itemkit.guides.site.registered import Registered, read_raw
from itemkit.guides.site.rows import ItemRow
from itemkit.guides.site.surroundings import Surroundings
from itemkit.source.catalog import Catalog
from itemkit.source.parallel import begin, run_chunks

DOWNLOADS = "data/"
"""The folder of files that are made of each other, so that one process makes them."""
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
    rows: Sequence[ItemRow]
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


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A file of the site that is made of rows."""

    name: str
    key: str
    """Digest of all that it depends on, beside what every page depends on."""
    make: Callable[[], bytes]


class _Remembered(msgspec.Struct):
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


def make_shared(site: Site, folder: SiteFolder, remembered: msgspec.Raw, jobs: int) -> SharedMade:
    """Make the shared pages that are not what they were, and write them.

    Args:
        site: what they are made of.
        folder: where to.
        remembered: what the last run left; empty if it is of no use.
        jobs: how many processes.
    """
    before = (
        msgspec.msgpack.decode(remembered, type=_Remembered) if bytes(remembered) != bytes(NOTHING) else _Remembered()
    )
    from itemkit.guides.site.search import each_search_file, search_key

    pages = list(each_page(replace(site, kept=partial(_kept, folder.root, before))))
    todo = [page for page in pages if before.keys.get(page.name) != page.key]
    makers = [_maker(page) for page in todo if not page.name.startswith(DOWNLOADS)]
    tables = [_maker(page) for page in todo if page.name.startswith(DOWNLOADS)]
    key, search_names = search_key(site), before.search_names
    if key != before.search_key:
        makers.insert(
            0, partial(each_search_file, site, KeptFiles(folder.root, frozenset(search_names)))
        )  # the longest
    if todo or key != before.search_key:
        folder.prepare()
    if len(todo) > _FEW and sys.platform == "linux":  # what makes a page can't be pickled
        work = (folder.writer, [*makers, *tables])
        each_written = run_chunks(_write, work, range(len(work[1])), processes=jobs, size=_CHUNK)
        folder.begin_to_save()  # only now: a process with threads is not to be forked
        made = [one for several in each_written for one in several]
    else:
        beside = begin(_write, (folder.writer, tables), range(len(tables)), processes=jobs if tables else 1)
        made = _write((folder.writer, makers), range(len(makers))) + beside()
    folder.add_written([name for name, has_changed in made if has_changed])
    keys = {page.name: page.key for page in pages}
    if key != before.search_key:
        search_names = [name for name, _ in made if name not in keys]
    now = _Remembered(keys, key, search_names)
    is_same = (keys.keys(), search_names) == (before.keys.keys(), before.search_names)
    return SharedMade(frozenset((*keys, *search_names)), is_same, msgspec.Raw(msgspec.msgpack.encode(now)))


_Maker = Callable[[], Iterable[tuple[str, bytes]]]
"""Makes some files."""


def _maker(page: SharedPage) -> _Maker:
    return lambda: [(page.name, page.make())]


def _write(tool: tuple[Writer, Sequence[_Maker]], numbers: Sequence[int]) -> list[tuple[str, bool]]:
    """Make and write files; gives the name of each, and whether it has changed."""
    writer, makers = tool
    return [(name, writer.write(name, content)) for number in numbers for name, content in makers[number]()]


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


def each_page(site: Site) -> Iterator[SharedPage]:
    """All shared files of a site."""
    from itemkit.guides.site.feeds import each_feed
    from itemkit.guides.site.redirects import each_redirect
    from itemkit.guides.site.sitemap import each_sitemap

    listed = list(_each_listed_page(site))
    names = [page.name for page in listed]
    yield from listed
    yield from each_redirect(site, names)
    yield from each_feed(site)
    yield from each_sitemap(site, names)


def _each_listed_page(site: Site) -> Iterator[SharedPage]:
    """The files that are no page of their own, and all pages that people may be led to."""
    yield SharedPage(render.STYLESHEET, "", lambda: render.stylesheet().encode())
    yield SharedPage(render.SCRIPT, "", lambda: render.script().encode())
    yield SharedPage(render.GUIDE_SCRIPT, "", lambda: render.guide_script().encode())
    name = render.ACCESSIBILITY
    yield SharedPage(name, key_of(repr(site.frame)), lambda: render.page_html(name, name, site.frame).encode())
    from itemkit.guides.site.search import search_page

    yield search_page(site)
    from itemkit.guides.site.hubs import each_hub_page  # they are made of what is above

    yield from each_hub_page(site)
    from itemkit.guides.site.data import each_download
    from itemkit.guides.site.report import each_report

    yield from each_download(site)
    yield from each_report(site)
