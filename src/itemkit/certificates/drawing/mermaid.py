"""A drawing as a Mermaid flowchart, as it is pasted into a merge request. An arrow is the way of a certificate."""

import re
from collections.abc import Iterator

from itemkit.certificates.drawing.contents import Ask, Drawing, Manner
from itemkit.certificates.drawing.standing import Standing
from itemkit.certificates.drawing.words import ask_words, clean, group_name, group_word, issue_words, standing_word

_SHAPES = {
    Standing.GIVEN: ("([", "])"),
    Standing.MADE: ("[/", "/]"),
    Standing.UNKNOWN: ("{{", "}}"),
    Standing.OBTAINABLE: ("(", ")"),
    Standing.BLOCKED: ("[[", "]]"),
    Standing.DEADLOCK: ("[[", "]]"),
}
_CLASSES = {
    Standing.UNKNOWN: "unknown",
    Standing.BLOCKED: "blocked",
    Standing.DEADLOCK: "deadlock",
}
_STYLES = (
    "classDef unknown stroke-dasharray:5 4",
    "classDef blocked stroke-width:2px",
    "classDef deadlock stroke-width:5px",
)
_SPECIAL = re.compile(r"""["#&<>`%*_~\\|:;{}\[\]()]|^\s*[-+]|^\s*\d+(?=[.)])\.?""")
"""What Mermaid, or the Markdown in it, takes for something else, even between quotes."""
_BREAK = ("\\n", "\\\u200cn")
"""It makes a line break of these two characters even where the first is written by its number."""


def mermaid(drawing: Drawing) -> str:
    """The drawing as a flowchart."""
    return "\n".join(("flowchart LR", *(f"  {line}" for line in _statements(drawing)), ""))


def _statements(drawing: Drawing) -> Iterator[str]:
    names = {one.name: f"c{number}" for number, one in enumerate(drawing.certificates, 1)}
    for one in drawing.certificates:
        begin, end = _SHAPES[one.standing]
        class_ = f":::{_CLASSES[one.standing]}" if one.standing in _CLASSES else ""
        yield f"{names[one.name]}{begin}{quoted(one.name, standing_word(one))}{end}{class_}"
    for number, group in enumerate(drawing.groups, 1):
        class_ = ":::blocked" if group.is_blocked else ""
        yield f"i{number}[{quoted(group_name(group), group_word(group))}]{class_}"
    place, dotted = 0, []
    for number, group in enumerate(drawing.groups, 1):
        for ask in group.asks:
            if ask.is_others:
                dotted.append(str(place))
            yield f"{names[ask.certificate]} {_line(ask)}{_told(ask_words(ask))} i{number}"
            place += 1
        for issue in group.issues:
            line = "==>" if issue.is_first else "-->"
            yield f"i{number} {line}{_told(issue_words(issue))} {names[issue.certificate]}"
            place += 1
    used = {_CLASSES.get(one.standing) for one in drawing.certificates}
    used |= {"blocked"} if any(group.is_blocked for group in drawing.groups) else set()
    yield from (style for style in _STYLES if style.split(" ")[1] in used)
    if dotted:
        yield f"linkStyle {','.join(dotted)} stroke-dasharray:1 4"


def _line(ask: Ask) -> str:
    return "-->" if ask.manner is Manner.REQUIRED and not ask.is_others else "-.->"


def _told(words: tuple[str, ...]) -> str:
    return f"|{quoted(' '.join(words))}|" if words else ""


def quoted(*lines: str) -> str:
    """Lines as a label: special characters by their numbers, as Mermaid's own entities."""
    safe = (_SPECIAL.sub(lambda found: _numbers(found[0]), clean(line).replace(*_BREAK)) for line in lines if line)
    return '"' + "<br>".join(safe) + '"'


def _numbers(text: str) -> str:
    return "".join(one if one.isalnum() or one == " " else f"#{ord(one)};" for one in text)
