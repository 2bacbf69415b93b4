"""The one small file that every search loads first: which blocks there are, and what the filters offer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from itemkit.guides.search.blocks import named
from itemkit.guides.search.findable import Findable
from itemkit.guides.search.script import data_file, from_script, to_script
from itemkit.guides.search.shards import Shape
from itemkit.pages import clean

STEM = "directory"
FORMAT = 1
"""Goes up when anything about the files changes, so that files of an earlier version are not amended."""
FIRST = 8
"""Characters of the first initials of a block: enough to tell where names that begin in a way can be."""


@dataclass(frozen=True, slots=True)
class BlockEntry:
    """A block, as the directory has it."""

    number: int
    rows: int
    digest: str
    """Of its file, so that a browser which kept another version loads this one."""
    first: str
    """The beginning of its first row's initials."""


@dataclass(frozen=True, slots=True)
class Directory:
    """What there is to be searched."""

    rows: int
    blocks: tuple[BlockEntry, ...]
    """In the order of their rows."""
    shape: Shape | None
    """None where there are so few rows that all are looked through."""
    digest: str
    """Of all shards; empty without any."""

    def to_script(self, filters: Mapping[str, object]) -> bytes:
        """The file."""
        value = {
            "format": FORMAT,
            "rows": self.rows,
            "blocks": [[one.number, one.rows, one.digest, one.first] for one in self.blocks],
            "shards": self.shape.count if self.shape else 0,
            "width": self.shape.width if self.shape else 0,
            "digest": self.digest,
            "filters": filters,
        }
        return to_script(STEM, value)

    @classmethod
    def read(cls, files: Mapping[str, bytes]) -> "Directory | None":
        """The directory of an earlier run; None if there is none that can be understood."""
        content = files.get(data_file(STEM))
        try:
            value = from_script(STEM, content) if content else {}
            if value.get("format") != FORMAT:
                return None
            blocks = tuple(BlockEntry(*one) for one in value["blocks"])
            shape = Shape(value["shards"], value["width"]) if value["shards"] else None
            return cls(value["rows"], blocks, shape, value["digest"])
        except (ValueError, TypeError, KeyError, AttributeError):
            return None


def entry(number: int, cut: Sequence[Findable], digest: str) -> BlockEntry:
    """The entry of a block."""
    return BlockEntry(number, len(cut), digest, cut[0].initials[:FIRST])


def filters(rows: Sequence[Findable], regions: Mapping[str, str]) -> dict[str, object]:
    """What the filters offer: kinds in the order in which they came, regions by code, the others by name.

    Organs are not among them: there may be too many.
    """
    return {
        "kind": _words(dict.fromkeys(row.kind for row in rows)),
        "region": named(sorted({row.region for row in rows} - {""}), regions),
        "type": _words(sorted({row.type for row in rows})),
        "audience": _words(sorted({word for row in rows for word in row.audiences})),
        "theme": _words(sorted({word for row in rows for word in row.themes})),
    }


def _words(words: Iterable[str]) -> list[object]:
    return [clean(word) for word in words if word]
