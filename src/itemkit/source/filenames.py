"""File names that every system takes: Linux, macOS and Windows alike."""

import re
import unicodedata

MAX_BYTES = 180
"""Of a name without its suffix, in UTF-8: 255 is the limit of most file systems, and some add to names."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def safe_name(text: str, max_bytes: int = MAX_BYTES) -> str:
    """A name without suffix for a file or folder that is about ``text``.

    Characters that some system refuses become ``-``, runs of white space one space; Unicode is composed (NFC); what is
    too long is cut between characters. Different texts may give one name.
    """
    composed = unicodedata.normalize("NFC", text)
    name = re.sub(r"\s+", " ", _FORBIDDEN.sub("-", composed)).strip(" .-")
    name = name.encode()[:max_bytes].decode(errors="ignore").rstrip(" .-")
    if not name:
        return "_"
    return f"_{name}" if _RESERVED.fullmatch(name) else name
