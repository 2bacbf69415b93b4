"""How a site is to be made: what whoever publishes may choose, and what of that the pages depend on."""

from dataclasses import dataclass

from itemkit.guides.page import EDITIONS


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """What whoever publishes may choose."""

    editions: tuple[str, ...] = tuple(EDITIONS)
    """The editions that each item gets a page of; never empty."""
    base_url: str = ""
    """Where the site will be, with a slash at the end; empty where that is not known: then pages have no code to scan
    that leads to them, and the site has no sitemap and no feeds."""
    allow_uncoded: bool = False
    """Whether items without a code get pages too, which say that they are previews."""
    jobs: int | None = None
    """How many processes; None: that is decided here."""
    fresh: bool = False
    """Whether everything is made again, whatever is remembered."""
    since: str = ""
    """A revision of git: the feeds also tell how items have changed from there to the commit that is checked out.
    Empty: they tell only what the catalog says itself."""

    def for_pages(self) -> tuple[object, ...]:
        """What the pages depend on."""
        return self.editions, self.base_url, self.allow_uncoded
