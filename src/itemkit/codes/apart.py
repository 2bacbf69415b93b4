"""Takes a code apart for people: which kind it is or is meant to be, what each part of it is, and all that is wrong.

The grammar says only yes or no. Here a text that it refuses still comes apart: spaces, hyphens, small and full-width
letters are seen through, and where characters are missing or too many, the split is taken under which most of the
others stand where they should. What is told to be without mismatch is exactly what the grammar and the check
character accept.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from itemkit.codes.credit import expected_check_character, is_organ_code
from itemkit.codes.grammar import CREDIT_CODE, LETTER_OR_DIGIT
from itemkit.codes.parts import WIDTHS, CodeKind, Mismatch, Part, Parts
from itemkit.language import mark


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    allowed: str
    """The pattern of one character."""

    @property
    def width(self) -> int:
        return WIDTHS[self.name]

    def takes(self, chunk: str) -> bool:
        return re.fullmatch(f"(?:{self.allowed})*", chunk) is not None


@dataclass(frozen=True, slots=True)
class _Layout:
    kind: CodeKind
    fields: tuple[_Field, ...]

    @property
    def width(self) -> int:
        return sum(one.width for one in self.fields)


_DIGIT = "[0-9]"
_CREDIT = (
    _Field("organ.registration", LETTER_OR_DIGIT),
    _Field("organ.category", LETTER_OR_DIGIT),
    _Field("organ.region", _DIGIT),
    _Field("organ.body", LETTER_OR_DIGIT),
    _Field("organ.check", LETTER_OR_DIGIT),
)
_MARK = "TE"
_PLACEHOLDER = (_Field("organ.mark", "[TE]"), _Field("organ.number", "[0-9A-Z]"))
_LEVEL = _Field("level", "[1-7]")
_BASE = (
    _Field("base.region", _DIGIT),
    _Field("base.type", _DIGIT),
    _Field("base.department", LETTER_OR_DIGIT),
    _Field("base.main", LETTER_OR_DIGIT),
    _Field("base.sub", LETTER_OR_DIGIT),
)
_HANDLING = _Field("handling", _DIGIT)
_MATERIAL = _Field("material", _DIGIT)


def _layouts(organ_kind: CodeKind, organ: tuple[_Field, ...]) -> tuple[_Layout, ...]:
    item = (*organ, _LEVEL, *_BASE)
    return (
        _Layout(CodeKind.BASE, _BASE),
        _Layout(organ_kind, organ),
        _Layout(CodeKind.ITEM, item),
        _Layout(CodeKind.HANDLING, (*item, _HANDLING)),
        _Layout(CodeKind.MATERIAL, (*item, _MATERIAL)),
        _Layout(CodeKind.MATERIAL, (*item, _HANDLING, _MATERIAL)),
    )


_WITH_CREDIT_CODE = _layouts(CodeKind.ORGAN, _CREDIT)
_WITH_PLACEHOLDER = _layouts(CodeKind.PLACEHOLDER, _PLACEHOLDER)

_FURTHEST = 2
"""So many characters too many or too few are a slip; a text that is further off is something else."""
_FIELDS_A_MISFIT = 6
"""Where the length is wrong, one in so many fields may be wrong besides; with more the text is something else."""
_NEVER_USED = "IOSVZ"
_LIKELY = str.maketrans("IOSZ", "1052")
_QUOTES = "'\"‘’“”"

_SPACE = mark("编码里没有空格：去掉以后是 {meant}")
_HYPHEN = mark("编码里没有连字符：去掉以后是 {meant}")
_QUOTE = mark("编码里没有引号：去掉以后是 {meant}")
_INVISIBLE = mark("这里有看不见的字符：去掉以后是 {meant}")
_FULL_WIDTH = mark("编码用半角字符：改正以后是 {meant}")
_LOWER_CASE = mark("编码里的字母要大写：改正以后是 {meant}")
_NO_CODE = mark("有 {length} 位，不像哪一种编码（12、18、31、33、34、36 位）：地方自有的编码写在 local_code")
_TOO_SHORT = mark("有 {length} 位，比 {longer} 位少 {count} 位：编码有 12、18、31、33、34、36 位的")
_TOO_LONG = mark("有 {length} 位，比 {shorter} 位多 {count} 位：编码有 12、18、31、33、34、36 位的")
_BETWEEN = mark(
    "有 {length} 位，比 {shorter} 位多 {count} 位，比 {longer} 位少 {count} 位：编码有 12、18、31、33、34、36 位的"
)
_WRONG_LEVEL = mark("行使层级只有 1 到 7，写的是 {found}")
_NO_DIGIT = mark("这里只能是数字，写的是 {found}")
_NOT_OF_THE_SCHEME = mark("这里只能是数字和大写字母，写的是 {found}")
_NEVER = mark("编码不用字母 I、O、S、V、Z，写的是 {found}")
_NEVER_BUT_LIKELY = mark("编码不用字母 I、O、S、V、Z，写的是 {found}，多半是 {likely}")
_WRONG_CHECK = mark("校验码不对：按前 17 位应为 {expected}，写的是 {found}；也可能是前 17 位写错了")


def parts_of(text: str) -> Parts:
    """Take a text apart as a code. Whatever the text is, nothing is raised."""
    meant, offsets, slips = _seen_through(text)
    layouts = _WITH_PLACEHOLDER if meant.startswith(_MARK) else _WITH_CREDIT_CODE
    distance = min(abs(len(meant) - one.width) for one in layouts)
    nearest = [one for one in layouts if abs(len(meant) - one.width) == distance <= _FURTHEST]
    is_in_sections = any(one.text == _HYPHEN for one in slips)
    split = min((_split(one, meant) for one in nearest), key=lambda one: one.misfits, default=None)
    if split is None or (distance and (is_in_sections or not split.is_plausible)):
        mismatch = Mismatch(_NO_CODE, 0, len(text), {"length": len(meant)})
        return Parts(text, meant, CodeKind.UNKNOWN, tuple(_organ_in(text)), (mismatch,))
    parts = _grouped(text, _leaves(text, offsets, split))
    by_place = sorted((*slips, *_misfits(split, offsets), *_check(parts)), key=lambda one: (one.start, one.end))
    length = [_length(text, meant, [one.width for one in nearest])] if distance else []
    return Parts(text, meant, split.layout.kind, parts, (*length, *by_place))


def _seen_through(text: str) -> tuple[str, list[int], list[Mismatch]]:
    """The characters of a code as they are meant, where each stands in a text, and what is seen through."""
    each = [_meant(character) for character in text]
    meant = "".join(value for value, _slip in each)
    offsets = [offset for offset, (value, _slip) in enumerate(each) if value]
    slips = _runs([slip for _value, slip in each])
    return meant, offsets, [Mismatch(slip, first, stop, {"meant": meant}) for slip, first, stop in slips]


def _meant(character: str) -> tuple[str, str | None]:
    """What is meant by a character, one or nothing; and what is amiss with it."""
    normal = unicodedata.normalize("NFKC", character)
    if len(normal) == 1 and normal.isascii() and normal.isalnum():
        value = normal.upper()
        return value, _FULL_WIDTH if normal != character else _LOWER_CASE if value != character else None
    category = unicodedata.category(character)
    if character.isspace():
        return "", _SPACE
    if category == "Pd":
        return "", _HYPHEN
    if character in _QUOTES:
        return "", _QUOTE
    return ("", _INVISIBLE) if category in {"Cc", "Cf"} else (character, None)


def _runs(each: Iterable[str | None]) -> Iterator[tuple[str, int, int]]:
    """Where the same is said of neighbours: what, from, up to."""
    for said, group in groupby(enumerate(each), key=lambda pair: pair[1]):
        places = [place for place, _said in group]
        if said is not None:
            yield said, places[0], places[-1] + 1


@dataclass(frozen=True, slots=True)
class _Split:
    """A text that is dealt out to the fields of a layout."""

    layout: _Layout
    chunks: tuple[str, ...]

    @property
    def organ(self) -> str:
        """What is taken for the organ's code; empty if the layout has none."""
        each = zip(self.layout.fields, self.chunks, strict=True)
        return "".join(chunk for one, chunk in each if one.name.startswith("organ."))

    @property
    def misfits(self) -> int:
        """How many fields hold what they may not hold; a wrong check character is one more."""
        each = zip(self.layout.fields, self.chunks, strict=True)
        is_wrong_check = _is_credit_form(self.organ) and not is_organ_code(self.organ)
        return sum(not one.takes(chunk) for one, chunk in each) + is_wrong_check

    @property
    def is_plausible(self) -> bool:
        """Whether so much is right that the text may be meant to have this layout."""
        return self.misfits <= len(self.chunks) // _FIELDS_A_MISFIT


