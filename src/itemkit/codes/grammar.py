"""The grammar of the codes: base code (12), item code (31 or 33), material code (34 or 36), region code (6 or 12).

Structure after the national coding scheme for service items (GB/T 39554.1-2020 and its predecessor ZWFW C0109.1-2018).
The standard's own text was not available to us; the layout is confirmed by real records and implementers' descriptions:

* base code 基本编码: 2 region of the catalogue (``00`` national, else province) + 2 item type + 5 main item
  (2 department + 3 sequence) + 3 sub-item (``000``: none; ``00Y``: has sub-items);
* item code 实施编码: 18 organ + 1 level + 12 base code; with 2 digits of the handling item 业务办理项 33 characters;
* material code 材料编码: item code + 3 digits. Found in records of one province; whether the standard demands it so is
  not known to us.

Letters where digits have run out are upper case without I, O, S, V and Z. There is no check character of its own:
only the organ's credit code carries one.
"""

import re
from dataclasses import dataclass
from typing import Self

LETTER_OR_DIGIT = "[0-9A-HJ-NP-RTUWXY]"
"""A character of the scheme: no I, O, S, V, Z (as in GB 32100)."""

CREDIT_CODE = f"{LETTER_OR_DIGIT}{{2}}[0-9]{{6}}{LETTER_OR_DIGIT}{{10}}"
ORGAN_CODE = f"(?:{CREDIT_CODE}|TE[0-9A-Z]{{16}})"
DEPARTMENT_CODE = f"{LETTER_OR_DIGIT}{{2}}"
BASE_CODE = f"[0-9]{{4}}{DEPARTMENT_CODE}{LETTER_OR_DIGIT}{{3}}{LETTER_OR_DIGIT}{{3}}"
ITEM_CODE = f"{ORGAN_CODE}[1-7]{BASE_CODE}(?:[0-9]{{2}})?"
MATERIAL_CODE = f"{ITEM_CODE}[0-9]{{3}}"
HANDLING_NUMBERS = tuple(f"{number:02}" for number in range(1, 100))
"""The numbers of handling items. An organ's first has a code without a number, and counts as 01."""
REGION_CODE = "[1-9][0-9]{5}(?:[0-9]{6})?"
"""GB/T 2260 (6 digits), or 12 digits with town and village as the statistical divisions number them."""


@dataclass(frozen=True, slots=True)
class BaseCode:
    """A base code (基本编码) in its parts."""

    region: str
    """``00`` for the national catalogue, else the two digits of the province."""
    type: str
    """Item type, two digits (GB/T 39046-2020 appendix A.1)."""
    department: str
    """Guiding department, two characters."""
    main: str
    """Sequence of the main item within region, type and department, three characters."""
    sub: str
    """Sub-item: ``000`` when there is none."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Split 12 characters.

        Raises:
            ValueError: ``text`` is not a base code.
        """
        if not re.fullmatch(BASE_CODE, text):
            raise ValueError(f"not a base code of 12 characters: {text!r}")
        return cls(text[:2], text[2:4], text[4:6], text[6:9], text[9:])

    def __str__(self) -> str:
        return self.region + self.type + self.department + self.main + self.sub


@dataclass(frozen=True, slots=True)
class ItemCode:
    """An item code (实施编码, 31 characters) or handling item code (业务办理项编码, 33) in its parts."""

    organ: str
    """Credit code of the implementing organ, or its placeholder."""
    level: str
    """Level of exercise, one digit (GB/T 39046-2020 appendix A.2)."""
    base: BaseCode
    handling: str = ""
    """Two digits of the handling item; empty where the organ runs one only."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Split 31 or 33 characters; the organ's check character is not judged here.

        Raises:
            ValueError: ``text`` is not an item code.
        """
        if not re.fullmatch(ITEM_CODE, text):
            raise ValueError(f"not an item code of 31 or 33 characters: {text!r}")
        return cls(text[:18], text[18], BaseCode.parse(text[19:31]), text[31:])

    def __str__(self) -> str:
        return f"{self.organ}{self.level}{self.base}{self.handling}"


@dataclass(frozen=True, slots=True)
class MaterialCode:
    """A material code (材料编码, 34 or 36 characters) in its parts."""

    item: ItemCode
    number: str
    """Which of the item's materials, three digits."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Split 34 or 36 characters; the organ's check character is not judged here.

        Raises:
            ValueError: ``text`` is not a material code.
        """
        if not re.fullmatch(MATERIAL_CODE, text):
            raise ValueError(f"not a material code of 34 or 36 characters: {text!r}")
        return cls(ItemCode.parse(text[:-3]), text[-3:])

    def __str__(self) -> str:
        return f"{self.item}{self.number}"


def base_code_in(code: str) -> str:
    """The base code that an item code contains; a base code is its own."""
    return code[19:31] if len(code) > len("440123004000") else code
