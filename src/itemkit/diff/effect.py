"""What a difference means for the person who applies: a burden, an ease, nothing, or something that nobody can tell."""

from dataclasses import dataclass
from enum import Enum
from typing import Self

from itemkit.findings import Severity
from itemkit.language import _, mark


class Effect(Enum):
    """What a change does to the applicant."""

    BURDEN = "burden"
    """More to bring, to pay, to wait, to do."""
    EASE = "ease"
    """Less of it, or more to choose from."""
    NEUTRAL = "neutral"
    """Said otherwise, or a matter of the offices alone."""
    UNCLEAR = "unclear"
    """Only a person who reads it can tell: a reworded condition, something that one side does not state."""

    @property
    def reverse(self) -> "Effect":
        """The effect of the change in the other direction."""
        return _REVERSE.get(self, self)

    @property
    def level(self) -> Severity:
        """How a change with this effect counts: a burden is an error, what is unclear a warning, the rest not."""
        return _LEVELS.get(self, Severity.INFO)


UNITS = (
    mark("份材料"), mark("份原件"), mark("份复印件"), mark("工作日"), mark("自然日"), mark("次"), mark("元"),
    mark("个环节"), mark("年"),
)  # fmt: skip
"""What is measured in; other currencies by their codes."""

_REVERSE = {Effect.BURDEN: Effect.EASE, Effect.EASE: Effect.BURDEN}
_LEVELS = {Effect.BURDEN: Severity.ERROR, Effect.UNCLEAR: Severity.WARNING}


@dataclass(frozen=True, slots=True)
class Measure:
    """By how much: +1 份材料, −5 工作日. Positive is more for the applicant to do, to pay, to wait; or to get."""

    amount: float
    unit: str
    """One of `UNITS`, or the code of another currency."""

    def __neg__(self) -> Self:
        return type(self)(-self.amount, self.unit)

    def __str__(self) -> str:
        number = f"{abs(self.amount):.2f}".rstrip("0").rstrip(".")
        sign = "+" if self.amount > 0 else "−" if self.amount < 0 else "±"
        return f"{sign}{number} {_(self.unit)}"