def _split(layout: _Layout, value: str) -> _Split:
    """The split with the fewest misfits, where one field takes what is too many or too few.

    Of equals one with an organ's code in order, else where that is the widest field, which a slip hits likeliest.
    """
    excess = len(value) - layout.width
    widths = [one.width for one in layout.fields]
    splits = [
        (width, _Split(layout, _chunks(value, [*widths[:number], width + excess, *widths[number + 1 :]])))
        for number, width in enumerate(widths)
        if width + excess >= 0
    ]
    return min(reversed(splits), key=lambda one: (one[1].misfits, not is_organ_code(one[1].organ), -one[0]))[1]


def _chunks(value: str, widths: Iterable[int]) -> tuple[str, ...]:
    characters = iter(value)
    return tuple("".join(islice(characters, width)) for width in widths)


def _leaves(text: str, offsets: Sequence[int], split: _Split) -> Iterator[Part]:
    """The innermost parts; one without a character stands before the next that there is."""
    done = 0
    for one, chunk in zip(split.layout.fields, split.chunks, strict=True):
        places = offsets[done : done + len(chunk)] or [offsets[done] if done < len(offsets) else len(text)]
        start, end = places[0], places[-1] + bool(chunk)
        yield Part(one.name, start, end, text[start:end], chunk)
        done += len(chunk)


