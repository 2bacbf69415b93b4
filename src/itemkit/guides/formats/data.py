"""A guide as plain data, in the shape that `itemkit.guides.formats.schema` tells.

What is published as JSON is also what the templates of offices see and what Markdown is made of, so that no format says
more or less than another.
"""

from collections.abc import Iterator
from typing import Any, assert_never

from itemkit.guides.formats.interface import Sheet
from itemkit.guides.page import (
    EDITIONS,
    Answers,
    Asked,
    Block,
    Bullets,
    Checklist,
    Choice,
    Deadline,
    Entries,
    Entry,
    Fact,
    Facts,
    Lines,
    LinkText,
    Note,
    Paragraphs,
    Questions,
    Section,
    SiteLink,
    Situations,
    Steps,
    Table,
    Term,
    Value,
)

SCHEMA = "itemkit.guide/1"

Data = dict[str, Any]


def guide_data(sheet: Sheet) -> Data:
    """A guide as plain data, by the schema ``itemkit.guide/1``."""
    page = sheet.page
    of = _Plain(sheet.site)
    return {
        "schema": SCHEMA,
        "title": page.title,
        "code": page.code or None,
        "edition": page.edition,
        "edition_title": EDITIONS[page.edition],
        "catalog": sheet.catalog,
        "publisher": sheet.publisher or None,
        "address": sheet.address or None,
        "subtitle": of.lines(page.subtitle),
        "watermark": page.watermark or None,
        "notices": of.lines(page.notices),
        "lead": of.facts(page.lead),
        "start": of.value(page.action) if page.action else None,
        "sections": [of.section(one) for one in page.sections],
    }


class _Plain:
    """Makes plain data of the parts of a page."""

    def __init__(self, site: str) -> None:
        self._site = site

    def section(self, one: Section) -> Data:
        return {"id": one.id, "title": one.title, "blocks": [self.block(block) for block in one.blocks]}

    def block(self, one: Block) -> Data:
        """A block; one of a kind that is not known here fails, so that no format loses it in silence."""
        made: Data = {"kind": one.kind}
        match one:
            case Facts(rows):
                made["rows"] = self.facts(rows)
            case Paragraphs(texts):
                made["texts"] = list(texts)
            case Bullets(lines):
                made["lines"] = self.lines(lines)
            case Note(text):
                made |= {"text": text, "terms": _terms(one.terms if isinstance(one, Deadline) else ())}
            case Checklist(entries) | Steps(entries) | Entries(entries):
                made["entries"] = [self.entry(entry) for entry in entries]
                if isinstance(one, Entries):
                    made["asked"] = [*map(_asked, one.asked)] if isinstance(one, Situations) else []
            case Questions(pairs):
                made["pairs"] = [{"question": question, "answer": answer} for question, answer in pairs]
            case Table(caption, head):
                made |= {"caption": caption, "head": list(head), "rows": [*self._rows(one)]}
            case _:
                assert_never(one)
        return made

    def _rows(self, table: Table) -> Iterator[Data]:
        whens = table.whens or ((),) * len(table.rows)
        for row, when in zip(table.rows, whens, strict=True):
            yield {"cells": [self.lines(cell) for cell in row], "when": _answers(when)}

    def entry(self, one: Entry | Choice) -> Data:
        """An entry; ``any_of`` tells those of which one is enough."""
        return {
            "title": self.value(one.title),
            "tags": list(one.tags),
            "duty": one.duty or None,
            "condition": one.condition or None,
            "when": _answers(one.when),
            "facts": self.facts(one.facts),
            "any_of": [self.entry(inner) for inner in one.entries] if isinstance(one, Choice) else [],
        }

    def facts(self, several: tuple[Fact, ...]) -> list[Data]:
        return [
            {
                "label": one.label,
                "lines": self.lines(one.lines),
                "aside": self.lines(one.aside),
                "tone": one.tone or None,
            }
            for one in several
        ]

    def lines(self, several: Lines) -> list[Data]:
        return [self.value(one) for one in several]

    def value(self, one: Value) -> Data:
        """Text, and where it leads; a page of the site is nowhere as long as the site's address is not known."""
        match one:
            case str():
                return {"text": one, "href": None}
            case LinkText(text, href):
                return {"text": text, "href": href}
            case SiteLink(text, name):
                return {"text": text, "href": self._site + name if self._site else None}
            case _:
                assert_never(one)


def _answers(when: Answers) -> dict[str, list[str]]:
    return {situation: list(options) for situation, options in when}


def _terms(terms: tuple[Term, ...]) -> list[Data]:
    return [{"name": one.name, "days": one.days, "unit": one.unit} for one in terms]


def _asked(one: Asked) -> Data:
    options = [{"id": name, "text": text} for name, text in one.options]
    return {"id": one.id, "question": one.question, "options": options, "note": one.note or None}
