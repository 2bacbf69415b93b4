"""A page that is about more than one item: what stands on it, and how it becomes a file.

Most kinds of page have the same parts: where it is in the site, what it is about, how many, facts, sections of lists.
What is longer than a page should be goes on in further pages of the same name with a number.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from itemkit.guides import render
from itemkit.guides.page import Fact, Lines, SiteLink
from itemkit.guides.site.shared import SharedPage, Site

Thing = TypeVar("Thing")

Crumb = tuple[str, str]
"""A page above this one: what it is called and its file name below the site."""
_FEWEST_SECTIONS, _MOST_SECTIONS = 3, 40
"""A page of less sections needs no contents, one of more would begin with screens of them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page."""

    id: str
    title: str
    html: str
    count: str = ""
    """Said beside the title: 12 项."""
    page: str = ""
    """The page that its title leads to; empty: none."""


@dataclass(frozen=True, slots=True)
class Hub:
    """What stands on a page."""

    title: str
    crumbs: tuple[Crumb, ...] = ()
    """The pages above it, below the home page."""
    subtitle: Lines = ()
    code: tuple[str, str] | None = None
    """What its code is called, and the code."""
    intro: Lines = ()
    """Paragraphs below the title."""
    facts: tuple[Fact, ...] = ()
    parts: tuple[Part, ...] = ()
    is_wide: bool = False
    """Whether its sections use the whole width, as tables do."""
    feed: SiteLink | None = None
    """The feed of what it is about."""

    @property
    def has_contents(self) -> bool:
        """Whether it begins with a list of its sections."""
        return not self.is_wide and _FEWEST_SECTIONS <= len(self.parts) <= _MOST_SECTIONS


@dataclass(frozen=True, slots=True)
class Turn:
    """Which page of several this is."""

    names: tuple[str, ...]
    """The file names of all of them."""
    index: int
    """From 0."""

    @property
    def number(self) -> int:
        """From 1, as people count."""
        return self.index + 1

    @property
    def before(self) -> str:
        """The page before; empty on the first one."""
        return self.names[self.index - 1] if self.index else ""

    @property
    def after(self) -> str:
        """The page after; empty on the last one."""
        return self.names[self.index + 1] if self.number < len(self.names) else ""


def hub_page(site: Site, name: str, key: str, make: Callable[[], Hub]) -> SharedPage:
    """A page of the site.

    Args:
        site: the site.
        name: its file name.
        key: digest of all that it shows.
        make: what is on it, asked for only if the page has to be made.
    """
    return SharedPage(name, key, lambda: _html(site, name, make(), None))


def turned_pages(
    site: Site, name: str, key: str, count: int, size: int, make: Callable[[int, int], Hub]
) -> Iterator[SharedPage]:
    """The pages of something that may be too long for one.

    Args:
        site: the site.
        name: the file name of the first one.
        key: digest of all that they show together.
        count: how many things there are to list.
        size: how many of them to a page.
        make: what is on the page with the things from one number up to another, which it has not.
    """
    total = max(1, -(-count // size))
    names = (name, *(f"{name.removesuffix('.html')}-{number}.html" for number in range(2, total + 1)))
    for index, one in enumerate(names):
        turn = Turn(names, index) if total > 1 else None

        def made(one: str = one, index: int = index, turn: Turn | None = turn) -> bytes:
            return _html(site, one, make(index * size, (index + 1) * size), turn)

        yield SharedPage(one, f"{key}/{index}/{total}", made)


def _html(site: Site, name: str, hub: Hub, turn: Turn | None) -> bytes:
    made = render.page_html("hub.html", name, site.frame, hub=hub, turn=turn)
    return made.encode("utf-8", "replace")


def groups_of(things: Iterable[Thing], what: Callable[[Thing], str]) -> dict[str, list[Thing]]:
    """Things by what they have in common, in the order in which it first comes up."""
    found: dict[str, list[Thing]] = {}
    for one in things:
        found.setdefault(what(one), []).append(one)
    return found


def within(
    groups: Iterable[tuple[str, Sequence[Thing]]], start: int, end: int
) -> Iterator[tuple[str, Sequence[Thing]]]:
    """Of things in groups, those from one number up to another, counted through all groups; no group is empty."""
    begin = 0
    for name, things in groups:
        some = things[max(0, start - begin) : max(0, end - begin)]
        begin += len(things)
        if some:
            yield name, some
