"""A code taken apart (`itemkit.codes.apart`): which kind it is, each part with its place, and all that is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from itemkit.language import _, mark


class CodeKind(Enum):
    """What a code is a code of."""

    BASE = "base"
    ITEM = "item"
    HANDLING = "handling"
    MATERIAL = "material"
    ORGAN = "organ"
    PLACEHOLDER = "placeholder"
    UNKNOWN = "unknown"

    @property
    def title(self) -> str:
        """Its name in the current language."""
        return _(_KIND_TITLES[self])


_KIND_TITLES = {
    CodeKind.BASE: mark("基本编码"),
    CodeKind.ITEM: mark("实施编码"),
    CodeKind.HANDLING: mark("业务办理项编码"),
    CodeKind.MATERIAL: mark("材料编码"),
    CodeKind.ORGAN: mark("统一社会信用代码"),
    CodeKind.PLACEHOLDER: mark("机构占位码"),
    CodeKind.UNKNOWN: mark("不是国家规定的编码"),
}
_PART_TITLES = {
    "organ": mark("机构"),
    "organ.registration": mark("登记管理部门"),
    "organ.category": mark("机构类别"),
    "organ.region": mark("登记机关区划"),
    "organ.body": mark("主体标识码"),
    "organ.check": mark("校验码"),
    "organ.mark": mark("占位标记"),
    "organ.number": mark("占位编号"),
    "level": mark("行使层级"),
    "base": mark("基本编码"),
    "base.region": mark("目录区划"),
    "base.type": mark("事项类型"),
    "base.department": mark("业务指导部门"),
    "base.main": mark("主项顺序码"),
    "base.sub": mark("子项"),
    "handling": mark("业务办理项"),
    "material": mark("材料"),
}


WIDTHS = {
    "organ.registration": 1, "organ.category": 1, "organ.region": 6, "organ.body": 9, "organ.check": 1,
    "organ.mark": 2, "organ.number": 16, "level": 1, "base.region": 2, "base.type": 2, "base.department": 2,
    "base.main": 3, "base.sub": 3, "handling": 2, "material": 3,
}  # fmt: skip
"""How many characters each of the smallest parts has."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a code."""

    name: str
    """``level``; of an inner part ``organ.region``."""
    start: int
    """Where it begins in the text, from 0."""
    end: int
    """Where it ends, exclusive; the same as `start` where nothing is left for it."""
    text: str
    """The characters as they are written."""
    value: str
    """The characters as they are meant: upper case, half-width, nothing between them."""
    parts: tuple["Part", ...] = ()
    """What an organ's code and a base code consist of."""

    @property
    def title(self) -> str:
        """What it is called in the current language."""
        return _(_PART_TITLES[self.name])

    @property
    def is_whole(self) -> bool:
        """Whether it has as many characters as such a part has."""
        return sum(WIDTHS.get(one.name, 0) for one in self.each_part()) == len(self.value)

    def each_part(self) -> Iterator["Part"]:
        """This part, then those inside of it."""
        yield self
        yield from self.parts


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something about a text that no code may have."""

    text: str
    """A sentence as a Chinese template, with ``{name}`` where a value goes."""
    start: int
    """Where in the code it is, from 0."""
    end: int
    """Where that ends, exclusive."""
    values: dict[str, object] = field(default_factory=dict, hash=False)
    """What goes into the template: texts and numbers."""

    def __str__(self) -> str:
        return _(self.text).format(**self.values)


@dataclass(frozen=True, slots=True)
class Parts:
    """A text, taken apart as a code."""

    text: str
    meant: str
    """The text without what must not be between the characters, in upper case and half-width."""
    kind: CodeKind
    """What it is; where the length is wrong, what it is likely meant to be."""
    parts: tuple[Part, ...]
    """In the order of the text. All of a code of a known kind; of another what stands in it as an organ's code."""
    mismatches: tuple[Mismatch, ...]
    """Empty exactly if the text is a code. First what is about the whole, then by place."""

    def each_part(self) -> Iterator[Part]:
        """Every part, each before those inside of it."""
        for part in self.parts:
            yield from part.each_part()

    def value_of(self, name: str) -> str:
        """What the part of this name is meant to be; empty if there is none."""
        return next((part.value for part in self.each_part() if part.name == name), "")
