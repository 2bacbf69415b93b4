"""What is on a guide page and in what order, whatever it is printed on: HTML now, other papers later.

A page holds text and links, no markup: who renders it decides how it looks and makes the text harmless for that paper.
Pages are written in the language of the items, Chinese, whatever language the tool speaks to the maintainer, so that
the same catalog gives the same pages everywhere.
"""

import re
from collections.abc import Iterator
from typing import ClassVar, Literal

import msgspec

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

CONCISE_ORDER = (
    "basic",
    "conditions",
    "situations",
    "materials",
    "steps",
    "time",
    "fees",
    "channels",
    "windows",
    "results",
    "contact",
    "illustrative",
)
"""The sections of the concise edition (简版): what somebody needs who goes and does it, in the order of doing it."""

COMPLETE, CONCISE = "complete", "concise"
EDITIONS = {COMPLETE: "完整版", CONCISE: "简版"}
"""The editions of a guide and what they are called. Both are in practice; of the concise one see DB63/T 1755-2019,
附录 B."""

_SAFE_HREF = re.compile(r"(?:https?://|mailto:|tel:|#)[^\s<>\"\\\x00-\x20\x7f-\x9f]+", re.IGNORECASE)


class LinkText(msgspec.Struct, frozen=True):
    """Text that leads somewhere: to a web address, a mail box, a telephone, or a section of the same page."""

    text: str
    href: str

    def __post_init__(self) -> None:
        if not is_safe_href(self.href):
            raise ValueError(f"not an address that a page may lead to: {self.href!r}")


def is_safe_href(href: str) -> bool:
    """Whether a page may lead there: http, https, mailto, tel or a section of the page itself, nothing else."""
    return _SAFE_HREF.fullmatch(href) is not None


class SiteLink(msgspec.Struct, frozen=True):
    """Text that leads to another page of the site; where there is no site it is text alone."""

    text: str
    name: str
    """The page's file name below the site, as `itemkit.guides.names` gives it."""


Value = str | LinkText | SiteLink
"""Text, with or without a place that it leads to."""

Lines = tuple[Value, ...]
"""A value of one or more lines."""

Answers = tuple[tuple[str, tuple[str, ...]], ...]
"""Under which answers something applies: ids of situations with ids of options, one of each; empty when always."""


Duty = Literal["", "fetched", "optional", "later"]
"""What a material means for the applicant: the office fetches it, it may be left out, it may follow later; else it is
due."""


class Fact(msgspec.Struct, frozen=True):
    """A labelled value: 承诺办结时限: 5 个工作日."""

    label: str
    lines: Lines
    aside: Lines = ()
    """What is good to know beside it, said less loudly."""
    tone: Literal["", "warn", "help"] = ""
    """``warn``: what often goes wrong. ``help``: how to do it right."""


class Entry(msgspec.Struct, frozen=True):
    """One thing of a list, with what is to be known of it: a material, a step, a window."""

    title: Value
    facts: tuple[Fact, ...] = ()
    tags: tuple[str, ...] = ()
    """Short marks beside the title, the most important first: 必要, 由窗口调取，不用提交."""
    condition: str = ""
    """When it applies, in words; empty when always."""
    when: Answers = ()
    """The same as data."""
    duty: Duty = ""
    """Of a material."""


class Choice(msgspec.Struct, frozen=True):
    """Several entries of which one is enough (以下任选其一)."""

    title: str
    entries: tuple[Entry, ...]
    facts: tuple[Fact, ...] = ()
    tags: tuple[str, ...] = ()
    condition: str = ""
    when: Answers = ()
    duty: Duty = ""


class Facts(msgspec.Struct, frozen=True):
    """Labelled values."""

    kind: ClassVar[str] = "facts"
    rows: tuple[Fact, ...]


class Paragraphs(msgspec.Struct, frozen=True):
    """Running text."""

    kind: ClassVar[str] = "paragraphs"
    texts: tuple[str, ...]


class Bullets(msgspec.Struct, frozen=True):
    """A plain list, such as conditions; numbered, so that people can refer to an entry."""

    kind: ClassVar[str] = "bullets"
    texts: Lines


class Note(msgspec.Struct, frozen=True):
    """A short explanation of what stands above it."""

    kind: ClassVar[str] = "note"
    text: str


class Term(msgspec.Struct, frozen=True):
    """A time limit to count with."""

    name: str
    """承诺办结时限, 法定办结时限."""
    days: int
    unit: str
    """工作日 or 自然日."""


class Deadline(Note, frozen=True):
    """How to count the days; where it can be done, the last day is told for any first day."""

    terms: tuple[Term, ...] = ()


class Checklist(msgspec.Struct, frozen=True):
    """What to bring, to be ticked off."""

    kind: ClassVar[str] = "checklist"
    entries: tuple[Entry | Choice, ...]


class Steps(msgspec.Struct, frozen=True):
    """What happens, one after the other."""

    kind: ClassVar[str] = "steps"
    entries: tuple[Entry, ...]


class Stage(msgspec.Struct, frozen=True):
    """A step or a special procedure, as it is drawn."""

    name: str
    says: str
    """How long it takes, in words; empty where nobody knows."""


class Process(Steps, frozen=True):
    """Steps that are drawn as well; the drawing says nothing that text does not say too."""

    stages: tuple[Stage, ...] = ()
    branches: tuple[Stage, ...] = ()
    """Special procedures, which interrupt the steps when there is need."""
    terms: tuple[Term, ...] = ()
    """All steps together, and the limits that they are held against."""


class Entries(msgspec.Struct, frozen=True):
    """Things side by side, in no order that matters."""

    kind: ClassVar[str] = "entries"
    entries: tuple[Entry, ...]


class Asked(msgspec.Struct, frozen=True):
    """A question about the applicant's situation (情形), as data."""

    id: str
    question: str
    options: tuple[tuple[str, str], ...]
    """Ids and texts of the answers."""
    note: str = ""


class Situations(Entries, frozen=True):
    """Questions to answer, so that only what applies is left on the page."""

    asked: tuple[Asked, ...] = ()
    """The same as ``entries``."""


class Questions(msgspec.Struct, frozen=True):
    """Questions and answers."""

    kind: ClassVar[str] = "questions"
    pairs: tuple[tuple[str, str], ...]


class Table(msgspec.Struct, frozen=True):
    """Rows of one shape."""

    kind: ClassVar[str] = "table"
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Lines, ...], ...]
    """Each as long as ``head``; an empty cell is an empty tuple."""
    whens: tuple[Answers, ...] = ()
    """When each row applies; empty where all always do."""


Block = Facts | Paragraphs | Bullets | Note | Checklist | Steps | Entries | Questions | Table
"""A piece of a section."""


class Section(msgspec.Struct, frozen=True):
    """A part of the page with a heading. A section without content does not exist."""

    id: str
    """One of `SECTION_ORDER`; names the place on the page."""
    title: str
    blocks: tuple[Block, ...]


class Page(msgspec.Struct, frozen=True):
    """The guide of one item."""

    edition: str
    """One of `EDITIONS`."""
    title: str
    code: str
    """The item's code; empty if it has none. A local code is no substitute, it stands among the facts."""
    subtitle: Lines
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
    crumbs: Lines = ()
    """What the item is part of, the widest first: its region, its organ."""
    structured: str = ""
    """The same for search engines, as JSON-LD; see `itemkit.guides.jsonld`."""
    other: SiteLink | None = None
    """The page of the other edition."""

    def each_section_title(self) -> Iterator[LinkText]:
        """The table of contents."""
        for section in self.sections:
            yield LinkText(section.title, f"#{section.id}")
