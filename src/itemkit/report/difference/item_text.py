"""One item's changes as people read them at a terminal: its name, its files, a sentence for each change.

Values that the sentence has no room for stand below it: side by side where the terminal is wide, else one below the
other. What a change does to applicants is told by a mark and a word; colours only help.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from itemkit.diff.change import Change
from itemkit.diff.effect import Effect
from itemkit.diff.pairing import Entry
from itemkit.diff.whole import Compared
from itemkit.findings import Message
from itemkit.language import _
from itemkit.report.block import Paint, plain
from itemkit.report.difference.folding import Line, Piece, folded, hanging, side_by_side
from itemkit.report.difference.interface import At, Located
from itemkit.report.difference.values import lines as values_of
from itemkit.report.difference.words import WORST_FIRST, effect_word, sentence

MARKS: Mapping[Effect, str] = {Effect.BURDEN: "▲", Effect.EASE: "▼", Effect.UNCLEAR: "?", Effect.NEUTRAL: "·"}
STYLES: Mapping[Effect, str] = {
    Effect.BURDEN: "bold red",
    Effect.EASE: "green",
    Effect.UNCLEAR: "yellow",
    Effect.NEUTRAL: "dim",
}
ACCEPTED = "✓"
WIDE = 120
"""From so many cells on, before and after stand side by side."""
_MOST_LINES = 12
"""Lines of one value."""
_LONGEST_COMPARED = 2_000
"""Characters of a text in which the changed words are looked for."""
_WORTH_COMPARING = 12
"""Characters of a text that is no mere word."""
_ALIKE = 0.4
_INSET = 2
_BETWEEN = Piece(" │ ", "dim")


@dataclass(slots=True)
class Look:
    """How things are to look, and what is to be said at the end."""

    paint: Paint = plain
    width: int = 80
    wide: bool = False
    whole: bool = False
    """True: no value is cut, however long."""
    notes: dict[str, int] = field(default_factory=dict)
    """Assumptions with their numbers, in the order in which they came up."""

    def note(self, text: str) -> str:
        """The reference to an assumption: ``[1]``."""
        return f"[{self.notes.setdefault(text, len(self.notes) + 1)}]"


def item_lines(compared: Compared, changes: Sequence[Located], look: Look) -> Iterator[Line]:
    """The whole block of an item."""
    yield from folded(_name(compared.entry), look.width)
    yield from _files(changes, look)
    for one in worst_first(changes):
        yield from change_lines(one, look)


def worst_first(changes: Iterable[Located]) -> list[Located]:
    """Burdens, then what is unclear, then the rest, at last what was accepted; else in the order that they have."""
    return sorted(changes, key=lambda one: (bool(one.accepted), WORST_FIRST.index(one.change.effect)))


def change_lines(located: Located, look: Look) -> Iterator[Line]:
    """One change: the sentence with measure and places, then what it has no room for."""
    change = located.change
    style = "dim" if located.accepted else STYLES[change.effect]
    mark = ACCEPTED if located.accepted else MARKS[change.effect]
    lead = [Piece(" " * _INSET), Piece(f"{mark} {_verdict_on(located)} ", style)]
    told = _split(_sentence(change, look))
    pieces = [Piece(told, "dim" if located.accepted or change.effect is Effect.NEUTRAL else "")]
    if change.measure is not None:
        pieces += [Piece("  "), Piece(str(change.measure), style, whole=True)]
    if change.assumed is not None:
        pieces.append(Piece(f" {look.note(str(change.assumed))}", "cyan"))
    if places := _places(located):
        pieces += [Piece("  "), Piece(places, "dim", whole=True)]
    yield from hanging(lead, pieces, look.width)
    if located.accepted:
        reason = _("理由：{reason}").format(reason=located.accepted)
        yield from hanging([Piece(" " * _deep(look))], [Piece(reason, "dim")], look.width)
    yield from _values(change, told, look)


def _sentence(change: Change, look: Look) -> str:
    """The change in a sentence; two texts that differ in some words are better read one against the other."""
    if all(isinstance(one, str) and len(one) >= _WORTH_COMPARING for one in (change.before, change.after)):
        return str(Message(change.kind.text, {**change.message.values, "before": "…", "after": "…"}))
    return str(change.message) if look.whole else sentence(change)


def _split(text: str) -> str:
    """A text of several lines as one line; Chinese needs no space between them."""
    return " ".join(line.strip() for line in text.splitlines() if line.strip()) or text.strip()


def _verdict_on(located: Located) -> str:
    word = effect_word(located.change.effect)
    return _("已接受（{effect}）").format(effect=word) if located.accepted else word


def _deep(look: Look) -> int:
    """How far in the values stand."""
    return _INSET * 3 if look.width >= WIDE // 2 else _INSET


def _name(entry: Entry) -> list[Piece]:
    pieces = [Piece(entry.name or entry.path, "bold")]
    if entry.code:
        pieces.append(Piece(f"  {entry.code}", "cyan"))
    return pieces


def _files(changes: Sequence[Located], look: Look) -> Iterator[Line]:
    """The files that the places are in, each with the letter that stands for it."""
    shown: dict[tuple[str, str], None] = {}
    for one in changes:
        for side, at in (("A", one.a), ("B", one.b)):
            if at is not None and not at.spot.inherited:
                shown[side, at.shown] = None
    for one in changes:
        for side, at in (("A", one.a), ("B", one.b)):
            if at is not None and at.spot.inherited:
                shown[_inherited(side), at.shown] = None
    for (side, path), _nothing in sorted(shown.items(), key=lambda row: row[0]):
        yield from hanging([Piece(f"  {side} ", "dim")], [Piece(path, "dim")], look.width)


def _inherited(side: str) -> str:
    return _("{side} 的标准").format(side=side)


def _places(located: Located) -> str:
    """``A:12 B:51``: the lines in the files above."""
    return " ".join(_line(side, at) for side, at in (("A", located.a), ("B", located.b)) if at is not None)


def _line(side: str, at: At) -> str:
    return f"{_inherited(side) if at.spot.inherited else side}:{at.span.start.line}"


def _values(change: Change, told: str, look: Look) -> Iterator[Line]:
    """Before and after, unless the sentence has said it all, or it is no matter for applicants and on one side only."""
    has = [change.before is not None, change.after is not None]
    if _is_said(change, told, has) or (change.effect is Effect.NEUTRAL and not all(has) and not look.whole):
        return
    before, after = ([_split(one) for one in side] for side in values_of(change))
    rest = [
        [one for one in side if one not in told] if there else []
        for side, there in zip((before, after), has, strict=True)
    ]
    if not any(rest):
        return
    texts = [_("；").join(side) for side in (before, after)] if all(has) else [_("；").join(side) for side in rest]
    pieces = _marked(*texts) if all(has) else ([Piece(texts[0])], [Piece(texts[1])])
    if look.wide and all(has):
        yield from _beside(pieces, look)
        return
    inset = Piece(" " * _deep(look))
    for sign, style, side in (("−", "red", pieces[0]), ("+", "green", pieces[1])):
        if any(piece.text for piece in side):
            yield from _cut(hanging([inset, Piece(f"{sign} ", style)], side, look.width), look)


def _is_said(change: Change, told: str, has: Sequence[bool]) -> bool:
    """Whether the sentence holds the values themselves."""
    if isinstance(change.before, bool) or isinstance(change.after, bool):
        return True
    keys = [key for key, there in zip(("{before}", "{after}"), has, strict=True) if there]
    return told == _split(str(change.message)) and all(key in change.kind.text for key in keys)


def _beside(pieces: tuple[list[Piece], list[Piece]], look: Look) -> Iterator[Line]:
    room = (look.width - _deep(look) - len(_BETWEEN.text)) // 2
    left, right = (
        _cut(hanging([Piece(f"{sign} ", style)], side, room), look)
        for sign, style, side in (("−", "red", pieces[0]), ("+", "green", pieces[1]))
    )
    inset = Piece(" " * _deep(look))
    for line in side_by_side(left, right, room, _BETWEEN):
        yield [inset, *line]


def _cut(lines: list[Line], look: Look) -> list[Line]:
    if look.whole or len(lines) <= _MOST_LINES:
        return lines
    more = _("……还有 {count} 行，-f json 有全文").format(count=len(lines) - _MOST_LINES)
    return [*lines[:_MOST_LINES], [Piece("  "), Piece(more, "dim")]]


def _marked(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts, what only one of them has in colour; all of it where they have little in common."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if len(before) + len(after) > _LONGEST_COMPARED or matcher.ratio() < _ALIKE:
        return [Piece(before)], [Piece(after)]
    first: list[Piece] = []
    second: list[Piece] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        same = operation == "equal"
        first.append(Piece(before[a:b], "" if same else "bold red"))
        second.append(Piece(after[c:d], "" if same else "bold green"))
    return first, second
