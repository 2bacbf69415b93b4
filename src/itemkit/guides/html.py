"""From the blocks of a page to HTML. These run for every block of every page of a site, so they are plain functions.

All text goes through `text`, which escapes it and takes out what must not stand in HTML; nothing else makes text of
data.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from markupsafe import escape

from itemkit.guides.flow import drawing
from itemkit.guides.names import href
from itemkit.guides.page import (
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
    Process,
    Questions,
    Section,
    SiteLink,
    Situations,
    Steps,
    Table,
    Value,
)
from itemkit.pages import clean

_NOT_PLAIN = re.compile(
    r"[^\u0020\u0021\u0023-\u0025\u0028-\u003b\u003d\u003f-\u007e\u00a0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff\n]"
)
"""What most texts have none of: characters that are escaped or must not stand in HTML."""
TOP = "../"
"""From a guide to the top of the site: guides are one folder down."""


def text(value: str) -> str:
    """Text as it stands in HTML, between tags or in a quoted attribute."""
    return str(escape(clean(value))) if _NOT_PLAIN.search(value) else value


def value_html(value: Value, top: str = TOP) -> str:
    """Text, or a link; ``top`` leads from the page to the top of the site."""
    match value:
        case str():
            return text(value)
        case SiteLink(said, name):
            return f'<a href="{href(name, top)}">{text(said)}</a>'
        case LinkText(said, address):
            is_address = ' class="address"' if said == address else ""
            return f'<a href="{text(address)}"{is_address}>{text(said)}</a>'


def lines_html(several: Lines) -> str:
    """One line as it is, several as a list."""
    if len(several) == 1:
        return value_html(several[0])
    rows = "".join(f"<li>{value_html(one)}</li>" for one in several)
    return f'<ul class="lines" role="list">{rows}</ul>' if rows else ""


def facts_html(rows: Iterable[Fact]) -> str:
    """Labelled values."""
    return facts_of("".join(map(fact_html, rows)))


def facts_of(rows: str) -> str:
    """Labelled values that are HTML already."""
    return f'<dl class="facts">\n{rows}</dl>\n'


def fact_html(row: Fact) -> str:
    """A labelled value, as an element of a list of them."""
    aside = f'<div class="aside">{lines_html(row.aside)}</div>' if row.aside else ""
    tone = f' class="{row.tone}"' if row.tone else ""
    return f"<div{tone}><dt>{text(row.label)}</dt><dd>{lines_html(row.lines)}{aside}</dd></div>\n"


def entry_html(entry: Entry | Choice, *, tickable: bool = False) -> str:
    """One thing of a list, as an element of it.

    Args:
        entry: the thing.
        tickable: whether it is to be ticked off: a material.
    """
    tags = "".join(f' <span class="tag">{text(tag)}</span>' for tag in entry.tags)
    name = f'<span class="entry-name">{value_html(entry.title)}</span>'
    if tickable and isinstance(entry, Entry) and entry.duty != "fetched":
        name = f'<label class="tickable"><input type="checkbox" autocomplete="off">{name}</label>'
    parts = [
        f'<p class="entry-title">{name}{tags}</p>\n',
        f'<p class="condition">{text(entry.condition)}</p>\n' if entry.condition else "",
        facts_html(entry.facts) if entry.facts else "",
    ]
    when = when_html(entry.when)
    duty = f' data-duty="{entry.duty}"' if entry.duty else ""
    if isinstance(entry, Choice):
        inner = "".join([entry_html(one, tickable=tickable) for one in entry.entries])
        return f'<li class="choice"{when}{duty}>\n{"".join(parts)}{list_html("ul", "alternatives", inner)}</li>\n'
    return f"<li{when}{duty}>\n{''.join(parts)}</li>\n"


def when_html(when: Answers) -> str:
    """The attribute by which the picker of situations knows when an element applies; empty where it always does."""
    if not when:
        return ""
    said = ";".join(f"{_quoted(situation)}={','.join(map(_quoted, options))}" for situation, options in when)
    return f' data-when="{said}"'


def _quoted(name: str) -> str:
    return quote(name, safe="", errors="replace")


def picker_html(situations: Iterable[Asked]) -> str:
    """Questions about the situation; the boxes to press are hidden until a script can answer to them."""
    return f'<div class="picker">\n{"".join(map(_question, situations))}</div>\n'


def _question(one: Asked) -> str:
    name = _quoted(one.id)
    options = "".join(
        f'<li><label><input type="radio" name="{name}" value="{_quoted(option)}" autocomplete="off" hidden>'
        f"<span>{text(said)}</span></label></li>\n"
        for option, said in one.options
    )
    note = f'<p class="note">{text(one.note)}</p>\n' if one.note else ""
    return (
        f"<fieldset>\n<legend>{text(one.question)}</legend>\n{note}"
        f'<ul class="options" role="list">\n{options}</ul>\n</fieldset>\n'
    )


def _deadline(block: Deadline) -> str:
    """How to count, and what counts where a script runs."""
    rows = "".join(
        f'<li data-days="{one.days}" data-unit="{text(one.unit)}">{text(one.name)}'
        f"（{one.days} 个{text(one.unit)}）：<output>—</output></li>\n"
        for one in block.terms
    )
    said = f'<p class="note">{text(block.text)}</p>\n'
    return f"{said}{_COUNT}{rows}{_COUNTED}" if rows else said


_COUNT = """<div class="deadline" hidden>
<h3>最晚哪天办结</h3>
<p><label>受理日期 <input type="date" autocomplete="off"></label></p>
<ul class="lines" role="list" aria-live="polite">
"""
_COUNTED = '</ul>\n<p class="note doubt" role="status"></p>\n</div>\n'


def _process(block: Process) -> str:
    return f'<div class="process">\n{drawing(block, text)}{_listed("ol", "steps", block.entries)}</div>\n'


def list_html(tag: str, kind: str, entries: str) -> str:
    """A list of entries that are HTML already."""
    return f'<{tag} class="{kind}" role="list">\n{entries}</{tag}>\n'


def entries_html(materials: Iterable[Entry | Choice]) -> str:
    """Materials, each to be ticked off, as elements of a list."""
    return "".join([entry_html(one, tickable=True) for one in materials])


def checklist_html(entries: str) -> str:
    """What to bring; of entries that are HTML already."""
    return list_html("ol", "checklist", entries)


def _listed(tag: str, kind: str, entries: Sequence[Entry | Choice]) -> str:
    return list_html(tag, kind, "".join(map(entry_html, entries)))


def _bullets(texts: Lines) -> str:
    if len(texts) == 1:
        return f'<p class="text">{value_html(texts[0])}</p>\n'
    return f'<ol class="bullets">\n{"".join(f"<li>{value_html(one)}</li>{chr(10)}" for one in texts)}</ol>\n'


def _table(block: Table, name: str) -> str:
    head = "".join(f'<th role="columnheader" scope="col">{text(label)}</th>' for label in block.head)
    labels = [text(label) for label in block.head]
    whens = block.whens or ((),) * len(block.rows)
    rows = "".join(
        f'<tr role="row"{when_html(when)}>{"".join(_cells(row, labels))}</tr>\n'
        for row, when in zip(block.rows, whens, strict=True)
    )
    return (
        f'<table role="table" aria-labelledby="{name}">\n'
        f'<caption id="{name}" class="visually-hidden">{text(block.caption)}</caption>\n'
        f'<thead role="rowgroup">\n<tr role="row">{head}</tr>\n</thead>\n'
        f'<tbody role="rowgroup">\n{rows}</tbody>\n</table>\n'
    )


def _cells(row: Sequence[Lines], labels: Sequence[str]) -> Iterable[str]:
    for number, (cell, label) in enumerate(zip(row, labels, strict=True)):
        said = lines_html(cell)
        if number:
            yield f'<td role="cell" data-label="{label}">{said}</td>'
        else:
            yield f'<th role="rowheader" scope="row">{said}</th>'


def _paragraphs(block: Paragraphs) -> str:
    return "".join([f'<p class="text">{text(one)}</p>\n' for one in block.texts])


def _questions(block: Questions) -> str:
    return "".join([f'<h3>{text(asked)}</h3>\n<p class="text">{text(said)}</p>\n' for asked, said in block.pairs])


_BLOCKS: Mapping[type[Block], Callable[[Any], str]] = {
    Facts: lambda block: facts_html(block.rows),
    Paragraphs: _paragraphs,
    Bullets: lambda block: _bullets(block.texts),
    Note: lambda block: f'<p class="note">{text(block.text)}</p>\n',
    Deadline: _deadline,
    Checklist: lambda block: checklist_html(entries_html(block.entries)),
    Steps: lambda block: _listed("ol", "steps", block.entries),
    Process: _process,
    Entries: lambda block: _listed("ul", "entries", block.entries),
    Situations: lambda block: picker_html(block.asked),
    Questions: _questions,
}
"""What makes the HTML of each kind of block but tables, which need a name."""


def block_html(block: Block, name: str) -> str:
    """A piece of a section.

    Args:
        block: the piece.
        name: an id that no other piece of the page has.
    """
    return _table(block, name) if isinstance(block, Table) else _BLOCKS[type(block)](block)


def section_html(section: Section) -> str:
    """A part of the page with its heading."""
    blocks = "".join(
        block_html(block, f"{section.id}-table-{number}") for number, block in enumerate(section.blocks, 1)
    )
    return framed(section.id, section.title, blocks)


def framed(name: str, title: str, blocks: str) -> str:
    """Blocks that are HTML already, as a part of the page."""
    return (
        f'<section id="{name}" aria-labelledby="{name}-title">\n'
        f'<h2 id="{name}-title">{text(title)}</h2>\n{blocks}</section>\n'
    )
