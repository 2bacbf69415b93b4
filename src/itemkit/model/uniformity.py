"""How each element of a standard is judged: the same everywhere, only ever easier for the applicant, or not at all.

The defaults and where they come from stand here and nowhere else: the schema of ``itemkit.toml``, docs/fields.md and
the rules of family R follow.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Judgement = Literal["equal", "tighten", "free"]
"""``equal``: as the standard says; ``tighten``: the same or easier for the applicant; ``free``: not looked at."""


@dataclass(frozen=True, slots=True)
class Default:
    """How a field is judged where ``itemkit.toml`` does not say."""

    judgement: Judgement
    source: str = ""
    """Which text asks for it, in Chinese."""


_NAMED = "国发〔2022〕5号二（二）"
"""受理条件、服务对象、办理流程、申请材料、法定办结时限、办理结果等要素在全国范围内统一."""
_FOUR = "四级四同"
"""名称、编码、依据、类型, the same from the state down to the county; codes are a matter of the rules of family C."""
_CONVENTION = "惯例，没有条文"
"""No text says that a place may make it easier and not harder; the opinion of 2022 does not name these elements."""
_FREE = Default("free")

DEFAULTS: Mapping[str, Default] = {
    "name": Default("equal", _FOUR),
    "type": Default("equal", _FOUR),
    "basis": Default("equal", _FOUR),
    "audience": Default("equal", _NAMED),
    "conditions": Default("equal", _NAMED),
    "steps": Default("equal", _NAMED),
    "time_limit.statutory": Default("equal", _NAMED),
    "results": Default("equal", _NAMED),
    "materials": Default("tighten", f"{_NAMED}，要求统一；可以减少是惯例"),
    "time_limit.promised": Default("tighten", _CONVENTION),
    "visits": Default("tighten", _CONVENTION),
    "fees": Default("tighten", _CONVENTION),
}
"""The fields that are judged unless ``itemkit.toml`` says otherwise, by key; all others are free."""


def default_of(field: str) -> Default:
    """How a field is judged where ``itemkit.toml`` says nothing of it."""
    return DEFAULTS.get(field, _FREE)
