"""Names of the files that an import writes: readable, safe on Linux, macOS and Windows, and always the same.

A name depends on its record alone, never on what else is imported or in which order, so it ends in characters of the
record's own code: the base code of an official one, else a digest.
"""

import hashlib
import re
import unicodedata

from itemkit.model.formats import ITEM

MAX_BYTES = 200
"""Longest name of a file or folder in UTF-8; file systems allow 255, and copies and archives add to it."""

_FORBIDDEN = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(?:\s*\..*)?", re.IGNORECASE)
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


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
    folder = f"items/{safe(region, '未写区划')}/{safe(organ, '未写机构')}"
    return f"{folder}/{safe(stem, '未命名', f'-{_ending(identity)}.yaml')}"


def distinguished(path: str, identity: str) -> str:
    """Another name for the file at ``path``, for records whose names would be the same."""
    folder, _, file = path.rpartition("/")
    return f"{folder}/{safe(file.removesuffix('.yaml'), '', f'-{digest(identity, 16)}.yaml')}"


def collation(path: str) -> str:
    """Equal for two paths that some file system takes for the same: case and composition don't count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def digest(text: str, length: int) -> str:
    """The first hexadecimal digits of the SHA-256 of ``text``."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def safe(text: str, instead: str, suffix: str = "") -> str:
    """``text`` as the name of a file or folder: forbidden characters as full-width ones, nothing unseen, not too long.

    Args:
        text: any text.
        instead: the name where nothing of ``text`` is left.
        suffix: added to the name, and within its length.
    """
    whole = unicodedata.normalize("NFC", text).translate(_FORBIDDEN)
    seen = "".join(
        " " if one in "\t\n\r" else one for one in whole if one in "\t\n\r" or unicodedata.category(one) not in _UNSEEN
    )
    stem = " ".join(seen.split()).lstrip(".")
    stem = stem.encode()[: MAX_BYTES - len(suffix.encode())].decode(errors="ignore").rstrip(". ") or instead
    stem = stem if not _RESERVED.fullmatch(stem + suffix) else "_" + stem
    return stem + suffix


def _ending(identity: str) -> str:
    return identity[19:] if ITEM.matches(identity) else digest(identity, 8)
