"""The pages of items, made one after the other from plain data.

Items of a catalog repeat each other: the same basis, the same questions, the same windows of an office. So a section is
made once for all items that say the same in the fields that it depends on (`itemkit.guides.sections`), and an entry of
the materials once for all lists that it is in. Only what is not remembered is turned into objects of the model.
"""

import marshal
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from msgspec.structs import replace

from itemkit.guides import html
from itemkit.guides.build import opening
from itemkit.guides.context import GuideContext
from itemkit.guides.frame import Frame
from itemkit.guides.illustrative import Places, made_up, told
from itemkit.guides.lead import QUESTIONS, Question
from itemkit.guides.materials import checklist
from itemkit.guides.opening import Part, opening_blanks, other_edition
from itemkit.guides.page import EDITIONS, Fact
from itemkit.guides.render import guide_html
from itemkit.guides.sections import ILLUSTRATIVE_TITLE, MADE_UP, Group, Rows, SectionMaker, each_maker
from itemkit.guides.site.said import saying
from itemkit.model.vocabulary import Vocabularies

Data = Mapping[str, Any]
Value = TypeVar("Value")

_MOST = 20_000
"""Pieces of pages that are remembered of each kind, a few kilobytes each."""
_MAKERS = {edition: tuple(one for one in each_maker(edition) if one.id != "illustrative") for edition in EDITIONS}
"""What makes the sections of each edition, but for the one that depends on the whole item."""


class _Said(dict[str, Hashable]):
    """What an item says in each field, in a form that is the same where items say the same."""

    def __init__(self, data: Data) -> None:
        # version 2: without references, whose numbers depend on who else has the value
        super().__init__(
            {
                name: value if type(value) is str else marshal.dumps(value, 2)
                for name, value in data.items()
                if name != "materials"
            }
        )
        materials = data.get("materials")
        self.entries = [marshal.dumps(one, 2) for one in materials or ()]
        """The same of each entry of the materials, which are looked at one by one."""
        if materials is not None:
            self["materials"] = tuple(self.entries)

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
    _answers: defaultdict[Question, _Memory[tuple[Fact, str] | None]] = field(
        default_factory=lambda: defaultdict(_Memory)
    )
    """What is said at the top, and that as HTML."""
    _made_up: defaultdict[Places, _Memory[str]] = field(default_factory=lambda: defaultdict(_Memory))
    """What was made up in the value of a field."""
    _facts: _Memory[str] = field(default_factory=_Memory)
    """Labelled values of these."""

    def pages(self, data: Data, names: Mapping[str, str]) -> dict[str, str]:
        """The pages of an item, by file name.

        Args:
            data: the item, resolved with its standard.
            names: the file name below the site of each edition.
        """
        said = _Said(data)
        last = self._illustrative(data, said)
        answers = [answer for one in QUESTIONS if (answer := self._answer(one, data, said))]
        first, *others = names
        page = opening(
            data,
            self.context,
            first,
            other_edition(first, names),
            is_illustrative=last is not None,
            answers=tuple([fact for fact, _html in answers]),
        )
        blanks = opening_blanks(page, self.frame, names[first], "".join([row for _fact, row in answers]))
        pages = {}
        for edition, name in names.items():
            if edition in others:
                page = replace(page, edition=edition, other=other_edition(edition, names))
            parts = [part for maker in _MAKERS[edition] if (part := self._part(maker, edition, data, said)).html]
            pages[name] = guide_html(page, [*parts, last] if last else parts, self.frame, name, blanks)
        return pages

    def _answer(self, question: Question, data: Data, said: _Said) -> tuple[Fact, str] | None:
        """What is said at the top about a question, and that as HTML."""
        memory, key = self._answers[question], said.key(question.fields)
        if key not in memory:
            fact = question.asked(data)
            memory.put(key, (fact, html.fact_html(fact)) if fact else None)
        return memory[key]

    def _illustrative(self, data: Data, said: _Said) -> Part | None:
        """What was made up, of which few items say anything."""
        whole, places = made_up(data)
        parts = [(one.title, self._words(one, data, said)) for one in places]
        rows = [self._facts.get((one.label, one.lines)) or self._fact(one) for one in told(whole, parts)]
        if not rows:
            return None
        shown = html.block_html(MADE_UP, "") + html.facts_of("".join(rows))
        return Part("illustrative", ILLUSTRATIVE_TITLE, html.framed("illustrative", ILLUSTRATIVE_TITLE, shown))

    def _fact(self, fact: Fact) -> str:
        return self._facts.put((fact.label, fact.lines), html.fact_html(fact))

    def _words(self, places: Places, data: Data, said: _Said) -> str:
        """What was made up in the value of a field."""
        memory, key = self._made_up[places], said.get(places.field)
        words = memory.get(key)
        return memory.put(key, places.words(data.get(places.field))) if words is None else words

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
