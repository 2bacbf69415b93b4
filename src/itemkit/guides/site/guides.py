"""The pages of items, made one after the other from plain data.

Items of a catalog repeat each other: the same basis, the same questions, the same windows of an office. So a section is
made once for all items that say the same in the fields that it depends on (`itemkit.guides.sections`), and an entry of
the materials once for all lists that it is in. Only what is not remembered is turned into objects of the model.
"""

import marshal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from itemkit.guides import html
from itemkit.guides.build import opening
from itemkit.guides.context import GuideContext
from itemkit.guides.frame import Frame
from itemkit.guides.lead import LEAD_FIELDS, action, lead
from itemkit.guides.materials import requirement
from itemkit.guides.opening import Part, other_edition
from itemkit.guides.page import COMPLETE, EDITIONS, Fact, LinkText, Section
from itemkit.guides.render import guide_html
from itemkit.guides.sections import ILLUSTRATIVE_TITLE, SectionMaker, each_illustrative_block, each_maker
from itemkit.guides.site.said import saying
from itemkit.model.vocabulary import Vocabularies

Data = Mapping[str, Any]
Value = TypeVar("Value")

_MOST = 20_000
"""Pieces of pages that are remembered of each kind, a few kilobytes each."""
_MAKERS = {edition: tuple(one for one in each_maker(edition) if one.id != "illustrative") for edition in EDITIONS}
"""What makes the sections of each edition, but for the one that depends on the whole item."""


@dataclass(slots=True)
class _Memory(Generic[Value]):
    """What was made of some data before."""

    made: dict[bytes, Value] = field(default_factory=dict)

    def get(self, key: bytes) -> Value | None:
        return self.made.get(key)

    def put(self, key: bytes, value: Value) -> Value:
        if len(self.made) >= _MOST:
            self.made.clear()
        self.made[key] = value
        return value


@dataclass
class GuidePages:
    """Makes the pages of items, and remembers the pieces."""

    context: GuideContext
    vocabularies: Vocabularies
    frame: Frame
    _sections: dict[str, _Memory[str]] = field(default_factory=dict)
    _entries: _Memory[str] = field(default_factory=_Memory)
    _leads: _Memory[tuple[tuple[Fact, ...], LinkText | None]] = field(default_factory=_Memory)

    def pages(self, data: Data, names: Mapping[str, str]) -> dict[str, str]:
        """The pages of an item, by file name.

        Args:
            data: the item, resolved with its standard.
            names: the file name below the site of each edition.
        """
        made = illustrative_section(data)
        page = opening(data, self.context, COMPLETE, *self._lead(data), made is not None)
        pages = {}
        known: dict[SectionMaker, str] = {}
        for edition, name in names.items():
            parts = [*self._each_part(data, edition, known), *([made] if made else [])]
            page = replace(page, edition=edition, other=other_edition(edition, names))
            pages[name] = guide_html(page, parts, self.frame, name)
        return pages

    def _each_part(self, data: Data, edition: str, known: dict[SectionMaker, str]) -> Iterator[Part]:
        """The sections of an edition that have something to say; ``known`` are those of this item made already."""
        for maker in _MAKERS[edition]:
            said = known.get(maker)
            if said is None:
                said = self._materials(maker, data, edition) if maker.id == "materials" else self._section(maker, data)
                known[maker] = said
            if said:
                yield Part(maker.id, maker.title, said)

    def _section(self, maker: SectionMaker, data: Data) -> str:
        """A section as HTML; empty where it has nothing to say."""
        values = [data.get(name) for name in maker.fields]
        # version 2: without references, whose numbers depend on who else has the value
        key = marshal.dumps(values, 2) if any(map(data.__contains__, maker.fields)) else b""
        memory = self._sections.setdefault(maker.key, _Memory())
        known = memory.get(key)
        if known is not None:
            return known
        section = maker.make(saying(maker.fields, data, self.vocabularies), self.context)
        return memory.put(key, html.section_html(section) if section else "")

    def _materials(self, maker: SectionMaker, data: Data, edition: str) -> str:
        """The section of the materials, put together of entries."""
        materials = data.get("materials")
        if not materials:
            return self._section(maker, data)
        situations = data.get("situations")
        made: list[str | None] = []
        missing: list[int] = []
        keys = []
        for number, one in enumerate(materials):
            key = marshal.dumps((one, situations, edition), 2)
            known = self._entries.get(key)
            made.append(known)
            keys.append(key)
            if known is None:
                missing.append(number)
        if missing:
            lacking = {"situations": situations or [], "materials": [materials[number] for number in missing]}
            item = saying(lacking, lacking, self.vocabularies)
            for number, one in zip(missing, item.materials or (), strict=True):
                made_of = requirement(one, item.situations or (), self.context, edition)
                entry = html.entry_html(made_of, tickable=True)
                made[number] = self._entries.put(keys[number], entry)
        entries = "".join(one for one in made if one)
        return html.framed(maker.id, maker.title, html.checklist_html(entries))

    def _lead(self, data: Data) -> tuple[tuple[Fact, ...], LinkText | None]:
        key = marshal.dumps([data.get(name) for name in LEAD_FIELDS], 2)
        known = self._leads.get(key)
        if known is not None:
            return known
        item = saying(LEAD_FIELDS, data, self.vocabularies)
        return self._leads.put(key, (lead(item), action(item)))


def illustrative_section(data: Data) -> Part | None:
    """What was made up, which depends on the whole item and is said of few."""
    blocks = tuple(each_illustrative_block(data))
    if not blocks:
        return None
    section = Section("illustrative", ILLUSTRATIVE_TITLE, blocks)
    return Part(section.id, section.title, html.section_html(section))
