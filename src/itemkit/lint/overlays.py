"""The rules of an item beside its standard, asked of every item that says what its standard says too.

Most items with a standard say only what is local, and the others say the same things again and again: so an item is
put beside its standard only if nothing like it was found to be in order before.
"""

import marshal
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from itemkit.findings import Finding
from itemkit.lint.rules.tool import rule_crashed
from itemkit.model.resolve import Inherited
from itemkit.regions.overlay import Overlay, OverlayRule
from itemkit.regions.policy import Uniformity, is_handling_item

_CANCELLED = "取消"
_MOST_REMEMBERED = 8_000_000
"""Bytes of what was in order, at most; then all is forgotten, and the next are remembered."""

Data = Mapping[str, Any]


class Beside:
    """Asks the rules of items beside their standards, and remembers what they had nothing to say of."""

    def __init__(self, rules: Sequence[OverlayRule], uniformity: Uniformity, paths: Mapping[str, str]) -> None:
        """Prepare.

        Args:
            rules: what is asked.
            uniformity: what must be uniform in the catalog.
            paths: where the standards are, by code.
        """
        self._rules = rules
        self._uniformity = uniformity
        self._paths = paths
        self._silent: set[bytes] = set()
        self._size = 0

    def findings(self, inherited: Inherited, own: Data, whole: Data, path: str, subject: str) -> list[Finding]:
        """What the rules say of one item.

        Args:
            inherited: what it takes over from its standard.
            own: what its file says.
            whole: the content of both, merged.
            path: the item's.
            subject: what the item is called.
        """
        content = inherited.content
        said = {key: own[key] for key in own if key in content or own[key] is None}
        if not said or not self._rules or whole.get("status") == _CANCELLED:
            return []
        if "materials" in said:
            said["situations"] = own.get("situations")  # which the materials refer to
        if "name" in said and is_handling_item(said["name"], content["name"]):
            said["name"] = True  # for which situation it is makes no difference
        piece = marshal.dumps([own["standard"], said], 0)
        if piece in self._silent:
            return []
        overlay = Overlay(inherited, self._paths.get(own["standard"], ""), own, whole, self._uniformity)
        findings = list(self._each_finding(overlay, path, subject))
        if not findings:
            self._remember(piece)
        return findings

    def _each_finding(self, overlay: Overlay, path: str, subject: str) -> Iterator[Finding]:
        for rule in self._rules:
            try:
                yield from list(rule.findings(rule(overlay), path, subject))
            except Exception as error:  # noqa: BLE001 (whatever it is, the run goes on)
                yield from rule_crashed.findings(rule_crashed(rule.code, error), path, subject)

    def _remember(self, piece: bytes) -> None:
        if self._size + len(piece) > _MOST_REMEMBERED:
            self._silent.clear()
            self._size = 0
        self._size += len(piece)
        self._silent.add(piece)
