"""What is on a guide page and in what order, whatever it is printed on: HTML now, other papers later.

A page holds text and links, no markup: who renders it decides how it looks and makes the text harmless for that paper.
Pages are written in the language of the items, Chinese, whatever language the tool speaks to the maintainer, so that
the same catalog gives the same pages everywhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

SECTION_ORDER = (
    "basic",
    "time",
    "fees",
    "channels",
    "windows",
    "capacity",
    "faq",
    "rights",
    "conditions",
    "basis",
    "content",
    "remedy",
    "contact",
    "situations",
    "materials",
    "form",
    "steps",
    "special",
    "results",
    "inspection",
    "origin",
    "illustrative",
)
"""The sections of the complete edition (完整版), by id.

The order is that of the guide forms for administrative licences in use (事项类型 … 送达途径), built on the elements of
ZWFW C0109.2-2018. What a citizen asks first does not depend on it: it stands in `Page.lead`, above all sections.
"""

_SAFE_HREF = re.compile(r"(?:https?://|mailto:|tel:|#)[^\s<>\"\\\x00-\x20\x7f-\x9f]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LinkText:
    """Text that leads somewhere: to a web address, a mail box, a telephone, or a section of the same page."""

    text: str
    href: str

    def __post_init__(self) -> None:
        if not is_safe_href(self.href):
            raise ValueError(f"not an address that a page may lead to: {self.href!r}")


def is_safe_href(href: str) -> bool:
    """Whether a page may lead there: http, https, mailto, tel or a section of the page itself, nothing else."""
    return _SAFE_HREF.fullmatch(href) is not None


Value = str | LinkText
"""Text, with or without a place that it leads to."""

Lines = tuple[Value, ...]
"""A value of one or more lines."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value: 承诺办结时限: 5 个工作日."""

    label: str
    lines: Lines
    aside: Lines = ()
    """What is good to know beside it, said less loudly."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a list, with what is to be known of it: a material, a step, a window."""

    title: Value
    facts: tuple[Fact, ...] = ()
    tags: tuple[str, ...] = ()
    """Short marks beside the title, the most important first: 必要, 由窗口调取，不用提交."""
    condition: str = ""
    """When it applies, in words; empty when always."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Several entries of which one is enough (以下任选其一)."""

    title: str
    entries: tuple[Entry, ...]
    facts: tuple[Fact, ...] = ()
    tags: tuple[str, ...] = ()
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled values."""

    kind: ClassVar[str] = "facts"
    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Running text."""

    kind: ClassVar[str] = "paragraphs"
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A plain list, such as conditions; numbered, so that people can refer to an entry."""

    kind: ClassVar[str] = "bullets"
    texts: Lines


@dataclass(frozen=True, slots=True)
class Note:
    """A short explanation of what stands above it."""

    kind: ClassVar[str] = "note"
    text: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """What to bring, to be ticked off."""

    kind: ClassVar[str] = "checklist"
    entries: tuple[Entry | Choice, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """What happens, one after the other."""

    kind: ClassVar[str] = "steps"
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """Things side by side, in no order that matters."""

    kind: ClassVar[str] = "entries"
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions and answers."""

    kind: ClassVar[str] = "questions"
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one shape."""

    kind: ClassVar[str] = "table"
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Lines, ...], ...]
    """Each as long as ``head``; an empty cell is an empty tuple."""


Block = Facts | Paragraphs | Bullets | Note | Checklist | Steps | Entries | Questions | Table
"""A piece of a section."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page with a heading. A section without content does not exist."""

    id: str
    """One of `SECTION_ORDER`; names the place on the page."""
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The guide of one item."""

    title: str
    code: str
    """The item's code; empty if it has none. A local code is no substitute, it stands among the facts."""
    subtitle: tuple[str, ...]
    """Who does it, where, and what type of item it is."""
    watermark: str
    """What runs across the page and stands above all: that it is only a preview. Empty on a page to go by."""
    notices: Lines
    """What must be known before anything else is believed: an example catalog, an item out of force."""
    lead: tuple[Fact, ...]
    """What a citizen asks first: where, what to bring, how long, how much, how many visits."""
    action: LinkText | None
    """Where to start online."""
    sections: tuple[Section, ...]

    def each_section_title(self) -> Iterator[LinkText]:
        """The table of contents."""
        for section in self.sections:
            yield LinkText(section.title, f"#{section.id}")
