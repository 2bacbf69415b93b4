"""The kinds of text that have a form: dates, durations, addresses on the web, telephone numbers, and codes.

Each is one `Format`: it makes the pydantic type, the JSON Schema and the sentence that a maintainer reads, so that the
three can't disagree. Patterns are written in what ECMA 262, Rust and Python regular expressions mean alike. pydantic is
imported only where a model is built.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from itemkit.codes import (
    BASE_CODE,
    DEPARTMENT_CODE,
    ITEM_CODE,
    ORGAN_CODE,
    REGION_CODE,
    expected_check_character,
    is_organ_code,
)
from itemkit.findings import Message, msg

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


@dataclass(frozen=True, slots=True, eq=False)
class Format:
    """A kind of text; use it as ``Annotated[str, URL]``."""

    name: str
    """The value of ``format`` in the JSON Schema."""
    pattern: str
    """What the whole text must match."""
    advice: Message
    """What a right value looks like."""
    read: Callable[[str], Any] = field(default=str)
    """Makes the value; raises ValueError where the pattern alone does not tell right from wrong."""
    verdict: Callable[[str], bool] | None = None
    """What the pattern can't say, for the checker to call; None where pattern or standard format suffice."""
    explain: Callable[[str], Message | None] = field(default=lambda text: None)  # noqa: ARG005
    """A closer reason why this text is wrong, if there is one."""
    example: str = ""

    def matches(self, text: str) -> bool:
        """Whether ``text`` is of this format."""
        try:
            self.parse(text)
        except ValueError:
            return False
        return True

    def parse(self, text: str) -> Any:
        """The value that ``text`` stands for.

        Raises:
            ValueError: ``text`` is not of this format.
        """
        if not re.fullmatch(self.pattern, text) or not (self.verdict is None or self.verdict(text)):
            raise ValueError(text)
        return self.read(text)

    def advise(self, text: str) -> Message:
        """Why ``text`` is wrong, and what would be right."""
        return self.explain(text) or self.advice

    def __get_pydantic_core_schema__(self, source: object, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            self._validate, serialization=core_schema.to_string_ser_schema()
        )

    def __get_pydantic_json_schema__(self, schema: "CoreSchema", handler: "GetJsonSchemaHandler") -> "JsonSchemaValue":
        return {"type": "string", "format": self.name, "pattern": f"^(?:{self.pattern})$"}

    def _validate(self, value: object) -> Any:
        from pydantic_core import PydanticCustomError

        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "text expected")
        try:
            return self.parse(value)
        except ValueError:
            raise PydanticCustomError("bad_format", "not a {format}", {"format": self.name}) from None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time by the calendar (ISO 8601), such as the four years that a licence is valid."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """Read ``P4Y``, ``P1Y6M``, ``P30D``, ``PT2H``.

        Raises:
            ValueError: ``text`` is no such duration.
        """
        found = re.fullmatch(DURATION.pattern.replace("[0-9]{1,4}", "([0-9]{1,4})"), text)
        if not found or not any(found.groups()):
            raise ValueError(text)
        return cls(*(int(part or 0) for part in found.groups()))

    def __str__(self) -> str:
        day = _unit_texts(Y=self.years, M=self.months, W=self.weeks, D=self.days)
        clock = _unit_texts(H=self.hours, M=self.minutes)
        return f"P{day}" + (f"T{clock}" if clock else "") if day or clock else "P0D"


def _unit_texts(**amounts: int) -> str:
    return "".join(f"{amount}{unit}" for unit, amount in amounts.items() if amount)


def _explain_credit(text: str) -> Message | None:
    code = text[:18]
    if code.upper() != code:
        return msg("统一社会信用代码里的字母要大写")
    if re.fullmatch(ORGAN_CODE, code) and not is_organ_code(code):
        return msg(
            "统一社会信用代码的第 18 位是校验码，应为 {expected}，写的是 {found}：请核对前 17 位",
            expected=expected_check_character(code),
            found=code[17],
        )
    return None


def _explain_item(text: str) -> Message | None:
    if len(text) not in (31, 33):
        return msg(
            "实施编码为 31 位，业务办理项编码为 33 位，这里有 {length} 位；地方自有的编码写在 local_code",
            length=len(text),
        )
    return _explain_credit(text)


def _explain_date(text: str) -> Message | None:
    if re.fullmatch(_DATE, text):
        return msg("没有 {date} 这一天", date=text)
    return None


def _explain_url(text: str) -> Message | None:
    scheme = text.partition(":")[0].strip().lower()
    if ":" in text and scheme.isalpha() and scheme not in {"http", "https", "mailto", "tel"}:
        return msg("网址不能用 {scheme}:，只能以 http://、https://、mailto: 或 tel: 开头", scheme=scheme)
    return None


_DATE = "[12][0-9]{3}-[0-9]{2}-[0-9]{2}"
_URL = r"""[^\x00-\x20\x7f-\xa0\u3000<>"\\]"""
_HOST = _URL.replace("]", "/?#@]")
_PHONE_ONE = (  # between two runs of digits there is always a separator: no text can be read in two ways
    r"(?:\+[0-9]{1,3}[ \-—－][(（]?[0-9]{1,12}|[(（]?[0-9]{3,12})"
    r"(?:[)） \-—－]{1,2}[0-9]{1,12}){0,6}(?:[ ]?(?:转|ext|x)[ ]?[0-9]{1,6})?"
)

DATE = Format(
    "date",
    _DATE,
    msg("日期写成 年-月-日，如 2026-01-31"),
    read=date.fromisoformat,
    explain=_explain_date,
    example="2026-01-31",
)
DURATION = Format(
    "calendar-duration",
    r"P(?=[0-9T])(?:[0-9]{1,4}Y)?(?:[0-9]{1,4}M)?(?:[0-9]{1,4}W)?(?:[0-9]{1,4}D)?"
    r"(?:T(?=[0-9])(?:[0-9]{1,4}H)?(?:[0-9]{1,4}M)?)?",
    msg("期限写成 ISO 8601 的时长，如 P4Y（4 年）、P6M（6 个月）、P30D（30 天）"),
    read=Duration.parse,
    example="P4Y",
)
URL = Format(
    "link",
    rf"https?://{_HOST}+(?:[/?#]{_URL}*)?|mailto:{_HOST}+@{_HOST}+|tel:\+?[0-9][0-9\-]*",
    msg("网址要写全，以 http://、https://、mailto: 或 tel: 开头"),
    explain=_explain_url,
    example="https://www.gdzwfw.gov.cn/",
)
PHONE = Format(
    "phone",
    rf"{_PHONE_ONE}(?:[、，；;,/][ ]?{_PHONE_ONE})*",
    msg("电话只写号码，如 020-12345、0777-6428820 转 2；几个号码之间用顿号"),
    example="020-12345",
)
ORGAN = Format(
    "organ-code",
    ORGAN_CODE,
    msg("机构写 18 位统一社会信用代码；没有代码的机构用 TE 开头的 18 位占位码"),
    verdict=is_organ_code,
    explain=_explain_credit,
    example="11440100007482575H",
)
ITEM = Format(
    "item-code",
    ITEM_CODE,
    msg("编码由 18 位机构代码、1 位行使层级、12 位基本编码和可有的 2 位办理项序号组成"),
    verdict=lambda text: is_organ_code(text[:18]),
    explain=_explain_item,
    example="11440100007482575H3440118009000",
)
BASE = Format(
    "base-code",
    BASE_CODE,
    msg("基本编码为 12 位：2 位区划、2 位类型、2 位部门、3 位顺序、3 位子项"),
    example="440118009000",
)
REGION = Format(
    "region-code",
    REGION_CODE,
    msg("区划代码为 6 位数字（GB/T 2260），镇村可用 12 位"),
    example="440100",
)
DEPARTMENT = Format(
    "department-code",
    DEPARTMENT_CODE,
    msg("业务指导部门写基本编码中的 2 位部门码"),
    example="23",
)
CATALOGUE = Format(
    "catalogue-region",
    "[0-9]{2}",
    msg("目录的区划写基本编码的前两位：省级区划的前两位，国家目录写 00"),
    example="44",
)
CURRENCY = Format(
    "currency-code",
    "[A-Z]{3}",
    msg("币种写 ISO 4217 的三个大写字母，如 CNY"),
    example="CNY",
)
_ALL = (DATE, DURATION, URL, PHONE, ORGAN, ITEM, BASE, REGION, DEPARTMENT, CATALOGUE, CURRENCY)
FORMATS = {one.name: one for one in _ALL}
"""All formats by the name that they have in the JSON Schema."""
