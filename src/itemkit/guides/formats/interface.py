"""What a format of a single guide is: something that makes a file of a sheet. One module a format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from itemkit.findings import Message
from itemkit.guides.context import GuideContext
from itemkit.guides.names import PageNames, href
from itemkit.guides.page import Page
from itemkit.model.item import Item


@dataclass(frozen=True, slots=True)
class Sheet:
    """A guide on its own, away from the site: the page, and what has to be said on it of where it comes from."""

    page: Page
    catalog: str
    """What the catalog is called."""
    publisher: str = ""
    site: str = ""
    """The address of the site, ending in ``/``; empty if it is not known."""
    address: str = ""
    """The address of the item's page on the site; empty if it is not known, or the item has no code to go by."""
    record: Mapping[str, Any] = field(default_factory=dict)
    """All that the item says, as a file would: for the templates of offices, which know best what they want."""

    @classmethod
    def of(cls, page: Page, item: Item, context: GuideContext, site: str | None = None) -> "Sheet":
        """The sheet of an item.

        Args:
            page: its page.
            item: the item, already merged with its standard.
            context: the catalog around it.
            site: the address of the site, if another than ``itemkit.toml`` says; empty for none.
        """
        where = (context.catalog.url or "") if site is None else site
        base = where if where.endswith("/") or not where else where + "/"
        address = base + href(PageNames().name("", item.code)) if base and item.code else ""
        return cls(page, context.name, context.catalog.publisher or "", base, address, item.as_data())


@dataclass(frozen=True, slots=True)
class Format:
    """A format that a guide can be written in."""

    write: Callable[[Sheet], bytes]
    suffixes: tuple[str, ...]
    """The ends of file names that mean it."""
    is_text: bool = True
    """Whether it can be shown on a terminal."""
    package: str = ""
    """The module that it needs beyond what itemkit always needs; the extra that brings it is named like the format."""


class FormatError(Exception):
    """A guide can't be written in a format."""

    def __init__(self, *messages: Message) -> None:
        """Say everything that is in the way, a sentence each."""
        super().__init__(*messages)
        self.messages = messages

    def __str__(self) -> str:
        return "\n".join(map(str, self.messages))
