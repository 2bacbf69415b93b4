"""Items without a code (一事一码): nobody can refer to them yet, so they are not published, or only as a preview.

A page that shows one says so by itself, whoever asked for it; leaving it out is what the site does unless it is told
otherwise.
"""

from dataclasses import dataclass

WATERMARK = "预览：没有编码，不能据以办事"
"""What the page of an item without a code says of itself."""

MARK = "预览：没有编码"
"""What the lists say of it."""

_NEEDS_NONE = frozenset({"草稿", "待审", "取消"})
"""Statuses in which an item may well have no code: it is not in force yet, or not any more."""


@dataclass(frozen=True, slots=True)
class Uncoded:
    """An item that was left out because it has no code."""

    path: str
    """Its file, relative to the catalog, with ``/``."""
    name: str
    status: str
    """在用 where its file says nothing."""

    @property
    def should_have_code(self) -> bool:
        """Whether people can apply for it, or could until it was suspended, and it ought to have a code by now."""
        return self.status not in _NEEDS_NONE