def _grouped(text: str, leaves: Iterable[Part]) -> tuple[Part, ...]:
    """Parts whose names begin alike, as one."""
    grouped: list[Part] = []
    for name, group in groupby(leaves, key=lambda part: part.name.partition(".")[0]):
        inner = tuple(group)
        start, end = inner[0].start, inner[-1].end
        whole = Part(name, start, end, text[start:end], "".join(one.value for one in inner), inner)
        grouped.append(inner[0] if inner[0].name == name else whole)
    return tuple(grouped)


def _organ_in(text: str) -> Iterator[Part]:
    """The code of an organ that stands for itself in a text of another form; of several the first."""
    found = next((one for one in re.finditer("[0-9A-Z]+", text) if is_organ_code(one[0])), None)
    if found is not None:
        layout = _WITH_PLACEHOLDER[1] if found[0].startswith(_MARK) else _WITH_CREDIT_CODE[1]
        yield from _grouped(text, _leaves(text, range(*found.span()), _split(layout, found[0])))


def _length(text: str, meant: str, widths: Sequence[int]) -> Mismatch:
    """What is to be said of a wrong length, by the nearest that there are."""
    shorter, longer = min(widths), max(widths)
    template = _BETWEEN if shorter != longer else _TOO_SHORT if len(meant) < longer else _TOO_LONG
    count = abs(len(meant) - shorter)
    return Mismatch(
        template, 0, len(text), {"length": len(meant), "count": count, "shorter": shorter, "longer": longer}
    )


def _misfits(split: _Split, offsets: Sequence[int]) -> Iterator[Mismatch]:
    """Characters that may not stand where they stand."""
    meant = "".join(split.chunks)
    fields = [one for one, chunk in zip(split.layout.fields, split.chunks, strict=True) for _character in chunk]
    for said, first, stop in _runs([_objection(*one) for one in zip(fields, meant, strict=True)]):
        found = meant[first:stop]
        values = {"found": found, "likely": found.translate(_LIKELY)}
        yield Mismatch(said, offsets[first], offsets[stop - 1] + 1, dict(values))


def _objection(one: _Field, character: str) -> str | None:
    if one.takes(character):
        return None
    if one is _LEVEL:
        return _WRONG_LEVEL
    if character in _NEVER_USED:
        return _NEVER if character == "V" else _NEVER_BUT_LIKELY
    return _NO_DIGIT if one.allowed == _DIGIT else _NOT_OF_THE_SCHEME


def _check(parts: Iterable[Part]) -> Iterator[Mismatch]:
    """Whether the check character is the one that belongs to the rest, where the organ's code is else in order."""
    for one in parts:
        if one.name == "organ" and _is_credit_form(one.value) and not is_organ_code(one.value):
            check = one.parts[-1]
            values: dict[str, object] = {"expected": expected_check_character(one.value), "found": check.value}
            yield Mismatch(_WRONG_CHECK, check.start, check.end, values)


def _is_credit_form(organ: str) -> bool:
    return re.fullmatch(CREDIT_CODE, organ) is not None
