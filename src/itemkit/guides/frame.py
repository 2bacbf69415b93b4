"""What all pages of a site share: whose they are, and what must be known before any of them is believed."""

from dataclasses import dataclass

from itemkit.guides.context import GuideContext
from itemkit.guides.lead import catalog_notices


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same on every page of a site."""

    name: str
    publisher: str
    notices: tuple[str, ...]
    """What stands at the top of every page."""
    example: bool
    """Whether search engines are asked to stay away, so that nobody takes an example for the real thing."""
    base_url: str = ""
    """Where the site is, with a slash at the end; empty where that is not known."""

    @classmethod
    def of(cls, context: GuideContext, base_url: str = "") -> "Frame":
        """The frame of a catalog."""
        catalog = context.catalog
        return cls(context.name, catalog.publisher or "", catalog_notices(context), bool(catalog.example), base_url)
