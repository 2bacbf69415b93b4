"""The kinds of rules that look at one item: with its file alone, or with the day of the run too.

A rule of one file is a pure function of a `View`; one that depends on the day, of a `DatedView`, so that what is
remembered of a file stays true tomorrow. Rules across files are in `itemkit.index.rules`.
"""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from itemkit.findings import Hit, Rule, Severity
from itemkit.lint.readings import Reading
from itemkit.lint.view import DatedView, View

ITEMS = ("item",)
STANDARDS_TOO = ("item", "standard")


@dataclass(frozen=True, eq=False)
class ItemRule(Rule[[View]]):
    """A rule of one file."""

    kinds: tuple[str, ...] = STANDARDS_TOO
    """Of which kinds of files. Of what an item inherits only the standard's own file is told."""
    missing: bool = False
    """True: it is about something that is not there yet; a draft (草稿) or a cancelled item (取消) is not told."""
    reads: Reading | None = None
    """By which pieces of the item it goes, each by itself; None: by the whole item."""

    def __reduce__(self) -> tuple[Any, ...]:
        """For processes that are not forked: a rule that stands in a module is found there again by its name."""
        module, name = self.check.__module__, getattr(self.check, "__qualname__", "")
        if name and getattr(import_module(module), name, None) is self:
            return _named, (module, name)
        return ItemRule, (
            self.code,
            self.name,
            self.severity,
            self.check,
            self.page,
            self.kinds,
            self.missing,
            self.reads,
        )


def _named(module: str, name: str) -> Any:
    return getattr(import_module(module), name)


def item_rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    kinds: tuple[str, ...] = STANDARDS_TOO,
    missing: bool = False,
    reads: Reading | None = None,
) -> Callable[[Callable[[View], Iterator[Hit]]], ItemRule]:
    """Make a function an `ItemRule`; its docstring is the rule's page."""

    def decorate(check: Callable[[View], Iterator[Hit]]) -> ItemRule:
        return ItemRule(code, name, severity, check, inspect.getdoc(check) or "", kinds, missing, reads)

    return decorate


@dataclass(frozen=True, eq=False)
class DatedRule(Rule[[DatedView]]):
    """A rule of one item that depends on what day it is."""


def dated_rule(code: str, name: str, severity: Severity) -> Callable[[Callable[[DatedView], Iterator[Hit]]], DatedRule]:
    """Make a function a `DatedRule`; its docstring is the rule's page."""

    def decorate(check: Callable[[DatedView], Iterator[Hit]]) -> DatedRule:
        return DatedRule(code, name, severity, check, inspect.getdoc(check) or "")

    return decorate
