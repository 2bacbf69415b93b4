"""A drawing in the language of Graphviz.

An arrow is the way of a certificate: into the item that asks for it, out of the one that issues it.
"""

from collections.abc import Iterator

from itemkit.certificates.drawing.contents import Ask, Drawing, Manner
from itemkit.certificates.drawing.standing import Standing
from itemkit.certificates.drawing.words import (
    ask_words,
    clean,
    group_name,
    group_word,
    issue_words,
    standing_sentence,
    standing_word,
)

_SHAPES = {
    Standing.GIVEN: "shape=ellipse",
    Standing.MADE: "shape=parallelogram",
    Standing.UNKNOWN: "shape=hexagon, style=dashed",
    Standing.OBTAINABLE: "shape=box, style=rounded",
    Standing.BLOCKED: "shape=octagon, penwidth=2",
    Standing.DEADLOCK: "shape=doubleoctagon, penwidth=2",
}
_FONTS = '"Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"'


def dot(drawing: Drawing) -> str:
    """The drawing as a directed graph."""
    return "\n".join(("digraph certificates {", *(f"  {line};" for line in _statements(drawing)), "}", ""))


def _statements(drawing: Drawing) -> Iterator[str]:
    yield 'graph [rankdir=LR, charset="UTF-8", nodesep=0.2, ranksep=0.8]'
    yield f"node [fontname={_FONTS}, fontsize=11, margin=0.12]"
    yield f"edge [fontname={_FONTS}, fontsize=9, arrowsize=0.7]"
    names = {one.name: f"c{number}" for number, one in enumerate(drawing.certificates, 1)}
    for one in drawing.certificates:
        label, tip = _quoted(one.name, standing_word(one)), _quoted(one.path, standing_sentence(one))
        yield f"{names[one.name]} [label={label}, {_SHAPES[one.standing]}, tooltip={tip}]"
    for number, group in enumerate(drawing.groups, 1):
        extra = ", peripheries=2, penwidth=2" if group.is_blocked else ""
        label = _quoted(group_name(group), group_word(group))
        yield f"i{number} [label={label}, shape=box{extra}, tooltip={_quoted(*(one.path for one in group.examples))}]"
    for number, group in enumerate(drawing.groups, 1):
        for ask in group.asks:
            yield f"{names[ask.certificate]} -> i{number}{_attributes(_line(ask), ask_words(ask))}"
        for issue in group.issues:
            width = "penwidth=2.5" if issue.is_first else "penwidth=0.6"
            yield f"i{number} -> {names[issue.certificate]}{_attributes(width, issue_words(issue))}"


def _line(ask: Ask) -> str:
    if ask.is_others:
        return "style=dotted"
    return "" if ask.manner is Manner.REQUIRED else "style=dashed"


def _attributes(line: str, words: tuple[str, ...]) -> str:
    label = f"label={_quoted(' '.join(words))}" if words else ""
    told = ", ".join(filter(None, (line, label)))
    return f" [{told}]" if told else ""


def _quoted(*lines: str) -> str:
    r"""Lines as a string of DOT: ``\`` begins an escape there, and ``&`` an entity."""
    safe = (
        clean(line).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;").replace("<", "&lt;")
        for line in lines
        if line
    )
    return '"' + "\\n".join(safe) + '"'
