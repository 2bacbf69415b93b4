"""A guide as Markdown, for a repository: GitHub's flavour, plain enough for any other.

Whatever a text says, it stays text. Every character that could begin markup is escaped, not only where it would: which
ones do depends on the flavour and on the characters around. Only addresses that the page model admits become links.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from itemkit.guides.formats.data import Data, guide_data
from itemkit.guides.formats.interface import Sheet
from itemkit.pages import clean

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&!$]")
"""ASCII punctuation that begins emphasis, code, links, images, HTML, entities, mathematics, or parts a table."""
_AT_START = re.compile(r"^(\d+(?=[.)])|(?=[-+=:]))")
"""Where a list, a rule or a heading would be made of a line that begins so; a backslash there keeps it text."""
_OF_ITSELF = re.compile(r"(?i)(?:https?|ftp):(?=//)|www\.|@|mailto:|xmpp:")
"""What GitHub takes for a link without any markup."""
_LIKE_ENTITY = re.compile(r"&(?=#?\w+;)")


def write(sheet: Sheet) -> bytes:
    """A guide as Markdown in UTF-8."""
    data = guide_data(sheet)
    lines = [*_head(data)]
    for section in data["sections"]:
        lines += ["", f"## {_text(section['title'])}"]
        for block in section["blocks"]:
            lines += ["", *_BLOCKS[block["kind"]](block)]
    return ("\n".join(_foot(data, lines)) + "\n").encode()


def _head(data: Data) -> Iterator[str]:
    yield f"# {_text(data['title'])}"
    for warning in filter(None, [data["watermark"], *(one["text"] for one in data["notices"])]):
        yield from ("", f"> {_text(warning)}")
    code = [_text(f"编码 {data['code']}")] if data["code"] else []
    yield from ("", " · ".join([*map(_value, data["subtitle"]), *code, _text(data["edition_title"])]))
    if data["lead"]:
        yield ""
        yield from _facts(data["lead"])
    if data["start"]:
        yield from ("", f"**{_value(data['start'])}**")


def _foot(data: Data, lines: list[str]) -> list[str]:
    issued = f"{data['catalog']}，{data['publisher']}发布" if data["publisher"] else data["catalog"]
    lines += ["", "---", "", _text(issued)]
    if data["address"]:
        lines += ["", f"网页：{_value({'text': data['address'], 'href': data['address']})}"]
    return lines


def _paragraphs(block: Data) -> Iterator[str]:
    yield "\n\n".join(_text(one) for one in block["texts"])


def _bullets(block: Data) -> Iterator[str]:
    yield from (f"{number}. {_value(one)}" for number, one in enumerate(block["lines"], 1))


def _note(block: Data) -> Iterator[str]:
    yield f"*{_text(block['text'])}*"


def _steps(block: Data) -> Iterator[str]:
    for number, entry in enumerate(block["entries"], 1):
        yield from _entry(entry, f"{number}. ")


def _questions(block: Data) -> Iterator[str]:
    for number, pair in enumerate(block["pairs"]):
        yield from [""] * bool(number)
        yield from (f"**{_text(pair['question'])}**", "", _text(pair["answer"]))


def _facts(rows: Sequence[Data]) -> Iterator[str]:
    for row in rows:
        said = "；".join(_value(one) for one in (*row["lines"], *row["aside"]))
        yield f"- {_text(row['label'])}：{said}"


def _each_entry(entries: Sequence[Data], mark: str) -> Iterator[str]:
    for entry in entries:
        yield from _entry(entry, mark)


def _entry(entry: Data, mark: str) -> Iterator[str]:
    """An entry with its details below it; those of which one is enough are a list of their own."""
    indent = " " * (2 if mark.startswith("-") else len(mark))
    tags = "".join(f"【{_text(tag)}】" for tag in entry["tags"])
    yield f"{mark}**{_value(entry['title'])}**{tags}"
    if entry["condition"]:
        yield f"{indent}- {_text(entry['condition'])}"
    for line in _facts(entry["facts"]):
        yield indent + line
    for line in _each_entry(entry["any_of"], "- [ ] "):
        yield indent + line


def _table(block: Data) -> Iterator[str]:
    yield "| " + " | ".join(map(_text, block["head"])) + " |"
    yield "|" + "---|" * len(block["head"])
    for row in block["rows"]:
        yield "| " + " | ".join("<br>".join(map(_value, cell)) for cell in row["cells"]) + " |"


_BLOCKS: Mapping[str, Callable[[Data], Iterator[str]]] = {
    "facts": lambda block: _facts(block["rows"]),
    "paragraphs": _paragraphs,
    "bullets": _bullets,
    "note": _note,
    "checklist": lambda block: _each_entry(block["entries"], "- [ ] "),
    "steps": _steps,
    "entries": lambda block: _each_entry(block["entries"], "- "),
    "questions": _questions,
    "table": _table,
}
"""The lines of a block, by its kind."""


def _value(value: Data) -> str:
    """Text, or a link; what leads to a part of the page is text, since each flavour names the parts otherwise."""
    text, href = value["text"], value["href"]
    if href is None or href.startswith("#"):
        return _text(text)
    address = _LIKE_ENTITY.sub("&amp;", str(clean(href)))
    return f"<{address}>" if text == address else f"[{_escaped(text)}](<{address}>)"


def _text(text: str) -> str:
    """Text with nothing in it that means anything but itself."""
    return _OF_ITSELF.sub(_without_link, _escaped(text))


def _escaped(text: str) -> str:
    """Text in which nothing is markup, on one line of the source: it may stand in a list or a table."""
    lines = (" ".join(line.split()) for line in str(clean(text)).splitlines())
    marked = (_AT_START.sub(r"\1\\", _MARKUP.sub(r"\\\g<0>", line)) for line in lines if line)
    return "<br>".join(marked)


def _without_link(found: re.Match[str]) -> str:
    return re.sub("[:.@]", lambda one: f"&#{ord(one[0])};", found[0])
