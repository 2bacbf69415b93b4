"""Comments that say why a finding does not count: ``# itemkit: ignore[M201] reason until 2027-01-01``.

A comment behind a value speaks of the findings on its own line; one that stands alone, of those on the next line that
is no comment. The reason is required; so is a rule, by code or name. A comment that is not written so, one that no
finding needs any more, and one that has run out are findings themselves.
"""

import re
from dataclasses import dataclass
from datetime import date

_MARK = re.compile(r"#[ \t]*itemkit:(.*)")
_FORM = re.compile(r"\s*ignore\[([^\]]*)\](.*)")
_UNTIL = re.compile(r"\s+until\s+(\S+)\s*$")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One comment."""

    line: int
    """Where it stands."""
    column: int
    length: int
    target: int
    """The line that it speaks of."""
    rules: tuple[str, ...]
    """As written: codes or names."""
    reason: str
    until: date | None
    mistake: str = ""
    """What is wrong with the comment: ``form``, ``rule``, ``reason``, ``date``; empty if nothing is."""


def each_ignore(text: str) -> list[Ignore]:
    """The comments to itemkit in a YAML text; quick where there are none."""
    if "itemkit:" not in text:
        return []
    from itemkit.source.comments import comments

    lines = re.split(r"\r\n|\r|\n", text)
    found = []
    for line, column, comment in comments(text):
        mark = _MARK.match(comment)
        if mark is None:
            continue
        alone = not lines[line - 1][: column - 1].strip()
        target = _next_line(lines, line) if alone else line
        found.append(_read(mark[1], line, column, len(comment), target))
    return found


def _read(text: str, line: int, column: int, length: int, target: int) -> Ignore:
    form = _FORM.match(text)
    if form is None:
        return Ignore(line, column, length, target, (), "", None, "form")
    rules = tuple(one.strip() for one in form[1].split(",") if one.strip())
    reason, until, mistake = form[2], None, "" if rules else "rule"
    if ending := _UNTIL.search(reason):
        reason = reason[: ending.start()]
        try:
            until = date.fromisoformat(ending[1])
        except ValueError:
            mistake = "date"
    reason = reason.strip(" \t:：，,")
    return Ignore(line, column, length, target, rules, reason, until, mistake or ("" if reason else "reason"))


def _next_line(lines: list[str], line: int) -> int:
    for number in range(line, len(lines)):
        content = lines[number].strip()
        if content and not content.startswith("#"):
            return number + 1
    return line
