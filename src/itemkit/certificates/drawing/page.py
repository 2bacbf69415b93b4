"""A drawing as one page of HTML that needs nothing else, on which a person can follow one certificate.

Without script the page is an index: a section for each certificate, with links from one to the other. With script it
shows what is around one certificate or item, out of the same drawing, put into the page as JSON. Style and script are
in the page and allowed by their hashes; nothing else may run, and nothing is loaded.
"""

import base64
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from itemkit.certificates.drawing.contents import Ask, Certificate, Drawing, Group, Issue, Manner
from itemkit.certificates.drawing.standing import Standing
from itemkit.certificates.drawing.texts import script_texts
from itemkit.certificates.drawing.words import (
    ask_words,
    clean,
    group_name,
    group_word,
    issue_words,
    or_else_words,
    standing_sentence,
    standing_word,
)
from itemkit.language import _, current
from itemkit.pages import environment

if TYPE_CHECKING:
    import jinja2

_LINES_IN_ALL = 8_000
"""Items that are named in the index of certificates, so that the page of a large catalog can still be opened."""
_LINES = range(2, 21)
"""How many items are named of those that issue one certificate, and of those that ask for it."""
_LINKS = 5
"""How many certificates are named behind one item."""
_PLAIN = re.compile("[^0-9A-Za-z_\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Link:
    """A certificate as it is named in the index."""

    name: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """Items that issue a certificate, or ask for it, and what they ask for, or issue, themselves."""

    name: str
    words: tuple[str, ...]
    links: tuple[Link, ...]
    hidden: int
    """Certificates that are not named."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Some of the items that issue a certificate, or ask for it."""

    shown: tuple[Line, ...]
    hidden: int
    """Groups of items that are not shown."""
    items: int
    """How many items there are in all."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A certificate in the index."""

    certificate: Certificate
    anchor: str
    word: str
    sentence: str
    issuing: Lines
    asking: Lines


@dataclass(frozen=True, slots=True)
class Chapter:
    """Certificates of one standing."""

    name: str
    title: str
    entries: tuple[Entry, ...]


def page(drawing: Drawing, catalog: str) -> str:
    """The page.

    Args:
        drawing: what is on it.
        catalog: the name of the catalog; may be empty.
    """
    style, script = _file("graph.css"), _file("graph.js")
    anchors = _anchors(drawing.certificates)
    return _template().render(
        language="zh-CN" if current() == "zh" else "en",
        gap="" if current() == "zh" else " ",
        policy=(
            f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        style=style,
        script=script,
        data=_embedded(_data(drawing, anchors)),
        title=clean(catalog),
        chapters=_chapters(drawing, anchors),
        certificates=len(drawing.certificates),
        items=sum(len(group.files) for group in drawing.groups),
    )


def _anchors(certificates: Iterable[Certificate]) -> dict[str, str]:
    """By name what leads to a certificate: the same in every version of a catalog, so that links last."""
    return {one.name: f"c-{_PLAIN.sub(lambda found: f'~{ord(found[0]):x}~', one.name)}" for one in certificates}


def _hash(text: str) -> str:
    """The source expression by which a Content Security Policy allows an element with this text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _embedded(data: object) -> str:
    """JSON that can't end the element it stands in, nor be taken for markup."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _data(drawing: Drawing, anchors: dict[str, str]) -> dict[str, object]:
    """The drawing for the script: numbers in place of names, lists in place of objects."""
    numbers = {one.name: number for number, one in enumerate(drawing.certificates)}
    return {
        "certificates": [
            [
                clean(one.name), [clean(alias) for alias in one.aliases], anchors[one.name],
                one.standing.value, standing_word(one), clean(standing_sentence(one)),
            ]
            for one in drawing.certificates
        ],
        "groups": [
            [
                len(group.files), int(group.is_blocked),
                [[clean(part) for part in example] for example in group.examples],
                [_ask(ask, numbers) for ask in group.asks],
                [[numbers[issue.certificate], int(issue.is_first)] for issue in group.issues],
            ]
            for group in drawing.groups
        ],
        "texts": script_texts(),
    }  # fmt: skip


def _ask(ask: Ask, numbers: dict[str, int]) -> list[object]:
    told: list[object] = [numbers[ask.certificate], _MANNERS.index(ask.manner), int(ask.is_shared), int(ask.is_others)]
    others = or_else_words(ask)
    return [*told, clean(others)] if others else told


_MANNERS = tuple(Manner)


def _chapters(drawing: Drawing, anchors: dict[str, str]) -> tuple[Chapter, ...]:
    """The index: what can't be obtained comes first."""
    entries = _entries(drawing, anchors)
    titles = {
        Standing.DEADLOCK: _("死结：互相要求，谁也办不成"),
        Standing.BLOCKED: _("办不成：要的证照办不成"),
        Standing.OBTAINABLE: _("办得到"),
        Standing.UNKNOWN: _("哪里办不明"),
        Standing.GIVEN: _("人人都有"),
        Standing.MADE: _("申请人自备，中介机构出具"),
    }
    chapters = (
        Chapter(standing.value, title, tuple(one for one in entries if one.certificate.standing is standing))
        for standing, title in titles.items()
    )
    return tuple(chapter for chapter in chapters if chapter.entries)


def _entries(drawing: Drawing, anchors: dict[str, str]) -> list[Entry]:
    issuing: dict[str, list[tuple[Group, Issue]]] = defaultdict(list)
    asking: dict[str, list[tuple[Group, Ask]]] = defaultdict(list)
    for group in drawing.groups:
        for issue in group.issues:
            issuing[issue.certificate].append((group, issue))
        for ask in group.asks:
            asking[ask.certificate].append((group, ask))
    most = max(_LINES[0], min(_LINES[-1], _LINES_IN_ALL // max(1, 2 * len(drawing.certificates))))
    entries = []
    for one in drawing.certificates:
        issued = sorted(issuing[one.name], key=lambda pair: not pair[1].is_first)
        issuers = [
            _line(group, issue_words(issue), [ask.certificate for ask in group.asks], anchors)
            for group, issue in issued[:most]
        ]
        askers = [
            _line(group, ask_words(ask), [issue.certificate for issue in group.issues], anchors)
            for group, ask in asking[one.name][:most]
        ]
        entries.append(
            Entry(
                one, anchors[one.name], standing_word(one), standing_sentence(one),
                _lines(issuers, [group for group, _issue in issued]),
                _lines(askers, [group for group, _ask in asking[one.name]]),
            )
        )  # fmt: skip
    return entries


def _line(group: Group, words: tuple[str, ...], certificates: Sequence[str], anchors: dict[str, str]) -> Line:
    named = list(dict.fromkeys(certificates))
    links = tuple(Link(name, anchors[name]) for name in named[:_LINKS])
    return Line(group_name(group), tuple(filter(None, (group_word(group), *words))), links, len(named) - len(links))


def _lines(shown: Sequence[Line], groups: Sequence[Group]) -> Lines:
    return Lines(tuple(shown), len(groups) - len(shown), sum(len(group.files) for group in groups))


def _file(name: str) -> str:
    return (files("itemkit.certificates.drawing") / "templates" / name).read_text("utf-8")


def _clean(value: object) -> object:
    return clean(value) if type(value) is str else value


@cache
def _template() -> "jinja2.Template":
    made = environment("itemkit.certificates.drawing", _clean)
    made.globals |= {"_": _}
    return made.get_template("graph.html")
