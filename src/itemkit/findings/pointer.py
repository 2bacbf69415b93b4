"""A place in a document that does not depend on how the file is laid out: JSON Pointer (RFC 6901)."""

from collections.abc import Iterable
from typing import Self


class Pointer(tuple[str | int, ...]):
    """The keys and indexes that lead from the top of a document to a value; the empty pointer is the document.

    ``Pointer() / "materials" / 2 / "name"`` is written ``/materials/2/name``.
    """

    __slots__ = ()

    def __truediv__(self, part: str | int) -> Self:
        return type(self)((*self, part))

    @property
    def parent(self) -> Self:
        """The pointer without its last part; the empty pointer is its own parent."""
        return type(self)(self[:-1])

    def __str__(self) -> str:
        return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in self)

    @classmethod
    def of(cls, *parts: str | int) -> Self:
        """The pointer with these parts."""
        return cls(parts)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``/materials/2/name``; a part of digits alone is an index.

        Raises:
            ValueError: ``text`` is neither empty nor starts with a slash.
        """
        if text and not text.startswith("/"):
            raise ValueError(f"a pointer starts with '/': {text!r}")
        return cls(_part(raw) for raw in text.split("/")[1:])

    @classmethod
    def sorted(cls, pointers: Iterable[Self]) -> list[Self]:
        """Pointers in document-independent order: index 2 before index 10, keys by code point."""
        return sorted(pointers, key=cls.sort_key)

    def sort_key(self) -> tuple[tuple[int, int, str], ...]:
        """A key that orders pointers although their parts are of two types."""
        return tuple((0, part, "") if isinstance(part, int) else (1, 0, part) for part in self)


ROOT = Pointer()
"""The document itself."""


def _part(raw: str) -> str | int:
    text = raw.replace("~1", "/").replace("~0", "~")
    canonical = text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")
    return int(text) if canonical else text
