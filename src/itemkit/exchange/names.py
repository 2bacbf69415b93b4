"""Names of the files that an import writes: readable, safe on every system, and always the same.

A name depends on its record alone, never on what else is imported or in which order, so it ends in characters of the
record's own code: the base code of an official one, else a digest.
"""

import hashlib
import unicodedata

from itemkit.model.formats import ITEM
from itemkit.source.filenames import safe_name

MAX_BYTES = 200
"""Longest name of a file in UTF-8, suffix included: file systems allow 255, and copies and archives add to it."""


def item_path(*, region: str, organ: str, name: str, action: str, identity: str) -> str:
    """The path of an item's file in its catalog, with ``/``.

    Args:
        region: region code; empty if the record has none.
        organ: name of the organ; empty if the record has none.
        name: name of the item.
        action: what is done, added if the name does not say it; may be empty.
        identity: the item's code, or whatever names its record and no other.
    """
    stem = f"{name}-{action}" if action and action not in name else name
    folder = f"items/{safe_name(region or '未写区划')}/{safe_name(organ or '未写机构')}"
    return f"{folder}/{_file_name(stem, _ending(identity))}"


def distinguished(path: str, identity: str) -> str:
    """Another name for the file at ``path``, for records whose names would be the same."""
    folder, _slash, file = path.rpartition("/")
    return f"{folder}/{_file_name(file.removesuffix('.yaml'), digest(identity, 16))}"


def collation(path: str) -> str:
    """Equal for two paths that some file system takes for the same: case and composition don't count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def digest(text: str, length: int) -> str:
    """The first hexadecimal digits of the SHA-256 of ``text``."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def _file_name(stem: str, ending: str) -> str:
    suffix = f"-{ending}.yaml"
    return safe_name(stem, MAX_BYTES - len(suffix)) + suffix


def _ending(identity: str) -> str:
    return identity[19:] if ITEM.matches(identity) else digest(identity, 8)
