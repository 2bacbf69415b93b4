"""Which rules count in a run, and how much: the command line, ``itemkit.toml``, and the rule itself, in this order."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from itemkit.findings import Finding, Rule, Severity, msg
from itemkit.lint.registry import RULES
from itemkit.source.catalog import CatalogError

_OFF = "off"


@dataclass(frozen=True, slots=True)
class _Part:
    """Other severities for a part of a catalog."""

    paths: tuple[re.Pattern[str], ...]
    status: frozenset[str]
    severity: Mapping[str, str]
    """By code."""

    def holds(self, path: str, status: Callable[[], str]) -> bool:
        is_there = not self.paths or any(one.fullmatch(path) for one in self.paths)
        return is_there and (not self.status or status() in self.status)


class Policy:
    """Decides of each finding whether it is told, and how severe it is."""

    def __init__(
        self,
        settings: Mapping[str, Any],
        own_rules: Sequence[Rule[Any]] = (),
        *,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
    ) -> None:
        """Take the choices of a catalog and of a run.

        Args:
            settings: the section ``[lint]`` of ``itemkit.toml``.
            own_rules: the rules of the catalog's own.
            select: only these: codes, names, or the letters that codes begin with.
            ignore: not these.

        Raises:
            CatalogError: there is no such rule.
        """
        self.rules: dict[str, Rule[Any]] = {one.code: one for one in (*RULES, *own_rules)}
        self._codes = {name: one.code for one in self.rules.values() for name in (one.code, one.name)}
        selected = self._all(select) or self._all(settings.get("select", ())) or set(self.rules)
        # what a run asks for by name, it gets, whatever the configuration leaves out
        left_out = self._all(ignore) | (set() if select else self._all(settings.get("ignore", ())))
        self._told = selected - left_out
        self._severity = self._severities(settings.get("severity", {}))
        self._parts = [
            _Part(
                tuple(re.compile(_as_regex(glob)) for glob in part.get("paths", ())),
                frozenset(part.get("status", ())),
                self._severities(part["severity"]),
            )
            for part in settings.get("part", ())
        ]

    def code_of(self, name: str) -> str | None:
        """The code of the rule that goes by this code or name."""
        return self._codes.get(name) or self._codes.get(name.upper()) or self._codes.get(name.lower())

    def counts(self, name: str) -> bool:
        """Whether the rule that goes by this code or name counts anywhere in this run."""
        code = self.code_of(name)
        is_on = self._severity.get(code or "") != _OFF or any(
            part.severity.get(code or "", _OFF) != _OFF for part in self._parts
        )
        return code in self._told and is_on

    def applied(self, finding: Finding, status: Callable[[], str]) -> Finding | None:
        """The finding as severe as it is here; None if it is not told.

        Args:
            finding: any finding.
            status: gives the status of the item that it is about; empty if it is about something else.
        """
        if finding.code not in self._told:
            return None
        wanted = self._severity.get(finding.code)
        for part in self._parts:
            if finding.code in part.severity and part.holds(finding.path, status):
                wanted = part.severity[finding.code]
        if wanted is None or wanted == finding.severity.value:
            return finding
        return None if wanted == _OFF else replace(finding, severity=Severity(wanted))

    def _all(self, names: Iterable[str]) -> set[str]:
        return {code for name in names for code in self._several(name)}

    def _several(self, name: str) -> list[str]:
        """The codes that one word stands for: a code, a name, or the beginning of codes."""
        code = self.code_of(name)
        if code is not None:
            return [code]
        several = [
            one for one in self.rules if re.fullmatch(r"[A-Z][0-9]{0,2}", name.upper()) and one.startswith(name.upper())
        ]
        if not several:
            raise CatalogError(msg("没有这条规则：{rule}；itemkit explain --list 列出全部", rule=name))
        return several

    def _severities(self, table: Mapping[str, str]) -> dict[str, str]:
        """By code; what names one rule goes before what names a family."""
        ordered = sorted(table, key=lambda name: self.code_of(name) is not None)
        return {code: table[name] for name in ordered for code in self._several(name)}


@cache
def _as_regex(glob: str) -> str:
    """A glob over paths: ``*`` within a folder, ``**`` through folders, a folder for all in it."""
    parts = []
    for part in re.split(r"(\*\*/?|\*|\?)", glob.rstrip("/")):
        if part in {"**", "**/"}:
            parts.append("(?:.*/)?" if part.endswith("/") else ".*")
        else:
            parts.append({"*": "[^/]*", "?": "[^/]"}.get(part, re.escape(part)))
    return "".join(parts) + "(?:/.*)?"
