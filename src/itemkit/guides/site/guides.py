"""The pages of items, made one after the other from plain data.

Items of a catalog repeat each other: the same basis, the same questions, the same windows of an office. So a section is
made once for all items that say the same in the fields that it depends on (`itemkit.guides.sections`), and an entry of
the materials once for all lists that it is in. Only what is not remembered is turned into objects of the model.
"""

import marshal
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from itemkit.guides import html
from itemkit.guides.build import opening
from itemkit.guides.context import GuideContext
from itemkit.guides.frame import Frame
from itemkit.guides.materials import checklist
from itemkit.guides.opening import Part, opening_blanks, other_edition
from itemkit.guides.page import EDITIONS, Section
from itemkit.guides.render import guide_html
from itemkit.guides.sections import ILLUSTRATIVE_TITLE, Group, Rows, SectionMaker, each_illustrative_block, each_maker
from itemkit.guides.site.said import saying
from itemkit.model.vocabulary import Vocabularies

Data = Mapping[str, Any]
Value = TypeVar("Value")

_MOST = 20_000
"""Pieces of pages that are remembered of each kind, a few kilobytes each."""
_MAKERS = {edition: tuple(one for one in each_maker(edition) if one.id != "illustrative") for edition in EDITIONS}
"""What makes the sections of each edition, but for the one that depends on the whole item."""


class _Said(dict[str, bytes]):
    """What an item says in each field, as bytes that are the same where items say the same.

    Materials are not among them, if there are any: of these each entry is looked at by itself.
    """

    def __init__(self, data: Data) -> None:
        # version 2: without references, whose numbers depend on who else has the value
        super().__init__(
            {name: marshal.dumps(value, 2) for name, value in data.items() if name != "materials" or not value}
        )
        self.entries = [marshal.dumps(one, 2) for one in data.get("materials") or ()]
        """The same of each entry of the materials."""

    def key(self, fields: Sequence[str]) -> Hashable:
        """What some fields say."""
        return tuple(map(self.get, fields))


class _Memory(dict[Hashable, Value]):
    """What was made of some data before."""

    def put(self, key: Hashable, value: Value) -> Value:
        if len(self) >= _MOST:
            self.clear()
        self[key] = value
        return value


@dataclass
class GuidePages:
    """Makes the pages of items, and remembers the pieces."""

    context: GuideContext
    vocabularies: Vocabularies
    frame: Frame
    _parts: defaultdict[str, _Memory[Part]] = field(default_factory=lambda: defaultdict(_Memory))
    """Sections, by who makes them; empty where they have nothing to say."""
    _values: defaultdict[Group, _Memory[str]] = field(default_factory=lambda: defaultdict(_Memory))
    """Labelled values, of sections that consist of them."""
    _entries: defaultdict[str, _Memory[str]] = field(default_factory=lambda: defaultdict(_Memory))
    """Materials, by edition."""

    def pages(self, data: Data, names: Mapping[str, str]) -> dict[str, str]:
        """The pages of an item, by file name.

        Args:
            data: the item, resolved with its standard.
            names: the file name below the site of each edition.
        """
        said = _Said(data)
        last = illustrative_section(data)
        first, *others = names
        page = opening(data, self.context, first, other_edition(first, names), is_illustrative=last is not None)
        blanks = opening_blanks(page, self.frame, names[first])
        pages = {}
        for edition, name in names.items():
            if edition in others:
                page = replace(page, edition=edition, other=other_edition(edition, names))
            parts = [part for maker in _MAKERS[edition] if (part := self._part(maker, edition, data, said)).html]
            pages[name] = guide_html(page, [*parts, last] if last else parts, self.frame, name, blanks)
        return pages

    def _part(self, maker: SectionMaker, edition: str, data: Data, said: _Said) -> Part:
        """A section."""
        if isinstance(maker.build, Rows):
            rows = "".join([self._rows(group, data, said) for group in maker.build.groups])
            return Part(maker.id, maker.title, html.framed(maker.id, maker.title, html.facts_of(rows)) if rows else "")
        if maker.id == "materials" and data.get("materials"):
            entries = html.checklist_html("".join(self._each_entry(edition, data, said)))
            return Part(maker.id, maker.title, html.framed(maker.id, maker.title, entries))
        memory, key = self._parts[maker.key], said.key(maker.fields)
        part = memory.get(key)
        if part is None:
            section = maker.make(saying(maker.fields, data, self.vocabularies), self.context)
            part = memory.put(key, Part(maker.id, maker.title, html.section_html(section) if section else ""))
        return part

    def _rows(self, group: Group, data: Data, said: _Said) -> str:
        """Some labelled values of a section."""
        memory, key = self._values[group], said.key(group.fields)
        rows = memory.get(key)
        if rows is None:
            made = group.build(saying(group.fields, data, self.vocabularies), self.context)
            rows = memory.put(key, "".join(map(html.fact_html, made)))
        return rows

    def _each_entry(self, edition: str, data: Data, said: _Said) -> Iterator[str]:
        """The entries of the materials."""
        memory, situations = self._entries[edition], said.get("situations")
        for one, own in zip(data["materials"], said.entries, strict=True):
            key = own, situations
            entry = memory.get(key)
            if entry is None:
                alone = {"situations": data.get("situations", []), "materials": [one]}
                item = saying(alone, alone, self.vocabularies)
                made = checklist(item, self.context, edition)
                entry = memory.put(key, html.entries_html(made.entries))
            yield entry


def illustrative_section(data: Data) -> Part | None:
    """What was made up, which depends on the whole item and is said of few."""
    blocks = tuple(each_illustrative_block(data))
    if not blocks:
        return None
    section = Section("illustrative", ILLUSTRATIVE_TITLE, blocks)
    return Part(section.id, section.title, html.section_html(section))
